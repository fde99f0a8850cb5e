//! Tasks of a sheet in place of others: the next version of it.

use super::fulfilment::{Fulfilment, LONGEST, Made, Sheet, seed};
use crate::domain::stored::Replacement;
use crate::domain::{Task, Worksheet};
use crate::drills;
use crate::generation::{self, GenerationError};
use crate::llm::{CallContext, Router};
use crate::outgoing::{Failure, Stage};
use crate::queue::Attempt;
use crate::store::{self, Order};

impl Fulfilment {
    /// The next version of a teacher's sheet, all the tasks asked for replaced or none.
    pub(super) async fn remake(
        &self,
        order: &Order,
        Replacement { worksheet, tasks, by }: &Replacement,
        attempt: &Attempt,
    ) -> anyhow::Result<Made> {
        let mut read = self.db.read().await?;
        let Some(own) = store::worksheets::find_owned(read.on(), *worksheet, order.teacher).await? else {
            return Ok(Made::Failed(Failure::Unchecked));
        };
        let Some(mut sheet) = store::worksheets::content(read.on(), own.id, own.version).await? else {
            return Ok(Made::Failed(Failure::Unchecked));
        };
        drop(read);
        self.progress(order, Stage::Writing).await?;
        let context = CallContext::within(LONGEST).of_order(order.id, order.teacher);
        // The sheet as it was is among them.
        let recent = self.recent_questions(order, false).await?;
        let places = (0..sheet.variants.len()).flat_map(|variant| tasks.iter().map(move |number| (variant, *number)));
        for (seed, place) in (seed(order.id)..).zip(places.collect::<Vec<_>>()) {
            let replaced = tokio::select! {
                replaced = replace(self.models.as_deref(), &context, &sheet, place, *by, &recent, seed) => replaced,
                () = attempt.stop.cancelled() => return Ok(Made::Later("stopped")),
            };
            match replaced {
                Ok(Some(task)) => sheet.put(place.0, place.1, task),
                Ok(None) => continue,
                Err(_) if self.models.is_none() => return Ok(Made::Failed(Failure::Unsupported)),
                Err(error) => return Ok(self.unmade(order, error)),
            };
        }
        Ok(Made::Worksheet(Box::new(Sheet::version(sheet, own.id, own.version))))
    }
}

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
