//! Algebra from grade 7 on: roots are put in, rows written out, slopes and areas taken from values.

use listok_core::math::{self, Exact};

use super::reading::{formulas, has, numbers, signed, value, whole, whole_numbers};

fn at(expression: &str, x: i64) -> Exact {
    math::evaluate_with(expression, &[('x', whole(x))]).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

fn roots(claimed: &str) -> Vec<Exact> {
    formulas(claimed).iter().map(|formula| value(formula.split('=').nth(1).unwrap())).collect()
}

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    let found = formulas(question);
    let said = claimed.trim_matches('$');
    let holds = |equation: &str, x: &Exact| {
        let (left, right) = equation.split_once('=').unwrap();
        let x = [('x', x.clone())];
        math::evaluate_with(left, &x).is_ok_and(|left| Ok(left) == math::evaluate_with(right, &x))
    };
    Some(match skill {
        "inequality.linear" => {
            // Both sides are linear: equal at the bound, and what holds beside it holds on that side.
            let sides = |text: &str, x: &Exact| {
                let sign = [r"\le", r"\ge", "<", ">"].into_iter().find(|sign| text.contains(sign)).unwrap();
                let (left, right) = text.split_once(sign).unwrap();
                let x = [('x', x.clone())];
                let (left, right) = (math::evaluate_with(left, &x).unwrap(), math::evaluate_with(right, &x).unwrap());
                let truth = match sign {
                    "<" => left < right,
                    ">" => left > right,
                    r"\le" => left <= right,
                    _ => left >= right,
                };
                (truth, left == right)
            };
            let bound = value(
                said.split(['<', '>', '\\']).nth(1).unwrap().trim_start_matches(|c: char| c.is_ascii_lowercase()),
            );
            [-1, 0, 1].iter().all(|step| {
                let x = Exact(&bound.0 + whole(*step).0);
                sides(found[0], &x) == sides(said, &x)
            })
        }
        "system.linear" => {
            let [x, y] = &roots(claimed)[..] else { return Some(false) };
            let lines = found[0].replace(r"\begin{cases}", "").replace(r"\end{cases}", "");
            lines.split(r", \\").all(|line| {
                let (left, right) = line.split_once('=').unwrap();
                math::evaluate_with(left, &[('x', x.clone()), ('y', y.clone())]) == Ok(value(right.trim()))
            })
        }
        "equation.incomplete" => {
            // Every root, and no other: two of them.
            let roots = roots(claimed);
            roots.len() == 2 && roots[0] != roots[1] && roots.iter().all(|x| holds(found[0], x))
        }
        "equation.exponential" if claimed.contains("x_1") => {
            let roots = roots(claimed);
            roots.len() == 2 && roots[0] != roots[1] && roots.iter().all(|x| holds(found[0], x))
        }
        "equation.exponential" => {
            // base^(kx+b): the exponent is whole at the root.
            let (left, right) = found[0].split_once('=').unwrap();
            let exponent = left.split_once("^{").unwrap().1.trim_end().trim_end_matches('}');
            let exponent = math::evaluate_with(exponent, &[('x', value(said))]).unwrap();
            if !exponent.is_whole() || exponent > whole(60) || exponent < whole(-60) {
                return Some(false);
            }
            let base = left.split_once('^').unwrap().0;
            value(&format!("{base}^{{{}}}", exponent.source())) == value(right.trim())
        }
        "vieta" => {
            let equation = found.iter().find(|f| f.contains('=')).unwrap();
            let left = equation.strip_suffix("= 0").unwrap();
            let roots: Vec<i64> = (-20..=20).filter(|x| at(left, *x) == whole(0)).collect();
            assert_eq!(roots.len(), 2, "{question}");
            let expected = if has(question, &["сумму", "sum of"]) {
                roots[0] + roots[1]
            } else if has(question, &["произведение", "product"]) {
                roots[0] * roots[1]
            } else {
                let known = found.iter().find(|f| !f.contains('=')).unwrap().parse::<i64>().unwrap();
                *roots.iter().find(|root| **root != known).unwrap()
            };
            value(said) == whole(expected)
        }
        "function.value" => {
            let x = found.iter().find_map(|f| f.strip_prefix("x = ")).unwrap().parse().unwrap();
            let formula = found.iter().find_map(|f| f.strip_prefix("y = ")).unwrap();
            value(said) == at(formula, x)
        }
        _ if skill.starts_with("progression") => progression(skill, question, &value(said)),
        "standard" => {
            let mantissa = value(said.split(r"\cdot").next().unwrap());
            value(said) == numbers(question)[0] && mantissa >= whole(1) && mantissa < whole(10)
        }
        "equation.logarithmic" => {
            // The argument is the base multiplied by itself.
            let (left, right) = found[0].split_once(" = ").unwrap();
            let (base, argument) = left.strip_prefix(r"\log_{").unwrap().split_once('}').unwrap();
            let power = (0..right.parse().unwrap()).fold(1, |power: i64, _| power * base.parse::<i64>().unwrap());
            math::evaluate_with(argument, &[('x', value(said))]) == Ok(whole(power))
        }
        "logarithm" => {
            // The sum of powers: base^value is the argument.
            let mut product = whole(1);
            let mut base = 0;
            for (i, part) in found[0].trim_end_matches([' ', '=']).split(r"\log_{").skip(1).enumerate() {
                let (b, argument) = part.split_once('}').unwrap();
                base = b.parse().unwrap();
                let argument = value(argument.trim_end_matches([' ', '-']));
                product = if i == 0 { argument } else { Exact(&product.0 / &argument.0) };
            }
            let said = value(said);
            said.is_whole()
                && said < whole(30)
                && said > whole(-30)
                && value(&format!("{base}^{{{}}}", said.source())) == product
        }
        "derivative" => {
            // Five values give the slope of a polynomial of the fourth degree exactly, five slopes the derivative.
            let f: Vec<_> = (-4..=4).map(|x| at(found[0].strip_prefix("y = ").unwrap(), x).0).collect();
            let eight = whole(8).0;
            (-2..=2).zip(2..).all(|(x, i)| {
                let slope = (&f[i - 2] - &eight * &f[i - 1] + &eight * &f[i + 1] - &f[i + 2]) / whole(12).0;
                slope == at(said, x).0
            })
        }
        "integral" => {
            // Simpson's rule is exact up to the third degree.
            let (limits, function) = found[0].split_once('(').unwrap();
            let [from, to] = signed(limits)[..] else { panic!("{limits}") };
            let function = function.split_once(')').unwrap().0;
            let f = |x: Exact| math::evaluate_with(function, &[('x', x)]).unwrap().0;
            let middle = f(Exact::ratio(from + to, 2));
            let sum = f(whole(from)) + whole(4).0 * middle + f(whole(to));
            value(said).0 == whole(to - from).0 * sum / whole(6).0
        }
        "radians" => angle(found[0]) == angle(said),
        "trig.value" => {
            let text = found[0].trim_end_matches([' ', '=']);
            let (name, rest) = if let Some(rest) = text.strip_prefix(r"\operatorname{tg}") {
                ("tan", rest)
            } else {
                text.strip_prefix('\\').unwrap().split_once(' ').unwrap()
            };
            let degrees = angle(rest.trim()).decimal(".").unwrap().parse::<f64>().unwrap();
            let radians = degrees.to_radians();
            let expected = match name {
                "sin" => radians.sin(),
                "cos" => radians.cos(),
                _ => radians.tan(),
            };
            (surd(said) - expected).abs() < 1e-9
        }
        _ => return None,
    })
}

/// An angle in degrees, from degrees or from parts of π.
fn angle(text: &str) -> Exact {
    if let Some(degrees) = text.strip_suffix(r"^\circ") {
        return value(degrees);
    }
    let times = text.replace(r"{\pi}", "{180}").replace(r"\pi", r"\cdot 180");
    value(times.strip_prefix(r"\cdot ").unwrap_or(&times))
}

/// The value of a fraction with roots of small numbers.
fn surd(text: &str) -> f64 {
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let root = |text: &str| match text.strip_prefix(r"\sqrt{") {
        Some(rest) => rest.trim_end_matches('}').parse::<f64>().unwrap().sqrt(),
        None => text.trim_end_matches('}').parse().unwrap(),
    };
    let size = match text.strip_prefix(r"\frac{") {
        Some(rest) => {
            let (n, d) = rest.rsplit_once("}{").unwrap();
            root(n) / root(d)
        }
        None => root(text),
    };
    sign * size
}

/// The row is written out term by term.
fn progression(skill: &str, question: &str, claimed: &Exact) -> bool {
    let found = formulas(question);
    let after = |prefix: &str| found.iter().find_map(|f| f.strip_prefix(prefix)).map(|n| n.parse::<i64>().unwrap());
    let bare: Vec<i64> = question.split('$').step_by(2).flat_map(whole_numbers).collect();
    assert_eq!(bare.len(), 1, "{question}");
    let n = usize::try_from(bare[0]).unwrap();
    let listed = found.iter().find(|f| f.contains("; ")).map(|f| signed(f));
    let plain: Vec<i64> = found.iter().filter_map(|f| f.parse().ok()).collect();
    let first = listed.as_ref().map(|row| row[0]).or(after("a_1 = ")).or(after("b_1 = ")).unwrap_or_else(|| plain[0]);
    let geometric = skill.contains("geometric");
    if !skill.ends_with("sum")
        && !geometric
        && has(question, &["разность прогрессии", "равна разность", "Find the difference", "is the difference?"])
    {
        let last = *plain.last().unwrap();
        return (1..n).fold(whole(first), |term, _| Exact(&term.0 + &claimed.0)) == whole(last);
    }
    let step = listed
        .as_ref()
        .map(|row| if geometric { row[1] / row[0] } else { row[1] - row[0] })
        .or(after("d = "))
        .or(after("q = "))
        .unwrap_or_else(|| plain[1]);
    let row: Vec<i64> =
        std::iter::successors(Some(first), |term| Some(if geometric { term * step } else { term + step }))
            .take(n)
            .collect();
    let expected = if skill.ends_with("sum") { row.iter().sum() } else { row[n - 1] };
    *claimed == whole(expected)
}
