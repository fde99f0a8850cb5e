//! Logs and metrics: their names, labels and formats.
//!
//! Labels come from closed lists; never an id, a name or a text. Money is counted in
//! micro-units because the exporter's counters are whole numbers.

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogFormat;
use crate::domain::Money;
use crate::domain::worksheet::Origin;

/// Seconds a worksheet takes from *Create* to its content being ready.
const FULFILMENT_BUCKETS: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 60.0, 180.0];
/// Seconds of one Telegram call or one update: replies are due within two.
const EDGE_BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

/// Starts logging. Events of the model client are left out: they can hold prompts and replies.
pub fn start_logs(format: LogFormat, filter: &str) -> anyhow::Result<()> {
    // A user's own filter must not turn the model client's events on again, hence last.
    let filter = EnvFilter::try_new(format!("{filter},async_openai=off"))?;
    let registry = tracing_subscriber::registry().with(filter);
    match format {
        LogFormat::Text => registry.with(tracing_subscriber::fmt::layer().with_target(false).compact()).try_init()?,
        LogFormat::Json => {
            registry.with(tracing_subscriber::fmt::layer().json().flatten_event(true)).try_init()?;
        }
    }
    Ok(())
}

/// The metrics page, in Prometheus' text format.
#[derive(Clone)]
pub struct MetricsPage(PrometheusHandle);

impl MetricsPage {
    /// The page as it stands now.
    pub fn render(&self) -> String {
        self.0.run_upkeep();
        self.0.render()
    }
}

/// Installs the recorder of metrics.
pub fn start_metrics() -> anyhow::Result<MetricsPage> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("listok_fulfilment_seconds".into()), &FULFILMENT_BUCKETS)?
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &EDGE_BUCKETS)?
        .install_recorder()?;
    describe();
    Ok(MetricsPage(handle))
}

fn describe() {
    describe_counter!("listok_updates_total", "Telegram updates by outcome");
    describe_histogram!("listok_update_seconds", Unit::Seconds, "From an update's arrival to its commit");
    describe_counter!("listok_telegram_calls_total", "Bot API calls by method and outcome");
    describe_counter!("listok_orders_total", "Orders by outcome");
    describe_counter!("listok_worksheets_total", "Worksheets made by origin");
    describe_histogram!("listok_fulfilment_seconds", Unit::Seconds, "From placing an order to its content");
    describe_counter!("listok_model_calls_total", "Model calls by provider and outcome");
    describe_counter!("listok_model_cost_micro_total", "Model cost in millionths of the currency's unit");
    describe_counter!("listok_model_held_micro_total", "Worst-case model cost in millionths of the currency's unit");
    describe_gauge!("listok_model_days_left", "Days until a model in use is shut down by its provider");
    describe_counter!("listok_tasks_rejected_total", "Model-written tasks refused, by check");
    describe_counter!("listok_library_lookups_total", "Orders looked up in the library, by outcome");
    describe_counter!("listok_library_saved_micro_total", "What sheets served again had cost, in millionths");
    describe_counter!("listok_library_judged_total", "Pairs of topics judged, by occasion and verdict");
    describe_counter!(
        "listok_library_wrong_topic_total",
        "Sheets of the library that a teacher said are on another topic"
    );
    describe_counter!("listok_limited_total", "Requests refused by a limit, by scope");
    describe_gauge!("listok_queue_jobs", "Jobs by state");
    describe_gauge!("listok_outbox_messages", "Messages waiting to be sent");
    describe_gauge!("listok_outbox_oldest_seconds", Unit::Seconds, "Age of the oldest waiting message");
    describe_counter!("listok_jobs_returned_total", "Jobs taken back from dead instances");
}

/// Counts an update: `handled`, `duplicate`, `skipped`, `failed`, `forged`, `malformed` or `limited`.
pub fn update(outcome: &'static str) {
    counter!("listok_updates_total", "outcome" => outcome).increment(1);
}

/// Notes how long an update took.
pub fn update_took(seconds: f64) {
    histogram!("listok_update_seconds").record(seconds);
}

/// Counts a Bot API call by its method and outcome (`ok`, `limited`, `blocked`, `ambiguous`, `refused`).
pub fn telegram_call(method: &'static str, outcome: &'static str) {
    counter!("listok_telegram_calls_total", "method" => method, "outcome" => outcome).increment(1);
}

/// Counts an order that ended `ready`, `failed`, `cancelled` or `delivered`.
pub fn order(outcome: &'static str) {
    counter!("listok_orders_total", "outcome" => outcome).increment(1);
}

/// Counts a worksheet and how long it took since its order.
pub fn worksheet(origin: Origin, seconds: f64) {
    counter!("listok_worksheets_total", "origin" => origin.code()).increment(1);
    histogram!("listok_fulfilment_seconds").record(seconds);
}

/// Counts a model call and its cost.
pub fn model_call(provider: &'static str, outcome: &'static str, cost: Option<Money>) {
    counter!("listok_model_calls_total", "provider" => provider, "outcome" => outcome).increment(1);
    if let Some(cost) = cost {
        let micro = u64::try_from(cost.nano / 1_000).unwrap_or(0);
        counter!("listok_model_cost_micro_total", "provider" => provider, "currency" => cost.currency.code())
            .increment(micro);
    }
}

/// Counts the most a call may cost, before it is made: beside its cost it tells how far off the estimate is.
pub fn model_held(provider: &'static str, worst: Money) {
    let micro = u64::try_from(worst.nano / 1_000).unwrap_or(0);
    counter!("listok_model_held_micro_total", "provider" => provider, "currency" => worst.currency.code())
        .increment(micro);
}

/// Sets how many days a model of ours has left before its provider shuts it down.
pub fn model_days_left(model: &str, days: i64) {
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    gauge!("listok_model_days_left", "model" => model.to_owned()).set(days);
}

/// Counts a task refused by a check.
pub fn task_rejected(check: &'static str) {
    counter!("listok_tasks_rejected_total", "check" => check).increment(1);
}

/// Counts a look into the library: found by `alias` or `local`; else `miss`, `exhausted` (all had),
/// `fresh` (a new one was asked for), `private` or `bypass`.
pub fn library_lookup(outcome: &'static str) {
    counter!("listok_library_lookups_total", "outcome" => outcome).increment(1);
}

/// Counts what making a sheet had cost that was served again.
pub fn library_saved(cost: Option<Money>) {
    if let Some(cost) = cost {
        let micro = u64::try_from(cost.nano / 1_000).unwrap_or(0);
        counter!("listok_library_saved_micro_total", "currency" => cost.currency.code()).increment(micro);
    }
}

/// Counts a verdict of the judge: on a `near` miss, an `audit` or a `report`; `same`, `doubtful` or `different`.
pub fn library_judged(why: &'static str, verdict: &'static str) {
    counter!("listok_library_judged_total", "why" => why, "verdict" => verdict).increment(1);
}

/// Counts a sheet of the library that a teacher said is on another topic.
pub fn library_wrong_topic() {
    counter!("listok_library_wrong_topic_total").increment(1);
}

/// Counts a refusal by a limit of scope `teacher`, `chat`, `provider`, `login`, `orders` or `votes`.
pub fn limited(scope: &'static str) {
    counter!("listok_limited_total", "scope" => scope).increment(1);
}

/// Sets how many jobs are in a state.
pub fn queue_jobs(state: &'static str, jobs: u32) {
    gauge!("listok_queue_jobs", "state" => state).set(jobs);
}

/// Sets how many messages wait and how old the oldest is.
pub fn outbox(waiting: u32, oldest_seconds: f64) {
    gauge!("listok_outbox_messages").set(waiting);
    gauge!("listok_outbox_oldest_seconds").set(oldest_seconds);
}

/// Counts jobs taken back from dead instances.
pub fn jobs_returned(jobs: u64) {
    counter!("listok_jobs_returned_total").increment(jobs);
}
