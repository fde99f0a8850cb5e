//! Answers that another task of the sheet tells.

use super::words::{content, folded, is_form, stands_in};
use crate::domain::task::Body;
use crate::domain::{Rich, Task};

/// Whether one of two tasks tells the answer of the other.
pub(super) fn tells(one: &Task, other: &Task) -> bool {
    told_by(one, other) || told_by(other, one)
}

/// A task with one answer as its question and that answer.
fn asked(task: &Task) -> Option<(&Rich, &Rich)> {
    match &task.body {
        Body::ShortAnswer(short) => Some((&short.question, &short.answer)),
        Body::Numeric(numeric) => Some((&numeric.question, &numeric.answer)),
        _ => None,
    }
}

/// «Верно ли: через 2 ч расстояние будет 54 км» behind the story whose answer are 54 km.
fn stated(question: &Rich, answer: &Rich, other: &Task) -> bool {
    let Body::TrueFalse(judged) = &other.body else { return false };
    let first = |text: &Rich| folded(text).split_once(". ").map(|(first, _)| first.to_owned()).unwrap_or_default();
    let story = first(question);
    story.split_whitespace().count() > 5
        && story == first(&judged.question)
        && judged.statements.iter().any(|said| said.truth && stands_in(&folded(&said.text), &folded(answer)))
}

fn told_by(task: &Task, other: &Task) -> bool {
    if let Some((question, answer)) = asked(task)
        && stated(question, answer, other)
    {
        return true;
    }
    let (Some((question, answer)), Some(text)) = (asked(task), other.texts().first().copied()) else { return false };
    dated(question, answer, text) || computed(question, answer, text)
}

/// «В каком году была крещена Русь?» beside «Какой князь крестил Русь в 988 году?»
fn dated(question: &Rich, answer: &Rich, text: &Rich) -> bool {
    let asks = folded(question);
    let year: String =
        answer.plain().chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if !(3..=4).contains(&year.len())
        || !["в каком году", "когда", "what year", "when "].iter().any(|ask| asks.contains(ask))
    {
        return false;
    }
    let told = folded(text);
    let stands = told.contains(&format!("{year} год")) || told.contains(&format!("in {year}"));
    let (names, others) = (names(question), names(text));
    stands && !names.is_empty() && names.iter().any(|name| others.iter().any(|other| is_form(name, other)))
}

/// Words with a capital letter that begin no sentence.
fn names(text: &Rich) -> Vec<String> {
    let plain = text.plain();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let inner = words.windows(2).filter(|pair| !pair[0].ends_with(['.', '?', '!', ':'])).map(|pair| pair[1]);
    let capital = |word: &&str| word.trim_start_matches('«').starts_with(char::is_uppercase);
    inner.filter(capital).flat_map(|word| content(&word.to_lowercase().replace('ё', "е"))).collect()
}

/// «Найдите частное чисел 96 и 4» beside «Частное 96 : 4 равно 24. Увеличьте его в 3 раза».
fn computed(question: &Rich, answer: &Rich, text: &Rich) -> bool {
    let pressed = |text: &Rich| {
        let plain = folded(text).replace(r"\cdot", "·").replace(r"\times", "·").replace(['×', '⋅', '*'], "·");
        let plain = plain.replace(['−', '–'], "-").replace('÷', ":").replace("равно", "=").replace("равна", "=");
        plain.replace("равен", "=").chars().filter(|c| !c.is_whitespace() && *c != '$').collect::<String>()
    };
    let numbers: Vec<String> = super::words::runs(&question.plain());
    let value = pressed(answer);
    let [a, b] = numbers.as_slice() else { return false };
    if value.is_empty() || !value.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-')) {
        return false;
    }
    let told = pressed(text);
    [":", "·", "+", "-", "/"].iter().any(|sign| {
        let step = format!("{a}{sign}{b}={value}");
        told.match_indices(&step).any(|(at, _)| {
            let joins = |c: char| c.is_ascii_digit() || c == ',';
            !told[..at].ends_with(joins) && !told[at + step.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_another_task() {
        for (question, answer, text, told) in [
            ("В каком году была крещена Русь?", "в 988 году", "Какой князь крестил Русь в 988 году?", true),
            ("В каком году была Куликовская битва?", "1380", "Что произошло на Неве в 1240 году?", false),
            ("Когда началась война?", "1812", "Кто командовал армией в 1812 году?", false),
            ("Найдите частное чисел 96 и 4.", "24", "Частное 96 : 4 равно 24. Увеличьте его в 3 раза.", true),
            ("Найдите частное чисел 96 и 4.", "24", "Частное 96 : 4 увеличьте в 3 раза.", false),
            (r"Вычислите: $7 \cdot 8$.", "56", r"Известно, что $7 \cdot 8 = 56$. Сколько будет 7 · 80?", true),
        ] {
            let (question, answer, text) = (question.into(), answer.into(), text.into());
            assert_eq!(dated(&question, &answer, &text) || computed(&question, &answer, &text), told, "{text:?}");
        }
    }
}
