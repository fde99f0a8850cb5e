//! The bot against a scripted Bot API over real HTTP, on SQLite in a temporary folder.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop here")]

mod conversation;
mod delivery;
mod receiving;
mod telegram;
mod world;
