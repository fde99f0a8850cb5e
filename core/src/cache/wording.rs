//! A teacher's words as the library sees them: what to look for, and what must never be shared; pure.

use sha2::{Digest, Sha256};

use crate::domain::library::Partition;
use crate::domain::{Locale, Spec};
use crate::topic::{self, Asked};

/// A topic as one teacher worded it.
#[derive(Debug, Clone)]
pub struct Wording {
    /// Requests of another partition never share a sheet with this one.
    pub partition: Partition,
    /// Ready to be compared.
    pub asked: Asked,
    /// The same words in their one canonical form.
    pub words: String,
    /// Hash over partition and words.
    pub hash: String,
    /// Hashes of words that neither the programme nor a word list knows: a slip, or somebody's name.
    pub unknown: Vec<String>,
}

impl Wording {
    /// Reads the topic of an order; `None` when it names none, or may hold somebody's personal data.
    pub fn read(spec: &Spec) -> Option<Self> {
        if is_personal(&spec.topic) {
            return None;
        }
        Self::of(Partition { language: spec.locale, subject: spec.subject, grade: spec.grade }, &spec.topic)
    }

    /// What a shared sheet is made from: the programme's name for the topic, else the canonical words.
    pub fn title(&self) -> String {
        self.programme_title().map_or_else(|| self.words.clone(), str::to_owned)
    }

    /// The programme's own wording of the same topic and its title, when there is exactly one.
    pub fn of_programme(&self) -> Option<(Self, String)> {
        let title = self.programme_title()?;
        Some((Self::of(self.partition, title)?, title.to_owned()))
    }

    fn programme_title(&self) -> Option<&'static str> {
        match topic::resolve(&self.asked) {
            [only] if self.partition.language == Locale::Ru => Some(only.title),
            _ => None,
        }
    }

    fn of(partition: Partition, text: &str) -> Option<Self> {
        let asked = ask(partition, text);
        let words = asked.canonical();
        if words.is_empty() {
            return None;
        }
        let unknown = asked.unknown().iter().map(|word| hash(partition, word)).collect();
        Some(Self { partition, hash: hash(partition, &words), words, asked, unknown })
    }
}

/// Words of a partition, ready to be compared.
pub fn ask(partition: Partition, words: &str) -> Asked {
    Asked::new(words, &[partition.subject], partition.grade, partition.language)
}

/// Whether a text has only words the lists know, and nothing that may tell of somebody.
pub fn is_everybodys(partition: Partition, text: &str) -> bool {
    !is_personal(text) && ask(partition, text).unknown().is_empty()
}

/// Hash over a partition and words.
pub fn hash(Partition { language, subject, grade }: Partition, words: &str) -> String {
    hex::encode(Sha256::digest(format!("{}\0{}\0{grade}\0{words}", Locale::code(language), subject.code())))
}

/// An address, a link, a telephone or other long number, or a class with its letter.
fn is_personal(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let in_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || "+()-–.,;".contains(c));
    let long_number = words.chunk_by(|a, b| in_number(a) && in_number(b)).any(|run| {
        let run = run.join(" ");
        let groups: Vec<&str> = run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let year = |group: &&str| group.len() == 4 && (group.starts_with('1') || group.starts_with("20"));
        groups.iter().any(|group| group.len() >= 7)
            || (groups.iter().map(|group| group.len()).sum::<usize>() >= 10 && !groups.iter().all(year))
    });
    let class = |word: &str| {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let mut letters = letters.trim_matches(['«', '»', '"', '-', ',', '.']).chars();
        word.starts_with(|c: char| c.is_ascii_digit())
            && matches!((letters.next(), letters.next()), (Some('а'..='и' | 'А'..='И'), None))
    };
    text.contains(['@', '#', '\\'])
        || text.contains("://")
        || text.contains("t.me/")
        || long_number
        || words.iter().any(|word| class(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_persons_is_never_looked_up() {
        for text in [
            "дроби ivanova@school.ru",
            "дроби +7 (912) 345-67-89",
            "дроби 89123456789",
            "дроби 8 912 345 67 89",
            "дроби для 5Б",
            "дроби 5-а",
            "https://x.ru дроби",
            "@marivanna дроби",
        ] {
            assert!(is_personal(text), "{text}");
        }
        for text in [
            "сложение в пределах 1 000 000",
            "Великая Отечественная война 1941–1945",
            "реформы 1861, 1864, 1874 годов",
            "умножение на 5",
            "функция 2x",
            "Пётр I",
        ] {
            assert!(!is_personal(text), "{text}");
        }
    }
}
