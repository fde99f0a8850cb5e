//! Lists of numbers: range, mean, median, mode; lengths that add up.

use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, near};

/// Words of another list made of the first, or of weights.
const TRAPS: &str = "добав* допис* убра* удал* убер* выбро* увелич* уменьш* если замен* кроме без вычерк* новое новый новая отклонен* дисперси* квартил* \
    взвешен* частот* больше меньше прибав* исключ* неизвестн* пропущен* add* remove* replace* without new if weighted unknown missing";

/// A number that sums up the list of a question, or the length of a polyline.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    polyline(told).or_else(|| in_all(told)).or_else(|| expected(told)).or_else(|| summed_up(told))
}

/// «Даны результаты пяти измерений: 14, 9, 21, 6, 17. Найдите размах»
fn summed_up(told: &Told) -> Option<Answer> {
    if told.any(TRAPS) || !told.ratios.is_empty() {
        return None;
    }
    let numbers = told.numbers();
    // One number right behind another.
    let beside = |pair: &[&Number]| pair[1].at == pair[0].at + 1 && pair[0].unit == pair[1].unit;
    let run = numbers.chunk_by(|one, two| beside(&[one, two])).max_by_key(|run| run.len())?;
    let count = f64::from(u32::try_from(run.len()).ok()?);
    // «пяти измерений»
    let of_them = |number: &&Number| near(number.value, count) && number.counts();
    let plain = run.iter().all(|number| !number.percent && !number.spelled && number.letter.is_none());
    if run.len() < 3 || !plain || numbers.iter().any(|number| !run.contains(number) && !of_them(number)) {
        return None;
    }
    let mut sorted: Vec<f64> = run.iter().map(|number| number.value).collect();
    sorted.sort_by(f64::total_cmp);
    let (least, most) = (sorted.first()?, sorted.last()?);
    let asks = [
        told.asks_any("размах* range") && !told.any("for"),
        told.asks_any("медиан* median"),
        told.asks_any("средн* mean average"),
        told.asks_any("мода моду моды mode") || told.asks_any("чаще often") && told.asks_any("встреча* повтор* other*"),
    ];
    let value = match asks {
        [true, false, false, false] => most - least,
        [false, true, false, false] => {
            let middle = sorted.len() / 2;
            if sorted.len().is_multiple_of(2) {
                f64::midpoint(sorted[middle - 1], sorted[middle])
            } else {
                sorted[middle]
            }
        }
        [false, false, true, false] => sorted.iter().sum::<f64>() / count,
        [false, false, false, true] => {
            let of = |value: f64| sorted.iter().filter(|other| near(**other, value)).count();
            let best = sorted.iter().map(|value| of(*value)).max()?;
            let mut modes: Vec<f64> = sorted.iter().copied().filter(|value| of(*value) == best).collect();
            modes.dedup();
            match modes.as_slice() {
                &[only] if best > 1 => only,
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Answer::like(run.first()?.unit, value))
}

/// «Принимает значения 0, 1 и 2 с вероятностями 0,3, 0,5 и 0,2. Найдите математическое ожидание»
fn expected(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let asks = told.asks_any("ожидани* expectation expected") && numbers.iter().all(|number| number.counts());
    let (values, chances) = numbers.split_at(numbers.len() / 2);
    let sum: f64 = chances.iter().map(|number| number.value).sum();
    let named = told.any("вероятност* probabilities")
        && chances.first().is_some_and(|first| told.ahead(first.at, 2, "вероятност* probabilities"));
    (asks && named && numbers.len() > 3 && numbers.len().is_multiple_of(2) && near(sum, 1.0))
        .then(|| Answer::number(values.iter().zip(chances).map(|(value, chance)| value.value * chance.value).sum()))
}

/// «В июне 30 дней, в июле 31 день, в августе 31 день. Всего лето длится … дня»
fn in_all(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let unit = numbers.first()?.unit?;
    let all = numbers.len() > 2
        && numbers.iter().all(|number| number.unit == Some(unit) && number.at < told.asks && !number.spelled);
    let led = numbers.iter().any(|number| {
        matches!(told.word_before(number.at), "на" | "в" | "по" | "через" | "из" | "с" | "до" | "от" | "за")
    });
    let asks = told.asks_any("всего вместе altogether total");
    let others = told.any("кажд* раз раза осталось еще ещё затем отдал* потратил* стоит стоят цена скорост* площад* треугольн* прямоуг* средн* таких each left spent price");
    (all && !led && asks && !others && !told.any(TRAPS))
        .then(|| Answer::of(unit.dimension, numbers.iter().map(|number| number.value).sum()))
}

/// «Ломаная состоит из звеньев 4 см, 3 см и 5 см. Чему равна её длина?»
fn polyline(told: &Told) -> Option<Answer> {
    let lines: Vec<&Number> =
        told.numbers().into_iter().filter(|number| !number.spelled || number.unit.is_some()).collect();
    let all = lines.len() > 1 && lines.iter().all(|number| number.dimension() == Some(Dimension::Length));
    let plain = told.any("ломан* polyline") && told.asks_any("длин* length") && told.ratios.is_empty();
    (all && plain
        && !told.any("больше меньше раз раза кажд* одинаков* равных равными по перв* втор* треть* замкнут* звена"))
    .then(|| Answer::of(Dimension::Length, lines.iter().map(|number| number.value).sum()))
}
