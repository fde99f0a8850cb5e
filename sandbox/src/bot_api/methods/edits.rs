//! Changing and deleting what was sent.

use serde_json::Value;

use super::{Outcome, chat_id, files};
use crate::bot_api::entities::Styled;
use crate::bot_api::limits;
use crate::bot_api::markup::Markup;
use crate::bot_api::params::Params;
use crate::bot_api::refusal::Refusal;
use crate::bot_api::state::{Author, Content, Message, State};

/// The message a call wants to edit.
struct Target {
    chat: i64,
    id: i64,
    inline: bool,
}

pub(super) fn text(state: &mut State, params: &Params, now: i64) -> Outcome {
    let target = target(state, params)?;
    let text = Styled::of(params, "text", "entities")?;
    limits::text(&text.text)?;
    if matches!(message(state, &target)?.content, Content::Document { .. }) {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    apply(state, &target, Some(Content::Text(text)), params, now)
}

pub(super) fn caption(state: &mut State, params: &Params, now: i64) -> Outcome {
    let target = target(state, params)?;
    let caption = Styled::of(params, "caption", "caption_entities")?;
    limits::caption(&caption.text)?;
    let Content::Document { file_id, .. } = message(state, &target)?.content.clone() else {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    };
    apply(state, &target, Some(Content::Document { file_id, caption }), params, now)
}

pub(super) fn markup(state: &mut State, params: &Params, now: i64) -> Outcome {
    let target = target(state, params)?;
    apply(state, &target, None, params, now)
}

pub(super) fn media(state: &mut State, params: &Params, now: i64) -> Outcome {
    let target = target(state, params)?;
    let media = params.json("media")?.ok_or_else(|| Refusal::bad("media is not specified"))?;
    if media["type"] != "document" {
        return Err(Refusal::bad("the stand-in keeps documents only"));
    }
    let word = |name: &str| media[name].as_str().unwrap_or_default().to_owned();
    let caption = Styled::parse(&word("caption"), &word("parse_mode"), media.get("caption_entities"))?;
    limits::caption(&caption.text)?;
    let given = word("media");
    if target.inline && files::attached(params, &given).is_some() {
        // Telegram's server: files cannot be uploaded while a message sent through inline mode is edited.
        return Err(Refusal::bad("invalid message content specified"));
    }
    Markup::of(params)?;
    let thumbnail = files::attached(params, &word("thumbnail")).or_else(|| params.file("thumbnail"));
    let file_id = files::named(state, params, "media", &given, thumbnail)?;
    apply(state, &target, Some(Content::Document { file_id, caption }), params, now)
}

pub(super) fn delete(state: &mut State, params: &Params) -> Outcome {
    let chat = chat_id(params)?;
    let place = state.chats.get_mut(&chat).ok_or_else(|| Refusal::bad("chat not found"))?;
    let id = params.int("message_id").filter(|id| place.messages.contains_key(id));
    let id = id.ok_or_else(|| Refusal::bad("message to delete not found"))?;
    place.messages.remove(&id);
    state.tell(serde_json::json!({ "type": "deleted", "chat_id": chat, "message_id": id }));
    Ok(true.into())
}

/// Messages that are not there are passed over, as Telegram does.
pub(super) fn delete_many(state: &mut State, params: &Params) -> Outcome {
    let chat = chat_id(params)?;
    let ids: Vec<i64> =
        params.json("message_ids")?.and_then(|ids| serde_json::from_value(ids).ok()).unwrap_or_default();
    let place = state.chats.get_mut(&chat).ok_or_else(|| Refusal::bad("chat not found"))?;
    let gone: Vec<_> = ids.into_iter().filter(|id| place.messages.remove(id).is_some()).collect();
    for id in gone {
        state.tell(serde_json::json!({ "type": "deleted", "chat_id": chat, "message_id": id }));
    }
    Ok(true.into())
}

fn target(state: &mut State, params: &Params) -> Result<Target, Refusal> {
    let missing = || Refusal::bad("message to edit not found");
    if params.has("inline_message_id") {
        let place = state.inline_messages.get(&params.text("inline_message_id"));
        let &(chat, id) = place.ok_or_else(|| Refusal::bad("MESSAGE_ID_INVALID"))?;
        let target = Target { chat, id, inline: true };
        message(state, &target)?;
        return Ok(target);
    }
    let chat = chat_id(params)?;
    if !params.has("message_id") {
        return Err(Refusal::bad("message identifier is not specified"));
    }
    let place = state.writable(chat)?;
    let found = params.int("message_id").and_then(|id| place.messages.get(&id)).ok_or_else(missing)?;
    if found.author != Author::Bot {
        return Err(Refusal::bad("message can't be edited"));
    }
    Ok(Target { chat, id: found.id, inline: false })
}

fn message<'a>(state: &'a mut State, target: &Target) -> Result<&'a mut Message, Refusal> {
    state
        .chats
        .get_mut(&target.chat)
        .and_then(|chat| chat.messages.get_mut(&target.id))
        .ok_or_else(|| Refusal::bad("message to edit not found"))
}

fn apply(state: &mut State, target: &Target, content: Option<Content>, params: &Params, now: i64) -> Outcome {
    let markup = Markup::of(params)?.inline();
    let edited = message(state, target)?;
    let content = content.unwrap_or_else(|| edited.content.clone());
    if content == edited.content && markup == edited.markup {
        return Err(Refusal::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
        ));
    }
    // A change of buttons alone does not mark the message as edited.
    if content != edited.content {
        edited.edited = Some(now);
    }
    edited.content = content;
    edited.markup = markup;
    let shown = state.changed(target.chat, target.id);
    Ok(if target.inline { Value::Bool(true) } else { shown })
}
