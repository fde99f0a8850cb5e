//! The stand-in's opinion of two topics: one if most of the words of the shorter begin like words of the other.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// Letters that the forms of a word have in common, more or less.
const BEGINNING: usize = 5;

/// The answer to a question about the topics `made for: …` and `asked for: …`.
pub(super) fn opinion(user: &str) -> Value {
    let words = |label: &str| -> BTreeSet<String> {
        let line = user.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default().to_lowercase();
        line.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(|word| word.chars().take(BEGINNING).collect())
            .collect()
    };
    let (made, asked) = (words("made for: "), words("asked for: "));
    let common = made.intersection(&asked).count();
    let same = common > 0 && 2 * common >= made.len().min(asked.len());
    json!({ "same": if same { "yes" } else { "no" } })
}
