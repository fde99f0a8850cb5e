//! What each waiting message becomes on the wire; documents without loss or doubling.
//!
//! The sheet replaces its order's card with editMessageMedia, which may be repeated at will. A new
//! message may not, so it goes under a mark committed beforehand: a row found marked was
//! interrupted, is sent again until an answer is clear, and says that it may be a repeat. That is
//! the one window in which a document can come more than once.

use anyhow::Context;
use listok_core::docx;
use listok_core::domain::id::{OrderId, WorksheetId};
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Locale, Worksheet};
use listok_core::i18n::{text, text_with};
use listok_core::outgoing::{Failure, Keyboard, Part, Payload, Stage};
use listok_core::pdf::{self, Audience, PageOptions};
use listok_core::store::{Order, OrderState, Outgoing, StoredFile, orders, outbox, worksheets};
use serde_json::{Value, json};

use crate::api::{CallError, Upload};
use crate::caption;
use crate::conversation::button::Action;
use crate::conversation::card;
use crate::link;
use crate::progress::Verdict;
use crate::sender::Sender;
use crate::words;

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    /// Telegram refused it or cannot be reached.
    #[error(transparent)]
    Call(#[from] CallError),
    /// No telling whether a message arrived that must not be repeated unnoticed.
    #[error("outcome unknown: {0:#}")]
    Ambiguous(anyhow::Error),
    /// Something on our side failed.
    #[error(transparent)]
    Ours(#[from] anyhow::Error),
}

/// What sending left to be recorded together with the row.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// Number of the message in the chat.
    pub(crate) message: Option<i64>,
    /// The message the order's card now is.
    pub(crate) card: Option<(OrderId, i64)>,
    /// A file Telegram now knows.
    pub(crate) file: Option<KnownFile>,
    /// The order whose last message this was.
    pub(crate) finished: Option<OrderId>,
}

/// A file Telegram knows by an id, and what it is of.
#[derive(Debug)]
pub(crate) struct KnownFile {
    pub(crate) worksheet: WorksheetId,
    pub(crate) version: i64,
    pub(crate) part: Part,
    pub(crate) file: StoredFile,
}

/// A document to be sent.
struct Paper<'a> {
    worksheet: WorksheetId,
    version: i64,
    part: Part,
    content: &'a Worksheet,
    caption: String,
    keyboard: Keyboard,
}

impl Sender {
    /// Sends one row.
    pub(crate) async fn deliver(&self, row: &Outgoing, payload: Payload) -> Result<Sent, SendError> {
        match payload {
            Payload::Text { text, keyboard, card_of } => {
                let message = self.new_message(row.chat_id, &text, &keyboard, None).await?;
                let card = card_of.map(|order| (order, message));
                Ok(Sent { message: Some(message), card, ..Sent::default() })
            }
            Payload::EditCard { message_id, text, keyboard } => {
                self.edit(row.chat_id, message_id, &text, &keyboard).await?;
                Ok(Sent::default())
            }
            Payload::Progress { order, stage } => {
                self.progress(row.chat_id, order, stage).await?;
                Ok(Sent::default())
            }
            Payload::Failed { order, why, reference } => self.failed(row, order, why, &reference).await,
            Payload::Document { order, worksheet, version, part, locale } => {
                self.document(row, order, worksheet, version, part, locale).await
            }
            Payload::Word { worksheet, version, part, locale } => {
                self.word(row, worksheet, version, part, locale).await
            }
            Payload::Summary { order, worksheet, version, locale } => {
                self.summary(row, order, worksheet, version, locale).await
            }
        }
    }

    async fn new_message(
        &self,
        chat: i64,
        text: &str,
        keyboard: &Keyboard,
        answers: Option<i64>,
    ) -> Result<i64, SendError> {
        self.pace.turn().await;
        let mut params = message(chat, text, keyboard);
        reply_to(&mut params, answers);
        let sent = self.api.call("sendMessage", &params).await?;
        Ok(message_id(&sent)?)
    }

    /// Edits a message; whether it still was there to be edited.
    async fn edit(&self, chat: i64, message_id: i64, text: &str, keyboard: &Keyboard) -> Result<bool, SendError> {
        self.pace.open().await;
        let mut params = message(chat, text, keyboard);
        params["message_id"] = message_id.into();
        match self.api.call("editMessageText", &params).await {
            Ok(_) | Err(CallError::NotModified) => Ok(true),
            Err(CallError::MessageGone) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn progress(&self, chat: i64, order: OrderId, stage: Stage) -> Result<(), SendError> {
        match self.progress.reached(order, stage, tokio::time::Instant::now()) {
            Verdict::Show => self.show_stage(chat, order, stage).await,
            Verdict::Held => Ok(()),
            Verdict::Later(at) => {
                let sender = self.clone();
                tokio::spawn(async move {
                    tokio::time::sleep_until(at).await;
                    if let Some(stage) = sender.progress.due(order, tokio::time::Instant::now())
                        && let Err(error) = sender.show_stage(chat, order, stage).await
                    {
                        // The next stage or the result will show.
                        tracing::debug!(%order, "a stage was not shown: {error:#}");
                    }
                });
                Ok(())
            }
        }
    }

    async fn show_stage(&self, chat: i64, order: OrderId, stage: Stage) -> Result<(), SendError> {
        let found = self.order(order).await?;
        let Some(message) = found.card_message_id.filter(|_| is_open(&found)) else { return Ok(()) };
        let (text, keyboard) = card::progress(found.locale, &found.spec, found.replaces.as_ref(), order, stage);
        self.edit(chat, message, &text, &keyboard).await.map(drop)
    }

    async fn failed(&self, row: &Outgoing, order: OrderId, why: Failure, reference: &str) -> Result<Sent, SendError> {
        self.progress.ended(order);
        let found = self.order(order).await?;
        let locale = found.locale;
        let reason = match why {
            Failure::Unchecked | Failure::Unsupported | Failure::Refused if found.replaces.is_some() => {
                text(locale, "bot-replace-failed")
            }
            Failure::Unavailable => text(locale, "bot-failed-unavailable"),
            Failure::Unchecked => text(locale, "bot-failed-unchecked"),
            Failure::Unsupported => text(locale, "bot-failed-unsupported"),
            Failure::Refused => text(locale, "bot-failed-refused"),
            Failure::Budget { free_at } => {
                let when = words::until(locale, free_at, self.clock.now());
                text_with(locale, "bot-failed-budget", &[("when", when.into())])
            }
            Failure::Unexpected => text(locale, "bot-failed-unexpected"),
        };
        let heading = words::heading(locale, &found.spec);
        let number = text_with(locale, "bot-reference", &[("reference", words::escaped(reference).into())]);
        let words = format!("{heading}\n\n{reason}\n{number}");
        let keyboard = match why {
            Failure::Unsupported | Failure::Refused => Vec::new(),
            // The button makes a whole sheet.
            _ if found.replaces.is_some() => Vec::new(),
            _ => vec![vec![Action::Another(order).button(text(locale, "bot-button-retry"))]],
        };
        let edited = match found.card_message_id {
            Some(card) => self.edit(row.chat_id, card, &words, &keyboard).await?,
            None => false,
        };
        if !edited {
            self.new_message(row.chat_id, &words, &keyboard, None).await?;
        }
        Ok(Sent::default())
    }

    async fn summary(
        &self,
        row: &Outgoing,
        order: OrderId,
        worksheet: WorksheetId,
        version: i64,
        locale: Locale,
    ) -> Result<Sent, SendError> {
        let content = self.content(worksheet, version).await?;
        let found = self.order(order).await?;
        let words = caption::summary(locale, &content, found.origin);
        let keyboard = rating(locale, order, found.origin);
        let message = self.new_message(row.chat_id, &words, &keyboard, found.card_message_id).await?;
        Ok(Sent { message: Some(message), finished: Some(order), ..Sent::default() })
    }

    async fn document(
        &self,
        row: &Outgoing,
        order: Option<OrderId>,
        worksheet: WorksheetId,
        version: i64,
        part: Part,
        locale: Locale,
    ) -> Result<Sent, SendError> {
        let content = self.content(worksheet, version).await?;
        let found = match order {
            Some(order) => {
                self.progress.ended(order);
                Some(self.order(order).await?)
            }
            None => None,
        };
        let carrier = found.as_ref().and_then(|order| order.card_message_id);
        let origin = found.as_ref().and_then(|order| order.origin);
        let (caption, keyboard) = match (part, order) {
            (Part::Sheet, _) => (caption::sheet(locale, &content), Vec::new()),
            (Part::Key, Some(order)) => (caption::summary(locale, &content, origin), rating(locale, order, origin)),
            (Part::Key, None) => (caption::key(locale, &content), Vec::new()),
        };
        let mut paper = Paper { worksheet, version, part, content: &content, caption, keyboard };
        if let (Part::Sheet, Some(order), Some(card)) = (part, order, carrier) {
            match self.put(row.chat_id, Place::Instead(card), &paper).await {
                Ok((message, file)) => return Ok(Sent { message: Some(message), file, ..Sent::default() }),
                Err(SendError::Call(CallError::NotModified)) => return Ok(Sent::default()),
                Err(SendError::Call(CallError::MessageGone)) => {
                    tracing::info!(%order, "the card is gone, its sheet goes in a message of its own");
                }
                Err(error) => return Err(error),
            }
        }
        if row.interrupted {
            paper.caption = format!("{}\n\n<i>{}</i>", paper.caption, text(locale, repeated(part)));
        }
        self.pace.turn().await;
        self.mark(row).await?;
        let answers = if part == Part::Key { carrier } else { None };
        let put = self.put(row.chat_id, Place::New { answers }, &paper).await;
        let (message, file) = put.map_err(|error| match error {
            SendError::Call(CallError::Unknown(error)) => SendError::Ambiguous(error),
            error => error,
        })?;
        Ok(Sent {
            message: Some(message),
            card: order.filter(|_| part == Part::Sheet).map(|order| (order, message)),
            file,
            finished: order.filter(|_| part == Part::Key),
        })
    }

    /// A Word file is asked for seldom: it is made and uploaded every time.
    async fn word(
        &self,
        row: &Outgoing,
        worksheet: WorksheetId,
        version: i64,
        part: Part,
        locale: Locale,
    ) -> Result<Sent, SendError> {
        let content = self.content(worksheet, version).await?;
        let mut caption = match part {
            Part::Sheet => caption::sheet(locale, &content),
            Part::Key => caption::key(locale, &content),
        };
        if row.interrupted {
            caption = format!("{caption}\n\n<i>{}</i>", text(locale, repeated(part)));
        }
        let write = move || docx::write(&content, audience(part));
        let file = tokio::task::spawn_blocking(write).await.context("writing a Word file")?.context("a Word file")?;
        let upload = Upload { field: "document", name: file.name, mime: WORD, bytes: file.bytes };
        self.pace.turn().await;
        self.mark(row).await?;
        let params = json!({
            "chat_id": row.chat_id, "document": "attach://document", "caption": caption, "parse_mode": "HTML",
        });
        let sent = self.api.upload("sendDocument", &params, vec![upload]).await.map_err(|error| match error {
            CallError::Unknown(error) => SendError::Ambiguous(error),
            error => SendError::Call(error),
        })?;
        Ok(Sent { message: Some(message_id(&sent)?), ..Sent::default() })
    }

    /// Sends the paper by the id Telegram knows it by, or uploads it.
    async fn put(&self, chat: i64, place: Place, paper: &Paper<'_>) -> Result<(i64, Option<KnownFile>), SendError> {
        self.pace.open().await;
        if let Some(file) = self.file(paper).await? {
            let (method, params) = place.call(chat, paper, &file.file_id, None);
            match self.api.call(method, &params).await {
                Ok(sent) => return Ok((message_id(&sent)?, None)),
                Err(CallError::WrongFile) => {
                    tracing::warn!(worksheet = %paper.worksheet, "Telegram no longer knows a file, uploading it anew");
                }
                Err(error) => return Err(error.into()),
            }
        }
        let action = json!({"chat_id": chat, "action": "upload_document"});
        if let Err(error) = self.api.call("sendChatAction", &action).await {
            tracing::debug!("no chat action: {error:#}");
        }
        let files = render(paper, link::to(&self.username, paper.worksheet)).await?;
        let (method, params) = place.call(chat, paper, "attach://document", Some("attach://thumbnail"));
        let sent = self.api.upload(method, &params, files).await?;
        let file = known_file(paper, &sent);
        Ok((message_id(&sent)?, file))
    }

    /// Commits that a message is about to be sent which must not be repeated unnoticed.
    async fn mark(&self, row: &Outgoing) -> anyhow::Result<()> {
        let mut write = self.db.write().await?;
        let ours = outbox::mark_sending(write.on(), row.id, &self.worker, self.clock.now()).await?;
        anyhow::ensure!(ours, "the lease ran out before the message was sent");
        Ok(())
    }

    async fn file(&self, paper: &Paper<'_>) -> anyhow::Result<Option<StoredFile>> {
        let mut read = self.db.read().await?;
        let part = paper.part.code();
        Ok(worksheets::file(read.on(), paper.worksheet, paper.version, part, self.api.bot_id()).await?)
    }

    async fn order(&self, order: OrderId) -> anyhow::Result<Order> {
        let mut read = self.db.read().await?;
        orders::find(read.on(), order).await?.context("a message of an order that does not exist")
    }

    async fn content(&self, worksheet: WorksheetId, version: i64) -> anyhow::Result<Worksheet> {
        let mut read = self.db.read().await?;
        let content = worksheets::content(read.on(), worksheet, version).await?;
        content.context("a message of a worksheet that does not exist")
    }
}

/// What a Word file is called in a form (ECMA-376).
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Where a document goes.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In place of this message.
    Instead(i64),
    /// In a message of its own, perhaps as an answer.
    New { answers: Option<i64> },
}

impl Place {
    fn call(self, chat: i64, paper: &Paper<'_>, file: &str, thumbnail: Option<&str>) -> (&'static str, Value) {
        let mut document = json!({"caption": paper.caption, "parse_mode": "HTML"});
        if let Some(thumbnail) = thumbnail {
            document["thumbnail"] = thumbnail.into();
        }
        match self {
            Self::Instead(message) => {
                document["type"] = "document".into();
                document["media"] = file.into();
                let mut params = json!({"chat_id": chat, "message_id": message, "media": document});
                add_keyboard(&mut params, &paper.keyboard);
                ("editMessageMedia", params)
            }
            Self::New { answers } => {
                let mut params = document;
                params["chat_id"] = chat.into();
                params["document"] = file.into();
                reply_to(&mut params, answers);
                add_keyboard(&mut params, &paper.keyboard);
                ("sendDocument", params)
            }
        }
    }
}

/// Typesets the paper away from the threads that answer people.
async fn render(paper: &Paper<'_>, link: String) -> anyhow::Result<Vec<Upload>> {
    let content = paper.content.clone();
    let audience = audience(paper.part);
    let name = pdf::file_name(&content, audience);
    let set = move || {
        pdf::render(&content, audience, &PageOptions { link: Some(&link), thumbnail: true, ..PageOptions::default() })
    };
    let rendered = tokio::task::spawn_blocking(set).await.context("the typesetter panicked")?.context("typesetting")?;
    Ok(vec![
        Upload { field: "document", name, mime: "application/pdf", bytes: rendered.pdf },
        Upload {
            field: "thumbnail",
            name: "thumbnail.jpg".into(),
            mime: "image/jpeg",
            bytes: rendered.thumbnail.unwrap_or_default(),
        },
    ])
}

const fn audience(part: Part) -> Audience {
    match part {
        Part::Sheet => Audience::Pupil,
        Part::Key => Audience::Teacher,
    }
}

/// The line under a file that may have come already.
const fn repeated(part: Part) -> &'static str {
    match part {
        Part::Sheet => "bot-maybe-repeated-sheet",
        Part::Key => "bot-maybe-repeated-key",
    }
}

const fn is_open(order: &Order) -> bool {
    matches!(order.state, OrderState::Queued | OrderState::Working)
}

fn rating(locale: Locale, order: OrderId, origin: Option<Origin>) -> Keyboard {
    let button = |action: Action, key| action.button(text(locale, key));
    let mut keyboard = vec![vec![
        button(Action::Rate(order, true), "bot-button-good"),
        button(Action::Rate(order, false), "bot-button-bad"),
    ]];
    if origin == Some(Origin::Cache) {
        keyboard.push(vec![
            button(Action::Fresh(order), "bot-button-fresh"),
            button(Action::WrongTopic(order), "bot-button-wrong-topic"),
        ]);
        keyboard.push(vec![button(Action::List, "bot-button-mine")]);
    } else {
        keyboard
            .push(vec![button(Action::Another(order), "bot-button-another"), button(Action::List, "bot-button-mine")]);
    }
    keyboard
}

fn message(chat: i64, text: &str, keyboard: &Keyboard) -> Value {
    let mut params = json!({
        "chat_id": chat,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": true},
    });
    add_keyboard(&mut params, keyboard);
    params
}

fn add_keyboard(params: &mut Value, keyboard: &Keyboard) {
    if keyboard.is_empty() {
        return;
    }
    let rows: Vec<Vec<Value>> = keyboard
        .iter()
        .map(|row| row.iter().map(|b| json!({"text": b.text, "callback_data": b.data})).collect())
        .collect();
    params["reply_markup"] = json!({"inline_keyboard": rows});
}

fn reply_to(params: &mut Value, message: Option<i64>) {
    if let Some(message) = message {
        params["reply_parameters"] = json!({"message_id": message, "allow_sending_without_reply": true});
    }
}

/// An answer without a message id means that we do not know what happened.
fn message_id(sent: &Value) -> Result<i64, CallError> {
    sent["message_id"].as_i64().context("an answer without message_id").map_err(CallError::Unknown)
}

fn known_file(paper: &Paper<'_>, sent: &Value) -> Option<KnownFile> {
    let document = &sent["document"];
    Some(KnownFile {
        worksheet: paper.worksheet,
        version: paper.version,
        part: paper.part,
        file: StoredFile {
            file_id: document["file_id"].as_str()?.to_owned(),
            file_unique_id: document["file_unique_id"].as_str().unwrap_or_default().to_owned(),
        },
    })
}
