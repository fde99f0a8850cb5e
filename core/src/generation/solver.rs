//! The blind solver: it sees questions, never keys; where it comes to another answer, the task does not pass.

use super::checks::Inspected;
use crate::domain::task::{Body, Flaw, Verification};
use crate::domain::{Rich, Task};
use crate::math;

/// Whether a task's answer is one that two solvers could give alike: not a text of one's own.
pub fn is_decidable(body: &Body) -> bool {
    !matches!(body, Body::Open(_) | Body::Reading(_) | Body::Table(_) | Body::ColumnArithmetic(_) | Body::NumberLine(_))
}

/// Compares a solver's answer with the key of a task that passed its checks.
///
/// An answer that agrees proves the key; one that differs refuses the task; one that cannot be
/// compared leaves it as it was.
pub fn weigh(inspected: &mut Inspected, answer: &str) {
    let Some(task) = &mut inspected.task else { return };
    match agrees(task, answer) {
        Some(true) if task.verification == Verification::Unverified => task.verification = Verification::Solved,
        Some(false) if task.verification != Verification::Computed => {
            inspected.task = None;
            let detail = format!("another solver answers {answer}");
            inspected.refused.push(Flaw { check: "solver.disagrees", detail });
        }
        _ => {}
    }
}

/// Whether an answer is the key's. Choices are answered by number from 1 as asked, pairs as `1-2,2-1`.
fn agrees(task: &Task, answer: &str) -> Option<bool> {
    let answer = answer.trim();
    if answer.is_empty() {
        return None;
    }
    match &task.body {
        Body::SingleChoice(choice) => {
            let right = choice.options.get(usize::from(choice.correct))?;
            let by_text = choice.options.iter().any(|option| same(option, answer));
            if by_text {
                return Some(same(right, answer));
            }
            let at: usize = answer.trim_end_matches([')', '.']).parse().ok()?;
            (1..=choice.options.len()).contains(&at).then(|| at - 1 == usize::from(choice.correct))
        }
        Body::MultipleChoice(choice) => {
            let mut given: Vec<usize> = answer.split(',').map(|at| at.trim().parse().ok()).collect::<Option<_>>()?;
            given.sort_unstable();
            given.dedup();
            let right: Vec<usize> = choice.correct.iter().map(|at| usize::from(*at) + 1).collect();
            Some(given == right)
        }
        Body::TrueFalse(judged) => {
            let truths: Vec<bool> = answer
                .chars()
                .filter(|c| !c.is_whitespace() && *c != ',')
                .map(|c| match c.to_ascii_uppercase() {
                    'T' => Some(true),
                    'F' => Some(false),
                    _ => None,
                })
                .collect::<Option<_>>()?;
            let right: Vec<bool> = judged.statements.iter().map(|statement| statement.truth).collect();
            (truths.len() == right.len()).then(|| truths == right)
        }
        Body::Numeric(numeric) => {
            let key = math::evaluate(&numeric.value).ok()?;
            let given = super::written::number_and_unit(answer).and_then(|(value, _)| math::evaluate(value).ok())?;
            Some(key == given)
        }
        Body::ShortAnswer(short) => {
            if same(&short.answer, answer) || short.accept.iter().any(|accept| same(&Rich(accept.clone()), answer)) {
                return Some(true);
            }
            // Numbers differ or not; words may be another wording of the same, unless both are one word.
            if let (Ok(key), Ok(given)) = (math::evaluate(short.answer.plain().trim()), math::evaluate(answer)) {
                return Some(key == given);
            }
            let single = |text: &str| text.split_whitespace().count() == 1;
            (single(&short.answer.plain()) && single(answer)).then_some(false)
        }
        Body::FillBlank(fill) => {
            let given: Vec<&str> = answer.split('|').map(str::trim).collect();
            if given.len() != fill.blanks.len() {
                return None;
            }
            let right = fill.blanks.iter().zip(&given).all(|(blank, given)| {
                same(&blank.answer, given) || blank.accept.iter().any(|accept| same(&Rich(accept.clone()), given))
            });
            Some(right)
        }
        Body::Matching(matching) => {
            let mut given: Vec<(usize, usize)> = answer
                .split(',')
                .map(|pair| {
                    let (left, right) = pair.split_once('-')?;
                    Some((left.trim().parse().ok()?, right.trim().parse().ok()?))
                })
                .collect::<Option<_>>()?;
            given.sort_unstable();
            let right: Vec<(usize, usize)> =
                matching.pairs.iter().enumerate().map(|(l, r)| (l + 1, usize::from(*r) + 1)).collect();
            Some(given == right)
        }
        Body::Ordering(ordering) => {
            let given: Vec<usize> = answer.split(',').map(|at| at.trim().parse().ok()).collect::<Option<_>>()?;
            let right: Vec<usize> = ordering.order.iter().map(|at| usize::from(*at) + 1).collect();
            Some(given == right)
        }
        Body::Classify(classify) => {
            let given: Vec<usize> = answer.split(',').map(|at| at.trim().parse().ok()).collect::<Option<_>>()?;
            let right: Vec<usize> = classify.items.iter().map(|item| usize::from(item.column) + 1).collect();
            (given.len() == right.len()).then(|| given == right)
        }
        _ => None,
    }
}

/// The same text, case, ё and end marks aside.
fn same(key: &Rich, answer: &str) -> bool {
    let fold = |text: &str| {
        let text = text.to_lowercase().replace('ё', "е").replace(['$', '«', '»', '"'], "");
        text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', '!']).to_owned()
    };
    fold(&key.plain()) == fold(answer)
}
