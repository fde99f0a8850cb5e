//! A breaker: after several faults in a row nothing passes for a while, then a single probe.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Faults in a row that open it.
const OPENS_AFTER: u32 = 5;
/// How long it lets nothing through.
const OPEN_FOR: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy)]
enum State {
    Closed { faults: u32 },
    Open { until: Instant },
    Probing,
}

/// Guards one model of one provider.
#[derive(Debug)]
pub(super) struct Breaker(Mutex<State>);

/// Leave to ask. Dropped without a verdict, as when the asker goes away, it changes nothing.
#[derive(Debug)]
pub(super) struct Pass<'a> {
    breaker: &'a Breaker,
    probe: bool,
}

impl Breaker {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(State::Closed { faults: 0 }))
    }

    /// Leave to ask now, if there is.
    pub(super) fn pass(&self, now: Instant) -> Option<Pass<'_>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let probe = match *state {
            State::Closed { .. } => false,
            State::Open { until } if now >= until => {
                *state = State::Probing;
                true
            }
            State::Open { .. } | State::Probing => return None,
        };
        Some(Pass { breaker: self, probe })
    }
}

impl Pass<'_> {
    /// Tells how a call ended; `false`: the provider is at fault. Returns whether asking may go on.
    pub(super) fn note(&mut self, good: bool, now: Instant) -> bool {
        let mut state = self.breaker.0.lock().unwrap_or_else(PoisonError::into_inner);
        *state = match *state {
            _ if good => State::Closed { faults: 0 },
            State::Closed { faults } if !self.probe && faults + 1 < OPENS_AFTER => State::Closed { faults: faults + 1 },
            State::Open { until } => State::Open { until },
            State::Closed { .. } | State::Probing => State::Open { until: now + OPEN_FOR },
        };
        self.probe = false;
        matches!(*state, State::Closed { .. })
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.probe {
            // Nobody knows how the probe ended: the next question is one.
            let mut state = self.breaker.0.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(*state, State::Probing) {
                *state = State::Open { until: Instant::now() };
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn opened(now: Instant) -> Breaker {
        let breaker = Breaker::new();
        for _ in 0..OPENS_AFTER {
            breaker.pass(now).unwrap().note(false, now);
        }
        breaker
    }

    #[test]
    fn faults_in_a_row_open_it_and_a_good_answer_between_does_not() {
        let now = Instant::now();
        let breaker = Breaker::new();
        for good in [false, false, false, false, true, false, false, false, false] {
            assert!(breaker.pass(now).unwrap().note(good, now));
        }

        assert!(!breaker.pass(now).unwrap().note(false, now));
        assert!(breaker.pass(now).is_none());
    }

    #[test]
    fn after_the_pause_exactly_one_probe_passes() {
        let now = Instant::now();
        let (breaker, later) = (opened(now), now + OPEN_FOR);

        let mut probe = breaker.pass(later).unwrap();
        assert!(breaker.pass(later).is_none(), "a second question does not pass while the probe is out");
        probe.note(true, later);
        assert!(breaker.pass(later).is_some() && breaker.pass(later).is_some());
    }

    #[test]
    fn a_failed_probe_closes_the_way_again_and_a_lost_one_does_not() {
        let now = Instant::now();
        let (breaker, later) = (opened(now), now + OPEN_FOR);

        drop(breaker.pass(later).unwrap());
        let mut probe = breaker.pass(later).unwrap();
        probe.note(false, later);

        assert!(breaker.pass(later).is_none());
        assert!(breaker.pass(later + OPEN_FOR).is_some());
    }
}
