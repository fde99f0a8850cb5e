//! Letters and syllables of a word, and words in the order of the alphabet.

use super::claim::Claim;
use super::facts::sounds;
use super::{algebra, chosen};
use crate::domain::Rich;
use crate::math::Exact;
use crate::understand;

/// Which letters are counted.
type Letters = fn(char) -> bool;

/// «Сколько слогов в слове «молоко»?»
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    const KNOWN: &str =
        "сколько укаж запиш найди определи посчита сосчита количеств числ цифр ответ в слове слова это всего";
    let text = question.plain().to_lowercase();
    let (before, rest) = text.split_once(['«', '"', '“', '„'])?;
    let (word, after) = rest.split_once(['»', '"', '”', '“'])?;
    let word = word.trim();
    if word.is_empty() || !word.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё') {
        return None;
    }
    let said = format!("{before} {after}");
    let mut spoken = said.split(|c: char| !c.is_alphabetic()).filter(|spoken| !spoken.is_empty());
    let plain = |spoken: &str| {
        KNOWN
            .split(' ')
            .any(|known| if known.chars().count() < 3 { spoken == known } else { spoken.starts_with(known) })
    };
    if said.contains("звуков") && said.contains("слов") && spoken.all(|spoken| spoken == "звуков" || plain(spoken))
    {
        let count = sounds::counted(&Rich(word.to_owned()), "звуков")?;
        let asks = said.contains("сколько") || said.contains('…');
        return asks.then(|| i64::try_from(count).ok().map(|count| Claim::Value(Exact::whole(count), None)))?;
    }
    let mut wanted = None;
    for spoken in said.split(|c: char| !c.is_alphabetic()).filter(|spoken| !spoken.is_empty()) {
        let counted: fn(char) -> bool = match spoken {
            "букв" | "буквы" => |_| true,
            "слогов" | "слога" | "гласных" => is_vowel,
            // Sounds are not counted by letters.
            "согласных" => |c| !is_vowel(c) && !matches!(c, 'ь' | 'ъ'),
            _ if KNOWN
                .split(' ')
                .any(|known| if known.chars().count() < 3 { spoken == known } else { spoken.starts_with(known) }) =>
            {
                continue;
            }
            _ => return None,
        };
        // «Сколько согласных букв»: the first word tells which.
        if wanted.is_none() {
            wanted = Some(counted);
        } else if spoken != "букв" {
            return None;
        }
    }
    let count = word.chars().filter(|c| wanted.is_some_and(|counted| counted(*c))).count();
    let asks = said.contains("слов") && (said.contains("сколько") || said.contains('…'));
    (asks && wanted.is_some())
        .then(|| i64::try_from(count).ok().map(|count| Claim::Value(Exact::whole(count), None)))?
}

/// «В каких словах три слога?», «Какое слово состоит из пяти букв?»: which options are such words.
pub(super) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let text = question.plain().to_lowercase().replace('ё', "е");
    let known = "в слов слова слове словах слово состоит состоят из имеет есть ровно только по";
    let (count, counted) = counted(&text, |word| chosen::is_choosing(word) || algebra::begins(known, word))?;
    options
        .iter()
        .map(|option| {
            let word = option.plain().trim().to_lowercase();
            let single = !word.is_empty() && word.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё');
            single.then(|| word.chars().filter(|c| counted(*c)).count() == count)
        })
        .collect()
}

/// «три слога», «5 букв», «одну гласную»: how many of which letters, all other words being known ones.
fn counted(text: &str, known: impl Fn(&str) -> bool) -> Option<(usize, Letters)> {
    let mut count: Option<usize> = None;
    let mut counted: Option<Letters> = None;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if let Some(number) = word.parse().ok().or_else(|| understand::cardinal(word).map(usize::from)) {
            if count.replace(number).is_some() {
                return None;
            }
            continue;
        }
        let found: Letters = match word {
            "букв" | "буквы" | "буква" | "букву" => |_| true,
            "слогов" | "слога" | "слог" | "гласных" | "гласные" | "гласная" | "гласную" => {
                is_vowel
            }
            "согласных" | "согласные" | "согласная" | "согласную" => {
                |c| !is_vowel(c) && !matches!(c, 'ь' | 'ъ')
            }
            word if known(word) => continue,
            _ => return None,
        };
        if counted.is_none() {
            counted = Some(found);
        } else if !word.starts_with("букв") {
            return None;
        }
    }
    Some((count?, counted?))
}

/// The syllables of one Russian word; hyphens of a division into syllables do not count.
pub(super) fn syllables(text: &Rich) -> Option<usize> {
    let word = text.plain().trim().trim_matches(['«', '»']).to_lowercase();
    let russian = word.chars().all(|c| ('а'..='я').contains(&c) || matches!(c, 'ё' | '-' | '\u{301}'));
    (russian && !word.is_empty()).then(|| word.chars().filter(|c| is_vowel(*c)).count())
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// Where a word stands in the alphabet; `None` for more than a word.
pub(super) fn place(item: &Rich) -> Option<Vec<u32>> {
    let word = item.plain().trim().to_lowercase();
    let single = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '-');
    // «ё» comes behind «е», far from it in the code.
    single.then(|| word.chars().map(|c| if c == 'ё' { 2 * u32::from('е') + 1 } else { 2 * u32::from(c) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_syllables_are_counted() {
        let count = |question: &str| match claim(&question.into()) {
            Some(Claim::Value(value, None)) => value.source().parse().ok(),
            _ => None,
        };
        assert_eq!(count("Сколько букв в слове «вьюга»?"), Some(5));
        assert_eq!(count("Сколько слогов в слове «молоко»? Запиши цифрой."), Some(3));
        assert_eq!(count("Сколько согласных букв в слове «пень»?"), Some(2));
        assert_eq!(count("Сколько звуков в слове «пень»?"), Some(3));
        assert_eq!(count("Сколько мягких звуков в слове «пень»?"), None);
        let which = |question: &str, options: &[&str]| {
            super::which(&question.into(), &options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>())
        };
        assert_eq!(which("В каких словах три слога?", &["молоко", "трава"]), Some(vec![true, false]));
        assert_eq!(which("Какое слово состоит из 4 букв?", &["стол", "ель"]), Some(vec![true, false]));
        assert_eq!(which("В каком слове два слога с мягкими согласными?", &["мяла", "дом"]), None);
        assert_eq!(count("Сколько букв «а» в слове «мама»?"), None);
        assert!(place(&"ёлка".into()) < place(&"жук".into()) && place(&"ель".into()) < place(&"ёлка".into()));
        assert_eq!(place(&"белый гриб".into()), None);
    }
}
