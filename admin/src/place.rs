//! Long lists: where the next page begins, and how that is written in an address.

use std::fmt::Display;
use std::str::FromStr;

use chrono::DateTime;
use listok_core::domain::Timestamp;

/// A place in a list by time: what comes after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor<I> {
    pub(crate) at: Timestamp,
    pub(crate) id: I,
}

impl<I: Display + FromStr> Cursor<I> {
    /// As it stands in an address: microseconds since 1970 and the id.
    pub(crate) fn write(&self) -> String {
        format!("{}_{}", self.at.timestamp_micros(), self.id)
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('_')?;
        Some(Self { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.parse().ok()? })
    }
}

/// The way through a list: to its first page from all others, and to the next if there is one.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}

impl Pages {
    /// Pages at `path` that all ask for `asked`; `later` is whether this is not the first.
    pub(crate) fn new(path: &str, asked: &[(&str, Option<String>)], later: bool, next: Option<String>) -> Self {
        let next = next.map(|place| {
            let asked: Vec<_> = asked.iter().cloned().chain([("before", Some(place))]).collect();
            address(path, &asked)
        });
        Self { first: later.then(|| address(path, asked)), next }
    }
}

/// An address with what is asked for; the values are codes and ids, which need no escaping.
pub(crate) fn address(path: &str, asked: &[(&str, Option<String>)]) -> String {
    let parts: Vec<String> =
        asked.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}"))).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// Drops the row beyond a page, which was read to see whether there is a next page.
pub(crate) fn cut<T>(rows: &mut Vec<T>, page: i64) -> bool {
    let page = usize::try_from(page).unwrap_or(0);
    let more = rows.len() > page;
    rows.truncate(page);
    more
}

#[cfg(test)]
mod tests {
    use listok_core::domain::id::OrderId;

    use super::*;

    #[test]
    fn a_place_in_a_list_survives_an_address() {
        let at = DateTime::from_timestamp_micros(1_795_000_000_123_456).unwrap_or_default();
        let place: Cursor<OrderId> = Cursor { at, id: listok_core::chance::Chance::seeded(1).id(at) };

        assert_eq!(Cursor::read(&place.write()), Some(place));
        for nonsense in ["", "_", "1", "x_y", "99999999999999999999_1"] {
            assert_eq!(Cursor::<OrderId>::read(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn pages_keep_what_was_asked_for() {
        let pages =
            Pages::new("/orders", &[("state", Some("failed".into())), ("teacher", None)], true, Some("5_x".into()));

        assert_eq!(pages.first.as_deref(), Some("/orders?state=failed"));
        assert_eq!(pages.next.as_deref(), Some("/orders?state=failed&before=5_x"));
    }
}
