//! What happened, for the panel's live view.

use serde_json::Value;

use crate::domain::Timestamp;
use crate::domain::id::{OrderId, TeacherId};
use crate::store::{self, On};

/// Kinds of event; a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A teacher wrote for the first time.
    TeacherJoined,
    /// An order was placed.
    OrderPlaced,
    /// Its content is ready.
    OrderReady,
    /// It could not be made.
    OrderFailed,
    /// The teacher took it back.
    OrderCancelled,
    /// Both documents have arrived.
    OrderDelivered,
    /// A sheet was rated.
    Rated,
}

impl Kind {
    /// Stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TeacherJoined => "teacher_joined",
            Self::OrderPlaced => "order_placed",
            Self::OrderReady => "order_ready",
            Self::OrderFailed => "order_failed",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderDelivered => "order_delivered",
            Self::Rated => "rated",
        }
    }
}

/// Records an event in the caller's transaction; `data` holds codes and numbers only, never texts.
pub async fn record(
    on: On<'_>,
    kind: Kind,
    teacher: Option<TeacherId>,
    order: Option<OrderId>,
    data: Value,
    now: Timestamp,
) -> sqlx::Result<()> {
    store::events::add(on, kind.code(), order, teacher, &data, now).await
}
