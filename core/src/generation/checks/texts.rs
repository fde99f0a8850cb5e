//! Questions about a text that take two steps of its numbers: amounts told one by another, a part and the rest, dates,
//! money of a firm, people who came and went.

mod amounts;
mod people;

use num_rational::BigRational;
use num_traits::Signed;

use super::computed::{Outcome, answered};
use super::facts::trading;
use super::named::one_of;
use super::said::{self, Piece};
use super::units::{Dimension, Unit};
use super::words::is_form;
use crate::domain::Rich;
use crate::domain::task::Body;
use crate::math;

/// What a question about a text comes to.
#[derive(Debug, Clone, PartialEq)]
struct Answer {
    /// In base units where it has one, else as the text writes its numbers.
    value: BigRational,
    unit: Option<Unit>,
}

/// The key of a question about a text against what the text's numbers come to.
pub(super) fn judge(paragraphs: &[Rich], asked: &Body) -> Outcome {
    let (question, key) = match asked {
        Body::ShortAnswer(task) => (task.question.source(), task.answer.source().to_owned()),
        Body::Numeric(task) => {
            (task.question.source(), format!("{} {}", task.value, task.unit.as_deref().unwrap_or_default()))
        }
        _ => return Outcome::Unknown,
    };
    let text = paragraphs.iter().map(Rich::source).collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
    let question = question.replace('\u{a0}', " ");
    // «Сколько тысяч…»: a key without the word is told in thousands.
    let scaled = |text: &str| {
        ["тыс", "млн", "миллион", "миллиард", "thousand", "million", "billion"]
            .iter()
            .any(|word| text.to_lowercase().contains(word))
    };
    if scaled(&question) && !scaled(&key) {
        return Outcome::Unknown;
    }
    match answer(&text, &question).and_then(|answer| agrees(&answer, &key)) {
        Some(true) => Outcome::Right,
        Some(false) => Outcome::Wrong("key.computed", question),
        None => Outcome::Unknown,
    }
}

fn answer(text: &str, question: &str) -> Option<Answer> {
    let kopecks = |value| Some(Answer { value, unit: super::units::named("руб") });
    trading::value(text, question)
        .and_then(kopecks)
        .or_else(|| dates(text, question))
        .or_else(|| people::answer(text, question))
        .or_else(|| amounts::answer(text, question))
}

/// Whether a key is the answer; `None` where it measures something else.
fn agrees(answer: &Answer, key: &str) -> Option<bool> {
    let key = key.trim().trim_end_matches('.');
    if let Some((value, unit)) = answered(key) {
        return match (unit, answer.unit) {
            (Some(unit), Some(of)) if unit.dimension == of.dimension => Some(unit.base(&value).0 == answer.value),
            (None, Some(of)) => Some(of.base(&value).0 == answer.value),
            (None, None) => Some(value.0 == answer.value),
            // «18 дней» of dates is a number of days.
            _ => None,
        };
    }
    // «8 ящиков», «18 million»
    match said::pieces(&Rich(key.to_owned())).as_slice() {
        [Piece::Value { value, operation: false }, rest @ ..]
            if answer.unit.is_none()
                && rest.len() < 3
                && rest.iter().all(|piece| piece.word().is_some_and(|word| word != "%")) =>
        {
            Some(value.0 == answer.value)
        }
        _ => None,
    }
}

/// «Птенцы вылупились 10 мая и покинули гнездо 28 мая. Через сколько дней они покинули гнездо?»
fn dates(text: &str, question: &str) -> Option<Answer> {
    const MONTHS: &[(&str, i64)] = &[
        ("января january", 31),
        ("февраля february", 28),
        ("марта march", 31),
        ("апреля april", 30),
        ("мая may", 31),
        ("июня june", 30),
        ("июля july", 31),
        ("августа august", 31),
        ("сентября september", 30),
        ("октября october", 31),
        ("ноября november", 30),
        ("декабря december", 31),
    ];
    let asks = question.to_lowercase();
    let after = asks.contains("через сколько дней")
        || asks.contains("сколько дней прошло")
        || asks.contains("how many days after");
    let lower = text.to_lowercase();
    if !after || lower.contains("следующего года") || asks.contains(" до ") {
        return None;
    }
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| MONTHS.iter().position(|(names, _)| one_of(names, word));
    let mut found: Vec<(i64, usize)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let day = at.checked_sub(1).and_then(|at| words.get(at)).and_then(|day| day.parse().ok());
        found.push((day.filter(|day| (1..=31).contains(day))?, month));
    }
    // Both sides speak of the same.
    let shared = asks.split(|c: char| !c.is_alphabetic()).filter(|word| {
        word.chars().count() > 4
            && !one_of("через сколько после", word)
            && words.iter().any(|there| is_form(there, word))
    });
    if shared.count() < 2 {
        return None;
    }
    let &[(day, month), (other, later)] = found.as_slice() else { return None };
    // February is of two lengths.
    if later < month || month == later && other <= day || month <= 1 && later >= 2 {
        return None;
    }
    let between: i64 = MONTHS.get(month..later)?.iter().map(|(_, days)| days).sum();
    let days = BigRational::from_integer((between + other - day).into());
    let day = super::units::named("дней")?;
    Some(Answer { value: day.base(&math::Exact(days)).0, unit: Some(day) }).filter(|answer| answer.value.is_positive())
}

/// A unit that measures what amounts of a story are: no angles, no speeds.
fn is_amount(unit: Unit) -> bool {
    matches!(
        unit.dimension,
        Dimension::Length | Dimension::Mass | Dimension::Volume | Dimension::Area | Dimension::Money | Dimension::Time
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::task::ShortAnswer;

    fn judged(text: &str, question: &str, key: &str) -> Outcome {
        let short = ShortAnswer { question: question.into(), answer: key.into(), accept: Vec::new() };
        judge(&[text.into()], &Body::ShortAnswer(short))
    }

    #[test]
    fn two_steps_of_a_text_are_taken() {
        let apples = "В школьном саду третьеклассники собрали 48 кг яблок, а четвероклассники на 16 кг больше. Все яблоки разложили в ящики по 8 кг.";
        let walk = "Турклуб отправился в поход на три дня. В первый день прошли 18 км, во второй — на 5 км меньше. В третий день прошли вдвое больше, \
            чем во второй.";
        let birds = "Птенцы вылупились 10 мая и покинули гнездо 28 мая.";
        let country = "In a country of 30 million people, 60 % live in towns. During the year 330 thousand children were born and 390 thousand people \
            died. Another 90 thousand more people came to the country than left it.";
        let library = "В библиотеке 120 книг сказок, а стихов в 3 раза меньше.";
        for (text, question, right, wrong) in [
            (apples, "Сколько килограммов яблок собрали четвероклассники?", "64 кг", "32 кг"),
            (apples, "Сколько понадобилось ящиков для всех яблок?", "14 ящиков", "8 ящиков"),
            (apples, "Сколько всего килограммов яблок собрали?", "112 кг", "64 кг"),
            (walk, "Сколько километров прошли во второй день?", "13 км", "23 км"),
            (walk, "Сколько километров прошли в третий день?", "26 км", "36 км"),
            (walk, "Каков весь путь за три дня?", "57 км", "67 км"),
            (birds, "Через сколько дней после вылупления птенцы покинули гнездо?", "18 дней", "28 дней"),
            (country, "How many million people live in the countryside?", "12 million", "18 million"),
            (country, "By how many thousand did the population grow in the year?", "30 thousand", "60 thousand"),
            (library, "Сколько в библиотеке книг со стихами?", "40 книг", "360 книг"),
        ] {
            assert!(!matches!(judged(text, question, right), Outcome::Wrong(..)), "{question} {right}");
            assert!(matches!(judged(text, question, wrong), Outcome::Wrong(..)), "{question} {wrong}");
        }
        for (text, question, key) in [
            (apples, "Сколько килограммов яблок собрали в школьном саду?", "112 кг"),
            (apples, "Кто собрал больше яблок?", "четвероклассники"),
            (walk, "На сколько километров больше прошли в третий день, чем в первый?", "8 км"),
            (
                "Было 48 кг яблок, груш на 16 кг больше. Потом продали 10 кг груш.",
                "Сколько килограммов груш осталось?",
                "54 кг",
            ),
            (birds, "Сколько дней птенцы были в гнезде?", "19 дней"),
            (
                "Фермер собрал 60 кг слив, а вишни — в 2 раза меньше. Вишню разложили в корзины по 6 кг.",
                "Сколько понадобилось корзин?",
                "5 корзин",
            ),
        ] {
            assert_ne!(judged(text, question, key), Outcome::Wrong("key.computed", question.to_owned()), "{question}");
        }
    }
}
