//! Options of several numbers: sides of triangles, points of graphs, pairs that solve.

use num_traits::ToPrimitive;

use super::computed::chemistry;
use super::relation::Sign;
use super::said::{self, Piece};
use super::wording::is_order;
use super::{algebra, answers, chosen, roots, told};
use crate::domain::Rich;
use crate::math::{self, Exact};

/// Which options have what the question asks for; `None` where it asks for something else.
pub(super) fn right(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asks = question.plain().to_lowercase();
    if let Some(right) = families(&asks, question, options) {
        return Some(right);
    }
    if let Some(right) = within(&asks, question, options) {
        return Some(right);
    }
    if let Some(division) = answers::division(&question.plain()) {
        return options.iter().map(|option| Some(answers::two_numbers(option.source())? == division)).collect();
    }
    if asks.contains("треугольник") || asks.contains("triangle") {
        return triangles(&asks, options);
    }
    sized(&asks, question, options)
        .or_else(|| states(&asks, question, options))
        .or_else(|| points(&asks, question, options))
        .or_else(|| expressions(question, options))
}

/// The numbers of an option that is nothing but a list of them: «4 см и 9 см», «2 × 4 × 6 см».
fn listed(option: &Rich) -> Option<Vec<Exact>> {
    let plain = option.plain().replace('\u{a0}', " ");
    let bare: String = plain.replace(" и ", "|").chars().filter(|c| !c.is_alphabetic()).collect();
    let parts = bare.replace(['×', ';', '·'], "|");
    let parts = if parts.contains('|') { parts } else { parts.replace(", ", "|").replace("  ", "|") };
    parts.split('|').map(|side| math::evaluate(side.trim()).ok()).collect()
}

/// «Какое число удовлетворяет неравенству −4 < x < 1?»: options that lie between two bounds.
fn within(asks: &str, question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asked =
        ["удовлетворя", "является решением", "являются решени", "satisf"].iter().any(|stem| asks.contains(stem));
    if !asked || asks.contains(" не ") || asks.contains(" not ") {
        return None;
    }
    let mut formulas = question.source().split('$').skip(1).step_by(2);
    let (formula, None) = (formulas.next()?, formulas.next()) else { return None };
    let plain = formula.replace(r"\leqslant", "≤").replace(r"\leq", "≤").replace(r"\le", "≤").replace(r"\lt", "<");
    let [low, middle, high] = plain.split(['<', '≤']).map(str::trim).collect::<Vec<_>>().try_into().ok()?;
    let signs: Vec<bool> = plain.chars().filter(|c| matches!(c, '<' | '≤')).map(|c| c == '≤').collect();
    let (low, high) = (math::evaluate(low).ok()?, math::evaluate(high).ok()?);
    if middle.chars().count() != 1 {
        return None;
    }
    let lies = |value: &Exact| {
        let above = if signs[0] { *value >= low } else { *value > low };
        above && if signs[1] { *value <= high } else { *value < high }
    };
    options
        .iter()
        .map(|option| math::evaluate(option.source().trim().trim_matches('$')).ok().map(|value| lies(&value)))
        .collect()
}

/// «У каких прямоугольников площадь 36 см²?», «Объём какого параллелепипеда равен 48 см³?»
fn sized(asks: &str, question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    let (area, border, volume) =
        (any(&["площад", "area"]), any(&["периметр", "perimeter"]), any(&["объем", "объём", "volume"]));
    let flat = any(&["прямоугольник", "rectangle"]);
    let solid = any(&["параллелепипед", "cuboid"]);
    if any(&[" не ", " not ", "больше", "меньше", "квадратн", "половин", "поверхност"]) || flat == solid
    {
        return None;
    }
    let mut given = said::pieces(question).into_iter().filter_map(|piece| match piece {
        Piece::Quantity(value, _) | Piece::Value { value, .. } => Some(value),
        _ => None,
    });
    let (size, None) = (given.next()?, given.next()) else { return None };
    options
        .iter()
        .map(|option| {
            let sides = listed(option)?;
            Some(match (area, border, volume, sides.as_slice()) {
                (true, false, false, [a, b]) if flat => &a.0 * &b.0 == size.0,
                (false, true, false, [a, b]) if flat => Exact((&a.0 + &b.0) * Exact::whole(2).0) == size,
                (false, false, true, [a, b, c]) if solid => &a.0 * &b.0 * &c.0 == size.0,
                _ => return None,
            })
        })
        .collect()
}

/// «В каких веществах степень окисления серы равна +6?»
fn states(asks: &str, question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    if !asks.contains("степень окисления") && !asks.contains("oxidation")
        || [" не ", "высш", "низш"].iter().any(|word| asks.contains(word))
    {
        return None;
    }
    let plain = question.plain().replace('\u{a0}', " ");
    let (_, number) = plain.split_once(['+', '-', '−'])?;
    let digit = number.chars().next().and_then(|c| c.to_digit(10))?;
    let sign = if plain.contains('+') { 1.0 } else { -1.0 };
    let words: Vec<String> = asks.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let at = words.iter().position(|word| word.starts_with("окислен") || *word == "oxidation")?;
    options
        .iter()
        .map(|option| {
            let formula: String = chemistry(option.source()).chars().filter(|c| !matches!(c, '_' | ' ')).collect();
            told::state(&formula, words.get(at + 1..)?).map(|state| (state - sign * f64::from(digit)).abs() < 1e-9)
        })
        .collect()
}

/// «Треугольник со сторонами 9, 12 и 15 прямоугольный», «Существует треугольник со сторонами 3, 4 и 8».
pub(super) fn of_triangle(statement: &Rich) -> Option<bool> {
    let said = statement.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| said.contains(stem));
    let (right, exists) = (any(&["прямоугольн", "right"]), any(&["существ", "exist"]));
    let named = any(&["треугольник", "triangle"]) && any(&["со сторонами", "with sides"]);
    if !named || right == exists || any(&["если", "площад", "периметр", " угол", "углы", "area"])
    {
        return None;
    }
    let sides = said::pieces(statement).into_iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } | Piece::Quantity(value, _) => Some(value),
        _ => None,
    });
    Some(is_triangle(sides.collect(), right)? != any(&[" не ", "не существ", " not "]))
}

/// Whether three sides are those of a right triangle, or of any.
fn is_triangle(mut sides: Vec<Exact>, right: bool) -> Option<bool> {
    sides.sort();
    let [a, b, c] = sides.as_slice() else { return None };
    Some(if right { &a.0 * &a.0 + &b.0 * &b.0 == &c.0 * &c.0 } else { &a.0 + &b.0 > c.0 })
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
    let segments = any(&["отрез", "segments"]) && any(&["состав", "постро", "слож", "можно", "make", "form"])
        || any(&["быть сторонами", "be the sides", "be sides"]);
    let lie = any(&[" не ", "нельзя", " not "]);
    let kinds = [
        segments || any(&["существ", "exist"]),
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
            let mut sides = listed(option)?;
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

/// «Укажите все решения уравнения sin x = 1»: options are roots that come again and again.
fn families(asks: &str, question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let pieces = said::pieces(question);
    let &[relation] = algebra::relations(&pieces).as_slice() else { return None };
    let asked = ["решени", "корн", "solution", "root"].iter().any(|stem| asks.contains(stem));
    let another = ["отрезк", "промежут", "сколько", " не "].iter().any(|word| asks.contains(word));
    if relation.sign != Sign::Equal || !roots::is_of_angles(relation) || !asked || another {
        return None;
    }
    let unknown = roots::unknown(relation)?;
    let value = |text: &str, letters: &[(char, Exact)]| math::approach_with(text, letters).ok()?.0.to_f64();
    let solves = |x: f64| {
        let at = [(unknown, Exact(num_rational::BigRational::from_float(x)?))];
        Some((value(&relation.left, &at)? - value(&relation.right, &at)?).abs() < 1e-6)
    };
    let turn = std::f64::consts::TAU;
    // Where the members of a family lie within one turn.
    let members = |option: &Rich| -> Option<Vec<f64>> {
        let text = option.source().replace('$', " ");
        let text = text.split([',', ';']).next()?.split(r"\in").next()?;
        let text = text.rsplit_once('=').map_or(text, |(_, family)| family).trim().to_owned();
        let letters = roots::letters(&text);
        let &[letter] = letters.as_slice() else { return None };
        let signs = if text.contains(r"\pm") { vec!["+", "-"] } else { vec![""] };
        let mut found = Vec::new();
        for sign in signs {
            let one = text.replacen(r"\pm", sign, 1);
            for number in -4..=4 {
                found.push(value(&one, &[(letter, Exact::whole(number))])?.rem_euclid(turn));
            }
        }
        Some(found)
    };
    let families: Vec<Vec<f64>> = options.iter().map(members).collect::<Option<_>>()?;
    let near = |one: f64, other: f64| {
        let apart = (one - other).abs() % turn;
        apart.min(turn - apart) < 1e-6
    };
    let solved: Vec<Vec<bool>> = families
        .iter()
        .map(|family| family.iter().map(|member| solves(*member)).collect::<Option<_>>())
        .collect::<Option<_>>()?;
    let roots: Vec<f64> = families
        .iter()
        .flatten()
        .zip(solved.iter().flatten())
        .filter(|(_, solved)| **solved)
        .map(|(root, _)| *root)
        .collect();
    let covers = |family: &[f64]| roots.iter().all(|root| family.iter().any(|member| near(*member, *root)));
    let right: Vec<bool> = families
        .iter()
        .zip(&solved)
        .map(|(family, solved)| solved.iter().all(|solved| *solved) && covers(family))
        .collect();
    right.contains(&true).then_some(right)
}

/// «Какая точка принадлежит графику y = 2x − 1?», «Какая пара чисел является решением уравнения x + 2y = 7?»
fn points(asks: &str, question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let stems = [
        "принадлежит",
        "проходит",
        "является решением",
        "является корнем",
        "служит решением",
        "решением системы",
        "solution",
        "lies on",
        "passes through",
    ];
    if !stems.iter().any(|stem| asks.contains(stem)) {
        return None;
    }
    let lie = [" не ", " not "].iter().any(|word| asks.contains(word));
    let pieces = said::pieces(question);
    let relations = algebra::relations(&pieces);
    let (true, 1..=2) = (relations.iter().all(|relation| relation.sign == Sign::Equal), relations.len()) else {
        return None;
    };
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
            let holds = relations
                .iter()
                .try_fold(true, |all, relation| Some(all && side(&relation.left)? == side(&relation.right)?));
            Some(holds? != lie)
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
