//! The subject: named, or told by the words of the topic.

use super::curriculum;
use super::lexicon::Tag;
use super::message::Message;
use super::tokens::Gap;
use super::topic::Topic;
use crate::domain::{Grade, Subject};

/// What was said about the subject.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    /// The subject that was named.
    pub named: Option<Subject>,
    /// Where, and with how many tokens.
    pub place: Option<(usize, usize)>,
    /// A word that may name one, or be the topic.
    pub weak: Option<(usize, usize, Subject)>,
}

const SMALL: [&str; 10] = ["по", "на", "урок", "уроку", "урока", "для", "предмет", "in", "for", "of"];

pub(super) fn read(m: &mut Message) -> Said {
    let mut said = Said::default();
    let mut all: Vec<(usize, usize, Subject)> = Vec::new();
    let mut at = 0;
    while at < m.len() {
        if let Some((len, subject)) =
            m.mark(at, |tag| if let Tag::Subject(subject) = tag { Some(subject) } else { None })
        {
            all.push((at, len, subject));
            at += len;
        } else {
            at += 1;
        }
    }
    // «русская литература», «история химии»: one word of a name of the curriculum.
    let inside = |(at, len, _): (usize, usize, Subject)| {
        let last = at + len - 1;
        m.gap(at + len) <= Gap::Space
            && m.free(at + len)
            && curriculum::content(m.word(at + len))
            && curriculum::joined(m.word(last), m.word(at + len))
    };
    let parts: Vec<bool> = all.iter().map(|one| inside(*one)).collect();
    let fixed = all.iter().rposition(|(at, ..)| {
        (at.saturating_sub(3)..*at)
            .any(|i| m.mark(i, |tag| (tag == Tag::Fix).then_some(())).is_some() || m.word(i) == "а")
    });
    let chosen = fixed.or_else(|| parts.iter().position(|part| !part)).or(if all.is_empty() { None } else { Some(0) });
    if let Some((at, len, subject)) = chosen.and_then(|n| all.get(n).copied()) {
        said.named = Some(subject);
        said.place = Some((at, len));
        if fixed.is_some() {
            for (at, len, _) in all.iter().filter(|(.., other)| *other != subject) {
                m.take(*at, *len);
            }
        }
        for ((from, len, other), part) in all.iter().zip(parts) {
            if *other == subject && (*from == at || !part) {
                m.take_with(*from, *len, &SMALL);
            }
        }
    } else {
        said.weak = (0..m.len()).find_map(|at| {
            m.mark(at, |tag| if let Tag::WeakSubject(subject) = tag { Some(subject) } else { None })
                .map(|(len, subject)| (at, len, subject))
        });
        if let Some((at, len, _)) = said.weak {
            let edge = at == 0 || m.gap(at) >= Gap::Comma || !m.free(at - 1);
            let out = m.gap(at + len) >= Gap::Comma
                || !m.free(at + len)
                || m.number(at + len).is_some()
                || !curriculum::joins(m.word(at + len)) && !curriculum::joined(m.word(at), m.word(at + len));
            if edge && out {
                said.place = Some((at, len));
            }
        }
    }
    said
}

/// A word that may name a subject does so when a topic is left beside it.
pub(super) fn settled(m: &mut Message, mut said: Said, topic: &mut Topic) -> Said {
    if let (Some((at, len, subject)), true) = (said.weak, said.place.is_some()) {
        let other = topic.words.iter().any(|word| curriculum::content(word) && *word != m.tokens[at].word);
        said.named = Some(subject);
        if other {
            m.take_with(at, len, &SMALL);
            *topic = super::topic::read(m);
        }
    }
    // «лексика food» in English is about food.
    if said.named == Some(Subject::English)
        && topic.words.len() > 1
        && let Some(rest) = ["лексика ", "лексика: ", "vocabulary ", "vocabulary: "]
            .iter()
            .find_map(|first| topic.text.strip_prefix(first))
    {
        topic.text = rest.to_owned();
        topic.words.remove(0);
    }
    // «теория вероятностей классическая»: an adjective needs its noun.
    if said.named == Some(Subject::Probability)
        && !topic.words.is_empty()
        && topic.words.iter().all(|word| ["ая", "ое", "ые", "ий", "ый"].iter().any(|end| word.ends_with(end)))
    {
        topic.text.push_str(" вероятность");
        topic.words.push("вероятность".to_owned());
    }
    said
}

const MATHEMATICS: [Subject; 3] = [Subject::Algebra, Subject::Geometry, Subject::Probability];

/// The subject and how sure it is, in percent.
pub(super) fn decide(said: &Said, words: &[&str], grade: Option<Grade>, exam: bool) -> (Option<Subject>, u8) {
    if let Some(named) = said.named {
        let subject = grade.map_or(named, |grade| in_grade(named, grade, words, exam));
        return (Some(subject), if said.weak.is_some() { 75 } else { 99 });
    }
    let weak = said.weak.map(|(.., subject)| subject);
    let percent = |sure: f32| {
        if sure >= 0.9 {
            95
        } else if sure >= 0.5 {
            80
        } else {
            45
        }
    };
    let taught: Vec<Subject> = Subject::ALL
        .iter()
        .copied()
        .filter(|subject| match grade {
            Some(grade) if *subject == Subject::Math => grade.number() <= 6,
            Some(grade) => subject.taught_in(grade),
            None => true,
        })
        .collect();
    let everywhere = curriculum::subject_of(words, Subject::ALL, None);
    let told = curriculum::subject_of(words, &taught, grade);
    // Words of a subject that comes later: what the teacher said stays, and is asked about.
    if let (Some((other, sure)), Some(grade)) = (everywhere, grade)
        && !other.taught_in(grade)
        && sure > 0.8
        && !(MATHEMATICS.contains(&other) && grade.number() <= 6)
        && told.is_none_or(|(subject, _)| curriculum::weight(words, subject) * 6.0 < curriculum::weight(words, other))
    {
        return (Some(other), 60);
    }
    match told {
        Some((subject, sure)) if sure > 0.25 || family(subject) && grade.is_some_and(|g| g.number() <= 6) => {
            (Some(subject), percent(sure))
        }
        Some((subject, _)) if family(subject) => (Some(subject), 50),
        Some((subject, _)) if weak == Some(subject) => (Some(subject), 60),
        _ => match (weak, grade) {
            (Some(subject), grade) if grade.is_none_or(|grade| subject.taught_in(grade)) => (Some(subject), 50),
            _ => (None, 0),
        },
    }
}

fn family(subject: Subject) -> bool {
    subject == Subject::Math || MATHEMATICS.contains(&subject)
}

/// Mathematics has its own names from the seventh grade on; the topic says which.
pub(super) fn in_grade(subject: Subject, grade: Grade, words: &[&str], exam: bool) -> Subject {
    if subject != Subject::Math || grade.number() < 7 {
        return subject;
    }
    match curriculum::subject_of(words, &MATHEMATICS, Some(grade)) {
        Some((told, sure)) if sure > if exam { 0.3 } else { 0.2 } => told,
        _ => Subject::Math,
    }
}
