//! Volumes and surfaces; answers that keep π.

use super::draw::{Draw, Exercise, whole};
use super::{Skill, problems as skill};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const MATH: &[Subject] = &[Subject::Math];
const GEOMETRY: &[Subject] = &[Subject::Geometry];
const BOTH: &[Subject] = &[Subject::Math, Subject::Geometry];

pub(super) const SKILLS: &[Skill] = &[
    skill("volume.cuboid", BOTH, (5, 11), &["MA5.092", "GE10.046"], |draw| cuboid(draw, false)),
    skill("surface.cuboid", MATH, (5, 5), &["MA5.093"], |draw| cuboid(draw, true)),
    skill("circle.length.pi", GEOMETRY, (9, 9), &["GE9.032", "GE9.037"], |draw| round(draw, &LENGTH)),
    skill("circle.area.pi", GEOMETRY, (9, 9), &["GE9.034", "GE9.037"], |draw| round(draw, &DISC)),
    skill("volume.prism", GEOMETRY, (10, 11), &["GE10.044"], prism),
    skill("volume.pyramid", GEOMETRY, (10, 11), &["GE10.045"], pyramid),
    skill("volume.cylinder", GEOMETRY, (11, 11), &["GE11.017", "GE11.019"], |draw| solid(draw, "drill-cylinder", 1)),
    skill("volume.cone", GEOMETRY, (11, 11), &["GE11.018", "GE11.019"], |draw| solid(draw, "drill-cone", 3)),
    skill("volume.ball", GEOMETRY, (11, 11), &["GE11.021", "GE11.022"], |draw| round(draw, &BALL)),
    skill("surface.sphere", GEOMETRY, (11, 11), &["GE11.011", "GE11.022"], |draw| round(draw, &SPHERE)),
];

/// Three faces of six, the volume for the surface.
fn cuboid(draw: &mut Draw<'_>, surface: bool) -> Exercise {
    let top = draw.by_level([6, 12, 25]);
    let (a, b, c) = (draw.between(2, top), draw.between(2, top), draw.between(2, top));
    let given = [("a", &whole(a)), ("b", &whole(b)), ("c", &whole(c))];
    let times = draw.times();
    let (volume, faces) = (a * b * c, 2 * (a * b + a * c + b * c));
    if surface {
        let question = draw.wording("drill-surface", 2, &given);
        let solution = format!("S = 2 {times} ({} + {} + {}) = {faces}", a * b, a * c, b * c);
        draw.problem(
            question,
            whole(faces),
            "unit-cm2",
            vec![whole(faces / 2), whole(volume), whole(4 * (a + b + c))],
            &solution,
        )
    } else {
        let question = draw.wording("drill-volume", 3, &given);
        let solution = format!("V = {a} {times} {b} {times} {c} = {volume}");
        draw.problem(
            question,
            whole(volume),
            "unit-cm3",
            vec![whole(faces), whole(a + b + c), whole(a * b + c)],
            &solution,
        )
    }
}

fn pi_times(n: i64, d: i64) -> Rich {
    let value = Exact::ratio(n, d);
    let number = if value == whole(1) { String::new() } else { value.latex_fraction() };
    Rich(format!(r"${number}\pi$"))
}

/// A measure that a radius gives: `n/d · π · r^exponent`.
struct Round {
    key: &'static str,
    symbol: char,
    n: i64,
    d: i64,
    exponent: u32,
}

const LENGTH: Round = Round { key: "drill-pi-length", symbol: 'C', n: 2, d: 1, exponent: 1 };
const DISC: Round = Round { key: "drill-pi-area", symbol: 'S', n: 1, d: 1, exponent: 2 };
const BALL: Round = Round { key: "drill-ball", symbol: 'V', n: 4, d: 3, exponent: 3 };
const SPHERE: Round = Round { key: "drill-sphere", symbol: 'S', n: 4, d: 1, exponent: 2 };

/// The answer keeps π. The diameter for the radius, a factor lost.
fn round(draw: &mut Draw<'_>, of: &Round) -> Exercise {
    let r = draw.between(1, draw.by_level([6, 12, 20]));
    let n = of.n * r.pow(of.exponent);
    let question = draw.wording(of.key, 2, &[("r", &whole(r))]);
    let answer = pi_times(n, of.d);
    let wrong = [
        pi_times(n * 2_i64.pow(of.exponent), of.d),
        pi_times(n, 2 * of.d),
        pi_times(n * r, of.d),
        pi_times(3 * n, of.d),
    ];
    let wrong = wrong.into_iter().filter(|w| *w != answer).collect();
    let factor = pi_times(of.n, of.d);
    let (factor, printed) = (factor.source().trim_matches('$'), answer.source().trim_matches('$'));
    let power = if of.exponent == 1 { String::new() } else { format!("^{}", of.exponent) };
    let solution = format!(r"{} = {factor} r{power} = {factor} \cdot {r}{power} = {printed}", of.symbol);
    Exercise::Text { solution: Some(Rich::math(&solution)), question, answer, wrong }
}

/// The third forgotten, or taken where there is none.
fn solid(draw: &mut Draw<'_>, key: &str, part: i64) -> Exercise {
    let (r, h) = (draw.between(2, draw.by_level([5, 9, 12])), draw.between(2, draw.by_level([9, 15, 24])));
    let question = draw.wording(key, 2, &[("r", &whole(r)), ("h", &whole(h))]);
    let answer = pi_times(r * r * h, part);
    let wrong = [
        pi_times(r * r * h, if part == 3 { 1 } else { 3 }),
        pi_times(2 * r * h, 1),
        pi_times(r * h * h, part),
        pi_times(2 * r * r * h, part),
    ];
    let wrong = wrong.into_iter().filter(|w| *w != answer).collect();
    let third = if part == 3 { r"\frac{1}{3}" } else { "" };
    let printed = answer.source().trim_matches('$');
    let solution = format!(r"V = {third}\pi r^2 h = {third}\pi \cdot {r}^2 \cdot {h} = {printed}");
    Exercise::Text { solution: Some(Rich::math(&solution)), question, answer, wrong }
}

/// The half of the triangle, or the height, forgotten.
fn prism(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([9, 15, 24]);
    let (a, b, h) = (draw.between(3, top), 2 * draw.between(2, top / 2), draw.between(4, top));
    let given = [("a", &whole(a)), ("b", &whole(b)), ("h", &whole(h)), ("s", &whole(a * b))];
    if draw.coin() {
        let question = draw.wording("drill-prism", 2, &given);
        let wrong = vec![Exact::ratio(a * b * h, 3), whole(a * b + h), Exact::ratio(a * b * h, 2)];
        let solution = format!(r"V = S h = {} \cdot {h} = {}", a * b, a * b * h);
        return draw.problem(question, whole(a * b * h), "unit-cm3", wrong, &solution);
    }
    let (base, volume) = (a * b / 2, a * b * h / 2);
    let question = draw.wording("drill-prism-triangle", 2, &given);
    let solution = format!(r"S = \frac{{{a} \cdot {b}}}{{2}} = {base}; \quad V = S h = {base} \cdot {h} = {volume}");
    draw.problem(question, whole(volume), "unit-cm3", vec![whole(a * b * h), whole(base), whole(base + h)], &solution)
}

/// The third forgotten.
fn pyramid(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([9, 15, 24]);
    let (a, h) = (draw.between(3, top), draw.between(3, top));
    let h = if a % 3 == 0 { h } else { 3 * (h / 3) };
    let (base, volume) = (a * a, a * a * h / 3);
    let given = [("a", &whole(a)), ("h", &whole(h)), ("s", &whole(base))];
    let (key, first) = if draw.coin() {
        ("drill-pyramid", String::new())
    } else {
        ("drill-pyramid-square", format!(r"S = {a}^2 = {base}; \quad "))
    };
    let question = draw.wording(key, 2, &given);
    let solution = format!(r"{first}V = \frac{{1}}{{3}} S h = \frac{{1}}{{3}} \cdot {base} \cdot {h} = {volume}");
    let wrong = vec![whole(base * h), Exact::ratio(base * h, 2), whole(2 * a * h)];
    draw.problem(question, whole(volume), "unit-cm3", wrong, &solution)
}
