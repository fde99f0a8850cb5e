//! School grades 1 to 11 of the Russian school.

use serde::{Deserialize, Serialize};

/// A grade («класс»), 1 to 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Grade(u8);

/// A number that is no grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a grade from 1 to 11")]
pub struct NotAGrade(pub i64);

impl Grade {
    /// A grade from its number.
    pub fn new(number: u8) -> Result<Self, NotAGrade> {
        if (1..=11).contains(&number) { Ok(Self(number)) } else { Err(NotAGrade(number.into())) }
    }

    /// The number, 1 to 11.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// All grades in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=11).map(Self)
    }
}

impl TryFrom<u8> for Grade {
    type Error = NotAGrade;
    fn try_from(number: u8) -> Result<Self, NotAGrade> {
        Self::new(number)
    }
}

impl TryFrom<i64> for Grade {
    type Error = NotAGrade;
    fn try_from(number: i64) -> Result<Self, NotAGrade> {
        u8::try_from(number).map_err(|_| NotAGrade(number)).and_then(Self::new)
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.0
    }
}

impl From<Grade> for i64 {
    fn from(grade: Grade) -> Self {
        grade.0.into()
    }
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
