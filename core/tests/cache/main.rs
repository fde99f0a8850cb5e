//! The library's promises, held on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

#[macro_use]
#[path = "../store/engines.rs"]
mod engines;
#[path = "../standin/mod.rs"]
mod standin;

mod judging;
mod opinions;
mod plans;
mod serving;
mod world;
