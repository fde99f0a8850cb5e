//! How many tasks of each kind and level are wanted, and what of it is still missing.

use std::collections::BTreeMap;

use super::author;
use crate::domain::task::Flaw;
use crate::domain::{Difficulty, Kind, Spec, Task};

/// Tasks wanted of one variant, or of one answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Quota {
    /// Of the kinds that were counted.
    kinds: BTreeMap<Kind, u8>,
    /// Of the other kinds together.
    rest: u8,
    others: Vec<Kind>,
    /// Of the levels that were counted.
    levels: BTreeMap<Difficulty, u8>,
    /// Of any level.
    any_level: u8,
}

impl Quota {
    /// What a variant of an order has.
    pub(super) fn of(spec: &Spec) -> Self {
        let written = spec.per_kind.iter().filter(|(kind, _)| author::writes(**kind));
        let (kinds, rest) = within(spec.total, written.map(|(kind, count)| (*kind, *count)));
        let counted: Vec<(Difficulty, u16)> = if spec.mix.is_empty() {
            let (total, parts) = (usize::from(spec.total), spec.levels.len().max(1));
            let part = |at: usize| u16::try_from(total / parts + usize::from(at < total % parts)).unwrap_or(0);
            spec.levels.iter().enumerate().map(|(at, level)| (*level, part(at))).collect()
        } else {
            spec.mix.iter().map(|(level, count)| (*level, *count)).collect()
        };
        let (levels, any_level) = within(spec.total, counted.into_iter());
        Self { kinds, rest, others: author::others(spec), levels, any_level }
    }

    /// Tasks in all.
    pub(super) fn count(&self) -> u8 {
        self.kinds.values().sum::<u8>() + self.rest
    }

    /// What is missing beside tasks that are there.
    pub(super) fn without<'t>(&self, tasks: impl Iterator<Item = &'t Task>) -> Self {
        let mut missing = self.clone();
        for task in tasks {
            take(&mut missing.kinds, &task.kind(), &mut missing.rest);
            take(&mut missing.levels, &task.difficulty, &mut missing.any_level);
        }
        missing
    }

    /// Why a task is none of those wanted.
    pub(super) fn refuses(&self, task: &Task) -> Option<Flaw> {
        let counted = self.kinds.get(&task.kind()).is_some_and(|n| *n > 0);
        let wanted = counted || (self.rest > 0 && self.others.contains(&task.kind()));
        if !wanted {
            return Some(Flaw { check: "sheet.kind", detail: format!("one more {}", task.kind().code()) });
        }
        let level = self.levels.get(&task.difficulty).is_some_and(|n| *n > 0) || self.any_level > 0;
        (!level).then(|| Flaw { check: LEVEL, detail: format!("one more {} task", task.difficulty.code()) })
    }

    /// The same dealt out over answers: as many tasks of everything to each, give or take one.
    pub(super) fn deal(&self, lots: u8) -> Vec<Self> {
        let mut dealt = vec![Self { others: self.others.clone(), ..Self::default() }; lots.into()];
        let kinds = each(&self.kinds, self.rest).zip((0..dealt.len()).cycle());
        for (kind, lot) in kinds {
            match kind {
                Some(kind) => *dealt[lot].kinds.entry(kind).or_default() += 1,
                None => dealt[lot].rest += 1,
            }
        }
        let levels = each(&self.levels, self.any_level).zip((0..dealt.len()).cycle());
        for (level, lot) in levels {
            match level {
                Some(level) => *dealt[lot].levels.entry(level).or_default() += 1,
                None => dealt[lot].any_level += 1,
            }
        }
        dealt
    }

    /// The kinds that may be written.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let counted = self.kinds.iter().filter(|(_, n)| **n > 0).map(|(kind, _)| *kind);
        counted.chain(self.others.iter().copied().filter(|_| self.rest > 0)).collect()
    }

    /// The kinds in words for an author: `matching*3,single_choice|open*2`; without counts `matching,open`.
    pub(super) fn kinds_in_words(&self) -> String {
        let others: Vec<&str> = self.others.iter().map(|kind| kind.code()).collect();
        if self.kinds.is_empty() {
            return others.join(",");
        }
        let counted = self.kinds.iter().filter(|(_, n)| **n > 0).map(|(kind, n)| format!("{}*{n}", kind.code()));
        let rest = (self.rest > 0).then(|| format!("{}*{}", others.join("|"), self.rest));
        counted.chain(rest).collect::<Vec<_>>().join(",")
    }

    /// The levels likewise: `1*5,3*5`; `None`: none was counted.
    pub(super) fn levels_in_words(&self) -> Option<String> {
        let counted = self.levels.iter().filter(|(_, n)| **n > 0);
        let levels: Vec<String> = counted.map(|(level, n)| format!("{}*{n}", *level as u8 + 1)).collect();
        (!levels.is_empty()).then(|| levels.join(","))
    }
}

/// The check a task fails by nothing but its level.
pub(super) const LEVEL: &str = "sheet.level";

/// Counts that fit into a total, and what they leave of it.
fn within<K: Ord>(total: u8, counts: impl Iterator<Item = (K, u16)>) -> (BTreeMap<K, u8>, u8) {
    let mut left = total;
    let fitting = counts.map(|(of, count)| {
        let count = u8::try_from(count).unwrap_or(u8::MAX).min(left);
        left -= count;
        (of, count)
    });
    let counted = fitting.collect();
    (counted, left)
}

fn take<K: Ord>(counts: &mut BTreeMap<K, u8>, one: &K, rest: &mut u8) {
    match counts.get_mut(one).filter(|n| **n > 0) {
        Some(n) => *n -= 1,
        None => *rest = rest.saturating_sub(1),
    }
}

/// Every counted thing as often as it is wanted, then `None` for the rest.
fn each<K: Copy>(counts: &BTreeMap<K, u8>, rest: u8) -> impl Iterator<Item = Option<K>> {
    let counted = counts.iter().flat_map(|(of, n)| std::iter::repeat_n(Some(*of), (*n).into()));
    counted.chain(std::iter::repeat_n(None, rest.into()))
}
