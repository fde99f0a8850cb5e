//! Blocks: pieces that stand one below the other and are never cut.

use super::drawing::{GRID, Item, MM, Shape};
use super::paragraph::Line;
use super::setting::{Look, Setting, Writing};
use crate::domain::Rich;

/// A piece of a page that is never cut; its origin is its top left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    pub(crate) items: Vec<Item>,
    pub(crate) height: f32,
    /// Distance to the piece before it; vanishes at the head of a page.
    pub(crate) above: f32,
    /// First baseline, from its top.
    pub(crate) baseline: f32,
    /// Whether the next piece must stand on the same page.
    pub(crate) keep: bool,
}

impl Piece {
    /// A drawing of a height.
    pub(crate) fn drawing(items: Vec<Item>, height: f32, above: f32) -> Self {
        Self { items, height, above, baseline: height, keep: false }
    }

    pub(crate) fn line(line: Line) -> Self {
        let (height, baseline) = (line.height(), line.ascent);
        let mut items = line.items;
        for item in &mut items {
            item.shift(0.0, baseline);
        }
        Self { items, height, above: 0.0, baseline, keep: false }
    }

    pub(crate) fn shifted(mut self, dx: f32) -> Self {
        self.items.iter_mut().for_each(|item| item.shift(dx, 0.0));
        self
    }

    pub(crate) fn above(mut self, above: f32) -> Self {
        self.above = above;
        self
    }

    /// Several lines as one piece.
    pub(crate) fn stack(lines: Vec<Line>) -> Self {
        Self::pile(lines.into_iter().map(Self::line).collect())
    }

    /// Several pieces as one.
    pub(crate) fn pile(pieces: Vec<Self>) -> Self {
        let mut out = Self::default();
        for (i, piece) in pieces.into_iter().enumerate() {
            if i == 0 {
                (out.above, out.baseline) = (piece.above, piece.baseline);
            } else {
                out.height += piece.above;
            }
            let top = out.height;
            out.items.extend(piece.items.into_iter().map(|mut item| {
                item.shift(0.0, top);
                item
            }));
            out.height += piece.height;
        }
        out
    }

    /// Pieces side by side on one baseline, each at its x.
    pub(crate) fn row(cells: Vec<(f32, Self)>) -> Self {
        let baseline = cells.iter().map(|(_, c)| c.baseline).fold(0.0, f32::max);
        let mut out = Self { baseline, ..Self::default() };
        for (x, cell) in cells {
            let top = baseline - cell.baseline;
            out.height = out.height.max(top + cell.height);
            out.above = out.above.max(cell.above);
            out.items.extend(cell.items.into_iter().map(|mut item| {
                item.shift(x, top);
                item
            }));
        }
        out
    }

    /// Makes it fit a height and a width by making it smaller.
    pub(crate) fn fit(&mut self, width: f32, height: f32) {
        let left = self.items.iter().filter_map(Item::bounds).map(|b| b[0]).fold(0.0, f32::min);
        if left < 0.0 {
            self.items.iter_mut().for_each(|item| item.shift(-left, 0.0));
        }
        let right = self.items.iter().filter_map(Item::bounds).map(|b| b[2]).fold(0.0, f32::max);
        let factor = (height / self.height.max(1.0)).min(width / right.max(1.0));
        if factor < 0.999 {
            self.items.iter_mut().for_each(|item| item.scale(factor));
            self.height *= factor;
            self.baseline *= factor;
        }
    }
}

/// Keeps all pieces but the last with the one that follows.
pub(crate) fn together(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let count = pieces.len();
    for piece in pieces.iter_mut().take(count.saturating_sub(1)) {
        piece.keep = true;
    }
    pieces
}

impl Setting {
    /// A paragraph as pieces, one a line; no line of it is left alone on a page.
    pub(crate) fn paragraph(&mut self, rich: &Rich, width: f32, look: &Look) -> Vec<Piece> {
        let mut pieces: Vec<_> = self.lines(rich, width, look).into_iter().map(Piece::line).collect();
        let count = pieces.len();
        for (i, piece) in pieces.iter_mut().enumerate() {
            piece.keep = count > 1 && (i == 0 || i + 2 == count);
        }
        pieces
    }

    /// A paragraph as one piece.
    pub(crate) fn piece(&mut self, rich: &Rich, width: f32, look: &Look) -> Piece {
        Piece::stack(self.lines(rich, width, look))
    }

    /// Distance of lines to write on.
    pub(crate) fn pitch(&self) -> f32 {
        if self.grade <= 2 || self.large_print { 11.0 * MM } else { 8.5 * MM }
    }

    /// Ruled lines to write on, one piece each.
    pub(crate) fn ruled(&self, count: usize, width: f32) -> Vec<Piece> {
        let apart = match self.writing {
            Writing::Plain => {
                let pitch = self.pitch();
                let line = |_| Piece::drawing(vec![Item::line((0.0, pitch), (width, pitch), 0.5)], pitch, 0.0);
                return (0..count).map(line).collect();
            }
            Writing::Slanted => 5.0 * MM,
            Writing::Sparse => 25.0 * MM,
        };
        let row = |i| copybook_row(i, width, apart).above(if i == 0 { 2.0 * MM } else { 0.0 });
        (0..count).map(row).collect()
    }
}

/// Between the lines that small letters stand in (GOST 12063: copybooks for learning to write).
const SMALL_LETTERS: f32 = 4.0 * MM;
/// From one such row to the next: room for tails and capitals.
const ROW: f32 = 12.0 * MM;

/// A row of a copybook: two lines for small letters, and lines that slant by 65° and go on from row to row.
fn copybook_row(row: usize, width: f32, apart: f32) -> Piece {
    let lean = ROW / 65f32.to_radians().tan();
    // Where a slanted line crosses the lower edge of this row.
    let first = (-(row as f32) * lean).rem_euclid(apart) - (lean / apart).ceil() * apart;
    let count = ((width - first) / apart).floor().max(0.0) as usize;
    let slanted = (0..=count).map(|i| first + i as f32 * apart).filter_map(|x| {
        // The parts of the row's height between which it stands over the lines.
        let (from, to) = ((-x / lean).max(0.0), ((width - x) / lean).min(1.0));
        let at = |part: f32| (x + part * lean, ROW * (1.0 - part));
        (from < to).then(|| vec![at(from), at(to)])
    });
    let guides = Item::decoration(Shape::Stroke { chains: slanted.collect(), width: 0.3, gray: GRID });
    let lines = [ROW - SMALL_LETTERS, ROW].map(|y| Item::line((0.0, y), (width, y), 0.5));
    Piece::drawing([guides].into_iter().chain(lines).collect(), ROW, 0.0)
}

/// Squared paper of 5 mm cells; tall fields are cut into pieces at whole rows.
pub(crate) fn squares(rows: usize, width: f32) -> Vec<Piece> {
    const TALLEST: usize = 12;
    let cell = 5.0 * MM;
    let columns = (width / cell + 0.01).floor().max(1.0) as usize;
    let mut pieces = Vec::new();
    let mut left = rows;
    while left > 0 {
        // No small rest: it would look like a field of its own.
        let rows = if left > TALLEST && left < TALLEST + 4 { left / 2 } else { left.min(TALLEST) };
        let above = if pieces.is_empty() { 2.0 * MM } else { 0.0 };
        pieces.push(Piece::drawing(vec![Item::grid(0.0, 0.0, columns, rows, cell)], rows as f32 * cell, above));
        left -= rows;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slanted_lines_go_on_from_row_to_row() {
        let (width, apart) = (150.0 * MM, 5.0 * MM);
        let ends = |row, end: usize| -> Vec<f32> {
            let piece = copybook_row(row, width, apart);
            let Shape::Stroke { chains, .. } = &piece.items[0].shape else { return Vec::new() };
            let edge = if end == 0 { ROW } else { 0.0 };
            chains.iter().map(|chain| chain[end]).filter(|(_, y)| (y - edge).abs() < 0.01).map(|(x, _)| x).collect()
        };

        let (above, below) = (ends(0, 0), ends(1, 1));

        assert!(above.len() > 20);
        // Nothing is left of a line at the right edge.
        let inner = below.iter().filter(|x| **x < width - 0.1);
        assert!(inner.clone().count() > 20);
        assert!(inner.clone().all(|x| above.iter().any(|other| (x - other).abs() < 0.1)));
    }
}
