//! What the library says to an order.

use super::judge::Why;
use super::storing::{fitted, is_sound};
use super::wording::Wording;
use super::{AUDITED, At, COMMON, Cache, Case, Found, LIFE, Lookup, Reached, ToMake, Via, key};
use crate::domain::id::{PooledId, TeacherId};
use crate::domain::library::Serving;
use crate::domain::{Money, Timestamp};
use crate::store::{self, Order};
use crate::telemetry;

impl Cache {
    /// Looks whether the library serves an order. `fresh`: the teacher wants a new sheet.
    pub async fn look_up(&self, order: &Order, fresh: bool) -> anyhow::Result<Lookup> {
        let now = self.clock.now();
        let Some(wording) = Wording::read(&order.spec) else {
            telemetry::library_lookup("bypass");
            return Ok(Lookup::Private);
        };
        let key = key::of(&order.spec, self.generator);
        let (mut at, near) = self.topic_of(&wording, order.teacher, now).await?;
        if let Some(at) = at
            && !fresh
            && let Some(found) = self.offer(order, &wording, &key, at, now).await?
        {
            return Ok(Lookup::Found(Box::new(found)));
        }
        let topic = match at {
            Some(at) => store::topics::find(self.db.read().await?.on(), at.topic).await?,
            None => None,
        };
        let (shared, title) = match topic {
            Some(topic) => (wording.clone(), topic.title),
            None if self.is_strange(&wording, order.teacher, now).await? => {
                // A slip, or somebody's name. What the programme makes of it may be shared, the words may not.
                match self.new_of_programme(&wording, order.teacher).await? {
                    Some(programme) => programme,
                    None => return self.private(order, &wording, &key, fresh, now).await,
                }
            }
            None => (wording.clone(), wording.title()),
        };
        let flight = if fresh {
            None
        } else {
            let Some(flight) = self.flights.begin(&shared, &key, order.id).await else { return Ok(Lookup::Wait) };
            // What was being made a moment ago may be there now.
            let (again, _) = self.topic_of(&wording, order.teacher, now).await?;
            if let Some(again) = again
                && let Some(found) = self.offer(order, &wording, &key, again, now).await?
            {
                return Ok(Lookup::Found(Box::new(found)));
            }
            at = again.or(at);
            Some(flight)
        };
        telemetry::library_lookup(if fresh {
            "fresh"
        } else if at.is_some() {
            "exhausted"
        } else {
            "miss"
        });
        Ok(Lookup::Make(Box::new(ToMake {
            spec: key::to_make(&order.spec, &title),
            near,
            // Words that must not be shared are no question for the judge either.
            open: shared.hash == wording.hash,
            wording: shared,
            key,
            at,
            _flight: flight,
        })))
    }

    /// The words cannot be shared; but what they ask for may have been made a moment ago.
    async fn private(
        &self,
        order: &Order,
        wording: &Wording,
        key: &str,
        fresh: bool,
        now: Timestamp,
    ) -> anyhow::Result<Lookup> {
        let (at, _) = self.topic_of(wording, order.teacher, now).await?;
        if let Some(at) = at.filter(|_| !fresh)
            && let Some(found) = self.offer(order, wording, key, at, now).await?
        {
            return Ok(Lookup::Found(Box::new(found)));
        }
        telemetry::library_lookup("private");
        Ok(Lookup::Private)
    }

    /// The programme's wording of a topic that the library does not have yet. One it has was not found by the
    /// teacher's words, and there was a reason.
    async fn new_of_programme(
        &self,
        wording: &Wording,
        teacher: TeacherId,
    ) -> anyhow::Result<Option<(Wording, String)>> {
        let Some((programme, title)) = wording.of_programme() else { return Ok(None) };
        Ok(self.topic(&programme, teacher).await?.is_none().then_some((programme, title)))
    }

    /// Whether a wording has a word that neither the lists nor three accounts know.
    async fn is_strange(&self, wording: &Wording, teacher: TeacherId, now: Timestamp) -> anyhow::Result<bool> {
        if wording.unknown.is_empty() {
            return Ok(false);
        }
        let mut tx = self.db.begin().await?;
        let mut strange = false;
        for word in &wording.unknown {
            strange |= store::topics::note_word(tx.on(), word, teacher, now).await? < COMMON;
        }
        tx.commit().await?;
        Ok(strange)
    }

    /// The least served sheet that the teacher has not had and that fits the order.
    async fn offer(
        &self,
        order: &Order,
        wording: &Wording,
        key: &str,
        at: At,
        now: Timestamp,
    ) -> anyhow::Result<Option<Found>> {
        let spec = &order.spec;
        let offers = store::pool::offers(
            self.db.read().await?.on(),
            at.topic,
            key,
            order.teacher,
            spec.total.into(),
            spec.variants.into(),
            now - LIFE,
        )
        .await?;
        for pooled in offers {
            if !is_sound(&pooled.content) {
                store::pool::remove(self.db.write().await?.on(), pooled.id).await?;
                continue;
            }
            let Some(content) = fitted(&pooled.content, spec) else { continue };
            let serving = Self::serving(order, wording, pooled.id, pooled.cost, now);
            let audit =
                self.is_audited(at).await?.then_some(Case { order: order.id, topic: at.topic, why: Why::Audit });
            telemetry::library_lookup(match at.via {
                Via::Alias => "alias",
                Via::Local => "local",
            });
            let reached = (at.via == Via::Local).then(|| Reached { wording: wording.clone(), topic: at.topic });
            return Ok(Some(Found { content, serving, audit, reached }));
        }
        Ok(None)
    }

    pub(super) fn serving(
        order: &Order,
        wording: &Wording,
        sheet: PooledId,
        cost: Option<Money>,
        now: Timestamp,
    ) -> Serving {
        Serving {
            teacher: order.teacher,
            sheet,
            order: order.id,
            hash: wording.hash.clone(),
            made: false,
            saved: cost,
            created_at: now,
        }
    }

    /// One hit in fifty, and every hit of a topic that was once served wrongly.
    async fn is_audited(&self, at: At) -> anyhow::Result<bool> {
        if self.judge.is_none() || at.own {
            return Ok(false);
        }
        Ok(self.is_watched(at.topic).await? || self.chance.seed().is_multiple_of(AUDITED))
    }
}
