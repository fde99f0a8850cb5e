//! Which topic a wording asks for, and how a wording becomes everybody's.

use super::wording::Wording;
use super::{At, COMMON, Cache, NOBODY, Reached, ToMake, Via};
use crate::domain::Timestamp;
use crate::domain::id::{TeacherId, TopicId};
use crate::domain::library::{NewWording, Shared};
use crate::store::{self, Tx};

impl Cache {
    /// The topic a wording asks for.
    pub async fn topic(&self, wording: &Wording, teacher: TeacherId) -> anyhow::Result<Option<TopicId>> {
        Ok(self.topic_of(wording, teacher, self.clock.now()).await?.0.map(|at| at.topic))
    }

    /// Looks again for the topic of a sheet that was long in the making, so that it is not made a second time.
    pub async fn look_again(&self, made: &mut ToMake, teacher: TeacherId) -> anyhow::Result<()> {
        if made.at.is_none() {
            made.at = self.topic_of(&made.wording, teacher, self.clock.now()).await?.0;
        }
        Ok(())
    }

    /// Where a wording's topic was found, or else one that may be the same.
    pub(super) async fn topic_of(
        &self,
        wording: &Wording,
        teacher: TeacherId,
        now: Timestamp,
    ) -> anyhow::Result<(Option<At>, Option<TopicId>)> {
        let alias = store::topics::known(self.db.read().await?.on(), &wording.hash, teacher).await?;
        if let Some(alias) = alias {
            return Ok((Some(At { topic: alias.topic, own: alias.own, via: Via::Alias }), None));
        }
        // Comparing is work for a processor, reading for the database: at the same time.
        let (mut found, refused) = tokio::try_join!(
            Box::pin(self.shelves.find(&self.db, wording.partition, wording.asked.clone(), now)),
            async { Ok(store::topics::refused(self.db.read().await?.on(), &wording.hash, teacher).await?) },
        )?;
        found.passing.retain(|(topic, _)| !refused.contains(topic));
        let Some((topic, verdict)) = found.hit() else {
            // Two that pass: one of them is wrong, or they are one topic made twice. The judge may tell.
            let near = found.passing.first().copied().or(found.grey).map(|(topic, _)| topic);
            return Ok((None, near.filter(|topic| !refused.contains(topic))));
        };
        if verdict.guessed && self.is_watched(topic).await? {
            return Ok((None, None));
        }
        Ok((Some(At { topic, own: false, via: Via::Local }), None))
    }

    /// Whether a wrong hit made likeness of spelling count for nothing with this topic.
    pub(super) async fn is_watched(&self, topic: TopicId) -> anyhow::Result<bool> {
        let topic = store::topics::find(self.db.read().await?.on(), topic).await?;
        Ok(topic.is_none_or(|topic| topic.watched.is_some()))
    }

    /// This teacher finds the topic at once from now on; after three accounts everybody does.
    pub(super) async fn note_use(
        &self,
        tx: &mut Tx,
        Reached { wording, topic }: &Reached,
        teacher: TeacherId,
        now: Timestamp,
    ) -> anyhow::Result<()> {
        if store::topics::note_use(tx.on(), teacher, &wording.hash, *topic, now).await? >= COMMON {
            store::topics::share(tx.on(), &self.share(wording, *topic, Shared::Common, now)).await?;
        }
        Ok(())
    }

    /// The topic a new sheet belongs to, and whether it was made for it. `None`: to nobody's.
    pub(super) async fn topic_to_fill(
        &self,
        tx: &mut Tx,
        made: &ToMake,
        teacher: TeacherId,
        now: Timestamp,
    ) -> anyhow::Result<Option<(TopicId, bool)>> {
        if let Some(at) = made.at {
            let topic = store::topics::find(tx.on(), at.topic).await?.map(|topic| topic.id);
            if let Some(topic) = topic.filter(|_| at.via == Via::Local) {
                let reached = Reached { wording: made.wording.clone(), topic };
                self.note_use(tx, &reached, teacher, now).await?;
            }
            return Ok(topic.map(|topic| (topic, false)));
        }
        let wording = &made.wording;
        if let Some(topic) = store::topics::of_wording(tx.on(), &wording.hash).await? {
            let refused = store::topics::refused(tx.on(), &wording.hash, teacher).await?;
            if !refused.contains(&topic) {
                return Ok(Some((topic, false)));
            }
            // One teacher's no does not take the wording from all others.
            if !store::topics::refused(tx.on(), &wording.hash, NOBODY).await?.contains(&topic) {
                return Ok(None);
            }
        }
        let topic: TopicId = self.chance.id(now);
        store::topics::create(tx.on(), topic, wording.partition, &made.spec.topic, now).await?;
        store::topics::share(tx.on(), &self.share(wording, topic, Shared::Made, now)).await?;
        Ok(Some((topic, true)))
    }

    fn share(&self, wording: &Wording, topic: TopicId, how: Shared, now: Timestamp) -> NewWording {
        NewWording {
            id: self.chance.id(now),
            topic,
            partition: wording.partition,
            hash: wording.hash.clone(),
            words: wording.words.clone(),
            how,
            created_at: now,
        }
    }
}
