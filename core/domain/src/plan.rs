//! What one teacher may ask for.

use crate::{Difficulty, Grade};

/// Most tasks in one variant.
pub const MAX_TASKS: u8 = 40;
/// Most variants of one sheet.
pub const MAX_VARIANTS: u8 = 4;
/// Tasks in a variant when the teacher names no number.
pub const DEFAULT_TASKS: u8 = 10;
/// Longest text of a request we read, in characters; longer ones get a polite refusal.
pub const MAX_REQUEST_CHARS: usize = 1_000;
/// Longest topic, in characters.
pub const MAX_TOPIC_CHARS: usize = 200;
/// How many tasks fill a working time: so many minutes for a task of the level, half of that in a test.
pub fn tasks_in(minutes: u16, grade: Grade, difficulty: Difficulty, test: bool) -> u16 {
    let each = match (grade.number(), difficulty) {
        (..=8, Difficulty::Easy) => 2,
        (..=8, Difficulty::Medium) | (9.., Difficulty::Easy) => 3,
        (..=4, Difficulty::Hard) | (9.., Difficulty::Medium) => 4,
        (5..=8, Difficulty::Hard) => 5,
        (9.., Difficulty::Hard) => 6,
    };
    let minutes = if test { minutes.saturating_mul(2) } else { minutes };
    (minutes / each).clamp(3, MAX_TASKS.into())
}

/// Jobs of one teacher that may run at once; further ones wait their turn.
pub const RUNNING_JOBS_PER_TEACHER: usize = 2;
