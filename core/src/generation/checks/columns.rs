//! Columns of numbers of which all rows but one keep a simple rule.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A row of numbers; none where a cell is no number.
type Cells = Vec<Option<BigRational>>;

/// What the cells of a row come to.
type Rule<const N: usize> = fn(&[&BigRational; N]) -> Option<BigRational>;

/// One row of three columns.
type Three<'a> = [&'a BigRational; 3];

/// The columns and the place that a simple rule between them leaves out while all others keep it: sums, products, and
/// where a rule is spoken of, one column as a multiple of another.
pub(super) fn odd_place(columns: &[Cells], spoken: bool) -> Option<(Vec<usize>, usize)> {
    let count = columns.len();
    for c in 2..count {
        for b in 1..c {
            for a in 0..b {
                if let Some(place) = odd_of_three([columns.get(a)?, columns.get(b)?, columns.get(c)?]) {
                    return Some((vec![a, b, c], place));
                }
            }
        }
    }
    if let [one, part, other] = columns
        && let Some(place) = odd_percent([one, part, other])
    {
        return Some((vec![0, 1, 2], place));
    }
    let ([one, other], true) = (columns, spoken) else { return None };
    let rows: Vec<(usize, [&BigRational; 2])> = one
        .iter()
        .zip(other)
        .enumerate()
        .filter_map(|(place, (one, other))| Some((place, [one.as_ref()?, other.as_ref()?])))
        .collect();
    let ratio: Rule<2> = |[x, y]| (!x.is_zero()).then(|| *y / *x);
    let rules: [Rule<2>; 3] = [ratio, |[x, y]| Some(*x * *y), |[x, y]| Some(*x + *y)];
    let whole = |row: &[&BigRational; 2]| row.iter().all(|number| number.is_integer());
    let odd = rules.iter().find_map(|rule| odd_of(&rows, rule, whole).filter(|_| rows.len() > 3));
    odd.map(|place| (vec![0, 1], place))
}

/// «Цена», «Скидка, %», «Новая цена»: a part of the first in percent, the first less it or more by it, in all rows but one.
fn odd_percent([whole, percent, result]: [&Cells; 3]) -> Option<usize> {
    let rows: Vec<(usize, Three<'_>)> = rows_of([whole, percent, result]);
    let hundred = BigRational::from_integer(100.into());
    let likely = |[_, percent, _]: &Three<'_>| percent.is_positive() && **percent < hundred;
    if rows.len() < 3 || !rows.iter().all(|(_, row)| likely(row)) {
        return None;
    }
    let rules: [Rule<3>; 3] = [
        |[a, b, _]| Some(*a * *b),
        |[a, b, _]| Some(*a * (BigRational::from_integer(100.into()) - *b)),
        |[a, b, _]| Some(*a * (BigRational::from_integer(100.into()) + *b)),
    ];
    let odd = rules.map(|rule| {
        let keeps = |row: &Three<'_>| rule(row) == Some(row[2] * &hundred);
        rows.iter().filter(|(_, row)| !keeps(row)).map(|(place, _)| *place).collect::<Vec<_>>()
    });
    let [place] = odd.iter().min_by_key(|odd| odd.len())?.as_slice() else { return None };
    Some(*place)
}

/// The rows of three columns that have all their numbers.
fn rows_of([a, b, c]: [&Cells; 3]) -> Vec<(usize, Three<'_>)> {
    a.iter()
        .zip(b)
        .zip(c)
        .enumerate()
        .filter_map(|(place, ((a, b), c))| Some((place, [a.as_ref()?, b.as_ref()?, c.as_ref()?])))
        .collect()
}

/// The place where a quantity is another than at all others, which are at least two; where not all of its numbers are
/// whole it may have been rounded.
fn odd_of<R>(rows: &[(usize, R)], of: impl Fn(&R) -> Option<BigRational>, whole: impl Fn(&R) -> bool) -> Option<usize> {
    let values: Vec<(usize, BigRational)> =
        rows.iter().map(|(place, row)| Some((*place, of(row)?))).collect::<Option<_>>()?;
    rows.iter().zip(&values).find_map(|((place, row), (_, value))| {
        let mut rest = values.iter().filter(|(other, _)| other != place).map(|(_, value)| value);
        let first = rest.next()?;
        let apart = (value - first).abs() * BigRational::from_integer(50.into()) > first.abs();
        let odd = value != first && (apart || whole(row));
        (values.len() > 2 && odd && rest.all(|other| other == first)).then_some(*place)
    })
}

/// How many times the product, or the sum, of the first two the third is.
fn product([a, b, c]: &Three<'_>) -> Option<BigRational> {
    (!a.is_zero() && !b.is_zero()).then(|| *c / (*a * *b))
}

fn sum([a, b, c]: &Three<'_>) -> Option<BigRational> {
    let sum = *a + *b;
    (!sum.is_zero()).then(|| *c / sum)
}

fn odd_of_three(columns: [&Cells; 3]) -> Option<usize> {
    let rows = rows_of(columns);
    let turned = |by: [usize; 3]| rows.iter().map(|(place, row)| (*place, by.map(|at| row[at]))).collect::<Vec<_>>();
    let ways: Vec<Vec<(usize, Three<'_>)>> = [[0, 1, 2], [0, 2, 1], [1, 2, 0]].into_iter().map(turned).collect();
    let rules: [Rule<3>; 2] = [product, sum];
    // A rule that all rows keep leaves none out.
    let kept = |rows: &[(usize, Three<'_>)], rule: Rule<3>| {
        let mut values = rows.iter().map(|(_, row)| rule(row));
        let first = values.next().flatten();
        first.is_some() && values.all(|value| value == first)
    };
    if rows.len() < 3 || ways.iter().any(|rows| rules.iter().any(|rule| kept(rows, *rule))) {
        return None;
    }
    let (half, two) = (BigRational::new(1.into(), 2.into()), BigRational::from_integer(2.into()));
    ways.iter().find_map(|rows| {
        rules.iter().enumerate().find_map(|(at, rule)| {
            let place = odd_of(rows, rule, |row| row.iter().all(|number| number.is_integer()))?;
            let rest: Vec<&Three<'_>> = rows.iter().filter(|(other, _)| *other != place).map(|(_, row)| row).collect();
            let factor = rule(rest.first()?)?;
            let plain = factor.is_one() || factor == if at == 0 { half.clone() } else { two.clone() };
            // Columns that go together say nothing, and neither do noughts and ones.
            let ratios: Vec<_> = rest.iter().map(|[a, b, _]| (!b.is_zero()).then(|| *a / *b)).collect();
            let together = ratios.windows(2).all(|two| two[0] == two[1]);
            let telling = rest.iter().filter(|[a, b, _]| !a.is_one() && !b.is_one()).count();
            (!together && telling > 1 && (plain || rest.len() > 2)).then_some(place)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Exact;

    #[test]
    fn all_rows_but_one_keep_a_rule() {
        let odd = |rows: &[&[i64]], spoken: bool| {
            let width = rows.first().map_or(0, |row| row.len());
            let column = |at: usize| rows.iter().map(|row| Some(Exact::whole(row[at]).0)).collect();
            odd_place(&(0..width).map(column).collect::<Vec<Cells>>(), spoken).map(|(_, place)| place)
        };
        for (rows, spoken, is) in [
            (vec![&[12, 5, 7][..], &[20, 8, 12], &[15, 9, 4]], false, Some(2)),
            (vec![&[8, 6, 48], &[12, 5, 60], &[15, 4, 65]], false, Some(2)),
            (vec![&[6, 8, 24], &[10, 4, 20], &[9, 6, 54]], false, Some(2)),
            (vec![&[4, 3, 14], &[6, 5, 20], &[9, 2, 22]], false, Some(1)),
            (vec![&[60, 30, 30], &[60, 20, 20], &[90, 40, 60], &[120, 10, 30]], false, Some(3)),
            (vec![&[2, 160], &[3, 240], &[5, 400], &[7, 540]], true, Some(3)),
            (vec![&[2, 12], &[3, 8], &[4, 6], &[6, 3]], true, Some(3)),
            (vec![&[6, 12], &[7, 14], &[8, 16], &[11, 23]], false, None),
            (vec![&[6, 6, 12], &[8, 8, 16], &[11, 12, 23]], false, None),
            (vec![&[8, 8, 3], &[6, 5, 2], &[4, 2, 7]], false, None),
        ] {
            assert_eq!(odd(&rows, spoken), is, "{rows:?}");
        }
    }
}
