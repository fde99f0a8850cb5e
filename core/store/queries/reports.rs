//! Counts for the panel. Days are days in Moscow.

use listok_domain::Timestamp;
use listok_domain::stored::{DayCost, DayCount, OrderState, Totals};
use listok_domain::worksheet::Origin;

use super::{money, unreadable};
use crate::Conn;

/// Counts of a period, its end excluded.
pub async fn totals(db: &mut Conn, since: Timestamp, until: Timestamp) -> sqlx::Result<Totals> {
    let mut totals = Totals::default();
    let rows = sqlx::query!(
        r#"select state as "state!: String", count(*) as "n!: i64" from worksheet_order
           where created_at >= $1 and created_at < $2 group by state"#,
        since,
        until
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        totals.orders.push((OrderState::from_code(&row.state).ok_or_else(|| unreadable("state"))?, row.n));
    }
    let rows = sqlx::query!(
        r#"select origin as "origin!: String", count(*) as "n!: i64" from worksheet_order
           where created_at >= $1 and created_at < $2 and origin is not null group by origin"#,
        since,
        until
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        totals.origins.push((Origin::from_code(&row.origin).ok_or_else(|| unreadable("origin"))?, row.n));
    }
    let row = sqlx::query!(
        r#"select count(*) as "all!: i64",
               cast(coalesce(sum(case when created_at >= $1 and created_at < $2 then 1 else 0 end), 0) as bigint)
                   as "new!: i64",
               (select count(distinct teacher) from worksheet_order where created_at >= $1 and created_at < $2)
                   as "active!: i64"
           from teacher"#,
        since,
        until
    )
    .fetch_one(&mut *db)
    .await?;
    (totals.teachers, totals.new_teachers, totals.active_teachers) = (row.all, row.new, row.active);
    let rows = sqlx::query!(
        r#"select currency as "currency!: String", cast(sum(cost_nano) as bigint) as "nano!: i64" from model_call
           where created_at >= $1 and created_at < $2 and currency is not null group by currency order by currency"#,
        since,
        until
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        totals.cost.push(money(&row.currency, row.nano)?);
    }
    let row = sqlx::query!(
        r#"select cast(coalesce(sum(case when value > 0 then 1 else 0 end), 0) as bigint) as "liked!: i64",
               cast(coalesce(sum(case when value < 0 then 1 else 0 end), 0) as bigint) as "disliked!: i64"
           from rating where created_at >= $1 and created_at < $2"#,
        since,
        until
    )
    .fetch_one(&mut *db)
    .await?;
    (totals.liked, totals.disliked) = (row.liked, row.disliked);
    let row = sqlx::query!(
        r#"select count(*) as "calls!: i64",
               cast(coalesce(sum(case when outcome not in ('ok', 'pending') then 1 else 0 end), 0) as bigint) as "failures!: i64"
           from model_call where created_at >= $1 and created_at < $2"#,
        since,
        until
    )
    .fetch_one(db)
    .await?;
    (totals.model_calls, totals.model_failures) = (row.calls, row.failures);
    Ok(totals)
}

/// Orders by day, state and origin, from a day on (`YYYY-MM-DD`).
pub async fn orders_by_day(db: &mut Conn, from: &str) -> sqlx::Result<Vec<DayCount>> {
    let rows = sqlx::query!(
        r#"select day as "day!: String", state as "state!: String", origin as "origin?: String", count(*) as "n!: i64"
           from worksheet_order where day >= $1 group by day, state, origin order by day"#,
        from
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DayCount {
                day: row.day,
                state: OrderState::from_code(&row.state).ok_or_else(|| unreadable("state"))?,
                origin: row.origin.as_deref().and_then(Origin::from_code),
                orders: row.n,
            })
        })
        .collect()
}

/// Model cost by day and currency, from a day on (`YYYY-MM-DD`).
pub async fn cost_by_day(db: &mut Conn, from: &str) -> sqlx::Result<Vec<DayCost>> {
    let rows = sqlx::query!(
        r#"select day as "day!: String", currency as "currency!: String", cast(sum(cost_nano) as bigint) as "nano!: i64"
           from model_call where day >= $1 and currency is not null group by day, currency order by day"#,
        from
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| Ok(DayCost { day: row.day, cost: money(&row.currency, row.nano)? })).collect()
}
