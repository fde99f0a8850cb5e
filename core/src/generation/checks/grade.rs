//! What a grade has not met yet: larger numbers, other kinds of numbers, operations, terms.
//!
//! Bounds follow the federal programme of mathematics: numbers to 20 in grade 1, 100 in 2, 1,000 in 3,
//! a million in 4, a milliard in 5; division and multiplication from grade 2, percent, decimals
//! and common fractions with operations from 5, negative numbers from 6, roots and trigonometry of the
//! right triangle from 8, logarithms and derivatives from 10.

use num_traits::Signed;

use super::refuse;
use super::said::{self, Piece};
use crate::domain::rich::Inline;
use crate::domain::task::{Body, Flaw};
use crate::domain::{Rich, Subject, Task};
use crate::math::{self, Exact};
use crate::programme::Topic;
use crate::topic;

/// Commands of LaTeX and the first grade that reads them.
const COMMANDS: &[(&str, u8)] = &[
    (r"\sqrt", 8),
    (r"\sin", 8),
    (r"\cos", 8),
    (r"\tg", 8),
    (r"\ctg", 8),
    (r"\tan", 8),
    (r"\vec", 8),
    (r"\log", 10),
    (r"\lg", 10),
    (r"\ln", 10),
    (r"\lim", 10),
    (r"\int", 10),
    (r"\begin{cases}", 7),
    (r"\pi", 6),
];

/// Checks a task of a mathematical subject against its grade.
pub(super) fn numbers(task: &Task, subject: Subject, grade: u8, flaws: &mut Vec<Flaw>) {
    if !matches!(subject, Subject::Math | Subject::Algebra | Subject::Geometry) {
        let asked: String = super::all_texts(task).iter().map(|text| text.plain().to_lowercase() + " ").collect();
        let later =
            OF_LESSONS.iter().find(|(of, term, first)| *of == subject && grade < *first && asked.contains(term));
        if let Some((_, term, first)) = later {
            refuse(flaws, "grade.notation", format!("{term} before grade {first}"));
        }
        if subject == Subject::Physics
            && let Some(unit) = unit_of_later(task, grade)
        {
            refuse(flaws, "grade.notation", format!("{unit} before its grade"));
        }
        return;
    }
    let texts = super::all_texts(task);
    for text in &texts {
        for inline in text.inlines() {
            if let Inline::Math(latex) = inline
                && let Some((command, first)) =
                    COMMANDS.iter().find(|(command, first)| grade < *first && latex.contains(command))
            {
                refuse(flaws, "grade.notation", format!("{command} before grade {first}"));
            }
        }
    }
    let asked: String = task.texts().iter().map(|text| text.plain().to_lowercase() + " ").collect();
    if let Some((term, first)) = LATER.iter().find(|(term, first)| grade < *first && asked.contains(term)) {
        refuse(flaws, "grade.notation", format!("{term} before grade {first}"));
    }
    if grade < 7 && ["x^2", "x²"].iter().any(|square| asked.contains(square)) && asked.contains("уравнени") {
        refuse(flaws, "grade.notation", "an equation with a square");
    }
    if grade < 5 {
        for inline in texts.iter().flat_map(|text| text.inlines()) {
            let Inline::Math(latex) = inline else { continue };
            if let Some(flaw) = too_early(&latex, grade) {
                refuse(flaws, "grade.notation", format!("{flaw} before grade 5"));
                return;
            }
        }
    }
    if grade > 5 {
        return;
    }
    let plain: String = texts.iter().map(|t| t.plain() + "\n").collect();
    let lower = plain.to_lowercase();
    if grade < 5 && (lower.contains('%') || lower.contains("процент") || lower.contains("percent")) {
        refuse(flaws, "grade.percent", "percent");
    }
    let largest = Exact::whole(match grade {
        1 => 20,
        2 => 100,
        3 => 1_000,
        4 => 1_000_000,
        _ => 1_000_000_000,
    });
    let mut spoken: Vec<(Exact, bool)> = Vec::new();
    for text in &texts {
        for number in numerals(text) {
            if let Ok(value) = math::evaluate(&number) {
                spoken.push((value, number.contains([',', '.'])));
            }
        }
    }
    // Round tens up to a hundred are met in grade 1 too.
    let round =
        |value: &Exact| grade == 1 && *value <= Exact::whole(100) && (&value.0 / Exact::whole(10).0).is_integer();
    let year = |value: &Exact| {
        grade > 1 && (Exact::whole(1_700)..=Exact::whole(2_100)).contains(value) && lower.contains("год")
    };
    // «1 м 20 см = 120 см»: measures reach beyond what is counted.
    let measured = |value: &Exact| {
        (2..=3).contains(&grade) && value.0 <= &largest.0 * Exact::whole(25).0 && {
            let digits = value.source();
            ["см", "мм", "дм", "г", "м", "мин"].iter().any(|unit| {
                [format!("{digits} {unit}"), format!("{digits}\u{a0}{unit}")].iter().any(|measure| {
                    plain
                        .match_indices(measure.as_str())
                        .any(|(at, _)| !plain[at + measure.len()..].starts_with(char::is_alphabetic))
                }) && plain.contains('=')
            })
        }
    };
    if let Some((value, _)) =
        spoken.iter().find(|(value, _)| *value > largest && !round(value) && !year(value) && !measured(value))
    {
        refuse(flaws, "grade.number_too_large", value.source());
    }
    if grade < 5 && spoken.iter().any(|(value, decimal)| *decimal && !value.is_whole()) {
        refuse(flaws, "grade.decimal", "a decimal fraction");
    }
    if grade < 6 && is_negative(task) {
        refuse(flaws, "grade.negative", "a negative number");
    }
    if grade == 1 && lower.contains(['·', '×', '÷', '*']) {
        refuse(flaws, "grade.operation", "multiplication or division");
    }
    if grade < 5 && texts.iter().any(|text| adds_fractions(text, grade)) {
        refuse(flaws, "grade.fraction", "fractions computed with");
    }
    if grade < 3 && texts.iter().any(|t| t.source().contains(r"\frac")) {
        refuse(flaws, "grade.fraction", "a fraction");
    }
}

/// Powers, and the unknown with a factor or on both sides: no formula of primary school has them.
fn too_early(latex: &str, grade: u8) -> Option<&'static str> {
    let latex = latex.replace([' ', '\u{a0}'], "");
    let behind = |sign: char| latex.match_indices(sign).filter_map(|(at, _)| latex[..at].chars().next_back());
    let degree = latex.contains(r"^\circ") || latex.contains(r"^{\circ}");
    if !degree
        && behind('^').any(|c| c.is_ascii_digit() || matches!(c, ')' | '}' | 'x' | 'y'))
        && !latex.contains(r"\text")
    {
        return Some("a power");
    }
    let negative = latex.split("(-").skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if negative {
        return Some("a negative number");
    }
    if latex.matches('|').count() > 1 {
        return Some("a modulus");
    }
    let factor = behind('x').any(|c| c.is_ascii_digit());
    let sides = latex.split_once('=').is_some_and(|(left, right)| left.contains('x') && right.contains('x'));
    if factor && grade < 4 {
        return Some("an unknown with a factor");
    }
    sides.then_some("an unknown on both sides")
}

/// Fractions computed with: any before grade 4, of unlike denominators or multiplied in grade 4.
fn adds_fractions(text: &Rich, grade: u8) -> bool {
    text.inlines().into_iter().any(|inline| {
        let Inline::Math(latex) = inline else { return false };
        let below: Vec<&str> = latex
            .split(r"frac{")
            .skip(1)
            .filter_map(|after| Some(after.split_once("}{")?.1.split_once('}')?.0))
            .collect();
        let signs: Vec<char> =
            latex.replace(r"\cdot", "·").replace(r"\times", "·").chars().filter(|c| "+-−·:".contains(*c)).collect();
        let alike = below.windows(2).all(|pair| pair[0] == pair[1]);
        let sums = signs.iter().all(|c| "+-−".contains(*c));
        below.len() > 1 && !signs.is_empty() && !latex.contains(['<', '>', ',', ';']) && (grade < 4 || !alike || !sums)
    })
}

/// Words of matters of later grades.
const LATER: &[(&str, u8)] = &[
    ("дискриминант", 8),
    ("логарифм", 10),
    ("интеграл", 10),
    ("первообразн", 10),
    ("производную функции", 10),
    ("производная функции", 10),
    ("квадратный корень", 8),
    ("квадратное уравнение", 8),
    ("тригонометри", 8),
    ("арифметическая прогрессия", 8),
    ("арифметической прогрессии", 8),
    ("геометрическая прогрессия", 8),
    ("геометрической прогрессии", 8),
    ("деление с остатком", 3),
    ("пифагор", 8),
    ("синус", 8),
    ("тангенс", 8),
    ("корень из", 8),
    ("вектор", 8),
    ("скалярное произведение", 9),
    ("скалярного произведения", 9),
    ("объём цилиндра", 9),
    ("объём конуса", 9),
    ("объём пирамиды", 10),
    ("радиус цилиндра", 9),
    ("радиус конуса", 9),
    ("высота конуса", 9),
    ("высота цилиндра", 9),
    ("объём шара", 9),
    ("производную", 10),
    ("производной", 10),
    ("число сочетаний", 8),
    ("модуль", 6),
    ("пропорци", 6),
    ("в квадрате", 5),
    ("одна вторая", 3),
    ("разделили поровну", 2),
    ("раздели поровну", 2),
    ("discriminant", 8),
    ("logarithm", 9),
    ("derivative", 9),
];

/// Units a number has in lessons of physics, and the grade that meets them.
const UNITS: &[(&[&str], u8)] =
    &[(&["Ом", "Кл", "кОм", "мА"], 8), (&["Тл", "мТл", "Вб", "Гн", "мГн"], 9), (&["мкФ", "пФ", "нФ"], 10)];

/// A unit behind a number that a grade has not met.
fn unit_of_later(task: &Task, grade: u8) -> Option<&'static str> {
    super::all_texts(task).iter().find_map(|text| {
        let plain = text.plain().replace('\u{a0}', " ");
        let words: Vec<&str> = plain.split(' ').map(|word| word.trim_end_matches(['.', ',', ';', '?', ')'])).collect();
        let measured =
            |unit: &&str| words.windows(2).any(|two| two[0].ends_with(|c: char| c.is_ascii_digit()) && two[1] == *unit);
        UNITS
            .iter()
            .filter(|(_, first)| grade < *first)
            .flat_map(|(units, _)| *units)
            .copied()
            .find(|unit| measured(unit))
    })
}

/// Terms of other lessons, and the grade that meets them by the federal programmes (2023).
const OF_LESSONS: &[(Subject, &str, u8)] = &[
    (Subject::Russian, "деепричаст", 6),
    (Subject::Russian, "причастн", 6),
    (Subject::Russian, "причастие", 6),
    (Subject::Russian, "наклонени", 6),
    (Subject::Russian, "спряжени", 4),
    (Subject::Russian, "сложноподчин", 5),
    (Subject::Russian, "сложносочин", 5),
    (Subject::Russian, "односоставн", 8),
    (Subject::Probability, "сочетани", 8),
    (Subject::Probability, "факториал", 8),
    (Subject::World, "митохондри", 5),
    (Subject::World, "рибосом", 5),
    (Subject::World, "хромосом", 5),
    (Subject::World, "атф", 5),
    (Subject::World, "днк", 5),
    (Subject::World, "молярн", 5),
    (Subject::World, "валентност", 5),
];

/// Numbers as printed, spaces of thousands included.
fn numerals(text: &Rich) -> Vec<String> {
    let plain = text.plain().replace("{,}", ",").replace('\u{a0}', " ");
    let chars: Vec<char> = plain.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    while at < chars.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || (matches!(chars.get(at), Some(',' | '.')) && digit(at + 1)) {
            at += 1;
        }
        // «1 000 000»: groups of three, no digit behind them.
        while chars.get(at) == Some(&' ')
            && digit(at + 1)
            && digit(at + 2)
            && digit(at + 3)
            && !digit(at + 4)
            && at - start <= 11
        {
            at += 4;
        }
        let number: String = chars[start..at].iter().collect();
        if number.matches([',', '.']).count() <= 1 {
            found.push(number);
        }
    }
    found
}

/// The answer is below zero, or an expression of the question is.
fn is_negative(task: &Task) -> bool {
    let below = |value: &Exact| value.0.is_negative();
    let answer = match &task.body {
        Body::Numeric(numeric) => math::evaluate(&numeric.value).is_ok_and(|value| below(&value)),
        _ => false,
    };
    answer
        || task.texts().iter().any(|text| says_negative(&text.plain().to_lowercase()))
        || task.texts().iter().any(|text| {
            said::pieces(text).iter().any(|piece| matches!(piece, Piece::Value { value, .. } if below(value)))
        })
}

/// «число минус два», «сумму минус пять и восемь»; «пять минус два» is a difference.
fn says_negative(lower: &str) -> bool {
    let lower = lower.replace('ё', "е");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| crate::understand::cardinal(word).is_some() || word.chars().all(|c| c.is_ascii_digit());
    let operand = |word: &str| number(word) || word.chars().count() == 1;
    words.windows(3).any(|w| w[1] == "минус" && number(w[2]) && w[2].chars().all(char::is_alphabetic) && !operand(w[0]))
}

/// Terms the programme keeps for later.
pub(super) fn terms(task: &Task, of: &Topic, flaws: &mut Vec<Flaw>) {
    let words: Vec<String> = task
        .texts()
        .iter()
        .flat_map(|t| {
            t.plain()
                .to_lowercase()
                .replace('ё', "е")
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    for term in &of.not_yet {
        let term_words: Vec<String> =
            term.to_lowercase().replace('ё', "е").split_whitespace().map(str::to_owned).collect();
        // «числа больше 20» is a bound, held elsewhere.
        if term_words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit())) || term_words.is_empty() {
            continue;
        }
        let stands = words
            .windows(term_words.len())
            .any(|window| window.iter().zip(&term_words).all(|(a, b)| topic::same_word(a, b)));
        if stands {
            refuse(flaws, "grade.term", term);
        }
    }
}
