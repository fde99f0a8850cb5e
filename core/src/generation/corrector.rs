//! The corrector sees only what failed, with the reasons, and returns only what it mended.

use serde::Deserialize;
use serde_json::{Value, json};

use super::author;
use super::reply::ExaminedTask;
use crate::domain::Kind;
use crate::llm::{CallContext, ModelError, Prompt, Role, Router, Schema};

/// Version of the prompt, recorded with every call.
pub(super) const VERSION: &str = "corrector-1";

/// Most tasks sent at once.
const MOST: usize = 12;
/// Tokens a task may take, and those around all of them.
const TOKENS_PER_TASK: u32 = 280;
const TOKENS_AROUND: u32 = 120;

/// A task that failed, and where it belongs.
pub(super) struct Failing {
    pub(super) variant: usize,
    pub(super) source: Value,
    pub(super) why: String,
}

impl Failing {
    /// Of a task that was refused; `None` for one that passed.
    pub(super) fn of(variant: usize, examined: &ExaminedTask) -> Option<Self> {
        let flaw = examined.inspected.refused.first()?;
        Some(Self { variant, source: examined.source.clone(), why: format!("{}: {}", flaw.check, flaw.detail) })
    }

    /// Whether mending it is worth a call: what repeats a task or breaks the form is written anew for less.
    pub(super) fn is_mendable(&self) -> bool {
        !["reply.", "safety.", "sheet.duplicate"].iter().any(|check| self.why.starts_with(check))
    }
}

#[derive(Deserialize)]
struct Answer {
    fix: Vec<Fixed>,
}

#[derive(Deserialize)]
struct Fixed {
    i: usize,
    task: Value,
}

/// Asks for mended tasks; each comes back with the variant it belongs to, still to be examined.
pub(super) async fn mend(
    router: &Router,
    context: &CallContext,
    failing: &[Failing],
) -> Result<Vec<(usize, Value)>, ModelError> {
    let failing = &failing[..failing.len().min(MOST)];
    let items: Vec<Value> = failing
        .iter()
        .enumerate()
        .map(|(at, failing)| json!({ "i": at + 1, "why": failing.why, "task": failing.source }))
        .collect();
    // Of the kinds that failed alone: the schema is read with every call.
    let mut kinds: Vec<Kind> =
        failing.iter().filter_map(|failing| Kind::from_code(failing.source["k"].as_str()?)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let task_schema = author::task_schema(&kinds);
    let schema = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["fix", "drop"],
        "properties": {
            "fix": { "type": "array", "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["i", "task"],
                "properties": { "i": { "type": "integer" }, "task": task_schema },
            } },
            "drop": { "type": "array", "items": { "type": "integer" } },
        },
    });
    let prompt = Prompt {
        role: Role::Corrector,
        version: VERSION,
        system: include_str!("prompts/corrector-1.md").to_owned(),
        user: format!("<tasks>\n{}\n</tasks>", Value::from(items).to_string().replace("</tasks>", "")),
        schema: Schema::new("corrected_tasks", schema),
        max_output_tokens: TOKENS_AROUND
            + TOKENS_PER_TASK * u32::try_from(failing.len()).unwrap_or(u32::MAX / TOKENS_PER_TASK),
    };
    let reply = router.ask(&prompt, context).await?;
    let Ok(Answer { fix }) = serde_json::from_str(&reply.text) else { return Ok(Vec::new()) };
    let place = |fixed: Fixed| failing.get(fixed.i.checked_sub(1)?).map(|failing| (failing.variant, fixed.task));
    Ok(fix.into_iter().take(MOST).filter_map(place).collect())
}
