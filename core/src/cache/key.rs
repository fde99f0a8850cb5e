//! The exact key: what two requests for one topic must have in common to share a sheet; pure.

use sha2::{Digest, Sha256};

use crate::domain::request::Answers;
use crate::domain::{Spec, Worksheet};

/// Who writes the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Generator {
    /// Version of prompts, checks and whatever else shapes a sheet.
    pub version: &'static str,
    /// A stand-in: its sheets never serve an installation with a model.
    pub demonstration: bool,
}

/// Hash of everything but the topic that shapes the tasks.
///
/// How many tasks, how many variants, large print, the classes and how answers are handed over are
/// not in it: they are cut or set from one sheet.
pub fn of(spec: &Spec, generator: Generator) -> String {
    // No `..`: a new wish of a request must be decided upon here.
    let Spec {
        locale,
        subject,
        grade,
        topic: _,
        total: _,
        difficulty,
        variants: _,
        format,
        include_kinds,
        exclude_kinds,
        large_print: _,
        answers: _,
        exam,
        kind_of_work,
        class_letters: _,
        mix,
        levels,
        per_kind,
        short_wording,
    } = spec;
    let work = kind_of_work.as_deref().map(str::to_lowercase);
    let key = serde_json::json!([
        locale,
        subject,
        grade,
        difficulty,
        format,
        include_kinds,
        exclude_kinds,
        exam,
        work,
        mix,
        levels,
        per_kind,
        short_wording,
        generator.version,
        generator.demonstration,
        Worksheet::SCHEMA,
    ]);
    hex::encode(Sha256::digest(key.to_string()))
}

/// What a shared sheet is made from: the canonical topic and the key, nothing of the teacher's own.
///
/// As many tasks as were ordered and no more: tasks to spare are paid for at once, and one that fails its check
/// costs another call. A longer sheet serves shorter orders all the same.
pub fn to_make(spec: &Spec, title: &str) -> Spec {
    Spec {
        topic: title.to_owned(),
        large_print: false,
        answers: Answers::Separate,
        class_letters: Vec::new(),
        ..spec.clone()
    }
}

/// Whether the number of tasks is part of what was ordered: an exam's composition, and counts by kind or level, are
/// not ours to cut.
pub fn is_fixed(spec: &Spec) -> bool {
    spec.exam.is_some() || !spec.mix.is_empty() || !spec.levels.is_empty() || !spec.per_kind.is_empty()
}
