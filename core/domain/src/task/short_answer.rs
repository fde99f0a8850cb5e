//! Answers of a word or a number.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, flaw};
use crate::Rich;

/// A question answered in a word or a few.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortAnswer {
    /// The question.
    pub question: Rich,
    /// The answer.
    pub answer: Rich,
    /// Other wordings that are right too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
}

/// A question answered by a number that our evaluator can compute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numeric {
    /// The question.
    pub question: Rich,
    /// The answer as printed, e.g. `$1\frac{1}{2}$`, unit excluded.
    pub answer: Rich,
    /// The answer as an exact expression for the evaluator, e.g. `3/2`.
    pub value: String,
    /// Unit printed after the answer, e.g. `км/ч`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Shape for ShortAnswer {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if self.answer.is_blank() {
            flaw(flaws, "answer.empty", "no answer");
        }
    }

    fn key(&self, _: &KeyWords) -> Rich {
        self.answer.clone()
    }

    fn texts(&self) -> Vec<&Rich> {
        vec![&self.question]
    }
}

impl Shape for Numeric {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if self.answer.is_blank() || self.value.trim().is_empty() {
            flaw(flaws, "answer.empty", "no answer");
        }
    }

    fn key(&self, _: &KeyWords) -> Rich {
        match &self.unit {
            Some(unit) => Rich(format!("{}\u{a0}{}", self.answer.source(), Rich::literal(unit).source())),
            None => self.answer.clone(),
        }
    }

    fn texts(&self) -> Vec<&Rich> {
        vec![&self.question]
    }
}
