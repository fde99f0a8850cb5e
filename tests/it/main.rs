//! Tests of the whole: the one binary as its users meet it, and the rules of its sources.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop here")]
#![expect(clippy::print_stdout, reason = "a long run tells what it met")]

mod architecture;
mod bad_input;
mod crash;
mod gallery;
mod harness;
mod instances;
mod journey;
mod library;
mod silence;
