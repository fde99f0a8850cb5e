//! Arithmetic and geometric progressions.

use super::Skill;
use super::algebra::number;
use super::draw::{Draw, Exercise, bracketed, whole};
use super::polynomials::nonzero;
use crate::domain::{Locale, Subject};
use crate::math::Exact;

const fn skill(code: &'static str, topics: &'static [&'static str], make: fn(&mut Draw<'_>) -> Exercise) -> Skill {
    super::skill(code, "drill-solve", &[Subject::Algebra], (9, 9), topics, make)
}

pub(super) const SKILLS: &[Skill] = &[
    skill("progression.arithmetic", &["AL9.019", "AL9.023"], arithmetic),
    skill("progression.arithmetic.sum", &["AL9.020", "AL9.023"], arithmetic_sum),
    skill("progression.geometric", &["AL9.021", "AL9.023"], geometric),
    skill("progression.geometric.sum", &["AL9.022", "AL9.023"], geometric_sum),
];

/// «13-й», "13th".
fn ordinal(locale: Locale, n: i64) -> String {
    let end = match (locale, n % 10, n % 100) {
        (Locale::Ru, ..) => "-й",
        (_, _, 11..=13) => "th",
        (_, 1, _) => "st",
        (_, 2, _) => "nd",
        (_, 3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

/// In brackets when it is negative.
fn put(number: i64) -> String {
    bracketed(number.to_string())
}

/// What wordings tell of a progression: its first terms, its step by letter, a number of terms.
fn row_given(
    locale: Locale,
    first: [i64; 3],
    (letter, step): (&'static str, i64),
    n: i64,
) -> [(&'static str, String); 6] {
    let [a, b, c] = first.map(|term| term.to_string());
    let nth = ordinal(locale, n);
    [("a", a), ("b", b), ("c", c), (letter, step.to_string()), ("n", n.to_string()), ("nth", nth)]
}

/// One step too many or too few.
fn arithmetic(draw: &mut Draw<'_>) -> Exercise {
    let (a, d, n) =
        (nonzero(draw, 20), nonzero(draw, draw.by_level([5, 9, 12])), draw.between(6, draw.by_level([12, 25, 60])));
    let last = a + (n - 1) * d;
    if draw.level == 2 && draw.coin() {
        let given = [("a", a.to_string()), ("nth", ordinal(draw.locale, n)), ("last", last.to_string())];
        let question = draw.told("drill-arithmetic-step", 2, &given);
        let wrong = vec![Exact::ratio(last - a, n), whole(-d), Exact::ratio(last + a, n - 1)];
        let solution =
            format!(r"d = \frac{{a_{{{n}}} - a_1}}{{{n} - 1}} = \frac{{{last} - {}}}{{{}}} = {d}", put(a), n - 1);
        return number(question, whole(d), wrong, &solution);
    }
    let given = row_given(draw.locale, [a, a + d, a + 2 * d], ("d", d), n);
    let question = draw.told("drill-arithmetic-term", 3, &given);
    let solution = format!(r"a_{{{n}}} = a_1 + {0}d = {a} + {0} \cdot {1} = {last}", n - 1, put(d));
    number(
        question,
        whole(last),
        vec![whole(last + d), whole(last - d), whole(n * d), whole(a - (n - 1) * d)],
        &solution,
    )
}

/// The half is forgotten, or the last term is one too far.
fn arithmetic_sum(draw: &mut Draw<'_>) -> Exercise {
    let (a, d, n) =
        (nonzero(draw, 15), nonzero(draw, draw.by_level([4, 7, 9])), draw.between(5, draw.by_level([10, 20, 40])));
    // «первых 21 члена» would need another form of the word.
    let n = if n > 20 && n % 10 == 1 { n - 1 } else { n };
    let sum = (2 * a + (n - 1) * d) * n / 2;
    let given = row_given(draw.locale, [a, a + d, a + 2 * d], ("d", d), n);
    let question = draw.told("drill-arithmetic-sum", 3, &given);
    let solution = format!(
        r"S_{{{n}}} = \frac{{2 a_1 + {0}d}}{{2}} \cdot {n} = \frac{{2 \cdot {1} + {0} \cdot {2}}}{{2}} \cdot {n} = {sum}",
        n - 1,
        put(a),
        put(d)
    );
    let wrong = vec![whole(2 * sum), Exact::ratio((2 * a + n * d) * n, 2), whole(a + (n - 1) * d)];
    number(question, whole(sum), wrong, &solution)
}

/// First term, ratio and a length that keep the numbers printable.
fn row(draw: &mut Draw<'_>) -> (i64, i64, u32) {
    let a = nonzero(draw, draw.by_level([5, 7, 9]));
    let q: i64 = draw.one_of(&[2, 3, -2, 4, -3, 5]);
    let most = if q.abs() > 3 { 4 } else { draw.by_level([5, 6, 7]) };
    (a, q, u32::try_from(draw.between(4, most)).unwrap_or(4))
}

fn geometric(draw: &mut Draw<'_>) -> Exercise {
    let (a, q, n) = row(draw);
    let last = a * q.pow(n - 1);
    let given = row_given(draw.locale, [a, a * q, a * q * q], ("q", q), n.into());
    let question = draw.told("drill-geometric-term", 3, &given);
    let solution = format!(r"b_{n} = b_1 q^{0} = {a} \cdot {1}^{0} = {last}", n - 1, put(q));
    number(
        question,
        whole(last),
        vec![whole(last * q), whole(-last), whole(a + i64::from(n - 1) * q), whole(a * q * i64::from(n - 1))],
        &solution,
    )
}

fn geometric_sum(draw: &mut Draw<'_>) -> Exercise {
    let (a, q, n) = row(draw);
    let sum = a * (q.pow(n) - 1) / (q - 1);
    let given = row_given(draw.locale, [a, a * q, a * q * q], ("q", q), n.into());
    let question = draw.told("drill-geometric-sum", 3, &given);
    let solution = format!(
        r"S_{n} = \frac{{b_1 (q^{n} - 1)}}{{q - 1}} = \frac{{{a} \cdot ({0}^{n} - 1)}}{{{q} - 1}} = {sum}",
        put(q)
    );
    let wrong = vec![whole(a * q.pow(n - 1)), whole(a * (q.pow(n) - 1)), whole(sum - a), whole(-sum)];
    number(question, whole(sum), wrong, &solution)
}
