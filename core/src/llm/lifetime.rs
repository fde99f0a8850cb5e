//! Models end: their providers name the day, and somebody must be told before.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::Router;
use crate::clock::Clock;
use crate::rounds::Rounds;
use crate::telemetry;

/// Pause between two looks.
const EVERY: Duration = Duration::from_hours(24);
/// Longest a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// A model with fewer days left is spoken of.
const SOON: i64 = 60;
/// A model with fewer days left is somebody's business today.
const AT_ONCE: i64 = 14;

/// Looks once a day which of the models in use will be shut down, until stopped.
pub async fn watch(router: Arc<Router>, clock: Clock, stop: CancellationToken) {
    let mut rounds = Rounds::every(EVERY, stop);
    while rounds.next().await {
        for (model, day) in router.mortal(PATIENCE).await {
            let Some(days) = days_until(&day, clock.now().date_naive()) else { continue };
            telemetry::model_days_left(model, days);
            if days < AT_ONCE {
                error!(model, days, "the model {model} is shut down on {day}: route its roles to another");
            } else if days < SOON {
                warn!(model, days, "the model {model} is shut down on {day}");
            }
        }
    }
}

/// Days until a day as a provider writes it: a date, or a moment that begins with one.
fn days_until(day: &str, today: NaiveDate) -> Option<i64> {
    Some((day.get(..10)?.parse::<NaiveDate>().ok()? - today).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_left_are_counted_from_a_date_or_a_moment() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default();

        assert_eq!(days_until("2026-12-11", today), Some(16));
        assert_eq!(days_until("2027-01-14T00:00:00Z", today), Some(50));
        assert_eq!(days_until("soon", today), None);
    }
}
