//! Statements of families that are judged by themselves: every word of them is known.

pub(super) mod events;
pub(super) mod figures;
mod functions;
pub(super) mod ions;
mod known;
mod measures;
mod numbers;
mod rates;
mod scales;
pub(super) mod series;
pub(super) mod sounds;
pub(super) mod trading;

use super::{logic, programs};
use crate::domain::Rich;

/// Whether a centimetre of the question is kilometres.
pub(super) fn is_mapped(question: &Rich) -> bool {
    let asks = question.plain().to_lowercase();
    ["масштаб", "на карте", "карты", "на плане", "плана", "scale", " map"].iter().any(|stem| asks.contains(stem))
}

/// Whether a statement holds by itself: letters and sounds of a word, measures, members of a progression, chances.
pub(super) fn holds(question: &Rich, text: &Rich) -> Option<bool> {
    sounds::holds(text)
        .or_else(|| (!is_mapped(question)).then(|| measures::holds(text)).flatten())
        .or_else(|| numbers::holds(text))
        .or_else(|| scales::holds(question.source(), text))
        .or_else(|| series::holds(question.source(), text))
        .or_else(|| events::holds(text))
        .or_else(|| ions::holds(text))
        .or_else(|| known::holds(text))
        .or_else(|| functions::holds(question, text))
        .or_else(|| programs::holds(question, text))
        .or_else(|| logic::holds(question, text))
}

/// The same read less surely, so that nothing is mended: rates, money.
pub(super) fn told(conditions: &str, text: &Rich) -> Option<bool> {
    rates::holds(text).or_else(|| trading::holds(conditions, text))
}
