//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Worksheets with keys a teacher can trust.
#[derive(Debug, Parser)]
#[command(name = "listok", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make one worksheet and its key right here, without Telegram.
    Make(Make),
    /// Write sheets that show everything the typesetter can do.
    Gallery(Gallery),
    /// Try everything on this machine: bot, chat page, panel; no token, no key, no network.
    Demo(Demo),
    /// Run the bot, the worker and the panel.
    Serve(Serve),
    /// Bring the database up to date.
    Migrate,
    /// Register, look at or remove the Telegram webhook.
    #[command(subcommand)]
    Webhook(Webhook),
    /// Check settings, database, Telegram and models, and say how to mend what is wrong.
    Doctor,
    /// Ask the running process whether it is ready; for containers.
    Healthcheck,
    /// Manage the panel's people.
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Gallery {
    /// Folder to write into; made if it is not there.
    pub(crate) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Make {
    /// What you would type to the bot, e.g. "5 класс сложение обыкновенных дробей 10 примеров".
    pub(crate) request: String,
    /// Where the sheet goes; the key goes beside it, as <name>-key.pdf.
    #[arg(short, long, default_value = "sheet.pdf")]
    pub(crate) output: PathBuf,
    /// The same seed makes the same computed sheet again.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// First of three ports in a row: chat page, panel, health.
    #[arg(long, default_value_t = 8090)]
    pub(crate) port: u16,
    /// Where the demonstration keeps its database; a fresh temporary folder by default.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// What this process does.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Role::Bot, Role::Worker, Role::Admin])]
    pub(crate) role: Vec<Role>,
    /// Poll for updates even if a webhook is set elsewhere (it will be removed).
    #[arg(long)]
    pub(crate) force_polling: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Receives updates and sends messages.
    Bot,
    /// Makes worksheets.
    Worker,
    /// Shows the panel.
    Admin,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Webhook {
    /// Register the webhook of TELEGRAM_WEBHOOK_URL.
    Set,
    /// Show what Telegram knows.
    Status,
    /// Remove it, so that polling can start.
    Delete,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Print a one-time link that lets its opener into the panel.
    Invite {
        /// What they may do.
        #[arg(long, value_enum, default_value = "owner")]
        role: PanelRole,
        /// Hours until the link expires, 1 to 720.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=720))]
        hours: u16,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PanelRole {
    /// Everything, invitations included.
    Owner,
    /// Everything but people.
    Admin,
    /// Looks only.
    Viewer,
}
