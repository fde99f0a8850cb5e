//! What Telegram sends us, reduced to what the conversation reads.
//!
//! teloxide's types parse an update only as a whole: one entity or button it does not know makes
//! a message look empty. So an update is first cut down to the fields we read.

use serde_json::{Map, Value};
use teloxide::types::{ChatKind, ChatMemberKind, MessageEntityKind, Update, UpdateKind, User};

/// Kinds of update we ask for; everything else is neither sent to us nor read.
pub const ALLOWED_UPDATES: [&str; 3] = ["message", "callback_query", "my_chat_member"];

/// An update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Telegram's number of the update; repeated deliveries carry the same.
    pub update_id: i64,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A person wrote to the bot alone.
    Text {
        /// Who.
        person: Person,
        /// The chat; equal to the person's id.
        chat: i64,
        /// The words.
        text: String,
    },
    /// A person sent something that is not text: a photo, a voice message, a file.
    NotText {
        /// Who.
        person: Person,
        /// The chat.
        chat: i64,
    },
    /// A person pressed a button.
    Press {
        /// Who.
        person: Person,
        /// The chat of the message with the button.
        chat: i64,
        /// That message.
        message: i64,
        /// What to answer, so that the button stops spinning.
        callback: String,
        /// What the button says it is; anyone can forge it.
        data: String,
    },
    /// A person blocked or unblocked the bot.
    Membership {
        /// Who.
        person: Person,
        /// Whether messages reach the person.
        reachable: bool,
    },
    /// Somebody addressed the bot in a group.
    Group {
        /// Who.
        person: Person,
        /// The group.
        chat: i64,
    },
    /// Nothing for us.
    Nothing {
        /// A callback that still wants an answer.
        callback: Option<String>,
    },
}

/// A person, as Telegram names them; the name itself is never read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Telegram's id.
    pub id: i64,
    /// Language of the person's application, if told.
    pub language: Option<String>,
}

/// An update that cannot be read at all: not JSON, or without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an update")]
pub struct NotAnUpdate;

impl Incoming {
    /// Reads an update; `username` is the bot's own, to know when a group addresses it.
    pub fn read(raw: &Value, username: &str) -> Result<Self, NotAnUpdate> {
        let update_id = raw["update_id"].as_i64().ok_or(NotAnUpdate)?;
        let media = raw["message"].as_object().is_some_and(|m| MEDIA.iter().any(|kind| m.contains_key(*kind)));
        let callback = raw["callback_query"]["id"].as_str().map(str::to_owned);
        let reduced = reduced(raw).to_string();
        // Only from_str works: from_value yields UpdateKind::Error for every update.
        let event = serde_json::from_str::<Update>(&reduced)
            .ok()
            .and_then(|update| event(update.kind, media, username))
            .unwrap_or(Event::Nothing { callback });
        Ok(Self { update_id, event })
    }
}

/// Contents worth the answer «I read text only»; service messages are not.
const MEDIA: [&str; 12] = [
    "photo",
    "voice",
    "audio",
    "video",
    "video_note",
    "document",
    "sticker",
    "animation",
    "location",
    "contact",
    "poll",
    "dice",
];

fn reduced(raw: &Value) -> Value {
    let mut out = keep(raw, &["update_id", "my_chat_member"]);
    if raw["message"].is_object() {
        out.insert("message".into(), message(&raw["message"]));
    }
    if raw["callback_query"].is_object() {
        let mut query = keep(&raw["callback_query"], &["id", "from", "chat_instance", "data"]);
        if raw["callback_query"]["message"].is_object() {
            query.insert("message".into(), message(&raw["callback_query"]["message"]));
        }
        out.insert("callback_query".into(), query.into());
    }
    out.into()
}

fn message(raw: &Value) -> Value {
    let mut out = keep(raw, &["message_id", "date", "from", "chat", "text"]);
    let known = raw["entities"].as_array().into_iter().flatten();
    let known = known.filter(|e| matches!(e["type"].as_str(), Some("bot_command" | "mention"))).cloned();
    out.insert("entities".into(), known.collect());
    out.into()
}

fn keep(raw: &Value, names: &[&str]) -> Map<String, Value> {
    let fields = names.iter().filter_map(|name| raw.get(*name).map(|value| ((*name).to_owned(), value.clone())));
    fields.collect()
}

fn event(kind: UpdateKind, media: bool, username: &str) -> Option<Event> {
    match kind {
        UpdateKind::Message(message) => {
            let person = person(message.from.as_ref()?)?;
            let chat = message.chat.id.0;
            let text = message.text().map(str::to_owned);
            match (&message.chat.kind, text) {
                (ChatKind::Private(_), Some(text)) => Some(Event::Text { person, chat, text }),
                (ChatKind::Private(_), None) if media => Some(Event::NotText { person, chat }),
                (ChatKind::Public(_), Some(_)) => {
                    let name = format!("@{}", username.to_lowercase());
                    let addressed = message.parse_entities().unwrap_or_default().iter().any(|entity| {
                        let text = entity.text().to_lowercase();
                        match entity.kind() {
                            MessageEntityKind::Mention => text == name,
                            MessageEntityKind::BotCommand => text.ends_with(&name),
                            _ => false,
                        }
                    });
                    addressed.then_some(Event::Group { person, chat })
                }
                _ => None,
            }
        }
        UpdateKind::CallbackQuery(query) => {
            let message = query.message?;
            if !message.chat().is_private() {
                return None;
            }
            Some(Event::Press {
                person: person(&query.from)?,
                chat: message.chat().id.0,
                message: message.id().0.into(),
                callback: query.id.0,
                data: query.data?,
            })
        }
        UpdateKind::MyChatMember(change) if change.chat.is_private() => Some(Event::Membership {
            person: person(&change.from)?,
            reachable: !matches!(change.new_chat_member.kind, ChatMemberKind::Banned(_) | ChatMemberKind::Left),
        }),
        _ => None,
    }
}

fn person(user: &User) -> Option<Person> {
    let id = i64::try_from(user.id.0).ok()?;
    (!user.is_bot).then(|| Person { id, language: user.language_code.clone() })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use serde_json::json;

    use super::*;

    fn private(text: &str) -> Value {
        json!({"update_id": 7, "message": {
            "message_id": 3, "date": 1_760_000_000,
            "from": {"id": 5, "is_bot": false, "first_name": "А", "language_code": "ru"},
            "chat": {"id": 5, "type": "private", "first_name": "А"},
            "text": text,
        }})
    }

    fn read(raw: &Value) -> Event {
        Incoming::read(raw, "ListokBot").unwrap().event
    }

    #[test]
    fn a_private_text_is_read_with_its_person() {
        let person = Person { id: 5, language: Some("ru".into()) };
        assert_eq!(read(&private("привет")), Event::Text { person, chat: 5, text: "привет".into() });
    }

    #[test]
    fn entities_and_buttons_of_a_newer_telegram_do_not_hide_the_text() {
        let mut raw = private("завтра контрольная");
        raw["message"]["entities"] = json!([{"type": "date_time", "offset": 0, "length": 6, "unix_time": 1}]);
        raw["message"]["reply_markup"] = json!({"inline_keyboard": [[{"text": "x", "disabled": {}}]]});

        assert!(matches!(read(&raw), Event::Text { .. }));
    }

    #[test]
    fn a_button_of_an_inaccessible_message_still_counts() {
        let raw = json!({"update_id": 8, "callback_query": {
            "id": "77", "chat_instance": "1", "data": "v1:x",
            "from": {"id": 5, "is_bot": false, "first_name": "А"},
            "message": {"message_id": 9, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "А"}},
        }});

        assert!(matches!(read(&raw), Event::Press { message: 9, chat: 5, .. }));
    }

    #[test]
    fn unknown_kinds_are_numbered_and_skipped() {
        let raw = json!({"update_id": 9, "stopped_message_generation": {"chat": {"id": 5}, "draft_id": 1}});

        let incoming = Incoming::read(&raw, "ListokBot").unwrap();

        assert_eq!(incoming, Incoming { update_id: 9, event: Event::Nothing { callback: None } });
        assert_eq!(Incoming::read(&json!({"ok": true}), "ListokBot"), Err(NotAnUpdate));
    }

    #[test]
    fn a_button_of_an_inline_message_is_answered_and_nothing_else() {
        let raw = json!({"update_id": 8, "callback_query": {
            "id": "77", "chat_instance": "1", "data": "v1:x", "inline_message_id": "z",
            "from": {"id": 5, "is_bot": false, "first_name": "А"},
        }});

        assert_eq!(read(&raw), Event::Nothing { callback: Some("77".into()) });
    }

    #[test]
    fn in_a_group_only_an_address_is_heard() {
        let mut raw = private("");
        raw["message"]["chat"] = json!({"id": -100, "type": "supergroup", "title": "Завучи"});
        for (text, entity, heard) in [
            ("/start@listokbot", "bot_command", true),
            ("@ListokBot дроби", "mention", true),
            ("/start", "bot_command", false),
            ("/start@other_bot", "bot_command", false),
        ] {
            let length = text.split(' ').next().unwrap().len();
            raw["message"]["text"] = text.into();
            raw["message"]["entities"] = json!([{"type": entity, "offset": 0, "length": length}]);
            assert_eq!(matches!(read(&raw), Event::Group { chat: -100, .. }), heard, "{text}");
        }
    }

    #[test]
    fn blocking_the_bot_is_noticed() {
        let user = json!({"id": 42, "is_bot": true, "first_name": "L"});
        let raw = json!({"update_id": 8, "my_chat_member": {
            "date": 1, "from": {"id": 5, "is_bot": false, "first_name": "А"},
            "chat": {"id": 5, "type": "private", "first_name": "А"},
            "old_chat_member": {"status": "member", "user": user},
            "new_chat_member": {"status": "kicked", "user": user, "until_date": 0},
        }});

        assert!(matches!(read(&raw), Event::Membership { reachable: false, .. }));
    }

    #[test]
    fn a_photo_is_not_text_and_a_pinned_message_is_nothing() {
        let mut raw = private("");
        raw["message"].as_object_mut().unwrap().remove("text");
        raw["message"]["pinned_message"] = json!({});
        assert_eq!(read(&raw), Event::Nothing { callback: None });

        raw["message"]["photo"] = json!([]);
        assert!(matches!(read(&raw), Event::NotText { .. }));
    }
}
