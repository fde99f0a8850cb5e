//! The conversation with one teacher: what was said or pressed, and what is answered.

pub(crate) mod button;
pub(crate) mod card;
pub(crate) mod draft;
mod pressed;
mod said;
pub(crate) mod session;
mod sheets;

use listok_core::chance::Chance;
use listok_core::domain::id::OrderId;
use listok_core::domain::stored::Replacement;
use listok_core::domain::{Locale, Request, Spec, Timestamp, plan};
use listok_core::i18n::{text, text_with};
use listok_core::orders::intake::{self, Intake, PlaceError, Placed, Wish};
use listok_core::outgoing::{Keyboard, Payload, Stage};
use listok_core::store::{Teacher, Tx};

use self::button::Action;
use self::draft::{Draft, DraftId};
use self::session::Session;
use crate::words;

/// What reached us from a teacher.
#[derive(Debug, Clone)]
pub(crate) enum Heard {
    /// Words.
    Said(String),
    /// A photo, a voice message, a file.
    NotText,
    /// A button of our message; `None` when its data is none of ours.
    Pressed { message: i64, action: Option<Action> },
}

/// One turn of the conversation: everything it needs, and everything it wants to happen.
pub(crate) struct Turn<'a> {
    pub(crate) tx: &'a mut Tx,
    pub(crate) intake: &'a Intake,
    pub(crate) chance: &'a Chance,
    pub(crate) teacher: Teacher,
    pub(crate) chat: i64,
    /// Number of the update: makes keys of orders unique.
    pub(crate) update: i64,
    pub(crate) now: Timestamp,
    pub(crate) session: Session,
    /// Messages to send, in order.
    pub(crate) out: Vec<Payload>,
    /// Words for the pop-up answer to a button.
    pub(crate) toast: Option<String>,
}

impl Turn<'_> {
    /// Decides what is answered.
    pub(crate) async fn answer(&mut self, heard: Heard) -> anyhow::Result<()> {
        match heard {
            Heard::Said(words) => self.said(&words).await,
            Heard::NotText => {
                self.say("bot-not-text");
                Ok(())
            }
            Heard::Pressed { message, action: Some(action) } => self.pressed(message, action).await,
            Heard::Pressed { action: None, .. } => {
                self.toast("bot-toast-stale");
                Ok(())
            }
        }
    }

    fn locale(&self) -> Locale {
        self.teacher.locale
    }

    fn say(&mut self, key: &str) {
        let text = text(self.locale(), key);
        self.say_with(text, Vec::new());
    }

    fn say_with(&mut self, text: String, keyboard: Keyboard) {
        self.out.push(Payload::Text { text, keyboard, card_of: None });
    }

    fn show(&mut self, message_id: i64, text: String, keyboard: Keyboard) {
        self.out.push(Payload::EditCard { message_id, text, keyboard });
    }

    fn toast(&mut self, key: &str) {
        self.toast = Some(text(self.locale(), key));
    }

    /// Opens a draft and shows it in a new message.
    fn open(&mut self, request: Request) {
        let draft = Draft::new(DraftId::new(self.chance.bytes()), request, self.now);
        let (text, keyboard) = card::face(&draft, self.locale());
        self.say_with(text, keyboard);
        self.session.keep(draft);
    }

    /// Orders; the card is `card` or a new message. Whether there is an order now.
    async fn order(&mut self, spec: Spec, card: Option<i64>, key: String) -> anyhow::Result<bool> {
        let wish = self.wish(spec, key);
        self.place(Wish { card_message_id: card, ..wish }).await
    }

    /// A wish of this teacher's for a sheet, to be delivered in a new message.
    fn wish(&self, spec: Spec, key: String) -> Wish {
        Wish {
            teacher: self.teacher.id,
            chat_id: self.chat,
            card_message_id: None,
            locale: self.locale(),
            spec,
            replaces: None,
            key,
            fresh: false,
        }
    }

    /// Orders. Whether there is an order now.
    async fn place(&mut self, wish: Wish) -> anyhow::Result<bool> {
        let (spec, replaces, card) = (wish.spec.clone(), wish.replaces.clone(), wish.card_message_id);
        let refusal = match intake::place(self.tx, self.intake, wish, self.now).await {
            Ok(Placed::New(order)) => {
                self.show_progress(&spec, replaces.as_ref(), order, card);
                self.session.last = Some(spec);
                self.session.order = Some(order);
                return Ok(true);
            }
            Ok(Placed::Already(_)) => {
                self.toast("bot-toast-already");
                return Ok(true);
            }
            Err(PlaceError::LimitReached { free_at }) => {
                let when = words::until(self.locale(), free_at, self.now);
                text_with(self.locale(), "bot-limit-until", &[("when", when.into())])
            }
            Err(PlaceError::Unexpected(error)) => return Err(error),
        };
        self.say_with(refusal, Vec::new());
        Ok(false)
    }

    fn show_progress(&mut self, spec: &Spec, replaces: Option<&Replacement>, order: OrderId, card: Option<i64>) {
        let (text, keyboard) = card::progress(self.locale(), spec, replaces, order, Stage::Waiting);
        match card {
            Some(message) => self.show(message, text, keyboard),
            None => self.out.push(Payload::Text { text, keyboard, card_of: Some(order) }),
        }
    }

    fn too_long(&mut self) {
        let limit = plan::MAX_REQUEST_CHARS;
        let text = text_with(self.locale(), "bot-too-long", &[("limit", limit.into())]);
        self.say_with(text, Vec::new());
    }
}
