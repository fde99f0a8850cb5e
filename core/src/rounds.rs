//! Work that is done again and again while a process runs.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

/// Rounds with a pause between them, the first at once; one that is late does not bring the others closer.
pub(crate) struct Rounds {
    ticks: Interval,
    stop: CancellationToken,
}

impl Rounds {
    /// Rounds from now on, until stopped.
    pub(crate) fn every(pause: Duration, stop: CancellationToken) -> Self {
        let mut ticks = tokio::time::interval(pause);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { ticks, stop }
    }

    /// Waits for the next round; `false`: stopped, there is none.
    pub(crate) async fn next(&mut self) -> bool {
        tokio::select! {
            () = self.stop.cancelled() => false,
            _ = self.ticks.tick() => true,
        }
    }
}
