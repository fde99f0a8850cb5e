//! Replies of OpenAI's two dialects, whole and streamed, read tolerantly.

use serde_json::Value;

use crate::llm::{Answer, ModelError, Usage};

/// Text of a Responses reply.
pub(super) fn read_response(body: &Value) -> Result<String, ModelError> {
    if body["status"] == "incomplete" {
        let filtered = body["incomplete_details"]["reason"] == "content_filter";
        return Err(if filtered { ModelError::Refused } else { ModelError::Truncated });
    }
    if body["status"] == "failed" {
        return Err(ModelError::Overloaded);
    }
    let parts = body["output"].as_array().ok_or(ModelError::Malformed)?;
    let contents = parts.iter().filter_map(|part| part["content"].as_array()).flatten();
    let mut text = String::new();
    for content in contents {
        match content["type"].as_str() {
            Some("refusal") => return Err(ModelError::Declined),
            Some("output_text") => text.push_str(content["text"].as_str().unwrap_or_default()),
            _ => {}
        }
    }
    if text.is_empty() { Err(ModelError::Malformed) } else { Ok(text) }
}

/// Text of a Chat Completions reply.
pub(super) fn read_chat(body: &Value) -> Result<String, ModelError> {
    let choice = &body["choices"][0];
    finished(choice["finish_reason"].as_str())?;
    if choice["message"]["refusal"].is_string() {
        return Err(ModelError::Declined);
    }
    choice["message"]["content"].as_str().map(str::to_owned).ok_or(ModelError::Malformed)
}

fn finished(reason: Option<&str>) -> Result<(), ModelError> {
    match reason {
        Some("length") => Err(ModelError::Truncated),
        Some("content_filter") => Err(ModelError::Refused),
        _ => Ok(()),
    }
}

/// Tokens of either dialect; absent details count as nothing.
pub(super) fn usage(body: &Value) -> Option<Usage> {
    let usage = body.get("usage").filter(|usage| usage.is_object())?;
    let number = |paths: &[&str]| paths.iter().find_map(|path| usage.pointer(path)?.as_u64()).unwrap_or(0);
    Some(Usage {
        input: number(&["/input_tokens", "/prompt_tokens"]),
        cached: number(&["/input_tokens_details/cached_tokens", "/prompt_tokens_details/cached_tokens"]),
        cache_written: number(&[
            "/input_tokens_details/cache_write_tokens",
            "/prompt_tokens_details/cache_write_tokens",
        ]),
        output: number(&["/output_tokens", "/completion_tokens"]),
        reasoning: number(&["/output_tokens_details/reasoning_tokens", "/completion_tokens_details/reasoning_tokens"]),
    })
}

/// An answer that comes in events of either dialect.
#[derive(Default)]
pub(super) struct Streamed {
    text: String,
    usage: Option<Usage>,
    /// How it ended, once it has: an end of the connection alone is none.
    ended: Option<Result<(), ModelError>>,
    declined: bool,
}

impl Streamed {
    pub(super) fn take(&mut self, event: &Value, on: &mut (dyn FnMut(&str) + Send)) {
        if let Some(kind) = event["type"].as_str() {
            match kind {
                "response.output_text.delta" => self.add(event["delta"].as_str(), on),
                "response.refusal.delta" => self.declined = true,
                "response.completed" | "response.incomplete" | "response.failed" => {
                    let response = &event["response"];
                    self.usage = usage(response).or(self.usage);
                    self.ended = Some(read_response(response).map(drop));
                }
                "error" => self.ended = Some(Err(ModelError::Overloaded)),
                _ => {}
            }
            return;
        }
        self.usage = usage(event).or(self.usage);
        let choice = &event["choices"][0];
        self.add(choice["delta"]["content"].as_str(), on);
        self.declined |= choice["delta"]["refusal"].is_string();
        if let Some(reason) = choice["finish_reason"].as_str() {
            self.ended = Some(finished(Some(reason)));
        }
    }

    fn add(&mut self, delta: Option<&str>, on: &mut (dyn FnMut(&str) + Send)) {
        if let Some(delta) = delta.filter(|delta| !delta.is_empty()) {
            self.text.push_str(delta);
            on(delta);
        }
    }

    /// The connection broke.
    pub(super) fn cut(self, error: ModelError) -> Answer {
        Answer { text: Err(error), usage: self.usage, half: false }
    }

    /// The connection ended as it should.
    pub(super) fn end(self) -> Answer {
        let text = match self.ended {
            None => Err(ModelError::Unreachable),
            Some(Err(error)) => Err(error),
            Some(Ok(())) if self.declined => Err(ModelError::Declined),
            Some(Ok(())) => Ok(self.text),
        };
        Answer { text, usage: self.usage, half: false }
    }
}
