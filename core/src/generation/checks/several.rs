//! Options of several numbers: sides of triangles, points of graphs, pairs that solve.

use super::answers;
use super::relation::{Relation, Sign};
use super::said::{self, Piece};
use crate::domain::Rich;
use crate::math::{self, Exact};

/// Which options have what the question asks for; `None` where it asks for something else.
pub(super) fn right(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asks = question.plain().to_lowercase();
    if asks.contains("треугольник") || asks.contains("triangle") {
        return triangles(&asks, options);
    }
    points(&asks, question, options)
}

/// «Треугольник с какими сторонами прямоугольный?», «… существует?»
fn triangles(asks: &str, options: &[Rich]) -> Option<Vec<bool>> {
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if !any(&["сторон", "sides"]) || asks.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lie = any(&[" не ", "нельзя", " not "]);
    let (right, exists) = (any(&["прямоугольн", "right"]), any(&["существ", "exist"]));
    if right == exists {
        return None;
    }
    options
        .iter()
        .map(|option| {
            let plain = option.plain().replace('\u{a0}', " ");
            let bare: String = plain.chars().filter(|c| !c.is_alphabetic()).collect();
            let parts =
                if bare.contains(';') { bare.replace(';', "|") } else { bare.replace(", ", "|").replace("  ", "|") };
            let mut sides: Vec<Exact> =
                parts.split('|').map(|side| math::evaluate(side.trim()).ok()).collect::<Option<_>>()?;
            sides.sort();
            let [a, b, c] = sides.as_slice() else { return None };
            let holds = if right { &a.0 * &a.0 + &b.0 * &b.0 == &c.0 * &c.0 } else { &a.0 + &b.0 > c.0 };
            Some(holds != lie)
        })
        .collect()
}

/// «Какая точка принадлежит графику y = 2x − 1?», «Какая пара чисел является решением уравнения x + 2y = 7?»
fn points(asks: &str, question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let stems = [
        "принадлежит",
        "проходит",
        "является решением",
        "является корнем",
        "служит решением",
        "solution",
        "lies on",
        "passes through",
    ];
    if !stems.iter().any(|stem| asks.contains(stem)) {
        return None;
    }
    let lie = [" не ", " not "].iter().any(|word| asks.contains(word));
    let pieces = said::pieces(question);
    let mut relations =
        pieces.iter().filter_map(|piece| if let Piece::Relation(relation) = piece { Some(relation) } else { None });
    let (relation, None) = (relations.next()?, relations.next()) else { return None };
    let Relation { left, sign: Sign::Equal, right } = relation else { return None };
    options
        .iter()
        .map(|option| {
            let plain = option.source().trim_start_matches(['$', ' ']);
            // «A(2; 3)»
            let plain =
                plain.strip_prefix(|c: char| c.is_ascii_uppercase() || ('А'..='Я').contains(&c)).unwrap_or(plain);
            let (x, y) = answers::point(plain)?;
            let variables = [('x', x), ('y', y)];
            let side = |text: &str| math::approach_with(text, &variables).ok();
            Some((side(left)? == side(right)?) != lie)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_several_numbers_are_judged() {
        let judged = |question: &str, options: &[&str]| {
            right(&question.into(), &options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>())
        };
        assert_eq!(
            judged(
                "Треугольник с какими сторонами является прямоугольным?",
                &["3, 4, 5", "5 см; 12 см; 13 см", "4, 5, 6"]
            ),
            Some(vec![true, true, false])
        );
        assert_eq!(
            judged("Какая точка принадлежит графику функции $y = 2x - 1$?", &["$(2; 3)$", "A(0; 1)", "(1; 1)"]),
            Some(vec![true, false, true])
        );
        assert_eq!(judged("Какой треугольник прямоугольный?", &["первый", "второй"]), None);
    }
}
