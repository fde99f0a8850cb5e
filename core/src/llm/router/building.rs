//! A router is built: providers from the settings, models and roles from the routes.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use anyhow::Context;
use chrono::TimeDelta;

use super::door::{self, Door};
use super::{LONGEST, Route, Router, Vectors};
use crate::billing::Meter;
use crate::clock::Clock;
use crate::config;
use crate::limits::{Limiter, Quota};
use crate::llm::routes::{ModelName, Way};
use crate::llm::{Card, ChatModel, Embedder, OpenAi, Provider, Residency, Role, Routes, Yandex, prices};

/// Every role that is put as a question.
const ROLES: [Role; 6] = [Role::Methodologist, Role::Author, Role::Corrector, Role::Solver, Role::Judge, Role::Parser];

impl Router {
    /// The router of the configured providers; `None`: there is none, or models are switched off.
    ///
    /// Calls per minute are drawn from budgets of the limits; money from those of the meter.
    pub fn of(
        settings: &config::Models,
        limiter: &Limiter,
        clock: Clock,
        meter: Meter,
    ) -> anyhow::Result<Option<Self>> {
        if !settings.enabled {
            return Ok(None);
        }
        let mut routes = match &settings.routes {
            Some(path) => Routes::from_file(path)?,
            None => Routes::built_in()?,
        };
        let mut doors = HashMap::new();
        let mut accounts = Vec::new();
        for (provider, of_provider) in
            [(Provider::OpenAi, &settings.openai), (Provider::Compatible, &settings.compatible)]
        {
            let Some(of_provider) = of_provider else { continue };
            if let Some(model) = &of_provider.model {
                routes = routes.with_only(provider, model);
            }
            accounts.push((provider, OpenAi::new(of_provider, provider)?));
            let quota = Quota { burst: of_provider.requests_per_minute, per: TimeDelta::minutes(1) };
            doors.insert(provider, Arc::new(Door::new(provider, door::AT_ONCE, Some((limiter.clone(), quota)))));
        }
        let folder = settings.yandex.as_ref().map(|yandex| Yandex::new(yandex, clock.clone())).transpose()?;
        if let Some(yandex) = &settings.yandex {
            doors.insert(Provider::Yandex, Arc::new(Door::new(Provider::Yandex, yandex.sessions, None)));
        }
        let account = |provider| accounts.iter().find(|(of, _)| *of == provider).map(|(_, account)| account);
        let mut made = Vec::new();
        for card in routes.cards(|provider| doors.contains_key(&provider)) {
            let name = &card.name;
            let model: Arc<dyn ChatModel> = match name.provider {
                Provider::OpenAi | Provider::Compatible => {
                    Arc::new(account(name.provider).context("no account")?.chat(&name.model))
                }
                Provider::Yandex => Arc::new(folder.as_ref().context("no folder")?.chat(&name.model)),
            };
            let Some(door) = doors.get(&name.provider) else { continue };
            made.push(Arc::new(Route::new(model, card.clone(), door.clone())));
        }
        if made.is_empty() {
            return Ok(None);
        }
        let mut embedders = Vec::new();
        for card in &routes.embedders {
            let model: Box<dyn Embedder> = match card.model.provider {
                Provider::OpenAi | Provider::Compatible => match account(card.model.provider) {
                    Some(account) => Box::new(account.embedder(&card.model.model, card.dimensions)),
                    None => continue,
                },
                Provider::Yandex => match &folder {
                    Some(folder) => Box::new(folder.embedder(&card.model.model, card.dimensions)),
                    None => continue,
                },
            };
            let Some(door) = doors.get(&card.model.provider) else { continue };
            embedders.push(Vectors { price: prices::of(model.model()), model, door: door.clone() });
        }
        let has = |provider| made.iter().any(|route: &Arc<Route>| route.card.name.provider == provider);
        let find = |name: &ModelName| made.iter().find(|route| route.card.name == *name).cloned();
        let of_role = |role| {
            let ways = routes.of_role(role, has).into_iter();
            (role, ways.filter_map(|way| find(&way.model).map(|route| (way, route))).collect())
        };
        let roles = ROLES.into_iter().map(of_role).collect();
        let mut resident = vec![Provider::Yandex];
        if settings.compatible_in_russia {
            resident.push(Provider::Compatible);
        }
        Ok(Some(Self {
            routes: made,
            roles,
            embedders,
            resident,
            residency: settings.residency,
            clock,
            longest: settings.longest,
            meter,
            turn: AtomicU64::new(0),
        }))
    }

    /// A router over models in order of preference, for every role alike.
    pub fn of_models(models: impl IntoIterator<Item = Arc<dyn ChatModel>>, clock: Clock) -> Self {
        let routes: Vec<_> = models
            .into_iter()
            .map(|model| {
                let name = ModelName { provider: model.provider(), model: model.model().to_owned() };
                let door = Arc::new(Door::new(model.provider(), door::AT_ONCE, None));
                Arc::new(Route::new(model, Card::unknown(name), door))
            })
            .collect();
        let ways = |_| {
            let tiers = (1..).zip(&routes);
            tiers
                .map(|(tier, route)| (Way { model: route.card.name.clone(), weight: 1, tier }, route.clone()))
                .collect()
        };
        Self {
            roles: ROLES.into_iter().map(|role| (role, ways(role))).collect(),
            routes,
            embedders: Vec::new(),
            resident: vec![Provider::Yandex],
            residency: Residency::Anywhere,
            clock,
            longest: LONGEST,
            meter: Meter::listed(),
            turn: AtomicU64::new(0),
        }
    }

    /// With a model for vectors.
    #[must_use]
    pub fn embedding_by(mut self, model: impl Embedder + 'static) -> Self {
        let door = Arc::new(Door::new(model.provider(), door::AT_ONCE, None));
        self.embedders.push(Vectors { price: prices::of(model.model()), model: Box::new(model), door });
        self
    }
}
