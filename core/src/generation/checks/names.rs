//! Questions whose answer is a name: a day of the week, a month, a kind of triangle.

use super::said::{self, Piece};
use super::words::folded;
use crate::domain::Rich;
use crate::understand;

/// Beginnings of the days, Monday first.
const DAYS: &[&str] = &["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"];
const MONTHS: &[&str] =
    &["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];
const TRIANGLES: &[&str] = &["остроугольн", "прямоугольн", "тупоугольн"];

/// Names that may be the answer, and which of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    names: &'static [&'static str],
    right: usize,
}

impl Named {
    /// Whether an answer is the right name; `None` where it is none of the names, or several.
    pub(super) fn is(self, answer: &Rich) -> Option<bool> {
        let text = folded(answer);
        let mut words = text.split(|c: char| !c.is_alphabetic()).filter_map(|word| place(self.names, word));
        let (only, None) = (words.next()?, words.next()) else { return None };
        Some(only == self.right)
    }
}

fn place(names: &[&str], word: &str) -> Option<usize> {
    names.iter().position(|name| {
        let end = word.strip_prefix(name).map(|end| end.chars().count());
        // «мая», no «масса»; «среда», no «средний».
        match *name {
            "ма" => matches!(word, "май" | "мая" | "мае" | "маю" | "маем"),
            "сред" => matches!(word, "среда" | "среду" | "среды" | "среде" | "средой"),
            _ => end.is_some_and(|end| end < 4),
        }
    })
}

/// The name a question asks for.
pub(super) fn asked(question: &Rich) -> Option<Named> {
    let text = folded(question);
    calendar(&text).or_else(|| triangle(question, &text))
}

/// «Сегодня вторник. Какой день недели будет через 10 дней?», «Какой месяц наступит через четыре месяца после октября?»
fn calendar(text: &str) -> Option<Named> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let says = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    let (names, unit) = match (text.contains("какой день"), text.contains("какой месяц")) {
        (true, false) => (DAYS, "д"),
        (false, true) => (MONTHS, "месяц"),
        _ => return None,
    };
    let mut told = words.iter().filter_map(|word| place(names, word));
    let (from, None) = (told.next()?, told.next()) else { return None };
    let mut counts = words.windows(2).filter_map(|two| {
        let number = two[0].parse::<u16>().ok().or_else(|| understand::cardinal(two[0]))?;
        let counted = two[1].starts_with(unit) && (unit != "д" || matches!(two[1], "дня" | "дней" | "день"));
        counted.then_some(usize::from(number))
    });
    let (count, None) = (counts.next()?, counts.next()) else { return None };
    let numbers = words.iter().filter(|word| word.parse::<u16>().is_ok()).count();
    let after = says("через") || says("спустя");
    let before = text.contains("назад") || text.contains(" до ");
    let strange = ["позавчера", "вчера", "завтра", "послезавтра", "кажд", "первы", "после завтра"];
    if after == before || numbers > 1 || strange.iter().any(|word| says(word)) || says("високосн") {
        return None;
    }
    let length = names.len();
    let right = if after { (from + count) % length } else { (from + length - count % length) % length };
    Some(Named { names, right })
}

/// «Стороны треугольника 6 см, 8 см и 10 см. Какой это треугольник по видам углов?»
fn triangle(question: &Rich, text: &str) -> Option<Named> {
    let asks = text.contains("треугольник")
        && ["вид угл", "видам угл", "виду угл", "величине угл", "прямоугольн", "остроугольн", "тупоугольн"]
            .iter()
            .any(|kind| text.contains(kind))
        && ["како", "вид", "опредилите", "определи"].iter().any(|ask| text.contains(ask));
    let mut sides: Vec<f64> = Vec::new();
    let mut angles: Vec<f64> = Vec::new();
    for piece in said::pieces(question) {
        let value = |value: &crate::math::Exact| num_traits::ToPrimitive::to_f64(&value.0);
        match piece {
            Piece::Quantity(number, unit) if unit.symbol == "°" => angles.push(value(&number)?),
            Piece::Quantity(number, _) | Piece::Value { value: number, operation: false } => {
                sides.push(value(&number)?);
            }
            Piece::Word(_) | Piece::Gap => {}
            _ => return None,
        }
    }
    let sign = match (sides.as_mut_slice(), angles.as_slice()) {
        ([_, _, _], []) if text.contains("сторон") => {
            sides.sort_by(f64::total_cmp);
            let [a, b, c] = *sides.as_slice() else { return None };
            if a + b <= c {
                return None;
            }
            c * c - a * a - b * b
        }
        ([], [a, b]) if a + b < 180.0 => a.max(*b).max(180.0 - a - b) - 90.0,
        _ => return None,
    };
    let right = if sign.abs() < 1e-9 { 1 } else { usize::from(sign > 0.0) * 2 };
    (asks && !text.contains("боков") && !text.contains("равнобедр")).then_some(Named { names: TRIANGLES, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_triangles_have_names() {
        for (question, answer, right) in [
            ("Сегодня вторник. Какой день недели будет через 10 дней?", "пятница", Some(true)),
            ("Сегодня вторник. Какой день недели будет через 10 дней?", "четверг", Some(false)),
            ("Сегодня среда. Какой день недели был 3 дня назад?", "Воскресенье.", Some(true)),
            ("Какой месяц наступит через четыре месяца после октября?", "февраль", Some(true)),
            ("Какой месяц наступит через четыре месяца после октября?", "январь", Some(false)),
            ("Вчера был вторник. Какой день будет через 2 дня?", "пятница", None),
            (
                "Стороны треугольника 6 см, 8 см и 10 см. Какой это треугольник по видам углов?",
                "остроугольный",
                Some(false),
            ),
            (
                "Два угла треугольника 30° и 40°. Определите вид треугольника: остроугольный, прямоугольный или тупоугольный.",
                "тупоугольный",
                Some(true),
            ),
            ("Стороны треугольника 5, 5 и 8. Какой это треугольник?", "равнобедренный", None),
        ] {
            assert_eq!(
                asked(&question.into()).and_then(|named| named.is(&answer.into())),
                right,
                "{question} {answer}"
            );
        }
    }
}
