//! A value that grows or falls by percent, once or twice, and what it was before.

use super::super::units::Dimension;
use super::reading::{Number, Told, same};
use super::{Answer, near};

const UP: &str = "увелич* вырос* выраст* возрос* повыс* повыш* подорож* прибав* поднял* наценк* надбавк* increase* increasing rise* rose grew grow* \
    rais* risen up";
const DOWN: &str =
    "уменьш* сниз* сниж* подешев* упал* сократ* уцен* скидк* дисконт* discount* off reduc* decreas* fell drop* fall*";
const SAVED: &str = "вклад* депозит* счет* счёт* банк* годовых deposit* interest account";
const TAX: &str = "налог* подоходн* удерж* вычет* tax*";

/// Words of another whole or a further step.
const TRAPS: &str = "больше меньше дороже дешевле каждый кажд* ежемесячн* остатк* остаток если_бы влажн* вод* сух* раствор* сплав* смес* концентрац* \
    комисси* more less each remaining monthly половин* кредит* кварт*";

/// What a change by percent comes to.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if !told.ratios.is_empty() || !told.formulas().is_empty() {
        return None;
    }
    grown(told)
        .or_else(|| by_how_much(told))
        .or_else(|| saved(told))
        .or_else(|| part_of_a_year(told))
        .or_else(|| factor(told))
}

/// Whether what stands at a percent grows; its own words, else those of the whole question.
fn grows(told: &Told, at: usize, from: usize) -> Option<bool> {
    let up = |words: &[&str]| words.iter().any(|word| super::super::named::one_of(UP, word));
    let down = |words: &[&str]| words.iter().any(|word| super::super::named::one_of(DOWN, word));
    let (_, end) = told.sentence(at);
    let words = told.words(from, end);
    match (up(&words), down(&words)) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        _ => {}
    }
    let before = told.words(from, at);
    match (up(&before), down(&before)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

const NOW: &str = "стал* стоит стоить стоят теперь новая новую новой будет окажется окажутся получит заплат* придется продава* now new cost costs price pay";
const BEFORE: &str =
    "до раньше первоначальн* изначальн* прежн* прежде была было был норма нормы план before original* originally";
const CHANGE: &str =
    "скидка скидки скидку налог налога подоходный сэконом* выгод* прибыль доход tax saved save discount";

fn grown(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let (rates, bases): (Vec<&Number>, Vec<&Number>) = numbers.into_iter().partition(|number| number.percent);
    let &[base] = bases.as_slice() else { return None };
    if told.any(TRAPS) || base.letter.is_some() || base.value <= 0.0 || base.spelled {
        return None;
    }
    match *rates.as_slice() {
        [rate] => once(told, base, rate),
        // «сначала повысили на 10 %, потом снизили на 10 %»
        [first, second] if base.at < first.at => {
            let now = told.asks_any(NOW) && !told.asks_any(BEFORE) && !told.asks_any("на");
            let up = grows_at(told, first.at, base.at)?;
            let then = grows_at(told, second.at, first.at + 1)
                .or_else(|| told.any("еще снова вновь again further").then_some(up))?;
            let by = |rate: &Number, up: bool| if up { 1.0 + rate.value / 100.0 } else { 1.0 - rate.value / 100.0 };
            (now && first.at < told.asks && second.at < told.asks)
                .then(|| Answer::like(base.unit, base.value * by(first, up) * by(second, then)))
        }
        _ => None,
    }
}

/// The way of a change by the words before its percent.
fn grows_at(told: &Told, at: usize, from: usize) -> Option<bool> {
    let words = told.words(from, at);
    let says = |list: &str| words.iter().any(|word| super::super::named::one_of(list, word));
    match (says(UP), says(DOWN)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn once(told: &Told, base: &Number, rate: &Number) -> Option<Answer> {
    let part = rate.value / 100.0;
    if told.any(SAVED) && told.any("месяц* month* полгода квартал*") {
        return None;
    }
    let (up, down) = (told.any(UP), told.any(DOWN));
    // «перевыполнив норму на 20 %»
    if told.any("перевыполн*") {
        let norm = told.asks_any("норма норму план плану нормы плана");
        return (norm && !up && !down && base.at < told.asks)
            .then(|| Answer::like(base.unit, base.value / (1.0 + part)));
    }
    let years = told.any("лет года years");
    let saved = told.any(SAVED) && !told.any("кредит* loan");
    let up = match (up, down) {
        (true, false) => true,
        (false, true) => false,
        (false, false) if saved && !years && told.any("год year годовых") => true,
        (false, false) if told.any(TAX) => return tax(told, base, part),
        // The change is told in one sentence, something else in another.
        (true, true) => grows(told, rate.at, 0)?,
        (false, false) => return None,
    };
    if told.any(TAX) {
        return None;
    }
    let asks_before = told.asks_any(BEFORE) && !told.asks_any("стал* теперь будет now");
    // «Сколько будет стоить после скидки?»
    let change =
        told.asks_any(CHANGE) && !told.asks_any("после after") || told.asks_any("на") && told.word(told.asks) == "на";
    let by = if up { 1.0 + part } else { 1.0 - part };
    // «После скидки 25 % пальто стоит 6000 р.»: the base is what came of it.
    let after = told.words(0, base.at.max(rate.at)).iter().any(|word| matches!(*word, "после" | "after"));
    let later = told
        .words(rate.at, base.at)
        .iter()
        .any(|word| matches!(*word, "стал" | "стала" | "стало" | "стали" | "стоит" | "now"));
    if asks_before {
        return ((after || later) && rate.at < base.at && by > 0.0 && told.word(told.asks) != "на")
            .then(|| Answer::like(base.unit, base.value / by));
    }
    if after && rate.at < base.at || later {
        return None;
    }
    if change {
        return (told.word(told.asks) == "на" && told.asks_any("сколько") && !told.asks_any("процент*")
            || told.word(told.asks) != "на")
            .then(|| Answer::like(base.unit, base.value * part));
    }
    let now = told.asks_any(NOW) || told.tells_any("стал* now") && told.word(told.asks).starts_with("сколько");
    // «из них», «остальные»: parts, not a change.
    let parts = told.any("них остальн* осталось всех из_них them rest");
    (now && !parts).then(|| Answer::like(base.unit, base.value * by))
}

fn tax(told: &Told, base: &Number, part: f64) -> Option<Answer> {
    let left = told.asks_any("руки останется остается вычета after take takes получит получает");
    let paid = told.asks_any("налог* tax") && !told.asks_any("после вычета after");
    match (left, paid) {
        (true, false) => Some(Answer::like(base.unit, base.value * (1.0 - part))),
        (false, true) => Some(Answer::like(base.unit, base.value * part)),
        _ => None,
    }
}

/// «Цена выросла с 600 р. до 690 р. На сколько процентов?», «Из 25 учеников 8 занимаются спортом. Сколько процентов?»
fn by_how_much(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, two] = numbers.as_slice() else { return None };
    if one.percent
        || two.percent
        || !told.asks_any("процент* percent percentage")
        || one.value <= 0.0
        || two.value <= 0.0
    {
        return None;
    }
    if told
        .any("больше меньше остальн* остатк* кажд* остал* кроме не others rest раствор* вод* сплав* more less годов*")
    {
        return None;
    }
    let alike = one.dimension() == two.dimension();
    let (up, down) = (told.any(UP), told.any(DOWN));
    if told.word(told.asks) == "на" || told.asks_any("by") {
        let first_is_old = told.ahead(one.at, 4, "с from стоил* стоила было была была_бы costs cost составлял*")
            || told.ahead(two.at, 2, "до to");
        let grows = up && !down && two.value > one.value;
        let falls = down && !up && two.value < one.value;
        return (alike && first_is_old && (grows || falls))
            .then(|| Answer::percent((two.value - one.value).abs() / one.value * 100.0));
    }
    // The whole comes first and is called so, the part after it.
    let whole_first = told.ahead(one.at, 2, "из of всего есть было")
        || told.ahead(one.at, 4, "всего")
        || told.ahead(two.at, 3, "них them")
        || told.behind(two.at, 3, "них them");
    (alike && whole_first && two.value < one.value && !up && !down && told.apart(two.at, told.asks))
        .then(|| Answer::percent(two.value / one.value * 100.0))
        .filter(|_| told.ahead(one.at, 1, "из of") || told.any("них them"))
        .filter(|_| same_part(told, two))
}

/// Whether the part the question asks for is the one that is given.
fn same_part(told: &Told, part: &Number) -> bool {
    let (_, end) = told.sentence(part.at);
    let own = told.words(part.at + 1, end);
    told.asked().iter().any(|word| word.chars().count() > 3 && own.iter().any(|other| same(word, other)))
}

/// «200 000 р. на полгода под 6 % годовых, проценты простые»
fn part_of_a_year(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let months = match numbers.as_slice() {
        [_, _] if told.any("полгода") => 6.0,
        [.., _] => {
            let mut of = numbers.iter().filter(|number| number.counts() && told.behind(number.at, 1, "месяц* month*"));
            let (months, None) = (of.next()?, of.next()) else { return None };
            months.value
        }
        _ => return None,
    };
    let sum = numbers.iter().find(|number| number.dimension() == Some(Dimension::Money))?;
    let rate = numbers.iter().find(|number| number.percent)?;
    let known = if told.any("полгода") { 2 } else { 3 };
    let simple = told.any("годовых annual")
        && told.any(SAVED)
        && !told.any("сложн* капитализ* ежемесячн* compound* monthly пополн* снял* кредит*");
    if numbers.len() != known || !simple || months >= 12.0 {
        return None;
    }
    let earned = sum.value * rate.value / 100.0 * months / 12.0;
    match (
        told.asks_any("доход* прибыл* начисл* процентов проценты interest"),
        told.asks_any("сумм* получит окажется станет будет amount"),
    ) {
        (true, false) => Some(Answer::like(sum.unit, earned)),
        (false, true) => Some(Answer::like(sum.unit, sum.value + earned)),
        _ => None,
    }
}

/// «Цену увеличили на 25 %. На какое число её умножили?»
fn factor(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[rate] = numbers.as_slice() else { return None };
    let asks = told.asks_any("умнож* умножили multipl*") && told.asks_any("число какое number factor");
    (rate.percent && asks && matches!(told.word_before(rate.at), "на" | "by"))
        .then(|| grows(told, rate.at, 0))?
        .map(|up| Answer::number(if up { 1.0 + rate.value / 100.0 } else { 1.0 - rate.value / 100.0 }))
}

/// «20 000 р. под 10 % годовых на 2 года»
fn saved(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let find = |wanted: &dyn Fn(&Number) -> bool| {
        let mut found = numbers.iter().copied().filter(|number| wanted(number));
        found.next().filter(|_| found.next().is_none())
    };
    let sum = find(&|number| number.dimension() == Some(Dimension::Money) || number.counts() && number.value >= 100.0)?;
    let rate = find(&|number| number.percent)?;
    let years = find(&|number| number.counts() && number.value < 50.0 && told.behind(number.at, 1, "год* лет year*"))?;
    if numbers.len() != 3 || !told.any(SAVED) || told.any("ежемесячн* кварт* пополн* снял* докладыва* добавл* monthly")
    {
        return None;
    }
    let (compound, simple) = (told.any("сложн* капитализ* compound*"), told.any("прост* простых simple"));
    let earned = told.asks_any("доход* прибыл* начисл* interest earned процентн* заработа*")
        && !told.asks_any("сложных простых");
    if compound == simple
        || earned
        || !told.asks_any("сумм* будет станет окажется получит amount have сколько worth value")
    {
        return None;
    }
    let part = rate.value / 100.0;
    let whole = if compound { (1.0 + part).powf(years.value) } else { 1.0 + part * years.value };
    let answer = Answer::like(sum.unit, sum.value * whole);
    (!near(whole, 1.0)).then_some(answer)
}
