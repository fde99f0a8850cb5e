//! Ways of several legs: the mean speed of the whole.

use super::super::units::Dimension;
use super::Answer;
use super::reading::{Number, Told};

/// The mean speed over legs or halves of a way.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    halves(told).or_else(|| several(told))
}

/// «Первую половину пути ехал со скоростью 60 км/ч, вторую — 40 км/ч. Какова средняя скорость?»
fn halves(told: &Told) -> Option<Answer> {
    let asks = told.asks_any("средн* average mean") && told.asks_any("скорост* speed");
    let numbers = told.numbers();
    let (speeds, rest): (Vec<&Number>, Vec<&Number>) =
        numbers.into_iter().partition(|number| number.dimension() == Some(Dimension::Speed));
    // The half itself is told as fifty percent.
    let &[one, two] = speeds.as_slice() else { return None };
    let half = |number: &&Number| number.percent && super::near(number.value, 50.0);
    let second = told.any("втор* оставш* остальн* другую second other");
    if !asks
        || !second
        || rest.is_empty()
        || !rest.iter().all(half)
        || told.any("остан* стоян* половину_оставш* треть* stop*")
    {
        return None;
    }
    let (way, time) = (told.any("пути путь дистанции дороги расстояния way distance"), told.any("времени времен time"));
    let value = match (way, time) {
        (true, false) => 2.0 * one.value * two.value / (one.value + two.value),
        (false, true) => f64::midpoint(one.value, two.value),
        _ => return None,
    };
    Some(Answer::of(Dimension::Speed, value))
}

/// «Проехал 60 км за 2 ч, а следующие 60 км — за 4 ч. Найдите среднюю скорость на всём пути».
fn several(told: &Told) -> Option<Answer> {
    let asks = told.asks_any("средн* average mean") && told.asks_any("скорост* speed");
    let stops = told.any("остан* стоян* стоял* отдых* привал* половин* треть* обратн* больше меньше раз раза stop* rest* half more less twice");
    let numbers: Vec<&Number> =
        told.numbers().into_iter().filter(|number| !number.spelled || number.unit.is_some()).collect();
    if !asks || stops || !told.ratios.is_empty() || !told.formulas().is_empty() || numbers.len() < 4 {
        return None;
    }
    let (mut way, mut time) = (0.0, 0.0);
    for leg in numbers.chunks(2) {
        let [one, two] = leg else { return None };
        let of = |dimension| {
            [one, two].into_iter().find(|number| number.dimension() == Some(dimension)).map(|number| number.value)
        };
        let (s, v, t) = (of(Dimension::Length), of(Dimension::Speed), of(Dimension::Time));
        let (s, t) = match (s, v, t) {
            (Some(s), None, Some(t)) => (s, t),
            (None, Some(v), Some(t)) => (v * t, t),
            (Some(s), Some(v), None) if v > 0.0 => (s, s / v),
            _ => return None,
        };
        way += s;
        time += t;
    }
    (time > 0.0).then(|| Answer::of(Dimension::Speed, way / time))
}
