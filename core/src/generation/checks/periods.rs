//! The least period of a function of angles.

use num_traits::ToPrimitive;

use super::algebra::{all_known, begins};
use super::claim::Claim;
use super::relation::{Relation, Sign};
use super::said::{Piece, words};
use crate::math::{self, Exact};

/// «Найдите наименьший положительный период функции y = sin 2x».
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    let known = "наименьш положительн период функци smallest positive period function основн";
    if !words(pieces).any(|word| begins("период period", word)) || !all_known(pieces, known) {
        return None;
    }
    let mut functions = pieces.iter().filter_map(|piece| match piece {
        Piece::Relation(Relation { left, sign: Sign::Equal, right })
            if matches!(left.replace(' ', "").as_str(), "y" | "f(x)") =>
        {
            Some(right)
        }
        _ => None,
    });
    let (function, None) = (functions.next()?, functions.next()) else { return None };
    let of_angles =
        [r"\sin", r"\cos", r"\tg", r"\tan", r"\ctg", r"\operatorname{tg}"].iter().any(|name| function.contains(name));
    let plain = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Relation(_) | Piece::Gap));
    if !of_angles || !plain {
        return None;
    }
    // Periods of school tasks are parts of π and its multiples, from the least.
    let mut shares: Vec<(i64, i64)> = (1..=12).flat_map(|q| (1..=24).map(move |p| (p, q))).collect();
    shares.sort_by(|(p, q), (r, s)| (p * s).cmp(&(r * q)));
    let at = |x: &Exact| math::approach_with(function, &[('x', x.clone())]).ok()?.0.to_f64();
    let places: Vec<Exact> = [(3, 10), (11, 10), (-7, 9), (23, 10)].map(|(n, d)| Exact::ratio(n, d)).to_vec();
    let values: Vec<f64> = places.iter().map(at).collect::<Option<_>>()?;
    let period = shares.into_iter().find_map(|(p, q)| {
        let period = math::approach(&format!(r"\frac{{{p}\pi}}{{{q}}}")).ok()?;
        let again = places
            .iter()
            .zip(&values)
            .all(|(place, value)| at(&Exact(&place.0 + &period.0)).is_some_and(|other| (other - value).abs() < 1e-7));
        again.then_some(period)
    })?;
    Some(Claim::Value(period, None))
}
