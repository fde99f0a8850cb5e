//! Physics: problems by one formula, mechanics to electricity.

use super::Skill;
use super::draw::{Draw, Exercise, whole};
use super::wording::{Law, quotient};
use crate::domain::Subject;
use crate::math::Exact;

const fn skill(
    code: &'static str,
    grades: (u8, u8),
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    super::skill(code, "drill-solve", &[Subject::Physics], grades, topics, make)
}

const fn law(key: &'static str, symbols: [&'static str; 3], units: [&'static str; 3]) -> Law {
    Law { key, wordings: 2, symbols, units }
}

pub(super) const SKILLS: &[Skill] = &[
    skill("physics.speed", (7, 7), &["PH7.017", "PH7.019"], |draw| {
        let (b, c) = (tenths(draw, (5, 25)), Exact::whole(5 * draw.between(2, 24)));
        draw.by_law(&law("drill-speed", ["s", "v", "t"], ["unit-m", "unit-m-s", "unit-s"]), &b, &c)
    }),
    skill("physics.speed.average", (7, 9), &["PH7.018"], average),
    skill("physics.density", (7, 7), &["PH7.024", "PH7.025"], |draw| {
        let (b, c) = (Exact::ratio(draw.between(7, 89), 10), Exact::whole(10 * draw.between(1, 40)));
        draw.by_law(&law("drill-density", ["m", r"\rho", "V"], ["unit-g", "unit-g-cm3", "unit-cm3"]), &b, &c)
    }),
    skill("physics.weight", (7, 9), &["PH7.027", "PH7.031", "PH7.032"], |draw| {
        let (b, asked) = (tenths(draw, (2, 90)), draw.between(0, 1));
        let law = law("drill-weight", ["F", "m", "g"], ["unit-newton", "unit-kg", "unit-newton-kg"]);
        draw.asked_by_law(&law, asked, &b, &Exact::whole(10))
    }),
    skill("physics.hooke", (7, 10), &["PH7.030", "PH9.033"], |draw| {
        let (b, c) = (Exact::whole(10 * draw.between(2, 60)), Exact::ratio(draw.between(1, 20), 100));
        draw.by_law(&law("drill-hooke", ["F", "k", "x"], ["unit-newton", "unit-newton-m", "unit-m"]), &b, &c)
    }),
    skill("physics.pressure", (7, 7), &["PH7.038"], |draw| {
        let area = draw.by_level([(2, 9, 1), (2, 40, 10), (2, 90, 100)]);
        let (b, c) = (Exact::whole(100 * draw.between(2, 60)), Exact::ratio(draw.between(area.0, area.1), area.2));
        draw.by_law(&law("drill-pressure", ["F", "p", "S"], ["unit-newton", "unit-pascal", "unit-m2"]), &b, &c)
    }),
    skill("physics.pressure.liquid", (7, 7), &["PH7.042"], liquid),
    skill("physics.archimedes", (7, 7), &["PH7.050"], archimedes),
    skill("physics.work", (7, 7), &["PH7.055", "PH7.057"], |draw| {
        let (b, c) = (Exact::whole(10 * draw.between(2, 50)), tenths(draw, (2, 30)));
        draw.by_law(&law("drill-work", ["A", "F", "s"], ["unit-joule", "unit-newton", "unit-m"]), &b, &c)
    }),
    skill("physics.power", (7, 9), &["PH7.056", "PH7.057"], |draw| {
        let (b, c) = (Exact::whole(10 * draw.between(5, 90)), Exact::whole(5 * draw.between(1, 24)));
        draw.by_law(&law("drill-power", ["A", "N", "t"], ["unit-joule", "unit-watt", "unit-s"]), &b, &c)
    }),
    skill("physics.lever", (7, 7), &["PH7.059"], lever),
    skill("physics.moment", (7, 7), &["PH7.060"], |draw| {
        let (b, c) = (Exact::whole(draw.between(2, 60)), Exact::ratio(draw.between(2, 30), 10));
        draw.by_law(&law("drill-moment", ["M", "F", "l"], ["unit-newton-metre", "unit-newton", "unit-m"]), &b, &c)
    }),
    skill("physics.energy.kinetic", (7, 10), &["PH7.067", "PH9.043", "PH9.045"], kinetic),
    skill("physics.energy.potential", (7, 10), &["PH7.068", "PH9.044", "PH9.045"], potential),
    skill("physics.heat", (8, 8), &["PH8.013", "PH8.014"], heat),
    skill("physics.heat.fuel", (8, 8), &["PH8.016"], |draw| {
        let (b, c) = (Exact::whole(draw.one_of(&[10, 13, 27, 29, 34, 43, 44, 46])), tenths(draw, (2, 40)));
        draw.by_law(&law("drill-fuel", ["Q", "q", "m"], ["unit-megajoule", "unit-megajoule-kg", "unit-kg"]), &b, &c)
    }),
    skill("physics.heat.melting", (8, 8), &["PH8.019"], |draw| {
        let (b, c) = (Exact::whole(draw.one_of(&[25, 59, 84, 87, 210, 270, 340, 390])), tenths(draw, (2, 20)));
        draw.by_law(&law("drill-melting", ["Q", r"\lambda", "m"], KILO), &b, &c)
    }),
    skill("physics.heat.vapour", (8, 8), &["PH8.024"], |draw| {
        let (b, c) = (Exact::whole(draw.one_of(&[350, 400, 900, 1_400, 2_300])), tenths(draw, (2, 20)));
        draw.by_law(&law("drill-vapour", ["Q", "L", "m"], KILO), &b, &c)
    }),
    skill("physics.current", (8, 8), &["PH8.046"], |draw| {
        let (b, c) = (Exact::ratio(draw.between(2, 50), 10), Exact::whole(5 * draw.between(1, 24)));
        draw.by_law(&law("drill-current", ["q", "I", "t"], ["unit-coulomb", "unit-ampere", "unit-s"]), &b, &c)
    }),
    skill("physics.voltage", (8, 8), &["PH8.048"], |draw| {
        let (b, c) = (Exact::whole(draw.one_of(&[4, 6, 9, 12, 24, 36, 110, 220])), Exact::whole(draw.between(2, 60)));
        draw.by_law(&law("drill-voltage", ["A", "U", "q"], ["unit-joule", "unit-volt", "unit-coulomb"]), &b, &c)
    }),
    skill("physics.ohm", (8, 8), &["PH8.051"], |draw| {
        let (b, c) = (Exact::ratio(draw.between(2, 40), 10), tenths(draw, (2, 60)));
        draw.by_law(&law("drill-ohm", ["U", "I", "R"], ["unit-volt", "unit-ampere", "unit-ohm"]), &b, &c)
    }),
    skill("physics.resistivity", (8, 8), &["PH8.052"], resistivity),
    skill("physics.series", (8, 8), &["PH8.054", "PH8.056"], series),
    skill("physics.parallel", (8, 8), &["PH8.055", "PH8.056"], parallel),
    skill("physics.electric.power", (8, 8), &["PH8.059", "PH8.060"], |draw| {
        let (b, c) = (Exact::whole(draw.one_of(&[6, 12, 24, 110, 127, 220])), Exact::ratio(draw.between(2, 60), 10));
        draw.by_law(&law("drill-electric-power", ["P", "U", "I"], ["unit-watt", "unit-volt", "unit-ampere"]), &b, &c)
    }),
    skill("physics.electric.work", (8, 8), &["PH8.058", "PH8.060"], electric_work),
    skill("physics.joule", (8, 8), &["PH8.061"], joule),
    skill("physics.newton", (9, 10), &["PH9.022"], |draw| {
        let (b, c) = (tenths(draw, (2, 60)), Exact::ratio(draw.between(2, 50), 10));
        draw.by_law(&law("drill-newton", ["F", "m", "a"], ["unit-newton", "unit-kg", "unit-m-s2"]), &b, &c)
    }),
    skill("physics.acceleration", (9, 10), &["PH9.008", "PH9.010"], acceleration),
    skill("physics.momentum", (9, 10), &["PH9.037"], |draw| {
        let (b, c) = (tenths(draw, (2, 80)), Exact::whole(draw.between(2, 30)));
        draw.by_law(&law("drill-momentum", ["p", "m", "v"], ["unit-kg-m-s", "unit-kg", "unit-m-s"]), &b, &c)
    }),
    skill("physics.wave", (9, 9), &["PH9.060"], |draw| {
        let (b, c) = (Exact::ratio(draw.between(2, 80), 10), Exact::whole(draw.between(2, 50)));
        draw.by_law(&law("drill-wave", ["v", r"\lambda", r"\nu"], ["unit-m-s", "unit-m", "unit-hertz"]), &b, &c)
    }),
];

const KILO: [&str; 3] = ["unit-kilojoule", "unit-kilojoule-kg", "unit-kg"];

/// Whole, and with tenths at the highest level.
fn tenths(draw: &mut Draw<'_>, (from, to): (i64, i64)) -> Exact {
    if draw.level == 2 {
        Exact::ratio(draw.between(from * 10, to * 10), 10)
    } else {
        Exact::whole(draw.between(from, to))
    }
}

/// Two stretches at different speeds; the mean of the speeds is the mistake.
fn average(draw: &mut Draw<'_>) -> Exercise {
    let (v, s, first, second) = loop {
        let (first, second) = (draw.between(2, 9), draw.between(2, 9));
        let (v, w) = (5 * draw.between(2, 16), 5 * draw.between(2, 16));
        let s = v * first + w * second;
        if v != w && first != second && s * 10 % (first + second) == 0 {
            break ((v, w), s, first, second);
        }
    };
    let answer = Exact::ratio(s, first + second);
    let (v, w) = v;
    let given = [("v", &whole(v)), ("t", &whole(first)), ("w", &whole(w)), ("u", &whole(second))];
    let question = draw.wording("drill-average", 2, &given);
    let solution = format!(
        r"v = \frac{{{v} \cdot {first} + {w} \cdot {second}}}{{{first} + {second}}} = \frac{{{s}}}{{{}}} = {}",
        first + second,
        draw.decimal(&answer)
    );
    let wrong = vec![Exact::ratio(v + w, 2), Exact::ratio(s, 2), Exact::ratio(v + w, first + second)];
    draw.problem(question, answer, "unit-km-h", wrong, &solution)
}

/// Densities of liquids in kg/m³, with the keys of their names.
const LIQUIDS: [(&str, i64); 5] = [
    ("drill-liquid-water", 1_000),
    ("drill-liquid-sea", 1_030),
    ("drill-liquid-oil", 900),
    ("drill-liquid-kerosene", 800),
    ("drill-liquid-petrol", 710),
];

/// The mistakes: `g` forgotten, tenfold, divided instead of multiplied.
fn of_liquid(draw: &mut Draw<'_>, key: &str, unit: &str, symbols: (&str, &str), size: &Exact) -> Exercise {
    let (name, density) = draw.one_of(&LIQUIDS);
    let answer = Exact(whole(density * 10).0 * &size.0);
    let liquid = draw.word(name);
    let (printed, size_printed) = (draw.decimal(&answer), draw.decimal(size));
    let arguments = [("liquid", liquid), ("density", density.to_string()), ("size", size_printed.clone())];
    let question = draw.told(key, 2, &arguments);
    let (quantity, symbol) = symbols;
    let solution = format!(r"{quantity} = \rho g {symbol} = {density} \cdot 10 \cdot {size_printed} = {printed}");
    let wrong =
        vec![Exact(whole(density).0 * &size.0), Exact(&answer.0 * whole(10).0), quotient(&whole(density * 10), size)];
    draw.problem(question, answer, unit, wrong, &solution)
}

fn liquid(draw: &mut Draw<'_>) -> Exercise {
    let depth = if draw.level == 0 { whole(draw.between(2, 30)) } else { Exact::ratio(draw.between(2, 120), 10) };
    of_liquid(draw, "drill-liquid-pressure", "unit-pascal", ("p", "h"), &depth)
}

fn archimedes(draw: &mut Draw<'_>) -> Exercise {
    let scale = draw.by_level([10, 100, 1_000]);
    let volume = Exact::ratio(draw.between(1, 50), scale);
    of_liquid(draw, "drill-archimedes", "unit-newton", ("F_A", "V"), &volume)
}

/// Arms in the wrong order are the mistake.
fn lever(draw: &mut Draw<'_>) -> Exercise {
    let (force, arm, ratio) = (draw.between(2, 40), 5 * draw.between(1, 8), draw.between(2, 6));
    let (other, long) = (force * ratio, arm * ratio);
    let force_asked = draw.coin();
    let given = [("f", &whole(other)), ("l", &whole(arm)), ("k", &whole(long)), ("g", &whole(force))];
    if force_asked {
        let question = draw.wording("drill-lever-force", 2, &given);
        let solution = format!(r"F_2 = \frac{{F_1 l_1}}{{l_2}} = \frac{{{other} \cdot {arm}}}{{{long}}} = {force}");
        let wrong = vec![whole(other * ratio), whole(other), whole(long)];
        draw.problem(question, whole(force), "unit-newton", wrong, &solution)
    } else {
        let question = draw.wording("drill-lever-arm", 2, &given);
        let solution = format!(r"l_2 = \frac{{F_1 l_1}}{{F_2}} = \frac{{{other} \cdot {arm}}}{{{force}}} = {long}");
        let wrong = vec![Exact::ratio(arm * force, other), whole(arm), whole(arm + ratio)];
        draw.problem(question, whole(long), "unit-cm", wrong, &solution)
    }
}

/// The half, or the square, is forgotten.
fn kinetic(draw: &mut Draw<'_>) -> Exercise {
    let (m, v) = (tenths(draw, (2, 60)), whole(draw.between(2, 25)));
    let square = Exact(&v.0 * &v.0);
    let answer = Exact(&m.0 * &square.0 / whole(2).0);
    let question = draw.wording("drill-kinetic", 2, &[("m", &m), ("v", &v)]);
    let (pm, pv, pe) = (draw.decimal(&m), draw.decimal(&v), draw.decimal(&answer));
    let solution = format!(r"E = \frac{{m v^2}}{{2}} = \frac{{{pm} \cdot {pv}^2}}{{2}} = {pe}");
    let wrong = vec![Exact(&m.0 * &square.0), Exact(&m.0 * &v.0 / whole(2).0), Exact(&m.0 * &v.0)];
    draw.problem(question, answer, "unit-joule", wrong, &solution)
}

/// `g` is forgotten, or the half of kinetic energy gets in.
fn potential(draw: &mut Draw<'_>) -> Exercise {
    let (m, h) = (tenths(draw, (2, 60)), whole(draw.between(2, 40)));
    let answer = Exact(&m.0 * &h.0 * whole(10).0);
    let question = draw.wording("drill-potential", 2, &[("m", &m), ("h", &h)]);
    let (pm, ph, pe) = (draw.decimal(&m), draw.decimal(&h), draw.decimal(&answer));
    let solution = format!(r"E = m g h = {pm} \cdot 10 \cdot {ph} = {pe}");
    let wrong = vec![Exact(&m.0 * &h.0), Exact(&answer.0 / whole(2).0), Exact(&m.0 * whole(10).0)];
    draw.problem(question, answer, "unit-joule", wrong, &solution)
}

/// The final temperature in place of the difference is the mistake.
fn heat(draw: &mut Draw<'_>) -> Exercise {
    let (name, c) = draw.one_of(&[
        ("drill-heat-water", 4_200),
        ("drill-heat-iron", 460),
        ("drill-heat-copper", 400),
        ("drill-heat-aluminium", 920),
        ("drill-heat-lead", 140),
    ]);
    let m = tenths(draw, (2, 9));
    let from = 5 * draw.between(2, 6);
    let by = 10 * draw.between(1, 6);
    let answer = Exact(whole(c * by).0 * &m.0);
    let (pm, pq) = (draw.decimal(&m), draw.decimal(&answer));
    let given = [
        ("what", draw.word(name)),
        ("c", c.to_string()),
        ("m", pm.clone()),
        ("from", from.to_string()),
        ("to", (from + by).to_string()),
    ];
    let question = draw.told("drill-heat", 2, &given);
    let solution = format!(r"Q = c m (t_2 - t_1) = {c} \cdot {pm} \cdot ({} - {from}) = {pq}", from + by);
    let wrong = vec![
        Exact(whole(c * (from + by)).0 * &m.0),
        Exact(whole(c).0 * &m.0),
        Exact(whole(c * (2 * from + by)).0 * &m.0),
    ];
    draw.problem(question, answer, "unit-joule", wrong, &solution)
}

/// Length and section change places: that is the mistake.
fn resistivity(draw: &mut Draw<'_>) -> Exercise {
    let rho = Exact::ratio(draw.one_of(&[28, 40, 100, 110, 420, 500, 1_100]), 1_000);
    let (length, section) = loop {
        let (length, section) = (draw.between(2, 80), draw.one_of(&[2, 4, 5, 8, 10, 20]));
        if length * 10 != section {
            break (whole(length), Exact::ratio(section, 10));
        }
    };
    let answer = Exact(&rho.0 * &length.0 / &section.0);
    let question = draw.wording("drill-resistivity", 2, &[("rho", &rho), ("l", &length), ("s", &section)]);
    let (pr, pl, ps, pa) = (draw.decimal(&rho), draw.decimal(&length), draw.decimal(&section), draw.decimal(&answer));
    let solution = format!(r"R = \frac{{\rho l}}{{S}} = \frac{{{pr} \cdot {pl}}}{{{ps}}} = {pa}");
    let wrong = vec![Exact(&rho.0 * &length.0 * &section.0), Exact(&answer.0 * whole(10).0), Exact(&rho.0 * &length.0)];
    draw.problem(question, answer, "unit-ohm", wrong, &solution)
}

fn series(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = (draw.between(2, 30), draw.between(2, 30));
    let (total, parallel) = (whole(a + b), Exact::ratio(a * b, a + b));
    if draw.level == 0 {
        let question = draw.wording("drill-series-resistance", 2, &[("a", &whole(a)), ("b", &whole(b))]);
        let wrong = vec![parallel, whole((a - b).abs()), whole(a * b)];
        return draw.problem(question, total, "unit-ohm", wrong, &format!("R = R_1 + R_2 = {a} + {b} = {}", a + b));
    }
    let current = Exact::ratio(draw.between(2, 30), 10);
    let voltage = Exact(&current.0 * &total.0);
    let given = [("a", &whole(a)), ("b", &whole(b)), ("u", &voltage)];
    let question = draw.wording("drill-series-current", 2, &given);
    let (pu, pi) = (draw.decimal(&voltage), draw.decimal(&current));
    let solution = format!(r"I = \frac{{U}}{{R_1 + R_2}} = \frac{{{pu}}}{{{a} + {b}}} = {pi}");
    let wrong = vec![quotient(&voltage, &whole(a)), quotient(&voltage, &whole(b)), Exact(&voltage.0 * &total.0)];
    draw.problem(question, current, "unit-ampere", wrong, &solution)
}

/// Added as in series: that is the mistake.
fn parallel(draw: &mut Draw<'_>) -> Exercise {
    const PAIRS: [(i64, i64); 12] =
        [(2, 2), (3, 6), (4, 12), (6, 12), (5, 20), (10, 15), (12, 24), (20, 30), (6, 30), (8, 24), (10, 40), (15, 30)];
    let (a, b) = draw.one_of(&PAIRS);
    let times = draw.between(1, 6);
    let (a, b) = (a * times, b * times);
    let total = Exact::ratio(a * b, a + b);
    let printed = draw.decimal(&total);
    let solution = format!(r"R = \frac{{R_1 R_2}}{{R_1 + R_2}} = \frac{{{a} \cdot {b}}}{{{a} + {b}}} = {printed}");
    if draw.level < 2 {
        let question = draw.wording("drill-parallel-resistance", 2, &[("a", &whole(a)), ("b", &whole(b))]);
        let wrong = vec![whole(a + b), Exact::ratio(a + b, 2), Exact::ratio(1, a + b)];
        return draw.problem(question, total, "unit-ohm", wrong, &solution);
    }
    let current = Exact::ratio(draw.between(2, 30), 10);
    let voltage = Exact(&current.0 * &total.0);
    let question = draw.wording("drill-parallel-current", 2, &[("a", &whole(a)), ("b", &whole(b)), ("u", &voltage)]);
    let solution = format!(
        r"{solution}; \quad I = \frac{{U}}{{R}} = \frac{{{}}}{{{printed}}} = {}",
        draw.decimal(&voltage),
        draw.decimal(&current)
    );
    let wrong = vec![quotient(&voltage, &whole(a + b)), quotient(&voltage, &whole(a)), quotient(&voltage, &whole(b))];
    draw.problem(question, current, "unit-ampere", wrong, &solution)
}

/// Minutes taken for seconds are the mistake.
fn electric_work(draw: &mut Draw<'_>) -> Exercise {
    let u = draw.one_of(&[6, 12, 24, 110, 220]);
    let (i, minutes) = (Exact::ratio(draw.between(2, 40), 10), draw.between(1, 10));
    let answer = Exact(whole(u * minutes * 60).0 * &i.0);
    let given = [("u", &whole(u)), ("i", &i), ("t", &whole(minutes))];
    let question = draw.wording("drill-electric-work", 2, &given);
    let solution =
        format!(r"A = U I t = {u} \cdot {} \cdot {} = {}", draw.decimal(&i), minutes * 60, draw.decimal(&answer));
    let wrong = vec![Exact(whole(u * minutes).0 * &i.0), Exact(whole(u).0 * &i.0), Exact(whole(u * 60).0 * &i.0)];
    draw.problem(question, answer, "unit-joule", wrong, &solution)
}

/// The square of the current, or a factor, is forgotten.
fn joule(draw: &mut Draw<'_>) -> Exercise {
    let i = if draw.level == 0 { whole(draw.between(2, 6)) } else { Exact::ratio(draw.between(2, 50), 10) };
    let (r, t) = (whole(draw.between(2, 60)), whole(10 * draw.between(1, 12)));
    let answer = Exact(&i.0 * &i.0 * &r.0 * &t.0);
    let question = draw.wording("drill-joule", 2, &[("i", &i), ("r", &r), ("t", &t)]);
    let (pi, pr, pt, pq) = (draw.decimal(&i), draw.decimal(&r), draw.decimal(&t), draw.decimal(&answer));
    let solution = format!(r"Q = I^2 R t = {pi}^2 \cdot {pr} \cdot {pt} = {pq}");
    let wrong = vec![Exact(&i.0 * &r.0 * &t.0), Exact(&i.0 * &r.0 * &r.0 * &t.0), Exact(&answer.0 / whole(2).0)];
    draw.problem(question, answer, "unit-joule", wrong, &solution)
}

/// The first speed is left out, or subtracted the wrong way.
fn acceleration(draw: &mut Draw<'_>) -> Exercise {
    let (v0, a, t) = (whole(draw.between(2, 15)), Exact::ratio(draw.between(2, 30), 10), draw.between(2, 20));
    let t = whole(t);
    let v = Exact(&v0.0 + &a.0 * &t.0);
    let given = [("o", &v0), ("v", &v), ("a", &a), ("t", &t)];
    let (p0, pa, pt, pv) = (draw.decimal(&v0), draw.decimal(&a), draw.decimal(&t), draw.decimal(&v));
    if draw.coin() {
        let question = draw.wording("drill-acceleration-speed", 2, &given);
        let solution = format!(r"v = v_0 + a t = {p0} + {pa} \cdot {pt} = {pv}");
        let wrong = vec![Exact(&a.0 * &t.0), Exact((&v0.0 + &a.0) * &t.0), Exact(&v0.0 + &a.0)];
        draw.problem(question, v, "unit-m-s", wrong, &solution)
    } else {
        let question = draw.wording("drill-acceleration", 2, &given);
        let solution = format!(r"a = \frac{{v - v_0}}{{t}} = \frac{{{pv} - {p0}}}{{{pt}}} = {pa}");
        let wrong = vec![quotient(&v, &t), Exact((&v.0 + &v0.0) / &t.0), Exact(&v.0 - &v0.0)];
        draw.problem(question, a, "unit-m-s2", wrong, &solution)
    }
}
