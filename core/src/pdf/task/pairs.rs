//! Matching and ordering: labelled items and slots for their labels.

use super::{Piece, Room, gap, label, question, with_space};
use crate::domain::task::{Matching, Ordering};
use crate::domain::{Rich, task};
use crate::pdf::drawing::{Item, MM};
use crate::pdf::setting::{Align, Look, Setting};

pub(super) fn matching(setting: &mut Setting, task: &Matching, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let look = setting.body();
    let lead = setting.size * 1.9;
    let gutter = setting.size * 1.5;
    let mut widest = |texts: &[Rich]| texts.iter().map(|t| setting.width_of(t, &look)).fold(0.0, f32::max);
    let (left, right) = (lead + widest(&task.left), lead + widest(&task.right));
    let half = (room.width - gutter) / 2.0;
    let left_width = if left + gutter + right <= room.width {
        (left + gutter).clamp(half * 0.7, half.max(left))
    } else {
        (room.width * left / (left + right)).clamp(room.width * 0.3, room.width * 0.6)
    };
    let second = left_width + gutter;
    for i in 0..task.left.len().max(task.right.len()) {
        let mut cells = Vec::new();
        if let Some(text) = task.left.get(i) {
            cells.push((0.0, item(setting, &label(setting, i), text, left_width, lead)));
        }
        if let Some(text) = task.right.get(i) {
            cells.push((second, item(setting, &format!("{})", i + 1), text, room.width - second, lead)));
        }
        pieces.push(Piece::row(cells).above(if i == 0 { gap(setting) } else { setting.size * 0.2 }));
    }
    let letters: Vec<_> = (0..task.left.len()).map(|i| task::letter(setting.locale, i)).collect();
    pieces.push(slots(setting, &letters, room.width).above(gap(setting) * 1.5));
    with_space(setting, pieces, room)
}

pub(super) fn ordering(setting: &mut Setting, task: &Ordering, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let look = setting.body();
    let lead = setting.size * 1.9;
    let gutter = setting.size;
    let widest = task.items.iter().map(|t| setting.width_of(t, &look)).fold(0.0, f32::max);
    let needed = lead + widest + gutter;
    let columns = super::choice::columns(task.items.len(), needed, room.width + gutter);
    let column = (room.width + gutter) / columns as f32;
    for (row, chunk) in task.items.chunks(columns).enumerate() {
        let cells = chunk.iter().enumerate().map(|(i, text)| {
            let label = label(setting, row * columns + i);
            (i as f32 * column, item(setting, &label, text, column - gutter, lead))
        });
        pieces.push(Piece::row(cells.collect()).above(setting.size * 0.25));
    }
    pieces.push(chain(setting, task.items.len(), room.width).above(gap(setting) * 1.6));
    with_space(setting, pieces, room)
}

fn item(setting: &mut Setting, label: &str, text: &Rich, width: f32, lead: f32) -> Piece {
    let look = setting.body();
    let text = setting.piece(text, width - lead, &look);
    let bold = Look { bold: true, ..look };
    let label = setting.piece(&Rich::literal(label), lead, &bold);
    Piece::row(vec![(0.0, label), (lead, text)])
}

/// The two-row table of the state examinations: letters above, empty cells below.
fn slots(setting: &mut Setting, letters: &[String], width: f32) -> Piece {
    let answer = Rich::literal(&setting.text("page-answer"));
    let look = setting.body();
    let start = setting.width_of(&answer, &look) + setting.size * 0.6;
    let cell = ((width - start) / letters.len().max(1) as f32).min((10.0 * MM).max(setting.size * 2.0));
    let head = setting.size * 1.4;
    let room = (8.0 * MM).max(setting.size * 1.7);
    let centred = Look { bold: true, align: Align::Center, ..setting.body() };
    let mut items = Vec::new();
    let mut baseline = 0.0;
    for (i, letter) in letters.iter().enumerate() {
        let x = start + i as f32 * cell;
        let piece = setting.piece(&Rich::literal(letter), cell, &centred).shifted(x);
        baseline = piece.baseline;
        items.extend(piece.items);
        items.push(Item::frame(x, 0.0, cell, head, 0.5));
        items.push(Item::frame(x, head, cell, room, 0.5));
    }
    let mut word = setting.piece(&answer, start, &look);
    word.items.extend(items);
    word.baseline = baseline.max(word.baseline);
    word.height = head + room;
    word
}

/// Empty slots joined by arrows.
fn chain(setting: &mut Setting, count: usize, width: f32) -> Piece {
    if count == 0 {
        return Piece::default();
    }
    let answer = Rich::literal(&setting.text("page-answer"));
    let look = setting.body();
    let start = setting.width_of(&answer, &look) + setting.size * 0.6;
    let side = (8.0 * MM).max(setting.size * 1.7);
    let arrow = 6.0 * MM;
    let factor = ((width - start) / (count as f32 * (side + arrow) - arrow)).min(1.0);
    let (side, arrow) = (side * factor, arrow * factor);
    let mut items = Vec::new();
    for i in 0..count {
        let x = start + i as f32 * (side + arrow);
        items.push(Item::frame(x, 0.0, side, side, 0.6));
        if i + 1 < count {
            let (from, to, y) = (x + side + arrow * 0.2, x + side + arrow * 0.8, side / 2.0);
            items.push(Item::line((from, y), (to - 2.0, y), 0.6));
            items.push(Item::polygon(&[(to, y), (to - 3.5, y - 1.6), (to - 3.5, y + 1.6)]));
        }
    }
    let mut word = setting.piece(&answer, start, &look);
    let drop = side / 2.0 + setting.size * 0.33 - word.baseline;
    word.items.iter_mut().for_each(|item| item.shift(0.0, drop));
    word.baseline += drop;
    word.items.extend(items);
    word.height = side;
    word
}
