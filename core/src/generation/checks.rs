//! Checks every written task must pass. Each has an id, counted as a metric when it refuses.

use crate::domain::Rich;
use crate::domain::task::{Body, Task};
use crate::math;
use crate::telemetry;

/// Longest text a task may show, in characters.
const LONGEST: usize = 2_000;

/// Whether a task may be printed beside those already there.
pub(super) fn passes<'a>(task: &Task, others: impl Iterator<Item = &'a Task>) -> bool {
    let refused = task
        .check()
        .first()
        .map(|flaw| flaw.check)
        .or_else(|| text(task))
        .or_else(|| leak(task))
        .or_else(|| same_value(task))
        .or_else(|| repeats(task, others));
    if let Some(check) = refused {
        telemetry::task_rejected(check);
    }
    refused.is_none()
}

/// Control characters (a broken JSON escape such as `\f` of `\frac`), length, mixed alphabets.
fn text(task: &Task) -> Option<&'static str> {
    let mut texts = task.texts();
    texts.extend(answers(task));
    if texts.iter().any(|t| t.source().chars().any(|c| c.is_control() && c != '\n')) {
        return Some("text.control_character");
    }
    if texts.iter().map(|t| t.source().chars().count()).sum::<usize>() > LONGEST {
        return Some("text.too_long");
    }
    let cyrillic = |c: char| matches!(c, 'А'..='я' | 'ё' | 'Ё');
    let mixed = |word: &str| word.chars().any(cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic());
    let words = texts.iter().any(|t| t.plain().split(|c: char| !c.is_alphabetic()).any(mixed));
    words.then_some("text.mixed_alphabets")
}

/// What only the key shows.
fn answers(task: &Task) -> Vec<&Rich> {
    let mut texts: Vec<&Rich> = task.solution.iter().collect();
    match &task.body {
        Body::ShortAnswer(short) => texts.push(&short.answer),
        Body::Numeric(numeric) => texts.push(&numeric.answer),
        Body::FillBlank(fill) => texts.extend(fill.blanks.iter().map(|blank| &blank.answer)),
        Body::Open(open) => texts.extend(&open.sample),
        _ => {}
    }
    texts
}

/// The answer stands in the question.
fn leak(task: &Task) -> Option<&'static str> {
    let Body::ShortAnswer(short) = &task.body else { return None };
    let (question, answer) = (short.question.plain().to_lowercase(), short.answer.plain().to_lowercase());
    let answer = answer.trim();
    let whole = |text: &str, word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let after = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            before && after
        })
    };
    (answer.chars().count() > 3 && whole(&question, answer)).then_some("answer.leaks")
}

/// Two options with the same value: `1/2` and `0,5`.
fn same_value(task: &Task) -> Option<&'static str> {
    let Body::SingleChoice(choice) = &task.body else { return None };
    let values: Vec<_> = choice.options.iter().filter_map(|o| math::evaluate(o.plain().trim()).ok()).collect();
    let repeated = values.iter().enumerate().any(|(i, value)| values[..i].contains(value));
    repeated.then_some("choice.same_value")
}

/// The same question, or nearly: the same set of words.
fn repeats<'a>(task: &Task, others: impl Iterator<Item = &'a Task>) -> Option<&'static str> {
    let mine = words(task);
    let mut repeated = false;
    for other in others {
        let theirs = words(other);
        let shared = mine.iter().filter(|w| theirs.contains(w)).count();
        // Nine words in ten in common, both ways.
        repeated |= shared * 10 >= mine.len().max(theirs.len()) * 9;
    }
    repeated.then_some("sheet.duplicate")
}

fn words(task: &Task) -> Vec<String> {
    let text: String = task.texts().iter().map(|t| t.plain().to_lowercase() + " ").collect();
    let mut words: Vec<_> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}
