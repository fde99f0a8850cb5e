//! Telegram updates already handled.

use listok_domain::Timestamp;

use crate::Conn;

/// Claims an update for this transaction. `false`: it was handled before.
pub async fn claim(db: &mut Conn, bot_id: i64, update_id: i64, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into update_seen (bot_id, update_id, seen_at) values ($1, $2, $3) on conflict do nothing",
        bot_id,
        update_id,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets updates older than Telegram could repeat (24 hours). Returns how many.
pub async fn forget_before(db: &mut Conn, before: Timestamp) -> sqlx::Result<u64> {
    Ok(sqlx::query!("delete from update_seen where seen_at < $1", before).execute(db).await?.rows_affected())
}
