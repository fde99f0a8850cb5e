//! The table of points: what each task is worth, and empty cells for what was got.

use super::block::Piece;
use super::drawing::{Item, MM, Role};
use super::setting::{Align, Look, Setting};
use crate::domain::worksheet::Variant;
use crate::domain::{Rich, Task};

const RULE: f32 = 0.5;
/// Narrowest column of a task.
const NARROWEST: f32 = 7.5 * MM;
/// Widest, so that a table of few tasks stays a table.
const WIDEST: f32 = 14.0 * MM;

/// What a task is worth; one point where nothing is said.
pub(super) fn points(task: &Task) -> u32 {
    u32::from(task.points.unwrap_or(1))
}

/// The most points of a variant.
pub(super) fn total(variant: &Variant) -> u32 {
    variant.tasks().map(points).sum()
}

/// Rows «Задание», «Максимум», «Баллы»; at the end the total and the mark. Many tasks take several such tables.
pub(super) fn table(setting: &mut Setting, variant: &Variant) -> Vec<Piece> {
    let size = (setting.size * 0.8).clamp(9.5, 13.0);
    let bold = Look { size, bold: true, align: Align::Center, ..setting.body() };
    let padding = size * 1.1;
    let words = ["page-score-task", "page-score-most", "page-score-got"].map(|key| setting.text(key));
    let ends = ["page-score-total", "page-score-mark"].map(|key| setting.text(key));
    let width = |setting: &mut Setting, text: &str| setting.width_of(&Rich::literal(text), &bold) + padding;
    let lead = words.iter().map(|text| width(setting, text)).fold(0.0, f32::max);
    let tails = [width(setting, &ends[0]), width(setting, &ends[1])];
    let points: Vec<u32> = variant.tasks().map(points).collect();
    let room = setting.measure - lead - tails[0] - tails[1];
    let fitting = ((room / NARROWEST.max(size * 1.5)).floor() as usize).max(1);
    let rows = points.len().div_ceil(fitting).max(1);
    let each = points.len().div_ceil(rows).max(1);
    let cell = (room / each as f32).min(WIDEST);
    let heights = [size * 1.6, size * 1.6, size * 2.2];
    let mut pieces = Vec::new();
    for (row, chunk) in points.chunks(each).enumerate() {
        let last = row + 1 == rows;
        let numbers = (row * each + 1..).take(chunk.len()).map(|number| number.to_string());
        let mut columns: Vec<(f32, [String; 3])> = vec![(lead, words.clone())];
        columns.extend(numbers.zip(chunk).map(|(number, most)| (cell, [number, most.to_string(), String::new()])));
        if last {
            let total = points.iter().sum::<u32>().to_string();
            columns.push((tails[0], [ends[0].clone(), total, String::new()]));
            columns.push((tails[1], [ends[1].clone(), String::new(), String::new()]));
        }
        let above = if row == 0 { setting.size * 0.9 } else { setting.size * 0.4 };
        let marked = last.then(|| columns.len() - 1);
        pieces.push(grid(setting, &columns, heights, marked, size).above(above));
    }
    pieces
}

/// Three rows of cells; the lower two of the column `marked` are one.
fn grid(
    setting: &mut Setting,
    columns: &[(f32, [String; 3])],
    heights: [f32; 3],
    marked: Option<usize>,
    size: f32,
) -> Piece {
    let mut items = Vec::new();
    let mut y = 0.0;
    let table = setting.outline.add(Role::Table);
    for (row, height) in heights.into_iter().enumerate() {
        let mut x = 0.0;
        let line = setting.outline.within(table, Role::Row);
        for (index, (width, texts)) in columns.iter().enumerate() {
            match (marked == Some(index), row) {
                (true, 1) => items.push(Item::frame(x, y, *width, height + heights[2], RULE)),
                (true, 2) => {}
                _ => items.push(Item::frame(x, y, *width, height, RULE)),
            }
            let element = Some(setting.outline.within(line, if row == 0 { Role::Head } else { Role::Cell }));
            if !texts[row].is_empty() {
                let look = Look { element, size, bold: row == 0, align: Align::Center, ..setting.body() };
                let mut text = setting.piece(&Rich::literal(&texts[row]), *width, &look);
                let drop = y + (height - text.height) / 2.0;
                text.items.iter_mut().for_each(|item| item.shift(x, drop));
                items.extend(text.items);
            }
            x += width;
        }
        y += height;
    }
    Piece::drawing(items, y, 0.0)
}
