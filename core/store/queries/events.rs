//! What happened, for the live view.

use listok_domain::Timestamp;
use listok_domain::id::{OrderId, TeacherId};
use listok_domain::stored::Event;
use serde_json::Value;
use sqlx::types::Uuid;

use crate::Conn;

/// Records an event.
pub async fn add(
    db: &mut Conn,
    kind: &str,
    order: Option<OrderId>,
    teacher: Option<TeacherId>,
    data: &Value,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into event (at, kind, order_id, teacher, data) values ($1, $2, $3, $4, $5)",
        now,
        kind,
        order.map(|o| o.0),
        teacher.map(|t| t.0),
        data
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Selects events, oldest first.
macro_rules! select_events {
    ($db:expr, $rest:literal, $of:expr, $limit:expr) => {{
        let rows = sqlx::query!(
            r#"select seq as "seq!: i64", at as "at!: Timestamp", kind as "kind!: String", order_id as "order_id?: Uuid",
               data as "data!: Value"
           from event "# + $rest,
            $of,
            $limit
        )
        .fetch_all($db)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Event {
                seq: row.seq,
                at: row.at,
                kind: row.kind,
                order: row.order_id.map(OrderId),
                data: row.data,
            })
            .collect())
    }};
}

/// Events after a place, oldest first.
pub async fn since(db: &mut Conn, after: i64, limit: i64) -> sqlx::Result<Vec<Event>> {
    select_events!(db, "where seq > $1 order by seq limit $2", after, limit)
}

/// Events of an order, oldest first.
pub async fn of_order(db: &mut Conn, order: OrderId, limit: i64) -> sqlx::Result<Vec<Event>> {
    select_events!(db, "where order_id = $1 order by seq limit $2", order.0, limit)
}

/// The place of the newest event; 0 when there is none.
pub async fn newest(db: &mut Conn) -> sqlx::Result<i64> {
    let row =
        sqlx::query!(r#"select cast(coalesce(max(seq), 0) as bigint) as "n!: i64" from event"#).fetch_one(db).await?;
    Ok(row.n)
}
