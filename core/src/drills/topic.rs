//! Whether a topic names a skill.
//!
//! A phrase is a list of word beginnings. A plain one must occur in the topic, one behind `?` may.
//! Every word of the topic must begin with one of the phrase's or be a filler: a word nobody
//! understood («задачи», «сравнение») makes the phrase not fit. `a|b` are alternatives.
//! Where no phrase fits, the programme may know the topic under one of its names.

use crate::domain::{Locale, Spec};
use crate::programme::Topic;
use crate::topic::{Asked, around};

/// Words that say nothing about the skill.
const FILLERS: [&str; 40] = [
    "и",
    "с",
    "со",
    "в",
    "во",
    "на",
    "по",
    "от",
    "из",
    "для",
    "над",
    "при",
    "а",
    "к",
    "тема",
    "темы",
    "теме",
    "примеры",
    "примеров",
    "пример",
    "вычисления",
    "вычисление",
    "вычислить",
    "решение",
    "решить",
    "реши",
    "отработка",
    "закрепление",
    "повторение",
    "and",
    "of",
    "the",
    "with",
    "by",
    "to",
    "in",
    "practice",
    "simple",
    "простые",
    "выполнение",
];

/// Topics of the programme that the request names.
fn named(spec: &Spec) -> Vec<&'static Topic> {
    around(&Asked::new(&spec.topic, &[spec.subject], spec.grade, spec.locale)).to_vec()
}

/// Codes of the programme's topics that the request names.
pub(super) fn codes(spec: &Spec) -> Vec<&'static str> {
    named(spec).into_iter().map(|topic| topic.code).collect()
}

/// What a sheet is called: as the programme calls it, or as the teacher does.
pub(super) fn title(spec: &Spec) -> &str {
    match named(spec)[..] {
        [only] if spec.locale == Locale::Ru => only.title,
        _ => &spec.topic,
    }
}

/// The topic's words: lower case, ё as е, split at anything that is neither letter nor digit.
pub(super) fn words(topic: &str) -> Vec<String> {
    topic
        .to_lowercase()
        .replace('ё', "е")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Whether a phrase names these words.
pub(super) fn names(phrase: &str, words: &[String]) -> bool {
    // A number stands for itself alone: 10 is not the beginning of 100.
    let fits = |stem: &str, word: &String| {
        stem.split('|').any(|s| if s.bytes().all(|b| b.is_ascii_digit()) { word == s } else { word.starts_with(s) })
    };
    let stems = || phrase.split_whitespace();
    let all_there = stems().filter(|s| !s.starts_with('?')).all(|stem| words.iter().any(|word| fits(stem, word)));
    let all_known = words.iter().all(|word| stems().any(|stem| fits(stem.trim_start_matches('?'), word)));
    !words.is_empty() && all_there && all_known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_understood() {
        let phrase = "сложен дроб ?обыкновен";
        assert!(names(phrase, &words("Сложение обыкновенных дробей")));
        assert!(names(phrase, &words("дроби: сложение")));
        assert!(!names(phrase, &words("сложение десятичных дробей")));
        assert!(!names(phrase, &words("задачи на сложение дробей")));
        assert!(!names(phrase, &words("дроби")));
        assert!(!names("сложен ?предел 10", &words("сложение в пределах 100")));
    }
}
