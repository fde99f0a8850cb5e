//! Geometry: squares counted, sums of triangles, the theorem of Pythagoras, laws read from the print.

use listok_core::math::Exact;

use super::reading::{before, claim, formulas, has, numbers, signed, value, whole, whole_numbers};

fn in_pi(claimed: &str) -> Exact {
    let number = claimed.trim_matches('$').strip_suffix(r"\pi").unwrap();
    if number.is_empty() { whole(1) } else { value(number) }
}

fn points(question: &str) -> [[i64; 2]; 2] {
    let found: Vec<i64> = formulas(question).iter().filter(|f| f.contains('(')).flat_map(|f| signed(f)).collect();
    let [a, b, c, d] = found[..] else { panic!("{question}") };
    [[a, b], [c, d]]
}

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    let n: Vec<i64> = whole_numbers(question);
    let cm =
        || before(question, &["см", "cm"]).iter().map(|v| i64::try_from(v.0.to_integer()).unwrap()).collect::<Vec<_>>();
    let cm2 = || {
        before(question, &["см²", "cm²"]).iter().map(|v| i64::try_from(v.0.to_integer()).unwrap()).collect::<Vec<_>>()
    };
    // An option that is not whole is never right where whole ones are asked for.
    let said = || {
        let said = claim(claimed).0;
        if said.is_whole() { i64::try_from(said.0.to_integer()).unwrap() } else { -1 }
    };
    let exact = || claim(claimed).0;
    let degrees = || claimed.trim_matches('$').strip_suffix(r"^\circ").unwrap().parse::<i64>().unwrap();
    Some(match skill {
        "perimeter.rectangle" => match cm()[..] {
            [side] => exact() == (0..4).fold(whole(0), |sum, _| Exact(sum.0 + whole(side).0)),
            [p, a] if has(question, &["Периметр", "имеет периметр", "The perimeter", "a perimeter of"]) => {
                exact().0 + whole(a).0 + exact().0 + whole(a).0 == whole(p).0
            }
            [a, b] => exact() == whole(a + b + a + b),
            _ => panic!("{question}"),
        },
        "area.rectangle" => match (&cm2()[..], &cm()[..]) {
            ([s], [a]) => exact().0 * whole(*a).0 == whole(*s).0,
            // Row by row.
            ([], [a, b]) => exact() == whole((0..*b).map(|_| *a).sum()),
            _ => panic!("{question}"),
        },
        "perimeter.triangle" => {
            let [x, y] = cm()[..] else { panic!("{question}") };
            let leg = &["боковая", "Боковая", "a leg is", "A leg"];
            let perimeter_given = has(question, &["Периметр", "его периметр", "The perimeter", "its perimeter is"]);
            let ask_leg = has(question, &["Найдите боковую", "равна боковая", "Find a leg", "What is a leg"]);
            if perimeter_given {
                let (p, other) = (x.max(y), x.min(y));
                assert!(has(question, leg) || ask_leg, "{question}");
                if ask_leg {
                    exact().0.clone() + exact().0 + whole(other).0 == whole(p).0
                } else {
                    exact().0 + whole(2 * other).0 == whole(p).0
                }
            } else {
                let legs_first = has(question, &["треугольнике боковая", "A leg"]);
                let (base, side) = if legs_first { (y, x) } else { (x, y) };
                exact() == whole(base + side + side)
            }
        }
        "volume.cuboid" | "surface.cuboid" => {
            let [a, b, c] = cm()[..] else { panic!("{question}") };
            let expected =
                if skill.starts_with("volume") { a * b * c } else { a * b + b * a + a * c + c * a + b * c + c * b };
            exact() == whole(expected)
        }
        "volume.prism" => match (&cm2()[..], &cm()[..]) {
            ([base], [h]) => exact() == whole((0..*h).map(|_| *base).sum()),
            // Half of a cuboid.
            ([], [a, b, h]) => exact().0.clone() + exact().0 == whole(a * b * h).0,
            _ => panic!("{question}"),
        },
        "volume.pyramid" => match (&cm2()[..], &cm()[..]) {
            // Three of them make the prism.
            ([base], [h]) => exact().0 * whole(3).0 == whole(base * h).0,
            ([], [x, y]) => {
                let (a, h) = if has(question, &["Высота ", "The height of a"]) { (y, x) } else { (x, y) };
                exact().0 * whole(3).0 == whole(a * a * h).0
            }
            _ => panic!("{question}"),
        },
        "circle.length" | "circle.area" => {
            let size = &before(question, &["см", "cm"])[0].0;
            let half = Exact::ratio(1, 2).0;
            let r = if has(question, &["иаметр", "iameter"]) { size * half } else { size.clone() };
            let pi = &numbers(question).last().unwrap().0.clone();
            exact().0 == if skill == "circle.area" { pi * &r * &r } else { pi * &r + pi * &r }
        }
        "circle.length.pi" => in_pi(claimed) == whole(2 * n[0]),
        "circle.area.pi" => in_pi(claimed) == whole(n[0] * n[0]),
        "volume.cylinder" | "volume.cone" => {
            let (r, h) = if has(question, &["Высота ", "The height of"]) { (n[1], n[0]) } else { (n[0], n[1]) };
            let part = if skill == "volume.cone" { 3 } else { 1 };
            in_pi(claimed).0 * whole(part).0 == whole(r * r * h).0
        }
        "volume.ball" => in_pi(claimed).0 * whole(3).0 == whole(4 * before_cm(question).pow(3)).0,
        "surface.sphere" => in_pi(claimed) == whole(4 * before_cm(question).pow(2)),
        "angles.adjacent" => {
            let less = degrees();
            let other = 180 - less;
            if has(question, &["больше другого в", "относятся", "times the other", "in the ratio"])
            {
                other == less * n.iter().max().unwrap()
            } else if has(question, &["больше", "Разность", "greater", "difference"]) {
                other - less == n[0]
            } else {
                other == n[0]
            }
        }
        "angles.vertical" => {
            if has(question, &["смежный", "тупой", "adjacent", "obtuse"]) {
                let sharp =
                    if has(question, &["Сумма", "вместе", "sum", "together"]) { n[0] / 2 } else { n[0] };
                degrees() + sharp == 180
            } else {
                degrees() == n[0]
            }
        }
        "angles.triangle" => {
            let third = degrees();
            if has(question, &["прямоугольно", "right triangle"]) {
                third + n[0] + 90 == 180
            } else if has(question, &["равнобедренн", "isosceles"]) {
                third + n[0] + n[0] == 180
            } else {
                third + n[0] + n[1] == 180
            }
        }
        "angles.exterior" => {
            if n[0].max(n[1]) > 0
                && has(
                    question,
                    &[
                        "Внешний угол треугольника",
                        "внешний угол при другой",
                        "An exterior",
                        "the exterior angle at another",
                    ],
                )
            {
                degrees() + n[0].min(n[1]) == n[0].max(n[1])
            } else {
                // With the third angle it makes a straight one.
                degrees() + (180 - n[0] - n[1]) == 180
            }
        }
        "angles.polygon" => {
            // Triangles from one vertex.
            let sum = |n: i64| (3..=n).map(|_| 180).sum::<i64>();
            if claimed.contains("circ") { degrees() == sum(n[0]) } else { sum(said()) == n[0] }
        }
        "pythagoras" => {
            let [x, y] = cm()[..] else { panic!("{question}") };
            let said = said();
            if has(
                question,
                &[
                    "Найдите гипотенузу",
                    "Найдите его диагональ",
                    "равна гипотенуза",
                    "Find the hypotenuse",
                    "Find its diagonal",
                    "is its hypotenuse",
                ],
            ) {
                said * said == x * x + y * y
            } else {
                said * said + x.min(y).pow(2) == x.max(y).pow(2)
            }
        }
        "trig.right" => {
            let (x, y) = (n[0], n[1]);
            let said = value(claimed.trim_matches('$'));
            if has(question, &["тангенс", "tangent"]) {
                said == Exact::ratio(x, y)
            } else {
                // Of the hypotenuse, which is the longer.
                said == Exact::ratio(x.min(y), x.max(y))
            }
        }
        "area.parallelogram" | "area.triangle" | "area.rhombus" => {
            let [x, y] = cm()[..] else { panic!("{question}") };
            let twice = if skill == "area.parallelogram" { 1 } else { 2 };
            exact().0 * whole(twice).0 == whole(x * y).0
        }
        "area.trapezium" => {
            let [a, b, h] = cm()[..] else { panic!("{question}") };
            // Two triangles of one height.
            exact().0 == Exact::ratio(a * h, 2).0 + Exact::ratio(b * h, 2).0
        }
        "similar.areas" => {
            let area = cm2()[0];
            let k = *n
                .iter()
                .zip(0..)
                .find(|(v, i)| **v != area || n.iter().filter(|o| *o == *v).count() > 1 && *i == 0)
                .unwrap()
                .0;
            let smaller = has(question, &["Площадь большего", "уменьшили", "area of the larger is", "shorter"]);
            if smaller { said() * k * k == area } else { said() == area * k * k }
        }
        "midline" => {
            let [x, y] = cm()[..] else { panic!("{question}") };
            if has(question, &["основаниями", "Основания", "bases"]) {
                exact().0 * whole(2).0 == whole(x + y).0
            } else {
                let (m, a) = if has(question, &["Средняя", "The midline of"]) { (x, y) } else { (y, x) };
                exact().0 + whole(a).0 == whole(2 * m).0
            }
        }
        "distance" => {
            let [a, b] = points(question);
            said().pow(2) == (a[0] - b[0]).pow(2) + (a[1] - b[1]).pow(2)
        }
        "midpoint" => {
            let [a, b] = points(question);
            let [x, y] = signed(claimed)[..] else { return Some(false) };
            x - a[0] == b[0] - x && y - a[1] == b[1] - y
        }
        "dot" => {
            let [a, b] = points(question);
            value(claimed.trim_matches('$')) == whole(a.iter().zip(b).map(|(a, b)| a * b).sum())
        }
        _ => return None,
    })
}

fn before_cm(question: &str) -> i64 {
    i64::try_from(before(question, &["см", "cm"])[0].0.to_integer()).unwrap()
}
