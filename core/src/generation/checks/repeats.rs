//! Tasks that repeat one of the sheet or of a recent one.

use std::collections::BTreeSet;

use super::leak::{content, folded};
use super::refuse;
use crate::domain::task::{Body, Flaw, SingleChoice};
use crate::domain::{Rich, Task};

/// The same question, or nearly: nine words in ten in common, both ways; numbers count as words.
pub(super) fn repeats<'a>(
    task: &Task,
    others: impl Iterator<Item = &'a Task>,
    recent: &[String],
    flaws: &mut Vec<Flaw>,
) {
    let all = |task: &Task| task.texts().iter().map(|t| t.plain() + " ").collect::<String>();
    let text = all(task);
    let mine = words(&text);
    let asked = question_words(task);
    let question = pressed_question(task);
    for other in others {
        let their_text = all(other);
        let theirs = words(&their_text);
        let same = pressed(&text) == pressed(&their_text)
            || (alike(&mine, &theirs) && !reordered(&text, &their_text))
            || (same_question(&asked, &question_words(other)) && !reordered(&question, &pressed_question(other)))
            || same_words_and_answer(task, other);
        if same {
            refuse(flaws, "sheet.duplicate", "repeats a task of the sheet");
            return;
        }
    }
    // A short question is a task of its own where nothing but the question is shown.
    let whole = matches!(task.body, Body::ShortAnswer(_) | Body::Numeric(_) | Body::Open(_) | Body::FillBlank(_));
    if recent.iter().any(|recent| {
        same_question(&asked, &words(recent)) && !reordered(&question, recent)
            || (whole && question.chars().count() > 6 && question == pressed(recent))
    }) {
        refuse(flaws, "sheet.repeats_recent", "repeats a task of a recent sheet");
    }
}

/// Letters, digits and signs alone.
fn pressed(text: &str) -> String {
    let text = text.to_lowercase().replace('ё', "е").replace(['−', '–'], "-").replace(", ", " ");
    let mut pressed = String::with_capacity(text.len());
    for c in text.chars() {
        // A colon behind a word is no division.
        let colon = c == ':' && pressed.ends_with(char::is_alphabetic);
        if c.is_alphanumeric() || ("+-·:×÷<>=()^/,".contains(c) && !colon) {
            pressed.push(c);
        }
    }
    pressed
}

fn pressed_question(task: &Task) -> String {
    task.texts().first().map(|question| pressed(&question.plain())).unwrap_or_default()
}

/// The same numbers in another order: «9 − 3» and «3 − 9» are two tasks.
fn reordered(a: &str, b: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        let marks = |c: char| !(c.is_ascii_digit() || "+-−·:×^()".contains(c));
        let runs = text.split(marks).filter(|run| run.chars().any(|c| c.is_ascii_digit()));
        runs.map(str::to_owned).collect()
    };
    let (a, b) = (numbers(a), numbers(b));
    let digits = |list: &[String]| {
        let mut all: Vec<char> = list.iter().flat_map(|run| run.chars()).filter(char::is_ascii_digit).collect();
        all.sort_unstable();
        all
    };
    a != b && digits(&a).len() > 1 && digits(&a) == digits(&b)
}

/// Words that may be added to a question or left out.
const EMPTY: &[&str] = &[
    "был",
    "была",
    "было",
    "были",
    "это",
    "если",
    "так",
    "что",
    "как",
    "какой",
    "какая",
    "какое",
    "какие",
    "каком",
    "один",
    "одна",
    "одно",
    "the",
    "was",
    "were",
    "did",
    "has",
    "had",
    "при",
    "для",
    "его",
    "чему",
    "равна",
    "равен",
    "равно",
    "равны",
    "найдите",
    "найди",
    "определите",
    "вычислите",
    "назовите",
    "назови",
    "укажите",
];

/// Another order or other forms of the same words, and the same answer.
fn same_words_and_answer(a: &Task, b: &Task) -> bool {
    let (question, answer, other, others_answer) = match (&a.body, &b.body) {
        (Body::ShortAnswer(a), Body::ShortAnswer(b)) => (&a.question, &a.answer, &b.question, &b.answer),
        (Body::Numeric(a), Body::Numeric(b)) => (&a.question, &a.answer, &b.question, &b.answer),
        (Body::SingleChoice(a), Body::SingleChoice(b)) => {
            let right = |choice: &SingleChoice| choice.options.get(usize::from(choice.correct)).cloned();
            let (Some(one), Some(other)) = (right(a), right(b)) else { return false };
            return folded(&one) == folded(&other) && pressed(&a.question.plain()) == pressed(&b.question.plain())
                // «Что лишнее?» may be asked of other words.
                && content(&folded(&a.question)).len() >= 4;
        }
        _ => return false,
    };
    let said = |question: &Rich| -> Vec<String> {
        content(&folded(question)).into_iter().filter(|word| !EMPTY.contains(&word.as_str())).collect()
    };
    let (x, y) = (said(question), said(other));
    let within = |x: &[String], y: &[String]| {
        x.iter().all(|word| y.iter().any(|other| other == word || crate::topic::same_word(other, word)))
    };
    let numbers = |text: &Rich| {
        let plain = text.plain();
        let mut numbers: Vec<String> =
            plain.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).map(str::to_owned).collect();
        numbers.sort_unstable();
        numbers
    };
    // The signs of an expression tell more than its numbers.
    let told =
        matches!(a.body, Body::ShortAnswer(_)) || x.iter().filter(|word| !word.contains(char::is_numeric)).count() > 2;
    // The same said again, but for small words; a word that is worked on may be asked for in another form.
    let worked_on =
        ["слов", "падеж", "«", "форм", "числ", "предложен"].iter().any(|mark| folded(question).contains(mark));
    let again = matches!(a.body, Body::ShortAnswer(_)) && x.len() >= 4 && !worked_on && x.len() == y.len();
    if again && numbers(question) == numbers(other) && within(&x, &y) && within(&y, &x) {
        return true;
    }
    told && numbers(question) == numbers(other)
        && folded(answer) == folded(others_answer)
        && x.len() >= 3
        && within(&x, &y)
        && within(&y, &x)
}

fn question_words(task: &Task) -> BTreeSet<String> {
    task.texts().first().map(|q| words(&q.plain())).unwrap_or_default()
}

/// Long questions alike word by word; short ones («Решите уравнение») are told apart by the rest.
fn same_question(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.len() >= 6 && a == b
}

fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    !a.is_empty() && shared * 10 >= a.len().max(b.len()) * 9
}

/// Words, numbers and signs that tell tasks apart.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase().replace('ё', "е");
    let mut words: BTreeSet<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.extend(text.chars().filter(|c| "+−·:×÷<>=".contains(*c)).map(String::from));
    words
}
