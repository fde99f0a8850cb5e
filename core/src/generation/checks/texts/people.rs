//! People of a country: a part and the rest, born and died, came and left.

use num_rational::BigRational;

use super::Answer;
use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::words::is_form;

/// What is one part of a whole, and what is all the rest of it.
const PARTS: &[(&str, &str)] = &[
    ("город* town towns city cities urban", "сел* деревн* сельск* сельской countryside village villages rural"),
    ("мальчик* boys", "девоч* girls"),
    ("мужчин* men", "женщин* women"),
];

pub(super) fn answer(text: &str, question: &str) -> Option<Answer> {
    rest(text, question).or_else(|| change(text, question))
}

/// «In a country of 30 million people, 60 % live in towns. How many million live in the countryside?»
fn rest(text: &str, question: &str) -> Option<Answer> {
    let asks = said::pieces(&Rich(question.to_owned()));
    let mut sentences: Vec<String> = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let rest = text.get(at + 1..)?;
        if rest.is_empty() || rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase) {
            sentences.push(text.get(from..at)?.to_owned());
            from = at + 1;
        }
    }
    sentences.push(text.get(from..)?.to_owned());
    let asked = |list: &str| said::words(&asks).any(|word| one_of(list, word));
    if !asked("сколько how")
        || asked("процент* % percent на больше меньше если more less than")
        || asks.iter().any(|piece| piece.word().is_none())
    {
        return None;
    }
    let mut found = sentences.iter().filter_map(|sentence| {
        let pieces = said::pieces(&Rich(sentence.clone()));
        let says = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
        let (part, other) = PARTS.iter().find(|(part, other)| says(part) != says(other))?;
        let told = if says(part) { part } else { other };
        let wanted = match (asked(part), asked(other)) {
            (true, false) => part,
            (false, true) => other,
            _ => return None,
        };
        // «Сколько девочек занимается спортом?» of girls alone.
        let light = "сколько человек жител* людей всего живет живут проживает проживают how many people live lives there are тысяч* тыс million millions thousand \
            countryside population насел*";
        let known = said::words(&asks).all(|word| {
            word.chars().count() < 4 || one_of(light, word) || one_of(part, word) || one_of(other, word) || said::words(&pieces).any(|there| is_form(there, word))
        });
        if !known {
            return None;
        }
        let near = |at: usize| {
            (at.saturating_sub(4)..(at + 6).min(pieces.len())).any(|at| one_of(told, said::word_at(&pieces, at)))
        };
        let mut whole: Option<(BigRational, String)> = None;
        let mut percent: Option<BigRational> = None;
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Value { value, operation: false } => {
                    let behind = said::word_at(&pieces, at + 1);
                    if behind == "%" || behind.starts_with("процент") || behind == "percent" {
                        if !near(at) || percent.replace(value.0.clone()).is_some() {
                            return None;
                        }
                    } else if one_of(told, behind) || one_of(told, said::word_at(&pieces, at + 2)) {
                        // A part of the girls, not of all.
                        return None;
                    } else if whole.replace((value.0.clone(), behind.to_owned())).is_some() {
                        return None;
                    }
                }
                Piece::Word(word) if one_of("остальн* рост* вырос* еще больше меньше моложе старше rest more less over under", word) => return None,
                Piece::Word(_) => {}
                _ => return None,
            }
        }
        let ((whole, scale), percent) = (whole?, percent?);
        // «30 million», asked in millions
        let scaled = one_of("million millions thousand thousands billion млн тыс миллион* тысяч* млрд", &scale);
        let stem: String = scale.chars().take(4).collect();
        if scaled && !said::words(&asks).any(|word| word.starts_with(&stem)) {
            return None;
        }
        let hundred = BigRational::from_integer(100.into());
        let part = if told == wanted { percent } else { &hundred - percent };
        Some(Answer { value: whole * part / hundred, unit: None })
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// «330 thousand were born and 390 thousand died, 90 thousand more came than left»: by how much the number of people changed.
fn change(text: &str, question: &str) -> Option<Answer> {
    let asks = question.to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    let natural = any(&["естественн", "natural"]);
    let moved = any(&["миграцион", "migration"]);
    let all = any(&["на сколько", "by how many", "общий прирост", "total change"]) && any(&["населени", "population"]);
    if [natural, moved, all].iter().filter(|asked| **asked).count() != 1
        || any(&["процент", "%", "‰", "на 1000", "коэффициент"])
    {
        return None;
    }
    let pieces = said::pieces(&Rich(text.to_owned()));
    let value = |at: usize| match pieces.get(at) {
        Some(Piece::Value { value, operation: false }) => Some(value.0.clone()),
        _ => None,
    };
    let numbers: Vec<usize> = (0..pieces.len()).filter(|at| value(*at).is_some()).collect();
    let mut scale: Option<String> = None;
    let (mut births, mut deaths, mut into, mut out): (
        Option<BigRational>,
        Option<BigRational>,
        Option<BigRational>,
        Option<BigRational>,
    ) = (None, None, None, None);
    for (nth, at) in numbers.iter().enumerate() {
        let end = numbers.get(nth + 1).copied().unwrap_or(pieces.len());
        let behind: Vec<&str> = (at + 1..end).map(|at| said::word_at(&pieces, at)).collect();
        let start = nth.checked_sub(1).and_then(|before| numbers.get(before)).map_or(0, |before| before + 1);
        let ahead: Vec<&str> = (start..*at).map(|at| said::word_at(&pieces, at)).collect();
        let kinds = |words: &[&str]| -> Vec<usize> {
            [
                "born родил* родилось births",
                "died умер* deaths",
                "came arrived приехал* прибыл* immigrated",
                "left уехал* выбыл* emigrated",
            ]
            .iter()
            .enumerate()
            .filter(|(_, list)| words.iter().any(|word| one_of(list, word)))
            .map(|(kind, _)| kind)
            .collect()
        };
        // In Russian the verb stands before its number, in English behind it.
        let russian = question.chars().any(|c| ('а'..='я').contains(&c));
        let (words, net) = if russian { (kinds(&ahead), kinds(&behind)) } else { (kinds(&behind), Vec::new()) };
        let scale_word = behind.first().copied().filter(|word| one_of("миллион* тысяч* millions thousands", word));
        let scale_word = scale_word.unwrap_or_default().to_owned();
        let of = |kinds: &[usize]| kinds == [2, 3];
        if (of(&words) || of(&net)) && behind.iter().chain(&ahead).any(|word| one_of("more больше", word)) {
            if into.replace(value(*at)?).is_some() || out.replace(BigRational::from_integer(0.into())).is_some() {
                return None;
            }
        } else {
            let slot = match words.as_slice() {
                [0] => &mut births,
                [1] => &mut deaths,
                [2] => &mut into,
                [3] => &mut out,
                // The whole and the parts of the population.
                [] => continue,
                _ => return None,
            };
            if slot.replace(value(*at)?).is_some() {
                return None;
            }
        }
        if scale.get_or_insert_with(|| scale_word.clone()) != &scale_word {
            return None;
        }
    }
    let value = match (natural, moved) {
        (true, _) => births? - deaths?,
        (_, true) => into? - out?,
        _ => births? - deaths? + into? - out?,
    };
    // Asked in thousands, told in thousands.
    let scale = scale?;
    let stem: String = scale.chars().take(3).collect();
    let scaled = one_of("million millions thousand thousands млн тыс миллион* тысяч*", &scale);
    (!scaled || asks.contains(&stem)).then_some(Answer { value, unit: None })
}
