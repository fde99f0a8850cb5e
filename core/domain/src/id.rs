//! Identifiers: UUIDv7 newtypes, so that a teacher's id never stands where an order's is wanted.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Timestamp;

/// Builds a UUIDv7 (RFC 9562 §5.7) from a moment and ten random bytes.
///
/// Both are passed in: this crate knows neither clock nor randomness.
pub fn uuid_v7(at: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// What every identifier can do.
pub trait Id: Copy + From<Uuid> + Into<Uuid> {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }
        impl Id for $name {}
    )*};
}

ids! {
    /// A teacher's account.
    TeacherId;
    /// A teacher's folder of worksheets.
    FolderId;
    /// A worksheet, whatever its version.
    WorksheetId;
    /// One wish for a worksheet, from *Create* to delivery.
    OrderId;
    /// One message on its way to Telegram.
    OutboxId;
    /// One call of a language model.
    ModelCallId;
    /// One line of the ledger.
    LedgerId;
    /// One thing that happened.
    EventId;
    /// A person who may use the panel.
    AdminId;
    /// One running process of ours.
    InstanceId;
    /// A topic of the library.
    TopicId;
    /// One wording of a topic.
    WordingId;
    /// A sheet of the library, whoever has it.
    PooledId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_made_later_sort_later() {
        let early = uuid_v7(chrono::DateTime::UNIX_EPOCH, [255; 10]);
        let late = uuid_v7(chrono::DateTime::UNIX_EPOCH + chrono::Duration::milliseconds(1), [0; 10]);

        assert!(early < late);
        assert_eq!(late.get_version_num(), 7);
    }
}
