//! Drawing numbers, and the exercise that comes of it.

use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::domain::task::{Body, ColumnArithmetic, Numeric, ShortAnswer, SingleChoice, Space};
use crate::domain::{Difficulty, Grade, Locale, Rich, Task};
use crate::math::Exact;

/// What a generator draws from.
pub(super) struct Draw<'a> {
    rng: &'a mut ChaCha8Rng,
    pub(super) locale: Locale,
    pub(super) grade: u8,
    /// 0, 1 or 2.
    pub(super) level: usize,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// Whole or mixed number.
    Mixed,
    /// Whole number or finite decimal.
    Decimal,
}

/// A question with its exact answer.
pub(super) enum Exercise {
    /// The answer is a number.
    Number {
        question: Rich,
        answer: Exact,
        notation: Notation,
        /// Values typical mistakes lead to.
        wrong: Vec<Exact>,
        solution: Option<Rich>,
    },
    /// The answer is a text; `wrong` are the other choices.
    Text { question: Rich, answer: Rich, wrong: Vec<Rich>, solution: Option<Rich> },
    /// The answer is a number with its unit, asked in words.
    Problem {
        question: Rich,
        answer: Exact,
        unit: String,
        notation: Notation,
        wrong: Vec<Exact>,
        solution: Option<Rich>,
    },
    /// Calculated in columns.
    Column { column: ColumnArithmetic, rows: u8, answer: Exact, wrong: Vec<Exact> },
}

impl<'a> Draw<'a> {
    pub(super) fn new(rng: &'a mut ChaCha8Rng, locale: Locale, grade: Grade, difficulty: Difficulty) -> Self {
        Self { rng, locale, grade: grade.number(), level: difficulty as usize }
    }

    /// A whole number from a range, both ends included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        self.rng.random_range(from..=to.max(from))
    }

    /// One of several.
    pub(super) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.rng.random_range(0..choices.len())]
    }

    /// One thing at each level.
    pub(super) fn by_level<T: Copy>(&self, choices: [T; 3]) -> T {
        choices[self.level.min(2)]
    }

    pub(super) fn coin(&mut self) -> bool {
        self.rng.random()
    }

    /// The sign of multiplication in formulas.
    pub(super) fn times(&self) -> &'static str {
        match self.locale {
            Locale::Ru => r"\cdot",
            Locale::En => r"\times",
        }
    }

    /// The sign of division in formulas.
    pub(super) fn over(&self) -> &'static str {
        match self.locale {
            Locale::Ru => ":",
            Locale::En => r"\div",
        }
    }

    /// A number as a formula in decimal notation.
    pub(super) fn decimal(&self, value: &Exact) -> String {
        decimal(self.locale, value)
    }
}

/// In formulas the decimal comma stands in braces, or TeX would set a space after it.
pub(super) fn decimal(locale: Locale, value: &Exact) -> String {
    let separator = if locale == Locale::Ru { "{,}" } else { "." };
    value.decimal(separator).unwrap_or_else(|| value.latex_mixed())
}

/// A whole number as an exact one.
pub(super) fn whole(number: i64) -> Exact {
    Exact::whole(number)
}

/// The greatest common divisor.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// A number in brackets when it is negative: `2 + (-3)`.
pub(super) fn bracketed(latex: String) -> String {
    if latex.starts_with('-') { format!("({latex})") } else { latex }
}

/// Steps that are equal, a step that changes nothing left out.
pub(super) fn equal(steps: impl IntoIterator<Item = String>) -> String {
    let mut steps: Vec<String> = steps.into_iter().collect();
    steps.dedup();
    steps.join(" = ")
}

impl Notation {
    fn print(self, locale: Locale, value: &Exact) -> Rich {
        Rich::math(&match self {
            Self::Mixed => value.latex_mixed(),
            Self::Decimal => decimal(locale, value),
        })
    }
}

impl Exercise {
    /// An expression to be computed: printed with its equals sign.
    pub(super) fn compute(expression: &str, answer: Exact, notation: Notation, wrong: Vec<Exact>) -> Self {
        Self::Number { question: Rich(format!("${expression} =$")), answer, notation, wrong, solution: None }
    }

    pub(super) fn into_task(
        self,
        skill: &'static str,
        difficulty: Difficulty,
        choice: bool,
        locale: Locale,
        rng: &mut ChaCha8Rng,
    ) -> Task {
        let mut space = Space::Natural;
        let (body, solution): (Body, Option<Rich>) = match self {
            Self::Number { question, answer, notation, wrong, solution } if choice => {
                let options: Vec<Rich> =
                    values(&answer, wrong, rng).iter().map(|v| notation.print(locale, v)).collect();
                (single(question, &options, rng), solution)
            }
            Self::Number { question, answer, notation, solution, .. } => {
                let printed = notation.print(locale, &answer);
                (Numeric { question, answer: printed, value: answer.source(), unit: None }.into(), solution)
            }
            Self::Problem { question, answer, unit, notation, wrong, solution } if choice => {
                let values = values(&answer, wrong, rng);
                let options: Vec<Rich> = values.iter().map(|v| measured(&notation.print(locale, v), &unit)).collect();
                (single(question, &options, rng), solution)
            }
            Self::Problem { question, answer, unit, notation, solution, .. } => {
                let unit = (!unit.is_empty()).then_some(unit);
                let printed = notation.print(locale, &answer);
                (Numeric { question, answer: printed, value: answer.source(), unit }.into(), solution)
            }
            Self::Text { question, answer, wrong, solution } if choice => {
                let mut options = vec![answer];
                for candidate in wrong {
                    if options.len() < 4 && !options.contains(&candidate) {
                        options.push(candidate);
                    }
                }
                (single(question, &options, rng), solution)
            }
            Self::Text { question, answer, solution, .. } => {
                (ShortAnswer { question, answer, accept: Vec::new() }.into(), solution)
            }
            Self::Column { column, answer, wrong, .. } if choice => {
                let sign = column.operation.sign();
                let expression = column.operands.join(&format!(" {sign} "));
                let options: Vec<Rich> =
                    values(&answer, wrong, rng).iter().map(|v| Notation::Decimal.print(locale, v)).collect();
                (single(Rich(expression), &options, rng), None)
            }
            Self::Column { column, rows, .. } => {
                space = Space::Squares(rows);
                (column.into(), None)
            }
        };
        Task { space, solution, ..Task::computed(body, difficulty, skill) }
    }
}

fn measured(value: &Rich, unit: &str) -> Rich {
    if unit.is_empty() { value.clone() } else { Rich(format!("{}\u{a0}{unit}", value.source())) }
}

/// The right value first, then three different wrong ones: typical mistakes, then near misses.
fn values(answer: &Exact, wrong: Vec<Exact>, rng: &mut ChaCha8Rng) -> Vec<Exact> {
    let mut values = vec![answer.clone()];
    let mut near: Vec<Exact> = [1, -1, 10, -10, 2, -2, 3, 5, -3, 7, 4]
        .into_iter()
        .map(|step| {
            let unit = if answer.is_whole() { Exact::whole(1) } else { Exact(answer.0.denom().clone().into()) };
            let step = Exact::whole(step).0 / unit.0;
            Exact(&answer.0 + step)
        })
        .collect();
    near[..4].shuffle(rng);
    // A negative near miss of a positive answer would give the answer away.
    let positive = answer.0 >= Exact::whole(0).0;
    let sensible = |v: &Exact| !positive || v.0 >= Exact::whole(0).0;
    for candidate in wrong.into_iter().chain(near.into_iter().filter(sensible)) {
        if values.len() < 4 && !values.contains(&candidate) {
            values.push(candidate);
        }
    }
    values
}

fn single(question: Rich, options: &[Rich], rng: &mut ChaCha8Rng) -> Body {
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.shuffle(rng);
    let correct = order.iter().position(|&i| i == 0).and_then(|i| u8::try_from(i).ok()).unwrap_or(0);
    let options = order.iter().filter_map(|&i| options.get(i).cloned()).collect();
    SingleChoice { question, options, correct }.into()
}
