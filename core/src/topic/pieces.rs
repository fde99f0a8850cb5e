//! A text cut into pieces: words, numbers and signs, with what the eye sees around each.

use unicode_normalization::UnicodeNormalization;

/// What stands before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing but white space.
    Space,
    /// A colon.
    Colon,
    /// A comma, bracket, dash or end of sentence.
    Stop,
    /// A slash.
    Slash,
}

/// A word, number or sign as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
pub(super) struct Piece {
    /// Lower case, ё as е.
    pub text: String,
    /// Began with a capital letter.
    pub capital: bool,
    /// Two letters or more, all capital.
    pub upper: bool,
    /// A full stop follows at once.
    pub dot: bool,
    /// A hyphen or a quotation mark touches it: «пре-», «-тся», «о».
    pub edge: bool,
    /// What stands before it.
    pub gap: Gap,
}

/// Cuts a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let text: String =
        text.replace('№', " ").nfkc().map(|c| if matches!(c, '‑' | '‐' | '−') { '-' } else { c }).collect();
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<Piece> = Vec::new();
    let mut gap = Gap::Space;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c.is_alphanumeric() || c == '\u{301}' {
            let start = at;
            while at < chars.len() && continues(&chars, start, at) {
                at += 1;
            }
            let run: String = chars[start..at].iter().filter(|c| **c != '\u{301}').collect();
            let touches = |c: Option<&char>| c.is_some_and(|c| matches!(c, '-' | '«' | '»' | '"' | '“' | '”' | '\''));
            let edge = touches(start.checked_sub(1).and_then(|i| chars.get(i))) || touches(chars.get(at));
            split(&run, gap, edge, chars.get(at) == Some(&'.'), &mut found);
            gap = Gap::Space;
        } else {
            match c {
                '%' => split("процент", gap, false, false, &mut found),
                '&' => split("и", gap, false, false, &mut found),
                '/' => gap = Gap::Slash,
                ':' => gap = Gap::Colon,
                ',' | ';' | '(' | ')' | '!' | '?' | '—' | '–' | '.' => gap = Gap::Stop,
                '-' if gap == Gap::Space
                    && at > 0
                    && chars[at - 1].is_whitespace()
                    && chars.get(at + 1).is_none_or(|c| c.is_whitespace()) =>
                {
                    gap = Gap::Stop;
                }
                _ => {}
            }
            at += 1;
        }
    }
    found
}

/// Whether the run goes on with the character at `at`.
fn continues(chars: &[char], start: usize, at: usize) -> bool {
    let c = chars[at];
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    match c {
        '-' | '\'' | '’' => at > start && letter(chars.get(at + 1)),
        '.' | ',' => at > start && digit(chars.get(at - 1)) && digit(chars.get(at + 1)),
        c => c.is_alphanumeric() || c == '\u{301}',
    }
}

/// Digits and letters that touch are two pieces («5кл»), except in a formula («H2O»).
fn split(run: &str, gap: Gap, edge: bool, dot: bool, found: &mut Vec<Piece>) {
    let capital = run.chars().next().is_some_and(char::is_uppercase);
    let letters = run.chars().filter(|c| c.is_alphabetic()).count();
    let upper = letters > 1 && run.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    let lower = run.to_lowercase().replace('ё', "е");
    let starts_with_digit = lower.starts_with(|c: char| c.is_ascii_digit());
    let has_digit = lower.chars().any(|c| c.is_ascii_digit());
    let formula = has_digit && !starts_with_digit && capital && lower.is_ascii();
    if !has_digit || formula {
        found.push(Piece { text: lower, capital, upper, dot, edge, gap });
        return;
    }
    let mut parts: Vec<String> = Vec::new();
    for c in lower.chars() {
        let number = c.is_ascii_digit() || matches!(c, '.' | ',');
        match parts.last_mut() {
            Some(part) if part.starts_with(|c: char| c.is_ascii_digit()) == number && c != '-' => part.push(c),
            _ if c == '-' => parts.push(String::new()),
            Some(part) if part.is_empty() => part.push(c),
            _ => parts.push(c.to_string()),
        }
    }
    // «1-й», «2-го», «3rd» are numbers, their ending is no word.
    let ordinal = |text: &str| {
        matches!(
            text,
            "й" | "я"
                | "е"
                | "го"
                | "му"
                | "м"
                | "х"
                | "ой"
                | "ый"
                | "ий"
                | "ая"
                | "ое"
                | "ые"
                | "ого"
                | "ую"
                | "ми"
        ) || matches!(text, "st" | "nd" | "rd" | "th")
    };
    let last = parts.len().saturating_sub(1);
    for (n, text) in parts.into_iter().enumerate() {
        if text.is_empty() || (n > 0 && ordinal(&text)) {
            continue;
        }
        let text = if text.starts_with(|c: char| c.is_ascii_digit()) { text.replace(',', ".") } else { text };
        found.push(Piece {
            text,
            capital: capital && n == 0,
            upper: false,
            dot: dot && n == last,
            edge: false,
            gap: if n == 0 { gap } else { Gap::Space },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn digits_and_letters_part() {
        assert_eq!(texts("5кл 1-й 3rd 3-digit 1941–1945"), ["5", "кл", "1", "3", "3", "digit", "1941", "1945"]);
        assert_eq!(texts("0,5 и 10%"), ["0.5", "и", "10", "процент"]);
        assert_eq!(texts("H2O ур-я"), ["h2o", "ур-я"]);
    }

    #[test]
    fn what_touches_a_piece_is_seen() {
        let found = pieces("приставки пре- и «при», -тся/-ться");

        let edges: Vec<bool> = found.iter().map(|piece| piece.edge).collect();
        assert_eq!(edges, [false, true, false, true, true, true]);
        assert_eq!(found.last().map(|piece| piece.gap), Some(Gap::Slash));
    }
}
