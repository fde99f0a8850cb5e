//! Tables: cells that follow from others by their headings, by a formula of the question, or as most rows do.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::computed::{Outcome, answered};
use super::relation::{Relation, Sign};
use super::said::{self, Piece};
use super::units::{self, Dimension, Unit};
use super::{columns, roots};
use crate::domain::Rich;
use crate::domain::task::{Cell, Table};
use crate::generation::written;
use crate::math::{self, Exact};

/// A column, or a row, of a table: its name and its cells, those asked for and those given.
struct Line<'a> {
    /// In lower case.
    name: String,
    /// As it stands, before a comma or a bracket: «U» of «U, В».
    symbol: String,
    unit: Option<Unit>,
    cells: Vec<&'a Rich>,
    /// Which cells are asked for.
    asked: Vec<bool>,
}

impl<'a> Line<'a> {
    fn new(heading: &Rich, cells: impl Iterator<Item = &'a Cell>) -> Self {
        let plain = heading.plain().replace('$', "").replace(r"\rho", "ρ").replace(r"\,", " ");
        let symbol = plain.split([',', '(']).next().unwrap_or_default().trim().to_owned();
        let (cells, asked) = cells.map(|cell| (text_of(cell), matches!(cell, Cell::Asked(_)))).unzip();
        Self { name: name_of(heading), symbol, unit: unit_of(plain.trim()), cells, asked }
    }
}

const fn text_of(cell: &Cell) -> &Rich {
    match cell {
        Cell::Given(text) | Cell::Asked(text) => text,
    }
}

/// Quantities by their letters: what is the product of the others.
const PRODUCTS: &[(&str, &[&str])] = &[
    ("U", &["I", "R"]),
    ("s", &["v", "t"]),
    ("S", &["v", "t"]),
    ("S", &["a", "b"]),
    ("V", &["a", "b", "c"]),
    ("m", &["ρ", "V"]),
    ("F", &["m", "a"]),
    ("P", &["m", "g"]),
    ("F", &["m", "g"]),
    ("F", &["p", "S"]),
    ("F", &["k", "x"]),
    ("A", &["F", "s"]),
    ("A", &["N", "t"]),
    ("A", &["P", "t"]),
    ("P", &["U", "I"]),
    ("P", &["I", "U"]),
    ("q", &["I", "t"]),
];

/// How the last of some lines follows from the others: stems of their names, and the value.
struct Rule(&'static [&'static str], fn(&[BigRational]) -> Option<BigRational>);

const RULES: &[Rule] = &[
    Rule(&["цена price", "количеств число quantity number", "стоимост cost total"], |v| {
        Some(&v[0] * &v[1])
    }),
    Rule(
        &["цена price стоимост", "скидк discount", "новая после итог new sale final"],
        |v| Some(&v[0] * (whole(100) - &v[1]) / whole(100)),
    ),
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
    let upright: Vec<Line<'_>> = task
        .header
        .iter()
        .enumerate()
        .map(|(at, name)| Line::new(name, task.rows.iter().filter_map(|row| row.get(at))))
        .collect();
    let header: Vec<Cell> = task.header.iter().cloned().map(Cell::Given).collect();
    let lying: Vec<Line<'_>> = std::iter::once(&header)
        .chain(&task.rows)
        .filter_map(|row| row.split_first())
        .map(|(name, rest)| Line::new(text_of(name), rest.iter()))
        .collect();
    let mut judged = 0;
    for lines in [&upright, &lying] {
        for (given, result, value) in followed(&task.question, lines) {
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
    for lines in [&upright, &lying] {
        if let Some(detail) = left_out(&task.question, lines) {
            return Outcome::Wrong("table.wrong_key", detail);
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
fn followed<'a>(question: &Rich, lines: &'a [Line<'a>]) -> Vec<(Vec<&'a Line<'a>>, &'a Line<'a>, Value)> {
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
            // Where a column of remainders stands beside it, a quotient is whole.
            let rest = lines.iter().any(|line| line.name.starts_with("остат") || line.name.starts_with("remainder"));
            let quotient = rest && names.last().is_some_and(|name| name.contains("quotient"));
            let (whole, value) = (|v: &BigRational| v.floor(), *value);
            found.push(match quotient {
                true => (taken, result, Box::new(move |v: &[BigRational]| value(v).as_ref().map(whole)) as Value),
                false => (taken, result, Box::new(value)),
            });
        }
    }
    for (product, factors) in PRODUCTS {
        let of = |symbol: &str| lines.iter().find(|line| line.symbol == symbol);
        let given: Option<Vec<&Line<'_>>> = factors.iter().map(|factor| of(factor)).collect();
        if let (Some(given), Some(result)) = (given, of(product)) {
            found.push((given, result, Box::new(|v| Some(v.iter().product()))));
        }
    }
    // «a», «b», «a + b»: a heading that is an expression of the others.
    for line in lines {
        let formula = line.name.replace('$', "");
        let formula = formula.rsplit_once('=').map_or(formula.as_str(), |(_, right)| right).trim().to_owned();
        let plain = formula.chars().all(|c| !c.is_alphabetic() || c.is_ascii_lowercase());
        if plain && !formula.contains('\\') && formula.chars().count() > 1 {
            found.extend(by_formula(&formula, line, lines));
        }
    }
    // «Заполните таблицу значений функции y = 5 − 2x».
    let pieces = said::pieces(question);
    let formulas: Vec<(&str, &str)> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Relation(Relation { left, sign: Sign::Equal, right }) => Some((left.as_str(), right.as_str())),
            _ => None,
        })
        .collect();
    for (name, formula) in &formulas {
        let named = |line: &&Line<'_>| {
            line.symbol == *name || (name.ends_with("(x)") && matches!(line.symbol.as_str(), "y" | "f"))
        };
        let once = formulas.iter().filter(|(other, _)| other == name).count() == 1;
        if let Some(line) = lines.iter().find(named).filter(|_| once) {
            found.extend(by_formula(formula, line, lines));
        }
    }
    found
}

/// A line that is a formula of lines that letters name.
fn by_formula<'a>(
    formula: &str,
    line: &'a Line<'a>,
    lines: &'a [Line<'a>],
) -> Option<(Vec<&'a Line<'a>>, &'a Line<'a>, Value)> {
    let mut names = roots::letters(formula);
    names.sort_unstable();
    if names.is_empty() {
        return None;
    }
    let of = |letter: char| lines.iter().find(move |line| line.symbol == letter.to_string());
    let given = names.iter().map(|letter| of(*letter)).collect::<Option<Vec<_>>>()?;
    if given.iter().any(|other| std::ptr::eq(*other, line)) {
        return None;
    }
    let formula = formula.to_owned();
    let value = move |v: &[BigRational]| {
        let variables: Vec<(char, Exact)> = names.iter().copied().zip(v.iter().cloned().map(Exact)).collect();
        math::evaluate_with(&formula, &variables).ok().map(|value| value.0)
    };
    Some((given, line, Box::new(value)))
}

/// «8 дет./ч»: a number of something we know no unit for.
fn counted_in(cell: &Rich) -> Option<(Exact, Option<Unit>)> {
    let plain = cell.plain();
    let (value, _) = written::number_and_unit(plain.trim())?;
    Some((math::evaluate(value).ok()?, None))
}

/// The cells at the one place where lines of numbers do not keep the rule that they keep everywhere else.
fn left_out(question: &Rich, lines: &[Line<'_>]) -> Option<String> {
    let spoken = |text: &str| {
        ["пропорц", "proportion", "правил", "rule", "стоимост", "cost", "постоянн", "constant"]
            .iter()
            .any(|stem| text.contains(stem))
    };
    let spoken = spoken(&question.plain().to_lowercase()) || lines.iter().any(|line| spoken(&line.name));
    let counted = |line: &&Line<'_>| !matches!(line.symbol.as_str(), "" | "№" | "№ п/п" | "No.");
    let numbers: Vec<(&Line<'_>, Vec<Option<BigRational>>)> = lines
        .iter()
        .filter(counted)
        .map(|line| {
            let read: Vec<Option<(Exact, Option<Unit>)>> =
                line.cells.iter().map(|cell| answered(cell.plain().trim()).or_else(|| counted_in(cell))).collect();
            let unit =
                |read: &Option<(Exact, Option<Unit>)>| read.as_ref().map(|(_, unit)| unit.map(|unit| unit.symbol));
            let units: Vec<_> = read.iter().filter_map(unit).collect();
            let one_unit = units.windows(2).all(|two| two[0] == two[1]);
            (line, read.into_iter().map(|read| read.filter(|_| one_unit).map(|(value, _)| value.0)).collect())
        })
        .collect();
    let columns: Vec<Vec<Option<BigRational>>> = numbers.iter().map(|(_, cells)| cells.clone()).collect();
    // «4 кг яблок стоят 360 рублей»: a row that the question tells.
    let told: Vec<BigRational> = said::pieces(question)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Value { value, operation: false } | Piece::Quantity(value, _) => Some(value.0),
            _ => None,
        })
        .collect();
    let with_told = |order: [usize; 2]| {
        let ([one, other], [_, _]) = (columns.as_slice(), told.as_slice()) else { return None };
        let row = |column: &[Option<BigRational>], at: usize| [column, &[told.get(at).cloned()]].concat();
        columns::odd_place(&[row(one, order[0]), row(other, order[1])], spoken)
    };
    let told_row = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let found = [with_told([0, 1]), with_told([1, 0])].into_iter().flatten().find(|(_, place)| *place < told_row);
    let (at, place) = columns::odd_place(&columns, spoken).or(found)?;
    let lines: Vec<&Line<'_>> = at.iter().filter_map(|at| numbers.get(*at)).map(|(line, _)| *line).collect();
    let asked = lines.iter().any(|line| line.asked.get(place) == Some(&true));
    let cells: Vec<String> = lines.iter().filter_map(|line| line.cells.get(place)).map(|cell| cell.plain()).collect();
    asked.then(|| cells.join(" | "))
}

/// Whether the cells at one place agree; `None` where they are no numbers, or of units we do not put together.
fn agree(given: &[&Line<'_>], result: &Line<'_>, place: usize, value: &Value) -> Option<bool> {
    let read = |line: &Line<'_>| -> Option<(Exact, Option<Unit>)> {
        let text = line.cells.get(place)?.plain();
        let text = text.trim();
        let (value, unit) = answered(text)?;
        Some((value, unit.or(line.unit)))
    };
    let values: Vec<(Exact, Option<Unit>)> = given.iter().map(|line| read(line)).collect::<Option<_>>()?;
    let (stated, unit) = read(result)?;
    if !coherent(&values.iter().map(|(_, unit)| *unit).collect::<Vec<_>>(), unit) {
        return None;
    }
    let values: Vec<BigRational> = values.into_iter().map(|(value, _)| value.0).collect();
    let value = value(&values)?;
    // A cell may be rounded: 220 V over 60 Ω are 3.67 A.
    let rounded = values.iter().chain([&stated.0]).any(|number| !number.is_integer());
    let near = (&value - &stated.0).abs() * BigRational::from_integer(50.into()) < value.abs();
    Some(value == stated.0 || (rounded && near))
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
        | ["Ом", "А", "В"]
        | ["А", "Ом", "В"]
        | ["кг", "м/с²", "Н"]
        | ["Па", "м²", "Н"]
        | ["Н/м", "м", "Н"]
        | ["Н", "м", "Дж"]
        | ["Вт", "с", "Дж"]
        | ["В", "А", "Вт"]
        | ["А", "В", "Вт"]
        | ["А", "с", "Кл"] => true,
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
        asking("Заполните таблицу.", header, rows)
    }

    fn asking(question: &str, header: &[&str], rows: &[&str]) -> Table {
        let cell = |text: &str| match text.trim().strip_prefix('=') {
            Some(asked) => Cell::Asked(asked.into()),
            None => Cell::Given(text.trim().into()),
        };
        Table {
            question: question.into(),
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

    #[test]
    fn cells_follow_from_formulas_letters_and_most_rows() {
        for (question, header, rows, wrong) in [
            ("Заполните таблицу функции $y=5-2x$.", vec!["x", "y"], vec!["-1|=7", "0|=5", "2|=1", "4|=3"], true),
            ("Заполните таблицу функции $y=5-2x$.", vec!["x", "y"], vec!["-1|=7", "0|=5", "2|=1", "4|=-3"], false),
            (r"Дана функция $y=\frac{12}{x}$.", vec!["$x$", "$y$"], vec!["1|12", "2|=6", "-4|=3"], true),
            (r"Дана функция $f(x)=x^2-1$.", vec!["$x$", "$f(x)$"], vec!["1|=0", "-2|=-3"], true),
            ("Функция $y=x^2-1$.", vec!["x", "-2", "0", "3"], vec!["y|=3|=-1|=9"], true),
            ("Функция $y=|x|$, таблица по правилу.", vec!["x", "y"], vec!["-1|=1", "0|=0", "1|=1", "2|=2"], false),
            ("Закон Ома.", vec!["U, В", "I, А", "R, Ом"], vec!["12|2|=6", "=30|0,5|60", "9|=0,03|30"], true),
            ("Закон Ома.", vec!["U, В", "R, Ом", "I, А"], vec!["220|60|=3,7", "220|100|=2,2", "110|30|=3,7"], false),
            ("Плотность.", vec!["m, г", "V, см³", "ρ, г/см³"], vec!["78|10|=7,8", "89|=100|8,9"], true),
            ("Путь.", vec!["v, км/ч", "t, ч", "s, км"], vec!["60|2|=120", "=50|5|300"], true),
            ("Путь.", vec!["v, км/ч", "t, мин", "s, км"], vec!["60|30|=30", "=50|60|50"], false),
            ("Найди правило.", vec!["Было", "Съели", "Осталось"], vec!["12|5|=7", "20|8|=12", "15|9|=4"], true),
            (
                "Дополни.",
                vec!["За тетрадь", "Купили", "Отдали"],
                vec!["12 р.|5|=60 р.", "15 р.|4|=60 р.", "9 р.|=8|63 р."],
                true,
            ),
            ("Заполни.", vec!["Животное", "Ног", "Глаз"], vec!["паук|=8|8", "муха|=6|5", "кошка|=4|2"], false),
            (
                "Заполни.",
                vec!["Элемент", "Протонов", "Нейтронов", "A"],
                vec!["C|6|6|=12", "O|8|8|=16", "N|7|7|14", "Na|11|12|=23"],
                false,
            ),
            ("Заполни.", vec!["Год", "Население, тыс."], vec!["2000|=10", "2005|=20", "2010|=30", "2015|=45"], false),
        ] {
            let judged = super::table(&asking(question, &header, &rows));
            assert_eq!(matches!(judged, Outcome::Wrong(..)), wrong, "{question} {rows:?}: {judged:?}");
        }
    }
}
