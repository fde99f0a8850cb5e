//! Two sides and a sign between them.

use super::said::{Piece, has_operation};
use super::{bases, roots};
use crate::math::{self, Exact};

/// `left sign right`, sides as expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) left: String,
    pub(super) sign: Sign,
    pub(super) right: String,
}

/// How two sides are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    NotEqual,
    Less,
    More,
    AtMost,
    AtLeast,
}

impl Sign {
    /// The sign when both sides change places.
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::More => Self::Less,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// Whether it stands rightly between two values.
    fn holds(self, left: &Exact, right: &Exact) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::More => left > right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

impl Relation {
    /// Whether it holds; `None` when a side has no value.
    pub(super) fn holds(&self) -> Option<bool> {
        let side = |text: &str| math::approach(text).ok().or_else(|| bases::value(text));
        Some(self.sign.holds(&side(&self.left)?, &side(&self.right)?))
    }

    /// Whether it holds when a value is put for its one unknown.
    pub(super) fn holds_for(&self, value: &Exact) -> Option<bool> {
        let variables = [(roots::unknown(self)?, value.clone())];
        let side = |text: &str| math::approach_with(text, &variables).ok();
        Some(self.sign.holds(&side(&self.left)?, &side(&self.right)?))
    }
}

/// One sign between two sides that are there.
pub(super) fn relation(text: &str) -> Option<Piece> {
    const SIGNS: [(&str, Sign); 13] = [
        (r"\leqslant", Sign::AtMost),
        (r"\geqslant", Sign::AtLeast),
        (r"\leq", Sign::AtMost),
        (r"\geq", Sign::AtLeast),
        (r"\neq", Sign::NotEqual),
        (r"\ne", Sign::NotEqual),
        (r"\le", Sign::AtMost),
        (r"\ge", Sign::AtLeast),
        ("≤", Sign::AtMost),
        ("≥", Sign::AtLeast),
        ("≠", Sign::NotEqual),
        ("<", Sign::Less),
        (">", Sign::More),
    ];
    let text = text.replace(r"\lt", "<").replace(r"\gt", ">");
    let mut signs: Vec<(usize, usize, Sign)> = text.match_indices('=').map(|(at, _)| (at, 1, Sign::Equal)).collect();
    let mut taken = text.clone();
    for (written, sign) in SIGNS {
        // `\left` is no sign.
        let ends = |at: usize| !text[at + written.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
        let ends = |at: usize| !written.starts_with('\\') || ends(at);
        while let Some(at) = taken.match_indices(written).map(|(at, _)| at).find(|at| ends(*at)) {
            signs.push((at, written.len(), sign));
            taken.replace_range(at..at + written.len(), &" ".repeat(written.len()));
        }
    }
    let &[(at, length, sign)] = signs.as_slice() else { return None };
    let (left, right) = (text[..at].trim(), text[at + length..].trim());
    if left.is_empty() {
        return None;
    }
    if right.is_empty() || right.chars().all(|c| matches!(c, '?' | '…' | '_' | '.' | '□')) {
        let value = math::evaluate(left).ok()?;
        return (sign == Sign::Equal).then(|| Piece::Value { value, operation: has_operation(left) });
    }
    Some(Piece::Relation(Relation { left: left.to_owned(), sign, right: right.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_know_whether_they_hold() {
        for (text, holds) in [("3/4 = 0,75", true), ("7·8 = 54", false), (r"\frac{1}{2} > \frac{2}{3}", false)] {
            let found = relation(text)
                .and_then(|piece| if let Piece::Relation(relation) = piece { relation.holds() } else { None });
            assert_eq!(found, Some(holds), "{text}");
        }
    }
}
