//! Polynomials take the same values, powers and roots are multiplied out.

use listok_core::math::{self, Exact};

use super::reading::{formulas, has, signed, value, whole, whole_numbers};

fn at(expression: &str, x: i64) -> Exact {
    math::evaluate_with(expression, &[('x', whole(x))]).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

/// The same values at seven places: polynomials up to the sixth degree are then the same.
fn same(a: &str, b: &str) -> bool {
    (-3..=3).all(|x| at(a, x) == at(b, x))
}

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    let asked = || formulas(question)[0].trim_end_matches([' ', '=']);
    let said = claimed.trim_matches('$');
    Some(match skill {
        "power.laws" => {
            let letter = ['a', 'b', 'x', 'y', 'm'].into_iter().find(|letter| asked().contains(*letter)).unwrap();
            let two = |expression: &str| math::evaluate_with(expression, &[(letter, whole(2))]);
            match (two(asked()), two(said)) {
                (Ok(asked), Ok(said)) => asked == said,
                // A product or quotient is always within the evaluator, a power of a power may be beyond it.
                _ if !asked().contains("left(") => false,
                _ => whole_numbers(said)[0] == whole_numbers(asked()).iter().product::<i64>(),
            }
        }
        "root.simplify" => {
            let under = whole_numbers(asked())[0];
            let [out, inside] = whole_numbers(said)[..] else { return Some(false) };
            out * out * inside == under && (2..=inside).all(|n| inside % (n * n) != 0)
        }
        "root.nth" => {
            let [degree, under] = signed(asked())[..] else { panic!("{question}") };
            (0..degree).fold(whole(1).0, |power, _| power * value(said).0) == whole(under).0
        }
        _ if skill.starts_with("poly") => !said.contains('(') && same(asked(), said),
        _ if skill.starts_with("factor") => said.contains('(') && same(asked(), said) && !has(said, &["(0"]),
        _ => return None,
    })
}
