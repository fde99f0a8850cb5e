//! Listok in Telegram: what teachers write comes in, messages and documents go out.

pub mod api;
mod caption;
pub mod commands;
mod conversation;
mod delivery;
pub mod incoming;
pub mod ingest;
mod link;
mod pace;
pub mod polling;
mod progress;
pub mod sender;
pub mod webhook;
mod words;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::{Telegram, Webhook};
use listok_core::orders::intake::Intake;
use listok_core::store::Db;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::api::{Api, CallError};
use crate::ingest::Ingest;
use crate::polling::PollError;
use crate::sender::Sender;

/// The bot of one process: takes updates in and sends what waits.
#[derive(Clone)]
pub struct Bot {
    api: Api,
    ingest: Arc<Ingest>,
    sender: Sender,
    webhook: Option<Webhook>,
    wake: Arc<Notify>,
}

impl Bot {
    /// Asks Telegram who the bot is, waiting while it cannot be reached, and gets ready.
    ///
    /// Fails without a token or with one Telegram does not accept.
    pub async fn connect(
        settings: &Telegram,
        db: Db,
        intake: Intake,
        clock: Clock,
        chance: Chance,
        instance: &str,
    ) -> anyhow::Result<Self> {
        let token = settings.token.clone().context("TELEGRAM_BOT_TOKEN is not set")?;
        let api = Api::new(&settings.api_url, token)?;
        let me = loop {
            match api.me().await {
                Ok(me) => break me,
                Err(error @ (CallError::Unauthorized | CallError::Refused { .. })) => {
                    return Err(error).context("asking Telegram who the bot is");
                }
                Err(error) => {
                    warn!("Telegram cannot be reached, trying again in 5 s: {error:#}");
                    tokio::time::sleep(Duration::from_secs(5)).await;
                }
            }
        };
        if let Err(error) = commands::publish(&api).await {
            warn!("the list of commands was not published: {error:#}");
        }
        let wake = Arc::new(Notify::new());
        let sender =
            Sender::new(db.clone(), api.clone(), clock.clone(), chance.clone(), (&me.username, instance), wake.clone());
        let ingest = Ingest::new(db, intake, clock, chance, api.clone(), me.username, wake.clone());
        Ok(Self { api, ingest: Arc::new(ingest), sender, webhook: settings.webhook.clone(), wake })
    }

    /// Notify it after committing messages to the outbox: they go out at once instead of soon.
    pub fn wake(&self) -> Arc<Notify> {
        self.wake.clone()
    }

    /// Where updates are taken in, for callers that have them already.
    pub fn ingest(&self) -> Arc<Ingest> {
        self.ingest.clone()
    }

    /// Takes updates by long polling until `shutdown`; `force` removes a webhook that is set.
    pub async fn run_polling(&self, force: bool, shutdown: &CancellationToken) -> Result<(), PollError> {
        polling::run(&self.api, &self.ingest, shutdown, force).await
    }

    /// The webhook's route, when one is configured; polling must not run then.
    pub fn webhook_router(&self) -> Option<axum::Router> {
        self.webhook.as_ref().map(|webhook| webhook::router(self.ingest.clone(), webhook))
    }

    /// Sends what waits until `shutdown`, then finishes what is in the air.
    pub async fn run_sender(&self, shutdown: &CancellationToken) {
        self.sender.run(shutdown).await;
    }
}
