//! So much for every so much: «с каждым километром температура падает на 6 °C, за 3 км — на 18 °C».

use num_rational::BigRational;
use num_traits::Zero;

use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units;
use crate::math::Exact;

/// Words that make it more than one step after another.
const TRAPS: &str = "равн* составит составля* достиг* окажется получится до после осталось было была составит будет станет если_бы не процент* % раз раза выше ниже затем потом сначала ускор* until remains not";

/// A measure, and whether it stands for every one of it.
type Told = (BigRational, units::Unit, bool);

/// Whether the second part of a statement goes on as the first says.
pub(super) fn holds(text: &Rich) -> Option<bool> {
    let source = text.source().replace('\u{a0}', " ");
    let lower = source.to_lowercase();
    if !["кажд", "every", "each"].iter().any(|word| lower.contains(word)) {
        return None;
    }
    let pieces = said::pieces(&Rich(source));
    if said::words(&pieces).any(|word| one_of(TRAPS, word)) {
        return None;
    }
    let mut found: Vec<Told> = Vec::new();
    let mut every = false;
    for piece in &pieces {
        match piece {
            Piece::Quantity(value, unit) => found.push((unit.base(value).0, *unit, std::mem::take(&mut every))),
            Piece::Word(word)
                if one_of("каждый каждые каждым каждую каждая каждое каждом каждых каждыми every each", word) =>
            {
                every = true;
            }
            // «с каждым километром»
            Piece::Word(word) => {
                if let Some(unit) = units::behind_a_number(word).filter(|_| every) {
                    every = false;
                    found.push((unit.base(&Exact::whole(1)).0, unit, true));
                }
            }
            Piece::Value { .. } | Piece::Relation(_) | Piece::Formula(_) => return None,
            _ => {}
        }
    }
    let [one, two, three, four] = found.as_slice() else { return None };
    // «поднимается на 5 м каждую минуту, за 4 минуты — на 20 м»
    let (per, of) = match (one.2, two.2) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        _ => return None,
    };
    if per.1.dimension == of.1.dimension || three.2 || four.2 || per.0.is_zero() {
        return None;
    }
    let (after, said) = if three.1.dimension == per.1.dimension { (three, four) } else { (four, three) };
    let alike = after.1.dimension == per.1.dimension && said.1.dimension == of.1.dimension;
    let (falls, rises) = ways(&lower);
    (alike && !(falls && rises)).then(|| &of.0 * &after.0 / &per.0 == said.0)
}

/// Whether something falls, and whether something rises.
fn ways(text: &str) -> (bool, bool) {
    let any = |stems: &[&str]| {
        text.split(|c: char| !c.is_alphabetic()).any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    (
        any(&["пада", "пониж", "сниз", "сниж", "уменьш", "опуска", "опуст", "falls", "drops", "decreas"]),
        any(&["повыш", "повыс", "раст", "вырас", "возраст", "увелич", "rises", "grows", "increas"]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_evenly_is_followed() {
        for (statement, is) in [
            (
                "Если с каждым километром подъёма температура падает на 6 °C, то за 3 км она снизится на 18 °C.",
                Some(true),
            ),
            (
                "Если с каждым километром подъёма температура падает на 6 °C, то за 2 км она снизится на 10 °C.",
                Some(false),
            ),
            (
                "Если на каждые 100 м подъёма температура понижается на 0,6 °C, то на 2 км она понизится на 12 °C.",
                Some(true),
            ),
            ("Каждую минуту в бак наливается 5 л, за 4 мин в него нальётся 25 л.", Some(false)),
            ("If the temperature drops by 6 °C every 1 km, it drops by 12 °C in 2 km.", Some(true)),
            ("Если каждый километр пути занимает 6 мин, то через 3 км осталось 18 мин.", None),
            ("С каждым километром температура падает на 6 °C.", None),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
    }
}
