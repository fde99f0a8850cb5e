//! Statements about a number joined by И, ИЛИ and НЕ: which numbers make them true.

use std::collections::BTreeMap;

use super::claim::Claim;
use super::computed::answered;
use super::named::one_of;
use super::property::Property;
use super::relation::{Sign, relation};
use super::said::{self, Piece};
use super::truths::{self, Token};
use super::{algebra, chosen, roots};
use crate::domain::Rich;
use crate::math::{self, Exact};

/// «Для какого числа истинно: НЕ (x < 6) И (x чётное)?»: which options make it so.
pub(super) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let (said, statement) = read(question)?;
    if said.any("наименьш наибольш минимальн максимальн smallest least greatest largest")
    {
        return None;
    }
    let values: Vec<Exact> = options
        .iter()
        .map(|option| answered(option.source()).and_then(|(value, unit)| unit.is_none().then_some(value)))
        .collect::<Option<_>>()?;
    values.iter().map(|value| statement.holds(value)).collect()
}

/// «Напишите наименьшее целое число, для которого истинно …».
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let (said, statement) = read(question)?;
    let least = said.any("наименьш минимальн smallest least");
    if least == said.any("наибольш максимальн greatest largest") {
        return None;
    }
    let from = if said.any("натуральн natural") { 1 } else { -1_000 };
    let all: Vec<i64> = (from..=1_000).filter(|n| statement.holds(&Exact::whole(*n)) == Some(true)).collect();
    // At the end of what was looked through there may be more.
    let (first, last) = (*all.first()?, *all.last()?);
    match least {
        true if first > -1_000 => Some(Claim::Value(Exact::whole(first), None)),
        false if last < 1_000 => Some(Claim::Value(Exact::whole(last), None)),
        _ => None,
    }
}

/// The value of the one letter a question gives: «Дано x = 7».
pub(super) fn given(question: &Rich) -> Option<(char, Exact)> {
    let mut found = said::pieces(question).into_iter().filter_map(|piece| match piece {
        Piece::Relation(relation) if relation.sign == Sign::Equal => Some(relation),
        _ => None,
    });
    let (Some(relation), None) = (found.next(), found.next()) else { return None };
    let mut letters = relation.left.trim().chars();
    let letter = letters.next().filter(|letter| letters.next().is_none() && letter.is_ascii_lowercase())?;
    Some((letter, math::evaluate(&relation.right).ok()?))
}

/// Whether inequalities joined by И, ИЛИ and НЕ hold where their letter has this value.
pub(super) fn truth_at(letter: char, value: &Exact, text: &Rich) -> Option<bool> {
    let plain = plain(text.source());
    let tokens = truths::tokens(plain.trim().trim_end_matches('.'));
    let part = |part: &str| match relation(part) {
        Some(Piece::Relation(relation)) if roots::unknown(&relation) == Some(letter) => relation.holds_for(value),
        _ => atom(part).filter(|_| letter == 'x')?.holds(value, &[]),
    };
    truths::truth(&tokens, &part)
}

/// «Дано x = 7» and a joined statement.
pub(super) fn holds(question: &Rich, text: &Rich) -> Option<bool> {
    let (letter, value) = given(question)?;
    // An equation of the question is no value.
    (!said::pieces(text)
        .iter()
        .any(|piece| matches!(piece, Piece::Word(word) if word.starts_with("корен") || word.starts_with("корн"))))
    .then(|| truth_at(letter, &value, text))?
}

/// «Какие высказывания истинны при x = 7?»
pub(super) fn at(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "высказыван* выражени* логическ* истинн* ложн* при для x неравенств* верн* будут будет являются если дано statements statement true false for \
        when are is given inequalities hold";
    let (letter, value) = given(question)?;
    let pieces = said::pieces(question);
    let any = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
    let known = said::words(&pieces).all(|word| one_of(KNOWN, word) || chosen::is_choosing(word));
    let (right, wrong) = (any("истинн* верн* true hold"), any("ложн* неверн* false"));
    if !known || right == wrong || any("не not") {
        return None;
    }
    options.iter().map(|option| truth_at(letter, &value, option).map(|truth| truth == right)).collect()
}

/// Signs of LaTeX as plain ones.
fn plain(source: &str) -> String {
    let text = source.replace(['$', '\u{a0}'], " ").replace("{}", "");
    let text = [
        (r"\leqslant", "≤"),
        (r"\geqslant", "≥"),
        (r"\leq", "≤"),
        (r"\geq", "≥"),
        (r"\le", "≤"),
        (r"\ge", "≥"),
        (r"\lt", "<"),
        (r"\gt", ">"),
    ]
    .iter()
    .fold(text, |text, (latex, sign)| text.replace(latex, sign));
    text.replace(r"\<", "<").replace("<=", "≤").replace(">=", "≥")
}

/// The words around a statement.
struct Said(Vec<String>);

impl Said {
    fn any(&self, stems: &str) -> bool {
        self.0.iter().any(|word| algebra::begins(stems, word))
    }
}

/// A statement about a number, and which truth of it is asked for.
struct Statement {
    tokens: Vec<Token>,
    /// What each part asks of a number.
    parts: BTreeMap<String, Property>,
    asked: bool,
}

impl Statement {
    fn read(text: &str, asked: bool) -> Option<Self> {
        let tokens = truths::tokens(text);
        let parts = tokens.iter().filter_map(|token| if let Token::Atom(part) = token { Some(part) } else { None });
        let parts = parts.map(|part| Some((part.clone(), atom(part)?))).collect::<Option<_>>()?;
        Some(Self { tokens, parts, asked })
    }

    fn holds(&self, number: &Exact) -> Option<bool> {
        let of = |part: &str| self.parts.get(part)?.holds(number, &[]);
        Some(truths::truth(&self.tokens, &of)? == self.asked)
    }
}

/// The words of a question and its statement.
fn read(question: &Rich) -> Option<(Said, Statement)> {
    const KNOWN: &str = "напиши назови число чисел числа числом натуральн целое целого x х для котор каких какого каком значени значения истинн \
        ложн высказыван логическ выражени утверждени при из приведенн данн указанн наименьш наибольш минимальн максимальн \
        for what value of is the following statement true false smallest least greatest largest integer natural number will be";
    let text = plain(question.source());
    let open = text.find('(')?;
    let negated = text.get(..open)?.trim_end();
    let from = ["НЕ", "NOT"].iter().find_map(|not| negated.strip_suffix(not)).map_or(open, str::len);
    let to = text.rfind(')')? + 1;
    let statement = text.get(from..to)?;
    let around = format!("{} {}", text.get(..from)?, text.get(to..)?).to_lowercase().replace('ё', "е");
    let words: Vec<String> =
        around.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if !words.iter().all(|word| chosen::is_choosing(word) || algebra::begins(KNOWN, word)) {
        return None;
    }
    let said = Said(words);
    let (true_, false_) = (said.any("истинн true"), said.any("ложн false"));
    let statement = Statement::read(statement, true_)?;
    (true_ != false_ && statement.holds(&Exact::whole(1)).is_some()).then_some((said, statement))
}

/// «x < 6», «число чётное», «X кратно 3».
fn atom(text: &str) -> Option<Property> {
    let lower = text.to_lowercase().replace('ё', "е");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let name = |word: &str| matches!(word, "x" | "х" | "число" | "числа" | "number" | "the" | "a" | "n");
    let said: Vec<&str> = words.into_iter().filter(|word| !name(word) && !matches!(*word, "is" | "является")).collect();
    let joined = said.join(" ");
    let signed = |sign: &str| joined.trim_start_matches(['x', 'х']).trim_start().strip_prefix(sign).map(str::trim);
    let number = |text: &str| math::evaluate(text.trim()).ok();
    let not = |property| Property::Not(Box::new(property));
    for (signs, of) in [
        (&["≥", "не меньше"], (|n| Property::Not(Box::new(Property::LessThan(n)))) as fn(Exact) -> Property),
        (&["≤", "не больше"], |n| Property::Not(Box::new(Property::MoreThan(n)))),
        (&[">", "больше"], Property::MoreThan),
        (&["<", "меньше"], Property::LessThan),
        (&["=", "равно"], Property::EqualTo),
        (&["кратно", "делится на"], Property::DivisibleBy),
        (&["делится нацело на", "divisible by"], Property::DivisibleBy),
    ] {
        if let Some(rest) = signs.iter().find_map(|sign| signed(sign)) {
            return number(rest).map(of);
        }
    }
    Some(match joined.as_str() {
        "четное" | "четно" | "even" => Property::Even,
        "нечетное" | "нечетно" | "odd" => Property::Odd,
        "не четное" => not(Property::Even),
        "не нечетное" => not(Property::Odd),
        "положительное" | "positive" => Property::Positive,
        "отрицательное" | "negative" => Property::Negative,
        "однозначное" => Property::Digits(1),
        "двузначное" => Property::Digits(2),
        "трехзначное" => Property::Digits(3),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_statements_are_true_of_some_numbers() {
        let which = |question: &str, options: &[&str]| {
            which(&question.into(), &options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>())
        };
        let even = "Для какого из приведённых чисел истинно высказывание: НЕ (число < 6) И (число чётное)?";
        assert_eq!(which(even, &["4", "7", "8"]), Some(vec![false, false, true]));
        let odd = "Для какого числа ложно высказывание: (X > 3) ИЛИ НЕ (X нечётное)?";
        assert_eq!(which(odd, &["1", "2", "5"]), Some(vec![true, false, false]));
        let either = "For what value of x is the following statement true: NOT ((x > 4) OR (x is even))?";
        assert_eq!(which(either, &["3", "6"]), Some(vec![true, false]));
        assert_eq!(which("Для какого имени истинно: НЕ (первая буква гласная)?", &["Анна", "Пётр"]), None);

        let least = "Напишите наименьшее целое число x, для которого истинно высказывание: НЕ (X < 6) И (X нечётное).";
        assert_eq!(claim(&least.into()), Some(Claim::Value(Exact::whole(7), None)));
        assert_eq!(claim(&"Напишите наибольшее число, для которого истинно: (X > 3).".into()), None);
    }
}
