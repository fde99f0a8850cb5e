//! Whole numbers: addition to order of operations.

use super::Skill;
use super::draw::{Draw, Exercise, Notation};
use crate::domain::task::{ColumnArithmetic, Operation};
use crate::domain::{Rich, Subject};
use crate::i18n;
use crate::math::Exact;

const MATH: &[Subject] = &[Subject::Math];

macro_rules! within {
    ($code:literal, $grades:expr, $limit:literal, $phrases:expr, $add:ident) => {
        Skill {
            code: $code,
            title: concat!("drill-", stringify!($add)),
            instruction: "drill-compute",
            subjects: MATH,
            grades: $grades,
            phrases: $phrases,
            topics: &[],
            make: |draw| $add(draw, $limit),
        }
    };
}

pub(super) const SKILLS: &[Skill] = &[
    within!("add.10", (1, 1), 10, &["сложен ?вычитан ?предел ?числ 10|десят", "add ?subtract ?within ?number 10"], add),
    within!(
        "subtract.10",
        (1, 1),
        10,
        &["вычитан ?сложен ?предел ?числ 10|десят", "subtract ?add ?within ?number 10"],
        subtract
    ),
    within!(
        "add.20",
        (1, 2),
        20,
        &[
            "сложен ?вычитан ?предел ?числ ?переход ?через ?десят 20|двадцат",
            "сложен ?вычитан ?числ ?переход ?через десят",
            "add ?subtract ?within ?number 20"
        ],
        add
    ),
    within!(
        "subtract.20",
        (1, 2),
        20,
        &[
            "вычитан ?сложен ?предел ?числ ?переход ?через ?десят 20|двадцат",
            "вычитан ?сложен ?числ ?переход ?через десят",
            "subtract ?add ?within ?number 20"
        ],
        subtract
    ),
    within!(
        "add.100",
        (2, 4),
        100,
        &[
            "сложен ?вычитан ?предел ?числ ?двузначн 100|ста|сотн",
            "сложен ?вычитан двузначн ?числ",
            "add ?subtract ?within ?number 100"
        ],
        add
    ),
    within!(
        "subtract.100",
        (2, 4),
        100,
        &[
            "вычитан ?сложен ?предел ?числ ?двузначн 100|ста|сотн",
            "вычитан ?сложен двузначн ?числ",
            "subtract ?add ?within ?number 100"
        ],
        subtract
    ),
    within!(
        "add.1000",
        (3, 5),
        1000,
        &[
            "сложен ?вычитан ?предел ?числ ?трехзначн 1000|тысяч",
            "сложен ?вычитан трехзначн ?числ",
            "add ?subtract ?within ?number 1000"
        ],
        add
    ),
    within!(
        "subtract.1000",
        (3, 5),
        1000,
        &[
            "вычитан ?сложен ?предел ?числ ?трехзначн 1000|тысяч",
            "вычитан ?сложен трехзначн ?числ",
            "subtract ?add ?within ?number 1000"
        ],
        subtract
    ),
    Skill {
        code: "table.multiply",
        title: "drill-table",
        instruction: "drill-compute",
        subjects: MATH,
        grades: (2, 4),
        phrases: &[
            "таблиц умножен ?делен",
            "табличн умножен ?делен",
            "times|multiplication table ?fact",
            "multiplication fact",
        ],
        topics: &[],
        make: table_multiply,
    },
    Skill {
        code: "table.divide",
        title: "drill-table",
        instruction: "drill-compute",
        subjects: MATH,
        grades: (2, 4),
        phrases: &["таблиц делен ?умножен", "табличн делен ?умножен", "division fact"],
        topics: &[],
        make: table_divide,
    },
    Skill {
        code: "remainder",
        title: "drill-remainder",
        instruction: "drill-remainder-do",
        subjects: MATH,
        grades: (3, 5),
        phrases: &["делен остатк|остаток", "division remainder"],
        topics: &[],
        make: remainder,
    },
    Skill {
        code: "column.add",
        title: "drill-column",
        instruction: "drill-column-do",
        subjects: MATH,
        grades: (2, 5),
        phrases: &[
            "сложен ?вычитан столбик ?числ ?многозначн ?трехзначн ?двузначн",
            "сложен письменн ?вычитан ?числ ?прием",
            "column addition ?subtraction",
        ],
        topics: &[],
        make: column_add,
    },
    Skill {
        code: "column.subtract",
        title: "drill-column",
        instruction: "drill-column-do",
        subjects: MATH,
        grades: (2, 5),
        phrases: &[
            "вычитан ?сложен столбик ?числ ?многозначн ?трехзначн ?двузначн",
            "вычитан письменн ?сложен ?числ ?прием",
            "column subtraction ?addition",
        ],
        topics: &[],
        make: column_subtract,
    },
    Skill {
        code: "column.multiply",
        title: "drill-column",
        instruction: "drill-column-do",
        subjects: MATH,
        grades: (3, 5),
        phrases: &[
            "умножен ?делен столбик ?числ ?многозначн ?трехзначн ?двузначн ?однозначн",
            "умножен письменн ?делен ?числ",
            "long multiplication",
        ],
        topics: &[],
        make: column_multiply,
    },
    Skill {
        code: "column.divide",
        title: "drill-column",
        instruction: "drill-column-do",
        subjects: MATH,
        grades: (3, 5),
        phrases: &[
            "делен ?умножен столбик|уголк ?числ ?многозначн ?трехзначн ?двузначн ?однозначн",
            "делен письменн ?умножен ?числ",
            "long division",
        ],
        topics: &[],
        make: column_divide,
    },
    Skill {
        code: "order",
        title: "drill-order",
        instruction: "drill-compute",
        subjects: MATH,
        grades: (2, 6),
        phrases: &[
            "порядок|порядк действи ?арифметическ ?выражени ?скобк ?числов",
            "числов|числовы выражени ?скобк",
            "order operation",
        ],
        topics: &[],
        make: order,
    },
];

fn add(draw: &mut Draw<'_>, limit: i64) -> Exercise {
    let low = draw.by_level([limit / 4, limit / 3, limit / 2]).max(2);
    let sum = draw.between(low.max(3), limit);
    let a = draw.between(1.max(sum / 10), sum - 1.max(sum / 10));
    let b = sum - a;
    let carry = Exact::whole(if sum > 10 { sum - 10 } else { sum + 1 });
    Exercise::compute(&format!("{a} + {b}"), Exact::whole(sum), Notation::Decimal, vec![carry])
}

fn subtract(draw: &mut Draw<'_>, limit: i64) -> Exercise {
    let low = draw.by_level([limit / 4, limit / 3, limit / 2]).max(2);
    let a = draw.between(low.max(3), limit);
    let b = draw.between(1.max(a / 10), a - 1.max(a / 10));
    Exercise::compute(&format!("{a} - {b}"), Exact::whole(a - b), Notation::Decimal, vec![Exact::whole(a - b + 10)])
}

fn table_multiply(draw: &mut Draw<'_>) -> Exercise {
    let (low, high) = draw.by_level([(2, 6), (2, 9), (4, 9)]);
    let (a, b) = (draw.between(low, high), draw.between(2, 9));
    let expression = format!("{a} {} {b}", draw.times());
    Exercise::compute(
        &expression,
        Exact::whole(a * b),
        Notation::Decimal,
        vec![Exact::whole(a * (b + 1)), Exact::whole(a + b), Exact::whole((a - 1) * b)],
    )
}

fn table_divide(draw: &mut Draw<'_>) -> Exercise {
    let (low, high) = draw.by_level([(2, 6), (2, 9), (4, 9)]);
    let (a, b) = (draw.between(low, high), draw.between(2, 9));
    let expression = format!("{} {} {a}", a * b, draw.over());
    Exercise::compute(
        &expression,
        Exact::whole(b),
        Notation::Decimal,
        vec![Exact::whole(b + 1), Exact::whole(b - 1), Exact::whole(a)],
    )
}

fn remainder(draw: &mut Draw<'_>) -> Exercise {
    let divisor = draw.between(2, 9);
    let quotient = draw.by_level([(2, 9), (5, 12), (11, 40)]);
    let quotient = draw.between(quotient.0, quotient.1);
    let rest = draw.between(1, divisor - 1);
    let dividend = divisor * quotient + rest;
    let word = i18n::text(draw.locale, "drill-rest");
    let print = |q: i64, r: i64| Rich(format!("{q} ({word} {r})"));
    let wrong = vec![
        print(quotient - 1, rest + divisor),
        print(quotient + 1, rest),
        if rest + 1 < divisor { print(quotient, rest + 1) } else { print(quotient, rest + divisor) },
    ];
    let question = Rich(format!("${dividend} {} {divisor} =$", draw.over()));
    let solution = Some(Rich(format!("${dividend} = {divisor} {} {quotient} + {rest}$", draw.times())));
    Exercise::Text { question, answer: print(quotient, rest), wrong, solution }
}

fn column(draw: &Draw<'_>, operation: Operation, a: i64, b: i64, result: i64, rows: u8, wrong: Vec<Exact>) -> Exercise {
    // Inside the squares digits stand one to a cell; the question prints the numbers in groups.
    let question = Rich(format!("${} {} {}$", grouped(a), sign(draw, operation), grouped(b)));
    let column = ColumnArithmetic {
        question,
        operation,
        operands: vec![a.to_string(), b.to_string()],
        result: result.to_string(),
        remainder: None,
    };
    Exercise::Column { column, rows, answer: Exact::whole(result), wrong }
}

fn sign(draw: &Draw<'_>, operation: Operation) -> &'static str {
    match operation {
        Operation::Add => "+",
        Operation::Subtract => "-",
        Operation::Multiply => draw.times(),
        Operation::Divide => draw.over(),
    }
}

/// Thousands apart from four digits on.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if head > 0 {
        groups.push(&digits[..head]);
    }
    groups.extend((head..digits.len()).step_by(3).map(|i| &digits[i..i + 3]));
    groups.join(r"\,")
}

/// Largest number of a grade in written calculation.
fn written_limit(draw: &Draw<'_>) -> i64 {
    let by_grade = match draw.grade {
        ..=2 => 99,
        3 => 999,
        4 => 99_999,
        _ => 999_999,
    };
    draw.by_level([by_grade / 5, by_grade / 2, by_grade]).max(60)
}

fn column_add(draw: &mut Draw<'_>) -> Exercise {
    let limit = written_limit(draw);
    let sum = draw.between(limit / 2, limit);
    let a = draw.between(sum / 4, sum * 3 / 4);
    let b = sum - a;
    column(draw, Operation::Add, a, b, sum, 4, vec![Exact::whole(sum - 10), Exact::whole(sum + 100)])
}

fn column_subtract(draw: &mut Draw<'_>) -> Exercise {
    let limit = written_limit(draw);
    let a = draw.between(limit / 2, limit);
    let b = draw.between(a / 5, a * 4 / 5);
    column(draw, Operation::Subtract, a, b, a - b, 4, vec![Exact::whole(a - b + 10), Exact::whole(a - b + 100)])
}

fn column_multiply(draw: &mut Draw<'_>) -> Exercise {
    let (a, b, rows) = match (draw.grade, draw.level) {
        (..=3, 0) => (draw.between(12, 49), draw.between(2, 4), 4),
        (..=3, 1) => (draw.between(23, 99), draw.between(3, 9), 4),
        (..=3, _) => (draw.between(112, 249), draw.between(3, 4), 4),
        (_, 0) => (draw.between(112, 999), draw.between(3, 9), 4),
        (_, 1) => (draw.between(23, 99), draw.between(12, 49), 6),
        (_, _) => (draw.between(123, 999), draw.between(23, 89), 6),
    };
    column(
        draw,
        Operation::Multiply,
        a,
        b,
        a * b,
        rows,
        vec![Exact::whole(a * b + a), Exact::whole(a * b - 10), Exact::whole(a * (b - 1))],
    )
}

fn column_divide(draw: &mut Draw<'_>) -> Exercise {
    let (quotient, divisor) = match (draw.grade, draw.level) {
        (..=3, 0) => (draw.between(12, 30), draw.between(2, 4)),
        (..=3, 1) => (draw.between(21, 99), draw.between(3, 9)),
        (..=3, _) => (draw.between(104, 160), draw.between(3, 6)),
        (_, 0) => (draw.between(102, 450), draw.between(3, 9)),
        (_, 1) => (draw.between(104, 2_040), draw.between(6, 9)),
        (_, _) => (draw.between(104, 960), draw.between(12, 58)),
    };
    let rows = if quotient > 99 { 8 } else { 6 };
    column(
        draw,
        Operation::Divide,
        quotient * divisor,
        divisor,
        quotient,
        rows,
        vec![Exact::whole(quotient * 10), Exact::whole(quotient + 10), Exact::whole(quotient - 1)],
    )
}

fn order(draw: &mut Draw<'_>) -> Exercise {
    let (times, over) = (draw.times(), draw.over());
    let (b, c) = (draw.between(2, 9), draw.between(2, 9));
    let product = b * c;
    let (level, even) = (draw.level, draw.coin());
    let (expression, value, left_to_right) = match level {
        0 if even => {
            let a = draw.between(3, 40);
            (format!("{a} + {b} {times} {c}"), a + product, (a + b) * c)
        }
        0 => {
            let a = product + draw.between(2, 40);
            (format!("{a} - {b} {times} {c}"), a - product, (a - b) * c)
        }
        1 if even => {
            let (a, d) = (draw.between(10, 60), draw.between(2, 9));
            (format!("{a} + {product} {over} {b} {times} {d}"), a + c * d, (a + product) * d)
        }
        1 => {
            let (x, y) = (draw.between(2, 9), draw.between(2, 9));
            let a = draw.between(5, 30).min((x + y) * b - 1);
            (format!("({x} + {y}) {times} {b} - {a}"), (x + y) * b - a, x + y * b - a)
        }
        _ => {
            let (x, y, d) = (draw.between(20, 60), draw.between(2, 19), draw.between(2, 9));
            let a = draw.between(3, 30);
            let dividend = c * d;
            (
                format!("({x} - {y}) {times} {b} + {dividend} {over} {d} - {}", a.min(c)),
                (x - y) * b + c - a.min(c),
                x - y * b + c - a.min(c),
            )
        }
    };
    Exercise::compute(&expression, Exact::whole(value), Notation::Decimal, vec![Exact::whole(left_to_right.abs())])
}
