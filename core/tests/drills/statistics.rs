//! Sets of numbers, probability and combinatorics, by counting.

use num_rational::BigRational;

use super::reading::{claim, has, numbers, value, whole, whole_numbers};

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    let n = whole_numbers(question);
    let said = || claim(claimed).0;
    let count = i64::try_from(n.len()).unwrap();
    Some(match skill {
        "mean" => said().0 * whole(count).0 == whole(n.iter().sum()).0,
        "median" => {
            // As many are above as below.
            let middle = said();
            let below = |strict: bool| {
                n.iter().filter(|v| if strict { whole(**v) < middle } else { whole(**v) <= middle }).count()
            };
            let mut row = n.clone();
            row.sort_unstable();
            let half = row.len() / 2;
            let even = row.len().is_multiple_of(2);
            below(true) <= half
                && below(false) >= half + usize::from(!even)
                && (if even {
                    middle.0 * whole(2).0 == whole(row[half - 1] + row[half]).0
                } else {
                    row.contains(&i64::try_from(middle.0.to_integer()).unwrap())
                })
        }
        "mode" => {
            let often = |v: &i64| n.iter().filter(|other| *other == v).count();
            let most = n.iter().map(often).max().unwrap();
            n.iter().any(|v| whole(*v) == said() && often(v) == most)
        }
        "range" => said() == whole(n.iter().flat_map(|a| n.iter().map(move |b| a - b)).max().unwrap()),
        "probability.classic" => {
            let of_all = has(question, &["лотере", "билет", "lottery", "exam"]);
            let (good, all) = match (of_all, n[..].len()) {
                (true, _) => (n.iter().min().unwrap(), *n.iter().max().unwrap()),
                _ => (&n[0], n[0] + n[1]),
            };
            value(claimed.trim_matches('$')).0 * whole(all).0 == whole(*good).0
        }
        "probability.opposite" => said().0 + &numbers(question)[0].0 == whole(1).0,
        "expectation" => {
            let n = numbers(question);
            let (values, chances) = n.split_at(n.len() / 2);
            assert_eq!(chances.iter().map(|chance| &chance.0).sum::<BigRational>(), whole(1).0, "{question}");
            // Ten tries that fall out as they are expected to.
            let tries = values.iter().zip(chances).map(|(value, chance)| &value.0 * &chance.0 * whole(10).0);
            said().0 * whole(10).0 == tries.sum::<BigRational>()
        }
        "combinatorics.product" => {
            let ways = n.iter().fold(1, |ways, n| (0..ways).map(|_| n).sum());
            said() == whole(ways)
        }
        "combinatorics.permutations" => said() == whole(orders(n[0], n[0])),
        "combinatorics.arrangements" => said() == whole(orders(*n.iter().max().unwrap(), *n.iter().min().unwrap())),
        "combinatorics.combinations" => said() == whole(choices(*n.iter().max().unwrap(), *n.iter().min().unwrap())),
        _ => return None,
    })
}

/// Ordered choices: the first is taken, then from the rest.
fn orders(of: i64, take: i64) -> i64 {
    if take == 0 { 1 } else { (0..of).map(|_| 1).sum::<i64>() * orders(of - 1, take - 1) }
}

/// Pascal's triangle.
fn choices(of: i64, take: i64) -> i64 {
    if take == 0 || take == of { 1 } else { choices(of - 1, take - 1) + choices(of - 1, take) }
}
