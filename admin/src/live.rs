//! What is happening now: today's numbers and the latest events, once in a page and then as a stream.
//!
//! The `event` table is looked at every two seconds while somebody watches; numbers are counted anew
//! only when something has happened. Polling works alike on both databases and behind any proxy.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use futures::stream::{self, Stream};
use listok_core::domain::stored::{MOSCOW, moscow_day};
use listok_core::domain::{Locale, Timestamp};
use listok_core::store::{self, Conn, Event as StoredEvent, OrderState};
use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Interval, MissedTickBehavior};
use tracing::warn;

use crate::App;
use crate::cards;
use crate::frame::{Frame, in_words};
use crate::number::{self, Moment};
use crate::period;
use crate::refusal::Refusal;
use crate::session::{IDLE, Operator};

const EVERY: Duration = Duration::from_secs(2);
/// How soon a browser connects again after the stream broke.
const RETRY: Duration = Duration::from_secs(3);
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Looks between two checks that the session is still open.
const LOOKS_PER_CHECK: u32 = 15;
/// Events shown.
const SHOWN: i64 = 6;

/// A number of today.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Today {
    /// Code, by which the script finds it.
    pub(crate) code: &'static str,
    pub(crate) value: String,
}

/// Something that happened, in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Happening {
    /// For machines.
    pub(crate) at: String,
    pub(crate) clock: String,
    pub(crate) text: String,
    /// The order it concerns.
    pub(crate) href: Option<String>,
}

#[derive(Serialize)]
struct Now {
    today: Vec<Today>,
    latest: Vec<Happening>,
}

/// Today's numbers; what is in hand is counted whenever it was ordered.
pub(crate) async fn today(db: &mut Conn, locale: Locale, now: Timestamp) -> anyhow::Result<Vec<Today>> {
    let since = period::midnight((now + MOSCOW).date_naive());
    let totals = store::reports::totals(db.on(), since, now + TimeDelta::seconds(1)).await?;
    let in_hand = store::panel::in_hand(db.on()).await?;
    let open = |wanted| in_hand.iter().filter(|(state, _)| *state == wanted).map(|(_, n)| n).sum();
    let numbers: [(&'static str, i64); 5] = [
        ("made", cards::made(&totals)),
        ("queued", open(OrderState::Queued)),
        ("working", open(OrderState::Working)),
        ("failed", cards::of_state(&totals, OrderState::Failed)),
        ("joined", totals.new_teachers),
    ];
    Ok(numbers.map(|(code, n)| Today { code, value: number::count(locale, n) }).to_vec())
}

/// The latest events, newest first.
pub(crate) async fn latest(db: &mut Conn, locale: Locale, now: Timestamp) -> anyhow::Result<Vec<Happening>> {
    let newest = store::events::newest(db.on()).await?;
    let events = store::events::since(db.on(), newest - SHOWN, SHOWN).await?;
    Ok(events.iter().rev().map(|event| happening(locale, event, now)).collect())
}

fn happening(locale: Locale, event: &StoredEvent, now: Timestamp) -> Happening {
    let text = in_words(locale, "panel-event", &event.kind);
    let today = moscow_day(event.at) == moscow_day(now);
    let Moment { machine, text: clock } =
        if today { Moment::clock(locale, event.at) } else { Moment::brief(locale, event.at) };
    Happening { at: machine, clock, text, href: event.order.map(|id| format!("/orders/{id}")) }
}

/// One person's live view.
struct Watch {
    app: App,
    locale: Locale,
    token_hash: String,
    ticks: Interval,
    looks: u32,
    /// The page was told that the session has ended.
    over: bool,
    /// Place of the newest event shown; `None` before the first look.
    seen: Option<i64>,
    _room: OwnedSemaphorePermit,
}

pub(crate) async fn stream(
    State(app): State<App>,
    frame: Frame,
    operator: Result<Operator, Refusal>,
) -> Result<Response, Refusal> {
    let operator = match operator {
        Ok(operator) => operator,
        // A redirect would be followed; this ends the browser's attempts.
        Err(Refusal::SignedOut) => return Ok(StatusCode::UNAUTHORIZED.into_response()),
        Err(other) => return Err(other),
    };
    let room = app.live.clone().try_acquire_owned().map_err(|_| Refusal::Busy)?;
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let watch = Watch {
        locale: frame.locale,
        token_hash: operator.token_hash,
        ticks,
        looks: 0,
        over: false,
        seen: None,
        _room: room,
        app,
    };
    let alive = KeepAlive::new().interval(KEEP_ALIVE);
    // Proxies that gather answers would hold the stream back.
    let headers = [(HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((headers, Sse::new(events(watch)).keep_alive(alive)).into_response())
}

fn events(watch: Watch) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watch, |mut watch| async move {
        if watch.over {
            return None;
        }
        let stop = watch.app.shared.stop.clone();
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return None,
                _ = watch.ticks.tick() => {}
            }
            match watch.look().await {
                Ok(Look::Nothing) => {}
                Ok(Look::Event(event)) => return Some((Ok(event), watch)),
                Ok(Look::Over) => {
                    watch.over = true;
                    return Some((Ok(Event::default().event("over").data("")), watch));
                }
                Err(cause) => {
                    // The database is away: the page goes on showing what it has.
                    warn!("a live view could not look: {cause:#}");
                }
            }
        }
    })
}

enum Look {
    Nothing,
    Event(Event),
    /// The session has ended.
    Over,
}

impl Watch {
    async fn look(&mut self) -> anyhow::Result<Look> {
        let now = self.app.panel.clock.now();
        if self.looks.is_multiple_of(LOOKS_PER_CHECK) {
            let mut db = self.app.panel.db.read().await?;
            if store::admins::session(db.on(), &self.token_hash, now, now - IDLE).await?.is_none() {
                return Ok(Look::Over);
            }
        }
        self.looks += 1;
        let mut db = self.app.panel.db.report().await?;
        let newest = store::events::newest(db.on()).await?;
        if self.seen == Some(newest) {
            return Ok(Look::Nothing);
        }
        let today = today(&mut db, self.locale, now).await?;
        let latest = latest(&mut db, self.locale, now).await?;
        let event = Event::default().event("now").retry(RETRY).json_data(Now { today, latest })?;
        self.seen = Some(newest);
        Ok(Look::Event(event))
    }
}
