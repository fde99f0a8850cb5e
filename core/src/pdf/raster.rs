//! The first page as a small picture, from the same display list.

use anyhow::Context;
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Stroke, Transform};

use super::draw::Item;
use super::fonts::face;
use super::page::{HEIGHT, Page, WIDTH};

/// Telegram's limit for both sides, in pixels.
const SIDE: u16 = 320;
const QUALITY: u8 = 85;

/// A JPEG of the page, 320 pixels high.
pub(super) fn thumbnail(page: &Page) -> anyhow::Result<Vec<u8>> {
    let scale = f32::from(SIDE) / HEIGHT;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "about 226 pixels")]
    let width = (WIDTH * scale).floor() as u16;
    let mut pixels = Pixmap::new(width.into(), SIDE.into()).context("a pixmap")?;
    pixels.fill(Color::WHITE);
    let place = Transform::from_scale(scale, scale);
    for item in &page.items {
        draw(item, place, &mut pixels);
    }
    let rgb: Vec<u8> = pixels.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, QUALITY)
        .encode(&rgb, width, SIDE, jpeg_encoder::ColorType::Rgb)
        .context("the thumbnail")?;
    Ok(jpeg)
}

fn draw(item: &Item, place: Transform, pixels: &mut Pixmap) {
    let mut paint = Paint::default();
    paint.set_color(Color::BLACK);
    match item {
        Item::Glyphs { face: id, size, x, y, glyphs } => {
            let Some(face) = face(*id) else { return };
            let scale = size / face.units();
            let mut pen = *x;
            for glyph in glyphs {
                let mut outline = Outline(PathBuilder::new());
                face.outline(glyph.id, &mut outline);
                if let Some(path) = outline.0.finish() {
                    let at = place.pre_translate(pen, *y).pre_scale(scale, -scale);
                    pixels.fill_path(&path, &paint, FillRule::Winding, at, None);
                }
                pen += f32::from(glyph.advance) * size / 1000.0;
            }
        }
        Item::Bar { x, y, width, height } => {
            if let Some(rect) = tiny_skia::Rect::from_xywh(*x, *y, *width, height.max(0.8)) {
                pixels.fill_rect(rect, &paint, place, None);
            }
        }
        Item::Lines { lines, weight, shade } => {
            let mut path = PathBuilder::new();
            for [x1, y1, x2, y2] in lines {
                path.move_to(*x1, *y1);
                path.line_to(*x2, *y2);
            }
            if let (Some(path), Some(grey)) = (path.finish(), Color::from_rgba(*shade, *shade, *shade, 1.0)) {
                paint.set_color(grey);
                let stroke = Stroke { width: weight.max(0.8), ..Stroke::default() };
                pixels.stroke_path(&path, &paint, &stroke, place, None);
            }
        }
        Item::Fill { contours } => {
            let mut path = PathBuilder::new();
            for contour in contours {
                let mut points = contour.iter();
                let Some((x, y, _)) = points.next() else { continue };
                path.move_to(*x, *y);
                while let Some((x, y, control)) = points.next() {
                    if !control {
                        path.line_to(*x, *y);
                    } else if let (Some((x2, y2, _)), Some((x3, y3, _))) = (points.next(), points.next()) {
                        path.cubic_to(*x, *y, *x2, *y2, *x3, *y3);
                    }
                }
                path.close();
            }
            if let Some(path) = path.finish() {
                pixels.fill_path(&path, &paint, FillRule::Winding, place, None);
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
