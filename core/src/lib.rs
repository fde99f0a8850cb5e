//! Listok's core: from a teacher's words to a checked worksheet and its pages.

pub mod billing;
pub mod cache;
pub mod chance;
pub mod clock;
pub mod config;
pub mod docx;
pub mod drills;
pub mod events;
pub mod generation;
pub mod i18n;
pub mod limits;
pub mod llm;
pub mod math;
pub mod orders;
pub mod outgoing;
pub mod pdf;
pub mod programme;
pub mod queue;
pub mod reading;
mod rounds;
pub mod store;
pub mod telemetry;
pub mod topic;
pub mod understand;

pub use listok_domain as domain;
