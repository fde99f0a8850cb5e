//! The operators' panel: server-rendered, works without JavaScript, strict policies.

mod chart;
mod overview;
mod pages;
mod session;

use anyhow::Context;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::TimeDelta;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::store::{self, AdminRole, Db};
use sha2::{Digest, Sha256};

/// What the panel needs.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Database.
    pub db: Db,
    /// Clock.
    pub clock: Clock,
    /// For tokens and references.
    pub chance: Chance,
    /// Cookies travel over https only.
    pub secure: bool,
    /// Everything outside is a stand-in: said on every page.
    pub demonstration: bool,
}

/// All routes of the panel.
pub fn router(panel: Panel) -> Router {
    let secure = panel.secure;
    Router::new()
        .route("/", get(overview::show))
        .route("/login", get(session::login))
        .route("/logout", post(session::leave))
        .route("/invite/{token}", get(session::invitation).post(session::enter))
        .route(&pages::css_path(), get(pages::css))
        .fallback(pages::missing)
        .layer(tower_http::limit::RequestBodyLimitLayer::new(64 * 1024))
        .layer(middleware::from_fn(move |request, next| policies(secure, request, next)))
        .with_state(panel)
}

/// Headers of every answer.
async fn policies(secure: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

/// Makes a one-time link into the panel, good for `life`; returns its path. Only the token's hash is stored.
pub async fn invite(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    role: AdminRole,
    life: TimeDelta,
) -> anyhow::Result<String> {
    let (token, now) = (chance.token(), clock.now());
    let mut tx = db.begin().await?;
    store::admins::invite(tx.on(), &hash(&token), role, now, now + life).await.context("storing the invitation")?;
    store::admins::audit(tx.on(), None, "invite", role.code(), &serde_json::json!({}), now).await?;
    tx.commit().await?;
    Ok(format!("/invite/{token}"))
}

/// What is stored of a token.
fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
