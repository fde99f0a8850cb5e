//! Gaps whose answers must make equalities hold.

use super::computed::Outcome;
use super::said::{self, Piece};
use crate::domain::Rich;
use crate::domain::task::FillBlank;
use crate::math;

/// Equalities with gaps: the answers put into the gaps must make them hold.
pub(super) fn blanks(task: &mut FillBlank) -> Outcome {
    let mut text = task.text.source().to_owned();
    let single = task.blanks.len() == 1;
    for (blank, number) in task.blanks.iter().zip(1..) {
        text = text.replace(&format!("[[{number}]]"), blank.answer.source().trim().trim_matches('$'));
    }
    let parts: Vec<Vec<Piece>> =
        text.replace(", ", ";").split([';', '\n']).map(|part| said::pieces(&Rich(part.trim().to_owned()))).collect();
    let mut truths: Vec<bool> = parts.iter().filter_map(|part| said::quantities_hold(part)).collect();
    let measured = truths.len() == parts.len();
    let pieces: Vec<Piece> = parts.into_iter().flatten().collect();
    truths
        .extend(pieces.iter().filter_map(|p| if let Piece::Relation(relation) = p { relation.holds() } else { None }));
    let only_relations = measured || pieces.iter().all(|p| matches!(p, Piece::Relation(_)));
    if truths.iter().any(|holds| !holds) {
        // A gap that is the whole right side has one value.
        let mended = (single && only_relations && pieces.len() == 1).then(|| right_side(task)).flatten();
        if let Some(printed) = mended
            && let Some(blank) = task.blanks.first_mut()
        {
            blank.answer = printed;
            blank.accept.clear();
            return Outcome::Mended("blank.wrong_key");
        }
        Outcome::Wrong("blank.wrong_key", text)
    } else if only_relations && !truths.is_empty() && (measured || truths.len() == pieces.len()) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}

/// What belongs behind the sign of equality at the end.
fn right_side(task: &FillBlank) -> Option<Rich> {
    let text = task.text.source().trim().trim_end_matches('.').trim();
    let left = text.strip_suffix("[[1]]")?.trim_end().trim_end_matches('$').trim_end().strip_suffix('=')?;
    let value = math::evaluate(left.trim().trim_matches('$')).ok()?;
    Some(value.decimal(",").map_or_else(|| Rich::math(&value.latex_mixed()), Rich))
}
