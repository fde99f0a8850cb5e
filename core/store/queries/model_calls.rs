//! Calls of language models, failed ones too.

use listok_domain::id::{ModelCallId, OrderId, TeacherId};
use listok_domain::stored::{CostStatus, ModelCall, moscow_day};
use listok_domain::{Currency, Money, Timestamp};
use sqlx::types::Uuid;

use super::unreadable;
use crate::Conn;

/// Records a call.
pub async fn insert(db: &mut Conn, call: &ModelCall) -> sqlx::Result<()> {
    let day = moscow_day(call.created_at);
    sqlx::query!(
        "insert into model_call (id, order_id, teacher, role, provider, model, prompt_version, tokens_in, tokens_cached,
             tokens_cache_written, tokens_out, tokens_reasoning, cost_nano, currency, price_version, cost_status,
             outcome, latency_ms, day, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        call.id.0,
        call.order.map(|o| o.0),
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
        call.created_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Calls made for an order, oldest first.
pub async fn of_order(db: &mut Conn, order: OrderId) -> sqlx::Result<Vec<ModelCall>> {
    let rows = sqlx::query!(
        r#"select id as "id!: Uuid", order_id as "order_id?: Uuid", teacher as "teacher?: Uuid", role as "role!: String",
               provider as "provider!: String", model as "model!: String", prompt_version as "prompt_version!: String",
               tokens_in as "tokens_in!: i64", tokens_cached as "tokens_cached!: i64",
               tokens_cache_written as "tokens_cache_written!: i64", tokens_out as "tokens_out!: i64",
               tokens_reasoning as "tokens_reasoning!: i64", cost_nano as "cost_nano?: i64",
               currency as "currency?: String", price_version as "price_version!: String",
               cost_status as "cost_status!: String", outcome as "outcome!: String", latency_ms as "latency_ms!: i64",
               created_at as "created_at!: Timestamp"
           from model_call where order_id = $1 order by created_at, id"#,
        order.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = row.currency.as_deref().and_then(Currency::from_code);
            Ok(ModelCall {
                id: ModelCallId(row.id),
                order: row.order_id.map(OrderId),
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
        .collect()
}
