//! A text with gaps, and the words to choose from in a frame.

use super::{Piece, Room, drawn, gap, question, with_space, with_suffix};
use crate::domain::Rich;
use crate::domain::task::FillBlank;
use crate::pdf::drawing::{Item, MM};
use crate::pdf::setting::{Align, Look, Setting};

pub(super) fn set(setting: &mut Setting, task: &FillBlank, room: &Room) -> Vec<Piece> {
    let look = setting.body();
    // All alike: a gap must not tell «н» from «нн». Handwriting needs about twice the room of print.
    let printed = task.blanks.iter().map(|blank| setting.width_of(&blank.answer, &look)).fold(0.0, f32::max);
    let width = (printed * 1.8).max(setting.size * 1.5).min(room.width * 0.5);
    let blanks = vec![width; task.blanks.len()];
    let mut pieces = Vec::new();
    let text_look = Look { blanks, ..setting.running() };
    if let Some(text) = &task.question {
        pieces.extend(question(setting, text, room));
        pieces.extend(bank_below(setting, task, room));
        let mut lines = setting.paragraph(&task.text, room.width, &text_look);
        if let Some(first) = lines.first_mut() {
            first.above = gap(setting);
        }
        pieces.extend(lines);
    } else {
        pieces.extend(setting.paragraph(&with_suffix(&task.text, room), room.width, &text_look));
        pieces.extend(drawn(room));
        pieces.extend(bank_below(setting, task, room));
    }
    with_space(setting, pieces, room)
}

fn bank_below(setting: &mut Setting, task: &FillBlank, room: &Room) -> Option<Piece> {
    (!task.bank.is_empty()).then(|| bank(setting, &task.bank, room.width).above(gap(setting)))
}

/// Words in a thin frame, evenly spaced.
pub(super) fn bank(setting: &mut Setting, words: &[Rich], width: f32) -> Piece {
    let padding = 2.0 * MM;
    let look = Look { align: Align::Center, ..setting.body() };
    let sources: Vec<_> = words.iter().map(Rich::source).collect();
    // Ordinary spaces may end a line, the no-break ones only widen the gap.
    let joined = Rich(sources.join("\u{a0}\u{a0} \u{a0}\u{a0}"));
    let mut piece = setting.piece(&joined, width - 2.0 * padding, &look).shifted(padding);
    piece.items.iter_mut().for_each(|item| item.shift(0.0, padding * 0.6));
    piece.baseline += padding * 0.6;
    piece.height += padding * 1.2;
    piece.items.push(Item::frame(0.0, 0.0, width, piece.height, 0.5));
    piece
}
