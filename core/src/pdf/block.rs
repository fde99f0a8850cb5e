//! Blocks: what stands below each other on a page.

use super::draw::Item;
use super::paragraph::{Line, Type};

/// Things drawn in a box of some height; y from its top.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) height: f32,
    pub(super) items: Vec<Item>,
    /// Must not be the last on its page.
    pub(super) with_next: bool,
}

impl Block {
    /// Empty room.
    pub(super) fn room(height: f32) -> Self {
        Self { height, ..Self::default() }
    }

    /// Set lines below each other, `indent` points from the left.
    pub(super) fn lines(lines: Vec<Line>, kind: Type, indent: f32) -> Self {
        let mut block = Self::default();
        for line in lines {
            // A tall formula pushes its line apart; plain lines keep the even distance.
            let ascent = line.ascent.max(kind.size * 0.92);
            let descent = line.descent.max(kind.size * 0.3);
            let height = (ascent + descent + kind.size * 0.3).max(kind.leading());
            let baseline = block.height + ascent;
            for mut item in line.items {
                item.shift(indent, baseline);
                block.items.push(item);
            }
            block.height += height;
        }
        block
    }

    /// Puts another below.
    pub(super) fn below(&mut self, other: Self) {
        for mut item in other.items {
            item.shift(0.0, self.height);
            self.items.push(item);
        }
        self.height += other.height;
    }

    /// Draws another over this one, `dx` to the right and `dy` down.
    pub(super) fn over(&mut self, other: Self, dx: f32, dy: f32) {
        for mut item in other.items {
            item.shift(dx, dy);
            self.items.push(item);
        }
        self.height = self.height.max(other.height + dy);
    }

    /// Lines to write on, `count` of them.
    pub(super) fn ruled(count: u8, indent: f32, width: f32, distance: f32) -> Self {
        let lines = (1..=count).map(|n| {
            let y = f32::from(n) * distance;
            [indent, y, indent + width, y]
        });
        let item = Item::Lines { lines: lines.collect(), weight: 0.5, shade: 0.35 };
        Self { height: f32::from(count) * distance + 4.0, items: vec![item], with_next: false }
    }

    /// Squared paper of true 5 mm cells, `rows` high and as wide as fits.
    pub(super) fn squared(rows: u8, indent: f32, width: f32) -> Self {
        let columns = columns(width);
        let (right, height) = (f32::from(columns) * CELL, f32::from(rows) * CELL);
        let across = (0..=rows).map(|n| {
            let y = 3.0 + f32::from(n) * CELL;
            [indent, y, indent + right, y]
        });
        let down = (0..=columns).map(|n| {
            let x = indent + f32::from(n) * CELL;
            [x, 3.0, x, 3.0 + height]
        });
        let item = Item::Lines { lines: across.chain(down).collect(), weight: 0.4, shade: 0.55 };
        Self { height: height + 8.0, items: vec![item], with_next: false }
    }
}

/// 5 mm.
pub(super) const CELL: f32 = 5.0 * 72.0 / 25.4;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is 42 cells wide")]
fn columns(width: f32) -> u8 {
    (width / CELL).floor().clamp(1.0, 60.0) as u8
}
