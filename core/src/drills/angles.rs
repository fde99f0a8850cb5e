//! Angles of lines, triangles and polygons; the right triangle.

use super::Skill;
use super::draw::{Draw, Exercise, whole};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const fn skill(
    code: &'static str,
    grade: u8,
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    super::skill(code, "drill-solve", &[Subject::Geometry], (grade, grade), topics, make)
}

pub(super) const SKILLS: &[Skill] = &[
    skill("angles.adjacent", 7, &["GE7.009", "GE7.011"], adjacent),
    skill("angles.vertical", 7, &["GE7.010", "GE7.011"], vertical),
    skill("angles.triangle", 7, &["GE7.038"], triangle_angles),
    skill("angles.exterior", 7, &["GE7.039"], exterior),
    skill("angles.polygon", 8, &["GE8.002"], polygon),
    skill("pythagoras", 8, &["GE8.032"], pythagoras),
    skill("trig.right", 8, &["GE8.049"], right_triangle),
];

/// An answer in degrees; the solution has its signs of degrees as they are typed.
fn degrees(question: Rich, answer: i64, wrong: &[i64], solution: &str) -> Exercise {
    let print = |n: i64| Rich(format!(r"${n}^\circ$"));
    let near = [answer + 10, answer - 10];
    let wrong = wrong.iter().chain(&near).filter(|w| **w > 0 && **w != answer).map(|w| print(*w)).collect();
    let solution = (!solution.is_empty()).then(|| Rich::math(&solution.replace('°', r"^\circ")));
    Exercise::Text { question, answer: print(answer), wrong, solution }
}

/// Ninety degrees for a hundred and eighty.
fn adjacent(draw: &mut Draw<'_>) -> Exercise {
    match draw.level {
        0 => {
            let a = draw.between(11, 169);
            let question = draw.wording("drill-adjacent", 2, &[("a", &whole(a))]);
            degrees(question, 180 - a, &[(90 - a).abs(), a, 360 - a], &format!("180° - {a}° = {}°", 180 - a))
        }
        1 => {
            // One of them is greater by so much.
            let less = draw.between(20, 85);
            let by = 180 - 2 * less;
            let question = draw.wording("drill-adjacent-more", 2, &[("d", &whole(by))]);
            degrees(question, less, &[180 - less, 180 - by, by], &format!("(180° - {by}°) : 2 = {less}°"))
        }
        _ => {
            let k = draw.one_of(&[2, 3, 4, 5, 8, 9]);
            let less = 180 / (k + 1);
            let question = draw.wording("drill-adjacent-times", 2, &[("k", &whole(k))]);
            degrees(question, less, &[180 / k, 180 - less, 90 / (k + 1)], &format!("180° : ({k} + 1) = {less}°"))
        }
    }
}

/// The adjacent angle for the vertical one.
fn vertical(draw: &mut Draw<'_>) -> Exercise {
    let a = draw.between(11, 84);
    let given = [("a", &whole(a)), ("s", &whole(2 * a))];
    match draw.between(0, 1 + i64::from(draw.level > 0)) {
        0 => {
            let question = draw.wording("drill-vertical", 2, &given);
            degrees(question, a, &[180 - a, 90 - a, 2 * a], "")
        }
        1 => {
            let question = draw.wording("drill-vertical-obtuse", 2, &given);
            degrees(question, 180 - a, &[a, 360 - a, 90 + a], &format!("180° - {a}° = {}°", 180 - a))
        }
        _ => {
            let question = draw.wording("drill-vertical-sum", 2, &given);
            degrees(
                question,
                180 - a,
                &[a, 180 - 2 * a, 2 * a],
                &format!(r"{}° : 2 = {a}°; \quad 180° - {a}° = {}°", 2 * a, 180 - a),
            )
        }
    }
}

/// One angle alone taken away; the angles at the base for the one at the top.
fn triangle_angles(draw: &mut Draw<'_>) -> Exercise {
    let a = draw.between(20, 85);
    match draw.between(0, 2) {
        0 => {
            let b = draw.between(20, 75);
            let c = 180 - a - b;
            let question = draw.wording("drill-angles", 2, &[("a", &whole(a)), ("b", &whole(b))]);
            degrees(question, c, &[180 - a, a + b, 180 - b], &format!("180° - {a}° - {b}° = {c}°"))
        }
        1 => {
            let question = draw.wording("drill-angles-right", 2, &[("a", &whole(a))]);
            degrees(question, 90 - a, &[180 - a, a, 90 + a], &format!("90° - {a}° = {}°", 90 - a))
        }
        _ => {
            let question = draw.wording("drill-angles-top", 2, &[("a", &whole(a))]);
            degrees(question, 180 - 2 * a, &[180 - a, a, 90 - a], &format!(r"180° - 2 \cdot {a}° = {}°", 180 - 2 * a))
        }
    }
}

/// The inner angle for the outer one.
fn exterior(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = (draw.between(20, 85), draw.between(20, 75));
    let given = [("a", &whole(a)), ("b", &whole(b)), ("s", &whole(a + b))];
    if draw.coin() {
        let question = draw.wording("drill-exterior", 2, &given);
        degrees(question, a + b, &[180 - a - b, 180 - a, 180 - b], &format!("{a}° + {b}° = {}°", a + b))
    } else {
        let question = draw.wording("drill-exterior-inner", 2, &given);
        degrees(question, b, &[180 - a - b, 180 - b, 2 * a + b], &format!("{}° - {a}° = {b}°", a + b))
    }
}

fn polygon(draw: &mut Draw<'_>) -> Exercise {
    let n = draw.between(5, draw.by_level([8, 12, 20]));
    let sum = 180 * (n - 2);
    let given = [("n", &whole(n)), ("s", &whole(sum))];
    if draw.level == 0 || draw.coin() {
        let question = draw.wording("drill-polygon-sum", 2, &given);
        degrees(question, sum, &[180 * n, 180 * (n - 1), 360 * (n - 2)], &format!(r"180° \cdot ({n} - 2) = {sum}°"))
    } else {
        let question = draw.wording("drill-polygon-sides", 2, &given);
        draw.problem(
            question,
            whole(n),
            "",
            vec![whole(n - 2), whole(n - 1), whole(n + 2)],
            &format!(r"{sum}^\circ : 180^\circ + 2 = {n}"),
        )
    }
}

/// Sides of right triangles.
const TRIPLES: [(i64, i64, i64); 8] =
    [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37), (11, 60, 61)];

/// Legs and hypotenuse, all whole.
pub(super) fn triple(draw: &mut Draw<'_>) -> (i64, i64, i64) {
    let (a, b, c) = TRIPLES[usize::try_from(draw.between(0, draw.by_level([1, 4, 7]))).unwrap_or(0)];
    let k = draw.between(1, draw.by_level([6, 4, 3]));
    if draw.coin() { (a * k, b * k, c * k) } else { (b * k, a * k, c * k) }
}

/// Sides added instead of their squares; the hypotenuse taken for a leg.
fn pythagoras(draw: &mut Draw<'_>) -> Exercise {
    let (a, b, c) = triple(draw);
    let given = [("a", &whole(a)), ("b", &whole(b)), ("c", &whole(c))];
    if draw.coin() {
        let question = draw.wording("drill-hypotenuse", 3, &given);
        let solution = format!(r"c = \sqrt{{{a}^2 + {b}^2}} = \sqrt{{{}}} = {c}", c * c);
        draw.problem(question, whole(c), "unit-cm", vec![whole(a + b), whole((a - b).abs()), whole(c + 1)], &solution)
    } else {
        let question = draw.wording("drill-leg", 3, &given);
        let solution = format!(r"b = \sqrt{{{c}^2 - {a}^2}} = \sqrt{{{}}} = {b}", b * b);
        draw.problem(question, whole(b), "unit-cm", vec![whole(c - a), whole(c + a), whole(b + 2)], &solution)
    }
}

/// The other leg, or the ratio upside down.
fn right_triangle(draw: &mut Draw<'_>) -> Exercise {
    let (a, b, c) = triple(draw);
    let given = [("a", &whole(a)), ("b", &whole(b)), ("c", &whole(c))];
    let (key, n, d) = [("drill-sine", a, c), ("drill-cosine", b, c), ("drill-tangent", a, b)]
        [usize::try_from(draw.between(0, 2)).unwrap_or(0)];
    let print = |n: i64, d: i64| Rich::math(&Exact::ratio(n, d).latex_fraction());
    let question = draw.wording(key, 2, &given);
    let answer = print(n, d);
    let wrong = [print(a, c), print(b, c), print(a, b), print(b, a), print(c, a)]
        .into_iter()
        .filter(|w| *w != answer)
        .collect();
    let ratio = format!(r"\frac{{{n}}}{{{d}}}");
    let reduced = answer.source().trim_matches('$');
    let solution = if ratio == reduced { ratio } else { format!("{ratio} = {reduced}") };
    Exercise::Text { solution: Some(Rich::math(&solution)), question, answer, wrong }
}
