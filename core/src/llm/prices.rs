//! What models cost: a versioned catalogue as data.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Usage;
use crate::domain::{Currency, Money};

#[derive(Deserialize)]
struct Catalogue {
    version: String,
    models: Vec<Row>,
}

/// Prices per million tokens as decimal text.
#[derive(Deserialize)]
struct Row {
    model: String,
    currency: Currency,
    input: String,
    cached: String,
    cache_write: String,
    output: String,
}

/// Nano-units per thousand tokens: whole numbers for every price of up to six decimals.
struct Price {
    currency: Currency,
    input: i128,
    cached: i128,
    cache_write: i128,
    output: i128,
}

struct Prices {
    version: String,
    models: HashMap<String, Price>,
}

static PRICES: LazyLock<Prices> = LazyLock::new(|| {
    let catalogue: Catalogue = serde_json::from_str(include_str!("../../data/prices.json"))
        .unwrap_or(Catalogue { version: "none".to_owned(), models: Vec::new() });
    let models = catalogue.models.iter().filter_map(|row| Some((row.model.clone(), price(row)?))).collect();
    Prices { version: catalogue.version, models }
});

fn price(row: &Row) -> Option<Price> {
    Some(Price {
        currency: row.currency,
        input: nano_per_thousand(&row.input)?,
        cached: nano_per_thousand(&row.cached)?,
        cache_write: nano_per_thousand(&row.cache_write)?,
        output: nano_per_thousand(&row.output)?,
    })
}

/// `0.125` units per million tokens are 125 000 nano-units per thousand.
fn nano_per_thousand(decimal: &str) -> Option<i128> {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    if fraction.len() > 6 {
        return None;
    }
    format!("{whole}{fraction:0<6}").parse().ok()
}

/// Version of the catalogue, stored with every call.
pub(super) fn version() -> &'static str {
    &PRICES.version
}

/// What tokens cost, rounded up to whole nano-units. `None`: the model has no price.
///
/// (input − cached − written)·in + cached·read + written·write + output·out; reasoning is inside output.
pub(super) fn cost(model: &str, usage: Usage) -> Option<Money> {
    let price = PRICES.models.get(model)?;
    let fresh = usage.input.saturating_sub(usage.cached).saturating_sub(usage.cache_written);
    let thousandths = i128::from(fresh) * price.input
        + i128::from(usage.cached) * price.cached
        + i128::from(usage.cache_written) * price.cache_write
        + i128::from(usage.output) * price.output;
    let nano = i64::try_from((thousandths + 999) / 1000).ok()?;
    Some(Money { nano, currency: price.currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_catalogue_has_a_price() {
        assert!(PRICES.models.len() >= 5);
        assert_ne!(version(), "none");
    }

    #[test]
    fn a_call_costs_what_its_tokens_cost() {
        let usage = Usage { input: 6_000, cached: 3_300, cache_written: 0, output: 1_900, reasoning: 200 };

        // 2700·0.10 + 3300·0.01 + 1900·0.50 = 1253 millionths of a dollar.
        assert_eq!(cost("gpt-6-luna", usage), Some(Money { nano: 1_253_000, currency: Currency::Usd }));
        assert_eq!(cost("a-model-nobody-priced", usage), None);
    }
}
