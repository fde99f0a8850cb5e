//! The blind solver: it sees questions, never keys; where it comes to another answer, the task does not pass.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::json;

use crate::domain::task::{Body, Cell, Flaw, Verification};
use crate::domain::{Rich, Task};
use crate::llm::{CallContext, ModelError, Prompt, Role, Router, Schema};
use crate::math;

/// Version of the prompt, recorded with every call.
pub(super) const VERSION: &str = "solver-3";

/// Most tasks of one call.
const MOST: usize = 20;
/// Tokens an answer may take, each further part of it, and those around all of them.
const TOKENS_PER_TASK: u32 = 50;
const TOKENS_PER_PART: u32 = 20;
const TOKENS_AROUND: u32 = 300;

#[derive(Deserialize)]
struct Answers {
    /// Each begins with the number of its task: `3: 240/4 = 60 км/ч`.
    answers: Vec<String>,
}

/// Asks for answers to tasks; by their places in the list, those that were not answered left out.
pub(super) async fn solve(
    router: &Router,
    context: &CallContext,
    tasks: &[&Task],
) -> Result<HashMap<usize, String>, ModelError> {
    let calls = tasks.chunks(MOST).enumerate().map(|(chunk, tasks)| async move {
        let reply = router.ask(&prompt(tasks), context).await?;
        let read: Answers = serde_json::from_str(&reply.text).map_err(|_| ModelError::Malformed)?;
        let place = |answered: String| {
            let (number, answer) = answered.split_once(':')?;
            let at = number.trim().parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < tasks.len())?;
            let answer = Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())?;
            Some((chunk * MOST + at, answer))
        };
        Ok(read.answers.into_iter().filter_map(place).collect::<Vec<_>>())
    });
    let solved: Result<Vec<Vec<_>>, ModelError> = futures::future::join_all(calls).await.into_iter().collect();
    Ok(solved?.into_iter().flatten().collect())
}

/// The answer; where an expression stands before it, what it really comes to, with the unit of the answer.
fn settled(answer: &str) -> String {
    let computed = answer.split_once('=').and_then(|(expression, stated)| {
        let value = math::evaluate(expression.trim()).ok()?;
        let (_, unit) = super::written::number_and_unit(stated.trim())?;
        Some(format!("{} {}", value.source(), unit.unwrap_or_default()).trim().to_owned())
    });
    computed.unwrap_or_else(|| answer.to_owned())
}

fn prompt(tasks: &[&Task]) -> Prompt {
    let questions: Vec<String> = tasks.iter().zip(1..).map(|(task, i)| format!("{i}. {}", question(task))).collect();
    let schema = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["answers"],
        "properties": { "answers": { "type": "array", "items": { "type": "string" } } },
    });
    Prompt {
        role: Role::Solver,
        version: VERSION,
        system: include_str!("prompts/solver-3.md").to_owned(),
        user: format!("<tasks>\n{}\n</tasks>", questions.join("\n").replace("</tasks>", "")),
        schema: Schema::new("blind_answers", schema),
        max_output_tokens: tasks.iter().fold(TOKENS_AROUND, |sum, task| {
            sum + TOKENS_PER_TASK + TOKENS_PER_PART * u32::try_from(parts(&task.body)).unwrap_or(0)
        }),
    }
}

/// Answers within an answer.
fn parts(body: &Body) -> usize {
    match body {
        Body::Reading(reading) => reading.tasks.len(),
        Body::Table(table) => table.asked().count(),
        _ => 0,
    }
}

/// A task as a pupil sees it: nothing of its key.
fn question(task: &Task) -> String {
    let numbered = |texts: &[Rich]| -> String {
        texts.iter().zip(1..).flat_map(|(text, n)| [format!(" {n}) "), text.source().to_owned()]).collect()
    };
    let code = task.kind().code();
    match &task.body {
        Body::SingleChoice(t) => format!("[{code}] {}{}", t.question.source(), numbered(&t.options)),
        Body::MultipleChoice(t) => format!("[{code}] {}{}", t.question.source(), numbered(&t.options)),
        Body::TrueFalse(t) => {
            let statements: Vec<Rich> = t.statements.iter().map(|s| s.text.clone()).collect();
            format!("[{code}] {}{}", t.question.source(), numbered(&statements))
        }
        Body::Matching(t) => {
            format!("[{code}] {} left:{} right:{}", t.question.source(), numbered(&t.left), numbered(&t.right))
        }
        Body::Ordering(t) => format!("[{code}] {}{}", t.question.source(), numbered(&t.items)),
        Body::Classify(t) => {
            let items: Vec<Rich> = t.items.iter().map(|item| item.text.clone()).collect();
            format!("[{code}] {} columns:{} items:{}", t.question.source(), numbered(&t.columns), numbered(&items))
        }
        Body::Table(t) => {
            let mut asked = 0;
            let mut cell = |cell: &Cell| match cell {
                Cell::Given(text) => text.source().to_owned(),
                Cell::Asked(_) => {
                    asked += 1;
                    format!("[{asked}]")
                }
            };
            let rows: Vec<String> =
                t.rows.iter().map(|row| row.iter().map(&mut cell).collect::<Vec<_>>().join(" | ")).collect();
            let header: Vec<&str> = t.header.iter().map(Rich::source).collect();
            format!("[{code}] {} columns: {} rows: {}", t.question.source(), header.join(" | "), rows.join("; "))
        }
        _ => {
            let texts: Vec<&str> = task.texts().into_iter().map(Rich::source).collect();
            format!("[{code}] {}", texts.join(" "))
        }
    }
}

/// Whether a task's answer is one that two solvers could give alike: not a text of one's own.
pub fn is_decidable(body: &Body) -> bool {
    match body {
        Body::Open(_) | Body::ColumnArithmetic(_) | Body::NumberLine(_) => false,
        Body::Reading(reading) => reading.tasks.iter().all(|task| matches!(task, Body::ShortAnswer(_))),
        _ => true,
    }
}

/// Compares a solver's answer with a task's key.
///
/// An answer that agrees proves the key; one that differs refuses the task, as does a question mark: several
/// answers are right, or none. One that cannot be compared leaves it as it was. A key that was computed stands.
pub fn weigh(mut task: Task, answer: &str) -> Result<Task, Flaw> {
    let several = matches!(&task.body, Body::SingleChoice(choice)
        if names_several(answer, choice.options.len()) && !choice.options.iter().any(|option| same(option, answer)));
    if (answer.trim() == "?" || several) && task.verification != Verification::Computed {
        return Err(Flaw { check: "solver.uncertain", detail: "another solver finds no certain answer".to_owned() });
    }
    match agrees(&task, &settled(answer.trim())) {
        Some(true) if task.verification == Verification::Unverified => task.verification = Verification::Solved,
        Some(false) if task.verification != Verification::Computed => {
            let detail = format!("another solver answers {answer}");
            return Err(Flaw { check: "solver.disagrees", detail });
        }
        _ => {}
    }
    Ok(task)
}

/// «2,3», «2 и 3» where one option is asked for.
fn names_several(answer: &str, options: usize) -> bool {
    let named: Option<Vec<usize>> =
        answer.replace(" и ", ",").split(',').map(|at| at.trim().trim_end_matches([')', '.']).parse().ok()).collect();
    named.is_some_and(|named| named.len() > 1 && named.iter().all(|at| (1..=options).contains(at)))
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
        Body::ShortAnswer(short) => short_agrees(&short.answer, &short.accept, answer).or_else(|| {
            let rewritten = ["put ", "rewrite", "change the", "make the"]
                .iter()
                .any(|verb| short.question.plain().to_lowercase().starts_with(verb));
            let form = asks_for_a_form(&short.question) && one_word(&short.answer, answer);
            (form || rewritten).then_some(false)
        }),
        Body::Table(table) => {
            let given = listed(answer);
            let asked: Vec<&Rich> = table.asked().collect();
            let told = || asked.iter().zip(&given).map(|(key, given)| short_agrees(key, &[], given));
            (asked.len() == given.len()).then(|| all(told())).flatten()
        }
        Body::Reading(reading) => {
            let given = listed(answer);
            let keys = reading.tasks.iter().filter_map(|task| match task {
                Body::ShortAnswer(short) => Some(&short.answer),
                _ => None,
            });
            // What a text says may be said in other words; numbers may not.
            let told = |(key, given): (&Rich, &&str)| {
                let agrees = short_agrees(key, &[], given);
                let numbers = key.plain().contains(|c: char| c.is_ascii_digit());
                agrees.filter(|agrees| *agrees || numbers).or_else(|| alike(&key.plain(), given).then_some(true))
            };
            (given.len() == reading.tasks.len()).then(|| all(keys.zip(&given).map(told))).flatten()
        }
        Body::FillBlank(fill) => {
            let given = listed(answer);
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

/// Answers between bars, or between semicolons where there are no bars.
fn listed(answer: &str) -> Vec<&str> {
    answer.split(if answer.contains('|') { '|' } else { ';' }).map(str::trim).collect()
}

/// One that differs makes the whole differ; all must agree to prove it.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<Option<bool>> = parts.collect();
    if parts.contains(&Some(false)) { Some(false) } else { parts.into_iter().collect::<Option<Vec<_>>>().map(|_| true) }
}

/// Whether a short answer is the key's: the same text or number; `None` where it may be the same in other words.
fn short_agrees(key: &Rich, accept: &[String], answer: &str) -> Option<bool> {
    if same(key, answer) || accept.iter().any(|accept| same(&Rich(accept.clone()), answer)) {
        return Some(true);
    }
    // Numbers differ or not; words may be another wording of the same, unless they are few and share none.
    if let (Ok(key), Ok(given)) = (math::evaluate(key.plain().trim()), math::evaluate(answer.trim())) {
        return Some(key == given);
    }
    let numbers = |text: &str| -> Vec<String> {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.map(str::to_owned).collect()
    };
    let (told, other) = (numbers(&key.plain()), numbers(answer));
    if !told.is_empty() && !other.is_empty() && !told.iter().any(|number| other.contains(number)) {
        return Some(false);
    }
    let (key, given) = (names(&key.plain()), names(answer));
    let few = |words: &[String]| (1..=3).contains(&words.len());
    let single = key.len() == 1 && given.len() == 1;
    let shared = key.iter().any(|word| given.iter().any(|other| akin(word, other, !single)));
    (few(&key) && few(&given) && !shared).then_some(false)
}

/// Whether a word is to be put into a form: another form of it is another answer.
fn asks_for_a_form(question: &Rich) -> bool {
    let asks = question.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    any(&["постав", "образу", "запиши", "напиши", "измени", "put ", "write ", "form "])
        && any(&["падеж", "форм", "множественн", "единственн", "времени", "past ", "plural", "participle", "степен"])
}

fn one_word(key: &Rich, answer: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("the ").trim_start_matches("to ").to_owned();
    [bare(&key.plain()), bare(answer)].iter().all(|text| !text.is_empty() && text.chars().all(char::is_alphabetic))
}

/// Whether most words of the shorter of two answers stand in the other.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (names(one), names(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let shared = short.iter().filter(|word| long.iter().any(|other| akin(word, other, true))).count();
    shared > 0 && shared * 2 > short.len()
}

/// The words of an answer without initials and prepositions; an answer of one word as it is.
fn names(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('ё', "е");
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty())
        .filter(|word| word.chars().count() > 2 || word.chars().any(|c| c.is_ascii_digit()) || *word == text.trim())
        .map(str::to_owned)
        .collect()
}

/// Forms of one word, or words that begin alike.
fn akin(a: &str, b: &str, beginnings: bool) -> bool {
    let beginning = |word: &str| word.chars().take(5).collect::<String>();
    a == b || crate::topic::same_word(a, b) || (beginnings && a.chars().count() >= 5 && beginning(a) == beginning(b))
}

/// The same text, case, ё and end marks aside.
fn same(key: &Rich, answer: &str) -> bool {
    let fold = |text: &str| {
        let text = text.to_lowercase().replace('ё', "е").replace(['$', '«', '»', '"'], "");
        text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', '!']).to_owned()
    };
    fold(&key.plain()) == fold(answer)
}
