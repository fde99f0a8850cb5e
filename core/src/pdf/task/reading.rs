//! A text with questions about it, each labelled with a letter.

use super::{Piece, Room, body, gap, hang, label, question};
use crate::domain::Rich;
use crate::domain::task::{Body, Reading, Space};
use crate::pdf::drawing::Role;
use crate::pdf::paragraph::INDENT;
use crate::pdf::setting::{Align, Look, Setting};

pub(super) fn set(setting: &mut Setting, task: &Reading, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    if let Some(title) = &task.title {
        let element = Some(setting.outline.add(Role::Heading));
        let look = Look { bold: true, align: Align::Center, element, ..setting.body() };
        pieces.push(setting.piece(title, room.width, &look).above(gap(setting)));
    }
    // Question, title and the first line stay together.
    for piece in &mut pieces {
        piece.keep = true;
    }
    for paragraph in &task.paragraphs {
        let look = setting.running();
        let mut lines = setting.paragraph(&Rich(format!("{INDENT}{}", paragraph.source())), room.width, &look);
        if let Some(first) = lines.first_mut() {
            first.above = gap(setting) * 0.6;
        }
        pieces.extend(lines);
    }
    if let Some(source) = &task.source {
        let look = Look { size: setting.size * 0.85, italic: true, align: Align::Right, ..setting.body() };
        pieces.push(setting.piece(source, room.width, &look).above(gap(setting) * 0.6));
    }
    let indent = setting.size * 2.0;
    let inner = Room { width: room.width - indent, space: Space::Natural, suffix: None, figure: None };
    for (i, part) in task.tasks.iter().enumerate().filter(|(_, part)| !matches!(part, Body::Reading(_))) {
        let parts = body(setting, part, &inner);
        let mut parts = hang(setting, &label(setting, i), indent, parts);
        if let Some(first) = parts.first_mut() {
            first.above = setting.size * 0.7;
        }
        pieces.extend(parts);
    }
    let rest = super::space(setting, room);
    if let Some(last) = pieces.last_mut().filter(|_| !rest.is_empty()) {
        last.keep = true;
    }
    pieces.extend(rest);
    pieces
}
