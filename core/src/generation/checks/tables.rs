//! Items sorted into columns, and tables whose headings say how their cells hang together.

use num_rational::BigRational;
use num_traits::Zero;

use super::claim::Shape;
use super::computed::{Outcome, answered};
use super::property::{PROPERTIES, Property};
use super::said;
use super::units::{self, Dimension, Unit};
use super::wording::worded;
use super::{answers, claim::Claim};
use crate::domain::Rich;
use crate::domain::task::{Cell, Classify, Table};
use crate::math::{self, Exact};

/// Numbers sorted by a property that the headings name: prime and composite, even and odd, more and less than one.
pub(super) fn classify(task: &mut Classify) -> Outcome {
    let Some(properties) = task.columns.iter().map(property).collect::<Option<Vec<_>>>() else {
        return Outcome::Unknown;
    };
    let column = |text: &Rich| -> Option<u8> {
        let (value, _) = answered(text.source())?;
        let held: Vec<bool> = properties
            .iter()
            .map(|property| match property {
                Property::Written(shape) => Some(answers::shape(text.source())?? == *shape),
                property => property.holds(&value, &[]),
            })
            .collect::<Option<_>>()?;
        let mut places = (0u8..).zip(held).filter(|(_, held)| *held).map(|(at, _)| at);
        let (only, None) = (places.next()?, places.next()) else { return None };
        Some(only)
    };
    let Some(columns) = task.items.iter().map(|item| column(&item.text)).collect::<Option<Vec<u8>>>() else {
        return Outcome::Unknown;
    };
    let mut mended = false;
    for (item, column) in task.items.iter_mut().zip(columns) {
        mended |= item.column != column;
        item.column = column;
    }
    if mended { Outcome::Mended("classify.wrong_key") } else { Outcome::Right }
}

fn property(heading: &Rich) -> Option<Property> {
    let plain = heading.plain().to_lowercase();
    match plain.trim() {
        "правильные" | "proper" => return Some(Property::Written(Shape::Proper)),
        "неправильные" | "improper" => return Some(Property::Written(Shape::Improper)),
        _ => {}
    }
    match worded(&said::pieces(heading), PROPERTIES)? {
        Claim::Which(Property::Largest | Property::Smallest | Property::Pair(..)) => None,
        Claim::Which(property) => Some(property),
        _ => None,
    }
}

/// A column, or a row, of a table: its name and its cells, those asked for and those given.
struct Line<'a> {
    name: String,
    cells: Vec<&'a Rich>,
}

/// How the last of some lines follows from the others: stems of their names, and the value.
struct Rule(&'static [&'static str], fn(&[BigRational]) -> Option<BigRational>);

const RULES: &[Rule] = &[
    Rule(&["цена price", "количеств число quantity number", "стоимост cost total"], |v| {
        Some(&v[0] * &v[1])
    }),
    Rule(&["скорост speed", "врем time", "расстояни путь distance"], |v| Some(&v[0] * &v[1])),
    Rule(&["множител factor", "множител factor", "произведен product"], |v| {
        Some(&v[0] * &v[1])
    }),
    Rule(&["слагаем addend", "слагаем addend", "сумм sum"], |v| Some(&v[0] + &v[1])),
    Rule(&["уменьшаем minuend", "вычитаем subtrahend", "разност difference"], |v| {
        Some(&v[0] - &v[1])
    }),
    Rule(&["делимо dividend", "делител divisor", "частн quotient"], |v| {
        (!v[1].is_zero()).then(|| &v[0] / &v[1])
    }),
    Rule(&["длин length", "ширин width", "площад area"], |v| Some(&v[0] * &v[1])),
    Rule(&["длин length", "ширин width", "периметр perimeter"], |v| Some((&v[0] + &v[1]) * whole(2))),
    Rule(&["плотност density", "объем volume", "масс mass"], |v| Some(&v[0] * &v[1])),
    Rule(&["сопротивлени resistance", "ток current", "напряжени voltage"], |v| {
        Some(&v[0] * &v[1])
    }),
    Rule(&["число number", "удвоен doubled double twice"], |v| Some(&v[0] * whole(2))),
    Rule(&["число number", "квадрат squared square"], |v| Some(&v[0] * &v[0])),
    Rule(&["число number", "куб cubed cube"], |v| Some(&v[0] * &v[0] * &v[0])),
    Rule(&["число number", "половин half"], |v| Some(&v[0] / whole(2))),
    Rule(&["число number", "противоположн opposite"], |v| Some(-&v[0])),
    Rule(&["дробь fraction", "десятичн decimal"], |v| Some(v[0].clone())),
];

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// Judges every rule that fits the names of the columns, or of the rows where those name the quantities.
pub(super) fn table(task: &Table) -> Outcome {
    let text = |cell: &'_ Cell| match cell {
        Cell::Given(text) | Cell::Asked(text) => text.clone(),
    };
    let cells: Vec<Vec<Rich>> = task.rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let upright: Vec<Line<'_>> = task
        .header
        .iter()
        .enumerate()
        .map(|(at, name)| Line { name: name_of(name), cells: cells.iter().filter_map(|row| row.get(at)).collect() })
        .collect();
    let mut lying: Vec<Line<'_>> = cells
        .iter()
        .filter_map(|row| row.split_first())
        .map(|(name, rest)| Line { name: name_of(name), cells: rest.iter().collect() })
        .collect();
    if let Some((name, rest)) = task.header.split_first() {
        lying.insert(0, Line { name: name_of(name), cells: rest.iter().collect() });
    }
    let mut judged = 0;
    for lines in [&upright, &lying] {
        for (given, result, value) in followed(lines) {
            for place in 0..result.cells.len() {
                match agree(&given, result, place, &value) {
                    Some(true) => judged += 1,
                    Some(false) => {
                        let detail = result.cells.get(place).map(|cell| cell.plain()).unwrap_or_default();
                        return Outcome::Wrong("table.wrong_key", format!("{}: {detail}", result.name));
                    }
                    None => {}
                }
            }
        }
    }
    let asked = task.rows.iter().flatten().filter(|cell| matches!(cell, Cell::Asked(_))).count();
    if judged >= asked && judged > 0 && task.rows.len() <= judged { Outcome::Right } else { Outcome::Unknown }
}

fn name_of(name: &Rich) -> String {
    name.plain().to_lowercase().replace('ё', "е").trim().to_owned()
}

type Value = Box<dyn Fn(&[BigRational]) -> Option<BigRational>>;

/// Lines one of which follows from the others.
fn followed<'a>(lines: &'a [Line<'a>]) -> Vec<(Vec<&'a Line<'a>>, &'a Line<'a>, Value)> {
    let mut found: Vec<(Vec<&Line<'_>>, &Line<'_>, Value)> = Vec::new();
    for Rule(names, value) in RULES {
        let mut taken: Vec<&Line<'_>> = Vec::new();
        for stems in *names {
            let fits = |line: &&Line<'_>| {
                stems.split(' ').any(|stem| line.name.starts_with(stem))
                    && !taken.iter().any(|other| std::ptr::eq(*other, *line))
            };
            let Some(line) = lines.iter().find(fits) else { break };
            taken.push(line);
        }
        if taken.len() == names.len()
            && let Some(result) = taken.pop()
        {
            found.push((taken, result, Box::new(*value)));
        }
    }
    // «a», «b», «a + b»: a heading that is an expression of the others.
    for line in lines {
        let formula = line.name.replace('$', "");
        let formula = formula.rsplit_once('=').map_or(formula.as_str(), |(_, right)| right).trim().to_owned();
        let letters: Vec<char> = formula.chars().filter(char::is_ascii_alphabetic).collect();
        let plain = formula.chars().all(|c| !c.is_alphabetic() || c.is_ascii_lowercase());
        if letters.is_empty() || !plain || formula.contains('\\') || formula.chars().count() < 2 {
            continue;
        }
        let of = |letter: char| lines.iter().find(move |line| line.name.replace('$', "").trim() == letter.to_string());
        let mut names = letters;
        names.sort_unstable();
        names.dedup();
        let Some(given) = names.iter().map(|letter| of(*letter)).collect::<Option<Vec<_>>>() else { continue };
        let value = move |v: &[BigRational]| {
            let variables: Vec<(char, Exact)> = names.iter().copied().zip(v.iter().cloned().map(Exact)).collect();
            math::evaluate_with(&formula, &variables).ok().map(|value| value.0)
        };
        found.push((given, line, Box::new(value)));
    }
    found
}

/// Whether the cells at one place agree; `None` where they are no numbers, or of units we do not put together.
fn agree(given: &[&Line<'_>], result: &Line<'_>, place: usize, value: &Value) -> Option<bool> {
    let read = |line: &Line<'_>| -> Option<(Exact, Option<Unit>)> {
        let text = line.cells.get(place)?.plain();
        let text = text.trim();
        let (value, unit) = answered(text)?;
        Some((value, unit.or_else(|| unit_of(&line.name))))
    };
    let values: Vec<(Exact, Option<Unit>)> = given.iter().map(|line| read(line)).collect::<Option<_>>()?;
    let (stated, unit) = read(result)?;
    if !coherent(&values.iter().map(|(_, unit)| *unit).collect::<Vec<_>>(), unit) {
        return None;
    }
    let values: Vec<BigRational> = values.into_iter().map(|(value, _)| value.0).collect();
    Some(value(&values)? == stated.0)
}

/// «Скорость, км/ч», «Цена (руб.)».
fn unit_of(name: &str) -> Option<Unit> {
    let (_, unit) = name.rsplit_once(',').or_else(|| name.rsplit_once('('))?;
    let unit = unit.trim().trim_end_matches(')').trim();
    units::named(unit.rsplit(' ').next()?)
}

/// Whether units may be multiplied as they stand: none at all, or kilometres in hours at kilometres an hour.
fn coherent(given: &[Option<Unit>], result: Option<Unit>) -> bool {
    let symbols: Vec<&str> = given.iter().chain([&result]).filter_map(|unit| unit.map(|unit| unit.symbol)).collect();
    let lengths: Vec<&str> =
        given.iter().flatten().filter(|unit| unit.dimension == Dimension::Length).map(|unit| unit.symbol).collect();
    match symbols.as_slice() {
        []
        | [_]
        | ["км/ч", "ч", "км"]
        | ["м/с", "с", "м"]
        | ["м/мин", "мин", "м"]
        | ["г/см³", "см³", "г"]
        | ["кг/м³", "м³", "кг"]
        | ["Ом", "А", "В"] => true,
        // A price, a cost and how many.
        [one, other] if one == other => true,
        _ => {
            let squared = given.first().copied().flatten().and_then(Unit::squared);
            lengths.len() == 2
                && lengths[0] == lengths[1]
                && result.is_some_and(|unit| Some(unit) == squared || unit.symbol == lengths[0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &[&str], rows: &[&str]) -> Table {
        let cell = |text: &str| match text.trim().strip_prefix('=') {
            Some(asked) => Cell::Asked(asked.into()),
            None => Cell::Given(text.trim().into()),
        };
        Table {
            question: "Заполните таблицу.".into(),
            header: header.iter().map(|name| Rich::from(*name)).collect(),
            rows: rows.iter().map(|row| row.split('|').map(cell).collect()).collect(),
        }
    }

    #[test]
    fn cells_follow_from_one_another() {
        let wrong = |table: &Table| matches!(super::table(table), Outcome::Wrong(..));
        let right = |table: &Table| super::table(table) == Outcome::Right;
        assert!(right(&of(&["Цена, руб.", "Количество", "Стоимость, руб."], &["7|6|=42", "=12|5|60"])));
        assert!(wrong(&of(&["Множитель", "Множитель", "Произведение"], &["8|7|=54", "6|=9|54"])));
        assert!(wrong(&of(&["Number", "Doubled", "Squared"], &["6|=12|=36", "9|=18|=80"])));
        assert!(right(&of(&["Скорость", "Время", "Расстояние"], &["5 км/ч|3 ч|=15 км", "850 км/ч|=2 ч|1 700 км"])));
        assert!(wrong(&of(&["a", "b", "a + b"], &["2|3|=5", "4|7|=12"])));
        assert!(wrong(&of(&["$x$", "1", "2"], &["$y = 2x + 1$|=3|=4"])));
        assert!(!wrong(&of(&["Скорость, км/ч", "Время, мин", "Расстояние, км"], &["60|30|=30"])));
        assert!(!wrong(&of(&["Год", "Событие"], &["988|=крещение Руси"])));
    }
}
