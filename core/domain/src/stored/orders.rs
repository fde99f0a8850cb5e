//! Orders, the worksheets made for them and the messages on their way.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{FolderId, OrderId, OutboxId, TeacherId, WorksheetId};
use crate::worksheet::{Origin, Worksheet};
use crate::{Grade, Locale, Spec, Subject, Timestamp};

codes! {
    /// Where an order stands; it only moves forward.
    OrderState {
        /// Waits for a worker.
        Queued "queued",
        /// A worker has it.
        Working "working",
        /// Its content is stored, the documents are on their way.
        Ready "ready",
        /// The documents have arrived.
        Delivered "delivered",
        /// It could not be made.
        Failed "failed",
        /// The teacher took it back.
        Cancelled "cancelled",
    }
}

/// Tasks of a worksheet that others are to stand in place of, in the next version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The teacher's own worksheet.
    pub worksheet: WorksheetId,
    /// Numbers of tasks, from 1; each is replaced in every variant.
    pub tasks: Vec<u16>,
    /// Levels harder; easier if negative.
    #[serde(default)]
    pub by: i8,
}

/// An order to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Id.
    pub id: OrderId,
    /// Who ordered.
    pub teacher: TeacherId,
    /// Chat to deliver to.
    pub chat_id: i64,
    /// Message that becomes the sheet.
    pub card_message_id: Option<i64>,
    /// Unique for one press of *Create*.
    pub key: String,
    /// Language of the interface.
    pub locale: Locale,
    /// The sheet.
    pub spec: Spec,
    /// Tasks of a sheet that is there to be had anew; absent: a sheet.
    pub replaces: Option<Replacement>,
    /// 1 is most urgent.
    pub priority: i64,
    /// Now.
    pub created_at: Timestamp,
}

/// A stored order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Id.
    pub id: OrderId,
    /// Who ordered.
    pub teacher: TeacherId,
    /// Chat to deliver to.
    pub chat_id: i64,
    /// Message that becomes the sheet.
    pub card_message_id: Option<i64>,
    /// Unique for one press of *Create*.
    pub key: String,
    /// Language of the interface.
    pub locale: Locale,
    /// The sheet.
    pub spec: Spec,
    /// Tasks of a sheet that is there to be had anew; absent: a sheet.
    pub replaces: Option<Replacement>,
    /// Where it stands.
    pub state: OrderState,
    /// What was made.
    pub worksheet: Option<WorksheetId>,
    /// Version of the worksheet's content.
    pub version: Option<i64>,
    /// Where the tasks came from.
    pub origin: Option<Origin>,
    /// Code of what went wrong.
    pub failure: Option<String>,
    /// Reference the teacher was told.
    pub reference: Option<String>,
    /// Placed.
    pub created_at: Timestamp,
    /// Taken by a worker.
    pub started_at: Option<Timestamp>,
    /// Content stored, failed or cancelled.
    pub finished_at: Option<Timestamp>,
    /// Documents arrived.
    pub delivered_at: Option<Timestamp>,
}

/// A worksheet to be stored, with its first version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWorksheet {
    /// Id.
    pub id: WorksheetId,
    /// Owner.
    pub teacher: TeacherId,
    /// Folder.
    pub folder: Option<FolderId>,
    /// Random token of a public link.
    pub share_token: String,
    /// The content.
    pub content: Worksheet,
    /// Now.
    pub created_at: Timestamp,
}

/// A stored worksheet without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWorksheet {
    /// Id.
    pub id: WorksheetId,
    /// Owner.
    pub teacher: TeacherId,
    /// Title.
    pub title: String,
    /// Subject.
    pub subject: Subject,
    /// Grade.
    pub grade: Grade,
    /// Topic.
    pub topic: String,
    /// Language of the sheet.
    pub locale: Locale,
    /// Where the tasks came from.
    pub origin: Origin,
    /// Newest version, from 1.
    pub version: i64,
    /// Random token of a public link.
    pub share_token: String,
    /// Made.
    pub created_at: Timestamp,
}

/// A file Telegram already has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Telegram's id of the file, good for one bot.
    pub file_id: String,
    /// The same for all bots; cannot be used to send.
    pub file_unique_id: String,
}

/// A message for the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutgoing {
    /// Id.
    pub id: OutboxId,
    /// Chat.
    pub chat_id: i64,
    /// Teacher, for failures that concern all their messages.
    pub teacher: Option<TeacherId>,
    /// Order it belongs to.
    pub order: Option<OrderId>,
    /// What to send.
    pub payload: Value,
    /// A later message of the same chat and key replaces this one while it waits.
    pub coalesce_key: Option<String>,
    /// Not before.
    pub not_before: Timestamp,
    /// Now.
    pub created_at: Timestamp,
}

/// A claimed message.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Place in the order of messages.
    pub seq: i64,
    /// Id.
    pub id: OutboxId,
    /// Chat.
    pub chat_id: i64,
    /// Teacher.
    pub teacher: Option<TeacherId>,
    /// Order it belongs to.
    pub order: Option<OrderId>,
    /// What to send.
    pub payload: Value,
    /// Claims so far, this one included.
    pub attempt: i64,
    /// It was being sent when its lease ran out or the connection broke: it may have arrived.
    pub interrupted: bool,
    /// Written.
    pub created_at: Timestamp,
}

/// How much waits in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Messages not yet sent.
    pub waiting: i64,
    /// When the oldest was written.
    pub oldest: Option<Timestamp>,
}
