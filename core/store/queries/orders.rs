//! Orders. Their state only moves forward: every change names the states it may come from.

use listok_domain::id::{OrderId, TeacherId, WorksheetId};
use listok_domain::stored::{NewOrder, Order, OrderState, moscow_day};
use listok_domain::worksheet::Origin;
use listok_domain::{Locale, Timestamp};
use serde_json::Value;
use sqlx::types::Uuid;

use super::{far_future, unreadable};
use crate::Conn;

macro_rules! order {
    ($row:expr) => {{
        let row = $row;
        Result::<_, sqlx::Error>::Ok(Order {
            id: OrderId(row.id),
            teacher: TeacherId(row.teacher),
            chat_id: row.chat_id,
            card_message_id: row.card_message_id,
            key: row.key,
            locale: Locale::from_code(&row.locale),
            spec: serde_json::from_value(row.spec).map_err(|_| unreadable("worksheet_order.spec"))?,
            replaces: row
                .replaces
                .map(|replaces| serde_json::from_value(replaces).map_err(|_| unreadable("worksheet_order.replaces")))
                .transpose()?,
            state: OrderState::from_code(&row.state).ok_or_else(|| unreadable("worksheet_order.state"))?,
            worksheet: row.worksheet.map(WorksheetId),
            version: row.version,
            origin: row.origin.as_deref().and_then(Origin::from_code),
            failure: row.failure,
            reference: row.reference,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            delivered_at: row.delivered_at,
        })
    }};
}

macro_rules! select_orders {
    ($rest:literal $(, $arg:expr)*) => {
        sqlx::query!(
            r#"select id as "id!: Uuid", teacher as "teacher!: Uuid", chat_id as "chat_id!: i64",
                   card_message_id as "card_message_id?: i64", key as "key!: String", locale as "locale!: String",
                   spec as "spec!: Value", replaces as "replaces?: Value", state as "state!: String", worksheet as "worksheet?: Uuid",
                   version as "version?: i64", origin as "origin?: String", failure as "failure?: String",
                   reference as "reference?: String", created_at as "created_at!: Timestamp",
                   started_at as "started_at?: Timestamp", finished_at as "finished_at?: Timestamp",
                   delivered_at as "delivered_at?: Timestamp"
               from worksheet_order "# + $rest $(, $arg)*
        )
    };
}

/// Places an order. `false`: its key is there already, nothing was stored.
pub async fn place(db: &mut Conn, new: &NewOrder) -> sqlx::Result<bool> {
    let spec = serde_json::to_value(&new.spec).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let replaces = new.replaces.as_ref().map(serde_json::to_value).transpose();
    let replaces = replaces.map_err(|error| sqlx::Error::Encode(error.into()))?;
    let day = moscow_day(new.created_at);
    let done = sqlx::query!(
        "insert into worksheet_order (id, teacher, chat_id, card_message_id, key, locale, spec, priority, state, day,
             created_at, replaces)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $10, $11) on conflict (key) do nothing",
        new.id.0,
        new.teacher.0,
        new.chat_id,
        new.card_message_id,
        new.key,
        new.locale.code(),
        spec,
        new.priority,
        day,
        new.created_at,
        replaces
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An order.
pub async fn find(db: &mut Conn, id: OrderId) -> sqlx::Result<Option<Order>> {
    let row = select_orders!("where id = $1", id.0).fetch_optional(db).await?;
    row.map(|row| order!(row)).transpose()
}

/// The order of a key.
pub async fn find_by_key(db: &mut Conn, key: &str) -> sqlx::Result<Option<Order>> {
    let row = select_orders!("where key = $1", key).fetch_optional(db).await?;
    row.map(|row| order!(row)).transpose()
}

/// A teacher's own order.
pub async fn find_owned(db: &mut Conn, id: OrderId, teacher: TeacherId) -> sqlx::Result<Option<Order>> {
    let row = select_orders!("where id = $1 and teacher = $2", id.0, teacher.0).fetch_optional(db).await?;
    row.map(|row| order!(row)).transpose()
}

/// The teacher's newest order that became a worksheet.
pub async fn latest_made(db: &mut Conn, teacher: TeacherId) -> sqlx::Result<Option<Order>> {
    let row = select_orders!(
        "where teacher = $1 and state in ('ready', 'delivered') order by created_at desc, id desc limit 1",
        teacher.0
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| order!(row)).transpose()
}

/// The order a worksheet was made for.
pub async fn of_worksheet(db: &mut Conn, worksheet: WorksheetId, teacher: TeacherId) -> sqlx::Result<Option<Order>> {
    let row = select_orders!("where worksheet = $1 and teacher = $2 limit 1", worksheet.0, teacher.0)
        .fetch_optional(db)
        .await?;
    row.map(|row| order!(row)).transpose()
}

/// Marks a queued order as worked on. `false`: it is no longer queued.
pub async fn start(db: &mut Conn, id: OrderId, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update worksheet_order set state = 'working', started_at = $2 where id = $1 and state = 'queued'",
        id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Which message shows an order, once it is known.
pub async fn set_card(db: &mut Conn, id: OrderId, message_id: i64) -> sqlx::Result<()> {
    sqlx::query!("update worksheet_order set card_message_id = $2 where id = $1", id.0, message_id).execute(db).await?;
    Ok(())
}

/// Notes what was made. `false`: the order is no longer open.
pub async fn finish(
    db: &mut Conn,
    id: OrderId,
    worksheet: WorksheetId,
    version: i64,
    origin: Origin,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update worksheet_order set state = 'ready', worksheet = $2, version = $3, origin = $4, finished_at = $5
         where id = $1 and state in ('queued', 'working')",
        id.0,
        worksheet.0,
        version,
        origin.code(),
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that it could not be made. `false`: the order is no longer open.
pub async fn fail(db: &mut Conn, id: OrderId, code: &str, reference: &str, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update worksheet_order set state = 'failed', failure = $2, reference = $3, finished_at = $4
         where id = $1 and state in ('queued', 'working')",
        id.0,
        code,
        reference,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a teacher's own order back. `false`: it is not theirs or no longer open.
pub async fn cancel(db: &mut Conn, id: OrderId, teacher: TeacherId, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update worksheet_order set state = 'cancelled', finished_at = $3
         where id = $1 and teacher = $2 and state in ('queued', 'working')",
        id.0,
        teacher.0,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the documents have arrived. `false`: that was noted before.
pub async fn delivered(db: &mut Conn, id: OrderId, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update worksheet_order set state = 'delivered', delivered_at = $2 where id = $1 and state = 'ready'",
        id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many of a teacher's orders are being worked on.
pub async fn working_of(db: &mut Conn, teacher: TeacherId) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from worksheet_order where teacher = $1 and state = 'working'"#,
        teacher.0
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}

/// Orders neither made nor ended, placed before a moment, oldest first.
pub async fn unfinished(db: &mut Conn, before: Timestamp, limit: i64) -> sqlx::Result<Vec<Order>> {
    let rows = select_orders!(
        "where state in ('queued', 'working') and created_at < $1 order by created_at limit $2",
        before,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| order!(row)).collect()
}

/// All orders for operators, newest first, older than the given one if any, of one state if given.
pub async fn page(
    db: &mut Conn,
    state: Option<OrderState>,
    before: Option<(Timestamp, OrderId)>,
    limit: i64,
) -> sqlx::Result<Vec<Order>> {
    let (at, id) = before.map_or((far_future(), Uuid::max()), |(at, id)| (at, id.0));
    let state = state.map_or("", OrderState::code);
    let rows = select_orders!(
        "where (created_at, id) < ($1, $2) and ($3 = '' or state = $3) order by created_at desc, id desc limit $4",
        at,
        id,
        state,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| order!(row)).collect()
}

/// The same of one teacher.
pub async fn page_of(
    db: &mut Conn,
    teacher: TeacherId,
    state: Option<OrderState>,
    before: Option<(Timestamp, OrderId)>,
    limit: i64,
) -> sqlx::Result<Vec<Order>> {
    let (at, id) = before.map_or((far_future(), Uuid::max()), |(at, id)| (at, id.0));
    let state = state.map_or("", OrderState::code);
    let rows = select_orders!(
        "where teacher = $1 and (created_at, id) < ($2, $3) and ($4 = '' or state = $4)
         order by created_at desc, id desc limit $5",
        teacher.0,
        at,
        id,
        state,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| order!(row)).collect()
}
