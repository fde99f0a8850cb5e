//! `listok make`: a worksheet straight from the terminal.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use listok_core::billing::Meter;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::Settings;
use listok_core::domain::request::{NotSettled, Slot};
use listok_core::domain::worksheet::Worksheet;
use listok_core::domain::{Locale, Spec};
use listok_core::limits::Limiter;
use listok_core::llm::{CallContext, Router};
use listok_core::pdf::{self, Audience, PageOptions};
use listok_core::{drills, generation, i18n, reading, understand};

use crate::cli::Make;

/// What the shell learns when the request needs another word.
const ASKED: u8 = 2;

pub(crate) async fn run(options: &Make, settings: &Settings) -> anyhow::Result<ExitCode> {
    let models = Router::of(&settings.models, &Limiter::in_memory(1), Clock::System, Meter::listed())?;
    let context = understand::Context::default();
    let calls = CallContext::within(reading::LONGEST);
    let request = reading::read(&options.request, &context, models.as_ref(), &calls).await;
    let spec = match request.settle() {
        Ok(spec) => spec,
        Err(reason) => {
            eprintln!("{}", i18n::text(request.language, question(reason)));
            return Ok(ExitCode::from(ASKED));
        }
    };
    let seed = options.seed.unwrap_or_else(|| Chance::system().seed());
    let worksheet = make(&spec, seed, settings, models.as_ref()).await?;
    let key_path = key_path(&options.output);
    let code = format!("{seed:016x}");
    for (audience, path) in [(Audience::Pupil, &options.output), (Audience::Teacher, &key_path)] {
        let rendered = pdf::render(&worksheet, audience, &PageOptions { code: Some(&code), ..PageOptions::default() })?;
        std::fs::write(path, rendered.pdf).with_context(|| format!("writing {}", path.display()))?;
    }
    say(&spec, &worksheet, &options.output, &key_path);
    Ok(ExitCode::SUCCESS)
}

async fn make(spec: &Spec, seed: u64, settings: &Settings, models: Option<&Router>) -> anyhow::Result<Worksheet> {
    if let Some(worksheet) = drills::worksheet(spec, seed) {
        return Ok(worksheet);
    }
    let models = models.with_context(|| i18n::text(spec.locale, "cli-needs-model"))?;
    let context = CallContext::within(settings.models.longest * 2);
    let plan = generation::plan(models, &context, spec).await;
    Ok(generation::write(models, &context, spec, &plan, &[], seed).await?)
}

const fn question(reason: NotSettled) -> &'static str {
    match reason {
        NotSettled::Missing(Slot::Subject) => "cli-which-subject",
        NotSettled::Missing(Slot::Grade) => "cli-which-grade",
        NotSettled::Missing(Slot::Topic) => "cli-which-topic",
        NotSettled::Conflict => "cli-conflict",
    }
}

/// `sheet.pdf` has its key in `sheet-key.pdf`.
fn key_path(sheet: &Path) -> PathBuf {
    let mut name = sheet.file_stem().unwrap_or_default().to_owned();
    name.push("-key.pdf");
    sheet.with_file_name(name)
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(spec: &Spec, worksheet: &Worksheet, sheet: &Path, key: &Path) {
    let locale: Locale = spec.locale;
    let tasks = i18n::text_with(locale, "tasks", &[("count", worksheet.len().into())]);
    println!("{} · {tasks}", worksheet.title);
    println!("{}\n{}", sheet.display(), key.display());
}
