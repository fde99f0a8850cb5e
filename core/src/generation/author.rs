//! What an author is asked: the order in lines, the kinds allowed, a schema that costs few tokens.

use serde_json::{Map, Value, json};

use super::lots::Lot;
use super::scrub::scrub;
use crate::domain::{Format, Kind, Spec};
use crate::llm::{Prompt, Role, Schema};
use crate::programme::Topic;

/// Version of prompt and schema, recorded with every call.
pub(super) const VERSION: &str = "author-4";
/// Tokens a task may take, and those around all of them.
const TOKENS_PER_TASK: u32 = 260;
const TOKENS_AROUND: u32 = 300;

/// Lines `name: value`; what was not written by us stands between the marks of the request.
pub(super) fn prompt(
    spec: &Spec,
    topic: Option<&Topic>,
    Lot { wanted, skills, .. }: &Lot,
    (part, parts): (usize, usize),
    seen: &[String],
) -> Prompt {
    let mut lines = vec![
        format!("subject: {}", spec.subject.code()),
        format!("grade: {}", spec.grade),
        format!("language: {}", spec.locale.code()),
        format!("count: {}", wanted.count()),
        format!("kinds: {}", wanted.kinds_in_words()),
    ];
    lines.push(match wanted.levels_in_words() {
        Some(levels) => format!("levels: {levels}"),
        None => format!("difficulty: {}", spec.difficulty.code()),
    });
    if parts > 1 {
        lines.push(format!("part: {part} of {parts}"));
    }
    if let Some(exam) = spec.exam.and_then(|exam| serde_json::to_value(exam).ok()) {
        lines.push(format!("exam: {}", exam.as_str().unwrap_or_default()));
    }
    if let Some(topic) = topic.filter(|topic| !topic.not_yet.is_empty()) {
        lines.push(format!("not yet: {}", topic.not_yet.join(", ")));
    }
    lines.push("<request>".to_owned());
    lines.push(format!("topic: {}", scrub(&spec.topic)));
    if !skills.is_empty() {
        lines.push(format!("skills: {}", skills.join("; ")));
    }
    // The newest forty questions, shortened: enough to steer away from repeats.
    let newest = seen.get(seen.len().saturating_sub(40)..).unwrap_or_default();
    let seen: Vec<String> =
        newest.iter().map(|question| scrub(&question.chars().take(60).collect::<String>())).collect();
    if !seen.is_empty() {
        lines.push(format!("avoid repeating: {}", seen.join(" / ")));
    }
    lines.push("</request>".to_owned());
    Prompt {
        role: Role::Author,
        version: VERSION,
        system: include_str!("prompts/author-4.md").to_owned(),
        user: lines.join("\n"),
        schema: schema(&wanted.kinds()),
        max_output_tokens: TOKENS_AROUND + TOKENS_PER_TASK * u32::from(wanted.count()),
    }
}

/// Whether a model writes tasks of a kind.
pub(super) fn writes(kind: Kind) -> bool {
    FIELDS.iter().any(|(known, _)| *known == kind)
}

/// Kinds of the tasks that were not counted: what was asked for, less what was forbidden.
pub(super) fn others(spec: &Spec) -> Vec<Kind> {
    const TEST: [Kind; 3] = [Kind::SingleChoice, Kind::TrueFalse, Kind::Matching];
    const OPEN: [Kind; 4] = [Kind::ShortAnswer, Kind::Numeric, Kind::FillBlank, Kind::Open];
    // Written only where the teacher asks for them.
    const ASKED: [Kind; 5] = [Kind::MultipleChoice, Kind::Ordering, Kind::Classify, Kind::Reading, Kind::Table];
    let mut kinds: Vec<Kind> = match spec.format {
        Some(Format::TestOnly) => TEST[..1].to_vec(),
        Some(Format::OpenOnly) => OPEN.to_vec(),
        Some(Format::TestAndOpen) | None => TEST.into_iter().chain(OPEN).collect(),
    };
    if !spec.subject.is_exact() {
        kinds.retain(|kind| *kind != Kind::Numeric);
    }
    let counted = |kind: &Kind| spec.per_kind.contains_key(kind);
    let wanted = |kind: &Kind| spec.include_kinds.contains(kind) && !counted(kind);
    let wanted: Vec<_> = TEST.into_iter().chain(OPEN).chain(ASKED).filter(wanted).collect();
    if !wanted.is_empty() {
        kinds = wanted;
    }
    kinds.retain(|kind| !spec.exclude_kinds.contains(kind) && !counted(kind));
    match spec.format {
        _ if !kinds.is_empty() => kinds,
        Some(Format::TestOnly) => vec![Kind::SingleChoice],
        _ => vec![Kind::ShortAnswer],
    }
}

/// The fields of each kind in the order they are written: question, solution, answer.
const FIELDS: &[(Kind, &[&str])] = &[
    (Kind::SingleChoice, &["o", "x", "a"]),
    (Kind::MultipleChoice, &["o", "x", "a"]),
    (Kind::ShortAnswer, &["x", "a"]),
    (Kind::Numeric, &["x", "e", "a"]),
    (Kind::FillBlank, &["x", "a"]),
    (Kind::TrueFalse, &["o", "x", "a"]),
    (Kind::Matching, &["l", "r", "x"]),
    (Kind::Ordering, &["o", "x"]),
    (Kind::Classify, &["l", "o", "x", "a"]),
    (Kind::Reading, &["l", "o", "r", "x"]),
    (Kind::Table, &["l", "o", "x"]),
    (Kind::Open, &["x", "a"]),
];

/// The schema of a whole reply: strict, with the fields of each kind alone; flat, with all fields.
fn schema(kinds: &[Kind]) -> Schema {
    let reply = |task: Value| {
        json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["title", "tasks"],
            "properties": { "title": { "type": "string" }, "tasks": { "type": "array", "items": task } },
        })
    };
    Schema { name: "worksheet_tasks", strict: reply(task_schema(kinds)), flat: Some(reply(flat_task_schema(kinds))) }
}

/// The schema of a task of one of some kinds.
pub(super) fn task_schema(kinds: &[Kind]) -> Value {
    let of = |(kind, fields): &(Kind, &[&str])| {
        let names: Vec<&str> = ["k", "q"].into_iter().chain(fields.iter().copied()).chain(["d"]).collect();
        object(&names, &[kind.code()])
    };
    let alternatives: Vec<Value> = FIELDS.iter().filter(|(kind, _)| kinds.contains(kind)).map(of).collect();
    json!({ "anyOf": alternatives })
}

fn flat_task_schema(kinds: &[Kind]) -> Value {
    let codes: Vec<&str> =
        FIELDS.iter().map(|(kind, _)| kind).filter(|kind| kinds.contains(kind)).map(|kind| kind.code()).collect();
    object(&["k", "q", "l", "o", "r", "x", "e", "a", "d"], &codes)
}

fn object(fields: &[&str], kinds: &[&str]) -> Value {
    let shape = |field: &str| match field {
        "k" => json!({ "type": "string", "enum": kinds }),
        "o" | "l" | "r" => json!({ "type": "array", "items": { "type": "string" } }),
        "d" => json!({ "type": "integer", "enum": [1, 2, 3] }),
        _ => json!({ "type": "string" }),
    };
    let properties: Map<String, Value> = fields.iter().map(|field| ((*field).to_owned(), shape(field))).collect();
    json!({ "type": "object", "additionalProperties": false, "required": fields, "properties": properties })
}
