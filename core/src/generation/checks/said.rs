//! A question taken apart: words, values, quantities and relations, in reading order.

use super::relation::{Relation, Sign, relation};
use super::units::{self, Unit};
use crate::domain::Rich;
use crate::domain::rich::Inline;
use crate::math::{self, Exact, MathError, substance};

/// A piece of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A word in lower case, ё as е; `%` is one too.
    Word(String),
    /// A number or an expression that has a value.
    Value {
        /// What it comes to.
        value: Exact,
        /// Whether something has to be computed.
        operation: bool,
    },
    /// A value with its unit.
    Quantity(Exact, Unit),
    /// Two sides and a sign between them.
    Relation(Relation),
    /// A formula we cannot read.
    Formula(String),
    /// A sign between two things that are no expressions, such as quantities.
    Mark(Sign),
    /// A gap to fill in, or the place of the answer.
    Gap,
}

impl Piece {
    /// The word it is, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        if let Self::Word(word) = self { Some(word) } else { None }
    }
}

/// The words among pieces.
pub(super) fn words(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    pieces.iter().filter_map(Piece::word)
}

/// The word at a place; nothing where there is none.
pub(super) fn word_at(pieces: &[Piece], at: usize) -> &str {
    pieces.get(at).and_then(Piece::word).unwrap_or_default()
}

/// Takes a text apart.
pub(super) fn pieces(text: &Rich) -> Vec<Piece> {
    let mut found = Vec::new();
    for inline in text.inlines() {
        match inline {
            Inline::Text { text, .. } => plain(&whole_units(&text), &mut found),
            Inline::Math(latex) => formula(&latex, &mut found),
            Inline::Blank(_) => found.push(Piece::Gap),
        }
    }
    quantities(found)
}

/// Units of several signs as one word each.
fn whole_units(text: &str) -> String {
    const UNITS: &[(&str, &str)] = &[
        ("Дж/(кг·°C)", "джкгград"),
        ("Дж/(кг·°С)", "джкгград"),
        ("Дж/(кг · °C)", "джкгград"),
        ("Дж/(кг · °С)", "джкгград"),
        ("Дж/(кг·К)", "джкгград"),
        ("кВт·ч", "квтч"),
        ("кВт⋅ч", "квтч"),
        ("кг·м/с", "кгмс"),
        ("kg·m/s", "кгмс"),
        ("°C", " градц"),
        ("°С", " градц"),
        ("₽", " руб"),
    ];
    UNITS.iter().fold(
        text.to_owned(),
        |text, (signs, word)| if text.contains(signs) { text.replace(signs, word) } else { text },
    )
}

/// A formula is a relation, a value, or unreadable.
fn formula(latex: &str, found: &mut Vec<Piece>) {
    let latex = latin(&latex.replace(r"\text{ }", " "));
    let latex = latex.trim().trim_end_matches(['.', ',', ';']).trim();
    if let Some(piece) = relation(latex) {
        found.push(piece);
        return;
    }
    // «a_1 = 4, d = 3» in one formula, and the lines of a system.
    let lines = latex
        .strip_prefix(r"\begin{cases}")
        .and_then(|inner| inner.trim().strip_suffix(r"\end{cases}"))
        .map_or_else(|| latex.replace(';', ","), |inner| inner.trim().trim_end_matches('\\').replace(r"\\", ", "));
    let parts: Option<Vec<Piece>> = lines
        .split(", ")
        .filter(|part| !part.trim().is_empty())
        .map(|part| relation(part.trim().trim_end_matches([',', '.']).trim()))
        .collect();
    if let Some(parts) = parts.filter(|parts| parts.len() > 1) {
        found.extend(parts);
        return;
    }
    let degrees = [r"^\circ", r"^{\circ}", "°"].iter().find_map(|mark| latex.strip_suffix(mark));
    let angle = degrees.filter(|angle| !angle.contains('\\')).and_then(|angle| math::evaluate(angle).ok());
    match (angle, math::approach(latex)) {
        (Some(value), _) => {
            found.extend([Piece::Value { value, operation: false }, Piece::Word("°".to_owned())]);
        }
        (None, Ok(value)) => found.push(Piece::Value { value, operation: has_operation(latex) }),
        (None, Err(_)) => found.push(Piece::Formula(latex.to_owned())),
    }
}

/// Words and, where digits stand, expressions.
fn plain(text: &str, found: &mut Vec<Piece>) {
    let text = latin(&text.replace("per cent", "percent"));
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if starts_expression(rest, c) {
            let length = expression(rest);
            let (run, after) = rest.split_at(length);
            expression_piece(run, found);
            rest = after;
        } else if let Some(formula) = substance_in(rest) {
            found.push(Piece::Formula(formula.to_owned()));
            rest = &rest[formula.len()..];
        } else if c.is_alphabetic() {
            let end = rest
                .char_indices()
                .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '-' | '/' | '²' | '³' | '^')))
                .map_or(rest.len(), |(at, _)| at);
            let word = rest[..end].trim_end_matches(['-', '/', '^']);
            let before = text.get(..text.len() - rest.len()).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
            // «12 В» are volts, «в» is a preposition.
            let is_unit = matches!(word, "В" | "А" | "Н" | "К" | "V" | "A" | "N" | "K")
                && before.ends_with(|c: char| c.is_ascii_digit());
            found.push(Piece::Word(if is_unit { word.to_owned() } else { word.to_lowercase().replace('ё', "е") }));
            rest = &rest[end..];
        } else if c == '%' || c == '°' {
            found.push(Piece::Word(c.to_string()));
            rest = &rest[c.len_utf8()..];
        } else if let Some(sign) = mark(c) {
            found.push(Piece::Mark(sign));
            rest = &rest[c.len_utf8()..];
        } else if c == '…' || c == '_' || rest.starts_with("...") {
            found.push(Piece::Gap);
            rest = rest.trim_start_matches(['…', '_', '.']);
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// «H₂SO₄», «NaOH»; letters alone are points of a figure.
fn substance_in(rest: &str) -> Option<&str> {
    if !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let part = |c: char| c.is_ascii_alphanumeric() || ('₀'..='₉').contains(&c) || matches!(c, '(' | ')');
    let run = &rest[..rest.find(|c: char| !part(c)).unwrap_or(rest.len())];
    let run = if run.matches('(').count() < run.matches(')').count() { run.trim_end_matches(')') } else { run };
    let upper = run.chars().filter(char::is_ascii_uppercase).count();
    let numbered = run.chars().any(|c| c.is_ascii_digit() || ('₀'..='₉').contains(&c));
    let telling = (numbered && run.len() > 1) || (upper > 1 && run.chars().any(|c| c.is_ascii_lowercase()));
    (telling && substance::molar_mass(run).is_ok()).then_some(run)
}

const fn mark(c: char) -> Option<Sign> {
    match c {
        '=' => Some(Sign::Equal),
        '<' => Some(Sign::Less),
        '>' => Some(Sign::More),
        _ => None,
    }
}

/// Whether quantities related by a sign are so: «1 м 5 см = 105 см». `None`: it is no such relation.
pub(super) fn quantities_hold(pieces: &[Piece]) -> Option<bool> {
    let at = pieces.iter().position(|piece| matches!(piece, Piece::Mark(_)))?;
    let (left, right) = (pieces.get(..at)?, pieces.get(at + 1..)?);
    let side = |pieces: &[Piece]| -> Option<(units::Dimension, Exact)> {
        let mut sum: Option<(units::Dimension, Exact)> = None;
        for piece in pieces {
            let Piece::Quantity(value, unit) = piece else { return None };
            let value = unit.base(value);
            sum = match sum {
                None => Some((unit.dimension, value)),
                Some((dimension, sum)) if dimension == unit.dimension => Some((dimension, Exact(sum.0 + value.0))),
                Some(_) => return None,
            };
        }
        sum
    };
    let ((dimension, left), (other, right)) = (side(left)?, side(right)?);
    let Piece::Mark(sign) = pieces.get(at)? else { return None };
    (dimension == other).then(|| match sign {
        Sign::Less => left < right,
        Sign::More => left > right,
        _ => left == right,
    })
}

/// The Cyrillic letters that stand for unknowns, as Latin ones, where they stand alone or behind a digit.
fn latin(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let alone = |at: usize| {
        let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphabetic());
        !beside(at.checked_sub(1)) && !beside(Some(at + 1))
    };
    let algebraic = letters.iter().any(|c| matches!(c, '=' | '+' | '·' | '^'));
    letters
        .iter()
        .enumerate()
        .map(|(at, c)| match c {
            'х' | 'Х' if algebraic && alone(at) => 'x',
            'у' if algebraic && alone(at) && letters.get(at.wrapping_sub(1)) != Some(&' ') => 'y',
            c => *c,
        })
        .collect()
}

fn starts_expression(rest: &str, c: char) -> bool {
    let second = rest.chars().nth(1).unwrap_or(' ');
    c.is_ascii_digit()
        || (matches!(c, '(' | '-' | '−' | '√' | '|')
            && (second.is_ascii_digit() || matches!(second, '(' | '-' | '−' | '|' | '√')))
        // «(x − 15) · 6 = 54»
        || (c == '('
            && second.is_ascii_lowercase()
            && rest[2..].trim_start().starts_with(['+', '-', '−', '–', '·', ':', '*', '^', '²']))
        || (matches!(c, 'x' | 'y' | 'z' | 'a' | 'b')
            && !second.is_alphabetic()
            && rest[1..].trim_start().starts_with(['=', '+', '-', '−', '·', ':', '^', '*']))
}

/// How many bytes of the beginning may belong to one expression or relation.
fn expression(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let part = c.is_ascii_digit()
            || "+-−–*·×⋅/:÷^()[]√=<>≤≥≠|²³ \u{a0}\u{202f}\u{2009}".contains(c)
            || (matches!(c, ',' | '.') && next.is_ascii_digit())
            || (c.is_ascii_lowercase()
                && !next.is_alphabetic()
                && !rest[..at].ends_with(char::is_alphabetic)
                && !is_unit(&rest[..at], c, next));
        if !part {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// «6 m»: a letter behind a number and a space is a unit.
fn is_unit(before: &str, letter: char, next: char) -> bool {
    let behind = before.trim_end_matches([' ', '\u{a0}']);
    let spaced = behind.len() < before.len() && behind.ends_with(|c: char| c.is_ascii_digit());
    matches!(letter, 'm' | 'g' | 'l' | 's' | 'h' | 't') && (spaced || matches!(next, '²' | '³' | '/'))
}

fn expression_piece(run: &str, found: &mut Vec<Piece>) {
    let asked = run.trim_end().ends_with('=');
    let run = run.trim().trim_end_matches(['=', ':', '(', '-', '−', '–', '+', ' ', '\u{a0}', '.', ',']).trim();
    let run = if run.matches('(').count() < run.matches(')').count() { run.trim_end_matches(')') } else { run };
    if let Some(piece) = relation(run) {
        found.push(piece);
    } else if let Ok(value) = math::approach(run) {
        found.push(Piece::Value { value, operation: has_operation(run) });
    } else if math::approach(run) == Err(MathError::UnknownVariable) && run.contains(['+', '-', '−', '^', '·', '²'])
    {
        found.push(Piece::Formula(run.to_owned()));
    } else {
        // «5 6»: numbers side by side that are no expression together.
        let numbers = run.split([' ', '\u{a0}', '(', ')', ':', '=']).filter(|part| !part.is_empty());
        for number in numbers {
            match math::evaluate(number) {
                Ok(value) => found.push(Piece::Value { value, operation: has_operation(number) }),
                Err(_) => found.push(Piece::Formula(number.to_owned())),
            }
        }
    }
    if asked {
        found.push(Piece::Gap);
    }
}

/// Whether anything has to be computed in it.
pub(super) fn has_operation(text: &str) -> bool {
    let body = text.trim().trim_start_matches(['-', '−', '+']);
    // A plain fraction is a number, not a task.
    let fraction = body.split('/').count() == 2 && body.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | ' '));
    let latex_fraction = body.matches('\\').count() == 1
        && body.contains("frac{")
        && body.ends_with('}')
        && body.chars().skip_while(char::is_ascii_digit).take(1).all(|c| c == '\\')
        && !body.contains(['+', '-', '*', '·', ':', '^', '(']);
    let percent = body.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | ',' | '.' | ' ' | '\\'));
    !(fraction || latex_fraction || percent) && body.contains(|c: char| "+-−–*·×⋅/:÷^√\\|!²³".contains(c))
}

/// «квадратных сантиметров», «метров в секунду» as one word each.
fn compound(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Piece::Word(word) = &piece
            && let Some(unit) = units::named(word)
        {
            let before = |back: usize| match joined.len().checked_sub(back).and_then(|at| joined.get(at)) {
                Some(Piece::Word(word)) => word.as_str(),
                _ => "",
            };
            let power = match before(1) {
                word if word.starts_with("квадратн") || matches!(word, "кв" | "square") => unit.squared(),
                word if word.starts_with("кубическ") || matches!(word, "куб" | "cubic") => unit.cubed(),
                _ => None,
            };
            if let Some(power) = power {
                joined.pop();
                joined.push(Piece::Word(power.symbol.to_owned()));
                continue;
            }
            if matches!(before(1), "в" | "per") && unit.dimension == units::Dimension::Time {
                let speed = units::named(before(2))
                    .and_then(|length| units::named(&format!("{}/{}", length.symbol, unit.symbol)));
                if let Some(speed) = speed {
                    joined.truncate(joined.len() - 2);
                    joined.push(Piece::Word(speed.symbol.to_owned()));
                    continue;
                }
            }
        }
        joined.push(piece);
    }
    joined
}

/// «1,2 млн» and «48 тыс. км²» as whole numbers.
fn scaled(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let times = match piece.word() {
            Some("тыс" | "thousand") => Some(1_000),
            Some("млн" | "million") => Some(1_000_000),
            Some("млрд" | "billion") => Some(1_000_000_000),
            _ => None,
        };
        match (joined.last_mut(), times) {
            (Some(Piece::Value { value, operation: false }), Some(times)) => value.0 *= Exact::whole(times).0,
            _ => joined.push(piece),
        }
    }
    joined
}

/// «четверть часа», «половина дециметра», «полчаса», «полтора метра» as quantities.
fn spoken_parts(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(word) = piece.word() else {
            joined.push(piece);
            continue;
        };
        let before = |back: usize| joined.len().checked_sub(back).and_then(|at| joined.get(at)).and_then(Piece::word);
        // «без четверти час» is a time of the day: a part is one of a unit in the genitive.
        let unit = units::behind_a_number(word).filter(|_| word.chars().count() > 2 && word.ends_with(['а', 'ы', 'и']));
        let half = word.strip_prefix("пол").map(|rest| rest.trim_start_matches('-')).filter(|rest| rest.len() > 4);
        // «three quarters of an hour», «half an hour»
        let english = units::behind_a_number(word).filter(|_| word.is_ascii() && word.len() > 3);
        let spoken = match (english, before(1), before(2), before(3), before(4)) {
            (Some(unit), Some("an" | "a"), Some("of"), Some(part), times) => {
                english_part(part).map(|below| match times {
                    Some("three") => (3, below, unit, 4),
                    Some("two") => (2, below, unit, 4),
                    Some("a") => (1, below, unit, 4),
                    _ => (1, below, unit, 3),
                })
            }
            (Some(unit), Some("an" | "a"), Some("half"), ..) => Some((1, 2, unit, 2)),
            _ => None,
        };
        if let Some((n, d, unit, words)) = spoken {
            joined.truncate(joined.len() - words);
            joined.push(Piece::Quantity(Exact::ratio(n, d), unit));
            continue;
        }
        let part = match (unit, before(1)) {
            (Some(unit), Some(part)) => part_named(part).map(|(n, d)| (n, d, unit, 1)).or_else(|| {
                // «третья часть суток», «пятая часть метра»
                let below =
                    ["часть", "части", "доля"].contains(&part).then(|| before(2).and_then(ordinal)).flatten()?;
                Some((1, below, unit, 2))
            }),
            (None, _) => half.and_then(units::behind_a_number).map(|unit| (1, 2, unit, 0)),
            _ => None,
        };
        match part {
            Some((n, d, unit, words)) => {
                joined.truncate(joined.len() - words);
                joined.push(Piece::Quantity(Exact::ratio(n, d), unit));
            }
            None => joined.push(piece),
        }
    }
    joined
}

/// A part that has a name of its own.
fn part_named(word: &str) -> Option<(i64, i64)> {
    Some(match word {
        "половина" | "половины" | "половину" | "половине" | "половиной" => {
            (1, 2)
        }
        "треть" | "трети" | "третью" => (1, 3),
        "четверть" | "четверти" | "четвертью" => (1, 4),
        "полтора" | "полторы" | "полутора" => (3, 2),
        _ => return None,
    })
}

fn english_part(word: &str) -> Option<i64> {
    Some(match word {
        "half" => 2,
        "third" | "thirds" => 3,
        "quarter" | "quarters" => 4,
        "fifth" | "fifths" => 5,
        "tenth" | "tenths" => 10,
        _ => return None,
    })
}

/// «пятая» of «пятая часть».
pub(super) fn ordinal(word: &str) -> Option<i64> {
    const ORDINALS: &[&str] = &["трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"];
    const ENDS: &[&str] = &["ая", "ую", "ой", "ья", "ью", "ьей", "ых", "ьих"];
    let at = ORDINALS.iter().position(|stem| word.strip_prefix(stem).is_some_and(|end| ENDS.contains(&end)))?;
    i64::try_from(at + 3).ok()
}

/// Joins a value with the unit behind it.
fn quantities(pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = spoken_parts(compound(scaled(pieces)));
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if let (Piece::Word(word), Some(Piece::Value { value, operation: false })) = (&piece, joined.last())
            && let Some(unit) = units::behind_a_number(word).or_else(|| seconds(word, &joined, pieces.peek()))
        {
            let quantity = Piece::Quantity(value.clone(), unit);
            joined.pop();
            joined.push(quantity);
        } else {
            joined.push(piece);
        }
    }
    // «3 м 5 дм =» waits for its answer.
    if let Some(last @ Piece::Mark(Sign::Equal)) = joined.last_mut() {
        *last = Piece::Gap;
    }
    joined
}

/// «4 мин 15 с», «за 10 с»: seconds, not a preposition.
fn seconds(word: &str, before: &[Piece], next: Option<&Piece>) -> Option<Unit> {
    let ahead = match before.len().checked_sub(2).and_then(|at| before.get(at)) {
        Some(Piece::Quantity(_, unit)) => unit.dimension == units::Dimension::Time,
        Some(Piece::Word(word)) => {
            matches!(
                word.as_str(),
                "за" | "через" | "время" | "времени" | "первые" | "последние" | "каждые" | "течение"
            )
        }
        _ => false,
    };
    let alone = !matches!(next, Some(Piece::Word(_) | Piece::Value { .. } | Piece::Quantity(..) | Piece::Formula(_)));
    (word == "с" && (ahead || alone)).then(|| units::named("с")).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(number: i64, operation: bool) -> Piece {
        Piece::Value { value: Exact::whole(number), operation }
    }

    fn word(text: &str) -> Piece {
        Piece::Word(text.to_owned())
    }

    #[test]
    fn a_question_is_words_values_and_relations() {
        assert_eq!(pieces(&"Вычислите: 3 + 4 · 2.".into()), [word("вычислите"), value(11, true)]);
        assert_eq!(
            pieces(&"Найдите 15 % от 240".into()),
            [word("найдите"), value(15, false), word("%"), word("от"), value(240, false)]
        );
        assert_eq!(pieces(&r"$\frac{6}{3} + 1$ ещё".into()), [value(3, true), word("еще")]);
        let equation = Relation { left: "2x + 5".into(), sign: Sign::Equal, right: "17".into() };
        assert_eq!(pieces(&"Решите уравнение 2х + 5 = 17.".into())[2], Piece::Relation(equation));
        assert_eq!(pieces(&"7 · 8 =".into()), [value(56, true), Piece::Gap]);
    }

    #[test]
    fn a_number_takes_its_unit_along() {
        let pieces = pieces(&"Сторона 5 см, путь 60 км/ч".into());

        assert!(matches!(&pieces[1], Piece::Quantity(five, _) if *five == Exact::whole(5)), "{pieces:?}");
        assert!(matches!(&pieces[3], Piece::Quantity(..)), "{pieces:?}");
    }
}
