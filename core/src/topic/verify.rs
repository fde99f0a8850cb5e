//! The verdict on two titles: a score, and what forbids to take one for the other.

use crate::domain::Grade;
use crate::programme::Topic;

use super::align::{self, Link};
use super::direction::{misspelt_elsewhere, paired_otherwise, turned};
use super::lexicon::{self, Lexicon};
use super::lines::Found;
use super::scope;
use super::title::{Kind, Title, Token, Weight};
use super::{Asked, resolve};

/// A score from which two titles without a veto are one topic.
pub const ACCEPTED: f64 = 0.95;

/// What forbids to take two titles for one topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Veto {
    /// Another subject, grade or language.
    Key,
    /// Another number.
    Number,
    /// A negation on one side, or before another word.
    Negation,
    /// Another letter or spelling.
    Letter,
    /// The same words the other way round: «из двоичной в десятичную».
    Direction,
    /// Another genre of works.
    Genre,
    /// Words easily mixed up.
    Confusable,
    /// A word that matters has no answer on the other side.
    Word,
    /// The programme has two topics for them.
    Programme,
}

/// How alike two titles are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// 0 to 1.
    pub score: f64,
    /// Set when they must not be taken for one another, whatever the score.
    pub veto: Option<Veto>,
    /// It rests on more than the words: a misspelling or a short form was seen through, or the programme was asked.
    pub guessed: bool,
}

impl Verdict {
    /// Whether one worksheet serves both.
    pub fn accepted(&self) -> bool {
        self.veto.is_none() && self.score >= ACCEPTED
    }
}

/// Notes what unknown words may be misspellings or short forms of, where the curriculum leaves one choice.
pub(super) fn guess(title: &mut Title, lexicons: &[&Lexicon]) {
    for token in title.tokens.iter_mut().filter(|token| token.kind == Kind::Word && !token.forms.known()) {
        if lexicons.iter().any(|lexicon| lexicon.knows(&token.forms)) {
            continue;
        }
        let letters = align::first_letters(&token.text);
        let mut near: Vec<(usize, &super::morphology::Forms)> = lexicons
            .iter()
            .flat_map(|lexicon| lexicon.beginning(&letters))
            .filter_map(|word| Some((align::nearness(token, word, "", "")?, word)))
            .collect();
        near.sort_by_key(|(near, _)| *near);
        if let Some((least, first)) = near.first()
            && near.iter().all(|(near, word)| near > least || word.same_word(first))
        {
            token.guesses = vec![(*first).clone()];
        }
        token.near = Some(near.into_iter().map(|(_, word)| word.clone()).collect());
    }
}

/// Compares two titles of one partition, through the programme's names where they differ.
pub(super) fn with_programme(a: &Asked, b: &Asked) -> Verdict {
    let lexicons = a.lexicons();
    let direct = compare(&a.title, &b.title, &lexicons);
    let other_words = match direct.veto {
        Some(Veto::Number) => !(has_number(&a.title) && has_number(&b.title)),
        veto => !matches!(veto, Some(Veto::Negation | Veto::Confusable | Veto::Direction | Veto::Genre)),
    };
    if a.title.tokens == b.title.tokens || !other_words {
        return direct;
    }
    let of_a = resolve(a);
    if of_a.is_empty() {
        return direct;
    }
    let of_b = resolve(b);
    let in_b = |topic: &&&Topic| of_b.iter().any(|other| other.code == topic.code);
    let shared = of_a.iter().filter(in_b).count();
    let same = shared > 0 && shared == of_a.len() && shared == of_b.len();
    if direct.accepted() && shared == 0 && !of_b.is_empty() {
        Verdict { veto: Some(Veto::Programme), ..direct }
    } else if !direct.accepted() && same && !scope::differs(&a.title, &b.title) && !namesakes(&a.title, &b.title) {
        Verdict { score: 0.96, veto: None, guessed: true }
    } else {
        direct
    }
}

fn has_number(title: &Title) -> bool {
    title.tokens.iter().any(|token| token.kind == Kind::Number)
}

/// Topics of the programme for a title; those of the grade where there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topics {
    /// One of their names is the title.
    pub named: Vec<&'static Topic>,
    /// Their titles list it among others.
    pub listing: Vec<&'static Topic>,
}

/// The topics of a title.
pub(super) fn topics(asked: &Asked) -> Topics {
    let (mut named, mut listing) = (Vec::new(), Vec::new());
    for lexicon in asked.lexicons() {
        for phrasing in lexicon.phrasings_near(&asked.title) {
            let topic = phrasing.topic;
            if !asked.subjects.contains(&topic.subject) {
                continue;
            }
            let verdict = compare(&asked.title, &phrasing.title, &[lexicon]);
            if verdict.accepted() {
                // A topic's own title goes before another topic's further name.
                let own = if phrasing.own { 1e-6 } else { 0.0 };
                let found = if phrasing.part { &mut listing } else { &mut named };
                found.push((topic, verdict.score + own));
            }
        }
    }
    Topics { named: best(asked, named), listing: best(asked, listing) }
}

/// The topics with the highest score, of the grade where there are any.
fn best(asked: &Asked, mut found: Vec<(&'static Topic, f64)>) -> Vec<&'static Topic> {
    let in_grade = |topic: &Topic| Grade::new(asked.grade).is_ok_and(|grade| topic.grades.contains(&grade));
    if found.iter().any(|(topic, _)| in_grade(topic)) {
        found.retain(|(topic, _)| in_grade(topic));
    }
    let best = found.iter().map(|(_, score)| *score).fold(0.0, f64::max);
    let mut topics: Vec<&'static Topic> = Vec::new();
    for (topic, _) in found.into_iter().filter(|(_, score)| *score >= best - 1e-9) {
        if !topics.iter().any(|other| other.code == topic.code) {
            topics.push(topic);
        }
    }
    topics
}

/// Compares the words alone.
pub(super) fn compare(a: &Title, b: &Title, lexicons: &[&Lexicon]) -> Verdict {
    if a.tokens.len() > align::LONGEST || b.tokens.len() > align::LONGEST || a.tokens.is_empty() || b.tokens.is_empty()
    {
        return Verdict { score: 0.0, veto: Some(Veto::Word), guessed: false };
    }
    let links = align::links(a, b, lexicons);
    let Some(chosen) = align::cover(a, b, &links) else {
        let score = score(a, b, &align::overlap(&links), lexicons);
        return Verdict { score: score.min(0.94), veto: Some(missing(a, b)), guessed: false };
    };
    let score = score(a, b, &chosen, lexicons);
    let veto = if genres_differ(a, b) {
        Some(Veto::Genre)
    } else if two_intents(a, b, &chosen) || scope::differs(a, b) || namesakes(a, b) {
        Some(Veto::Word)
    } else if numbers_reordered(a, b) {
        Some(Veto::Number)
    } else if negation_moved(a, b, &chosen) {
        Some(Veto::Negation)
    } else if turned(a, b, &chosen) || paired_otherwise(a, b, &chosen) || misspelt_elsewhere(a, b, &chosen) {
        Some(Veto::Direction)
    } else if lexicons
        .iter()
        .any(|lexicon| mixed_up(&lexicon.stands_in(a).confusables, &lexicon.stands_in(b).confusables))
    {
        Some(Veto::Confusable)
    } else {
        None
    };
    Verdict { score, veto, guessed: chosen.iter().any(|link| link.guessed) }
}

/// Why titles that do not cover one another differ.
fn missing(a: &Title, b: &Title) -> Veto {
    let texts = |title: &Title, kind| {
        let mut texts: Vec<String> =
            title.tokens.iter().filter(|token| token.kind == kind).map(|token| token.text.clone()).collect();
        texts.sort();
        texts
    };
    let differ = |kind| texts(a, kind) != texts(b, kind);
    let numbers = |title: &Title| -> Vec<(String, bool)> {
        let numbers = title.tokens.iter().filter(|token| token.kind == Kind::Number);
        numbers.filter_map(|token| Some((token.text.clone(), token.ordinal?))).collect()
    };
    let (ordered, counted) = (numbers(a), numbers(b));
    let other_order =
        ordered.iter().any(|(number, order)| counted.iter().any(|(other, by)| other == number && by != order));
    if differ(Kind::Number) || other_order {
        Veto::Number
    } else if differ(Kind::Not) {
        Veto::Negation
    } else if differ(Kind::Letter) {
        Veto::Letter
    } else {
        Veto::Word
    }
}

/// The share of what the titles tell that is matched.
fn score(a: &Title, b: &Title, chosen: &[Link], lexicons: &[&Lexicon]) -> f64 {
    let weight = |token: &Token| match token.weight {
        Weight::Content => lexicons.iter().map(|lexicon| lexicon.weight(token)).fold(0.0, f64::max).max(1.0),
        Weight::Weak => 0.05,
        Weight::Free => 0.0,
    };
    let mass = |tokens: &[Token], mask: u64| -> f64 {
        tokens.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, token)| weight(token)).sum()
    };
    let matched: f64 = chosen.iter().map(|link| link.score * (mass(&a.tokens, link.a) + mass(&b.tokens, link.b))).sum();
    let all = mass(&a.tokens, u64::MAX) + mass(&b.tokens, u64::MAX);
    if all > 0.0 { (matched / all).min(1.0) } else { 0.0 }
}

fn genres_differ(a: &Title, b: &Title) -> bool {
    let genres = |title: &Title| -> Vec<Token> { title.tokens.iter().filter(|token| token.genre).cloned().collect() };
    let (a, b) = (genres(a), genres(b));
    let shared = a.iter().any(|one| b.iter().any(|other| one.forms.same_word(&other.forms)));
    !a.is_empty() && !b.is_empty() && !shared
}

/// «А. К. Толстой» and «Л. Н. Толстой».
fn namesakes(a: &Title, b: &Title) -> bool {
    !a.initials.is_empty() && !b.initials.is_empty() && !a.initials.iter().any(|first| b.initials.contains(first))
}

/// Words that may be absent are left over on both sides: «решение …» and «правописание …».
fn two_intents(a: &Title, b: &Title, chosen: &[Link]) -> bool {
    let (used_a, used_b) = chosen.iter().fold((0, 0), |(a, b), link| (a | link.a, b | link.b));
    let left = |title: &Title, used: u64| {
        title
            .tokens
            .iter()
            .enumerate()
            .any(|(at, token)| token.weight == Weight::Weak && !token.genre && used & (1 << at) == 0)
    };
    left(a, used_a) && left(b, used_b)
}

fn numbers_reordered(a: &Title, b: &Title) -> bool {
    let numbers = |title: &Title| -> Vec<String> {
        title.tokens.iter().filter(|token| token.kind == Kind::Number).map(|token| token.text.clone()).collect()
    };
    let (a, b) = (numbers(a), numbers(b));
    let sorted = |mut numbers: Vec<String>| {
        numbers.sort();
        numbers
    };
    a != b && sorted(a) == sorted(b)
}

/// A negation stands before another word.
fn negation_moved(a: &Title, b: &Title, chosen: &[Link]) -> bool {
    let nots = |title: &Title| -> Vec<usize> {
        title.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Not).map(|(at, _)| at).collect()
    };
    nots(a).into_iter().any(|at| {
        let answer = chosen.iter().find(|link| link.a & (1 << (at + 1)) != 0);
        let alone = chosen.iter().find(|link| link.a & (1 << at) != 0).is_some_and(|link| link.a.is_power_of_two());
        alone && !nots(b).iter().any(|not| answer.is_none_or(|link| link.b & (1 << (not + 1)) != 0))
    })
}

/// Each side has a word of a set of words easily mixed up, and not the other side's.
fn mixed_up(a: &[Found], b: &[Found]) -> bool {
    a.iter().any(|one| {
        let in_b = |phrase| b.iter().any(|other| other.line == one.line && other.phrase == phrase);
        let in_a = |phrase| a.iter().any(|other| other.line == one.line && other.phrase == phrase);
        !in_b(one.phrase) && b.iter().any(|other| other.line == one.line && !in_a(other.phrase))
    })
}

/// Words both titles are found by.
pub(super) fn keys(title: &Title) -> impl Iterator<Item = &str> {
    title.tokens.iter().flat_map(lexicon::keys)
}
