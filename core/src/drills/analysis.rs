//! Logarithms and exponents, derivatives and integrals, angles of trigonometry.

use super::algebra::{number, roots};
use super::draw::{Draw, Exercise, gcd, whole};
use super::polynomials::{lettered, nonzero, polynomial};
use super::{Skill, skill};
use crate::domain::{Locale, Rich, Subject};
use crate::math::Exact;

const ALGEBRA: &[Subject] = &[Subject::Algebra];
const COMPUTE: &str = "drill-compute";
const EQUATION: &str = "drill-equation-do";

pub(super) const SKILLS: &[Skill] = &[
    skill("logarithm", COMPUTE, ALGEBRA, (10, 11), &["AL10.009"], logarithm),
    skill("equation.exponential", EQUATION, ALGEBRA, (10, 11), &["AL10.007"], exponential),
    skill("equation.logarithmic", EQUATION, ALGEBRA, (10, 11), &["AL10.013"], logarithmic),
    skill("derivative", "drill-derivative-do", ALGEBRA, (11, 11), &["AL11.006"], derivative).named(&[
        "производн многочлен",
        "производн степенн функци",
        "derivative polynomial",
    ]),
    skill("integral", COMPUTE, ALGEBRA, (11, 11), &["AL11.022"], integral),
    skill("radians", "drill-radians-do", ALGEBRA, (10, 10), &["AL10.015"], radians),
    skill("trig.value", COMPUTE, &[Subject::Algebra, Subject::Geometry], (8, 11), &["GE8.050"], trig_value)
        .named(&["значен тригонометрическ функци", "значен синус косинус ?тангенс ?котангенс"]),
];

/// The argument divided by the base.
fn logarithm(draw: &mut Draw<'_>) -> Exercise {
    let base: i64 = draw.one_of(&[2, 3, 4, 5, 6, 7, 10]);
    let n = draw.between(1, if base > 5 { 3 } else { draw.by_level([3, 4, 4]) });
    let power = base.pow(u32::try_from(n).unwrap_or(1));
    let negative = draw.level > 0 && draw.coin();
    let argument = if negative { format!(r"\frac{{1}}{{{power}}}") } else { power.to_string() };
    let value = if negative { -n } else { n };
    let log = |base: i64, argument: &str| format!(r"\log_{{{base}}} {argument}");
    if draw.level == 2 {
        // log_b (kx) - log_b k.
        let k = draw.between(2, 9);
        let expression = format!("{} - {}", log(base, &(power * k).to_string()), log(base, &k.to_string()));
        let wrong = vec![whole(n + 1), Exact::ratio(power, base), whole(n * 2), whole(-n)];
        return number(
            Rich(format!("${expression} =$")),
            whole(n),
            wrong,
            &format!("{} = {n}", log(base, &power.to_string())),
        );
    }
    let solution = format!("{base}^{{{value}}} = {argument}");
    let wrong = vec![whole(-value), whole(power / base), whole(value + 1)];
    number(Rich(format!("${} =$", log(base, &argument))), whole(value), wrong, &solution)
}

/// Powers of one base; at the highest level a quadratic equation in the power.
fn exponential(draw: &mut Draw<'_>) -> Exercise {
    if draw.level == 2 {
        let (m, n) = loop {
            let (m, n) = (draw.between(0, 3), draw.between(0, 3));
            if m < n {
                break (m, n);
            }
        };
        let base: i64 = draw.one_of(&[2, 3, 5]);
        let (p, q) = (base.pow(u32::try_from(m).unwrap_or(0)), base.pow(u32::try_from(n).unwrap_or(1)));
        let question = format!(r"{}^x - {} \cdot {base}^x + {} = 0", base * base, p + q, p * q);
        let solution =
            format!(r"t = {base}^x: \quad t^2 - {}t + {} = 0; \quad t_1 = {p}, \quad t_2 = {q}", p + q, p * q);
        let answer = roots(m, n);
        let wrong = [roots(p, q), roots(-m, -n), roots(m, n + 1), roots(m + 1, n + 1)];
        let wrong = wrong.into_iter().filter(|w| *w != answer).collect();
        return Exercise::Text {
            question: Rich::math(&question),
            answer,
            wrong,
            solution: Some(Rich::math(&solution)),
        };
    }
    let base: i64 = draw.one_of(&[2, 3, 4, 5, 7]);
    let n = draw.between(if base == 2 { 3 } else { 1 }, if base > 3 { 3 } else { 5 });
    let power = base.pow(u32::try_from(n).unwrap_or(1));
    let right =
        if draw.level == 1 && draw.coin() { (format!(r"\frac{{1}}{{{power}}}"), -n) } else { (power.to_string(), n) };
    let (k, b) = if draw.level == 0 { (1, nonzero(draw, 4)) } else { (draw.between(2, 4), nonzero(draw, 5)) };
    let x = Exact::ratio(right.1 - b, k);
    let exponent = polynomial(&[(k, 1), (b, 0)]);
    let solution = format!("{exponent} = {}", right.1);
    let wrong = vec![Exact::ratio(right.1 + b, k), whole(power / base), whole(right.1)];
    number(Rich(format!("${base}^{{{exponent}}} = {}$", right.0)), x, wrong, &solution)
}

/// The exponent and the base change places.
fn logarithmic(draw: &mut Draw<'_>) -> Exercise {
    let base: i64 = draw.one_of(&[2, 3, 4, 5]);
    let n = draw.between(1, if base > 3 { 2 } else { 4 });
    let power = base.pow(u32::try_from(n).unwrap_or(1));
    let k = draw.between(1, draw.by_level([1, 3, 5]));
    let b = nonzero(draw, draw.by_level([9, 9, 15]));
    let x = Exact::ratio(power - b, k);
    let inner = polynomial(&[(k, 1), (b, 0)]);
    let question = Rich(format!(r"$\log_{{{base}}} ({inner}) = {n}$"));
    let solution = format!("{inner} = {base}^{n} = {power}");
    let wrong = vec![Exact::ratio(power + b, k), Exact::ratio(base * n - b, k), Exact::ratio(n - b, k)];
    number(question, x, wrong, &solution)
}

/// The exponent is kept, or the constant stays.
fn derivative(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([5, 8, 9]);
    let degree = draw.by_level([2, 3, 4]);
    let (a, b, c) = (nonzero(draw, top), nonzero(draw, top), nonzero(draw, 9));
    let second = if degree == 2 { 1 } else { draw.between(1, 2) };
    let second = u32::try_from(second).unwrap_or(1);
    let (d, e) = (i64::from(degree), i64::from(second));
    let question = format!("y = {}", polynomial(&[(a, degree), (b, second), (c, 0)]));
    let answer = polynomial(&[(d * a, degree - 1), (e * b, second - 1)]);
    let wrong = vec![
        polynomial(&[(a, degree - 1), (b, second - 1)]),
        format!("{answer} {} {}", if c > 0 { '+' } else { '-' }, c.abs()),
        polynomial(&[(d * a, degree), (e * b, second)]),
        polynomial(&[(d * a, degree - 1), (-e * b, second - 1)]),
    ];
    lettered(&question, &answer, wrong, None)
}

/// Not divided by the new exponent; the lower limit added.
fn integral(draw: &mut Draw<'_>) -> Exercise {
    let (from, to) = loop {
        let (from, to) = (draw.between(-2, 2), draw.between(0, 4));
        if from < to {
            break (from, to);
        }
    };
    let (a, b) = (nonzero(draw, 4), nonzero(draw, 6));
    let degree: u32 = draw.by_level([1, 2, 3]);
    let n = i64::from(degree) + 1;
    let antiderivative = |x: i64| Exact(Exact::ratio(a * x.pow(degree + 1), n).0 + whole(b * x).0);
    let answer = Exact(antiderivative(to).0 - antiderivative(from).0);
    let function = polynomial(&[(a, degree), (b, 0)]);
    let question = Rich(format!(r"$\int_{{{from}}}^{{{to}}} ({function})\,dx =$"));
    let naive = |x: i64| whole(a * x.pow(degree + 1) + b * x);
    let values = |x: i64| whole(a * x.pow(degree) + b);
    let wrong = vec![
        Exact(antiderivative(to).0 + antiderivative(from).0),
        Exact(naive(to).0 - naive(from).0),
        Exact(values(to).0 - values(from).0),
    ];
    let first = match a {
        1 => String::new(),
        -1 => "-".to_owned(),
        a => format!(r"{a} \cdot "),
    };
    let solution = format!(
        r"\left. {first}\frac{{x^{n}}}{{{n}}} {} \right|_{{{from}}}^{{{to}}} = {}",
        signed(b),
        answer.latex_mixed()
    );
    number(question, answer, wrong, &solution)
}

/// A term of a sum.
fn signed(b: i64) -> String {
    let term = polynomial(&[(b.abs(), 1)]);
    format!("{} {term}", if b > 0 { '+' } else { '-' })
}

/// Upside down, or a full turn for a half.
fn radians(draw: &mut Draw<'_>) -> Exercise {
    let step = draw.by_level([30, 15, 12]);
    let degrees = step * draw.between(1, 360 / step);
    let print = |n: i64, d: i64| {
        let g = gcd(n, d);
        let (n, d) = (n / g, d / g);
        let n = if n == 1 { String::new() } else { n.to_string() };
        if d == 1 { format!(r"{n}\pi") } else { format!(r"\frac{{{n}\pi}}{{{d}}}") }
    };
    let right = print(degrees, 180);
    if draw.coin() {
        let wrong = vec![print(degrees, 360), print(180, degrees), print(degrees, 90), print(degrees + 30, 180)];
        lettered(&format!(r"{degrees}^\circ"), &right, wrong, None)
    } else {
        let turn = |degrees: i64| format!(r"{degrees}^\circ");
        let wrong = vec![turn(degrees * 2), turn(degrees + 30), turn((degrees - 15).max(5)), turn(degrees + 10)];
        lettered(&right, &turn(degrees), wrong, None)
    }
}

/// Sine and cosine mixed up, the sign of the quarter.
fn trig_value(draw: &mut Draw<'_>) -> Exercise {
    const VALUES: [&str; 4] = [r"\frac{1}{2}", r"\frac{\sqrt{2}}{2}", r"\frac{\sqrt{3}}{2}", "1"];
    const TANGENTS: [&str; 3] = [r"\frac{\sqrt{3}}{3}", "1", r"\sqrt{3}"];
    let acute = draw.grade <= 8 || draw.level == 0;
    let quarter = if acute { 0 } else { draw.between(0, 3) };
    let sharp = draw.between(0, 2);
    let at = usize::try_from(sharp).unwrap_or(0);
    let offset = [30, 45, 60][at];
    let degrees = [offset, 180 - offset, 180 + offset, 360 - offset][usize::try_from(quarter).unwrap_or(0)];
    let function = draw.one_of(&[r"\sin", r"\cos", r"\tg"]);
    let (size, negative) = match function {
        r"\sin" => (VALUES[at], quarter >= 2),
        r"\cos" => (VALUES[2 - at], quarter == 1 || quarter == 2),
        _ => (TANGENTS[at], quarter == 1 || quarter == 3),
    };
    let sign = |negative: bool, size: &str| if negative { format!("-{size}") } else { size.to_owned() };
    let mut wrong = vec![sign(!negative, size)];
    let others: &[&str] = if function == r"\tg" { &TANGENTS } else { &VALUES[..3] };
    wrong.extend(others.iter().filter(|other| **other != size).map(|other| sign(negative, other)));
    let name = match (function, draw.locale) {
        (r"\tg", Locale::Ru) => r"\operatorname{tg}",
        (r"\tg", Locale::En) => r"\tan",
        (name, _) => name,
    };
    let angle = if draw.grade >= 10 && draw.coin() {
        let g = gcd(degrees, 180);
        let n = if degrees / g == 1 { String::new() } else { (degrees / g).to_string() };
        format!(r"\frac{{{n}\pi}}{{{}}}", 180 / g)
    } else {
        format!(r"{degrees}^\circ")
    };
    lettered(&format!("{name} {angle} ="), &sign(negative, size), wrong, None)
}
