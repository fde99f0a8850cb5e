//! Words of a title that may tell of somebody.

use super::lexicon::Lexicon;
use super::plain;
use super::title::{Kind, Title, Token};

/// Digits from which a number is no number of a lesson: years have four.
const LONG_NUMBER: usize = 5;

/// The tokens that keep a request out of the shared library. A misspelling counts as unknown, as a name may look like one.
pub(super) fn unknown<'a>(title: &'a Title, lexicons: &[&Lexicon]) -> Vec<&'a str> {
    let plain = plain::words();
    let tells = |at: usize, token: &Token| match token.kind {
        Kind::Word if lexicons.iter().any(|lexicon| lexicon.knows(&token.forms)) => false,
        // A capital letter inside a title is a name; at its beginning it is mere style.
        Kind::Word => !token.forms.known() || plain.is_name(&token.text) || (at > 0 && token.capital),
        Kind::Contraction => plain.short(&token.text).is_empty(),
        Kind::Number => token.text.chars().filter(char::is_ascii_digit).count() >= LONG_NUMBER,
        Kind::Letter | Kind::Not => false,
    };
    title
        .tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| tells(*at, token))
        .map(|(_, token)| token.text.as_str())
        .collect()
}
