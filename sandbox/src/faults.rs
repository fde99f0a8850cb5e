//! Faults on request: which calls go wrong, how, and how often they have.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::chance::Dice;

/// Calls that are to go wrong, and in which way.
///
/// In JSON: `{"method":"send*","chat_id":7,"times":2,"when":"after","kind":"too_many_requests","retry_after":3}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault<K> {
    /// Which calls: a method's name, case ignored, `*` for any part of it.
    #[serde(default = "any")]
    pub method: String,
    /// Only calls that concern this chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<i64>,
    /// How many more calls go wrong; without limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Share of the matching calls that go wrong, 0 to 1; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Whether the call has been carried out when it goes wrong.
    #[serde(default)]
    pub when: When,
    /// What happens.
    #[serde(flatten)]
    pub kind: K,
}

/// On which side of carrying out the call a fault strikes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Nothing has been done.
    #[default]
    Before,
    /// Everything has been done; only the answer goes wrong.
    After,
}

/// What goes wrong with a call of the Bot API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BotTrouble {
    /// 429 with `retry_after` in seconds.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// 403: the person has blocked the bot.
    Blocked,
    /// 403: the account is gone.
    Deactivated,
    /// 400 with this text after `Bad Request: `.
    BadRequest {
        /// The text.
        text: String,
    },
    /// 502 with a proxy's HTML page.
    BadGateway,
    /// Nothing for this long, then as usual.
    Hang {
        /// Milliseconds.
        ms: u64,
    },
    /// The connection is reset without an answer.
    Reset,
}

/// What goes wrong with a call of the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ModelTrouble {
    /// 429 with the header `Retry-After` in seconds.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// 401: the key is not accepted.
    Unauthorized,
    /// 500, 503 or another status of the server.
    ServerError {
        /// The HTTP status.
        status: u16,
    },
    /// Nothing for this long, then as usual.
    Hang {
        /// Milliseconds.
        ms: u64,
    },
    /// The connection breaks in the middle of the answer, streamed or not. Billed.
    Cut,
    /// The text is not JSON. Billed.
    Malformed,
    /// The answer ends half way and says so. Billed.
    Truncated,
    /// The model declines in words. Billed.
    Refusal,
    /// A content filter stops the request.
    Filtered,
    /// The account is out of money; with Yandex, the hour's quota is used up.
    OutOfMoney,
    /// The text is JSON of another schema. Billed.
    WrongSchema,
    /// A pause before every piece of a stream, once before a whole answer.
    Slow {
        /// Milliseconds.
        ms: u64,
    },
}

impl<K> Fault<K> {
    /// A fault of every call.
    pub fn new(kind: K) -> Self {
        Self { method: any(), chat_id: None, times: None, probability: None, when: When::Before, kind }
    }

    /// Only of methods like this; `*` stands for any part.
    #[must_use]
    pub fn on(mut self, method: &str) -> Self {
        method.clone_into(&mut self.method);
        self
    }

    /// Only in this chat.
    #[must_use]
    pub const fn in_chat(mut self, chat: i64) -> Self {
        self.chat_id = Some(chat);
        self
    }

    /// Only this many times.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Only with this probability, 0 to 1.
    #[must_use]
    pub const fn with_probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }

    /// Strikes after the call has been carried out.
    #[must_use]
    pub const fn after(mut self) -> Self {
        self.when = When::After;
        self
    }

    fn concerns(&self, method: &str, chat: Option<i64>) -> bool {
        self.times != Some(0) && self.chat_id.is_none_or(|id| chat == Some(id)) && matches(&self.method, method)
    }
}

/// A fault as it stands.
#[derive(Debug, Clone, Serialize)]
pub struct FaultState<K> {
    /// Its number.
    pub id: u64,
    /// The request; `times` counts down.
    #[serde(flatten)]
    pub fault: Fault<K>,
    /// How often it has struck.
    pub hits: u64,
}

/// The faults in force. The oldest that matches strikes.
#[derive(Debug)]
pub(crate) struct Faults<K> {
    list: Mutex<Vec<FaultState<K>>>,
    dice: Dice,
}

impl<K: Clone> Faults<K> {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { list: Mutex::new(Vec::new()), dice: Dice::new(seed) }
    }

    pub(crate) fn add(&self, fault: Fault<K>) -> u64 {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        let id = list.last().map_or(1, |last| last.id + 1);
        list.push(FaultState { id, fault, hits: 0 });
        id
    }

    pub(crate) fn clear(&self) {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn all(&self) -> Vec<FaultState<K>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The fault that strikes this call, counted.
    pub(crate) fn strike(&self, method: &str, chat: Option<i64>) -> Option<(When, K)> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        let found = list.iter_mut().find(|state| {
            state.fault.concerns(method, chat) && state.fault.probability.is_none_or(|p| self.dice.hits(p))
        })?;
        found.hits += 1;
        if let Some(times) = &mut found.fault.times {
            *times -= 1;
        }
        Some((found.fault.when, found.fault.kind.clone()))
    }
}

fn any() -> String {
    "*".to_owned()
}

fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let parts: Vec<_> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_methods_by_their_parts() {
        for (pattern, name, expected) in [
            ("*", "sendMessage", true),
            ("send*", "SendDocument", true),
            ("send*", "editMessageText", false),
            ("*message*", "editMessageText", true),
            ("edit*text", "editMessageText", true),
            ("edit*text", "editMessageCaption", false),
            ("getMe", "getMe", true),
            ("getMe", "getMeNot", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn a_fault_strikes_as_often_as_asked() {
        let faults = Faults::new(1);
        faults.add(Fault::new(BotTrouble::Reset).on("send*").in_chat(7).times(2));

        let struck: Vec<_> = [7, 8, 7, 7].map(|chat| faults.strike("sendMessage", Some(chat)).is_some()).into();

        assert_eq!(struck, [true, false, true, false]);
        assert_eq!(faults.all().first().map(|f| f.hits), Some(2));
    }
}
