//! Answers that are no single number: pairs, bounds, shapes of fractions, division with a remainder.

use super::claim::Shape;
use super::relation::{Relation, Sign, relation};
use super::said::Piece;
use crate::math::{self, Exact};

fn bare(text: &str) -> String {
    text.replace(['$', '\u{a0}'], " ").replace(r"\left", "").replace(r"\right", "").replace('−', "-")
}

/// «29 : 4» of «Выполните деление с остатком: 29 : 4»: quotient and remainder.
pub(super) fn division(question: &str) -> Option<(i64, i64)> {
    let lower = question.to_lowercase();
    let known = [
        "выполни",
        "деление",
        "деления",
        "с",
        "остатком",
        "раздели",
        "вычисли",
        "найди",
        "неполное",
        "частное",
        "и",
        "остаток",
        "divide",
        "with",
        "remainder",
        "find",
        "the",
        "quotient",
        "and",
    ];
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let asks = words.iter().any(|word| matches!(*word, "остатком" | "remainder"));
    if !asks || !words.iter().all(|word| known.iter().any(|stem| word.starts_with(stem))) {
        return None;
    }
    let numbers: String = lower.chars().filter(|c| c.is_ascii_digit() || ":÷".contains(*c)).collect();
    let (dividend, divisor) = numbers.trim_start_matches(':').split_once([':', '÷'])?;
    let (dividend, divisor): (i64, i64) = (dividend.parse().ok()?, divisor.parse().ok()?);
    (divisor > 0).then(|| (dividend / divisor, dividend % divisor))
}

/// The two whole numbers of «7 (ост. 1)»; a quotient without a remainder has none left.
pub(super) fn two_numbers(answer: &str) -> Option<(i64, i64)> {
    let numbers: Vec<i64> = answer
        .replace('\u{a0}', "")
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [quotient, rest] => Some((*quotient, *rest)),
        _ => None,
    }
}

/// The numbers of «4 : 3».
pub(super) fn ratio(text: &str) -> Option<Vec<Exact>> {
    let bare = bare(text).replace(r"\colon", ":");
    let parts: Vec<Exact> = bare
        .trim()
        .trim_end_matches('.')
        .split(':')
        .map(|part| math::evaluate(part.trim()).ok())
        .collect::<Option<_>>()?;
    (parts.len() > 1 && parts.iter().all(|part| part.0 > num_rational::BigRational::from_integer(0.into())))
        .then_some(parts)
}

/// The ratio that a question asks to be simplified, if it has no other numbers.
pub(super) fn ratio_asked(question: &str) -> Option<Vec<Exact>> {
    let lower = bare(question).to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| lower.contains(stem));
    if !any(&["отношени", "ratio"]) || !any(&["упрост", "сократи", "наименьш", "целых", "simpl", "lowest"])
    {
        return None;
    }
    let from = lower.find(|c: char| c.is_ascii_digit())?;
    let to = lower.rfind(|c: char| c.is_ascii_digit())? + 1;
    ratio(lower.get(from..to)?)
}

/// «7 и 8».
pub(super) fn two_values(option: &str) -> Option<(Exact, Exact)> {
    let bare = bare(option);
    let (one, two) = bare.split_once(" и ").or_else(|| bare.split_once(" and "))?;
    Some((math::evaluate(one.trim()).ok()?, math::evaluate(two.trim()).ok()?))
}

/// How a fraction is written; outer `None`: it is no fraction, inner: it is one of no good shape («2 7/5»).
pub(super) fn shape(text: &str) -> Option<Option<Shape>> {
    let bare = bare(text);
    let text = bare.trim().trim_end_matches('.');
    let (whole, n, d) =
        if let Some((whole, fraction)) = text.split_once(r"\frac{").or_else(|| text.split_once(r"\dfrac{")) {
            let (n, d) = fraction.strip_suffix('}')?.split_once("}{")?;
            (whole.trim(), n, d)
        } else {
            let (before, d) = text.split_once('/')?;
            let (whole, n) = before.trim().rsplit_once(' ').unwrap_or(("", before));
            (whole.trim(), n, d)
        };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (n, d) = (number(n)?, number(d)?);
    Some(match whole.trim_start_matches('-') {
        "" if n >= d => Some(Shape::Improper),
        "" => Some(Shape::Proper),
        whole => {
            number(whole)?;
            (n < d).then_some(Shape::Mixed)
        }
    })
}

/// «(3; 6)», «x = 3, y = 6».
pub(super) fn point(answer: &str) -> Option<(Exact, Exact)> {
    let bare = bare(answer);
    let text = bare.trim().trim_end_matches('.').trim_start_matches('(').trim_end_matches(')');
    let (one, two) = text.split_once(';').or_else(|| text.split_once(", ")).or_else(|| text.split_once(" и "))?;
    let side = |text: &str| -> Option<(char, Exact)> {
        let (name, value) = text.split_once('=').unwrap_or(("", text));
        let name = name.trim().chars().next().unwrap_or(' ').to_lowercase().next()?;
        Some((
            if name == 'х' {
                'x'
            } else if name == 'у' {
                'y'
            } else {
                name
            },
            math::evaluate(value.trim()).ok()?,
        ))
    };
    let ((first, one), (second, two)) = (side(one)?, side(two)?);
    match (first, second) {
        ('y', 'x') => Some((two, one)),
        ('x', 'y') | (' ', ' ') => Some((one, two)),
        _ => None,
    }
}

/// «x > 5», «5 < x», «(5; +∞)».
pub(super) fn ray(answer: &str) -> Option<(Sign, Exact)> {
    let bare = bare(answer).replace('х', "x").replace(r"\infty", "∞").replace(' ', "");
    let text = bare.trim().trim_end_matches('.');
    if let Some(inner) = text.strip_prefix(['(', '[']).and_then(|inner| inner.strip_suffix([')', ']'])) {
        let (low, high) = inner.split_once(';').or_else(|| inner.split_once(','))?;
        let closed = |c: char| text.contains(c);
        return match (low, high) {
            (low, "+∞" | "∞") => {
                Some((if closed('[') { Sign::AtLeast } else { Sign::More }, math::evaluate(low).ok()?))
            }
            ("-∞", high) => Some((if closed(']') { Sign::AtMost } else { Sign::Less }, math::evaluate(high).ok()?)),
            _ => None,
        };
    }
    let Some(Piece::Relation(Relation { left, sign, right })) = relation(text) else { return None };
    if matches!(sign, Sign::Equal | Sign::NotEqual) {
        return None;
    }
    match (left.as_str(), right.as_str()) {
        ("x" | "y", value) => Some((sign, math::evaluate(value).ok()?)),
        (value, "x" | "y") => Some((sign.turned(), math::evaluate(value).ok()?)),
        _ => None,
    }
}

/// How many: in digits or in words.
pub(super) fn count(answer: &str) -> Option<u8> {
    let text = bare(answer).to_lowercase();
    let text = text.trim().trim_end_matches('.');
    let first = text.split_whitespace().next()?;
    Some(match first {
        "0" | "ни" | "нет" | "ноль" | "none" | "no" | "zero" => 0,
        "1" | "один" | "одно" | "одна" | "one" => 1,
        "2" | "два" | "две" | "two" => 2,
        "3" | "три" | "three" => 3,
        "4" | "четыре" | "four" => 4,
        "бесконечно" | "множество" | "infinitely" => u8::MAX,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_several_parts_are_read() {
        assert_eq!(division("Выполните деление с остатком: 47 : 6."), Some((7, 5)));
        assert_eq!(division("Поезд прошёл с остатком 47 : 6"), None);
        assert_eq!(two_numbers("7 (ост. 3)"), Some((7, 3)));
        assert_eq!(shape(r"$2\frac{7}{5}$"), Some(None));
        assert_eq!(shape(r"$3\frac{2}{5}$"), Some(Some(Shape::Mixed)));
        assert_eq!(shape("17/5"), Some(Some(Shape::Improper)));
        assert_eq!(point("(6; 3)"), point("y = 3, x = 6"));
        assert_eq!(ray("$x > 5$"), ray(r"$(5; +\infty)$"));
        assert_eq!(ray("x ≤ −2"), ray(r"(-\infty; -2]"));
        assert_eq!(count("ни одного"), Some(0));
    }
}
