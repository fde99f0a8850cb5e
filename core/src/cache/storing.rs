//! Sheets going out of the library and into it, in the transaction that stores the teacher's copy.

use super::judge::Why;
use super::{Cache, Case, Found, LIFE, ToMake, VARIANTS, key, slice};
use crate::domain::id::PooledId;
use crate::domain::library::{NewPooled, Serving};
use crate::domain::worksheet::{Notice, Variant};
use crate::domain::{Money, Spec, Worksheet};
use crate::store::{self, Order, Tx};
use crate::telemetry;

impl Cache {
    /// Notes that a sheet was served. `false`: meanwhile the teacher got it by another order, or it was hidden.
    pub async fn serve(&self, tx: &mut Tx, found: &Found) -> anyhow::Result<bool> {
        if !store::pool::serve(tx.on(), &found.serving).await? {
            return Ok(false);
        }
        if let Some(reached) = &found.reached {
            self.note_use(tx, reached, found.serving.teacher, found.serving.created_at).await?;
        }
        if let (Some(case), Some(queue)) = (&found.audit, &self.judge) {
            queue.push(tx, case.push()?).await?;
        }
        telemetry::library_saved(found.serving.saved);
        Ok(true)
    }

    /// What the teacher gets of a sheet just made.
    pub fn cut(made: &Worksheet, spec: &Spec) -> Worksheet {
        let (total, variants) = (usize::from(spec.total), usize::from(spec.variants));
        let mut cut = fitted(made, spec)
            .unwrap_or_else(|| dressed(slice::beginning(made, total.min(made.len()), variants), spec));
        if let Ok(delivered) = u8::try_from(cut.len())
            && delivered < spec.total
        {
            cut.notices.insert(0, Notice::Fewer { ordered: spec.total, delivered });
        }
        cut
    }

    /// Puts a sheet into the library.
    pub async fn shelve(
        &self,
        tx: &mut Tx,
        made: &ToMake,
        order: &Order,
        content: &Worksheet,
        cost: Option<Money>,
    ) -> anyhow::Result<()> {
        let now = self.clock.now();
        let Some((topic, new)) = self.topic_to_fill(tx, made, order.teacher, now).await? else { return Ok(()) };
        let total = content.variants.iter().map(|variant| variant.tasks().count()).min();
        let total = total.and_then(|total| u8::try_from(total).ok()).filter(|total| *total > 0);
        let Some(total) = total.filter(|_| is_sound(content)) else { return Ok(()) };
        if store::pool::count(tx.on(), topic, &made.key, now - LIFE).await? >= VARIANTS {
            return Ok(());
        }
        let id: PooledId = self.chance.id(now);
        let content = Worksheet { notices: Vec::new(), ..content.clone() };
        let pooled = NewPooled { id, topic, key: made.key.clone(), total, content, cost, created_at: now };
        store::pool::add(tx.on(), &pooled).await?;
        let serving = Serving { made: true, ..Self::serving(order, &made.wording, id, None, now) };
        store::pool::serve(tx.on(), &serving).await?;
        let question = match made.near {
            Some(near) => Some((near, Why::Near)),
            None => self.compares.then_some((topic, Why::New)),
        };
        if let (Some(queue), Some((topic, why)), true) = (&self.judge, question, new && made.open) {
            queue.push(tx, Case { order: order.id, topic, why }.push()?).await?;
        }
        Ok(())
    }
}

/// A sheet cut to an order and in its dress; `None`: it cannot be cut so.
pub(super) fn fitted(made: &Worksheet, spec: &Spec) -> Option<Worksheet> {
    if key::is_fixed(spec) && made.len() != usize::from(spec.total) {
        return None;
    }
    slice::slice(made, spec.total.into(), spec.variants.into()).map(|cut| dressed(cut, spec))
}

/// What the page shows besides the tasks is the order's.
fn dressed(content: Worksheet, spec: &Spec) -> Worksheet {
    Worksheet {
        topic: spec.topic.clone(),
        kind_of_work: spec.kind_of_work.clone(),
        large_print: spec.large_print,
        ..content
    }
    .laid_out(spec)
}

/// Whether every task still passes the checks of its form; checks grow with releases.
pub(super) fn is_sound(content: &Worksheet) -> bool {
    let tasks = content.variants.iter().flat_map(Variant::tasks);
    content.schema == Worksheet::SCHEMA && tasks.into_iter().all(|task| task.check().is_empty())
}
