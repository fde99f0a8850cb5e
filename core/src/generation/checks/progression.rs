//! Progressions and series that go on.

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::algebra::{all_known, begins};
use super::claim::Claim;
use super::relation::{Relation, Sign};
use super::said::{Piece, words};
use super::wording::is_order;
use crate::math::{self, Exact};

/// What a question about the terms of a series claims.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    progression(pieces).or_else(|| continued(pieces))
}

/// Numbers in words, as the ordinal or the genitive of how many.
const NUMERALS: &[(&str, i64)] = &[
    ("втор", 2),
    ("двух", 2),
    ("трет", 3),
    ("трех", 3),
    ("четвер", 4),
    ("четыр", 4),
    ("пят", 5),
    ("шест", 6),
    ("седьм", 7),
    ("семи", 7),
    ("восьм", 8),
    ("девят", 9),
    ("десят", 10),
    ("двенадцат", 12),
    ("пятнадцат", 15),
    ("двадцат", 20),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("ten", 10),
    ("twelfth", 12),
    ("fifteenth", 15),
    ("twentieth", 20),
];

/// The place of «a_{10}» or «S_5», if it is of this letter.
fn index(formula: &str, letters: &[char]) -> Option<i64> {
    let (name, below) = formula.trim().split_once('_')?;
    let name = name.trim().chars().next().filter(|_| name.trim().chars().count() == 1)?;
    letters.contains(&name).then(|| below.trim_matches(['{', '}', ' ']).parse().ok()).flatten()
}

/// «В арифметической прогрессии a_1 = 4, d = 3. Найдите a_10».
fn progression(pieces: &[Piece]) -> Option<Claim> {
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let geometric = match (has("арифметическ arithmetic"), has("геометрическ geometric")) {
        (true, false) => false,
        (false, true) => true,
        _ => return None,
    };
    let known = "арифметическ arithmetic геометрическ geometric прогресси progression sequence член term перв first \
        разност difference знаменател ratio common сумм sum где where его если if дана дан задан given котор выпис";
    let numeral = |word: &str| NUMERALS.iter().rev().find(|(stem, _)| word.starts_with(stem)).map(|(_, n)| *n);
    if !has("прогресси progression sequence")
        || !words(pieces).all(|word| is_order(word) || begins(known, word) || numeral(word).is_some())
    {
        return None;
    }
    let (mut first, mut step, mut asked): (Option<Exact>, Option<Exact>, Option<(bool, i64)>) = (None, None, None);
    // What a number that follows belongs to.
    let (mut of_first, mut of_step, mut sum) = (false, false, false);
    // «5; 9; 13; …»
    let mut listed: Vec<BigRational> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Relation(Relation { left, sign: Sign::Equal, right }) => {
                let value = math::evaluate(right).ok()?;
                if index(left, &['a', 'b', 'c']) == Some(1) && first.is_none() {
                    first = Some(value);
                } else if matches!(left.trim(), "d" | "q") && step.is_none() {
                    step = Some(value);
                } else {
                    return None;
                }
            }
            Piece::Formula(formula) if matches!(formula.trim_matches(['(', ')', ' ']), "a_n" | "b_n" | "c_n") => {}
            Piece::Formula(formula) => {
                let place = match (index(formula, &['a', 'b', 'c']), index(formula, &['S', 's'])) {
                    (Some(place), None) => (false, place),
                    (None, Some(place)) => (true, place),
                    _ => return None,
                };
                if asked.replace(place).is_some_and(|before| before != place) {
                    return None;
                }
            }
            Piece::Value { value, operation: false } => match (of_first, of_step, sum) {
                (_, _, true) => asked = Some((true, value.0.to_integer().to_i64()?)),
                (true, false, _) if first.is_none() => first = Some(value.clone()),
                (false, true, _) if step.is_none() => step = Some(value.clone()),
                (false, false, _) if first.is_none() && step.is_none() => listed.push(value.0.clone()),
                _ => return None,
            },
            Piece::Word(word) => {
                if begins("сумм sum", word) {
                    sum = true;
                } else if begins("перв first", word) {
                    (of_first, of_step) = (true, false);
                } else if begins("разност difference знаменател ratio", word) {
                    (of_first, of_step) = (false, true);
                } else if let Some(place) = numeral(word) {
                    asked = Some((sum, place));
                }
            }
            Piece::Gap => {}
            _ => return None,
        }
    }
    if listed.len() > 2 && first.is_none() && step.is_none() {
        step = steps(&listed, geometric).map(Exact);
        first = listed.first().cloned().map(Exact);
    } else if !listed.is_empty() {
        return None;
    }
    let (first, step, (sum, place)) = (first?.0, step?.0, asked?);
    if !(1..=60).contains(&place) {
        return None;
    }
    let terms: Vec<BigRational> =
        std::iter::successors(Some(first), |term| Some(if geometric { term * &step } else { term + &step }))
            .take(usize::try_from(place).ok()?)
            .collect();
    let value = if sum { terms.iter().sum() } else { terms.last()?.clone() };
    Some(Claim::Value(Exact(value), None))
}

/// The one step between terms that follow one another.
fn steps(terms: &[BigRational], geometric: bool) -> Option<BigRational> {
    let step = |pair: &[BigRational]| match geometric {
        true => (!pair[0].is_zero()).then(|| &pair[1] / &pair[0]),
        false => Some(&pair[1] - &pair[0]),
    };
    let mut all = terms.windows(2).map(step);
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// «Какое число следующее в ряду 3, 6, 12, 24, …?»
fn continued(pieces: &[Piece]) -> Option<Claim> {
    let known = "продолж закономерност ряд ряду последовательност следующ стоит стоять должно дальше идет sequence next term pattern \
        continue comes series";
    let asks = words(pieces).any(|word| begins("продолж следующ дальше next continue", word));
    let plain = |piece: &Piece| matches!(piece, Piece::Word(_) | Piece::Value { operation: false, .. } | Piece::Gap);
    if !asks || !all_known(pieces, known) || !pieces.iter().all(plain) {
        return None;
    }
    // Nothing but the gap stands behind the terms.
    let last = pieces.iter().rposition(|piece| matches!(piece, Piece::Value { .. }))?;
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Value { .. }))?;
    let terms: Vec<BigRational> = pieces
        .get(first..=last)?
        .iter()
        .map(|piece| if let Piece::Value { value, .. } = piece { Some(value.0.clone()) } else { None })
        .collect::<Option<_>>()?;
    if terms.len() < 4 {
        return None;
    }
    let end = terms.last()?;
    let next = match (steps(&terms, false), steps(&terms, true)) {
        (Some(step), _) => end + step,
        (None, Some(ratio)) => end * ratio,
        (None, None) => return None,
    };
    Some(Claim::Value(Exact(next), None))
}
