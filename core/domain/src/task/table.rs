//! Tables with cells to fill in.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, flaw};
use crate::Rich;

/// A table; the asked cells are printed empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What to do.
    pub question: Rich,
    /// Column headings; empty for a table without a heading row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<Rich>,
    /// Rows of equal length.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Printed as it is.
    Given(Rich),
    /// Printed empty; this is the answer.
    Asked(Rich),
}

impl Table {
    /// The answers, row by row.
    pub fn asked(&self) -> impl Iterator<Item = &Rich> {
        self.rows.iter().flatten().filter_map(|cell| match cell {
            Cell::Asked(text) => Some(text),
            Cell::Given(_) => None,
        })
    }
}

impl Shape for Table {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let width = self.rows.first().map_or(0, Vec::len);
        let ragged = self.rows.iter().any(|row| row.len() != width);
        if width == 0 || width > 12 || ragged || (!self.header.is_empty() && self.header.len() != width) {
            flaw(flaws, "table.shape", format!("{} rows, first of {width} cells", self.rows.len()));
        }
        if !self.rows.iter().flatten().any(|c| matches!(c, Cell::Asked(_))) {
            flaw(flaws, "table.nothing_asked", "no cell to fill in");
        }
    }

    fn key(&self, _: &KeyWords) -> Rich {
        let asked = |row: &Vec<Cell>| {
            let cells: Vec<_> =
                row.iter().filter_map(|c| if let Cell::Asked(a) = c { Some(a.source()) } else { None }).collect();
            (!cells.is_empty()).then(|| cells.join(", "))
        };
        let rows: Vec<_> = self.rows.iter().filter_map(asked).collect();
        Rich(rows.join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        let given = self.rows.iter().flatten().filter_map(|c| if let Cell::Given(g) = c { Some(g) } else { None });
        std::iter::once(&self.question).chain(&self.header).chain(given).collect()
    }
}
