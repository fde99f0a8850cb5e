//! The parts of the service, put together from the settings.

use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use listok_bot::api::Api;
use listok_core::billing::Meter;
use listok_core::cache::{Cache, Generator, Judge};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::Settings;
use listok_core::generation;
use listok_core::limits::Limiter;
use listok_core::llm::{Residency, Router};
use listok_core::orders::{Fulfilment, Intake};
use listok_core::queue::{self, Queue};
use listok_core::store::{AdminRole, Db};
use tokio::sync::Notify;

use crate::cli::{Admin, PanelRole, Webhook};

/// What every role needs.
pub(crate) struct App {
    pub(crate) db: Db,
    pub(crate) queue: Queue,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) intake: Intake,
    pub(crate) models: Option<Arc<Router>>,
}

impl App {
    pub(crate) async fn open(settings: &Settings) -> anyhow::Result<Self> {
        let db = Db::connect(&settings.database).await?;
        let (clock, chance) = (Clock::System, Chance::system());
        if matches!(db, Db::Lite(_)) {
            bring_up(&db).await?;
        } else if !(db.migrations_current().await? && queue::migrations_current(&db).await?) {
            anyhow::bail!("the database is not up to date: run `listok migrate`");
        }
        let queue = Queue::open(&db).await?;
        let limiter = match &settings.redis_url {
            Some(url) => Limiter::shared(url, settings.instances)?,
            None => Limiter::in_memory(settings.instances),
        };
        let meter = Meter::stored(db.clone(), chance.clone(), settings.models.budgets);
        let router = Router::of(&settings.models, &limiter, clock.clone(), meter)?;
        let intake =
            Intake { queue: queue.clone(), limiter, orders_per_hour: settings.orders_per_hour, chance: chance.clone() };
        let models = router.map(Arc::new);
        Ok(Self { db, queue, clock, chance, intake, models })
    }

    /// The library; it asks the judge where there is a model.
    fn cache(&self) -> Cache {
        let generator = Generator {
            version: generation::VERSION,
            demonstration: self.models.as_ref().is_some_and(|models| models.demonstration()),
        };
        let queue = self.models.is_some().then(|| self.queue.clone());
        let (db, clock, chance) = (self.db.clone(), self.clock.clone(), self.chance.clone());
        let embeds = self.models.as_ref().is_some_and(|models| models.embedding_tag(Residency::Anywhere).is_some());
        Cache::new(db, clock, chance, self.intake.limiter.clone(), queue, generator).comparing(embeds)
    }

    pub(crate) fn judge(&self) -> Judge {
        Judge { db: self.db.clone(), clock: self.clock.clone(), models: self.models.clone() }
    }

    pub(crate) fn fulfilment(&self, outbox: Arc<Notify>) -> Fulfilment {
        Fulfilment {
            cache: Some(self.cache()),
            db: self.db.clone(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            models: self.models.clone(),
            outbox,
        }
    }
}

async fn bring_up(db: &Db) -> anyhow::Result<()> {
    db.migrate().await.context("bringing the tables up to date")?;
    queue::migrate(db).await.context("bringing the queue's tables up to date")
}

pub(crate) async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    bring_up(&Db::connect(&settings.database).await?).await
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub(crate) async fn webhook(action: &Webhook, settings: &Settings) -> anyhow::Result<()> {
    let token = settings.telegram.token.clone().context("TELEGRAM_BOT_TOKEN is not set")?;
    let api = Api::new(&settings.telegram.api_url, token)?;
    match action {
        Webhook::Set => {
            let webhook = settings.telegram.webhook.as_ref().context("TELEGRAM_WEBHOOK_URL is not set")?;
            listok_bot::webhook::set(&api, webhook).await?;
        }
        Webhook::Status => println!("{:?}", listok_bot::webhook::status(&api).await?),
        Webhook::Delete => listok_bot::webhook::delete(&api).await?,
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub(crate) async fn admin(action: &Admin, settings: &Settings) -> anyhow::Result<()> {
    let Admin::Invite { role, hours } = action;
    let role = match role {
        PanelRole::Owner => AdminRole::Owner,
        PanelRole::Admin => AdminRole::Admin,
        PanelRole::Viewer => AdminRole::Viewer,
    };
    println!("{}", invite(settings, role, TimeDelta::hours((*hours).into())).await?);
    Ok(())
}

/// Makes a one-time link into the panel.
pub(crate) async fn invite(settings: &Settings, role: AdminRole, life: TimeDelta) -> anyhow::Result<String> {
    let db = Db::connect(&settings.database).await?;
    if matches!(db, Db::Lite(_)) {
        bring_up(&db).await?;
    }
    let path = listok_admin::invite(&db, &Clock::System, &Chance::system(), role, life).await?;
    db.close().await;
    Ok(format!("{}{path}", settings.public_url))
}
