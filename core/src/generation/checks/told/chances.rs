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
    if let Some(answer) = coin(told, &numbers)
        .or_else(|| die(told, &numbers))
        .or_else(|| shots(told, &numbers))
        .or_else(|| two_drawn(told, &numbers))
    {
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

/// «Бросают кубик. Какова вероятность, что выпадет простое число?»
fn die(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let thrown = told.any("кубик кубика кость кости костью die dice");
    let once = !told.any(
        "два две дважды раза раз кубиков кубика_ двух пары обоих оба сумм* twice two both sum times или or не not",
    );
    if !thrown || !once {
        return None;
    }
    let asked = event(&told.asked());
    let has = |list: &str| asked.iter().any(|word| one_of(list, word));
    let bound = match numbers {
        [] => None,
        [only] if is_whole(only.value) && (1.0..=6.0).contains(&only.value) && only.at > told.asks => Some(only.value),
        _ => return None,
    };
    let good = |face: f64| -> Option<bool> {
        let divides = |by: f64| is_whole(face / by);
        Some(match bound {
            None => match (
                has("простое простого prime"),
                has("составное composite"),
                has("четное четного even"),
                has("нечетное нечетного odd"),
            ) {
                (true, false, false, false) => [2.0, 3.0, 5.0].contains(&face),
                (false, true, false, false) => [4.0, 6.0].contains(&face),
                (false, false, true, false) => divides(2.0),
                (false, false, false, true) => !divides(2.0),
                _ => return None,
            },
            Some(bound) => {
                let (more, less) = (has("больше более greater more"), has("меньше менее less fewer"));
                match (has("кратн* делится делящ* multiple divisible"), more, less, has("делител* divisor factor"))
                {
                    (true, false, false, false) => divides(bound),
                    (false, true, false, false) if !has("не чем_") => face > bound,
                    (false, false, true, false) => face < bound,
                    (false, false, false, true) => is_whole(bound / face),
                    _ => return None,
                }
            }
        })
    };
    let mut count = 0.0;
    for face in [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] {
        count += f64::from(u8::from(good(face)?));
    }
    Some(Answer::share(count / 6.0))
}

/// «Вероятность попадания 0,8. Сделано два независимых выстрела. Найдите вероятность хотя бы одного попадания».
fn shots(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let hit = "попад* попал* попасть поражен* поразит hit hits";
    let miss = "промах* промахн* промажет miss misses";
    if !told.any(hit)
        || told.tells_any(miss)
        || told.any("ровно первый_ только exactly если последн* сначала затем точно")
    {
        return None;
    }
    let (chances, counts): (Vec<&Number>, Vec<&Number>) = numbers.iter().partition(|number| number.value < 1.0);
    let asked = event(&told.asked());
    let has = |list: &str| asked.iter().any(|word| one_of(list, word));
    let (least, none, all) =
        (has("хотя least"), has("ни оба_промах* never") || has(miss), has("оба обе обоих все всех дважды both all"));
    let misses: f64 = match (chances.as_slice(), counts.as_slice()) {
        ([one], [times])
            if is_whole(times.value)
                && times.value < 8.0
                && told.behind(times.at, 3, "выстрел* раз раза shots times стрел*") =>
        {
            if all && !none && !least {
                return Some(Answer::share(one.value.powf(times.value)));
            }
            (1.0 - one.value).powf(times.value)
        }
        ([one, other], rest) if rest.iter().all(|number| number.spelled && super::near(number.value, 2.0)) => {
            if all && !none && !least {
                return Some(Answer::share(one.value * other.value));
            }
            (1.0 - one.value) * (1.0 - other.value)
        }
        _ => return None,
    };
    match (least, none) {
        (true, false) => Some(Answer::share(1.0 - misses)),
        (false, true) => Some(Answer::share(misses)),
        _ => None,
    }
}

/// «3 красных и 5 синих шаров. Не возвращая, вынимают два. Какова вероятность, что оба красные?»
fn two_drawn(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let (draws, kinds): (Vec<&Number>, Vec<&Number>) = numbers.iter().partition(|number| {
        super::near(number.value, 2.0) && (number.spelled || told.behind(number.at, 1, "шара шарика balls"))
    });
    let &[_] = draws.as_slice() else { return None };
    let asked = event(&told.asked());
    let both = asked.iter().any(|word| one_of("оба обе both", word)) && !asked.iter().any(|word| denied(word));
    if kinds.len() < 2 || kinds.len() > 3 || !both || kinds.iter().any(|number| !is_whole(number.value)) {
        return None;
    }
    let names: Vec<&str> = kinds.iter().map(|number| told.word(number.at + 1)).collect();
    let colour = |word: &str| one_of("бел* черн* красн* син* зелен* желт* white black red blue green yellow", word);
    if !names.iter().all(|name| colour(name)) {
        return None;
    }
    let meant = |name: &str| asked.iter().any(|word| same(name, word));
    let mut meant = names.iter().zip(&kinds).filter(|(name, _)| meant(name));
    let ((_, number), None) = (meant.next()?, meant.next()) else { return None };
    let all: f64 = kinds.iter().map(|number| number.value).sum();
    let back = told.any("возвра* возвращ* putting replac* return*");
    let kept = told.any("без не without not");
    match (back, kept) {
        (true, false) => Some(Answer::share((number.value / all).powi(2))),
        (true, true) | (false, _) => Some(Answer::share(number.value * (number.value - 1.0) / (all * (all - 1.0)))),
    }
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
