//! Perimeters and areas of plane figures, the circle.

use super::draw::{Draw, Exercise, whole};
use super::{Skill, problems as skill};
use crate::domain::Subject;
use crate::math::Exact;

const MATH: &[Subject] = &[Subject::Math];
const GEOMETRY: &[Subject] = &[Subject::Geometry];
const BOTH: &[Subject] = &[Subject::Math, Subject::Geometry];

pub(super) const SKILLS: &[Skill] = &[
    skill("perimeter.rectangle", MATH, (2, 4), &["MA2.046", "MA3.040"], perimeter),
    skill("area.rectangle", BOTH, (3, 8), &["MA3.039", "MA3.040", "GE8.021"], area)
        .named(&["площад прямоугольник ?квадрат ?формул ?нахожден", "area rectangle"]),
    skill("perimeter.triangle", GEOMETRY, (7, 7), &["GE7.016"], triangle_perimeter),
    skill("circle.length", MATH, (6, 6), &["MA6.043", "MA6.045"], |draw| circle(draw, false)),
    skill("circle.area", MATH, (6, 6), &["MA6.044", "MA6.045"], |draw| circle(draw, true)),
    skill("area.parallelogram", GEOMETRY, (8, 8), &["GE8.022", "GE8.027"], |draw| {
        figure(draw, "drill-parallelogram", false)
    }),
    skill("area.triangle", GEOMETRY, (8, 8), &["GE8.023", "GE8.027"], |draw| figure(draw, "drill-triangle", true)),
    skill("area.rhombus", GEOMETRY, (8, 8), &["GE8.026"], |draw| figure(draw, "drill-rhombus", true)),
    skill("area.trapezium", GEOMETRY, (8, 8), &["GE8.025", "GE8.027"], trapezium),
    skill("similar.areas", GEOMETRY, (8, 8), &["GE8.042"], similar_areas),
    skill("midline", GEOMETRY, (8, 8), &["GE8.016"], midline),
];

/// Two different sides.
fn sides(draw: &mut Draw<'_>) -> (i64, i64) {
    let top = if draw.grade <= 2 { draw.by_level([9, 15, 20]) } else { draw.by_level([12, 30, 90]) };
    let a = draw.between(3, top);
    (a, draw.between(2, a - 1))
}

/// Only two sides added; the area for the perimeter.
fn perimeter(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = sides(draw);
    let times = draw.times();
    match draw.between(0, 2) {
        0 => {
            let question = draw.wording("drill-perimeter-square", 2, &[("a", &whole(a))]);
            draw.problem(
                question,
                whole(4 * a),
                "unit-cm",
                vec![whole(2 * a), whole(a * a), whole(a + 4)],
                &format!("{a} {times} 4 = {}", 4 * a),
            )
        }
        1 if draw.level == 2 => {
            let p = 2 * (a + b);
            let question = draw.wording("drill-perimeter-side", 2, &[("p", &whole(p)), ("a", &whole(a))]);
            draw.problem(
                question,
                whole(b),
                "unit-cm",
                vec![whole(p - a), whole(p - 2 * a), whole(a + b)],
                &format!("({p} - 2 {times} {a}) {} 2 = {b}", draw.over()),
            )
        }
        _ => {
            let question = draw.wording("drill-perimeter", 3, &[("a", &whole(a)), ("b", &whole(b))]);
            let solution = format!("({a} + {b}) {times} 2 = {}", 2 * (a + b));
            draw.problem(
                question,
                whole(2 * (a + b)),
                "unit-cm",
                vec![whole(a + b), whole(a * b), whole(2 * a + b)],
                &solution,
            )
        }
    }
}

/// The perimeter for the area.
fn area(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = sides(draw);
    let times = draw.times();
    if draw.level > 0 && draw.coin() {
        let question = draw.wording("drill-area-side", 2, &[("s", &whole(a * b)), ("a", &whole(a))]);
        return draw.problem(
            question,
            whole(b),
            "unit-cm",
            vec![whole(a * b - a), whole(2 * b), whole(b + 2)],
            &format!("{} {} {a} = {b}", a * b, draw.over()),
        );
    }
    let question = draw.wording("drill-area", 3, &[("a", &whole(a)), ("b", &whole(b))]);
    let wrong = vec![whole(2 * (a + b)), whole(a + b), whole(2 * a * b)];
    draw.problem(question, whole(a * b), "unit-cm2", wrong, &format!("{a} {times} {b} = {}", a * b))
}

/// One of the equal sides forgotten.
fn triangle_perimeter(draw: &mut Draw<'_>) -> Exercise {
    let base = draw.between(3, draw.by_level([12, 20, 40]));
    let side = draw.between(base / 2 + 1, base + 20);
    let p = base + 2 * side;
    let given = [("a", &whole(base)), ("b", &whole(side)), ("p", &whole(p))];
    match draw.between(0, 2) {
        0 => {
            let question = draw.wording("drill-isosceles-perimeter", 2, &given);
            draw.problem(
                question,
                whole(p),
                "unit-cm",
                vec![whole(base + side), whole(2 * base + side), whole(base * side)],
                &format!(r"P = {base} + 2 \cdot {side} = {p}"),
            )
        }
        1 => {
            let question = draw.wording("drill-isosceles-base", 2, &given);
            draw.problem(
                question,
                whole(base),
                "unit-cm",
                vec![whole(p - side), whole(side), Exact::ratio(p - side, 2)],
                &format!(r"{p} - 2 \cdot {side} = {base}"),
            )
        }
        _ => {
            let question = draw.wording("drill-isosceles-side", 2, &given);
            draw.problem(
                question,
                whole(side),
                "unit-cm",
                vec![whole(p - base), whole(base), Exact::ratio(p, 3)],
                &format!("({p} - {base}) {} 2 = {side}", draw.over()),
            )
        }
    }
}

/// The radius for the diameter, the length for the area.
fn circle(draw: &mut Draw<'_>, area: bool) -> Exercise {
    let r = if draw.level == 2 {
        Exact::ratio(draw.between(5, 95), 10)
    } else {
        whole(draw.between(2, draw.by_level([10, 30, 30])))
    };
    let by_diameter = draw.level > 0 && draw.coin();
    let pi = Exact::ratio(314, 100);
    let d = Exact(&r.0 * whole(2).0);
    let (length, disc) = (Exact(&pi.0 * &d.0), Exact(&pi.0 * &r.0 * &r.0));
    let (pr, pp) = (draw.decimal(&r), draw.decimal(&pi));
    let (key, answer, unit, solution) = if area {
        let answer = draw.decimal(&disc);
        ("area", disc.clone(), "unit-cm2", format!(r"S = \pi r^2 = {pp} \cdot {pr}^2 = {answer}"))
    } else {
        let answer = draw.decimal(&length);
        ("length", length.clone(), "unit-cm", format!(r"C = 2 \pi r = 2 \cdot {pp} \cdot {pr} = {answer}"))
    };
    let wrong = vec![
        if area { length.clone() } else { disc },
        Exact(&answer.0 / whole(2).0),
        Exact(&answer.0 * whole(if area { 4 } else { 2 }).0),
    ];
    let by = if by_diameter { "diameter" } else { "radius" };
    let question = draw.wording(&format!("drill-circle-{key}-{by}"), 2, &[("r", &r), ("d", &d)]);
    draw.problem(question, answer, unit, wrong, &solution)
}

/// The half forgotten, or taken where there is none.
fn figure(draw: &mut Draw<'_>, key: &str, half: bool) -> Exercise {
    let top = draw.by_level([12, 24, 40]);
    let (a, b) = (draw.between(3, top), 2 * draw.between(2, top / 2));
    let question = draw.wording(key, 2, &[("a", &whole(a)), ("b", &whole(b))]);
    let (answer, other) = if half { (a * b / 2, a * b) } else { (a * b, a * b / 2) };
    let solution = if half {
        format!(r"S = \frac{{{a} \cdot {b}}}{{2}} = {answer}")
    } else {
        format!(r"S = {a} \cdot {b} = {answer}")
    };
    draw.problem(question, whole(answer), "unit-cm2", vec![whole(other), whole(a + b), whole(2 * (a + b))], &solution)
}

fn trapezium(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([12, 20, 40]);
    let (a, b, h) = (draw.between(3, top), draw.between(3, top), 2 * draw.between(2, 12));
    let b = if a == b { b + 1 } else { b };
    let answer = (a + b) * h / 2;
    let question = draw.wording("drill-trapezium", 2, &[("a", &whole(a)), ("b", &whole(b)), ("h", &whole(h))]);
    let solution = format!(r"S = \frac{{{a} + {b}}}{{2}} \cdot {h} = {answer}");
    draw.problem(
        question,
        whole(answer),
        "unit-cm2",
        vec![whole(2 * answer), whole(a * b * h), whole(a * h)],
        &solution,
    )
}

/// The ratio of sides for the ratio of areas.
fn similar_areas(draw: &mut Draw<'_>) -> Exercise {
    let (k, s) = (draw.between(2, draw.by_level([4, 6, 9])), draw.between(3, 40));
    let given = [("k", &whole(k)), ("s", &whole(s)), ("large", &whole(s * k * k))];
    if draw.coin() {
        let question = draw.wording("drill-similar-larger", 2, &given);
        draw.problem(
            question,
            whole(s * k * k),
            "unit-cm2",
            vec![whole(s * k), whole(s + k), whole(2 * s * k)],
            &format!(r"{s} \cdot {k}^2 = {}", s * k * k),
        )
    } else {
        let question = draw.wording("drill-similar-smaller", 2, &given);
        draw.problem(
            question,
            whole(s),
            "unit-cm2",
            vec![whole(s * k), whole(s * k * k - k), whole(2 * s)],
            &format!("{} {} {k}^2 = {s}", s * k * k, draw.over()),
        )
    }
}

/// The half forgotten.
fn midline(draw: &mut Draw<'_>) -> Exercise {
    let (a, m) = (draw.between(4, 40), draw.between(4, 40));
    let (m, b) = if 2 * m > a && 2 * m != 2 * a { (m, 2 * m - a) } else { (a + 2, a + 4) };
    let given = [("a", &whole(a)), ("b", &whole(b)), ("m", &whole(m))];
    if draw.coin() {
        let question = draw.wording("drill-midline", 2, &given);
        draw.problem(
            question,
            whole(m),
            "unit-cm",
            vec![whole(a + b), whole((a - b).abs()), whole(m + 1)],
            &format!(r"\frac{{{a} + {b}}}{{2}} = {m}"),
        )
    } else {
        let question = draw.wording("drill-midline-base", 2, &given);
        draw.problem(
            question,
            whole(b),
            "unit-cm",
            vec![Exact::ratio(a + m, 2), whole((m - a).abs()), whole(2 * m)],
            &format!(r"2 \cdot {m} - {a} = {b}"),
        )
    }
}
