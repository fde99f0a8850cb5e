//! What is asked of authors, lot by lot.

use super::Drafted;
use super::quota::Quota;

/// Tasks asked for in one call: more would risk a truncated answer.
pub(super) const LOT: u8 = 10;

/// Tasks asked for in one call.
pub(super) struct Lot {
    pub(super) variant: usize,
    pub(super) wanted: Quota,
    /// What they practise; empty: whatever their author chooses.
    pub(super) skills: Vec<String>,
}

impl Drafted<'_> {
    /// Every call still needed.
    pub(super) fn lots(&self) -> Vec<Lot> {
        (0..self.variants.len()).flat_map(|variant| self.lots_of(variant)).collect()
    }

    /// Lots of a variant practise different skills, every variant the same.
    fn lots_of(&self, variant: usize) -> impl Iterator<Item = Lot> {
        let missing = self.missing(variant);
        // 21 tasks make three lots of seven, not two of ten and one of one.
        let dealt = missing.deal(missing.count().div_ceil(LOT));
        let lots = dealt.len();
        // Which skills a gap was left in nobody knows: its author sees what is there and has all to choose from.
        let begun = self.variants.get(variant).is_some_and(|tasks| !tasks.is_empty());
        dealt.into_iter().enumerate().map(move |(at, wanted)| {
            let tasks = wanted.count().into();
            let skills = if begun { self.plan.skills().to_vec() } else { self.plan.share(at, lots, tasks) };
            Lot { variant, wanted, skills }
        })
    }
}
