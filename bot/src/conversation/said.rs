//! Answers to words: commands, wishes, answers to our question, follow-ups and everything else.

use std::collections::BTreeSet;

use listok_core::domain::request::Intent;
use listok_core::domain::stored::Replacement;
use listok_core::domain::{Locale, Request, Worksheet, plan};
use listok_core::i18n::{text, text_with};
use listok_core::orders::intake::{self, Wish};
use listok_core::store::{Order, OrderState, StoredWorksheet, orders, worksheets};
use listok_core::understand::{self, Context};

use super::Turn;
use super::button::Action;
use super::draft::{request_for, revised};
use crate::link;

/// How many examples the welcome offers.
pub(super) const EXAMPLES: u8 = 3;

impl Turn<'_> {
    pub(super) async fn said(&mut self, words: &str) -> anyhow::Result<()> {
        let words = words.trim();
        if let Some(command) = words.strip_prefix('/') {
            return self.command(command).await;
        }
        if words.chars().count() > plan::MAX_REQUEST_CHARS {
            self.too_long();
            return Ok(());
        }
        if !words.chars().any(char::is_alphanumeric) {
            self.say("bot-not-understood");
            return Ok(());
        }
        let context = Context { locale: self.locale(), last: self.session.last.as_ref().map(request_for), asked: None };
        // Read on its own first: a complete wish is a new wish, whatever was asked before it.
        let request = understand::understand(words, &context);
        match request.intent {
            Intent::Clarify | Intent::OffTopic if self.session.asked(self.now).is_some() => {
                self.answered(words, context);
            }
            Intent::Generate | Intent::Clarify => self.open(request),
            Intent::AnotherVariant => return self.another_in_words(&request).await,
            Intent::ReviseLast => self.revise(&request),
            Intent::ReplaceTasks => return self.replace_tasks(&request).await,
            Intent::Export => return self.export().await,
            Intent::ListMine => return self.list_sheets(None, None).await,
            Intent::Balance => self.say("bot-balance"),
            Intent::Help => self.say("bot-help"),
            Intent::Cancel => return self.cancel().await,
            Intent::Greeting => self.say("bot-greeting"),
            Intent::OffTopic => self.say("bot-off-topic"),
            Intent::RejectInjection => self.say("bot-refused"),
        }
        Ok(())
    }

    async fn command(&mut self, command: &str) -> anyhow::Result<()> {
        let name = command.split([' ', '@', '\n']).next().unwrap_or_default().to_lowercase();
        let argument = command.split_whitespace().nth(1);
        match name.as_str() {
            "start" => match argument.and_then(link::sheet) {
                Some(sheet) => {
                    if !self.send_again(sheet).await? {
                        self.say("bot-toast-not-found");
                    }
                }
                None => self.welcome(),
            },
            "my" => return self.list_sheets(None, None).await,
            "language" => self.ask_language(),
            "cancel" => return self.cancel().await,
            "help" => self.say("bot-help"),
            _ => self.say("bot-not-understood"),
        }
        Ok(())
    }

    fn welcome(&mut self) {
        let locale = self.locale();
        let words = if self.session.last.is_some() { "bot-welcome-back" } else { "bot-welcome" };
        let example = |n| vec![Action::Example(n).button(text(locale, &format!("bot-example-{n}")))];
        let keyboard = (0..EXAMPLES).map(example).collect();
        self.say_with(text(locale, words), keyboard);
    }

    fn ask_language(&mut self) {
        let languages = Locale::ALL.map(|locale| {
            let name = match locale {
                Locale::Ru => "Русский",
                Locale::En => "English",
            };
            Action::Language(locale).button(name)
        });
        self.say_with(text(self.locale(), "bot-language-question"), vec![languages.into()]);
    }

    /// Drops open cards, or else the order that is being made.
    async fn cancel(&mut self) -> anyhow::Result<()> {
        if self.session.forget_all() {
            self.say("bot-cancelled");
            return Ok(());
        }
        let running = match self.session.order {
            Some(order) => orders::find_owned(self.tx.on(), order, self.teacher.id).await?,
            None => None,
        };
        let Some(order) = running else {
            self.say("bot-nothing-to-cancel");
            return Ok(());
        };
        if !intake::cancel(self.tx, self.intake, order.id, self.teacher.id, self.now).await? {
            self.say("bot-nothing-to-cancel");
            return Ok(());
        }
        let stopped = text(self.locale(), "bot-order-stopped");
        if let Some(card) = order.card_message_id {
            self.show(card, stopped, Vec::new());
        }
        self.say("bot-cancelled");
        Ok(())
    }

    /// Other tasks in place of some of the last sheet's.
    async fn replace_tasks(&mut self, wish: &Request) -> anyhow::Result<()> {
        let last = match self.session.order {
            Some(order) => orders::find_owned(self.tx.on(), order, self.teacher.id).await?,
            None => None,
        };
        if last.as_ref().is_some_and(|last| matches!(last.state, OrderState::Queued | OrderState::Working)) {
            self.say("bot-replace-wait");
            return Ok(());
        }
        // The last order may have failed; the sheet before it is the last one then.
        let last = match last.filter(|last| last.worksheet.is_some()) {
            Some(last) => Some(last),
            None => orders::latest_made(self.tx.on(), self.teacher.id).await?,
        };
        let Some((last, own, content)) = self.made(last).await? else {
            self.say("bot-no-last");
            return Ok(());
        };
        let most = content.len();
        let tasks: BTreeSet<u16> = wish.tasks.iter().copied().collect();
        if tasks.iter().any(|number| *number == 0 || usize::from(*number) > most) {
            let text = text_with(self.locale(), "bot-replace-no-such", &[("last", most.into())]);
            self.say_with(text, Vec::new());
            return Ok(());
        }
        let by = wish.difficulty_delta.unwrap_or_default();
        let replaces = Replacement { worksheet: own.id, tasks: tasks.into_iter().collect(), by };
        let wished = self.wish(last.spec, format!("replace:{}", self.update));
        self.place(Wish { replaces: Some(replaces), ..wished }).await.map(drop)
    }

    /// What an order made, as it is now.
    async fn made(&mut self, order: Option<Order>) -> anyhow::Result<Option<(Order, StoredWorksheet, Worksheet)>> {
        let Some(order) = order else { return Ok(None) };
        let Some(worksheet) = order.worksheet else { return Ok(None) };
        let Some(own) = worksheets::find_owned(self.tx.on(), worksheet, self.teacher.id).await? else {
            return Ok(None);
        };
        let content = worksheets::content(self.tx.on(), own.id, own.version).await?;
        Ok(content.map(|content| (order, own, content)))
    }

    /// Words that came while a question was open answer it; they show the next question or the card.
    fn answered(&mut self, words: &str, context: Context) {
        let Some(mut draft) = self.session.asked(self.now).cloned() else { return };
        let context = Context { asked: Some(draft.open_request()), ..context };
        draft.hear(understand::understand(words, &context));
        // Shown anew at the bottom of the chat, where the teacher is looking.
        let (text, keyboard) = super::card::face(&draft, self.locale());
        self.say_with(text, keyboard);
        draft.made_at = self.now;
        self.session.keep(draft);
    }

    fn revise(&mut self, change: &Request) {
        match &self.session.last {
            Some(last) => {
                let request = revised(last, change);
                self.open(request);
            }
            None if change.settle().is_ok() => self.open(change.clone()),
            None => self.say("bot-no-last"),
        }
    }

    /// The last sheet with other tasks: one variant more, or as many as were asked for.
    async fn another_in_words(&mut self, change: &Request) -> anyhow::Result<()> {
        let Some(last) = self.session.last.clone() else {
            self.say("bot-no-last");
            return Ok(());
        };
        let Ok(spec) = revised(&last, change).settle() else {
            self.say("bot-no-last");
            return Ok(());
        };
        let key = format!("another:{}", self.update);
        self.order(spec, None, key).await.map(drop)
    }
}
