//! Signs of life, and the jobs and messages of instances that gave none.
//!
//! River alone would wait for a job's timeout before it takes it back from a dead process.

use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::clock::Clock;
use crate::domain::Timestamp;
use crate::domain::id::InstanceId;
use crate::rounds::Rounds;
use crate::store::{self, Db};
use crate::telemetry;

/// An instance is dead after this many missed signs of life.
const MISSED: i32 = 4;
/// A job that was running this many times when its process died is not tried again.
const DEATHS: i64 = 10;

/// Gives a sign of life every `every` and returns what the dead held, until stopped.
pub async fn keep_alive(db: Db, clock: Clock, id: InstanceId, name: String, every: Duration, stop: CancellationToken) {
    let mut rounds = Rounds::every(every, stop);
    while rounds.next().await {
        if let Err(error) = beat(&db, &clock, id, &name, every).await {
            warn!("no sign of life could be given: {error:#}");
        }
    }
    let left = async { store::instances::remove(db.write().await?.on(), id).await };
    if let Err(error) = left.await {
        warn!("the instance could not sign off: {error:#}");
    }
}

async fn beat(db: &Db, clock: &Clock, id: InstanceId, name: &str, every: Duration) -> anyhow::Result<()> {
    let now = clock.now();
    store::instances::beat(db.write().await?.on(), id, name, now).await?;
    bury(db, now - TimeDelta::from_std(every)? * MISSED).await
}

/// Declares every other instance dead: for the embedded shape, where holding the database's lock
/// file proves that this process is alone.
pub async fn bury_all(db: &Db, clock: &Clock) -> anyhow::Result<()> {
    bury(db, clock.now() + TimeDelta::days(1)).await
}

/// Gives back jobs and messages held by instances not heard of since a moment, and strikes them off.
async fn bury(db: &Db, since: Timestamp) -> anyhow::Result<()> {
    // Bound first: SQLite has one writer connection, and the loop needs it.
    let gone = store::instances::dead(db.write().await?.on(), since).await?;
    for dead in gone {
        let returned = give_back(db, &dead.name).await?;
        let freed = store::outbox::release(db.write().await?.on(), &dead.name).await?;
        store::instances::remove(db.write().await?.on(), dead.id).await?;
        telemetry::jobs_returned(returned);
        if returned > 0 || freed > 0 {
            info!("gave back {returned} jobs and {freed} messages of instance {}", dead.name);
        }
    }
    Ok(())
}

/// Makes running jobs of a dead instance available again. As with a snooze, that costs no attempt:
/// the job has not failed. One whose runs keep ending in death waits for longer and longer, so that those
/// which only ran beside the cause get done, and is discarded in the end, as it may be the cause.
/// This writes River's own table: to be looked at with every upgrade of River.
async fn give_back(db: &Db, name: &str) -> anyhow::Result<u64> {
    let rows = match db {
        Db::Pg(pools) => sqlx::query(
            "update river_job set \
               state = (case when d.deaths >= $2 then 'discarded' else 'available' end)::river_job_state, \
               finalized_at = case when d.deaths >= $2 then now() end, \
               scheduled_at = now() + make_interval(secs => case when d.deaths > 2 then power(2, d.deaths - 2) else 0 end), \
               attempt = attempt - 1, \
               metadata = jsonb_set(metadata, '{deaths}', to_jsonb(d.deaths)) \
             from (select id as job, coalesce((metadata->>'deaths')::bigint, 0) + 1 as deaths from river_job \
                   where state = 'running' and attempted_by[array_upper(attempted_by, 1)] = $1) d \
             where id = d.job",
        )
        .bind(name)
        .bind(DEATHS)
        .execute(&pools.write)
        .await?
        .rows_affected(),
        Db::Lite(pools) => sqlx::query(
            "update river_job set \
               state = case when d.deaths >= $2 then 'discarded' else 'available' end, \
               finalized_at = case when d.deaths >= $2 then strftime('%Y-%m-%d %H:%M:%f', 'now') end, \
               scheduled_at = strftime('%Y-%m-%d %H:%M:%f', 'now', \
                 (case when d.deaths > 2 then 1 << (d.deaths - 2) else 0 end) || ' seconds'), \
               attempt = attempt - 1, \
               metadata = jsonb_set(metadata, '$.deaths', d.deaths) \
             from (select id as job, coalesce(metadata->>'deaths', 0) + 1 as deaths from river_job \
                   where state = 'running' and json_extract(attempted_by, '$[#-1]') = $1) d \
             where id = d.job",
        )
        .bind(name)
        .bind(DEATHS)
        .execute(&pools.writer)
        .await?
        .rows_affected(),
    };
    Ok(rows)
}
