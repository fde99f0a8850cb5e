//! Random worksheets: nothing in them may break a page.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::worksheets;

/// How often a longer run says how far it is.
const PROGRESS: u64 = 1000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// `LISTOK_FUZZ_CASES` makes a longer run, `LISTOK_FUZZ_FROM` one that begins at another seed; both tell their progress.
#[test]
fn no_worksheet_breaks_a_page() {
    let longer = number("LISTOK_FUZZ_CASES");
    let from = number("LISTOK_FUZZ_FROM").unwrap_or(0);
    let cases = longer.unwrap_or(100);
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let orders = worksheets::order();
                let mut slowest = (Duration::ZERO, from);
                loop {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    if case >= cases {
                        break;
                    }
                    let seed = from + case;
                    let begun = Instant::now();
                    let fault = fault(&orders, seed);
                    assert!(fault.is_none(), "seed {seed}: {}", fault.unwrap_or_default());
                    slowest = slowest.max((begun.elapsed(), seed));
                    if longer.is_some() && (case + 1).is_multiple_of(PROGRESS) {
                        eprintln!(
                            "{} worksheets, slowest of this thread: {:?} (seed {})",
                            case + 1,
                            slowest.0,
                            slowest.1
                        );
                    }
                }
            });
        }
    });
}

/// What is wrong with a seed's worksheet, and the smallest worksheet that is wrong like it.
fn fault(orders: &impl Strategy<Value = worksheets::Order>, seed: u64) -> Option<String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut tree = orders.new_tree(&mut TestRunner::new_with_rng(Config::default(), random)).unwrap();
    let mut fault = tree.current().fault()?;
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
    Some(format!("{fault}: {:?}", tree.current()))
}
