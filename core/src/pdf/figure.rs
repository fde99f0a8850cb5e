//! Drawings from data: what charts, geometry and number lines share.

mod angle;
mod chart;
mod geometry;

use super::block::Piece;
use super::drawing::{Item, MM, Role, Segment, Shape};
use super::setting::{Align, Look, Setting};
use crate::domain::task::{ChartForm, Figure, Value};
use crate::domain::{Locale, Rich};
use crate::i18n;

/// Tallest drawing.
const TALLEST: f32 = 120.0 * MM;

/// A drawing in the middle of a measure, one element with words for those who cannot see it.
pub(super) fn set(setting: &mut Setting, figure: &Figure, width: f32) -> Piece {
    let words = words(setting.locale, figure);
    let element = setting.outline.add(Role::Figure(words));
    let mut piece = match figure {
        Figure::Chart(chart) => chart::drawing(setting, chart, width),
        Figure::Geometry(geometry) => geometry::drawing(setting, geometry, width),
    };
    for item in &mut piece.items {
        item.element = Some(element);
    }
    frame(&mut piece);
    piece.fit(width, TALLEST);
    let right = piece.items.iter().filter_map(Item::bounds).map(|b| b[2]).fold(0.0, f32::max);
    piece.shifted(((width - right) / 2.0).max(0.0))
}

/// What a drawing shows, for those who cannot see it: the numbers of a chart, the points and marks of a figure.
pub(crate) fn words(locale: Locale, figure: &Figure) -> String {
    let plain = |text: &Rich| text.plain();
    let (key, parts) = match figure {
        Figure::Chart(chart) => {
            let key = match chart.form {
                ChartForm::Bars => "page-bars",
                ChartForm::Line => "page-line-chart",
                ChartForm::Pie => "page-pie",
            };
            let value = |one: &Value| format!("{} — {}", plain(&one.label), one.value);
            let values: Vec<_> = chart.values.iter().map(value).collect();
            let heads = [&chart.title, &chart.vertical, &chart.horizontal].into_iter().flatten().map(plain);
            (key, heads.chain([values.join(", ")]).collect::<Vec<_>>())
        }
        Figure::Geometry(geometry) => {
            let segments = geometry.segments.iter().map(|s| match &s.label {
                Some(label) => format!("{}{} — {}", s.from, s.to, plain(label)),
                None => format!("{}{}", s.from, s.to),
            });
            let angles = geometry.angles.iter().filter_map(|a| {
                let label = a.label.as_ref()?;
                Some(format!("∠{}{}{} — {}", a.from, a.at, a.to, plain(label)))
            });
            ("page-geometry", segments.chain(angles).collect())
        }
    };
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    format!("{}: {}", i18n::text(locale, key), parts.join("; "))
}

/// Moves a drawing to its own top left corner and measures it.
fn frame(piece: &mut Piece) {
    let bounds: Vec<_> = piece.items.iter().filter_map(Item::bounds).collect();
    let left = bounds.iter().map(|b| b[0]).fold(f32::INFINITY, f32::min);
    let top = bounds.iter().map(|b| b[1]).fold(f32::INFINITY, f32::min);
    let bottom = bounds.iter().map(|b| b[3]).fold(0.0, f32::max);
    if left.is_finite() && top.is_finite() {
        piece.items.iter_mut().for_each(|item| item.shift(-left, -top));
        piece.height = bottom - top;
        piece.baseline = piece.height;
    }
}

/// A short text of its own, with its width; its first baseline is at 0 and its left edge too.
fn label(setting: &mut Setting, text: &Rich, size: f32, italic: bool) -> (Vec<Item>, f32) {
    let look = Look { size, italic, align: Align::Left, element: None, ..setting.body() };
    let width = setting.width_of(text, &look);
    let mut piece = setting.piece(text, width + 1.0, &look);
    let drop = -piece.baseline;
    piece.items.iter_mut().for_each(|item| item.shift(0.0, drop));
    (piece.items, width)
}

/// A short text centred on `x` with its baseline at `y`, and its width.
pub(super) fn centred(
    setting: &mut Setting,
    text: &Rich,
    size: f32,
    (x, y): (f32, f32),
    italic: bool,
) -> (Vec<Item>, f32) {
    let (mut items, width) = label(setting, text, size, italic);
    for item in &mut items {
        item.shift(x - width / 2.0, y);
    }
    (items, width)
}

/// The head of an arrow to the right or upwards.
pub(super) fn arrow(tip: (f32, f32), upwards: bool) -> Item {
    let (x, y) = tip;
    let (long, half) = (2.6 * MM, 0.9 * MM);
    Item::polygon(&if upwards {
        [(x, y), (x - half, y + long), (x + half, y + long)]
    } else {
        [(x, y), (x - long, y - half), (x - long, y + half)]
    })
}

/// An open chain of straight strokes.
fn stroke(chain: Vec<(f32, f32)>, width: f32) -> Item {
    Item::decoration(Shape::Stroke { chains: vec![chain], width, gray: 0.0 })
}

/// A filled polygon in a grey.
fn shade(points: &[(f32, f32)], gray: f32) -> Item {
    let line = points.iter().skip(1).map(|&(x, y)| Segment::Line(x, y));
    let path = points.iter().take(1).map(|&(x, y)| Segment::Move(x, y)).chain(line).collect();
    Item::decoration(Shape::Fill { path, gray })
}

/// Points on an arc around `centre`, angles in radians counted clockwise on the page from the right; 3° apart, so that
/// the chords of a circle of 3 cm leave it by less than the thickness of a hair line.
fn arc((x, y): (f32, f32), radius: f32, from: f32, to: f32) -> Vec<(f32, f32)> {
    let steps = (((to - from).abs() / 3f32.to_radians()).ceil() as usize).clamp(2, 121);
    let at = |i: usize| from + (to - from) * i as f32 / steps as f32;
    (0..=steps).map(|i| (x + radius * angle::cos(at(i)), y + radius * angle::sin(at(i)))).collect()
}
