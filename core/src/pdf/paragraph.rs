//! Rich text into lines: measured, broken, ragged on the right.

use super::draw::{Fragment, Item};
use super::fonts::{FaceId, SANS, SANS_BOLD, SANS_ITALIC, SERIF, SERIF_BOLD, SERIF_ITALIC};
use super::{Problem, formula};
use crate::domain::Rich;
use crate::domain::rich::{Inline, Style};

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// Size in points.
    pub(super) size: f32,
    /// Without serifs: grades 1 to 4.
    pub(super) sans: bool,
    /// All of it bold.
    pub(super) bold: bool,
    /// All of it italic.
    pub(super) italic: bool,
}

impl Type {
    pub(super) fn face(self, style: Style) -> FaceId {
        match (self.sans, self.bold || style.bold, self.italic || style.italic) {
            (true, true, _) => SANS_BOLD,
            (true, false, true) => SANS_ITALIC,
            (true, false, false) => SANS,
            (false, true, _) => SERIF_BOLD,
            (false, false, true) => SERIF_ITALIC,
            (false, false, false) => SERIF,
        }
    }

    /// The same, bold.
    pub(super) const fn bolder(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same at another size.
    pub(super) fn sized(self, factor: f32) -> Self {
        Self { size: self.size * factor, ..self }
    }

    /// Distance of baselines.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.32
    }

    fn space(self) -> f32 {
        self.size * 0.27
    }
}

/// A set line.
pub(super) type Line = Fragment;

/// A word or formula and whether a space follows it.
struct Word {
    fragment: Fragment,
    spaced: bool,
}

/// Sets rich text in lines no wider than `width`. Gaps are `gap(n)` points wide.
pub(super) fn set(
    text: &Rich,
    kind: Type,
    width: f32,
    gap: &dyn Fn(u8) -> f32,
    problems: &mut Vec<Problem>,
) -> Vec<Line> {
    fill(words(text, kind, width, gap, problems), kind, width)
}

/// Sets a text without gaps on one line, however wide.
pub(super) fn line(text: &Rich, kind: Type, problems: &mut Vec<Problem>) -> Line {
    let mut line = Line::default();
    for word in words(text, kind, f32::MAX, &|_| 60.0, problems) {
        line.push(word.fragment);
        if word.spaced {
            line.push(Fragment { width: kind.space(), ..Fragment::default() });
        }
    }
    line
}

fn words(text: &Rich, kind: Type, width: f32, gap: &dyn Fn(u8) -> f32, problems: &mut Vec<Problem>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut current = Fragment::default();
    let flush = |current: &mut Fragment, words: &mut Vec<Word>, spaced: bool| {
        if current.width > 0.0 {
            words.push(Word { fragment: std::mem::take(current), spaced });
        } else if spaced && let Some(last) = words.last_mut() {
            last.spaced = true;
        }
    };
    for inline in text.inlines() {
        match inline {
            Inline::Text { text, style } => {
                let tied = tie(&text);
                let mut pieces = tied.split([' ', '\n', '\t']).peekable();
                while let Some(piece) = pieces.next() {
                    current.push(styled(piece, kind, style));
                    if pieces.peek().is_some() {
                        flush(&mut current, &mut words, true);
                    }
                }
            }
            Inline::Math(latex) => {
                let set = formula::set(&latex, kind.size).unwrap_or_else(|| {
                    problems.push(Problem::Formula(latex.clone()));
                    Fragment::text(&latex, kind.face(Style::default()), kind.size, 0.0)
                });
                current.push(shrunk(set, width));
            }
            Inline::Blank(n) => current.push(Fragment::blank(gap(n).min(width))),
        }
    }
    flush(&mut current, &mut words, false);
    words
}

fn styled(text: &str, kind: Type, style: Style) -> Fragment {
    let (size, rise) = match (style.superscript, style.subscript) {
        (true, _) => (kind.size * 0.7, kind.size * 0.33),
        (_, true) => (kind.size * 0.7, -kind.size * 0.14),
        _ => (kind.size, 0.0),
    };
    let mut fragment = Fragment::text(text, kind.face(style), size, rise);
    if style.underline && fragment.width > 0.0 {
        let y = kind.size * 0.14;
        fragment.items.push(Item::Bar { x: 0.0, y, width: fragment.width, height: 0.6 });
    }
    fragment
}

/// Ties that no line may break: after words of one or two letters, before a dash, inside «№ 5».
fn tie(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let tied = c == ' ' && ((1..=2).contains(&letters) || matches!(next, Some('—' | '–')) || out.ends_with('№'));
        out.push(if tied { '\u{a0}' } else { c });
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
    }
    out
}

/// A formula wider than the line is set smaller rather than cut.
fn shrunk(fragment: Fragment, width: f32) -> Fragment {
    if fragment.width <= width {
        return fragment;
    }
    let k = width / fragment.width;
    let items = fragment
        .items
        .into_iter()
        .map(|item| match item {
            Item::Glyphs { face, size, x, y, glyphs } => {
                Item::Glyphs { face, size: size * k, x: x * k, y: y * k, glyphs }
            }
            Item::Bar { x, y, width, height } => Item::Bar { x: x * k, y: y * k, width: width * k, height },
            Item::Lines { lines, weight, shade } => {
                Item::Lines { lines: lines.into_iter().map(|l| l.map(|v| v * k)).collect(), weight, shade }
            }
            Item::Fill { contours } => Item::Fill {
                contours: contours
                    .into_iter()
                    .map(|c| c.into_iter().map(|(x, y, b)| (x * k, y * k, b)).collect())
                    .collect(),
            },
        })
        .collect();
    Fragment { width, ascent: fragment.ascent * k, descent: fragment.descent * k, items }
}

fn fill(words: Vec<Word>, kind: Type, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut pending_space = 0.0;
    for word in words {
        for piece in cut(word.fragment, width) {
            if line.width > 0.0 && line.width + pending_space + piece.width > width + 0.01 {
                lines.push(std::mem::take(&mut line));
                pending_space = 0.0;
            }
            if pending_space > 0.0 {
                line.push(Fragment { width: pending_space, ..Fragment::default() });
            }
            pending_space = 0.0;
            line.push(piece);
        }
        if word.spaced {
            pending_space = kind.space();
        }
    }
    if line.width > 0.0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word longer than a line is cut between letters.
fn cut(fragment: Fragment, width: f32) -> Vec<Fragment> {
    if fragment.width <= width {
        return vec![fragment];
    }
    let (ascent, descent) = (fragment.ascent, fragment.descent);
    let mut pieces = vec![Fragment { ascent, descent, ..Fragment::default() }];
    for item in fragment.items {
        let Item::Glyphs { face, size, y, glyphs, .. } = item else { continue };
        for glyph in glyphs {
            let advance = f32::from(glyph.advance) * size / 1000.0;
            if pieces.last().is_some_and(|p| p.width + advance > width && p.width > 0.0) {
                pieces.push(Fragment { ascent, descent, ..Fragment::default() });
            }
            if let Some(piece) = pieces.last_mut() {
                let x = piece.width;
                piece.items.push(Item::Glyphs { face, size, x, y, glyphs: vec![glyph] });
                piece.width += advance;
            }
        }
    }
    pieces
}
