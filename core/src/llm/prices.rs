//! What models cost: a versioned catalogue as data.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Usage;
use crate::domain::{Currency, Money};

#[derive(Deserialize)]
struct Catalogue {
    version: String,
    models: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    model: String,
    #[serde(flatten)]
    row: Row,
}

/// Prices per million tokens as decimal text.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Row {
    currency: Currency,
    input: String,
    /// Absent: as `input`, here and below.
    #[serde(default)]
    cached: Option<String>,
    #[serde(default)]
    cache_write: Option<String>,
    /// Absent: nothing is written, as by embedders.
    #[serde(default)]
    output: Option<String>,
}

impl Row {
    /// Whether it prices both what is read and what is written.
    pub(super) fn is_whole(&self) -> bool {
        self.output.is_some() && Price::of(self).is_some()
    }
}

/// Nano-units per thousand tokens: whole numbers for every price of up to six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) currency: Currency,
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
    let models = catalogue.models.iter().filter_map(|line| Some((line.model.clone(), Price::of(&line.row)?))).collect();
    Prices { version: catalogue.version, models }
});

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

/// The price of a model, by its name. Branches (`/latest`, `/rc`) and tuned models (`@suffix`) of Yandex cost what
/// the model costs, tuned ones of OpenAI what the catalogue says of their base under `ft:<base>`.
pub(super) fn of(model: &str) -> Option<Price> {
    let exact = PRICES.models.get(model);
    let base = || PRICES.models.get(model.split(['/', '@']).next()?);
    let tuned = || {
        let base = model.strip_prefix("ft:")?.split(':').next()?;
        PRICES.models.get(&format!("ft:{base}"))
    };
    exact.or_else(base).or_else(tuned).copied()
}

impl Price {
    /// A row as numbers; `None`: it has faults.
    pub(super) fn of(row: &Row) -> Option<Self> {
        let input = nano_per_thousand(&row.input)?;
        let or_input = |price: &Option<String>| price.as_deref().map_or(Some(input), nano_per_thousand);
        Some(Self {
            currency: row.currency,
            input,
            cached: or_input(&row.cached)?,
            cache_write: or_input(&row.cache_write)?,
            output: row.output.as_deref().map_or(Some(0), nano_per_thousand)?,
        })
    }

    /// What tokens cost, rounded up to whole nano-units.
    ///
    /// (input − cached − written)·in + cached·read + written·write + output·out; reasoning is inside output.
    pub(super) fn cost(self, usage: Usage, half: bool) -> Money {
        let fresh = usage.input.saturating_sub(usage.cached).saturating_sub(usage.cache_written);
        let thousandths = i128::from(fresh) * self.input
            + i128::from(usage.cached) * self.cached
            + i128::from(usage.cache_written) * self.cache_write
            + i128::from(usage.output) * self.output;
        let parts = if half { 2_000 } else { 1_000 };
        let nano = (thousandths + parts - 1) / parts;
        Money { nano: i64::try_from(nano).unwrap_or(i64::MAX), currency: self.currency }
    }

    /// The most a call can cost that reads and writes no more than this.
    pub(super) fn at_most(self, input: u64, output: u64) -> Money {
        let dearer = Self { input: self.input.max(self.cache_write), ..self };
        dearer.cost(Usage { input, output, ..Usage::default() }, false)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_catalogue_has_a_price() {
        let rows = serde_json::from_str::<Catalogue>(include_str!("../../data/prices.json")).unwrap().models;

        assert_eq!(PRICES.models.len(), rows.len());
        assert!(rows.len() >= 20);
        assert_ne!(version(), "none");
    }

    #[test]
    fn a_call_costs_what_its_tokens_cost() {
        let usage = Usage { input: 6_000, cached: 3_300, cache_written: 0, output: 1_900, reasoning: 200 };
        let luna = of("gpt-6-luna").unwrap();

        // 2700·0.10 + 3300·0.01 + 1900·0.50 = 1253 millionths of a dollar.
        assert_eq!(luna.cost(usage, false), Money { nano: 1_253_000, currency: Currency::Usd });
        assert_eq!(luna.cost(usage, true), Money { nano: 626_500, currency: Currency::Usd });
        assert_eq!(of("a-model-nobody-priced"), None);
    }

    #[test]
    fn roubles_stay_roubles_and_a_branch_costs_what_its_model_costs() {
        let usage = Usage { input: 900, output: 100, ..Usage::default() };
        let lite = of("yandexgpt-lite/latest").unwrap();

        // 0.20 roubles a thousand tokens.
        assert_eq!(lite.cost(usage, false), Money { nano: 200_000_000, currency: Currency::Rub });
        assert_eq!(of("yandexgpt-lite/latest@tuned"), Some(lite));
    }

    #[test]
    fn no_call_costs_more_than_the_most_it_can() {
        let luna = of("gpt-6-luna").unwrap();
        for (cached, cache_written) in [(0, 0), (800, 0), (0, 1_000), (300, 300)] {
            let usage = Usage { input: 1_000, cached, cache_written, output: 500, reasoning: 0 };
            assert!(luna.cost(usage, false).nano <= luna.at_most(1_000, 500).nano);
        }
    }
}
