//! Options with boxes to tick, in as many columns as their widths allow.

use super::{Piece, Room, gap, label, question, tick, with_space};
use crate::domain::Rich;
use crate::pdf::drawing::Item;
use crate::pdf::setting::Setting;

pub(super) fn set(setting: &mut Setting, text: &Rich, options: &[Rich], room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, text, room);
    let side = tick(setting);
    let gutter = setting.size * 1.2;
    let lead = lead(setting, options.len(), side);
    let look = setting.body();
    let widest = options.iter().map(|option| setting.width_of(option, &look)).fold(0.0, f32::max);
    let columns = columns(options.len(), lead + widest + gutter, room.width + gutter);
    let column = (room.width + gutter) / columns as f32;
    for (row, chunk) in options.chunks(columns).enumerate() {
        let cells = chunk.iter().enumerate().map(|(i, option)| {
            let cell = cell(setting, option, row * columns + i, column - gutter, lead, side);
            (i as f32 * column, cell)
        });
        pieces.push(Piece::row(cells.collect()).above(gap(setting)));
    }
    with_space(setting, pieces, room)
}

/// Width of box and letter before an option.
fn lead(setting: &mut Setting, count: usize, side: f32) -> f32 {
    let look = setting.body();
    let letter = |i| label(setting, i);
    let labels: Vec<_> = (0..count).map(letter).collect();
    let widest = labels.iter().map(|l| setting.width_of(&Rich::literal(l), &look)).fold(0.0, f32::max);
    side + setting.size * 0.4 + widest + setting.size * 0.4
}

/// How many stand side by side when each needs this width, its distance to the next included.
pub(super) fn columns(count: usize, needed: f32, width: f32) -> usize {
    let fitting = (1..=4).rev().find(|n| needed * *n as f32 <= width + 0.01).unwrap_or(1).min(count.max(1));
    // Three and one looks like a slip; two and two does not.
    match (count, fitting) {
        (4, 3) => 2,
        (5 | 6, 4) => 3,
        (_, n) => n,
    }
}

fn cell(setting: &mut Setting, option: &Rich, index: usize, width: f32, lead: f32, side: f32) -> Piece {
    let look = setting.body();
    let letter = setting.piece(&Rich::literal(&label(setting, index)), lead, &look);
    let text = setting.piece(option, width - lead, &look);
    let after_box = side + setting.size * 0.4;
    let mut row = Piece::row(vec![(after_box, letter), (lead, text)]);
    let middle = row.baseline - setting.size * 0.33;
    row.items.insert(0, Item::frame(0.0, middle - side / 2.0, side, side, 0.7));
    row
}
