//! Equations against their answers, by substitution; linear and quadratic ones are solved.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::relation::Relation;
use crate::math::{self, Exact};

/// What is known of an answer to an equation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Solved {
    /// It is right and complete.
    Right,
    /// Every value given solves it; whether there are more is not known.
    Fits,
    /// It is wrong; all rational solutions if they are known.
    Wrong(Option<Vec<Exact>>),
    /// Nothing can be said.
    Unknown,
}

/// The values an answer gives; `Some` of none for «нет корней», `None` for what is not understood.
pub(super) fn given(answer: &str) -> Option<Vec<Exact>> {
    let text = answer.replace('$', " ").replace('−', "-").to_lowercase();
    let text = text.trim().trim_end_matches('.').trim();
    let none = [
        "нет корн",
        "корней нет",
        "нет решени",
        "решений нет",
        "no roots",
        "no solution",
        "no real",
        r"\varnothing",
        r"\emptyset",
        "∅",
    ];
    if none.iter().any(|words| text.contains(words)) {
        return Some(Vec::new());
    }
    let text =
        text.replace(" или ", ";").replace(" и ", ";").replace(" and ", ";").replace(" or ", ";").replace(", ", ";");
    let values: Vec<Exact> = text
        .split(';')
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let value = part.rsplit_once('=').map_or(part, |(_, value)| value).trim();
            math::evaluate(value).ok()
        })
        .collect::<Option<_>>()?;
    (!values.is_empty()).then_some(values)
}

/// The one letter of an equation.
pub(super) fn unknown(relation: &Relation) -> Option<char> {
    let text = format!("{} {}", relation.left, relation.right);
    let mut letters: Vec<char> = Vec::new();
    let mut command = false;
    for c in text.chars() {
        if c == '\\' {
            command = true;
        } else if c.is_ascii_alphabetic() {
            if !command && !letters.contains(&c) {
                letters.push(c);
            }
        } else {
            command = false;
        }
    }
    if let [only] = letters.as_slice() { Some(*only) } else { None }
}

/// The left side less the right one at a value.
fn difference(relation: &Relation, letter: char, at: &Exact) -> Option<BigRational> {
    let side = |text: &str| math::approach_with(text, &[(letter, at.clone())]).ok();
    let difference = side(&relation.left)?.0 - side(&relation.right)?.0;
    // Sides that are not rational were rounded.
    let rounded = difference.abs() < BigRational::new(1.into(), 10_000_000.into());
    Some(if rounded { BigRational::zero() } else { difference })
}

/// Judges the values given for an equation in one unknown.
pub(super) fn judge(relation: &Relation, values: &[Exact]) -> Solved {
    let Some(letter) = unknown(relation) else { return Solved::Unknown };
    let all = solutions(relation, letter);
    let mut fits = true;
    for value in values {
        match difference(relation, letter, value) {
            Some(difference) => fits &= difference.is_zero(),
            None => return Solved::Unknown,
        }
    }
    match all {
        Some(all) => {
            let same = all.len() == values.len() && all.iter().all(|root| values.contains(root));
            if same { Solved::Right } else { Solved::Wrong(Some(all)) }
        }
        None if !fits => Solved::Wrong(None),
        None if values.is_empty() => Solved::Unknown,
        None => Solved::Fits,
    }
}

/// All solutions of a linear equation, or of a quadratic one with rational roots or none; `None` for any other.
fn solutions(relation: &Relation, letter: char) -> Option<Vec<Exact>> {
    let [zero, b, a] = polynomial(relation, letter)?;
    let two = BigRational::from_integer(2.into());
    if a.is_zero() {
        return (!b.is_zero()).then(|| vec![Exact(-zero / b)]);
    }
    let discriminant = &b * &b - BigRational::from_integer(4.into()) * &a * &zero;
    if discriminant.is_negative() {
        return Some(Vec::new());
    }
    let (n, d) = (discriminant.numer().sqrt(), discriminant.denom().sqrt());
    let root = BigRational::new(n, d);
    if &root * &root != discriminant {
        return None;
    }
    let mut roots = vec![Exact((-&b - &root) / (&two * &a)), Exact((-&b + &root) / (&two * &a))];
    roots.sort();
    roots.dedup();
    Some(roots)
}

/// The left side less the right one as c, b and a of ax² + bx + c; `None` where it is no such polynomial.
pub(super) fn polynomial(relation: &Relation, letter: char) -> Option<[BigRational; 3]> {
    // A polynomial of degree two has constant second differences: four more points prove nothing, but
    // an expression of a school task that has them at nine points is one.
    if [&relation.left, &relation.right].iter().any(|side| {
        [r"\sqrt", "√", "|", "sqrt", r"\sin", r"\cos", r"\log"].iter().any(|of| side.contains(of))
            || divides_by(side, letter)
    }) {
        return None;
    }
    let at = |x: i64| difference(relation, letter, &Exact::whole(x));
    let f: Vec<BigRational> = (-4..=4).map(at).collect::<Option<_>>()?;
    let steps = |values: &[BigRational]| -> Vec<BigRational> { values.windows(2).map(|w| &w[1] - &w[0]).collect() };
    let (first, zero) = (steps(&f), f[4].clone());
    let second = steps(&first);
    if !second.windows(2).all(|w| w[0] == w[1]) {
        return None;
    }
    let a = &second[0] / BigRational::from_integer(2.into());
    let b = &f[5] - &zero - &a;
    Some([zero, b, a])
}

/// Whether the unknown may stand below a fraction line.
fn divides_by(side: &str, letter: char) -> bool {
    let plain = [":", "/", "÷"].iter().any(|sign| {
        side.split(sign).skip(1).any(|after| {
            let after = after.trim_start();
            let group = if after.starts_with('(') {
                after.split(')').next().unwrap_or(after)
            } else {
                after.split([' ', '+', '-', '=']).next().unwrap_or(after)
            };
            group.contains(letter)
        })
    });
    // Below the line of \frac{…}{…}: the second group.
    let below = side.split(r"frac{").skip(1).any(|after| {
        after.split_once("}{").is_some_and(|(_, below)| below.split('}').next().unwrap_or_default().contains(letter))
    });
    plain || below
}

#[cfg(test)]
mod tests {
    use super::super::relation::relation;
    use super::super::said::Piece;
    use super::*;

    fn judged(equation: &str, answer: &str) -> Option<Solved> {
        let Some(Piece::Relation(relation)) = relation(equation) else { return None };
        Some(judge(&relation, &given(answer)?))
    }

    #[test]
    fn answers_are_told_right_from_wrong() {
        let wrong = |roots: &[i64]| Solved::Wrong(Some(roots.iter().map(|r| Exact::whole(*r)).collect()));
        for (equation, answer, is) in [
            ("2x + 5 = 17", "x = 6", Solved::Right),
            ("2x + 5 = 17", "5", wrong(&[6])),
            ("3(x - 2) = x + 8", "$7$", Solved::Right),
            ("x^2 - 5x + 6 = 0", "2; 3", Solved::Right),
            ("x^2 - 5x + 6 = 0", "2 и 4", wrong(&[2, 3])),
            ("x^2 - 5x + 6 = 0", "3", wrong(&[2, 3])),
            ("x^2 + 1 = 0", "нет корней", Solved::Right),
            ("x^2 - 2 = 0", "1", Solved::Wrong(None)),
            ("x^3 = 8", "2", Solved::Fits),
            ("12 : x = 4", "3", Solved::Fits),
            (r"\frac{x}{3} = 4", "12", Solved::Right),
            (r"\frac{12}{x} = 4", "4", Solved::Wrong(None)),
            ("x + y = 3", "1", Solved::Unknown),
        ] {
            assert_eq!(judged(equation, answer), Some(is), "{equation}: {answer}");
        }
    }
}
