//! Chances of events told in words: a coin, a die, a number taken by chance.

use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::domain::Rich;
use crate::generation::checks::chosen;
use crate::generation::checks::named::one_of;
use crate::generation::checks::property::Property;
use crate::math::{self, Exact};
use crate::understand;

/// Words of an event that change nothing.
const KNOWN: &str = "вероятност* того что событие события при броске бросании бросаниях бросках подбрасывани* бросают бросили бросив подброс* \
    выпал* выпадет выпадут выпадает выпадают выпадени* выпасть выбросить получить появится появление игральн* правильн* симметричн* стандартн* \
    обычн* монет* кост* кубик* на очков очка очко число числа чисел цифра цифры цифр наугад случайн* взят* выбран* выбира* выбрать \
    загадан* из в с у и или окажется оказалось будет натуральн* цел* наудачу \
    the probability of that when if rolling roll rolled tossing toss tossed throwing a an on fair die dice coin getting get number is chosen random at \
    from to shows lands landing in random";

/// The chance of an event whose every word is known.
pub(in crate::generation::checks) fn chance(event: &str) -> Option<Exact> {
    let lower = event.to_lowercase().replace('ё', "е").replace(['$', '\u{a0}'], " ");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let any = |list: &str| words.iter().any(|word| one_of(list, word));
    let coin = any("монет* coin coins") || any("орел орла орлов орлы решка решки решку решек heads tails герб герба");
    let die = any("кост* кубик* die dice");
    match (coin, die) {
        (true, false) => tossed(&words),
        (false, true) => {
            // Two dice are another matter.
            let one = !any("две двух два двумя дважды обе обеих обоих twice two сумм* sum кости_кости");
            one.then(|| taken(&words, Some((1, 6))))?
        }
        (false, false) => taken(&words, None),
        _ => None,
    }
}

fn number(word: &str) -> Option<i64> {
    word.parse().ok().or_else(|| understand::cardinal(word).map(i64::from))
}

/// «два орла при двух бросках монеты»
fn tossed(words: &[&str]) -> Option<Exact> {
    const SIDE: &str = "орел орла орлов орлы решка решки решку решек герб герба head heads tail tails";
    let mut tosses: Option<u32> = None;
    let mut sides: Option<u32> = None;
    let (mut all, mut least, mut named) = (false, false, 0);
    let mut pending: Option<u32> = None;
    for word in words {
        if one_of(SIDE, word) {
            named += 1;
            if let Some(count) = pending.take()
                && sides.replace(count).is_some()
            {
                return None;
            }
        } else if one_of(
            "раз раза раз бросках бросаниях броске бросании монеты монет монетах монету монета times coins coin tosses подбрасываниях",
            word,
        ) {
            if let Some(count) = pending.take()
                && tosses.replace(count).is_some()
            {
                return None;
            }
        } else if one_of("дважды twice", word) {
            tosses = tosses.xor(Some(2));
        } else if one_of("трижды", word) {
            tosses = tosses.xor(Some(3));
        } else if one_of("оба обе обеих both все всех", word) {
            all = true;
        } else if one_of("хотя least", word) {
            least = true;
        } else if let Some(count) = number(word) {
            if pending.replace(count.to_u32()?).is_some() {
                return None;
            }
        } else if !one_of(KNOWN, word) && !one_of("бы ровно exactly at", word) {
            return None;
        }
    }
    if named != 1 || pending.is_some() {
        return None;
    }
    let tosses = tosses.unwrap_or(if all { 2 } else { 1 });
    if !(1..=6).contains(&tosses) {
        return None;
    }
    let choose = |some: u32| (0..some).fold(1_i64, |ways, at| ways * i64::from(tosses - at) / i64::from(at + 1));
    let good = match (sides, all, least) {
        (None | Some(1), false, false) if tosses == 1 => 1,
        (None, true, false) if tosses > 1 => 1,
        (Some(times), false, false) if times <= tosses => choose(times),
        (Some(times), false, true) if times <= tosses => (times..=tosses).map(choose).sum(),
        _ => return None,
    };
    Some(Exact::ratio(good, 1 << tosses))
}

/// «на кости выпало число больше 4», «из цифр от 0 до 9 выбрана цифра меньше 5»
fn taken(words: &[&str], die: Option<(i64, i64)>) -> Option<Exact> {
    let mut words: Vec<&str> = words.to_vec();
    let range = if let Some(range) = die {
        range
    } else {
        let at = (0..words.len().saturating_sub(3)).find(|at| {
            matches!(words[*at], "от" | "from")
                && matches!(words[at + 2], "до" | "to")
                && number(words[at + 1]).is_some()
        })?;
        let range = (number(words[at + 1])?, number(words.get(at + 3)?)?);
        words.drain(at..at + 4);
        range
    };
    if range.0 >= range.1 || range.1 - range.0 > 10_000 {
        return None;
    }
    let property = asked(&words)?;
    let held: Vec<bool> = (range.0..=range.1).map(|n| property.holds(&Exact::whole(n), &[])).collect::<Option<_>>()?;
    let good = held.iter().filter(|held| **held).count();
    Some(Exact::ratio(i64::try_from(good).ok()?, i64::try_from(held.len()).ok()?))
}

/// What the words ask of a number; none where a word is unknown, or more than one thing is asked.
fn asked(words: &[&str]) -> Option<Property> {
    const FACES: &[(&str, i64)] = &[
        ("единица единицы единицу", 1),
        ("двойка двойки двойку", 2),
        ("тройка тройки тройку", 3),
        ("четверка четверки четверку", 4),
        ("пятерка пятерки пятерку", 5),
        ("шестерка шестерки шестерку", 6),
    ];
    let mut found: Vec<Property> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let value = |step: usize| words.get(at + step).and_then(|word| number(word)).map(Exact::whole);
        let (negated, sign) = if matches!(*word, "не" | "not") {
            (true, words.get(at + 1).copied().unwrap_or_default())
        } else {
            (false, *word)
        };
        let by = usize::from(negated);
        // «больше чем 4», «кратное числу 3»
        let skip = usize::from(words.get(at + by + 1).is_some_and(|word| one_of("чем than на by числу of", word)));
        let operand = value(by + 1 + skip);
        let compared = match (sign, operand) {
            ("больше" | "более" | "greater" | "more", Some(than)) => Some(Property::MoreThan(than)),
            ("меньше" | "менее" | "less", Some(than)) => Some(Property::LessThan(than)),
            (sign, Some(by)) if one_of("кратн* дел* multiple divisible", sign) => {
                Some(Property::DivisibleBy(by))
            }
            _ => None,
        };
        if let Some(property) = compared {
            found.push(if negated { Property::Not(Box::new(property)) } else { property });
            at += by + 2 + skip;
            continue;
        }
        if negated {
            return None;
        }
        if let Some((_, face)) = FACES.iter().find(|(names, _)| one_of(names, word)) {
            found.push(Property::EqualTo(Exact::whole(*face)));
        } else if one_of("четн* even", word) {
            found.push(Property::Even);
        } else if one_of("нечетн* odd", word) {
            found.push(Property::Odd);
        } else if one_of("прост* prime", word) {
            found.push(Property::Prime);
        } else if let Some(exactly) = number(word) {
            // «одной кости», «один раз»
            let alone = !one_of("раз кост* кубик* кость die", words.get(at + 1).copied().unwrap_or_default());
            if alone {
                found.push(Property::EqualTo(Exact::whole(exactly)));
            }
        } else if !one_of(KNOWN, word) && !one_of("раз", word) {
            return None;
        }
        at += 1;
    }
    let mut found = found.into_iter();
    let (Some(only), None) = (found.next(), found.next()) else { return None };
    Some(only)
}

/// A chance as it is written: «0,5», «1/4», «50 %».
fn written(text: &str) -> Option<Exact> {
    let text = text.trim().trim_end_matches('.').replace(['$', '\u{a0}'], " ").replace(r"\%", "%").replace(r"\,", "");
    let text = text.trim();
    match text.strip_suffix('%') {
        Some(percent) => {
            math::evaluate(percent.trim()).ok().map(|value| Exact(value.0 / BigRational::from_integer(100.into())))
        }
        None => math::evaluate(text).ok(),
    }
}

/// «Вероятность выбросить больше 4 очков на кости равна 1/3», «Вероятность события может быть равна 1,2».
pub(super) fn holds(text: &Rich) -> Option<bool> {
    let source = text.source().trim().trim_end_matches('.').replace('\u{a0}', " ");
    let lower = source.to_lowercase();
    if !lower.contains("вероятност") && !lower.contains("probability") {
        return None;
    }
    const VERBS: &[&str] =
        &[" равна ", " равняется ", " составляет ", " с вероятностью ", " is equal to ", " equals ", " is ", " — "];
    let (at, verb) = VERBS.iter().filter_map(|verb| Some((source.rfind(verb)?, *verb))).max_by_key(|(at, _)| *at)?;
    let (head, tail) = (source.get(..at)?, source.get(at + verb.len()..)?);
    let said = written(tail)?;
    if let Some(known) = of_any(&head.to_lowercase(), &said) {
        return Some(known);
    }
    let probable = verb == " с вероятностью "
        || head.to_lowercase().contains("вероятност")
        || head.to_lowercase().contains("probability");
    let comma = head.trim_end().trim_end_matches(',');
    (probable && !lower.contains("может")).then(|| chance(comma).map(|chance| near(&chance, &said)))?
}

/// Whether a written chance is this one; a decimal fraction may stand for one that has no end.
fn near(chance: &Exact, said: &Exact) -> bool {
    let endless = chance.decimal(",").is_none() && said.decimal(",").is_some();
    chance == said || endless && (&chance.0 - &said.0).abs() < BigRational::new(1.into(), 200.into())
}

/// What holds of any chance: it lies from 0 to 1, and those of an event and its opposite make 1.
fn of_any(head: &str, said: &Exact) -> Option<bool> {
    let words: Vec<&str> =
        head.split(|c: char| !c.is_alphanumeric() && c != ',').filter(|word| !word.is_empty()).collect();
    let all = |list: &str| words.iter().all(|word| one_of(list, word));
    let any = |list: &str| words.iter().any(|word| one_of(list, word));
    if !all(
        "вероятность события любого некоторого случайного достоверного невозможного может не быть the probability of a an any event can cannot be \
        certain impossible",
    ) {
        return None;
    }
    let possible = !said.0.is_negative() && said.0 <= BigRational::one();
    match (any("может can cannot"), any("не cannot"), any("достоверного certain"), any("невозможного impossible"))
    {
        (true, denied, false, false) => Some(possible != denied),
        (false, false, true, false) => Some(said.0.is_one()),
        (false, false, false, true) => Some(said.0.is_zero()),
        _ => None,
    }
}

/// «У каких событий вероятность равна 0,5?», «… больше 1/3?»
pub(in crate::generation::checks) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let source = question.source().to_lowercase().replace('\u{a0}', " ");
    if !source.contains("вероятност") && !source.contains("probability") {
        return None;
    }
    let source = source.trim().trim_end_matches(['.', '?', ':']);
    let signs = [
        (" не больше ", false, std::cmp::Ordering::Greater),
        (" не меньше ", false, std::cmp::Ordering::Less),
        (" больше ", true, std::cmp::Ordering::Greater),
        (" меньше ", true, std::cmp::Ordering::Less),
        (" greater than ", true, std::cmp::Ordering::Greater),
        (" less than ", true, std::cmp::Ordering::Less),
        (" равна ", true, std::cmp::Ordering::Equal),
        (" равную ", true, std::cmp::Ordering::Equal),
        (" of ", true, std::cmp::Ordering::Equal),
        (" equal to ", true, std::cmp::Ordering::Equal),
    ];
    let (head, tail, is, sign) = signs.iter().find_map(|(mark, is, sign)| {
        let (head, tail) = source.rsplit_once(mark)?;
        Some((head, written(tail.trim_start_matches("чем "))?, *is, *sign))
    })?;
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let known = words.into_iter().all(|word| {
        chosen::is_choosing(word)
            || one_of(
                "у из событи* вероятност* имеют имеет с the events event has have a probability of is происход*",
                word,
            )
    });
    if !known {
        return None;
    }
    options.iter().map(|option| Some((chance(option.source())?.cmp(&tail) == sign) == is)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_chances() {
        for (event, is) in [
            ("при броске монеты выпал орёл", Some((1, 2))),
            ("на кости выпало чётное число", Some((1, 2))),
            ("на кости выпало число больше 4", Some((1, 3))),
            ("на кубике выпало не меньше 3 очков", Some((2, 3))),
            ("из цифр от 0 до 9 наугад выбрана цифра меньше 5", Some((1, 2))),
            ("на кости выпала шестёрка", Some((1, 6))),
            ("два орла при двух бросках монеты", Some((1, 4))),
            ("хотя бы один орёл при двух бросках монеты", Some((3, 4))),
            ("из чисел от 1 до 20 выбрано число, кратное 5", Some((1, 5))),
            ("getting an even number when rolling a die", Some((1, 2))),
            ("на двух костях выпало 7 очков", None),
            ("на кости выпало чётное число больше 2", None),
            ("из мешка вынут красный шар", None),
            ("на кости выпало простое или чётное число", None),
        ] {
            assert_eq!(chance(event), is.map(|(n, d)| Exact::ratio(n, d)), "{event}");
        }
        for (statement, is) in [
            (r"Вероятность выбросить на кости больше 4 очков равна $\frac{1}{3}$.", Some(true)),
            (r"Два орла при двух бросках монеты выпадают с вероятностью $\frac{1}{4}$.", Some(true)),
            ("Вероятность события может быть равна 1,2.", Some(false)),
            ("Вероятность события может быть равна 0,7.", Some(true)),
            ("Вероятность события не может быть равна −0,2.", Some(true)),
            ("Вероятность достоверного события равна 1.", Some(true)),
            ("Вероятность невозможного события равна 0,1.", Some(false)),
            ("Вероятность выпадения решки при броске монеты равна 50 %.", Some(true)),
            ("Вероятность поломки равна 0,2.", None),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
    }
}
