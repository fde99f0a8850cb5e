//! Amounts, masses and volumes of what reacts, by the coefficients of a given equation.

use num_traits::ToPrimitive;

use super::super::computed::chemistry;
use super::super::named::one_of;
use super::super::units::Dimension;
use super::Answer;
use super::reading::Told;
use super::substances::element;
use crate::math::substance;

/// Litres of a mole of gas under normal conditions.
const MOLAR_VOLUME: f64 = 22.4;

const NAMES: &[(&str, &str)] = &[
    ("вода воды воду воде water", "H2O"),
    ("аммиак* ammonia", "NH3"),
    ("углекисл*", "CO2"),
    ("метан* methane", "CH4"),
    ("сероводород* ", "H2S"),
    ("хлороводород* соляной соляная", "HCl"),
    ("этан*", "C2H6"),
    ("пропан*", "C3H8"),
    ("глюкоз*", "C6H12O6"),
];

/// Names of compounds by what is joined with the element behind them.
const COMPOUNDS: &[(&str, &[&str])] = &[
    ("гидроксид*", &["O", "H"]),
    ("оксид*", &["O"]),
    ("хлорид*", &["Cl"]),
    ("сульфид*", &["S"]),
    ("сульфат*", &["S", "O"]),
    ("карбонат*", &["C", "O"]),
    ("нитрат*", &["N", "O"]),
];

/// «Сколько моль кислорода нужно для сгорания 6 моль водорода по уравнению 2H₂ + O₂ = 2H₂O?»
pub(super) fn answer(told: &Told) -> Option<Answer> {
    let formulas = told.formulas();
    let mut equations =
        formulas.iter().filter(|formula| formula.contains('=') || formula.contains("to") || formula.contains("->"));
    let (equation, None) = (equations.next()?, equations.next()) else { return None };
    let plain = chemistry(equation);
    let (left, right) = plain.split_once("->").or_else(|| plain.split_once('='))?;
    if substance::is_balanced(&plain) != Some(true) || told.any("избыт* выход* примес* раствор* доля доли yield excess")
    {
        return None;
    }
    let parts: Vec<(f64, String)> = left.split('+').chain(right.split('+')).map(part).collect::<Option<_>>()?;
    let numbers = told.numbers();
    let numbers: Vec<_> = numbers.into_iter().filter(|number| !number.spelled).collect();
    let &[given] = numbers.as_slice() else { return None };
    let mention = |at: usize| substance_named(told, at, &parts);
    let of_given = (given.at + 1..given.at + 5).find_map(|at| Some((at, mention(at)?)));
    let (place, of_given) =
        of_given.or_else(|| (given.at.saturating_sub(4)..given.at).rev().find_map(|at| Some((at, mention(at)?))))?;
    let asked = (told.asks..told.len()).filter(|at| *at != place).find_map(mention)?;
    if asked == of_given {
        return None;
    }
    let normal = told.any("у нормальн* normal stp");
    let molar = |at: usize| substance::molar_mass(&parts[at].1).ok()?.0.to_f64();
    let moles = match given.dimension()? {
        Dimension::Amount => given.value,
        Dimension::Mass => given.value * 1000.0 / molar(of_given)?,
        Dimension::Volume if normal => given.value * 1000.0 / MOLAR_VOLUME,
        _ => return None,
    };
    let made = moles * parts[asked].0 / parts[of_given].0;
    let first = told.asked();
    let asks = |list: &str| first.iter().take(4).any(|word| one_of(list, word));
    match (
        asks("моль молей количество mol moles amount"),
        asks("масса массу граммов грамм mass grams"),
        asks("объем литров volume litres"),
    ) {
        (true, false, false) => Some(Answer::of(Dimension::Amount, made)),
        (false, true, false) => Some(Answer::of(Dimension::Mass, made * molar(asked)? / 1000.0).roughly()),
        (false, false, true) if normal => Some(Answer::of(Dimension::Volume, made * MOLAR_VOLUME / 1000.0).roughly()),
        _ => None,
    }
}

/// «2H2O»: its coefficient and formula.
fn part(text: &str) -> Option<(f64, String)> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '_' | '↑' | '↓')).collect();
    let end = bare.find(|c: char| !c.is_ascii_digit())?;
    let (factor, formula) = bare.split_at(end);
    Some((if factor.is_empty() { 1.0 } else { factor.parse().ok()? }, formula.to_owned()))
}

/// The part of the equation a word names, alone or behind «оксида».
fn substance_named(told: &Told, at: usize, parts: &[(f64, String)]) -> Option<usize> {
    let word = told.word(at);
    let place = |fits: &dyn Fn(&str) -> bool| {
        let mut found = (0..parts.len()).filter(|at| fits(&parts[*at].1));
        found.next().filter(|_| found.next().is_none())
    };
    if let Some((_, formula)) = NAMES.iter().find(|(names, _)| one_of(names, word)) {
        return place(&|own| own == *formula);
    }
    let symbol = element(word)?;
    let joined = COMPOUNDS.iter().find(|(names, _)| one_of(names, told.word_before(at)));
    let kinds: Vec<&str> = joined.map_or_else(Vec::new, |(_, others)| others.to_vec());
    place(&|own| {
        substance::atoms(own).is_ok_and(|atoms| {
            atoms.contains_key(symbol)
                && atoms.len() == kinds.len() + 1
                && kinds.iter().all(|kind| atoms.contains_key(*kind))
        })
    })
}
