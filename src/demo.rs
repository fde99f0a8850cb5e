//! `listok demo`: everything on loopback, with stand-ins for what lies outside.

use std::net::{Ipv4Addr, SocketAddr};

use chrono::TimeDelta;
use listok_core::config::{OpenAi, Settings, Wire};
use listok_core::store::AdminRole;
use listok_core::telemetry;
use listok_sandbox::{Options, Sandbox};
use tokio_util::sync::CancellationToken;

use crate::cli::{Demo, Role};
use crate::{app, serve};

#[expect(clippy::print_stdout, reason = "the addresses are the answer")]
pub(crate) async fn run(options: &Demo) -> anyhow::Result<()> {
    let port = |n: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, options.port.saturating_add(n)));
    let sandbox_options = Options { address: port(0), ..Options::demo() };
    let token = sandbox_options.token.clone();
    let _sandbox = Sandbox::start(sandbox_options).await?;
    let data = match &options.data {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("listok-demo-{}", std::process::id())),
    };
    let mut settings = Settings::read(&|_| None)?;
    settings.telegram.token = Some(token.into());
    settings.telegram.api_url = format!("http://{}", port(0));
    settings.database.url = format!("sqlite:{}", data.join("listok.sqlite").display());
    settings.http_addr = port(1);
    settings.ops_addr = port(2);
    settings.public_url = format!("http://{}", port(1));
    settings.demonstration = true;
    settings.models.openai = Some(OpenAi {
        requests_per_minute: 500,
        key: "sandbox".to_owned().into(),
        base_url: format!("http://{}/openai/v1", port(0)),
        model: Some("listok-stand-in".to_owned()),
        wire: Wire::Responses,
        demonstration: true,
    });
    telemetry::start_logs(settings.log_format, "warn")?;
    let link = app::invite(&settings, AdminRole::Owner, TimeDelta::hours(24)).await?;
    println!("Листок: демонстрация на этой машине. Ctrl+C завершает её.\n");
    println!("  чат      http://{}", port(0));
    println!("  панель   {link}  (ссылка одноразовая)");
    println!("  здоровье http://{}/readyz\n", port(2));
    let stop = CancellationToken::new();
    tokio::spawn(serve::stop_on_signal(stop.clone()));
    serve::serve(settings, &[Role::Bot, Role::Worker, Role::Admin], false, stop).await
}
