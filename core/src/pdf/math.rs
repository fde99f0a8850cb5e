//! Formulas: LaTeX to glyphs and rules that stand on the text's baseline.

mod brackets;
mod reading;

pub(crate) use reading::linear;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use ratex_layout::{
    FallbackGlyphMetrics, LayoutOptions, layout_with_fallback_metrics, to_display_list, validate_layout,
};
use ratex_types::display_item::DisplayItem;
use ratex_types::path_command::PathCommand;

use super::drawing::{Glyph, Item, Segment, Shape};
use super::font::{FaceId, Family};
use crate::domain::Locale;

/// Longest formula that is tried, in bytes.
const LONGEST: usize = 2000;

/// A formula set for body text of 1 pt, its origin on the baseline at the left.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) depth: f32,
    pub(crate) items: Vec<Item>,
}

impl Formula {
    /// Whether it ends in an equals sign, so that what follows is its answer.
    pub(crate) fn asks(&self) -> bool {
        self.items.first().and_then(|item| item.reads.as_deref()).is_some_and(|reads| reads.trim_end().ends_with('='))
    }
}

/// Sets a formula; the error says why it could not be read.
pub(crate) fn set(latex: &str, family: Family, locale: Locale) -> Result<Formula, String> {
    if latex.len() > LONGEST {
        return Err(format!("{} bytes", latex.len()));
    }
    let source = brackets::grown(&rewrite(latex, locale, degree_kern(family)));
    let nodes = ratex_parser::parse(&source).map_err(|error| error.to_string())?;
    let text_face = FaceId::text(family, false, false);
    let tree = layout_with_fallback_metrics(&nodes, &LayoutOptions::default(), fallback(family));
    validate_layout(&tree).map_err(|error| error.clone())?;
    let list = to_display_list(&tree);
    let ratio = ratio(family);
    let reads: Rc<str> = reading::linear(&source).into();
    let mut items = Vec::new();
    for item in &list.items {
        place(item, list.height, text_face, ratio, &mut items)?;
    }
    let size = |v: f64| v as f32 * ratio;
    let (width, height, depth) = (size(list.width), size(list.height), size(list.depth));
    if !items.is_empty() {
        // Readers put the words of a formula where its first and last glyphs stand: on the baseline, at its ends.
        items.insert(0, anchor(text_face, 0.0));
        let last = anchor(text_face, (width - text_face.advance(space(text_face)) / 1000.0).max(0.0));
        items.push(last);
    }
    for item in &mut items {
        item.reads = Some(Rc::clone(&reads));
    }
    if items.is_empty() || ![width, height, depth].into_iter().all(|v| v.is_finite() && v < 1000.0) {
        return Err("nothing to draw".to_owned());
    }
    Ok(Formula { width, height, depth, items })
}

/// A formula as the parser reads it; none that the typesetter could not set either.
pub(crate) fn parsed(latex: &str, locale: Locale) -> Option<Vec<ratex_parser::ParseNode>> {
    let short = latex.len() <= LONGEST;
    short.then(|| ratex_parser::parse(&rewrite(latex, locale, degree_kern(Family::Serif))).ok()).flatten()
}

fn space(face: FaceId) -> u16 {
    face.glyph(' ').unwrap_or(0)
}

/// A space, seen only by those who copy text.
fn anchor(face: FaceId, x: f32) -> Item {
    let glyphs = vec![Glyph { id: space(face), x: 0.0, y: 0.0, text: " ".into() }];
    Item::decoration(Shape::Text { face, size: 1.0, x, y: 0.0, glyphs })
}

/// How much larger formulas are set than the text, so that both have digits of one size.
fn ratio(family: Family) -> f32 {
    let face = FaceId::text(family, false, false);
    // Digits of Computer Modern are half an em wide.
    face.glyph('0').map_or(1.0, |zero| face.advance(zero) / 500.0)
}

type Metrics = Arc<HashMap<char, FallbackGlyphMetrics>>;

/// Measures of Cyrillic letters in the text faces, which the formula faces lack.
fn fallback(family: Family) -> Metrics {
    static BOTH: LazyLock<[Metrics; 2]> = LazyLock::new(|| [Family::Serif, Family::Sans].map(measure));
    Arc::clone(&BOTH[usize::from(family == Family::Sans)])
}

fn measure(family: Family) -> Metrics {
    let face = FaceId::text(family, false, false);
    let em = f64::from(ratio(family));
    let letters = ('\u{400}'..='\u{52f}').chain("№«»—–".chars());
    let measured = letters.filter_map(|c| {
        let glyph = face.glyph(c)?;
        let (height, depth) = face.ink(c);
        let width = f64::from(face.advance(glyph)) / 1000.0 / em;
        Some((c, FallbackGlyphMetrics { width, height: f64::from(height) / em, depth: f64::from(depth) / em }))
    });
    Arc::new(measured.collect())
}

fn place(item: &DisplayItem, baseline: f64, text: FaceId, ratio: f32, out: &mut Vec<Item>) -> Result<(), String> {
    let at = |x: f64, y: f64| (x as f32 * ratio, (y - baseline) as f32 * ratio);
    match item {
        DisplayItem::GlyphPath { x, y, scale, font, char_code, .. } => {
            let c = char::from_u32(*char_code).ok_or("a character that is none")?;
            if c.is_whitespace() {
                return Ok(());
            }
            let (x, y) = at(*x, *y);
            let formula = FaceId::formula(font).filter(|face| face.glyph(c).is_some());
            let own = formula.filter(|_| !((c.is_ascii_digit() || c == '°') && font == "Main-Regular"));
            let (face, size) = match own {
                Some(face) => (face, *scale as f32 * ratio),
                None => (text.covering(c).ok_or_else(|| format!("no glyph for {c}"))?, *scale as f32),
            };
            let id = face.glyph(c).unwrap_or(0);
            let glyphs = vec![Glyph { id, x: 0.0, y: 0.0, text: c.to_string().into() }];
            out.push(Item::decoration(Shape::Text { face, size, x, y, glyphs }));
        }
        DisplayItem::Line { x, y, width, thickness, .. } => {
            let (left, middle) = at(*x, *y);
            let (right, _) = at(x + width, *y);
            out.push(Item::line((left, middle), (right, middle), *thickness as f32 * ratio));
        }
        DisplayItem::Rect { x, y, width, height, .. } => {
            let ((left, top), (right, bottom)) = (at(*x, *y), at(x + width, y + height));
            out.push(Item::polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)]));
        }
        DisplayItem::Path { x, y, commands, fill, .. } => {
            for contour in contours(commands, |px, py| at(x + px, y + py)) {
                out.push(Item::decoration(if *fill {
                    Shape::Fill { path: contour, gray: 0.0 }
                } else {
                    Shape::Stroke { chains: vec![corners(&contour)], width: 0.04 * ratio, gray: 0.0 }
                }));
            }
        }
    }
    Ok(())
}

/// Contours of a path; each is painted by itself, as RaTeX's own renderers do.
fn contours(commands: &[PathCommand], at: impl Fn(f64, f64) -> (f32, f32)) -> Vec<Vec<Segment>> {
    let mut all: Vec<Vec<Segment>> = Vec::new();
    let mut pen = (0.0f32, 0.0f32);
    for command in commands {
        let end = match *command {
            PathCommand::MoveTo { x, y } => {
                let to = at(x, y);
                all.push(vec![Segment::Move(to.0, to.1)]);
                to
            }
            PathCommand::LineTo { x, y } => {
                let to = at(x, y);
                all.last_mut().into_iter().for_each(|c| c.push(Segment::Line(to.0, to.1)));
                to
            }
            PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
                let (a, b, to) = (at(x1, y1), at(x2, y2), at(x, y));
                let cubic = Segment::Cubic([a.0, a.1, b.0, b.1, to.0, to.1]);
                all.last_mut().into_iter().for_each(|c| c.push(cubic));
                to
            }
            PathCommand::QuadTo { x1, y1, x, y } => {
                let (q, to) = (at(x1, y1), at(x, y));
                let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                let a = (third(pen.0, q.0), third(pen.1, q.1));
                let b = (third(to.0, q.0), third(to.1, q.1));
                let cubic = Segment::Cubic([a.0, a.1, b.0, b.1, to.0, to.1]);
                all.last_mut().into_iter().for_each(|c| c.push(cubic));
                to
            }
            PathCommand::Close => pen,
        };
        pen = end;
    }
    all.retain(|contour| contour.len() > 1);
    all
}

/// The corners of a closed contour, the first once more at its end.
fn corners(contour: &[Segment]) -> Vec<(f32, f32)> {
    let corner = |s: &Segment| match *s {
        Segment::Move(x, y) | Segment::Line(x, y) | Segment::Cubic([_, _, _, _, x, y]) => (x, y),
    };
    contour.iter().chain(contour.first()).map(corner).collect()
}

/// The text's degree sign, and back by what RaTeX's wider one would take.
fn degree_kern(family: Family) -> &'static str {
    static BOTH: LazyLock<[String; 2]> = LazyLock::new(|| {
        [Family::Serif, Family::Sans].map(|family| {
            let face = FaceId::text(family, false, false);
            let width = face.glyph('°').map_or(0.0, |glyph| face.advance(glyph)) / 1000.0 / ratio(family);
            // Three quarters of an em; 18 mu are one em.
            format!("°\\mkern{:.1}mu ", (width - 0.75) * 18.0)
        })
    });
    &BOTH[usize::from(family == Family::Sans)]
}

/// School habits in LaTeX's terms: decimal comma, slanted ≤ and ≥, a true degree sign.
fn rewrite(latex: &str, locale: Locale, degree: &str) -> String {
    let mut out = String::with_capacity(latex.len() + 8);
    let mut rest = latex;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if let Some((word, after)) = command(rest) {
            // The whole part of a mixed number stands close to its fraction.
            if before.is_ascii_digit() && word.ends_with("frac") {
                out.push_str("\\mkern-1mu");
            }
            match (word, locale) {
                ("le" | "leq", Locale::Ru) => out.push_str("\\leqslant "),
                ("ge" | "geq", Locale::Ru) => out.push_str("\\geqslant "),
                ("textdegree" | "degree", _) => out.push_str(degree),
                ("overarc" | "arc", _) => out.push_str("\\overset{\\frown}"),
                // Fractions in a system are as large as those beside it.
                ("begin" | "end", _) if after.starts_with("{cases}") => {
                    out.push_str(&format!("\\{word}{{dcases}}"));
                    (rest, before) = (&after["{cases}".len()..], '}');
                    continue;
                }
                _ => out.push_str(&rest[..rest.len() - after.len()]),
            }
            (rest, before) = (after, 'a');
            continue;
        }
        let sign = ["^\\circ", "^{\\circ}", "^ \\circ"].iter().find_map(|form| rest.strip_prefix(form));
        if let Some(after) = sign.filter(|after| !after.starts_with(|c: char| c.is_ascii_alphabetic())) {
            out.push_str(degree);
            (rest, before) = (after, '°');
            continue;
        }
        let after = &rest[c.len_utf8()..];
        // «0,(3)» is a number too.
        let decimal = before.is_ascii_digit()
            && after.strip_prefix('(').unwrap_or(after).starts_with(|c: char| c.is_ascii_digit());
        if decimal && (c == ',' || (c == '.' && locale == Locale::Ru)) {
            out.push_str("{,}");
        } else if c == '°' {
            out.push_str(degree);
        } else {
            out.push(c);
        }
        (rest, before) = (after, c);
    }
    out
}

/// The control word at the start of `rest`, and what follows it.
fn command(rest: &str) -> Option<(&str, &str)> {
    let tail = rest.strip_prefix('\\')?;
    let end = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
    (end > 0).then(|| tail.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_has_no_space_after_it() {
        assert_eq!(rewrite(r"3,14 + 2.5 \le x", Locale::Ru, "°"), r"3{,}14 + 2{,}5 \leqslant  x");
        assert_eq!(rewrite("0,(3)", Locale::Ru, "°"), "0{,}(3)");
        assert_eq!(rewrite(r"f(a, b)", Locale::Ru, "°"), "f(a, b)");
        assert_eq!(rewrite(r"2.5", Locale::En, "°"), "2.5");
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for wrong in [r"\frac{1}{", r"\nosuchthing", "", r"\begin{x}", "{{{{"] {
            assert!(set(wrong, Family::Serif, Locale::Ru).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fraction_is_higher_and_deeper_than_a_line() {
        let half = set(r"\frac{1}{2}", Family::Serif, Locale::Ru).map(|f| (f.height, f.depth));
        assert!(half.is_ok_and(|(height, depth)| height > 1.0 && depth > 0.5));
    }
}
