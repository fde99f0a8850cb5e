//! Who is looking: invitations, sessions, forged requests.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use listok_core::domain::id::AdminId;
use listok_core::limits::{Decision, LimitKey, Quota, Scope};
use listok_core::store::{self, AdminRole, AdminSession};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, MapDeserializer};
use subtle::ConstantTimeEq;

use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::{App, Panel, hash};

/// A session nobody used for this long is over (ASVS 7.3.1).
pub(crate) const IDLE: TimeDelta = TimeDelta::minutes(30);
/// Every session ends after this (ASVS 7.3.2).
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// Looks at invitations from one address. Tokens of 256 bits cannot be guessed; this spares the database.
const ATTEMPTS: Quota = Quota { burst: 20, per: TimeDelta::minutes(10) };

/// A person with an open session; others are sent to the login page.
#[derive(Debug, Clone)]
pub(crate) struct Operator {
    pub(crate) session: AdminSession,
    pub(crate) token_hash: String,
}

impl Operator {
    /// Refuses a role that may only look.
    pub(crate) fn oversees(&self) -> Result<(), Refusal> {
        if self.session.role == AdminRole::Viewer { Err(Refusal::Role) } else { Ok(()) }
    }

    /// Refuses everybody but owners.
    pub(crate) fn owns(&self) -> Result<(), Refusal> {
        if self.session.role == AdminRole::Owner { Ok(()) } else { Err(Refusal::Role) }
    }
}

impl FromRequestParts<App> for Operator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let panel = &app.panel;
        let token = cookie(&parts.headers, name(panel.secure)).ok_or(Refusal::SignedOut)?;
        let token_hash = hash(&token);
        let now = panel.clock.now();
        let found = store::admins::session(panel.db.read().await?.on(), &token_hash, now, now - IDLE).await?;
        let session = found.ok_or(Refusal::SignedOut)?;
        // A write a minute at most. A live view that stays open is no use of the session.
        if now - session.last_seen_at >= TimeDelta::minutes(1) && parts.uri.path() != "/events" {
            store::admins::touch_session(panel.db.write().await?.on(), &token_hash, now).await?;
        }
        Ok(Self { session, token_hash })
    }
}

/// A form of one of our pages, sent by the person it was made for. Everything that changes something
/// for a signed-in person comes through here.
pub(crate) struct Checked<T> {
    pub(crate) operator: Operator,
    pub(crate) form: T,
}

impl<T: DeserializeOwned> FromRequest<App> for Checked<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let operator = Operator::from_request_parts(&mut parts, app).await?;
        if foreign(&parts.headers) {
            return Err(Refusal::Forged);
        }
        let fields = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), app).await;
        let Form(mut fields) = fields.map_err(|rejection| Refusal::Malformed(rejection.into_response().status()))?;
        let token = fields.iter().position(|(name, _)| name == "csrf").map(|at| fields.swap_remove(at).1);
        let genuine: bool = token.unwrap_or_default().as_bytes().ct_eq(operator.session.csrf.as_bytes()).into();
        if !genuine {
            return Err(Refusal::Forged);
        }
        let form = T::deserialize(MapDeserializer::<_, ValueError>::new(fields.into_iter()))
            .map_err(|_| Refusal::Malformed(StatusCode::UNPROCESSABLE_ENTITY))?;
        Ok(Self { operator, form })
    }
}

const fn name(secure: bool) -> &'static str {
    if secure { "__Host-listok" } else { "listok" }
}

/// A cookie of a request.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A cookie only we read, for a response: `age` in seconds, else until the browser closes.
pub(crate) fn set_cookie(secure: bool, name: &str, value: &str, age: Option<u32>) -> String {
    let age = age.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/{age}; HttpOnly; SameSite=Lax{secure}")
}

/// Whether a form came from another site.
pub(crate) fn foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let host = text(header::HOST.as_str());
    // `Origin: null` and whatever else has no host is another site's.
    text(header::ORIGIN.as_str()).is_some_and(|origin| origin.split_once("://").map(|(_, rest)| rest) != host)
}

/// Whom attempts are counted for: the address the nearest proxy saw, else everybody together.
fn source(headers: &HeaderMap) -> String {
    let chain = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let nearest = chain.rsplit(',').next().unwrap_or_default().trim();
    if nearest.is_empty() { "direct".to_owned() } else { hash(nearest) }
}

async fn attempt(app: &App, headers: &HeaderMap) -> Result<(), Refusal> {
    let key = LimitKey { scope: Scope::Login, id: source(headers) };
    let now = app.panel.clock.now();
    match app.shared.limiter.check(&key, ATTEMPTS, 1, now).await {
        Decision::Allowed => Ok(()),
        Decision::Denied { retry_at } => Err(Refusal::TooMany(retry_at - now)),
    }
}

pub(crate) async fn login(frame: Frame, operator: Result<Operator, Refusal>) -> Result<Response, Refusal> {
    match operator {
        Ok(_) => Ok(Redirect::to("/").into_response()),
        Err(Refusal::SignedOut) => Ok(frame.notice(StatusCode::OK, "panel-login", &[])),
        Err(other) => Err(other),
    }
}

/// Shows a button: a preview of the link must not use it up.
pub(crate) async fn invitation(
    State(app): State<App>,
    frame: Frame,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    attempt(&app, &headers).await?;
    let panel = &app.panel;
    if !store::admins::invite_open(panel.db.read().await?.on(), &hash(&token), panel.clock.now()).await? {
        return Err(Refusal::Invitation);
    }
    Ok(frame.question("panel-invite", format!("/invite/{token}")))
}

/// Uses the invitation up and opens a session.
pub(crate) async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    if foreign(&headers) {
        return Err(Refusal::Forged);
    }
    attempt(&app, &headers).await?;
    let session = open(&app.panel, &token, &headers).await?.ok_or(Refusal::Invitation)?;
    let secure = app.panel.secure;
    let cookie = set_cookie(secure, name(secure), &session, None);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// Opens a session for whoever holds the invitation and returns its token. A session the browser had
/// before ends: a new login never continues an old token.
async fn open(panel: &Panel, invitation: &str, headers: &HeaderMap) -> anyhow::Result<Option<String>> {
    let now = panel.clock.now();
    let mut tx = panel.db.begin().await?;
    let invitation_hash = hash(invitation);
    let Some(role) = store::admins::use_invite(tx.on(), &invitation_hash, now).await? else { return Ok(None) };
    if let Some(old) = cookie(headers, name(panel.secure)) {
        store::admins::revoke_session(tx.on(), &hash(&old), now).await?;
    }
    let id: AdminId = panel.chance.id(now);
    let admin = store::admins::ensure(tx.on(), id, "invite", &invitation_hash, role, now).await?;
    let (token, csrf) = (panel.chance.token(), panel.chance.token());
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let agent: String = agent.chars().take(200).collect();
    store::admins::open_session(tx.on(), &hash(&token), admin, &csrf, &agent, now, now + LONGEST).await?;
    store::admins::audit(tx.on(), Some(admin), "login", role.code(), &serde_json::json!({}), now).await?;
    tx.commit().await?;
    Ok(Some(token))
}

#[derive(serde::Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn leave(
    State(panel): State<Panel>,
    Checked { operator, form: Nothing {} }: Checked<Nothing>,
) -> Result<Response, Refusal> {
    let now = panel.clock.now();
    let mut tx = panel.db.begin().await?;
    store::admins::revoke_session(tx.on(), &operator.token_hash, now).await?;
    store::admins::audit(tx.on(), Some(operator.session.admin), "logout", "", &serde_json::json!({}), now).await?;
    tx.commit().await?;
    let gone = set_cookie(panel.secure, name(panel.secure), "", Some(0));
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/login")).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), axum::http::HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_form_of_another_site_is_seen_by_either_header() {
        for ours in [
            &[("sec-fetch-site", "same-origin"), ("host", "a"), ("origin", "https://b")][..],
            &[("host", "listok.example"), ("origin", "https://listok.example")],
            &[("host", "listok.example")],
        ] {
            assert!(!foreign(&headers(ours)), "{ours:?}");
        }
        for theirs in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("host", "listok.example"), ("origin", "https://evil.example")],
            &[("host", "listok.example"), ("origin", "null")],
        ] {
            assert!(foreign(&headers(theirs)), "{theirs:?}");
        }
    }

    #[test]
    fn attempts_are_counted_by_the_address_the_nearest_proxy_saw() {
        let one = source(&headers(&[("x-forwarded-for", "forged, 192.0.2.1")]));
        let same = source(&headers(&[("x-forwarded-for", "other, 192.0.2.1")]));
        let other = source(&headers(&[("x-forwarded-for", "192.0.2.2")]));

        assert_eq!(one, same);
        assert_ne!(one, other);
        assert!(!one.contains("192"), "addresses are not kept");
    }
}
