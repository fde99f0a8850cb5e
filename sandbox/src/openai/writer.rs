//! Somebody who answers in the stand-in's place: a test or a bench that knows what it wants to be told.

use std::sync::Arc;

use serde_json::Value;

use super::request::Ask;

/// A question as its answerer sees it.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The model that is asked.
    pub model: &'a str,
    /// The asker's instructions.
    pub system: &'a str,
    /// The matter.
    pub user: &'a str,
    /// Name and JSON schema the answer is wanted in.
    pub schema: Option<(&'a str, &'a Value)>,
}

/// Answers questions with a text; those it gives `None` for are the stand-in's.
#[derive(Clone)]
pub struct Writer(Arc<dyn Fn(Question<'_>) -> Option<String> + Send + Sync>);

impl Writer {
    /// A writer that answers so.
    pub fn new(write: impl Fn(Question<'_>) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }

    pub(super) fn answer(&self, ask: &Ask) -> Option<String> {
        let schema = ask.schema.as_ref().map(|(name, schema)| (name.as_str(), schema));
        (self.0)(Question { model: &ask.model, system: &ask.system, user: &ask.user, schema })
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}
