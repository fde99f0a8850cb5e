//! Points and vectors in coordinates.

use super::Skill;
use super::angles::triple;
use super::draw::{Draw, Exercise, Notation, bracketed, whole};
use super::polynomials::nonzero;
use crate::domain::{Locale, Rich, Subject};

const fn skill(code: &'static str, topics: &'static [&'static str], make: fn(&mut Draw<'_>) -> Exercise) -> Skill {
    super::skill(code, "drill-solve", &[Subject::Geometry], (9, 9), topics, make)
}

pub(super) const SKILLS: &[Skill] = &[
    skill("distance", &["GE9.013"], distance),
    skill("midpoint", &["GE9.012"], midpoint),
    skill("dot", &["GE9.026"], dot),
];

fn point(draw: &Draw<'_>, x: i64, y: i64) -> String {
    let between = if draw.locale == Locale::Ru { ';' } else { ',' };
    format!("({x}{between} {y})")
}

fn bracketed_whole(number: i64) -> String {
    bracketed(number.to_string())
}

/// Differences added without squares.
fn distance(draw: &mut Draw<'_>) -> Exercise {
    let (dx, dy, c) = triple(draw);
    let (x, y) = (nonzero(draw, 9), nonzero(draw, 9));
    let (sx, sy) = (if draw.coin() { -dx } else { dx }, if draw.coin() { -dy } else { dy });
    let given = [("p", point(draw, x, y)), ("q", point(draw, x + sx, y + sy))];
    let question = draw.told("drill-distance", 2, &given);
    let solution = format!(r"\sqrt{{{}^2 + {}^2}} = {c}", bracketed_whole(sx), bracketed_whole(sy));
    draw.problem(question, whole(c), "", vec![whole(dx + dy), whole((dx - dy).abs()), whole(c + 1)], &solution)
}

/// A term of a sum.
fn plus(number: i64) -> String {
    format!("{} {}", if number < 0 { '-' } else { '+' }, number.abs())
}

/// Differences for sums, the half forgotten.
fn midpoint(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([5, 9, 15]);
    let [x, y, dx, dy] = [0; 4].map(|_| nonzero(draw, top));
    let given = [("p", point(draw, x - dx, y - dy)), ("q", point(draw, x + dx, y + dy))];
    let question = draw.told("drill-midpoint", 2, &given);
    let print = |x: i64, y: i64| Rich::math(&point(draw, x, y));
    let answer = print(x, y);
    let wrong = [print(dx, dy), print(2 * x, 2 * y), print(x + 1, y), print(y, x)];
    let wrong = wrong.into_iter().filter(|w| *w != answer).collect();
    let half = |middle: i64, d: i64| format!(r"\frac{{{} {}}}{{2}} = {middle}", middle - d, plus(middle + d));
    let solution = Some(Rich::math(&format!(r"x = {}, \quad y = {}", half(x, dx), half(y, dy))));
    Exercise::Text { question, answer, wrong, solution }
}

fn dot(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([5, 9, 12]);
    let [a, b, c, d] = [0; 4].map(|_| nonzero(draw, top));
    let given = [("p", point(draw, a, b)), ("q", point(draw, c, d))];
    let question = draw.told("drill-dot", 2, &given);
    let answer = a * c + b * d;
    let solution = Some(Rich::math(&format!(
        r"{a} \cdot {} + {} \cdot {} = {answer}",
        bracketed_whole(c),
        bracketed_whole(b),
        bracketed_whole(d)
    )));
    let wrong = vec![whole(a * c - b * d), whole(a * d + b * c), whole(a + b + c + d)];
    Exercise::Number { question, answer: whole(answer), notation: Notation::Decimal, wrong, solution }
}
