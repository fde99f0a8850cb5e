//! A sandbox with providers, and what asks them.

use std::time::Duration;

use listok_core::billing::{Budgets, Meter};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::{self, Settings};
use listok_core::limits::Limiter;
use listok_core::llm::{CallContext, Prompt, Role, Router, Schema};
use listok_core::store::Db;
use listok_sandbox::{Fault, ModelTrouble, Options, Sandbox};
use serde_json::json;
use tempfile::TempDir;

/// Somebody's server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    OpenAi,
    OpenAiByChat,
    Compatible,
    Yandex,
}

pub(crate) const KINDS: [Kind; 4] = [Kind::OpenAi, Kind::OpenAiByChat, Kind::Compatible, Kind::Yandex];

pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).await.unwrap()
}

/// Settings of these providers, all of them the sandbox.
pub(crate) fn models(sandbox: &Sandbox, kinds: &[Kind], more: &[(&str, &str)]) -> config::Models {
    let mut set: Vec<(&str, String)> = vec![("MODEL_DEADLINE_SECONDS", "6".into())];
    for kind in kinds {
        match kind {
            Kind::OpenAi | Kind::OpenAiByChat => {
                set.push(("OPENAI_API_KEY", "key".into()));
                set.push(("OPENAI_BASE_URL", sandbox.openai_url()));
                set.push(("OPENAI_MODEL", "gpt-6-luna".into()));
                if *kind == Kind::OpenAiByChat {
                    set.push(("OPENAI_WIRE", "chat".into()));
                }
            }
            Kind::Compatible => {
                set.push(("COMPATIBLE_BASE_URL", sandbox.openai_url()));
                set.push(("COMPATIBLE_API_KEY", "key".into()));
                set.push(("COMPATIBLE_MODEL", "gpt-6-luna".into()));
            }
            Kind::Yandex => {
                set.push(("YANDEX_FOLDER_ID", "folder".into()));
                set.push(("YANDEX_API_KEY", "key".into()));
                for name in ["YANDEX_URL", "YANDEX_OPERATIONS_URL", "YANDEX_IAM_URL"] {
                    set.push((name, sandbox.yandex_url()));
                }
            }
        }
    }
    set.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    // The last word counts.
    let read = |name: &str| set.iter().rev().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    Settings::read(&read).unwrap().models
}

pub(crate) fn router(models: &config::Models, meter: Meter) -> Router {
    Router::of(models, &Limiter::in_memory(1), Clock::System, meter).unwrap().unwrap()
}

/// A router of one provider that keeps its calls in memory.
pub(crate) fn alone(sandbox: &Sandbox, kind: Kind) -> Router {
    router(&models(sandbox, &[kind], &[]), Meter::listed())
}

/// Makes a provider fail.
pub(crate) fn break_down(sandbox: &Sandbox, kind: Kind, fault: Fault<ModelTrouble>) {
    match kind {
        Kind::Yandex => sandbox.yandex_fault(fault),
        _ => sandbox.model_fault(fault),
    };
}

pub(crate) fn soon() -> CallContext {
    CallContext::within(Duration::from_secs(60))
}

/// A question whose right answer has two fields; a model without a pinned effort reasons first.
pub(crate) fn question() -> Prompt {
    let schema = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["topic", "same"],
        "properties": { "topic": { "type": "string" }, "same": { "type": "boolean" } },
    });
    Prompt {
        role: Role::Judge,
        version: "test-1",
        system: "Compare the topics.".into(),
        user: "дроби и проценты".into(),
        schema: Schema::new("verdict", schema),
        max_output_tokens: 600,
    }
}

/// A database of a test's own, up to date.
pub(crate) struct Books {
    pub(crate) db: Db,
    pub(crate) chance: Chance,
    _folder: TempDir,
}

impl Books {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("listok.sqlite").display());
        let settings = config::Database { url, read_url: None, direct_url: None, max_connections: 4 };
        let db = Db::connect(&settings).await.unwrap();
        db.migrate().await.unwrap();
        Self { db, chance: Chance::seeded(5), _folder: folder }
    }

    pub(crate) fn meter(&self, budgets: Budgets) -> Meter {
        Meter::stored(self.db.clone(), self.chance.clone(), budgets)
    }
}
