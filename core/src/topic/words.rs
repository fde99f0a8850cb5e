//! Known words: which words exist, and the dictionary form of a Russian form.

use std::sync::LazyLock;

use fst::raw::Fst;

static RUSSIAN: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!("../../data/words/russian.fst").as_slice()).ok());
static ENGLISH: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!("../../data/words/english.fst").as_slice()).ok());
static RULES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../../data/words/russian.rules").lines().collect());

/// Whether a word, in lower case and without ё, is a word of either language.
pub(crate) fn known(word: &str) -> bool {
    let list = if is_latin(word) { &ENGLISH } else { &RUSSIAN };
    list.as_ref().is_some_and(|list| list.contains_key(word))
}

/// The dictionary forms a Russian form may belong to; none for an unknown word, nor for an irregular
/// form the list keeps by itself («чисел»).
pub(crate) fn lemmas(form: &str) -> Vec<String> {
    let Some(rule) = RUSSIAN.as_ref().and_then(|list| list.get(form)) else { return Vec::new() };
    let rules = usize::try_from(rule.value()).ok().and_then(|line| RULES.get(line)).copied().unwrap_or_default();
    if rules.is_empty() {
        return neuter_in_mya(form).into_iter().collect();
    }
    let letters: Vec<char> = form.chars().collect();
    rules
        .split_whitespace()
        .filter_map(|rule| {
            let add = rule.trim_start_matches(|c: char| c.is_ascii_digit());
            let strip: usize = rule.strip_suffix(add)?.parse().ok()?;
            let stem: String = letters.iter().take(letters.len().checked_sub(strip)?).collect();
            Some(stem + add)
        })
        .collect()
}

/// «имени», «имён» → «имя».
fn neuter_in_mya(form: &str) -> Option<String> {
    let stem = ["ами", "ам", "ах", "ем", "и", "а", ""].iter().find_map(|ending| {
        form.strip_suffix(ending)
            .filter(|stem| ["имен", "времен", "племен", "пламен", "знамен", "семен", "бремен"].contains(stem))
    });
    let stem = stem.map(|stem| stem.trim_end_matches("ен"));
    let stem = stem.or_else(|| {
        form.strip_suffix('я').filter(|stem| ["им", "врем", "плем", "плам", "знам", "сем", "брем"].contains(stem))
    });
    stem.map(|stem| format!("{stem}я"))
}

/// Whether a word is written in Latin letters.
pub(super) fn is_latin(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_know_their_dictionary_form() {
        assert_eq!(lemmas("числами"), ["число"]);
        assert!(lemmas("отрезков").contains(&"отрезок".to_owned()));
        assert!(lemmas("решаем").contains(&"решать".to_owned()));
        assert!(lemmas("знаминателями").is_empty());
    }

    #[test]
    fn both_languages_know_their_words() {
        assert!(known("дробь") && known("fractions") && known("factorise"));
        assert!(!known("уровнения") && !known("fracions"));
    }
}
