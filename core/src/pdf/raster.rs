//! The first page as a small picture, from the same display list.

use anyhow::Context;
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Stroke, Transform};

use super::drawing::{Item, Segment, Shape};
use super::page::{HEIGHT, Page, WIDTH};

/// Telegram's limit for both sides, in pixels.
const SIDE: u16 = 320;
const QUALITY: u8 = 88;
/// Thinner strokes would vanish at this size.
const THINNEST: f32 = 0.9;

/// A grey JPEG of the page, 320 pixels high.
pub(super) fn thumbnail(page: &Page) -> anyhow::Result<Vec<u8>> {
    picture(&page.items, (WIDTH, HEIGHT), f32::from(SIDE) / HEIGHT)
}

/// A grey JPEG of what is drawn in an area of this width and height, at `scale` pixels a point.
pub(super) fn picture(items: &[Item], (width, height): (f32, f32), scale: f32) -> anyhow::Result<Vec<u8>> {
    let side = |length: f32| (length * scale).floor().clamp(1.0, 8_000.0) as u16;
    let (width, height) = (side(width), side(height));
    let mut pixels = Pixmap::new(width.into(), height.into()).context("a pixmap")?;
    pixels.fill(Color::WHITE);
    let place = Transform::from_scale(scale, scale);
    for item in items {
        draw(item, place, &mut pixels);
    }
    let grey: Vec<u8> = pixels.pixels().iter().map(|p| p.red()).collect();
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, QUALITY)
        .encode(&grey, width, height, jpeg_encoder::ColorType::Luma)
        .context("a picture")?;
    Ok(jpeg)
}

fn draw(item: &Item, place: Transform, pixels: &mut Pixmap) {
    let mut paint = Paint::default();
    paint.set_color(Color::BLACK);
    match &item.shape {
        Shape::Text { face, size, x, y, glyphs } => {
            let Some(face) = face.face() else { return };
            let scale = size / face.units;
            for glyph in glyphs {
                let mut outline = Outline(PathBuilder::new());
                face.tables.outline_glyph(ttf_parser::GlyphId(glyph.id), &mut outline);
                if let Some(path) = outline.0.finish() {
                    let at = place.pre_translate(x + glyph.x, y + glyph.y).pre_scale(scale, -scale);
                    pixels.fill_path(&path, &paint, FillRule::Winding, at, None);
                }
            }
        }
        Shape::Fill { path, gray } => {
            paint.set_color_rgba8((gray * 255.0) as u8, (gray * 255.0) as u8, (gray * 255.0) as u8, 255);
            let mut builder = PathBuilder::new();
            for segment in path {
                match *segment {
                    Segment::Move(x, y) => builder.move_to(x, y),
                    Segment::Line(x, y) => builder.line_to(x, y),
                    Segment::Cubic([a, b, c, d, x, y]) => builder.cubic_to(a, b, c, d, x, y),
                }
            }
            if let Some(path) = builder.finish() {
                pixels.fill_path(&path, &paint, FillRule::Winding, place, None);
            }
        }
        Shape::Stroke { chains, width, gray } => {
            let mut builder = PathBuilder::new();
            for chain in chains {
                for (i, (x, y)) in chain.iter().enumerate() {
                    if i == 0 { builder.move_to(*x, *y) } else { builder.line_to(*x, *y) }
                }
            }
            if let (Some(path), Some(grey)) = (builder.finish(), Color::from_rgba(*gray, *gray, *gray, 1.0)) {
                paint.set_color(grey);
                let stroke = Stroke { width: width.max(THINNEST), ..Stroke::default() };
                pixels.stroke_path(&path, &paint, &stroke, place, None);
            }
        }
    }
}

struct Outline(PathBuilder);

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}
