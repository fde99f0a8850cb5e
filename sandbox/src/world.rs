//! What all parts of the sandbox share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::Options;
use crate::bot_api::state::State;
use crate::faults::{BotTrouble, Faults};
use crate::journal::Journal;
use crate::openai::Model;
use crate::yandex::Yandex;

/// How updates reach the bot worse than they should.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct DeliveryFaults {
    /// Share of updates delivered once more after they were accepted, 0 to 1.
    #[serde(default)]
    pub duplicate: f64,
    /// Longest random pause before a webhook delivery, in milliseconds: mixes the order of different queues.
    #[serde(default)]
    pub reorder_ms: u64,
}

pub(crate) struct World {
    state: Mutex<State>,
    delivery: Mutex<DeliveryFaults>,
    /// Woken when a poll should look again.
    pub(crate) arrived: Notify,
    /// Woken when the webhook's pump should look again.
    pub(crate) deliverable: Notify,
    pub(crate) faults: Faults<BotTrouble>,
    pub(crate) journal: Journal,
    pub(crate) model: Model,
    pub(crate) yandex: Yandex,
    pub(crate) http: reqwest::Client,
    pub(crate) stop: CancellationToken,
    pub(crate) options: Options,
}

impl World {
    pub(crate) fn new(state: State, options: Options, http: reqwest::Client) -> Self {
        let seed = options.seed;
        Self {
            state: Mutex::new(state),
            delivery: Mutex::default(),
            arrived: Notify::new(),
            deliverable: Notify::new(),
            faults: Faults::new(seed.wrapping_add(1)),
            journal: Journal::default(),
            model: Model::new(&options, seed.wrapping_add(2), true),
            yandex: Yandex::new(&options, seed.wrapping_add(3)),
            http,
            stop: CancellationToken::new(),
            options,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// New updates are there.
    pub(crate) fn wake(&self) {
        self.arrived.notify_waiters();
        self.deliverable.notify_one();
    }

    pub(crate) fn delivery(&self) -> DeliveryFaults {
        *self.delivery.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_delivery(&self, faults: DeliveryFaults) {
        *self.delivery.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    pub(crate) fn duplicates(&self) -> f64 {
        self.delivery().duplicate
    }

    pub(crate) fn reorder_ms(&self) -> u64 {
        self.delivery().reorder_ms
    }

    pub(crate) fn shuffles(&self) -> bool {
        self.reorder_ms() > 0
    }
}

/// The only clock of the sandbox: it stands for servers with clocks of their own.
pub(crate) fn now_ms() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
