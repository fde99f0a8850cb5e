//! Letters of one alphabet that look like those of the other: in words, formulas, units and substances.

use super::language::is_cyrillic;
use crate::math::substance;

/// Latin letters that look like Cyrillic ones, and those.
const TWINS: &[(char, char)] = &[
    ('a', 'а'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('c', 'с'),
    ('y', 'у'),
    ('x', 'х'),
    ('k', 'к'),
    ('m', 'м'),
    ('t', 'т'),
    ('i', 'і'),
    ('j', 'ј'),
    ('s', 'ѕ'),
    ('I', 'І'),
    ('A', 'А'),
    ('B', 'В'),
    ('E', 'Е'),
    ('K', 'К'),
    ('M', 'М'),
    ('H', 'Н'),
    ('O', 'О'),
    ('P', 'Р'),
    ('C', 'С'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
];

/// Turns look-alikes of the other alphabet inside a word into its own; `None` when nothing had to be.
///
/// Single letters outside formulas stay: «точка A» is Latin on purpose. Inside, letters are Latin ones.
pub(super) fn without_twins(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut math = false;
    for run in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = run.trim_end_matches(|c: char| !c.is_alphabetic());
        let rest = &run[word.len()..];
        let (cyrillic, latin) =
            (word.chars().filter(|c| is_cyrillic(*c)).count(), word.chars().filter(char::is_ascii_alphabetic).count());
        let turned: Option<String> = (!math && cyrillic > 0 && latin > 0)
            .then(|| {
                word.chars()
                    .map(|c| {
                        let twin = if cyrillic >= latin {
                            TWINS.iter().find(|(l, _)| *l == c).map(|(_, cyrillic)| *cyrillic)
                        } else {
                            TWINS.iter().find(|(_, r)| *r == c).map(|(latin, _)| *latin)
                        };
                        let own = if cyrillic >= latin { is_cyrillic(c) } else { c.is_ascii_alphabetic() };
                        if own { Some(c) } else { twin }
                    })
                    .collect()
            })
            .flatten();
        let turned = turned.or_else(|| (math && latin == 0).then(|| variable(&out, word)).flatten());
        match turned {
            Some(turned) => {
                changed = true;
                out.push_str(&turned);
            }
            None => out.push_str(word),
        }
        math ^= rest.contains('$') && !rest.contains("\\$");
        out.push_str(rest);
    }
    changed.then_some(out)
}

/// «12 B» as volts in Cyrillic: a Latin letter behind a number that is a Russian unit.
pub(super) fn with_units(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let at = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied().unwrap_or(' ');
    let mut math = false;
    let mended: String = (0..letters.len())
        .map(|place| {
            let c = letters[place];
            math ^= c == '$';
            let before = place.checked_sub(1);
            let number =
                matches!(at(before), ' ' | '\u{a0}') && at(before.and_then(|at| at.checked_sub(1))).is_ascii_digit();
            let alone = !at(Some(place + 1)).is_alphanumeric() && !matches!(at(Some(place + 1)), '_' | '\'');
            let twin = TWINS.iter().find(|(latin, _)| *latin == c && "ABHc".contains(c));
            match twin {
                Some((_, cyrillic)) if number && alone && !math => *cyrillic,
                _ => c,
            }
        })
        .collect();
    (mended != text).then_some(mended)
}

/// «СО2», «Н2О» in Cyrillic letters as the formulas they look like.
pub(super) fn with_formulas(text: &str) -> Option<String> {
    let part = |c: char| c.is_alphanumeric() || ('₀'..='₉').contains(&c);
    let mut mended = String::with_capacity(text.len());
    for run in text.split_inclusive(|c: char| !part(c)) {
        let word = run.trim_end_matches(|c: char| !part(c));
        let digit = |c: char| c.is_ascii_digit() || ('₀'..='₉').contains(&c);
        let twin = |c: char| match TWINS.iter().find(|(latin, cyrillic)| *cyrillic == c && latin.is_ascii_uppercase()) {
            Some((latin, _)) => Some(*latin),
            None => (digit(c) || c.is_ascii_alphabetic()).then_some(c),
        };
        let formula: Option<String> = (word.chars().any(is_cyrillic) && word.chars().any(digit))
            .then(|| word.chars().map(twin).collect())
            .flatten();
        let formula = formula.filter(|formula| !formula.starts_with(digit) && substance::molar_mass(formula).is_ok());
        mended.push_str(formula.as_deref().unwrap_or(word));
        mended.push_str(&run[word.len()..]);
    }
    (mended != text).then_some(mended)
}

/// Cyrillic letters of a formula, «Н» of `Н_2`, as the Latin ones they look like; not a unit («5 с») and no index.
fn variable(before: &str, letters: &str) -> Option<String> {
    let start = before.rfind('$').map_or(before, |at| &before[at + 1..]);
    let spaced = start.ends_with([' ', '\u{a0}', '~', ',']);
    let behind_number =
        spaced && start.trim_end_matches([' ', '\u{a0}', '~', ',', '\\']).ends_with(|c: char| c.is_ascii_digit());
    let unit = behind_number || start.ends_with('/') || start.contains(|c: char| is_cyrillic(c));
    if unit || start.contains(r"\text") || start.contains(r"\mathrm") || start.ends_with('_') || start.ends_with("_{") {
        return None;
    }
    let twin = |c: char| {
        let twin = TWINS.iter().find(|(_, cyrillic)| *cyrillic == c && !"мкт".contains(c)).map(|(latin, _)| *latin);
        twin.or(match c {
            'і' => Some('i'),
            'І' => Some('I'),
            _ => None,
        })
    };
    (1..4).contains(&letters.chars().count()).then(|| letters.chars().map(twin).collect()).flatten()
}
