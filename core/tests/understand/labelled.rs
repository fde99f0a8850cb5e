//! Labelled requests: how a line is read, and which of its slots are understood.

use std::collections::BTreeSet;

use anyhow::Context as _;
use listok_core::domain::{Grade, Request, Subject};
use listok_core::understand::{Context, understand};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A message and what it means.
#[derive(Deserialize)]
struct Line {
    text: String,
    expect: Map<String, Value>,
}

/// One slot of one message: expected, filled, or both.
pub(crate) struct Judged {
    /// The message.
    pub(crate) text: String,
    /// Name of the slot.
    pub(crate) slot: String,
    /// The label, absent when the slot should have stayed empty.
    pub(crate) expected: Option<Value>,
    /// What was understood.
    pub(crate) got: Option<Value>,
}

impl Judged {
    /// Whether what was understood is what was meant.
    pub(crate) fn right(&self) -> bool {
        let (Some(expected), Some(got)) = (&self.expected, &self.got) else { return false };
        match (self.slot.as_str(), expected, got) {
            ("topic", Value::String(a), Value::String(b)) => content(a) == content(b),
            ("suggest", Value::Object(a), Value::Object(b)) => a.iter().all(|(slot, value)| b.get(slot) == Some(value)),
            // What must be asked is in order; every other list is a set.
            ("missing", ..) => expected == got,
            (_, Value::Array(a), Value::Array(b)) => set(a) == set(b),
            _ => expected == got,
        }
    }
}

fn set(list: &[Value]) -> BTreeSet<String> {
    list.iter().map(Value::to_string).collect()
}

/// Judges every slot of every line of a file.
pub(crate) fn judged(text: &str) -> anyhow::Result<Vec<Judged>> {
    let mut all = Vec::new();
    // Follow-ups are labelled as if one finished sheet existed.
    let last = Request {
        subject: Some(Subject::Math),
        grade: Grade::new(5).ok(),
        topic: Some("дроби".into()),
        ..Request::default()
    };
    let context = Context { last: Some(last), ..Context::default() };
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Line { text, expect } = serde_json::from_str(line).with_context(|| format!("line {}", n + 1))?;
        let mut slots = slots(&understand(&text, &context))?;
        for (slot, expected) in expect {
            let got = slots.remove(&slot);
            all.push(Judged { text: text.clone(), slot, expected: Some(expected), got });
        }
        // Offers beyond the labelled ones are no errors, everything else is.
        slots.remove("suggest");
        all.extend(slots.into_iter().map(|(slot, got)| Judged {
            text: text.clone(),
            slot,
            expected: None,
            got: Some(got),
        }));
    }
    Ok(all)
}

/// A request in the words of the labels.
fn slots(request: &Request) -> anyhow::Result<Map<String, Value>> {
    let Value::Object(mut slots) = serde_json::to_value(request)? else { anyhow::bail!("a request is an object") };
    if slots.get("language") == Some(&json!("ru")) {
        slots.remove("language");
    }
    slots.retain(|slot, value| !matches!(slot.as_str(), "conflict" | "over_limit") || *value == json!(true));
    if let Some(conflict) = slots.get_mut("conflict") {
        *conflict = json!("subject_grade");
    }
    if let Some(grade) = slots.remove("suggest_grade") {
        slots.insert("suggest".into(), json!({"grade": grade}));
    }
    Ok(slots)
}

/// The words of a topic that carry meaning, by their stems; order and small words do not matter.
fn content(topic: &str) -> BTreeSet<String> {
    const JOINING: [&str; 33] = [
        "и", "или", "в", "во", "на", "с", "со", "к", "ко", "о", "об", "по", "от", "из", "за", "для", "при", "у", "the",
        "a", "an", "of", "and", "or", "in", "on", "to", "for", "with", "at", "by", "from", "about",
    ];
    let (russian, english) = (Stemmer::create(Algorithm::Russian), Stemmer::create(Algorithm::English));
    let folded = topic.to_lowercase().replace('ё', "е");
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '='))
        .filter(|word| !word.is_empty() && !JOINING.contains(word))
        .map(|word| if word.is_ascii() { english.stem(word) } else { russian.stem(word) }.into_owned())
        .collect()
}
