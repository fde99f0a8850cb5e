//! Statements about points and functions: quadrants and axes, points of a graph, even and odd; chances of what is not so,
//! values of letters.

use num_traits::{Signed, Zero};

use super::super::relation::{Relation, Sign};
use super::super::said::{self, Piece};
use super::super::{answers, several, truths};
use crate::domain::Rich;
use crate::math::{self, Exact};

/// Whether such a statement is so.
pub(super) fn holds(question: &Rich, text: &Rich) -> Option<bool> {
    contrary(text)
        .or_else(|| quadrant(text))
        .or_else(|| parity(text))
        .or_else(|| on_graph(question, text))
        .or_else(|| of_letters(question, text))
}

/// «Если P(A) = 0,45, то P(Ā) = 0,65».
fn contrary(text: &Rich) -> Option<bool> {
    let bare = text.source().replace(['$', ' '], "").replace("{,}", ",");
    let (one, other) = bare.split_once("P(A)=").and_then(|(_, rest)| {
        let mark =
            [r"P(\overline{A})=", r"P(\bar{A})=", "P(Ā)=", "P(A̅)="].into_iter().find(|mark| rest.contains(mark))?;
        rest.split_once(mark)
    })?;
    let number = |text: &str| {
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(text.len());
        math::evaluate(text.get(..end)?.trim_end_matches([',', '.'])).ok()
    };
    Some(number(one)?.0 + number(other)?.0 == Exact::whole(1).0)
}

/// «Точка B(2; −5) лежит в четвёртой четверти», «… на оси абсцисс».
fn quadrant(text: &Rich) -> Option<bool> {
    let source = text.source().replace('$', "");
    let (open, close) = (source.find('(')?, source.find(')')?);
    let (x, y) = answers::point(source.get(open..=close)?)?;
    let said = source.get(close..)?.to_lowercase().replace('ё', "е");
    if [" не ", " not ", "или", "график"].iter().any(|word| said.contains(word)) {
        return None;
    }
    let quarter = if said.contains("четверт") || said.contains("quadrant") {
        let names = [
            ["перв", " i ", "first"],
            ["второ", " ii ", "second"],
            ["треть", " iii ", "third"],
            ["четвертой", " iv ", "fourth"],
        ];
        let said = format!(" {} ", said.replace("четверти", ""));
        let mut found = names.iter().enumerate().filter(|(_, names)| names.iter().any(|name| said.contains(name)));
        let ((at, _), None) = (found.next()?, found.next()) else { return None };
        Some(at)
    } else {
        None
    };
    let zero = |value: &Exact| value.0.is_zero();
    match quarter {
        Some(at) => {
            let own = match (x.0.is_positive(), y.0.is_positive()) {
                (true, true) => 0,
                (false, true) => 1,
                (false, false) => 2,
                (true, false) => 3,
            };
            Some(!zero(&x) && !zero(&y) && own == at)
        }
        None if said.contains("оси абсцисс") || said.contains("оси ox") || said.contains("x-axis") => {
            Some(zero(&y))
        }
        None if said.contains("оси ординат") || said.contains("оси oy") || said.contains("y-axis") => {
            Some(zero(&x))
        }
        None => None,
    }
}

/// «Функция f(x) = x³ − x нечётная».
fn parity(text: &Rich) -> Option<bool> {
    let pieces = said::pieces(text);
    let mut functions = pieces.iter().filter_map(|piece| match piece {
        Piece::Relation(Relation { left, sign: Sign::Equal, right })
            if matches!(left.replace(' ', "").as_str(), "y" | "f(x)" | "g(x)") =>
        {
            Some(right)
        }
        _ => None,
    });
    let (function, None) = (functions.next()?, functions.next()) else { return None };
    let words: Vec<&str> = said::words(&pieces).collect();
    let odd = words.iter().any(|word| word.starts_with("нечетн") || *word == "odd");
    let even = words.iter().any(|word| word.starts_with("четн") || *word == "even");
    let denied = words.iter().any(|word| matches!(*word, "не" | "ни" | "not" | "neither"));
    if odd == even || denied || words.len() > 4 {
        return None;
    }
    let at = |x: i64| math::approach_with(function, &[('x', Exact::ratio(x, 10))]).ok();
    [7, 13, 24].iter().try_fold(true, |all, x| {
        let (one, other) = (at(*x)?.0, at(-x)?.0);
        let tiny = |value: num_rational::BigRational| value.abs() < Exact::ratio(1, 1_000_000).0;
        Some(all && tiny(if even { one - other } else { one + other }))
    })
}

/// «Принадлежит ли точка графику функции y = −2x + 5?» above points.
fn on_graph(question: &Rich, text: &Rich) -> Option<bool> {
    let asks = question.plain().to_lowercase();
    let graph =
        (asks.contains("принадлеж") || asks.contains("lie on")) && (asks.contains("график") || asks.contains("graph"));
    let bare = text.plain();
    let point = bare.trim().chars().filter(|c| c.is_alphabetic()).count() < 2;
    (graph && point).then(|| several::right(question, std::slice::from_ref(text))?.first().copied())?
}

/// «НЕ A = 0» where the question says A = 1, B = 0.
fn of_letters(question: &Rich, text: &Rich) -> Option<bool> {
    let source = question.source().replace('$', "");
    let value = |name: &str| {
        match name {
            "1" => return Some(true),
            "0" => return Some(false),
            _ => {}
        }
        let (_, after) = source.split_once(&format!("{name} = ")).or_else(|| source.split_once(&format!("{name}=")))?;
        match after.chars().next()? {
            '1' => Some(true),
            '0' => Some(false),
            _ => None,
        }
    };
    let statement = text.source().replace('$', "");
    let (expression, said) = statement.rsplit_once('=')?;
    let said = match said.trim().trim_end_matches('.') {
        "1" => true,
        "0" => false,
        _ => return None,
    };
    truths::of_letters(expression.trim(), &value).map(|truth| truth == said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_functions_and_letters_are_judged() {
        for (question, text, right) in [
            ("Верны ли утверждения?", "Точка $B(2; -5)$ лежит в четвёртой четверти.", Some(true)),
            ("Верны ли утверждения?", "Точка $D(-1; -1)$ лежит в первой четверти.", Some(false)),
            ("Верны ли утверждения?", "Точка $C(0; 6)$ лежит на оси абсцисс.", Some(false)),
            ("Верны ли утверждения?", "Функция $f(x) = x^3 - x$ нечётная.", Some(true)),
            ("Верны ли утверждения?", "Функция $f(x) = x^2 + x$ чётная.", Some(false)),
            ("Принадлежит ли точка графику функции $y = -2x + 5$?", "$D(2; 9)$", Some(false)),
            ("Принадлежит ли точка графику функции $y = -2x + 5$?", "$C(-1; 7)$", Some(true)),
            ("Известно, что A = 1, B = 0. Верны ли равенства?", "A И (НЕ B) = 1", Some(true)),
            ("Известно, что A = 1, B = 0. Верны ли равенства?", "A И B = 1", Some(false)),
            ("Верны ли утверждения?", "Точка M лежит на прямой.", None),
        ] {
            assert_eq!(holds(&question.into(), &text.into()), right, "{text}");
        }
    }
}
