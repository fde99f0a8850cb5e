//! Shares of a whole: fractions of a number, percent in words, proportions, scale, solutions.

use super::draw::{Draw, Exercise, Notation, gcd, whole};
use super::{Skill, skill};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const SOLVE: &str = "drill-solve";
const MATH: &[Subject] = &[Subject::Math];

pub(super) const SKILLS: &[Skill] = &[
    skill("share.of", "drill-compute", MATH, (5, 6), &["MA5.052"], |draw| share_of(draw, "drill-share-of", 1)),
    skill("share.whole", SOLVE, MATH, (5, 6), &["MA5.053"], |draw| share_whole(draw, "drill-share-whole", 1)),
    skill("share.of.words", SOLVE, MATH, (5, 6), &["MA5.054"], |draw| share_of(draw, "drill-share-part", 3)),
    skill("share.whole.words", SOLVE, MATH, (5, 6), &["MA5.054"], |draw| share_whole(draw, "drill-share-all", 3)),
    skill("percent.part", SOLVE, MATH, (5, 6), &["MA5.075"], percent_part),
    skill("percent.change", SOLVE, MATH, (5, 6), &["MA5.075"], percent_change),
    skill("percent.all", SOLVE, MATH, (5, 6), &["MA5.075"], percent_all),
    skill("percent.ratio", SOLVE, MATH, (5, 6), &["MA6.004"], percent_ratio),
    skill("proportion", "drill-proportion-do", MATH, (6, 6), &["MA6.007"], proportion),
    skill("scale", SOLVE, MATH, (6, 6), &["MA6.012"], scale),
    skill("concentration", SOLVE, MATH, (6, 6), &["MA6.013"], concentration),
    skill("ratio.divide", SOLVE, MATH, (6, 6), &["MA6.006"], divide_in_ratio),
    skill("percent.compound", SOLVE, &[Subject::Algebra], (9, 9), &["AL9.024"], compound),
];

/// A proper irreducible fraction, and a number it divides.
fn share(draw: &mut Draw<'_>) -> (i64, i64, i64) {
    let highest = draw.by_level([6, 9, 15]);
    let (n, d) = loop {
        let d = draw.between(3, highest);
        let n = draw.between(1 + i64::from(draw.level > 0), d - 1);
        if gcd(n, d) == 1 {
            break (n, d);
        }
    };
    let times = draw.by_level([(2, 12), (4, 30), (10, 60)]);
    (n, d, d * draw.between(times.0, times.1))
}

fn fraction(n: i64, d: i64) -> String {
    format!(r"\frac{{{n}}}{{{d}}}")
}

/// Multiplied where one divides, the rest in place of the part.
fn share_of(draw: &mut Draw<'_>, key: &str, wordings: i64) -> Exercise {
    let (n, d, all) = share(draw);
    let answer = all / d * n;
    let question = draw.told(key, wordings, &[("f", fraction(n, d)), ("all", all.to_string())]);
    let solution = format!("{all} {} {} = {answer}", draw.times(), fraction(n, d));
    draw.problem(
        question,
        whole(answer),
        "",
        vec![Exact::ratio(all * d, n), whole(all - answer), whole(all / d)],
        &solution,
    )
}

fn share_whole(draw: &mut Draw<'_>, key: &str, wordings: i64) -> Exercise {
    let (n, d, all) = share(draw);
    let part = all / d * n;
    let question = draw.told(key, wordings, &[("f", fraction(n, d)), ("part", part.to_string())]);
    let solution = format!("{part} {} {} = {all}", draw.over(), fraction(n, d));
    draw.problem(
        question,
        whole(all),
        "",
        vec![Exact::ratio(part * n, d), whole(part * d), whole(part + all / d)],
        &solution,
    )
}

/// Percent, and a whole of which they are a whole number.
fn percent(draw: &mut Draw<'_>) -> (i64, i64) {
    let percent = match draw.level {
        0 => draw.one_of(&[10, 20, 25, 50]),
        1 => draw.one_of(&[5, 15, 30, 35, 40, 45, 60, 75]),
        _ => draw.one_of(&[4, 6, 8, 12, 14, 18, 22, 24, 35, 65]),
    };
    let step = 100 / gcd(percent, 100);
    let times = draw.between(2, 40);
    (percent, (step * times).max(40).div_euclid(step) * step)
}

/// The other part, the number divided by the percent, a wrong power of ten.
fn percent_part(draw: &mut Draw<'_>) -> Exercise {
    let (p, all) = percent(draw);
    let part = p * all / 100;
    let rest = draw.level > 0 && draw.coin();
    let (key, answer) = if rest { ("drill-percent-rest", all - part) } else { ("drill-percent-part", part) };
    let question = draw.wording(key, 3, &[("p", &whole(p)), ("all", &whole(all))]);
    let (times, over) = (draw.times(), draw.over());
    let percent = if rest { format!("(100 - {p})") } else { p.to_string() };
    let solution = format!("{all} {over} 100 {times} {percent} = {answer}");
    let wrong = vec![whole(if rest { part } else { all - part }), Exact::ratio(all, p), Exact::ratio(answer, 10)];
    draw.problem(question, whole(answer), "", wrong, &solution)
}

/// The change in place of the new price; the other direction.
fn percent_change(draw: &mut Draw<'_>) -> Exercise {
    let (p, all) = percent(draw);
    let all = all * 10;
    let change = p * all / 100;
    let up = draw.coin();
    let (key, answer, sign) =
        if up { ("drill-percent-up", all + change, '+') } else { ("drill-percent-down", all - change, '-') };
    let question = draw.wording(key, 3, &[("p", &whole(p)), ("all", &whole(all))]);
    let (times, over) = (draw.times(), draw.over());
    let solution = format!("{all} {sign} {all} {over} 100 {times} {p} = {answer}");
    let wrong = vec![whole(if up { all - change } else { all + change }), whole(change), whole((all - p).abs())];
    draw.problem(question, whole(answer), "unit-rouble", wrong, &solution)
}

/// Percent of the part in place of the whole.
fn percent_all(draw: &mut Draw<'_>) -> Exercise {
    let (p, all) = percent(draw);
    let part = p * all / 100;
    let question = draw.wording("drill-percent-all", 3, &[("p", &whole(p)), ("part", &whole(part))]);
    let (times, over) = (draw.times(), draw.over());
    let solution = format!("{part} {over} {p} {times} 100 = {all}");
    draw.problem(
        question,
        whole(all),
        "",
        vec![Exact::ratio(part * p, 100), whole(part * p), whole(all + part)],
        &solution,
    )
}

fn percent_ratio(draw: &mut Draw<'_>) -> Exercise {
    let (p, all) = percent(draw);
    let part = p * all / 100;
    let question = draw.wording("drill-percent-ratio", 3, &[("part", &whole(part)), ("all", &whole(all))]);
    let solution = format!(r"\frac{{{part}}}{{{all}}} \cdot 100 = {p}");
    draw.problem(
        question,
        whole(p),
        "unit-percent",
        vec![whole(100 - p), Exact::ratio(p, 10), whole(all - part)],
        &solution,
    )
}

/// Terms multiplied the wrong way.
fn proportion(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = (draw.between(2, 12), draw.between(2, 12));
    let b = if a == b { b + 1 } else { b };
    let k = if draw.level == 2 { Exact::ratio(draw.between(3, 19), 2) } else { whole(draw.between(2, 9)) };
    let (c, d) = (Exact(whole(a).0 * &k.0), Exact(whole(b).0 * &k.0));
    // a : b = c : d, one of them unknown.
    let mut terms = [whole(a), whole(b), c, d];
    let place = draw.between(0, 3);
    let place = usize::try_from(place).unwrap_or(0);
    let answer = terms[place].clone();
    let across = terms[3 - place].clone();
    let (p, q) = if place == 0 || place == 3 { (1, 2) } else { (0, 3) };
    let printed: Vec<String> =
        terms.iter().enumerate().map(|(i, t)| if i == place { "x".to_owned() } else { draw.decimal(t) }).collect();
    let question = Rich(if draw.level == 1 {
        format!(r"$\frac{{{}}}{{{}}} = \frac{{{}}}{{{}}}$", printed[0], printed[1], printed[2], printed[3])
    } else {
        let over = draw.over();
        format!("${} {over} {} = {} {over} {}$", printed[0], printed[1], printed[2], printed[3])
    });
    let solution = Some(Rich(format!(
        r"$x = \frac{{{} \cdot {}}}{{{}}} = {}$",
        printed[p],
        printed[q],
        draw.decimal(&across),
        draw.decimal(&answer)
    )));
    let product = |i: usize, j: usize| Exact(&terms[i].0 * &terms[j].0);
    let wrong = vec![Exact(product(3 - place, p).0 / &terms[q].0), Exact(product(3 - place, q).0 / &terms[p].0)];
    terms[place] = whole(0);
    let wrong = wrong.into_iter().filter(|w| w.decimal(".").is_some_and(|text| text.len() < 7)).collect();
    Exercise::Number { question, answer, notation: Notation::Decimal, wrong, solution }
}

/// A wrong power of ten is the mistake.
fn scale(draw: &mut Draw<'_>) -> Exercise {
    let thousands = draw.one_of(&[10, 20, 25, 50, 100, 200, 500, 1_000]);
    let cm = if draw.level == 0 { whole(draw.between(2, 12)) } else { Exact::ratio(draw.between(11, 120), 10) };
    // One centimetre is so many hundredths of a kilometre.
    let km = Exact(&cm.0 * Exact::ratio(thousands, 100).0);
    let given = [("m", &whole(thousands * 1_000)), ("cm", &cm), ("km", &km)];
    let (pc, pk, one) = (draw.decimal(&cm), draw.decimal(&km), draw.decimal(&Exact::ratio(thousands, 100)));
    let tenfold = |value: &Exact| {
        vec![Exact(&value.0 * whole(10).0), Exact(&value.0 / whole(10).0), Exact(&value.0 * whole(100).0)]
    };
    if draw.coin() {
        let question = draw.wording("drill-scale-ground", 2, &given);
        let wrong = tenfold(&km);
        draw.problem(question, km, "unit-km", wrong, &format!(r"{pc} {} {one} = {pk}", draw.times()))
    } else {
        let question = draw.wording("drill-scale-map", 2, &given);
        let wrong = tenfold(&cm);
        draw.problem(question, cm, "unit-cm", wrong, &format!(r"{pk} {} {one} = {pc}", draw.over()))
    }
}

/// Water taken for the whole solution is the mistake.
fn concentration(draw: &mut Draw<'_>) -> Exercise {
    let p = draw.by_level([[5, 10, 20], [4, 8, 15], [6, 12, 35]])[usize::try_from(draw.between(0, 2)).unwrap_or(0)];
    let step = 100 / gcd(p, 100);
    let all = step * draw.between(1, 600 / step);
    let part = all * p / 100;
    let given = [("p", &whole(p)), ("all", &whole(all)), ("part", &whole(part)), ("water", &whole(all - part))];
    match draw.between(0, 1 + i64::from(draw.level > 0)) {
        0 => {
            let question = draw.wording("drill-solution-part", 2, &given);
            let solution = format!(r"{all} {} {} = {part}", draw.times(), draw.decimal(&Exact::ratio(p, 100)));
            draw.problem(
                question,
                whole(part),
                "unit-g",
                vec![whole(all - part), Exact::ratio(all, p), whole(part * 10)],
                &solution,
            )
        }
        1 => {
            let question = draw.wording("drill-solution-percent", 2, &given);
            let solution = format!(r"\frac{{{part}}}{{{part} + {}}} \cdot 100 = {p}", all - part);
            let wrong = vec![Exact::ratio(part * 100, all - part), whole(100 - p), whole(part)];
            draw.problem(question, whole(p), "unit-percent", wrong, &solution)
        }
        _ => {
            let question = draw.wording("drill-solution-all", 2, &given);
            let solution = format!(r"{part} {} {} = {all}", draw.over(), draw.decimal(&Exact::ratio(p, 100)));
            draw.problem(
                question,
                whole(all),
                "unit-g",
                vec![whole(all - part), whole(part * p), whole(all + part)],
                &solution,
            )
        }
    }
}

/// One share, or the other part.
fn divide_in_ratio(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = loop {
        let (a, b) = (draw.between(1, 9), draw.between(2, 9));
        if a != b && gcd(a, b) == 1 {
            break (a, b);
        }
    };
    let top = draw.by_level([12, 40, 120]);
    let k = draw.between(2, top);
    let larger = draw.coin();
    let (high, low) = (a.max(b) * k, a.min(b) * k);
    let (key, answer, other) =
        if larger { ("drill-divide-larger", high, low) } else { ("drill-divide-smaller", low, high) };
    let question = draw.wording(key, 2, &[("a", &whole(a)), ("b", &whole(b)), ("s", &whole(k * (a + b)))]);
    let (times, over) = (draw.times(), draw.over());
    let solution = format!("{} {over} ({a} + {b}) {times} {} = {answer}", k * (a + b), answer / k);
    draw.problem(question, whole(answer), "", vec![whole(other), whole(k), Exact::ratio(k * (a + b), 2)], &solution)
}

/// Simple percent in place of compound.
fn compound(draw: &mut Draw<'_>) -> Exercise {
    let p = draw.one_of(&[5, 10, 20]);
    let years = if draw.level == 2 { 3 } else { 2 };
    let start = 1_000 * draw.between(2, 90) * if years == 3 { 8 } else { 1 };
    let up = draw.level == 0 || draw.coin();
    let percent = if up { 100 + p } else { 100 - p };
    let answer = (0..years).fold(whole(start), |sum, _| Exact(&sum.0 * Exact::ratio(percent, 100).0));
    let key = if up { "drill-compound-up" } else { "drill-compound-down" };
    let question = draw.wording(key, 2, &[("s", &whole(start)), ("p", &whole(p)), ("t", &whole(years))]);
    let factor = draw.decimal(&Exact::ratio(percent, 100));
    let solution = format!(r"{start} \cdot {factor}^{years} = {}", draw.decimal(&answer));
    let simple = if up { 100 + p * years } else { 100 - p * years };
    let wrong = vec![
        Exact::ratio(start * simple, 100),
        Exact::ratio(start * percent, 100),
        Exact::ratio(start * (200 - simple), 100),
    ];
    draw.problem(question, answer, "unit-rouble", wrong, &solution)
}
