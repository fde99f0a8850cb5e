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
    resistors(told)
        .or_else(|| swings(told))
        .or_else(|| gained(told))
        .or_else(|| current(told))
        .or_else(|| coupled(told))
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

/// «За 5 с увеличил скорость с 5 м/с до 20 м/с. Найдите ускорение»
fn gained(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let of =
        |dimension| numbers.iter().copied().filter(|number| number.dimension() == Some(dimension)).collect::<Vec<_>>();
    let (speeds, times) = (of(Dimension::Speed), of(Dimension::Time));
    let (&[from, to], &[time]) = (speeds.as_slice(), times.as_slice()) else { return None };
    let goes = told.ahead(from.at, 1, "с от from") && told.ahead(to.at, 1, "до to");
    let asks = told.asks_any("ускорени* acceleration");
    (numbers.len() == 3 && goes && asks && time.value > 0.0 && !told.any("модул* раз раза каждую"))
        .then(|| (to.value - from.value) / time.value)
        .map(|value| Answer { values: vec![value, value.abs()], ..Answer::of(Dimension::Acceleration, value) })
}

/// «Собственная скорость лодки 12 км/ч, течения 2 км/ч. Какое расстояние она пройдёт за 3 ч против течения?»
fn current(told: &Told) -> Option<Answer> {
    let numbers: Vec<&Number> =
        told.numbers().into_iter().filter(|number| !number.spelled || number.unit.is_some()).collect();
    let of =
        |dimension| numbers.iter().copied().filter(|number| number.dimension() == Some(dimension)).collect::<Vec<_>>();
    let (speeds, times, ways) = (of(Dimension::Speed), of(Dimension::Time), of(Dimension::Length));
    let &[one, two] = speeds.as_slice() else { return None };
    let flows = |number: &Number| told.ahead(number.at, 3, "течени* current stream");
    let own =
        |number: &Number| told.ahead(number.at, 6, "собственн* лодки катера теплохода стояч* неподвижн* still boat");
    let (boat, stream) = match (flows(one), flows(two)) {
        (false, true) if own(one) => (one.value, two.value),
        (true, false) if own(two) => (two.value, one.value),
        _ => return None,
    };
    let (against, along) = (
        told.asks_any("против upstream against"),
        told.asks_any("по downstream") && told.asks_any("течени* downstream current"),
    );
    let speed = match (against, along) {
        (true, false) => boat - stream,
        (false, true) => boat + stream,
        _ => return None,
    };
    if speeds.len() + times.len() + ways.len() != numbers.len()
        || told.any("обратно затем потом вернул* озер* весь всего плот* return* back lake")
    {
        return None;
    }
    match (times.as_slice(), ways.as_slice()) {
        (&[time], &[]) if told.asks_any("расстояни* путь километров far distance") => {
            Some(Answer::of(Dimension::Length, speed * time.value))
        }
        (&[], &[way]) if told.asks_any("времени часов время long") => {
            Some(Answer::of(Dimension::Time, way.value / speed))
        }
        (&[], &[]) if told.asks_any("скорост* speed") => Some(Answer::of(Dimension::Speed, speed)),
        _ => None,
    }
}

/// «Вагон 20 т, 3 м/с, сцепляется с неподвижным вагоном 10 т. Какова общая скорость?»
fn coupled(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let of =
        |dimension| numbers.iter().copied().filter(|number| number.dimension() == Some(dimension)).collect::<Vec<_>>();
    let (masses, speeds) = (of(Dimension::Mass), of(Dimension::Speed));
    let (&[one, two], &[speed]) = (masses.as_slice(), speeds.as_slice()) else { return None };
    let joined = told.any("сцеп* сцепля* неупруг* слип* couples coupled coupling stick");
    let still = told.any("неподвижн* стоящ* покоящ* покоится rest покоя stationary");
    let asks = told.asks_any("скорост* speed velocity");
    // The mover is told first, with its speed.
    (numbers.len() == 3 && joined && still && asks && one.at < two.at && (speed.at < two.at))
        .then(|| Answer::of(Dimension::Speed, one.value * speed.value / (one.value + two.value)))
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
