//! Listok in Telegram: what teachers write comes in, messages and documents go out.

pub mod api;
mod conversation;
pub mod incoming;
mod words;
