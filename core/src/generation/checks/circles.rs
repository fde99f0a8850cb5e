//! Equations of circles among options.

use num_traits::ToPrimitive;

use super::said::{self, Piece};
use super::{answers, roots};
use crate::domain::Rich;
use crate::math::{self, Exact};

/// «Окружность имеет центр (2; −3) и радиус 4. Укажите её уравнение»: which options are its equation.
pub(super) fn right(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asks = question.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if !(any(&["окружност", "circle"])
        && any(&["уравнени", "equation"])
        && any(&["центр", "center", "centre"])
        && any(&["радиус", "radius"]))
    {
        return None;
    }
    let source = question.source().replace('$', " ");
    let open = source.find('(')?;
    let close = open + source[open..].find(')')? + 1;
    let (x, y) = answers::point(source[open..close].trim())?;
    let rest = Rich(format!("{} {}", source[..open].replace(|c: char| c.is_ascii_uppercase(), " "), &source[close..]));
    let mut numbers = said::pieces(&rest).into_iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } | Piece::Quantity(value, _) => Some(value),
        Piece::Relation(relation) if matches!(relation.left.trim(), "R" | "r") => math::evaluate(&relation.right).ok(),
        _ => None,
    });
    let (radius, None) = (numbers.next()?, numbers.next()) else { return None };
    let on = [
        (&x.0 + &radius.0, y.0.clone()),
        (&x.0 - &radius.0, y.0.clone()),
        (x.0.clone(), &y.0 + &radius.0),
        (x.0.clone(), &y.0 - &radius.0),
    ];
    let holds = |option: &Rich| {
        let pieces = said::pieces(option);
        let [Piece::Relation(relation)] = pieces.as_slice() else { return None };
        let mut letters = roots::letters(&format!("{}{}", relation.left, relation.right));
        letters.sort_unstable();
        letters.dedup();
        let value = |text: &str, at: &[(char, Exact)]| math::approach_with(text, at).ok()?.0.to_f64();
        (letters == ['x', 'y']).then_some(())?;
        on.iter().try_fold(true, |all, (x, y)| {
            let at = [('x', Exact(x.clone())), ('y', Exact(y.clone()))];
            Some(all && (value(&relation.left, &at)? - value(&relation.right, &at)?).abs() < 1e-9)
        })
    };
    options.iter().map(holds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_has_its_equation() {
        let options = ["$(x-2)^2+(y+3)^2=16$", "$(x+2)^2+(y-3)^2=16$", "$(x-2)^2+(y+3)^2=4$"].map(Rich::from);
        let judged = |question: &str| right(&question.into(), &options);
        let asked = "Окружность имеет центр $(2;-3)$ и радиус 4. Укажите её уравнение.";
        assert_eq!(judged(asked), Some(vec![true, false, false]));
        assert_eq!(judged("Какой радиус у окружности с центром $(2; -3)$?"), None);
    }
}
