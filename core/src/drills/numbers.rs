//! Decimals, percent, negative numbers, powers, divisors, rounding.

use super::Skill;
use super::draw::{Draw, Exercise, Notation, bracketed, gcd};
use crate::domain::{Rich, Subject};
use crate::i18n;
use crate::math::Exact;

const MATH: &[Subject] = &[Subject::Math];
const MATH_ALGEBRA: &[Subject] = &[Subject::Math, Subject::Algebra];
const DO: &str = "drill-compute";

macro_rules! skill {
    ($code:literal, $title:literal, $do:expr, $subjects:expr, $grades:expr, $make:ident, [$($phrase:literal),* $(,)?]) => {
        Skill { code: $code, title: $title, instruction: $do, subjects: $subjects, grades: $grades, phrases: &[$($phrase),*], topics: &[], make: $make }
    };
}

pub(super) const SKILLS: &[Skill] = &[
    skill!(
        "decimals.add",
        "drill-decimals",
        DO,
        MATH,
        (5, 6),
        decimal_add,
        [
            "сложен десятичн дроб ?вычитан",
            "действи десятичн ?дроб",
            "десятичн дроб",
            "add ?subtract decimal",
            "decimal ?operation"
        ]
    ),
    skill!(
        "decimals.subtract",
        "drill-decimals",
        DO,
        MATH,
        (5, 6),
        decimal_subtract,
        [
            "вычитан десятичн дроб ?сложен",
            "действи десятичн ?дроб",
            "десятичн дроб",
            "subtract ?add decimal",
            "decimal ?operation"
        ]
    ),
    skill!(
        "decimals.multiply",
        "drill-decimals",
        DO,
        MATH,
        (5, 6),
        decimal_multiply,
        [
            "умножен десятичн дроб ?делен",
            "действи десятичн ?дроб",
            "десятичн дроб",
            "multipl ?divid|divis decimal",
            "decimal ?operation"
        ]
    ),
    skill!(
        "decimals.divide",
        "drill-decimals",
        DO,
        MATH,
        (5, 6),
        decimal_divide,
        [
            "делен десятичн дроб ?умножен",
            "действи десятичн ?дроб",
            "десятичн дроб",
            "divid|divis ?multipl decimal",
            "decimal ?operation"
        ]
    ),
    skill!(
        "percent.of",
        "drill-percent",
        DO,
        MATH,
        (5, 7),
        percent_of,
        ["процент", "процент числ ?нахожден ?найти", "percent|percentages ?number ?a ?find"]
    ),
    skill!(
        "percent.whole",
        "drill-percent",
        "drill-percent-whole-do",
        MATH,
        (5, 7),
        percent_whole,
        ["процент", "числ его|ее процент ?нахожден ?найти", "percent|percentages"]
    ),
    skill!(
        "negative.add",
        "drill-negative",
        DO,
        MATH,
        (6, 6),
        negative_add,
        [
            "сложен отрицательн ?положительн ?числ ?вычитан",
            "сложен ?вычитан рациональн|знак ?числ ?разн ?одинаков",
            "действи отрицательн|рациональн ?положительн ?числ",
            "отрицательн ?положительн числ",
            "add ?subtract negative ?number|integer",
            "negative number"
        ]
    ),
    skill!(
        "negative.subtract",
        "drill-negative",
        DO,
        MATH,
        (6, 6),
        negative_subtract,
        [
            "вычитан отрицательн ?положительн ?числ ?сложен",
            "действи отрицательн|рациональн ?положительн ?числ",
            "отрицательн ?положительн числ",
            "subtract ?add negative ?number|integer",
            "negative number"
        ]
    ),
    skill!(
        "negative.multiply",
        "drill-negative",
        DO,
        MATH,
        (6, 6),
        negative_multiply,
        [
            "умножен отрицательн ?положительн ?числ ?делен",
            "действи отрицательн|рациональн ?положительн ?числ",
            "отрицательн ?положительн числ",
            "multipl ?divid|divis negative ?number|integer",
            "negative number"
        ]
    ),
    skill!(
        "negative.divide",
        "drill-negative",
        DO,
        MATH,
        (6, 6),
        negative_divide,
        [
            "делен отрицательн ?положительн ?числ ?умножен",
            "действи отрицательн|рациональн ?положительн ?числ",
            "отрицательн ?положительн числ",
            "divid|divis ?multipl negative ?number|integer",
            "negative number"
        ]
    ),
    skill!(
        "powers",
        "drill-powers",
        DO,
        MATH_ALGEBRA,
        (5, 7),
        powers,
        ["степен ?числ ?натуральн ?показател ?возведен", "квадрат куб ?числ", "power|exponent ?number"]
    ),
    skill!(
        "gcd",
        "drill-gcd",
        "drill-gcd-do",
        MATH,
        (5, 6),
        greatest,
        ["нод", "нод нок", "наибольш общ делител", "gcd|gcf|hcf", "greatest|highest common divisor|factor"]
    ),
    skill!(
        "lcm",
        "drill-lcm",
        "drill-lcm-do",
        MATH,
        (5, 6),
        least,
        ["нок", "нод нок", "наименьш общ кратн", "lcm", "least|lowest common multiple"]
    ),
    skill!(
        "rounding",
        "drill-rounding",
        "drill-rounding-do",
        MATH,
        (5, 6),
        rounding,
        ["округлен ?десятичн ?дроб ?числ", "rounding ?decimal ?number"]
    ),
];

/// A decimal of one to three places and at most three digits in front.
fn decimal(draw: &mut Draw<'_>) -> Exact {
    let places = draw.by_level([(1, 1), (1, 2), (2, 3)]);
    let scale = 10_i64.pow(u32::try_from(draw.between(places.0, places.1)).unwrap_or(1));
    let highest = draw.by_level([10, 40, 100]);
    loop {
        let n = draw.between(2, highest * scale);
        if n % 10 != 0 {
            return Exact::ratio(n, scale);
        }
    }
}

fn decimal_add(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = (decimal(draw), decimal(draw));
    let expression = format!("{} + {}", draw.decimal(&a), draw.decimal(&b));
    let sum = Exact(&a.0 + &b.0);
    let wrong = vec![Exact(&sum.0 / Exact::whole(10).0), Exact(&sum.0 + Exact::ratio(1, 10).0)];
    Exercise::compute(&expression, sum, Notation::Decimal, wrong)
}

fn decimal_subtract(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = (decimal(draw), decimal(draw));
    let (a, b) = match a.cmp(&b) {
        std::cmp::Ordering::Equal => (Exact(&a.0 + Exact::whole(1).0), b),
        std::cmp::Ordering::Greater => (a, b),
        std::cmp::Ordering::Less => (b, a),
    };
    let expression = format!("{} - {}", draw.decimal(&a), draw.decimal(&b));
    let difference = Exact(&a.0 - &b.0);
    let wrong = vec![Exact(&difference.0 + Exact::ratio(1, 10).0), Exact(&difference.0 + Exact::whole(1).0)];
    Exercise::compute(&expression, difference, Notation::Decimal, wrong)
}

/// A small decimal for products: at most two digits besides zeros.
fn short_decimal(draw: &mut Draw<'_>) -> Exact {
    let scale = draw.by_level([10, 10, 100]);
    let highest = draw.by_level([30, 99, 199]);
    loop {
        let n = draw.between(2, highest);
        if n % 10 != 0 {
            return Exact::ratio(n, scale);
        }
    }
}

fn decimal_multiply(draw: &mut Draw<'_>) -> Exercise {
    let a = short_decimal(draw);
    let b = if draw.level == 0 { Exact::whole(draw.between(2, 9)) } else { short_decimal(draw) };
    let expression = format!("{} {} {}", draw.decimal(&a), draw.times(), draw.decimal(&b));
    let product = Exact(&a.0 * &b.0);
    let ten = Exact::whole(10);
    let wrong = vec![Exact(&product.0 * &ten.0), Exact(&product.0 / &ten.0)];
    Exercise::compute(&expression, product, Notation::Decimal, wrong)
}

fn decimal_divide(draw: &mut Draw<'_>) -> Exercise {
    let quotient = short_decimal(draw);
    let divisor = match draw.level {
        0 => Exact::whole(draw.between(2, 9)),
        1 => Exact::ratio(draw.between(2, 9), 10),
        _ => short_decimal(draw),
    };
    let dividend = Exact(&quotient.0 * &divisor.0);
    let expression = format!("{} {} {}", draw.decimal(&dividend), draw.over(), draw.decimal(&divisor));
    let ten = Exact::whole(10);
    let wrong = vec![Exact(&quotient.0 * &ten.0), Exact(&quotient.0 / &ten.0)];
    Exercise::compute(&expression, quotient, Notation::Decimal, wrong)
}

/// Percent that divide well, and a number they divide.
fn percent(draw: &mut Draw<'_>) -> (i64, i64) {
    let percent = match draw.level {
        0 => draw.one_of(&[10, 20, 25, 50]),
        1 => draw.one_of(&[5, 15, 30, 40, 60, 75, 80]),
        _ => draw.one_of(&[4, 12, 18, 35, 45, 65, 85, 120, 140]),
    };
    let step = draw.one_of(&[20, 20, 40, 60]);
    let times = draw.by_level([10, 20, 40]);
    (percent, step * draw.between(1, times))
}

fn percent_of(draw: &mut Draw<'_>) -> Exercise {
    let (percent, whole) = percent(draw);
    let part = Exact::ratio(percent * whole, 100);
    let key = i18n::text_with(
        draw.locale,
        "drill-percent-of",
        &[("percent", percent.to_string().into()), ("whole", whole.to_string().into())],
    );
    let solution =
        Some(Rich(format!("${whole} {} {percent} {} 100 = {}$", draw.times(), draw.over(), draw.decimal(&part))));
    let wrong = vec![
        Exact::ratio(whole, percent),
        Exact::ratio(percent * whole, 10),
        Exact(Exact::whole(whole).0 - part.0.clone()),
    ];
    Exercise::Number { question: Rich(key), answer: part, notation: Notation::Decimal, wrong, solution }
}

fn percent_whole(draw: &mut Draw<'_>) -> Exercise {
    let (percent, whole) = percent(draw);
    let part = Exact::ratio(percent * whole, 100);
    let text = i18n::text_with(
        draw.locale,
        "drill-percent-whole",
        &[("percent", percent.to_string().into()), ("part", draw.decimal(&part).into())],
    );
    let solution =
        Some(Rich(format!("${} {} {percent} {} 100 = {whole}$", draw.decimal(&part), draw.over(), draw.times())));
    let wrong = vec![Exact(part.0.clone() * Exact::ratio(percent, 100).0), Exact::whole(whole + percent)];
    Exercise::Number { question: Rich(text), answer: Exact::whole(whole), notation: Notation::Decimal, wrong, solution }
}

/// Not zero; negative at least every other time.
fn signed(draw: &mut Draw<'_>) -> i64 {
    let highest = draw.by_level([12, 30, 99]);
    let n = draw.between(1, highest);
    if draw.coin() { -n } else { n }
}

/// Two numbers of which at least one is negative.
fn signed_pair(draw: &mut Draw<'_>) -> (i64, i64) {
    let (a, b) = (signed(draw), signed(draw));
    if a > 0 && b > 0 { (-a, b) } else { (a, b) }
}

fn negative_add(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = signed_pair(draw);
    let expression = format!("{a} + {}", bracketed(b.to_string()));
    Exercise::compute(
        &expression,
        Exact::whole(a + b),
        Notation::Decimal,
        vec![Exact::whole(-(a + b)), Exact::whole(a - b), Exact::whole(b - a)],
    )
}

fn negative_subtract(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = signed_pair(draw);
    let expression = format!("{a} - {}", bracketed(b.to_string()));
    Exercise::compute(
        &expression,
        Exact::whole(a - b),
        Notation::Decimal,
        vec![Exact::whole(a + b), Exact::whole(b - a), Exact::whole(-a - b)],
    )
}

fn small_pair(draw: &mut Draw<'_>) -> (i64, i64) {
    let highest = draw.by_level([9, 12, 25]);
    let (a, b) = (draw.between(2, highest), draw.between(2, 9));
    match draw.between(0, 2) {
        0 => (-a, b),
        1 => (a, -b),
        _ => (-a, -b),
    }
}

fn negative_multiply(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = small_pair(draw);
    let expression = format!("{a} {} {}", draw.times(), bracketed(b.to_string()));
    Exercise::compute(
        &expression,
        Exact::whole(a * b),
        Notation::Decimal,
        vec![Exact::whole(-a * b), Exact::whole(a + b)],
    )
}

fn negative_divide(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = small_pair(draw);
    let expression = format!("{} {} {}", a * b, draw.over(), bracketed(b.to_string()));
    Exercise::compute(&expression, Exact::whole(a), Notation::Decimal, vec![Exact::whole(-a), Exact::whole(b)])
}

fn powers(draw: &mut Draw<'_>) -> Exercise {
    let (base, exponent): (i64, u32) = match draw.level {
        0 => (draw.between(2, 9), 2),
        1 => draw.one_of(&[(2, 3), (3, 3), (4, 3), (5, 3), (11, 2), (12, 2), (13, 2), (2, 4), (15, 2)]),
        _ => draw.one_of(&[(2, 5), (2, 6), (3, 4), (5, 4), (10, 4), (6, 3), (7, 3), (14, 2), (16, 2), (2, 7), (3, 5)]),
    };
    let value = base.pow(exponent);
    let negative = draw.grade >= 6 && draw.level > 0 && draw.coin();
    let (expression, value) = if negative {
        (format!("(-{base})^{{{exponent}}}"), if exponent % 2 == 0 { value } else { -value })
    } else {
        (format!("{base}^{{{exponent}}}"), value)
    };
    let wrong = vec![Exact::whole(base * i64::from(exponent)), Exact::whole(value.abs() + base), Exact::whole(-value)];
    Exercise::compute(&expression, Exact::whole(value), Notation::Decimal, wrong)
}

/// Two different numbers with a common divisor above one.
fn related(draw: &mut Draw<'_>) -> (i64, i64) {
    let highest = draw.by_level([6, 12, 18]);
    let g = draw.between(2, highest);
    let x = draw.between(2, 7);
    let y = x + draw.between(1, 5);
    (g * x, g * y)
}

fn greatest(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = related(draw);
    let g = gcd(a, b);
    let wrong = vec![Exact::whole(a / g * b), Exact::whole(b - a), Exact::whole(1)];
    pair_of(draw, "drill-gcd-of", a, b, g, wrong)
}

fn least(draw: &mut Draw<'_>) -> Exercise {
    let (a, b) = related(draw);
    let g = gcd(a, b);
    let wrong = vec![Exact::whole(a * b), Exact::whole(g), Exact::whole(a / g * b * 2)];
    pair_of(draw, "drill-lcm-of", a, b, a / g * b, wrong)
}

fn pair_of(draw: &Draw<'_>, key: &str, a: i64, b: i64, value: i64, wrong: Vec<Exact>) -> Exercise {
    let question = Rich(i18n::text_with(draw.locale, key, &[("a", a.to_string().into()), ("b", b.to_string().into())]));
    Exercise::Number { question, answer: Exact::whole(value), notation: Notation::Decimal, wrong, solution: None }
}

fn rounding(draw: &mut Draw<'_>) -> Exercise {
    let places = draw.between(0, if draw.level == 0 { 1 } else { 2 });
    let scale = 10_i64.pow(u32::try_from(places).unwrap_or(0));
    let deeper = scale * if draw.level == 2 { 100 } else { 10 };
    let n = loop {
        let n = draw.between(deeper, deeper * 90);
        if n % 10 != 0 {
            break n;
        }
    };
    let unit = deeper / scale;
    // Half is rounded up, as taught.
    let rounded = (n + unit / 2) / unit;
    let value = Exact::ratio(rounded, scale);
    let to = i18n::text(
        draw.locale,
        ["drill-to-units", "drill-to-tenths", "drill-to-hundredths"][usize::try_from(places).unwrap_or(0).min(2)],
    );
    let question = Rich(format!("${}$ {to}", draw.decimal(&Exact::ratio(n, deeper))));
    // A rounded number keeps its last zero: 3,0 to tenths is not 3.
    let wrong = [-1, 1, 2, 3].into_iter().map(|step| Exact::ratio(rounded + step, scale)).collect();
    Exercise::Number { question, answer: value, notation: Notation::Decimal, wrong, solution: None }
}
