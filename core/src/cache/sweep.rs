//! What the library forgets.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::LIFE;
use crate::clock::Clock;
use crate::rounds::Rounds;
use crate::store::{self, Db};

/// Pause between two sweeps.
const EVERY: Duration = Duration::from_hours(6);

/// Takes out what has had its time. Runs until stopped.
pub async fn sweep(db: Db, clock: Clock, stop: CancellationToken) {
    let mut rounds = Rounds::every(EVERY, stop);
    while rounds.next().await {
        match forget(&db, &clock).await {
            Ok(0) => {}
            Ok(sheets) => info!(sheets, "{sheets} sheets of the library have had their time"),
            Err(error) => warn!("the library could not be swept: {error:#}"),
        }
    }
}

/// One sweep; how many sheets went.
pub async fn forget(db: &Db, clock: &Clock) -> sqlx::Result<u64> {
    let before = clock.now() - LIFE;
    let mut tx = db.begin().await?;
    let sheets = store::pool::forget(tx.on(), before).await?;
    store::topics::forget(tx.on(), before).await?;
    store::plans::forget(tx.on(), before).await?;
    tx.commit().await?;
    Ok(sheets)
}
