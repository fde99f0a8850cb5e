//! What a page is made of, in points; y grows downwards from the top of whatever holds it.

use super::fonts::{FaceId, face};

/// A letter with the text it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u16,
    /// Thousandths of the size.
    pub(super) advance: u16,
    pub(super) text: String,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// Letters on a baseline.
    Glyphs { face: FaceId, size: f32, x: f32, y: f32, glyphs: Vec<Glyph> },
    /// A filled rectangle: fraction bars and the like. Black.
    Bar { x: f32, y: f32, width: f32, height: f32 },
    /// Lines of one weight and shade (0 black, 1 white), as one path.
    Lines { lines: Vec<[f32; 4]>, weight: f32, shade: f32 },
    /// A filled outline: contours of points with a flag for Bézier control points.
    Fill { contours: Vec<Vec<(f32, f32, bool)>> },
}

impl Item {
    /// Moves it.
    pub(super) fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Glyphs { x, y, .. } | Self::Bar { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Lines { lines, .. } => {
                for [x1, y1, x2, y2] in lines {
                    *x1 += dx;
                    *x2 += dx;
                    *y1 += dy;
                    *y2 += dy;
                }
            }
            Self::Fill { contours } => {
                for (x, y, _) in contours.iter_mut().flatten() {
                    *x += dx;
                    *y += dy;
                }
            }
        }
    }
}

/// Letters of a text in a face; characters the face lacks are taken from KaTeX's main face, and
/// what is nowhere is shown as a question mark, its text kept.
pub(super) fn letters(text: &str, wanted: FaceId) -> Vec<(FaceId, Glyph)> {
    const SPARE: FaceId = FaceId::Katex("KaTeX_Main-Regular");
    let find = |id: FaceId, c: char| {
        let face = face(id)?;
        let glyph = face.glyph(c)?;
        Some((id, Glyph { id: glyph, advance: face.advance(glyph), text: c.to_string() }))
    };
    text.chars()
        .filter(|c| !c.is_control())
        .filter_map(|c| {
            find(wanted, c).or_else(|| find(SPARE, c)).or_else(|| {
                let (id, glyph) = find(wanted, '?')?;
                Some((id, Glyph { text: c.to_string(), ..glyph }))
            })
        })
        .collect()
}

/// A piece of a line: drawn things around a baseline.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fragment {
    pub(super) width: f32,
    /// Above the baseline.
    pub(super) ascent: f32,
    /// Below it.
    pub(super) descent: f32,
    /// Placed with the baseline at y = 0.
    pub(super) items: Vec<Item>,
}

impl Fragment {
    /// A run of text, raised by `rise`.
    pub(super) fn text(text: &str, wanted: FaceId, size: f32, rise: f32) -> Self {
        let mut fragment = Self::default();
        if let Some(face) = face(wanted) {
            let (ascent, descent) = face.extent();
            fragment.ascent = ascent * size * 0.8 + rise.max(0.0);
            fragment.descent = descent * size * 0.8 + (-rise).max(0.0);
        }
        for (face, glyph) in letters(text, wanted) {
            let advance = f32::from(glyph.advance) * size / 1000.0;
            match fragment.items.last_mut() {
                Some(Item::Glyphs { face: last, glyphs, .. }) if *last == face => glyphs.push(glyph),
                _ => fragment.items.push(Item::Glyphs { face, size, x: fragment.width, y: -rise, glyphs: vec![glyph] }),
            }
            fragment.width += advance;
        }
        fragment
    }

    /// A line to write on.
    pub(super) fn blank(width: f32) -> Self {
        let lines = vec![[0.0, 2.0, width, 2.0]];
        Self { width, ascent: 8.0, descent: 3.0, items: vec![Item::Lines { lines, weight: 0.6, shade: 0.0 }] }
    }

    /// Appends another on the same baseline.
    pub(super) fn push(&mut self, other: Self) {
        for mut item in other.items {
            item.shift(self.width, 0.0);
            self.items.push(item);
        }
        self.width += other.width;
        self.ascent = self.ascent.max(other.ascent);
        self.descent = self.descent.max(other.descent);
    }
}
