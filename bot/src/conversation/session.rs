//! What we remember of a conversation between two messages.

use chrono::TimeDelta;
use listok_core::domain::id::OrderId;
use listok_core::domain::{Spec, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::draft::{Draft, DraftId};

/// Version of the stored shape; a session of another version reads as empty.
const VERSION: u16 = 1;
/// Cards of one chat that stay alive at once.
const DRAFTS: usize = 8;
/// How long a card stays alive.
const DRAFT_LIFE: TimeDelta = TimeDelta::days(7);
/// How long a question waits for an answer in words.
const QUESTION_LIFE: TimeDelta = TimeDelta::hours(12);
/// Presses of «another variant» closer than this are one wish.
const SAME_WISH: TimeDelta = TimeDelta::seconds(10);

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Session {
    version: u16,
    /// Oldest first.
    #[serde(default)]
    drafts: Vec<Draft>,
    /// What follow-ups («полегче», «ещё вариант») refer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last: Option<Spec>,
    /// The order made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) order: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again: Option<(OrderId, Timestamp)>,
}

impl Default for Session {
    fn default() -> Self {
        Self { version: VERSION, drafts: Vec::new(), last: None, order: None, again: None }
    }
}

impl Session {
    /// The stored session; one that cannot be read is forgotten rather than failing the teacher.
    pub(crate) fn read(stored: Option<&Value>, now: Timestamp) -> Self {
        let session = stored.and_then(|value| Self::deserialize(value).ok());
        let mut session = session.filter(|s| s.version == VERSION).unwrap_or_default();
        session.drafts.retain(|draft| now - draft.made_at < DRAFT_LIFE);
        session
    }

    /// Remembers a draft; the oldest gives way when there are too many.
    pub(crate) fn keep(&mut self, draft: Draft) {
        self.drafts.retain(|other| other.id != draft.id);
        self.drafts.push(draft);
        let extra = self.drafts.len().saturating_sub(DRAFTS);
        self.drafts.drain(..extra);
    }

    /// The draft behind a button.
    pub(crate) fn draft(&mut self, id: DraftId) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| draft.id == id)
    }

    /// Forgets a draft; whether it was there.
    pub(crate) fn forget(&mut self, id: DraftId) -> bool {
        let before = self.drafts.len();
        self.drafts.retain(|draft| draft.id != id);
        self.drafts.len() < before
    }

    /// Forgets all drafts; whether there were any.
    pub(crate) fn forget_all(&mut self) -> bool {
        !std::mem::take(&mut self.drafts).is_empty()
    }

    /// The newest draft, if it is a question that words may answer.
    pub(crate) fn asked(&self, now: Timestamp) -> Option<&Draft> {
        let newest = self.drafts.last()?;
        (newest.is_question() && now - newest.made_at < QUESTION_LIFE).then_some(newest)
    }

    /// Whether a press of «another variant» is a new wish, and not a nervous second press.
    pub(crate) fn wishes_again(&mut self, order: OrderId, now: Timestamp) -> bool {
        let same = self.again.is_some_and(|(last, at)| last == order && now - at < SAME_WISH);
        if !same {
            self.again = Some((order, now));
        }
        !same
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use chrono::DateTime;
    use listok_core::domain::Request;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    const NOON: Timestamp = DateTime::UNIX_EPOCH;

    fn draft(n: u8, at: Timestamp) -> Draft {
        Draft::new(DraftId::new([n; 5]), Request::default(), at)
    }

    #[test]
    fn a_session_comes_back_from_storage() {
        let mut session = Session::default();
        session.keep(draft(1, NOON));

        let stored = serde_json::to_value(&session).unwrap();

        assert_eq!(Session::read(Some(&stored), NOON), session);
    }

    #[test]
    fn an_unreadable_or_foreign_session_is_forgotten() {
        for stored in [json!(null), json!("x"), json!({"version": 99}), json!({"version": 1, "drafts": [{}]})] {
            assert_eq!(Session::read(Some(&stored), NOON), Session::default());
        }
    }

    #[test]
    fn old_cards_die_and_only_so_many_live() {
        let mut session = Session::default();
        for n in 0..=u8::try_from(DRAFTS).unwrap() {
            session.keep(draft(n, NOON));
        }
        assert!(session.draft(DraftId::new([0; 5])).is_none());
        assert!(session.draft(DraftId::new([1; 5])).is_some());

        let stored = serde_json::to_value(&session).unwrap();
        let mut later = Session::read(Some(&stored), NOON + DRAFT_LIFE);
        assert!(!later.forget_all());
    }

    #[test]
    fn two_quick_presses_are_one_wish() {
        let mut session = Session::default();
        let order = OrderId(Uuid::from_u128(1));
        let other = OrderId(Uuid::from_u128(2));

        assert!(session.wishes_again(order, NOON));
        assert!(!session.wishes_again(order, NOON + TimeDelta::seconds(1)));
        assert!(session.wishes_again(other, NOON + TimeDelta::seconds(2)));
        assert!(session.wishes_again(other, NOON + TimeDelta::minutes(1)));
    }
}
