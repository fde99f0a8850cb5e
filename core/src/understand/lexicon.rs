//! The words of asking: `core/data/lexicon/requests.txt`, and where they stand in a message.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::tokens::{Gap, Token};
use crate::domain::request::{Accommodation, Exam};
use crate::domain::{Difficulty, Kind, Subject};

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tag {
    Exam(Exam),
    Class,
    Year,
    Graders(u8),
    Variants,
    /// What tasks are counted in; `language`: words, sentences, equations, which may be the topic itself.
    Unit {
        language: bool,
    },
    Pairs,
    Minutes,
    Hours,
    Length(u16),
    Kind(Kind),
    Test,
    NoTest,
    OnlyTest,
    Work(&'static str),
    Level(Difficulty),
    LevelWord,
    Levels,
    Pupils,
    Answers,
    Apart,
    Beside,
    Accommodation(&'static [Accommodation]),
    Subject(Subject),
    /// A word that names a subject only where nothing else does.
    WeakSubject(Subject),
    Deadline,
    Extra,
    Topic,
    Fix,
    Whole,
    Ask,
    /// A word of talk about sheets already made; no topic either.
    Talk,
    Greeting,
    GreetingCore,
}

impl Tag {
    fn of(header: &'static str) -> Option<Self> {
        let (name, value) = header.split_once(' ').unwrap_or((header, ""));
        Some(match name {
            "exam" => Self::Exam(Exam::deserialize(StrDeserializer::<Error>::new(value)).ok()?),
            "class" => Self::Class,
            "year" => Self::Year,
            "graders" => Self::Graders(value.parse().ok()?),
            "variants" => Self::Variants,
            "unit" => Self::Unit { language: !value.is_empty() },
            "pairs" => Self::Pairs,
            "duration" => Self::Minutes,
            "hours" => Self::Hours,
            "length" => Self::Length(value.parse().ok()?),
            "kind" => Self::Kind(Kind::from_code(value)?),
            "test" => Self::Test,
            "no" => Self::NoTest,
            "only" => Self::OnlyTest,
            "work" => Self::Work(value),
            "level" if value == "word" => Self::LevelWord,
            "level" => Self::Level(Difficulty::from_code(value)?),
            "levels" => Self::Levels,
            "pupils" => Self::Pupils,
            "answers" => Self::Answers,
            "apart" => Self::Apart,
            "beside" => Self::Beside,
            "accommodation" => Self::Accommodation(match value {
                "large_print" => &[Accommodation::LargePrint],
                "special_needs" => &[Accommodation::SpecialNeeds],
                _ => &[Accommodation::LargePrint, Accommodation::SpecialNeeds],
            }),
            "subject" => Self::Subject(Subject::from_code(value)?),
            "weak" => Self::WeakSubject(Subject::from_code(value)?),
            "deadline" => Self::Deadline,
            "extra" => Self::Extra,
            "topic" => Self::Topic,
            "fix" => Self::Fix,
            "whole" => Self::Whole,
            "ask" => Self::Ask,
            "talk" => Self::Talk,
            "greeting" if value == "core" => Self::GreetingCore,
            "greeting" => Self::Greeting,
            _ => return None,
        })
    }
}

/// How a word of a phrase may end.
#[derive(Debug, Clone, Copy)]
enum Pattern {
    Whole(&'static str),
    Open(&'static str),
    /// An ending of at most two letters: «химия», «химией», not «химический».
    Case(&'static str),
}

impl Pattern {
    fn of(word: &'static str) -> Self {
        match (word.strip_suffix('*'), word.strip_suffix('~')) {
            (Some(stem), _) => Self::Open(stem),
            (_, Some(stem)) => Self::Case(stem),
            _ => Self::Whole(word),
        }
    }

    fn fits(self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word == whole,
            Self::Open(stem) => word.starts_with(stem),
            Self::Case(stem) => word.strip_prefix(stem).is_some_and(|end| end.chars().count() <= 2),
        }
    }
}

struct Phrase {
    words: Vec<Pattern>,
    tag: Tag,
}

static PHRASES: LazyLock<HashMap<char, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<char, Vec<Phrase>> = HashMap::new();
    let mut tag = None;
    for line in include_str!("../../data/lexicon/requests.txt").lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            tag = Tag::of(header.trim_end_matches(']'));
            continue;
        }
        if let (Some(tag), Some(first)) = (tag, line.chars().next().filter(|c| *c != '#')) {
            let words = line.split(' ').map(Pattern::of).collect();
            phrases.entry(first).or_default().push(Phrase { words, tag });
        }
    }
    phrases
});

/// The phrases that begin at each token: how many tokens they have, and what they mean.
pub(super) fn marks(tokens: &[Token]) -> Vec<Vec<(usize, Tag)>> {
    (0..tokens.len())
        .map(|at| {
            let first = tokens[at].word.chars().next().and_then(|c| PHRASES.get(&c));
            let fitting = first.into_iter().flatten().filter(|phrase| {
                phrase.words.iter().enumerate().all(|(n, pattern)| {
                    tokens
                        .get(at + n)
                        .is_some_and(|token| (n == 0 || token.gap <= Gap::Dot) && pattern.fits(&token.word))
                })
            });
            fitting.map(|phrase| (phrase.words.len(), phrase.tag)).collect()
        })
        .collect()
}

/// Whether a word means something in a request by itself.
pub(super) fn known(word: &str) -> bool {
    single(word).next().is_some()
}

/// Whether a word only asks: it is never a topic by itself.
pub(super) fn asks(word: &str) -> bool {
    single(word)
        .any(|tag| matches!(tag, Tag::Ask | Tag::Talk | Tag::Class | Tag::Deadline | Tag::Unit { language: false }))
}

fn single(word: &str) -> impl Iterator<Item = Tag> {
    let phrases = word.chars().next().and_then(|c| PHRASES.get(&c));
    let fitting = phrases.into_iter().flatten().filter(move |p| p.words.len() == 1 && p.words[0].fits(word));
    fitting.map(|phrase| phrase.tag)
}

/// Whether a word speaks of worksheets at all.
pub(super) fn speaks_of_sheets(word: &str) -> bool {
    let sheet = [
        "лист",
        "листок",
        "листы",
        "листик",
        "карточку",
        "worksheet",
        "worksheets",
        "handout",
        "раздатка",
        "раздатку",
        "работа",
        "работу",
    ];
    sheet.contains(&word)
        || single(word).any(|tag| {
            matches!(
                tag,
                Tag::Unit { language: false }
                    | Tag::Test
                    | Tag::Work(_)
                    | Tag::Class
                    | Tag::Kind(_)
                    | Tag::Exam(_)
                    | Tag::Subject(_)
                    | Tag::Variants
            )
        })
}
