//! Problems in words, primary school to grade 6: sums and times, price, motion, work.

use super::Skill;
use super::draw::{Draw, Exercise};
use super::wording::Law;
use crate::domain::Subject;
use crate::math::Exact;

const fn skill(
    code: &'static str,
    grades: (u8, u8),
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    super::skill(code, "drill-solve", &[Subject::Math], grades, topics, make)
}

pub(super) const SKILLS: &[Skill] = &[
    skill("words.sum", (1, 1), &["MA1.039"], sum),
    skill("words.rest", (1, 1), &["MA1.040"], rest),
    skill("words.more", (1, 2), &["MA1.041"], more),
    skill("words.difference", (1, 2), &["MA1.042"], difference),
    skill("words.times", (3, 3), &["MA3.032"], times),
    skill("words.ratio", (3, 3), &["MA3.033"], ratio),
    skill("words.price", (3, 4), &["MA3.034"], |draw| {
        let prices = draw.by_level([(3, 12), (8, 40), (25, 95)]);
        let (b, c) = (Exact::whole(draw.between(prices.0, prices.1)), Exact::whole(draw.between(2, 9)));
        draw.by_law(&law("drill-price", ["C", "p", "n"], ["unit-rouble", "unit-rouble", ""]), &b, &c)
    }),
    skill("words.unit", (3, 4), &["MA3.035"], per_unit),
    skill("words.motion", (4, 4), &["MA4.024"], |draw| {
        let (b, c) = speed_and_time(draw);
        draw.by_law(&law("drill-motion", ["s", "v", "t"], ["unit-km", "unit-km-h", "unit-h"]), &b, &c)
    }),
    skill("words.towards", (4, 5), &["MA4.025", "MA5.076"], |draw| together(draw, "drill-towards")),
    skill("words.apart", (4, 4), &["MA4.026"], |draw| together(draw, "drill-apart")),
    skill("words.chase", (4, 5), &["MA4.027", "MA5.076"], chase),
    skill("words.river", (5, 6), &["MA5.077"], river),
    skill("words.work", (4, 4), &["MA4.030"], |draw| {
        let (b, c) = (Exact::whole(draw.between(4, 25)), Exact::whole(draw.between(2, 9)));
        draw.by_law(&law("drill-output", ["A", "p", "t"], ["", "", "unit-h"]), &b, &c)
    }),
    skill("words.joint", (5, 6), &["MA5.078"], joint),
    skill("words.sum-difference", (5, 5), &["MA5.080"], sum_and_difference),
    skill("words.parts", (5, 5), &["MA5.079"], parts),
];

const fn law(key: &'static str, symbols: [&'static str; 3], units: [&'static str; 3]) -> Law {
    Law { key, wordings: 2, symbols, units }
}

/// Things to count, by the end of their keys.
const THINGS: [&str; 6] = ["sticker", "notebook", "pencil", "apple", "stamp", "nut"];

/// Counted amounts of one thing as arguments a, b and `many`, for «Сколько …».
fn things(draw: &mut Draw<'_>, a: i64, b: i64) -> Vec<(&'static str, String)> {
    let thing = draw.one_of(&THINGS);
    let counted = format!("drill-n-{thing}");
    vec![
        ("a", draw.counted(&counted, a)),
        ("b", draw.counted(&counted, b)),
        ("many", draw.word(&format!("drill-many-{thing}"))),
        ("n", b.to_string()),
    ]
}

/// The largest number of a grade and level.
fn limit(draw: &Draw<'_>) -> i64 {
    match draw.grade {
        1 => draw.by_level([10, 15, 20]),
        _ => draw.by_level([20, 50, 100]),
    }
}

fn plain(draw: &Draw<'_>, question: crate::domain::Rich, answer: i64, wrong: &[i64], solution: &str) -> Exercise {
    draw.problem(question, Exact::whole(answer), "", wrong.iter().map(|w| Exact::whole(*w)).collect(), solution)
}

fn sum(draw: &mut Draw<'_>) -> Exercise {
    let total = draw.between(4, limit(draw));
    let a = draw.between(2, total - 2);
    let b = total - a;
    let given = things(draw, a, b);
    let question = draw.told("drill-sum", 3, &given);
    plain(draw, question, total, &[(a - b).abs(), total + 1, total - 1], &format!("{a} + {b} = {total}"))
}

fn rest(draw: &mut Draw<'_>) -> Exercise {
    let a = draw.between(4, limit(draw));
    let b = draw.between(2, a - 1);
    let given = things(draw, a, b);
    let question = draw.told("drill-left", 3, &given);
    plain(draw, question, a - b, &[a + b, a - b + 1, b], &format!("{a} - {b} = {}", a - b))
}

/// «На … больше» read the other way is the mistake.
fn more(draw: &mut Draw<'_>) -> Exercise {
    let total = draw.between(5, limit(draw));
    let by = draw.between(2, (total - 2).min(9));
    let (a, key, answer, sign) =
        if draw.coin() { (total - by, "drill-more", total, '+') } else { (total, "drill-fewer", total - by, '-') };
    let given = things(draw, a, by);
    let question = draw.told(key, 2, &given);
    plain(
        draw,
        question,
        answer,
        &[if sign == '+' { a - by } else { a + by }, by],
        &format!("{a} {sign} {by} = {answer}"),
    )
}

fn difference(draw: &mut Draw<'_>) -> Exercise {
    let a = draw.between(5, limit(draw));
    let b = draw.between(2, a - 2);
    let given = things(draw, a, b);
    let question = draw.told("drill-difference", 2, &given);
    plain(draw, question, a - b, &[a + b, a, b], &format!("{a} - {b} = {}", a - b))
}

/// «В … раз» taken for «на …» is the mistake.
fn times(draw: &mut Draw<'_>) -> Exercise {
    let by = draw.between(2, 9);
    let small = draw.by_level([(2, 6), (3, 10), (6, 30)]);
    let small = draw.between(small.0, small.1);
    let large = small * by;
    if draw.coin() {
        let mut given = things(draw, small, by);
        given.push(("times", draw.counted("drill-n-times", by)));
        let question = draw.told("drill-times-more", 2, &given);
        let solution = format!(r"{small} {} {by} = {large}", draw.times());
        plain(draw, question, large, &[small + by, small], &solution)
    } else {
        let mut given = things(draw, large, by);
        given.push(("times", draw.counted("drill-n-times", by)));
        let question = draw.told("drill-times-fewer", 2, &given);
        let solution = format!(r"{large} {} {by} = {small}", draw.over());
        plain(draw, question, small, &[large - by, large * by], &solution)
    }
}

fn ratio(draw: &mut Draw<'_>) -> Exercise {
    let by = draw.between(2, 9);
    let small = draw.by_level([(2, 6), (3, 10), (6, 30)]);
    let small = draw.between(small.0, small.1);
    let large = small * by;
    let given = things(draw, large, small);
    let question = draw.told("drill-ratio", 2, &given);
    let solution = format!(r"{large} {} {small} = {by}", draw.over());
    plain(draw, question, by, &[large - small, large + small], &solution)
}

/// The first count of boxes is forgotten: that is the mistake.
fn per_unit(draw: &mut Draw<'_>) -> Exercise {
    let each = draw.by_level([(2, 6), (3, 10), (6, 25)]);
    let each = draw.between(each.0, each.1);
    let first = draw.between(2, 8);
    let second = if draw.coin() { first + draw.between(1, 6) } else { draw.between(2, first.max(3)) };
    let second = if second == first { second + 1 } else { second };
    let mut given = things(draw, each * first, 0);
    given.extend([("first", first.to_string()), ("second", second.to_string())]);
    let question = draw.told("drill-per-unit", 2, &given);
    let (times, over) = (draw.times(), draw.over());
    let solution = format!(r"{} {over} {first} {times} {second} = {}", each * first, each * second);
    plain(draw, question, each * second, &[each * first * second, each * first + second, each], &solution)
}

fn speed_and_time(draw: &mut Draw<'_>) -> (Exact, Exact) {
    let step = draw.by_level([10, 5, 1]);
    (Exact::whole(step * draw.between(40 / step, 95 / step)), Exact::whole(draw.between(2, 9)))
}

/// Two who go towards or away from one another; one speed alone is the mistake.
fn together(draw: &mut Draw<'_>, key: &str) -> Exercise {
    let step = draw.by_level([10, 5, 1]);
    let (v, u) = (step * draw.between(40 / step, 95 / step), step * draw.between(40 / step, 95 / step));
    let t = draw.between(2, 8);
    let s = (v + u) * t;
    let whole = Exact::whole;
    let given = [("v", &whole(v)), ("u", &whole(u)), ("t", &whole(t)), ("s", &whole(s))];
    let (times, over) = (draw.times(), draw.over());
    match draw.between(0, if draw.level == 0 { 1 } else { 2 }) {
        0 => {
            let question = draw.wording(&format!("{key}-way"), 2, &given);
            let wrong = vec![whole(v * t), whole((v - u).abs() * t), whole(v + u)];
            draw.problem(question, whole(s), "unit-km", wrong, &format!(r"({v} + {u}) {times} {t} = {s}"))
        }
        1 => {
            let question = draw.wording(&format!("{key}-time"), 2, &given);
            let wrong = vec![whole(t + 1), whole(2 * t), Exact::ratio(s, v)];
            draw.problem(question, whole(t), "unit-h", wrong, &format!(r"{s} {over} ({v} + {u}) = {t}"))
        }
        _ => {
            let question = draw.wording(&format!("{key}-speed"), 2, &given);
            let wrong = vec![whole(v + u), whole(u + 10), whole(v)];
            draw.problem(question, whole(u), "unit-km-h", wrong, &format!(r"{s} {over} {t} - {v} = {u}"))
        }
    }
}

/// The speeds are added, as when one meets: that is the mistake.
fn chase(draw: &mut Draw<'_>) -> Exercise {
    let (slow, faster, t) = (5 * draw.between(2, 12), draw.between(1, 6) * 5, draw.between(2, 8));
    let (fast, gap) = (slow + faster, faster * t);
    let whole = Exact::whole;
    let given = [("v", &whole(fast)), ("u", &whole(slow)), ("t", &whole(t)), ("s", &whole(gap))];
    let (times, over) = (draw.times(), draw.over());
    if draw.coin() {
        let question = draw.wording("drill-chase-time", 2, &given);
        let wrong = vec![whole(t + 1), Exact::ratio(gap, fast + slow), whole(t * 2)];
        draw.problem(question, whole(t), "unit-h", wrong, &format!(r"{gap} {over} ({fast} - {slow}) = {t}"))
    } else {
        let question = draw.wording("drill-chase-gap", 2, &given);
        let wrong = vec![whole((fast + slow) * t), whole(fast * t), whole(slow * t)];
        draw.problem(question, whole(gap), "unit-km", wrong, &format!(r"({fast} - {slow}) {times} {t} = {gap}"))
    }
}

/// The stream is forgotten or taken the other way.
fn river(draw: &mut Draw<'_>) -> Exercise {
    let (own, stream, t) = (draw.between(8, 30), draw.between(1, 5), draw.between(2, 6));
    let down = draw.coin();
    let v = if down { own + stream } else { own - stream };
    let other = if down { own - stream } else { own + stream };
    let (way, sign) = if down { ("down", '+') } else { ("up", '-') };
    let whole = Exact::whole;
    let given = [("v", &whole(own)), ("u", &whole(stream)), ("t", &whole(t)), ("s", &whole(v * t))];
    let (times, over) = (draw.times(), draw.over());
    match draw.between(0, 2) {
        0 => {
            let question = draw.wording(&format!("drill-river-{way}-way"), 2, &given);
            let wrong = vec![whole(other * t), whole(own * t), whole(v)];
            draw.problem(
                question,
                whole(v * t),
                "unit-km",
                wrong,
                &format!(r"({own} {sign} {stream}) {times} {t} = {}", v * t),
            )
        }
        1 => {
            let question = draw.wording(&format!("drill-river-{way}-time"), 2, &given);
            let wrong = vec![whole(t + 1), Exact::ratio(v * t, other), whole(t + 2)];
            draw.problem(
                question,
                whole(t),
                "unit-h",
                wrong,
                &format!(r"{} {over} ({own} {sign} {stream}) = {t}", v * t),
            )
        }
        _ => {
            let back = if down { '-' } else { '+' };
            let question = draw.wording(&format!("drill-river-{way}-own"), 2, &given);
            let wrong = vec![whole(v), whole(if down { v + stream } else { v - stream }), whole(own + 2 * stream)];
            draw.problem(
                question,
                whole(own),
                "unit-km-h",
                wrong,
                &format!(r"{} {over} {t} {back} {stream} = {own}", v * t),
            )
        }
    }
}

/// Two times that give a whole time together; the mistakes: their sum, their mean.
fn joint(draw: &mut Draw<'_>) -> Exercise {
    const PAIRS: [(i64, i64); 12] = [
        (3, 6),
        (4, 12),
        (6, 12),
        (5, 20),
        (10, 15),
        (12, 24),
        (20, 30),
        (6, 30),
        (8, 24),
        (10, 40),
        (15, 30),
        (21, 28),
    ];
    let (a, b) = draw.one_of(&PAIRS);
    let (a, b) = if draw.coin() { (a, b) } else { (b, a) };
    let together = a * b / (a + b);
    let whole = Exact::whole;
    let (answer, key, wrong) = if draw.level == 2 {
        (b, "drill-joint-other", vec![whole((a - together).abs()), whole(a + together), Exact::ratio(a + together, 2)])
    } else {
        (together, "drill-joint", vec![whole(a + b), Exact::ratio(a + b, 2), whole((a - b).abs())])
    };
    let question = draw.wording(key, 3, &[("a", &whole(a)), ("b", &whole(b)), ("t", &whole(together))]);
    let solution = if draw.level == 2 {
        format!(r"\frac{{1}}{{{together}}} - \frac{{1}}{{{a}}} = \frac{{1}}{{{b}}}; \quad t = {b}")
    } else {
        format!(r"\frac{{1}}{{{a}}} + \frac{{1}}{{{b}}} = \frac{{1}}{{{together}}}; \quad t = {together}")
    };
    draw.problem(question, whole(answer), "unit-h", wrong, &solution)
}

/// Half the sum without the difference is the mistake.
fn sum_and_difference(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([30, 90, 400]);
    let (low, gap) = (draw.between(3, top), draw.between(1, top / 2));
    let (high, sum) = (low + gap, 2 * low + gap);
    let greater = draw.coin();
    let (key, answer, sign) = if greater { ("drill-greater", high, '+') } else { ("drill-smaller", low, '-') };
    let question = draw.wording(key, 2, &[("s", &Exact::whole(sum)), ("d", &Exact::whole(gap))]);
    let solution = format!(r"({sum} {sign} {gap}) {} 2 = {answer}", draw.over());
    let wrong = vec![Exact::ratio(sum, 2), Exact::whole(if greater { low } else { high }), Exact::whole(sum - gap)];
    draw.problem(question, Exact::whole(answer), "", wrong, &solution)
}

/// One share alone, or the other part, is the mistake.
fn parts(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = loop {
        let (a, b) = (draw.between(1, 7), draw.between(1, 7));
        if a != b {
            break (a, b);
        }
    };
    let k = draw.by_level([(2, 9), (5, 30), (10, 90)]);
    let k = draw.between(k.0, k.1);
    let whole = Exact::whole;
    let question = draw.wording("drill-parts", 2, &[("a", &whole(a)), ("b", &whole(b)), ("s", &whole(k * (a + b)))]);
    let (times, over) = (draw.times(), draw.over());
    let solution = format!(r"{} {over} ({a} + {b}) {times} {a} = {}", k * (a + b), k * a);
    let wrong = vec![whole(k * b), whole(k), Exact::ratio(k * (a + b), a)];
    draw.problem(question, whole(k * a), "unit-g", wrong, &solution)
}
