//! Tasks: what is common to all, and the fourteen kinds.

mod choice;
mod classify;
mod column_arithmetic;
mod figure;
mod fill_blank;
mod label;
mod matching;
mod number_line;
mod open;
mod ordering;
mod reading;
mod short_answer;
mod table;
mod true_false;

use serde::{Deserialize, Serialize};

pub use choice::{MultipleChoice, SingleChoice};
pub use classify::{Classified, Classify};
pub use column_arithmetic::{ColumnArithmetic, Operation};
pub use figure::{Angle, AngleMark, Chart, ChartForm, Circle, Figure, Geometry, Segment, Value, Vertex};
pub use fill_blank::{Blank, FillBlank};
pub use label::{letter, letters};
pub use matching::Matching;
pub use number_line::{Axis, Mark, NumberLine, Point};
pub use open::{Criterion, Open};
pub use ordering::Ordering;
pub use reading::Reading;
pub use short_answer::{Numeric, ShortAnswer};
pub use table::{Cell, Table};
pub use true_false::{Statement, TrueFalse};

use crate::{Difficulty, Locale, Rich};

/// A task with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is asked and what is right.
    #[serde(flatten)]
    pub body: Body,
    /// A drawing below the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// Level.
    pub difficulty: Difficulty,
    /// Code of the skill it trains, if it came from a generator or the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// Points, when the sheet is marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u8>,
    /// Worked solution for the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution: Option<Rich>,
    /// Room to write in below the task.
    #[serde(default)]
    pub space: Space,
    /// How we know the answer is right.
    pub verification: Verification,
}

/// How the answer was made sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verification {
    /// Computed exactly by our own code.
    Computed,
    /// An independent solver came to the same answer.
    Solved,
    /// No check could decide: marked «проверьте» on the key.
    Unverified,
}

/// Room for the pupil's writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Space {
    /// What suits the kind: nothing for choices, an answer line for short answers.
    #[default]
    Natural,
    /// Nothing, even where an answer line would be natural.
    None,
    /// Ruled lines, this many.
    Lines(u8),
    /// Squared paper of true 5 mm cells, this many rows.
    Squares(u8),
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $shape:ident $code:literal;)*) => {
        /// The kinds of task.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $code)] $name,)* }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Stable code, as stored and as in labelled data.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The kind of a stored code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|k| k.code() == code)
            }
        }

        /// The part of a task that differs by kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Body { $($(#[$doc])* #[serde(rename = $code)] $name($shape),)* }

        impl Body {
            /// Its kind.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => Kind::$name,)* }
            }

            fn shape(&self) -> &dyn Shape {
                match self { $(Self::$name(shape) => shape,)* }
            }
        }

        $(impl From<$shape> for Body {
            fn from(shape: $shape) -> Self { Self::$name(shape) }
        })*
    };
}

kinds! {
    /// One right option.
    SingleChoice SingleChoice "single_choice";
    /// Several right options.
    MultipleChoice MultipleChoice "multiple_choice";
    /// Two columns to pair.
    Matching Matching "matching";
    /// Gaps in a text.
    FillBlank FillBlank "fill_blank";
    /// Statements to judge.
    TrueFalse TrueFalse "true_false";
    /// Items to put in order.
    Ordering Ordering "ordering";
    /// A word or a few.
    ShortAnswer ShortAnswer "short_answer";
    /// A number, exactly computable.
    Numeric Numeric "numeric";
    /// Empty cells of a table.
    Table Table "table";
    /// Free writing, marked by criteria.
    Open Open "open";
    /// Items to sort into columns.
    Classify Classify "classify";
    /// Written column calculation.
    ColumnArithmetic ColumnArithmetic "column_arithmetic";
    /// Points on a number line or in a coordinate plane.
    NumberLine NumberLine "number_line";
    /// A text with questions.
    Reading Reading "reading";
}

/// Something wrong with a task's form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{check}: {detail}")]
pub struct Flaw {
    /// Stable id of the check that found it, e.g. `choice.duplicate_options`.
    pub check: &'static str,
    /// What it saw, for operators; never shown to teachers.
    pub detail: String,
}

/// Words the key needs; they come from the locale files.
#[derive(Debug, Clone)]
pub struct KeyWords {
    /// Language, for option letters.
    pub locale: Locale,
    /// «верно».
    pub truth: String,
    /// «неверно».
    pub lie: String,
    /// «ост.», before a remainder.
    pub remainder: String,
    /// «Критерии», before what an open answer is marked by.
    pub criteria: String,
}

/// What each kind knows of itself.
trait Shape {
    fn check(&self, flaws: &mut Vec<Flaw>);
    fn key(&self, words: &KeyWords) -> Rich;
    /// All rich texts a pupil sees, in reading order.
    fn texts(&self) -> Vec<&Rich>;
}

impl Task {
    /// A computed task with natural space and no solution.
    pub fn computed(body: impl Into<Body>, difficulty: Difficulty, skill: &str) -> Self {
        Self {
            body: body.into(),
            figure: None,
            difficulty,
            skill: Some(skill.to_owned()),
            points: None,
            solution: None,
            space: Space::Natural,
            verification: Verification::Computed,
        }
    }

    /// Its kind.
    pub const fn kind(&self) -> Kind {
        self.body.kind()
    }

    /// Everything wrong with its form; empty means it can be printed and keyed.
    pub fn check(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if self.body.shape().texts().iter().all(|text| text.is_blank()) {
            flaw(&mut flaws, "task.empty", "no text");
        }
        self.body.shape().check(&mut flaws);
        if let Some(figure) = &self.figure {
            figure.check(&mut flaws);
        }
        flaws
    }

    /// The answer as the key prints it, with the labels of the sheet.
    pub fn key(&self, words: &KeyWords) -> Rich {
        self.body.shape().key(words)
    }

    /// All texts a pupil sees, in reading order.
    pub fn texts(&self) -> Vec<&Rich> {
        let mut texts = self.body.shape().texts();
        texts.extend(self.figure.iter().flat_map(Figure::texts));
        texts
    }
}

fn flaw(flaws: &mut Vec<Flaw>, check: &'static str, detail: impl std::fmt::Display) {
    flaws.push(Flaw { check, detail: detail.to_string() });
}

/// Pushes a flaw when a list holds the same text twice, white space and case aside.
fn distinct(flaws: &mut Vec<Flaw>, check: &'static str, texts: &[Rich]) {
    let mut seen = std::collections::BTreeSet::new();
    for text in texts {
        let spaced = text.source().split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = if is_notation(&spaced) { spaced } else { spaced.to_lowercase() };
        if folded.is_empty() {
            flaw(flaws, check, "an empty text");
        } else if !seen.insert(folded) {
            flaw(flaws, check, text.source());
        }
    }
}

/// Whether letters are a notation in which large and small ones differ: «Aa» and «aa» are two genotypes.
pub fn is_notation(letters: &str) -> bool {
    let mut distinct: Vec<char> = letters.chars().map(|c| c.to_ascii_lowercase()).collect();
    let count = distinct.len();
    distinct.sort_unstable();
    distinct.dedup();
    (1..=8).contains(&count)
        && letters.chars().all(|c| c.is_ascii_alphabetic())
        && (count == 1 || distinct.len() * 2 == count)
}

/// Whether `order` holds each of `0..n` exactly once.
fn is_permutation(order: &[u8], n: usize) -> bool {
    let mut sorted: Vec<usize> = order.iter().map(|&i| i.into()).collect();
    sorted.sort_unstable();
    sorted.iter().copied().eq(0..n)
}
