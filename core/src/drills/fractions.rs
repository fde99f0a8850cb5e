//! Common fractions and mixed numbers.

use num_traits::Signed;

use super::Skill;
use super::draw::{Draw, Exercise, Notation, gcd};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const MATH: &[Subject] = &[Subject::Math];
const G56: (u8, u8) = (5, 6);
/// What may be said with any operation on fractions.
const DO: &str = "drill-compute";

macro_rules! skill {
    ($code:literal, $title:literal, $do:expr, $grades:expr, $make:ident, [$($phrase:literal),* $(,)?]) => {
        Skill { code: $code, title: $title, instruction: $do, subjects: MATH, grades: $grades, phrases: &[$($phrase),*], topics: &[], make: $make }
    };
}

pub(super) const SKILLS: &[Skill] = &[
    skill!(
        "fractions.add.same",
        "drill-fractions-add",
        DO,
        G56,
        add_same,
        [
            "сложен дроб ?вычитан ?обыкновен ?одинаков ?знаменател",
            "действи|арифметическ дроб ?обыкновен ?арифметическ",
            "дроб ?обыкновен",
            "add ?subtract fraction ?like ?denominator ?common",
            "fraction ?common ?operation"
        ]
    ),
    skill!(
        "fractions.add.different",
        "drill-fractions-add",
        DO,
        G56,
        add_different,
        [
            "сложен дроб ?вычитан ?обыкновен ?разн ?знаменател",
            "действи|арифметическ дроб ?обыкновен ?арифметическ",
            "дроб ?обыкновен",
            "add ?subtract fraction ?unlike ?different ?denominator ?common",
            "fraction ?common ?operation"
        ]
    ),
    skill!(
        "fractions.subtract.same",
        "drill-fractions-subtract",
        DO,
        G56,
        subtract_same,
        [
            "вычитан дроб ?сложен ?обыкновен ?одинаков ?знаменател",
            "действи|арифметическ дроб ?обыкновен ?арифметическ",
            "дроб ?обыкновен",
            "subtract ?add fraction ?like ?denominator ?common",
            "fraction ?common ?operation"
        ]
    ),
    skill!(
        "fractions.subtract.different",
        "drill-fractions-subtract",
        DO,
        G56,
        subtract_different,
        [
            "вычитан дроб ?сложен ?обыкновен ?разн ?знаменател",
            "действи|арифметическ дроб ?обыкновен ?арифметическ",
            "дроб ?обыкновен",
            "subtract ?add fraction ?unlike ?different ?denominator ?common",
            "fraction ?common ?operation"
        ]
    ),
    skill!(
        "fractions.multiply",
        "drill-fractions-multiply",
        DO,
        G56,
        multiply,
        [
            "умножен дроб ?делен ?обыкновен",
            "действи|арифметическ дроб ?обыкновен ?арифметическ",
            "дроб ?обыкновен",
            "multipl ?divid|divis fraction ?common",
            "fraction ?common ?operation"
        ]
    ),
    skill!(
        "fractions.divide",
        "drill-fractions-divide",
        DO,
        G56,
        divide,
        [
            "делен дроб ?умножен ?обыкновен",
            "действи|арифметическ дроб ?обыкновен ?арифметическ",
            "дроб ?обыкновен",
            "divid|divis ?multipl fraction ?common",
            "fraction ?common ?operation"
        ]
    ),
    skill!(
        "fractions.mixed.add",
        "drill-mixed",
        DO,
        G56,
        mixed_add,
        [
            "сложен смешан ?числ ?дроб ?вычитан",
            "действи смешан ?числ",
            "смешан числ ?дроб",
            "add ?subtract mixed ?number ?fraction",
            "mixed number"
        ]
    ),
    skill!(
        "fractions.mixed.subtract",
        "drill-mixed",
        DO,
        G56,
        mixed_subtract,
        [
            "вычитан смешан ?числ ?дроб ?сложен",
            "действи смешан ?числ",
            "смешан числ ?дроб",
            "subtract ?add mixed ?number ?fraction",
            "mixed number"
        ]
    ),
    skill!(
        "fractions.reduce",
        "drill-fractions-reduce",
        "drill-fractions-reduce-do",
        G56,
        reduce,
        ["сокращен дроб ?обыкновен", "simplify|reduc fraction"]
    ),
    skill!(
        "fractions.compare",
        "drill-fractions-compare",
        "drill-compare-do",
        G56,
        compare,
        ["сравнен дроб ?обыкновен ?разн ?знаменател", "compar fraction"]
    ),
];

/// A proper irreducible fraction with this denominator.
fn proper(draw: &mut Draw<'_>, denominator: i64) -> i64 {
    let choices: Vec<i64> = (1..denominator).filter(|n| gcd(*n, denominator) == 1).collect();
    draw.one_of(&choices)
}

fn frac(n: i64, d: i64) -> String {
    format!(r"\frac{{{n}}}{{{d}}}")
}

/// Two different denominators; the level decides how far their common one is.
fn denominators(draw: &mut Draw<'_>) -> (i64, i64) {
    const EASY: [(i64, i64); 10] = [(2, 4), (2, 6), (3, 6), (4, 8), (5, 10), (3, 9), (2, 8), (3, 12), (4, 12), (2, 10)];
    const MEDIUM: [(i64, i64); 10] = [(2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (2, 7), (3, 7), (5, 6), (2, 9), (3, 8)];
    const HARD: [(i64, i64); 12] =
        [(4, 6), (6, 8), (6, 9), (8, 12), (10, 15), (9, 12), (5, 7), (7, 8), (12, 18), (8, 10), (15, 20), (6, 10)];
    let pair = match draw.level {
        0 => draw.one_of(&EASY),
        1 => draw.one_of(&MEDIUM),
        _ => draw.one_of(&HARD),
    };
    if draw.coin() { pair } else { (pair.1, pair.0) }
}

fn add_same(draw: &mut Draw<'_>) -> Exercise {
    let highest = draw.by_level([9, 15, 24]);
    let d = draw.between(5, highest);
    // Easy sums stay below one.
    let sum = if draw.level == 0 { draw.between(2, d - 1) } else { draw.between(d / 2 + 1, 2 * d - 3).max(2) };
    let a = draw.between(1.max(sum - d + 1), (sum - 1).min(d - 1));
    let b = sum - a;
    let wrong = vec![Exact::ratio(sum, 2 * d), Exact::ratio(sum + 1, d)];
    Exercise::compute(&format!("{} + {}", frac(a, d), frac(b, d)), Exact::ratio(sum, d), Notation::Mixed, wrong)
}

fn subtract_same(draw: &mut Draw<'_>) -> Exercise {
    let highest = draw.by_level([9, 15, 24]);
    let d = draw.between(5, highest);
    let a = draw.between(3, d - 1);
    let b = draw.between(1, a - 1);
    let wrong = vec![Exact::ratio(a + b, d), Exact::ratio(a - b, 2 * d)];
    Exercise::compute(&format!("{} - {}", frac(a, d), frac(b, d)), Exact::ratio(a - b, d), Notation::Mixed, wrong)
}

fn add_different(draw: &mut Draw<'_>) -> Exercise {
    let (b, d) = denominators(draw);
    let (a, c) = (proper(draw, b), proper(draw, d));
    let wrong = vec![Exact::ratio(a + c, b + d), Exact::ratio(a + c, b * d)];
    with_common('+', (a, b), (c, d), wrong)
}

fn subtract_different(draw: &mut Draw<'_>) -> Exercise {
    let (b, d) = denominators(draw);
    let (mut first, mut second) = ((proper(draw, b), b), (proper(draw, d), d));
    if first.0 * second.1 < second.0 * first.1 {
        std::mem::swap(&mut first, &mut second);
    }
    let ((a, b), (c, d)) = (first, second);
    let wrong = vec![Exact::ratio((a - c).abs(), (b - d).abs()), Exact::ratio((a - c).abs(), b * d)];
    with_common('-', first, second, wrong)
}

/// A sum or difference with the step over the common denominator as its solution.
fn with_common(sign: char, (a, b): (i64, i64), (c, d): (i64, i64), wrong: Vec<Exact>) -> Exercise {
    let common = b / gcd(b, d) * d;
    let (x, y) = (a * (common / b), c * (common / d));
    let value = Exact::ratio(if sign == '+' { x + y } else { x - y }, common);
    let question = Rich(format!("${} {sign} {} =$", frac(a, b), frac(c, d)));
    let solution = Some(Rich(format!("${} {sign} {} = {}$", frac(x, common), frac(y, common), value.latex_mixed())));
    let wrong = wrong.into_iter().filter(|w| !w.0.is_negative()).collect();
    Exercise::Number { question, answer: value, notation: Notation::Mixed, wrong, solution }
}

fn multiply(draw: &mut Draw<'_>) -> Exercise {
    let highest = draw.by_level([6, 9, 15]);
    let (b, d) = (draw.between(2, highest), draw.between(3, highest));
    let (a, c) = (proper(draw, b), proper(draw, d));
    let expression = format!("{} {} {}", frac(a, b), draw.times(), frac(c, d));
    Exercise::compute(
        &expression,
        Exact::ratio(a * c, b * d),
        Notation::Mixed,
        vec![Exact::ratio(a * d, b * c), Exact::ratio(a + c, b + d)],
    )
}

fn divide(draw: &mut Draw<'_>) -> Exercise {
    let highest = draw.by_level([6, 9, 15]);
    let (b, d) = (draw.between(2, highest), draw.between(3, highest));
    let (a, c) = (proper(draw, b), proper(draw, d));
    let value = Exact::ratio(a * d, b * c);
    let question = Rich(format!("${} {} {} =$", frac(a, b), draw.over(), frac(c, d)));
    let solution = Some(Rich(format!("${} {} {} = {}$", frac(a, b), draw.times(), frac(d, c), value.latex_mixed())));
    let wrong = vec![Exact::ratio(a * c, b * d), Exact::ratio(b * c, a * d)];
    Exercise::Number { question, answer: value, notation: Notation::Mixed, wrong, solution }
}

fn mixed(draw: &mut Draw<'_>, denominator: i64) -> (i64, i64) {
    let most = draw.by_level([4, 7, 12]);
    (draw.between(1, most), proper(draw, denominator))
}

fn mixed_pair(draw: &mut Draw<'_>) -> ((i64, i64, i64), (i64, i64, i64)) {
    let (b, d) = if draw.level == 0 {
        let same = draw.between(3, 9);
        (same, same)
    } else {
        denominators(draw)
    };
    let ((w, a), (v, c)) = (mixed(draw, b), mixed(draw, d));
    ((w, a, b), (v, c, d))
}

fn mixed_add(draw: &mut Draw<'_>) -> Exercise {
    let ((w, a, b), (v, c, d)) = mixed_pair(draw);
    let (x, y) = (Exact::ratio(w * b + a, b), Exact::ratio(v * d + c, d));
    let expression = format!("{w}{} + {v}{}", frac(a, b), frac(c, d));
    let sum = Exact(&x.0 + &y.0);
    Exercise::compute(
        &expression,
        sum,
        Notation::Mixed,
        vec![Exact(Exact::whole(w + v).0 + Exact::ratio(a + c, b + d).0)],
    )
}

fn mixed_subtract(draw: &mut Draw<'_>) -> Exercise {
    let ((w, a, b), (v, c, d)) = mixed_pair(draw);
    let (mut first, mut second) = ((w + v, a, b), (v, c, d));
    if Exact::ratio(first.0 * b + a, b) < Exact::ratio(v * d + c, d) {
        std::mem::swap(&mut first, &mut second);
    }
    let value = |(whole, n, d): (i64, i64, i64)| Exact::ratio(whole * d + n, d);
    let difference = Exact(value(first).0 - value(second).0);
    let print = |(whole, n, d): (i64, i64, i64)| format!("{whole}{}", frac(n, d));
    let wrong = vec![Exact(&difference.0 + Exact::whole(1).0)];
    Exercise::compute(&format!("{} - {}", print(first), print(second)), difference, Notation::Mixed, wrong)
}

fn reduce(draw: &mut Draw<'_>) -> Exercise {
    let d = draw.between(2, 12);
    let n = proper(draw, d);
    let factors = draw.by_level([(2, 3), (3, 6), (5, 14)]);
    let k = draw.between(factors.0, factors.1);
    let value = Exact::ratio(n, d);
    let wrong =
        vec![Exact::ratio(n + 1, d), Exact::ratio(n, d + 1), Exact::ratio(n + 1, d + 1), Exact::ratio(n, d + 2)];
    Exercise::compute(&frac(n * k, d * k), value, Notation::Mixed, wrong)
}

fn compare(draw: &mut Draw<'_>) -> Exercise {
    let (b, d) = denominators(draw);
    let (a, c) = (proper(draw, b), proper(draw, d));
    let (x, y) = (Exact::ratio(a, b), Exact::ratio(c, d));
    let right = match x.cmp(&y) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    let signs = ["<", "=", ">"];
    let wrong = signs.iter().filter(|s| **s != right).map(|s| Rich(format!("${s}$"))).collect();
    let question = Rich(format!(r"${}$ … ${}$", frac(a, b), frac(c, d)));
    let common = b / gcd(b, d) * d;
    let (p, q) = (a * (common / b), c * (common / d));
    let solution = Some(Rich(format!("${} {right} {}$", frac(p, common), frac(q, common))));
    Exercise::Text { question, answer: Rich(format!("${right}$")), wrong, solution }
}
