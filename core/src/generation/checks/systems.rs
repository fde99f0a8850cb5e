//! Systems of two equations.

use num_rational::BigRational;
use num_traits::Zero;

use super::algebra::{all_known, begins, relations};
use super::claim::Claim;
use super::relation::{Relation, Sign};
use super::said::{Piece, words};
use super::{answers, roots};
use crate::math::{self, Exact};

/// «Решите систему уравнений x + y = 9, x − y = 3».
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    let known =
        "систем system simultaneous нелинейн втор степен equation уравнени пар x y solve вид виде решени solution";
    if !all_known(pieces, known) || !words(pieces).any(|word| begins("систем system simultaneous", word)) {
        return None;
    }
    let others = pieces.iter().all(|piece| match piece {
        Piece::Word(_) | Piece::Relation(_) | Piece::Gap => true,
        Piece::Formula(formula) => {
            roots::letters(formula).iter().all(|letter| matches!(letter, 'x' | 'y')) && !formula.contains('=')
        }
        _ => false,
    });
    let &[one, two] = relations(pieces).as_slice() else { return None };
    if !others || one.sign != Sign::Equal || two.sign != Sign::Equal {
        return None;
    }
    let found = straight(one, two);
    // «В ответе запишите значение y», «x + y»
    let mut asked = pieces.iter().filter_map(|piece| match piece {
        Piece::Formula(formula) if !formula.contains([';', ',']) => Some(formula),
        _ => None,
    });
    if let (Some(Claim::Point(x, y)), Some(asked), None) = (&found, asked.next(), asked.next())
        && words(pieces).any(|word| begins("значени value", word))
    {
        return math::evaluate_with(asked, &[('x', x.clone()), ('y', y.clone())])
            .ok()
            .map(|value| Claim::Value(value, None));
    }
    found.or_else(|| {
        let plane = |relation: &Relation| {
            let mut letters = roots::letters(&format!("{} {}", relation.left, relation.right));
            letters.retain(|letter| !matches!(letter, 'x' | 'y'));
            letters.is_empty()
        };
        (plane(one) && plane(two)).then(|| Claim::System(vec![one.clone(), two.clone()]))
    })
}

/// The one point where two straight lines meet.
fn straight(one: &Relation, two: &Relation) -> Option<Claim> {
    let line = |relation: &Relation| -> Option<[BigRational; 3]> {
        let at = |x: i64, y: i64| -> Option<BigRational> {
            let variables = [('x', Exact::whole(x)), ('y', Exact::whole(y))];
            let side = |text: &str| math::evaluate_with(text, &variables).ok();
            Some(side(&relation.left)?.0 - side(&relation.right)?.0)
        };
        let zero = at(0, 0)?;
        let (a, b) = (at(1, 0)? - &zero, at(0, 1)? - &zero);
        let straight = [(1, 1), (2, 3), (-3, 5)].into_iter().all(|(x, y)| {
            let expected = &a * BigRational::from_integer(x.into()) + &b * BigRational::from_integer(y.into()) + &zero;
            at(x, y) == Some(expected)
        });
        straight.then_some([a, b, zero])
    };
    let ([a, b, c], [d, e, f]) = (line(one)?, line(two)?);
    let determinant = &a * &e - &b * &d;
    (!determinant.is_zero()).then(|| {
        let x = (&b * &f - &c * &e) / &determinant;
        let y = (&c * &d - &a * &f) / &determinant;
        Claim::Point(Exact(x), Exact(y))
    })
}

/// Whether the points of an answer solve a system, and no whole ones are missing; `None` where it has no points.
pub(super) fn is_solution(system: &[Relation], answer: &str) -> Option<bool> {
    let given = points(answer)?;
    let holds = |x: &Exact, y: &Exact| {
        let variables = [('x', x.clone()), ('y', y.clone())];
        let side = |text: &str| math::approach_with(text, &variables).ok();
        let holds = |relation: &Relation| Some(side(&relation.left)? == side(&relation.right)?);
        system.iter().all(|relation| holds(relation) == Some(true))
    };
    let whole = || (-12..=12).map(Exact::whole);
    let found: Vec<(Exact, Exact)> =
        whole().flat_map(|x| whole().map(move |y| (x.clone(), y))).filter(|(x, y)| holds(x, y)).collect();
    // Lines that are one have points without end.
    (found.len() < 9).then(|| given.iter().all(|(x, y)| holds(x, y)) && found.iter().all(|point| given.contains(point)))
}

/// «(2; 3), (3; 2)», «x = 2, y = 3».
fn points(answer: &str) -> Option<Vec<(Exact, Exact)>> {
    let bare = answer.replace('$', " ").replace(r"\left", "").replace(r"\right", "");
    if bare.matches('(').count() < 2 {
        return Some(vec![answers::point(&bare)?]);
    }
    let groups = bare.split('(').skip(1).map(|rest| rest.split_once(')'));
    groups
        .map(|group| {
            let (inside, outside) = group?;
            let joint = outside.chars().all(|c| !c.is_alphanumeric() || c == 'и');
            joint.then(|| answers::point(&format!("({inside})")))?
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generation::checks::said;

    #[test]
    fn all_points_of_a_curved_system_are_asked() {
        let question = "Решите систему: $x+y=5$, $xy=6$.".into();
        let system = match claim(&said::pieces(&question)) {
            Some(Claim::System(system)) => system,
            _ => Vec::new(),
        };
        for (answer, right) in [
            ("(2; 3), (3; 2)", Some(true)),
            ("(2; 3) и (3; 2)", Some(true)),
            ("(2; 3)", Some(false)),
            ("(2; 3), (1; 4)", Some(false)),
            ("решений нет", None),
        ] {
            assert_eq!(is_solution(&system, answer), right, "{answer}");
        }
    }
}
