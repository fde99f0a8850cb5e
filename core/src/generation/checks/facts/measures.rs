//! Measures said to be equal, or one larger than another.

use std::cmp::Ordering;

use num_rational::BigRational;

use crate::domain::Rich;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units::{self, Dimension, Unit};
use crate::math::Exact;
use crate::understand;

/// What stands between two measures, and how the first one then is to the second.
const JOINTS: &[(&str, Ordering)] = &[
    (" больше, чем ", Ordering::Greater),
    (" меньше, чем ", Ordering::Less),
    (" is more than ", Ordering::Greater),
    (" is less than ", Ordering::Less),
    (" is longer than ", Ordering::Greater),
    (" is shorter than ", Ordering::Less),
    (" is heavier than ", Ordering::Greater),
    (" is lighter than ", Ordering::Less),
    (" больше ", Ordering::Greater),
    (" меньше ", Ordering::Less),
    (" тяжелее ", Ordering::Greater),
    (" легче ", Ordering::Less),
    (" длиннее ", Ordering::Greater),
    (" короче ", Ordering::Less),
    (" — это ", Ordering::Equal),
    (" – это ", Ordering::Equal),
    (" это ", Ordering::Equal),
    (" — то же, что ", Ordering::Equal),
    (" равен ", Ordering::Equal),
    (" равна ", Ordering::Equal),
    (" равно ", Ordering::Equal),
    (" равны ", Ordering::Equal),
    (" составляет ", Ordering::Equal),
    (" составляют ", Ordering::Equal),
    (" содержится ", Ordering::Equal),
    (" содержит ", Ordering::Equal),
    (" is the same as ", Ordering::Equal),
    (" is equal to ", Ordering::Equal),
    (" are equal to ", Ordering::Equal),
    (" equals ", Ordering::Equal),
    (" equal ", Ordering::Equal),
    (" has ", Ordering::Equal),
    (" contains ", Ordering::Equal),
    (" is ", Ordering::Equal),
    (" are ", Ordering::Equal),
    (" — ", Ordering::Equal),
    (" – ", Ordering::Equal),
];

/// «В 5 дм² содержится 50 см²», «16 бит — это 4 байта», «В двух сутках 48 часов».
pub(super) fn holds(text: &Rich) -> Option<bool> {
    let source = text.source().replace('\u{a0}', " ");
    let source = source.trim().trim_end_matches(['.', '!']).trim();
    let lower = source.chars().next().map(|first| {
        let rest = &source[first.len_utf8()..];
        format!("{}{rest}", first.to_lowercase())
    })?;
    let (joint, order) = JOINTS
        .iter()
        .find(|(joint, _)| lower.contains(joint))
        .map_or((None, Ordering::Equal), |(joint, order)| (Some(*joint), *order));
    let (one, other) = match joint {
        // «There are 60 minutes in 1 hour»
        Some(" are ") if lower.starts_with("there are ") => lower.strip_prefix("there are ")?.split_once(" in ")?,
        Some(joint) => {
            let parts = lower.split_once(joint)?;
            // «1 км больше 1 м в 1000 раз»
            if let Some(judged) = by_how_much(parts.0, parts.1, order) {
                return Some(judged);
            }
            parts
        }
        None => {
            let rest = ["в ", "во "].iter().find_map(|within| lower.strip_prefix(within))?;
            return two_of(rest).map(|(one, other)| one == other);
        }
    };
    let (one, other) = (sum(one)?, sum(other)?);
    // «9 ч – 18 ч» is a time from one to another.
    let apart = !matches!(joint, Some(" — " | " – ")) || one.2.symbol != other.2.symbol;
    (one.0 == other.0 && apart).then(|| one.1.cmp(&other.1) == order)
}

fn without_within(text: &str) -> &str {
    let text = text.trim();
    ["в ", "во ", "in ", "an ", "a ", "ровно ", "exactly ", "всего ", "только "]
        .iter()
        .find_map(|within| text.strip_prefix(within))
        .unwrap_or(text)
}

/// Measures of one kind side by side as one: what they measure, how much in base units, and the first unit.
fn sum(text: &str) -> Option<(Dimension, BigRational, Unit)> {
    let found = quantities(without_within(without_within(text)))?;
    let (_, first) = found.first()?.clone();
    let falls = |two: &[(Exact, Unit)]| two[0].1.base(&Exact::whole(1)) > two[1].1.base(&Exact::whole(1));
    let same = found.iter().all(|(_, unit)| unit.dimension == first.dimension) && found.windows(2).all(falls);
    same.then(|| (first.dimension, found.iter().map(|(value, unit)| unit.base(value).0).sum(), first))
}

/// «двух сутках 48 часов»: two measures of one kind and nothing else.
fn two_of(text: &str) -> Option<(BigRational, BigRational)> {
    let found = quantities(text)?;
    let [(one, unit), (other, of)] = found.as_slice() else { return None };
    (unit.dimension == of.dimension && unit.symbol != of.symbol).then(|| (unit.base(one).0, of.base(other).0))
}

/// Nothing but numbers, in digits or words, with their units; one of a unit alone.
fn quantities(text: &str) -> Option<Vec<(Exact, Unit)>> {
    let pieces = said::pieces(&Rich(text.to_owned()));
    let mut found: Vec<(Exact, Unit)> = Vec::new();
    let mut number: Option<u16> = None;
    for piece in &pieces {
        match piece {
            Piece::Quantity(value, unit) if number.is_none() => found.push((value.clone(), *unit)),
            Piece::Word(word) => match (cardinal(word), units::behind_a_number(word)) {
                (Some(count), _) if number.is_none() => number = Some(count),
                (None, Some(unit)) => {
                    let alone = pieces.len() == 1 || found.is_empty();
                    let count = number.take().or(alone.then_some(1))?;
                    found.push((Exact::whole(count.into()), unit));
                }
                _ => return None,
            },
            _ => return None,
        }
    }
    number.is_none().then_some(found)
}

fn cardinal(word: &str) -> Option<u16> {
    if word == "одном" { Some(1) } else { understand::cardinal(word) }
}

/// «1 км больше 1 м в 1000 раз», «2 м больше 50 см на 150 см».
fn by_how_much(one: &str, other: &str, order: Ordering) -> Option<bool> {
    let (other, by) = other.rsplit_once(" в ").or_else(|| other.rsplit_once(" на "))?;
    let (one, other) = (sum(one)?, sum(other.trim_end_matches(','))?);
    if one.0 != other.0 || order == Ordering::Equal {
        return None;
    }
    let (large, small) = if order == Ordering::Greater { (one.1, other.1) } else { (other.1, one.1) };
    if let Some((dimension, difference, _)) = sum(by) {
        return (dimension == one.0).then(|| large - small == difference);
    }
    let times = by.strip_suffix(" раз").or_else(|| by.strip_suffix(" раза"))?;
    let times = crate::math::evaluate(times.trim()).ok()?;
    Some(small * times.0 == large)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_compared() {
        for (statement, is) in [
            ("В 5 дм² содержится 50 см².", Some(false)),
            ("В 5 дм² содержится 500 см².", Some(true)),
            ("16 бит — это 4 байта.", Some(false)),
            ("4 м 5 см — это 405 см.", Some(true)),
            ("В двух сутках 48 часов.", Some(true)),
            ("В часе 60 минут.", Some(true)),
            ("В одном километре 100 метров.", Some(false)),
            ("1 Мбайт — это 1024 Кбайт.", Some(true)),
            ("36 км/ч — это 10 м/с.", Some(true)),
            ("There are 60 minutes in an hour.", Some(true)),
            ("2 km is 200 m.", Some(false)),
            ("3 kg equals 3000 g.", Some(true)),
            ("5 дм больше, чем 45 см.", Some(true)),
            ("1 км больше 1 м в 100 раз.", Some(false)),
            ("2 м больше 50 см на 150 см.", Some(true)),
            ("Полчаса — это 30 минут.", Some(true)),
            ("3 кг — это 3 л.", None),
            ("9 ч – 18 ч", None),
            ("2 м — это не 20 см.", None),
            ("Отрезок 4 см на плане — это 40 м на местности.", None),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
    }
}
