//! Random worksheets: nothing in them may break a page.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::worksheets;

/// `LISTOK_FUZZ_CASES` makes a longer run.
fn cases() -> u64 {
    std::env::var("LISTOK_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(100)
}

#[test]
fn no_worksheet_breaks_a_page() {
    let orders = worksheets::order();
    for seed in 0..cases() {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut tree = orders.new_tree(&mut TestRunner::new_with_rng(Config::default(), random)).unwrap();
        let Some(mut fault) = tree.current().fault() else { continue };
        // What is reported is the smallest order that has a fault.
        let mut steps = 0;
        while steps < 2000 && tree.simplify() {
            steps += 1;
            while let (None, true) = (tree.current().fault(), steps < 2000) {
                steps += 1;
                if !tree.complicate() {
                    break;
                }
            }
            fault = tree.current().fault().unwrap_or(fault);
        }
        assert!(fault.is_empty(), "seed {seed}: {fault}: {:?}", tree.current());
    }
}
