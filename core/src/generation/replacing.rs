//! One task of a sheet written anew: of the same kind, by the same checks, unlike all the sheet has.

use super::{Drafted, GenerationError, author, topic_of};
use crate::domain::request::Request;
use crate::domain::{Difficulty, Task, Worksheet};
use crate::llm::{CallContext, Router};

/// Writes a task of a level in place of one of the sheet. It repeats neither the sheet nor the teacher's recent
/// questions; kinds that models do not write cannot be had.
pub async fn replace(
    router: &Router,
    context: &CallContext,
    sheet: &Worksheet,
    old: &Task,
    level: Difficulty,
    recent: &[String],
    seed: u64,
) -> Result<Task, GenerationError> {
    if !author::writes(old.kind()) {
        return Err(GenerationError::Unchecked);
    }
    let topic = if sheet.topic.trim().is_empty() { &sheet.title } else { &sheet.topic };
    let request = Request {
        language: sheet.locale,
        subject: Some(sheet.subject),
        grade: Some(sheet.grade),
        topic: Some(topic.clone()),
        total: Some(1),
        difficulty: Some(level),
        per_kind: [(old.kind(), 1)].into(),
        mix: [(level, 1)].into(),
        kind_of_work: sheet.kind_of_work.clone(),
        ..Request::default()
    };
    let spec = request.settle().map_err(anyhow::Error::from)?;
    let siblings: Vec<Task> = sheet.variants.iter().flat_map(|variant| variant.tasks().cloned()).collect();
    let mut draft = Drafted::of(&spec, topic_of(&spec).await?, recent, &siblings, seed);
    let fault = draft.work(router, context).await?;
    let written = draft.variants.into_iter().flatten().next();
    let missing = if fault.is_some() { GenerationError::Unavailable } else { GenerationError::Unchecked };
    written.map(|written| written.task).ok_or(missing)
}
