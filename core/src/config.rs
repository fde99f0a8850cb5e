//! Settings: the only module that reads the environment.
//!
//! Every setting is one row of [`VARIABLES`]; `.env.example` is that table printed, and a test
//! holds them equal. A value may also come from a file named by `<NAME>_FILE`, as container
//! secrets do. All faults are reported at once.

mod reader;
mod variables;

use std::fmt::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::billing::Budgets;
use crate::llm::Residency;

use reader::Reader;
pub use variables::{VARIABLES, Variable};

/// How updates reach us.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Public https address of this installation, without a trailing slash.
    pub url: String,
    /// Secret Telegram repeats in every call.
    pub secret: SecretString,
}

/// The Telegram side.
#[derive(Debug, Clone)]
pub struct Telegram {
    /// Bot token; absent when only other roles run.
    pub token: Option<SecretString>,
    /// Address of the Bot API, without a trailing slash.
    pub api_url: String,
    /// Present: webhook; absent: long polling.
    pub webhook: Option<Webhook>,
}

/// The database side.
#[derive(Clone)]
pub struct Database {
    /// `sqlite:` path or `postgres://` address.
    pub url: String,
    /// Replica for reports.
    pub read_url: Option<String>,
    /// Past pgBouncer.
    pub direct_url: Option<String>,
    /// Most connections.
    pub max_connections: u32,
}

/// Addresses carry passwords.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("max_connections", &self.max_connections).finish_non_exhaustive()
    }
}

/// How a provider of OpenAI's dialect is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// The Responses API.
    Responses,
    /// Chat Completions.
    Chat,
}

/// A server of OpenAI's dialect.
#[derive(Debug, Clone)]
pub struct OpenAi {
    /// API key.
    pub key: SecretString,
    /// Base address, without a trailing slash.
    pub base_url: String,
    /// The one model to ask; absent: those of the routes.
    pub model: Option<String>,
    /// Calls in a minute, by all instances together.
    pub requests_per_minute: u32,
    /// Dialect.
    pub wire: Wire,
    /// The endpoint is the sandbox's stand-in: sheets are labelled as a demonstration.
    pub demonstration: bool,
}

/// How Yandex Cloud knows us.
#[derive(Debug, Clone)]
pub enum YandexKey {
    /// An API key.
    Api(SecretString),
    /// JSON of a service account's authorised key.
    ServiceAccount(SecretString),
}

/// Yandex AI Studio.
#[derive(Debug, Clone)]
pub struct Yandex {
    /// Folder whose models are asked.
    pub folder: String,
    /// Key.
    pub key: YandexKey,
    /// Address of the models, without a trailing slash; here and below.
    pub url: String,
    /// Address of operations.
    pub operations_url: String,
    /// Address of the token exchange.
    pub iam_url: String,
    /// Questions at once by this instance.
    pub sessions: usize,
    /// The endpoint is the sandbox's stand-in.
    pub demonstration: bool,
}

/// Language models.
#[derive(Debug, Clone)]
pub struct Models {
    /// Whether any may be asked.
    pub enabled: bool,
    /// Which is asked for what; absent: the built-in file.
    pub routes: Option<PathBuf>,
    /// Longest a question may take.
    pub longest: Duration,
    /// Where words may go.
    pub residency: Residency,
    /// What a day may cost.
    pub budgets: Budgets,
    /// OpenAI, if keyed.
    pub openai: Option<OpenAi>,
    /// YandexGPT, if keyed.
    pub yandex: Option<Yandex>,
    /// A server of OpenAI's dialect.
    pub compatible: Option<OpenAi>,
    /// It stands in Russia.
    pub compatible_in_russia: bool,
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// All settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Telegram.
    pub telegram: Telegram,
    /// Database.
    pub database: Database,
    /// Redis address.
    pub redis_url: Option<SecretString>,
    /// Language models.
    pub models: Models,
    /// Panel and webhook.
    pub http_addr: SocketAddr,
    /// Health and metrics.
    pub ops_addr: SocketAddr,
    /// Address people reach the panel at, without a trailing slash.
    pub public_url: String,
    /// Worksheets made at once.
    pub workers: usize,
    /// Instances sharing the limits.
    pub instances: u32,
    /// Between two signs of life.
    pub heartbeat: Duration,
    /// For running jobs at shutdown.
    pub shutdown_grace: Duration,
    /// Worksheets a teacher may order in an hour.
    pub orders_per_hour: u32,
    /// Log format.
    pub log_format: LogFormat,
    /// Log filter.
    pub log_filter: String,
    /// Everything outside is the sandbox: said in chat, on sheets and in the panel.
    pub demonstration: bool,
}

/// Everything wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub struct Faults(pub Vec<String>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the settings have faults:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}

impl Settings {
    /// Reads the environment.
    ///
    /// A `.env` file in the working directory fills in what the environment leaves unset.
    pub fn from_env() -> Result<Self, Faults> {
        let file = std::fs::read_to_string(".env").unwrap_or_default();
        let from_file = |name: &str| {
            file.lines()
                .filter_map(|line| line.split_once('='))
                .find(|(key, _)| key.trim() == name)
                .map(|(_, value)| value.trim().trim_matches('"').to_owned())
        };
        Self::read(&|name| std::env::var(name).ok().or_else(|| from_file(name)))
    }

    /// Reads settings from any source of named values.
    pub fn read(source: &dyn Fn(&str) -> Option<String>) -> Result<Self, Faults> {
        let mut reader = Reader { source, faults: Vec::new() };
        let settings = Self::assemble(&mut reader);
        if reader.faults.is_empty() { Ok(settings) } else { Err(Faults(reader.faults)) }
    }

    fn assemble(reader: &mut Reader<'_>) -> Self {
        let webhook = webhook(reader);
        let url = reader.value("DATABASE_URL").unwrap_or_default();
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            reader.faults.push("DATABASE_URL must start with sqlite: or postgres://".to_owned());
        }
        Self {
            telegram: Telegram {
                token: reader.secret("TELEGRAM_BOT_TOKEN"),
                api_url: reader.url("TELEGRAM_API_URL").unwrap_or_default(),
                webhook,
            },
            database: Database {
                url,
                read_url: reader.value("DATABASE_READ_URL"),
                direct_url: reader.value("DATABASE_DIRECT_URL"),
                max_connections: reader.number("DATABASE_MAX_CONNECTIONS", 2..=200),
            },
            redis_url: reader.secret("REDIS_URL"),
            models: models(reader),
            http_addr: reader.address("HTTP_ADDR"),
            ops_addr: reader.address("OPS_ADDR"),
            public_url: reader.url("PUBLIC_URL").unwrap_or_default(),
            workers: reader.number("WORKERS", 1..=64) as usize,
            instances: reader.number("INSTANCES", 1..=1000),
            heartbeat: Duration::from_millis(reader.number("HEARTBEAT_MS", 100..=10_000).into()),
            shutdown_grace: Duration::from_secs(reader.number("SHUTDOWN_GRACE_SECONDS", 1..=300).into()),
            orders_per_hour: reader.number("ORDERS_PER_HOUR", 1..=1000),
            log_format: reader
                .one_of("LOG_FORMAT", &[("text", LogFormat::Text), ("json", LogFormat::Json)])
                .unwrap_or(LogFormat::Text),
            log_filter: reader.value("LOG").unwrap_or_default(),
            demonstration: false,
        }
    }

    /// Whether cookies may only travel over https.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The table of settings as a commented `.env` file.
    pub fn example() -> String {
        let mut out =
            String::from("# Settings of Listok. Copy to .env and fill in; everything has a working default.\n");
        for Variable { name, default, doc } in VARIABLES {
            let _ = write!(out, "\n# {doc}\n#{name}={default}\n");
        }
        out
    }
}

fn models(reader: &mut Reader<'_>) -> Models {
    let yes = [("on", true), ("off", false)];
    let wires = [("responses", Wire::Responses), ("chat", Wire::Chat)];
    let residencies = [("anywhere", Residency::Anywhere), ("russia", Residency::Russia)];
    let openai_wire = reader.one_of("OPENAI_WIRE", &wires).unwrap_or(Wire::Responses);
    let openai_rate = reader.number("OPENAI_REQUESTS_PER_MINUTE", 1..=100_000);
    let compatible_rate = reader.number("COMPATIBLE_REQUESTS_PER_MINUTE", 1..=100_000);
    Models {
        enabled: reader.one_of("MODELS", &yes).unwrap_or(false),
        routes: reader.value("MODEL_ROUTES").map(PathBuf::from),
        longest: Duration::from_secs(reader.number("MODEL_DEADLINE_SECONDS", 2..=900).into()),
        residency: reader.one_of("MODEL_RESIDENCY", &residencies).unwrap_or(Residency::Russia),
        budgets: Budgets {
            day_usd: reader.nano("BUDGET_DAY_USD"),
            day_rub: reader.nano("BUDGET_DAY_RUB"),
            teacher_usd: reader.nano("BUDGET_TEACHER_DAY_USD"),
            teacher_rub: reader.nano("BUDGET_TEACHER_DAY_RUB"),
        },
        openai: reader.secret("OPENAI_API_KEY").map(|key| OpenAi {
            key,
            base_url: reader.url("OPENAI_BASE_URL").unwrap_or_default(),
            model: reader.value("OPENAI_MODEL"),
            requests_per_minute: openai_rate,
            wire: openai_wire,
            demonstration: false,
        }),
        yandex: yandex(reader),
        compatible: reader.url("COMPATIBLE_BASE_URL").map(|base_url| OpenAi {
            key: reader.secret("COMPATIBLE_API_KEY").unwrap_or_else(|| "none".to_owned().into()),
            base_url,
            model: reader.value("COMPATIBLE_MODEL"),
            requests_per_minute: compatible_rate,
            wire: Wire::Chat,
            demonstration: false,
        }),
        compatible_in_russia: reader.one_of("COMPATIBLE_IN_RUSSIA", &[("yes", true), ("no", false)]).unwrap_or(false),
    }
}

fn yandex(reader: &mut Reader<'_>) -> Option<Yandex> {
    let folder = reader.value("YANDEX_FOLDER_ID");
    let api = reader.secret("YANDEX_API_KEY").map(YandexKey::Api);
    let account = reader.secret("YANDEX_SERVICE_ACCOUNT_KEY").map(YandexKey::ServiceAccount);
    let sessions = reader.number("YANDEX_SESSIONS", 1..=1000);
    let urls = ["YANDEX_URL", "YANDEX_OPERATIONS_URL", "YANDEX_IAM_URL"].map(|name| reader.url(name));
    let key = match (api, account) {
        (Some(_), Some(_)) => {
            reader.faults.push("YANDEX_API_KEY and YANDEX_SERVICE_ACCOUNT_KEY are both set: keep one".to_owned());
            return None;
        }
        (api, account) => api.or(account),
    };
    match (folder, key) {
        (Some(folder), Some(key)) => {
            let [url, operations_url, iam_url] = urls.map(Option::unwrap_or_default);
            let instances = reader.number("INSTANCES", 1..=1000);
            let sessions = (sessions / instances).max(1) as usize;
            Some(Yandex { folder, key, url, operations_url, iam_url, sessions, demonstration: false })
        }
        (None, None) => None,
        (Some(_), None) => {
            let words = "YANDEX_FOLDER_ID needs YANDEX_API_KEY or YANDEX_SERVICE_ACCOUNT_KEY";
            reader.faults.push(words.to_owned());
            None
        }
        (None, Some(_)) => {
            reader.faults.push("a key of Yandex needs YANDEX_FOLDER_ID".to_owned());
            None
        }
    }
}

fn webhook(reader: &mut Reader<'_>) -> Option<Webhook> {
    let url = reader.url("TELEGRAM_WEBHOOK_URL")?;
    let secret = reader.value("TELEGRAM_WEBHOOK_SECRET").unwrap_or_default();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if secret.len() < 16 || secret.len() > 256 || !secret.chars().all(allowed) {
        reader.faults.push(
            "TELEGRAM_WEBHOOK_SECRET must have 16 to 256 characters A-Z a-z 0-9 _ - when webhooks are on".to_owned(),
        );
    }
    Some(Webhook { url, secret: secret.into() })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn nothing_set_is_the_embedded_default() {
        let settings = Settings::read(&|_| None).unwrap();

        assert_eq!(settings.database.url, "sqlite:data/listok.sqlite");
        assert!(
            settings.models.openai.is_none() && settings.redis_url.is_none() && settings.telegram.webhook.is_none()
        );
    }

    #[test]
    fn all_faults_are_reported_at_once() {
        let source = |name: &str| match name {
            "DATABASE_URL" => Some("mysql://x".to_owned()),
            "WORKERS" => Some("many".to_owned()),
            "TELEGRAM_WEBHOOK_URL" => Some("https://listok.example".to_owned()),
            "HTTP_ADDR" => Some("8080".to_owned()),
            _ => None,
        };

        let faults = Settings::read(&source).unwrap_err();

        assert_eq!(faults.0.len(), 4, "{faults}");
    }

    #[test]
    fn secrets_are_not_printed() {
        let source = |name: &str| (name == "TELEGRAM_BOT_TOKEN").then(|| "123:verysecret".to_owned());

        let printed = format!("{:?}", Settings::read(&source).unwrap());

        assert!(!printed.contains("verysecret"));
    }

    #[test]
    fn a_secret_may_come_from_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "key-from-file\n").unwrap();
        let path = file.path().to_string_lossy().into_owned();
        let source = move |name: &str| (name == "OPENAI_API_KEY_FILE").then(|| path.clone());

        let settings = Settings::read(&source).unwrap();

        let key = settings.models.openai.unwrap().key;
        assert_eq!(secrecy::ExposeSecret::expose_secret(&key), "key-from-file");
    }

    #[test]
    fn amounts_are_exact_and_half_a_provider_is_a_fault() {
        let set = |pairs: &'static [(&str, &str)]| {
            Settings::read(&move |name| {
                pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };

        let budgets = set(&[("BUDGET_DAY_USD", "0.50"), ("BUDGET_TEACHER_DAY_RUB", "12")]).unwrap().models.budgets;
        assert_eq!((budgets.day_usd, budgets.teacher_rub), (Some(500_000_000), Some(12_000_000_000)));
        for wrong in [
            &[("BUDGET_DAY_USD", "five")] as &[_],
            &[("BUDGET_DAY_RUB", "-1")],
            &[("YANDEX_FOLDER_ID", "b1g")],
            &[("YANDEX_API_KEY", "k")],
            &[("YANDEX_FOLDER_ID", "b1g"), ("YANDEX_API_KEY", "k"), ("YANDEX_SERVICE_ACCOUNT_KEY", "{}")],
        ] {
            assert_eq!(set(wrong).unwrap_err().0.len(), 1, "{wrong:?}");
        }
    }

    #[test]
    fn the_example_file_is_the_table() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../.env.example");
        assert_eq!(std::fs::read_to_string(path).unwrap(), Settings::example());
    }
}
