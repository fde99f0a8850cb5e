//! Bar, line and pie charts.

use std::f32::consts::{FRAC_PI_2, TAU};

use super::{Piece, angle, centred, label, shade, stroke};
use crate::domain::Rich;
use crate::domain::task::{Chart, ChartForm, Value};
use crate::pdf::drawing::{GRID, Item, MM, Shape};
use crate::pdf::setting::{Align, Look, Setting};

/// Height of the field of bars and lines.
const FIELD: f32 = 50.0 * MM;
/// Widest field.
const WIDEST: f32 = 120.0 * MM;
/// Width of a bar with the gap after it, where there is room.
const SLOT: f32 = 19.0 * MM;
const RADIUS: f32 = 25.0 * MM;

pub(super) fn drawing(setting: &mut Setting, chart: &Chart, width: f32) -> Piece {
    let size = (setting.size * 0.85).clamp(9.0, 13.0);
    if chart.values.is_empty() {
        return Piece::drawing(Vec::new(), 0.0, 0.0);
    }
    let mut items = match chart.form {
        ChartForm::Pie => pie(setting, chart, size, width),
        ChartForm::Bars | ChartForm::Line => field(setting, chart, size, width),
    };
    if let Some(title) = &chart.title {
        let bounds: Vec<_> = items.iter().filter_map(Item::bounds).collect();
        let left = bounds.iter().map(|b| b[0]).fold(f32::INFINITY, f32::min);
        let right = bounds.iter().map(|b| b[2]).fold(0.0, f32::max);
        let top = bounds.iter().map(|b| b[1]).fold(f32::INFINITY, f32::min);
        let look = Look { size: size * 1.05, bold: true, align: Align::Center, element: None, ..setting.body() };
        let measure = (right - left).max(width * 0.6);
        let mut words = setting.piece(title, measure, &look);
        let (dx, dy) = (f32::midpoint(left, right) - measure / 2.0, top - words.height - 2.0 * MM);
        words.items.iter_mut().for_each(|item| item.shift(dx, dy));
        items.extend(words.items);
    }
    Piece::drawing(items, 0.0, 0.0)
}

/// Axes with bars or points.
fn field(setting: &mut Setting, chart: &Chart, size: f32, width: f32) -> Vec<Item> {
    let numbers: Vec<f64> = chart.values.iter().map(|value| value.number().unwrap_or(0.0)).collect();
    let (low, high, step) = scale(&numbers);
    let y_of = |number: f64| ((high - number) / (high - low)) as f32 * FIELD;
    let mut items = Vec::new();
    let mut ticks: Vec<(f32, Vec<Item>, f32)> = Vec::new();
    let count = ((high - low) / step).round() as i32;
    for i in 0..=count {
        let number = f64::from(i).mul_add(step, low);
        let (text, wide) = label(setting, &decimal(number, step), size, false);
        ticks.push((y_of(number), text, wide));
    }
    let gutter = ticks.iter().map(|(_, _, wide)| *wide).fold(0.0, f32::max) + 1.5 * MM;
    let slot = ((width - gutter - 6.0 * MM).min(WIDEST) / numbers.len().max(1) as f32).min(SLOT);
    let wide = slot * numbers.len() as f32;
    let levels = ticks.iter().map(|(y, _, _)| vec![(0.0, *y), (wide, *y)]).collect();
    items.push(Item::decoration(Shape::Stroke { chains: levels, width: 0.4, gray: GRID }));
    for (y, mut text, wide) in ticks {
        for item in &mut text {
            item.shift(-wide - 1.5 * MM, y + size * 0.34);
        }
        items.extend(text);
    }
    let zero = y_of(0.0);
    let middle = |i: usize| (i as f32 + 0.5) * slot;
    match chart.form {
        ChartForm::Bars => {
            for (i, number) in numbers.iter().enumerate() {
                let (left, y) = (middle(i) - slot * 0.3, y_of(*number));
                let (top, bottom) = (y.min(zero), y.max(zero));
                let corners = [(left, top), (left + slot * 0.6, top), (left + slot * 0.6, bottom), (left, bottom)];
                items.push(shade(&corners, 0.78));
                items.push(Item::frame(left, top, slot * 0.6, bottom - top, 0.6));
            }
        }
        ChartForm::Line | ChartForm::Pie => {
            items.push(stroke(numbers.iter().enumerate().map(|(i, n)| (middle(i), y_of(*n))).collect(), 1.1));
            items.extend(numbers.iter().enumerate().map(|(i, n)| Item::dot(middle(i), y_of(*n), 1.8)));
        }
    }
    items.push(Item::line((0.0, -3.0 * MM), (0.0, FIELD), 0.8));
    items.push(super::arrow((0.0, -4.5 * MM), true));
    items.push(Item::line((0.0, zero), (wide, zero), 0.8));
    let mut lowest = FIELD;
    for (i, value) in chart.values.iter().enumerate() {
        // A narrow slot takes its words in several lines.
        let look = Look { size, align: Align::Center, element: None, ..setting.body() };
        let mut words = setting.piece(&value.label, slot * 0.94, &look);
        words.items.iter_mut().for_each(|item| item.shift(middle(i) - slot * 0.47, FIELD + 1.0 * MM));
        lowest = lowest.max(FIELD + 1.0 * MM + words.height);
        items.extend(words.items);
        if chart.written {
            let y = y_of(numbers[i]);
            let y = if below(chart.form, &numbers, i) { y + size * 1.05 } else { y - 1.3 * MM };
            items.extend(written(setting, value, size, (middle(i), y)));
        }
    }
    if let Some(text) = &chart.vertical {
        let (mut words, _) = label(setting, text, size, true);
        for item in &mut words {
            item.shift(2.0 * MM, -2.6 * MM);
        }
        items.extend(words);
    }
    if let Some(text) = &chart.horizontal {
        let (mut words, measure) = label(setting, text, size, true);
        for item in &mut words {
            item.shift((wide - measure).max(0.0), lowest + size);
        }
        items.extend(words);
    }
    items
}

/// Whether a number stands below what shows it: under a bar that hangs, under a point where the line turns upwards.
fn below(form: ChartForm, numbers: &[f64], i: usize) -> bool {
    let at = |i: Option<usize>| i.and_then(|i| numbers.get(i)).copied();
    match (form, at(i.checked_sub(1)), at(Some(i + 1))) {
        (ChartForm::Line, Some(before), Some(after)) => f64::midpoint(before, after) > numbers[i],
        (ChartForm::Line, before, after) => before.or(after).is_some_and(|other| other > numbers[i]),
        _ => numbers[i] < 0.0,
    }
}

fn written(setting: &mut Setting, value: &Value, size: f32, at: (f32, f32)) -> Vec<Item> {
    let text = Rich::literal(&shown(&value.value));
    centred(setting, &text, size, at, false).0
}

/// The number as a pupil reads it.
fn shown(value: &str) -> String {
    value.trim().replace('.', ",").replace('-', "−")
}

/// Sectors with their words beside them.
fn pie(setting: &mut Setting, chart: &Chart, size: f32, width: f32) -> Vec<Item> {
    let numbers: Vec<f32> = chart.values.iter().map(|v| v.number().unwrap_or(0.0).max(0.0) as f32).collect();
    let whole = numbers.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let greys = [1.0, 0.8, 0.92, 0.68];
    let mut items = Vec::new();
    let mut from = -FRAC_PI_2;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (i, (number, value)) in numbers.iter().zip(&chart.values).enumerate() {
        let to = from + TAU * number / whole;
        // The last sector must not have the first one's grey beside it.
        let grey = if i + 1 == numbers.len() && i % greys.len() == 0 { greys[2] } else { greys[i % greys.len()] };
        let mut edge = super::arc((0.0, 0.0), RADIUS, from, to);
        edge.push((0.0, 0.0));
        items.push(shade(&edge, grey));
        edge.push(edge[0]);
        items.push(stroke(edge, 0.7));
        let middle = f32::midpoint(from, to);
        let text = if chart.written {
            Rich(format!("{}\u{a0}— {}", value.label.source(), shown(&value.value)))
        } else {
            value.label.clone()
        };
        let side = if angle::cos(middle) >= 0.0 { &mut right } else { &mut left };
        side.push((middle, text));
        from = to;
    }
    let room = ((width - 2.0 * RADIUS) / 2.0 - 8.0 * MM).max(20.0 * MM);
    for (mut words, sign) in [(right, 1.0f32), (left, -1.0)] {
        words.sort_by(|a, b| angle::sin(a.0).total_cmp(&angle::sin(b.0)));
        let mut free = f32::NEG_INFINITY;
        for (at, text) in words {
            let align = if sign > 0.0 { Align::Left } else { Align::Right };
            let look = Look { size, align, element: None, ..setting.body() };
            let mut piece = setting.piece(&text, room, &look);
            let (edge_x, edge_y) = (RADIUS * angle::cos(at), RADIUS * angle::sin(at));
            // Words never stand on one another: the next ones move down.
            let top = (edge_y * 1.08 - piece.height / 2.0).max(free);
            free = top + piece.height + 0.5 * MM;
            let x = sign * (RADIUS + 6.0 * MM);
            let y = top + piece.height / 2.0;
            items.push(stroke(vec![(edge_x, edge_y), (sign * (RADIUS + 3.5 * MM), y), (x - sign * 1.0 * MM, y)], 0.4));
            let dx = if sign > 0.0 { x } else { x - room };
            piece.items.iter_mut().for_each(|item| item.shift(dx, top));
            items.extend(piece.items);
        }
    }
    items
}

/// Lowest and highest line of a field and their distance: 1, 2 or 5 times a power of ten, at most eight lines, 0 among
/// them.
fn scale(numbers: &[f64]) -> (f64, f64, f64) {
    let low = numbers.iter().copied().fold(0.0, f64::min);
    let high = numbers.iter().copied().fold(0.0, f64::max);
    let high = if high - low < 1e-9 { low + 1.0 } else { high };
    let rough = (high - low) / 8.0;
    let power = power_of_ten(rough);
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= rough * 0.999_999);
    let step = step.unwrap_or(power * 10.0);
    ((low / step + 1e-6).floor() * step, (high / step - 1e-6).ceil() * step, step)
}

/// The largest power of ten that is not above a positive number.
fn power_of_ten(number: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= number {
        power *= 10.0;
    }
    while power > number && power > 1e-9 {
        power /= 10.0;
    }
    power
}

/// A number of a scale with as many decimals as its step has.
fn decimal(number: f64, step: f64) -> Rich {
    let decimals = (0..9).find(|places| step >= f64::from(10i32.pow(*places)).recip() * 0.999).unwrap_or(9) as usize;
    let text = format!("{:.decimals$}", number.abs());
    let sign = if number < -step / 2.0 { "−" } else { "" };
    Rich::literal(&format!("{sign}{}", text.replace('.', ",")))
}

#[cfg(test)]
mod tests {
    use super::{decimal, scale};

    #[test]
    fn scales_have_round_steps_and_hold_every_number() {
        for (numbers, want) in [
            (vec![3.0, 8.0], (0.0, 8.0, 1.0)),
            (vec![-3.0, 5.0], (-3.0, 5.0, 1.0)),
            (vec![120.0, 80.0], (0.0, 120.0, 20.0)),
            (vec![0.0, 0.0], (0.0, 1.0, 0.2)),
        ] {
            let (low, high, step) = scale(&numbers);
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                close(low, want.0) && close(high, want.1) && close(step, want.2),
                "{numbers:?}: {low} {high} {step}"
            );
        }
        assert_eq!(decimal(-0.4, 0.2).0, "−0,4");
        assert_eq!(decimal(20.0, 10.0).0, "20");
        assert_eq!(decimal(-0.0, 1.0).0, "0");
    }
}
