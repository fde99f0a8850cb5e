//! Who gets in: invitations, and the log of what operators did.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::domain::Locale;
use listok_core::domain::id::AdminId;
use listok_core::i18n;
use listok_core::store::{self, AdminRole, AuditLine, Db};
use serde::Deserialize;

use crate::frame::{self, Frame};
use crate::number::{self, Moment};
use crate::queue;
use crate::refusal::Refusal;
use crate::session::{Checked, Operator};
use crate::{Panel, hash};

/// An invitation made in the panel is good for this long.
const LIFE: TimeDelta = TimeDelta::hours(24);
const LINES: i64 = 100;

/// Makes a one-time link; returns its path. Only the token's hash is stored.
pub(crate) async fn new_invitation(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    by: Option<AdminId>,
    role: AdminRole,
    life: TimeDelta,
) -> anyhow::Result<String> {
    let (token, now) = (chance.token(), clock.now());
    let mut tx = db.begin().await?;
    store::admins::invite(tx.on(), &hash(&token), role, now, now + life).await?;
    store::admins::audit(tx.on(), by, "invite", role.code(), &serde_json::json!({}), now).await?;
    tx.commit().await?;
    Ok(format!("/invite/{token}"))
}

struct Line {
    when: Moment,
    who: String,
    what: String,
    target: String,
    /// Address of the job it was done to.
    job: Option<String>,
}

#[derive(Template)]
#[template(path = "access.html")]
struct Access {
    frame: Frame,
    owner: bool,
    roles: Vec<(&'static str, String)>,
    /// A link just made, shown this once.
    link: Option<String>,
    lines: Vec<Line>,
}

pub(crate) async fn show(State(db): State<Db>, frame: Frame, operator: Operator) -> Result<Response, Refusal> {
    operator.oversees()?;
    answer(&db, frame, &operator, None).await
}

#[derive(Deserialize)]
pub(crate) struct NewInvitation {
    role: String,
}

pub(crate) async fn invite(
    State(panel): State<Panel>,
    frame: Frame,
    Checked { operator, form }: Checked<NewInvitation>,
) -> Result<Response, Refusal> {
    operator.owns()?;
    let role = AdminRole::from_code(&form.role).ok_or(Refusal::Malformed(StatusCode::UNPROCESSABLE_ENTITY))?;
    let by = Some(operator.session.admin);
    let path = new_invitation(&panel.db, &panel.clock, &panel.chance, by, role, LIFE).await?;
    answer(&panel.db, frame, &operator, Some(path)).await
}

async fn answer(db: &Db, frame: Frame, operator: &Operator, link: Option<String>) -> Result<Response, Refusal> {
    // The primary: a link just made must be in the log.
    let log = store::admins::audit_log(db.read().await?.on(), LINES).await?;
    let mut frame = frame.of(operator);
    let locale = frame.locale;
    "/access".clone_into(&mut frame.here);
    let roles = AdminRole::ALL.iter().rev();
    let access = Access {
        owner: operator.session.role == AdminRole::Owner,
        roles: roles.map(|role| (role.code(), frame.t(&format!("panel-role-{}", role.code())))).collect(),
        link,
        lines: log.iter().map(|entry| line(locale, operator, entry)).collect(),
        frame,
    };
    Ok(frame::page(&access, StatusCode::OK))
}

fn line(locale: Locale, operator: &Operator, entry: &AuditLine) -> Line {
    let who = match entry.admin {
        Some(admin) if admin == operator.session.admin => i18n::text(locale, "panel-you"),
        Some(admin) => number::short_id(&admin.to_string()),
        None => i18n::text(locale, "panel-terminal"),
    };
    let job = entry.target.strip_prefix(queue::TARGET);
    let target = match (AdminRole::from_code(&entry.target), job) {
        (Some(role), _) => i18n::text(locale, &format!("panel-role-{}", role.code())),
        (None, Some(number)) => queue::title(locale, number),
        (None, None) => entry.target.clone(),
    };
    let what = match entry.action.as_str() {
        "login" => "panel-did-login",
        "logout" => "panel-did-logout",
        "invite" => "panel-did-invite",
        "retry" => "panel-did-retry",
        "cancel" => "panel-did-cancel",
        // Written by a newer release.
        other => other,
    };
    Line {
        when: Moment::new(locale, entry.at),
        who,
        what: i18n::text(locale, what),
        target,
        job: job.map(|number| format!("/queue/{number}")),
    }
}
