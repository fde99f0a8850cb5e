//! Tables with cells to fill in, and columns to sort items into.

use super::{Piece, Room, gap, question, with_space};
use crate::domain::Rich;
use crate::domain::task::{Cell, Classify, Table};
use crate::pdf::drawing::{Element, Item, MM, Role};
use crate::pdf::setting::{Align, Look, Setting};

const RULE: f32 = 0.5;

pub(super) fn set(setting: &mut Setting, task: &Table, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let columns = task.rows.iter().map(Vec::len).chain([task.header.len()]).max().unwrap_or(0);
    if columns == 0 {
        return with_space(setting, pieces, room);
    }
    let widths = widths(setting, task, columns, room.width);
    let table = setting.outline.add(Role::Table);
    let bold = Look { bold: true, align: Align::Center, ..setting.body() };
    if !task.header.is_empty() {
        let cells: Vec<_> = task.header.iter().map(Some).collect();
        pieces.push(row(setting, table, &cells, &widths, &bold).above(gap(setting)));
    }
    for (i, cells) in task.rows.iter().enumerate() {
        let cells: Vec<_> = cells.iter().map(|c| if let Cell::Given(text) = c { Some(text) } else { None }).collect();
        let look = Look { align: Align::Center, ..setting.body() };
        let above = if i == 0 && task.header.is_empty() { gap(setting) } else { 0.0 };
        pieces.push(row(setting, table, &cells, &widths, &look).above(above));
    }
    with_space(setting, pieces, room)
}

pub(super) fn classify(setting: &mut Setting, task: &Classify, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let items: Vec<_> = task.items.iter().map(|item| item.text.clone()).collect();
    pieces.push(super::fill_blank::bank(setting, &items, room.width).above(gap(setting)));
    let columns = task.columns.len().max(1);
    let widths = vec![room.width / columns as f32; columns];
    let table = setting.outline.add(Role::Table);
    let bold = Look { bold: true, align: Align::Center, ..setting.body() };
    let heads: Vec<_> = task.columns.iter().map(Some).collect();
    pieces.push(row(setting, table, &heads, &widths, &bold).above(gap(setting) * 1.5));
    // The same room in every column, so that it does not tell how many belong there.
    let lines = (task.items.len().div_ceil(columns) + 1).min(8);
    let height = lines as f32 * setting.pitch();
    let below = setting.outline.within(table, Role::Row);
    for _ in &task.columns {
        setting.outline.within(below, Role::Cell);
    }
    pieces.push(Piece::drawing(borders(&widths, height), height, 0.0));
    with_space(setting, pieces, room)
}

/// A row of bordered cells, bold ones being heads; an empty cell is for the pupil.
fn row(setting: &mut Setting, table: Element, cells: &[Option<&Rich>], widths: &[f32], look: &Look) -> Piece {
    let padding = 1.5 * MM;
    let mut x = 0.0;
    let mut set = Vec::new();
    let row = setting.outline.within(table, Role::Row);
    for (cell, width) in cells.iter().zip(widths) {
        let element = setting.outline.within(row, if look.bold { Role::Head } else { Role::Cell });
        if let Some(text) = cell {
            let look = Look { element: Some(element), ..look.clone() };
            let piece = setting.piece(text, (width - 2.0 * padding).max(4.0), &look);
            set.push((x + padding, piece));
        }
        x += width;
    }
    let content = set.iter().map(|(_, piece)| piece.height).fold(0.0, f32::max);
    let height = (content + padding).max(setting.pitch().max(setting.size * 1.8));
    let mut items = borders(widths, height);
    for (x, piece) in set {
        let top = (height - piece.height) / 2.0;
        items.extend(piece.items.into_iter().map(|mut item| {
            item.shift(x, top);
            item
        }));
    }
    Piece::drawing(items, height, 0.0)
}

fn borders(widths: &[f32], height: f32) -> Vec<Item> {
    let mut x = 0.0;
    let cell = |width: &f32| {
        let frame = Item::frame(x, 0.0, *width, height, RULE);
        x += width;
        frame
    };
    widths.iter().map(cell).collect()
}

/// Equal columns when all fit so; otherwise each by its contents.
fn widths(setting: &mut Setting, task: &Table, columns: usize, width: f32) -> Vec<f32> {
    let look = Look { bold: true, ..setting.body() };
    let padding = 4.0 * MM;
    let mut needs = vec![14.0 * MM; columns];
    let header = task.header.iter().enumerate();
    let cells = task.rows.iter().flat_map(|row| row.iter().enumerate());
    let texts = header.chain(cells.map(|(i, cell)| match cell {
        Cell::Given(text) | Cell::Asked(text) => (i, text),
    }));
    for (i, text) in texts {
        needs[i] = needs[i].max(setting.width_of(text, &look) + padding);
    }
    let widest = needs.iter().copied().fold(0.0, f32::max);
    if widest * columns as f32 <= width {
        return vec![widest; columns];
    }
    let total: f32 = needs.iter().sum();
    if total <= width {
        return needs;
    }
    // Narrow columns keep what they need, the wide ones share the rest.
    let mut share = width / columns as f32;
    for _ in 0..columns {
        let narrow: Vec<_> = needs.iter().filter(|n| **n <= share).collect();
        let left = width - narrow.iter().copied().sum::<f32>();
        let wide = columns - narrow.len();
        if wide == 0 {
            break;
        }
        share = left / wide as f32;
    }
    needs.into_iter().map(|need| need.min(share)).collect()
}
