//! Numbers with their base below them, and distances between points.

use num_traits::Signed;

use super::claim::Claim;
use crate::domain::Rich;
use crate::math::{self, Exact};

/// «Переведите 1F_{16} в десятичную систему», «Найдите расстояние между точками A(−5) и B(3)».
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let plain = question.plain().replace(['\u{a0}', '$'], " ");
    converted(&plain).or_else(|| apart(&plain))
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
    let goes = |stem: &str| ["в ", "to ", "в виде "].iter().any(|to| lower.contains(&format!("{to}{stem}")));
    let value = if goes("десятичн") || goes("decimal") {
        number
    } else if goes("двоичн") || goes("binary") {
        format!("{number:b}").parse().ok()?
    } else if goes("восьмеричн") {
        format!("{number:o}").parse().ok()?
    } else {
        return None;
    };
    Some(Claim::Value(Exact::whole(value), None))
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
