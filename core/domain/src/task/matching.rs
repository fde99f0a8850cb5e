//! Pairing two columns.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, distinct, flaw, label};
use crate::Rich;

/// Two columns; every item on the left has one partner on the right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// What to pair with what.
    pub question: Rich,
    /// Left column, labelled with letters.
    pub left: Vec<Rich>,
    /// Right column as printed (already shuffled), labelled with numbers from 1; may have extra items.
    pub right: Vec<Rich>,
    /// For each left item the index of its partner on the right.
    pub pairs: Vec<u8>,
}

impl Shape for Matching {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if !(2..=10).contains(&self.left.len()) || self.right.len() < self.left.len() || self.right.len() > 12 {
            flaw(flaws, "matching.columns", format!("{} and {}", self.left.len(), self.right.len()));
        }
        let mut partners = self.pairs.clone();
        partners.sort_unstable();
        partners.dedup();
        let in_bounds = self.pairs.iter().all(|&i| usize::from(i) < self.right.len());
        if self.pairs.len() != self.left.len() || partners.len() != self.pairs.len() || !in_bounds {
            flaw(flaws, "matching.pairs", format!("{:?}", self.pairs));
        }
        distinct(flaws, "matching.duplicate_left", &self.left);
        distinct(flaws, "matching.duplicate_right", &self.right);
    }

    fn key(&self, words: &KeyWords) -> Rich {
        let pairs: Vec<_> = self
            .pairs
            .iter()
            .enumerate()
            .map(|(i, &partner)| format!("{} – {}", label::letter(words.locale, i), u16::from(partner) + 1))
            .collect();
        Rich(pairs.join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        std::iter::once(&self.question).chain(&self.left).chain(&self.right).collect()
    }
}
