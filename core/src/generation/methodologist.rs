//! The methodologist names what a class practises on a topic; it is asked for nothing that one sheet alone has, so
//! that its answer serves every sheet of the topic.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;

use super::lots::LOT;
use super::plan::Plan;
use super::scrub::scrub;
use crate::domain::Spec;
use crate::llm::{CallContext, Prompt, Role, Router, Schema};
use crate::programme::Topic;

/// Version of prompt and schema, recorded with every call and with every plan that is kept.
pub const VERSION: &str = "methodologist-1";

/// Tokens of a plan: ten lines of a hundred letters.
const TOKENS: u32 = 450;
/// The part of the time left a plan may take, and the longest: a sheet without one is still a sheet.
const PART: u32 = 6;
const LONGEST: Duration = Duration::from_secs(12);

#[derive(Deserialize)]
struct Answer {
    skills: Vec<String>,
}

/// Whether a sheet is worth a plan: where several authors write at once. Each of them alone keeps his tasks apart, but
/// does not see those of the others, and variants are to practise the same.
pub const fn is_planned(spec: &Spec) -> bool {
    spec.total > LOT || spec.variants > 1
}

/// Asks for a plan. Empty: the sheet needs none, or there was none to be had in time.
pub async fn plan(router: &Router, context: &CallContext, spec: &Spec) -> Plan {
    if !is_planned(spec) {
        return Plan::default();
    }
    let Ok(topic) = super::topic_of(spec).await else { return Plan::default() };
    let part = context.with_part(PART);
    let soon = CallContext { deadline: part.deadline.min(Instant::now() + LONGEST), ..part };
    let Ok(reply) = router.ask(&prompt(spec, topic), &soon).await else { return Plan::default() };
    serde_json::from_str(&reply.text).map_or_else(|_| Plan::default(), |Answer { skills }| Plan::read(&skills, spec))
}

fn prompt(spec: &Spec, topic: Option<&Topic>) -> Prompt {
    let mut lines = vec![
        format!("subject: {}", spec.subject.code()),
        format!("grade: {}", spec.grade),
        format!("language: {}", spec.locale.code()),
    ];
    if let Some(topic) = topic.filter(|topic| !topic.not_yet.is_empty()) {
        lines.push(format!("not yet: {}", topic.not_yet.join(", ")));
    }
    lines.push(format!("<request>\ntopic: {}\n</request>", scrub(&spec.topic)));
    let schema = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["skills"],
        "properties": { "skills": { "type": "array", "items": { "type": "string" } } },
    });
    Prompt {
        role: Role::Methodologist,
        version: VERSION,
        system: include_str!("prompts/methodologist-1.md").to_owned(),
        user: lines.join("\n"),
        schema: Schema::new("sheet_plan", schema),
        max_output_tokens: TOKENS,
    }
}
