//! Where conversations stand.

use listok_domain::Timestamp;
use listok_domain::stored::Conversation;
use serde_json::Value;

use crate::Conn;

/// The conversation of a person in a chat.
pub async fn load(db: &mut Conn, chat_id: i64, user_id: i64) -> sqlx::Result<Option<Conversation>> {
    let row = sqlx::query!(
        r#"select version as "version!: i64", state as "state!: Value", updated_at as "updated_at!: Timestamp"
           from conversation where chat_id = $1 and user_id = $2"#,
        chat_id,
        user_id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Conversation { version: row.version, state: row.state, updated_at: row.updated_at }))
}

/// Saves a conversation that was loaded at `expected` (0: there was none). `false`: somebody was
/// faster, nothing was saved.
pub async fn save(
    db: &mut Conn,
    chat_id: i64,
    user_id: i64,
    expected: i64,
    state: &Value,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into conversation (chat_id, user_id, version, state, updated_at) values ($1, $2, 1, $4, $5)
         on conflict (chat_id, user_id) do update
             set version = conversation.version + 1, state = excluded.state, updated_at = excluded.updated_at
             where conversation.version = $3",
        chat_id,
        user_id,
        expected,
        state,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets a conversation.
pub async fn clear(db: &mut Conn, chat_id: i64, user_id: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from conversation where chat_id = $1 and user_id = $2", chat_id, user_id).execute(db).await?;
    Ok(())
}
