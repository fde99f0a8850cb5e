//! The message as tokens, with what stands between them.

/// What stands between two tokens, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: «6б».
    None,
    Space,
    Hyphen,
    Slash,
    /// A full stop that may belong to an abbreviation.
    Dot,
    Comma,
    Plus,
    Dash,
    Colon,
    Open,
    Close,
    /// The end of a sentence or of the message.
    Stop,
}

/// A word, a number or a sign.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// In lower case, ё as е.
    pub word: String,
    /// In lower case, as typed or as mended.
    pub shown: String,
    /// What stands before it.
    pub gap: Gap,
    /// A number in digits.
    pub digits: Option<u16>,
    /// Digits with the ending of an ordinal: «7-й», "7th".
    pub ordinal: bool,
    /// Written with a capital letter.
    pub capital: bool,
    /// A slot has read it.
    pub taken: bool,
}

impl Token {
    fn new(text: &str, gap: Gap) -> Self {
        let shown = text.to_lowercase();
        Self {
            word: fold(&shown),
            digits: text.parse().ok(),
            capital: text.chars().next().is_some_and(char::is_uppercase),
            shown,
            gap,
            ordinal: false,
            taken: false,
        }
    }

    pub(super) fn is_word(&self) -> bool {
        self.word.chars().any(char::is_alphabetic)
    }

    /// Gives it another spelling.
    pub(super) fn mend(&mut self, word: &str) {
        self.shown = word.to_lowercase();
        self.word = fold(&self.shown);
    }
}

/// ё as е.
pub(super) fn fold(lower: &str) -> String {
    lower.replace('ё', "е")
}

const ORDINAL_ENDINGS: [&str; 16] =
    ["й", "го", "м", "ом", "ый", "ой", "му", "х", "ое", "я", "ая", "ю", "th", "st", "nd", "rd"];

/// Cuts a message into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let at = |i: usize| letters.get(i).copied().unwrap_or(' ');
    let mut found: Vec<Token> = Vec::new();
    let (mut i, mut gap) = (0, Gap::Stop);
    while i < letters.len() {
        let c = letters[i];
        let from = i;
        if c.is_alphabetic() {
            while at(i).is_alphabetic() || (matches!(at(i), '-' | '\'' | '’') && at(i + 1).is_alphabetic()) {
                i += 1;
            }
        } else if c.is_ascii_digit() {
            while at(i).is_ascii_digit() {
                i += 1;
            }
        } else {
            i += 1;
        }
        if c.is_alphanumeric() || "=%√²³°<>×".contains(c) {
            push(&mut found, &letters[from..i].iter().collect::<String>(), gap);
            gap = Gap::None;
            continue;
        }
        let touches = from > 0 && at(from - 1).is_alphanumeric() && at(i).is_alphanumeric();
        gap = gap.max(match c {
            '\n' | '!' | '?' | '…' => Gap::Stop,
            '.' if sentence_ends(&letters, i) => Gap::Stop,
            '.' => Gap::Dot,
            ',' | ';' => Gap::Comma,
            ':' => Gap::Colon,
            '-' | '–' | '—' if touches => Gap::Hyphen,
            '-' | '–' | '—' => Gap::Dash,
            '/' | '\\' => Gap::Slash,
            '(' => Gap::Open,
            ')' => Gap::Close,
            '+' => Gap::Plus,
            _ => Gap::Space,
        });
    }
    found
}

/// Whether a full stop before `i` ends a sentence: another dot, or a capital letter after it.
fn sentence_ends(letters: &[char], i: usize) -> bool {
    let next = letters[i..].iter().find(|c| !c.is_whitespace());
    next.is_none_or(|c| c.is_uppercase() || *c == '.')
}

fn push(found: &mut Vec<Token>, text: &str, gap: Gap) {
    let lower = text.to_lowercase();
    if let Some(last) = found.last_mut()
        && last.digits.is_some()
        && !last.ordinal
        && (matches!(gap, Gap::None | Gap::Hyphen) && ORDINAL_ENDINGS.contains(&lower.as_str())
            || gap == Gap::Hyphen && lower == "е")
    {
        last.ordinal = true;
        last.shown = format!("{}-{lower}", last.word);
        return;
    }
    found.push(Token::new(text, gap));
}
