//! The ledger: append only, every step once.

use listok_domain::id::{OrderId, TeacherId};
use listok_domain::stored::{Entry, LedgerLine, NewEntry};
use listok_domain::{Currency, Money, Timestamp};

use super::unreadable;
use crate::Conn;

/// Writes a line. `false`: its key is there already, nothing was written.
pub async fn enter(db: &mut Conn, new: &NewEntry) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into ledger_entry (id, teacher, order_id, entry, credits, cost_nano, currency, key, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key) do nothing",
        new.id.0,
        new.teacher.0,
        new.order.map(|o| o.0),
        new.entry.code(),
        new.credits,
        new.cost.map(|c| c.nano),
        new.cost.map(|c| c.currency.code()),
        new.key,
        new.created_at
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lines of an order, oldest first.
pub async fn of_order(db: &mut Conn, order: OrderId) -> sqlx::Result<Vec<LedgerLine>> {
    let rows = sqlx::query!(
        r#"select entry as "entry!: String", credits as "credits!: i64", cost_nano as "cost_nano?: i64",
               currency as "currency?: String", created_at as "created_at!: Timestamp"
           from ledger_entry where order_id = $1 order by created_at, id"#,
        order.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = row.currency.as_deref().and_then(Currency::from_code);
            Ok(LedgerLine {
                entry: Entry::from_code(&row.entry).ok_or_else(|| unreadable("ledger_entry.entry"))?,
                credits: row.credits,
                cost: row.cost_nano.zip(currency).map(|(nano, currency)| Money { nano, currency }),
                created_at: row.created_at,
            })
        })
        .collect()
}

/// Whether the credit of an order was given back after it was charged.
pub async fn given_back(db: &mut Conn, order: OrderId) -> sqlx::Result<bool> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from ledger_entry r
           where r.order_id = $1 and r.entry = 'release'
             and exists (select 1 from ledger_entry s where s.order_id = r.order_id and s.entry = 'settle')"#,
        order.0
    )
    .fetch_one(db)
    .await?;
    Ok(row.n > 0)
}

/// Credits a teacher was charged since a moment, less those given back since.
pub async fn charged(db: &mut Conn, teacher: TeacherId, since: Timestamp) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"select cast(coalesce(sum(case when entry = 'settle' then credits else -credits end), 0) as bigint) as "n!: i64"
           from ledger_entry e
           where teacher = $1 and created_at >= $2
             and (entry = 'settle' or (entry = 'release' and exists
                 (select 1 from ledger_entry s where s.order_id = e.order_id and s.entry = 'settle')))"#,
        teacher.0,
        since
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}

/// Reservations neither settled nor released although their order has ended.
pub async fn orphaned(db: &mut Conn) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from ledger_entry r join worksheet_order o on o.id = r.order_id
           where r.entry = 'reserve' and o.state in ('ready', 'delivered', 'failed', 'cancelled')
             and not exists (select 1 from ledger_entry c where c.order_id = r.order_id and c.entry <> 'reserve')"#
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}
