//! The chat page: a client in the browser in which a person is the teacher.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::world::World;

/// Nothing from elsewhere, nothing inline; PDFs are shown in frames of our own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/", get(|| async { asset("text/html; charset=utf-8", include_str!("chat.html")) }))
        .route("/chat.js", get(|| async { asset("text/javascript; charset=utf-8", include_str!("chat.js")) }))
        .route("/chat.css", get(|| async { asset("text/css; charset=utf-8", include_str!("chat.css")) }))
        .route("/favicon.ico", get(|| async { axum::http::StatusCode::NO_CONTENT }))
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
