//! The overview: what was made, for whom, at what cost, what failed.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Currency, Locale, Money};
use listok_core::i18n;
use listok_core::store::{self, DayCost, DayCount, Db, OrderState, Totals};
use serde::Deserialize;

use crate::Panel;
use crate::cards::{self, Card, class_of, of_state};
use crate::chart::{self, Bar, Chart, Series};
use crate::frame::{self, Frame};
use crate::live::{self, Happening, Today};
use crate::number;
use crate::orders::{self, Line, Wanted};
use crate::period::{self, Period};
use crate::refusal::Refusal;
use crate::session::Operator;

/// Orders shown below the numbers; the rest are one click away.
const RECENT: i64 = 8;

#[derive(Deserialize)]
pub(crate) struct Asked {
    days: Option<String>,
}

impl Asked {
    /// Anything but a length on offer reads as the default.
    fn days(&self) -> Option<i64> {
        self.days.as_deref()?.parse().ok()
    }
}

struct Row {
    day: String,
    counts: Vec<String>,
    cost: String,
}

/// Cost by day in one currency.
struct Spending {
    title: String,
    wide: String,
    narrow: String,
}

struct StateLink {
    code: &'static str,
    label: String,
    count: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    frame: Frame,
    days: i64,
    periods: Vec<(i64, String)>,
    compared: String,
    today: Vec<Today>,
    happenings: Vec<Happening>,
    cards: Vec<Card>,
    states: Vec<StateLink>,
    made_any: bool,
    wide: String,
    narrow: String,
    legend: Vec<Series>,
    spending: Vec<Spending>,
    rows: Vec<Row>,
    orders: Vec<Line>,
}

pub(crate) async fn show(
    State(panel): State<Panel>,
    frame: Frame,
    operator: Operator,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let now = panel.clock.now();
    let period = Period::new(asked.days(), now);
    let report = Report::gather(&panel.db, period).await?;
    let mut db = panel.db.report().await?;
    let today = live::today(&mut db, frame.locale, now).await?;
    let happenings = live::latest(&mut db, frame.locale, now).await?;
    let (lines, _) = orders::lines(&mut db, frame.locale, Wanted::default(), RECENT).await?;
    drop(db);
    let overview = report.page(frame.of(&operator), today, happenings, lines);
    Ok(frame::page(&overview, StatusCode::OK))
}

/// The chart's numbers as a spreadsheet.
pub(crate) async fn table(
    State(panel): State<Panel>,
    frame: Frame,
    _: Operator,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let report = Report::gather(&panel.db, Period::new(asked.days(), panel.clock.now())).await?;
    let mut csv = frame.t("panel-day");
    for series in series(frame.locale) {
        let _ = write!(csv, ",{}", series.label);
    }
    csv.push_str(",USD,RUB\r\n");
    for day in report.period.dates() {
        csv.push_str(&day.to_string());
        for n in report.of_day(&day.to_string()) {
            let _ = write!(csv, ",{n}");
        }
        for currency in [Currency::Usd, Currency::Rub] {
            let nano = report.spent(&day.to_string(), currency);
            let _ = write!(csv, ",{}.{:09}", nano / Money::NANO, nano % Money::NANO);
        }
        csv.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"listok-{}-days.csv\"", report.period.days);
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv).into_response())
}

/// The numbers of a period and of the one before.
struct Report {
    period: Period,
    totals: Totals,
    before: Totals,
    counts: Vec<DayCount>,
    costs: Vec<DayCost>,
}

impl Report {
    async fn gather(db: &Db, period: Period) -> anyhow::Result<Self> {
        let (before_since, before_until) = period.previous();
        let from = period.dates().next().map(|day| day.to_string()).unwrap_or_default();
        let mut db = db.report().await?;
        Ok(Self {
            period,
            totals: store::reports::totals(db.on(), period.since, period.until).await?,
            before: store::reports::totals(db.on(), before_since, before_until).await?,
            counts: store::reports::orders_by_day(db.on(), &from).await?,
            costs: store::reports::cost_by_day(db.on(), &from).await?,
        })
    }

    /// Sheets by origin, then failures, of a day.
    fn of_day(&self, day: &str) -> Vec<i64> {
        let of = |wanted: &dyn Fn(&DayCount) -> bool| {
            self.counts.iter().filter(|c| c.day == day && wanted(c)).map(|c| c.orders).sum::<i64>()
        };
        let mut numbers: Vec<i64> = Origin::ALL.iter().map(|origin| of(&|c| c.origin == Some(*origin))).collect();
        numbers.push(of(&|c| c.state == OrderState::Failed));
        numbers
    }

    /// Nano-units spent on a day.
    fn spent(&self, day: &str, currency: Currency) -> i64 {
        let spent = self.costs.iter().filter(|c| c.day == day && c.cost.currency == currency);
        spent.map(|c| c.cost.nano).sum()
    }

    fn page(&self, frame: Frame, today: Vec<Today>, happenings: Vec<Happening>, orders: Vec<Line>) -> Overview {
        let locale = frame.locale;
        let legend = series(locale);
        let days: Vec<_> = self.period.dates().collect();
        let by_day: Vec<Vec<i64>> = days.iter().map(|day| self.of_day(&day.to_string())).collect();
        let bars: Vec<Bar> = days
            .iter()
            .zip(&by_day)
            .map(|(day, values)| Bar { name: period::short(locale, *day), values: values.clone() })
            .collect();
        let title = frame.t("panel-by-day");
        let chart =
            Chart { title: &title, series: &legend, bars: &bars, write: &|n| number::count(locale, n), step: 1 };
        let rows = days.iter().zip(&by_day).rev().map(|(day, values)| {
            let cost: Vec<Money> = self.costs.iter().filter(|c| c.day == day.to_string()).map(|c| c.cost).collect();
            Row {
                day: period::long(locale, *day),
                counts: values.iter().map(|n| number::count(locale, *n)).collect(),
                cost: number::amounts(locale, &cost),
            }
        });
        Overview {
            days: self.period.days,
            periods: Period::CHOICES.map(|days| (days, frame.n("panel-days", days))).to_vec(),
            compared: frame.n("panel-compared", self.period.days),
            today,
            happenings,
            cards: cards::cards(locale, &self.totals, &self.before, &by_day, &self.cost_by_day()),
            states: self.states(locale),
            made_any: by_day.iter().flatten().any(|n| *n > 0),
            wide: chart::stacked(&chart, chart::WIDE),
            narrow: chart::stacked(&chart, chart::NARROW),
            rows: rows.collect(),
            spending: number::sums(&self.totals.cost)
                .iter()
                .map(|sum| self.spending(locale, sum.currency, &bars))
                .collect(),
            legend,
            orders,
            frame,
        }
    }

    fn spending(&self, locale: Locale, currency: Currency, days: &[Bar]) -> Spending {
        let title = i18n::text_with(locale, "panel-cost-by-day", &[("currency", currency.code().into())]);
        let series = [Series { class: "s-cost", label: i18n::text(locale, "panel-cost") }];
        let bars: Vec<Bar> = self
            .period
            .dates()
            .zip(days)
            .map(|(day, bar)| Bar { name: bar.name.clone(), values: vec![self.spent(&day.to_string(), currency)] })
            .collect();
        let write = |nano| number::money(locale, Money { nano, currency });
        // A hundredth of a cent: finer steps would repeat their marks.
        let chart = Chart { title: &title, series: &series, bars: &bars, write: &write, step: 100_000 };
        Spending {
            wide: chart::stacked(&chart, chart::WIDE_LOW),
            narrow: chart::stacked(&chart, chart::NARROW_LOW),
            title,
        }
    }

    fn states(&self, locale: Locale) -> Vec<StateLink> {
        OrderState::ALL
            .iter()
            .map(|state| StateLink {
                code: state.code(),
                label: i18n::text(locale, &format!("panel-state-{}", state.code())),
                count: number::count(locale, of_state(&self.totals, *state)),
            })
            .collect()
    }

    /// Cost by day of the one currency there is; two currencies have no common line.
    fn cost_by_day(&self) -> Vec<i64> {
        match number::sums(&self.totals.cost)[..] {
            [only] => self.period.dates().map(|day| self.spent(&day.to_string(), only.currency)).collect(),
            _ => Vec::new(),
        }
    }
}

/// The chart's series: sheets by origin, then what failed.
fn series(locale: Locale) -> Vec<Series> {
    let origins = Origin::ALL.into_iter().map(|origin| (class_of(origin), origin.code()));
    origins
        .chain([("s-failed", "failed")])
        .map(|(class, code)| Series { class, label: i18n::text(locale, &format!("panel-origin-{code}")) })
        .collect()
}
