//! Wordings word by word: how one is written down, and whether a question is it.

use num_rational::BigRational;

use super::claim::Claim;
use super::relation::{Relation, Sign};
use super::said::Piece;
use super::units::{self, Unit};
use crate::math::Exact;

/// Stems of words that order, ask or join, and change nothing about what is asked.
const ORDERS: &[&str] = &[
    "найди",
    "найти",
    "назови",
    "величин",
    "получил",
    "name",
    "вычисл",
    "посчита",
    "сосчита",
    "подсчита",
    "определи",
    "укажи",
    "запиши",
    "выбери",
    "чему",
    "равн",
    "равен",
    "значени",
    "выражени",
    "выполни",
    "действи",
    "пример",
    "реши",
    "сколько",
    "будет",
    "каков",
    "какое",
    "какой",
    "какая",
    "какие",
    "каком",
    "какого",
    "каким",
    "каких",
    "какую",
    "чему",
    "числ",
    "чисел",
    "ответ",
    "устно",
    "письменно",
    "столбик",
    "удобн",
    "рациональн",
    "способ",
    "его",
    "ее",
    "их",
    "известно",
    "что",
    "если",
    "для",
    "из",
    "среди",
    "них",
    "следующ",
    "составля",
    "данн",
    "предложенн",
    "перечисленн",
    "является",
    "являются",
    "правильн",
    "calculate",
    "evaluate",
    "compute",
    "work",
    "out",
    "find",
    "the",
    "what",
    "is",
    "are",
    "value",
    "of",
    "expression",
    "answer",
    "write",
    "a",
    "an",
    "it",
    "its",
    "how",
    "many",
    "much",
    "which",
    "these",
    "there",
    "number",
    "following",
    "this",
    "мы",
    "получим",
    "получится",
    "получаем",
    "результат",
    "у",
    "и",
    "and",
    "with",
    "to",
    "by",
    "from",
    "с",
    "со",
    "на",
    "в",
    "во",
    "до",
    "от",
    "по",
];

/// Words of [`ORDERS`] that some wordings need all the same.
const JOINTS: &[&str] = &["и", "на", "в", "от", "of", "to", "by", "from", "что", "with", "and", "до", "из"];

/// A wording: stems in order, `#` for a value, `@` for a value with a unit, `U` for a unit asked
/// for, `=` for the sign, `?` before a stem that may be absent, `!` before a joint that may not, `|` between stems. Orders are taken away from both sides.
pub(super) struct Wording(pub(super) &'static str, pub(super) fn(&Found) -> Option<Claim>);

/// What the places of a wording hold.
#[derive(Default)]
pub(super) struct Found {
    pub(super) values: Vec<Exact>,
    pub(super) units: Vec<Unit>,
    pub(super) asked: Option<Unit>,
    pub(super) relation: Option<Relation>,
}

impl Found {
    pub(super) fn value(&self, at: usize) -> Option<&BigRational> {
        Some(&self.values.get(at)?.0)
    }

    pub(super) fn base(&self, at: usize) -> Option<Exact> {
        Some(self.units.get(at)?.base(self.values.get(at)?))
    }

    /// All quantities in the first one's unit.
    pub(super) fn alike(&self) -> Option<(Vec<BigRational>, Unit)> {
        let unit = *self.units.first()?;
        let same = self.units.iter().all(|other| other.dimension == unit.dimension);
        let values =
            (0..self.units.len()).map(|at| Some(unit.out_of_base(&self.base(at)?).0)).collect::<Option<_>>()?;
        same.then_some((values, unit))
    }
}

/// Whether a word orders, asks or joins, and changes nothing about what is asked.
pub(super) fn is_order(word: &str) -> bool {
    ORDERS.iter().any(|stem| if stem.chars().count() <= 3 { word == *stem } else { word.starts_with(stem) })
}

pub(super) fn worded(pieces: &[Piece], wordings: &[Wording]) -> Option<Claim> {
    wordings.iter().find_map(|Wording(wording, claim)| claim(&fits(wording, pieces)?))
}

/// Whether the pieces are this wording and orders, and what stands in its places.
fn fits(wording: &str, pieces: &[Piece]) -> Option<Found> {
    let mut found = Found::default();
    let mut at = 0;
    for place in wording.split(' ') {
        let (optional, place) = place.strip_prefix('?').map_or((false, place), |place| (true, place));
        let (needed, place) = place.strip_prefix('!').map_or((false, place), |place| (true, place));
        // Orders may stand before every place, unless they are the place itself.
        let start = at;
        loop {
            let piece = pieces.get(at);
            if piece.is_some_and(|piece| takes(place, piece, &mut found)) {
                at += 1;
                break;
            }
            let skipped = match piece {
                Some(Piece::Word(word)) => is_order(word),
                Some(Piece::Gap) => true,
                _ => false,
            };
            if skipped {
                at += 1;
            } else if optional || (!needed && JOINTS.contains(&place.split('|').next().unwrap_or_default())) {
                at = start;
                break;
            } else {
                return None;
            }
        }
    }
    let rest = pieces.get(at..)?;
    rest.iter().all(|p| matches!(p, Piece::Gap) || matches!(p, Piece::Word(w) if is_order(w))).then_some(found)
}

fn takes(place: &str, piece: &Piece, found: &mut Found) -> bool {
    match (place, piece) {
        ("#", Piece::Value { value, .. }) => found.values.push(value.clone()),
        ("@", Piece::Quantity(value, unit)) => {
            found.values.push(value.clone());
            found.units.push(*unit);
        }
        ("=", Piece::Mark(Sign::Equal)) => {}
        ("R", Piece::Relation(relation)) => found.relation = Some(relation.clone()),
        ("U", Piece::Word(word)) => match units::named(word) {
            Some(unit) if !is_order(word) => found.asked = Some(unit),
            _ => return false,
        },
        (stems, Piece::Word(word)) => {
            return stems.split('|').any(
                |stem| {
                    if stem.chars().count() < 3 { word == stem } else { word.starts_with(stem) }
                },
            );
        }
        _ => return false,
    }
    true
}
