//! Numbers, amounts and moments as people of either language read them.

use chrono::TimeDelta;
use listok_core::domain::stored::MOSCOW;
use listok_core::domain::{Currency, Locale, Money, Timestamp};
use listok_core::i18n;

use crate::period;

/// A count with its thousands apart: `12 345` or `12,345`.
pub(crate) fn count(locale: Locale, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let apart = match locale {
        Locale::Ru => '\u{a0}',
        Locale::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + 4);
    if n < 0 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        // Four digits stay together in Russian.
        if i > 0 && (digits.len() - i).is_multiple_of(3) && (digits.len() > 4 || locale == Locale::En) {
            out.push(apart);
        }
        out.push(digit);
    }
    out
}

/// An amount: two places from one unit up, four below, because a sheet costs a fraction of a cent.
pub(crate) fn money(locale: Locale, amount: Money) -> String {
    let nano = amount.nano.unsigned_abs();
    let (unit, places) = if nano >= Money::NANO.unsigned_abs() { (10_000_000, 2) } else { (100_000, 4) };
    let parts = (nano + unit / 2) / unit;
    let tiny = nano > 0 && parts == 0;
    let parts = if tiny { 1 } else { parts };
    let per_whole = 10_u64.pow(places);
    let whole = count(locale, i64::try_from(parts / per_whole).unwrap_or(i64::MAX));
    let point = if locale == Locale::Ru { ',' } else { '.' };
    let width = usize::try_from(places).unwrap_or(2);
    let fraction = if nano == 0 { String::new() } else { format!("{point}{:0width$}", parts % per_whole) };
    let sign = if amount.nano < 0 { "−" } else { "" };
    let below = if tiny { "<\u{a0}" } else { "" };
    match (locale, amount.currency) {
        (Locale::Ru, Currency::Usd) => format!("{below}{sign}{whole}{fraction}\u{a0}$"),
        (Locale::Ru, Currency::Rub) => format!("{below}{sign}{whole}{fraction}\u{a0}₽"),
        (Locale::En, Currency::Usd) => format!("{below}{sign}${whole}{fraction}"),
        (Locale::En, Currency::Rub) => format!("{below}{sign}₽{whole}{fraction}"),
    }
}

/// Amounts per currency, or a dash: currencies are never added.
pub(crate) fn amounts(locale: Locale, amounts: &[Money]) -> String {
    let sums = sums(amounts);
    if sums.is_empty() {
        return "—".to_owned();
    }
    sums.into_iter().map(|sum| money(locale, sum)).collect::<Vec<_>>().join(" + ")
}

/// The sum of each currency there is, zero sums left out.
pub(crate) fn sums(amounts: &[Money]) -> Vec<Money> {
    [Currency::Usd, Currency::Rub]
        .into_iter()
        .map(|currency| {
            let nano = amounts.iter().filter(|m| m.currency == currency).map(|m| m.nano).sum();
            Money { nano, currency }
        })
        .filter(|sum| sum.nano != 0)
        .collect()
}

/// What one of `n` costs, per currency; nothing when there is none.
pub(crate) fn each(amounts: &[Money], n: i64) -> Vec<Money> {
    let sums = sums(amounts).into_iter().filter(|_| n > 0);
    sums.map(|sum| Money { nano: sum.nano / n, ..sum }).collect()
}

/// A share in whole per cent, or a dash when there is nothing to share.
pub(crate) fn share(locale: Locale, part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let percent = (part * 100 + whole / 2) / whole;
    match locale {
        Locale::Ru => format!("{percent}\u{a0}%"),
        Locale::En => format!("{percent}%"),
    }
}

/// A length of time: `0,4 с`, `12 с`, `3 мин`, `2 ч`.
pub(crate) fn length(locale: Locale, length: TimeDelta) -> String {
    let tenths = (length.num_milliseconds().max(0) + 50) / 100;
    let (key, value) = match tenths {
        ..100 => {
            let point = if locale == Locale::Ru { ',' } else { '.' };
            ("panel-seconds", format!("{}{point}{}", tenths / 10, tenths % 10))
        }
        100..1_200 => ("panel-seconds", (tenths / 10).to_string()),
        1_200..72_000 => ("panel-minutes", (tenths / 600).to_string()),
        _ => ("panel-hours", (tenths / 36_000).to_string()),
    };
    i18n::text_with(locale, key, &[("value", value.into())])
}

/// A moment for `<time>`: for machines, and in Moscow for people.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    pub(crate) machine: String,
    pub(crate) text: String,
}

impl Moment {
    pub(crate) fn new(locale: Locale, at: Timestamp) -> Self {
        let pattern = match locale {
            Locale::Ru => "%d.%m.%Y %H:%M:%S",
            Locale::En => "%-d %b %Y %H:%M:%S",
        };
        Self { machine: at.format("%Y-%m-%dT%H:%M:%SZ").to_string(), text: (at + MOSCOW).format(pattern).to_string() }
    }

    /// To the minute and without the year, for lists.
    pub(crate) fn brief(locale: Locale, at: Timestamp) -> Self {
        let pattern = match locale {
            Locale::Ru => "%d.%m %H:%M",
            Locale::En => "%-d %b %H:%M",
        };
        Self { text: (at + MOSCOW).format(pattern).to_string(), ..Self::new(locale, at) }
    }

    /// The day.
    pub(crate) fn day(locale: Locale, at: Timestamp) -> Self {
        Self { text: period::long(locale, (at + MOSCOW).date_naive()), ..Self::new(locale, at) }
    }

    /// The time of day.
    pub(crate) fn clock(locale: Locale, at: Timestamp) -> Self {
        Self { text: (at + MOSCOW).format("%H:%M:%S").to_string(), ..Self::new(locale, at) }
    }
}

/// The random end of an id: its beginning is the time and much alike among neighbours.
pub(crate) fn short_id(id: &str) -> String {
    id.get(id.len().saturating_sub(8)..).unwrap_or(id).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(count(Locale::Ru, 1_234), "1234");
        assert_eq!(count(Locale::Ru, 1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(count(Locale::En, 1_234), "1,234");
        assert_eq!(count(Locale::En, -12), "−12");
    }

    #[test]
    fn amounts_are_exact_and_small_ones_keep_four_places() {
        let usd = |nano| money(Locale::En, Money { nano, currency: Currency::Usd });
        assert_eq!(usd(1_250_000), "$0.0013");
        assert_eq!(usd(1_234_567_000_000), "$1,234.57");
        assert_eq!(usd(999_999_999), "$1.0000");
        assert_eq!(usd(10), "< $0.0001".replace("< ", "<\u{a0}"));
        assert_eq!(usd(0), "$0");
        assert_eq!(money(Locale::Ru, Money { nano: 12_500_000_000, currency: Currency::Rub }), "12,50\u{a0}₽");
    }

    #[test]
    fn currencies_are_never_added() {
        let both = [
            Money { nano: Money::NANO, currency: Currency::Usd },
            Money { nano: Money::NANO, currency: Currency::Rub },
            Money { nano: Money::NANO, currency: Currency::Usd },
        ];
        assert_eq!(amounts(Locale::En, &both), "$2.00 + ₽1.00");
        assert_eq!(amounts(Locale::En, &[]), "—");
    }

    #[test]
    fn lengths_grow_coarser() {
        let ru = |ms| length(Locale::Ru, TimeDelta::milliseconds(ms));
        assert_eq!(
            [ru(430), ru(12_300), ru(185_000), ru(7_300_000)],
            ["0,4 с", "12 с", "3 мин", "2 ч"].map(|s| s.replace(' ', "\u{a0}"))
        );
    }
}
