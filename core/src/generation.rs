//! Worksheets written by language models and checked in code.
//!
//! One strict schema, a compact one: the answer's tokens are what costs. Whatever fails a check is
//! dropped and asked for once more; a sheet that stays below half of what was ordered is not made.

mod checks;
mod written;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::domain::worksheet::{Notice, Origin, Section, Variant, Worksheet};
use crate::domain::{Format, Kind, Locale, Spec, Task};
use crate::i18n;
use crate::llm::{Call, ModelError, Prompt, Role, Router};
use written::Written;

/// Version of prompt and schema, recorded with every call.
const PROMPT: &str = "author-1";
/// Tasks asked for in one call: more would risk a truncated answer.
const LOT: u8 = 10;
/// Tokens a task may take, and those around all of them.
const TOKENS_PER_TASK: u32 = 260;
const TOKENS_AROUND: u32 = 300;

/// Why no worksheet was written.
#[derive(Debug, thiserror::Error)]
pub enum GenerationError {
    /// No model answers; worth trying later.
    #[error("no model answers")]
    Unavailable,
    /// Too little of what was written passed the checks.
    #[error("too few tasks passed their checks")]
    Unchecked,
    /// The model refused the request.
    #[error("refused")]
    Refused,
    /// Anything else.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
}

/// Writes a worksheet. The calls made are returned whatever becomes of it: they were paid.
pub async fn write(router: &Router, spec: &Spec, seed: u64) -> (Result<Worksheet, GenerationError>, Vec<Call>) {
    let mut calls = Vec::new();
    let written = write_all(router, spec, seed, &mut calls).await;
    (written, calls)
}

async fn write_all(
    router: &Router,
    spec: &Spec,
    seed: u64,
    calls: &mut Vec<Call>,
) -> Result<Worksheet, GenerationError> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut title = None;
    let mut variants = Vec::new();
    let mut fewest = spec.total;
    let mut earlier: Vec<Task> = Vec::new();
    for _ in 0..spec.variants {
        let mut tasks: Vec<Task> = Vec::new();
        // One lot more than needed: the last is for what the checks refused.
        let lots = spec.total.div_ceil(LOT) + 1;
        for _ in 0..lots {
            let missing = spec.total - u8::try_from(tasks.len()).unwrap_or(spec.total);
            if missing == 0 {
                break;
            }
            let avoid = earlier.iter().chain(&tasks);
            let reply = match router.ask(&prompt(spec, missing.min(LOT), avoid), calls).await {
                Ok(reply) => reply,
                // What is there already was paid for and may suffice.
                Err(ModelError::Truncated) if !tasks.is_empty() => continue,
                Err(ModelError::Refused) => return Err(GenerationError::Refused),
                Err(_) => return Err(GenerationError::Unavailable),
            };
            let Ok(Written { title: head, tasks: drafts }) = serde_json::from_str(&reply.text) else { continue };
            title.get_or_insert(head);
            for draft in drafts.into_iter().take(missing.into()) {
                let Some(task) = draft.into_task(spec.locale, &mut rng) else {
                    crate::telemetry::task_rejected("shape");
                    continue;
                };
                if checks::passes(&task, earlier.iter().chain(&tasks)) {
                    tasks.push(task);
                }
            }
        }
        if tasks.len() * 2 < usize::from(spec.total) {
            return Err(GenerationError::Unchecked);
        }
        fewest = fewest.min(u8::try_from(tasks.len()).unwrap_or(fewest));
        tasks.sort_by_key(|task| task.difficulty);
        earlier.extend(tasks.iter().cloned());
        variants.push(Variant { sections: vec![Section { heading: None, tasks }] });
    }
    let mut notices = Vec::new();
    if fewest < spec.total {
        notices.push(Notice::Fewer { ordered: spec.total, delivered: fewest });
    }
    let origin = if router.demonstration() { Origin::Demonstration } else { Origin::Model };
    Ok(Worksheet {
        schema: Worksheet::SCHEMA,
        locale: spec.locale,
        subject: spec.subject,
        grade: spec.grade,
        topic: spec.topic.clone(),
        title: title.filter(|t| is_title(t)).unwrap_or_else(|| own_title(spec)),
        kind_of_work: spec.kind_of_work.clone(),
        instruction: None,
        variants,
        large_print: spec.large_print,
        origin,
        notices,
    })
}

/// A model's title is used if it is one: a short line without markup.
fn is_title(title: &str) -> bool {
    let length = title.trim().chars().count();
    (3..=90).contains(&length) && !title.contains(['\n', '$', '<', '>', '{', '\u{0}'])
}

fn own_title(spec: &Spec) -> String {
    let mut letters = spec.topic.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => i18n::text(spec.locale, &format!("subject-{}", spec.subject.code())),
    }
}

fn prompt<'a>(spec: &Spec, count: u8, avoid: impl Iterator<Item = &'a Task>) -> Prompt {
    let kinds: Vec<_> = kinds(spec).into_iter().map(Kind::code).collect();
    // The newest forty questions, shortened: enough to steer away from repeats.
    let mut seen: Vec<String> =
        avoid.filter_map(|t| t.texts().first().map(|q| q.plain().chars().take(60).collect())).collect();
    let seen = seen.split_off(seen.len().saturating_sub(40));
    let avoid = if seen.is_empty() { String::new() } else { format!("\navoid repeating: {}", seen.join(" / ")) };
    let user = format!(
        "subject: {}\ngrade: {}\nlanguage: {}\ncount: {count}\nkinds: {}\ndifficulty: {}\n<request>\ntopic: {}\n</request>{avoid}",
        spec.subject.code(),
        spec.grade,
        spec.locale.code(),
        kinds.join(","),
        spec.difficulty.code(),
        scrub(&spec.topic),
    );
    Prompt {
        role: Role::Author,
        version: PROMPT,
        system: include_str!("generation/prompts/author-1.md").to_owned(),
        user,
        schema: ("worksheet_tasks", schema()),
        max_output_tokens: TOKENS_AROUND + TOKENS_PER_TASK * u32::from(count),
    }
}

/// Kinds the model may use: what was asked for, less what was forbidden.
fn kinds(spec: &Spec) -> Vec<Kind> {
    const TEST: [Kind; 3] = [Kind::SingleChoice, Kind::TrueFalse, Kind::Matching];
    const OPEN: [Kind; 4] = [Kind::ShortAnswer, Kind::Numeric, Kind::FillBlank, Kind::Open];
    let mut kinds: Vec<Kind> = match spec.format {
        Some(Format::TestOnly) => TEST[..1].to_vec(),
        Some(Format::OpenOnly) => OPEN.to_vec(),
        Some(Format::TestAndOpen) | None => TEST.into_iter().chain(OPEN).collect(),
    };
    if !spec.subject.is_exact() {
        kinds.retain(|kind| *kind != Kind::Numeric);
    }
    let wanted: Vec<_> = TEST.into_iter().chain(OPEN).filter(|kind| spec.include_kinds.contains(kind)).collect();
    if !wanted.is_empty() {
        kinds = wanted;
    }
    kinds.retain(|kind| !spec.exclude_kinds.contains(kind));
    if kinds.is_empty() { vec![Kind::ShortAnswer] } else { kinds }
}

/// Takes out what could be a person's: addresses and long numbers. Marks of our own cannot be forged.
fn scrub(topic: &str) -> String {
    topic
        .split_whitespace()
        .filter(|word| !word.contains('@') && word.chars().filter(char::is_ascii_digit).count() < 7)
        .map(|word| word.replace(['<', '>'], ""))
        .collect::<Vec<_>>()
        .join(" ")
}

fn schema() -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let kinds = ["single_choice", "short_answer", "numeric", "open", "true_false", "fill_blank", "matching"];
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["title", "tasks"],
        "properties": {
            "title": { "type": "string" },
            "tasks": { "type": "array", "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["k", "q", "o", "a", "l", "r", "x", "d"],
                "properties": {
                    "k": { "type": "string", "enum": kinds },
                    "q": { "type": "string" },
                    "o": texts,
                    "a": { "type": "string" },
                    "l": texts,
                    "r": texts,
                    "x": { "type": "string" },
                    "d": { "type": "integer", "enum": [1, 2, 3] },
                },
            } },
        },
    })
}

/// The words a true/false task asks with.
fn judge(locale: Locale) -> &'static str {
    match locale {
        Locale::Ru => "Верны ли утверждения?",
        Locale::En => "True or false?",
    }
}
