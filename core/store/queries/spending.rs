//! What a day has cost so far, money held for calls under way included.

use listok_domain::{Currency, Money};

use crate::Conn;

/// Adds an amount to a day's spending unless the sum would exceed `most`. `false`: it would, nothing changed.
pub async fn hold(db: &mut Conn, day: &str, scope: &str, amount: Money, most: Option<i64>) -> sqlx::Result<bool> {
    let most = most.unwrap_or(i64::MAX);
    if amount.nano > most {
        return Ok(false);
    }
    let currency = amount.currency.code();
    let done = sqlx::query!(
        "insert into spending (day, scope, currency, nano) values ($1, $2, $3, $4)
         on conflict (day, scope, currency) do update set nano = spending.nano + excluded.nano
         where spending.nano <= $5 - excluded.nano",
        day,
        scope,
        currency,
        amount.nano,
        most
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Corrects a day's spending, down or up.
pub async fn correct(db: &mut Conn, day: &str, scope: &str, by: Money) -> sqlx::Result<()> {
    let currency = by.currency.code();
    sqlx::query!(
        "update spending set nano = nano + $4 where day = $1 and scope = $2 and currency = $3",
        day,
        scope,
        currency,
        by.nano
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What a day has cost so far.
pub async fn of_day(db: &mut Conn, day: &str, scope: &str, currency: Currency) -> sqlx::Result<Money> {
    let code = currency.code();
    let row = sqlx::query!(
        r#"select nano as "nano!: i64" from spending where day = $1 and scope = $2 and currency = $3"#,
        day,
        scope,
        code
    )
    .fetch_optional(db)
    .await?;
    Ok(Money { nano: row.map_or(0, |row| row.nano), currency })
}
