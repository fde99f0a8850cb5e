//! The message as words that slots take away one after another.

use crate::domain::{Locale, plan};

/// The text without control and direction marks, white space folded, no longer than a request may be.
pub fn clean(text: &str) -> String {
    let visible = |c: char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let spaced: String = text
        .chars()
        .take(plan::MAX_REQUEST_CHARS)
        .filter(|c| visible(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

const QWERTY: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";

/// Text typed with the wrong keyboard layout («vfntvfnbrf 4 rkfcc»), put right.
pub(super) fn right_layout(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.chars().any(|c| ('а'..='я').contains(&c)) || !lower.chars().any(|c| c.is_ascii_alphabetic()) {
        return text.to_owned();
    }
    let turned: String = lower
        .chars()
        .map(|c| QWERTY.chars().zip(RUSSIAN.chars()).find(|(latin, _)| *latin == c).map_or(c, |(_, russian)| russian))
        .collect();
    let telling = ["класс", " кл", "математ", "задан", "пример", "алгебр", "геометр", "русск"];
    if telling.iter().any(|word| turned.contains(word)) { turned } else { text.to_owned() }
}

/// English when the message has Latin letters and no Cyrillic ones.
pub(super) fn language(text: &str, otherwise: Locale) -> Locale {
    let cyrillic = text.chars().filter(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    match (cyrillic, latin) {
        (0, 0) => otherwise,
        (0, _) => Locale::En,
        _ => Locale::Ru,
    }
}

/// Words in lower case, ё as е; `None` where a slot has taken one.
pub(super) struct Words(Vec<Option<String>>);

impl Words {
    pub(super) fn new(text: &str) -> Self {
        let lower = text.to_lowercase().replace('ё', "е");
        let mut words: Vec<String> = Vec::new();
        // Digits and letters that touch are two words: «5кл» is «5 кл».
        for run in lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '='))) {
            let mut word = String::new();
            for c in run.chars() {
                let turns = word.chars().last().is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit());
                if turns && !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                word.push(c);
            }
            words.push(word);
        }
        let trimmed = words.into_iter().map(|w| w.trim_matches('-').to_owned());
        Self(trimmed.filter(|w| !w.is_empty() && w != "+" && w != "=").map(Some).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&str> {
        self.0.get(at)?.as_deref()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }

    pub(super) fn take(&mut self, from: usize, count: usize) {
        self.0.iter_mut().skip(from).take(count).for_each(|word| *word = None);
    }

    /// Position of the first word that satisfies.
    pub(super) fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        (0..self.len()).find(|&i| self.get(i).is_some_and(&wanted))
    }

    /// Takes every word that begins with one of the stems. Returns whether there was one.
    pub(super) fn take_all(&mut self, stems: &[&str]) -> bool {
        let mut found = false;
        while let Some(at) = self.find(|word| stems.iter().any(|stem| word.starts_with(stem))) {
            self.take(at, 1);
            found = true;
        }
        found
    }

    /// The number when nothing but a number is left.
    pub(super) fn lone_number(&mut self) -> Option<u8> {
        let at = self.find(|_| true)?;
        let number = self.get(at)?.parse().ok()?;
        if self.iter().count() > 1 {
            return None;
        }
        self.take(at, 1);
        Some(number)
    }

    /// What no slot has taken, without the words of asking.
    pub(super) fn rest(self) -> String {
        const ASKING: [&str; 46] = [
            "сделай",
            "сделать",
            "составь",
            "составить",
            "нужен",
            "нужна",
            "нужно",
            "нужны",
            "надо",
            "дай",
            "дайте",
            "хочу",
            "мне",
            "пожалуйста",
            "плиз",
            "лист",
            "листок",
            "рабочий",
            "карточка",
            "карточки",
            "карточку",
            "задание",
            "задания",
            "заданий",
            "задачи",
            "тема",
            "тему",
            "теме",
            "по",
            "на",
            "для",
            "класс",
            "класса",
            "кл",
            "классе",
            "please",
            "make",
            "create",
            "give",
            "me",
            "worksheet",
            "on",
            "about",
            "for",
            "need",
            "a",
        ];
        let mut words: Vec<String> = self.0.into_iter().flatten().collect();
        // Asking words count at the edges only: «задачи на движение» keeps its «на».
        let asking = |word: &String| ASKING.contains(&word.as_str());
        let content = |word: &String| !asking(word) && word.chars().any(char::is_alphabetic);
        if !words.iter().any(content) {
            return String::new();
        }
        let keep_task =
            words.len() > 1 && words.first().is_some_and(|w| w == "задачи") && words.get(1).is_some_and(|w| w == "на");
        if !keep_task {
            let skip = words.iter().take_while(|w| asking(w)).count();
            words.drain(..skip);
        }
        while words.last().is_some_and(|w| asking(w) || ["с", "и", "в", "with", "and", "in"].contains(&w.as_str())) {
            words.pop();
        }
        words.join(" ")
    }
}
