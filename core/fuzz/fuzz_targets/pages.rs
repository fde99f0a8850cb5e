//! Any worksheet is set within its margins: `RUSTC_BOOTSTRAP=1 cargo fuzz run pages` in `core/`.
//!
//! The bytes of the fuzzer are the chances of the generator that the tests use too.

#![no_main]

#[path = "../../tests/pdf/worksheets.rs"]
mod worksheets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

thread_local! {
    static ORDERS: LazyLock<BoxedStrategy<worksheets::Order>> = LazyLock::new(|| worksheets::order().boxed());
}

fuzz_target!(|bytes: &[u8]| {
    let chances = TestRng::from_seed(RngAlgorithm::PassThrough, bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), chances);
    // Too few bytes for a worksheet are no worksheet.
    let Ok(tree) = ORDERS.with(|orders| orders.new_tree(&mut runner)) else { return };
    let order = tree.current();
    if let Some(fault) = order.fault() {
        panic!("{fault}: {order:?}");
    }
});
