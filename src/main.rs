//! Listok: command line and wiring; nothing is decided here.

mod app;
mod cli;
mod demo;
mod doctor;
mod gallery;
mod make;
mod ops;
mod serve;

use std::process::ExitCode;

use clap::Parser;
use listok_core::config::Settings;
use listok_core::llm;

use crate::cli::{Cli, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    llm::install_tls();
    match run(cli.command).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("listok: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(options) => demo::run(&options).await.map(|()| ExitCode::SUCCESS),
        Command::Make(options) => make::run(&options, &Settings::from_env()?).await,
        Command::Gallery(options) => gallery::run(&options.folder).map(|()| ExitCode::SUCCESS),
        Command::Serve(options) => serve::run(Settings::from_env()?, &options).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate => app::migrate(&Settings::from_env()?).await.map(|()| ExitCode::SUCCESS),
        Command::Webhook(action) => app::webhook(&action, &Settings::from_env()?).await.map(|()| ExitCode::SUCCESS),
        Command::Doctor => doctor::run().await,
        Command::Healthcheck => doctor::healthcheck(&Settings::from_env()?).await,
        Command::Admin(action) => app::admin(&action, &Settings::from_env()?).await.map(|()| ExitCode::SUCCESS),
    }
}
