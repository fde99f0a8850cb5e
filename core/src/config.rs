//! Settings: the only module that reads the environment.
//!
//! Every setting is one row of [`VARIABLES`]; `.env.example` is that table printed, and a test
//! holds them equal. A value may also come from a file named by `<NAME>_FILE`, as container
//! secrets do. All faults are reported at once.

use std::fmt::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

/// One setting as the operator sees it.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Name in the environment.
    pub name: &'static str,
    /// Value when it is not set; empty means absent.
    pub default: &'static str,
    /// What it is for, with its unit.
    pub doc: &'static str,
}

macro_rules! variables {
    ($($name:ident = $default:literal, $doc:literal;)*) => {
        /// All settings, in the order of `.env.example`.
        pub const VARIABLES: &[Variable] = &[$(Variable { name: stringify!($name), default: $default, doc: $doc },)*];
    };
}

variables! {
    TELEGRAM_BOT_TOKEN = "", "Token of the bot from @BotFather. Needed by the bot role.";
    TELEGRAM_API_URL = "https://api.telegram.org", "Address of the Bot API; another one for a local Bot API server.";
    TELEGRAM_WEBHOOK_URL = "", "Public https address of this installation; set: updates come by webhook, absent: by long polling.";
    TELEGRAM_WEBHOOK_SECRET = "", "Secret Telegram repeats in every webhook call, 1-256 characters A-Z a-z 0-9 _ -. Needed with TELEGRAM_WEBHOOK_URL.";
    DATABASE_URL = "sqlite:data/listok.sqlite", "sqlite:<path> or postgres://user:password@host/database.";
    DATABASE_READ_URL = "", "A PostgreSQL replica for reports and panel lists.";
    DATABASE_DIRECT_URL = "", "PostgreSQL past pgBouncer, for migrations and notifications.";
    DATABASE_MAX_CONNECTIONS = "10", "Most PostgreSQL connections of one instance, 2-200.";
    REDIS_URL = "", "redis:// or rediss:// address shared by all instances; absent: limits are kept in this process.";
    OPENAI_API_KEY = "", "Key of OpenAI or of a compatible provider; absent: only computed topics are made.";
    OPENAI_BASE_URL = "https://api.openai.com/v1", "Address of the provider's API.";
    OPENAI_MODEL = "gpt-6-luna", "Model that writes tasks.";
    OPENAI_REQUESTS_PER_MINUTE = "500", "Calls to the provider in a minute, by all instances together, 1-100000.";
    OPENAI_WIRE = "responses", "responses, or chat for servers that speak only Chat Completions.";
    HTTP_ADDR = "127.0.0.1:8080", "Where the panel and the webhook listen.";
    OPS_ADDR = "127.0.0.1:9090", "Where /livez, /readyz and /metrics listen; keep it internal.";
    PUBLIC_URL = "http://127.0.0.1:8080", "Address people reach the panel at; https turns on secure cookies.";
    WORKERS = "4", "Worksheets made at once by one instance, 1-64.";
    INSTANCES = "1", "Instances sharing the limits, 1-1000; without Redis each takes its share.";
    HEARTBEAT_MS = "5000", "Milliseconds between an instance's signs of life, 100-10000; after four missed ones its jobs are given back.";
    SHUTDOWN_GRACE_SECONDS = "30", "Seconds that running jobs get to finish at shutdown, 1-300.";
    ORDERS_PER_HOUR = "30", "Worksheets one teacher may order in an hour, 1-1000.";
    LOG_FORMAT = "text", "text for people, json for machines.";
    LOG = "info", "Filter of tracing, e.g. info,listok_core=debug.";
}

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

/// The OpenAI side.
#[derive(Debug, Clone)]
pub struct OpenAi {
    /// API key.
    pub key: SecretString,
    /// Base address, without a trailing slash.
    pub base_url: String,
    /// Model that writes tasks.
    pub model: String,
    /// Calls in a minute, by all instances together.
    pub requests_per_minute: u32,
    /// Dialect.
    pub wire: Wire,
    /// The endpoint is the sandbox's stand-in: sheets are labelled as a demonstration.
    pub demonstration: bool,
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
    /// OpenAI, if keyed.
    pub openai: Option<OpenAi>,
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

struct Reader<'a> {
    source: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn value(&mut self, name: &str) -> Option<String> {
        let own = (self.source)(name).filter(|v| !v.trim().is_empty());
        let file = (self.source)(&format!("{name}_FILE")).filter(|v| !v.trim().is_empty());
        let value = match (own, file) {
            (Some(_), Some(_)) => {
                self.faults.push(format!("{name} and {name}_FILE are both set: keep one"));
                None
            }
            (None, Some(path)) => match std::fs::read_to_string(PathBuf::from(&path)) {
                Ok(content) => Some(content.trim().to_owned()).filter(|v| !v.is_empty()),
                Err(error) => {
                    self.faults.push(format!("{name}_FILE cannot be read: {error}"));
                    None
                }
            },
            (own, None) => own.map(|v| v.trim().to_owned()),
        };
        let default = VARIABLES.iter().find(|v| v.name == name).map(|v| v.default.to_owned());
        value.or(default).filter(|v| !v.is_empty())
    }

    fn secret(&mut self, name: &str) -> Option<SecretString> {
        self.value(name).map(SecretString::from)
    }

    /// A whole number within bounds.
    fn number(&mut self, name: &str, bounds: std::ops::RangeInclusive<u32>) -> u32 {
        match self.value(name).unwrap_or_default().parse() {
            Ok(number) if bounds.contains(&number) => number,
            _ => {
                self.faults.push(format!("{name} must be a whole number from {} to {}", bounds.start(), bounds.end()));
                *bounds.start()
            }
        }
    }

    fn address(&mut self, name: &str) -> SocketAddr {
        self.value(name).unwrap_or_default().parse().unwrap_or_else(|_| {
            self.faults.push(format!("{name} must be an address and port, e.g. 127.0.0.1:8080"));
            SocketAddr::from(([127, 0, 0, 1], 0))
        })
    }

    /// An http(s) address without its trailing slash.
    fn url(&mut self, name: &str) -> Option<String> {
        let url = self.value(name)?;
        if !url.starts_with("http://") && !url.starts_with("https://") {
            self.faults.push(format!("{name} must start with http:// or https://"));
        }
        Some(url.trim_end_matches('/').to_owned())
    }

    fn one_of<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.value(name).unwrap_or_default();
        let found = choices.iter().find(|(word, _)| *word == value).map(|(_, choice)| *choice);
        if found.is_none() {
            let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
            self.faults.push(format!("{name} must be one of: {}", words.join(", ")));
        }
        found
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
        let wire = reader.one_of("OPENAI_WIRE", &[("responses", Wire::Responses), ("chat", Wire::Chat)]);
        let requests_per_minute = reader.number("OPENAI_REQUESTS_PER_MINUTE", 1..=100_000);
        let openai = reader.secret("OPENAI_API_KEY").map(|key| OpenAi {
            key,
            base_url: reader.url("OPENAI_BASE_URL").unwrap_or_default(),
            model: reader.value("OPENAI_MODEL").unwrap_or_default(),
            requests_per_minute,
            wire: wire.unwrap_or(Wire::Responses),
            demonstration: false,
        });
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
            openai,
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
        assert!(settings.openai.is_none() && settings.redis_url.is_none() && settings.telegram.webhook.is_none());
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

        let key = settings.openai.unwrap().key;
        assert_eq!(secrecy::ExposeSecret::expose_secret(&key), "key-from-file");
    }

    #[test]
    fn the_example_file_is_the_table() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../.env.example");
        assert_eq!(std::fs::read_to_string(path).unwrap(), Settings::example());
    }
}
