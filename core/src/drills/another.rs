//! Another task of the skill a task was drawn from.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::{skills, task};
use crate::domain::{Difficulty, Grade, Kind, Locale, Task};

/// Draws before the skill is taken to have nothing new.
const PATIENCE: usize = 300;

/// A task of the same skill and kind whose question is none of those taken; `None`: it is no drill, or there is none.
pub fn another(
    old: &Task,
    locale: Locale,
    grade: Grade,
    level: Difficulty,
    taken: &[String],
    seed: u64,
) -> Option<Task> {
    let skill = skills().find(|skill| Some(skill.code) == old.skill.as_deref())?;
    let choice = old.kind() == Kind::SingleChoice;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut draws = std::iter::repeat_with(|| task(skill, locale, grade, level, choice, &mut rng)).take(PATIENCE);
    let is_new = |drawn: &Task| {
        let question = drawn.texts().first().map(|question| question.plain());
        drawn.kind() == old.kind() && question.is_some_and(|question| !taken.contains(&question))
    };
    draws.find(is_new)
}
