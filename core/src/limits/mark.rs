//! Marks that something is being worked on, seen by all instances through Redis.

use std::sync::Arc;
use std::time::Duration;

use super::{Limiter, redis};

/// A mark outlives its holder's death by at most this; longer than any job may run.
const LIFE: Duration = Duration::from_mins(4);

/// What became of an attempt to set a mark.
#[derive(Debug)]
pub enum Marked {
    /// Set, until the mark is dropped. `None`: without Redis nobody else would see one.
    Mine(Option<Mark>),
    /// Another instance holds it.
    Theirs,
}

/// A mark of ours.
#[derive(Debug)]
pub struct Mark {
    redis: Arc<redis::Shared>,
    name: String,
    value: String,
}

impl Limiter {
    /// Sets a mark for a holder, who may take over a mark of their own: what a killed run left.
    /// The token must be random: it tells a run's mark from a later one's.
    pub async fn mark(&self, name: &str, holder: &str, token: &str) -> Marked {
        let Some(redis) = &self.redis else { return Marked::Mine(None) };
        let value = format!("{holder}:{token}");
        match redis.mark(name, holder, &value, LIFE).await {
            Some(true) => Marked::Mine(Some(Mark { redis: Arc::clone(redis), name: name.to_owned(), value })),
            Some(false) => Marked::Theirs,
            None => Marked::Mine(None),
        }
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        // Outside a runtime the mark ends by itself.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (redis, name, value) =
            (Arc::clone(&self.redis), std::mem::take(&mut self.name), std::mem::take(&mut self.value));
        runtime.spawn(async move { redis.unmark(&name, &value).await });
    }
}
