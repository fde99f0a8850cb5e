//! Providers of models, each over real HTTP through the sandbox: one conformance for all, and whole
//! orders while they fail.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod conformance;
mod money;
mod orders;
mod sheets;
mod world;
mod yandex;
