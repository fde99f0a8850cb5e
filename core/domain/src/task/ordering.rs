//! Items to put in order.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, distinct, flaw, is_permutation, label};
use crate::Rich;

/// Items printed in a mixed order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordering {
    /// By what to order.
    pub question: Rich,
    /// The items as printed, labelled with letters.
    pub items: Vec<Rich>,
    /// Indices of `items` in the right order.
    pub order: Vec<u8>,
}

impl Shape for Ordering {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if !(2..=12).contains(&self.items.len()) {
            flaw(flaws, "ordering.count", self.items.len());
        }
        if !is_permutation(&self.order, self.items.len()) {
            flaw(flaws, "ordering.order", format!("{:?}", self.order));
        }
        distinct(flaws, "ordering.duplicate", &self.items);
    }

    fn key(&self, words: &KeyWords) -> Rich {
        let letters: Vec<_> = self.order.iter().map(|&i| label::letter(words.locale, i.into())).collect();
        Rich(letters.join(" → "))
    }

    fn texts(&self) -> Vec<&Rich> {
        std::iter::once(&self.question).chain(&self.items).collect()
    }
}
