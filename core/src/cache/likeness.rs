//! Which topic is most like a new one, as an embedding model sees it: a question for the judge, never an answer.
//!
//! Two wordings of one topic may share no word («причастный оборот», «обособленные определения»): no comparing of words
//! finds them. Vectors do, and find much that is not the same as well, so all they do is propose.

use super::judge::LONGEST;
use super::wording::Wording;
use super::{Judge, NOBODY};
use crate::domain::library::LibraryTopic;
use crate::llm::{CallContext, ModelError, Router};
use crate::store;

/// Cosine from which a pair is worth two short questions. Pairs of one topic and pairs of two have nearly the same
/// median (0.56 and 0.53 in our trial), so it keeps out only what is plainly something else.
const LIKE: f32 = 0.6;

impl Judge {
    /// The topic of the partition most like a new one, if any is like it and was not refused. The new one's vector is
    /// kept for those that come later.
    pub(super) async fn most_like(
        &self,
        models: &Router,
        wording: &Wording,
        new: &LibraryTopic,
    ) -> anyhow::Result<Option<LibraryTopic>> {
        let made = match models.embed(&new.title, &CallContext::within(LONGEST).later()).await {
            Ok(made) => made,
            // There is no such model, or it may not be paid for today.
            Err(ModelError::NoRoute | ModelError::Budget) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let bytes: Vec<u8> = made.vector.iter().flat_map(|number| number.to_le_bytes()).collect();
        let mut tx = self.db.begin().await?;
        store::topics::keep_vector(tx.on(), new.id, &made.tag, &bytes, self.clock.now()).await?;
        let others = store::topics::vectors(tx.on(), wording.partition, &made.tag).await?;
        let refused = store::topics::refused(tx.on(), &wording.hash, NOBODY).await?;
        tx.commit().await?;
        let like = others
            .iter()
            .filter(|(topic, _)| *topic != new.id && !refused.contains(topic))
            .map(|(topic, bytes)| (*topic, cosine(&made.vector, &numbers(bytes))))
            .filter(|(_, cosine)| *cosine >= LIKE)
            .max_by(|(_, one), (_, other)| one.total_cmp(other));
        let Some((topic, _)) = like else { return Ok(None) };
        Ok(store::topics::find(self.db.read().await?.on(), topic).await?)
    }
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().map(|number| f32::from_le_bytes(*number)).collect()
}

/// Cosine of the angle between two vectors; 0 when one has no length.
fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let lengths = (dot(one, one) * dot(other, other)).sqrt();
    if lengths > 0.0 { dot(one, other) / lengths } else { 0.0 }
}
