//! Two movers at once, resistors beside one another, oscillations.

use super::super::units::Dimension;
use super::Answer;
use super::reading::{Number, Told};

/// Words that make the two no plain pair.
const TRAPS: &str = "раньше позже остан* отдых* больше меньше затем потом обратно после спустя течени* ветер кажд* втрое вдвое быстрее медленнее \
    раз раза опозда* половин* первые остав* еще then later before after faster slower stop*";

/// «Навстречу друг другу выехали два автомобиля со скоростями 70 и 80 км/ч»
pub(super) fn answer(told: &Told) -> Option<Answer> {
    // «два автомобиля» is no quantity.
    let told_so = |number: &&Number| !number.spelled || number.unit.is_some();
    let numbers: Vec<&Number> = told.numbers().into_iter().filter(told_so).collect();
    if told.any(TRAPS) {
        return None;
    }
    let of = |dimension: Dimension| -> Vec<f64> {
        numbers.iter().filter(|number| number.dimension() == Some(dimension)).map(|number| number.value).collect()
    };
    let (speeds, times, ways) = (of(Dimension::Speed), of(Dimension::Time), of(Dimension::Length));
    if speeds.len() + times.len() + ways.len() != numbers.len() || !told.ratios.is_empty() {
        return None;
    }
    let meets = told.any("навстречу встрет* встреч* toward* meet");
    let parts = told.any("противоположн* opposite") && told.any("одного одной одновременно same from");
    let chases = told.any("вдогонку догон* догна* вслед") || told.any("одном") && told.any("направлении");
    let together = match (meets, parts, chases) {
        (true, _, false) | (false, true, false) => 1.0,
        (false, false, true) => -1.0,
        _ => return None,
    };
    let asks_speed = told.asks_any("скорост* speed");
    let asks_way = told.asks_any("расстояни* distance far километров метров");
    let asks_time = told.asks_any("через когда времени время long часов минут секунд hours minutes") && !asks_way;
    match (speeds.as_slice(), times.as_slice(), ways.as_slice()) {
        (&[one, two], &[time], &[]) if asks_way && !asks_speed => {
            Some(Answer::of(Dimension::Length, (one + together * two).abs() * time))
        }
        (&[one, two], &[], &[way]) if asks_time && !asks_speed => {
            let speed = (one + together * two).abs();
            (speed > 0.0).then(|| Answer::of(Dimension::Time, way / speed))
        }
        (&[one], &[time], &[way]) if together > 0.0 && asks_speed && way / time > one => {
            let closing = told.asks_any("сближен* удален*");
            (!closing).then(|| Answer::of(Dimension::Speed, way / time - one))
        }
        (&[one, two], &[], &[]) if told.asks_any("сближен* удален*") => {
            Some(Answer::of(Dimension::Speed, (one + together * two).abs()))
        }
        _ => None,
    }
}

/// «Два резистора по 8 Ом соединены параллельно», «Маятник совершил 20 колебаний за 50 с».
pub(super) fn circuit(told: &Told) -> Option<Answer> {
    resistors(told).or_else(|| swings(told))
}

fn resistors(told: &Told) -> Option<Answer> {
    let series = told.any("последовательн* series");
    let parallel = told.any("параллельн* parallel");
    if series == parallel
        || !told.asks_any("сопротивлени* resistance")
        || told.any("смешанн* если замен* добав* еще треть*")
    {
        return None;
    }
    let numbers = told.numbers();
    let (ohms, rest): (Vec<&Number>, Vec<&Number>) =
        numbers.into_iter().partition(|number| number.dimension() == Some(Dimension::Resistance));
    if rest.iter().any(|number| !number.counts()) || rest.len() > 1 {
        return None;
    }
    let count = rest.first().map(|number| number.value);
    let each = told.any("по одинаков* кажд* равн* each identical equal");
    let all: f64 = match (ohms.as_slice(), count) {
        ([one], Some(count))
            if each
                && told.asks_any("общ* полн* цепи участка эквивалентн* total combined equivalent сопротивлени*") =>
        {
            if series {
                one.value * count
            } else {
                one.value / count
            }
        }
        (several, count) if several.len() > 1 => {
            if count.is_some_and(|count| !super::near(count, several.iter().map(|_| 1.0).sum())) {
                return None;
            }
            if series {
                several.iter().map(|number| number.value).sum()
            } else {
                1.0 / several.iter().map(|number| 1.0 / number.value).sum::<f64>()
            }
        }
        _ => return None,
    };
    // «сопротивление одного»: a whole is given.
    let whole = told.words(0, told.asks).iter().any(|word| word.starts_with("общ"))
        || told.asks_any("одного каждого each второго");
    (!whole || told.asks_any("общ*")).then(|| Answer::of(Dimension::Resistance, all))
}

fn swings(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one, other] = numbers.as_slice() else { return None };
    let (count, time) = if one.counts() { (one, other) } else { (other, one) };
    let named = told.behind(count.at, 2, "колебани* оборот* swing* oscillation* вдох*");
    if !count.counts()
        || time.dimension() != Some(Dimension::Time)
        || !named
        || told.any("увелич* уменьш* изменит* раз раза")
    {
        return None;
    }
    let (period, frequency) = (told.asks_any("период* period"), told.asks_any("частот* frequency"));
    match (period, frequency) {
        (true, false) => Some(Answer::of(Dimension::Time, time.value / count.value)),
        (false, true) => Some(Answer::of(Dimension::Frequency, count.value / time.value)),
        _ => None,
    }
}
