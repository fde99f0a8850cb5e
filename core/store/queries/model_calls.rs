//! Calls of language models, failed ones too.

use listok_domain::id::{ModelCallId, OrderId, TeacherId, WorksheetId};
use listok_domain::stored::{CostStatus, Held, ModelCall, moscow_day};
use listok_domain::{Currency, Money, Timestamp};
use sqlx::types::Uuid;

use super::{money, unreadable};
use crate::Conn;

/// Records a call: one that ended, or with what is held for it one that begins.
pub async fn insert(db: &mut Conn, call: &ModelCall, held: Option<Held>) -> sqlx::Result<()> {
    let day = moscow_day(call.created_at);
    sqlx::query!(
        "insert into model_call (id, order_id, worksheet, teacher, role, provider, model, prompt_version, tokens_in,
             tokens_cached, tokens_cache_written, tokens_out, tokens_reasoning, cost_nano, currency, price_version,
             cost_status, outcome, latency_ms, day, created_at, held_usd, held_rub, held_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24)",
        call.id.0,
        call.order.map(|o| o.0),
        call.worksheet.map(|w| w.0),
        call.teacher.map(|t| t.0),
        call.role,
        call.provider,
        call.model,
        call.prompt_version,
        call.tokens_in,
        call.tokens_cached,
        call.tokens_cache_written,
        call.tokens_out,
        call.tokens_reasoning,
        call.cost.map(|c| c.nano),
        call.cost.map(|c| c.currency.code()),
        call.price_version,
        call.cost_status.code(),
        call.outcome,
        call.latency_ms,
        day,
        call.created_at,
        held.map_or(0, |h| h.usd),
        held.map_or(0, |h| h.rub),
        held.map(|h| h.until)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Turns the record of a call under way into that of one that ended. `false`: it has ended before.
pub async fn close(db: &mut Conn, call: &ModelCall) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update model_call set tokens_in = $2, tokens_cached = $3, tokens_cache_written = $4, tokens_out = $5,
             tokens_reasoning = $6, cost_nano = $7, currency = $8, cost_status = $9, outcome = $10, latency_ms = $11,
             held_usd = 0, held_rub = 0, held_until = null
         where id = $1 and outcome = 'pending'",
        call.id.0,
        call.tokens_in,
        call.tokens_cached,
        call.tokens_cache_written,
        call.tokens_out,
        call.tokens_reasoning,
        call.cost.map(|c| c.nano),
        call.cost.map(|c| c.currency.code()),
        call.cost_status.code(),
        call.outcome,
        call.latency_ms
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Calls whose end was never recorded although their time is over, with what is held for them.
pub async fn overdue(db: &mut Conn, now: Timestamp, limit: i64) -> sqlx::Result<Vec<(ModelCall, Held)>> {
    let rows = sqlx::query!(
        r#"select id as "id!: Uuid", held_usd as "usd!: i64", held_rub as "rub!: i64",
               held_until as "until!: Timestamp"
           from model_call where outcome = 'pending' and held_until < $1 order by held_until limit $2"#,
        now,
        limit
    )
    .fetch_all(&mut *db)
    .await?;
    let mut overdue = Vec::with_capacity(rows.len());
    for row in rows {
        let held = Held { usd: row.usd, rub: row.rub, until: row.until };
        overdue.extend(find(db, ModelCallId(row.id)).await?.map(|call| (call, held)));
    }
    Ok(overdue)
}

/// Calls under way.
pub async fn pending(db: &mut Conn) -> sqlx::Result<i64> {
    let row =
        sqlx::query!(r#"select count(*) as "n!: i64" from model_call where outcome = 'pending'"#).fetch_one(db).await?;
    Ok(row.n)
}

/// What the calls of an order cost, by currency; calls of unknown cost are left out.
pub async fn cost_of_order(db: &mut Conn, order: OrderId) -> sqlx::Result<Vec<Money>> {
    let rows = sqlx::query!(
        r#"select currency as "currency!: String", cast(sum(cost_nano) as bigint) as "nano!: i64" from model_call
           where order_id = $1 and currency is not null group by currency order by currency"#,
        order.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| money(&row.currency, row.nano)).collect()
}

macro_rules! calls {
    ($rows:expr) => {
        $rows
            .into_iter()
            .map(|row| {
                let currency = row.currency.as_deref().and_then(Currency::from_code);
                Ok(ModelCall {
                    id: ModelCallId(row.id),
                    order: row.order_id.map(OrderId),
                    worksheet: row.worksheet.map(WorksheetId),
                    teacher: row.teacher.map(TeacherId),
                    role: row.role,
                    provider: row.provider,
                    model: row.model,
                    prompt_version: row.prompt_version,
                    tokens_in: row.tokens_in,
                    tokens_cached: row.tokens_cached,
                    tokens_cache_written: row.tokens_cache_written,
                    tokens_out: row.tokens_out,
                    tokens_reasoning: row.tokens_reasoning,
                    cost: row.cost_nano.zip(currency).map(|(nano, currency)| Money { nano, currency }),
                    price_version: row.price_version,
                    cost_status: CostStatus::from_code(&row.cost_status)
                        .ok_or_else(|| unreadable("model_call.cost_status"))?,
                    outcome: row.outcome,
                    latency_ms: row.latency_ms,
                    created_at: row.created_at,
                })
            })
            .collect::<sqlx::Result<Vec<_>>>()
    };
}

macro_rules! select_calls {
    ($rest:literal $(, $argument:expr)*) => {
        sqlx::query!(
            r#"select id as "id!: Uuid", order_id as "order_id?: Uuid", worksheet as "worksheet?: Uuid",
                   teacher as "teacher?: Uuid", role as "role!: String", provider as "provider!: String",
                   model as "model!: String", prompt_version as "prompt_version!: String",
                   tokens_in as "tokens_in!: i64", tokens_cached as "tokens_cached!: i64",
                   tokens_cache_written as "tokens_cache_written!: i64", tokens_out as "tokens_out!: i64",
                   tokens_reasoning as "tokens_reasoning!: i64", cost_nano as "cost_nano?: i64",
                   currency as "currency?: String", price_version as "price_version!: String",
                   cost_status as "cost_status!: String", outcome as "outcome!: String",
                   latency_ms as "latency_ms!: i64", created_at as "created_at!: Timestamp"
               from model_call "# + $rest
            $(, $argument)*
        )
    };
}

/// Calls made for an order, oldest first.
pub async fn of_order(db: &mut Conn, order: OrderId) -> sqlx::Result<Vec<ModelCall>> {
    calls!(select_calls!("where order_id = $1 order by created_at, id", order.0).fetch_all(db).await?)
}

/// A call.
pub async fn find(db: &mut Conn, id: ModelCallId) -> sqlx::Result<Option<ModelCall>> {
    Ok(calls!(select_calls!("where id = $1", id.0).fetch_optional(db).await?)?.pop())
}
