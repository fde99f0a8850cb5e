//! Whole numbers that solve an inequality: how many, the least, the greatest, their sum.

use super::algebra::begins;
use super::claim::Claim;
use super::regions;
use super::relation::{Relation, Sign, relation};
use super::said::Piece;
use super::wording::is_order;
use crate::domain::Rich;
use crate::domain::rich::Inline;
use crate::math::Exact;

/// As far out as solutions are looked for.
const FAR: i64 = 150;

/// «Сколько целых решений имеет неравенство −2 ≤ x < 4?»
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    const KNOWN: &str = "цел натуральн integer whole natural неравенств inequality двойн систем system решени solution числ чисел \
        имеет имеют has have does do удовлетворя satisf промежут отрезк интервал interval принадлеж лежит лежат содерж количеств сумм \
        sum наименьш наибольш smallest largest least greatest that is всех all there in";
    let (mut said, mut formulas) = (String::new(), Vec::new());
    for inline in question.inlines() {
        match inline {
            Inline::Text { text, .. } => said.push_str(&text.to_lowercase()),
            Inline::Math(latex) if matches!(latex.trim(), "x" | "n") => {}
            Inline::Math(latex) => formulas.push(latex),
            Inline::Blank(_) => said.push(' '),
        }
    }
    let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |stems: &str| words.iter().any(|word| begins(stems, word));
    if formulas.is_empty()
        || !has("цел натуральн integer integers whole natural")
        || !words.iter().all(|word| is_order(word) || begins(KNOWN, word))
    {
        return None;
    }
    let natural = has("натуральн natural");
    let conditions: Vec<&str> = formulas.iter().flat_map(|formula| lines(formula)).collect();
    let solves = |number: &i64| {
        conditions.iter().map(|condition| holds(condition, *number)).try_fold(true, |all, one| Some(all && one?))
    };
    let all: Vec<i64> = (if natural { 1 } else { -FAR }..=FAR)
        .filter_map(|number| Some((number, solves(&number)?)))
        .filter_map(|(number, solves)| solves.then_some(number))
        .collect();
    let (first, last) = (*all.first()?, *all.last()?);
    let (low, high) = (natural || first > -FAR, last < FAR);
    let asks = [
        has("наименьш smallest least"),
        has("наибольш largest greatest"),
        has("сумм sum"),
        has("сколько количеств many"),
    ];
    let value = match asks {
        [true, false, false, false] if low => first,
        [false, true, false, false] if high => last,
        [false, false, true, false] if low && high => all.iter().sum(),
        [false, false, false, true] if low && high => i64::try_from(all.len()).ok()?,
        _ => return None,
    };
    Some(Claim::Value(Exact::whole(value), None))
}

/// The lines of a system, or the one condition.
fn lines(formula: &str) -> Vec<&str> {
    match formula.split_once(r"\begin{cases}").and_then(|(_, rest)| rest.split_once(r"\end{cases}")) {
        Some((inside, _)) => inside.split(r"\\").map(|line| line.trim().trim_end_matches([',', ';'])).collect(),
        None => vec![formula],
    }
}

/// Whether a number lies in an interval or solves an inequality; `None` where it cannot be read.
fn holds(condition: &str, number: i64) -> Option<bool> {
    let number = Exact::whole(number);
    match relation(condition) {
        Some(Piece::Relation(relation @ Relation { sign, .. })) if !matches!(sign, Sign::Equal | Sign::NotEqual) => {
            relation.holds_for(&number)
        }
        Some(_) => None,
        None => regions::contains(condition, &number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_solutions_are_counted() {
        for (question, value) in [
            (r"Сколько целых решений имеет неравенство $-2\le x<4$?", Some("6")),
            (r"Найдите наименьшее целое решение неравенства $2x>7$.", Some("4")),
            (r"Найдите сумму целых решений неравенства $x^2\le4$.", Some("0")),
            (r"Сколько натуральных чисел удовлетворяют неравенству $3x<16$?", Some("5")),
            (r"Сколько целых чисел содержит промежуток $[-3; 2)$?", Some("5")),
            (r"Сколько целых решений имеет система $\begin{cases}x>1\\x\le5\end{cases}$?", Some("4")),
            (r"Сколько целых решений имеет неравенство $x>4$?", None),
            (r"Сколько чётных целых решений имеет неравенство $-2\le x<4$?", None),
        ] {
            assert_eq!(claim(&question.into()).and_then(|claim| claim.value()).as_deref(), value, "{question}");
        }
    }
}
