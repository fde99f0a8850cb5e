//! Statements with two columns of boxes at the right.

use super::{Piece, Room, gap, question, tick, with_space};
use crate::domain::Rich;
use crate::domain::task::TrueFalse;
use crate::pdf::drawing::{Item, Role};
use crate::pdf::setting::{Align, Look, Setting};

pub(super) fn set(setting: &mut Setting, task: &TrueFalse, room: &Room) -> Vec<Piece> {
    let mut pieces = question(setting, &task.question, room);
    let side = tick(setting);
    let heading = Look { size: setting.size * 0.8, italic: true, align: Align::Center, ..setting.body() };
    let words = ["page-true", "page-false"].map(|key| Rich::literal(&setting.text(key)));
    let widest = words.iter().map(|word| setting.width_of(word, &heading)).fold(side, f32::max);
    let column = widest + setting.size * 0.8;
    let text_width = (room.width - 2.0 * column - setting.size).max(room.width * 0.4);
    let left = [room.width - 2.0 * column, room.width - column];
    let table = setting.outline.add(Role::Table);
    let heads = setting.outline.within(table, Role::Row);
    setting.outline.within(heads, Role::Cell);
    let [yes, no] = words.map(|word| {
        let element = Some(setting.outline.within(heads, Role::Head));
        setting.piece(&word, column, &Look { element, ..heading.clone() })
    });
    let heads = Piece::row(vec![(left[0], yes), (left[1], no)]);
    match pieces.as_mut_slice() {
        // A question that leaves room has the words at its right, on its own line.
        [line] if room.figure.is_none() && right_edge(line) + setting.size < left[0] => {
            *line = Piece::row(vec![(0.0, std::mem::take(line)), (0.0, heads)]);
        }
        _ => pieces.push(heads.above(setting.size * 0.1)),
    }
    let numbered = task.statements.len() > 1;
    let number_width = if numbered { setting.size * 1.6 } else { 0.0 };
    for (i, statement) in task.statements.iter().enumerate() {
        let line = setting.outline.within(table, Role::Row);
        let element = Some(setting.outline.within(line, Role::Cell));
        for _ in left {
            setting.outline.within(line, Role::Cell);
        }
        let look = Look { element, ..setting.body() };
        let text = setting.piece(&statement.text, text_width - number_width, &look);
        let mut cells = vec![(number_width, text)];
        if numbered {
            let number = setting.piece(&Rich::literal(&format!("{})", i + 1)), number_width, &look);
            cells.insert(0, (0.0, number));
        }
        let mut row = Piece::row(cells);
        let top = row.baseline - setting.size * 0.33 - side / 2.0;
        for x in left {
            row.items.push(Item::frame(x + (column - side) / 2.0, top, side, side, 0.7));
        }
        pieces.push(row.above(if i == 0 { setting.size * 0.2 } else { gap(setting) }));
    }
    with_space(setting, pieces, room)
}

fn right_edge(piece: &Piece) -> f32 {
    piece.items.iter().filter_map(Item::bounds).map(|bounds| bounds[2]).fold(0.0, f32::max)
}
