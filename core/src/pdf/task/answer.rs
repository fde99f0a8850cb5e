//! Answers in a word, a number or in sentences: lines to write on.

use super::{Piece, Room, gap, question, space, with_suffix};
use crate::domain::task::Space;
use crate::domain::{Rich, rich::Inline};
use crate::pdf::block::together;
use crate::pdf::drawing::{Item, MM};
use crate::pdf::setting::{Align, Look, Setting};

/// Length of an answer line.
const LINE: f32 = 60.0 * MM;
/// Length of the line after a question that ends with an equals sign.
const INLINE: f32 = 26.0 * MM;

pub(super) fn short(setting: &mut Setting, text: &Rich, unit: Option<&str>, room: &Room) -> Vec<Piece> {
    let unit = unit.map(Rich::literal);
    if matches!(room.space, Space::Natural) && ends_with_equals(text) && room.figure.is_none() {
        // The answer goes where the eye is: right after the sign.
        let look = Look { align: Align::Left, blanks: vec![INLINE], ..setting.running() };
        let unit = unit.map_or(String::new(), |unit| format!("\u{a0}{}", unit.source()));
        let whole = with_suffix(&Rich(format!("{}\u{a0}[[1]]{unit}", text.source().trim_end())), room);
        return together(setting.paragraph(&whole, room.width, &look));
    }
    let mut pieces = question(setting, text, room);
    pieces.extend(space(setting, room));
    // A bare example is worked out on the squares, answer and all.
    let answer_on_squares = matches!(room.space, Space::Squares(_)) && !has_words(text);
    if matches!(room.space, Space::Natural | Space::Squares(_)) && !answer_on_squares {
        pieces.push(line(setting, unit.as_ref(), room.width));
    }
    together(pieces)
}

pub(super) fn open(setting: &mut Setting, text: &Rich, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, text, room);
    match room.space {
        Space::Natural => pieces.extend(setting.ruled(5, room.width)),
        _ => pieces.extend(space(setting, room)),
    }
    together(pieces)
}

/// «Ответ: ________ см»
fn line(setting: &mut Setting, unit: Option<&Rich>, width: f32) -> Piece {
    let look = setting.body();
    let word = setting.piece(&Rich::literal(&setting.text("page-answer")), width, &look);
    let start = setting.width_of(&Rich::literal(&setting.text("page-answer")), &look) + setting.size * 0.4;
    let unit = unit.map(|unit| (setting.width_of(unit, &look), setting.piece(unit, width / 2.0, &look)));
    let unit_width = unit.as_ref().map_or(0.0, |(w, _)| w.min(width / 2.0) + setting.size * 0.4);
    let end = (start + LINE).min(width - unit_width).max(start);
    let mut cells = vec![(0.0, word)];
    cells.extend(unit.map(|(_, piece)| (end + setting.size * 0.4, piece)));
    let mut row = Piece::row(cells);
    let y = row.baseline + setting.size * 0.15;
    row.items.push(Item::line((start, y), (end, y), 0.6));
    // Room for a hand above the line.
    row.above(gap(setting) + setting.size * 0.45)
}

fn has_words(text: &Rich) -> bool {
    text.inlines().iter().any(|part| matches!(part, Inline::Text { text, .. } if super::has_word(text)))
}

fn ends_with_equals(text: &Rich) -> bool {
    match text.inlines().last() {
        Some(Inline::Math(latex)) => latex.trim_end().ends_with('='),
        Some(Inline::Text { text, .. }) => text.trim_end().ends_with('='),
        _ => false,
    }
}

/// Width a short task needs besides its question.
pub(super) fn inline_width(setting: &Setting, text: &Rich, question: f32) -> f32 {
    if ends_with_equals(text) { question + INLINE + setting.size } else { 50.0 * MM }
}
