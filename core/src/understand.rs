//! A teacher's words become a request or one question; deterministic, pure, without a model.
//!
//! Words are read one slot after another; what a slot has understood is taken away, and what is
//! left over is the topic. Nothing is guessed: a slot that was neither said nor implied stays empty.

mod intent;
mod lexicon;
mod slots;
mod words;

use crate::domain::request::{Intent, Slot};
use crate::domain::{Locale, Request, plan};

pub use words::clean;

use words::Words;

/// What is known when a message is read.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Language of the interface.
    pub locale: Locale,
    /// The last finished sheet, if there is one.
    pub last: Option<Request>,
    /// The request about which one question was asked; this message may answer it.
    pub asked: Option<Request>,
}

/// Reads a message.
pub fn understand(text: &str, context: &Context) -> Request {
    let text = words::right_layout(&clean(text));
    let language = words::language(&text, context.locale);
    let plain = |intent| Request { intent, language, ..Request::default() };
    if intent::is_injection(&text) {
        return plain(Intent::RejectInjection);
    }
    let mut words = Words::new(&text);
    if let Some(intent) = intent::bare(&words) {
        return plain(intent);
    }
    let mut request = Request { language, ..Request::default() };
    slots::exam(&mut words, &mut request);
    slots::variants(&mut words, &mut request);
    slots::grade(&mut words, &mut request);
    slots::count(&mut words, &mut request);
    slots::manner(&mut words, &mut request);
    if let Some(asked) = &context.asked {
        return answer(asked, &text, words, request);
    }
    if context.last.is_some() && intent::follow_up(&words, &mut request) {
        return request;
    }
    slots::subject(&mut words, &mut request);
    let topic = words.rest();
    if !topic.is_empty() {
        request.topic = Some(topic);
    }
    if intent::is_off_topic(&text, &request) {
        return plain(Intent::OffTopic);
    }
    settle(request)
}

/// A message after our question: whatever it names is filled in; bare words answer the open slot.
fn answer(asked: &Request, text: &str, mut words: Words, said: Request) -> Request {
    let mut request = asked.clone();
    let mut heard = said;
    slots::subject(&mut words, &mut heard);
    if heard.grade.is_none() {
        heard.grade = words.lone_number().and_then(|n| crate::domain::Grade::new(n).ok());
    }
    request.subject = heard.subject.or(request.subject);
    request.grade = heard.grade.or(request.grade);
    request.total = heard.total.or(request.total);
    request.difficulty = heard.difficulty.or(request.difficulty);
    request.variants = heard.variants.or(request.variants);
    let rest = words.rest();
    let open = asked.topic.is_none() && asked.subject.is_some() && asked.grade.is_some();
    if open && heard.subject.is_none() && heard.grade.is_none() {
        // Asked for the topic alone: it is taken as it was typed.
        request.topic = Some(text.to_owned());
    } else if request.topic.is_none() && !rest.is_empty() {
        request.topic = Some(rest);
    }
    settle(request)
}

/// Decides what is still missing and whether it fits together.
fn settle(mut request: Request) -> Request {
    if request.subject.is_none() {
        request.subject = request.topic.as_deref().and_then(|topic| lexicon::subject_of(topic, request.grade));
    }
    if let (Some(subject), Some(grade)) = (request.subject, request.grade) {
        request.subject = Some(lexicon::in_grade(subject, grade, request.topic.as_deref()));
    }
    request.missing.clear();
    if request.subject.is_none() {
        request.missing.push(Slot::Subject);
    }
    if request.grade.is_none() {
        request.missing.push(Slot::Grade);
    }
    if request.topic.is_none() && request.exam.is_none() {
        request.missing.push(Slot::Topic);
    }
    request.conflict = matches!((request.subject, request.grade), (Some(s), Some(g)) if !s.taught_in(g));
    let nothing = request.missing.len() == 3;
    request.over_limit = request.total.is_some_and(|total| total > u16::from(plan::MAX_TASKS));
    request.intent = if nothing {
        Intent::OffTopic
    } else if request.missing.is_empty() && !request.conflict {
        Intent::Generate
    } else {
        Intent::Clarify
    };
    request
}
