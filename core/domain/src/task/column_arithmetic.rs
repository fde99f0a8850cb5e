//! Written calculation in columns.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, flaw};
use crate::Rich;

/// A written calculation, set on squares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnArithmetic {
    /// What to do, e.g. «Вычислите столбиком».
    pub question: Rich,
    /// The operation.
    pub operation: Operation,
    /// Numbers as printed, decimal comma allowed; two, or more for a sum.
    pub operands: Vec<String>,
    /// The result as printed.
    pub result: String,
    /// Remainder of a division, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remainder: Option<String>,
}

/// An arithmetic operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// Addition.
    Add,
    /// Subtraction.
    Subtract,
    /// Multiplication.
    Multiply,
    /// Division.
    Divide,
}

impl Operation {
    /// The sign as printed: + − · :
    pub const fn sign(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '−',
            Self::Multiply => '·',
            Self::Divide => ':',
        }
    }
}

impl Shape for ColumnArithmetic {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let most = if self.operation == Operation::Add { 5 } else { 2 };
        if !(2..=most).contains(&self.operands.len()) {
            flaw(flaws, "column.operands", self.operands.len());
        }
        let number = |text: &String| {
            let digits = text.strip_prefix(['-', '−']).unwrap_or(text);
            !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}'))
        };
        if !self.operands.iter().chain(std::iter::once(&self.result)).chain(&self.remainder).all(number) {
            flaw(flaws, "column.number", format!("{:?} = {}", self.operands, self.result));
        }
    }

    fn key(&self, words: &KeyWords) -> Rich {
        match &self.remainder {
            Some(remainder) => Rich(format!("{} ({} {remainder})", self.result, words.remainder)),
            None => Rich(self.result.clone()),
        }
    }

    fn texts(&self) -> Vec<&Rich> {
        vec![&self.question]
    }
}
