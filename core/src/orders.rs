//! Orders: a teacher's wish from *Create* to delivery.

mod fulfilment;
pub mod intake;
mod planning;
mod replacing;
mod sweep;

use serde::{Deserialize, Serialize};

use crate::domain::id::OrderId;

pub use fulfilment::{Fulfilment, TOPIC};
pub use intake::{Intake, PlaceError, Placed, Wish, cancel, place};
pub use replacing::replace;
pub use sweep::sweep;

/// What a job of an order carries.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Payloaded {
    order: OrderId,
    /// Not one of the library.
    #[serde(default)]
    fresh: bool,
}
