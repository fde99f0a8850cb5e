//! Gaps in a text.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, flaw};
use crate::Rich;

/// A text with numbered gaps `[[1]]`, `[[2]]`….
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillBlank {
    /// What to do, e.g. «Вставьте пропущенные слова».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Rich>,
    /// The text with its gaps, numbered from 1 in reading order.
    pub text: Rich,
    /// The answers, gap 1 first.
    pub blanks: Vec<Blank>,
    /// Words to choose from, as printed; empty when the pupil must know them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bank: Vec<Rich>,
}

/// What belongs into a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// The answer.
    pub answer: Rich,
    /// Other spellings that are right too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
}

impl Shape for FillBlank {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let numbers = self.text.blanks();
        if numbers.is_empty() || !numbers.iter().map(|&n| usize::from(n)).eq(1..=self.blanks.len()) {
            flaw(flaws, "blank.numbering", format!("{numbers:?} for {} answers", self.blanks.len()));
        }
        if self.blanks.iter().any(|b| b.answer.is_blank()) {
            flaw(flaws, "blank.empty_answer", "an answer is empty");
        }
        let in_bank = |b: &Blank| self.bank.iter().any(|w| w == &b.answer);
        if !self.bank.is_empty() && !self.blanks.iter().all(in_bank) {
            flaw(flaws, "blank.bank_lacks_answer", "the word bank lacks an answer");
        }
    }

    fn key(&self, _: &KeyWords) -> Rich {
        if let [only] = self.blanks.as_slice() {
            return only.answer.clone();
        }
        let answers: Vec<_> = self.blanks.iter().zip(1..).map(|(b, n)| format!("{n}) {}", b.answer.source())).collect();
        Rich(answers.join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        self.question.iter().chain(std::iter::once(&self.text)).chain(&self.bank).collect()
    }
}
