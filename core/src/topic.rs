//! Which wordings ask for the same worksheet: the local half of the shared library's look-up.
//!
//! Two titles are the same topic when every word that matters in one answers a word in the other.
//! Likeness never decides: one number, one negation, one word more is another topic.

mod align;
mod direction;
mod lexicon;
mod lines;
mod marks;
mod morphology;
mod order;
mod pieces;
mod plain;
mod privacy;
mod reader;
mod retrieve;
mod scope;
mod spelling;
mod spoken;
mod title;
mod verify;
mod words;

use std::sync::OnceLock;

use crate::domain::{Grade, Locale, Subject};
use crate::programme::Topic;

pub use retrieve::{Found, Library};
pub use verify::{ACCEPTED, Verdict, Veto};
pub(crate) use words::{known, lemmas};

use lexicon::Lexicon;
use title::Title;

/// What a teacher asked for, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    subjects: Vec<Subject>,
    grade: u8,
    language: Locale,
    title: Title,
    topics: OnceLock<verify::Topics>,
}

impl Asked {
    /// Reads a topic as typed. A grade named in the text goes before the grade given; several
    /// subjects are one school subject that covers them (“science”).
    pub fn new(text: &str, subjects: &[Subject], grade: Grade, language: Locale) -> Self {
        let mut title = Title::read(text, subjects, grade.number());
        verify::guess(&mut title, &lexicons(subjects));
        let grade = title.grade.unwrap_or_else(|| grade.number());
        title.grade = Some(grade);
        // Lessons of English mix both languages in one title.
        let language = if subjects.contains(&Subject::English) { Locale::En } else { language };
        Self { subjects: subjects.to_vec(), grade, language, title, topics: OnceLock::new() }
    }

    /// The subjects it was asked for in.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The grade, 1 to 11.
    pub fn grade(&self) -> u8 {
        self.grade
    }

    /// The language of the worksheet's topic.
    pub fn language(&self) -> Locale {
        self.language
    }

    /// The words that matter, in their order and as they are written, for an exact look-up: two requests
    /// of one subject, grade and language with the same text here name one topic. Empty when none is named.
    pub fn canonical(&self) -> String {
        self.title.canonical()
    }

    /// Words that may tell of somebody: names of people and of forms, long numbers, whatever neither the
    /// curriculum nor the word lists know.
    pub fn unknown(&self) -> Vec<&str> {
        privacy::unknown(&self.title, &self.lexicons())
    }

    /// Whether two requests may share worksheets at all.
    fn partition(&self) -> (&[Subject], u8, Locale) {
        (&self.subjects, self.grade, self.language)
    }

    fn lexicons(&self) -> Vec<&'static Lexicon> {
        lexicons(&self.subjects)
    }
}

fn lexicons(subjects: &[Subject]) -> Vec<&'static Lexicon> {
    let mut found: Vec<&'static Lexicon> = Vec::new();
    for lexicon in subjects.iter().filter_map(|subject| lexicon::of(*subject)) {
        if !found.iter().any(|known| std::ptr::eq(*known, lexicon)) {
            found.push(lexicon);
        }
    }
    found
}

/// Whether the teacher who asked for `a` is content with the sheet made for `b`.
pub fn verify(a: &Asked, b: &Asked) -> Verdict {
    if a.partition() != b.partition() {
        return Verdict { score: 0.0, veto: Some(Veto::Key), guessed: false };
    }
    verify::with_programme(a, b)
}

/// The topics of the programme a request names; more than one when the words leave it open.
pub fn resolve(asked: &Asked) -> &[&'static Topic] {
    &asked.topics.get_or_init(|| verify::topics(asked)).named
}

/// The topics of the programme a request falls in: those it names, or those that list it among others («вес тела»
/// in «сила тяжести и вес тела»).
pub fn around(asked: &Asked) -> &[&'static Topic] {
    let topics = asked.topics.get_or_init(|| verify::topics(asked));
    if topics.named.is_empty() { &topics.listing } else { &topics.named }
}

/// Whether a word in lower case is in the word lists of either language; ё counts as е.
pub fn is_word(word: &str) -> bool {
    words::known(&word.replace('ё', "е"))
}

/// Whether two words in lower case are forms of one word.
pub fn same_word(a: &str, b: &str) -> bool {
    a == b || morphology::Forms::of(a).same_word(&morphology::Forms::of(b))
}

#[cfg(test)]
mod tests;
