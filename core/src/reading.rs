//! Reading a message when the parser alone is unsure: a small model is asked once, its answer is checked like any
//! user's, and nothing the parser was sure of changes.

use std::time::Duration;

use serde_json::{Value, json};

use crate::domain::{Request, Subject};
use crate::generation::scrub;
use crate::llm::{CallContext, Prompt, Role, Router, Schema};
use crate::understand::{self, Context, Offer};

/// Version of prompt and schema, recorded with the call.
const PROMPT: &str = "reader-1";
/// A teacher waits no longer than this; then the one question is asked instead.
pub const LONGEST: Duration = Duration::from_secs(8);
/// A few words are all that is answered; the rest is room for a model that thinks.
const TOKENS: u32 = 600;

/// Reads a message. Without a model, or when it fails, this is [`understand::understand`]; not for use inside a
/// transaction. `calls` says who pays, and the deadline: [`LONGEST`] from now.
pub async fn read(text: &str, context: &Context, models: Option<&Router>, calls: &CallContext) -> Request {
    let request = understand::understand(text, context);
    let Some(models) = models.filter(|_| understand::is_unsure(&request)) else { return request };
    let prompt = prompt(text);
    let Ok(reply) = models.ask(&prompt, calls).await else { return request };
    match serde_json::from_str::<Offer>(&reply.text) {
        Ok(offer) => understand::accept(request, &offer, text),
        Err(_) => request,
    }
}

fn prompt(text: &str) -> Prompt {
    let words = scrub::scrub(&understand::without_names(text));
    Prompt {
        role: Role::Parser,
        version: PROMPT,
        system: include_str!("reading/reader-1.md").to_owned(),
        user: format!("<message>{words}</message>"),
        schema: Schema::new("reading", schema()),
        max_output_tokens: TOKENS,
    }
}

fn schema() -> Value {
    let subjects = Subject::ALL.iter().map(|subject| json!(subject.code())).chain([Value::Null]);
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["worksheet", "subject", "grade", "topic"],
        "properties": {
            "worksheet": { "type": "boolean" },
            "subject": { "type": ["string", "null"], "enum": subjects.collect::<Vec<_>>() },
            "grade": { "type": ["integer", "null"] },
            "topic": { "type": ["string", "null"] },
        },
    })
}
