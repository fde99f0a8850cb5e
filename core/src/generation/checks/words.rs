//! Words and numbers of texts as the checks compare them.

use crate::domain::Rich;
use crate::topic;

/// Whether two words are one, in whatever form.
pub(super) fn is_form(one: &str, other: &str) -> bool {
    one == other || topic::same_word(one, other)
}

/// Whether two words are one, or of one root as far as their first four letters tell, both having `least` at least:
/// «кровяной», «кровь».
pub(super) fn akin(one: &str, other: &str, least: usize) -> bool {
    let root = |word: &str| word.chars().take(4).collect::<String>();
    let long = |word: &str| word.chars().count() >= least;
    is_form(one, other) || (long(one) && long(other) && root(one) == root(other))
}

/// Whether a word or a phrase stands in a text as a whole.
pub(super) fn stands_in(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}

/// A text in small letters without formatting, ё and its full stop.
pub(super) fn folded(text: &Rich) -> String {
    text.plain().to_lowercase().replace('ё', "е").trim().trim_end_matches('.').to_owned()
}

/// The words of a text that are longer than two letters.
pub(super) fn content(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
        .collect()
}

/// Whether a question asks for what the sentence before it says: most of its words stand there.
pub(super) fn repeats_itself(before: &str, asked: &str) -> bool {
    let (there, words) = (content(before), content(asked));
    let shared = words.iter().filter(|word| there.iter().any(|other| is_form(other, word)));
    let shared = shared.count();
    shared >= 2 && shared * 2 >= words.len()
}

/// Runs of digits, decimal commas within.
pub(in crate::generation) fn runs(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !(c.is_ascii_digit() || c == ',')).map(|run| run.trim_matches(','));
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}
