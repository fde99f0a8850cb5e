//! The library: which wordings ask for the same topic, and the sheets there are of it.
//!
//! A sheet that a language model wrote may serve others who ask for the same. Exact key and the
//! verifier of [`crate::topic`] decide; likeness never does. What is shared is made from the
//! canonical topic and the key alone, and a teacher never gets a sheet twice unasked. Computed drills
//! are free and always fresh, so they have no place here.

mod flight;
pub mod judge;
pub mod key;
pub mod opinion;
mod shelf;
pub mod slice;
mod sweep;
pub mod wording;

use chrono::TimeDelta;

pub use judge::{Case, Judge, TOPIC};
pub use key::Generator;
pub use sweep::{forget, sweep};

use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::id::{PooledId, TeacherId, TopicId};
use crate::domain::library::{NewPooled, NewWording, Serving, Shared};
use crate::domain::worksheet::{Notice, Worksheet};
use crate::domain::{Money, Spec, Timestamp};
use crate::limits::Limiter;
use crate::queue::{Priority, Push, Queue};
use crate::store::{self, Db, Order, Tx};
use crate::telemetry;
use flight::{Flight, Flights};
use judge::Why;
use shelf::Shelves;
use wording::Wording;

/// Sheets of one topic and key.
const VARIANTS: i64 = 8;
/// How long a sheet serves.
const LIFE: TimeDelta = TimeDelta::days(180);
/// Accounts that make a word or a wording everybody's.
const COMMON: i64 = 3;
/// One in this many hits is looked at by the judge.
const AUDITED: u64 = 50;

/// The library of an installation.
#[derive(Clone)]
pub struct Cache {
    db: Db,
    clock: Clock,
    chance: Chance,
    /// For the judge's questions; absent: nothing is judged, and nothing provisional is shared.
    judge: Option<Queue>,
    generator: Generator,
    shelves: Shelves,
    flights: Flights,
}

/// What the library says to an order.
#[derive(Debug)]
pub enum Lookup {
    /// It is none of the library's: made for this teacher alone.
    Private,
    /// The same is being made for somebody: look again soon.
    Wait,
    /// A sheet this teacher has not had, cut to the order.
    Found(Box<Found>),
    /// A sheet to be made, which then serves others too.
    Make(Box<ToMake>),
}

/// A sheet of the library for an order.
#[derive(Debug)]
pub struct Found {
    /// What the teacher gets.
    pub content: Worksheet,
    serving: Serving,
    audit: Option<Case>,
    reached: Option<Reached>,
}

/// A sheet to be made for the library.
#[derive(Debug)]
pub struct ToMake {
    /// What it is made from.
    pub spec: Spec,
    wording: Wording,
    key: String,
    /// Its topic, if the library has it.
    at: Option<At>,
    /// A topic that may be the same: a question for the judge.
    near: Option<TopicId>,
    _flight: Option<Flight>,
}

/// Where a topic was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    topic: TopicId,
    /// By the very words its sheets are made from.
    own: bool,
    via: Via,
}

/// How a topic was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Via {
    /// By a wording known to ask for it.
    Alias,
    /// By comparing with the known wordings.
    Local,
}

/// A topic found by comparing: its wording becomes known once the sheet is stored.
#[derive(Debug)]
struct Reached {
    wording: Wording,
    topic: TopicId,
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cache").field("generator", &self.generator).finish_non_exhaustive()
    }
}

impl Cache {
    /// A library. Without a queue for its questions it has no judge.
    pub fn new(
        db: Db,
        clock: Clock,
        chance: Chance,
        limiter: Limiter,
        judge: Option<Queue>,
        generator: Generator,
    ) -> Self {
        let flights = Flights::new(limiter, chance.clone());
        Self { db, clock, chance, judge, generator, shelves: Shelves::default(), flights }
    }

    /// Looks whether the library serves an order. `fresh`: the teacher wants a new sheet.
    pub async fn look_up(&self, order: &Order, fresh: bool) -> anyhow::Result<Lookup> {
        let now = self.clock.now();
        let Some(wording) = Wording::read(&order.spec) else {
            telemetry::library_lookup("bypass");
            return Ok(Lookup::Private);
        };
        let key = key::of(&order.spec, self.generator);
        let (at, near) = self.topic_of(&wording, order.teacher, now).await?;
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
            let Some(flight) = self.flights.begin(&shared, &key).await else { return Ok(Lookup::Wait) };
            // What was being made a moment ago may be there now.
            let (at, _) = self.topic_of(&wording, order.teacher, now).await?;
            if let Some(at) = at
                && let Some(found) = self.offer(order, &wording, &key, at, now).await?
            {
                return Ok(Lookup::Found(Box::new(found)));
            }
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
            wording: shared,
            key,
            at,
            near,
            _flight: flight,
        })))
    }

    /// The topic a wording asks for, or else one that may be the same.
    pub async fn topic(&self, wording: &Wording, teacher: TeacherId) -> anyhow::Result<Option<TopicId>> {
        Ok(self.topic_of(wording, teacher, self.clock.now()).await?.0.map(|at| at.topic))
    }

    async fn topic_of(
        &self,
        wording: &Wording,
        teacher: TeacherId,
        now: Timestamp,
    ) -> anyhow::Result<(Option<At>, Option<TopicId>)> {
        let alias = store::topics::known(self.db.read().await?.on(), &wording.hash, teacher).await?;
        if let Some(alias) = alias {
            return Ok((Some(At { topic: alias.topic, own: alias.own, via: Via::Alias }), None));
        }
        let mut found = self.shelves.find(&self.db, wording.partition, wording.asked.clone(), now).await?;
        let refused = store::topics::refused(self.db.read().await?.on(), &wording.hash, teacher).await?;
        found.passing.retain(|(topic, _)| !refused.contains(topic));
        let Some((topic, verdict)) = found.hit() else {
            let near = found.grey.map(|(topic, _)| topic).filter(|topic| !refused.contains(topic));
            return Ok((None, near.filter(|_| found.passing.is_empty())));
        };
        if verdict.guessed && self.is_watched(topic).await? {
            return Ok((None, None));
        }
        Ok((Some(At { topic, own: false, via: Via::Local }), None))
    }

    /// Whether a wrong hit made likeness of spelling count for nothing with this topic.
    async fn is_watched(&self, topic: TopicId) -> anyhow::Result<bool> {
        let topic = store::topics::find(self.db.read().await?.on(), topic).await?;
        Ok(topic.is_none_or(|topic| topic.watched.is_some()))
    }

    /// This teacher finds the topic at once from now on; after three accounts everybody does.
    async fn note_use(
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

    fn serving(order: &Order, wording: &Wording, sheet: PooledId, cost: Option<Money>, now: Timestamp) -> Serving {
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

    /// Notes, in the transaction that stores the teacher's copy, that a sheet was served. `false`:
    /// the teacher got it meanwhile, by another order.
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

    /// Puts a sheet into the library, in the transaction that stores the teacher's copy of it.
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
        let total = content.variants.iter().map(|v| v.sections.iter().map(|s| s.tasks.len()).sum::<usize>()).min();
        let total = total.and_then(|total| u8::try_from(total).ok()).filter(|total| *total > 0);
        let Some(total) = total.filter(|_| is_sound(content)) else { return Ok(()) };
        if store::pool::count(tx.on(), topic, &made.key, now - LIFE).await? >= VARIANTS {
            return Ok(());
        }
        let id: PooledId = self.chance.id(now);
        let notices = content.notices.iter().filter(|n| matches!(n, Notice::Unverified { .. })).cloned().collect();
        let content = Worksheet { notices, ..content.clone() };
        let pooled = NewPooled { id, topic, key: made.key.clone(), total, content, cost, created_at: now };
        store::pool::add(tx.on(), &pooled).await?;
        let serving = Serving { made: true, ..Self::serving(order, &made.wording, id, None, now) };
        store::pool::serve(tx.on(), &serving).await?;
        if let (Some(queue), Some(topic), true) = (&self.judge, made.near, new) {
            queue.push(tx, Case { order: order.id, topic, why: Why::Near }.push()?).await?;
        }
        Ok(())
    }

    /// The topic a new sheet belongs to, and whether it was made for it. `None`: to nobody's.
    async fn topic_to_fill(
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
            let nobody = TeacherId(uuid::Uuid::nil());
            if !store::topics::refused(tx.on(), &wording.hash, nobody).await?.contains(&topic) {
                return Ok(None);
            }
        }
        let topic: TopicId = self.chance.id(now);
        store::topics::create(tx.on(), topic, wording.partition, &made.spec.topic, now).await?;
        store::topics::share(tx.on(), &self.share(wording, topic, Shared::Made, now)).await?;
        Ok(Some((topic, true)))
    }
}

/// A sheet cut to an order and in its dress; `None`: it cannot be cut so.
fn fitted(made: &Worksheet, spec: &Spec) -> Option<Worksheet> {
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
fn is_sound(content: &Worksheet) -> bool {
    let tasks = content.variants.iter().flat_map(|variant| &variant.sections).flat_map(|section| &section.tasks);
    content.schema == Worksheet::SCHEMA && tasks.into_iter().all(|task| task.check().is_empty())
}

impl Case {
    fn push(self) -> serde_json::Result<Push> {
        Ok(Push {
            topic: TOPIC,
            key: self.key(),
            payload: serde_json::to_value(self)?,
            priority: Priority::Background,
            start_at: None,
        })
    }
}
