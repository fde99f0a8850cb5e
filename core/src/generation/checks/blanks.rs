//! Gaps whose answers must make equalities and statements hold.

use super::computed::{Outcome, chemistry};
use super::relation::{Sign, relation};
use super::said::{self, Piece};
use super::statements;
use super::{algebra, asked, gaps, roots};
use crate::domain::Rich;
use crate::domain::task::FillBlank;
use crate::math::{self, substance};

/// Equalities and statements with gaps: the answers put into the gaps must make them hold.
pub(super) fn blanks(task: &mut FillBlank) -> Outcome {
    let mut text = asked::without_definitions(task.text.source());
    let single = task.blanks.len() == 1;
    for (blank, number) in task.blanks.iter().zip(1..) {
        let answer = blank.answer.source().trim().trim_matches('$');
        text = text.replace(&format!("[[{number}]]"), &answer.replace(r"\<", "<"));
    }
    if substance::is_balanced(&chemistry(behind_its_order(&text))) == Some(false) {
        return Outcome::Wrong("key.unbalanced", text);
    }
    if let Some(holds) = division(&text) {
        return if holds { Outcome::Right } else { Outcome::Wrong("blank.wrong_key", text) };
    }
    if let Some(fit) = gaps::fit(task) {
        return if fit { Outcome::Right } else { Outcome::Wrong("blank.wrong_key", text) };
    }
    let parts: Vec<Option<bool>> = parts(&text).iter().map(|part| holds(part)).collect();
    if parts.contains(&Some(false)) {
        // A gap that is the whole right side has one value.
        let mended = (single && parts.len() == 1).then(|| right_side(task)).flatten();
        if let Some(printed) = mended
            && let Some(blank) = task.blanks.first_mut()
        {
            blank.answer = printed;
            blank.accept.clear();
            return Outcome::Mended("blank.wrong_key");
        }
        Outcome::Wrong("blank.wrong_key", text)
    } else if !parts.is_empty() && parts.iter().all(Option::is_some) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}

/// «52 : 9 = 5 (ост. 7)».
fn division(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let (before, rest) = ["ост", "remainder", " r "].iter().find_map(|word| lower.split_once(word))?;
    let (left, quotient) = before.split_once('=')?;
    let number = |text: &str| -> Option<i64> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let plain = text.chars().all(|c| c.is_ascii_digit() || " \u{a0}$(,.;:)—".contains(c) || c.is_alphabetic());
        digits.parse().ok().filter(|_| plain)
    };
    let (dividend, divisor) = left.rsplit_once([':', '÷', '/'])?;
    let dividend = dividend.rsplit([':', '.']).next()?;
    let (dividend, divisor, quotient, rest) = (number(dividend)?, number(divisor)?, number(quotient)?, number(rest)?);
    Some(divisor * quotient + rest == dividend && rest < divisor)
}

/// «Вычислите: 3 + 4 = 7» without its first word.
fn behind_its_order(text: &str) -> &str {
    match text.split_once(':') {
        Some((order, rest)) if order.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '-' | ',')) => {
            rest
        }
        _ => text,
    }
}

/// What is said one thing after another: «6 : 2 = 3; 1 м = 100 см, …».
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let letters: Vec<char> = behind_its_order(text).chars().collect();
    let mut math = false;
    for (at, &c) in letters.iter().enumerate() {
        let spaced = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        math ^= c == '$';
        let ends = match c {
            ';' | '\n' => true,
            // A dot behind a short word is that of a unit: «руб. = 100 коп.».
            ',' => spaced && !math,
            '.' | '!' | '?' => spaced && !math && letters.get(at + 2) != Some(&'='),
            _ => false,
        };
        if ends {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Whether one thing said is so; `None` where that cannot be told.
fn holds(part: &str) -> Option<bool> {
    let part = ["а ", "и ", "но "].iter().find_map(|joint| part.strip_prefix(joint)).unwrap_or(part);
    let bare = part.replace('$', "");
    // «4,7 · 10ⁿ»
    if bare.contains(['ⁿ', 'ˣ', 'ᵏ']) {
        return None;
    }
    let spoken = bare.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    // «6 + 6 + 6 + 6 = 6 · 4 = 24»
    if !spoken && bare.matches('=').count() > 1 && !bare.contains(['<', '>']) {
        let sides: Vec<math::Exact> =
            bare.split('=').map(|side| math::evaluate(side.trim()).ok()).collect::<Option<_>>()?;
        return Some(sides.windows(2).all(|two| two[0] == two[1]));
    }
    if !spoken && bare.contains(['=', '<', '>']) {
        let judged = match relation(bare.trim()) {
            // «(x + 5)² = x² + [[1]]x + 25»: what is transformed, not an equation.
            Some(Piece::Relation(relation))
                if relation.sign == Sign::Equal
                    && (relation.left.contains('(') || relation.right.contains('('))
                    && !roots::letters(&relation.right).is_empty()
                    && same_letters(&relation.left, &relation.right) =>
            {
                algebra::alike(&relation.left, &relation.right)
            }
            Some(Piece::Relation(relation)) => relation.holds(),
            _ => return statements::decided(&Rich(bare)),
        };
        return judged.or_else(|| statements::decided(&Rich(bare)));
    }
    let (bare, part) = (Rich(bare), Rich(part.to_owned()));
    let wrong = |text: &Rich| {
        let wrong = |piece: &Piece| matches!(piece, Piece::Relation(relation) if relation.holds() == Some(false));
        said::pieces(text).iter().any(wrong).then_some(false)
    };
    statements::decided(&bare).or_else(|| statements::decided(&part)).or_else(|| wrong(&bare)).or_else(|| wrong(&part))
}

fn same_letters(one: &str, other: &str) -> bool {
    let of = |text: &str| roots::letters(text).into_iter().collect::<std::collections::BTreeSet<char>>();
    of(one) == of(other)
}

/// What belongs behind the sign of equality at the end.
fn right_side(task: &FillBlank) -> Option<Rich> {
    let text = task.text.source().trim().trim_end_matches('.').trim();
    let left = text.strip_suffix("[[1]]")?.trim_end().trim_end_matches('$').trim_end().strip_suffix('=')?;
    let value = math::evaluate(left.trim().trim_matches('$')).ok()?;
    Some(value.decimal(",").map_or_else(|| Rich::math(&value.latex_mixed()), Rich))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_leaves_its_remainder() {
        for (text, holds) in [
            ("52 : 9 = 5 (ост. 7)", Some(true)),
            ("Выполни деление: 65 : 8 = 8, остаток 1", Some(true)),
            ("47 : 6 = 7 (ост. 4)", Some(false)),
            ("38 : 5 = 6 (ост. 8)", Some(false)),
            ("1 208 : 3 = 402 (remainder 2)", Some(true)),
            ("Осталось 5 = 3 + 2", None),
        ] {
            assert_eq!(division(text), holds, "{text}");
        }
    }
}
