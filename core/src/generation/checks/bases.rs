//! Numbers with their base below them, and distances between points.

use num_traits::Signed;

use super::algebra::begins;
use super::claim::Claim;
use crate::domain::Rich;
use crate::domain::rich::Inline;
use crate::math::{self, Exact};

/// «Переведите 1F_{16} в десятичную систему», «Найдите расстояние между точками A(−5) и B(3)».
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let plain = question.plain().replace(['\u{a0}', '$'], " ");
    converted(&plain).or_else(|| reckoned(question)).or_else(|| in_sixteens(&plain)).or_else(|| apart(&plain))
}

/// The value of an expression that has numbers with their base below them: `101_2 + 1F_{16}`, «101₂».
pub(super) fn value(text: &str) -> Option<Exact> {
    math::approach(&written_out(text)?.0).ok()
}

/// The same in decimal numbers, and the base where all have one.
fn written_out(text: &str) -> Option<(String, Option<u32>)> {
    let mut below = String::new();
    for c in text.chars() {
        match char::from_digit(u32::from(c).wrapping_sub(u32::from('₀')), 10) {
            Some(digit) if below.ends_with(|c: char| c.is_ascii_digit()) && below.contains('_') => below.push(digit),
            Some(digit) => below.extend(['_', digit]),
            None => below.push(c),
        }
    }
    let (mut written, mut rest, mut bases) = (String::new(), below.as_str(), Vec::new());
    while let Some((before, after)) = rest.split_once('_') {
        let inside = after.strip_prefix('{').unwrap_or(after);
        let end = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
        let base: u32 = inside.get(..end)?.parse().ok().filter(|base| (2..=16).contains(base))?;
        let is_digit = |c: char| c.is_ascii_digit() || ('A'..='F').contains(&c);
        let from =
            before.rfind(|c| !is_digit(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let digits = &before[from..];
        // `a_{12}`, `C_{14}` are no numbers.
        let number =
            i64::from_str_radix(digits, base).ok().filter(|_| digits.contains(|c: char| c.is_ascii_digit()))?;
        written.push_str(&before[..from]);
        written.push_str(&number.to_string());
        bases.push(base);
        rest = inside.get(end..)?;
        rest = rest.strip_prefix('}').unwrap_or(rest);
    }
    written.push_str(rest);
    let first = *bases.first()?;
    Some((written, Some(first).filter(|first| bases.iter().all(|base| base == first))))
}

/// «Сложите двоичные числа 101_2 + 11_2. Запишите ответ в двоичной системе».
fn reckoned(question: &Rich) -> Option<Claim> {
    const KNOWN: &str = "сложи вычти умнож вычисли найди выполни сумм разност произведени двоичн восьмеричн чис \
        значени выражени запиш дай ответ результат систем счислени в той же и сложение вычитание действи реши пример \
        add subtract multiply calculate find the sum binary numbers write answer in system give your as a number";
    let mut formulas = question.inlines().into_iter().filter_map(|inline| match inline {
        Inline::Math(latex) => Some(latex),
        _ => None,
    });
    let (formula, None) = (formulas.next()?, formulas.next()) else { return None };
    let (written, base) = written_out(formula.trim().trim_end_matches(['=', '.', ' ']))?;
    let base = base.filter(|base| *base < 10)?;
    let words = question.plain().replace(formula.as_str(), " ").to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let name = if base == 2 { ["в двоичн", "in binary"] } else { ["в восьмеричн", "in octal"] };
    let asks = question.plain().to_lowercase();
    let told = name.iter().any(|name| asks.contains(name)) || asks.contains("в той же систем");
    if !told || !words.all(|word| begins(KNOWN, word)) {
        return None;
    }
    let value = math::evaluate(&written).ok().filter(Exact::is_whole)?.source().parse::<u64>().ok()?;
    let (mut digits, mut left) = (String::new(), value);
    while left > 0 || digits.is_empty() {
        digits.insert(0, char::from_digit(u32::try_from(left % u64::from(base)).ok()?, 10)?);
        left /= u64::from(base);
    }
    Some(Claim::Value(Exact::whole(digits.parse().ok()?), None))
}

fn converted(plain: &str) -> Option<Claim> {
    let below: String = plain
        .chars()
        .map(|c| {
            char::from_digit(u32::from(c).wrapping_sub(u32::from('₀')), 10)
                .map_or(c.to_string(), |digit| format!("_{digit}"))
        })
        .collect();
    let lower = below.to_lowercase();
    let known = [
        "перевед",
        "переведи",
        "запиш",
        "число",
        "числа",
        "в",
        "из",
        "систем",
        "счислен",
        "десятичн",
        "двоичн",
        "восьмеричн",
        "шестнадцатеричн",
        "convert",
        "to",
        "decimal",
        "binary",
        "the",
        "number",
        "найди",
        "значение",
        "чему",
        "равно",
        "write",
        "what",
        "find",
        "value",
        "system",
        "notation",
        "in",
        "is",
        "as",
        "a",
        "of",
    ];
    let words =
        lower.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '{' && c != '}').filter(|word| !word.is_empty());
    let mut numbers = Vec::new();
    for word in words {
        match word.split_once('_') {
            // «101_1_6»: digits below the line come one by one.
            Some((digits, base)) => {
                let base: String = base.chars().filter(char::is_ascii_digit).collect();
                numbers.push(
                    i64::from_str_radix(digits, base.parse().ok().filter(|base| [2, 8, 10, 16].contains(base))?)
                        .ok()?,
                );
            }
            None if known
                .iter()
                .any(|stem| if stem.chars().count() < 4 { word == *stem } else { word.starts_with(stem) }) => {}
            None => return None,
        }
    }
    let &[number] = numbers.as_slice() else { return None };
    let goes = |stem: &str| {
        ["в ", "to ", "in ", "in the ", "to the ", "в виде "].iter().any(|to| lower.contains(&format!("{to}{stem}")))
    };
    let value = if goes("десятичн") || goes("decimal") {
        number
    } else if goes("двоичн") || goes("binary") {
        format!("{number:b}").parse().ok()?
    } else if goes("восьмеричн") {
        format!("{number:o}").parse().ok()?
    } else if goes("шестнадцатеричн") || goes("hexadecimal") {
        return Some(Claim::Written(format!("{number:X}")));
    } else {
        return None;
    };
    Some(Claim::Value(Exact::whole(value), None))
}

/// «Как записывается десятичное число 156 в шестнадцатеричной системе?»
fn in_sixteens(plain: &str) -> Option<Claim> {
    let lower = plain.to_lowercase();
    let from = lower.contains("десятичн") || lower.contains("decimal number");
    let to = ["в шестнадцатеричн", "to hexadecimal", "in hexadecimal"].iter().any(|to| lower.contains(to));
    let others = ["двоичн", "восьмеричн", "сумм", "сколько", "binary", "octal"].iter().any(|stem| lower.contains(stem));
    let mut numbers =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let (number, None) = (numbers.next()?, numbers.next()) else { return None };
    let number: u32 = number.parse().ok()?;
    (from && to && !others).then(|| Claim::Written(format!("{number:X}")))
}

/// Digits of an answer without the base below them.
pub(super) fn digits(answer: &str) -> Option<String> {
    let bare = answer.replace(['$', ' ', '.'], "");
    let bare = bare.split(['_', '₁']).next()?.to_uppercase();
    (!bare.is_empty() && bare.chars().all(|c| c.is_ascii_hexdigit())).then(|| bare.trim_start_matches('0').to_owned())
}

/// How far two points of an axis are apart.
fn apart(plain: &str) -> Option<Claim> {
    let lower = plain.to_lowercase();
    let asks = ["расстояние между точк", "длину отрезка", "distance between"].iter().any(|asks| lower.contains(asks));
    let mut places = Vec::new();
    let mut rest = plain;
    while let Some((before, after)) = rest.split_once('(') {
        if !before.trim_end().ends_with(|c: char| c.is_uppercase()) {
            return None;
        }
        let (inside, after) = after.split_once(')')?;
        places.push(math::evaluate(inside.trim()).ok()?);
        rest = after;
    }
    let [one, other] = places.as_slice() else { return None };
    // Nothing but the points has a number.
    let outside = plain.split(['(', ')']).step_by(2).any(|text| text.contains(|c: char| c.is_ascii_digit()));
    (asks && !outside).then(|| Claim::Value(Exact((&one.0 - &other.0).abs()), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_and_points_are_read() {
        let comes_to = |question: &str| match claim(&question.into())? {
            Claim::Value(value, None) => Some(value.source()),
            _ => None,
        };
        for (question, right) in [
            ("Переведите $1F_{16}$ в десятичную систему.", Some("31")),
            ("Переведите число 101₂ в десятичную систему счисления.", Some("5")),
            ("Найдите расстояние между точками A(−5) и B(3) на координатной прямой.", Some("8")),
            ("Найдите расстояние между точками A(1; 2) и B(4; 6).", None),
        ] {
            assert_eq!(comes_to(question).as_deref(), right, "{question}");
        }
    }
}
