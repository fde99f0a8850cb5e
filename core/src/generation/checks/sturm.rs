//! How many real roots a polynomial equation has, by the changes of sign in its chain of remainders.

use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::relation::{Relation, Sign};
use super::roots;
use crate::math::{self, Exact};

/// Coefficients, that of the constant first; the last is not zero.
type Polynomial = Vec<BigRational>;

/// The number of different real roots; `None` where the equation is no polynomial one, or holds everywhere.
pub(super) fn roots(relation: &Relation) -> Option<u8> {
    let letter = roots::unknown(relation).filter(|_| relation.sign == Sign::Equal)?;
    let polynomial = through(&roots::values(relation, letter)?);
    // Nine points are those of any polynomial of degree eight.
    let (degree @ 0..=5, false) = (polynomial.len().checked_sub(1)?, polynomial.is_empty()) else { return None };
    if degree == 0 {
        return Some(0);
    }
    let slope = polynomial.iter().enumerate().skip(1).map(|(power, factor)| factor * number(power)).collect();
    let mut chain: Vec<Polynomial> = vec![polynomial, slope];
    while let [.., one, other] = chain.as_slice() {
        let rest = remainder(one, other);
        if rest.is_empty() {
            break;
        }
        chain.push(rest.into_iter().map(|factor| -factor).collect());
    }
    let changes = |low: bool| {
        let sign = |of: &Polynomial| {
            let odd = of.len().is_multiple_of(2);
            of.last().is_some_and(|last| last.is_positive() != (low && odd))
        };
        let signs: Vec<bool> = chain.iter().map(sign).collect();
        signs.windows(2).filter(|two| two[0] != two[1]).count()
    };
    u8::try_from(changes(true).checked_sub(changes(false))?).ok()
}

/// The number of roots of an equation of sines and cosines between two places, both included, by changes of sign and
/// places where it only touches zero.
pub(super) fn between(relation: &Relation, from: f64, to: f64) -> Option<u8> {
    const STEPS: u32 = 720;
    let letter = roots::unknown(relation).filter(|_| relation.sign == Sign::Equal)?;
    let side = |text: &str, x: &Exact| math::approach_with(text, &[(letter, x.clone())]).ok()?.0.to_f64();
    let at = |x: f64| {
        let x = Exact(BigRational::from_float(x)?);
        Some(side(&relation.left, &x)? - side(&relation.right, &x)?)
    };
    let step = (to - from) / f64::from(STEPS);
    let values: Vec<f64> = (0..=STEPS).map(|n| at(from + step * f64::from(n))).collect::<Option<_>>()?;
    let zero = |value: f64| value.abs() < 1e-7;
    // School places of zeros (parts of π) are steps themselves, so that touching ones are met.
    let met = values.iter().filter(|value| zero(**value)).count();
    let crossed = values.windows(2).filter(|two| !zero(two[0]) && !zero(two[1]) && two[0] * two[1] < 0.0).count();
    u8::try_from(met + crossed).ok().filter(|count| *count < 20)
}

fn number(of: usize) -> BigRational {
    BigRational::from_integer(of.into())
}

/// The polynomial through values at −4, −3, …, 4.
fn through(values: &[BigRational]) -> Polynomial {
    let (mut sum, mut base): (Polynomial, Polynomial) =
        (vec![BigRational::zero(); values.len()], vec![BigRational::one()]);
    let mut differences = values.to_vec();
    for power in 0..values.len() {
        let Some(first) = differences.first().cloned() else { break };
        for (place, factor) in base.iter().enumerate() {
            sum[place] += factor * &first;
        }
        differences = differences.windows(2).map(|two| &two[1] - &two[0]).collect();
        // Times (x + 4 − power) / (power + 1).
        let shift = BigRational::from_integer(4.into()) - number(power);
        let mut next = vec![BigRational::zero(); base.len() + 1];
        for (place, factor) in base.iter().enumerate() {
            next[place] += factor * &shift / number(power + 1);
            next[place + 1] += factor / number(power + 1);
        }
        base = next;
    }
    trimmed(sum)
}

fn trimmed(mut polynomial: Polynomial) -> Polynomial {
    while polynomial.last().is_some_and(Zero::is_zero) {
        polynomial.pop();
    }
    polynomial
}

fn remainder(of: &Polynomial, by: &Polynomial) -> Polynomial {
    let mut rest = of.clone();
    while let (Some(high), Some(lead)) = (rest.last().cloned(), by.last()) {
        let Some(shift) = rest.len().checked_sub(by.len()) else { break };
        let factor = high / lead;
        for (place, of) in by.iter().enumerate() {
            rest[place + shift] -= &factor * of;
        }
        rest.pop();
        rest = trimmed(rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_counted_once_each() {
        for (left, right, count) in [
            ("x^4-3x^2-4", "0", Some(2)),
            ("x^4-5x^2+4", "0", Some(4)),
            ("x^3-3x+2", "0", Some(2)),
            ("x^2+4x+4", "0", Some(1)),
            ("x^2+x+3", "0", Some(0)),
            ("x^2-3", "0", Some(2)),
            ("2x+1", "7", Some(1)),
            ("x+1", "x+3", Some(0)),
            ("x+1", "x+1", None),
            (r"\sqrt{x}", "3", None),
        ] {
            let relation = Relation { left: left.into(), sign: Sign::Equal, right: right.into() };
            assert_eq!(roots(&relation), count, "{left} = {right}");
        }
    }
}
