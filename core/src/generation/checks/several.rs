//! Options of several numbers: sides of triangles, points of graphs, pairs that solve.

use super::relation::{Relation, Sign};
use super::said::{self, Piece};
use super::wording::is_order;
use super::{algebra, answers, chosen};
use crate::domain::Rich;
use crate::math::{self, Exact};

/// Which options have what the question asks for; `None` where it asks for something else.
pub(super) fn right(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asks = question.plain().to_lowercase();
    if asks.contains("треугольник") || asks.contains("triangle") {
        return triangles(&asks, options);
    }
    points(&asks, question, options).or_else(|| expressions(question, options))
}

/// «Какие выражения равны $a^6$?»
fn expressions(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let mut formulas: Vec<String> = Vec::new();
    let mut equal = false;
    for piece in said::pieces(question) {
        match piece {
            Piece::Formula(formula) => formulas.push(formula),
            Piece::Word(word) if algebra::begins("равн равен тождественн equal equivalent", &word) =>
            {
                equal = true;
            }
            Piece::Word(word) if is_order(&word) || chosen::is_choosing(&word) => {}
            _ => return None,
        }
    }
    let [formula] = formulas.as_slice() else { return None };
    let alike = |option: &Rich| algebra::alike(formula, option.source().trim().trim_matches('$'));
    equal.then(|| options.iter().map(alike).collect())?
}

/// «Треугольник с какими сторонами прямоугольный?», «… существует?»
fn triangles(asks: &str, options: &[Rich]) -> Option<Vec<bool>> {
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if asks.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lie = any(&[" не ", "нельзя", " not "]);
    let kinds = [
        any(&["существ", "exist"]),
        any(&["прямоугольн", "right-angled", "right triangle", "are right", "is right"]),
        any(&["остроугольн", "acute"]),
        any(&["тупоугольн", "obtuse"]),
    ];
    let (kind, None) = ({
        let mut of = (0..4).filter(|at| kinds[*at]);
        (of.next()?, of.next())
    }) else {
        return None;
    };
    let angles = !any(&["сторон", "sides", "отрезк"]);
    let half_turn = Exact::whole(180).0;
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
            let (exists, squares) = (&a.0 + &b.0 > c.0, (&a.0 * &a.0 + &b.0 * &b.0).cmp(&(&c.0 * &c.0)));
            if angles && &a.0 + &b.0 + &c.0 == half_turn {
                return None;
            }
            let holds = exists
                && match kind {
                    1 => squares.is_eq(),
                    2 => squares.is_gt(),
                    3 => squares.is_lt(),
                    _ => true,
                };
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
        assert_eq!(judged("Какие треугольники прямоугольные?", &["30, 60, 90", "3, 4, 5"]), None);
        assert_eq!(judged("Какой треугольник тупоугольный?", &["3, 4, 6", "3, 4, 8"]), Some(vec![true, false]));
        assert_eq!(judged("Какие выражения равны $a^6$?", &["$(a^2)^3$", "$a^2+a^4$"]), Some(vec![true, false]));
    }
}
