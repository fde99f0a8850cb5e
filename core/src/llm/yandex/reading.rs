//! Replies of Yandex' native dialect, read tolerantly.

use std::time::Duration;

use serde_json::Value;

use crate::llm::{Answer, ModelError, Usage};

/// How long a folder is left alone whose hour is used up.
const AN_HOUR_USED_UP: Duration = Duration::from_mins(15);

/// A whole number, written as a number or as a string.
pub(super) fn whole_number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Text of a result.
pub(super) fn read(result: &Value) -> Result<String, ModelError> {
    let alternative = result["alternatives"].get(0).ok_or(ModelError::Malformed)?;
    match alternative["status"].as_str() {
        Some("ALTERNATIVE_STATUS_FINAL") => {
            alternative["message"]["text"].as_str().map(str::to_owned).ok_or(ModelError::Malformed)
        }
        Some("ALTERNATIVE_STATUS_TRUNCATED_FINAL") => Err(ModelError::Truncated),
        Some("ALTERNATIVE_STATUS_CONTENT_FILTER") => Err(ModelError::Refused),
        // Still being written, although nothing more comes.
        Some("ALTERNATIVE_STATUS_PARTIAL") => Err(ModelError::Unreachable),
        _ => Err(ModelError::Malformed),
    }
}

/// Tokens of a result.
pub(super) fn usage(result: &Value) -> Option<Usage> {
    let usage = result.get("usage")?;
    Some(Usage {
        input: whole_number(&usage["inputTextTokens"])?,
        cached: 0,
        cache_written: 0,
        output: whole_number(&usage["completionTokens"])?,
        reasoning: whole_number(&usage["completionTokensDetails"]["reasoningTokens"]).unwrap_or(0),
    })
}

/// Objects one after another, as they come in pieces of bytes.
#[derive(Default)]
pub(super) struct Objects {
    rest: Vec<u8>,
}

impl Objects {
    pub(super) fn take(&mut self, piece: &[u8]) -> Result<Vec<Value>, ModelError> {
        self.rest.extend_from_slice(piece);
        let mut objects = serde_json::Deserializer::from_slice(&self.rest).into_iter::<Value>();
        let mut found = Vec::new();
        for object in objects.by_ref() {
            match object {
                Ok(object) => found.push(object),
                Err(error) if error.is_eof() => break,
                Err(_) => return Err(ModelError::Malformed),
            }
        }
        let end = objects.byte_offset();
        self.rest.drain(..end);
        Ok(found)
    }
}

/// An answer that comes as the whole text so far, again and again. If it is cut, the tokens told half way are not
/// those of the bill.
#[derive(Default)]
pub(super) struct Streamed {
    text: String,
    usage: Option<Usage>,
    ended: Option<Result<(), ModelError>>,
}

impl Streamed {
    pub(super) fn take(&mut self, object: &Value, on: &mut (dyn FnMut(&str) + Send)) {
        if object["error"].is_object() {
            self.ended = Some(Err(Refusal::read(object, 0).error()));
            return;
        }
        let result = object.get("result").unwrap_or(object);
        self.usage = usage(result).or(self.usage);
        let alternative = &result["alternatives"][0];
        if let Some(text) = alternative["message"]["text"].as_str() {
            match text.strip_prefix(self.text.as_str()) {
                Some("") => {}
                Some(new) => on(new),
                // The model took words back: what was told cannot be.
                None => self.ended = Some(Err(ModelError::Malformed)),
            }
            text.clone_into(&mut self.text);
        }
        if alternative["status"] != "ALTERNATIVE_STATUS_PARTIAL" && !matches!(self.ended, Some(Err(_))) {
            self.ended = Some(read(result).map(drop));
        }
    }

    /// The connection ended as it should.
    pub(super) fn end(self) -> Answer {
        match self.ended {
            None => ModelError::Unreachable.into(),
            Some(ended) => Answer { text: ended.map(|()| self.text), usage: self.usage, half: false },
        }
    }
}

/// What the provider says when it will not: `{"error":{"grpcCode","httpCode","message"}}`, or the same unwrapped.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u64,
    grpc: Option<u64>,
    /// Read for the name of a quota only.
    message: String,
    retry_after: Option<Duration>,
}

impl Refusal {
    pub(super) async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let wish = response.headers().get("retry-after").and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
        let body = response.bytes().await.unwrap_or_default();
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Self { retry_after: wish.map(Duration::from_secs), ..Self::read(&body, status.into()) }
    }

    fn read(body: &Value, status: u64) -> Self {
        let error = if body["error"].is_object() { &body["error"] } else { body };
        Self {
            status: if status == 0 { whole_number(&error["httpCode"]).unwrap_or(500) } else { status },
            grpc: whole_number(&error["grpcCode"]).or_else(|| whole_number(&error["code"])),
            message: error["message"].as_str().unwrap_or_default().to_owned(),
            retry_after: None,
        }
    }

    pub(super) fn error(&self) -> ModelError {
        match (self.status, self.grpc) {
            (429, _) | (_, Some(8)) => match by_grpc(8, &self.message) {
                ModelError::RateLimited { retry_after: None } => {
                    ModelError::RateLimited { retry_after: self.retry_after }
                }
                longer => longer,
            },
            (401 | 403, _) => ModelError::Unauthorised,
            (402, _) => ModelError::Exhausted,
            (408 | 504, _) => ModelError::Timeout,
            (500.., _) => ModelError::Overloaded,
            (_, Some(code)) => by_grpc(code, &self.message),
            _ => ModelError::Rejected,
        }
    }
}

/// What a code of gRPC says.
pub(super) fn by_grpc(code: u64, message: &str) -> ModelError {
    match code {
        // A gauge frees a place with every answer; a rate of an hour takes its time.
        8 if message.contains("PerHour") || message.contains("PerDay") => {
            ModelError::RateLimited { retry_after: Some(AN_HOUR_USED_UP) }
        }
        8 => ModelError::RateLimited { retry_after: None },
        4 => ModelError::Timeout,
        7 | 16 => ModelError::Unauthorised,
        2 | 13 | 14 => ModelError::Overloaded,
        _ => ModelError::Rejected,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_read_from_strings_and_from_numbers() {
        let result = |usage: Value| json!({ "usage": usage });
        let expected = Some(Usage { input: 87, output: 58, ..Usage::default() });

        for told in [
            json!({ "inputTextTokens": "87", "completionTokens": "58", "totalTokens": "145", "completionTokensDetails": {} }),
            json!({ "inputTextTokens": 87, "completionTokens": 58, "completionTokensDetails": null }),
        ] {
            assert_eq!(usage(&result(told)), expected);
        }
        assert_eq!(usage(&result(json!({}))), None, "what is not told is not nothing");
    }

    #[test]
    fn objects_are_found_wherever_the_bytes_are_parted() {
        let stream = "{\"result\":{\"т\":1}}\n{\"result\":{\"т\":2}}".as_bytes();

        for at in 0..stream.len() {
            let mut objects = Objects::default();
            let mut found = objects.take(&stream[..at]).unwrap();
            found.extend(objects.take(&stream[at..]).unwrap());
            assert_eq!(found.len(), 2, "parted at {at}");
        }
        assert!(Objects::default().take(b"<html>").is_err());
    }

    #[test]
    fn a_full_room_is_waited_for_and_a_used_up_hour_is_not() {
        let refusal = |message: &str| json!({ "error": { "grpcCode": 8, "httpCode": 429, "message": message, "httpStatus": "Too Many Requests", "details": [] } });
        let gauge = "ai.textGenerationCompletionSessionsCount.count gauge quota limit exceed: allowed 10 requests";
        let rate = "ai.textGenerationAsyncCompletionRequestsPerHour.rate rate quota limit exceed";

        assert_eq!(Refusal::read(&refusal(gauge), 429).error(), ModelError::RateLimited { retry_after: None });
        let long = Refusal::read(&refusal(rate), 429).error();
        assert_eq!(long, ModelError::RateLimited { retry_after: Some(AN_HOUR_USED_UP) });
    }
}
