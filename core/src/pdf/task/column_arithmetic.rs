//! Written calculation on true 5 mm squares, one digit a cell.

use super::{Piece, Room, gap, question, together, with_space};
use crate::domain::Rich;
use crate::domain::task::{ColumnArithmetic, Operation, Space};
use crate::pdf::drawing::{Item, MM};
use crate::pdf::setting::{Align, Look, Setting};

const CELL: f32 = 5.0 * MM;
/// More rows than this would not fit a page.
const TALLEST: usize = 45;

/// What is printed and how much paper it needs, in cells.
struct Plan {
    columns: usize,
    rows: usize,
    /// Text and the cell it stands in: column and row.
    marks: Vec<(String, usize, usize)>,
    /// Lines between two crossings of the grid.
    lines: Vec<((usize, usize), (usize, usize))>,
}

pub(super) fn set(setting: &mut Setting, task: &ColumnArithmetic, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let mut plan = plan(task);
    if let Space::Squares(rows) = room.space {
        plan.rows = plan.rows.max(usize::from(rows).min(TALLEST));
    }
    let mut items = vec![Item::grid(0.0, 0.0, plan.columns, plan.rows, CELL)];
    let look = Look { size: 13.0, align: Align::Center, ..setting.body() };
    for (text, column, row) in &plan.marks {
        let mut mark = setting.piece(&Rich::literal(text), CELL, &look).shifted(*column as f32 * CELL);
        // Capital digits are 0.7 of the size high: centred in the cell.
        let drop = *row as f32 * CELL + CELL / 2.0 + look.size * 0.34 - mark.baseline;
        mark.items.iter_mut().for_each(|item| item.shift(0.0, drop));
        items.extend(mark.items);
    }
    for ((x1, y1), (x2, y2)) in &plan.lines {
        let at = |x: usize, y: usize| (x as f32 * CELL, y as f32 * CELL);
        items.push(Item::line(at(*x1, *y1), at(*x2, *y2), 1.0));
    }
    let mut drawing = Piece::drawing(items, plan.rows as f32 * CELL, gap(setting) + 1.0 * MM);
    drawing.fit(room.width, f32::INFINITY);
    pieces.push(drawing);
    match room.space {
        Space::Lines(_) => with_space(setting, pieces, room),
        _ => together(pieces),
    }
}

/// Width of the squared field, pt.
pub(super) fn width(task: &ColumnArithmetic) -> f32 {
    plan(task).columns as f32 * CELL
}

/// A number as cells: the comma shares the cell of the digit before it.
fn cells(number: &str) -> (Vec<String>, usize) {
    let mut cells: Vec<String> = Vec::new();
    let mut after_comma = None;
    for c in number.chars().filter(|c| !c.is_whitespace()) {
        if matches!(c, ',' | '.') {
            after_comma = Some(0);
            match cells.last_mut() {
                Some(last) => last.push(','),
                None => cells.push("0,".to_owned()),
            }
        } else {
            after_comma = after_comma.map(|n: usize| n + 1);
            cells.push(if c == '-' { "−".to_owned() } else { c.to_string() });
        }
    }
    (cells, after_comma.unwrap_or(0))
}

fn plan(task: &ColumnArithmetic) -> Plan {
    if task.operation == Operation::Divide { corner(task) } else { column(task) }
}

fn column(task: &ColumnArithmetic) -> Plan {
    let numbers: Vec<_> = task.operands.iter().map(|n| cells(n)).collect();
    let result = cells(&task.result);
    let aligned = task.operation != Operation::Multiply;
    // Sums stand with commas below each other, products with last digits below each other.
    let decimals = if aligned { numbers.iter().map(|n| n.1).max().unwrap_or(0) } else { 0 };
    let left = |(cells, after): &(Vec<String>, usize)| {
        if aligned { cells.len() - after.min(&cells.len()) } else { cells.len() }
    };
    let whole = numbers.iter().chain(std::iter::once(&result)).map(left).max().unwrap_or(1);
    let right = decimals.max(if aligned { result.1 } else { 0 });
    let digits = whole + right;
    // One cell of margin and one for the sign at the left, one of margin at the right.
    let (first, columns) = (2, digits + 4);
    let mut marks = Vec::new();
    for (row, number) in numbers.iter().enumerate() {
        let start = first + whole - left(number);
        marks.extend(number.0.iter().enumerate().map(|(i, cell)| (cell.clone(), start + i, row + 1)));
    }
    let count = numbers.len();
    let widest = numbers.iter().map(left).max().unwrap_or(1);
    let sign = match task.operation {
        Operation::Multiply => '×',
        other => other.sign(),
    };
    marks.push((sign.to_string(), first + whole - widest - 1, count.max(2) - 1));
    let line = (first + whole - widest - 1, count + 1);
    let by_digits = numbers.last().map_or(1, |n| n.0.len());
    let work = if aligned || by_digits < 2 { 1 } else { by_digits + 1 };
    let mut plan = Plan { columns, rows: count + work + 2, marks, lines: vec![(line, (first + digits, count + 1))] };
    if work > 1 {
        let y = count + work;
        plan.lines.push(((1, y), (first + digits, y)));
    }
    plan
}

/// Long division, «уголок».
fn corner(task: &ColumnArithmetic) -> Plan {
    let empty = String::new();
    let dividend = cells(task.operands.first().unwrap_or(&empty)).0;
    let divisor = cells(task.operands.get(1).unwrap_or(&empty)).0;
    let quotient = cells(&task.result).0;
    let bar = 1 + dividend.len() + 1;
    let right = divisor.len().max(quotient.len()) + 1;
    let mut marks: Vec<_> = dividend.into_iter().enumerate().map(|(i, c)| (c, 1 + i, 1)).collect();
    marks.extend(divisor.into_iter().enumerate().map(|(i, c)| (c, bar + i, 1)));
    let steps = quotient.iter().filter(|c| c.chars().any(|c| c.is_ascii_digit())).count();
    let rows = (2 * steps + 3).clamp(5, 14);
    Plan { columns: bar + right + 1, rows, marks, lines: vec![((bar, 1), (bar, 3)), ((bar, 2), (bar + right, 2))] }
}
