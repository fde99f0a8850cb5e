//! Updates by long polling: our own getUpdates loop, which confirms an update only once it is committed.

use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::api::{Api, CallError};
use crate::incoming::ALLOWED_UPDATES;
use crate::ingest::{Ingest, IngestError};
use crate::webhook;

/// How long Telegram holds a poll open when there is nothing; it allows no more than 50 s.
const HOLD: Duration = Duration::from_secs(50);
/// Longest pause after failures in a row.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// Why polling cannot run.
#[derive(Debug, thiserror::Error)]
pub enum PollError {
    /// A webhook is set: polling would take the updates away from a running installation.
    #[error("a webhook is set for this bot; `listok webhook delete` removes it, or set TELEGRAM_WEBHOOK_URL")]
    WebhookSet,
    /// The token is wrong or revoked.
    #[error("Telegram does not accept the bot token")]
    Unauthorized,
}

/// Polls until `shutdown`; `force` removes a webhook that is set instead of refusing.
pub async fn run(api: &Api, ingest: &Ingest, shutdown: &CancellationToken, force: bool) -> Result<(), PollError> {
    let run = async {
        check_webhook(api, force).await?;
        poll(api, ingest).await
    };
    // An update that is being handled when this is dropped rolls back and comes again.
    shutdown.run_until_cancelled(run).await.unwrap_or(Ok(()))
}

async fn check_webhook(api: &Api, force: bool) -> Result<(), PollError> {
    let mut failures = 0;
    loop {
        let error = match webhook::status(api).await {
            Ok(status) if status.url.is_empty() => return Ok(()),
            Ok(_) if !force => return Err(PollError::WebhookSet),
            Ok(_) => match webhook::delete(api).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            },
            Err(error) => error,
        };
        pause(error, &mut failures).await?;
    }
}

async fn poll(api: &Api, ingest: &Ingest) -> Result<(), PollError> {
    let mut offset = 0;
    let mut failures = 0;
    info!("waiting for updates by long polling");
    loop {
        let params = json!({
            "offset": offset, "timeout": HOLD.as_secs(), "limit": 100, "allowed_updates": ALLOWED_UPDATES,
        });
        let updates = match api.call_within("getUpdates", &params, HOLD + Duration::from_secs(15)).await {
            Ok(updates) => updates,
            Err(error) => {
                pause(error, &mut failures).await?;
                continue;
            }
        };
        for update in updates.as_array().into_iter().flatten() {
            match ingest.handle(update).await {
                Ok(_) | Err(IngestError::Unreadable) => {
                    offset = update["update_id"].as_i64().map_or(offset, |id| id + 1);
                    failures = 0;
                }
                Err(IngestError::Transient(error)) => {
                    failures += 1;
                    let pause = backoff(failures);
                    warn!(failures, "an update could not be stored, trying it again in {pause:?}: {error:#}");
                    tokio::time::sleep(pause).await;
                    // What follows must wait: updates of one chat are handled in order.
                    break;
                }
            }
        }
    }
}

async fn pause(error: CallError, failures: &mut u32) -> Result<(), PollError> {
    *failures += 1;
    let pause = match error {
        CallError::Unauthorized => return Err(PollError::Unauthorized),
        CallError::RetryAfter(wait) => wait,
        CallError::Conflict => {
            warn!("another process receives this bot's updates: stop it, or run this one without the bot role");
            Duration::from_secs(5)
        }
        error => {
            let pause = backoff(*failures);
            warn!(failures, "Telegram cannot be polled, trying again in {pause:?}: {error:#}");
            pause
        }
    };
    tokio::time::sleep(pause).await;
    Ok(())
}

fn backoff(failures: u32) -> Duration {
    Duration::from_millis(500).saturating_mul(2_u32.saturating_pow(failures.min(8) - 1)).min(MAX_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_their_limit() {
        let pauses: Vec<_> = (1..=20).map(backoff).collect();

        assert_eq!(pauses.first(), Some(&Duration::from_millis(500)));
        assert!(pauses.is_sorted());
        assert_eq!(pauses.last(), Some(&MAX_PAUSE));
    }
}
