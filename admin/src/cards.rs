//! The cards of the overview: a number, how it compares with the stretch before, a small drawing.

use listok_core::domain::Locale;
use listok_core::domain::worksheet::Origin;
use listok_core::i18n;
use listok_core::store::{OrderState, Totals};

use crate::chart;
use crate::number;

/// How a number compares with the stretch before.
pub(crate) struct Delta {
    /// `good`, `bad` or `even`.
    pub(crate) class: &'static str,
    pub(crate) text: String,
    /// The number it is compared with, in words.
    pub(crate) before: String,
}

/// Which way a number should go.
#[derive(Clone, Copy)]
enum Better {
    More,
    Less,
    Neither,
}

pub(crate) struct Card {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) delta: Option<Delta>,
    pub(crate) more: String,
    pub(crate) drawing: String,
    /// Where its rows are.
    pub(crate) rows: Option<String>,
}

/// The cards of a period: its totals against those before it, and its days' numbers (sheets by origin, then
/// failures; cost of the only currency, if there is only one).
pub(crate) fn cards(
    locale: Locale,
    now: &Totals,
    before: &Totals,
    by_day: &[Vec<i64>],
    cost_by_day: &[i64],
) -> Vec<Card> {
    let text = |key: &str| i18n::text(locale, key);
    let said = |n: i64| i18n::Value::from(number::count(locale, n));
    let more = |key: &str, values: &[(&'static str, i18n::Value<'_>)]| i18n::text_with(locale, key, values);
    let against = |n: i64, was: i64, better| delta(locale, n, was, &number::count(locale, was), better);
    let made_by_day: Vec<i64> = by_day.iter().map(|day| day[..Origin::ALL.len()].iter().sum()).collect();
    let failed_by_day: Vec<i64> = by_day.iter().map(|day| day[Origin::ALL.len()]).collect();
    let made_now = made(now);
    let (failed, all) = (of_state(now, OrderState::Failed), orders_of(now));
    let free = of_origin(now, Origin::Drill) + of_origin(now, Origin::Cache);
    let (votes, votes_before) = (now.liked + now.disliked, before.liked + before.disliked);
    let per_sheet = number::each(&now.cost, made_now);
    vec![
        Card {
            label: text("panel-made"),
            value: number::count(locale, made_now),
            delta: against(made_now, made(before), Better::More),
            more: more("panel-made-more", &[("orders", said(all))]),
            drawing: chart::spark(&made_by_day),
            rows: Some("/orders".to_owned()),
        },
        Card {
            label: text("panel-teachers"),
            value: number::count(locale, now.active_teachers),
            delta: against(now.active_teachers, before.active_teachers, Better::More),
            more: more("panel-teachers-more", &[("new", said(now.new_teachers)), ("all", said(now.teachers))]),
            drawing: String::new(),
            rows: None,
        },
        Card {
            label: text("panel-cost"),
            value: number::amounts(locale, &now.cost),
            delta: cost_delta(locale, now, before),
            more: more(
                "panel-cost-more",
                &[("calls", said(now.model_calls)), ("each", number::amounts(locale, &per_sheet).into())],
            ),
            drawing: chart::spark(cost_by_day),
            rows: None,
        },
        Card {
            label: text("panel-sources"),
            value: number::share(locale, free, made_now),
            delta: None,
            more: more(
                "panel-sources-more",
                &[
                    ("drill", said(of_origin(now, Origin::Drill))),
                    ("cache", said(of_origin(now, Origin::Cache))),
                    ("model", said(of_origin(now, Origin::Model) + of_origin(now, Origin::Demonstration))),
                ],
            ),
            drawing: chart::shares(&Origin::ALL.map(|origin| (class_of(origin), of_origin(now, origin)))),
            rows: None,
        },
        Card {
            label: text("panel-errors"),
            value: number::count(locale, failed),
            delta: against(failed, of_state(before, OrderState::Failed), Better::Less),
            more: more(
                "panel-errors-more",
                &[("share", number::share(locale, failed, all).into()), ("failures", said(now.model_failures))],
            ),
            drawing: chart::spark(&failed_by_day),
            rows: Some("/orders?state=failed".to_owned()),
        },
        Card {
            label: text("panel-ratings"),
            value: number::share(locale, now.liked, votes),
            delta: against(votes, votes_before, Better::Neither).filter(|_| votes > 0),
            more: more("panel-ratings-more", &[("liked", said(now.liked)), ("disliked", said(now.disliked))]),
            drawing: chart::shares(&[("s-drill", now.liked), ("s-failed", now.disliked)]),
            rows: None,
        },
    ]
}

pub(crate) const fn class_of(origin: Origin) -> &'static str {
    match origin {
        Origin::Drill => "s-drill",
        Origin::Model => "s-model",
        Origin::Cache => "s-cache",
        Origin::Demonstration => "s-demonstration",
    }
}

pub(crate) fn of_state(totals: &Totals, wanted: OrderState) -> i64 {
    totals.orders.iter().filter(|(state, _)| *state == wanted).map(|(_, n)| n).sum()
}

fn of_origin(totals: &Totals, wanted: Origin) -> i64 {
    totals.origins.iter().filter(|(origin, _)| *origin == wanted).map(|(_, n)| n).sum()
}

pub(crate) fn made(totals: &Totals) -> i64 {
    totals.origins.iter().map(|(_, n)| n).sum()
}

fn orders_of(totals: &Totals) -> i64 {
    totals.orders.iter().map(|(_, n)| n).sum()
}

fn cost_delta(locale: Locale, now: &Totals, before: &Totals) -> Option<Delta> {
    match (&number::sums(&now.cost)[..], &number::sums(&before.cost)[..]) {
        ([now], [was]) if now.currency == was.currency => {
            delta(locale, now.nano, was.nano, &number::money(locale, *was), Better::Neither)
        }
        _ => None,
    }
}

/// The change in whole per cent; nothing to say where nothing was and nothing is.
fn delta(locale: Locale, now: i64, was: i64, was_text: &str, better: Better) -> Option<Delta> {
    if now == was && was == 0 {
        return None;
    }
    let before = i18n::text_with(locale, "panel-before", &[("value", was_text.to_owned().into())]);
    let good = match better {
        Better::More => now > was,
        Better::Less => now < was,
        Better::Neither => false,
    };
    let class = match better {
        _ if now == was => "even",
        Better::Neither => "even",
        _ if good => "good",
        _ => "bad",
    };
    let text = if was == 0 {
        i18n::text(locale, "panel-from-nothing")
    } else {
        let percent = i128::from(now - was) * 100 / i128::from(was);
        let arrow = match now.cmp(&was) {
            std::cmp::Ordering::Greater => "↑",
            std::cmp::Ordering::Less => "↓",
            std::cmp::Ordering::Equal => "",
        };
        let gap = if locale == Locale::Ru { "\u{a0}" } else { "" };
        if arrow.is_empty() { format!("0{gap}%") } else { format!("{arrow}\u{a0}{}{gap}%", percent.abs()) }
    };
    Some(Delta { class, text, before })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_per_cent_and_judged_by_which_way_is_better() {
        let told = |now, was, better| {
            delta(Locale::En, now, was, "", better).map(|d| (d.class, d.text.replace('\u{a0}', " ")))
        };

        assert_eq!(told(15, 10, Better::More), Some(("good", "↑ 50%".to_owned())));
        assert_eq!(told(15, 10, Better::Less), Some(("bad", "↑ 50%".to_owned())));
        assert_eq!(told(5, 10, Better::Less), Some(("good", "↓ 50%".to_owned())));
        assert_eq!(told(10, 10, Better::More), Some(("even", "0%".to_owned())));
        assert_eq!(told(3, 0, Better::More), Some(("good", "from zero".to_owned())));
        assert_eq!(told(0, 0, Better::More), None);
    }
}
