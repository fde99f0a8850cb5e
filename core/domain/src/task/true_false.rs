//! Statements to judge.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, distinct, flaw};
use crate::Rich;

/// Statements, each true or false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueFalse {
    /// What to do, e.g. «Верны ли утверждения?».
    pub question: Rich,
    /// One to ten statements.
    pub statements: Vec<Statement>,
}

/// A statement and whether it is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The statement.
    pub text: Rich,
    /// Whether it is true.
    pub truth: bool,
}

impl Shape for TrueFalse {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if !(1..=10).contains(&self.statements.len()) {
            flaw(flaws, "true_false.count", self.statements.len());
        }
        let texts: Vec<_> = self.statements.iter().map(|s| s.text.clone()).collect();
        distinct(flaws, "true_false.duplicate", &texts);
    }

    fn key(&self, words: &KeyWords) -> Rich {
        let word = |s: &Statement| if s.truth { &words.truth } else { &words.lie };
        if let [only] = self.statements.as_slice() {
            return Rich(word(only).clone());
        }
        let answers: Vec<_> = self.statements.iter().zip(1..).map(|(s, n)| format!("{n}) {}", word(s))).collect();
        Rich(answers.join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        std::iter::once(&self.question).chain(self.statements.iter().map(|s| &s.text)).collect()
    }
}
