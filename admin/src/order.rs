//! One order with everything known of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use listok_core::domain::id::OrderId;
use listok_core::domain::request::Answers;
use listok_core::domain::{Locale, Money, Timestamp};
use listok_core::i18n;
use listok_core::orders::TOPIC;
use listok_core::store::{self, CostStatus, Event, ModelCall, Order, OrderState};

use crate::Panel;
use crate::frame::{self, Frame, in_words};
use crate::number::{self, Moment};
use crate::orders::{about, topic};
use crate::queue::Job;
use crate::refusal::Refusal;
use crate::session::Operator;

/// Events shown; an order has five or six.
const EVENTS: i64 = 50;

/// A step of an order's way.
struct Step {
    class: &'static str,
    text: String,
    when: Moment,
    /// Time since the step before.
    after: String,
}

struct Call {
    when: Moment,
    role: String,
    model: String,
    prompt: String,
    tokens_in: String,
    cached: String,
    tokens_out: String,
    reasoning: String,
    latency: String,
    cost: String,
    outcome: String,
    ok: bool,
}

struct Booking {
    when: Moment,
    text: String,
    credits: String,
    cost: String,
}

struct Happened {
    when: Moment,
    text: String,
    /// Its codes and numbers.
    about: String,
}

#[derive(Template)]
#[template(path = "order.html")]
struct Detail {
    frame: Frame,
    id: OrderId,
    short_id: String,
    topic: String,
    about: String,
    state: &'static str,
    state_text: String,
    failure: Option<String>,
    reference: Option<String>,
    /// Label and value of everything ordered.
    spec: Vec<(String, String)>,
    steps: Vec<Step>,
    calls: Vec<Call>,
    total: String,
    bookings: Vec<Booking>,
    events: Vec<Happened>,
    /// The queue forgets jobs some time after they end.
    job: Option<Job>,
    teacher: String,
    short_teacher: String,
    has_content: bool,
    has_key: bool,
}

pub(crate) async fn show(
    State(panel): State<Panel>,
    frame: Frame,
    operator: Operator,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id: OrderId = id.parse().map_err(|_| Refusal::NotFound)?;
    let mut db = panel.db.report().await?;
    let order = store::orders::find(db.on(), id).await?.ok_or(Refusal::NotFound)?;
    let calls = store::model_calls::of_order(db.on(), id).await?;
    let bookings = store::ledger::of_order(db.on(), id).await?;
    let events = store::events::of_order(db.on(), id, EVENTS).await?;
    let rating = match order.worksheet {
        Some(worksheet) => store::ratings::of(db.on(), order.teacher, worksheet).await?,
        None => None,
    };
    drop(db);
    let job = panel.queue.find(TOPIC, &id.to_string()).await?;
    let locale = frame.locale;
    let costs: Vec<Money> = calls.iter().filter_map(|call| call.cost).collect();
    let detail = Detail {
        short_id: number::short_id(&id.to_string()),
        topic: topic(locale, &order),
        about: about(locale, &order),
        state: order.state.code(),
        state_text: frame.t(&format!("panel-state-{}", order.state.code())),
        failure: order.failure.as_deref().map(|code| in_words(locale, "panel-failure", code)),
        reference: order.reference.clone(),
        spec: spec(locale, &order, rating),
        steps: steps(locale, &order),
        calls: calls.iter().map(|one| call(locale, one)).collect(),
        total: number::amounts(locale, &costs),
        bookings: bookings
            .iter()
            .map(|line| Booking {
                when: Moment::new(locale, line.created_at),
                text: in_words(locale, "panel-entry", line.entry.code()),
                credits: number::count(locale, line.credits),
                cost: number::amounts(locale, line.cost.as_slice()),
            })
            .collect(),
        events: events.iter().map(|event| happened(locale, event)).collect(),
        job: job.map(|job| Job::new(locale, &job)),
        teacher: order.teacher.to_string(),
        short_teacher: number::short_id(&order.teacher.to_string()),
        has_content: order.worksheet.is_some(),
        has_key: order.spec.answers != Answers::None,
        frame: frame.of(&operator),
        id,
    };
    Ok(frame::page(&detail, StatusCode::OK))
}

fn spec(locale: Locale, order: &Order, rating: Option<i64>) -> Vec<(String, String)> {
    let spec = &order.spec;
    let text = |key: &str| i18n::text(locale, key);
    let counted = |key: &str, n: u8| i18n::text_with(locale, key, &[("count", n.into())]);
    let answers = match spec.answers {
        Answers::Separate => "panel-key-separate",
        Answers::Together => "panel-key-together",
        Answers::None => "panel-key-none",
    };
    let mut rows = vec![
        ("panel-volume", format!("{}, {}", counted("tasks", spec.total), counted("variants", spec.variants))),
        ("panel-difficulty", text(&format!("difficulty-{}", spec.difficulty.code()))),
        ("panel-language", text(&format!("panel-language-{}", spec.locale.code()))),
        ("panel-key", text(answers)),
    ];
    if spec.large_print {
        rows.push(("panel-print", text("panel-large-print")));
    }
    if let Some(work) = &spec.kind_of_work {
        rows.push(("panel-work", work.clone()));
    }
    if !spec.class_letters.is_empty() {
        rows.push(("panel-classes", spec.class_letters.join(", ")));
    }
    if let Some(origin) = order.origin {
        rows.push(("panel-source", text(&format!("panel-origin-{}", origin.code()))));
    }
    if let Some(version) = order.version {
        rows.push(("panel-version", version.to_string()));
    }
    if let Some(value) = rating.filter(|value| *value != 0) {
        rows.push(("panel-rating", text(if value > 0 { "panel-liked" } else { "panel-disliked" })));
    }
    rows.into_iter().map(|(key, value)| (text(key), value)).collect()
}

fn steps(locale: Locale, order: &Order) -> Vec<Step> {
    let finished = match order.state {
        OrderState::Failed => ("bad", "panel-step-failed"),
        OrderState::Cancelled => ("even", "panel-step-cancelled"),
        _ => ("good", "panel-step-ready"),
    };
    let passed = [
        Some(("good", "panel-step-placed", order.created_at)),
        order.started_at.map(|at| ("good", "panel-step-started", at)),
        order.finished_at.map(|at| (finished.0, finished.1, at)),
        order.delivered_at.map(|at| ("good", "panel-step-delivered", at)),
    ];
    let mut last: Option<Timestamp> = None;
    passed
        .into_iter()
        .flatten()
        .map(|(class, key, at)| {
            let after = last.map_or_else(String::new, |last| format!("+{}", number::length(locale, at - last)));
            last = Some(at);
            Step { class, text: i18n::text(locale, key), when: Moment::new(locale, at), after }
        })
        .collect()
}

fn call(locale: Locale, call: &ModelCall) -> Call {
    let cost = match (call.cost, call.cost_status) {
        (Some(cost), CostStatus::Measured) => number::money(locale, cost),
        (Some(cost), _) => format!("≈\u{a0}{}", number::money(locale, cost)),
        (None, _) => i18n::text(locale, "panel-cost-unknown"),
    };
    let ok = call.outcome == "ok";
    Call {
        when: Moment::clock(locale, call.created_at),
        role: in_words(locale, "panel-call-role", &call.role),
        model: format!("{} · {}", call.provider, call.model),
        prompt: call.prompt_version.clone(),
        tokens_in: number::count(locale, call.tokens_in),
        cached: number::count(locale, call.tokens_cached),
        tokens_out: number::count(locale, call.tokens_out),
        reasoning: number::count(locale, call.tokens_reasoning),
        latency: number::length(locale, chrono::TimeDelta::milliseconds(call.latency_ms)),
        cost,
        outcome: if ok {
            i18n::text(locale, "panel-ok")
        } else {
            in_words(locale, "panel-call-failure", &call.outcome)
        },
        ok,
    }
}

fn happened(locale: Locale, event: &Event) -> Happened {
    let about = event.data.as_object().into_iter().flatten();
    let about = about.map(|(name, value)| match (name.as_str(), value.as_str()) {
        ("origin", Some(code)) => in_words(locale, "panel-origin", code),
        ("code", Some(code)) => in_words(locale, "panel-failure", code),
        (_, Some(code)) => format!("{name}: {code}"),
        _ => format!("{name}: {value}"),
    });
    let about: Vec<String> = about.collect();
    Happened {
        when: Moment::new(locale, event.at),
        text: in_words(locale, "panel-event", &event.kind),
        about: about.join(", "),
    }
}
