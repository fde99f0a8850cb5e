//! A teacher's words become a request or one question; deterministic, pure, without a model.
//!
//! Slots are read one after another off the tokens of the message; each takes the tokens it
//! understands, and what is left is the topic, whose words tell the subject where nobody named
//! it. Nothing is guessed: a slot that was neither said nor implied stays empty.

mod counts;
mod curriculum;
mod grade;
mod injection;
mod intent;
mod kinds;
mod layout;
mod levels;
mod lexicon;
mod manner;
mod message;
mod numbers;
mod revision;
mod second;
mod subject;
mod time;
mod tokens;
mod topic;

use crate::domain::request::{Exam, Intent, Slot};
use crate::domain::{Grade, Kind, Locale, Request, Subject, plan};

pub use layout::clean;
pub(crate) use numbers::cardinal;
pub use second::{Offer, accept, is_unsure, without_names};

use message::Message;
use topic::Topic;

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
    let mut text = clean(text);
    // A topic asked for is taken as it was typed.
    if context.asked.is_none() {
        text = layout::without_markup(&text);
    }
    let right = layout::put_right(&text);
    let mut m = Message::of(&right);
    let language = language(&m, context.locale);
    let plain = |intent| Request { intent, language, ..Request::default() };
    if injection::is_injection(&text) || injection::is_injection(&right) {
        return plain(Intent::RejectInjection);
    }
    if intent::is_greeting(&m) {
        return plain(Intent::Greeting);
    }
    let mut request = Request { language, ..Request::default() };
    let tasks = revision::replaced(&m);
    let heard = slots(&mut m, &mut request);
    if context.asked.is_some() {
        return answer(context, &right, &m, request, heard);
    }
    if let Some(intent) = follow_up(&m, &mut request, tasks, &heard, &text) {
        return Request { intent, ..request };
    }
    let settled = finish(&mut request, &heard);
    settle(request, settled)
}

/// What is read beside the slots themselves.
struct Heard {
    topic: Topic,
    grade: grade::Said,
    subject: subject::Said,
    /// Whether anything speaks of a worksheet.
    request: bool,
}

/// Reads every slot, then the topic off the rest.
fn slots(m: &mut Message, request: &mut Request) -> Heard {
    let english = request.language == Locale::En;
    manner::dropped(m);
    let after_exam = manner::exam(m, request);
    taken_back(m);
    let mut grade = grade::read(m, request, english);
    let subject = subject::read(m);
    time::variants(m, request);
    time::duration(m, request);
    manner::accommodation(m, request);
    grade::bare(m, &mut grade, subject.place, after_exam);
    manner::work(m, request);
    levels::levels(m, request);
    counts::tasks(m, request);
    manner::answers(m, request);
    topic::forget_names(m, !request.accommodation.is_empty());
    counts::alone(m, request);
    request.grade = grade.grades.last().copied();
    if grade.range
        || grade.grades.len() > 1 && !m.says(&["нет", "не", "точнее", "вернее", "ой", "actually", "sorry", "mean"])
    {
        request.grade = if grade.range { None } else { grade.grades.first().copied() };
    }
    let several = grade.grades.iter().collect::<std::collections::BTreeSet<_>>().len() > 1;
    if several && !request.class_letters.is_empty() && request.class_letters.len() >= grade.grades.len() {
        request.grade = None;
    }
    let whole = m.find(|tag| (tag == lexicon::Tag::Whole).then_some(()));
    if let Some((at, len, ())) = whole {
        m.take_with(at, len, &["по", "за", "для"]);
    }
    topic::corrected(m);
    let mut topic = topic::read(m);
    if topic.words.is_empty() && whole.is_some() && request.exam.is_none() {
        topic.text = String::from(if english { "whole course" } else { "весь курс" });
        topic.words = topic.text.split(' ').map(str::to_owned).collect();
        topic.known = subject.named.is_some();
    }
    let subject = subject::settled(m, subject, &mut topic);
    if let (true, Some(part)) = (topic.words.is_empty(), subject.named.and(part_of_geometry(m))) {
        topic = Topic { text: part.to_owned(), words: vec![part.to_owned()], known: true };
    }
    let asked = (0..m.len()).any(|at| m.tokens[at].digits.is_none() && lexicon::speaks_of_sheets(&m.tokens[at].word));
    Heard { topic, grade, subject, request: asked }
}

/// A part of geometry that stands for the subject is the topic where no other is named.
fn part_of_geometry(m: &Message) -> Option<&'static str> {
    ["стереометрия", "планиметрия"].into_iter().find(|part| m.has(&[part.trim_end_matches("ия")]))
}

/// «не 8, а 9 класс», «8, нет, 9 класс»: what was taken back is not read.
fn taken_back(m: &mut Message) {
    for at in 0..m.len() {
        if m.word(at) == "не" && m.number(at + 1).is_some() && matches!(m.word(at + 2), "а" | "класс") {
            let len = if m.word(at + 2) == "класс" { 4 } else { 3 };
            m.take(at, len);
        }
        let fix = m.mark(at, |tag| (tag == lexicon::Tag::Fix).then_some(()));
        if let Some((len, ())) = fix
            && at > 0
            && m.number(at - 1).is_some()
            && m.number(at + len).is_some()
        {
            m.take(at - 1, len + 1);
        }
    }
}

fn follow_up(m: &Message, request: &mut Request, tasks: Vec<u16>, heard: &Heard, text: &str) -> Option<Intent> {
    request.subject = heard.subject.named;
    let known = heard.topic.known;
    if intent::is_off_topic(m, text) {
        *request = Request { language: request.language, ..Request::default() };
        return Some(Intent::OffTopic);
    }
    let plain = |request: &mut Request, intent| {
        *request = Request { language: request.language, ..Request::default() };
        Some(intent)
    };
    if let Some(intent) = intent::about_us(m, request) {
        return plain(request, intent);
    }
    if !tasks.is_empty() && request.subject.is_none() && !known {
        let mut replaced =
            Request { language: request.language, tasks, difficulty: request.difficulty, ..Request::default() };
        revision::delta(m, &mut replaced);
        replaced.difficulty = None;
        *request = replaced;
        return Some(Intent::ReplaceTasks);
    }
    if !known && intent::is_export(m) && request.subject.is_none() {
        return plain(request, Intent::Export);
    }
    if !known && revision::is_another(m, request) {
        let mut other = Request { language: request.language, difficulty: request.difficulty, ..Request::default() };
        other.variants = request.variants.filter(|n| *n > 1);
        revision::delta(m, &mut other);
        other.difficulty = None;
        *request = other;
        return Some(Intent::AnotherVariant);
    }
    if intent::is_question(m, request) {
        return plain(request, Intent::OffTopic);
    }
    let mut revised = request.clone();
    if revision::is_revision(m, &mut revised, known) {
        *request = revised;
        request.over_limit = false;
        return Some(Intent::ReviseLast);
    }
    None
}

/// English when no Russian letter is left.
fn language(m: &Message, otherwise: Locale) -> Locale {
    let text: Vec<&str> = m.tokens.iter().map(|token| token.shown.as_str()).collect();
    layout::language(&text.join(" "), otherwise)
}

/// A message after our question: whatever it names is filled in; bare words answer the open slot.
fn answer(context: &Context, text: &str, m: &Message, said: Request, heard: Heard) -> Request {
    let mut request = context.asked.clone().unwrap_or_default();
    let open = request.topic.is_none() && request.subject.is_some() && request.grade.is_some();
    let lone = said.total.filter(|_| request.grade.is_none() && said.grade.is_none() && m.tokens.len() == 1);
    let grade = said.grade.or_else(|| lone.and_then(|n| u8::try_from(n).ok()).and_then(|n| Grade::new(n).ok()));
    let language = said.language;
    let plain = said == Request { language, confidence: said.confidence.clone(), ..Request::default() };
    let named = heard.subject.named.is_some();
    let whole = named && heard.topic.words.is_empty();
    request.subject = heard.subject.named.filter(|_| !open || whole || said.grade.is_some()).or(request.subject);
    request.grade = grade.or(request.grade);
    request.total = said.total.filter(|_| lone.is_none()).or(request.total);
    request.difficulty = said.difficulty.or(request.difficulty);
    request.variants = said.variants.or(request.variants);
    request.format = said.format.or(request.format);
    request.answers = said.answers.or(request.answers);
    request.duration_min = said.duration_min.or(request.duration_min);
    request.kind_of_work = said.kind_of_work.or(request.kind_of_work);
    request.accommodation.extend(&said.accommodation);
    request.exclude_kinds.extend(&said.exclude_kinds);
    if !said.per_kind.is_empty() {
        request.per_kind = said.per_kind;
    }
    if !said.class_letters.is_empty() {
        request.class_letters = said.class_letters;
    }
    if open && !whole && grade.is_none() {
        // Asked for the topic alone: it is taken as it was typed when nothing else was said.
        let topic = if plain || heard.topic.words.is_empty() { text.trim().to_owned() } else { heard.topic.text };
        request.topic = Some(topic).filter(|topic| !topic.is_empty());
    } else if request.topic.is_none() && !heard.topic.text.is_empty() {
        request.topic = Some(heard.topic.text);
    }
    settle(request, Settled::Request)
}

/// Fills subject and topic in.
fn finish(request: &mut Request, heard: &Heard) -> Settled {
    let implied = match request.exam {
        Some(Exam::Oge) => Grade::new(9).ok(),
        Some(Exam::Ege | Exam::EgeProfile | Exam::EgeBase) => Grade::new(11).ok(),
        _ => None,
    };
    request.grade = request.grade.or(implied.filter(|_| !heard.grade.range));
    let words: Vec<&str> = heard.topic.words.iter().map(String::as_str).collect();
    let (subject, sure) = subject::decide(&heard.subject, &words, request.grade, request.exam.is_some());
    let reads = request.language == Locale::En && request.include_kinds.contains(&Kind::Reading);
    // Reading comprehension in English is a lesson of English.
    let subject = if reads && heard.subject.named.is_none() { Some(Subject::English) } else { subject };
    request.subject = subject;
    if subject.is_some() || !words.is_empty() {
        request.confidence.insert("subject", if subject.is_some() { sure } else { 20 });
    }
    if request.grade.is_some() {
        request.confidence.insert("grade", if heard.grade.bare { 80 } else { 99 });
    }
    let lone = !heard.topic.known && subject.is_none() && request.grade.is_none() && !heard.request;
    if !words.is_empty() && !lone {
        request.confidence.insert("topic", if heard.topic.known { 95 } else { 50 });
        request.topic = Some(heard.topic.text.clone());
    }
    let alone =
        request.subject.is_none() && request.grade.is_none() && request.topic.is_none() && request.exam.is_none();
    let wished = request.total.is_some()
        || request.duration_min.is_some()
        || request.variants.is_some()
        || request.format.is_some()
        || request.answers.is_some();
    if alone && !wished && !heard.request && !heard.grade.range {
        return Settled::Nothing;
    }
    if request.grade.is_none()
        && !heard.grade.range
        && let Some(subject) = request.subject
    {
        request.suggest_grade = curriculum::grade_of(&words, subject);
    }
    Settled::Request
}

/// Whether a message that is no follow-up speaks of a worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settled {
    Request,
    Nothing,
}

/// Decides what is still missing and whether it fits together.
fn settle(mut request: Request, what: Settled) -> Request {
    if what == Settled::Nothing {
        let confidence = [("intent", 30)].into();
        return Request { intent: Intent::OffTopic, language: request.language, confidence, ..Request::default() };
    }
    if request.subject.is_none()
        && let Some(topic) = &request.topic
    {
        let words: Vec<&str> = topic.split(' ').collect();
        request.subject = subject::decide(&subject::Said::default(), &words, request.grade, request.exam.is_some()).0;
    }
    if let (Some(subject), Some(grade), Some(topic)) = (request.subject, request.grade, &request.topic) {
        let words: Vec<&str> = topic.split(' ').collect();
        request.subject = Some(subject::in_grade(subject, grade, &words, request.exam.is_some()));
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
    request.over_limit = request.total.is_some_and(|total| total > u16::from(plan::MAX_TASKS));
    let settled = request.missing.is_empty() && !request.conflict;
    request.intent = if settled { Intent::Generate } else { Intent::Clarify };
    request
}
