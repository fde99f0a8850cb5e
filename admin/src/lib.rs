//! The operators' panel: server-rendered, works without JavaScript, strict policies.

mod access;
mod assets;
mod cards;
mod chart;
mod edge;
mod frame;
mod live;
mod number;
mod order;
mod orders;
mod overview;
mod papers;
mod people;
mod period;
mod place;
mod queue;
mod refusal;
mod session;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::middleware;
use axum::routing::{get, post};
use chrono::TimeDelta;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::limits::Limiter;
use listok_core::queue::Queue;
use listok_core::store::{AdminRole, Db};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// The largest form there is has a few hundred bytes.
const MAX_BODY: usize = 64 * 1024;
/// Live views open at once in one process; each costs a query every two seconds.
const MAX_LIVE: usize = 64;
/// Documents set at once: a page must not starve the rest of the process.
const MAX_RENDERING: usize = 2;

/// What the panel needs.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Database.
    pub db: Db,
    /// The queue, for operators to look at and to mend.
    pub queue: Queue,
    /// Clock.
    pub clock: Clock,
    /// For tokens and references.
    pub chance: Chance,
    /// Cookies travel over https only.
    pub secure: bool,
    /// Everything outside is a stand-in: said on every page.
    pub demonstration: bool,
}

/// What the panel shares with the rest of the process.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Counts attempts to get in; with Redis behind it all instances count together.
    pub limiter: Limiter,
    /// Ends live views, which would otherwise hold up a graceful shutdown.
    pub stop: CancellationToken,
}

/// State of the handlers.
#[derive(Debug, Clone)]
pub(crate) struct App {
    panel: Panel,
    shared: Shared,
    live: Arc<Semaphore>,
    rendering: Arc<Semaphore>,
}

impl FromRef<App> for Panel {
    fn from_ref(app: &App) -> Self {
        app.panel.clone()
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Self {
        app.panel.db.clone()
    }
}

/// All routes of the panel.
pub fn router(panel: Panel, shared: Shared) -> Router {
    let app = App {
        panel,
        shared,
        live: Arc::new(Semaphore::new(MAX_LIVE)),
        rendering: Arc::new(Semaphore::new(MAX_RENDERING)),
    };
    // Pages carry a form token beside what the address says, so only files are compressed (BREACH).
    let files = Router::new()
        .route("/static/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::icon))
        .layer(CompressionLayer::new());
    Router::new()
        .route("/", get(overview::show))
        .route("/by-day.csv", get(overview::table))
        .route("/events", get(live::stream))
        .route("/orders", get(orders::list))
        .route("/orders/{id}", get(order::show))
        .route("/orders/{id}/{document}", get(papers::show))
        .route("/queue", get(queue::list))
        .route("/queue/{id}", get(queue::show))
        .route("/queue/{id}/retry", post(queue::retry))
        .route("/queue/{id}/cancel", post(queue::cancel))
        .route("/people", get(people::list))
        .route("/access", get(access::show))
        .route("/access/invite", post(access::invite))
        .route("/login", get(session::login))
        .route("/logout", post(session::leave))
        .route("/invite/{token}", get(session::invitation).post(session::enter))
        .route("/appearance", post(frame::set_appearance))
        .merge(files)
        .fallback(|| async { refusal::Refusal::NotFound })
        .method_not_allowed_fallback(|| async { refusal::Refusal::Method })
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(middleware::from_fn_with_state(app.clone(), edge::guard))
        .with_state(app)
}

/// Makes a one-time link into the panel, good for `life`; returns its path. Only the token's hash is stored.
pub async fn invite(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    role: AdminRole,
    life: TimeDelta,
) -> anyhow::Result<String> {
    access::new_invitation(db, clock, chance, None, role, life).await
}

/// SHA-256 in hex: what is stored of a token, and what names a file.
fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
