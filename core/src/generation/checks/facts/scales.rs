//! Lengths on a plan and on the ground.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units::{Dimension, Unit};

/// «Отрезок 4 см на плане масштаба 1 : 1000 — это 40 м на местности»; the scale may be told before.
pub(super) fn holds(conditions: &str, text: &Rich) -> Option<bool> {
    const KNOWN: &str = "отрез* длин* длиной на плане карте плана карты масштаб* в это местности соответствует соответствуют составляет равно равен равна расстояни* \
        изобража* изображен* a of on the map plan scale with is ground in represents segment";
    let pieces = said::pieces(text);
    let mut scale: Option<BigRational> = None;
    let mut lengths: Vec<(BigRational, Unit)> = Vec::new();
    for piece in &pieces {
        match piece {
            Piece::Value { value, operation: true } if scale.is_none() => scale = Some(value.0.clone()),
            Piece::Quantity(value, unit) if unit.dimension == Dimension::Length => {
                lengths.push((unit.base(value).0, *unit));
            }
            Piece::Word(word) if one_of(KNOWN, word) => {}
            Piece::Gap => {}
            _ => return None,
        }
    }
    let scale = scale.or_else(|| told(conditions))?;
    let [one, other] = lengths.as_slice() else { return None };
    let on_plan = |unit: &Unit| matches!(unit.symbol, "см" | "мм" | "дм");
    let (plan, ground) = match (on_plan(&one.1), on_plan(&other.1)) {
        (true, false) => (&one.0, &other.0),
        (false, true) => (&other.0, &one.0),
        _ => return None,
    };
    let small =
        scale.is_positive() && BigRational::from_integer(10.into()) * &scale < BigRational::from_integer(1.into());
    (small && !plan.is_zero()).then(|| plan / scale == *ground)
}

/// The one scale a question tells.
fn told(conditions: &str) -> Option<BigRational> {
    let pieces = said::pieces(&Rich(conditions.to_owned()));
    let named = said::words(&pieces).any(|word| word.starts_with("масштаб") || word == "scale");
    let mut found = pieces.iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: true } => Some(value.0.clone()),
        _ => None,
    });
    let only = found.next().filter(|_| named)?;
    found.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_have_scales() {
        for (given, statement, is) in [
            ("", "Отрезок 4 см на плане масштаба 1 : 1000 — это 40 м на местности.", Some(true)),
            ("", "Отрезок 3 см на плане масштаба 1 : 2000 — это 600 м на местности.", Some(false)),
            ("Масштаб карты 1 : 500 000.", "1 см — это 5 км.", Some(true)),
            ("Масштаб карты 1 : 500 000.", "Отрезку 2 см соответствует 25 км.", Some(false)),
            ("", "Отрезок 4 см — это 40 м на местности.", None),
            ("Масштаб карты 1 : 500 000.", "От посёлка до озера 5 см — это 25 км.", None),
        ] {
            assert_eq!(holds(given, &statement.into()), is, "{statement}");
        }
    }
}
