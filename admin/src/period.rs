//! The days a report is about, and those it is compared with. Days are days in Moscow.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use listok_core::domain::stored::MOSCOW;
use listok_core::domain::{Locale, Timestamp};

/// The last days, today included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    /// How many days.
    pub(crate) days: i64,
    /// Beginning of the first day.
    pub(crate) since: Timestamp,
    /// Just after now.
    pub(crate) until: Timestamp,
    first: NaiveDate,
}

impl Period {
    /// Lengths there are to choose from; the first is the default.
    pub(crate) const CHOICES: [i64; 3] = [7, 30, 90];

    /// The last `asked` days before `now`.
    pub(crate) fn new(asked: Option<i64>, now: Timestamp) -> Self {
        let days = asked.filter(|days| Self::CHOICES.contains(days)).unwrap_or(Self::CHOICES[0]);
        let first = (now + MOSCOW).date_naive() - TimeDelta::days(days - 1);
        Self { days, since: midnight(first), until: now + TimeDelta::seconds(1), first }
    }

    /// The stretch before it: as many whole days, and as much of the last one as today has had.
    pub(crate) fn previous(self) -> (Timestamp, Timestamp) {
        let days = TimeDelta::days(self.days);
        (self.since - days, self.until - days)
    }

    /// Its days, oldest first.
    pub(crate) fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(usize::try_from(self.days).unwrap_or(0))
    }
}

/// The beginning of a day.
pub(crate) fn midnight(day: NaiveDate) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc() - MOSCOW
}

/// A day on an axis.
pub(crate) fn short(locale: Locale, day: NaiveDate) -> String {
    let pattern = if locale == Locale::Ru { "%d.%m" } else { "%-d %b" };
    day.format(pattern).to_string()
}

/// A day in a table.
pub(crate) fn long(locale: Locale, day: NaiveDate) -> String {
    let pattern = if locale == Locale::Ru { "%d.%m.%Y" } else { "%-d %b %Y" };
    day.format(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_seven_days_of_moscow_compared_with_as_much_before() {
        // 01:30 of 24 November in Moscow.
        let now: Timestamp = "2026-11-23T22:30:00Z".parse().unwrap_or_default();
        let period = Period::new(None, now);

        let days: Vec<String> = period.dates().map(|d| d.to_string()).collect();
        assert_eq!((days.len(), days[0].as_str(), days[6].as_str()), (7, "2026-11-18", "2026-11-24"));
        assert_eq!(period.since.to_rfc3339(), "2026-11-17T21:00:00+00:00");
        let (from, to) = period.previous();
        assert_eq!(period.until - period.since, to - from);
        assert!(to < period.since);
    }

    #[test]
    fn a_length_not_on_offer_reads_as_the_default() {
        let now = Timestamp::default();
        assert_eq!(Period::new(Some(30), now).days, 30);
        assert_eq!(Period::new(Some(100_000), now).days, 7);
        assert_eq!(Period::new(Some(-1), now).days, 7);
    }
}
