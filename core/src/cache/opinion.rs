//! What teachers think of a sheet of the library, and what follows for others.

use chrono::TimeDelta;

use super::Case;
use super::judge::Why;
use crate::billing;
use crate::chance::Chance;
use crate::domain::Timestamp;
use crate::domain::id::{OrderId, TeacherId};
use crate::domain::library::Refusal;
use crate::limits::{Decision, LimitKey, Limiter, Quota, Scope};
use crate::queue::Queue;
use crate::store::{self, Tx};
use crate::telemetry;

/// Votes of one account that count; nobody has that many bad sheets a day by chance.
const VOTES: Quota = Quota { burst: 10, per: TimeDelta::days(1) };

/// What became of «не та тема».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// The wording no longer finds the sheet's topic, and the credit is given back.
    Taken,
    /// It was said before.
    Already,
    /// The sheet is not from the library.
    NotOurs,
    /// This account has said so too often of late: nothing changed.
    TooOften,
}

/// A rating reaches the library: a bad one hides the sheet from everybody else, a later good one shows it
/// again.
pub async fn rated(
    tx: &mut Tx,
    limiter: &Limiter,
    teacher: TeacherId,
    order: OrderId,
    good: bool,
    now: Timestamp,
) -> sqlx::Result<()> {
    let Some(served) = store::pool::served_to(tx.on(), order, teacher).await? else { return Ok(()) };
    if good {
        store::pool::withdraw_vote(tx.on(), served.sheet, teacher).await
    } else if may_vote(limiter, teacher, now).await {
        store::pool::vote_against(tx.on(), served.sheet, teacher, now).await
    } else {
        Ok(())
    }
}

/// A teacher says that a sheet from the library is on another topic. The wording does not find it again,
/// neither for them nor, until a judge disagrees, for anybody; the sheet's credit is given back.
pub async fn wrong_topic(
    tx: &mut Tx,
    (limiter, queue, chance): (&Limiter, &Queue, &Chance),
    teacher: TeacherId,
    order: OrderId,
    now: Timestamp,
) -> anyhow::Result<Reported> {
    let served = store::pool::served_to(tx.on(), order, teacher).await?;
    let Some(served) = served.filter(|served| !served.made) else { return Ok(Reported::NotOurs) };
    if store::ledger::given_back(tx.on(), order).await? {
        return Ok(Reported::Already);
    }
    if !may_vote(limiter, teacher, now).await {
        return Ok(Reported::TooOften);
    }
    billing::give_back(tx, chance, teacher, order, now).await?;
    store::pool::unsave(tx.on(), order, teacher).await?;
    if let Some(topic) = served.topic {
        let alias = store::topics::known(tx.on(), &served.hash, teacher).await?;
        if alias.is_some_and(|alias| alias.own && alias.topic == topic) {
            // The wording is the topic's own: it is the sheet that strayed from it.
            store::pool::vote_against(tx.on(), served.sheet, teacher, now).await?;
        } else {
            store::topics::refuse_for(tx.on(), teacher, &served.hash, topic, now).await?;
            store::topics::refuse(tx.on(), &served.hash, topic, Refusal::Reported, now).await?;
            queue.push(tx, Case { order, topic, why: Why::Report }.push()?).await?;
        }
    }
    telemetry::library_wrong_topic();
    Ok(Reported::Taken)
}

async fn may_vote(limiter: &Limiter, teacher: TeacherId, now: Timestamp) -> bool {
    let key = LimitKey { scope: Scope::Votes, id: teacher.to_string() };
    let allowed = limiter.check(&key, VOTES, 1, now).await == Decision::Allowed;
    if !allowed {
        telemetry::limited(Scope::Votes.code());
    }
    allowed
}
