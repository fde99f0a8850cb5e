//! Answers in Yandex' native shape.

use serde_json::{Value, json};

use crate::openai::answer::{Answer, Finish};

/// A whole number, written as a number or as a string.
pub(super) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

pub(super) const fn status(answer: &Answer, filtered: bool) -> &'static str {
    match answer.finish {
        _ if filtered => "ALTERNATIVE_STATUS_CONTENT_FILTER",
        Finish::Length => "ALTERNATIVE_STATUS_TRUNCATED_FINAL",
        Finish::Stop | Finish::Refusal => "ALTERNATIVE_STATUS_FINAL",
    }
}

pub(super) fn result(text: &str, status: &str, answer: &Answer) -> Value {
    let usage = answer.usage;
    json!({
        "alternatives": [{ "message": { "role": "assistant", "text": text }, "status": status }],
        "usage": {
            "inputTextTokens": usage.input.to_string(),
            "completionTokens": usage.output.to_string(),
            "totalTokens": (usage.input + usage.output).to_string(),
            "completionTokensDetails": { "reasoningTokens": usage.reasoning.to_string() },
        },
        "modelVersion": "sandbox",
    })
}

pub(super) fn whole(answer: &Answer, filtered: bool) -> String {
    json!({ "result": result(&answer.text, status(answer, filtered), answer) }).to_string()
}

/// The whole text so far, again and again, an object a line.
pub(super) fn stream(answer: &Answer, filtered: bool) -> Vec<String> {
    let mut text = String::new();
    let mut lines = Vec::new();
    for piece in answer.pieces() {
        text.push_str(&piece);
        lines.push(result(&text, "ALTERNATIVE_STATUS_PARTIAL", answer));
    }
    lines.push(result(&answer.text, status(answer, filtered), answer));
    lines.into_iter().map(|result| format!("{}\n", json!({ "result": result }))).collect()
}

pub(super) fn operation(id: &str, done: bool) -> Value {
    json!({ "id": id, "description": "Async GPT Completion", "createdBy": "sandbox", "done": done, "metadata": null })
}
