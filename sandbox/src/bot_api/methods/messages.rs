//! Sending.

use serde_json::{Value, json};

use super::{Outcome, chat_id, files};
use crate::bot_api::entities::Styled;
use crate::bot_api::limits;
use crate::bot_api::markup::Markup;
use crate::bot_api::params::Params;
use crate::bot_api::refusal::Refusal;
use crate::bot_api::state::{Author, Content, NewMessage, State};

const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

pub(super) fn send(state: &mut State, params: &Params, now: i64) -> Outcome {
    let chat = chat_id(params)?;
    let text = Styled::of(params, "text", "entities")?;
    limits::text(&text.text)?;
    post(state, chat, Content::Text(text), params, now)
}

pub(super) fn send_document(state: &mut State, params: &Params, now: i64) -> Outcome {
    let chat = chat_id(params)?;
    let caption = Styled::of(params, "caption", "caption_entities")?;
    limits::caption(&caption.text)?;
    // A refused message must leave no file behind.
    Markup::of(params)?;
    state.writable(chat)?;
    let file_id = files::document(state, params, "document", "thumbnail")?;
    post(state, chat, Content::Document { file_id, caption }, params, now)
}

pub(super) fn copy(state: &mut State, params: &Params, now: i64) -> Outcome {
    let chat = chat_id(params)?;
    let mut content = source(state, params, "message to copy not found")?;
    if let (Content::Document { caption, .. }, true) = (&mut content, params.has("caption")) {
        *caption = Styled::of(params, "caption", "caption_entities")?;
        limits::caption(&caption.text)?;
    }
    let sent = post(state, chat, content, params, now)?;
    Ok(json!({ "message_id": sent["message_id"] }))
}

pub(super) fn forward(state: &mut State, params: &Params, now: i64) -> Outcome {
    let chat = chat_id(params)?;
    let content = source(state, params, "message to forward not found")?;
    post(state, chat, content, params, now)
}

fn source(state: &State, params: &Params, missing: &str) -> Result<Content, Refusal> {
    let from = params.int("from_chat_id").and_then(|id| state.chats.get(&id));
    let from = from.ok_or_else(|| Refusal::bad("chat not found"))?;
    let message = params.int("message_id").and_then(|id| from.messages.get(&id));
    message.map(|message| message.content.clone()).ok_or_else(|| Refusal::bad(missing))
}

fn post(state: &mut State, chat: i64, content: Content, params: &Params, now: i64) -> Outcome {
    let markup = Markup::of(params)?;
    let place = state.writable(chat)?;
    let reply_to = match params.json("reply_parameters")? {
        Some(reply) => {
            let id = reply["message_id"].as_i64().filter(|id| place.messages.contains_key(id));
            if id.is_none() && reply["allow_sending_without_reply"] != true {
                return Err(Refusal::bad("message to be replied not found"));
            }
            id
        }
        None => None,
    };
    match &markup {
        Markup::Reply(keyboard) => place.keyboard = Some(keyboard.clone()),
        Markup::Remove => place.keyboard = None,
        Markup::None | Markup::Inline(_) => {}
    }
    if let Markup::Reply(_) | Markup::Remove = markup {
        let keyboard = place.keyboard.clone();
        state.tell(json!({ "type": "keyboard", "chat_id": chat, "keyboard": keyboard }));
    }
    let message = NewMessage { reply_to, markup: markup.inline(), ..NewMessage::by(Author::Bot, content) };
    state.post(chat, message, now)
}

pub(super) fn action(state: &mut State, params: &Params) -> Outcome {
    let chat = chat_id(params)?;
    let action = params.text("action");
    if !ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    state.writable(chat)?;
    state.tell(json!({ "type": "action", "chat_id": chat, "action": action }));
    Ok(true.into())
}

pub(super) fn draft(state: &mut State, params: &Params) -> Outcome {
    let chat = chat_id(params)?;
    if params.int("draft_id").unwrap_or(0) == 0 {
        return Err(Refusal::bad("DRAFT_ID_INVALID"));
    }
    let text = Styled::of(params, "text", "entities")?;
    if limits::units(&text.text) > limits::TEXT {
        return Err(Refusal::bad("message is too long"));
    }
    state.writable(chat)?;
    let Value::Object(mut shown) = json!({ "type": "draft", "chat_id": chat, "text": text.text }) else {
        return Ok(true.into());
    };
    shown.insert("entities".into(), text.entities.into());
    state.tell(Value::Object(shown));
    Ok(true.into())
}
