//! The queue: what waits, runs, was given up or is done; a job run again or cancelled.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use listok_core::domain::Locale;
use listok_core::domain::id::OrderId;
use listok_core::i18n;
use listok_core::orders::TOPIC;
use listok_core::queue::{JobView, Listing};
use listok_core::store;
use serde::Deserialize;
use serde_json::json;

use crate::Panel;
use crate::frame::{self, Frame, in_words};
use crate::number::{self, Moment};
use crate::orders::Filter;
use crate::place::{self, Pages};
use crate::refusal::Refusal;
use crate::session::{Checked, Nothing, Operator};

/// Jobs on a page of the list.
const PAGE: u32 = 50;
/// What the audit log writes before a job's number.
pub(crate) const TARGET: &str = "job ";

const LISTINGS: [(Listing, &str); 4] =
    [(Listing::Waiting, "waiting"), (Listing::Running, "running"), (Listing::Dead, "dead"), (Listing::Done, "done")];

/// A run that failed.
pub(crate) struct Failure {
    pub(crate) attempt: String,
    pub(crate) when: Moment,
    pub(crate) text: String,
}

/// A job, as pages show it.
pub(crate) struct Job {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) topic: String,
    /// The order it fulfils.
    pub(crate) order: Option<OrderId>,
    pub(crate) key: String,
    /// Class of the state.
    pub(crate) class: &'static str,
    pub(crate) state: String,
    pub(crate) attempts: String,
    pub(crate) pushed: Moment,
    /// When it will run next, if it waits.
    pub(crate) next: Option<Moment>,
    pub(crate) ended: Option<Moment>,
    pub(crate) failures: Vec<Failure>,
    pub(crate) can_retry: bool,
    pub(crate) can_cancel: bool,
}

/// What a job is called.
pub(crate) fn title(locale: Locale, number: &str) -> String {
    i18n::text_with(locale, "panel-job", &[("number", number.to_owned().into())])
}

impl Job {
    pub(crate) fn new(locale: Locale, job: &JobView) -> Self {
        let class = match job.state {
            "running" => "working",
            "completed" => "delivered",
            "discarded" => "failed",
            "cancelled" => "cancelled",
            _ => "queued",
        };
        let waits = matches!(job.state, "available" | "pending" | "retryable" | "scheduled");
        let attempts = [("done", job.attempt.into()), ("most", job.max_attempts.into())];
        let failures = job.failures.iter().map(|failure| Failure {
            attempt: number::count(locale, failure.attempt.into()),
            when: Moment::new(locale, failure.at),
            text: in_words(locale, "panel-job-failure", &failure.code),
        });
        Self {
            id: job.id,
            title: title(locale, &job.id.to_string()),
            topic: in_words(locale, "panel-topic", &job.topic),
            order: job.key.parse().ok().filter(|_| job.topic == TOPIC),
            key: job.key.clone(),
            class,
            state: in_words(locale, "panel-job-state", job.state),
            attempts: i18n::text_with(locale, "panel-attempts-of", &attempts),
            pushed: Moment::new(locale, job.created_at),
            next: waits.then(|| Moment::new(locale, job.scheduled_at)),
            ended: job.ended_at.map(|at| Moment::new(locale, at)),
            failures: failures.collect(),
            can_retry: job.can_retry(),
            can_cancel: job.can_cancel(),
        }
    }

    pub(crate) fn short_key(&self) -> String {
        number::short_id(&self.key)
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    list: Option<String>,
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct List {
    frame: Frame,
    filters: Vec<Filter>,
    /// What the chosen list holds, and for how long.
    note: String,
    jobs: Vec<Job>,
    pages: Pages,
    messages: String,
    /// Since when the oldest message waits.
    oldest: Option<Moment>,
}

pub(crate) async fn list(
    State(panel): State<Panel>,
    frame: Frame,
    operator: Operator,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let chosen = LISTINGS.into_iter().find(|(_, code)| asked.list.as_deref() == Some(code)).unwrap_or(LISTINGS[0]);
    let (listing, code) = chosen;
    let before = asked.before.as_deref().and_then(|id| id.parse::<i64>().ok());
    let mut jobs = panel.queue.jobs(listing, before, PAGE + 1).await?;
    let depth = store::outbox::depth(panel.db.report().await?.on()).await?;
    let more = place::cut(&mut jobs, PAGE.into());
    let next = jobs.last().filter(|_| more).map(|job| job.id.to_string());
    let locale = frame.locale;
    let asked = |code: &str| [("list", (code != LISTINGS[0].1).then(|| code.to_owned()))];
    let filters = LISTINGS.iter().map(|(_, code)| Filter {
        href: place::address("/queue", &asked(code)),
        label: frame.t(&format!("panel-jobs-{code}")),
        chosen: *code == chosen.1,
    });
    let list = List {
        filters: filters.collect(),
        note: frame.t(&format!("panel-jobs-{code}-note")),
        jobs: jobs.iter().map(|job| Job::new(locale, job)).collect(),
        pages: Pages::new("/queue", &asked(code), before.is_some(), next),
        messages: frame.n("panel-messages-waiting", depth.waiting),
        oldest: depth.oldest.map(|at| Moment::new(locale, at)),
        frame: frame.of(&operator),
    };
    Ok(frame::page(&list, StatusCode::OK))
}

#[derive(Template)]
#[template(path = "job.html")]
struct One {
    frame: Frame,
    job: Job,
    /// State of the order it fulfils, and whether it is still open.
    order: Option<(&'static str, String, bool)>,
}

pub(crate) async fn show(
    State(panel): State<Panel>,
    frame: Frame,
    operator: Operator,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let job = Job::new(frame.locale, &find(&panel, &id).await?);
    let order = match job.order {
        Some(order) => store::orders::find(panel.db.read().await?.on(), order).await?,
        None => None,
    };
    let order = order.map(|order| {
        let code = order.state.code();
        (code, frame.t(&format!("panel-state-{code}")), matches!(code, "queued" | "working"))
    });
    Ok(frame::page(&One { job, order, frame: frame.of(&operator) }, StatusCode::OK))
}

async fn find(panel: &Panel, id: &str) -> Result<JobView, Refusal> {
    let id: i64 = id.parse().map_err(|_| Refusal::NotFound)?;
    panel.queue.job(id).await?.ok_or(Refusal::NotFound)
}

/// What an operator does to a job.
#[derive(Debug, Clone, Copy)]
enum Act {
    Retry,
    Cancel,
}

/// Runs a job again now.
pub(crate) async fn retry(
    State(panel): State<Panel>,
    Path(id): Path<String>,
    Checked { operator, form: Nothing {} }: Checked<Nothing>,
) -> Result<Response, Refusal> {
    act(&panel, &operator, &id, Act::Retry).await
}

/// Cancels a job. An order whose job is gone is ended by the sweep, and its teacher is told.
pub(crate) async fn cancel(
    State(panel): State<Panel>,
    Path(id): Path<String>,
    Checked { operator, form: Nothing {} }: Checked<Nothing>,
) -> Result<Response, Refusal> {
    act(&panel, &operator, &id, Act::Cancel).await
}

/// Does it, notes it in the same transaction, and shows the job.
async fn act(panel: &Panel, operator: &Operator, id: &str, act: Act) -> Result<Response, Refusal> {
    operator.oversees()?;
    let job = find(panel, id).await?;
    let (code, possible) = match act {
        Act::Retry => ("retry", job.can_retry()),
        Act::Cancel => ("cancel", job.can_cancel()),
    };
    if !possible {
        return Err(Refusal::TooLate);
    }
    let mut tx = panel.db.begin().await?;
    match act {
        Act::Retry => panel.queue.retry(&mut tx, job.id).await?,
        Act::Cancel => panel.queue.cancel(&mut tx, job.id).await?,
    }
    let target = format!("{TARGET}{}", job.id);
    let data = json!({ "topic": job.topic, "key": job.key, "was": job.state });
    store::admins::audit(tx.on(), Some(operator.session.admin), code, &target, &data, panel.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/queue/{}", job.id)).into_response())
}
