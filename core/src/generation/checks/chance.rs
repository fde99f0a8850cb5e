//! Chances: things drawn from among others, dice, numbered cards.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

use super::claim::Claim;
use super::said::{Piece, words};
use crate::math::Exact;
use crate::{topic, understand};

/// What the chance of one thing is; `None` where more than one thing happens.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    let words: Vec<&str> = words(pieces).collect();
    let asks = words.iter().any(|word| word.starts_with("вероятност") || *word == "probability");
    if asks && let Some(claim) = coins(&words) {
        return Some(claim);
    }
    // A rounded answer, a condition, or a second thing drawn.
    let beyond = "округл сотых десятых тысячн или or обе оба both хотя least подряд возвра replac если if осталь rest затем then \
        потом после after одновременно одного different разн промах попад независим произвольн";
    let is_beyond = |word: &&str| {
        beyond
            .split_whitespace()
            .any(|stem| if stem.chars().count() < 5 { *word == stem } else { word.starts_with(stem) })
    };
    if !asks || words.iter().any(is_beyond) {
        return None;
    }
    let plain =
        pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Value { operation: false, .. } | Piece::Gap));
    if !plain {
        return None;
    }
    dice(pieces, &words).or_else(|| cards(pieces, &words)).or_else(|| drawn(pieces, &words))
}

fn of(good: u32, all: u32) -> Option<Claim> {
    (all > 0 && good <= all).then(|| Claim::Value(Exact(BigRational::new(good.into(), all.into())), None))
}

fn numbers(pieces: &[Piece]) -> Vec<u32> {
    let whole = |piece: &Piece| match piece {
        Piece::Value { value, .. } if value.is_whole() => value.0.to_integer().to_u32(),
        _ => None,
    };
    pieces.iter().filter_map(whole).collect()
}

/// A property of a number that is thrown or drawn: «больше 4», «кратно 3», «чётное».
fn property(words: &[&str], bound: Option<u32>) -> Option<Box<dyn Fn(u32) -> bool>> {
    let denied = |at: usize| at > 0 && matches!(words[at - 1], "не" | "not");
    let mut found: Vec<Box<dyn Fn(u32) -> bool>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let not = denied(at);
        let holds: Box<dyn Fn(u32) -> bool> = match (*word, bound) {
            ("больше" | "большее" | "более" | "greater" | "more", Some(bound)) => {
                Box::new(move |n| (n > bound) != not)
            }
            ("меньше" | "меньшее" | "менее" | "less", Some(bound)) => {
                Box::new(move |n| (n < bound) != not)
            }
            ("кратно" | "кратное" | "делится" | "делящееся" | "делилось" | "divisible" | "multiple", Some(bound))
                if bound > 0 =>
            {
                Box::new(move |n| (n.is_multiple_of(bound)) != not)
            }
            (word, None) if word.starts_with("четн") || word == "even" => {
                Box::new(move |n| (n.is_multiple_of(2)) != not)
            }
            (word, None) if word.starts_with("нечетн") || word == "odd" => Box::new(move |n| (n % 2 == 1) != not),
            _ => continue,
        };
        found.push(holds);
    }
    (found.len() == 1).then(|| found.pop()).flatten()
}

/// «Бросают две монеты. Какова вероятность, что выпадут два орла?»: so many of so many, no others.
fn coins(words: &[&str]) -> Option<Claim> {
    const KNOWN: &str = "симметричн правильн монет бросают бросили бросил подбрас подброс кида раз раза вероятност того что выпад выпаст \
        появит окажет будет найди найдите определи какова каков чему равн при бросани двух в случайн эксперимент ровно этом ответ дайте дроб запиши \
        coin fair toss thrown flipped probability the of that is a what getting find get exactly in и оба обе both";
    let is_coin = |word: &str| word.starts_with("монет") || word.starts_with("coin");
    let coin = words.iter().position(|word| is_coin(word))?;
    let side = |word: &str| ["орел", "орл", "решк", "head", "tail"].iter().position(|stem| word.starts_with(stem));
    let number = |word: &str| match word {
        "дважды" | "twice" | "оба" | "обе" | "both" => Some(2),
        "трижды" => Some(3),
        word => word.parse().ok().or_else(|| understand::cardinal(word)).filter(|n| (1..10).contains(n)),
    };
    let (mut all, mut good, mut sides): (Option<u16>, Option<u16>, Vec<usize>) = (None, None, Vec::new());
    for (at, &word) in words.iter().enumerate() {
        let behind =
            |reach: usize, is: &dyn Fn(&str) -> bool| words.iter().skip(at + 1).take(reach).any(|word| is(word));
        if let Some(side) = side(word) {
            sides.push(side);
        } else if let Some(number) = number(word) {
            // «выпадет ровно 2 раза»: the side is named before.
            let of_side = behind(1, &|word| side(word).is_some())
                || (!sides.is_empty() && at > coin)
                || matches!(word, "оба" | "обе" | "both");
            let place = if of_side { &mut good } else { &mut all };
            if place.replace(number).is_some() {
                return None;
            }
        } else if !KNOWN
            .split_whitespace()
            .any(|stem| if stem.chars().count() < 4 { word == stem } else { word.starts_with(stem) })
        {
            return None;
        }
    }
    let [_] = sides.as_slice() else { return None };
    let all = all.unwrap_or(1);
    let good = good.unwrap_or(1);
    // «выпадет орёл» of several throws is more than one thing.
    let plain = all == 1 || words.iter().any(|word| number(word) == Some(good) && *word != "раз");
    let ways = (0..u32::from(good)).fold(1, |ways, at| ways * (u32::from(all) - at) / (at + 1));
    (plain && good <= all).then(|| of(ways, 1 << all))?
}

/// One die with a property, or two with a sum.
fn dice(pieces: &[Piece], words: &[&str]) -> Option<Claim> {
    let has = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    if !has(&["кубик", "кост", "die", "dice"])
        || !has(&["игральн", "бросают", "бросили", "подбрас", "rolled", "thrown", "fair"])
    {
        return None;
    }
    let values = numbers(pieces);
    let two = words.iter().any(|word| matches!(*word, "два" | "две" | "двух" | "дважды" | "two" | "twice"));
    if words.iter().any(|word| matches!(*word, "три" | "трижды" | "трех" | "three")) || values.len() > 1 {
        return None;
    }
    match (two, has(&["сумм", "sum"])) {
        (true, true) => {
            let other = ["больше", "меньше", "более", "менее", "не", "четн", "нечетн", "кратн", "делит"];
            let &[sum] = values.as_slice() else { return None };
            let plain = !words
                .iter()
                .any(|word| other.iter().any(|stem| word == stem || (stem.len() > 4 && word.starts_with(stem))));
            let good = (1..=6).filter(|one| sum > *one && (1..=6).contains(&(sum - one))).count();
            plain.then(|| of(u32::try_from(good).ok()?, 36))?
        }
        (false, false) => {
            let good: u32 = match property(words, values.first().copied()) {
                Some(holds) => (1..=6).map(|n| u32::from(holds(n))).sum(),
                // «выпадет 5 очков»
                None if has(&[
                    "не",
                    "not",
                    "больш",
                    "меньш",
                    "кратн",
                    "дел",
                    "чет",
                    "прост",
                    "составн",
                    "квадрат",
                    "prime",
                ]) =>
                {
                    return None;
                }
                None => u32::from(values.first().is_some_and(|n| (1..=6).contains(n))),
            };
            (good > 0).then(|| of(good, 6))?
        }
        _ => None,
    }
}

/// «Из 20 карточек с числами от 1 до 20 берут одну. Какова вероятность, что число делится на 5?»
fn cards(pieces: &[Piece], words: &[&str]) -> Option<Claim> {
    let range = pieces.windows(4).find_map(|four| match four {
        [Piece::Word(from), Piece::Value { value: first, .. }, Piece::Word(to), Piece::Value { value: last, .. }]
            if matches!((from.as_str(), to.as_str()), ("от", "до") | ("from", "to")) && *first == Exact::whole(1) =>
        {
            last.is_whole().then(|| last.0.to_integer().to_u32()).flatten()
        }
        _ => None,
    })?;
    let mut rest = numbers(pieces);
    for used in [1, range] {
        let at = rest.iter().position(|n| *n == used)?;
        rest.remove(at);
    }
    rest.retain(|n| *n != range);
    if rest.len() > 1 || range > 1_000 {
        return None;
    }
    let holds = property(words, rest.first().copied())?;
    let good = (1..=range).filter(|n| holds(*n)).count();
    of(u32::try_from(good).ok()?, range)
}

/// «В урне 4 белых и 6 чёрных шаров. Найдите вероятность того, что вынутый шар белый».
fn drawn(pieces: &[Piece], words: &[&str]) -> Option<Claim> {
    // A number of things drawn, in words.
    let several = ["два", "две", "двух", "три", "трех", "четыре", "пять", "two", "three", "не", "not"];
    if words.iter().any(|word| several.contains(word)) {
        return None;
    }
    let mut groups: Vec<(u32, &str)> = Vec::new();
    let mut at = 0;
    let mut others: Vec<&str> = Vec::new();
    let mut part = pieces.iter().position(|piece| matches!(piece, Piece::Value { .. })).is_some_and(|first| {
        first
            .checked_sub(1)
            .is_some_and(|at| matches!(pieces.get(at), Some(Piece::Word(word)) if matches!(word.as_str(), "из" | "of")))
    });
    while let Some(piece) = pieces.get(at) {
        at += 1;
        match piece {
            Piece::Value { value, .. } => {
                let count = value
                    .is_whole()
                    .then(|| value.0.to_integer().to_u32())
                    .flatten()
                    .filter(|_| value.0.is_positive())?;
                let name = loop {
                    let Some(Piece::Word(word)) = pieces.get(at) else { return None };
                    at += 1;
                    match word.as_str() {
                        "из" | "of" | "из-за" | "штук" | "are" => {}
                        "них" | "которых" | "them" | "which" => part = true,
                        word => break word,
                    }
                };
                groups.push((count, name));
            }
            Piece::Word(word) => {
                part |= matches!(word.as_str(), "них" | "которых" | "them" | "which") && groups.len() == 1;
                others.push(word);
            }
            _ => {}
        }
    }
    let (first, rest) = groups.split_first()?;
    let sum: u32 = rest.iter().map(|(count, _)| count).sum();
    let total = part || (rest.len() > 1 && sum == first.0);
    let adjective = |word: &str| {
        ["ых", "их"].iter().any(|ending| word.ends_with(ending)) || word.is_ascii() && !word.ends_with('s')
    };
    let (all, kinds) = if total {
        (first.0, rest)
    } else if groups.iter().all(|(_, name)| adjective(name)) && joined(pieces) {
        (first.0 + sum, groups.as_slice())
    } else {
        return None;
    };
    if groups.len() < 2 || sum > all {
        return None;
    }
    let asked = others.iter().skip_while(|word| !word.starts_with("вероятност") && **word != "probability");
    let asked: Vec<&&str> = asked.collect();
    let mut meant =
        kinds.iter().filter(|(_, name)| asked.iter().any(|word| **word == *name || topic::same_word(name, word)));
    let (only, None) = (meant.next()?, meant.next()) else { return None };
    of(only.0, all)
}

/// «4 белых и 6 чёрных»: the last number is joined to those before it.
fn joined(pieces: &[Piece]) -> bool {
    let last = pieces.iter().rposition(|piece| matches!(piece, Piece::Value { .. }));
    let before = last.and_then(|at| at.checked_sub(1)).and_then(|at| pieces.get(at));
    matches!(before, Some(Piece::Word(word)) if matches!(word.as_str(), "и" | "а" | "and"))
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;

    fn chance(question: &str) -> Option<String> {
        match claim(&said::pieces(&question.into()))? {
            Claim::Value(value, None) => Some(value.source()),
            _ => None,
        }
    }

    #[test]
    fn one_thing_drawn_has_its_chance() {
        for (question, right) in [
            ("В урне 4 белых и 6 чёрных шаров. Найдите вероятность того, что вынутый наугад шар белый.", "2/5"),
            ("В коробке 20 карандашей, из них 5 красных. Какова вероятность достать красный карандаш?", "1/4"),
            ("Игральный кубик бросают один раз. Какова вероятность, что выпадет число очков, большее 4?", "1/3"),
            ("Бросают две игральные кости. Найдите вероятность того, что сумма очков равна 8.", "5/36"),
            ("На карточках числа от 1 до 20. Какова вероятность, что число делится на 5?", "1/5"),
        ] {
            assert_eq!(chance(question).as_deref(), Some(right), "{question}");
        }
    }

    #[test]
    fn more_than_one_thing_is_left_alone() {
        for question in [
            "В урне 4 белых и 6 чёрных шаров. Вынимают два шара. Найдите вероятность, что оба белые.",
            "Выступают 50 спортсменок: 24 из России, 13 из Китая, остальные из Бразилии. Найдите вероятность, что первая из Китая.",
            "В группе 20 туристов: 5 из Китая, 7 из России. Найдите вероятность, что первый турист из Китая.",
            "В урне 4 белых и 6 чёрных шаров. Найдите вероятность того, что шар не белый.",
        ] {
            assert_eq!(chance(question), None, "{question}");
        }
    }
}
