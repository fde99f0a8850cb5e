//! Answers to buttons: each is checked against what is stored, for anyone can forge what it says.

use listok_core::cache::opinion::{self, Reported};
use listok_core::domain::id::OrderId;
use listok_core::domain::request::Slot;
use listok_core::events::{self, Kind};
use listok_core::i18n::text;
use listok_core::orders::intake::{self, Wish};
use listok_core::store::{orders, ratings, teachers};
use serde_json::json;

use super::Turn;
use super::button::{Action, CardAction};
use super::card;
use super::draft::{Draft, DraftId};
use super::said::EXAMPLES;

impl Turn<'_> {
    pub(super) async fn pressed(&mut self, message: i64, action: Action) -> anyhow::Result<()> {
        match action {
            Action::Card(draft, CardAction::Create) => self.create(message, draft).await,
            Action::Card(draft, CardAction::Discard) => {
                let known = self.session.forget(draft);
                self.show(message, text(self.locale(), "bot-draft-dropped"), Vec::new());
                if !known {
                    self.toast("bot-toast-stale");
                }
                Ok(())
            }
            Action::Card(draft, action) => {
                self.adjust(message, draft, action);
                Ok(())
            }
            Action::Example(number) if number < EXAMPLES => {
                let words = text(self.locale(), &format!("bot-example-{number}"));
                Box::pin(self.said(&words)).await
            }
            Action::Example(_) => {
                self.toast("bot-toast-stale");
                Ok(())
            }
            Action::Language(locale) => {
                teachers::set_locale(self.tx.on(), self.teacher.id, locale).await?;
                self.teacher.locale = locale;
                self.show(message, text(locale, "bot-language-set"), Vec::new());
                Ok(())
            }
            Action::List => self.list_sheets(None, None).await,
            Action::Mine(after) => self.list_sheets(Some(message), after).await,
            Action::Resend(worksheet) => self.send_again(worksheet).await.map(drop),
            Action::Rate(order, good) => self.rate(order, good).await,
            Action::Another(order) => self.another(order, false).await,
            Action::Fresh(order) => self.another(order, true).await,
            Action::WrongTopic(order) => self.wrong_topic(order).await,
            Action::Stop(order) => self.stop(message, order).await,
        }
    }

    fn adjust(&mut self, message: i64, id: DraftId, action: CardAction) {
        let Some(draft) = self.session.draft(id) else {
            self.toast("bot-toast-stale");
            return;
        };
        apply(draft, action);
        let (text, keyboard) = card::face(&draft.clone(), self.locale());
        self.show(message, text, keyboard);
    }

    async fn create(&mut self, message: i64, id: DraftId) -> anyhow::Result<()> {
        let Some(draft) = self.session.draft(id).cloned() else {
            self.toast("bot-toast-stale");
            return Ok(());
        };
        let Ok(spec) = draft.request.settle() else {
            self.adjust(message, id, CardAction::Back);
            return Ok(());
        };
        let key = format!("card:{}:{message}:{id}", self.chat);
        if self.order(spec, Some(message), key).await? {
            self.session.forget(id);
        }
        Ok(())
    }

    /// Stops an order of this teacher's; one that is not is answered as one that never was.
    async fn stop(&mut self, message: i64, order: OrderId) -> anyhow::Result<()> {
        if orders::find_owned(self.tx.on(), order, self.teacher.id).await?.is_none() {
            self.toast("bot-toast-not-found");
        } else if intake::cancel(self.tx, self.intake, order, self.teacher.id, self.now).await? {
            self.show(message, text(self.locale(), "bot-order-stopped"), Vec::new());
        } else {
            self.toast("bot-toast-finished");
        }
        Ok(())
    }

    async fn rate(&mut self, order: OrderId, good: bool) -> anyhow::Result<()> {
        let own = orders::find_owned(self.tx.on(), order, self.teacher.id).await?;
        let Some(worksheet) = own.and_then(|order| order.worksheet) else {
            self.toast("bot-toast-not-found");
            return Ok(());
        };
        let value = if good { 1 } else { -1 };
        ratings::rate(self.tx.on(), self.teacher.id, worksheet, value, None, self.now).await?;
        opinion::rated(self.tx, &self.intake.limiter, self.teacher.id, order, good, self.now).await?;
        let data = json!({ "value": value });
        events::record(self.tx.on(), Kind::Rated, Some(self.teacher.id), Some(order), data, self.now).await?;
        self.toast(if good { "bot-thanks-good" } else { "bot-thanks-bad" });
        Ok(())
    }

    async fn another(&mut self, order: OrderId, fresh: bool) -> anyhow::Result<()> {
        let Some(order) = orders::find_owned(self.tx.on(), order, self.teacher.id).await? else {
            self.toast("bot-toast-not-found");
            return Ok(());
        };
        if !self.session.wishes_again(order.id, self.now) {
            self.toast("bot-toast-already");
            return Ok(());
        }
        let key = format!("another:{}", self.update);
        let wish = self.wish(order.spec, key);
        self.place(Wish { fresh, ..wish }).await.map(drop)
    }

    /// The sheet is not charged, and a new one is made in its place.
    async fn wrong_topic(&mut self, id: OrderId) -> anyhow::Result<()> {
        let Some(order) = orders::find_owned(self.tx.on(), id, self.teacher.id).await? else {
            self.toast("bot-toast-not-found");
            return Ok(());
        };
        let tools = (&self.intake.limiter, &self.intake.queue, self.chance);
        match opinion::wrong_topic(self.tx, tools, self.teacher.id, id, self.now).await? {
            Reported::Taken => {
                self.toast("bot-thanks-wrong-topic");
                let key = format!("another:{}", self.update);
                let wish = self.wish(order.spec, key);
                self.place(Wish { fresh: true, ..wish }).await?;
            }
            Reported::Already => self.toast("bot-toast-already"),
            Reported::NotOurs => self.toast("bot-toast-stale"),
            Reported::TooOften => self.toast("bot-toast-too-often"),
        }
        Ok(())
    }
}

fn apply(draft: &mut Draft, action: CardAction) {
    match action {
        CardAction::Fewer => draft.fewer(),
        CardAction::More => draft.more(),
        CardAction::Difficulty => draft.next_difficulty(),
        CardAction::Variants => draft.next_variants(),
        CardAction::Format => draft.next_format(),
        CardAction::AskSubject => draft.asking = Some(Slot::Subject),
        CardAction::AskGrade => draft.asking = Some(Slot::Grade),
        CardAction::AskTopic => draft.asking = Some(Slot::Topic),
        CardAction::Subject(subject) => draft.set_subject(subject),
        CardAction::Grade(grade) => draft.set_grade(grade),
        CardAction::Back | CardAction::Create | CardAction::Discard => draft.asking = None,
    }
}
