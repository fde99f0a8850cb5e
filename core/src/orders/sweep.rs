//! Orders that lost their job: a last net under the queue.

use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{Fulfilment, TOPIC};
use crate::outgoing::Failure;
use crate::queue::Queue;
use crate::rounds::Rounds;
use crate::store;

/// An unfinished order older than this is looked at.
const PATIENCE: TimeDelta = TimeDelta::minutes(2);
/// Pause between two looks.
const EVERY: Duration = Duration::from_secs(30);
/// Orders per look.
const LOT: i64 = 100;

/// Ends orders whose job is dead or gone, so that no teacher waits for ever and no credit stays
/// reserved. Runs until stopped.
pub async fn sweep(fulfilment: Fulfilment, queue: Queue, stop: CancellationToken) {
    let mut rounds = Rounds::every(EVERY, stop);
    while rounds.next().await {
        if let Err(error) = look(&fulfilment, &queue).await {
            warn!("unfinished orders could not be looked at: {error:#}");
        }
    }
}

async fn look(fulfilment: &Fulfilment, queue: &Queue) -> anyhow::Result<()> {
    let before = fulfilment.clock.now() - PATIENCE;
    let orders = store::orders::unfinished(fulfilment.db.read().await?.on(), before, LOT).await?;
    for order in orders {
        let job = queue.find(TOPIC, &order.id.to_string()).await?;
        let alive = job.is_some_and(|job| !matches!(job.state, "discarded" | "cancelled" | "completed"));
        if !alive {
            warn!(order.id = %order.id, "order {} had lost its job", order.id);
            fulfilment.give_up(order.id, Failure::Unexpected).await;
        }
    }
    Ok(())
}
