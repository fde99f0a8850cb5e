//! Everything the stand-in for Telegram knows, in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::sync::{broadcast, oneshot};

use super::entities::Styled;
use super::refusal::Refusal;
use super::updates::{Queue, Update};
use crate::chance::{Dice, digest};

/// A person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct User {
    /// Telegram id, positive.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Name without `@`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Language of the person's client, e.g. `ru`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
}

impl User {
    pub(crate) fn json(&self) -> Value {
        let mut user = serde_json::to_value(self).unwrap_or_default();
        user["is_bot"] = false.into();
        user
    }
}

/// The bot as Telegram knows it.
#[derive(Debug, Clone)]
pub(crate) struct Bot {
    pub(crate) id: i64,
    pub(crate) token: String,
    pub(crate) name: String,
    pub(crate) username: String,
}

impl Bot {
    pub(crate) fn json(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.name, "username": self.username })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChatKind {
    Private,
    Group { title: String, members: Vec<i64> },
}

#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    pub(crate) kind: ChatKind,
    pub(crate) messages: BTreeMap<i64, Message>,
    /// The person has written; before that a bot cannot.
    pub(crate) open: bool,
    pub(crate) blocked: bool,
    /// Buttons in place of the keyboard.
    pub(crate) keyboard: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    Bot,
    User(i64),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Text(Styled),
    Document { file_id: String, caption: Styled },
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) author: Author,
    pub(crate) date: i64,
    pub(crate) edited: Option<i64>,
    pub(crate) content: Content,
    pub(crate) reply_to: Option<i64>,
    pub(crate) markup: Option<Value>,
    pub(crate) via_bot: bool,
    pub(crate) inline_id: Option<String>,
}

/// What a new message consists of.
#[derive(Debug)]
pub(crate) struct NewMessage {
    pub(crate) author: Author,
    pub(crate) content: Content,
    pub(crate) reply_to: Option<i64>,
    pub(crate) markup: Option<Value>,
    pub(crate) via_bot: bool,
    pub(crate) inline_id: Option<String>,
}

impl NewMessage {
    pub(crate) const fn by(author: Author, content: Content) -> Self {
        Self { author, content, reply_to: None, markup: None, via_bot: false, inline_id: None }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) unique: String,
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) bytes: Vec<u8>,
    /// File id, width and height.
    pub(crate) thumbnail: Option<(String, u32, u32)>,
}

#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) user: i64,
    pub(crate) answered: bool,
}

#[derive(Debug)]
pub(crate) struct InlineQuery {
    pub(crate) user: i64,
    pub(crate) query: String,
    pub(crate) results: Vec<Value>,
    /// Who waits for the results.
    pub(crate) waiting: Option<oneshot::Sender<Value>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) secret: Option<String>,
    pub(crate) max_connections: i64,
    pub(crate) last_error: Option<(i64, String)>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) bot: Bot,
    pub(crate) users: BTreeMap<i64, User>,
    pub(crate) chats: BTreeMap<i64, Chat>,
    pub(crate) files: HashMap<String, File>,
    pub(crate) callbacks: HashMap<String, Callback>,
    pub(crate) inline: HashMap<String, InlineQuery>,
    /// Where each message sent through inline mode is.
    pub(crate) inline_messages: HashMap<String, (i64, i64)>,
    /// Commands by scope and language, as JSON texts.
    pub(crate) commands: BTreeMap<(String, String), Value>,
    /// Names and descriptions by method suffix and language.
    pub(crate) profile: BTreeMap<(String, String), String>,
    pub(crate) updates: VecDeque<Update>,
    pub(crate) busy: BTreeSet<Queue>,
    /// Kinds of updates the bot asked for; none means all.
    pub(crate) allowed: Vec<String>,
    pub(crate) webhook: Option<Webhook>,
    /// Number of the newest getUpdates call; older ones must give way.
    pub(crate) poll: u64,
    pub(crate) events: broadcast::Sender<Value>,
    pub(crate) dice: Dice,
    last_message: i64,
    last_update: i64,
    last_file: u64,
}

impl State {
    pub(crate) fn new(bot: Bot, seed: u64) -> Self {
        Self {
            bot,
            users: BTreeMap::new(),
            chats: BTreeMap::new(),
            files: HashMap::new(),
            callbacks: HashMap::new(),
            inline: HashMap::new(),
            inline_messages: HashMap::new(),
            commands: BTreeMap::new(),
            profile: BTreeMap::new(),
            updates: VecDeque::new(),
            busy: BTreeSet::new(),
            allowed: Vec::new(),
            webhook: None,
            poll: 0,
            events: broadcast::Sender::new(4096),
            dice: Dice::new(seed),
            last_message: 0,
            last_update: 700_000_000,
            last_file: 0,
        }
    }

    pub(crate) fn tell(&self, event: Value) {
        // Nobody may be watching the page.
        self.events.send(event).ok();
    }

    /// An id that is unique and looks random.
    pub(crate) fn ticket(&self) -> String {
        (self.dice.number() >> 1).to_string()
    }

    pub(crate) fn add_user(&mut self, user: User) {
        let id = user.id;
        self.users.insert(id, user);
        self.chats.entry(id).or_insert_with(|| Chat {
            id,
            kind: ChatKind::Private,
            messages: BTreeMap::new(),
            open: false,
            blocked: false,
            keyboard: None,
        });
        self.tell(json!({ "type": "chats" }));
    }

    pub(crate) fn add_group(&mut self, id: i64, title: &str, members: Vec<i64>) {
        let kind = ChatKind::Group { title: title.to_owned(), members };
        let messages = BTreeMap::new();
        self.chats.insert(id, Chat { id, kind, messages, open: true, blocked: false, keyboard: None });
        self.tell(json!({ "type": "chats" }));
    }

    /// The chat a call of the bot names, if the bot may write there.
    pub(crate) fn writable(&mut self, id: i64) -> Result<&mut Chat, Refusal> {
        let chat = self.chats.get_mut(&id).ok_or_else(|| Refusal::bad("chat not found"))?;
        if chat.blocked {
            return Err(Refusal::forbidden("bot was blocked by the user"));
        }
        if !chat.open {
            return Err(Refusal::forbidden("bot can't initiate conversation with a user"));
        }
        Ok(chat)
    }

    /// Adds a message; the page learns of it.
    pub(crate) fn post(&mut self, chat: i64, new: NewMessage, now: i64) -> Result<Value, Refusal> {
        self.last_message += 1;
        let id = self.last_message;
        let NewMessage { author, content, reply_to, markup, via_bot, inline_id } = new;
        if let Some(inline) = &inline_id {
            self.inline_messages.insert(inline.clone(), (chat, id));
        }
        let place = self.chats.get_mut(&chat).ok_or_else(|| Refusal::bad("chat not found"))?;
        let message = Message { id, author, date: now, edited: None, content, reply_to, markup, via_bot, inline_id };
        place.messages.insert(id, message);
        let shown = self.message(chat, id).unwrap_or_default();
        self.tell(json!({ "type": "message", "chat_id": chat, "message": shown }));
        Ok(shown)
    }

    /// The page learns that a message has changed.
    pub(crate) fn changed(&self, chat: i64, id: i64) -> Value {
        let shown = self.message(chat, id).unwrap_or_default();
        self.tell(json!({ "type": "edited", "chat_id": chat, "message": shown }));
        shown
    }

    /// A message as the Bot API writes it.
    pub(crate) fn message(&self, chat: i64, id: i64) -> Option<Value> {
        let place = self.chats.get(&chat)?;
        let message = place.messages.get(&id)?;
        let mut value = self.bare(place, message);
        if let Some(answered) = message.reply_to.and_then(|id| place.messages.get(&id)) {
            value["reply_to_message"] = self.bare(place, answered);
        }
        Some(value)
    }

    fn bare(&self, chat: &Chat, message: &Message) -> Value {
        let mut value = json!({
            "message_id": message.id,
            "from": match message.author {
                Author::Bot => self.bot.json(),
                Author::User(id) => self.users.get(&id).map(User::json).unwrap_or_default(),
            },
            "chat": self.chat_json(chat),
            "date": message.date,
        });
        if let Some(edited) = message.edited {
            value["edit_date"] = edited.into();
        }
        if message.via_bot {
            value["via_bot"] = self.bot.json();
        }
        let mut styled = |styled: &Styled, text: &str, entities: &str| {
            if !styled.text.is_empty() {
                value[text] = styled.text.as_str().into();
            }
            if !styled.entities.is_empty() {
                value[entities] = styled.entities.clone().into();
            }
        };
        match &message.content {
            Content::Text(text) => styled(text, "text", "entities"),
            Content::Document { file_id, caption } => {
                styled(caption, "caption", "caption_entities");
                value["document"] = self.document(file_id);
            }
        }
        if let Some(markup) = &message.markup {
            value["reply_markup"] = markup.clone();
        }
        value
    }

    /// A file as the Bot API writes a document.
    pub(crate) fn document(&self, file_id: &str) -> Value {
        let Some(file) = self.files.get(file_id) else { return Value::Null };
        let mut value = json!({
            "file_id": file_id,
            "file_unique_id": file.unique,
            "file_name": file.name,
            "mime_type": file.mime,
            "file_size": file.bytes.len(),
        });
        if let Some((id, width, height)) = &file.thumbnail
            && let Some(thumbnail) = self.files.get(id)
        {
            value["thumbnail"] = json!({
                "file_id": id,
                "file_unique_id": thumbnail.unique,
                "file_size": thumbnail.bytes.len(),
                "width": width,
                "height": height,
            });
        }
        value
    }

    pub(crate) fn chat_json(&self, chat: &Chat) -> Value {
        match &chat.kind {
            ChatKind::Group { title, .. } => json!({
                "id": chat.id,
                "type": "group",
                "title": title,
                "all_members_are_administrators": false,
            }),
            ChatKind::Private => {
                let mut value = Map::new();
                value.insert("id".into(), chat.id.into());
                value.insert("type".into(), "private".into());
                if let Some(user) = self.users.get(&chat.id) {
                    value.insert("first_name".into(), user.first_name.as_str().into());
                    if let Some(name) = &user.last_name {
                        value.insert("last_name".into(), name.as_str().into());
                    }
                    if let Some(name) = &user.username {
                        value.insert("username".into(), name.as_str().into());
                    }
                }
                Value::Object(value)
            }
        }
    }

    /// Keeps a file and gives its new id.
    pub(crate) fn keep(&mut self, name: &str, mime: &str, bytes: Vec<u8>) -> String {
        self.last_file += 1;
        let hash = digest(&bytes);
        let mut id = b"\x05\x00\x03".to_vec();
        id.extend(self.last_file.to_be_bytes());
        id.extend(hash.to_be_bytes());
        id.extend(self.dice.number().to_be_bytes());
        let id = format!("BQAC{}", URL_SAFE_NO_PAD.encode(id));
        let unique = format!("AgAD{}", URL_SAFE_NO_PAD.encode(hash.to_be_bytes()));
        let file = File { unique, name: name.to_owned(), mime: mime.to_owned(), bytes, thumbnail: None };
        self.files.insert(id.clone(), file);
        id
    }

    /// Queues an update for the bot, unless it did not ask for this kind.
    pub(crate) fn enqueue(&mut self, queue: Queue, kind: &'static str, body: Value) {
        let wanted = self.allowed.is_empty() || self.allowed.iter().any(|k| k == kind);
        if wanted {
            self.last_update += 1;
            self.updates.push_back(Update { id: self.last_update, queue, kind, body, attempts: 0, repeated: false });
        }
    }
}
