//! The cache of prompts' beginnings: what two prompts of one model have in common at their start is read once.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// A prompt's beginning is cached from this many tokens on, in steps.
const FROM: u64 = 1_024;
const STEP: u64 = 128;
/// Prompts remembered.
const KEPT: usize = 200;

/// Model and text of the latest prompts.
#[derive(Default)]
pub(super) struct Beginnings(Mutex<VecDeque<(String, String)>>);

impl Beginnings {
    /// Tokens of a prompt that are read from the cache, and those that are written to it.
    pub(super) fn read(&self, model: &str, prompt: String, tokens: fn(&str) -> u64) -> (u64, u64) {
        let cachable = |text: &str| Some(tokens(text)).filter(|tokens| *tokens >= FROM).map_or(0, |n| n / STEP * STEP);
        let whole = cachable(&prompt);
        if whole == 0 {
            return (0, 0);
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = known.iter().filter(|(of, _)| of == model).map(|(_, other)| common(&prompt, other)).max();
        let cached = longest.and_then(|end| prompt.get(..end)).map_or(0, cachable);
        known.push_front((model.to_owned(), prompt));
        known.truncate(KEPT);
        (cached, whole.saturating_sub(cached))
    }
}

/// Where the common beginning of two texts ends.
fn common(text: &str, other: &str) -> usize {
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    same.map(|(letter, _)| letter.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> u64 {
        u64::try_from(text.chars().count()).unwrap_or(0)
    }

    #[test]
    fn only_long_beginnings_of_the_same_model_are_read_from_the_cache() {
        let beginnings = Beginnings::default();
        let long = "я".repeat(1_200);

        let read = |model: &str, text: String| beginnings.read(model, text, letters);

        assert_eq!(read("a", format!("{long}один")), (0, 1_152));
        assert_eq!(read("a", format!("{long}другой, {long}")), (1_152, 1_152));
        assert_eq!(read("b", format!("{long}один")), (0, 1_152));
        assert_eq!(read("a", format!("иначе {long}")), (0, 1_152));
        assert_eq!(read("a", "я".repeat(1_000)), (0, 0));
    }
}
