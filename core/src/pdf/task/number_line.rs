//! A number line or a coordinate plane with its points.

use super::{Piece, Room, gap, question, with_space};
use crate::domain::Rich;
use crate::domain::task::{Axis, NumberLine};
use crate::pdf::drawing::{Item, MM, Role, Shape};
use crate::pdf::figure::{arrow, centred};
use crate::pdf::setting::{Look, Setting};

const TICK: f32 = 1.5 * MM;

pub(super) fn set(setting: &mut Setting, task: &NumberLine, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let mut drawing = drawing(setting, task, room.width);
    // Beside a plane that leaves room, below everything else.
    let right = drawing.items.iter().filter_map(Item::bounds).map(|bounds| bounds[2]).fold(0.0, f32::max);
    let start = right + 10.0 * MM;
    let names: Vec<_> = task.points.iter().filter(|point| point.drawn).map(|point| point.name.as_str()).collect();
    let slots: Vec<_> = names.iter().map(|name| slot(setting, name, task.y.is_some())).collect();
    let widest = slots.iter().map(|(width, _)| *width).fold(0.0, f32::max);
    let column: Vec<_> = slots.iter().map(|(_, slot)| slot.clone().above(setting.size * 0.9)).collect();
    let column = Piece::pile(column);
    let top = 7.0 * MM;
    if task.y.is_some() && start + widest <= room.width && top + column.height <= drawing.height {
        drawing.items.extend(column.items.into_iter().map(|mut item| {
            item.shift(start, top);
            item
        }));
        pieces.push(drawing.above(gap(setting)));
    } else {
        pieces.push(drawing.above(gap(setting)));
        let between = setting.size * 2.0;
        let columns = ((room.width + between) / (widest + between)).floor().max(1.0) as usize;
        let mut slots = slots.into_iter().map(|(_, slot)| slot).peekable();
        while slots.peek().is_some() {
            let row = slots.by_ref().take(columns).enumerate().map(|(i, slot)| (i as f32 * (widest + between), slot));
            pieces.push(Piece::row(row.collect()).above(gap(setting) + setting.size * 0.3));
        }
    }
    with_space(setting, pieces, room)
}

/// «A ( ____ )» for a point to read off, «A ( ____ ; ____ )» in a plane, with its width.
fn slot(setting: &mut Setting, name: &str, plane: bool) -> (f32, Piece) {
    let blank = (14.0 * MM).max(setting.size * 2.2);
    let look = Look { blanks: vec![blank, blank], ..setting.body() };
    let blanks = if plane { "\u{a0}[[1]]\u{a0};\u{a0}[[2]]\u{a0})" } else { "\u{a0}[[1]]\u{a0})" };
    let text = Rich(format!("<i>{}</i>\u{a0}({blanks}", Rich::literal(name).source()));
    let width = setting.width_of(&text, &look);
    (width, setting.piece(&text, width + 1.0, &look))
}

/// The figure alone.
pub(super) fn drawing(setting: &mut Setting, task: &NumberLine, width: f32) -> Piece {
    let figure = Role::Figure(setting.text(if task.y.is_some() { "page-plane" } else { "page-number-line" }));
    let element = setting.outline.add(figure);
    let mut drawing = match &task.y {
        None => line(setting, task, width),
        Some(y) => plane(setting, task, y, width),
    };
    for item in &mut drawing.items {
        item.element = Some(element);
    }
    drawing.fit(width, 230.0 * MM);
    drawing
}

/// Steps and the labels they carry.
fn labels(axis: &Axis) -> Vec<(i32, Rich)> {
    if axis.marks.is_empty() {
        (axis.from..=axis.to.min(axis.from.saturating_add(200))).map(|at| (at, value(at, &axis.step))).collect()
    } else {
        axis.marks.iter().filter(|mark| on(axis, mark.at)).map(|mark| (mark.at, mark.label.clone())).collect()
    }
}

/// `at` steps as a decimal number, e.g. −3 steps of 0,5 are −1,5.
fn value(at: i32, step: &str) -> Rich {
    let (whole, fraction) = step.split_once([',', '.']).unwrap_or((step, ""));
    let digits: String = whole.chars().chain(fraction.chars()).filter(char::is_ascii_digit).collect();
    let Ok(unit) = digits.parse::<i64>() else { return Rich(at.to_string().replace('-', "−")) };
    let scaled = unit.saturating_mul(i64::from(at));
    let power = 10i64.saturating_pow(u32::try_from(fraction.len()).unwrap_or(0));
    let sign = if scaled < 0 { "−" } else { "" };
    let (whole, rest) = (scaled.abs() / power, scaled.abs() % power);
    let decimals = format!("{rest:0width$}", width = fraction.len());
    let decimals = decimals.trim_end_matches('0');
    Rich(if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{decimals}") })
}

fn steps(axis: &Axis) -> f32 {
    (f64::from(axis.to) - f64::from(axis.from)).max(1.0) as f32
}

fn on(axis: &Axis, at: i32) -> bool {
    (axis.from..=axis.to).contains(&at)
}

fn line(setting: &mut Setting, task: &NumberLine, width: f32) -> Piece {
    let axis = &task.x;
    let size = (setting.size * 0.9).min(14.0);
    let margin = 8.0 * MM;
    let step = ((width - 2.0 * margin) / steps(axis)).min(16.0 * MM);
    let x_of = |at: i32| margin + (at - axis.from) as f32 * step;
    let right = (x_of(axis.to) + margin * 0.9).min(width);
    let y = size * 1.9;
    let mut items = vec![Item::line((margin * 0.3, y), (right - 1.0 * MM, y), 0.8), arrow((right, y), false)];
    let ticks = (axis.from..=axis.to).map(|at| vec![(x_of(at), y - TICK / 1.2), (x_of(at), y + TICK / 1.2)]);
    items.push(Item::decoration(Shape::Stroke { chains: ticks.collect(), width: 0.6, gray: 0.0 }));
    let labels = labels(axis);
    let mut set: Vec<(f32, f32, Vec<Item>)> = Vec::new();
    let mut tallest = size * 1.3;
    for (at, text) in &labels {
        let look = Look { size, ..setting.body() };
        let height = setting.piece(text, f32::INFINITY, &look);
        tallest = tallest.max(height.height);
        let (items, width) = centred(setting, text, size, (x_of(*at), y + TICK + height.baseline), false);
        set.push((x_of(*at), width, items));
    }
    // Of crowded numbers every second, fifth or tenth is shown; labels given by the task are all shown.
    let widest = set.iter().map(|(_, w, _)| *w).fold(0.0, f32::max) + size * 0.4;
    let every = [1, 2, 5, 10, 20, 50].into_iter().find(|n| widest <= step * *n as f32).unwrap_or(100);
    for ((at, _), (_, _, texts)) in labels.iter().zip(set) {
        if !axis.marks.is_empty() || at % every == 0 {
            items.extend(texts);
        }
    }
    for point in task.points.iter().filter(|p| p.drawn && on(axis, p.x)) {
        items.push(Item::dot(x_of(point.x), y, 1.9));
        items.extend(centred(setting, &Rich::literal(&point.name), size, (x_of(point.x), y - TICK - 2.5), true).0);
    }
    Piece::drawing(items, y + TICK + tallest, 0.0)
}

fn plane(setting: &mut Setting, task: &NumberLine, vertical: &Axis, width: f32) -> Piece {
    let horizontal = &task.x;
    let size = (setting.size * 0.8).clamp(8.0, 11.0);
    let (columns, rows) = (steps(horizontal), steps(vertical));
    let edge = 7.0 * MM;
    let cell = ((width - 2.0 * edge) / columns).min(150.0 * MM / rows).min(if columns.max(rows) <= 14.0 {
        7.5 * MM
    } else {
        5.0 * MM
    });
    let x_of = |at: i32| edge + (at - horizontal.from) as f32 * cell;
    let y_of = |at: i32| edge + (vertical.to - at) as f32 * cell;
    let (wide, high) = (columns * cell, rows * cell);
    let axis_y = y_of(0.clamp(vertical.from, vertical.to));
    let axis_x = x_of(0.clamp(horizontal.from, horizontal.to));
    let mut items = vec![
        Item::grid(edge, edge, columns as usize, rows as usize, cell),
        Item::line((edge, axis_y), (edge + wide + 4.0 * MM, axis_y), 0.8),
        Item::line((axis_x, edge + high), (axis_x, edge - 4.0 * MM), 0.8),
        arrow((edge + wide + 5.0 * MM, axis_y), false),
        arrow((axis_x, edge - 5.0 * MM), true),
    ];
    let name = |text: &str| Rich::literal(text);
    items.extend(centred(setting, &name("x"), size, (edge + wide + 4.0 * MM, axis_y + size * 1.1), true).0);
    items.extend(centred(setting, &name("y"), size, (axis_x - 2.6 * MM, edge - 2.5 * MM), true).0);
    let every = |label: f32, cell: f32| [1, 2, 5, 10, 20].into_iter().find(|n| label <= cell * *n as f32).unwrap_or(50);
    let all = labels(horizontal);
    let look = Look { size, ..setting.body() };
    let widest = all.iter().map(|(_, t)| setting.width_of(t, &look)).fold(0.0, f32::max) + size * 0.3;
    let shown = every(widest, cell);
    let crossing = (horizontal.from..=horizontal.to).contains(&0) && (vertical.from..=vertical.to).contains(&0);
    for (at, text) in &all {
        if (*at == 0 && crossing) || (horizontal.marks.is_empty() && at % shown != 0) {
            continue;
        }
        items.extend(centred(setting, text, size, (x_of(*at), axis_y + size * 1.05), false).0);
    }
    let shown = every(size * 1.1, cell);
    for (at, text) in labels(vertical) {
        if (at == 0 && crossing) || (vertical.marks.is_empty() && at % shown != 0) {
            continue;
        }
        let half = setting.width_of(&text, &look) / 2.0;
        let (left, top) = (axis_x - 2.0 * half - 3.2, y_of(at) - size * 0.42);
        items.push(Item::paper(left, top, 2.0 * half + 1.4, size * 0.84));
        items.extend(centred(setting, &text, size, (axis_x - half - 2.5, y_of(at) + size * 0.34), false).0);
    }
    if crossing {
        items.extend(centred(setting, &name("0"), size, (axis_x - size * 0.5, axis_y + size * 1.05), false).0);
    }
    for point in task.points.iter().filter(|p| p.drawn && on(horizontal, p.x) && on(vertical, p.y)) {
        let (x, y) = (x_of(point.x), y_of(point.y));
        items.push(Item::dot(x, y, 2.0));
        items.extend(centred(setting, &name(&point.name), size * 1.1, (x + size * 0.7, y - size * 0.4), true).0);
    }
    Piece::drawing(items, high + 2.0 * edge, 0.0)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn steps_are_counted_exactly() {
        assert_eq!(
            ["0,5", "0,1", "10", "0,25", "x"].map(|step| value(-3, step).0),
            ["−1,5", "−0,3", "−30", "−0,75", "−3"]
        );
        assert_eq!(value(2, "0,5").0, "1");
    }
}
