//! The sandbox over real HTTP, as a bot, a provider's client and a person meet it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod bench;
mod bot_api;
mod delivery;
mod faults;
mod openai;

mod people;
mod teloxide_reads;
