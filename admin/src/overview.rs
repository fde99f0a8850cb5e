//! The overview: what was made, for whom, at what cost, what failed.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use listok_core::domain::stored::moscow_day;
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Currency, Locale, Money};
use listok_core::i18n;
use listok_core::store::{self, DayCost, DayCount, Order, OrderState, Totals};
use serde::Deserialize;

use crate::Panel;
use crate::chart::{self, Bar};
use crate::pages::{self, Language};
use crate::session::Operator;

const PERIODS: [i64; 3] = [7, 30, 90];
const RECENT: i64 = 25;

#[derive(Deserialize)]
pub(crate) struct Asked {
    days: Option<i64>,
}

struct Card {
    label: String,
    value: String,
    more: String,
}

#[derive(Clone)]
struct Period {
    days: i64,
    label: String,
    current: bool,
}

fn period(locale: Locale, days: i64, shown: i64) -> Period {
    Period { days, label: i18n::text_with(locale, "panel-days", &[("count", days.into())]), current: days == shown }
}

struct Row {
    day: String,
    counts: Vec<i64>,
    cost: String,
}

struct Line {
    when: String,
    topic: String,
    state: String,
    source: String,
    cost: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    locale: Locale,
    css: String,
    demonstration: bool,
    csrf: String,
    periods: Vec<Period>,
    cards: Vec<Card>,
    chart: String,
    legend: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    orders: Vec<Line>,
}

impl Overview {
    fn t(&self, key: &str) -> String {
        i18n::text(self.locale, key)
    }
}

pub(crate) async fn show(
    State(panel): State<Panel>,
    language: Language,
    operator: Operator,
    Query(asked): Query<Asked>,
) -> Response {
    let days = asked.days.filter(|days| PERIODS.contains(days)).unwrap_or(PERIODS[0]);
    match gather(&panel, language.0, operator, days).await {
        Ok(overview) => pages::page(&overview, StatusCode::OK),
        Err(cause) => pages::failed(&panel, language.0, &cause),
    }
}

async fn gather(panel: &Panel, locale: Locale, operator: Operator, days: i64) -> anyhow::Result<Overview> {
    let now = panel.clock.now();
    let since = now - TimeDelta::days(days);
    let from = moscow_day(since + TimeDelta::days(1));
    let mut db = panel.db.report().await?;
    let totals = store::reports::totals(db.on(), since, now + TimeDelta::seconds(1)).await?;
    let counts = store::reports::orders_by_day(db.on(), &from).await?;
    let costs = store::reports::cost_by_day(db.on(), &from).await?;
    let spent = store::reports::cost_of_newest(db.on(), RECENT).await?;
    let orders = store::orders::page(db.on(), None, None, RECENT).await?;
    let orders = orders
        .iter()
        .map(|order| {
            let cost: Vec<Money> = spent.iter().filter(|(id, _)| *id == order.id).map(|(_, cost)| *cost).collect();
            line(locale, order, &cost)
        })
        .collect();
    let series = series(locale);
    let names: Vec<String> = (0..days).map(|n| moscow_day(since + TimeDelta::days(n + 1))).collect();
    let rows: Vec<Row> = names.iter().map(|day| row(day, &counts, &costs)).collect();
    let bars: Vec<Bar> = rows
        .iter()
        .map(|row| Bar {
            name: row.day[5..].to_owned(),
            parts: series.iter().zip(&row.counts).map(|((class, label), n)| (*class, label.clone(), *n)).collect(),
        })
        .collect();
    Ok(Overview {
        locale,
        css: pages::css_path(),
        demonstration: panel.demonstration,
        csrf: operator.session.csrf,
        periods: PERIODS.map(|n| period(locale, n, days)).to_vec(),
        cards: cards(locale, &totals),
        chart: chart::bars(&bars, &i18n::text(locale, "panel-by-day")),
        legend: series,
        rows,
        orders,
    })
}

/// The chart's series: sheets by origin, then what failed.
fn series(locale: Locale) -> Vec<(&'static str, String)> {
    [
        ("s-drill", "panel-origin-drill"),
        ("s-model", "panel-origin-model"),
        ("s-cache", "panel-origin-cache"),
        ("s-demonstration", "panel-origin-demonstration"),
        ("s-failed", "panel-origin-failed"),
    ]
    .map(|(class, key)| (class, i18n::text(locale, key)))
    .to_vec()
}

fn row(day: &str, counts: &[DayCount], costs: &[DayCost]) -> Row {
    let of = |wanted: &dyn Fn(&DayCount) -> bool| {
        counts.iter().filter(|c| c.day == day && wanted(c)).map(|c| c.orders).sum::<i64>()
    };
    let mut numbers: Vec<i64> = Origin::ALL.iter().map(|origin| of(&|c| c.origin == Some(*origin))).collect();
    numbers.push(of(&|c| c.state == OrderState::Failed));
    let cost: Vec<Money> = costs.iter().filter(|c| c.day == day).map(|c| c.cost).collect();
    Row { day: day.to_owned(), counts: numbers, cost: money(&cost) }
}

fn cards(locale: Locale, totals: &Totals) -> Vec<Card> {
    let state = |wanted| totals.orders.iter().filter(|(s, _)| *s == wanted).map(|(_, n)| n).sum::<i64>();
    let origin = |wanted| totals.origins.iter().filter(|(o, _)| *o == wanted).map(|(_, n)| n).sum::<i64>();
    let made: i64 = totals.origins.iter().map(|(_, n)| n).sum();
    let (drill, cache) = (origin(Origin::Drill), origin(Origin::Cache));
    let share = if made == 0 { "—".to_owned() } else { format!("{} %", (drill + cache) * 100 / made) };
    let all: i64 = totals.orders.iter().map(|(_, n)| n).sum();
    let card = |key: &str, value: String, values: &[(&'static str, i64)]| {
        let arguments: Vec<_> = values.iter().map(|(name, n)| (*name, i18n::Value::from(*n))).collect();
        Card {
            label: i18n::text(locale, key),
            value,
            more: i18n::text_with(locale, &format!("{key}-more"), &arguments),
        }
    };
    vec![
        card("panel-made", made.to_string(), &[("orders", all)]),
        card(
            "panel-teachers",
            totals.teachers.to_string(),
            &[("new", totals.new_teachers), ("active", totals.active_teachers)],
        ),
        card("panel-cost", money(&totals.cost), &[("calls", totals.model_calls)]),
        card("panel-sources", share, &[("drill", drill), ("cache", cache)]),
        card("panel-errors", state(OrderState::Failed).to_string(), &[("failures", totals.model_failures)]),
        card("panel-ratings", format!("{} / {}", totals.liked, totals.disliked), &[]),
    ]
}

/// Amounts per currency, at four places: a sheet costs a fraction of a cent.
fn money(amounts: &[Money]) -> String {
    let sums = [Currency::Usd, Currency::Rub].into_iter().filter_map(|currency| {
        let nano: i64 = amounts.iter().filter(|m| m.currency == currency).map(|m| m.nano).sum();
        let sign = if currency == Currency::Usd { "$" } else { "₽" };
        (nano != 0).then(|| format!("{sign}{:.4}", Money { nano, currency }.units()))
    });
    let sums: Vec<_> = sums.collect();
    if sums.is_empty() { "0".to_owned() } else { sums.join(" + ") }
}

fn line(locale: Locale, order: &Order, cost: &[Money]) -> Line {
    let subject = i18n::text(locale, &format!("subject-{}", order.spec.subject.code()));
    let grade = i18n::text_with(locale, "grade", &[("number", order.spec.grade.number().into())]);
    let source = order.origin.map(|o| i18n::text(locale, &format!("panel-origin-{}", o.code()))).unwrap_or_default();
    Line {
        when: (order.created_at + TimeDelta::hours(3)).format("%d.%m %H:%M").to_string(),
        topic: format!("{subject}, {grade}: {}", order.spec.topic),
        state: i18n::text(locale, &format!("panel-state-{}", order.state.code())),
        source,
        cost: money(cost),
    }
}
