//! `listok doctor`: what is wrong and how to mend it. `listok healthcheck`: is the local process ready?

use std::process::ExitCode;
use std::time::Duration;

use listok_bot::api::Api;
use listok_core::billing::Meter;
use listok_core::clock::Clock;
use listok_core::config::Settings;
use listok_core::limits::Limiter;
use listok_core::llm::Router;
use listok_core::store::Db;
use listok_core::understand::{Context, understand};
use listok_core::{drills, pdf, queue};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longest a provider of models may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(good: bool, what: &str, more: &str) {
    println!("{} {what}{}{more}", if good { "✓" } else { "✗" }, if more.is_empty() { "" } else { ": " });
}

pub(crate) async fn run() -> anyhow::Result<ExitCode> {
    let settings = match Settings::from_env() {
        Ok(settings) => settings,
        Err(faults) => {
            faults.0.iter().for_each(|fault| say(false, "settings", fault));
            return Ok(ExitCode::FAILURE);
        }
    };
    say(true, "settings", "");
    let mut well = database(&settings).await;
    well &= telegram(&settings).await;
    well &= limits(&settings).await;
    well &= typesetting();
    well &= models(&settings).await;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Asks every configured provider for something free.
async fn models(settings: &Settings) -> bool {
    let router = match Router::of(&settings.models, &Limiter::in_memory(1), Clock::System, Meter::listed()) {
        Ok(Some(router)) => router,
        Ok(None) => {
            let more = "none; only computed topics are made (set OPENAI_API_KEY or YANDEX_FOLDER_ID for the others)";
            say(true, "models", more);
            return true;
        }
        Err(error) => {
            say(false, "models", &format!("{error:#}"));
            return false;
        }
    };
    let mut well = true;
    for (provider, looked) in router.look(PATIENCE).await {
        let what = format!("models of {}", provider.code());
        match looked {
            Ok(()) => say(true, &what, &router.models_of(provider).join(", ")),
            Err(error) => {
                say(false, &what, &format!("{error}; check the key and the address of this provider"));
                well = false;
            }
        }
    }
    well
}

async fn database(settings: &Settings) -> bool {
    let looked = async {
        let db = Db::connect(&settings.database).await?;
        db.ping().await?;
        let current = db.migrations_current().await? && queue::migrations_current(&db).await.unwrap_or(false);
        anyhow::Ok(current || matches!(db, Db::Lite(_)))
    };
    match tokio::time::timeout(Duration::from_secs(10), looked).await {
        Ok(Ok(true)) => say(true, "database", ""),
        Ok(Ok(false)) => {
            say(false, "database", "not up to date; run `listok migrate`");
            return false;
        }
        Ok(Err(error)) => {
            say(false, "database", &format!("{error:#}; check DATABASE_URL"));
            return false;
        }
        Err(_) => {
            say(false, "database", "no answer within 10 s; check DATABASE_URL and the network");
            return false;
        }
    }
    true
}

async fn limits(settings: &Settings) -> bool {
    let Some(url) = &settings.redis_url else {
        say(true, "limits", "kept in this process (set REDIS_URL to share them between instances)");
        return true;
    };
    let answers = match Limiter::shared(url, settings.instances) {
        Ok(limiter) => limiter.redis_answers().await == Some(true),
        Err(_) => false,
    };
    let more = if answers { "shared through Redis" } else { "Redis does not answer; check REDIS_URL" };
    say(answers, "limits", more);
    answers
}

/// Sets a computed sheet: fonts, formulas and the writer are all in it.
fn typesetting() -> bool {
    let request = understand("5 класс сложение обыкновенных дробей 4 примера", &Context::default());
    let sheet = request.settle().ok().and_then(|spec| drills::worksheet(&spec, 1));
    let set = sheet.map(|sheet| pdf::render(&sheet, pdf::Audience::Teacher, &pdf::PageOptions::default()));
    let good = matches!(&set, Some(Ok(set)) if set.problems.is_empty());
    say(good, "pages", if good { "" } else { "a sheet cannot be set; the program is damaged" });
    good
}

async fn telegram(settings: &Settings) -> bool {
    let Some(token) = settings.telegram.token.clone() else {
        say(false, "telegram", "TELEGRAM_BOT_TOKEN is not set; get one from @BotFather");
        return false;
    };
    let looked = async { Ok::<_, anyhow::Error>(Api::new(&settings.telegram.api_url, token)?.me().await?) };
    match tokio::time::timeout(Duration::from_secs(15), looked).await {
        Ok(Ok(me)) => {
            say(true, "telegram", &format!("@{}", me.username));
            true
        }
        Ok(Err(error)) => {
            say(false, "telegram", &format!("{error:#}; check TELEGRAM_BOT_TOKEN and TELEGRAM_API_URL"));
            false
        }
        Err(_) => {
            say(false, "telegram", "no answer within 15 s; check the network");
            false
        }
    }
}

/// Asks `/readyz` of the local process.
pub(crate) async fn healthcheck(settings: &Settings) -> anyhow::Result<ExitCode> {
    let asked = async {
        let mut stream = TcpStream::connect(("127.0.0.1", settings.ops_addr.port())).await?;
        stream.write_all(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n").await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        anyhow::Ok(answer.starts_with(b"HTTP/1.0 200") || answer.starts_with(b"HTTP/1.1 200"))
    };
    let ready = matches!(tokio::time::timeout(Duration::from_secs(3), asked).await, Ok(Ok(true)));
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
