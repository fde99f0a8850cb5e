//! Derivatives and antiderivatives, compared at several places.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

use super::algebra::{all_known, begins};
use super::claim::Claim;
use super::relation::{Relation, Sign};
use super::said::{Piece, words};
use crate::math::{self, Exact};

/// «Вычислите интеграл» between two bounds; `None` where the value is no simple fraction.
fn integral(pieces: &[Piece]) -> Option<Claim> {
    let known = "определенн интеграл integral definite";
    let mut formulas = pieces.iter().filter_map(|piece| if let Piece::Formula(f) = piece { Some(f) } else { None });
    let (formula, None) = (formulas.next()?, formulas.next()) else { return None };
    let only = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Formula(_) | Piece::Gap));
    let rest = formula.strip_prefix(r"\int")?.trim_start_matches(r"\limits");
    let (low, rest) = bound(rest.strip_prefix('_')?)?;
    let (high, rest) = bound(rest.strip_prefix('^')?)?;
    let of = rest.trim().trim_end_matches('=').trim().strip_suffix("dx")?;
    let of = of.trim_end_matches([',', '\\', ' ']);
    let of = if of.is_empty() { "1" } else { of };
    if !only || !all_known(pieces, known) {
        return None;
    }
    let steps = 64;
    let width = (&high.0 - &low.0) / BigRational::from_integer(steps.into());
    let mut sum = 0.0;
    for at in 0..=steps {
        let x = &low.0 + &width * BigRational::from_integer(at.into());
        let value = math::approach_with(of, &[('x', Exact(x))]).ok()?.0.to_f64()?;
        // Boole's rule
        sum += value
            * if at == 0 || at == steps { 7.0 } else { [14.0, 32.0, 12.0, 32.0][usize::try_from(at % 4).ok()?] };
    }
    let scaled = sum * width.to_f64()? * 2.0 / 45.0 * 720.0;
    let whole = scaled.round();
    let exact = (scaled - whole).abs() < 1e-6 && whole.abs() < 1e9;
    exact.then(|| format!("{whole}").parse().ok()).flatten().map(|n: i64| Claim::Value(Exact::ratio(n, 720), None))
}

/// `0`, `{-1}`: a bound and what stands behind it.
fn bound(text: &str) -> Option<(Exact, &str)> {
    let (bound, rest) = match text.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => text.split_at_checked(1)?,
    };
    Some((math::evaluate(bound).ok()?, rest.trim_start()))
}

/// «Найдите производную функции f(x) = x³ − 2x», at a place if one is named.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    let known = "производн derivative функци function первообразн antiderivative точк точке point при at y f дан задан общ вид given углов коэффициент касательн график абсцисс с к to slope tangent graph";
    if let Some(integral) = integral(pieces) {
        return Some(integral);
    }
    if let Some(moved) = moved(pieces) {
        return Some(moved);
    }
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let primed = pieces.iter().any(|piece| matches!(piece, Piece::Formula(formula) if formula.starts_with("f'(")));
    let tangent = has("касательн tangent") && has("коэффициент slope");
    let (slope, area) = (primed || tangent || has("производн derivative"), has("первообразн antiderivative"));
    if slope == area || !all_known(pieces, known) {
        return None;
    }
    slope_or_area(pieces, slope)
}

/// «Точка движется по закону s(t) = 2t³ − 5t. Найдите скорость в момент t = 2 с.»
fn moved(pieces: &[Piece]) -> Option<Claim> {
    const KNOWN: &str = "точк тело тела движ двига прямолинейн координатн прям закон скорост ускорени момент времен секунд метр \
        измеря где начал расстояни путь пути перемещени координат меняется изменя материальн point moves body law position velocity \
        speed acceleration time seconds metres meters at when moment s t x м с в по m";
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let (speed, rate) = (has("скорост velocity speed"), has("ускорени acceleration"));
    if speed == rate || !all_known(pieces, KNOWN) {
        return None;
    }
    let (mut law, mut place): (Option<&str>, Option<Exact>) = (None, None);
    for piece in pieces {
        match piece {
            Piece::Relation(Relation { left, sign: Sign::Equal, right }) => match left.replace(' ', "").as_str() {
                "t" | "t_0" if place.is_none() => place = Some(math::evaluate(right).ok()?),
                "s(t)" | "x(t)" | "s" | "x" | "S(t)" | "h(t)" if law.is_none() => law = Some(right),
                _ => return None,
            },
            Piece::Quantity(value, unit) if unit.symbol == "с" && place.is_none() => place = Some(value.clone()),
            Piece::Formula(name) if matches!(name.trim(), "s" | "t" | "x" | "s(t)" | "x(t)") => {}
            Piece::Word(_) | Piece::Gap => {}
            _ => return None,
        }
    }
    let (law, place) = (law?.replace('t', "x"), place?);
    let scale = BigRational::from_integer(100_000.into());
    let rounded = |value: BigRational| Exact((value * &scale).round() / &scale);
    let step = BigRational::new(1.into(), 100.into());
    let value = if speed {
        slope_at(&law, &place)?.0
    } else {
        let slope = |x: BigRational| slope_at(&law, &Exact(x)).map(|slope| slope.0);
        (slope(&place.0 + &step)? - slope(&place.0 - &step)?) / (&step + &step)
    };
    Some(Claim::Value(rounded(value), None))
}

fn slope_or_area(pieces: &[Piece], slope: bool) -> Option<Claim> {
    let (mut formula, mut place): (Option<String>, Option<Exact>) = (None, None);
    for piece in pieces {
        let found = match piece {
            Piece::Relation(Relation { left, sign: Sign::Equal, right }) => {
                let left = left.replace(' ', "");
                match left.as_str() {
                    "x" | "x_0" | "x_{0}" => {
                        place = Some(math::evaluate(right).ok()?);
                        continue;
                    }
                    "y" | "f(x)" | "g(x)" | "y(x)" => right.clone(),
                    _ => return None,
                }
            }
            Piece::Formula(formula) if matches!(formula.as_str(), "x" | "y" | "f(x)" | "x_0") => continue,
            Piece::Formula(formula) => {
                match formula.replace(' ', "").strip_prefix("f'(").and_then(|at| at.strip_suffix(')')) {
                    Some(at) => {
                        place = Some(math::evaluate(at).ok()?);
                        continue;
                    }
                    None => formula.clone(),
                }
            }
            Piece::Word(_) | Piece::Gap => continue,
            _ => return None,
        };
        if formula.replace(found).is_some() {
            return None;
        }
    }
    let formula = formula?;
    match place {
        None if slope => slope_at(&formula, &Exact::ratio(7, 10)).map(|_| Claim::Slope(formula)),
        None => math::approach_with(&formula, &[('x', Exact::ratio(7, 10))]).ok().map(|_| Claim::Primitive(formula)),
        Some(place) if slope => {
            let scale = BigRational::from_integer(100_000.into());
            let slope = (slope_at(&formula, &place)?.0 * &scale).round() / scale;
            Some(Claim::Value(Exact(slope), None))
        }
        Some(_) => None,
    }
}

/// The base of natural logarithms, nearly.
fn euler() -> (char, Exact) {
    ('e', Exact(BigRational::new(2_718_281_828_459_i64.into(), 1_000_000_000_000_i64.into())))
}

/// The slope of a function at a place, nearly.
fn slope_at(formula: &str, place: &Exact) -> Option<Exact> {
    let step = BigRational::new(1.into(), 1_000.into());
    let at = |x: BigRational| math::approach_with(formula, &[('x', Exact(x)), euler()]).ok().map(|value| value.0);
    let rise = |step: &BigRational| Some((at(&place.0 + step)? - at(&place.0 - step)?) / (step + step));
    // Richardson: what is left of the error is of the fourth order.
    let half = &step / BigRational::from_integer(2.into());
    let (whole, half) = (rise(&step)?, rise(&half)?);
    Some(Exact((half * BigRational::from_integer(4.into()) - whole) / BigRational::from_integer(3.into())))
}

/// Whether an answer is the derivative of a function; `None` where one of them cannot be computed.
pub(super) fn is_slope(formula: &str, answer: &str) -> Option<bool> {
    let answer = behind_its_name(answer);
    let places = [(7, 10), (13, 10), (9, 4)];
    for (n, d) in places {
        let place = Exact::ratio(n, d);
        let slope = slope_at(formula, &place)?.0;
        let given = math::approach_with(&answer, &[('x', place), euler()]).ok()?.0;
        let one = BigRational::from_integer(1.into());
        let allowed = (slope.abs() + one) / BigRational::from_integer(10_000.into());
        if (slope - given).abs() > allowed {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether an answer is an antiderivative of a function.
pub(super) fn is_primitive(formula: &str, answer: &str) -> Option<bool> {
    let answer = behind_its_name(answer).replace(' ', "");
    let answer = answer.trim_end_matches("+C").trim_end_matches("+c");
    is_slope(answer, formula)
}

/// «f'(x) = 2x» without its name.
fn behind_its_name(answer: &str) -> String {
    let answer = answer.replace(['$', '\u{a0}'], " ");
    let answer = answer.rsplit_once('=').map_or(answer.as_str(), |(_, right)| right);
    answer.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_told_from_others() {
        for (formula, answer, is) in [
            ("5x^4 - 2x + 1", "$20x^3-2$", Some(true)),
            ("5x^4 - 2x + 1", "$20x^3-2x$", Some(false)),
            (r"\sin x", r"f'(x) = \cos x", Some(true)),
            (r"\ln x + x^2", r"$\frac{1}{x} + 2x$", Some(true)),
            ("x^2", "два икс", None),
        ] {
            assert_eq!(is_slope(formula, answer), is, "{formula}: {answer}");
        }
        assert_eq!(is_primitive("3x^2 + 2", "$F(x)=x^3+2x+C$"), Some(true));
        assert_eq!(is_primitive("3x^2 + 2", "$6x$"), Some(false));
    }
}
