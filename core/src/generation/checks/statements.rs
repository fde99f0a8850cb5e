//! Statements that can be decided.

use super::claim::{self, Claim};
use super::computed::{Outcome, agrees};
use super::property::Property;
use super::said::{self, Piece};
use crate::domain::Rich;
use crate::domain::task::TrueFalse;
use crate::math::Exact;

/// A statement that can be decided: one relation, or a number and its property.
pub(super) fn decided(text: &Rich) -> Option<bool> {
    let pieces = said::pieces(text);
    plainly_decided(&pieces).or_else(|| claimed(&pieces))
}

/// «НОД чисел 12 и 18 равен 6»: what stands before the last verb says what must stand behind it.
fn claimed(pieces: &[Piece]) -> Option<bool> {
    let is_verb = |piece: &Piece| matches!(piece, Piece::Word(word) if word.starts_with("равн") || matches!(word.as_str(), "равен" | "составляет" | "is" | "equals"));
    let at = pieces.iter().rposition(is_verb)?;
    let (said, unit) = match pieces.get(at + 1..)? {
        [Piece::Value { value, operation: false }] => (value, None),
        [Piece::Quantity(value, unit)] => (value, Some(*unit)),
        _ => return None,
    };
    match claim::of_pieces(pieces.get(..at)?)? {
        Claim::Value(value, asked) => Some(agrees(&value, asked, said, unit)),
        _ => None,
    }
}

fn plainly_decided(pieces: &[Piece]) -> Option<bool> {
    if let Some(holds) = said::quantities_hold(pieces) {
        return Some(holds);
    }
    let words: Vec<&str> =
        pieces.iter().filter_map(|p| if let Piece::Word(w) = p { Some(w.as_str()) } else { None }).collect();
    let relations: Vec<_> =
        pieces.iter().filter_map(|p| if let Piece::Relation(r) = p { Some(r) } else { None }).collect();
    if let [relation] = relations.as_slice() {
        let nothing_else = words.iter().all(|w| matches!(*w, "верно" | "что" | "равенство" | "неравенство"))
            && pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Relation(_)));
        return nothing_else.then(|| relation.holds()).flatten();
    }
    // «Число 15 делится на 4», «17 — простое число».
    let values: Vec<&Exact> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Value { value, operation: false } => Some(value),
            _ => None,
        })
        .collect();
    let only_known = pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Value { operation: false, .. }));
    let words: Vec<&str> = words
        .into_iter()
        .filter(|w| !matches!(*w, "число" | "числа" | "является" | "это" | "is" | "a" | "number"))
        .collect();
    let negated = words.first() == Some(&"не");
    let words = if negated { &words[1..] } else { &words[..] };
    let property = match (values.as_slice(), words) {
        ([_], ["простое" | "простым" | "prime"]) => Property::Prime,
        ([_], ["составное" | "составным" | "composite"]) => Property::Composite,
        ([_], ["четное" | "четным" | "even"]) => Property::Even,
        ([_], ["нечетное" | "нечетным" | "odd"]) => Property::Odd,
        ([_, by], ["делится", "на"] | ["делится", "на", "без", "остатка"] | ["кратно"] | ["divisible", "by"]) => {
            Property::DivisibleBy((*by).clone())
        }
        ([_, than], ["больше"] | ["больше", "чем"]) => Property::MoreThan((*than).clone()),
        ([_, than], ["меньше"] | ["меньше", "чем"]) => Property::LessThan((*than).clone()),
        _ => return None,
    };
    let number = *values.first()?;
    (only_known).then(|| property.holds(number, &[]).map(|holds| holds != negated)).flatten()
}

pub(super) fn statements(task: &mut TrueFalse) -> Outcome {
    let truths: Vec<Option<bool>> = task.statements.iter().map(|statement| decided(&statement.text)).collect();
    let mut mended = false;
    for (statement, truth) in task.statements.iter_mut().zip(&truths) {
        if let Some(truth) = truth
            && statement.truth != *truth
        {
            statement.truth = *truth;
            mended = true;
        }
    }
    if mended {
        Outcome::Mended("true_false.wrong_key")
    } else if truths.iter().all(Option::is_some) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}
