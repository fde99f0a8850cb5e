//! Powers, roots, polynomials and their factors.

use super::draw::{Draw, Exercise, Notation, bracketed, equal, gcd};
use super::{Skill, skill};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const ALGEBRA: &[Subject] = &[Subject::Algebra];
const MATH: &[Subject] = &[Subject::Math];
const COMPUTE: &str = "drill-compute";
const EXPAND: &str = "drill-expand-do";
const FACTOR: &str = "drill-factor-do";

pub(super) const SKILLS: &[Skill] = &[
    skill("power.integer", COMPUTE, ALGEBRA, (8, 8), &["AL8.036"], power_integer),
    skill("power.laws", "drill-simplify-do", ALGEBRA, (7, 7), &["AL7.009", "AL7.010"], power_laws),
    skill("root.square", COMPUTE, ALGEBRA, (8, 8), &["AL8.011"], root_square),
    skill("root.simplify", "drill-root-do", ALGEBRA, (8, 8), &["AL8.014"], root_simplify),
    skill("root.nth", COMPUTE, ALGEBRA, (9, 10), &["AL9.007"], root_nth),
    skill("poly.like", "drill-like-do", MATH, (6, 6), &["MA6.032"], like_terms),
    skill("poly.brackets", EXPAND, MATH, (6, 6), &["MA6.033"], brackets),
    skill("poly.add", EXPAND, ALGEBRA, (7, 7), &["AL7.016"], add),
    skill("poly.monomial", EXPAND, ALGEBRA, (7, 7), &["AL7.017"], by_monomial),
    skill("poly.multiply", EXPAND, ALGEBRA, (7, 7), &["AL7.018"], multiply),
    skill("poly.square.sum", EXPAND, ALGEBRA, (7, 7), &["AL7.022", "AL7.023"], |draw| square(draw, 1)),
    skill("poly.square.difference", EXPAND, ALGEBRA, (7, 7), &["AL7.022", "AL7.024"], |draw| square(draw, -1)),
    skill("factor.squares", FACTOR, ALGEBRA, (7, 7), &["AL7.025"], squares),
    skill("factor.common", FACTOR, ALGEBRA, (7, 7), &["AL7.019"], common),
    skill("factor.trinomial", FACTOR, ALGEBRA, (8, 8), &["AL8.024"], trinomial),
];

/// A polynomial in x: its coefficients with their exponents, as they stand.
pub(super) fn polynomial(terms: &[(i64, u32)]) -> String {
    let mut text = String::new();
    for (coefficient, exponent) in terms.iter().filter(|(coefficient, _)| *coefficient != 0) {
        let sign = match (text.is_empty(), *coefficient < 0) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        };
        let size = coefficient.abs();
        let letter = match exponent {
            0 => String::new(),
            1 => "x".to_owned(),
            n => format!("x^{n}"),
        };
        let number = if size == 1 && *exponent > 0 { String::new() } else { size.to_string() };
        text = format!("{text}{sign}{number}{letter}");
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// An answer in letters; options that are the answer in other words are never made.
pub(super) fn lettered(question: &str, answer: &str, wrong: Vec<String>, solution: Option<String>) -> Exercise {
    Exercise::Text {
        question: Rich::math(question),
        wrong: wrong.into_iter().filter(|w| w != answer).map(|w| Rich::math(&w)).collect(),
        answer: Rich::math(answer),
        solution: solution.map(|s| Rich::math(&s)),
    }
}

/// Not zero.
pub(super) fn nonzero(draw: &mut Draw<'_>, top: i64) -> i64 {
    let n = draw.between(1, top);
    if draw.coin() { -n } else { n }
}

/// The minus of the exponent taken for a minus of the number.
fn power_integer(draw: &mut Draw<'_>) -> Exercise {
    let n = draw.between(1, draw.by_level([2, 3, 4]));
    let exponent = u32::try_from(n).unwrap_or(1);
    let (p, q) = match draw.level {
        0 => (draw.between(2, 10), 1),
        1 => (1, draw.between(2, 6)),
        _ => draw.one_of(&[(2, 3), (3, 4), (2, 5), (3, 2), (5, 3), (4, 5)]),
    };
    let base = if q == 1 { p.to_string() } else { format!(r"\left(\frac{{{p}}}{{{q}}}\right)") };
    let (up, down) = (p.pow(exponent), q.pow(exponent));
    let answer = Exact::ratio(down, up);
    let power = if n == 1 { String::new() } else { format!("^{{{n}}}") };
    let turned = match (p, q) {
        (1, q) => format!("{q}{power}"),
        (p, 1) => format!(r"\frac{{1}}{{{p}{power}}}"),
        (p, q) if n == 1 => format!(r"\frac{{{q}}}{{{p}}}"),
        (p, q) => format!(r"\left(\frac{{{q}}}{{{p}}}\right){power}"),
    };
    let steps = [format!("{base}^{{-{n}}}"), turned, answer.latex_fraction(), answer.latex_mixed()];
    Exercise::Number {
        question: Rich(format!("${base}^{{-{n}}} =$")),
        wrong: vec![Exact::ratio(-up, down), Exact::ratio(up, down), Exact::ratio(-down, up), Exact::ratio(-p * n, q)],
        answer,
        notation: Notation::Mixed,
        solution: Some(Rich::math(&equal(steps))),
    }
}

/// Exponents multiplied where they are added, and the other way round.
fn power_laws(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 9, 15]);
    let (m, n) = (draw.between(2, top), draw.between(2, top));
    let letter = draw.one_of(&["a", "b", "x", "y", "m"]);
    let power = |n: i64| match n {
        0 => "1".to_owned(),
        1 => letter.to_owned(),
        n => format!("{letter}^{{{n}}}"),
    };
    let (question, exponent, wrong) = match draw.between(0, if draw.level == 0 { 1 } else { 2 }) {
        0 => (format!(r"{} \cdot {}", power(m), power(n)), m + n, [m * n, (m - n).abs(), m + n + 1]),
        1 => {
            let m = m + n;
            (format!("{} : {}", power(m), power(n)), m - n, [m + n, m * n, m - n + 1])
        }
        _ => (format!(r"\left({}\right)^{{{n}}}", power(m)), m * n, [m + n, m * n + 1, m * n - 1]),
    };
    lettered(&question, &power(exponent), wrong.into_iter().map(power).collect(), None)
}

/// The half taken for the root.
fn root_square(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([12, 20, 30]);
    let root = draw.between(2, top);
    let decimal = draw.level > 0 && draw.coin();
    let scale = if decimal { 10 } else { 1 };
    let value = Exact::ratio(root, scale);
    let under = draw.decimal(&Exact::ratio(root * root, scale * scale));
    let factor = if draw.level == 2 { draw.between(2, 9) } else { 1 };
    let plus = if draw.level == 2 { nonzero(draw, 20) } else { 0 };
    let mut expression = if factor == 1 { format!(r"\sqrt{{{under}}}") } else { format!(r"{factor}\sqrt{{{under}}}") };
    if plus != 0 {
        expression = format!("{expression} {} {}", if plus > 0 { '+' } else { '-' }, plus.abs());
    }
    let whole = |n: i64| Exact::whole(n).0;
    let answer = Exact(&value.0 * whole(factor) + whole(plus));
    let wrong = vec![
        Exact(whole(factor) * Exact::ratio(root * root, 2 * scale * scale).0 + whole(plus)),
        Exact(&value.0 * whole(10 * factor) + whole(plus)),
        Exact(&value.0 * whole(factor) - whole(plus) - whole(i64::from(plus == 0))),
    ];
    Exercise::compute(&expression, answer, Notation::Decimal, wrong)
}

/// The square itself put before the root.
fn root_simplify(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([4, 7, 12]);
    let (out, inside) = (draw.between(2, top), draw.one_of(&[2, 3, 5, 6, 7, 10, 11]));
    let root = |out: i64, inside: i64| format!(r"{out}\sqrt{{{inside}}}");
    let question = format!(r"\sqrt{{{}}}", out * out * inside);
    let solution = format!(r"\sqrt{{{} \cdot {inside}}} = {}", out * out, root(out, inside));
    let wrong = vec![root(out * out, inside), root(inside, out), root(out + 1, inside), root(out, inside + 1)];
    let wrong =
        wrong.into_iter().filter(|w| *w != root(inside, out) || out * out * inside != inside * inside * out).collect();
    lettered(&question, &root(out, inside), wrong, Some(solution))
}

/// Divided by the degree.
fn root_nth(draw: &mut Draw<'_>) -> Exercise {
    let (n, top) = draw.by_level([(3, 6), (4, 5), (5, 4)]);
    let n = if draw.level > 0 { draw.between(3, n) } else { n };
    let base = draw.between(2, top);
    let negative = n % 2 == 1 && draw.coin();
    let base = if negative { -base } else { base };
    let value = base.pow(u32::try_from(n).unwrap_or(3));
    let wrong = vec![Exact::ratio(value, n), Exact::whole(-base), Exact::whole(base + 1), Exact::whole(base - 1)];
    let wrong = wrong.into_iter().filter(|w| w.is_whole() && (n % 2 == 1 || w.0 != Exact::whole(-base).0)).collect();
    Exercise::compute(&format!(r"\sqrt[{n}]{{{value}}}"), Exact::whole(base), Notation::Decimal, wrong)
}

/// Signs lost, unlike terms put together.
fn like_terms(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 12, 20]);
    let [a, b, c, d] = [0; 4].map(|_| nonzero(draw, top));
    let terms = [(a, 1), (b, 0), (c, 1), (d, 0)];
    let count = if draw.level == 0 { 3 } else { 4 };
    let (x, free) = (a + c, if count == 3 { b } else { b + d });
    let sum = |x: i64, free: i64| polynomial(&[(x, 1), (free, 0)]);
    let wrong = vec![sum(a - c, free), sum(x, -free), sum(x + 1, free), sum(x, free + 1)];
    lettered(&polynomial(&terms[..count]), &sum(x, free), wrong, None)
}

/// The minus before brackets reaches the first term only.
fn brackets(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([5, 9, 12]);
    let (k, a, b, c) = (draw.between(2, 6), draw.between(1, top), nonzero(draw, top), nonzero(draw, top));
    let minus = draw.coin();
    let k = if minus { -k } else { k };
    let first = polynomial(&[(c, 1), (k, 0)]);
    let inner = polynomial(&[(a, 1), (b, 0)]);
    let question = match (draw.level, minus) {
        (0, _) => format!("{k}({inner})"),
        (_, false) => format!("{first} + {k}({inner})"),
        (_, true) => format!("{first} - {}({inner})", -k),
    };
    let (x, free) = if draw.level == 0 { (k * a, k * b) } else { (c + k * a, k + k * b) };
    let rest = if draw.level == 0 { 0 } else { k };
    let sum = |x: i64, free: i64| polynomial(&[(x, 1), (free, 0)]);
    let wrong = vec![sum(x, rest - k * b), sum(x, rest + b), sum(x - 1, free), sum(x, free + 2)];
    lettered(&question, &sum(x, free), wrong, None)
}

fn add(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 9, 15]);
    let [a, b, c, p, q, r] = [0; 6].map(|_| nonzero(draw, top));
    let minus = draw.level > 0 && draw.coin();
    let s = if minus { -1 } else { 1 };
    let of = |a: i64, b: i64, c: i64| polynomial(&[(a, 2), (b, 1), (c, 0)]);
    let question = format!("({}) {} ({})", of(a, b, c), if minus { '-' } else { '+' }, of(p, q, r));
    let answer = of(a + s * p, b + s * q, c + s * r);
    let wrong = vec![
        of(a + s * p, b - s * q, c - s * r),
        of(a - s * p, b + s * q, c + s * r),
        of(a + s * p, b + s * q, c - s * r),
    ];
    lettered(&question, &answer, wrong, None)
}

/// The second term is left as it was.
fn by_monomial(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([5, 8, 12]);
    let (k, a, b) = (nonzero(draw, 6), draw.between(1, top), nonzero(draw, top));
    let (outer, inner) = draw.by_level([(1, 1), (1, 2), (2, 3)]);
    let question = format!("{}({})", polynomial(&[(k, outer)]), polynomial(&[(a, inner), (b, 0)]));
    let of = |x: i64, y: i64, n: u32, m: u32| polynomial(&[(x, n), (y, m)]);
    let right = of(k * a, k * b, outer + inner, outer);
    let wrong = vec![
        of(k * a, b, outer + inner, 0),
        of(k * a, -k * b, outer + inner, outer),
        of(k + a, k * b, outer + inner, outer),
        of(k * a, k * b, outer + inner + 1, outer),
    ];
    let wrong = if k + a == k * a { wrong.into_iter().filter(|w| *w != right).collect() } else { wrong };
    lettered(&question, &right, wrong, None)
}

/// First by first and last by last only.
fn multiply(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 9, 9]);
    let (a, c) = if draw.level == 0 { (1, 1) } else { (draw.between(1, 4), draw.between(2, 5)) };
    let (b, d) = (nonzero(draw, top), nonzero(draw, top));
    let question = format!("({})({})", polynomial(&[(a, 1), (b, 0)]), polynomial(&[(c, 1), (d, 0)]));
    let of = |x: i64, y: i64, z: i64| polynomial(&[(x, 2), (y, 1), (z, 0)]);
    let middle = a * d + b * c;
    let wrong =
        vec![of(a * c, 0, b * d), of(a * c, a * d - b * c, b * d), of(a * c, middle, b + d), of(a * c, middle, -b * d)];
    let wrong = wrong.into_iter().filter(|w| *w != of(a * c, middle, b * d)).collect();
    let solution = polynomial(&[(a * c, 2), (a * d, 1), (b * c, 1), (b * d, 0)]);
    lettered(&question, &of(a * c, middle, b * d), wrong, Some(solution))
}

/// The double product is forgotten, or not doubled.
fn square(draw: &mut Draw<'_>, sign: i64) -> Exercise {
    let a = draw.by_level([1, 1, 2]);
    let a = if draw.level == 0 { a } else { draw.between(a, 5) };
    let b = sign * draw.between(2, draw.by_level([9, 9, 12]));
    let question = format!("({})^2", polynomial(&[(a, 1), (b, 0)]));
    let of = |x: i64, y: i64, z: i64| polynomial(&[(x, 2), (y, 1), (z, 0)]);
    let wrong =
        vec![of(a * a, 0, b * b), of(a * a, a * b, b * b), of(a * a, -2 * a * b, b * b), of(a * a, 2 * a * b, -b * b)];
    let size = b.abs();
    let mark = if b > 0 { '+' } else { '-' };
    let x = if a == 1 { "x".to_owned() } else { format!("({a}x)") };
    let solution = format!(r"{x}^2 {mark} 2 \cdot {} \cdot {size} + {size}^2", polynomial(&[(a, 1)]));
    lettered(&question, &of(a * a, 2 * a * b, b * b), wrong, Some(solution))
}

/// The square of the difference in place of the difference of squares.
fn squares(draw: &mut Draw<'_>) -> Exercise {
    let a = draw.between(1, draw.by_level([1, 5, 12]));
    let b = draw.between(2, draw.by_level([9, 12, 15]));
    let pair = |p: i64, q: i64| format!("({})({})", polynomial(&[(a, 1), (p, 0)]), polynomial(&[(a, 1), (q, 0)]));
    let question = polynomial(&[(a * a, 2), (-b * b, 0)]);
    let wrong = vec![pair(-b, -b), pair(b, b), pair(-b - 1, b + 1), pair(-b * b, 1)];
    lettered(&question, &pair(-b, b), wrong, None)
}

/// A part of the common factor left inside, a sign lost.
fn common(draw: &mut Draw<'_>) -> Exercise {
    let k = draw.between(2, draw.by_level([6, 9, 12]));
    let (a, b) = loop {
        let (a, b) = (draw.between(1, 7), nonzero(draw, 9));
        if gcd(a, b) == 1 {
            break (a, b);
        }
    };
    let outer = draw.by_level([0, 1, 2]);
    let out = |k: i64, a: i64, b: i64| format!("{}({})", polynomial(&[(k, outer)]), polynomial(&[(a, 1), (b, 0)]));
    let question = polynomial(&[(k * a, outer + 1), (k * b, outer)]);
    let wrong = vec![out(k, a, -b), out(k, a, b + k), out(k, a + 1, b), out(k, a * k, b)];
    lettered(&question, &out(k, a, b), wrong, None)
}

/// Signs of the roots kept in the brackets.
fn trinomial(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 9, 12]);
    let (p, q) = loop {
        let (p, q) = (nonzero(draw, top), nonzero(draw, top));
        if p < q && p + q != 0 {
            break (p, q);
        }
    };
    let a = if draw.level == 2 { draw.between(2, 5) } else { 1 };
    let out = |p: i64, q: i64| {
        let factor = if a == 1 { String::new() } else { a.to_string() };
        format!("{factor}({})({})", polynomial(&[(1, 1), (-p, 0)]), polynomial(&[(1, 1), (-q, 0)]))
    };
    let question = polynomial(&[(a, 2), (-a * (p + q), 1), (a * p * q, 0)]);
    let wrong = vec![out(-p, -q), out(-p, q), out(p, q + 1), out(p - 1, q)];
    let solution = format!(r"x_1 = {p}, \quad x_2 = {}", bracketed(q.to_string()).trim_matches(['(', ')']));
    lettered(&question, &out(p, q), wrong, Some(solution))
}
