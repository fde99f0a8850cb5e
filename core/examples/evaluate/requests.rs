//! Labelled requests: slots understood, slot by slot, and the errors.

#[path = "../../tests/understand/labelled.rs"]
mod labelled;

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::Value;

use labelled::judged;

pub(crate) fn run(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let judged = judged(text)?;
    let mut slots: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for one in &judged {
        let (right, all) = slots.entry(&one.slot).or_default();
        *right += usize::from(one.right());
        *all += 1;
    }
    writeln!(out, "slots {}/{}", judged.iter().filter(|one| one.right()).count(), judged.len())?;
    for (slot, (right, all)) in slots {
        writeln!(out, "{slot}: {right}/{all}")?;
    }
    let told = |value: &Option<Value>| value.as_ref().map_or_else(|| "absent".to_owned(), Value::to_string);
    for one in judged.iter().filter(|one| !one.right()) {
        writeln!(out, "{}: {}, not {} | {}", one.slot, told(&one.expected), told(&one.got), one.text)?;
    }
    Ok(())
}
