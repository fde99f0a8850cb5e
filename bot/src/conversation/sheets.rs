//! The teacher's list of sheets, and sending one again.

use listok_core::domain::id::WorksheetId;
use listok_core::i18n::{text, text_with};
use listok_core::outgoing::{Part, Payload};
use listok_core::store::worksheets;

use super::Turn;
use super::button::{Action, Cursor};
use crate::words;

/// Sheets on one page of the list.
const PAGE: usize = 8;
/// Longest name on a button, in UTF-16 units; longer ones do not fit a phone.
const NAME: usize = 48;

impl Turn<'_> {
    /// Shows a page of the list, in `message` or a new one.
    pub(super) async fn list_sheets(&mut self, message: Option<i64>, after: Option<Cursor>) -> anyhow::Result<()> {
        let locale = self.locale();
        let limit = i64::try_from(PAGE)? + 1;
        let mut sheets = worksheets::page_of(self.tx.on(), self.teacher.id, after, limit).await?;
        let more = sheets.len() > PAGE;
        sheets.truncate(PAGE);
        let mut keyboard: Vec<Vec<_>> = sheets
            .iter()
            .map(|sheet| {
                let arguments = [("grade", sheet.grade.number().into()), ("title", sheet.title.as_str().into())];
                let name = text_with(locale, "bot-mine-line", &arguments);
                vec![Action::Resend(sheet.id).button(words::cut(&name, NAME))]
            })
            .collect();
        let mut turns = Vec::new();
        if after.is_some() {
            turns.push(Action::Mine(None).button(text(locale, "bot-button-newest")));
        }
        if let Some(last) = sheets.last().filter(|_| more) {
            let older = Action::Mine(Some((last.created_at, last.id)));
            turns.push(older.button(text(locale, "bot-button-older")));
        }
        if !turns.is_empty() {
            keyboard.push(turns);
        }
        let words = text(locale, if sheets.is_empty() && after.is_none() { "bot-mine-empty" } else { "bot-mine" });
        match message {
            Some(message) => self.show(message, words, keyboard),
            None => self.say_with(words, keyboard),
        }
        Ok(())
    }

    /// Sends the newest sheet and its key as Word files.
    pub(super) async fn export(&mut self) -> anyhow::Result<()> {
        let newest = worksheets::page_of(self.tx.on(), self.teacher.id, None, 1).await?;
        let Some(sheet) = newest.first() else {
            self.say("bot-no-last");
            return Ok(());
        };
        let (worksheet, version, locale) = (sheet.id, sheet.version, self.locale());
        for part in [Part::Sheet, Part::Key] {
            self.out.push(Payload::Word { worksheet, version, part, locale });
        }
        Ok(())
    }

    /// Puts both documents of a teacher's own sheet on their way. `false`: there is none.
    pub(super) async fn send_again(&mut self, worksheet: WorksheetId) -> anyhow::Result<bool> {
        let Some(own) = worksheets::find_owned(self.tx.on(), worksheet, self.teacher.id).await? else {
            self.toast("bot-toast-not-found");
            return Ok(false);
        };
        let locale = self.locale();
        for part in [Part::Sheet, Part::Key] {
            self.out.push(Payload::Document { order: None, worksheet, version: own.version, part, locale });
        }
        self.toast("bot-toast-sending");
        Ok(true)
    }
}
