//! Choice among options: one right, or several.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, distinct, flaw, label};
use crate::Rich;

/// A question with one right option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SingleChoice {
    /// The question.
    pub question: Rich,
    /// Two to eight options, labelled А, Б, В… on the page.
    pub options: Vec<Rich>,
    /// Index of the right option, from 0.
    pub correct: u8,
}

/// A question with several right options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultipleChoice {
    /// The question; its wording says that several options are right.
    pub question: Rich,
    /// Three to ten options.
    pub options: Vec<Rich>,
    /// Indices of the right options, from 0, ascending.
    pub correct: Vec<u8>,
}

impl Shape for SingleChoice {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if !(2..=8).contains(&self.options.len()) {
            flaw(flaws, "choice.option_count", self.options.len());
        }
        if usize::from(self.correct) >= self.options.len() {
            flaw(flaws, "choice.index", self.correct);
        }
        distinct(flaws, "choice.duplicate_options", &self.options);
    }

    fn key(&self, words: &KeyWords) -> Rich {
        let index = usize::from(self.correct);
        let option = self.options.get(index).map_or("", Rich::source);
        Rich(format!("{}) {option}", label::letter(words.locale, index)))
    }

    fn texts(&self) -> Vec<&Rich> {
        std::iter::once(&self.question).chain(&self.options).collect()
    }
}

impl Shape for MultipleChoice {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if !(3..=10).contains(&self.options.len()) {
            flaw(flaws, "choice.option_count", self.options.len());
        }
        if self.correct.len() < 2 || self.correct.len() >= self.options.len() {
            flaw(flaws, "choice.correct_count", self.correct.len());
        }
        if !self.correct.is_sorted_by(|a, b| a < b)
            || self.correct.iter().any(|&i| usize::from(i) >= self.options.len())
        {
            flaw(flaws, "choice.index", format!("{:?}", self.correct));
        }
        distinct(flaws, "choice.duplicate_options", &self.options);
    }

    fn key(&self, words: &KeyWords) -> Rich {
        Rich(label::letters(words.locale, &self.correct))
    }

    fn texts(&self) -> Vec<&Rich> {
        std::iter::once(&self.question).chain(&self.options).collect()
    }
}
