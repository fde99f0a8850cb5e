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
    token: String,
}

impl Limiter {
    /// Sets a mark. The token must be random: it tells our mark from a later one.
    pub async fn mark(&self, name: &str, token: String) -> Marked {
        let Some(redis) = &self.redis else { return Marked::Mine(None) };
        match redis.mark(name, &token, LIFE).await {
            Some(true) => Marked::Mine(Some(Mark { redis: Arc::clone(redis), name: name.to_owned(), token })),
            Some(false) => Marked::Theirs,
            None => Marked::Mine(None),
        }
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        // Outside a runtime the mark ends by itself.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (redis, name, token) =
            (Arc::clone(&self.redis), std::mem::take(&mut self.name), std::mem::take(&mut self.token));
        runtime.spawn(async move { redis.unmark(&name, &token).await });
    }
}
