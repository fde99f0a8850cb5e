//! Angles, right and isosceles triangles, polygons.

use super::super::units::Dimension;
use super::reading::{Number, Told};
use super::{Answer, near};

/// Words of relations, sums and lines within a figure.
const TRAPS: &str = "вместе разност* сумм* раз раза отношен* относ* относятся пропорц* биссектр* медиан* средн* описан* хорд* касат* \
    увелич* уменьш* подобн* проекц* синус* косинус* тангенс* sin cos tg радиан* дважды вдвое втрое ratio twice bisect* median* \
    difference на_больше longer shorter more less сдвин* отодвин*";

/// A measure of a triangle, of angles or of a polygon.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    if let Some(answer) = degrees(told) {
        return Some(answer);
    }
    if !told.ratios.is_empty() {
        return None;
    }
    radians(told)
        .or_else(|| trapezoid(told))
        .or_else(|| ratio(told))
        .or_else(|| polygon(told))
        .or_else(|| between(told, &told.numbers()))
        .or_else(|| {
            let numbers: Vec<&Number> =
                told.numbers().into_iter().filter(|number| !number.spelled || number.unit.is_some()).collect();
            if told.any(TRAPS) || numbers.is_empty() || told.any("на") && told.any("больше меньше") {
                return None;
            }
            let all = |dimension| numbers.iter().all(|number| number.dimension() == Some(dimension));
            if all(Dimension::Angle) {
                angles(told, &numbers)
                    .map(|angle| Answer::of(Dimension::Angle, angle))
                    .filter(|answer| answer.values.iter().all(|a| *a > 0.0))
            } else if all(Dimension::Length) {
                pythagoras(told, &numbers)
                    .or_else(|| isosceles(told, &numbers))
                    .filter(|length| *length > 0.0)
                    .map(|length| Answer::of(Dimension::Length, length))
            } else {
                None
            }
        })
}

/// «Две стороны равны 10 см и 12 см, угол между ними 30°. Найдите площадь».
fn between(told: &Told, numbers: &[&Number]) -> Option<Answer> {
    let of = |dimension| {
        numbers.iter().filter(move |number| number.dimension() == Some(dimension)).map(|number| number.value)
    };
    let (sides, angles): (Vec<f64>, Vec<f64>) = (of(Dimension::Length).collect(), of(Dimension::Angle).collect());
    let (&[a, b], &[angle]) = (sides.as_slice(), angles.as_slice()) else { return None };
    let figure = (told.any("треугольник* triangle"), told.any("параллелограмм* parallelogram"));
    let inside = told.any("между между_ними between") && !told.any("высот* прямоугольн* равнобедренн* диагонал*");
    // «Две стороны»
    let measures = numbers.iter().filter(|number| !number.spelled || number.unit.is_some()).count();
    if measures != 3 || !inside || figure.0 == figure.1 {
        return None;
    }
    let (sine, cosine) = (angle.to_radians().sin(), angle.to_radians().cos());
    if told.asks_any("площад* area") {
        let whole = a * b * sine;
        return Some(Answer::of(Dimension::Area, if figure.0 { whole / 2.0 } else { whole }));
    }
    let third = figure.0 && told.asks_any("треть* третью third") && told.asks_any("сторон* side");
    third.then(|| Answer::of(Dimension::Length, (a * a + b * b - 2.0 * a * b * cosine).sqrt()))
}

/// «Переведите 150° в радианную меру».
fn radians(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[angle] = numbers.as_slice() else { return None };
    let into = told.any("радианн* радианах радианы radians") && !told.any("дуг* сектор* кругов* arc");
    (into && angle.dimension() == Some(Dimension::Angle) && told.formulas().is_empty())
        .then(|| Answer::number(angle.value.to_radians()))
}

/// «Угол в 5π/6 радиан содержит … градусов»
fn degrees(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let value = match (numbers.as_slice(), told.ratios.as_slice(), told.formulas().as_slice()) {
        (&[one], [], []) if one.counts() => one.value,
        ([], &[one], []) => one,
        _ => return None,
    };
    let into = told.any("радиан* radian*") && told.any("градус* градусн* градусах degrees degree");
    let value = value.to_degrees();
    (into && !told.any("дуг* сектор* arc") && (value * 60.0 - (value * 60.0).round()).abs() < 1e-6)
        .then(|| Answer { values: vec![(value * 60.0).round() / 60.0], ..Answer::of(Dimension::Angle, 0.0) })
}

/// Midline and area of a trapezoid by its bases.
fn trapezoid(told: &Told) -> Option<Answer> {
    let numbers: Vec<&Number> =
        told.numbers().into_iter().filter(|number| !number.spelled || number.unit.is_some()).collect();
    if !told.any("трапец* trapez*")
        || told.any(
            "угол* боков* диагонал* разност* больше меньше раз раза отрезк* описан* вписан* периметр* равнобедр* angle",
        )
        || !told.ratios.is_empty()
    {
        return None;
    }
    let measured = numbers.iter().all(|number| number.dimension() == Some(Dimension::Length));
    let bare = numbers.iter().all(|number| number.counts());
    let of = |value: f64, dimension| if measured { Answer::of(dimension, value) } else { Answer::number(value) };
    let named = |number: &Number, list: &str| told.ahead(number.at, 4, list);
    let (base, height, middle) = ("основани* bases base", "высот* height", "средн* midline");
    if !(measured || bare) {
        return None;
    }
    match *numbers.as_slice() {
        [a, b] if named(a, base) && !named(b, height) && told.asks_any("средн* midline") && !told.tells_any(middle) => {
            Some(of(f64::midpoint(a.value, b.value), Dimension::Length))
        }
        [a, m] if named(a, base) && named(m, middle) && told.asks_any("другое второе другого второго other") => {
            Some(of(2.0 * m.value - a.value, Dimension::Length))
        }
        [a, b, h] if named(a, base) && named(h, height) && !named(b, height) && told.asks_any("площад* area") => {
            Some(of(f64::midpoint(a.value, b.value) * h.value, Dimension::Area))
        }
        _ => None,
    }
}

/// «Катеты 5 и 12. Найдите синус угла, лежащего против катета, равного 5»
fn ratio(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let &[a, b, c] = numbers.as_slice() else { return None };
    let legs = told.tells_any("катеты катетами катетов legs") && !told.any("гипотенуз* hypotenuse");
    let which = (told.asks_any("синус* sine"), told.asks_any("косинус* cosine"), told.asks_any("тангенс* tangent"));
    let (opposite, beside) = (told.asks_any("против* напротив opposite"), told.asks_any("прилеж* прилегающ* adjacent"));
    let leg = [a, b].into_iter().find(|leg| near(leg.value, c.value))?;
    let other = if near(leg.value, a.value) { b.value } else { a.value };
    if !legs || opposite == beside || near(a.value, b.value) || a.unit != b.unit {
        return None;
    }
    let (against, along) = if opposite { (leg.value, other) } else { (other, leg.value) };
    let value = match which {
        (true, false, false) => against / against.hypot(along),
        (false, true, false) => along / against.hypot(along),
        (false, false, true) => against / along,
        _ => return None,
    };
    Some(Answer::number(value))
}

const CORNERS: &[(&str, f64)] = &[
    ("треугольник* triangle", 3.0),
    ("четырехугольник* quadrilateral", 4.0),
    ("пятиугольник* pentagon", 5.0),
    ("шестиугольник* hexagon", 6.0),
    ("семиугольник* heptagon", 7.0),
    ("восьмиугольник* octagon", 8.0),
    ("девятиугольник*", 9.0),
    ("десятиугольник* decagon", 10.0),
    ("двенадцатиугольник*", 12.0),
];

/// Angles of a polygon that is only named.
fn polygon(told: &Told) -> Option<Answer> {
    if !told.numbers().is_empty() || told.any("внешн* центральн* exterior диагонал* остр* больше меньше вписан*")
    {
        return None;
    }
    let mut found = CORNERS.iter().filter(|(names, _)| told.any(names));
    let (&(_, n), None) = (found.next()?, found.next()) else { return None };
    let sum = 180.0 * (n - 2.0);
    let (all, angle) = (told.any("сумма сумму сумме sum"), told.any("угол угла углов angle angles внутренн*"));
    let regular = told.any("правильн* regular равносторонн* equilateral");
    match (all, angle, regular) {
        (true, true, _) => Some(Answer::of(Dimension::Angle, sum)),
        (false, true, true) => Some(Answer::of(Dimension::Angle, sum / n)),
        _ => None,
    }
}

fn angles(told: &Told, numbers: &[&Number]) -> Option<f64> {
    // Inscribed angles and parallel lines are read only where one angle is given.
    if numbers.len() != 1 && told.any("вписан* дуг* парал* секущ* inscribed") {
        return None;
    }
    let isosceles = told.any("равнобедренн* isosceles");
    match numbers {
        [one] => {
            let angle = one.value;
            if told.any("секущей секущая transversal") && told.any("параллельн* parallel") {
                let other = told.asks_any("другой другого второй второго other");
                return match (
                    told.any("односторонн* co-interior"),
                    told.any("накрест соответственн* alternate corresponding"),
                ) {
                    (true, false) if other => Some(180.0 - angle),
                    (false, true) if other => Some(angle),
                    _ => None,
                };
            }
            if told.any("вписанн* inscribed") && told.any("центральн* central") {
                let same_arc = told.any("дугу дуге дуги arc");
                return match (told.asks_any("вписанн* inscribed"), told.asks_any("центральн* central"))
                {
                    (true, false) if same_arc => Some(angle / 2.0),
                    (false, true) if same_arc => Some(angle * 2.0),
                    _ => None,
                };
            }
            let crossing = told.any("пересечен* пересек* intersect* cross*") && told.any("прямых прямые lines");
            let adjacent = told.asks_any("смежн* adjacent");
            let vertical = told.asks_any("вертикальн* vertical*");
            let (small, large) =
                (told.asks_any("меньш* остр* smaller acute"), told.asks_any("больш* туп* larger obtuse"));
            let figure = told.any("треуг* triang* четыр* трапец* ромб* параллелограмм* биссектр*");
            // «Один из смежных углов 65°. Другой равен …»
            let other = told.asks_any("другой другого второй второго other") && !crossing && !figure;
            if other && told.tells_any("смежных смежные adjacent") {
                return Some(180.0 - angle);
            }
            if other && told.tells_any("вертикальных вертикальные") {
                return Some(angle);
            }
            if !figure && (crossing || told.any("смежн* вертикальн* adjacent")) {
                return match (adjacent, vertical, small, large) {
                    (true, false, false, false) if crossing || told.any("смежн* adjacent") => Some(180.0 - angle),
                    (false, true, false, false) => Some(angle),
                    (false, false, true, false) if crossing => Some(angle.min(180.0 - angle)),
                    (false, false, false, true) if crossing => Some(angle.max(180.0 - angle)),
                    _ => None,
                };
            }
            if isosceles && !told.any("внешн* exterior трапец* высот* прямоугольн*") {
                let tells = |list: &str| told.ahead(one.at, 8, list) || told.behind(one.at, 4, list);
                let base = "основан* base";
                let top = "вершин* vertex apex верхн*";
                let (at_base, at_top) = (near_number(told, one, base, top), near_number(told, one, top, base));
                let (asks_base, asks_top) = (told.asks_any(base), told.asks_any(top));
                return match (at_base, at_top, asks_base, asks_top) {
                    (false, true, true, _) if tells(top) => Some((180.0 - angle) / 2.0),
                    (true, false, _, true) if tells(base) => Some(180.0 - 2.0 * angle),
                    _ => None,
                };
            }
            None
        }
        [one, two] if told.any("треугольник* triangle*") && !isosceles => {
            let outer = told.any("внешн* exterior");
            match (outer, told.asks_any("внешн* exterior")) {
                (false, _) if told.asks_any("третий треть* другой оставш* third other угол углы angle") => {
                    Some(180.0 - one.value - two.value)
                }
                (true, true)
                    if !told.tells_any("внешн* exterior") && (told.any("не not") || told.asks_any("треть* third")) =>
                {
                    Some(one.value + two.value)
                }
                (true, _) if told.any("не not") && told.tells_any("внешн* exterior") => {
                    let given = if told.ahead(one.at, 7, "внешн* exterior") {
                        one.value - two.value
                    } else {
                        return None;
                    };
                    Some(given)
                }
                _ => None,
            }
        }
        [a, b, c]
            if told.any("четырехугольник* quadrilateral")
                && told.asks_any("четверт* fourth оставш* remaining угол") =>
        {
            Some(360.0 - a.value - b.value - c.value)
        }
        _ => None,
    }
}

/// Whether a number belongs to a name rather than to another one: which of them stands before it, or behind it.
fn near_number(told: &Told, number: &Number, name: &str, other: &str) -> bool {
    for reach in 1..=8 {
        match (told.ahead(number.at, reach, name), told.ahead(number.at, reach, other)) {
            (true, false) => return true,
            (false, true) => return false,
            _ => {}
        }
    }
    told.behind(number.at, 4, name) && !told.behind(number.at, 4, other)
}

fn pythagoras(told: &Told, numbers: &[&Number]) -> Option<f64> {
    if told.any("вписан* дуг* парал* секущ* inscribed") {
        return None;
    }
    let &[one, two] = numbers else { return None };
    let (a, b) = (one.value, two.value);
    let (sum, difference) = (a.hypot(b), (a.max(b).powi(2) - a.min(b).powi(2)).sqrt());
    if told.any("площад* периметр* area perimeter высот* объем*") && !told.any("лестниц* ladder")
    {
        return None;
    }
    if told.any("ромб* rhombus") {
        let diagonals = told.tells_any("диагонал* diagonals") || told.any("диагоналями");
        return (diagonals && told.asks_any("сторон* side")).then(|| sum / 2.0);
    }
    if told.any("прямоугольник* rectangle") && told.any("диагонал* diagonal") {
        if told.asks_any("диагонал* diagonal") && told.any("сторон* длин* ширин* sides long wide")
        {
            // «диагональ 13 см, сторона 5 см. Найдите другую»: told before the question.
            let given = told.tells_any("диагонал* diagonal");
            return (!given).then_some(sum);
        }
        return told.asks_any("сторон* ширин* длин* side").then_some(difference);
    }
    if told.any("лестниц* ladder") {
        let high = told.asks_any("высот* высоте высоту high");
        let foot = told.asks_any("расстоян* far");
        let long = told.asks_any("длин* длиной long");
        return match (high, foot, long) {
            (true, false, false) | (false, true, false) => Some(difference),
            (false, false, true) => Some(sum),
            _ => None,
        };
    }
    let right = told.any("прямоугольн* right катет* legs гипотенуз* hypotenuse");
    if !right || told.any("прямоугольник* равнобедренн*") {
        return None;
    }
    let told_before = |list: &str| {
        told.ahead(one.at, 4, list)
            || told.ahead(two.at, 4, list)
            || told.behind(one.at, 1, list)
            || told.behind(two.at, 1, list)
    };
    let (given, asks_it) = (told_before("гипотенуз* hypotenuse"), told.asks_any("гипотенуз* hypotenuse"));
    let asks_leg = told.asks_any("катет катета leg");
    match (given, asks_it, asks_leg) {
        (false, true, _) if told.any("катет* legs leg") => Some(sum),
        (true, false | true, true) => Some(difference),
        _ => None,
    }
}

/// Sides and perimeter of an isosceles triangle.
fn isosceles(told: &Told, numbers: &[&Number]) -> Option<f64> {
    if told.any("вписан* дуг* парал* секущ* inscribed") {
        return None;
    }
    let &[one, two] = numbers else { return None };
    if !told.any("равнобедренн* isosceles") || told.any("трапец* высот* площад* прямоугольн* одна один")
    {
        return None;
    }
    let (base, leg) = ("основан* base", "боков* legs");
    let whole = "периметр* perimeter";
    let is = |number: &Number, name: &str, others: &[&str]| {
        others.iter().all(|other| near_number(told, number, name, other))
    };
    let find = |name: &str, others: &[&str]| {
        let mut found = [one, two].into_iter().filter(|number| is(number, name, others));
        found.next().filter(|_| found.next().is_none()).map(|number| number.value)
    };
    let (b, l, p) = (find(base, &[leg, whole]), find(leg, &[base, whole]), find(whole, &[base, leg]));
    match (b, l, p) {
        (Some(b), Some(l), None) if told.asks_any(whole) => Some(b + 2.0 * l),
        (None, Some(l), Some(p)) if told.asks_any(base) => Some(p - 2.0 * l),
        (Some(b), None, Some(p)) if told.asks_any(leg) => Some((p - b) / 2.0),
        _ => None,
    }
}
