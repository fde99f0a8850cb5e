//! Teachers: how much they order and what it costs. Nothing here names a person.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use listok_core::domain::id::TeacherId;
use listok_core::domain::{Locale, Money};
use listok_core::i18n;
use listok_core::store::{self, Db, TeacherLine, TeacherState};
use serde::Deserialize;

use crate::frame::{self, Frame};
use crate::number::{self, Moment};
use crate::place::{self, Pages};
use crate::refusal::Refusal;
use crate::session::Operator;

/// Teachers on a page of the list.
const PAGE: i64 = 50;

type Cursor = place::Cursor<TeacherId>;

/// A teacher in the list.
struct Line {
    id: TeacherId,
    short_id: String,
    language: String,
    /// Said of those who cannot be written to.
    state: Option<String>,
    orders: String,
    made: String,
    failed: String,
    rated: String,
    cost: String,
    each: String,
    since: Moment,
    seen: Moment,
}

fn line(locale: Locale, teacher: &TeacherLine, cost: &[Money]) -> Line {
    let short_id = number::short_id(&teacher.id.to_string());
    let away = teacher.state != TeacherState::Active;
    Line {
        id: teacher.id,
        short_id,
        language: i18n::text(locale, &format!("panel-language-{}", teacher.locale.code())),
        state: away.then(|| i18n::text(locale, &format!("panel-person-{}", teacher.state.code()))),
        orders: number::count(locale, teacher.orders),
        made: number::count(locale, teacher.made),
        failed: number::count(locale, teacher.failed),
        rated: number::share(locale, teacher.liked, teacher.liked + teacher.disliked),
        cost: number::amounts(locale, cost),
        each: number::amounts(locale, &number::each(cost, teacher.made)),
        since: Moment::day(locale, teacher.created_at),
        seen: Moment::brief(locale, teacher.last_seen_at),
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "people.html")]
struct List {
    frame: Frame,
    people: Vec<Line>,
    pages: Pages,
}

pub(crate) async fn list(
    State(db): State<Db>,
    frame: Frame,
    operator: Operator,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let cursor = asked.before.as_deref().and_then(Cursor::read);
    let before = cursor.map(|cursor| (cursor.at, cursor.id));
    let mut db = db.report().await?;
    let mut teachers = store::panel::teachers(db.on(), before, PAGE + 1).await?;
    let costs = store::panel::costs_of_teachers(db.on(), before, PAGE).await?;
    drop(db);
    let more = place::cut(&mut teachers, PAGE);
    let next = teachers.last().filter(|_| more).map(|last| Cursor { at: last.last_seen_at, id: last.id }.write());
    let lines = teachers.iter().map(|teacher| {
        let cost: Vec<Money> = costs.iter().filter(|(id, _)| *id == teacher.id).map(|(_, cost)| *cost).collect();
        line(frame.locale, teacher, &cost)
    });
    let list = List {
        people: lines.collect(),
        pages: Pages::new("/people", &[], cursor.is_some(), next),
        frame: frame.of(&operator),
    };
    Ok(frame::page(&list, StatusCode::OK))
}
