//! Problems with a whole number for an answer.

use super::Task;
use crate::chance::Dice;

/// A problem that is solved already.
pub(super) struct Problem {
    pub(super) q: String,
    pub(super) value: i64,
    /// Unit after the number; may be empty.
    pub(super) unit: String,
    pub(super) x: String,
}

impl Problem {
    pub(super) fn new(q: String, value: i64, unit: &str, x: String) -> Self {
        Self { q, value, unit: unit.to_owned(), x }
    }

    fn with_unit(&self, value: i64) -> String {
        if self.unit.is_empty() { value.to_string() } else { format!("{value} {}", self.unit) }
    }

    /// As a task of this kind; kinds a number does not suit become numeric.
    pub(super) fn task(&self, kind: &str, dice: &Dice) -> Task {
        let answer = self.with_unit(self.value);
        let task = match kind {
            "single_choice" => {
                let wrong: Vec<String> = self.near(dice).iter().map(|value| self.with_unit(*value)).collect();
                Task::choice(&self.q, &answer, &wrong.iter().map(String::as_str).collect::<Vec<_>>(), dice)
            }
            "short_answer" => Task::short(&self.q, &answer),
            _ => Task { k: "numeric", q: self.q.clone(), a: answer, ..Task::default() },
        };
        Task { x: self.x.clone(), d: 2, ..task }
    }

    /// Three plausible wrong values.
    fn near(&self, dice: &Dice) -> Vec<i64> {
        let step = (self.value / 10).max(1);
        let mut near: Vec<i64> =
            [-3, -2, -1, 1, 2, 3, 4].iter().map(|n| self.value + n * step).filter(|n| *n > 0).collect();
        dice.shuffle(&mut near);
        near.truncate(3);
        near
    }
}

/// A number from `from` to `to`, both included.
pub(super) fn between(dice: &Dice, from: i64, to: i64) -> i64 {
    from + i64::try_from(dice.below(usize::try_from(to - from + 1).unwrap_or(1))).unwrap_or(0)
}

/// One of these.
pub(super) fn one_of<T: Copy>(dice: &Dice, items: &[T], otherwise: T) -> T {
    items.get(dice.below(items.len())).copied().unwrap_or(otherwise)
}
