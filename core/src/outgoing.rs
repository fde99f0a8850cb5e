//! What waits in the outbox: messages to teachers, written by orders and the bot, sent by the bot.
//!
//! Words that depend on an order (progress, failure, captions) are chosen when the message is
//! sent, by the bot, from the order and its worksheet: this side names only facts. The card of
//! an order is the message `orders.card_message_id` names; it is looked up when sending.

use serde::{Deserialize, Serialize};

use crate::domain::id::{OrderId, OutboxId, TeacherId, WorksheetId};
use crate::domain::request::Answers;
use crate::domain::stored::NewOutgoing;
use crate::domain::{Locale, Timestamp};

/// One message on its way to a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Payload {
    /// A new message.
    Text {
        /// HTML as Telegram reads it; a teacher's words already escaped.
        text: String,
        /// Buttons below it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keyboard: Keyboard,
        /// The order whose card this message becomes once sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        card_of: Option<OrderId>,
    },
    /// A new text on a message sent earlier.
    EditCard {
        /// The message, in the row's chat.
        message_id: i64,
        /// HTML, as in [`Payload::Text`].
        text: String,
        /// Buttons; none removes those that were there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keyboard: Keyboard,
    },
    /// The order's card shows how far the work has come.
    Progress {
        /// The order.
        order: OrderId,
        /// Where it stands.
        stage: Stage,
    },
    /// The order's card says that it could not be made, and why as far as a teacher can act on it.
    Failed {
        /// The order.
        order: OrderId,
        /// What a teacher can know of the cause.
        why: Failure,
        /// Reference of [`crate::chance::Chance::reference`], for operators.
        reference: String,
    },
    /// A PDF. Of an order: the sheet replaces the card, the key answers it and carries the summary.
    Document {
        /// The order it belongs to; `None` when a sheet of the teacher's list is sent again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<OrderId>,
        /// The worksheet.
        worksheet: WorksheetId,
        /// Version of its content, from 1.
        version: i64,
        /// Which of its files.
        part: Part,
        /// Language of caption and buttons.
        locale: Locale,
    },
    /// The same as a Word file, for teachers who edit.
    Word {
        /// The worksheet.
        worksheet: WorksheetId,
        /// Version of its content, from 1.
        version: i64,
        /// Which of its files.
        part: Part,
        /// Language of the caption.
        locale: Locale,
    },
    /// The summary with rating buttons, for an order whose key is no file of its own.
    Summary {
        /// The order.
        order: OrderId,
        /// The worksheet.
        worksheet: WorksheetId,
        /// Version of its content, from 1.
        version: i64,
        /// Language of text and buttons.
        locale: Locale,
    },
}

/// A file of a worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The pupil's sheet.
    Sheet,
    /// The key.
    Key,
}

impl Part {
    /// Stable code, as stored with a file's id.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Key => "key",
        }
    }
}

/// Stages of an order, in the order they come; some are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waits for a free place, or for a provider to recover.
    Waiting,
    /// Looks whether a suitable sheet exists.
    Searching,
    /// Plans the sections.
    Planning,
    /// Writes or computes the tasks.
    Writing,
    /// Checks every answer.
    Checking,
    /// Mends or replaces what failed the checks.
    Correcting,
    /// Sets the pages.
    Typesetting,
}

/// Why an order ended without a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The models do not answer; worth trying again later.
    Unavailable,
    /// The tasks did not pass the checks; other words may help.
    Unchecked,
    /// No model is configured and the topic cannot be computed.
    Unsupported,
    /// The request is nothing a worksheet could be made of.
    Refused,
    /// The day's budget is used up; holds until when.
    Budget {
        /// When orders will be taken again.
        free_at: Timestamp,
    },
    /// Anything else.
    Unexpected,
}

/// Rows of buttons.
pub type Keyboard = Vec<Vec<Button>>;

/// A button that sends `data` back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What is written on it.
    pub text: String,
    /// What it sends, 1 to 64 bytes.
    pub data: String,
}

impl Payload {
    /// The row that lets it wait for its turn in a chat, from now on.
    pub fn waiting(
        &self,
        id: OutboxId,
        chat_id: i64,
        teacher: Option<TeacherId>,
        now: Timestamp,
    ) -> serde_json::Result<NewOutgoing> {
        Ok(NewOutgoing {
            id,
            chat_id,
            teacher,
            order: self.order(),
            payload: serde_json::to_value(self)?,
            coalesce_key: self.coalesce_key(),
            not_before: now,
            created_at: now,
        })
    }

    /// The key under which a newer message replaces this one while it waits; edits only.
    pub fn coalesce_key(&self) -> Option<String> {
        match self {
            Self::EditCard { message_id, .. } => Some(format!("card:{message_id}")),
            Self::Progress { order, .. } => Some(format!("progress:{order}")),
            _ => None,
        }
    }

    /// The order it belongs to.
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::Text { card_of: order, .. } | Self::Document { order, .. } => *order,
            Self::EditCard { .. } | Self::Word { .. } => None,
            Self::Progress { order, .. } | Self::Failed { order, .. } | Self::Summary { order, .. } => Some(*order),
        }
    }

    /// Everything a finished order sends, in the order it must be sent.
    pub fn delivery(
        order: OrderId,
        worksheet: WorksheetId,
        version: i64,
        answers: Answers,
        locale: Locale,
    ) -> [Self; 2] {
        let document = |part| Self::Document { order: Some(order), worksheet, version, part, locale };
        let second = match answers {
            Answers::Separate => document(Part::Key),
            Answers::Together | Answers::None => Self::Summary { order, worksheet, version, locale },
        };
        [document(Part::Sheet), second]
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_payload_survives_its_way_through_the_database() {
        let order = OrderId(Uuid::nil());
        let text = Payload::Text { text: "да".into(), keyboard: Vec::new(), card_of: None };
        let progress = Payload::Progress { order, stage: Stage::Checking };

        for payload in [text, progress] {
            let stored = serde_json::to_value(&payload).ok();
            assert_eq!(stored.and_then(|v| serde_json::from_value(v).ok()), Some(payload));
        }
    }

    #[test]
    fn a_newer_progress_replaces_the_older_one_of_the_same_order_only() {
        let progress = |n: u128, stage| Payload::Progress { order: OrderId(Uuid::from_u128(n)), stage }.coalesce_key();

        assert_eq!(progress(1, Stage::Searching), progress(1, Stage::Checking));
        assert_ne!(progress(1, Stage::Searching), progress(2, Stage::Searching));
    }

    #[test]
    fn every_order_ends_with_two_messages_the_sheet_first() {
        let id = Uuid::nil();
        for answers in [Answers::Separate, Answers::Together, Answers::None] {
            let [first, second] = Payload::delivery(id.into(), id.into(), 1, answers, Locale::Ru);

            assert!(matches!(first, Payload::Document { part: Part::Sheet, .. }));
            let separate = matches!(second, Payload::Document { part: Part::Key, .. });
            assert_eq!(separate, answers == Answers::Separate);
        }
    }
}
