//! Tasks on the sheet: what every kind shares; each kind is drawn in its own module.

mod answer;
mod choice;
mod column_arithmetic;
mod fill_blank;
mod number_line;
mod pairs;
mod reading;
mod table;
mod true_false;

use super::block::{Piece, squares, together};
use super::drawing::MM;
use super::figure;
use super::setting::Setting;
use crate::domain::task::{Body, Space, Task};
use crate::domain::{Rich, rich::Inline, task};

/// What a task may use.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    pub(crate) width: f32,
    pub(crate) space: Space,
    /// Words after the question, e.g. its points.
    pub(crate) suffix: Option<String>,
    /// A drawing below the question.
    pub(crate) figure: Option<Piece>,
}

/// A task with its hanging number.
pub(crate) fn set(setting: &mut Setting, task: &Task, number: u16, width: f32) -> Vec<Piece> {
    let suffix = task.points.map(|points| {
        let count = crate::i18n::text_with(setting.locale, "page-points", &[("count", points.into())]);
        // Bound to the last word, so that they never stand alone on a line.
        format!("\u{a0}<i>({})</i>", count.replace(' ', "\u{a0}"))
    });
    let indent = setting.indent();
    let figure = task.figure.as_ref().map(|one| figure::set(setting, one, width - indent).above(setting.size * 0.7));
    let room = Room { width: width - indent, space: task.space, suffix, figure };
    let pieces = body(setting, &task.body, &room);
    hang(setting, &format!("{number}."), indent, pieces)
}

/// A number line or coordinate plane without its question, as wide as the text.
pub(crate) fn number_line(setting: &mut Setting, task: &crate::domain::task::NumberLine) -> Piece {
    number_line::drawing(setting, task, crate::pdf::setting::MEASURE)
}

/// Puts a bold label left of the first line.
fn hang(setting: &mut Setting, label: &str, indent: f32, pieces: Vec<Piece>) -> Vec<Piece> {
    let look = crate::pdf::setting::Look { bold: true, ..setting.body() };
    let label = setting.piece(&Rich::literal(label), indent - 2.0, &look);
    let mut pieces: Vec<_> = pieces.into_iter().map(|piece| piece.shifted(indent)).collect();
    match pieces.first_mut() {
        Some(first) => {
            let (above, keep) = (first.above, first.keep);
            *first = Piece { above, keep, ..Piece::row(vec![(0.0, label), (0.0, std::mem::take(first))]) };
        }
        None => pieces.push(label),
    }
    // The label's element is opened after the question's; it is read first because it is drawn first.
    pieces
}

/// A task without its number.
fn body(setting: &mut Setting, body: &Body, room: &Room) -> Vec<Piece> {
    match body {
        Body::SingleChoice(task) => choice::set(setting, &task.question, &task.options, room),
        Body::MultipleChoice(task) => choice::set(setting, &task.question, &task.options, room),
        Body::Matching(task) => pairs::matching(setting, task, room),
        Body::FillBlank(task) => fill_blank::set(setting, task, room),
        Body::TrueFalse(task) => true_false::set(setting, task, room),
        Body::Ordering(task) => pairs::ordering(setting, task, room),
        Body::ShortAnswer(task) => answer::short(setting, &task.question, None, room),
        Body::Numeric(task) => answer::short(setting, &task.question, task.unit.as_deref(), room),
        Body::Table(task) => table::set(setting, task, room),
        Body::Open(task) => answer::open(setting, &task.question, room),
        Body::Classify(task) => table::classify(setting, task, room),
        Body::ColumnArithmetic(task) => column_arithmetic::set(setting, task, room),
        Body::NumberLine(task) => number_line::set(setting, task, room),
        Body::Reading(task) => reading::set(setting, task, room),
    }
}

/// The narrowest measure in which a task is short enough to share a line with another, if it ever is.
pub(crate) fn short_width(setting: &mut Setting, task: &Task) -> Option<f32> {
    if matches!(task.space, Space::Lines(_)) || task.figure.is_some() {
        return None;
    }
    let question = match &task.body {
        Body::ShortAnswer(task) => &task.question,
        Body::Numeric(task) => &task.question,
        Body::ColumnArithmetic(task) => &task.question,
        _ => return None,
    };
    let look = setting.body();
    let points = if task.points.is_some() { setting.size * 5.0 } else { 0.0 };
    let text = setting.width_of(question, &look) + points;
    let drawn = match &task.body {
        Body::ColumnArithmetic(task) => column_arithmetic::width(task),
        _ => answer::inline_width(setting, question, text),
    };
    Some(setting.indent() + text.max(drawn))
}

/// Whether a task is a bare example without words, such as `12 : 3 =`.
pub(crate) fn is_example(task: &Task) -> bool {
    let wordless =
        |text: &Rich| !text.inlines().iter().any(|part| matches!(part, Inline::Text { text, .. } if has_word(text)));
    match &task.body {
        Body::ShortAnswer(task) => wordless(&task.question),
        Body::Numeric(task) => wordless(&task.question),
        Body::ColumnArithmetic(_) => true,
        _ => false,
    }
}

/// Letters alone are unknowns; two in a row are a word.
fn has_word(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_alphabetic() && b.is_alphabetic())
}

/// The question's lines, and what is drawn below them.
fn question(setting: &mut Setting, rich: &Rich, room: &Room) -> Vec<Piece> {
    let look = setting.running();
    let rich = with_suffix(rich, room);
    let mut pieces = setting.paragraph(&rich, room.width, &look);
    pieces.extend(drawn(room));
    pieces
}

fn drawn(room: &Room) -> Option<Piece> {
    room.figure.clone()
}

fn with_suffix(rich: &Rich, room: &Room) -> Rich {
    match &room.suffix {
        Some(suffix) => Rich(format!("{}{suffix}", rich.source().trim_end())),
        None => rich.clone(),
    }
}

/// Pieces of a task that belong together, then the room asked for beyond what suits the kind.
fn with_space(setting: &Setting, mut pieces: Vec<Piece>, room: &Room) -> Vec<Piece> {
    pieces.extend(space(setting, room));
    together(pieces)
}

fn space(setting: &Setting, room: &Room) -> Vec<Piece> {
    match room.space {
        Space::Natural | Space::None => Vec::new(),
        Space::Lines(count) => setting.ruled(count.into(), room.width),
        Space::Squares(rows) => squares(rows.into(), room.width),
    }
}

/// Distance between the parts of a task.
fn gap(setting: &Setting) -> f32 {
    setting.size * 0.35
}

/// The letter label of an item, e.g. `А)`.
fn label(setting: &Setting, index: usize) -> String {
    format!("{})", task::letter(setting.locale, index))
}

/// Side of a box to tick.
fn tick(setting: &Setting) -> f32 {
    (setting.size * 0.78).max(3.3 * MM)
}
