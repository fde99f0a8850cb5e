//! A number of a question that is its answer.

use super::words::runs;
use crate::understand;

/// Whether a question tells its answer: a number that nothing is computed from, of two digits, behind «то есть» or
/// with its unit.
pub(in crate::generation) fn tells(question: &str, value: &str, unit: Option<&str>, expression: &str) -> bool {
    const SAYS: &[&str] = &[
        "то есть",
        "значит",
        "получилось",
        "получится",
        "всего",
        "равна",
        "равен",
        "равно",
        "равны",
        "остаток",
        "это",
        "=",
        "стало",
        "стала",
        "итого",
    ];
    let number = value.replace([' ', '\u{a0}'], "").replace(['−', '–'], "-").replace('.', ",");
    let digits = number.trim_start_matches('-');
    let computed = expression.chars().skip(1).any(|c| "+-*/^:·".contains(c));
    if !computed || digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == ',') {
        return false;
    }
    let operands: Vec<String> = runs(&expression.replace('.', ","));
    let operand = operands.iter().any(|operand| operand == digits);
    let text = question.to_lowercase().replace('ё', "е").replace("{,}", ",").replace(['\u{a0}', '\u{202f}'], " ");
    let text = text.trim_end_matches(['.', '?', '!']);
    let long = digits.chars().filter(char::is_ascii_digit).count() > 1;
    // «11. Найдите»: numbers of tasks, options and steps are none of the question's.
    let places = text.match_indices(digits).filter(|(at, _)| {
        let joins = |c: char| c.is_ascii_digit() || c == ',';
        let before = text[..*at].chars().next_back();
        let after = &text[at + digits.len()..];
        before.is_none_or(|c| !joins(c) && c != '^' && c != '_' && c != '{')
            && !after.starts_with(|c: char| c.is_ascii_digit())
            // A coefficient may be the sum of the roots.
            && !after.starts_with(['x', 'y'])
            && !after.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let said = |before: &str| {
        let before = before.trim_end_matches([' ', '$', '-', '−']);
        let last: String = before.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        SAYS.iter().any(|mark| last.ends_with(mark) || (mark.len() > 4 && last.contains(mark)))
    };
    let measure = |after: &str| {
        let unit = unit.filter(|unit| unit.chars().count() < 4).map(str::to_lowercase);
        let behind = after.trim_start().split(|c: char| c.is_whitespace() || ".,;?!".contains(c)).next();
        unit.is_some_and(|unit| behind == Some(unit.as_str()))
    };
    if !operand && places.into_iter().any(|(at, _)| long || said(&text[..at]) || measure(&text[at + digits.len()..])) {
        return true;
    }
    // «равна минус двенадцати», «остаток три»
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spelled = |word: &str| understand::cardinal(word).is_some_and(|n| n.to_string() == digits);
    words.windows(3).any(|w| spelled(w[2]) && w[1] == "минус" && SAYS.contains(&w[0]))
        || words.windows(2).any(|w| spelled(w[1]) && SAYS.contains(&w[0]))
            && (!operand || runs(text).iter().any(|run| run == digits))
        || (long && !operand && words.iter().any(|word| spelled(word)))
}
