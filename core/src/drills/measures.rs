//! Units, time, money, Roman numerals, rows of numbers, places of digits.

use super::Skill;
use super::draw::{Draw, Exercise, Notation, decimal};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const fn skill(
    code: &'static str,
    instruction: &'static str,
    grades: (u8, u8),
    phrases: &'static [&'static str],
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    Skill { code, title: "", instruction, subjects: &[Subject::Math], grades, phrases, topics, make }
}

const CONVERT: &str = "drill-convert-do";

pub(super) const SKILLS: &[Skill] = &[
    skill("units.length", CONVERT, (2, 5), &[], &["MA2.039", "MA4.033", "MA3.048", "MA4.038"], |draw| {
        convert(draw, LENGTH)
    }),
    skill("units.mass", CONVERT, (3, 5), &[], &["MA3.045", "MA4.036", "MA3.048", "MA4.038"], |draw| {
        convert(draw, MASS)
    }),
    skill("units.time", CONVERT, (4, 5), &[], &["MA4.037", "MA4.038"], |draw| convert(draw, TIME)),
    skill("units.area", CONVERT, (3, 6), &[], &["MA3.041", "MA5.090"], |draw| convert(draw, AREA)),
    skill("units.volume", CONVERT, (5, 6), &[], &["MA5.094"], |draw| convert(draw, VOLUME)),
    skill(
        "units.compare",
        "drill-compare-do",
        (2, 5),
        &["сравнен величин|именованн ?числ|чисел", "compar measure|quantit"],
        &[],
        compare,
    ),
    skill("time.interval", "drill-solve", (4, 5), &[], &["MA4.031"], interval),
    skill("money", CONVERT, (2, 3), &[], &["MA2.040"], |draw| convert(draw, MONEY)),
    skill("roman", "drill-roman-do", (3, 5), &[], &["MA3.005"], roman),
    skill(
        "row",
        "drill-row-do",
        (1, 4),
        &[
            "числов закономерност",
            "закономерност ?в ряд числ|чисел",
            "продолж|продолжи ряд числ|чисел",
            "number pattern",
        ],
        &[],
        row,
    ),
    skill("digits", "drill-digits-do", (2, 4), &[], &["MA2.002", "MA3.002", "MA4.003"], digits),
    skill(
        "compare",
        "drill-compare-do",
        (1, 5),
        &[],
        &["MA1.007", "MA1.015", "MA2.003", "MA3.003", "MA4.004", "MA5.002"],
        numbers,
    ),
    skill("opposite", "drill-solve", (6, 6), &[], &["MA6.016"], opposite),
    skill("absolute", "drill-compute", (6, 6), &[], &["MA6.017"], absolute),
];

/// Key of a larger and of a smaller unit, how many of the smaller make the larger, first grade.
type Pair = (&'static str, &'static str, i64, u8);

const LENGTH: &[Pair] = &[
    ("unit-cm", "unit-mm", 10, 2),
    ("unit-dm", "unit-cm", 10, 2),
    ("unit-m", "unit-dm", 10, 2),
    ("unit-m", "unit-cm", 100, 2),
    ("unit-m", "unit-mm", 1_000, 4),
    ("unit-km", "unit-m", 1_000, 3),
];
const MASS: &[Pair] = &[
    ("unit-kg", "unit-g", 1_000, 3),
    ("unit-centner", "unit-kg", 100, 4),
    ("unit-tonne", "unit-kg", 1_000, 4),
    ("unit-tonne", "unit-centner", 10, 4),
];
const TIME: &[Pair] = &[
    ("unit-h", "unit-min", 60, 4),
    ("unit-min", "unit-s", 60, 4),
    ("unit-day", "unit-h", 24, 4),
    ("unit-century", "unit-year", 100, 4),
];
const AREA: &[Pair] = &[
    ("unit-dm2", "unit-cm2", 100, 3),
    ("unit-m2", "unit-dm2", 100, 3),
    ("unit-cm2", "unit-mm2", 100, 4),
    ("unit-m2", "unit-cm2", 10_000, 4),
    ("unit-are", "unit-m2", 100, 5),
    ("unit-hectare", "unit-m2", 10_000, 5),
    ("unit-hectare", "unit-are", 100, 5),
];
const VOLUME: &[Pair] = &[
    ("unit-dm3", "unit-cm3", 1_000, 5),
    ("unit-m3", "unit-dm3", 1_000, 5),
    ("unit-cm3", "unit-mm3", 1_000, 5),
    ("unit-litre", "unit-cm3", 1_000, 5),
    ("unit-m3", "unit-litre", 1_000, 5),
];
const MONEY: &[Pair] = &[("unit-rouble", "unit-kopeck", 100, 2)];

fn pair(draw: &mut Draw<'_>, pairs: &[Pair]) -> Pair {
    let known: Vec<Pair> = pairs.iter().copied().filter(|pair| pair.3 <= draw.grade).collect();
    if known.is_empty() { pairs[0] } else { draw.one_of(&known) }
}

/// A measure of one or two units.
fn measure(draw: &Draw<'_>, number: i64, (large, small, factor, _): Pair) -> String {
    let (high, low) = (number / factor, number % factor);
    let one = |n: i64, unit: &str| draw.say("drill-measure", &[("n", &Exact::whole(n))]).0 + &draw.word(unit);
    match (high, low) {
        (0, low) => one(low, small),
        (high, 0) => one(high, large),
        (high, low) => format!("{} {}", one(high, large), one(low, small)),
    }
}

/// A power of ten too many or too few, or the parts written side by side.
fn convert(draw: &mut Draw<'_>, pairs: &[Pair]) -> Exercise {
    let pair = pair(draw, pairs);
    let (large, small, factor, _) = pair;
    let top = if draw.grade <= 2 { 9 } else { draw.by_level([9, 40, 90]) };
    let high = draw.between(1, top);
    let low = if draw.level == 0 { 0 } else { draw.between(1, factor - 1) };
    let total = high * factor + low;
    let down = low > 0 || draw.coin();
    let (shown, unit, answer) =
        if down { (measure(draw, total, pair), small, total) } else { (measure_in(draw, total, small), large, high) };
    let question = Rich(format!("{shown} = … {}", draw.word(unit)));
    let wrong: Vec<Exact> = if low > 0 {
        let beside = format!("{high}{low}").parse().unwrap_or(high + low);
        vec![Exact::whole(high * factor * 10 + low), Exact::whole(beside), Exact::whole(high + low)]
    } else if down {
        vec![Exact::whole(total * 10), Exact::ratio(total, 10), Exact::whole(total * 100)]
    } else {
        vec![Exact::whole(high * 10), Exact::ratio(high, 10), Exact::whole(high * 100)]
    };
    let (times, over) = (draw.times(), draw.over());
    let solution = match (down, low) {
        (true, 0) => format!("{high} {times} {factor} = {total}"),
        (true, low) => format!("{high} {times} {factor} + {low} = {total}"),
        (false, _) => format!("{total} {over} {factor} = {high}"),
    };
    let wrong = wrong.into_iter().filter(|w| *w != Exact::whole(answer)).collect();
    draw.problem(question, Exact::whole(answer), unit, wrong, &solution)
}

fn measure_in(draw: &Draw<'_>, number: i64, unit: &str) -> String {
    draw.say("drill-measure", &[("n", &Exact::whole(number))]).0 + &draw.word(unit)
}

/// Larger numbers taken for larger measures.
fn compare(draw: &mut Draw<'_>) -> Exercise {
    let all: &[&[Pair]] = if draw.grade >= 4 { &[LENGTH, MASS, TIME, AREA] } else { &[LENGTH, MASS] };
    let pairs = if draw.grade == 2 { LENGTH } else { draw.one_of(all) };
    let pair = pair(draw, pairs);
    let factor = pair.2;
    let a = draw.between(factor, factor * 9);
    let b = match draw.between(0, 3) {
        0 => a,
        1 => a + draw.between(1, factor),
        _ => (a - draw.between(1, factor)).max(1),
    };
    let (first, second) = if draw.coin() {
        (measure(draw, a, pair), measure_in(draw, b, pair.1))
    } else {
        (measure_in(draw, a, pair.1), measure(draw, b, pair))
    };
    sign(&format!("{first} … {second}"), a, b, None)
}

fn sign(question: &str, a: i64, b: i64, solution: Option<Rich>) -> Exercise {
    let right = match a.cmp(&b) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    let wrong = ["<", "=", ">"].iter().filter(|s| **s != right).map(|s| Rich(format!("${s}$"))).collect();
    Exercise::Text { question: Rich(question.to_owned()), answer: Rich(format!("${right}$")), wrong, solution }
}

fn numbers(draw: &mut Draw<'_>) -> Exercise {
    let limit = match draw.grade {
        1 => draw.by_level([10, 20, 20]),
        2 => 100,
        3 => 1_000,
        4 => 1_000_000,
        _ => 100_000_000,
    };
    let a = draw.between(limit / 10, limit - 1).max(1);
    let b = match (draw.level, draw.between(0, 5)) {
        (_, 0) => a,
        // The same digits in other places.
        (1.., 1..=3) => {
            let mut digits: Vec<u8> = a.to_string().into_bytes();
            let last = digits.len() - 1;
            digits.swap(last, last.saturating_sub(1));
            String::from_utf8(digits).ok().and_then(|d| d.parse().ok()).unwrap_or(a + 1)
        }
        _ => draw.between(limit / 10, limit - 1).max(1),
    };
    let text = draw.say("drill-two-numbers", &[("a", &Exact::whole(a)), ("b", &Exact::whole(b))]);
    sign(text.source(), a, b, None)
}

/// A hundred minutes in an hour is the mistake.
fn interval(draw: &mut Draw<'_>) -> Exercise {
    let start = draw.between(7 * 12, 16 * 12) * 5;
    let step = if draw.level == 2 { 1 } else { 5 };
    let length = draw.by_level([(20, 55), (50, 150), (70, 290)]);
    let length = draw.between(length.0 / step, length.1 / step) * step;
    let end = start + length;
    let clock = |minutes: i64| format!("{}:{:02}", minutes / 60, minutes % 60);
    let given = [("start", clock(start)), ("end", clock(end)), ("length", length.to_string())];
    if draw.coin() {
        let question = draw.told("drill-interval-length", 3, &given);
        let decimal = (end / 60 - start / 60) * 100 + end % 60 - start % 60;
        let solution =
            format!(r"{} \cdot 60 + {} - ({} \cdot 60 + {}) = {length}", end / 60, end % 60, start / 60, start % 60);
        draw.problem(
            question,
            Exact::whole(length),
            "unit-min",
            vec![Exact::whole(decimal), Exact::whole(length + 60)],
            &solution,
        )
    } else {
        let question = draw.told("drill-interval-end", 3, &given);
        let answer = Rich(clock(end));
        let wrong = vec![Rich(clock(end + 60)), Rich(clock((end - 60).max(0))), Rich(clock(end + 10))];
        let solution = Some(Rich(format!("{} + {length} {} = {}", clock(start), draw.word("unit-min"), clock(end))));
        Exercise::Text { question, answer, wrong, solution }
    }
}

/// A number in Roman numerals.
fn in_roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// Signs added where they are taken away: IV read as six.
fn roman(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([20, 39, 89]);
    let n = draw.between(1, top);
    let others: Vec<i64> = [n + 2, n - 2, n + 1, n + 5, n + 10].into_iter().filter(|o| *o > 0).collect();
    if draw.coin() {
        let wrong = others.iter().map(|o| Rich(in_roman(*o))).collect();
        Exercise::Text { question: Rich(n.to_string()), answer: Rich(in_roman(n)), wrong, solution: None }
    } else {
        let wrong = others.into_iter().map(Exact::whole).collect();
        let question = Rich(in_roman(n));
        Exercise::Number { question, answer: Exact::whole(n), notation: Notation::Decimal, wrong, solution: None }
    }
}

/// The step taken with the wrong sign, or forgotten.
fn row(draw: &mut Draw<'_>) -> Exercise {
    let small = draw.grade == 1;
    let doubling = draw.level == 2 && draw.grade >= 3 && draw.coin();
    let (row, next, step): (Vec<i64>, i64, i64) = if doubling {
        let (first, by) = (draw.between(1, 5), draw.between(2, 3));
        let row: Vec<i64> = (0..4).map(|i| first * by.pow(i)).collect();
        (row, first * by.pow(4), first)
    } else {
        let top = if small { 3 } else { draw.by_level([5, 9, 25]) };
        let step = draw.between(1, top);
        let first = draw.between(1, if small { 20 - 4 * step } else { 40 });
        let down = draw.coin();
        let row: Vec<i64> = (0..5).map(|i| if down { first + (4 - i) * step } else { first + i * step }).collect();
        (row[..4].to_vec(), row[4], step)
    };
    let text: Vec<String> = row.iter().map(i64::to_string).collect();
    let wrong = [row[3], next + 1, next + step, (next - 1).abs()].into_iter().map(Exact::whole).collect();
    let question = Rich(format!("{}, …", text.join(", ")));
    Exercise::Number { question, answer: Exact::whole(next), notation: Notation::Decimal, wrong, solution: None }
}

/// Zeros lost or added.
fn digits(draw: &mut Draw<'_>) -> Exercise {
    let places: u32 = match draw.grade {
        2 => 2,
        3 => 3,
        _ => 5,
    };
    let n = draw.between(10_i64.pow(places - 1) + 1, 10_i64.pow(places) - 1);
    let n = if n % 10 == 0 { n + 1 } else { n };
    let terms = |shift: u32| -> String {
        let terms: Vec<String> = (0..places)
            .rev()
            .map(|place| (n / 10_i64.pow(place) % 10, place))
            .filter(|(digit, _)| *digit > 0)
            .map(|(digit, place)| {
                let place = if place == places - 1 { place + shift } else { place };
                digit * 10_i64.pow(place)
            })
            .map(|term| draw.say("drill-number", &[("n", &Exact::whole(term))]).0)
            .collect();
        terms.join(" + ")
    };
    let reversed: Vec<String> = n.to_string().chars().map(String::from).collect();
    let wrong = vec![Rich(terms(1)), Rich(terms(2)), Rich(reversed.join(" + "))];
    let question = draw.say("drill-number", &[("n", &Exact::whole(n))]);
    Exercise::Text { question, answer: Rich(terms(0)), wrong, solution: None }
}

fn signed(draw: &mut Draw<'_>) -> Exact {
    let scale = draw.by_level([1, 1, 10]);
    let n = draw.between(1, 99);
    Exact::ratio(if draw.coin() { -n } else { n }, scale)
}

fn opposite(draw: &mut Draw<'_>) -> Exercise {
    let n = signed(draw);
    let question = draw.told("drill-opposite", 2, &[("n", draw.decimal(&n))]);
    let one = Exact::whole(1);
    let wrong = vec![n.clone(), Exact(&one.0 / &n.0), Exact(-&n.0 + &one.0), Exact(-&n.0 - &one.0)];
    let wrong = wrong.into_iter().filter(|w| w.decimal(".").is_some_and(|text| text.len() < 6)).collect();
    Exercise::Number { question, answer: Exact(-n.0), notation: Notation::Decimal, wrong, solution: None }
}

/// The sign kept.
fn absolute(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = (signed(draw), signed(draw));
    let magnitude = |n: &Exact| if n.0 < Exact::whole(0).0 { Exact(-&n.0) } else { n.clone() };
    let (x, y) = (magnitude(&a), magnitude(&b));
    let locale = draw.locale;
    let bars = |n: &Exact| format!(r"\left|{}\right|", decimal(locale, n));
    if draw.level == 0 {
        return Exercise::compute(&bars(&a), x, Notation::Decimal, vec![Exact(-magnitude(&a).0)]);
    }
    let (expression, value, naive) = if draw.coin() {
        (format!("{} + {}", bars(&a), bars(&b)), Exact(&x.0 + &y.0), Exact(&a.0 + &b.0))
    } else {
        (format!("{} - {}", bars(&a), bars(&b)), Exact(&x.0 - &y.0), Exact(&a.0 - &b.0))
    };
    Exercise::compute(&expression, value.clone(), Notation::Decimal, vec![naive, Exact(-value.0)])
}
