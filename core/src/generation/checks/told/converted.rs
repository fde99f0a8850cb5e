//! One quantity asked for in another unit.

use super::super::named::one_of;
use super::super::units::{Dimension, Unit};
use super::Answer;
use super::reading::Told;

/// Words that may make it another quantity.
const TRAPS: &str = "больше меньше раз раза кажд* средн* остал* еще скорост* символ* пиксел* страниц* секунд* алфавит* цвет* сжат* половин* вместе всего \
    через спустя увелич* уменьш* площад* периметр* объем_ масштаб* карт* план* more less times each average speed per pixel* character* map scale";

/// «Текст занимает 2 Кбайт. Сколько это бит?», «Фильм шёл 3 ч 25 мин, то есть … мин», «В 2 Кбайт содержится … байт»
pub(super) fn answer(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[one] = numbers.as_slice() else { return None };
    let unit: Unit = one.unit?;
    if told.any(TRAPS) || !told.ratios.is_empty() || !told.formulas().is_empty() || one.letter.is_some() {
        return None;
    }
    let asked = told.asked_unit(unit.dimension);
    let light = "сколько это в содержит содержится составляет составят будет занимает он она оно его ее их ней нем нём many is are there in that how equal \
        переведите выразите convert express to into файл размером объемом имеет весит равно равна равен длится длина масса памяти информации то есть";
    let asking = if told.gapped { told.words(one.at + 1, told.len()) } else { told.asked() };
    let plain = asking.iter().all(|word| one_of(light, word) || super::super::units::named(word).is_some());
    let says_so = told.any("содержит содержится содержатся составляет равно равны равна есть это сколько in is equals")
        || told.wanted.is_none();
    let measurable = !matches!(unit.dimension, Dimension::Temperature | Dimension::Speed);
    let other = asked.is_some_and(|asked| asked != unit) || told.wanted == Some(unit.dimension);
    (plain && says_so && measurable && other).then(|| Answer::of(unit.dimension, one.value))
}
