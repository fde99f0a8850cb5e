//! Around every request: a nonce, a time limit, contained panics, words for refusals, security headers.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use tracing::{error, warn};

use crate::App;
use crate::frame::{Frame, Nonce};
use crate::refusal::Refusal;

/// Pages take milliseconds; whoever waits longer should hear so. Live views answer at once and stream on.
const LONGEST: Duration = Duration::from_secs(20);

pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce(hex::encode(app.panel.chance.bytes::<16>()));
    request.extensions_mut().insert(nonce.clone());
    let frame = Frame::new(&app.panel, request.headers(), request.uri(), &nonce);
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let response = match tokio::time::timeout(LONGEST, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Refusal::from(anyhow::anyhow!("a handler panicked")).into_response(),
        Err(_) => Refusal::Slow.into_response(),
    };
    let mut response = match refusal(&response) {
        Some(refusal) => in_words(&app, frame, &refusal),
        None => response,
    };
    protect(app.panel.secure, &nonce, &mut response);
    response
}

/// Why a response is no page, if it is none: said by a handler, or by an extractor's bare status.
fn refusal(response: &Response) -> Option<Refusal> {
    if let Some(refusal) = response.extensions().get::<Refusal>() {
        return Some(refusal.clone());
    }
    let status = response.status();
    let bare = status.is_client_error() && status != StatusCode::UNAUTHORIZED;
    bare.then_some(Refusal::Malformed(status))
}

/// The page that says why: a number for the person, the cause for the log.
fn in_words(app: &App, frame: Frame, refusal: &Refusal) -> Response {
    let reference = app.panel.chance.reference();
    match refusal {
        Refusal::Unexpected(cause) => error!(reference, "a page of the panel failed: {cause:#}"),
        Refusal::Slow => error!(reference, "a page of the panel took longer than {} s", LONGEST.as_secs()),
        Refusal::Forged | Refusal::Role | Refusal::TooMany(_) | Refusal::Busy => {
            warn!(reference, "the panel refused a request: {}", refusal.key());
        }
        _ => {}
    }
    let wait = if let Refusal::TooMany(wait) = refusal { wait.num_seconds().max(1) } else { 0 };
    let mut response = frame.notice(
        refusal.status(),
        refusal.key(),
        &[("reference", reference.into()), ("minutes", (wait.max(0) + 59).div_euclid(60).into())],
    );
    if wait > 0
        && let Ok(value) = HeaderValue::from_str(&wait.to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// Headers of every answer (ASVS 5.0, chapter 3.4).
fn protect(secure: bool, nonce: &Nonce, response: &mut Response) {
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{0}'; script-src 'nonce-{0}'; connect-src 'self'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        nonce.0
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    let mut set = |name: HeaderName, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
}
