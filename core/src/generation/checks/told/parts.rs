//! Percent and fractions of a whole, what is left of it, and the whole of a part.

use super::super::named::one_of;
use super::Answer;
use super::reading::{Number, Told, same};

/// Words of changes, comparisons and further steps.
const TRAPS: &str = "увелич* уменьш* вырос* сниз* повыс* больше меньше дороже дешевле кажд* остатк* остаток затем еще скидк* налог* год* \
    раствор* сплав* смес* влажн* вод* поровну вероятност* increase* decrease* more less each then probability discount tax went price prices*";

const REST: &str = "остальн* остал* останет* остает* rest left remain*";

/// Pairs of which one is what the other is not.
const OPPOSITES: &[(&str, &str)] =
    &[("мальчик*", "девоч*"), ("boy*", "girl*"), ("мужчин*", "женщин*"), ("men", "women")];

/// What a part of a whole comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let (rates, bases): (Vec<&Number>, Vec<&Number>) =
        numbers.into_iter().partition(|number| number.percent || fraction(number));
    let (&[rate], &[base]) = (rates.as_slice(), bases.as_slice()) else { return None };
    let part = if rate.percent { rate.value / 100.0 } else { rate.value };
    if told.any(TRAPS)
        || base.letter.is_some()
        || base.spelled
        || !told.ratios.is_empty()
        || !(0.0..1.0).contains(&part)
    {
        return None;
    }
    let rest = told.any(REST);
    if base.at < rate.at {
        let between = told.words(base.at + 1, rate.at);
        if between.iter().any(|word| one_of("составля* это is", word)) {
            // «60 страниц, что составляет 40 % книги. Сколько страниц в книге?»
            return whole(told, base, rate, part);
        }
    }
    if told.word_before(told.asks) == "на" || told.word(told.asks) == "на" || told.asks_any("всего процент* part")
    {
        return None;
    }
    if rest {
        // The rest itself is asked, or what the rest is called.
        let asks_rest = told.asks_any(REST);
        let named = (0..told.asks).find(|at| one_of("остальн*", told.word(*at)));
        let called = named.and_then(|at| {
            let (_, end) = told.sentence(at);
            (at + 1..end).map(|at| told.word(at)).find(|word| word.chars().count() > 2)
        });
        let asks_called = called.is_some_and(|called| told.asked().iter().any(|word| same(word, called)));
        let told_rest =
            told.words(0, told.asks).iter().any(|word| one_of("осталось остались осталась остался left remain*", word));
        let once = asks_rest && named.is_none() || !asks_rest && asks_called;
        return (once && !told_rest && whole_given(told, base, rate))
            .then(|| Answer::like(base.unit, base.value * (1.0 - part)));
    }
    // «прижилось 90 %. Сколько не прижилось?»
    let asked = told.asked();
    let denied = asked.iter().position(|word| matches!(*word, "не" | "not")).and_then(|at| asked.get(at + 1));
    let near = told.words(base.at + 1, rate.at.max(told.asks));
    if let Some(denied) = denied {
        let told_so =
            near.iter().any(|word| same(word, denied)) && !near.iter().any(|word| matches!(*word, "не" | "not"));
        return (told_so && whole_given(told, base, rate)).then(|| Answer::like(base.unit, base.value * (1.0 - part)));
    }
    let opposite = OPPOSITES.iter().any(|(one, other)| {
        let at_rate = |list: &str| told.behind(rate.at, 4, list);
        at_rate(one) && !at_rate(other) && told.asks_any(other) && !told.asks_any(one)
            || at_rate(other) && !at_rate(one) && told.asks_any(one) && !told.asks_any(other)
    });
    if opposite && whole_given(told, base, rate) {
        return Some(Answer::like(base.unit, base.value * (1.0 - part)));
    }
    // «Прочитала 3/8 книги. Сколько страниц она прочитала?»
    let (from, _) = told.sentence(base.at);
    let of_whole: Vec<&str> = told.words(from, base.at + 3);
    let named_beside = |word: &&str| {
        let named = |words: &[&str]| words.iter().any(|other| same(other, word));
        word.chars().count() > 4 && named(&asked) && !named(&of_whole)
    };
    let asks_part = told.words(base.at + 1, rate.at).iter().any(named_beside) || asks_named(told, rate, &asked);
    let by = told.word_before(rate.at) == "на";
    (asks_part && !by && denied.is_none() && base.at < rate.at && rate.at < told.asks && whole_given(told, base, rate))
        .then(|| Answer::like(base.unit, base.value * part))
}

/// «Четверть занимается плаванием. Сколько учеников занимается плаванием?», «Пятая часть — груши. Сколько груш?»
fn asks_named(told: &Told, rate: &Number, asked: &[&str]) -> bool {
    let (_, end) = told.sentence(rate.at);
    let behind = told.words(rate.at + 1, end);
    let is_verb = |word: &str| {
        ["ет", "ют", "ит", "ат", "ят", "ется", "ются", "ится", "ятся", "ал", "ала", "али", "ил", "или", "ила", "лись"]
            .iter()
            .any(|end| word.chars().count() > 4 && word.ends_with(end))
    };
    let counted = asked.iter().position(|word| matches!(*word, "сколько" | "many")).and_then(|at| asked.get(at + 1));
    let of_them = matches!(behind.as_slice(), ["из" | "от", "них" | "всех" | "этих" | "этого", ..]);
    match behind.get(if of_them { 2 } else { 0 }..).unwrap_or_default() {
        [verb, ..] if is_verb(verb) => asked.iter().any(|other| same(other, verb)),
        [thing, ..] => counted.is_some_and(|counted| same(counted, thing)),
        [] => false,
    }
}

/// Whether a number is a part told as a fraction.
fn fraction(number: &Number) -> bool {
    number.counts() && number.value > 0.0 && number.value < 1.0
}

/// Whether the base is the whole the percent is of: told before it, or behind it with «из», «от», «длиной».
fn whole_given(told: &Told, base: &Number, rate: &Number) -> bool {
    base.at < rate.at && !told.ahead(base.at, 3, "осталось остались осталась остался")
        || base.at < told.asks
            && told.ahead(base.at, 3, "из от длиной длина площадью массой of вместимостью")
            && base.at > rate.at
}

/// The whole of a part, where the whole is asked by the name behind the percent.
fn whole(told: &Told, base: &Number, rate: &Number, part: f64) -> Option<Answer> {
    let (_, end) = told.sentence(rate.at);
    let names = told.words(rate.at + 1, end);
    let light = "всех всего всей от их из этого нужн* общ* числа количества of the all whole";
    let name = names.iter().find(|word| word.chars().count() > 2 && !one_of(light, word));
    let asks_whole = name.is_some_and(|name| told.asked().iter().any(|word| same(word, name)));
    (part > 0.0 && asks_whole && !told.any(REST) && !told.asks_any("процент* percent"))
        .then(|| Answer::like(base.unit, base.value / part))
}
