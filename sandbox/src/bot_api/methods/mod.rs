//! The methods of the Bot API.

mod edits;
mod files;
mod inline;
mod messages;
mod profile;

use serde_json::{Value, json};

use super::params::Params;
use super::refusal::Refusal;
use super::webhook;
use crate::world::{World, now_ms};

pub(super) use self::inline::content as inline_content;
pub(crate) use self::profile::visible_commands;

type Outcome = Result<Value, Refusal>;

/// Methods, in Telegram's spelling; clients may spell them in any case.
const NAMES: &[&str] = &[
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "getMe",
    "logOut",
    "close",
    "sendMessage",
    "sendDocument",
    "copyMessage",
    "forwardMessage",
    "sendChatAction",
    "sendMessageDraft",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "editMessageMedia",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "answerInlineQuery",
    "setMyCommands",
    "getMyCommands",
    "deleteMyCommands",
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "setChatMenuButton",
    "getChatMenuButton",
    "setMyDefaultAdministratorRights",
    "getFile",
    "getChat",
    "getChatMember",
    "getChatMemberCount",
    "getChatAdministrators",
    "leaveChat",
    "pinChatMessage",
    "unpinChatMessage",
    "setMessageReaction",
];

/// Telegram's spelling of a method, or the name as it came.
pub(super) fn canonical(name: &str) -> String {
    NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).map_or_else(|| name.to_owned(), |&known| known.into())
}

pub(super) fn carry_out(world: &World, method: &str, params: &Params) -> Outcome {
    match method {
        "setWebhook" => return webhook::set(world, params),
        "deleteWebhook" => return webhook::delete(world, params),
        "getWebhookInfo" => return Ok(webhook::info(world)),
        _ => {}
    }
    let now = now_ms() / 1000;
    let state = &mut *world.state();
    match method {
        "getMe" => Ok(profile::me(state)),
        "sendMessage" => messages::send(state, params, now),
        "sendDocument" => messages::send_document(state, params, now),
        "copyMessage" => messages::copy(state, params, now),
        "forwardMessage" => messages::forward(state, params, now),
        "sendChatAction" => messages::action(state, params),
        "sendMessageDraft" => messages::draft(state, params),
        "editMessageText" => edits::text(state, params, now),
        "editMessageCaption" => edits::caption(state, params, now),
        "editMessageReplyMarkup" => edits::markup(state, params, now),
        "editMessageMedia" => edits::media(state, params, now),
        "deleteMessage" => edits::delete(state, params),
        "deleteMessages" => edits::delete_many(state, params),
        "answerCallbackQuery" => inline::answer_callback(state, params),
        "answerInlineQuery" => inline::answer(state, params),
        "setMyCommands" => profile::set_commands(state, params),
        "getMyCommands" => profile::commands(state, params),
        "deleteMyCommands" => profile::delete_commands(state, params),
        "setMyName" | "setMyDescription" | "setMyShortDescription" => profile::set(state, method, params),
        "getMyName" | "getMyDescription" | "getMyShortDescription" => Ok(profile::get(state, method, params)),
        "getChatMenuButton" => Ok(json!({ "type": "commands" })),
        "getFile" => files::get(state, params),
        "getChat" => profile::chat(state, params),
        "getChatMember" => profile::member(state, params),
        "getChatMemberCount" => profile::member_count(state, params),
        "getChatAdministrators" => profile::administrators(state, params),
        "setChatMenuButton"
        | "setMyDefaultAdministratorRights"
        | "logOut"
        | "close"
        | "leaveChat"
        | "pinChatMessage"
        | "unpinChatMessage"
        | "setMessageReaction" => Ok(true.into()),
        _ => Err(Refusal::no_such_method()),
    }
}

/// The chat a call concerns, be it by id or by a message sent through inline mode.
pub(super) fn chat_of(world: &World, params: &Params) -> Option<i64> {
    params.int("chat_id").or_else(|| {
        let id = params.text("inline_message_id");
        world.state().inline_messages.get(&id).map(|(chat, _)| *chat)
    })
}

/// `chat_id` of a call.
fn chat_id(params: &Params) -> Result<i64, Refusal> {
    if !params.has("chat_id") {
        return Err(Refusal::bad("chat_id is empty"));
    }
    params.int("chat_id").ok_or_else(|| Refusal::bad("chat not found"))
}
