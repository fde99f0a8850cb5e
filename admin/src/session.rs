//! Who is looking: invitations, sessions, forged requests.

use axum::Form;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use listok_core::domain::id::AdminId;
use listok_core::store::{self, AdminSession};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::pages::{self, Language};
use crate::{Panel, hash};

/// A session nobody used for this long is over (ASVS 7.3.1).
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// Every session ends after this (ASVS 7.3.2).
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// A person with an open session; others are sent to the login page.
pub(crate) struct Operator {
    pub(crate) session: AdminSession,
    token_hash: String,
}

impl FromRequestParts<Panel> for Operator {
    type Rejection = Redirect;

    async fn from_request_parts(parts: &mut Parts, panel: &Panel) -> Result<Self, Redirect> {
        let login = || Redirect::to("/login");
        let token_hash = hash(&cookie(&parts.headers, name(panel.secure)).ok_or_else(login)?);
        let now = panel.clock.now();
        let mut db = panel.db.write().await.map_err(|_| login())?;
        let found = store::admins::session(db.on(), &token_hash, now, now - IDLE).await.map_err(|_| login())?;
        let session = found.ok_or_else(login)?;
        // A write a minute at most.
        if now - session.last_seen_at > TimeDelta::minutes(1) {
            store::admins::touch_session(db.on(), &token_hash, now).await.map_err(|_| login())?;
        }
        Ok(Self { session, token_hash })
    }
}

const fn name(secure: bool) -> &'static str {
    if secure { "__Host-listok" } else { "listok" }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Whether a form came from another site.
fn foreign(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    if let Some(site) = site {
        return !matches!(site, "same-origin" | "none");
    }
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let origin = headers.get(header::ORIGIN).and_then(|v| v.to_str().ok());
    origin.is_some_and(|origin| origin.split_once("://").map(|(_, rest)| rest) != host)
}

pub(crate) async fn login(State(panel): State<Panel>, language: Language) -> Response {
    pages::notice(&panel, language.0, StatusCode::OK, "panel-login", None)
}

/// Shows a button: a preview of the link must not use it up.
pub(crate) async fn invitation(State(panel): State<Panel>, language: Language, Path(token): Path<String>) -> Response {
    let open = async {
        let mut db = panel.db.read().await?;
        anyhow::Ok(store::admins::invite_open(db.on(), &hash(&token), panel.clock.now()).await?)
    };
    match open.await {
        Ok(true) => {
            let action = Some(format!("/invite/{}", token.chars().filter(char::is_ascii_hexdigit).collect::<String>()));
            pages::notice(&panel, language.0, StatusCode::OK, "panel-invite", action)
        }
        Ok(false) => pages::notice(&panel, language.0, StatusCode::NOT_FOUND, "panel-invite-used", None),
        Err(cause) => pages::failed(&panel, language.0, &cause),
    }
}

pub(crate) async fn enter(
    State(panel): State<Panel>,
    language: Language,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    if foreign(&headers) {
        return pages::notice(&panel, language.0, StatusCode::FORBIDDEN, "panel-refused", None);
    }
    match open(&panel, &token, &headers).await {
        Ok(Some(session)) => {
            let secure = if panel.secure { "; Secure" } else { "" };
            let cookie = format!("{}={session}; Path=/; HttpOnly; SameSite=Lax{secure}", name(panel.secure));
            ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
        }
        Ok(None) => pages::notice(&panel, language.0, StatusCode::NOT_FOUND, "panel-invite-used", None),
        Err(cause) => pages::failed(&panel, language.0, &cause),
    }
}

/// Uses an invitation up and opens a session; returns its token.
async fn open(panel: &Panel, invitation: &str, headers: &HeaderMap) -> anyhow::Result<Option<String>> {
    let now = panel.clock.now();
    let mut tx = panel.db.begin().await?;
    let invitation_hash = hash(invitation);
    let Some(role) = store::admins::use_invite(tx.on(), &invitation_hash, now).await? else { return Ok(None) };
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

#[derive(Deserialize)]
pub(crate) struct Leave {
    csrf: String,
}

pub(crate) async fn leave(
    State(panel): State<Panel>,
    language: Language,
    operator: Operator,
    headers: HeaderMap,
    Form(form): Form<Leave>,
) -> Response {
    let genuine: bool = form.csrf.as_bytes().ct_eq(operator.session.csrf.as_bytes()).into();
    if foreign(&headers) || !genuine {
        return pages::notice(&panel, language.0, StatusCode::FORBIDDEN, "panel-refused", None);
    }
    let left = async {
        let now = panel.clock.now();
        let mut tx = panel.db.begin().await?;
        store::admins::revoke_session(tx.on(), &operator.token_hash, now).await?;
        store::admins::audit(tx.on(), Some(operator.session.admin), "logout", "", &serde_json::json!({}), now).await?;
        tx.commit().await?;
        anyhow::Ok(())
    };
    match left.await {
        Ok(()) => Redirect::to("/login").into_response(),
        Err(cause) => pages::failed(&panel, language.0, &cause),
    }
}
