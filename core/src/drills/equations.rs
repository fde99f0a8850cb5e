//! Equations with one unknown.

use super::Skill;
use super::draw::{Draw, Exercise, Notation, bracketed};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const DO: &str = "drill-equation-do";

pub(super) const SKILLS: &[Skill] = &[
    Skill {
        code: "equation.sum",
        title: "drill-equations",
        instruction: DO,
        subjects: &[Subject::Math],
        grades: (2, 5),
        phrases: &["уравнени ?прост ?сложен ?вычитан", "equation ?addition ?subtraction"],
        topics: &[],
        make: sum,
    },
    Skill {
        code: "equation.product",
        title: "drill-equations",
        instruction: DO,
        subjects: &[Subject::Math],
        grades: (3, 5),
        phrases: &["уравнени ?прост ?умножен ?делен", "equation ?multiplication ?division"],
        topics: &[],
        make: product,
    },
    Skill {
        code: "equation.linear",
        title: "drill-linear",
        instruction: DO,
        subjects: &[Subject::Math, Subject::Algebra],
        grades: (6, 8),
        phrases: &["линейн уравнени ?одн ?переменн|неизвестн", "уравнени", "linear equation"],
        topics: &[],
        make: linear,
    },
    Skill {
        code: "equation.quadratic",
        title: "drill-quadratic",
        instruction: DO,
        subjects: &[Subject::Algebra],
        grades: (8, 9),
        phrases: &["квадратн уравнени ?полн ?дискриминант ?корн", "quadratic equation"],
        topics: &[],
        make: quadratic,
    },
];

/// `x` with its coefficient; one is not written.
fn term(coefficient: i64) -> String {
    match coefficient {
        1 => "x".to_owned(),
        -1 => "-x".to_owned(),
        k => format!("{k}x"),
    }
}

fn solved(equation: &str, x: Exact, wrong: Vec<Exact>, solution: Option<Rich>) -> Exercise {
    Exercise::Number { question: Rich(format!("${equation}$")), answer: x, notation: Notation::Mixed, wrong, solution }
}

fn sum(draw: &mut Draw<'_>) -> Exercise {
    let limit = match draw.grade {
        ..=2 => draw.by_level([20, 50, 99]),
        3 => draw.by_level([100, 300, 900]),
        _ => draw.by_level([300, 900, 5_000]),
    };
    let total = draw.between(limit / 3, limit);
    let x = draw.between(1, total - 1);
    let other = total - x;
    let (equation, wrong) = match draw.between(0, 2) {
        0 => (format!("x + {other} = {total}"), total + other),
        1 => (format!("{total} - x = {other}"), total + other),
        _ => {
            return solved(
                &format!("x - {other} = {x}"),
                Exact::whole(total),
                vec![Exact::whole((x - other).abs())],
                None,
            );
        }
    };
    solved(&equation, Exact::whole(x), vec![Exact::whole(wrong)], None)
}

fn product(draw: &mut Draw<'_>) -> Exercise {
    let highest = draw.by_level([9, 20, 60]);
    let (x, a) = (draw.between(2, highest), draw.between(2, 9));
    match draw.between(0, 2) {
        0 => solved(
            &format!("x {} {a} = {}", draw.times(), x * a),
            Exact::whole(x),
            vec![Exact::whole(x * a * a), Exact::whole(x * a - a)],
            None,
        ),
        1 => solved(
            &format!("{} {} x = {a}", x * a, draw.over()),
            Exact::whole(x),
            vec![Exact::whole(x * a * a), Exact::whole(x * a - a)],
            None,
        ),
        _ => solved(
            &format!("x {} {a} = {x}", draw.over()),
            Exact::whole(x * a),
            vec![Exact::whole(x + a), Exact::whole(x)],
            None,
        ),
    }
}

fn linear(draw: &mut Draw<'_>) -> Exercise {
    let x = draw.between(-9, 12);
    let a = draw.between(2, 9);
    let b = draw.one_of(&[-15, -11, -8, -7, -5, -4, -3, 2, 3, 4, 6, 7, 9, 10, 13]);
    let plus = |n: i64| if n < 0 { format!("- {}", -n) } else { format!("+ {n}") };
    match draw.level {
        0 => {
            let solution = Some(Rich(format!("${} = {}$", term(a), a * x)));
            solved(
                &format!("{} {} = {}", term(a), plus(b), a * x + b),
                Exact::whole(x),
                vec![Exact::whole(-x), Exact::ratio(a * x + 2 * b, a)],
                solution,
            )
        }
        1 => {
            let c = draw.one_of(&[-4, -3, -2, 1, 2, 3]);
            let c = if c == a { c - 1 } else { c };
            let c = if c == 0 { -1 } else { c };
            let right = (a - c) * x + b;
            let solution = Some(Rich(format!("${} = {}$", term(a - c), right - b)));
            solved(
                &format!("{} {} = {} {}", term(a), plus(b), term(c), plus_or_nothing(right)),
                Exact::whole(x),
                vec![Exact::whole(-x), Exact::ratio(right + b, a - c), Exact::ratio(right - b, a + c)],
                solution,
            )
        }
        _ => {
            // a(x + k) + b = c(x + m) + r, with a different from c.
            let (k, c, m) =
                (draw.one_of(&[-5, -3, -2, 1, 2, 4]), draw.one_of(&[-3, -2, 2, 3]), draw.one_of(&[-4, -1, 1, 3, 5]));
            let c = if c == a { -c } else { c };
            let r = a * (x + k) + b - c * (x + m);
            let equation = format!("{a}(x {}) {} = {}(x {}) {}", plus(k), plus(b), c, plus(m), plus_or_nothing(r));
            let solution = Some(Rich(format!("${} = {}$", term(a - c), (a - c) * x)));
            solved(equation.trim(), Exact::whole(x), vec![Exact::whole(-x), Exact::whole(x + k)], solution)
        }
    }
}

/// A last summand; zero is not written.
fn plus_or_nothing(n: i64) -> String {
    match n {
        0 => String::new(),
        n if n < 0 => format!("- {}", -n),
        n => format!("+ {n}"),
    }
}

fn quadratic(draw: &mut Draw<'_>) -> Exercise {
    let highest = draw.by_level([6, 9, 12]);
    let (p, q) = loop {
        let (p, q) = (draw.between(-highest, highest), draw.between(-highest, highest));
        if p < q && p != 0 && q != 0 && p + q != 0 {
            break (p, q);
        }
    };
    let a = if draw.level == 2 { draw.between(2, 4) } else { 1 };
    let (b, c) = (-a * (p + q), a * p * q);
    let square = if a == 1 { "x^2".to_owned() } else { format!("{a}x^2") };
    let sign = |n: i64| if n < 0 { "-" } else { "+" };
    let equation = format!("{square} {} {} {} {} = 0", sign(b), term(b.abs()), sign(c), c.abs());
    let roots = |p: i64, q: i64| Rich(format!("$x_1 = {p}$, $x_2 = {q}$"));
    let discriminant = b * b - 4 * a * c;
    let solution = Some(Rich(format!(
        r"$D = {}^2 - 4 \cdot {a} \cdot {} = {discriminant}$",
        bracketed(b.to_string()),
        bracketed(c.to_string())
    )));
    let wrong = vec![roots(-q, -p), roots(p - 1, q), roots(p, q + 1)];
    Exercise::Text { question: Rich(format!("${equation}$")), answer: roots(p, q), wrong, solution }
}
