//! The list of orders: of all, of one state, of one teacher.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use listok_core::domain::id::{OrderId, TeacherId};
use listok_core::domain::{Locale, Money};
use listok_core::i18n;
use listok_core::store::{self, Conn, Db, Order, OrderState};
use serde::Deserialize;

use crate::frame::{self, Frame};
use crate::number::{self, Moment};
use crate::place::{self, Pages};
use crate::refusal::Refusal;
use crate::session::Operator;

/// Orders on a page of the list.
const PAGE: i64 = 50;

type Cursor = place::Cursor<OrderId>;

/// An order in a list.
pub(crate) struct Line {
    pub(crate) id: OrderId,
    pub(crate) when: Moment,
    pub(crate) topic: String,
    pub(crate) about: String,
    pub(crate) state: &'static str,
    pub(crate) state_text: String,
    pub(crate) source: String,
    pub(crate) took: String,
    pub(crate) cost: String,
}

/// Which orders are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    state: Option<OrderState>,
    teacher: Option<TeacherId>,
    before: Option<Cursor>,
}

/// Reads a page of orders, newest first, and where the next page begins if there is one.
pub(crate) async fn lines(
    db: &mut Conn,
    locale: Locale,
    wanted: Wanted,
    limit: i64,
) -> anyhow::Result<(Vec<Line>, Option<Cursor>)> {
    let Wanted { state, teacher, before } = wanted;
    let before = before.map(|cursor| (cursor.at, cursor.id));
    // One more than is shown tells whether there is a next page.
    let mut orders = match teacher {
        Some(teacher) => store::orders::page_of(db.on(), teacher, state, before, limit + 1).await?,
        None => store::orders::page(db.on(), state, before, limit + 1).await?,
    };
    let costs = store::panel::costs_of_page(db.on(), teacher, state, before, limit).await?;
    let more = place::cut(&mut orders, limit);
    let next = orders.last().filter(|_| more).map(|last| Cursor { at: last.created_at, id: last.id });
    let lines = orders.iter().map(|order| {
        let cost: Vec<Money> = costs.iter().filter(|(id, _)| *id == order.id).map(|(_, cost)| *cost).collect();
        line(locale, order, &cost)
    });
    Ok((lines.collect(), next))
}

fn line(locale: Locale, order: &Order, cost: &[Money]) -> Line {
    Line {
        id: order.id,
        when: Moment::brief(locale, order.created_at),
        topic: topic(locale, order),
        about: about(locale, order),
        state: order.state.code(),
        state_text: i18n::text(locale, &format!("panel-state-{}", order.state.code())),
        source: order.origin.map_or_else(String::new, |o| i18n::text(locale, &format!("panel-origin-{}", o.code()))),
        took: order.finished_at.map_or_else(String::new, |at| number::length(locale, at - order.created_at)),
        cost: number::amounts(locale, cost),
    }
}

/// What the sheet is about; an exam needs no topic.
pub(crate) fn topic(locale: Locale, order: &Order) -> String {
    let topic = order.spec.topic.trim();
    if topic.is_empty() { i18n::text(locale, "panel-no-topic") } else { topic.to_owned() }
}

pub(crate) fn about(locale: Locale, order: &Order) -> String {
    let subject = i18n::text(locale, &format!("subject-{}", order.spec.subject.code()));
    let grade = i18n::text_with(locale, "grade", &[("number", order.spec.grade.number().into())]);
    format!("{subject}, {grade}")
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    teacher: Option<String>,
    before: Option<String>,
}

/// A choice above a list.
pub(crate) struct Filter {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

#[derive(Template)]
#[template(path = "orders.html")]
struct List {
    frame: Frame,
    filters: Vec<Filter>,
    /// Whose orders these are, if one teacher's.
    teacher: Option<String>,
    orders: Vec<Line>,
    pages: Pages,
}

pub(crate) async fn list(
    State(db): State<Db>,
    frame: Frame,
    operator: Operator,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let wanted = Wanted {
        state: asked.state.as_deref().and_then(OrderState::from_code),
        teacher: asked.teacher.map(|id| id.parse()).transpose().map_err(|_| Refusal::NotFound)?,
        before: asked.before.as_deref().and_then(Cursor::read),
    };
    let (orders, next) = lines(&mut db.report().await?, frame.locale, wanted, PAGE).await?;
    let asked = |state: Option<OrderState>| {
        [("state", state.map(|state| state.code().to_owned())), ("teacher", wanted.teacher.map(|id| id.to_string()))]
    };
    let filter = |state: Option<OrderState>| Filter {
        href: place::address("/orders", &asked(state)),
        label: state.map_or_else(|| frame.t("panel-all"), |s| frame.t(&format!("panel-state-{}", s.code()))),
        chosen: wanted.state == state,
    };
    let list = List {
        filters: std::iter::once(None).chain(OrderState::ALL.iter().copied().map(Some)).map(filter).collect(),
        teacher: wanted.teacher.map(|id| number::short_id(&id.to_string())),
        orders,
        pages: Pages::new("/orders", &asked(wanted.state), wanted.before.is_some(), next.map(|next| next.write())),
        frame: frame.of(&operator),
    };
    Ok(frame::page(&list, StatusCode::OK))
}
