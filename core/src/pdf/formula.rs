//! Formulas: RaTeX lays out, we draw; digits come from the text font so that both read as one.

use ratex_layout::{LayoutOptions, layout, to_display_list, validate_layout};
use ratex_parser::parser::Parser;
use ratex_types::display_item::DisplayItem;
use ratex_types::math_style::MathStyle;
use ratex_types::path_command::PathCommand;

use super::draw::{Fragment, Glyph, Item, letters};
use super::fonts::{FaceId, SERIF, face};

/// KaTeX's digits are 0.5 em wide, PT Serif's 0.533: set formulas that much larger and they match.
const SCALE: f32 = 1.066;
/// Longest formula we try to set, in bytes.
const LONGEST: usize = 1_000;

/// A formula set at a text size, or `None` when it is none: then its source is shown.
pub(super) fn set(latex: &str, size: f32) -> Option<Fragment> {
    if latex.len() > LONGEST {
        return None;
    }
    let prepared = prepare(latex);
    let nodes = Parser::new(&prepared).parse().ok()?;
    let options = LayoutOptions { style: MathStyle::Display, ..LayoutOptions::default() };
    let boxed = layout(&nodes, &options);
    validate_layout(&boxed).ok()?;
    let list = to_display_list(&boxed);
    let em = size * SCALE;
    #[expect(clippy::cast_possible_truncation, reason = "a formula measures a few em")]
    let pt = |em_units: f64| em_units as f32 * em;
    let (width, ascent, descent) = (pt(list.width), pt(list.height), pt(list.depth));
    let mut items = Vec::new();
    for item in &list.items {
        match item {
            DisplayItem::GlyphPath { x, y, scale, font, char_code, .. } => {
                let c = char::from_u32(*char_code)?;
                let (face, glyph) = glyph(font, c)?;
                let factor = if face == SERIF { 1.0 / SCALE } else { 1.0 };
                items.push(Item::Glyphs {
                    face,
                    size: pt(*scale) * factor,
                    x: pt(*x),
                    y: pt(*y) - ascent,
                    glyphs: vec![glyph],
                });
            }
            DisplayItem::Line { x, y, width, thickness, .. } => {
                let height = pt(*thickness).max(0.5);
                items.push(Item::Bar { x: pt(*x), y: pt(*y) - ascent - height / 2.0, width: pt(*width), height });
            }
            DisplayItem::Rect { .. } => {}
            DisplayItem::Path { x, y, commands, fill, .. } => {
                let place = |px: f64, py: f64| (pt(x + px), pt(y + py) - ascent);
                let contours = contours(commands, place);
                if *fill {
                    items.extend(contours.into_iter().map(|contour| Item::Fill { contours: vec![contour] }));
                } else {
                    let lines =
                        contours.iter().flat_map(|c| c.windows(2).map(|w| [w[0].0, w[0].1, w[1].0, w[1].1])).collect();
                    items.push(Item::Lines { lines, weight: 0.04 * em, shade: 0.0 });
                }
            }
        }
    }
    if !(width.is_finite() && ascent.is_finite() && descent.is_finite()) {
        return None;
    }
    Some(Fragment { width, ascent, descent, items })
}

/// The notation of schools in the dialect of RaTeX: decimal commas without a space, a real degree sign.
fn prepare(latex: &str) -> String {
    let mut out = String::with_capacity(latex.len() + 8);
    let chars: Vec<char> = latex.replace("^\\circ", "°").replace("^{\\circ}", "°").chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
        if *c == ',' && i > 0 && digit(chars.get(i - 1)) && digit(chars.get(i + 1)) {
            out.push_str("{,}");
        } else {
            out.push(*c);
        }
    }
    out
}

fn glyph(font: &str, c: char) -> Option<(FaceId, Glyph)> {
    if font == "Main-Regular" && c.is_ascii_digit() {
        return letters(&c.to_string(), SERIF).into_iter().next();
    }
    if let Some(name) = NAMES.iter().find(|name| name.strip_prefix("KaTeX_") == Some(font)) {
        let id = FaceId::Katex(name);
        if let Some(face) = face(id)
            && let Some(glyph) = face.glyph(c)
        {
            return Some((id, Glyph { id: glyph, advance: face.advance(glyph), text: printed(c) }));
        }
    }
    letters(&c.to_string(), SERIF).into_iter().next()
}

/// Minus and asterisk operators read back as what people type.
fn printed(c: char) -> String {
    match c {
        '⋅' => "·".to_owned(),
        c => c.to_string(),
    }
}

const NAMES: [&str; 20] = [
    "KaTeX_AMS-Regular",
    "KaTeX_Caligraphic-Bold",
    "KaTeX_Caligraphic-Regular",
    "KaTeX_Fraktur-Bold",
    "KaTeX_Fraktur-Regular",
    "KaTeX_Main-Bold",
    "KaTeX_Main-BoldItalic",
    "KaTeX_Main-Italic",
    "KaTeX_Main-Regular",
    "KaTeX_Math-BoldItalic",
    "KaTeX_Math-Italic",
    "KaTeX_SansSerif-Bold",
    "KaTeX_SansSerif-Italic",
    "KaTeX_SansSerif-Regular",
    "KaTeX_Script-Regular",
    "KaTeX_Size1-Regular",
    "KaTeX_Size2-Regular",
    "KaTeX_Size3-Regular",
    "KaTeX_Size4-Regular",
    "KaTeX_Typewriter-Regular",
];

/// Contours of a path; quadratic curves are raised to cubic ones.
fn contours(commands: &[PathCommand], place: impl Fn(f64, f64) -> (f32, f32)) -> Vec<Vec<(f32, f32, bool)>> {
    let mut done = Vec::new();
    let mut current: Vec<(f32, f32, bool)> = Vec::new();
    for command in commands {
        match command {
            PathCommand::MoveTo { x, y } => {
                if current.len() > 1 {
                    done.push(std::mem::take(&mut current));
                }
                current.clear();
                let (x, y) = place(*x, *y);
                current.push((x, y, false));
            }
            PathCommand::LineTo { x, y } => {
                let (x, y) = place(*x, *y);
                current.push((x, y, false));
            }
            PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
                let ((x1, y1), (x2, y2), (x, y)) = (place(*x1, *y1), place(*x2, *y2), place(*x, *y));
                current.extend([(x1, y1, true), (x2, y2, true), (x, y, false)]);
            }
            PathCommand::QuadTo { x1, y1, x, y } => {
                let ((qx, qy), (x, y)) = (place(*x1, *y1), place(*x, *y));
                let (px, py, _) = current.last().copied().unwrap_or((x, y, false));
                let toward = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                current.extend([
                    (toward(px, qx), toward(py, qy), true),
                    (toward(x, qx), toward(y, qy), true),
                    (x, y, false),
                ]);
            }
            PathCommand::Close => {
                if let Some(first) = current.first().copied() {
                    current.push(first);
                }
            }
        }
    }
    if current.len() > 1 {
        done.push(current);
    }
    done
}
