//! Words every school subject shares: joining words, numbers, negations, short forms, families of verbs.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::domain::Subject;

use super::morphology::Forms;
use super::words;

/// The lists of `plain.txt`.
#[derive(Default)]
pub(super) struct Plain {
    pub joining: HashSet<&'static str>,
    pub negations: HashSet<&'static str>,
    /// Letters and spellings that lessons are about.
    pub spellings: HashSet<&'static str>,
    /// Parts of words, spellings only where the title shows it.
    pub parts: HashSet<&'static str>,
    asking: HashSet<&'static str>,
    weak: HashSet<&'static str>,
    genres: HashSet<&'static str>,
    counting: HashSet<&'static str>,
    /// Sides of a thing a lesson may be about; those that count as one have one number.
    aspects: HashMap<&'static str, usize>,
    persons: HashSet<&'static str>,
    /// What bears a name: «река Волга».
    pub classes: HashSet<&'static str>,
    /// Given names of pupils.
    names: HashSet<&'static str>,
    numbers: HashMap<&'static str, &'static str>,
    short: HashMap<&'static str, Vec<&'static str>>,
    subjects: HashMap<&'static str, Vec<Subject>>,
}

static PLAIN: LazyLock<Plain> = LazyLock::new(|| {
    let mut plain = Plain::default();
    let mut section = "";
    for line in include_str!("../../data/lexicon/plain.txt").lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
            continue;
        }
        let (name, value) = line.split_once(" = ").unwrap_or((line, ""));
        match section {
            "joining" => _ = plain.joining.insert(line),
            "asking" => _ = plain.asking.insert(line),
            "weak" => _ = plain.weak.insert(line),
            "negations" => _ = plain.negations.insert(line),
            "counting" => _ = plain.counting.insert(line),
            "aspects" => {
                let number = plain.aspects.len();
                plain.aspects.extend(line.split(" = ").map(|word| (word, number)));
            }
            "persons" => _ = plain.persons.insert(line),
            "classes" => _ = plain.classes.insert(line),
            "names" => plain.names.extend(line.split(' ')),
            "genres" => _ = plain.genres.insert(line),
            "parts" => plain.parts.extend(line.split(' ')),
            "spellings" => plain.spellings.extend(line.split(' ')),
            "numbers" => _ = plain.numbers.insert(name, value),
            "short" => plain.short.entry(name).or_default().push(value),
            "subjects" => plain.subjects.entry(value).or_default().extend(Subject::from_code(name)),
            _ => {}
        }
    }
    plain
});

/// The lists.
pub(super) fn words() -> &'static Plain {
    &PLAIN
}

impl Plain {
    /// A word of asking, in any form.
    pub(super) fn asks(&self, word: &str) -> bool {
        Self::holds(&self.asking, word)
    }

    /// A word that adds next to nothing to a title, in any form.
    pub(super) fn weak(&self, word: &str) -> bool {
        Self::holds(&self.weak, word)
    }

    pub(super) fn is_genre(&self, forms: &Forms) -> bool {
        forms.lemmas.iter().any(|lemma| self.genres.contains(lemma.as_str()))
    }

    /// A word that asks or opens a clause: what a preposition before it governs ends here.
    pub(super) fn questions(word: &str) -> bool {
        matches!(
            word,
            "как"
                | "что"
                | "когда"
                | "если"
                | "где"
                | "кто"
                | "почему"
                | "зачем"
                | "how"
                | "what"
                | "when"
                | "why"
                | "who"
                | "where"
                | "which"
                | "whose"
                | "whom"
        ) || word.starts_with("котор")
            || word.starts_with("каки")
    }

    /// «почему началась», “why did”.
    pub(super) fn asks_for_causes(word: &str, next: Option<&str>) -> bool {
        let happens = |next: &str| {
            ["нача", "возник", "произош", "случил", "вспыхн", "появил"].iter().any(|stem| next.starts_with(stem))
        };
        match word {
            "почему" | "отчего" => next.is_some_and(happens),
            "why" => next == Some("did"),
            _ => false,
        }
    }

    /// «почему распался СССР» asks for «причины распада СССР»: what happened is part of the topic.
    pub(super) fn asks_for_causes_of(word: &str, next: Option<&str>) -> bool {
        let stems = ["распал", "вымер", "погиб", "проигра", "побед", "рухну", "исчез", "отменил", "пал"];
        matches!(word, "почему" | "отчего") && next.is_some_and(|next| stems.iter().any(|stem| next.starts_with(stem)))
    }

    /// The side of its thing a question asks for: «какие бывают углы» is «виды углов», «для чего нужны бактерии» their
    /// role, «чем закончилась война» its results.
    pub(super) fn asks_for_side(word: &str, next: Option<&str>) -> Option<&'static str> {
        let next = next?;
        let begins = |stems: &[&str]| stems.iter().any(|stem| next.starts_with(stem));
        match word {
            "какие" | "каких" if matches!(next, "бывают" | "существуют" | "есть") => {
                Some("виды")
            }
            "чего" | "зачем" if begins(&["нуж", "служ"]) => Some("значение"),
            "чем" if begins(&["законч", "заверш", "окончи"]) => Some("итоги"),
            "чему" if begins(&["привел", "привод"]) => Some("итоги"),
            _ => None,
        }
    }

    /// «как происходит», «чему равен».
    pub(super) fn asks_for_topic(word: &str, next: Option<&str>) -> bool {
        let begins = |stems: &[&str]| next.is_some_and(|next| stems.iter().any(|stem| next.starts_with(stem)));
        match word {
            "как" => begins(&["происход", "протека", "осуществля"]),
            "чему" => matches!(next, Some("равен" | "равна" | "равно" | "равны" | "равняется")),
            // «в каких случаях ставится тире», «при каких условиях плавает тело»
            "каких" | "каком" => matches!(next, Some("случаях" | "случае" | "условиях")),
            "чем" => begins(&["заключа", "состоит"]),
            "вопросы" | "вопросов" => next == Some("по"),
            _ => false,
        }
    }

    /// A word for the letters that follow it.
    pub(super) fn carries_spellings(word: &str) -> bool {
        ["пристав", "суффикс", "сочетани", "букв"].iter().any(|stem| word.starts_with(stem))
    }

    /// An operation on numbers: that it is done on numbers adds nothing.
    pub(super) fn counts(&self, forms: &Forms) -> bool {
        forms.lemmas.iter().chain(&forms.stems).any(|word| self.counting.contains(word.as_str()))
    }

    /// The side of its thing a word names.
    pub(super) fn aspect(&self, forms: &Forms) -> Option<usize> {
        forms.lemmas.iter().find_map(|lemma| self.aspects.get(lemma.as_str()).copied())
    }

    /// What somebody is, before the name; not in the plural.
    pub(super) fn names_person(&self, word: &str) -> bool {
        let plural =
            word.ends_with(['ы', 'и']) || ["ов", "ам", "ами", "ах"].iter().any(|ending| word.ends_with(ending));
        !plural && Self::holds(&self.persons, word)
    }

    /// The digits of a number word, in any form.
    pub(super) fn number(&self, word: &str) -> Option<String> {
        let direct = self.numbers.get(word).copied();
        let number = direct
            .or_else(|| words::lemmas(word).iter().find_map(|lemma| self.numbers.get(lemma.as_str()).copied()))?;
        Some(number.to_owned())
    }

    /// The words a short form may stand for.
    pub(super) fn short(&self, word: &str) -> &[&'static str] {
        self.short.get(word).map_or(&[], Vec::as_slice)
    }

    pub(super) fn names_subject(&self, words: &str, subjects: &[Subject]) -> bool {
        self.subjects.get(words).is_some_and(|named| named.iter().any(|subject| subjects.contains(subject)))
    }

    /// Whether letters or spellings are expected after a word: «буквы о», «приставки с».
    pub(super) fn names_spellings(word: &str) -> bool {
        ["букв", "корн", "гласн", "согласн", "звук", "пристав", "суффикс", "окончани", "частиц", "сочетани", "letter"]
            .iter()
            .any(|stem| word.starts_with(stem))
    }

    /// A given name, in any form.
    pub(super) fn is_name(&self, word: &str) -> bool {
        Self::holds(&self.names, word)
    }

    fn holds(list: &HashSet<&'static str>, word: &str) -> bool {
        list.contains(word) || words::lemmas(word).iter().any(|lemma| list.contains(lemma.as_str()))
    }
}
