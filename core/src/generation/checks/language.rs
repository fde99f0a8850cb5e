//! Language: alphabets, letters really missing, spelling, readability.

use super::refuse;
use crate::domain::rich::Inline;
use crate::domain::task::{Body, Flaw};
use crate::domain::{Locale, Rich, Subject, Task};
use crate::topic;

pub(super) const fn is_cyrillic(c: char) -> bool {
    matches!(c, 'А'..='я' | 'ё' | 'Ё' | 'і' | 'ј' | 'ѕ' | 'І')
}

/// Words of two alphabets that look-alikes do not explain.
pub(super) fn alphabets(texts: &[&Rich], flaws: &mut Vec<Flaw>) {
    let mixed = |word: &str| word.chars().any(is_cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic());
    for text in texts {
        if let Some(word) = text.plain().split(|c: char| !c.is_alphabetic()).find(|word| mixed(word)) {
            refuse(flaws, "text.mixed_alphabets", word);
        }
    }
}

/// «Вчера она [[1]] (go) в школу»: an English verb in a Russian sentence.
fn stands_in_russian(text: &Rich) -> bool {
    let source = text.source();
    let outside: String =
        source.split('(').map(|part| part.rsplit_once(')').map_or(part, |(_, after)| after)).collect();
    let russian = outside.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().any(is_cyrillic)).count();
    let form = source.split("]] (").nth(1).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_lowercase()));
    form && russian > 2 && !outside.contains(['—', ':']) && !outside.chars().any(|c| c.is_ascii_alphabetic())
}

/// Small words that Russian has not.
const UKRAINIAN: &[&str] = &[
    "як",
    "яка",
    "який",
    "яке",
    "які",
    "якого",
    "якої",
    "що",
    "це",
    "чи",
    "від",
    "він",
    "її",
    "скільки",
    "називається",
    "є",
];

/// Whether a word of several small letters has an «і» inside.
fn has_ukrainian(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let inner = word.chars().skip(1).any(|c| c == 'і');
        inner && word.chars().count() > 4 && word.chars().all(char::is_lowercase) && !word.ends_with('ъ')
    })
}

/// The text without formulas.
fn words_of(text: &Rich) -> String {
    let words =
        text.inlines().into_iter().filter_map(|i| if let Inline::Text { text, .. } = i { Some(text) } else { None });
    words.collect()
}

/// «Vychislite», «река the longest», «30 percent»: Latin words of small letters in a Russian question.
fn foreign_words(question: &str, subject: Subject) -> bool {
    const KNOWN: &[&str] = &[
        "arcsin", "arccos", "arctg", "arcctg", "const", "online", "mail", "lim", "max", "min", "sin", "cos", "ctg",
        "log",
    ];
    // Names of species, of music and of laws are Latin.
    if matches!(subject, Subject::Biology | Subject::History | Subject::Literature | Subject::Social) {
        return !question.chars().any(is_cyrillic)
            && question.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 4);
    }
    let mut words = question.split(|c: char| !c.is_alphabetic()).filter(|word| word.is_ascii());
    let article = question.contains(" the ");
    article
        || words.any(|word| {
            word.len() > 4
                && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
                && !KNOWN.contains(&word)
                && (word.starts_with(|c: char| c.is_ascii_lowercase()) || !question.chars().any(is_cyrillic))
        })
}

/// One statement of several that is a sentence in Latin letters.
fn foreign_item(task: &Task) -> bool {
    let Body::TrueFalse(judged) = &task.body else { return false };
    let latin = |text: &Rich| {
        let words = words_of(text);
        !words.chars().any(is_cyrillic) && is_sentence(&words)
    };
    judged.statements.iter().any(|said| latin(&said.text))
}

/// Names in Latin letters as all options of a Russian question about people and places.
fn foreign_options(task: &Task, subject: Subject) -> bool {
    let of_names = matches!(subject, Subject::Literature | Subject::History | Subject::Geography | Subject::World);
    let Body::SingleChoice(choice) = &task.body else { return false };
    let latin = |option: &crate::domain::Rich| {
        let words = words_of(option);
        words.chars().filter(char::is_ascii_lowercase).count() > 1 && !words.chars().any(is_cyrillic)
    };
    of_names && choice.question.source().chars().any(is_cyrillic) && choice.options.iter().all(latin)
}

/// Three Latin words of three letters and more.
fn is_sentence(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase())).count() > 1
        && text.split_whitespace().count() > 3
}

/// The sheet is in another language than ordered.
pub(super) fn tongue(task: &Task, subject: Subject, locale: Locale, flaws: &mut Vec<Flaw>) {
    if subject == Subject::English {
        // «Напишите множественное число слова tooth» on an English sheet.
        let question = task.texts().first().copied().map(words_of).unwrap_or_default();
        let russian = question.chars().filter(|c| is_cyrillic(*c)).count();
        let begins = question.chars().find(|c| c.is_alphabetic()).is_some_and(is_cyrillic);
        if locale == Locale::En && begins && russian > question.chars().filter(char::is_ascii_alphabetic).count() {
            refuse(flaws, "language.other", "written in another language");
            return;
        }
        // A gap of an English lesson stands in an English sentence.
        let latin = |text: &&Rich| text.source().chars().any(|c| c.is_ascii_alphabetic());
        let gap = matches!(task.body, Body::FillBlank(_));
        let mixed = || task.texts().iter().any(|text| stands_in_russian(text));
        if gap && (!super::all_texts(task).iter().any(latin) || mixed()) {
            refuse(flaws, "language.other", "written in another language");
        }
        return;
    }
    if subject == Subject::Russian && locale == Locale::En {
        return;
    }
    let plain: String = task.texts().into_iter().map(words_of).collect();
    let (cyrillic, latin) =
        (plain.chars().filter(|c| is_cyrillic(*c)).count(), plain.chars().filter(char::is_ascii_alphabetic).count());
    let question = task.texts().first().copied().map(words_of).unwrap_or_default();
    let informatics = subject == Subject::Informatics;
    if locale == Locale::Ru
        && !informatics
        && (foreign_words(&question, subject) || foreign_item(task) || foreign_options(task, subject))
    {
        refuse(flaws, "language.other", "words of another language");
        return;
    }
    let other = match locale {
        Locale::Ru => latin > 20 && cyrillic < latin / 4 || cyrillic == 0 && is_sentence(&plain),
        Locale::En => cyrillic > 20 && latin < cyrillic / 4,
    };
    // A text with Ukrainian or other letters is no Russian one; one of them may be quoted.
    let foreign = plain.chars().filter(|c| matches!(c, 'і' | 'ї' | 'є' | 'ґ' | 'ў' | 'І' | 'Ї' | 'Є')).count();
    let ukrainian = || plain.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| UKRAINIAN.contains(&word));
    // «Визначте відмінок слова»: outside of a quotation even a lesson of old letters has none.
    let unquoted =
        || plain.split('«').map(|part| part.rsplit_once('»').map_or(part, |(_, after)| after)).any(has_ukrainian);
    let old = matches!(subject, Subject::Russian | Subject::Literature | Subject::History);
    let least = if old { 3 } else { 1 };
    let own = plain.contains(['ї', 'є', 'ґ', 'ў']);
    if other || (locale == Locale::Ru && (foreign >= least || own || foreign > 0 && (ukrainian() || unquoted()))) {
        refuse(flaws, "language.other", "written in another language");
    }
}

/// Gaps inside words: what the answer makes must be a word, and the gap must be there.
pub(super) fn gaps(task: &Task, flaws: &mut Vec<Flaw>) {
    match &task.body {
        Body::FillBlank(fill) => {
            let answer =
                |number: u8| fill.blanks.get(usize::from(number).saturating_sub(1)).map(|blank| blank.answer.plain());
            // Answers stand between marks of their own, so that a gap inside a word is told from one between words.
            let text: String = fill
                .text
                .inlines()
                .into_iter()
                .map(|inline| match inline {
                    Inline::Text { text, .. } => text,
                    Inline::Math(_) => " ".to_owned(),
                    Inline::Blank(number) => format!("\u{1}{}\u{2}", answer(number).unwrap_or_default()),
                })
                .collect();
            let text = text.to_lowercase();
            untested(&text, flaws);
            for word in text.split(|c: char| !(c.is_alphabetic() || matches!(c, '\u{1}' | '\u{2}' | '-'))) {
                // A gap beside letters of the same word; «-[[1]]» asks for an ending.
                let word = word.trim_matches('-');
                let glued = word.contains('\u{1}')
                    && !(word.starts_with('\u{1}') && word.ends_with('\u{2}') && word.matches('\u{1}').count() == 1);
                if glued {
                    let whole: String = word.chars().filter(|c| c.is_alphabetic() || *c == '-').collect();
                    unknown_word(&whole, flaws);
                }
            }
        }
        Body::ShortAnswer(short) => {
            let question = short.question.plain().to_lowercase();
            let answer = short.answer.plain().to_lowercase();
            for word in question
                .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '«' | '»' | '(' | ')' | '!' | '?'))
            {
                let Some((before, after)) = gap_in(word) else { continue };
                let answer = answer.trim();
                if answer.chars().count() <= 2 && !answer.is_empty() && answer.chars().all(char::is_alphabetic) {
                    unknown_word(&format!("{before}{answer}{after}"), flaws);
                } else if answer.split_whitespace().count() == 1
                    && answer.chars().all(|c| c.is_alphabetic() || c == '-')
                    && !(answer.starts_with(before)
                        && answer.ends_with(after)
                        && answer.len() > before.len() + after.len())
                {
                    refuse(flaws, "russian.gap_word", answer);
                }
            }
        }
        Body::SingleChoice(choice) => gap_options(choice, flaws),
        _ => {}
    }
}

/// «ду[[1]] (дубы)»: a consonant at the end that is another than that of its test word.
fn untested(text: &str, flaws: &mut Vec<Flaw>) {
    for (before, after) in text.match_indices('\u{2}').map(|(at, _)| (&text[..at], &text[at + '\u{2}'.len_utf8()..])) {
        let (Some((root, letter)), Some(test)) = (before.rsplit_once('\u{1}'), after.strip_prefix(" (")) else {
            continue;
        };
        let root: String =
            root.chars().rev().take_while(|c| c.is_alphabetic()).collect::<Vec<_>>().into_iter().rev().collect();
        let test: String = test.chars().take_while(|c| c.is_alphabetic()).collect();
        let own = test.strip_prefix(root.as_str()).and_then(|rest| rest.chars().next());
        let voiced = |c: char| "бвгджзпфктшс".contains(c);
        if let (Some(own), [only]) = (own, letter.chars().collect::<Vec<_>>().as_slice())
            && root.chars().count() > 1
            && voiced(own)
            && voiced(*only)
            && own != *only
            && !["гж", "дж", "зж", "кч", "сш"].iter().any(|pair| pair.contains(own) && pair.contains(*only))
        {
            refuse(flaws, "russian.gap_word", &test);
            return;
        }
    }
}

/// «м..локо», «м_локо», «м…локо»: what stands before and after the one gap of a word.
fn gap_in(word: &str) -> Option<(&str, &str)> {
    let word = word.trim_end_matches(['.', '…']);
    let (before, rest) = ["..", "…", "_", "___"].iter().find_map(|gap| word.split_once(gap))?;
    let after = rest.trim_start_matches(['.', '_', '…']);
    let letters = |text: &str| text.chars().all(|c| is_cyrillic(c) || c == '-');
    let whole = before.chars().count() + after.chars().count();
    (letters(before) && letters(after) && whole >= 3 && !(before.is_empty() && after.is_empty()))
        .then_some((before, after))
}

/// «В каком слове пишется буква О?»: the marked option must be a word with that letter.
fn gap_options(choice: &crate::domain::task::SingleChoice, flaws: &mut Vec<Flaw>) {
    let question = choice.question.plain();
    let Some(letter) = asked_letter(&question) else { return };
    let lower = question.to_lowercase();
    if lower.contains("не пишется") || lower.contains("нет букв") || lower.contains("кроме") {
        return;
    }
    let filled: Option<Vec<String>> = choice
        .options
        .iter()
        .map(|option| {
            let option = option.plain().to_lowercase();
            let option = option.trim();
            (!option.contains(' '))
                .then(|| gap_in(option).map(|(before, after)| format!("{before}{letter}{after}")))
                .flatten()
        })
        .collect();
    let Some(filled) = filled else { return };
    let known: Vec<bool> = filled.iter().map(|word| topic::is_word(word)).collect();
    match known.get(usize::from(choice.correct)) {
        Some(false) => refuse(flaws, "russian.gap_word", filled.join(", ")),
        Some(true) if known.iter().filter(|known| **known).count() == known.len() => {
            refuse(flaws, "choice.several_right", filled.join(", "));
        }
        _ => {}
    }
}

/// The letter a question asks to be written: «буква О», «пишется И».
fn asked_letter(question: &str) -> Option<char> {
    let words: Vec<&str> = question.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let asks = matches!(pair[0].to_lowercase().as_str(), "буква" | "букву" | "пишется" | "пропущена");
        let mut letters = pair[1].chars();
        let letter = letters.next()?;
        (asks && letters.next().is_none() && is_cyrillic(letter)).then(|| letter.to_lowercase().next()).flatten()
    })
}

fn unknown_word(word: &str, flaws: &mut Vec<Flaw>) {
    let word = word.replace('ё', "е");
    if !word.is_empty() && word.chars().all(|c| is_cyrillic(c) || c == '-') {
        let known = topic::is_word(&word)
            || (word.contains('-') && word.split('-').all(|part| part.is_empty() || topic::is_word(part)));
        if !known {
            refuse(flaws, "russian.gap_word", word);
        }
    }
}

/// Words no list knows: a warning, for names and new words are among them.
pub(super) fn spelling(texts: &[&Rich], warnings: &mut Vec<Flaw>) {
    for text in texts {
        for word in text.plain().split(|c: char| !(c.is_alphabetic() || c == '-')) {
            let lower = word.to_lowercase().replace('ё', "е");
            let plain = word == word.to_lowercase() && word.chars().count() >= 5 && word.chars().all(is_cyrillic);
            if plain && !topic::is_word(&lower) {
                warnings.push(Flaw { check: "language.spelling", detail: word.to_owned() });
            }
        }
    }
}

/// Words a sentence may have in each grade before a reader of that age loses the thread.
///
/// Bands by the share of long sentences in Oborneva's readability of Russian school texts (2006):
/// 206.835 − 1.3 · words per sentence − 60.1 · syllables per word; below 20 it is a text for adults.
pub(super) fn readability(task: &Task, grade: u8, locale: Locale, warnings: &mut Vec<Flaw>) {
    let Some(question) = task.texts().first().map(|q| q.plain()) else { return };
    if locale != Locale::Ru {
        return;
    }
    let sentences: Vec<usize> = question
        .split(['.', '!', '?'])
        .map(|sentence| sentence.split_whitespace().filter(|w| w.chars().any(is_cyrillic)).count())
        .filter(|words| *words > 0)
        .collect();
    let most = match grade {
        1 => 10,
        2 => 14,
        3..=4 => 20,
        5..=6 => 28,
        _ => 40,
    };
    if sentences.iter().any(|words| *words > most) {
        warnings.push(Flaw { check: "language.readability", detail: format!("more than {most} words in a sentence") });
        return;
    }
    let words: usize = sentences.iter().sum();
    let syllables = question.to_lowercase().chars().filter(|c| "аеёиоуыэюя".contains(*c)).count();
    if words >= 20 && grade < 10 {
        #[expect(clippy::cast_precision_loss, reason = "a question has few words")]
        let (words, sentences, syllables) = (words as f64, sentences.len() as f64, syllables as f64);
        let ease = 206.835 - 1.3 * words / sentences - 60.1 * syllables / words;
        let least = if grade < 5 { 35.0 } else { 5.0 };
        if ease < least {
            warnings.push(Flaw { check: "language.readability", detail: format!("ease {ease:.0}") });
        }
    }
}
