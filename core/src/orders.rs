//! Orders: a teacher's wish from *Create* to delivery.

mod fulfilment;
pub mod intake;
mod sweep;

pub use fulfilment::{Fulfilment, TOPIC};
pub use intake::{Intake, PlaceError, Placed, Wish, cancel, place};
pub use sweep::sweep;
