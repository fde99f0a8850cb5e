//! Parameters of a call, whatever body they came in.

use std::collections::HashMap;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// Largest body taken: Telegram's own 50 MB and the form around it.
pub(crate) const LARGEST: usize = 52 * 1024 * 1024;

/// A file that came with the call.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) bytes: Vec<u8>,
}

/// The parameters by name; texts and JSON are told apart when they are read, as Telegram does.
#[derive(Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    files: HashMap<String, Upload>,
}

impl Params {
    pub(crate) fn of(values: Map<String, Value>) -> Self {
        Self { values, files: HashMap::new() }
    }

    /// Reads query and body: JSON, a form, or a form with files.
    pub(crate) async fn read(request: Request) -> Result<Self, Refusal> {
        let mut params = Self::default();
        if let Some(query) = request.uri().query() {
            params.form(query.as_bytes());
        }
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_lowercase();
        if kind.starts_with("multipart/form-data") {
            let unreadable = |_| Refusal::bad("can't parse multipart body");
            let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Refusal::bad("no multipart"))?;
            while let Some(part) = parts.next_field().await.map_err(unreadable)? {
                let Some(field) = part.name().map(str::to_owned) else { continue };
                let file = part.file_name().map(str::to_owned);
                let mime = part.content_type().unwrap_or("application/octet-stream").to_owned();
                let bytes = part.bytes().await.map_err(|_| Refusal::too_large())?.to_vec();
                match file {
                    Some(name) => {
                        params.files.insert(field, Upload { name, mime, bytes });
                    }
                    None => {
                        params.values.insert(field, String::from_utf8_lossy(&bytes).into_owned().into());
                    }
                }
            }
            return Ok(params);
        }
        let body = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|_| Refusal::too_large())?;
        if kind.starts_with("application/json") {
            if !body.is_empty() {
                let json: Value = serde_json::from_slice(&body).map_err(|_| Refusal::bad("can't parse JSON object"))?;
                let Value::Object(values) = json else { return Err(Refusal::bad("can't parse JSON object")) };
                params.values.extend(values);
            }
        } else {
            params.form(&body);
        }
        Ok(params)
    }

    fn form(&mut self, bytes: &[u8]) {
        for (name, value) in pairs(bytes) {
            self.values.insert(name, value.into());
        }
    }

    /// A text; empty if absent.
    pub(crate) fn text(&self, name: &str) -> String {
        match self.values.get(name) {
            Some(Value::String(text)) => text.clone(),
            None | Some(Value::Null) => String::new(),
            Some(other) => other.to_string(),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(|value| !value.is_null()) || self.files.contains_key(name)
    }

    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => matches!(text.to_lowercase().as_str(), "true" | "1" | "yes"),
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// An object or array, given as such or as text.
    pub(crate) fn json(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| Refusal::bad(format!("can't parse {} JSON object", name.replace('_', " ")))),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.get(name)
    }

    /// The values as asked, files by name and size.
    pub(crate) fn for_journal(&self) -> Value {
        let mut values = self.values.clone();
        for (field, file) in &self.files {
            values.insert(
                format!("file:{field}"),
                serde_json::json!({ "name": file.name, "mime": file.mime, "size": file.bytes.len() }),
            );
        }
        Value::Object(values)
    }
}

/// Pairs of `application/x-www-form-urlencoded`.
pub(crate) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            (decode(&pair[..at]), decode(pair.get(at + 1..).unwrap_or_default()))
        })
        .collect()
}

fn decode(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |range: std::ops::Range<usize>| {
            tail.get(range).and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|h| u8::from_str_radix(h, 16).ok())
        };
        match (first, hex(0..2)) {
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = &tail[2..];
            }
            (b'+', _) => {
                out.push(b' ');
                rest = tail;
            }
            _ => {
                out.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded() {
        let read = pairs("chat_id=-5&text=%D0%94%D0%B0+%26+no%".as_bytes());

        assert_eq!(read, [("chat_id".into(), "-5".into()), ("text".into(), "Да & no%".into())]);
    }
}
