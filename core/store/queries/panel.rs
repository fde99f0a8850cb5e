//! What the panel shows of orders and teachers besides the rows themselves.

use listok_domain::id::{OrderId, TeacherId};
use listok_domain::stored::{OrderState, TeacherLine, TeacherState};
use listok_domain::{Locale, Money, Timestamp};
use sqlx::types::Uuid;

use super::{far_future, money, unreadable};
use crate::Conn;

/// How many orders wait or are worked on, whenever they were placed.
pub async fn in_hand(db: &mut Conn) -> sqlx::Result<Vec<(OrderState, i64)>> {
    let rows = sqlx::query!(
        r#"select state as "state!: String", count(*) as "n!: i64" from worksheet_order
           where state in ('queued', 'working') group by state"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| Ok((OrderState::from_code(&row.state).ok_or_else(|| unreadable("state"))?, row.n)))
        .collect()
}

/// What the models cost for the orders that `orders::page` shows, or `orders::page_of` if a teacher is
/// given, with the same arguments; per currency.
pub async fn costs_of_page(
    db: &mut Conn,
    teacher: Option<TeacherId>,
    state: Option<OrderState>,
    before: Option<(Timestamp, OrderId)>,
    limit: i64,
) -> sqlx::Result<Vec<(OrderId, Money)>> {
    let (at, id) = before.map_or((far_future(), Uuid::max()), |(at, id)| (at, id.0));
    let state = state.map_or("", OrderState::code);
    let (whosever, teacher) = (teacher.is_none(), teacher.map_or(Uuid::nil(), |teacher| teacher.0));
    let rows = sqlx::query!(
        r#"select c.order_id as "order_id!: Uuid", c.currency as "currency!: String",
               cast(sum(c.cost_nano) as bigint) as "nano!: i64"
           from model_call c
           join (select id from worksheet_order
                 where (created_at, id) < ($1, $2) and ($3 = '' or state = $3) and ($4 or teacher = $5)
                 order by created_at desc, id desc limit $6) o on o.id = c.order_id
           where c.currency is not null group by c.order_id, c.currency"#,
        at,
        id,
        state,
        whosever,
        teacher,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| Ok((OrderId(row.order_id), money(&row.currency, row.nano)?))).collect()
}

/// Teachers, those seen last first, seen before the given one if any. Neither names nor Telegram's numbers.
pub async fn teachers(
    db: &mut Conn,
    before: Option<(Timestamp, TeacherId)>,
    limit: i64,
) -> sqlx::Result<Vec<TeacherLine>> {
    let (at, id) = before.map_or((far_future(), Uuid::max()), |(at, id)| (at, id.0));
    let rows = sqlx::query!(
        r#"select t.id as "id!: Uuid", t.locale as "locale!: String", t.state as "state!: String",
               t.created_at as "created_at!: Timestamp", t.last_seen_at as "last_seen_at!: Timestamp",
               (select count(*) from worksheet_order o where o.teacher = t.id) as "orders!: i64",
               (select count(*) from worksheet_order o where o.teacher = t.id and o.origin is not null) as "made!: i64",
               (select count(*) from worksheet_order o where o.teacher = t.id and o.state = 'failed') as "failed!: i64",
               (select count(*) from rating r where r.teacher = t.id and r.value > 0) as "liked!: i64",
               (select count(*) from rating r where r.teacher = t.id and r.value < 0) as "disliked!: i64"
           from (select id, locale, state, created_at, last_seen_at from teacher where (last_seen_at, id) < ($1, $2)
                 order by last_seen_at desc, id desc limit $3) t
           order by t.last_seen_at desc, t.id desc"#,
        at,
        id,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(TeacherLine {
                id: TeacherId(row.id),
                locale: Locale::from_code(&row.locale),
                state: TeacherState::from_code(&row.state).ok_or_else(|| unreadable("teacher.state"))?,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                orders: row.orders,
                made: row.made,
                failed: row.failed,
                liked: row.liked,
                disliked: row.disliked,
            })
        })
        .collect()
}

/// What the models cost for the orders of the teachers that [`teachers`] shows with the same arguments,
/// per currency.
pub async fn costs_of_teachers(
    db: &mut Conn,
    before: Option<(Timestamp, TeacherId)>,
    limit: i64,
) -> sqlx::Result<Vec<(TeacherId, Money)>> {
    let (at, id) = before.map_or((far_future(), Uuid::max()), |(at, id)| (at, id.0));
    let rows = sqlx::query!(
        r#"select o.teacher as "teacher!: Uuid", c.currency as "currency!: String",
               cast(sum(c.cost_nano) as bigint) as "nano!: i64"
           from (select id from teacher where (last_seen_at, id) < ($1, $2)
                 order by last_seen_at desc, id desc limit $3) t
           join worksheet_order o on o.teacher = t.id
           join model_call c on c.order_id = o.id
           where c.currency is not null group by o.teacher, c.currency"#,
        at,
        id,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| Ok((TeacherId(row.teacher), money(&row.currency, row.nano)?))).collect()
}
