//! Paragraphs: rich text to lines that fit a measure.

mod atoms;
mod breaking;

use std::rc::Rc;

use super::drawing::{Glyph, Item, SOFT_HYPHEN, Shape};
use super::setting::{Align, Look, Setting};
use crate::domain::Rich;
pub(crate) use atoms::INDENT;
use atoms::{Atom, Content};

/// Line distance in type sizes.
pub(crate) const LEADING: f32 = 1.3;
/// Room above the baseline that every line has, in type sizes.
const STRUT: f32 = 0.95;

/// A set line; its items have their origin on the baseline at the left.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) items: Vec<Item>,
    pub(crate) width: f32,
    pub(crate) ascent: f32,
    pub(crate) descent: f32,
}

impl Line {
    pub(crate) fn height(&self) -> f32 {
        self.ascent + self.descent
    }
}

impl Setting {
    /// Sets a text in lines no wider than `width`; an infinite width gives natural lines.
    pub(crate) fn lines(&mut self, rich: &Rich, width: f32, look: &Look) -> Vec<Line> {
        let mut atoms = atoms::atoms(self, rich, width, look);
        let mut breaks = breaking::breaks(&atoms, width, look.align == Align::Justify);
        if breaks.iter().any(|b| b.overfull) {
            atoms::loosen(&mut atoms);
            breaks = breaking::breaks(&atoms, width, look.align == Align::Justify);
        }
        breaks.iter().map(|line| assemble(&atoms, line, width, look)).collect()
    }
}

/// Turns the atoms of one line into items.
fn assemble(atoms: &[Atom], line: &breaking::Broken, width: f32, look: &Look) -> Line {
    let slack = width - line.natural;
    let stretch = match look.align {
        Align::Justify if line.stretches && line.spaces > 0 => slack / line.spaces as f32,
        _ => 0.0,
    };
    let mut out = Line { ascent: look.size * STRUT, descent: look.size * (LEADING - STRUT), ..Line::default() };
    let mut runs = Runs { look, items: Vec::new(), x: 0.0 };
    for atom in &atoms[line.start..line.end] {
        match atom {
            Atom::Space { width, word, .. } => {
                runs.word(word, *width + stretch, None);
            }
            Atom::Box(boxed) => {
                out.ascent = out.ascent.max(boxed.ascent);
                out.descent = out.descent.max(boxed.descent);
                match &boxed.content {
                    Content::Word(word) => runs.word(word, boxed.width, None),
                    Content::Formula { formula, size } => runs.formula(formula, *size, boxed.width),
                    Content::Blank => runs.blank(boxed.width),
                }
            }
            Atom::Break | Atom::Hyphen(_) | Atom::Newline => {}
        }
    }
    if let Some(Atom::Hyphen(hyphen)) = atoms.get(line.end) {
        let width = hyphen.width;
        if let Content::Word(word) = &hyphen.content {
            runs.word(word, width, Some(SOFT_HYPHEN));
        }
    }
    out.width = runs.x;
    out.items = runs.items;
    if out.width > width + 0.5 {
        let factor = width / out.width;
        out.items.iter_mut().for_each(|item| item.scale(factor));
        out.width = width;
    }
    let dx = match look.align {
        Align::Left | Align::Justify => 0.0,
        Align::Center => (width - out.width) / 2.0,
        Align::Right => width - out.width,
    };
    if dx.is_finite() && dx > 0.0 {
        out.items.iter_mut().for_each(|item| item.shift(dx, 0.0));
    }
    out
}

/// Items of a line in the making; neighbouring words of one look become one text.
struct Runs<'a> {
    look: &'a Look,
    items: Vec<Item>,
    x: f32,
}

impl Runs<'_> {
    fn word(&mut self, word: &atoms::Word, width: f32, reads: Option<&str>) {
        let start = self.x;
        self.x += width;
        if word.glyphs.is_empty() {
            return;
        }
        let mut pen = start;
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(word.glyphs.len());
        for (shaped, text) in &word.glyphs {
            let em = word.size / 1000.0;
            glyphs.push(Glyph { id: shaped.glyph, x: pen + shaped.dx * em, y: -shaped.dy * em, text: Rc::clone(text) });
            pen += shaped.advance * em;
        }
        if word.underline {
            let y = self.look.size * 0.14;
            let mut line = Item::line((start, y), (self.x, y), self.look.size * 0.05);
            line.element = None;
            self.items.insert(0, line);
        }
        if reads.is_none()
            && let Some(Item { shape: Shape::Text { face, size, x, y, glyphs: run }, reads: None, .. }) =
                self.items.last_mut()
            && (*face, *size, *y) == (word.face, word.size, word.rise)
        {
            let origin = *x;
            run.extend(glyphs.into_iter().map(|g| Glyph { x: g.x - origin, ..g }));
            return;
        }
        for glyph in &mut glyphs {
            glyph.x -= start;
        }
        let shape = Shape::Text { face: word.face, size: word.size, x: start, y: word.rise, glyphs };
        self.items.push(Item { shape, element: self.look.element, reads: reads.map(Rc::from) });
    }

    fn formula(&mut self, formula: &super::math::Formula, size: f32, width: f32) {
        // A fresh copy of the words, so that two equal formulas side by side are not read as one.
        let reads = formula.items.first().and_then(|item| item.reads.as_deref()).map(Rc::<str>::from);
        for item in &formula.items {
            let mut item = item.clone();
            item.scale(size);
            item.shift(self.x, 0.0);
            item.element = self.look.element;
            item.reads.clone_from(&reads);
            self.items.push(item);
        }
        self.x += width;
    }

    fn blank(&mut self, width: f32) {
        let y = self.look.size * 0.2;
        let gap = self.look.size * 0.08;
        self.items.push(Item::line((self.x + gap, y), (self.x + width - gap, y), 0.6));
        self.x += width;
    }
}
