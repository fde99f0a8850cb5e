//! The library: which wordings ask for the same topic, and the sheets there are of it.
//!
//! A sheet that a language model wrote may serve others who ask for the same. Exact key and the
//! verifier of [`crate::topic`] decide; likeness never does. What is shared is made from the
//! canonical topic and the key alone, and a teacher never gets a sheet twice unasked. Computed drills
//! are free and always fresh, so they have no place here.

mod finding;
mod flight;
pub mod judge;
pub mod key;
mod likeness;
mod lookup;
pub mod opinion;
mod plans;
mod shelf;
pub mod slice;
mod storing;
mod sweep;
pub mod wording;

use chrono::TimeDelta;

pub use judge::{Case, Judge, TOPIC};
pub use key::Generator;
pub use plans::Planned;
pub use sweep::{forget, sweep};

use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::id::{TeacherId, TopicId};
use crate::domain::library::Serving;
use crate::domain::{Spec, Worksheet};
use crate::limits::Limiter;
use crate::queue::Queue;
use crate::store::Db;
use flight::{Flight, Flights};
use shelf::Shelves;
use wording::Wording;

/// Sheets of one topic and key.
const VARIANTS: i64 = 8;
/// How long a sheet serves.
const LIFE: TimeDelta = TimeDelta::days(180);
/// Accounts that make a word or a wording everybody's.
const COMMON: i64 = 3;
/// Whom a refusal that holds for everybody is asked for.
const NOBODY: TeacherId = TeacherId(uuid::Uuid::nil());
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
    /// Whether an embedding model looks for topics like a new one.
    compares: bool,
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
    /// Whether the order's own words are shared, so that there may be questions about them.
    open: bool,
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
        Self { db, clock, chance, judge, compares: false, generator, shelves: Shelves::default(), flights }
    }

    /// Topics that no wording is near of are compared with others by an embedding model, if there is one.
    #[must_use]
    pub fn comparing(self, compares: bool) -> Self {
        Self { compares, ..self }
    }
}
