//! Which model is asked for which role: data, from a file of the operator's or from the built-in one.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use super::prices::{self, Price};
use super::{Provider, Role, Usage};
use crate::domain::Currency;

/// What a model's schemas may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// `anyOf`, references, everything required; obeyed to the letter.
    Strict,
    /// Neither `anyOf` nor references; a wish.
    Flat,
}

/// What a model can do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// `<provider>:<model>`.
    #[serde(rename = "model")]
    pub name: ModelName,
    /// How good its work is, 1 to 3.
    pub quality: u8,
    /// Most tokens of question and answer together.
    pub context: u64,
    /// What its schemas may say.
    pub schema: Dialect,
    /// The effort it is pinned to; absent: it has no such setting.
    #[serde(default)]
    pub effort: Option<String>,
    /// It works at half price for those who can wait.
    #[serde(default)]
    pub later: bool,
    /// Its price, where the catalogue has none or another.
    #[serde(default)]
    price: Option<prices::Row>,
}

impl Card {
    /// What a model can do that no file speaks of: as a modest model of its provider.
    pub(super) fn unknown(name: ModelName) -> Self {
        let schema = if name.provider == Provider::Yandex { Dialect::Flat } else { Dialect::Strict };
        let effort = (name.provider == Provider::OpenAi).then(|| "none".to_owned());
        Self { name, quality: 2, context: 32_768, schema, effort, later: false, price: None }
    }

    /// Its price: its own, or the catalogue's.
    pub(super) fn price(&self) -> Option<Price> {
        self.price.as_ref().and_then(Price::of).or_else(|| prices::of(&self.name.model))
    }
}

/// A provider and a model of its.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct ModelName {
    /// Whose.
    pub provider: Provider,
    /// As the provider calls it.
    pub model: String,
}

impl TryFrom<String> for ModelName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let wrong = || format!("{name:?} is no <provider>:<model> with openai, yandex or compatible");
        let (provider, model) = name.split_once(':').ok_or_else(wrong)?;
        let provider = match provider {
            "openai" => Provider::OpenAi,
            "yandex" => Provider::Yandex,
            "compatible" => Provider::Compatible,
            _ => return Err(wrong()),
        };
        Ok(Self { provider, model: model.to_owned() })
    }
}

/// One way to have a role done.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    pub(super) model: ModelName,
    /// Share of the questions among the ways of one tier.
    #[serde(default = "one")]
    pub(super) weight: u32,
    /// Lower tiers are asked first.
    #[serde(default = "one")]
    pub(super) tier: u32,
}

const fn one() -> u32 {
    1
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Duty {
    /// The least quality that will do.
    #[serde(default)]
    quality: u8,
    /// Absent: the models that will do, cheapest first.
    #[serde(default)]
    routes: Vec<Way>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbedderCard {
    pub(super) model: ModelName,
    pub(super) dimensions: u32,
}

/// Which models there are and what they are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routes {
    #[serde(rename = "version")]
    _version: String,
    /// For comparing prices only; amounts are never converted.
    roubles_per_dollar: u32,
    models: Vec<Card>,
    roles: HashMap<String, Duty>,
    pub(super) embedders: Vec<EmbedderCard>,
}

impl Routes {
    /// The built-in file.
    pub fn built_in() -> anyhow::Result<Self> {
        Self::parse(include_str!("../../data/routes.json")).context("the built-in routes")
    }

    /// A file of the operator's.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("MODEL_ROUTES {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("MODEL_ROUTES {}", path.display()))
    }

    /// Reads and checks the text of such a file.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let routes: Self = serde_json::from_str(text)?;
        for card in &routes.models {
            if card.price.as_ref().is_some_and(|row| !row.is_whole()) {
                anyhow::bail!("the price of {} has faults: it needs decimal input and output", card.name.model);
            }
        }
        for (role, duty) in &routes.roles {
            for way in &duty.routes {
                if !routes.models.iter().any(|card| card.name == way.model) {
                    anyhow::bail!("the role {role} is routed to {}, which is not among the models", way.model.model);
                }
            }
        }
        Ok(routes)
    }

    /// The same routes with one model in place of all others of its provider.
    #[must_use]
    pub(super) fn with_only(mut self, provider: Provider, model: &str) -> Self {
        let name = ModelName { provider, model: model.to_owned() };
        let known = self.models.iter().find(|card| card.name == name).cloned();
        self.models.retain(|card| card.name.provider != provider);
        self.models.push(known.unwrap_or_else(|| Card::unknown(name.clone())));
        for duty in self.roles.values_mut() {
            for way in &mut duty.routes {
                if way.model.provider == provider {
                    way.model = name.clone();
                }
            }
        }
        self
    }

    /// The models of these providers.
    pub(super) fn cards(&self, has: impl Fn(Provider) -> bool) -> impl Iterator<Item = &Card> {
        self.models.iter().filter(move |card| has(card.name.provider))
    }

    /// The ways to have a role done by these providers, lowest tier first.
    pub(super) fn of_role(&self, role: Role, has: impl Fn(Provider) -> bool) -> Vec<Way> {
        let duty = self.roles.get(role.code()).cloned().unwrap_or_default();
        let mut ways: Vec<Way> = duty.routes.into_iter().filter(|way| has(way.model.provider)).collect();
        if ways.is_empty() {
            ways = self.cheapest(duty.quality, has);
        }
        ways.sort_by_key(|way| way.tier);
        ways
    }

    /// Models that are good enough, cheapest first; none is: those there are, best first.
    fn cheapest(&self, quality: u8, has: impl Fn(Provider) -> bool) -> Vec<Way> {
        let all: Vec<&Card> = self.cards(has).collect();
        let mut good: Vec<&Card> = all.iter().copied().filter(|card| card.quality >= quality).collect();
        if good.is_empty() {
            good = all;
            good.sort_by_key(|card| (std::cmp::Reverse(card.quality), self.of_typical_call(card)));
        } else {
            good.sort_by_key(|card| self.of_typical_call(card));
        }
        let way = |(card, tier): (&Card, u32)| Way { model: card.name.clone(), weight: 1, tier };
        good.into_iter().zip(1..).map(way).collect()
    }

    /// The price of a call of usual size in nano-dollars; a model without a price comes last.
    fn of_typical_call(&self, card: &Card) -> i64 {
        let usage = Usage { input: 2_000, output: 1_000, ..Usage::default() };
        card.price().map_or(i64::MAX, |price| {
            let cost = price.cost(usage, false);
            match cost.currency {
                Currency::Usd => cost.nano,
                Currency::Rub => cost.nano / i64::from(self.roubles_per_dollar.max(1)),
            }
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn names(ways: &[Way]) -> Vec<&str> {
        ways.iter().map(|way| way.model.model.as_str()).collect()
    }

    #[test]
    fn the_cheapest_model_that_is_good_enough_comes_first() {
        let routes = Routes::built_in().unwrap();

        let everywhere = routes.of_role(Role::Author, |_| true);
        assert_eq!(names(&everywhere), ["gpt-6-luna", "gpt-6.1-terra", "yandexgpt-5.1/latest"]);
        let russia = routes.of_role(Role::Judge, |provider| provider == Provider::Yandex);
        assert_eq!(names(&russia), ["yandexgpt-lite/latest", "yandexgpt-5.1/latest"]);
    }

    #[test]
    fn every_role_can_be_done_by_either_provider_alone_and_every_model_has_a_price() {
        let routes = Routes::built_in().unwrap();
        let roles = [Role::Methodologist, Role::Author, Role::Corrector, Role::Solver, Role::Judge, Role::Parser];

        for role in roles {
            assert!(routes.roles.contains_key(role.code()), "{role:?}");
            for alone in [Provider::OpenAi, Provider::Yandex] {
                assert!(!routes.of_role(role, |provider| provider == alone).is_empty(), "{role:?} {alone:?}");
            }
        }
        assert!(routes.models.iter().all(|card| card.price().is_some()));
    }

    #[test]
    fn what_an_operator_writes_wrong_is_said() {
        let file = |models: &str, roles: &str| {
            format!(
                r#"{{"version":"1","roubles_per_dollar":90,"models":[{models}],"roles":{{{roles}}},"embedders":[]}}"#
            )
        };
        let card = r#"{"model":"compatible:qwen","quality":2,"context":8000,"schema":"flat"}"#;
        for (text, words) in [
            (file(r#"{"model":"qwen","quality":2,"context":8000,"schema":"flat"}"#, ""), "<provider>:<model>"),
            (file(card, r#""author":{"routes":[{"model":"compatible:other"}]}"#), "not among the models"),
            (file(&card.replace("flat\"", "flat\",\"price\":{\"currency\":\"RUB\",\"input\":\"free\"}"), ""), "price"),
            (file(&card.replace("quality", "qualitee"), ""), "qualitee"),
        ] {
            let error = format!("{:#}", Routes::parse(&text).unwrap_err());
            assert!(error.contains(words), "{error}");
        }
        assert!(Routes::parse(&file(card, r#""author":{"routes":[{"model":"compatible:qwen","weight":3}]}"#)).is_ok());
    }
}
