//! One raw update, from wherever it came, becomes one committed transaction.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures::FutureExt;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::domain::{Locale, Timestamp};
use listok_core::events::{self, Kind};
use listok_core::i18n::{text, text_with};
use listok_core::limits::{Decision, LimitKey, Quota, Scope};
use listok_core::orders::Intake;
use listok_core::outgoing::Payload;
use listok_core::store::{Db, Teacher, TeacherState, Tx, conversations, outbox, teachers, updates};
use listok_core::telemetry;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tracing::{debug, error, warn};

use crate::api::Api;
use crate::conversation::button::Action;
use crate::conversation::session::Session;
use crate::conversation::{Heard, Turn};
use crate::incoming::{Event, Incoming, Person};
use crate::words;

/// Attempts at the transaction before the teacher gets an apology instead.
const ATTEMPTS: u32 = 3;
/// How long a conversation is remembered after its last message.
const REMEMBERED: TimeDelta = TimeDelta::days(90);

/// Messages and presses of one teacher; a person adjusting a card presses quickly.
const TALK: Quota = Quota { burst: 60, per: TimeDelta::minutes(1) };
/// Answers to a teacher who is over that.
const REFUSALS: Quota = Quota { burst: 1, per: TimeDelta::minutes(1) };

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// It was handled and is committed.
    Done,
    /// It had been handled before; nothing was done.
    Repeated,
    /// Handling it failed for good; an apology is committed in its place.
    Apologised,
}

/// Why an update is not handled.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Nothing is committed; the same update must come again.
    #[error("the update could not be stored")]
    Transient(#[source] anyhow::Error),
    /// It is no update and never will be.
    #[error("not an update")]
    Unreadable,
}

/// Takes updates in.
pub struct Ingest {
    db: Db,
    intake: Intake,
    clock: Clock,
    chance: Chance,
    api: Api,
    username: String,
    wake: Arc<Notify>,
}

/// What a committed update still wants outside the transaction.
#[derive(Default)]
struct After {
    handled: Option<Handled>,
    toast: Option<String>,
}

impl Ingest {
    /// `username` is the bot's own name without `@`; `wake` is notified when messages wait.
    pub fn new(
        db: Db,
        intake: Intake,
        clock: Clock,
        chance: Chance,
        api: Api,
        username: String,
        wake: Arc<Notify>,
    ) -> Self {
        Self { db, intake, clock, chance, api, username, wake }
    }

    /// Handles an update: when this returns `Ok`, its effects are committed.
    pub async fn handle(&self, raw: &Value) -> Result<Handled, IngestError> {
        let started = Instant::now();
        let Ok(incoming) = Incoming::read(raw, &self.username) else {
            telemetry::update("malformed");
            return Err(IngestError::Unreadable);
        };
        let after = match attempt(incoming.update_id, || self.transact(&incoming)).await {
            Some(after) => after,
            None => self.apologise(&incoming).await.map_err(IngestError::Transient)?,
        };
        self.wake.notify_one();
        if let Some(callback) = callback(&incoming.event) {
            self.answer_callback(callback, after.toast);
        }
        let handled = after.handled.unwrap_or(Handled::Done);
        telemetry::update(match (handled, &incoming.event) {
            (Handled::Done, Event::Nothing { .. }) => "skipped",
            (Handled::Done, _) => "handled",
            (Handled::Repeated, _) => "duplicate",
            (Handled::Apologised, _) => "failed",
        });
        telemetry::update_took(started.elapsed().as_secs_f64());
        Ok(handled)
    }

    async fn transact(&self, incoming: &Incoming) -> anyhow::Result<After> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        if !updates::claim(tx.on(), self.api.bot_id(), incoming.update_id, now).await? {
            return Ok(After { handled: Some(Handled::Repeated), toast: None });
        }
        let toast = match &incoming.event {
            Event::Text { person, chat, text } => {
                self.converse(&mut tx, incoming, person, *chat, Heard::Said(text.clone()), now).await?
            }
            Event::NotText { person, chat } => {
                self.converse(&mut tx, incoming, person, *chat, Heard::NotText, now).await?
            }
            Event::Press { person, chat, message, data, .. } => {
                let heard = Heard::Pressed { message: *message, action: Action::parse(data) };
                self.converse(&mut tx, incoming, person, *chat, heard, now).await?
            }
            Event::Membership { person, reachable } => {
                let state = if *reachable { TeacherState::Active } else { TeacherState::Unreachable };
                if let Some(teacher) = teachers::lock(tx.on(), person.id).await?
                    && teacher.state != TeacherState::Banned
                {
                    teachers::set_state(tx.on(), teacher.id, state).await?;
                }
                None
            }
            Event::Group { person, chat } => {
                let locale = Locale::from_language_code(person.language.as_deref());
                let invitation = text_with(locale, "bot-group", &[("username", self.username.as_str().into())]);
                let payload = Payload::Text { text: invitation, keyboard: Vec::new(), card_of: None };
                self.enqueue(&mut tx, *chat, None, &payload, now).await?;
                None
            }
            Event::Nothing { .. } => {
                debug!(incoming.update_id, "an update of no interest");
                None
            }
        };
        tx.commit().await?;
        Ok(After { handled: None, toast })
    }

    async fn converse(
        &self,
        tx: &mut Tx,
        incoming: &Incoming,
        person: &Person,
        chat: i64,
        heard: Heard,
        now: Timestamp,
    ) -> anyhow::Result<Option<String>> {
        let locale = Locale::from_language_code(person.language.as_deref());
        // Locks the teacher's row until the transaction ends: updates of one person are one after another.
        let (teacher, new) = teachers::register(tx.on(), self.chance.id(now), person.id, locale, now).await?;
        if new {
            events::record(tx.on(), Kind::TeacherJoined, Some(teacher.id), None, json!({}), now).await?;
        }
        if teacher.state == TeacherState::Banned {
            return Ok(None);
        }
        if let Decision::Denied { retry_at } = self.draw(Scope::Teacher, person.id, TALK, now).await {
            telemetry::limited(Scope::Teacher.code());
            let when = words::until(teacher.locale, retry_at, now);
            let slower = text_with(teacher.locale, "bot-slower", &[("when", when.into())]);
            if matches!(heard, Heard::Pressed { .. }) {
                return Ok(Some(slower));
            }
            // Said once a minute: answers to a flood would be a flood.
            if self.draw(Scope::Chat, chat, REFUSALS, now).await == Decision::Allowed {
                let payload = Payload::Text { text: slower, keyboard: Vec::new(), card_of: None };
                self.enqueue(tx, chat, Some(&teacher), &payload, now).await?;
            }
            return Ok(None);
        }
        let stored = conversations::load(tx.on(), chat, person.id).await?;
        let version = stored.as_ref().map_or(0, |stored| stored.version);
        let remembered = stored.filter(|stored| now - stored.updated_at < REMEMBERED);
        let mut turn = Turn {
            session: Session::read(remembered.as_ref().map(|stored| &stored.state), now),
            tx,
            intake: &self.intake,
            chance: &self.chance,
            teacher,
            chat,
            update: incoming.update_id,
            now,
            out: Vec::new(),
            toast: None,
        };
        turn.answer(heard).await?;
        let Turn { tx, session, teacher, out, toast, .. } = turn;
        let state = serde_json::to_value(&session)?;
        if !conversations::save(tx.on(), chat, person.id, version, &state, now).await? {
            anyhow::bail!("the conversation was changed meanwhile");
        }
        for payload in &out {
            self.enqueue(tx, chat, Some(&teacher), payload, now).await?;
        }
        Ok(toast)
    }

    async fn draw(&self, scope: Scope, id: i64, quota: Quota, now: Timestamp) -> Decision {
        let key = LimitKey { scope, id: id.to_string() };
        self.intake.limiter.check(&key, quota, 1, now).await
    }

    /// Claims the update with an apology for what handling it would have done.
    async fn apologise(&self, incoming: &Incoming) -> anyhow::Result<After> {
        let now = self.clock.now();
        let reference = self.chance.reference();
        let mut tx = self.db.begin().await?;
        if !updates::claim(tx.on(), self.api.bot_id(), incoming.update_id, now).await? {
            return Ok(After { handled: Some(Handled::Repeated), toast: None });
        }
        let mut after = After { handled: Some(Handled::Apologised), toast: None };
        if let Some((person, chat)) = party(&incoming.event) {
            let locale = Locale::from_language_code(person.language.as_deref());
            let number = text_with(locale, "bot-reference", &[("reference", reference.as_str().into())]);
            let words = format!("{}\n{number}", text(locale, "bot-trouble"));
            let payload = Payload::Text { text: words, keyboard: Vec::new(), card_of: None };
            self.enqueue(&mut tx, chat, None, &payload, now).await?;
            after.toast = Some(text(locale, "bot-toast-trouble"));
        }
        tx.commit().await?;
        error!(incoming.update_id, %reference, "an update could not be handled; its teacher was told {reference}");
        Ok(after)
    }

    async fn enqueue(
        &self,
        tx: &mut Tx,
        chat: i64,
        teacher: Option<&Teacher>,
        payload: &Payload,
        now: Timestamp,
    ) -> anyhow::Result<()> {
        let message = payload.waiting(self.chance.id(now), chat, teacher.map(|teacher| teacher.id), now)?;
        outbox::enqueue(tx.on(), &message).await?;
        Ok(())
    }

    /// Stops the button's spinner; nothing depends on it, so nobody waits for it.
    fn answer_callback(&self, callback: &str, toast: Option<String>) {
        let mut params = json!({"callback_query_id": callback});
        if let Some(toast) = toast {
            params["text"] = toast.into();
        }
        let api = self.api.clone();
        tokio::spawn(async move {
            if let Err(error) = api.call_within("answerCallbackQuery", &params, Duration::from_secs(10)).await {
                debug!("a button was not answered: {error:#}");
            }
        });
    }
}

/// Runs a transaction, again when the database stumbles; `None` when it will not go through.
async fn attempt<T, F>(update_id: i64, transact: impl Fn() -> F) -> Option<T>
where
    F: Future<Output = anyhow::Result<T>>,
{
    for attempt in 1..=ATTEMPTS {
        match AssertUnwindSafe(transact()).catch_unwind().await {
            Ok(Ok(done)) => return Some(done),
            Ok(Err(error)) => {
                warn!(update_id, attempt, "an update failed: {error:#}");
                tokio::time::sleep(Duration::from_millis(50) * attempt).await;
            }
            // The panic hook has told where. It would panic again.
            Err(_) => return None,
        }
    }
    None
}

fn callback(event: &Event) -> Option<&str> {
    match event {
        Event::Press { callback, .. } => Some(callback),
        Event::Nothing { callback } => callback.as_deref(),
        _ => None,
    }
}

fn party(event: &Event) -> Option<(&Person, i64)> {
    match event {
        Event::Text { person, chat, .. } | Event::NotText { person, chat } | Event::Press { person, chat, .. } => {
            Some((person, *chat))
        }
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "the panic is what is tested")]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_contained_and_not_tried_again() {
        let runs = Cell::new(0);

        let outcome: Option<()> = attempt(1, || async {
            runs.set(runs.get() + 1);
            panic!("a decision panics")
        })
        .await;

        assert_eq!((outcome, runs.get()), (None, 1));
    }

    #[tokio::test]
    async fn a_stumbling_database_is_tried_again_but_not_for_ever() {
        for (failures, expected) in [(0, Some(())), (2, Some(())), (3, None)] {
            let runs = Cell::new(0);

            let outcome = attempt(1, || async {
                runs.set(runs.get() + 1);
                anyhow::ensure!(runs.get() > failures, "locked");
                Ok(())
            })
            .await;

            assert_eq!(outcome, expected, "after {failures} failures");
        }
    }
}
