//! Mean, median, mode, range; probability; combinatorics.

use super::draw::{Draw, Exercise, Notation, equal, whole};
use super::{Skill, problems as skill};
use crate::domain::{Rich, Subject};
use crate::math::Exact;

const PROBABILITY: &[Subject] = &[Subject::Probability];

pub(super) const SKILLS: &[Skill] = &[
    skill("mean", &[Subject::Math, Subject::Probability], (5, 9), &["MA5.071", "PR7.008", "PR7.012", "PR7.013"], mean),
    skill("median", PROBABILITY, (7, 9), &["PR7.009", "PR7.012", "PR7.013"], median),
    skill("mode", PROBABILITY, (7, 9), &["PR7.011", "PR7.013"], mode),
    skill("range", PROBABILITY, (7, 9), &["PR7.010", "PR7.013"], range),
    skill("probability.classic", PROBABILITY, (8, 10), &["PR8.013", "PR10.003"], classic),
    skill("probability.opposite", PROBABILITY, (8, 9), &["PR8.014"], opposite),
    skill("combinatorics.product", PROBABILITY, (8, 10), &["PR8.026", "PR10.012"], product),
    skill("combinatorics.permutations", PROBABILITY, (9, 10), &["PR9.002", "PR9.005", "PR10.013"], permutations),
    skill("combinatorics.arrangements", PROBABILITY, (9, 9), &["PR9.003", "PR9.005"], arrangements),
    skill("combinatorics.combinations", PROBABILITY, (9, 10), &["PR9.004", "PR9.005", "PR10.014"], combinations),
    skill("expectation", PROBABILITY, (9, 11), &["PR9.013", "PR11.001"], expectation),
];

fn ask(draw: &mut Draw<'_>, key: &str, row: &[i64], answer: Exact, wrong: Vec<Exact>, solution: &str) -> Exercise {
    let text: Vec<String> = row.iter().map(i64::to_string).collect();
    let question = draw.told(key, 2, &[("row", text.join("; "))]);
    draw.problem(question, answer, "", wrong, solution)
}

fn numbers(draw: &mut Draw<'_>, count: i64) -> Vec<i64> {
    let top = draw.by_level([20, 50, 99]);
    (0..count).map(|_| draw.between(1, top)).collect()
}

fn sorted(row: &[i64]) -> Vec<i64> {
    let mut row = row.to_vec();
    row.sort_unstable();
    row
}

/// Divided by one too few or too many.
fn mean(draw: &mut Draw<'_>) -> Exercise {
    let count = draw.by_level([3, 4, 5]);
    let mut row = numbers(draw, count);
    let sum: i64 = row.iter().sum();
    let short = (count - sum % count) % count;
    if let Some(last) = row.last_mut() {
        *last += short;
    }
    let sum = sum + short;
    let terms: Vec<String> = row.iter().map(i64::to_string).collect();
    let solution = format!(r"\frac{{{}}}{{{count}}} = {}", terms.join(" + "), sum / count);
    let wrong = vec![whole(sum), Exact::ratio(sum, count - 1), whole(sorted(&row)[row.len() / 2])];
    ask(draw, "drill-mean", &row, whole(sum / count), wrong, &solution)
}

/// The middle of the row as it stands.
fn median(draw: &mut Draw<'_>) -> Exercise {
    let count = draw.by_level([5, 7, 6]);
    let row = numbers(draw, count);
    let order = sorted(&row);
    let half = order.len() / 2;
    let (answer, naive) = if count % 2 == 1 {
        (whole(order[half]), whole(row[half]))
    } else {
        (Exact::ratio(order[half - 1] + order[half], 2), Exact::ratio(row[half - 1] + row[half], 2))
    };
    let text: Vec<String> = order.iter().map(i64::to_string).collect();
    let solution = format!(r"{}; \quad {}", text.join(r",\ "), draw.decimal(&answer));
    let wrong = vec![
        naive,
        Exact::ratio(row.iter().sum(), count),
        whole(order[half - 1]),
        whole(order[half + 1 - usize::from(count % 2 == 0)]),
    ];
    ask(draw, "drill-median", &row, answer, wrong, &solution)
}

/// The greatest number, or how often it stands.
fn mode(draw: &mut Draw<'_>) -> Exercise {
    let count = draw.by_level([4, 6, 7]);
    let mut row = numbers(draw, count);
    row.sort_unstable();
    row.dedup();
    let often = draw.one_of(&row);
    let times = if draw.level == 0 { 1 } else { 2 };
    for _ in 0..times {
        let at = draw.between(0, i64::try_from(row.len()).unwrap_or(0));
        row.insert(usize::try_from(at).unwrap_or(0), often);
    }
    let order = sorted(&row);
    let wrong = vec![whole(order[order.len() - 1]), whole(times + 1), whole(order[0]), whole(order[order.len() / 2])];
    ask(draw, "drill-mode", &row, whole(often), wrong, "")
}

/// The greatest number alone.
fn range(draw: &mut Draw<'_>) -> Exercise {
    let count = draw.by_level([5, 6, 8]);
    let row = numbers(draw, count);
    let order = sorted(&row);
    let (low, high) = (order[0], order[order.len() - 1]);
    let wrong = vec![whole(high), whole(high + low), whole((row[0] - row[row.len() - 1]).abs())];
    ask(draw, "drill-range", &row, whole(high - low), wrong, &format!("{high} - {low} = {}", high - low))
}

fn chance(question: Rich, n: i64, d: i64, wrong: Vec<Exact>, solution: &str) -> Exercise {
    let solution = Some(Rich::math(solution));
    Exercise::Number { question, answer: Exact::ratio(n, d), notation: Notation::Mixed, wrong, solution }
}

/// Favourable to unfavourable, the other event.
fn classic(draw: &mut Draw<'_>) -> Exercise {
    let top = draw.by_level([6, 12, 25]);
    let (good, other) = (draw.between(1, top), draw.between(2, top));
    let other = if good == other { other + 1 } else { other };
    let all = good + other;
    let question =
        draw.wording("drill-chance", 4, &[("good", &whole(good)), ("other", &whole(other)), ("all", &whole(all))]);
    let wrong =
        vec![Exact::ratio(good, other), Exact::ratio(other, all), Exact::ratio(1, all), Exact::ratio(1, good + 1)];
    let wrong = wrong.into_iter().filter(|w| *w <= whole(1)).collect();
    let counted = format!(r"\frac{{{good}}}{{{all}}}");
    let solution = format!("P = {}", equal([counted, Exact::ratio(good, all).latex_mixed()]));
    chance(question, good, all, wrong, &solution)
}

fn opposite(draw: &mut Draw<'_>) -> Exercise {
    let scale = draw.by_level([10, 100, 1_000]);
    let p = draw.between(1, scale - 1);
    let (value, answer) = (Exact::ratio(p, scale), Exact::ratio(scale - p, scale));
    let question = draw.wording("drill-chance-opposite", 3, &[("p", &value)]);
    let solution = format!("1 - {} = {}", draw.decimal(&value), draw.decimal(&answer));
    let wrong = vec![value.clone(), Exact::ratio(scale - p, scale * 10), Exact::ratio(scale - p + 1, scale)];
    draw.problem(question, answer, "", wrong, &solution)
}

/// Choices added instead of multiplied.
fn product(draw: &mut Draw<'_>) -> Exercise {
    let (a, b, c) = (draw.between(2, 9), draw.between(2, 9), draw.between(2, 6));
    let three = draw.level > 0;
    let given = [("a", &whole(a)), ("b", &whole(b)), ("c", &whole(c))];
    let (key, answer, solution, wrong) = if three {
        (
            "drill-choices-three",
            a * b * c,
            format!(r"{a} \cdot {b} \cdot {c} = {}", a * b * c),
            vec![whole(a + b + c), whole(a * b + c), whole(a * b)],
        )
    } else {
        (
            "drill-choices-two",
            a * b,
            format!(r"{a} \cdot {b} = {}", a * b),
            vec![whole(a + b), whole(a * a), whole(2 * a * b)],
        )
    };
    let question = draw.wording(key, 3, &given);
    draw.problem(question, whole(answer), "", wrong, &solution)
}

fn factorial(n: i64) -> i64 {
    (1..=n).product()
}

/// The square, or the sum, for the factorial.
fn permutations(draw: &mut Draw<'_>) -> Exercise {
    let n = draw.between(3, draw.by_level([5, 6, 8]));
    let question = draw.wording("drill-permutations", 4, &[("n", &whole(n))]);
    let wrong = vec![whole(n * n), whole(n), whole(factorial(n - 1)), whole(n * (n + 1) / 2)];
    draw.problem(question, whole(factorial(n)), "", wrong, &format!("{n}! = {}", factorial(n)))
}

/// How many of how many.
fn choice(draw: &mut Draw<'_>) -> (i64, i64) {
    let n = draw.between(5, draw.by_level([7, 10, 12]));
    (n, draw.between(2, draw.by_level([2, 3, 4]).min(n - 2)))
}

/// Order disregarded, or a power taken.
fn arrangements(draw: &mut Draw<'_>) -> Exercise {
    let (n, k) = choice(draw);
    let all = factorial(n) / factorial(n - k);
    let question = draw.wording("drill-arrangements", 3, &[("n", &whole(n)), ("k", &whole(k))]);
    let wrong = vec![whole(all / factorial(k)), whole(n.pow(u32::try_from(k).unwrap_or(2))), whole(n * k)];
    let terms: Vec<String> = (n - k + 1..=n).rev().map(|t| t.to_string()).collect();
    draw.problem(question, whole(all), "", wrong, &format!("{} = {all}", terms.join(r" \cdot ")))
}

/// Order regarded.
fn combinations(draw: &mut Draw<'_>) -> Exercise {
    let (n, k) = choice(draw);
    let ordered = factorial(n) / factorial(n - k);
    let all = ordered / factorial(k);
    let question = draw.wording("drill-combinations", 4, &[("n", &whole(n)), ("k", &whole(k))]);
    let solution = format!(r"C_{{{n}}}^{{{k}}} = \frac{{{n}!}}{{{k}! \cdot {}!}} = {all}", n - k);
    draw.problem(question, whole(all), "", vec![whole(ordered), whole(n * k), whole(all + n)], &solution)
}

/// The mean of the values alone.
fn expectation(draw: &mut Draw<'_>) -> Exercise {
    let count: usize = draw.by_level([2, 3, 4]);
    let mut values: Vec<i64> = Vec::new();
    while values.len() < count {
        let value = draw.between(0, draw.by_level([9, 12, 20]));
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.sort_unstable();
    let mut left = 10;
    let mut tenths = Vec::new();
    for others in (0..count).rev() {
        let others = i64::try_from(others).unwrap_or(0);
        let chance = if others == 0 { left } else { draw.between(1, left - others) };
        left -= chance;
        tenths.push(chance);
    }
    let chances: Vec<Exact> = tenths.iter().map(|chance| Exact::ratio(*chance, 10)).collect();
    let sum: i64 = values.iter().zip(&tenths).map(|(value, chance)| value * chance).sum();
    let answer = Exact::ratio(sum, 10);
    let plain = |values: Vec<String>| values.join("; ");
    let given = [
        ("values", plain(values.iter().map(i64::to_string).collect())),
        ("chances", plain(chances.iter().filter_map(|chance| chance.decimal(".")).collect())),
    ];
    let question = draw.told("drill-expectation", 2, &given);
    let terms: Vec<String> =
        values.iter().zip(&chances).map(|(value, chance)| format!(r"{value} \cdot {}", draw.decimal(chance))).collect();
    let solution = format!("E = {} = {}", terms.join(" + "), draw.decimal(&answer));
    let wrong = vec![Exact::ratio(values.iter().sum(), i64::try_from(count).unwrap_or(1)), whole(values.iter().sum())];
    draw.problem(question, answer, "", wrong, &solution)
}
