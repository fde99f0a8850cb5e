//! Substances and solutions: molar masses, amounts, shares.

use num_rational::BigRational;
use num_traits::Zero;

use super::claim::Claim;
use super::said::{Piece, word_at, words};
use super::units::{Dimension, Unit, hundred, named};
use super::wording::is_order;
use crate::math::{Exact, substance};

/// Substances a question calls by name: stems that must stand side by side, and the formula.
const SUBSTANCES: &[(&str, &str)] = &[
    ("серн кислот", "H2SO4"),
    ("азотн кислот", "HNO3"),
    ("фосфорн кислот", "H3PO4"),
    ("углекисл газ", "CO2"),
    ("угарн газ", "CO"),
    ("оксид углерод iv", "CO2"),
    ("гидроксид натри", "NaOH"),
    ("гидроксид кали", "KOH"),
    ("гидроксид кальци", "Ca(OH)2"),
    ("хлорид натри", "NaCl"),
    ("поваренн сол", "NaCl"),
    ("карбонат кальци", "CaCO3"),
    ("карбонат натри", "Na2CO3"),
    ("оксид кальци", "CaO"),
    ("оксид магни", "MgO"),
    ("оксид алюмини", "Al2O3"),
    ("сульфат меди", "CuSO4"),
    ("вод", "H2O"),
    ("метан", "CH4"),
    ("аммиак", "NH3"),
    ("кислород", "O2"),
    ("водород", "H2"),
    ("азот", "N2"),
    ("хлор", "Cl2"),
];

/// What a question about substances comes to; `None` where a reaction or a second step is spoken of.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    let words: Vec<&str> = words(pieces).collect();
    if let Some(claim) = atoms(pieces, &words) {
        return Some(claim);
    }
    // What is added, mixed, boiled off or made by a reaction.
    let beyond = "добав долил смеш выпар упар кристаллогидрат практическ выход примес избыт реакц сгор сжиг взаимодейств образ получ \
        разлож восстанов осад если оставш плотност атом молекул электрон нейтрон протон соотнош reaction added mixed evaporat";
    if words.iter().any(|word| beyond.split_whitespace().any(|stem| word.starts_with(stem))) {
        return None;
    }
    solution(pieces, &words).or_else(|| amount(pieces, &words))
}

fn has(words: &[&str], stems: &str) -> bool {
    words.iter().any(|word| stems.split(' ').any(|stem| word.starts_with(stem)))
}

fn quantities<'p>(pieces: &'p [Piece]) -> Vec<(usize, &'p Exact, Unit)> {
    let of = |(at, piece): (usize, &'p Piece)| {
        if let Piece::Quantity(value, unit) = piece { Some((at, value, *unit)) } else { None }
    };
    pieces.iter().enumerate().filter_map(of).collect()
}

/// «В 180 г воды растворили 20 г соли. Найдите массовую долю соли», «Сколько граммов соли в 200 г 5%-го раствора?»
fn solution(pieces: &[Piece], words: &[&str]) -> Option<Claim> {
    if !has(words, "раствор solution dissolv") {
        return None;
    }
    let quantities = quantities(pieces);
    let next = |at: usize| word_at(pieces, at + 1);
    let share = has(words, "дол концентрац") && has(words, "массов процентн концентрац");
    let numbers = pieces.iter().filter(|piece| matches!(piece, Piece::Value { .. })).count();
    match quantities.as_slice() {
        [(one_at, one, unit), (other_at, other, same)]
            if share && numbers == 0 && unit.dimension == Dimension::Mass && same.dimension == unit.dimension =>
        {
            let (one, other) = (unit.base(one).0, same.base(other).0);
            let is = |at: usize, stem: &str| next(at).starts_with(stem);
            let water = (is(*one_at, "вод"), is(*other_at, "вод"));
            let whole = (is(*one_at, "раствор"), is(*other_at, "раствор"));
            let part = match (water, whole) {
                ((true, false), (false, false)) => &other / (&one + &other),
                ((false, true), (false, false)) => &one / (&one + &other),
                ((false, false), (true, false)) if other < one => &other / &one,
                ((false, false), (false, true)) if one < other => &one / &other,
                _ => return None,
            };
            // The share of what was dissolved, not of water.
            let of_water = words.windows(2).any(|two| two[0].starts_with("дол") && two[1].starts_with("вод"));
            (!of_water).then_some(Claim::Share(Exact(part)))
        }
        [(at, mass, unit)] if !share && numbers == 1 && unit.dimension == Dimension::Mass => {
            let percent = pieces.windows(2).find_map(|two| match two {
                [Piece::Value { value, .. }, Piece::Word(word)]
                    if matches!(word.as_str(), "%" | "процентов" | "процентного") =>
                {
                    Some(value)
                }
                _ => None,
            })?;
            // «250 г раствора», «250 г его 12%-го раствора»: not «раствора, в котором 20 г соли».
            let of_whole = match (pieces.get(at + 1), pieces.get(at + 2)) {
                (Some(Piece::Value { .. }), _) => true,
                (Some(Piece::Word(word)), next) => {
                    word.starts_with("раствор") || (word == "его" && matches!(next, Some(Piece::Value { .. })))
                }
                _ => false,
            };
            let asks =
                of_whole && has(words, "сколько масс find найди") && !has(words, "вод water приготов нужно потреб");
            let part = &mass.0 * &percent.0 / hundred();
            asks.then_some(Claim::Value(Exact(part), Some(*unit)))
        }
        _ => None,
    }
}

/// Elements as a question names them.
const ELEMENTS: &[(&str, &str)] = &[
    ("водород hydrogen", "H"),
    ("кислород oxygen", "O"),
    ("азот nitrogen", "N"),
    ("углерод carbon", "C"),
    ("серы sulfur sulphur", "S"),
    ("фосфор phosphorus", "P"),
    ("хлор chlorine", "Cl"),
    ("натри sodium", "Na"),
    ("кали potassium", "K"),
    ("кальци calcium", "Ca"),
    ("магни magnesium", "Mg"),
    ("алюмини alumin", "Al"),
    ("желез iron", "Fe"),
    ("меди copper", "Cu"),
    ("цинк zinc", "Zn"),
];

/// «Сколько всего атомов в формульной единице Al₂(SO₄)₃?», «Сколько атомов кислорода в молекуле …»
fn atoms(pieces: &[Piece], words: &[&str]) -> Option<Claim> {
    let known = "атом общее молекул формульн единиц веществ формул содерж входит состав всего все одной одну состоит образован имеет \
        в состав кислот соли сульфат нитрат фосфат хлорид карбонат гидроксид оксид atom molecule total in formula unit there are one";
    let begins = |stems: &str, word: &str| {
        stems
            .split_whitespace()
            .any(|stem| if stem.chars().count() < 3 { word == stem } else { word.starts_with(stem) })
    };
    let at = words.iter().position(|word| word.starts_with("атом") || word.starts_with("atom"))?;
    let beside = [words.get(at + 1), at.checked_sub(1).and_then(|at| words.get(at))];
    let of = |word: &str| ELEMENTS.iter().find(|(names, _)| begins(names, word)).map(|(_, symbol)| *symbol);
    let element = beside.into_iter().flatten().find_map(|word| of(word));
    let spoken =
        |word: &&str| begins(known, word) || is_order(word) || of(word).is_some() || begins("серн азотн", word);
    let counts = words.iter().any(|word| matches!(*word, "сколько" | "many" | "общее" | "число"))
        || pieces.contains(&Piece::Gap);
    let only = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Formula(_) | Piece::Gap));
    let named = pieces.iter().any(|piece| matches!(piece, Piece::Formula(_)));
    if !counts || !only || !named || !words.iter().all(spoken) {
        return None;
    }
    let atoms = substance::atoms(&formula(pieces, words)?).ok()?;
    let count = match element {
        Some(symbol) => *atoms.get(symbol)?,
        // Another element than those we know may be meant.
        None if words.get(at + 1).is_none_or(|word| begins("в входит содерж состав in are there", word)) => {
            atoms.values().sum()
        }
        None => return None,
    };
    Some(Claim::Value(Exact::whole(count.into()), None))
}

/// The formula a question names, by itself or by a name.
pub(super) fn formula(pieces: &[Piece], words: &[&str]) -> Option<String> {
    let mut formulas: Vec<String> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Formula(formula) => {
                let formula = formula.trim();
                let inner = [r"\ce{", r"\mathrm{", r"\text{"]
                    .iter()
                    .find_map(|open| formula.strip_prefix(open)?.strip_suffix('}'));
                Some(inner.unwrap_or(formula).to_owned())
            }
            _ => None,
        })
        .collect();
    formulas.dedup();
    match formulas.as_slice() {
        [only] => Some(only.clone()),
        [] => {
            let mut named = SUBSTANCES.iter().filter(|(stems, _)| {
                // «водород» is no water.
                let water = ["вода", "воды", "воде", "воду", "водой"];
                if *stems == "вод" && !words.iter().any(|word| water.contains(word)) {
                    return false;
                }
                let stems: Vec<&str> = stems.split(' ').collect();
                words
                    .windows(stems.len())
                    .any(|window| window.iter().zip(&stems).all(|(word, stem)| word.starts_with(stem)))
            });
            // «кислород» in «кислота»: the first, longest name counts.
            let first = named.next()?;
            (first.0.contains(' ') || named.next().is_none()).then(|| first.1.to_owned())
        }
        _ => None,
    }
}

/// «Какое количество вещества в 36 г воды?», «Найдите массу 0,5 моль CO₂», «Какой объём (н. у.) займут 2 моль азота?»
fn amount(pieces: &[Piece], words: &[&str]) -> Option<Claim> {
    let known = "молярн молекулярн относительн масс веществ количеств моль моля молей mole объем н у нормальн условия газ содерж состав \
        соответств займ занима при масса формул порци сульфат хлорид нитрат гидроксид оксид карбонат кислот натри кальци серн азотн соды сода \
        кали меди магни алюмини желез цинк бари соли газа mass molar volume grams substance contain";
    let spoken = |word: &&str| {
        is_order(word)
            || known
                .split_whitespace()
                .any(|stem| if stem.chars().count() < 3 { word == &stem } else { word.starts_with(stem) })
            || SUBSTANCES.iter().any(|(stems, _)| stems.split(' ').any(|stem| word.starts_with(stem)))
            || named(word)
                .is_some_and(|unit| matches!(unit.dimension, Dimension::Mass | Dimension::Volume | Dimension::Amount))
    };
    if !words.iter().all(spoken) {
        return None;
    }
    let quantities = quantities(pieces);
    let mass = substance::molar_mass(&formula(pieces, words)?).ok()?;
    let only = pieces
        .iter()
        .all(|piece| matches!(piece, Piece::Word(_) | Piece::Formula(_) | Piece::Quantity(..) | Piece::Gap));
    if !only || mass.0.is_zero() {
        return None;
    }
    let molar = has(words, "молярн молекулярн molar");
    match quantities.as_slice() {
        [] if molar => Some(Claim::Value(mass, None)),
        [(_, value, unit)]
            if unit.dimension == Dimension::Mass && !molar && has(words, "количеств моль молей mole") =>
        {
            let grams = named("г")?.out_of_base(&unit.base(value));
            Some(Claim::Value(Exact(grams.0 / mass.0), named("моль")))
        }
        [(_, value, unit)] if unit.dimension == Dimension::Amount && !molar => {
            let volume = has(words, "объем volume");
            let weighed = has(words, "масс грамм г mass");
            match (volume, weighed) {
                (true, false) => {
                    let litres = &value.0 * BigRational::new(224.into(), 10.into());
                    Some(Claim::Value(Exact(litres), named("л")))
                }
                (false, true) => Some(Claim::Value(Exact(&value.0 * &mass.0), named("г"))),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;

    fn comes_to(question: &str) -> Option<String> {
        match claim(&said::pieces(&question.into()))? {
            Claim::Value(value, _) | Claim::Share(value) => Some(value.source()),
            _ => None,
        }
    }

    #[test]
    fn substances_and_solutions_are_computed() {
        for (question, right) in [
            ("Вычислите молярную массу гидроксида натрия NaOH.", "40"),
            ("Вычислите молярную массу серной кислоты H₂SO₄.", "98"),
            ("Какое количество вещества содержится в 36 г воды?", "2"),
            ("Найдите массу 0,5 моль углекислого газа CO₂.", "22"),
            ("Какой объём (н. у.) занимает 0,25 моль метана?", "28/5"),
            ("В 180 г воды растворили 20 г соли. Найдите массовую долю соли в растворе.", "1/10"),
            ("В 200 г раствора содержится 30 г соли. Найдите массовую долю соли.", "3/20"),
            ("Сколько граммов сахара содержится в 250 г его 12%-го раствора?", "30"),
        ] {
            assert_eq!(comes_to(question).as_deref(), Some(right), "{question}");
        }
    }

    #[test]
    fn what_is_mixed_or_reacts_is_left_alone() {
        for question in [
            "К 150 г 20%-го раствора соли добавили 50 г воды. Какой стала массовая доля соли?",
            "Сколько граммов воды образуется при сгорании 4 г водорода?",
            "Сколько молекул содержится в 36 г воды?",
            "Сколько воды нужно для приготовления 200 г 10%-го раствора?",
        ] {
            assert_eq!(comes_to(question), None, "{question}");
        }
    }
}
