//! What the database keeps, as the store hands it out and takes it in.

use serde_json::Value;

use crate::Timestamp;
use crate::id::{InstanceId, OrderId};

/// A closed list of codes stored as text.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Stable code, as stored.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The meaning of a stored code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|c| c.code() == code)
            }
        }
    };
}

mod accounts;
mod money;
mod orders;

pub use accounts::*;
pub use money::*;
pub use orders::*;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Place in the order of events.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Code of its kind.
    pub kind: String,
    /// Order it concerns.
    pub order: Option<OrderId>,
    /// Codes and numbers.
    pub data: Value,
}

/// A running process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Id.
    pub id: InstanceId,
    /// Unique name, as the queue records it.
    pub name: String,
    /// Last sign of life.
    pub heartbeat_at: Timestamp,
}

/// Moscow keeps UTC+3 all year; reports count days by it.
pub const MOSCOW: chrono::TimeDelta = chrono::TimeDelta::hours(3);

/// The day in Moscow that a moment falls on, `YYYY-MM-DD`.
pub fn moscow_day(at: Timestamp) -> String {
    (at + MOSCOW).format("%Y-%m-%d").to_string()
}

/// When the day of a moment ends in Moscow.
pub fn moscow_midnight_after(at: Timestamp) -> Timestamp {
    let day = (at + MOSCOW).date_naive() + chrono::TimeDelta::days(1);
    day.and_time(chrono::NaiveTime::MIN).and_utc() - MOSCOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_in_moscow() {
        let at = "2026-11-23T21:00:00Z".parse().unwrap_or_default();
        assert_eq!(moscow_day(at), "2026-11-24");
    }
}
