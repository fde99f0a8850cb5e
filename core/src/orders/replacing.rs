//! One task of a sheet in place of another.

use crate::domain::{Task, Worksheet};
use crate::drills;
use crate::generation::{self, GenerationError};
use crate::llm::{CallContext, Router};

/// Another task for one of a variant, by its number from 1: of the same kind, easier or harder by `by` levels where
/// there are such, and none of the sheet's or the teacher's recent ones. `None`: the sheet has no such task.
///
/// A computed task is drawn again and costs nothing; others need a model.
pub async fn replace(
    models: Option<&Router>,
    context: &CallContext,
    sheet: &Worksheet,
    (variant, number): (usize, u16),
    by: i8,
    recent: &[String],
    seed: u64,
) -> Result<Option<Task>, GenerationError> {
    let found = sheet.tasks(variant).find(|(at, _)| *at == number);
    let Some((_, old)) = found else { return Ok(None) };
    let level = old.difficulty.shifted(by);
    let taken: Vec<String> = sheet.questions().chain(recent.iter().cloned()).collect();
    if let Some(drawn) = drills::another(old, sheet.locale, sheet.grade, level, &taken, seed) {
        return Ok(Some(drawn));
    }
    let models = models.ok_or(GenerationError::Unavailable)?;
    generation::replace(models, context, sheet, old, level, recent, seed).await.map(Some)
}
