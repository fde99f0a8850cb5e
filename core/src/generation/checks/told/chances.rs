//! Chances of one of a kind, and of what is not of it.

use num_traits::ToPrimitive;

use super::super::named::one_of;
use super::reading::{Number, Told, same};
use super::{Answer, is_whole};

/// Words of a second thing drawn, a condition, or another whole.
const TRAPS: &str = "оба обе обоих подряд возвра* replac* если осталь* затем потом после хотя least одновременно одного различн* разного разных промах* \
    попадан* попал* попадет попадает мишен* независим* произвольн* приход* приходится кажд* both two without then after same different дважды кубик* монет* coin dice die округл* \
    больше меньше четн* нечетн* кратн* дел* двоих пары пара пару сумм* первой первый первым первая выступать";

const SOUND: &str = "исправн* качествен* годн* выигрышн* выуч* зна* целая целой целую целый целое доброкачественн* работоспособн* sound working good";
const FAULTY: &str = "бракован* неисправн* дефект* брак брака негодн* некачествен* невыуч* незна* невыигрышн* проигрышн* неработ* протека* подтека* испорчен* гнил* \
    перегоре* битых битое битой разбит* defective faulty broken rotten";

/// What the chance of an event comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if !told.any("вероятност* probability chance") || !told.ratios.is_empty() || !told.formulas().is_empty() {
        return None;
    }
    let numbers = told.numbers();
    if !numbers.iter().all(|number| number.counts()) {
        return None;
    }
    if let Some(answer) = coin(told, &numbers) {
        return Some(answer);
    }
    if told.any("оба обе обоих дважды подряд хотя два три least both two") {
        return None;
    }
    if let Some(answer) = opposite(told, &numbers) {
        return Some(answer);
    }
    if told.any(TRAPS) {
        return None;
    }
    faulty(told, &numbers).or_else(|| drawn(told, &numbers))
}

fn denied(word: &str) -> bool {
    matches!(word, "не" | "not" | "нет" | "без" | "no")
}

/// Whether words tell of something sound, or of something faulty.
fn sound(words: &[&str]) -> Option<bool> {
    let at = words.iter().position(|word| one_of(SOUND, word) || one_of(FAULTY, word))?;
    let not = at.checked_sub(1).is_some_and(|before| denied(words[before]));
    Some(one_of(SOUND, words[at]) != not)
}

/// The part of a text behind the word for chance.
fn event<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let at = words.iter().position(|word| word.starts_with("вероятност") || matches!(*word, "probability" | "chance"));
    words.get(at.map_or(0, |at| at + 1)..).unwrap_or_default().to_vec()
}

/// «Вероятность того, что батарейка бракованная, равна 0,06. Найдите вероятность того, что она исправна».
fn opposite(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let &[number] = numbers else { return None };
    if !(0.0..1.0).contains(&number.value) || number.at > told.asks {
        return None;
    }
    let before = event(&told.words(0, told.asks));
    let asked = event(&told.asked());
    let is = |words: &[&str], list: &str| words.iter().any(|word| one_of(list, word));
    let (hit, miss) = ("попад* попасть hit hits hitting", "промах* miss misses missing");
    if is(&before, hit) && !is(&before, "не not") && is(&asked, miss) && !is(&asked, hit) {
        return Some(Answer::share(1.0 - number.value));
    }
    let contrary = match (sound(&before), sound(&asked)) {
        (Some(one), Some(other)) => one != other,
        (None, None) => {
            // «пойдёт дождь» and «дождь не пойдёт»
            let not = |words: &[&str]| words.iter().any(|word| denied(word));
            let shared = asked.iter().any(|word| {
                word.chars().count() > 3 && before.iter().any(|other| same(word, other) || short(word, other))
            });
            shared && !not(&before) && not(&asked)
        }
        _ => return None,
    };
    contrary.then(|| Answer::share(1.0 - number.value))
}

/// «rain», «rains»
fn short(one: &str, other: &str) -> bool {
    one.is_ascii() && (one.starts_with(other) || other.starts_with(one)) && one.len().min(other.len()) > 3
}

/// «На экзамене 40 билетов, Олег не выучил 6 из них. Найдите вероятность, что попадётся выученный билет».
fn faulty(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let &[all, some] = numbers else { return None };
    if some.value >= all.value || !is_whole(some.value) || some.at > told.asks || all.at > some.at {
        return None;
    }
    let given = sound(&told.words(all.at, told.asks))?;
    let asked = sound(&event(&told.asked()))?;
    let part = if given == asked { some.value } else { all.value - some.value };
    Some(Answer::share(part / all.value))
}

/// «Монету бросают три раза. Найдите вероятность того, что орёл выпадет ровно два раза».
fn coin(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    if !told.any("монет* coin coins")
        || told.any("кубик* кост* сначала затем если перв* втор* трет* более менее больше меньше чаще if then first second more less")
    {
        return None;
    }
    let (first, rest) = numbers.split_first()?;
    let tosses = Some(first.value).filter(|n| is_whole(*n) && (2.0..7.0).contains(n) && first.at < told.asks)?;
    let asked = event(&told.asked());
    let has = |list: &str| asked.iter().any(|word| one_of(list, word));
    let all = tosses.exp2();
    let one = has("один одна одну раз once one") && (has("ровно только exactly") || tosses < 3.0);
    let good = match rest {
        _ if has("не not") => return None,
        [] if has("хотя least") => all - 1.0,
        [] if has("ни never") => 1.0,
        [] if has("разн* различн* different") => Some(2.0).filter(|_| tosses < 3.0)?,
        [] if has("одинаков* same") => 2.0,
        [] if has("оба обе обоих все всех каждый both all") => 1.0,
        [] if one => tosses,
        [times] if has("ровно раза раз exactly times") && times.value <= tosses && !has("хотя least") => {
            (0..times.value.to_i32()?).fold(1.0, |ways, at| ways * (tosses - f64::from(at)) / f64::from(at + 1))
        }
        _ => return None,
    };
    Some(Answer::share(good / all))
}

/// «В коробке 3 красных, 5 синих и 2 зелёных карандаша. Какова вероятность вынуть не синий?», «15 мальчиков и 10 девочек»
fn drawn(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let last = numbers.last()?;
    if numbers.len() < 2
        || numbers.len() > 4
        || last.at > told.asks
        || numbers.iter().any(|number| number.spelled || !is_whole(number.value))
    {
        return None;
    }
    if told.any("всего из_них остальн* rest all")
        || told.ahead(numbers.first()?.at, 2, "из of")
        || told.ahead(last.at, 2, "них которых them")
    {
        return None;
    }
    let names: Vec<&str> = numbers.iter().map(|number| told.word(number.at + 1)).collect();
    let joined = matches!(told.word_before(last.at), "и" | "а" | "and");
    let adjective =
        |word: &&str| ["ых", "их"].iter().any(|end| word.ends_with(end)) || word.is_ascii() && !word.ends_with('s');
    let nouns = names.len() == 2
        && names.iter().all(|name| name.chars().count() > 2)
        && !names.iter().any(adjective)
        && !told.apart(numbers.first()?.at, last.at);
    if !joined || !(nouns || names.iter().all(adjective)) {
        return None;
    }
    let asked = event(&told.asked());
    let means = |name: &str| asked.iter().position(|word| same(name, word));
    let mut meant = names.iter().zip(numbers).filter_map(|(name, number)| Some((means(name)?, number)));
    let ((at, number), None) = (meant.next()?, meant.next()) else { return None };
    let not = asked.get(..at)?.iter().filter(|word| denied(word)).count();
    let all: f64 = numbers.iter().map(|number| number.value).sum();
    let part = match not {
        0 => number.value,
        1 => all - number.value,
        _ => return None,
    };
    let after = asked.get(at..)?.iter().any(|word| denied(word));
    (!after).then(|| Answer::share(part / all))
}
