//! The bot itself, its commands and descriptions, and what it may know of chats.

use serde_json::{Value, json};

use super::{Outcome, chat_id};
use crate::bot_api::params::Params;
use crate::bot_api::refusal::Refusal;
use crate::bot_api::state::{Chat, ChatKind, State};

pub(super) fn me(state: &State) -> Value {
    let mut me = state.bot.json();
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", true),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
        ("supports_guest_queries", false),
    ] {
        me[name] = value.into();
    }
    me
}

/// Scope and language as a key.
fn key(params: &Params) -> Result<(String, String), Refusal> {
    let scope = params.json("scope")?.unwrap_or_else(|| json!({ "type": "default" }));
    let kind = scope["type"].as_str().unwrap_or_default();
    let known = [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ];
    if !known.contains(&kind) {
        return Err(Refusal::bad("can't parse BotCommandScope: Unsupported type specified"));
    }
    let language = params.text("language_code");
    if !language.is_empty() && (language.len() != 2 || !language.chars().all(|c| c.is_ascii_lowercase())) {
        return Err(Refusal::bad("invalid language code specified"));
    }
    let mut key = kind.to_owned();
    for name in ["chat_id", "user_id"] {
        if let Some(id) = scope.get(name) {
            key = format!("{key}:{}", id.to_string().trim_matches('"'));
        }
    }
    Ok((key, language))
}

pub(super) fn set_commands(state: &mut State, params: &Params) -> Outcome {
    let commands = params.json("commands")?.and_then(|c| c.as_array().cloned());
    let commands = commands.ok_or_else(|| Refusal::bad("can't parse commands JSON array"))?;
    if commands.len() > 100 {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in &commands {
        let name = command["command"].as_str().unwrap_or_default();
        let description = command["description"].as_str().unwrap_or_default().chars().count();
        let legible = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !(1..=32).contains(&name.len()) || !name.chars().all(legible) {
            return Err(Refusal::bad("BOT_COMMAND_INVALID"));
        }
        if !(1..=256).contains(&description) {
            return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
    }
    state.commands.insert(key(params)?, commands.into());
    state.tell(json!({ "type": "chats" }));
    Ok(true.into())
}

pub(super) fn commands(state: &State, params: &Params) -> Outcome {
    Ok(state.commands.get(&key(params)?).cloned().unwrap_or_else(|| json!([])))
}

pub(super) fn delete_commands(state: &mut State, params: &Params) -> Outcome {
    state.commands.remove(&key(params)?);
    state.tell(json!({ "type": "chats" }));
    Ok(true.into())
}

/// The commands a person sees in a chat: the narrowest scope wins, then the person's language.
pub(crate) fn visible_commands(state: &State, chat: &Chat, language: &str) -> Value {
    let wide = if chat.kind == ChatKind::Private { "all_private_chats" } else { "all_group_chats" };
    for scope in [format!("chat:{}", chat.id), wide.to_owned(), "default".to_owned()] {
        for language in [language, ""] {
            if let Some(commands) = state.commands.get(&(scope.clone(), language.to_owned())) {
                return commands.clone();
            }
        }
    }
    json!([])
}

fn field(method: &str) -> &'static str {
    match method.trim_start_matches("set").trim_start_matches("get") {
        "MyName" => "name",
        "MyDescription" => "description",
        _ => "short_description",
    }
}

pub(super) fn set(state: &mut State, method: &str, params: &Params) -> Outcome {
    let field = field(method);
    let text = params.text(field);
    let most = match field {
        "name" => 64,
        "description" => 512,
        _ => 120,
    };
    if text.chars().count() > most {
        return Err(Refusal::bad(format!("{} is too long", field.replace('_', " "))));
    }
    state.profile.insert((field.to_owned(), params.text("language_code")), text);
    state.tell(json!({ "type": "chats" }));
    Ok(true.into())
}

pub(super) fn get(state: &State, method: &str, params: &Params) -> Value {
    let field = field(method);
    let language = params.text("language_code");
    let found = [language, String::new()].into_iter().find_map(|l| state.profile.get(&(field.to_owned(), l)).cloned());
    let otherwise = if field == "name" { state.bot.name.clone() } else { String::new() };
    json!({ field: found.unwrap_or(otherwise) })
}

fn find<'a>(state: &'a State, params: &Params) -> Result<&'a Chat, Refusal> {
    let id = chat_id(params)?;
    state.chats.get(&id).filter(|chat| chat.open).ok_or_else(|| Refusal::bad("chat not found"))
}

pub(super) fn chat(state: &State, params: &Params) -> Outcome {
    let chat = find(state, params)?;
    let mut full = state.chat_json(chat);
    full["accent_color_id"] = 3.into();
    full["max_reaction_count"] = 11.into();
    full["accepted_gift_types"] = json!({
        "unlimited_gifts": true,
        "limited_gifts": true,
        "unique_gifts": true,
        "premium_subscription": true,
    });
    if matches!(chat.kind, ChatKind::Group { .. }) {
        full["permissions"] = json!({ "can_send_messages": true, "can_send_documents": true });
    }
    Ok(full)
}

pub(super) fn member(state: &State, params: &Params) -> Outcome {
    let chat = find(state, params)?;
    let id = params.int("user_id").unwrap_or(0);
    let inside = match &chat.kind {
        ChatKind::Private => id == chat.id,
        ChatKind::Group { members, .. } => members.contains(&id),
    };
    if id == state.bot.id {
        return Ok(json!({ "status": "member", "user": state.bot.json() }));
    }
    let user = state.users.get(&id).ok_or_else(|| Refusal::bad("user not found"))?;
    Ok(json!({ "status": if inside { "member" } else { "left" }, "user": user.json() }))
}

pub(super) fn member_count(state: &State, params: &Params) -> Outcome {
    let people = match &find(state, params)?.kind {
        ChatKind::Private => 1,
        ChatKind::Group { members, .. } => members.len(),
    };
    Ok((people + 1).into())
}

/// The first member owns the group.
pub(super) fn administrators(state: &State, params: &Params) -> Outcome {
    let ChatKind::Group { members, .. } = &find(state, params)?.kind else {
        return Err(Refusal::bad("there are no administrators in the private chat"));
    };
    let owner = members.first().and_then(|id| state.users.get(id));
    Ok(owner
        .map(|user| json!({ "status": "creator", "user": user.json(), "is_anonymous": false }))
        .into_iter()
        .collect())
}
