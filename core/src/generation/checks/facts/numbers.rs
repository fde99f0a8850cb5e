//! Several properties of one number: «Число 30 делится на 2 и на 5», «15 — нечётное и составное».

use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::property::Property;
use crate::generation::checks::said::{self, Piece};
use crate::math::Exact;

/// Whether a number has all the properties a statement joins; `None` where a word of it is not known.
pub(super) fn holds(text: &Rich) -> Option<bool> {
    let pieces = said::pieces(text);
    let light = |piece: &Piece| piece.word().is_some_and(|word| one_of("число это является the number is a an", word));
    let first = pieces.iter().position(|piece| !light(piece))?;
    let Some(Piece::Value { value: number, operation: false }) = pieces.get(first) else { return None };
    let mut parts: Vec<Vec<&Piece>> = vec![Vec::new()];
    for piece in pieces.get(first + 1..)? {
        match piece.word() {
            Some(word) if one_of("и но а and but", word) => parts.push(Vec::new()),
            Some(word) if one_of("также одновременно при этом число это является is also a an it", word) =>
                {}
            _ => parts.last_mut()?.push(piece),
        }
    }
    if parts.len() < 2 {
        return None;
    }
    let mut divided = false;
    let mut judged = Vec::new();
    for part in &parts {
        let (property, divides) = property(part, divided)?;
        divided = divides;
        judged.push(property.holds(number, &[])?);
    }
    Some(judged.into_iter().all(|held| held))
}

/// A property, and whether it is one of division, so that «и на 5» goes on with it.
fn property(part: &[&Piece], divided: bool) -> Option<(Property, bool)> {
    let words: Vec<&str> = part.iter().filter_map(|piece| piece.word()).collect();
    let mut values = part.iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } => Some(value.clone()),
        _ => None,
    });
    let value: Option<Exact> = values.next();
    if values.next().is_some() || part.len() != words.len() + usize::from(value.is_some()) {
        return None;
    }
    let (negated, words) = match words.as_slice() {
        ["не" | "not", rest @ ..] => (true, rest),
        all => (false, all),
    };
    let divides = |by| Some((Property::DivisibleBy(by), true));
    let (property, divides) = match (words, value) {
        (
            ["делится" | "кратно", "на"]
            | ["кратно"]
            | ["делится", "на", "без", "остатка"]
            | ["делится", "нацело", "на"]
            | ["divisible", "by"],
            Some(by),
        ) => divides(by)?,
        (["на" | "by"], Some(by)) if divided => divides(by)?,
        (["больше"] | ["больше", "чем"] | ["greater", "than"], Some(than)) => {
            (Property::MoreThan(than), false)
        }
        (["меньше"] | ["меньше", "чем"] | ["less", "than"], Some(than)) => {
            (Property::LessThan(than), false)
        }
        (["делитель" | "делителем", "числа"], Some(of)) => (Property::Divides(of), false),
        ([one], None) => (
            match *one {
                word if one_of("четное четным четно even", word) => Property::Even,
                word if one_of("нечетное нечетным нечетно odd", word) => Property::Odd,
                word if one_of("простое простым prime", word) => Property::Prime,
                word if one_of("составное составным composite", word) => Property::Composite,
                word if one_of("двузначное двузначным", word) => Property::Digits(2),
                word if one_of("трехзначное трехзначным", word) => Property::Digits(3),
                word if one_of("положительное положительным positive", word) => {
                    Property::Positive
                }
                word if one_of("отрицательное отрицательным negative", word) => {
                    Property::Negative
                }
                word if one_of("целое целым", word) => Property::Whole,
                _ => return None,
            },
            false,
        ),
        _ => return None,
    };
    Some((if negated { Property::Not(Box::new(property)) } else { property }, divides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_joined() {
        for (statement, is) in [
            ("Число 30 делится на 2 и на 5.", Some(true)),
            ("Число 35 делится на 2 и на 5.", Some(false)),
            ("Число 18 делится на 3, но не делится на 9.", Some(false)),
            ("15 — нечётное и составное число.", Some(true)),
            ("Число 7 больше 5 и меньше 6.", Some(false)),
            ("12 is even and divisible by 3.", Some(true)),
            ("Числа 3 и 5 простые.", None),
            ("Число 15 делится на 3 и любое нечётное число.", None),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
    }
}
