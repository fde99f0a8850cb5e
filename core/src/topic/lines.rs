//! Lines of the lexicon's files: which of their phrases stand in a title.

use std::collections::{HashMap, HashSet};

use crate::domain::Subject;

use super::lexicon::keys;
use super::title::{Kind, Role, Title, Token, Weight};
use super::words;

/// Words or phrases that stand together in one line of a lexicon file.
pub(super) struct Line {
    pub phrases: Vec<Vec<Token>>,
    /// Phrases that are another one and a word more: «present perfect simple» beside «present perfect».
    pub longer: Vec<bool>,
}

/// Lines of one file, found by the forms of any phrase's first word.
#[derive(Default)]
pub(super) struct Lines {
    pub lines: Vec<Line>,
    by_form: HashMap<String, Vec<(usize, usize)>>,
}

/// A phrase of a lexicon line found in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The line.
    pub line: usize,
    /// The phrase on the line.
    pub phrase: usize,
    /// The tokens it is made of, a bit each.
    pub mask: u64,
}

impl Lines {
    pub(super) fn add(&mut self, text: &str, separator: &str, subjects: &[Subject]) {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        for line in lines.filter(|line| !line.is_empty()) {
            self.add_line(line.split(separator), subjects);
        }
    }

    pub(super) fn add_line<'a>(&mut self, phrases: impl Iterator<Item = &'a str>, subjects: &[Subject]) {
        let phrases: Vec<Vec<Token>> =
            phrases.map(|phrase| Title::name(phrase, subjects).tokens).filter(|tokens| !tokens.is_empty()).collect();
        let number = self.lines.len();
        for (at, phrase) in phrases.iter().enumerate() {
            let first = phrase.iter().find(|token| token.weight == Weight::Content).or(phrase.first());
            for key in first.into_iter().flat_map(keys) {
                self.by_form.entry(key.to_owned()).or_default().push((number, at));
            }
        }
        let within = |short: &[Token], long: &[Token]| {
            short.len() < long.len() && short.iter().all(|one| long.iter().any(|other| is(other, one)))
        };
        let longer = phrases.iter().map(|long| phrases.iter().any(|short| within(short, long))).collect();
        self.lines.push(Line { phrases, longer });
    }

    pub(super) fn find(&self, title: &Title) -> Vec<Found> {
        let mut found = Vec::new();
        let mut tried = HashSet::new();
        for token in &title.tokens {
            let guesses =
                token.guesses.iter().flat_map(|guess| guess.lemmas.iter().chain(&guess.stems).map(String::as_str));
            for key in keys(token).chain(guesses) {
                for &(line, phrase) in self.by_form.get(key).into_iter().flatten() {
                    if !tried.insert((line, phrase)) {
                        continue;
                    }
                    let mut used = 0;
                    while let Some(mask) = mask(&self.lines[line].phrases[phrase], &title.tokens, used) {
                        used |= mask;
                        let words = &self.lines[line].phrases[phrase];
                        if !self.lines[line].longer[phrase] || is_run(mask) && in_order(words, title, mask) {
                            found.push(Found { line, phrase, mask });
                        }
                    }
                }
            }
        }
        found
    }
}

/// «present perfect и past simple» has no «past perfect simple»: English words keep their order.
fn in_order(phrase: &[Token], title: &Title, mask: u64) -> bool {
    let from = mask.trailing_zeros() as usize;
    let run = title.tokens.get(from..from + phrase.len());
    let russian = phrase.iter().any(|word| !words::is_latin(&word.text));
    russian || run.is_some_and(|run| run.iter().zip(phrase).all(|(token, word)| is(token, word)))
}

/// Whether tokens stand side by side.
pub(super) fn is_run(mask: u64) -> bool {
    let run = mask >> mask.trailing_zeros();
    run & (run + 1) == 0
}

/// The tokens of a title that make a phrase up, in any order, none of them used already.
fn mask(phrase: &[Token], tokens: &[Token], used: u64) -> Option<u64> {
    let mut mask = 0;
    let mut roles: [Option<Role>; 3] = [None; 3];
    for wanted in phrase {
        let at = (0..tokens.len().min(64)).find(|&at| (mask | used) & (1 << at) == 0 && is(&tokens[at], wanted))?;
        // «из двоичной системы в десятичную» is not «десятичная система»: words that belong together in the phrase
        // stand on one side in the title.
        let role = roles[wanted.role as usize].get_or_insert(tokens[at].role);
        if *role != tokens[at].role {
            return None;
        }
        mask |= 1 << at;
    }
    Some(mask)
}

/// Whether a token is a word of the lexicon, perhaps misspelt or cut short.
fn is(token: &Token, wanted: &Token) -> bool {
    match (token.kind, wanted.kind) {
        (Kind::Word, Kind::Word) => {
            token.forms.same_word(&wanted.forms) || token.guesses.iter().any(|guess| guess.same_word(&wanted.forms))
        }
        _ => token.text == wanted.text,
    }
}
