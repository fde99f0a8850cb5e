//! Equations against their answers, by substitution; linear and quadratic ones are solved.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::relation::Relation;
use crate::math::{self, Exact, MathError};

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
    let text = answer.replace('$', " ").replace('−', "-").replace(r"\pm", "±").to_lowercase();
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
    let braced = text.strip_prefix(r"\{").and_then(|text| text.strip_suffix(r"\}"));
    let text = braced.or_else(|| text.strip_prefix('{')?.strip_suffix('}')).unwrap_or(text);
    let text = [" или ", " и ", " and ", " or ", ", ", r",\,", r",\;", r",\ "]
        .iter()
        .fold(text.to_owned(), |text, joint| text.replace(joint, ";"));
    let mut values = Vec::new();
    for part in text.split(';').filter(|part| !part.trim().is_empty()) {
        let value = part.rsplit_once('=').map_or(part, |(_, value)| value).trim();
        if value.contains('±') {
            for sign in ["+", "-"] {
                values.push(math::approach(&value.replacen('±', sign, 1)).ok()?);
            }
        } else {
            values.push(math::approach(value).ok()?);
        }
    }
    (!values.is_empty()).then_some(values)
}

/// The letters of an expression that stand for numbers, each once.
pub(super) fn letters(text: &str) -> Vec<char> {
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
    letters
}

/// The one letter of an equation.
pub(super) fn unknown(relation: &Relation) -> Option<char> {
    match letters(&format!("{} {}", relation.left, relation.right)).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The left side less the right one at a value; an error where a side has no value.
fn difference(relation: &Relation, letter: char, at: &Exact) -> Result<BigRational, MathError> {
    let side = |text: &str| math::approach_with(text, &[(letter, at.clone())]);
    let difference = side(&relation.left)?.0 - side(&relation.right)?.0;
    // Sides that are not rational were rounded.
    let rounded = difference.abs() < BigRational::new(1.into(), 10_000_000.into());
    Ok(if rounded { BigRational::zero() } else { difference })
}

/// Judges the values given for an equation in one unknown.
pub(super) fn judge(relation: &Relation, values: &[Exact]) -> Solved {
    let Some(letter) = unknown(relation) else { return Solved::Unknown };
    let mut fits = true;
    for value in values {
        match difference(relation, letter, value) {
            Ok(difference) => fits &= difference.is_zero(),
            // A side has no value there: it is no root.
            Err(MathError::DivisionByZero | MathError::Irrational) => fits = false,
            Err(_) => return Solved::Unknown,
        }
    }
    let all = match solutions(relation, letter) {
        Some(Roots::All(all)) => all,
        Some(Roots::TwoIrrational) => {
            let two = matches!(values, [one, other] if one != other);
            return if fits && two { Solved::Right } else { Solved::Wrong(None) };
        }
        None => {
            let found = found(relation, letter);
            let lost = found.iter().any(|root| !values.contains(root));
            return match (fits, lost) {
                _ if values.is_empty() && found.is_empty() => Solved::Unknown,
                (true, false) => Solved::Fits,
                _ => Solved::Wrong(None),
            };
        }
    };
    let same = all.len() == values.len() && all.iter().all(|root| values.contains(root));
    if same { Solved::Right } else { Solved::Wrong(Some(all)) }
}

/// What is known of the solutions of an equation.
enum Roots {
    /// These are all.
    All(Vec<Exact>),
    /// Two that are not rational.
    TwoIrrational,
}

/// All solutions of a linear or quadratic equation, or of one of a higher degree that has as many rational roots;
/// `None` for any other.
fn solutions(relation: &Relation, letter: char) -> Option<Roots> {
    let Some([zero, b, a]) = polynomial(relation, letter) else {
        let degree = degree(relation, letter)?;
        return Some(found(relation, letter)).filter(|found| found.len() == degree).map(Roots::All);
    };
    let two = BigRational::from_integer(2.into());
    if a.is_zero() {
        return (!b.is_zero()).then(|| Roots::All(vec![Exact(-zero / b)]));
    }
    let discriminant = &b * &b - BigRational::from_integer(4.into()) * &a * &zero;
    if discriminant.is_negative() {
        return Some(Roots::All(Vec::new()));
    }
    let (n, d) = (discriminant.numer().sqrt(), discriminant.denom().sqrt());
    let root = BigRational::new(n, d);
    if &root * &root != discriminant {
        return Some(Roots::TwoIrrational);
    }
    let mut roots = vec![Exact((-&b - &root) / (&two * &a)), Exact((-&b + &root) / (&two * &a))];
    roots.sort();
    roots.dedup();
    Some(Roots::All(roots))
}

/// Whether an equation is one of angles, whose roots come again and again.
pub(super) fn is_of_angles(relation: &Relation) -> bool {
    let of_angles = [r"\sin", r"\cos", r"\tg", r"\ctg", r"\tan", r"\cot", r"\pi", "π"];
    of_angles.iter().any(|of| relation.left.contains(of) || relation.right.contains(of))
}

/// Rational roots among the numbers that answers of school tasks are.
fn found(relation: &Relation, letter: char) -> Vec<Exact> {
    if is_of_angles(relation) {
        return Vec::new();
    }
    let halves = [2, 3, 4, 5, 10].into_iter().flat_map(|d| (-6 * d..=6 * d).map(move |n| Exact::ratio(n, d)));
    let mut places: Vec<Exact> = (-60..=60).map(Exact::whole).chain(halves).collect();
    places.sort();
    places.dedup();
    let small = BigRational::new(1.into(), 1_000.into());
    places.retain(|place| {
        // A difference that only comes near to nothing does so beside the place too.
        let beside = || difference(relation, letter, &Exact(&place.0 + &small)).is_ok_and(|beside| beside.is_zero());
        difference(relation, letter, place).is_ok_and(|at| at.is_zero()) && !beside()
    });
    places
}

/// Values of the left side less the right one at whole places, where both are polynomials.
pub(super) fn values(relation: &Relation, letter: char) -> Option<Vec<BigRational>> {
    // A polynomial of degree two has constant second differences: four more points prove nothing, but
    // an expression of a school task that has them at nine points is one.
    if [&relation.left, &relation.right].iter().any(|side| {
        [r"\sqrt", "√", "|", "sqrt", r"\sin", r"\cos", r"\log"].iter().any(|of| side.contains(of))
            || divides_by(side, letter)
    }) {
        return None;
    }
    (-4..=4).map(|x| difference(relation, letter, &Exact::whole(x)).ok()).collect()
}

fn steps(values: &[BigRational]) -> Vec<BigRational> {
    values.windows(2).map(|two| &two[1] - &two[0]).collect()
}

/// The degree of a polynomial equation, up to five.
fn degree(relation: &Relation, letter: char) -> Option<usize> {
    let mut differences = values(relation, letter)?;
    for degree in 0..=5 {
        if differences.windows(2).all(|two| two[0] == two[1]) {
            return Some(degree);
        }
        differences = steps(&differences);
    }
    None
}

/// The left side less the right one as c, b and a of ax² + bx + c; `None` where it is no such polynomial.
pub(super) fn polynomial(relation: &Relation, letter: char) -> Option<[BigRational; 3]> {
    let f = values(relation, letter)?;
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
            ("|x - 3| = 5", "8", Solved::Wrong(None)),
            ("|x - 3| = 5", "$x=8$ или $x=-2$", Solved::Fits),
            ("x^3 - 4x = 0", "0; 2", wrong(&[-2, 0, 2])),
            ("x^3 - 4x = 0", "0; ±2", Solved::Right),
            ("x^4 - 5x^2 + 4 = 0", "1 и 2", wrong(&[-2, -1, 1, 2])),
            (r"\frac{x^2-9}{x-3} = 0", "3; -3", Solved::Wrong(None)),
            (r"\frac{x^2-9}{x-3} = 0", "-3", Solved::Fits),
            (r"\sqrt{x+6} = x", "-2; 3", Solved::Wrong(None)),
            (r"\sqrt{x+6} = x", "3", Solved::Fits),
            ("x^2 - 2 = 0", r"$\sqrt{2}$", Solved::Wrong(None)),
            ("x^2 - 2 = 0", r"$\pm\sqrt{2}$", Solved::Right),
            ("x^2 - 2x = 1", r"$1\pm\sqrt{2}$", Solved::Right),
            ("2^x = 8", "3", Solved::Fits),
            ("x^2 = 0{,}25", "0,5", Solved::Wrong(Some(vec![Exact::ratio(-1, 2), Exact::ratio(1, 2)]))),
            (r"\sin x = 0", "0", Solved::Fits),
            ("(x + 2)(x - 1) = x^2 + x - 2", "1", Solved::Fits),
            ("12 : x = 4", "3", Solved::Fits),
            (r"\frac{x}{3} = 4", "12", Solved::Right),
            (r"\frac{12}{x} = 4", "4", Solved::Wrong(None)),
            ("x + y = 3", "1", Solved::Unknown),
        ] {
            assert_eq!(judged(equation, answer), Some(is), "{equation}: {answer}");
        }
    }
}
