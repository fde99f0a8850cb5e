//! `listok serve`: the roles of one process, started and stopped together.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use listok_admin::{Panel, Shared};
use listok_bot::Bot;
use listok_core::billing;
use listok_core::cache;
use listok_core::config::Settings;
use listok_core::domain::id::InstanceId;
use listok_core::llm;
use listok_core::orders::{self, Fulfilment};
use listok_core::queue::{Handler, Queue, WorkSettings, instances};
use listok_core::store::Db;
use listok_core::telemetry;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info};

use crate::app::App;
use crate::cli::{Role, Serve};
use crate::ops::{self, Readiness};

pub(crate) async fn run(settings: Settings, options: &Serve) -> anyhow::Result<()> {
    telemetry::start_logs(settings.log_format, &settings.log_filter)?;
    let stop = CancellationToken::new();
    tokio::spawn(stop_on_signal(stop.clone()));
    serve(settings, &options.role, options.force_polling, stop).await
}

/// Cancels at SIGTERM and SIGINT.
pub(crate) async fn stop_on_signal(stop: CancellationToken) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            error!("SIGTERM cannot be listened to");
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
    info!("stopping");
    stop.cancel();
}

/// Runs the roles until `stop`, then finishes what is under way.
pub(crate) async fn serve(
    settings: Settings,
    roles: &[Role],
    force_polling: bool,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let metrics = telemetry::start_metrics()?;
    let app = App::open(&settings).await?;
    let _alone = app.db.claim_alone()?;
    if matches!(app.db, Db::Lite(_)) {
        instances::bury_all(&app.db, &app.clock).await?;
    }
    let readiness = Readiness::new(app.db.clone());
    let tasks = TaskTracker::new();
    // The parts that answer stop last.
    let late = CancellationToken::new();

    let ops = TcpListener::bind(settings.ops_addr).await.with_context(|| format!("OPS_ADDR {}", settings.ops_addr))?;
    tasks.spawn(listen(ops, ops::router(readiness.clone(), app.queue.clone(), metrics), late.clone()));

    let instance: InstanceId = app.chance.id(app.clock.now());
    let name = format!("listok-{instance}");
    tasks.spawn(instances::keep_alive(
        app.db.clone(),
        app.clock.clone(),
        instance,
        name.clone(),
        settings.heartbeat,
        late.clone(),
    ));

    let bot = if roles.contains(&Role::Bot) {
        let (db, intake, clock, chance) = (app.db.clone(), app.intake.clone(), app.clock.clone(), app.chance.clone());
        let connecting = Bot::connect(&settings.telegram, db, intake, clock, chance, &name);
        tokio::select! {
            bot = connecting => Some(bot?),
            () = stop.cancelled() => return Ok(()),
        }
    } else {
        None
    };
    let outbox = bot.as_ref().map_or_else(|| Arc::new(Notify::new()), Bot::wake);

    let working = if roles.contains(&Role::Worker) {
        Some(work(&app, &settings, name, outbox, &tasks, &stop).await?)
    } else {
        None
    };

    let mut public = Router::new();
    if let Some(bot) = bot {
        if let Some(webhook) = bot.webhook_router() {
            public = public.merge(webhook);
        } else {
            let (bot, stop) = (bot.clone(), stop.clone());
            tasks.spawn(async move {
                if let Err(error) = bot.run_polling(force_polling, &stop).await {
                    error!("updates cannot be taken in: {error:#}");
                    stop.cancel();
                }
            });
        }
        let sending = stop.clone();
        tasks.spawn(async move { bot.run_sender(&sending).await });
    }
    if roles.contains(&Role::Admin) {
        let panel = Panel {
            db: app.db.clone(),
            queue: app.queue.clone(),
            clock: app.clock.clone(),
            chance: app.chance.clone(),
            secure: settings.secure(),
            demonstration: settings.demonstration,
        };
        let shared = Shared { limiter: app.intake.limiter.clone(), stop: late.clone() };
        public = public.merge(listok_admin::router(panel, shared));
    }
    let http =
        TcpListener::bind(settings.http_addr).await.with_context(|| format!("HTTP_ADDR {}", settings.http_addr))?;
    info!("serving at {}", settings.public_url);
    tasks.spawn(listen(http, public, late.clone()));

    stop.cancelled().await;
    readiness.drain();
    if let Some(working) = working {
        working.stop().await;
    }
    late.cancel();
    tasks.close();
    let _ = tokio::time::timeout(settings.shutdown_grace + Duration::from_secs(5), tasks.wait()).await;
    app.db.close().await;
    info!("stopped");
    Ok(())
}

async fn work(
    app: &App,
    settings: &Settings,
    name: String,
    outbox: Arc<Notify>,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> anyhow::Result<listok_core::queue::Running> {
    let fulfilment: Fulfilment = app.fulfilment(outbox);
    tasks.spawn(orders::sweep(fulfilment.clone(), app.queue.clone(), stop.clone()));
    if let Some(models) = &app.models {
        tasks.spawn(llm::watch(models.clone(), app.clock.clone(), stop.clone()));
    }
    tasks.spawn(billing::sweep(app.db.clone(), app.clock.clone(), stop.clone()));
    tasks.spawn(cache::sweep(app.db.clone(), app.clock.clone(), stop.clone()));
    let handlers: [(&str, Arc<dyn Handler>); 2] =
        [(orders::TOPIC, Arc::new(fulfilment)), (cache::TOPIC, Arc::new(app.judge()))];
    let work = WorkSettings { instance: name, workers: settings.workers, grace: settings.shutdown_grace };
    Queue::work(&app.db, work, handlers).await
}

async fn listen(listener: TcpListener, router: Router, stop: CancellationToken) {
    let served = axum::serve(listener, router).with_graceful_shutdown(async move { stop.cancelled().await }).await;
    if let Err(error) = served {
        error!("a listener failed: {error}");
    }
}
