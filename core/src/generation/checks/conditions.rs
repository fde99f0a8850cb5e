//! Options judged by a condition the question tells: pairs of angles, quantities, binary numbers, atoms, events.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Num, One, Signed, Zero};

use super::claim::Claim;
use super::computed::chemistry;
use super::facts::{events, figures, ions, series, sounds};
use super::named::one_of;
use super::property::Property;
use super::said::{self, Piece};
use super::units::{self, Dimension};
use super::{answers, chosen, classes, logic, told};
use crate::domain::Rich;
use crate::math::{self, Exact, substance};

/// Which options have what the question asks for; `None` where it asks for something else.
pub(super) fn right(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    binary(question, options)
        .or_else(|| series::which(question, options))
        .or_else(|| angles(question, options))
        .or_else(|| numbers(question, options))
        .or_else(|| substances(question, options))
        .or_else(|| ranges(question, options))
        .or_else(|| ions::which(question, options))
        .or_else(|| events::which(question, options))
        .or_else(|| figures::which(question, options))
        .or_else(|| sounds::which(question, options))
        .or_else(|| logic::at(question, options))
}

/// Words of a question and what its numbers are compared to.
struct Asked {
    words: Vec<String>,
    sign: Ordering,
    negated: bool,
    pieces: Vec<Piece>,
}

impl Asked {
    /// «… больше 30 °C», «… равно 5 Ом».
    fn read(question: &Rich) -> Option<Self> {
        let pieces = said::pieces(question);
        let words: Vec<String> = said::words(&pieces).map(str::to_owned).collect();
        let any = |list: &str| words.iter().any(|word| one_of(list, word));
        let sign = match (
            any("больше выше превыша* greater more above"),
            any("меньше ниже less below"),
            any("равн* составля* equal* is"),
        ) {
            (true, false, _) => Ordering::Greater,
            (false, true, _) => Ordering::Less,
            (false, false, true) => Ordering::Equal,
            _ => return None,
        };
        let negated = any("не not");
        Some(Self { words, sign, negated, pieces })
    }

    /// The one quantity of the question, in base units.
    fn bound(&self) -> Option<(BigRational, units::Unit)> {
        let mut found = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Quantity(value, unit) => Some((unit.base(value).0, *unit)),
            _ => None,
        });
        let only = found.next()?;
        let numbers = self.pieces.iter().filter(|piece| !matches!(piece, Piece::Word(_) | Piece::Gap)).count();
        (numbers == 1 && found.next().is_none()).then_some(only)
    }

    fn any(&self, list: &str) -> bool {
        self.words.iter().any(|word| one_of(list, word))
    }
}

/// «Which of these binary numbers are even?»
fn binary(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let source = question.source().to_lowercase();
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let kept: Vec<String> =
        words(&source).into_iter().filter(|word| !word.starts_with("двоичн") && word != "binary").collect();
    if kept.len() == words(&source).len() {
        return None;
    }
    let Some(Claim::Which(property)) = chosen::of_options(&Rich(kept.join(" "))) else { return None };
    // «10» of the question may be two.
    let plain = match &property {
        Property::Even | Property::Odd => true,
        Property::DivisibleBy(by) => by.source().chars().any(|c| !matches!(c, '0' | '1')),
        Property::MoreThan(than) | Property::LessThan(than) => than.source().chars().any(|c| !matches!(c, '0' | '1')),
        _ => false,
    };
    let read = |option: &Rich| {
        let digits = option.source().trim().trim_matches('$').replace("_{2}", "").replace("_2", "").replace('₂', "");
        let digits = digits.trim();
        let written = digits.len() > 1 && digits.chars().all(|c| matches!(c, '0' | '1'));
        written
            .then(|| BigInt::from_str_radix(digits, 2).ok())
            .flatten()
            .map(|value| Exact(BigRational::from_integer(value)))
    };
    plain.then(|| options.iter().map(|option| property.holds(&read(option)?, &[])).collect())?
}

/// «Какие пары величин могут быть градусными мерами двух смежных углов?»
fn angles(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "пар* троек тройк* три трех величин* угл* угол* могут может быть градусн* мерами двух двумя смежн* вертикальн* остр* прямоугольн* треугольник* треугольника \
        соседн* параллелограмм* сторон* прилежащ* к одной являются являться мер меры or the pairs pair of angles angle can could be measures two adjacent supplementary \
        complementary acute right triangle degree degrees какими a";
    let pieces = said::pieces(question);
    let words: Vec<&str> = said::words(&pieces).collect();
    let known = pieces.iter().all(|piece| match piece {
        Piece::Word(word) => one_of(KNOWN, word) || chosen::is_choosing(word),
        Piece::Gap => true,
        _ => false,
    });
    let any = |list: &str| words.iter().any(|word| one_of(list, word));
    let three = any("треугольник* triangle") && !any("прямоугольн* right complementary смежн* вертикальн*");
    let sum = match (
        any("смежн* supplementary adjacent"),
        any("вертикальн*"),
        any("прямоугольн* complementary right"),
        any("параллелограмм*"),
    ) {
        (true, false, false, false) => Some(180),
        (false, true, false, false) => None,
        (false, false, true, false) if any("остр* acute complementary") => Some(90),
        (false, false, false, true) if any("соседн* прилежащ*") && any("одной соседн*") => {
            Some(180)
        }
        (false, false, false, false) if any("треугольник* triangle") && !any("остр* acute") => Some(180),
        _ => return None,
    };
    if !known || !any("угл* углов углы angles angle") {
        return None;
    }
    options
        .iter()
        .map(|option| {
            let mut angles: Vec<BigRational> = Vec::new();
            for piece in said::pieces(option) {
                match piece {
                    Piece::Quantity(value, unit) if unit.dimension == Dimension::Angle => angles.push(value.0),
                    Piece::Word(word) if one_of("и and", &word) => {}
                    _ => return None,
                }
            }
            if three {
                let all: BigRational = angles.iter().sum();
                let positive = angles.iter().all(Signed::is_positive);
                return (angles.len() == 3).then_some(positive && all == BigRational::from_integer(180.into()));
            }
            let [one, other] = angles.as_slice() else { return None };
            Some(
                one.is_positive()
                    && other.is_positive()
                    && match sum {
                        Some(sum) => one + other == BigRational::from_integer(sum.into()),
                        None => one == other,
                    },
            )
        })
        .collect()
}

/// «Какие пары чисел взаимно обратные?», «… взаимно простые?»
fn numbers(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "пар* чисел числа числ* взаимно обратн* прост* противоположн* являются состоит состоят из the pairs pair of numbers are reciprocals coprime opposite";
    let pieces = said::pieces(question);
    let any = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
    let known = pieces.iter().all(|piece| match piece {
        Piece::Word(word) => one_of(KNOWN, word) || chosen::is_choosing(word),
        Piece::Gap => true,
        _ => false,
    });
    if !known || !any("пар* pairs pair") {
        return None;
    }
    let judge: fn(&BigRational, &BigRational) -> Option<bool> = match () {
        () if any("взаимно") && any("обратн*") && !any("прост*") || any("reciprocals") => {
            |a, b| Some((a * b).is_one())
        }
        () if any("взаимно") && any("прост*") && !any("обратн*") || any("coprime") => |a, b| {
            // A fraction of them that is not reduced any more.
            (a.is_integer() && b.is_integer() && !b.is_zero()).then(|| *(a / b).denom() == b.abs().to_integer())
        },
        () if any("противоположн* opposite") => |a, b| Some((a + b).is_zero()),
        () => return None,
    };
    options
        .iter()
        .map(|option| {
            let (one, other) = answers::two_values(option.source())?;
            judge(&one.0, &other.0)
        })
        .collect()
}

/// «У каких веществ молярная масса равна 44 г/моль?», «Какие вещества относятся к оксидам?»
fn substances(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "у вещества веществ веществам вещество формул* соединени* относятся относится являются принадлежат к из классу имеют the substances formulas are";
    let pieces = said::pieces(question);
    let rest: Vec<&str> =
        said::words(&pieces).filter(|word| !one_of(KNOWN, word) && !chosen::is_choosing(word)).collect();
    if let Some(asked) = Asked::read(question)
        && let Some((bound, unit)) = asked.bound()
        && unit.dimension == Dimension::MolarMass
    {
        let known = rest.iter().all(|word| one_of("молярн* масс* равн* больше меньше чем не составля* molar mass is equal to more less than greater of have a", word));
        let mass = |option: &Rich| substance::molar_mass(&chemistry(option.source())).ok();
        let half = BigRational::new(1.into(), 2.into());
        return known.then(|| {
            options
                .iter()
                .map(|option| {
                    let mass = mass(option)?.0;
                    let order = if (&mass - &bound).abs() <= half { Ordering::Equal } else { mass.cmp(&bound) };
                    Some((order == asked.sign) != asked.negated)
                })
                .collect()
        })?;
    }
    if !pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Gap)) {
        return None;
    }
    let named: Vec<&str> = rest
        .iter()
        .map(|word| match *word {
            "солям" | "солями" | "солей" => "соли",
            "простым" | "простыми" => "простые",
            "сложным" | "сложными" => "сложные",
            word => word,
        })
        .collect();
    let class = classes::named(&Rich(named.join(" ")))?;
    options.iter().map(|option| class.holds(classes::of(option)?)).collect()
}

/// «Где годовая амплитуда больше 30 °C?», of two temperatures each.
fn ranges(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "дан* средн* температур* январ* июл* где годов* суточн* амплитуд* больше меньше не чем равн* в городах город* пункт* воздух* \
        и самого холодного теплого месяца превыша* утром днем минимальн* максимальн* составля* the annual daily range temperature* is greater more less than where \
        градц градус* у котор* of in january july";
    let asked = Asked::read(question)?;
    if !asked.any("амплитуд* range") || !asked.words.iter().all(|word| one_of(KNOWN, word) || chosen::is_choosing(word))
    {
        return None;
    }
    let (bound, unit) = asked.bound()?;
    if unit.dimension != Dimension::Temperature && unit.dimension != Dimension::Angle {
        return None;
    }
    options
        .iter()
        .map(|option| {
            let plain = option.plain().replace('\u{a0}', " ").replace("°C", "").replace("°С", "").replace('°', "");
            let parts: Vec<&str> =
                plain.split([' ', ';', ',']).filter(|part| !part.is_empty() && !matches!(*part, "и" | "and")).collect();
            let [one, other] = parts.as_slice() else { return None };
            let value = |text: &str| Some(math::evaluate(text.trim_start_matches('+')).ok()?.0);
            let range = (value(one)? - value(other)?).abs();
            Some((range.cmp(&bound) == asked.sign) != asked.negated)
        })
        .collect()
}

/// «В каких случаях сопротивление проводника равно 5 Ом?»: options are what a formula needs. Less sure than the others.
pub(super) fn told(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asked = Asked::read(question)?;
    let (bound, unit) = asked.bound()?;
    // «тело» and «случай» are only where; one sentence asks.
    let source = question.source().trim().trim_end_matches(['?', '.', ':']);
    if source.contains(['.', '?', '!']) || asked.any("если при увелич* уменьш* когда if when each кажд*")
    {
        return None;
    }
    let light =
        "больше меньше не чем равна равно равен равны составля* выше ниже greater less than more is equal to in";
    let name: Vec<&str> = asked
        .words
        .iter()
        .map(String::as_str)
        .filter(|word| !chosen::is_choosing(word) && !one_of(light, word))
        .collect();
    let name = name.join(" ");
    let plain = |option: &Rich| {
        said::pieces(option).iter().all(|piece| match piece {
            Piece::Quantity(_, of) => of.dimension != unit.dimension,
            Piece::Word(word) => one_of("и за на and in при m v t s f u i r p q a", word),
            Piece::Mark(_) | Piece::Relation(_) | Piece::Formula(_) => true,
            _ => false,
        })
    };
    if options.iter().any(|option| !plain(option)) {
        return None;
    }
    options
        .iter()
        .map(|option| {
            let value = told::value(
                &format!("{}.", option.source().trim().trim_end_matches('.')),
                &format!("Найдите: {name}."),
                unit.dimension,
            )?;
            let bound = told::in_si(&Exact(bound.clone()), unit)?;
            let near = (value - bound).abs() <= 1e-9 * bound.abs().max(value.abs());
            let order = if near { Ordering::Equal } else { value.partial_cmp(&bound)? };
            Some((order == asked.sign) != asked.negated)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_meet_a_condition() {
        let rich = |options: &[&str]| options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>();
        for (question, options, is) in [
            ("Which of these binary numbers are even?", vec!["1010", "1101"], Some(vec![true, false])),
            ("Какие двоичные числа больше 10?", vec!["1010", "1101"], None),
            ("Какие двоичные числа больше 12?", vec!["1010", "1101"], Some(vec![false, true])),
            (
                "Какие пары величин могут быть градусными мерами двух смежных углов?",
                vec!["60° и 120°", "45° и 55°"],
                Some(vec![true, false]),
            ),
            (
                "Какие пары углов могут быть острыми углами прямоугольного треугольника?",
                vec!["30° и 60°", "45° и 55°"],
                Some(vec![true, false]),
            ),
            (
                "Даны средние температуры января и июля. Где годовая амплитуда больше 30 °C?",
                vec!["−20 и +15 °C", "+5 и +20 °C"],
                Some(vec![true, false]),
            ),
            (
                "Какие тройки углов могут быть углами треугольника?",
                vec!["60°, 60° и 60°", "45°, 55° и 90°"],
                Some(vec![true, false]),
            ),
            ("Какие пары чисел взаимно простые?", vec!["8 и 9", "6 и 9"], Some(vec![true, false])),
            ("Какие пары состоят из взаимно обратных чисел?", vec!["4 и 0,25", "6 и −6"], Some(vec![true, false])),
            ("У каких веществ молярная масса равна 44 г/моль?", vec!["$CO_2$", "$H_2O$"], Some(vec![true, false])),
            ("Какие вещества относятся к оксидам?", vec!["$CO_2$", "$NaCl$"], Some(vec![true, false])),
            ("Какие вещества растворимы в воде?", vec!["$CO_2$", "$NaCl$"], None),
            ("Какие пары углов могут быть углами ромба?", vec!["60° и 120°", "45° и 55°"], None),
        ] {
            assert_eq!(right(&question.into(), &rich(&options)), is, "{question}");
        }
        for (question, options, is) in [
            (
                "В каких случаях сопротивление проводника равно 5 Ом?",
                vec!["10 В и 2 А", "2 В и 10 А"],
                Some(vec![true, false]),
            ),
            ("В каких случаях скорость больше 10 м/с?", vec!["100 м за 5 с", "60 м за 10 с"], Some(vec![true, false])),
            ("В каких случаях скорость больше 10 м/с?", vec!["20 м/с", "60 м за 10 с"], None),
        ] {
            assert_eq!(told(&question.into(), &rich(&options)), is, "{question}");
        }
    }
}
