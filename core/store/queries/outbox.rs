//! Messages on their way to Telegram, in order within each chat.

use listok_domain::Timestamp;
use listok_domain::id::{OrderId, OutboxId, TeacherId};
use listok_domain::stored::{Depth, NewOutgoing, Outgoing};
use serde_json::Value;
use sqlx::types::Uuid;

use crate::Conn;

/// Puts a message at the end of its chat's line. Earlier messages of the same chat and coalescing
/// key that nobody has claimed are superseded; if they had to wait, so has this one. Returns its place.
pub async fn enqueue(db: &mut Conn, new: &NewOutgoing) -> sqlx::Result<i64> {
    let mut not_before = new.not_before;
    if let Some(key) = &new.coalesce_key {
        let superseded = sqlx::query!(
            r#"update outbox set state = 'superseded'
               where chat_id = $1 and coalesce_key = $2 and state = 'waiting'
                 and (lease_until is null or lease_until < $3)
               returning not_before as "not_before!: Timestamp""#,
            new.chat_id,
            key,
            new.created_at
        )
        .fetch_all(&mut *db)
        .await?;
        not_before = superseded.into_iter().map(|row| row.not_before).fold(not_before, Timestamp::max);
    }
    let row = sqlx::query!(
        r#"insert into outbox (id, chat_id, teacher, order_id, payload, coalesce_key, state, not_before, created_at)
           values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8) returning seq as "seq!: i64""#,
        new.id.0,
        new.chat_id,
        new.teacher.map(|t| t.0),
        new.order.map(|o| o.0),
        new.payload,
        new.coalesce_key,
        not_before,
        new.created_at
    )
    .fetch_one(db)
    .await?;
    Ok(row.seq)
}

/// Claims the oldest open message of each chat that is due and that nobody holds, at most `limit`.
pub async fn claim(
    db: &mut Conn,
    worker: &str,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> sqlx::Result<Vec<Outgoing>> {
    let rows = skip_locked!(
        r#"update outbox set lease_until = $1, worker = $2, attempt = attempt + 1
           where seq in (
               select o.seq from outbox o
               where o.state in ('waiting', 'sending') and o.not_before <= $3
                 and (o.lease_until is null or o.lease_until < $3)
                 and not exists (select 1 from outbox p where p.chat_id = o.chat_id and p.seq < o.seq
                                 and p.state in ('waiting', 'sending'))
               order by o.seq limit $4 "#,
        r#") returning seq as "seq!: i64", id as "id!: Uuid", chat_id as "chat_id!: i64", teacher as "teacher?: Uuid",
               order_id as "order_id?: Uuid", payload as "payload!: Value", attempt as "attempt!: i64",
               state as "state!: String", created_at as "created_at!: Timestamp""#,
        lease_until,
        worker,
        now,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Outgoing {
            seq: row.seq,
            id: OutboxId(row.id),
            chat_id: row.chat_id,
            teacher: row.teacher.map(TeacherId),
            order: row.order_id.map(OrderId),
            payload: row.payload,
            attempt: row.attempt,
            interrupted: row.state == "sending",
            created_at: row.created_at,
        })
        .collect())
}

/// Marks a claimed message as being sent: from here on it may have arrived. `false`: the lease was lost.
pub async fn mark_sending(db: &mut Conn, id: OutboxId, worker: &str, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update outbox set state = 'sending', sending_since = $3
         where id = $1 and worker = $2 and state in ('waiting', 'sending') and lease_until >= $3",
        id.0,
        worker,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a message has arrived, with its number in the chat. `false`: the lease was lost.
pub async fn sent(
    db: &mut Conn,
    id: OutboxId,
    worker: &str,
    message_id: Option<i64>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update outbox set state = 'sent', message_id = $3, sent_at = $4, lease_until = null
         where id = $1 and worker = $2 and state in ('waiting', 'sending')",
        id.0,
        worker,
        message_id,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a claimed message back, to be tried not before a moment. `ambiguous`: it may have arrived.
pub async fn retry(
    db: &mut Conn,
    id: OutboxId,
    worker: &str,
    not_before: Timestamp,
    failure: &str,
    ambiguous: bool,
) -> sqlx::Result<bool> {
    let state = if ambiguous { "sending" } else { "waiting" };
    let done = sqlx::query!(
        "update outbox set state = $5, not_before = $3, failure = $4, lease_until = null
         where id = $1 and worker = $2 and state in ('waiting', 'sending')",
        id.0,
        worker,
        not_before,
        failure,
        state
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives up a claimed message.
pub async fn fail(db: &mut Conn, id: OutboxId, worker: &str, failure: &str, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update outbox set state = 'failed', failure = $3, sent_at = $4, lease_until = null
         where id = $1 and worker = $2 and state in ('waiting', 'sending')",
        id.0,
        worker,
        failure,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Frees what a process held when it died; what it was sending may have arrived. Returns how much.
pub async fn release(db: &mut Conn, worker: &str) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "update outbox set lease_until = null where worker = $1 and state in ('waiting', 'sending')",
        worker
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Lets nothing leave for a chat before a moment.
pub async fn hold_chat(db: &mut Conn, chat_id: i64, until: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "update outbox set not_before = $2
         where chat_id = $1 and state in ('waiting', 'sending') and not_before < $2",
        chat_id,
        until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives up everything that waits for a chat nobody can be reached in. Returns how much.
pub async fn fail_chat(db: &mut Conn, chat_id: i64, failure: &str, now: Timestamp) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "update outbox set state = 'failed', failure = $2, sent_at = $3, lease_until = null
         where chat_id = $1 and state in ('waiting', 'sending')",
        chat_id,
        failure,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Whether anything of an order is still to be sent.
pub async fn open_of(db: &mut Conn, order: OrderId) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from outbox where order_id = $1 and state in ('waiting', 'sending')"#,
        order.0
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}

/// How much waits.
pub async fn depth(db: &mut Conn) -> sqlx::Result<Depth> {
    let row = sqlx::query!(
        r#"select count(*) as "waiting!: i64", min(created_at) as "oldest?: Timestamp"
           from outbox where state in ('waiting', 'sending')"#
    )
    .fetch_one(db)
    .await?;
    Ok(Depth { waiting: row.waiting, oldest: row.oldest })
}

/// Forgets messages that left before a moment. Returns how many.
pub async fn forget_before(db: &mut Conn, before: Timestamp) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("delete from outbox where state in ('sent', 'failed', 'superseded') and created_at < $1", before)
            .execute(db)
            .await?;
    Ok(done.rows_affected())
}
