//! Health and metrics, on an internal port.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::Utc;
use listok_core::queue::{self, Queue};
use listok_core::store::{self, Db};
use listok_core::telemetry::{self, MetricsPage};
use tokio::sync::Mutex;
use tracing::warn;

/// A look at the database is reused for this long: probes must not load it.
const FRESH: Duration = Duration::from_secs(2);

/// When the database was last looked at, and what was seen.
type Seen = (Instant, Result<(), &'static str>);

/// Whether this process should get traffic.
#[derive(Clone)]
pub(crate) struct Readiness {
    db: Db,
    draining: Arc<AtomicBool>,
    seen: Arc<Mutex<Option<Seen>>>,
}

impl Readiness {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, draining: Arc::default(), seen: Arc::default() }
    }

    /// From now on: not ready, because we are leaving.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
    }

    /// The reason this process is not ready. Telegram or a model being away is none: restarting us mends neither.
    async fn check(&self) -> Result<(), &'static str> {
        if self.draining.load(Ordering::SeqCst) {
            return Err("draining");
        }
        let mut seen = self.seen.lock().await;
        if let Some((at, verdict)) = *seen
            && at.elapsed() < FRESH
        {
            return verdict;
        }
        let verdict = self.look().await;
        *seen = Some((Instant::now(), verdict));
        verdict
    }

    async fn look(&self) -> Result<(), &'static str> {
        let looking = async {
            self.db.ping().await.map_err(|_| "database unreachable")?;
            let ours = self.db.migrations_current().await.unwrap_or(false);
            let rivers = queue::migrations_current(&self.db).await.unwrap_or(false);
            if ours && rivers { Ok(()) } else { Err("migrations pending") }
        };
        tokio::time::timeout(Duration::from_secs(2), looking).await.unwrap_or(Err("database slow"))
    }
}

#[derive(Clone)]
struct Ops {
    readiness: Readiness,
    queue: Queue,
    metrics: MetricsPage,
}

/// `/livez`, `/readyz` and `/metrics`.
pub(crate) fn router(readiness: Readiness, queue: Queue, metrics: MetricsPage) -> Router {
    Router::new()
        .route("/livez", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(show_metrics))
        .with_state(Ops { readiness, queue, metrics })
}

async fn ready(State(ops): State<Ops>) -> impl IntoResponse {
    match ops.readiness.check().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(reason) => (StatusCode::SERVICE_UNAVAILABLE, reason),
    }
}

async fn show_metrics(State(ops): State<Ops>) -> impl IntoResponse {
    if let Err(error) = measure(&ops).await {
        warn!("queue and outbox could not be measured: {error:#}");
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], ops.metrics.render())
}

/// Looks at what waits, at the moment somebody asks.
async fn measure(ops: &Ops) -> anyhow::Result<()> {
    let depth = store::outbox::depth(ops.readiness.db.read().await?.on()).await?;
    let age = depth.oldest.map_or(0, |oldest| (Utc::now() - oldest).num_seconds().max(0));
    telemetry::outbox(u32::try_from(depth.waiting)?, f64::from(u32::try_from(age)?));
    for (state, jobs) in ops.queue.depth(&ops.readiness.db).await? {
        telemetry::queue_jobs(state, jobs);
    }
    Ok(())
}
