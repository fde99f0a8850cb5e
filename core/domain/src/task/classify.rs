//! Items to sort into columns.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, distinct, flaw};
use crate::Rich;

/// Columns with headings and the items that belong in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classify {
    /// By what to sort.
    pub question: Rich,
    /// Column headings, two to six.
    pub columns: Vec<Rich>,
    /// The items as printed.
    pub items: Vec<Classified>,
}

/// An item and its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classified {
    /// The item.
    pub text: Rich,
    /// Index of its column, from 0.
    pub column: u8,
}

impl Shape for Classify {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if !(2..=6).contains(&self.columns.len()) {
            flaw(flaws, "classify.columns", self.columns.len());
        }
        if self.items.len() < 2 || self.items.len() > 40 {
            flaw(flaws, "classify.items", self.items.len());
        }
        if self.items.iter().any(|i| usize::from(i.column) >= self.columns.len()) {
            flaw(flaws, "classify.index", "an item has no column");
        }
        distinct(flaws, "classify.duplicate_columns", &self.columns);
        let items: Vec<_> = self.items.iter().map(|i| i.text.clone()).collect();
        distinct(flaws, "classify.duplicate_items", &items);
    }

    fn key(&self, _: &KeyWords) -> Rich {
        let column = |(index, heading): (usize, &Rich)| {
            let items: Vec<_> =
                self.items.iter().filter(|i| usize::from(i.column) == index).map(|i| i.text.source()).collect();
            format!("<b>{}</b>: {}", heading.source(), if items.is_empty() { "—".to_owned() } else { items.join(", ") })
        };
        Rich(self.columns.iter().enumerate().map(column).collect::<Vec<_>>().join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        std::iter::once(&self.question).chain(&self.columns).chain(self.items.iter().map(|i| &i.text)).collect()
    }
}
