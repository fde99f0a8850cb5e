//! What a question says and works on, apart from the words that ask: its gist, quotations, formulas, words with a gap.

use std::collections::BTreeSet;

use super::asked;
use super::words::{content, folded, is_form};
use crate::domain::{Rich, Task};

const SMALL: &[&str] = &["of", "is", "to", "in", "it", "at", "on", "an", "as", "be", "by", "or", "we", "do"];

/// Beginnings of what is larger than anything else.
const LARGEST: &[&str] = &["крупнейш", "наибольш", "величайш"];

/// Words that may be added to a question or left out.
const EMPTY: &[&str] = &[
    "был",
    "была",
    "было",
    "были",
    "это",
    "если",
    "так",
    "что",
    "как",
    "какой",
    "какая",
    "какое",
    "какие",
    "каком",
    "один",
    "одна",
    "одно",
    "the",
    "was",
    "were",
    "did",
    "has",
    "had",
    "при",
    "для",
    "его",
    "чему",
    "равна",
    "равен",
    "равно",
    "равны",
    "найдите",
    "найди",
    "определите",
    "вычислите",
    "назовите",
    "назови",
    "укажите",
    "укажи",
    "выберите",
    "выбери",
    "самый",
    "самую",
    "самого",
    "самым",
    "самая",
    "самое",
    "самой",
    "сколько",
    "она",
    "они",
    "оно",
    "называют",
    "называются",
    "соответствует",
    "соответствуют",
    "запишите",
    "запиши",
    "называется",
    "термин",
    "понятие",
    "который",
    "которая",
    "которое",
    "которые",
    "стоит",
    "является",
    "что",
    "тем",
    "этот",
    "эта",
    "кто",
    "какого",
    "какому",
    "каким",
    "какую",
    "каких",
    "напишите",
    "напиши",
    "what",
    "which",
    "who",
    "give",
    "write",
    "verb",
];

/// What a question says, without small words and words of asking.
pub(super) fn gist(question: &Rich) -> Vec<String> {
    let mut gist: Vec<String> = Vec::new();
    let text = folded(&asked::bare(question).unwrap_or_else(|| question.clone()));
    // «go» is a word of two letters, «of» says nothing; letters in brackets and gaps are marks.
    let says = |word: &&str| {
        word.chars().count() > 2 || (word.chars().count() == 2 && word.is_ascii() && !SMALL.contains(word))
    };
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(says) {
        let word = if LARGEST.iter().any(|stem| word.starts_with(stem)) { "большой" } else { word }.to_owned();
        if !EMPTY.contains(&word.as_str()) && !gist.contains(&word) {
            gist.push(word);
        }
    }
    gist
}

/// What a question works on: quoted or marked words, formulas without spaces.
pub(super) fn matter(question: &Rich) -> (Vec<String>, String) {
    let source = &without_bases(question.source());
    let between = |open: &str, close: &str| -> Vec<String> {
        source.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inside, _)| inside.into()).collect()
    };
    let words = [("«", "»"), ("<b>", "</b>"), ("<i>", "</i>"), ("<u>", "</u>"), ("“", "”")];
    // A letter alone, a number, an angle and points of a figure are matters of the words.
    let formula = |formula: &str| {
        let formula = formula.replace([' ', ','], "").replace(r"^\circ", "").replace(r"^{\circ}", "");
        let named = ["y=", "f(x)=", "g(x)=", "x=", "x_0="].iter().find_map(|name| formula.strip_prefix(name));
        let bare = named.unwrap_or(&formula);
        // «f'(2)»
        let place = bare.strip_prefix('f').map(|at| at.trim_start_matches('\'').trim_matches(['(', ')']));
        let plain = |text: &str| {
            text.chars().all(|c| c.is_ascii_digit()) || text.chars().all(|c| c.is_ascii_uppercase()) || text.len() == 1
        };
        (bare.len() > 1 && !plain(place.unwrap_or(bare))).then(|| bare.to_owned())
    };
    let formulas = source.split('$').skip(1).step_by(2).filter_map(formula).collect::<String>();
    (words.iter().flat_map(|(open, close)| between(open, close)).collect(), formulas)
}

/// Whether two questions work on the same: quoted words in whatever form, the same formulas.
pub(super) fn same_matter(a: &(Vec<String>, String), b: &(Vec<String>, String)) -> bool {
    let alike = |one: &String, other: &String| {
        let (x, y) = (content(&one.to_lowercase()), content(&other.to_lowercase()));
        // A short word may be asked for in this form and in that one.
        one == other || (x.len() > 1 && x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| is_form(x, y)))
    };
    a.1 == b.1 && a.0.len() == b.0.len() && a.0.iter().zip(&b.0).all(|(one, other)| alike(one, other))
}

/// Words with something missing or to be decided inside: «м..локо», «(по)английски»; the mark is one for all.
pub(super) fn unspelled(task: &Task) -> BTreeSet<String> {
    unspelled_in(&task.texts().iter().map(|text| text.source().to_owned() + " ").collect::<String>())
}

/// The same of a text.
pub(super) fn unspelled_in(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase().replace('ё', "е");
    let text = text.replace("[[1]]", "_").replace("...", "_").replace("..", "_").replace('…', "_");
    let edges = |c: char| !(c.is_alphabetic() || matches!(c, '_' | '('));
    text.split_whitespace()
        .map(|word| word.trim_matches(edges).trim_start_matches("(("))
        .map(|word| if word.contains(')') { word.trim_start_matches('(') } else { word })
        .filter(|word| {
            let (letters, marked) = (word.chars().filter(|c| c.is_alphabetic()).count(), word.contains(['_', ')']));
            let own = word.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | ')' | '-'));
            letters > 3 && marked && own && !word.starts_with("__")
        })
        .map(str::to_owned)
        .collect()
}

/// A text without the bases below its numbers: «1001₂» is «двоичное число 1001».
pub(super) fn without_bases(source: &str) -> String {
    ["_2", "_8", "_{10}", "_{16}", "_{2}", "_{8}"].iter().fold(source.to_owned(), |text, base| {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(base) {
            kept.push_str(before);
            if !before.ends_with(|c: char| c.is_ascii_digit()) {
                kept.push_str(base);
            }
            rest = after;
        }
        kept + rest
    })
}
