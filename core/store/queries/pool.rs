//! The library's sheets: who has had which, and what people think of them.

use chrono::TimeDelta;
use listok_domain::id::{OrderId, PooledId, TeacherId, TopicId};
use listok_domain::library::{NewPooled, Pooled, Savings, Served, Serving};
use listok_domain::{Currency, Money, Timestamp};
use serde_json::Value;
use sqlx::types::Uuid;

use super::{money, unreadable};
use crate::Conn;

/// Until then an account is new: its vote takes a sheet from nobody for good.
const NEW: TimeDelta = TimeDelta::days(7);

/// Sheets of a topic and key that a teacher has not had, made since a moment, with at least so many
/// tasks and variants; the least served first.
pub async fn offers(
    db: &mut Conn,
    topic: TopicId,
    key: &str,
    teacher: TeacherId,
    total: i64,
    variants: i64,
    since: Timestamp,
) -> sqlx::Result<Vec<Pooled>> {
    let rows = sqlx::query!(
        r#"select id as "id!: Uuid", content as "content!: Value", cost_nano as "cost_nano?: i64",
               currency as "currency?: String"
           from pool_sheet p
           where topic = $1 and key = $2 and state = 'open' and total >= $4 and variants >= $5 and created_at >= $6
             and not exists (select 1 from pool_served s where s.teacher = $3 and s.sheet = p.id)
           order by served, total, created_at, id limit 8"#,
        topic.0,
        key,
        teacher.0,
        total,
        variants,
        since
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = row.currency.as_deref().and_then(Currency::from_code);
            Ok(Pooled {
                id: PooledId(row.id),
                content: serde_json::from_value(row.content).map_err(|_| unreadable("pool_sheet.content"))?,
                cost: row.cost_nano.zip(currency).map(|(nano, currency)| Money { nano, currency }),
            })
        })
        .collect()
}

/// Sheets of a topic and key made since a moment, hidden ones too.
pub async fn count(db: &mut Conn, topic: TopicId, key: &str, since: Timestamp) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from pool_sheet where topic = $1 and key = $2 and created_at >= $3"#,
        topic.0,
        key,
        since
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}

/// Adds a sheet.
pub async fn add(db: &mut Conn, new: &NewPooled) -> sqlx::Result<()> {
    let content = serde_json::to_value(&new.content).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let variants = i64::try_from(new.content.variants.len()).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "insert into pool_sheet (id, topic, key, total, variants, content, state, served, cost_nano, currency,
             created_at)
         values ($1, $2, $3, $4, $5, $6, 'open', 0, $7, $8, $9)",
        new.id.0,
        new.topic.0,
        new.key,
        i64::from(new.total),
        variants,
        content,
        new.cost.map(|c| c.nano),
        new.cost.map(|c| c.currency.code()),
        new.created_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a sheet goes to a teacher. `false`: they have had it, or it was hidden meanwhile; what was written is
/// not to be kept then.
pub async fn serve(db: &mut Conn, new: &Serving) -> sqlx::Result<bool> {
    if !new.made {
        let there =
            sqlx::query!("update pool_sheet set served = served + 1 where id = $1 and state = 'open'", new.sheet.0)
                .execute(&mut *db)
                .await?;
        if there.rows_affected() == 0 {
            return Ok(false);
        }
    }
    let made = i64::from(new.made);
    let done = sqlx::query!(
        "insert into pool_served (teacher, sheet, order_id, hash, made, saved_nano, currency, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (teacher, sheet) do nothing",
        new.teacher.0,
        new.sheet.0,
        new.order.0,
        new.hash,
        made,
        new.saved.map(|c| c.nano),
        new.saved.map(|c| c.currency.code()),
        new.created_at
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A sheet that was no good to a teacher saved nothing.
pub async fn unsave(db: &mut Conn, order: OrderId, teacher: TeacherId) -> sqlx::Result<()> {
    sqlx::query!(
        "update pool_served set saved_nano = null, currency = null where order_id = $1 and teacher = $2",
        order.0,
        teacher.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sheet of the library that a teacher's order got, if any.
pub async fn served_to(db: &mut Conn, order: OrderId, teacher: TeacherId) -> sqlx::Result<Option<Served>> {
    let row = sqlx::query!(
        r#"select s.sheet as "sheet!: Uuid", coalesce(t.merged_into, t.id) as "topic?: Uuid", s.hash as "hash!: String",
               s.made as "made!: i64"
           from pool_served s left join pool_sheet p on p.id = s.sheet left join topic t on t.id = p.topic
           where s.order_id = $1 and s.teacher = $2"#,
        order.0,
        teacher.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Served {
        sheet: PooledId(row.sheet),
        topic: row.topic.map(TopicId),
        hash: row.hash,
        made: row.made == 1,
    }))
}

/// A teacher's vote against a sheet hides it; two by accounts that are no longer new delete it.
pub async fn vote_against(db: &mut Conn, sheet: PooledId, teacher: TeacherId, now: Timestamp) -> sqlx::Result<()> {
    let there = sqlx::query!("update pool_sheet set state = 'hidden' where id = $1", sheet.0).execute(&mut *db).await?;
    if there.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into pool_vote (sheet, teacher, created_at) values ($1, $2, $3) on conflict (sheet, teacher) do nothing",
        sheet.0,
        teacher.0,
        now
    )
    .execute(&mut *db)
    .await?;
    let joined_before = now - NEW;
    sqlx::query!(
        "delete from pool_sheet where id = $1 and 2 <= (
             select count(*) from pool_vote v join teacher t on t.id = v.teacher
             where v.sheet = $1 and t.created_at <= $2)",
        sheet.0,
        joined_before
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a teacher's vote back; a sheet without votes is everybody's again.
pub async fn withdraw_vote(db: &mut Conn, sheet: PooledId, teacher: TeacherId) -> sqlx::Result<()> {
    let done = sqlx::query!("delete from pool_vote where sheet = $1 and teacher = $2", sheet.0, teacher.0)
        .execute(&mut *db)
        .await?;
    if done.rows_affected() == 1 {
        sqlx::query!(
            "update pool_sheet set state = 'open'
             where id = $1 and not exists (select 1 from pool_vote where sheet = $1)",
            sheet.0
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// Takes a sheet out of the library.
pub async fn remove(db: &mut Conn, sheet: PooledId) -> sqlx::Result<()> {
    sqlx::query!("delete from pool_sheet where id = $1", sheet.0).execute(db).await?;
    Ok(())
}

/// Takes sheets made before a moment out of the library; how many.
pub async fn forget(db: &mut Conn, before: Timestamp) -> sqlx::Result<u64> {
    let done = sqlx::query!("delete from pool_sheet where created_at < $1", before).execute(db).await?;
    Ok(done.rows_affected())
}

/// What was served again in a period and what making it had cost.
pub async fn savings(db: &mut Conn, since: Timestamp, until: Timestamp) -> sqlx::Result<Savings> {
    let rows = sqlx::query!(
        r#"select currency as "currency?: String", count(*) as "served!: i64",
               cast(coalesce(sum(saved_nano), 0) as bigint) as "nano!: i64"
           from pool_served where made = 0 and created_at >= $1 and created_at < $2 group by currency
           order by currency"#,
        since,
        until
    )
    .fetch_all(db)
    .await?;
    let mut savings = Savings::default();
    for row in rows {
        savings.served += row.served;
        if let Some(currency) = row.currency {
            savings.saved.push(money(&currency, row.nano)?);
        }
    }
    Ok(savings)
}
