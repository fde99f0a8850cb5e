//! What a page is made of: the only thing the writers of files and pictures see.
//!
//! Lengths are in points, the origin is the top left corner, y grows downwards.

use std::rc::Rc;

use super::font::FaceId;

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// Something drawn.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) shape: Shape,
    /// The element of the document it belongs to; decoration belongs to none.
    pub(crate) element: Option<Element>,
    /// What it says when its glyphs do not say it; shared by the items that say it together.
    pub(crate) reads: Option<Rc<str>>,
}

/// A shape.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Glyphs of one face and size on one baseline.
    Text { face: FaceId, size: f32, x: f32, y: f32, glyphs: Vec<Glyph> },
    /// A filled path.
    Fill { path: Vec<Segment>, gray: f32 },
    /// Straight strokes, each a chain of points.
    Stroke { chains: Vec<Vec<(f32, f32)>>, width: f32, gray: f32 },
}

/// A glyph of a text; `x` and `y` are relative to the text's origin.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// The characters it stands for.
    pub(crate) text: Rc<str>,
}

/// A step of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Cubic([f32; 6]),
}

/// Number of a logical element, given out by [`Outline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Element(pub(crate) u32);

/// Role of a logical element in a tagged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Heading,
    Paragraph,
    Table,
    /// A row of a table.
    Row,
    /// A cell that says what stands below it.
    Head,
    Cell,
    /// A drawing, with words for those who cannot see it.
    Figure(String),
    /// A formula, in a line of characters.
    Formula(String),
}

/// Logical elements of the document.
#[derive(Debug, Default)]
pub(crate) struct Outline(pub(crate) Vec<Node>);

/// An element and the one it belongs to.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<Element>,
}

impl Outline {
    pub(crate) fn add(&mut self, role: Role) -> Element {
        self.node(role, None)
    }

    /// An element inside another.
    pub(crate) fn within(&mut self, parent: Element, role: Role) -> Element {
        self.node(role, Some(parent))
    }

    fn node(&mut self, role: Role, parent: Option<Element>) -> Element {
        self.0.push(Node { role, parent });
        Element(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }
}

/// What the hyphen of a divided word reads as: nothing, to those who copy the word.
pub(crate) const SOFT_HYPHEN: &str = "\u{ad}";

/// Colour of grids and of lines to write on; laser printers break lighter greys into dots.
pub(crate) const GRID: f32 = 0.55;

/// The thinnest line that office printers draw whole.
const FINE: f32 = 0.25;

impl Item {
    pub(crate) fn decoration(shape: Shape) -> Self {
        Self { shape, element: None, reads: None }
    }

    /// Whether both say the same thing together.
    pub(crate) fn read_together(&self, next: &Self) -> bool {
        matches!((&self.reads, &next.reads), (Some(one), Some(other)) if Rc::ptr_eq(one, other))
    }

    /// A straight line.
    pub(crate) fn line(from: (f32, f32), to: (f32, f32), width: f32) -> Self {
        Self::decoration(Shape::Stroke { chains: vec![vec![from, to]], width, gray: 0.0 })
    }

    /// An outlined rectangle.
    pub(crate) fn frame(x: f32, y: f32, width: f32, height: f32, stroke: f32) -> Self {
        let corners = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        Self::decoration(Shape::Stroke { chains: vec![corners], width: stroke, gray: 0.0 })
    }

    /// A grid of square cells with its outline.
    pub(crate) fn grid(x: f32, y: f32, columns: usize, rows: usize, cell: f32) -> Self {
        let (width, height) = (columns as f32 * cell, rows as f32 * cell);
        let upright = (0..=columns).map(|i| x + i as f32 * cell).map(|x| vec![(x, y), (x, y + height)]);
        let level = (0..=rows).map(|i| y + i as f32 * cell).map(|y| vec![(x, y), (x + width, y)]);
        Self::decoration(Shape::Stroke { chains: upright.chain(level).collect(), width: 0.4, gray: GRID })
    }

    /// A filled circle.
    pub(crate) fn dot(x: f32, y: f32, r: f32) -> Self {
        let k = r * 0.552_285;
        let path = vec![
            Segment::Move(x + r, y),
            Segment::Cubic([x + r, y + k, x + k, y + r, x, y + r]),
            Segment::Cubic([x - k, y + r, x - r, y + k, x - r, y]),
            Segment::Cubic([x - r, y - k, x - k, y - r, x, y - r]),
            Segment::Cubic([x + k, y - r, x + r, y - k, x + r, y]),
        ];
        Self::decoration(Shape::Fill { path, gray: 0.0 })
    }

    /// A filled polygon.
    pub(crate) fn polygon(points: &[(f32, f32)]) -> Self {
        let mut path: Vec<_> = points.iter().map(|&(x, y)| Segment::Line(x, y)).collect();
        if let Some(&(x, y)) = points.first() {
            path[0] = Segment::Move(x, y);
        }
        Self::decoration(Shape::Fill { path, gray: 0.0 })
    }

    /// Blank paper under a text that stands on a grid.
    pub(crate) fn paper(x: f32, y: f32, width: f32, height: f32) -> Self {
        let path = vec![
            Segment::Move(x, y),
            Segment::Line(x + width, y),
            Segment::Line(x + width, y + height),
            Segment::Line(x, y + height),
        ];
        Self::decoration(Shape::Fill { path, gray: 1.0 })
    }

    /// Drawn with little ink: thin black instead of grey, which printers make of dots; lighter fills.
    pub(crate) fn fine(&mut self) {
        match &mut self.shape {
            Shape::Stroke { width, gray, .. } if *gray > 0.0 => (*width, *gray) = (FINE, 0.0),
            Shape::Stroke { width, .. } => *width = (*width * 0.6).max(FINE),
            Shape::Fill { gray, .. } if *gray > 0.0 => *gray = 1.0 - (1.0 - *gray) * 0.5,
            Shape::Fill { .. } | Shape::Text { .. } => {}
        }
    }

    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        match &mut self.shape {
            Shape::Text { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Shape::Fill { path, .. } => path.iter_mut().for_each(|s| s.map(|x, y| (x + dx, y + dy))),
            Shape::Stroke { chains, .. } => chains.iter_mut().flatten().for_each(|p| *p = (p.0 + dx, p.1 + dy)),
        }
    }

    pub(crate) fn scale(&mut self, factor: f32) {
        match &mut self.shape {
            Shape::Text { size, x, y, glyphs, .. } => {
                *size *= factor;
                *x *= factor;
                *y *= factor;
                for glyph in glyphs {
                    glyph.x *= factor;
                    glyph.y *= factor;
                }
            }
            Shape::Fill { path, .. } => path.iter_mut().for_each(|s| s.map(|x, y| (x * factor, y * factor))),
            Shape::Stroke { chains, width, .. } => {
                *width *= factor;
                chains.iter_mut().flatten().for_each(|p| *p = (p.0 * factor, p.1 * factor));
            }
        }
    }

    /// Left, top, right and bottom of what it draws; a text counts by its advances and its size.
    pub(crate) fn bounds(&self) -> Option<[f32; 4]> {
        let hull = |points: &mut dyn Iterator<Item = (f32, f32)>| {
            points.fold(None, |hull: Option<[f32; 4]>, (x, y)| {
                Some(hull.map_or([x, y, x, y], |[l, t, r, b]| [l.min(x), t.min(y), r.max(x), b.max(y)]))
            })
        };
        match &self.shape {
            Shape::Text { face, size, x, y, glyphs } => hull(&mut glyphs.iter().flat_map(|g| {
                let left = x + g.x;
                let right = left + face.advance(g.id) * size / 1000.0;
                [(left, y + g.y - size * 0.7), (right, y + g.y + size * 0.2)]
            })),
            Shape::Fill { path, .. } => hull(&mut path.iter().map(|s| match *s {
                Segment::Move(x, y) | Segment::Line(x, y) | Segment::Cubic([_, _, _, _, x, y]) => (x, y),
            })),
            Shape::Stroke { chains, .. } => hull(&mut chains.iter().flatten().copied()),
        }
    }
}

impl Segment {
    fn map(&mut self, f: impl Fn(f32, f32) -> (f32, f32)) {
        match self {
            Self::Move(x, y) | Self::Line(x, y) => (*x, *y) = f(*x, *y),
            Self::Cubic(p) => {
                for i in [0, 2, 4] {
                    (p[i], p[i + 1]) = f(p[i], p[i + 1]);
                }
            }
        }
    }
}
