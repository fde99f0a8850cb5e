//! What people do: write, press, send files, use inline mode, block.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::entities::Styled;
use super::limits;
use super::methods;
use super::state::{Author, Callback, ChatKind, Content, InlineQuery, NewMessage, State, User};
use super::updates::Queue;
use crate::world::{World, now_ms};

/// How long a person waits for inline results.
const INLINE_PATIENCE: Duration = Duration::from_secs(10);

/// Why a person could not do something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// There is no such person.
    #[error("no such user")]
    NoSuchUser,
    /// There is no such chat, or the person is not in it.
    #[error("no such chat")]
    NoSuchChat,
    /// There is no such message in the chat.
    #[error("no such message")]
    NoSuchMessage,
    /// The message has no text and no file.
    #[error("there is nothing to send")]
    Empty,
    /// The person has blocked the bot and must unblock it first.
    #[error("the bot is blocked")]
    Blocked,
    /// The id is taken or has the wrong sign.
    #[error("the id cannot be used")]
    BadId,
    /// The inline query is unknown, or has no such result.
    #[error("no such inline result")]
    NoSuchResult,
    /// The bot has not answered the inline query in time.
    #[error("the bot does not answer")]
    NoAnswer,
}

/// A button to press: who, where and with which data.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Press {
    /// Who presses.
    pub user_id: i64,
    /// In which chat; the person's own with the bot if absent.
    #[serde(default)]
    pub chat_id: Option<i64>,
    /// The message with the button.
    pub message_id: i64,
    /// The button's data. Any: a client can be made to send what no button has.
    pub data: String,
}

impl World {
    pub(crate) fn add_user(&self, user: User) -> Result<(), Rejected> {
        let mut state = self.state();
        if user.id <= 0 || state.users.contains_key(&user.id) || user.id == state.bot.id {
            return Err(Rejected::BadId);
        }
        state.add_user(user);
        Ok(())
    }

    pub(crate) fn add_group(&self, id: i64, title: &str, members: Vec<i64>) -> Result<(), Rejected> {
        let mut state = self.state();
        if id >= 0 || state.chats.contains_key(&id) {
            return Err(Rejected::BadId);
        }
        if members.iter().any(|member| !state.users.contains_key(member)) {
            return Err(Rejected::NoSuchUser);
        }
        state.add_group(id, title, members);
        Ok(())
    }

    /// Writes a text; a long one goes in several messages, as clients send it.
    pub(crate) fn say(&self, user: i64, chat: i64, text: &str, reply_to: Option<i64>) -> Result<Vec<i64>, Rejected> {
        let sent = {
            let state = &mut *self.state();
            enter(state, user, chat)?;
            let pieces = pieces(text);
            if pieces.is_empty() {
                return Err(Rejected::Empty);
            }
            pieces
                .into_iter()
                .map(|piece| {
                    let content = Content::Text(Styled::plain(&piece));
                    let message = NewMessage { reply_to, ..NewMessage::by(Author::User(user), content) };
                    said(state, chat, message)
                })
                .collect::<Result<Vec<_>, _>>()?
        };
        self.wake();
        Ok(sent)
    }

    pub(crate) fn send_file(
        &self,
        user: i64,
        chat: i64,
        (name, mime, bytes): (&str, &str, Vec<u8>),
        caption: &str,
    ) -> Result<i64, Rejected> {
        let sent = {
            let state = &mut *self.state();
            enter(state, user, chat)?;
            if bytes.is_empty() {
                return Err(Rejected::Empty);
            }
            let file_id = state.keep(name, mime, bytes);
            let content = Content::Document { file_id, caption: Styled::plain(caption) };
            said(state, chat, NewMessage::by(Author::User(user), content))?
        };
        self.wake();
        Ok(sent)
    }

    /// Presses a button; gives the id of the callback query.
    pub(crate) fn press(&self, press: &Press) -> Result<String, Rejected> {
        let id = {
            let state = &mut *self.state();
            let chat = press.chat_id.unwrap_or(press.user_id);
            enter(state, press.user_id, chat)?;
            let message = state.message(chat, press.message_id).ok_or(Rejected::NoSuchMessage)?;
            let stored = state.chats.get(&chat).and_then(|c| c.messages.get(&press.message_id));
            let inline = stored.and_then(|m| m.inline_id.clone());
            if inline.is_none() && stored.is_some_and(|m| m.author != Author::Bot) {
                return Err(Rejected::NoSuchMessage);
            }
            let id = state.ticket();
            let mut callback = json!({
                "id": id,
                "from": state.users.get(&press.user_id).map(User::json),
                "chat_instance": chat.wrapping_mul(-7_919).to_string(),
                "data": press.data,
            });
            match inline {
                Some(inline) => callback["inline_message_id"] = inline.into(),
                None => callback["message"] = message,
            }
            state.callbacks.insert(id.clone(), Callback { user: press.user_id, answered: false });
            state.enqueue(Queue::Callback(press.user_id), "callback_query", callback);
            id
        };
        self.wake();
        Ok(id)
    }

    /// Types a query after the bot's name and waits for the results.
    pub(crate) async fn inline_query(
        &self,
        user: i64,
        chat: i64,
        query: &str,
        offset: &str,
    ) -> Result<Value, Rejected> {
        let (waiting, answer) = oneshot::channel();
        {
            let state = &mut *self.state();
            let place = state.chats.get(&chat).ok_or(Rejected::NoSuchChat)?;
            let kind = match place.kind {
                ChatKind::Private => "sender",
                ChatKind::Group { .. } => "group",
            };
            let person = state.users.get(&user).ok_or(Rejected::NoSuchUser)?;
            let id = state.ticket();
            let query: String = query.chars().take(256).collect();
            let update = json!({
                "id": id, "from": person.json(), "query": query, "offset": offset, "chat_type": kind,
            });
            state.inline.insert(id, InlineQuery { user, query, results: Vec::new(), waiting: Some(waiting) });
            state.enqueue(Queue::Inline(user), "inline_query", update);
        }
        self.wake();
        match tokio::time::timeout(INLINE_PATIENCE, answer).await {
            Ok(Ok(results)) => Ok(results),
            _ => Err(Rejected::NoAnswer),
        }
    }

    /// Sends an inline result into the chat; gives the message's id.
    pub(crate) fn choose(&self, user: i64, chat: i64, query_id: &str, result_id: &str) -> Result<i64, Rejected> {
        let sent = {
            let state = &mut *self.state();
            enter(state, user, chat)?;
            let query = state.inline.get(query_id).filter(|q| q.user == user).ok_or(Rejected::NoSuchResult)?;
            let result = query.results.iter().find(|r| r["id"] == result_id).ok_or(Rejected::NoSuchResult)?.clone();
            let words = query.query.clone();
            let content = methods::inline_content(state, &result).map_err(|_| Rejected::NoSuchResult)?;
            let markup = result.get("reply_markup").filter(|m| !m.is_null()).cloned();
            // Without a keyboard there is no id by which the message could be edited.
            let inline_id = markup.is_some().then(|| format!("AgAA{}", state.ticket()));
            let message = NewMessage {
                markup,
                via_bot: true,
                inline_id: inline_id.clone(),
                ..NewMessage::by(Author::User(user), content)
            };
            let sent = said(state, chat, message)?;
            let mut chosen = json!({
                "result_id": result_id,
                "from": state.users.get(&user).map(User::json),
                "query": words,
            });
            if let Some(id) = inline_id {
                chosen["inline_message_id"] = id.into();
            }
            state.enqueue(Queue::Chosen(user), "chosen_inline_result", chosen);
            sent
        };
        self.wake();
        Ok(sent)
    }

    /// Blocks the bot, or lets it write again.
    pub(crate) fn block(&self, user: i64, blocked: bool) -> Result<(), Rejected> {
        {
            let state = &mut *self.state();
            let chat = state.chats.get_mut(&user).filter(|_| user > 0).ok_or(Rejected::NoSuchUser)?;
            if chat.blocked == blocked {
                return Ok(());
            }
            chat.blocked = blocked;
            let me = state.bot.json();
            let member = json!({ "status": "member", "user": me });
            let kicked = json!({ "status": "kicked", "user": me, "until_date": 0 });
            let (old, new) = if blocked { (member, kicked) } else { (kicked, member) };
            let change = json!({
                "chat": state.chats.get(&user).map(|chat| state.chat_json(chat)),
                "from": state.users.get(&user).map(User::json),
                "date": now_ms() / 1000,
                "old_chat_member": old,
                "new_chat_member": new,
            });
            state.enqueue(Queue::Member(user), "my_chat_member", change);
            state.tell(json!({ "type": "chats" }));
        }
        self.wake();
        Ok(())
    }
}

/// The person may act in the chat.
fn enter(state: &State, user: i64, chat: i64) -> Result<(), Rejected> {
    if !state.users.contains_key(&user) {
        return Err(Rejected::NoSuchUser);
    }
    let chat = state.chats.get(&chat).ok_or(Rejected::NoSuchChat)?;
    let inside = match &chat.kind {
        ChatKind::Private => chat.id == user,
        ChatKind::Group { members, .. } => members.contains(&user),
    };
    match (inside, chat.blocked) {
        (false, _) => Err(Rejected::NoSuchChat),
        (true, true) => Err(Rejected::Blocked),
        (true, false) => Ok(()),
    }
}

/// Puts a person's message into the chat, and before the bot if it may see it.
fn said(state: &mut State, chat: i64, message: NewMessage) -> Result<i64, Rejected> {
    let place = state.chats.get_mut(&chat).ok_or(Rejected::NoSuchChat)?;
    place.open = true;
    let shown = state.post(chat, message, now_ms() / 1000).map_err(|_| Rejected::NoSuchChat)?;
    let id = shown["message_id"].as_i64().unwrap_or_default();
    if state.chats.get(&chat).is_some_and(|c| c.kind == ChatKind::Private) || concerns_bot(state, &shown) {
        state.enqueue(Queue::Chat(chat), "message", shown);
    }
    Ok(id)
}

/// In groups a bot with privacy mode sees commands, mentions, replies to it, and messages sent via it.
fn concerns_bot(state: &State, message: &Value) -> bool {
    let words = ["text", "caption"].map(|name| message[name].as_str().unwrap_or_default().to_lowercase()).join(" ");
    let name = format!("@{}", state.bot.username.to_lowercase());
    let command = words.trim_start().strip_prefix('/').and_then(|rest| rest.split_whitespace().next());
    let addressed = command.is_some_and(|c| c.split_once('@').is_none_or(|(_, bot)| format!("@{bot}") == name));
    addressed
        || words.contains(&name)
        || message.get("via_bot").is_some()
        || message["reply_to_message"]["from"]["id"] == state.bot.id
}

/// Cuts a text where clients cut it: at 4096 UTF-16 units, rather between words.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let mut units = 0;
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                units += c.len_utf16();
                units > limits::TEXT
            })
            .map_or(rest.len(), |(at, _)| at);
        let whole = end == rest.len();
        let cut = if whole { end } else { rest[..end].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end) };
        pieces.push(rest[..cut].trim().to_owned());
        rest = rest[cut..].trim_start();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_nothing_is_lost() {
        let text = "слово ".repeat(2_000);

        let pieces = pieces(&text);

        assert_eq!(pieces.len(), 3);
        assert!(pieces.iter().all(|piece| limits::units(piece) <= limits::TEXT));
        assert_eq!(pieces.join(" "), text.trim());
    }
}
