//! Running processes and their signs of life.

use listok_domain::Timestamp;
use listok_domain::id::InstanceId;
use listok_domain::stored::Instance;
use sqlx::types::Uuid;

use crate::Conn;

/// Gives a sign of life.
pub async fn beat(db: &mut Conn, id: InstanceId, name: &str, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into instance (id, name, started_at, heartbeat_at) values ($1, $2, $3, $3)
         on conflict (id) do update set heartbeat_at = excluded.heartbeat_at",
        id.0,
        name,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Processes that have not been heard of since a moment.
pub async fn dead(db: &mut Conn, since: Timestamp) -> sqlx::Result<Vec<Instance>> {
    let rows = sqlx::query!(
        r#"select id as "id!: Uuid", name as "name!: String", heartbeat_at as "heartbeat_at!: Timestamp"
           from instance where heartbeat_at < $1"#,
        since
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Instance { id: InstanceId(row.id), name: row.name, heartbeat_at: row.heartbeat_at })
        .collect())
}

/// Strikes a process off.
pub async fn remove(db: &mut Conn, id: InstanceId) -> sqlx::Result<()> {
    sqlx::query!("delete from instance where id = $1", id.0).execute(db).await?;
    Ok(())
}
