//! Tables that are grids: magic squares, numbers rounded to places, truth tables.

use super::computed::{Outcome, answered};
use super::questions::round_half_up;
use super::said::{self, Piece};
use super::truths;
use crate::domain::Rich;
use crate::domain::task::{Cell, Table};
use crate::math::Exact;

/// Judges a table as a grid.
pub(super) fn table(task: &Table) -> Outcome {
    let judged = [square(task), rounded(task), truths(task), divided(task)];
    if judged.contains(&Some(false)) {
        Outcome::Wrong("table.wrong_key", task.question.plain())
    } else if judged.contains(&Some(true)) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}

const fn text(cell: &Cell) -> &Rich {
    match cell {
        Cell::Given(text) | Cell::Asked(text) => text,
    }
}

/// «Сумма в каждой строке, столбце и на диагоналях равна 30».
fn square(task: &Table) -> Option<bool> {
    let asks = task.question.plain().to_lowercase();
    if !asks.contains("сумм") && !asks.contains("sum") || !["строк", "row"].iter().any(|stem| asks.contains(stem))
    {
        return None;
    }
    let mut given = said::pieces(&task.question).into_iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } => Some(value),
        _ => None,
    });
    let (sum, None) = (given.next()?, given.next()) else { return None };
    let number =
        |cell: &Cell| answered(text(cell).source()).filter(|(_, unit)| unit.is_none()).map(|(value, _)| value.0);
    let rows: Vec<Vec<_>> = task.rows.iter().map(|row| row.iter().map(number).collect()).collect::<Option<_>>()?;
    let size = rows.first()?.len();
    let mut lines: Vec<Vec<_>> = rows.clone();
    if ["столб", "column"].iter().any(|stem| asks.contains(stem)) {
        lines.extend((0..size).map(|at| rows.iter().filter_map(|row| row.get(at).cloned()).collect()));
    }
    if ["диагонал", "diagonal"].iter().any(|stem| asks.contains(stem)) && rows.len() == size {
        lines.push((0..size).filter_map(|at| rows.get(at)?.get(at).cloned()).collect());
        lines.push((0..size).filter_map(|at| rows.get(at)?.get(size - 1 - at).cloned()).collect());
    }
    Some(lines.into_iter().all(|line| line.into_iter().sum::<num_rational::BigRational>() == sum.0))
}

/// The place a text rounds to: «до десятых», «to the nearest ten».
fn place(words: &str) -> Option<i32> {
    const PLACES: &[(&str, i32)] = &[
        ("до десятых", -1),
        ("до сотых", -2),
        ("до тысячных", -3),
        ("до целых", 0),
        ("до единиц", 0),
        ("до десятков", 1),
        ("до сотен", 2),
        ("до тысяч", 3),
        ("to tenths", -1),
        ("to hundredths", -2),
        ("nearest tenth", -1),
        ("nearest hundredth", -2),
        ("nearest whole", 0),
        ("nearest ten", 1),
        ("nearest hundred", 2),
        ("nearest thousand", 3),
    ];
    let words = words.replace("до десятой", "до десятых").replace("до сотой", "до сотых");
    let ends = |at: usize| words.get(at..).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let found = |name: &str| words.find(name).is_some_and(|at| ends(at + name.len()));
    let mut places = PLACES.iter().filter(|(name, _)| found(name));
    let (only, None) = (places.next()?, places.next()) else { return None };
    Some(only.1)
}

/// «Число», «До десятых», «До сотых»; or one place in the question for the only column that is asked.
fn rounded(task: &Table) -> Option<bool> {
    let asks = task.question.plain().to_lowercase();
    if !["округл", "round"].iter().any(|stem| asks.contains(stem)) {
        return None;
    }
    let asked = |at: usize| task.rows.iter().all(|row| matches!(row.get(at), Some(Cell::Asked(_))));
    let columns: Vec<usize> = (0..task.header.len()).filter(|at| asked(*at)).collect();
    let mut judged = false;
    for at in &columns {
        let heading = task.header.get(*at)?.plain().to_lowercase();
        let alone = || (task.header.len() == 2 && columns.len() == 1).then(|| place(&asks)).flatten();
        let Some(place) = place(&heading).or_else(alone) else { continue };
        for row in &task.rows {
            let number = |cell: &Cell| answered(text(cell).source()).map(|(value, _)| value);
            let (Some(given), Some(stated)) = (number(row.first()?), number(row.get(*at)?)) else { continue };
            judged = true;
            if Exact(round_half_up(&given.0, place)) != stated {
                return Some(false);
            }
        }
    }
    judged.then_some(true)
}

/// «Делимое», «Делитель», «Частное», «Остаток».
fn divided(task: &Table) -> Option<bool> {
    let at = |stems: &[&str]| {
        let named = |heading: &Rich| {
            let heading = heading.plain().to_lowercase();
            stems.iter().any(|stem| heading.starts_with(stem))
        };
        let mut found = task.header.iter().enumerate().filter(|(_, heading)| named(heading));
        found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
    };
    let (all, by) = (at(&["делимое", "dividend"])?, at(&["делитель", "divisor"])?);
    let (quotient, rest) = (at(&["частное", "неполное частное", "quotient"])?, at(&["остаток", "remainder"])?);
    let mut right = true;
    for row in &task.rows {
        let number = |at: usize| answered(text(row.get(at)?).source()).map(|(value, _)| value.0);
        let (all, by, quotient, rest) = (number(all)?, number(by)?, number(quotient)?, number(rest)?);
        right &=
            &by * quotient + &rest == all && rest < by && rest >= num_rational::BigRational::from_integer(0.into());
    }
    Some(right)
}

/// Columns «A», «B» and «A ИЛИ B».
fn truths(task: &Table) -> Option<bool> {
    let value = |cell: &Cell| match text(cell).plain().trim().to_lowercase().as_str() {
        "1" | "и" | "истина" | "t" | "true" => Some(true),
        "0" | "л" | "ложь" | "f" | "false" => Some(false),
        _ => None,
    };
    let headings: Vec<String> =
        task.header.iter().map(|heading| heading.source().replace('$', "").trim().to_owned()).collect();
    let question = task.question.source().replace('$', "");
    let asked = question.find("для ").or_else(|| question.find("for ")).and_then(|at| {
        let expression = question.get(at..)?.split_once(' ')?.1.trim().trim_end_matches(['.', '?']);
        let words = ["выражения ", "функции ", "высказывания ", "формулы ", "the expression "];
        Some(words.iter().find_map(|word| expression.strip_prefix(word)).unwrap_or(expression).to_owned())
    });
    let mut judged = false;
    for row in &task.rows {
        let letter = |name: &str| {
            let at = headings.iter().position(|heading| heading == name)?;
            row.get(at).and_then(value)
        };
        for (at, (heading, cell)) in headings.iter().zip(row).enumerate() {
            // «Заполните таблицу истинности для (НЕ A) ИЛИ B»: the last column is it.
            let last = at + 1 == headings.len() && truths::of_letters(heading, &letter).is_none();
            let heading = asked.as_deref().filter(|_| last).unwrap_or(heading);
            let (Some(truth), Some(stated)) = (truths::of_letters(heading, &letter), value(cell)) else { continue };
            judged = true;
            if truth != stated {
                return Some(false);
            }
        }
    }
    judged.then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(question: &str, header: &[&str], rows: &[&[&str]]) -> Outcome {
        let cell = |text: &&str| match text.strip_prefix('=') {
            Some(asked) => Cell::Asked(asked.into()),
            None => Cell::Given((*text).into()),
        };
        table(&Table {
            question: question.into(),
            header: header.iter().map(|text| Rich::from(*text)).collect(),
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        })
    }

    #[test]
    fn grids_keep_their_rules() {
        let magic = "Заполни магический квадрат: сумма в каждой строке, столбце и на диагоналях равна 30.";
        let squares = ["I", "II", "III"];
        assert_eq!(
            judged(magic, &squares, &[&["12", "5", "=13"], &["=11", "10", "=9"], &["=7", "15", "=8"]]),
            Outcome::Right
        );
        assert!(matches!(
            judged(magic, &squares, &[&["12", "5", "=13"], &["=11", "10", "=9"], &["=7", "15", "=9"]]),
            Outcome::Wrong(..)
        ));
        let places = ["Число", "До десятых", "До единиц"];
        assert_eq!(
            judged("Округлите числа.", &places, &[&["12,84", "=12,8", "=13"], &["0,95", "=1,0", "=1"]]),
            Outcome::Right
        );
        assert!(matches!(judged("Округлите.", &places, &[&["12,84", "=12,9", "=13"]]), Outcome::Wrong(..)));
        assert!(matches!(
            judged("Round each number to tenths.", &["Number", "Rounded"], &[&["12.84", "=12.9"]]),
            Outcome::Wrong(..)
        ));
        let truth = ["A", "B", "A ИЛИ B"];
        assert_eq!(judged("Таблица.", &truth, &[&["0", "1", "=1"], &["1", "1", "=1"]]), Outcome::Right);
        assert!(matches!(judged("Таблица.", &truth, &[&["0", "1", "=1"], &["1", "0", "=0"]]), Outcome::Wrong(..)));
        assert_eq!(judged("Таблица.", &["Слово", "Число"], &[&["кот", "=1"]]), Outcome::Unknown);
    }
}
