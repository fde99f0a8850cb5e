//! What the library keeps: topics, their wordings, and the sheets there are of them.

use crate::id::{OrderId, PooledId, TeacherId, TopicId, WordingId};
use crate::worksheet::Worksheet;
use crate::{Grade, Locale, Money, Subject, Timestamp};

/// Requests of two partitions never share a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Partition {
    /// Language of the sheets.
    pub language: Locale,
    /// Subject.
    pub subject: Subject,
    /// Grade.
    pub grade: Grade,
}

/// A topic, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryTopic {
    /// Id; of the topic it was merged into, if it was.
    pub id: TopicId,
    /// What its sheets are made from.
    pub title: String,
    /// Clean audits since a wrong hit, if there was one.
    pub watched: Option<i64>,
}

/// What a topic is found by at once: the hash of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// The topic.
    pub topic: TopicId,
    /// Everybody's, not this teacher's alone.
    pub shared: bool,
    /// The words the topic's sheets are made from.
    pub own: bool,
}

/// A wording everybody may use, as it is loaded into memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Id.
    pub id: WordingId,
    /// The topic it asks for.
    pub topic: TopicId,
    /// The words.
    pub words: String,
    /// It no longer asks for anything.
    pub gone: bool,
    /// Last change.
    pub updated_at: Timestamp,
}

/// How a wording came to be everybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The topic's sheets are made from it.
    Made,
    /// The judge said yes twice.
    Judged,
    /// Three accounts used it.
    Common,
}

impl Shared {
    /// Stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Judged => "judged",
            Self::Common => "common",
        }
    }
}

/// A wording to be shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWording {
    /// Id.
    pub id: WordingId,
    /// The topic it asks for.
    pub topic: TopicId,
    /// Where it belongs.
    pub partition: Partition,
    /// Hash over partition and words.
    pub hash: String,
    /// The words.
    pub words: String,
    /// Why it may be shared.
    pub how: Shared,
    /// Now.
    pub created_at: Timestamp,
}

/// Why a wording does not ask for a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The judge said no to a near miss.
    Judged,
    /// An audit found a hit wrong.
    Audited,
    /// A teacher said so; a judge may yet disagree.
    Reported,
}

impl Refusal {
    /// Stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::Audited => "audited",
            Self::Reported => "reported",
        }
    }
}

/// A sheet of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pooled {
    /// Id.
    pub id: PooledId,
    /// Content as made: every task there is.
    pub content: Worksheet,
    /// What making it cost.
    pub cost: Option<Money>,
}

/// A sheet for the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPooled {
    /// Id.
    pub id: PooledId,
    /// Its topic.
    pub topic: TopicId,
    /// Hash of the exact key.
    pub key: String,
    /// Tasks in every variant.
    pub total: u8,
    /// Content.
    pub content: Worksheet,
    /// What making it cost.
    pub cost: Option<Money>,
    /// Now.
    pub created_at: Timestamp,
}

/// A sheet of the library that goes to a teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// To whom.
    pub teacher: TeacherId,
    /// Which.
    pub sheet: PooledId,
    /// For which order.
    pub order: OrderId,
    /// Hash of the wording that found it.
    pub hash: String,
    /// It was made for this order.
    pub made: bool,
    /// What not making it saved.
    pub saved: Option<Money>,
    /// Now.
    pub created_at: Timestamp,
}

/// What a teacher got from the library, looked up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The sheet; it may be gone.
    pub sheet: PooledId,
    /// Its topic now, while the sheet is there.
    pub topic: Option<TopicId>,
    /// Hash of the wording that found it.
    pub hash: String,
    /// It was made for this order.
    pub made: bool,
}

/// What the library spared in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Savings {
    /// Sheets served again.
    pub served: i64,
    /// What making them had cost, by currency.
    pub saved: Vec<Money>,
}
