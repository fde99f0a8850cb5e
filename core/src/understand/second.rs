//! What another reader offers for the slots nobody was sure of, checked against the message.

use serde::Deserialize;

use super::message::Message;
use super::{Settled, curriculum, numbers, settle, topic};
use crate::domain::request::Intent;
use crate::domain::{Grade, Request, Subject, plan};

/// A slot less sure than this, in percent, may be read anew.
const SURE: u8 = 60;

/// What another reader makes of a message; nothing in it is trusted.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Offer {
    /// Whether a worksheet is wanted at all.
    pub worksheet: bool,
    /// Code of a subject.
    pub subject: Option<String>,
    /// A grade.
    pub grade: Option<i64>,
    /// A topic.
    pub topic: Option<String>,
}

/// Whether another reader could help: a slot is not sure, or nothing was understood.
pub fn is_unsure(request: &Request) -> bool {
    let new = matches!(request.intent, Intent::Generate | Intent::Clarify | Intent::OffTopic);
    new && request.confidence.values().any(|sure| *sure < SURE)
}

/// The request with those offers that the message bears out; what was sure stays.
pub fn accept(mut request: Request, offer: &Offer, text: &str) -> Request {
    if !offer.worksheet {
        return request;
    }
    let before = request.clone();
    let m = Message::read(&super::clean(text));
    let open = |slot: &str, empty: bool, request: &Request| {
        empty || request.confidence.get(slot).is_some_and(|sure| *sure < SURE)
    };
    let grade = offer.grade.and_then(|grade| Grade::try_from(grade).ok()).filter(|grade| says(&m, *grade));
    request.grade = request.grade.or(grade);
    let subject = offer.subject.as_deref().and_then(Subject::from_code);
    let subject = subject.filter(|subject| request.grade.is_none_or(|grade| subject.taught_in(grade)));
    if let Some(subject) = subject.filter(|_| open("subject", request.subject.is_none(), &request)) {
        request.subject = Some(subject);
    }
    let offered =
        offer.topic.as_deref().map(|topic| topic.trim().to_lowercase()).filter(|topic| of_the_message(m, topic));
    if let Some(offered) = offered.filter(|_| open("topic", request.topic.is_none(), &request)) {
        request.topic = Some(offered);
    }
    if request == before || request.subject.is_none() && request.topic.is_none() {
        return before;
    }
    request.confidence.clear();
    settle(request, Settled::Request)
}

/// The message without the names of pupils, for readers outside.
pub fn without_names(text: &str) -> String {
    let mut m = Message::read(&super::clean(text));
    topic::forget_names(&mut m, true);
    let left = m.tokens.iter().filter(|token| !token.taken).map(|token| token.shown.as_str());
    left.collect::<Vec<_>>().join(" ")
}

fn says(m: &Message, grade: Grade) -> bool {
    let n = u16::from(grade.number());
    m.tokens.iter().any(|token| {
        token.digits == Some(n)
            || numbers::cardinal(&token.word) == Some(n)
            || numbers::ordinal(&token.word).map(u16::from) == Some(n)
    })
}

/// Whether a topic has only words of the message, and no pupil's name.
fn of_the_message(mut m: Message, topic: &str) -> bool {
    topic::forget_names(&mut m, true);
    let said: Vec<String> =
        m.tokens.iter().filter(|token| !token.taken).map(|token| curriculum::stem(&token.word)).collect();
    let words = super::tokens::tokens(topic);
    !words.is_empty()
        && topic.chars().count() <= plan::MAX_TOPIC_CHARS
        && words.iter().all(|token| curriculum::joins(&token.word) || said.contains(&curriculum::stem(&token.word)))
        && words.iter().any(|token| curriculum::content(&token.word))
}
