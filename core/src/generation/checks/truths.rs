//! Truth of letters joined by И, ИЛИ, НЕ, as headings of truth tables have them.

/// A part of a joined statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    And,
    Or,
    Xor,
    Not,
    Implies,
    Same,
    Open,
    Close,
    Atom(String),
}

const SIGNS: &[(&str, Token)] = &[
    (r"\leftrightarrow", Token::Same),
    (r"\rightarrow", Token::Implies),
    (r"\to", Token::Implies),
    (r"\wedge", Token::And),
    (r"\land", Token::And),
    (r"\vee", Token::Or),
    (r"\lor", Token::Or),
    (r"\neg", Token::Not),
    (r"\lnot", Token::Not),
    (r"\oplus", Token::Xor),
    ("↔", Token::Same),
    ("≡", Token::Same),
    ("→", Token::Implies),
    ("∧", Token::And),
    ("&", Token::And),
    ("∨", Token::Or),
    ("¬", Token::Not),
    ("⊕", Token::Xor),
    ("(", Token::Open),
    (")", Token::Close),
];

/// The parts of a joined statement. Where joints stand in capitals, «не» in small letters belongs to a part:
/// «НЕ (x не меньше 5)».
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = text.replace(['$', '\u{a0}', '«', '»'], " ").replace(r"\<", "<");
    let words = || text.split(|c: char| !c.is_alphabetic());
    let in_capitals = words().any(|word| matches!(word, "ИЛИ" | "НЕ" | "AND" | "OR" | "NOT" | "XOR" | "И"));
    let (mut found, mut atom) = (Vec::new(), String::new());
    let flush = |atom: &mut String, found: &mut Vec<Token>| {
        if !atom.trim().is_empty() {
            found.push(Token::Atom(atom.trim().to_owned()));
        }
        atom.clear();
    };
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some((sign, token)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            flush(&mut atom, &mut found);
            found.push(token.clone());
            rest = &rest[sign.len()..];
            continue;
        }
        let end = if c.is_alphabetic() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        let spelled = if in_capitals { word.to_owned() } else { word.to_uppercase() };
        let joint = match spelled.as_str() {
            "И" | "AND" => Some(Token::And),
            "ИЛИ" | "OR" => Some(Token::Or),
            "НЕ" | "NOT" => Some(Token::Not),
            "XOR" => Some(Token::Xor),
            _ => None,
        };
        match joint {
            Some(token) => {
                flush(&mut atom, &mut found);
                found.push(token);
            }
            None => atom.push_str(word),
        }
        rest = after;
    }
    flush(&mut atom, &mut found);
    found
}

/// Whether a joined statement is true where its parts are as told; `None` where it cannot be read.
pub(super) fn truth(tokens: &[Token], part: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    let mut at = 0;
    let value = same(tokens, &mut at, part)?;
    (at == tokens.len()).then_some(value)
}

type Part<'a> = &'a dyn Fn(&str) -> Option<bool>;

fn eat(tokens: &[Token], at: &mut usize, token: &Token) -> bool {
    let eaten = tokens.get(*at) == Some(token);
    *at += usize::from(eaten);
    eaten
}

fn same(tokens: &[Token], at: &mut usize, part: Part) -> Option<bool> {
    let mut value = implies(tokens, at, part)?;
    while eat(tokens, at, &Token::Same) {
        value = value == implies(tokens, at, part)?;
    }
    Some(value)
}

fn implies(tokens: &[Token], at: &mut usize, part: Part) -> Option<bool> {
    let value = or(tokens, at, part)?;
    if eat(tokens, at, &Token::Implies) {
        let then = implies(tokens, at, part)?;
        return Some(!value || then);
    }
    Some(value)
}

fn or(tokens: &[Token], at: &mut usize, part: Part) -> Option<bool> {
    let mut value = and(tokens, at, part)?;
    loop {
        if eat(tokens, at, &Token::Or) {
            value |= and(tokens, at, part)?;
        } else if eat(tokens, at, &Token::Xor) {
            value ^= and(tokens, at, part)?;
        } else {
            return Some(value);
        }
    }
}

fn and(tokens: &[Token], at: &mut usize, part: Part) -> Option<bool> {
    let mut value = not(tokens, at, part)?;
    while eat(tokens, at, &Token::And) {
        value &= not(tokens, at, part)?;
    }
    Some(value)
}

fn not(tokens: &[Token], at: &mut usize, part: Part) -> Option<bool> {
    if eat(tokens, at, &Token::Not) {
        return not(tokens, at, part).map(|value| !value);
    }
    if eat(tokens, at, &Token::Open) {
        let value = same(tokens, at, part)?;
        return eat(tokens, at, &Token::Close).then_some(value);
    }
    match tokens.get(*at)? {
        Token::Atom(atom) => {
            *at += 1;
            part(atom)
        }
        _ => None,
    }
}

fn is_joined(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| !matches!(token, Token::Atom(_) | Token::Open | Token::Close))
}

/// The truth of a heading like «A И НЕ B» where the letters have values; `None` where it is no such.
pub(super) fn of_letters(heading: &str, value: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    let tokens = tokens(heading);
    is_joined(&tokens).then(|| truth(&tokens, value)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_statements_have_their_truth() {
        let at = |a, b| {
            move |letter: &str| match letter {
                "A" => Some(a),
                "B" => Some(b),
                _ => None,
            }
        };
        for (statement, values) in [
            ("A ИЛИ B", [false, true, true, true]),
            ("A И НЕ B", [false, false, true, false]),
            (r"$\neg A \vee B$", [true, true, false, true]),
            ("A → B", [true, true, false, true]),
            ("НЕ (A И B)", [true, true, true, false]),
        ] {
            let found = [(false, false), (false, true), (true, false), (true, true)]
                .map(|(a, b)| of_letters(statement, &at(a, b)));
            assert_eq!(found, values.map(Some), "{statement}");
        }
        assert_eq!(of_letters("Сумма", &at(true, true)), None);
    }
}
