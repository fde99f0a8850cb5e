//! Inequalities, systems, quadratic equations by other ways than the discriminant, values of functions.

use super::draw::{Draw, Exercise, Notation, bracketed, whole};
use super::polynomials::{lettered, nonzero, polynomial};
use super::wording::typeset;
use super::{Skill, skill};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const ALGEBRA: &[Subject] = &[Subject::Algebra];
const SOLVE: &str = "drill-solve";

pub(super) const SKILLS: &[Skill] = &[
    skill("inequality.linear", "drill-inequality-do", ALGEBRA, (8, 9), &["AL8.033"], inequality),
    skill("system.linear", "drill-system-do", ALGEBRA, (7, 8), &["AL7.033", "AL7.034", "AL7.035"], system),
    skill("equation.incomplete", "drill-equation-do", ALGEBRA, (8, 8), &["AL8.020"], incomplete),
    skill("vieta", SOLVE, ALGEBRA, (8, 8), &["AL8.022"], vieta),
    skill("function.value", SOLVE, ALGEBRA, (7, 9), &["AL7.039"], function_value),
    skill("standard", "drill-standard-do", ALGEBRA, (8, 8), &["AL8.038"], standard),
];

/// A question whose answer is a whole number or a fraction.
pub(super) fn number(question: Rich, answer: Exact, wrong: Vec<Exact>, solution: &str) -> Exercise {
    let solution = Some(Rich::math(solution));
    Exercise::Number { question, answer, notation: Notation::Mixed, wrong, solution }
}

/// The sign is not turned when one divides by a negative number.
fn inequality(draw: &mut Draw<'_>) -> Exercise {
    const SIGNS: [(&str, &str); 4] = [("<", ">"), (">", "<"), (r"\le", r"\ge"), (r"\ge", r"\le")];
    let (sign, turned) = draw.one_of(&SIGNS);
    let x = draw.between(-9, 12);
    let a = draw.between(2, 9) * if draw.level > 0 && draw.coin() { -1 } else { 1 };
    let b = nonzero(draw, 15);
    let c = if draw.level == 2 { nonzero(draw, 5) } else { 0 };
    let c = if c == a { 0 } else { c };
    let k = a - c;
    let question = format!("{} {sign} {}", polynomial(&[(a, 1), (b, 0)]), polynomial(&[(c, 1), (k * x + b, 0)]));
    let answer = |sign: &str, x: i64| format!("x {sign} {x}");
    let (right, other) = if k > 0 { (sign, turned) } else { (turned, sign) };
    let away = if x == 0 { 1 } else { -x };
    let wrong = vec![answer(other, x), answer(right, away), answer(other, away), answer(right, x + 1)];
    let solution = format!(r"{} {sign} {}; \quad {}", polynomial(&[(k, 1)]), k * x, answer(right, x));
    lettered(&question, &answer(right, x), wrong, Some(solution))
}

/// A linear form in x and y.
fn form(a: i64, b: i64) -> String {
    let y = polynomial(&[(b, 1)]).replace('x', "y");
    match (a, y.strip_prefix('-')) {
        (0, _) => y,
        (a, Some(y)) => format!("{} - {y}", polynomial(&[(a, 1)])),
        (a, None) => format!("{} + {y}", polynomial(&[(a, 1)])),
    }
}

/// The unknowns change places, a sign is lost.
fn system(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 9, 12]);
    let (x, y) = (nonzero(draw, top), nonzero(draw, top));
    let (a, b, c, d) = loop {
        let (a, b, c, d) = match draw.level {
            0 => (1, draw.one_of(&[1, -1]), draw.between(1, 4), draw.between(1, 5)),
            1 => (draw.between(1, 5), nonzero(draw, 5), draw.between(1, 5), nonzero(draw, 5)),
            _ => (draw.between(2, 7), nonzero(draw, 7), draw.between(2, 7), nonzero(draw, 7)),
        };
        if a * d != b * c {
            break (a, b, c, d);
        }
    };
    let question = format!(
        r"\begin{{cases}} {} = {}, \\ {} = {} \end{{cases}}",
        form(a, b),
        a * x + b * y,
        form(c, d),
        c * x + d * y
    );
    let pair = |x: i64, y: i64| Rich(format!("$x = {x}$, $y = {y}$"));
    let wrong = [pair(y, x), pair(-x, y), pair(x, -y), pair(x + 1, y - 1), pair(x - 1, y)];
    let right = pair(x, y);
    Exercise::Text {
        question: Rich::math(&question),
        wrong: wrong.into_iter().filter(|w| *w != right).collect(),
        answer: right,
        solution: None,
    }
}

/// Two roots, the smaller one first.
pub(super) fn roots(p: i64, q: i64) -> Rich {
    Rich(format!("$x_1 = {}$, $x_2 = {}$", p.min(q), p.max(q)))
}

/// One root is lost, or its sign.
fn incomplete(draw: &mut Draw<'_>) -> Exercise {
    let a = if draw.level == 0 { 1 } else { draw.between(2, 6) };
    let top = draw.by_level([9, 12, 20]);
    let n = draw.between(2, top);
    let (question, answer, wrong, solution) = if draw.coin() {
        let question = format!("{} = 0", polynomial(&[(a, 2), (-a * n * n, 0)]));
        let wrong = vec![Rich(format!("$x = {n}$")), roots(0, n), roots(0, n * n)];
        (question, roots(-n, n), wrong, format!("x^2 = {}", n * n))
    } else {
        let n = if draw.coin() { -n } else { n };
        let question = format!("{} = 0", polynomial(&[(a, 2), (-a * n, 1)]));
        let wrong = vec![Rich(format!("$x = {n}$")), roots(0, -n), roots(-n, n)];
        (question, roots(0, n), wrong, format!("{}({}) = 0", polynomial(&[(a, 1)]), polynomial(&[(1, 1), (-n, 0)])))
    };
    Exercise::Text { question: Rich::math(&question), answer, wrong, solution: Some(Rich::math(&solution)) }
}

/// The sign of the sum; the sum in place of the product.
fn vieta(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([7, 12, 20]);
    let (p, q) = loop {
        let (p, q) = (nonzero(draw, top), nonzero(draw, top));
        if p + q != 0 && p != q {
            break (p, q);
        }
    };
    let equation = format!("{} = 0", polynomial(&[(1, 2), (-(p + q), 1), (p * q, 0)]));
    match draw.between(0, draw.by_level([1, 2, 2])) {
        0 => {
            let question = draw.told("drill-vieta-sum", 2, &[("equation", equation)]);
            number(
                question,
                whole(p + q),
                vec![whole(-p - q), whole(p * q), whole(-p * q)],
                &format!("x_1 + x_2 = {}", p + q),
            )
        }
        1 => {
            let question = draw.told("drill-vieta-product", 2, &[("equation", equation)]);
            number(
                question,
                whole(p * q),
                vec![whole(-p * q), whole(p + q), whole(-p - q)],
                &format!("x_1 x_2 = {}", p * q),
            )
        }
        _ => {
            let question = draw.told("drill-vieta-root", 2, &[("equation", equation), ("root", p.to_string())]);
            number(
                question,
                whole(q),
                vec![whole(-q), whole(-p), whole(q + p)],
                &format!("x_2 = {} {} {} = {q}", p * q, draw.over(), bracketed(p.to_string())),
            )
        }
    }
}

/// The square of a negative number taken negative.
fn function_value(draw: &mut Draw<'_>) -> Exercise {
    let x = nonzero(draw, draw.by_level([6, 9, 9]));
    let (a, b, c) = (nonzero(draw, 7), nonzero(draw, 9), nonzero(draw, 9));
    let put = bracketed(x.to_string());
    let (terms, value, wrong) = if draw.level == 2 {
        (
            vec![(a, 2), (b, 1), (c, 0)],
            a * x * x + b * x + c,
            vec![whole(-a * x * x + b * x + c), whole(a * x * x - b * x + c)],
        )
    } else {
        (vec![(a, 1), (b, 0)], a * x + b, vec![whole(-a * x + b), whole(a + x + b), whole(a * x - b)])
    };
    let question = draw.told("drill-function-value", 3, &[("f", polynomial(&terms)), ("x", x.to_string())]);
    let factor = |k: i64| match k {
        1 => String::new(),
        -1 => "-".to_owned(),
        k => format!(r"{k} \cdot "),
    };
    let rest = |k: i64| format!("{} {}", if k < 0 { '-' } else { '+' }, k.abs());
    let solution = if draw.level == 2 {
        format!(r"y = {}{put}^2 {} \cdot {put} {} = {value}", factor(a), rest(b), rest(c))
    } else {
        format!("y = {}{put} {} = {value}", factor(a), rest(b))
    };
    number(question, whole(value), wrong, &solution)
}

/// The exponent one too great, or of the other sign.
fn standard(draw: &mut Draw<'_>) -> Exercise {
    let digits = draw.between(11, 99);
    let digits = if digits % 10 == 0 { digits + 1 } else { digits };
    let power = draw.between(2, draw.by_level([5, 6, 8]));
    let small = draw.coin();
    let mantissa = draw.decimal(&Exact::ratio(digits, 10));
    let power = if small { -power } else { power };
    let ten = 10_i64.pow(u32::try_from(power.abs()).unwrap_or(2));
    let value = if small { Exact::ratio(digits, 10 * ten) } else { whole(digits * ten / 10) };
    let print = |mantissa: &str, power: i64| format!(r"{mantissa} \cdot 10^{{{power}}}");
    let wrong = [print(&mantissa, -power), print(&mantissa, power - 1), print(&mantissa, power + 1)];
    Exercise::Text {
        question: Rich(typeset(draw.locale, &value.decimal(".").unwrap_or_default())),
        answer: Rich::math(&print(&mantissa, power)),
        wrong: wrong.iter().map(|w| Rich::math(w)).collect(),
        solution: None,
    }
}
