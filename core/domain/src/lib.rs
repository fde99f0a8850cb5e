//! The words of Listok's world and their rules: no IO, no clock, no async, no SQL.

pub mod grade;
pub mod id;
pub mod layout;
pub mod library;
pub mod locale;
pub mod money;
pub mod plan;
pub mod request;
pub mod rich;
pub mod stored;
pub mod subject;
pub mod task;
pub mod worksheet;

pub use grade::Grade;
pub use layout::Layout;
pub use locale::Locale;
pub use money::{Currency, Money};
pub use request::{Difficulty, Format, Request, Spec};
pub use rich::Rich;
pub use subject::Subject;
pub use task::{Kind, Task};
pub use worksheet::Worksheet;

/// A moment in UTC, truncated to microseconds wherever it is stored.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
