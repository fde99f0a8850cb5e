//! Exponents of powers that are multiplied, divided or raised.

use num_traits::ToPrimitive;

use super::super::roots;
use super::reading::Told;
use super::{Answer, is_whole};
use crate::math::{self, Exact};

/// «При умножении x³ на x⁴ получается степень с показателем …»
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if !told.any("показател* показателем exponent") || !told.ratios.is_empty() {
        return None;
    }
    // A letter alone names the base.
    let formulas: Vec<&str> =
        told.formulas().into_iter().filter(|formula| formula.trim().chars().count() > 1).collect();
    if formulas.iter().any(|formula| formula.contains('=')) {
        return None;
    }
    let powers: Vec<f64> = formulas.iter().map(|formula| exponent(formula)).collect::<Option<_>>()?;
    let numbers = told.numbers();
    let (times, over, raised) = (
        told.any("умнож* произведени* перемнож* multiply product"),
        told.any("делени* раздел* частн* divide quotient"),
        told.any("возвед* возвест* raise"),
    );
    let value = match (powers.as_slice(), numbers.as_slice()) {
        (&[one], []) if !(times || over || raised) => one,
        (&[one, two], []) if times && !over => one + two,
        (&[one, two], []) if over && !times => one - two,
        (&[one], &[by]) if raised && by.counts() => one * by.value,
        _ => return None,
    };
    is_whole(value).then(|| Answer::number(value.round()))
}

/// The exponent of an expression in one letter that is a power of it.
fn exponent(formula: &str) -> Option<f64> {
    let letters = roots::letters(formula);
    let letter = *letters.first().filter(|first| letters.iter().all(|other| other == *first))?;
    let at = |base: i64| math::approach_with(formula, &[(letter, Exact::whole(base))]).ok()?.0.to_f64();
    let (two, three) = (at(2)?.log2(), at(3)?.ln() / 3.0_f64.ln());
    (two - three).abs().lt(&1e-9).then_some(two)
}
