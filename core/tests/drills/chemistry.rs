//! Chemistry: formulas are read and weighed by a table of the test's own, equations counted atom by atom.

use std::collections::BTreeMap;

use listok_core::math::Exact;

use super::reading::{before, claim, has, law, whole};

/// Atoms of a printed formula, by a reader of its own.
fn atoms(formula: &str) -> BTreeMap<String, i64> {
    let letters: Vec<char> = formula.chars().filter(|c| !matches!(c, '_' | '{' | '}' | ' ')).collect();
    let mut stack = vec![BTreeMap::new()];
    let mut at = 0;
    let number = |at: &mut usize| {
        let start = *at;
        while letters.get(*at).is_some_and(char::is_ascii_digit) {
            *at += 1;
        }
        letters[start..*at].iter().collect::<String>().parse::<i64>().unwrap_or(1)
    };
    while at < letters.len() {
        match letters[at] {
            '(' => {
                at += 1;
                stack.push(BTreeMap::new());
            }
            ')' => {
                at += 1;
                let times = number(&mut at);
                let group = stack.pop().unwrap();
                for (symbol, count) in group {
                    *stack.last_mut().unwrap().entry(symbol).or_insert(0) += count * times;
                }
            }
            first => {
                assert!(first.is_ascii_uppercase(), "{formula}");
                at += 1;
                let mut symbol = first.to_string();
                while letters.get(at).is_some_and(char::is_ascii_lowercase) {
                    symbol.push(letters[at]);
                    at += 1;
                }
                let times = number(&mut at);
                *stack.last_mut().unwrap().entry(symbol).or_insert(0) += times;
            }
        }
    }
    stack.pop().unwrap()
}

/// Masses in tenths, from a table of the tests' own.
fn weigh(formula: &str) -> Exact {
    let tenths: i64 = atoms(formula).iter().map(|(symbol, count)| count * weight(symbol)).sum();
    Exact::ratio(tenths, 10)
}

fn weight(symbol: &str) -> i64 {
    match symbol {
        "H" => 10,
        "C" => 120,
        "N" => 140,
        "O" => 160,
        "Na" => 230,
        "Mg" => 240,
        "Al" => 270,
        "P" => 310,
        "S" => 320,
        "Cl" => 355,
        "K" => 390,
        "Ca" => 400,
        "Mn" => 550,
        "Fe" => 560,
        "Cu" => 640,
        "Zn" => 650,
        "Ag" => 1080,
        "Ba" => 1370,
        symbol => panic!("{symbol}?"),
    }
}

fn upright(text: &str) -> Vec<&str> {
    text.split(r"\mathrm{")
        .skip(1)
        .map(|part| {
            let mut depth = 1;
            let end = part.char_indices().find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            });
            &part[..end.unwrap().0]
        })
        .collect()
}

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    if !skill.starts_with("chemistry") {
        return None;
    }
    if skill == "chemistry.balance" {
        return Some(is_balanced(claimed) && upright(claimed) == upright(question));
    }
    let (answer, unit) = claim(claimed);
    let formula = upright(question);
    Some(match skill {
        "chemistry.relative" => unit.is_empty() && answer == weigh(formula[0]),
        "chemistry.molar" => ["г/моль", "g/mol"].contains(&unit) && answer == weigh(formula[0]),
        "chemistry.share" => {
            let (element, substance) = if atoms(formula[0]).len() == 1 && atoms(formula[0]).values().all(|n| *n == 1) {
                (formula[0], formula[1])
            } else {
                (formula[1], formula[0])
            };
            let part = Exact::ratio(atoms(substance)[element] * weight(element), 10);
            let exact = Exact(part.0 / weigh(substance).0 * whole(100).0);
            let distance = exact.0 - &answer.0;
            let half = Exact::ratio(1, 20).0;
            // The nearest tenth.
            distance < half && distance >= -half
        }
        "chemistry.amount" => {
            let molar = weigh(formula[0]);
            match (&before(question, &["г", "g"])[..], &before(question, &["моль", "mol"])[..]) {
                ([mass], []) => unit.starts_with('м') | unit.starts_with('m') && &answer.0 * &molar.0 == mass.0,
                ([], [n]) => ["г", "g"].contains(&unit) && answer.0 == &n.0 * &molar.0,
                other => panic!("{question} {other:?}"),
            }
        }
        "chemistry.gas" => law(question, claimed, [&["л", "l"], &["л/моль", "l/mol"], &["моль", "mol"]]),
        "chemistry.solution" => {
            let percent = before(question, &["%"]);
            let grams = before(question, &["г", "g"]);
            if let [p] = &percent[..] {
                let water = has(question, &["граммов воды", "массу воды", "grams of water", "mass of the water"]);
                let part = if water { Exact(&grams[0].0 - &answer.0) } else { answer };
                part.0 * whole(100).0 == &grams[0].0 * &p.0
            } else {
                let (water, part) = (&grams[0].0, &grams[1].0);
                unit == "%" && answer.0 * (water + part) == part * whole(100).0
            }
        }
        _ => panic!("{skill} is not solved again"),
    })
}

/// Coefficients have no common divisor, atoms are as many on both sides.
fn is_balanced(equation: &str) -> bool {
    let (left, right) = equation.trim_matches('$').split_once(r"\to").unwrap();
    let mut coefficients = Vec::new();
    let mut side = |text: &str| {
        let mut sum = BTreeMap::new();
        for part in text.split(" + ") {
            let (number, _) = part.trim().split_once('\\').unwrap();
            let times = number.parse::<i64>().unwrap_or(1);
            coefficients.push(times);
            for (symbol, count) in atoms(upright(part)[0]) {
                *sum.entry(symbol).or_insert(0) += count * times;
            }
        }
        sum
    };
    let (left, right) = (side(left), side(right));
    left == right && !(2..=12).any(|d| coefficients.iter().all(|n| n % d == 0))
}

/// How many equations for the coefficients are independent, by elimination without fractions.
fn rank(mut rows: Vec<Vec<i64>>) -> usize {
    let mut rank = 0;
    for column in 0..rows[0].len() {
        let Some(at) = (rank..rows.len()).find(|at| rows[*at][column] != 0) else { continue };
        rows.swap(rank, at);
        let pivot = rows[rank].clone();
        for row in &mut rows[rank + 1..] {
            let factor = row[column];
            for (value, of) in row.iter_mut().zip(&pivot) {
                *value = *value * pivot[column] - factor * of;
            }
        }
        rank += 1;
    }
    rank
}

#[test]
fn an_equation_to_be_balanced_has_one_answer() {
    let skill = listok_core::drills::skills().find(|skill| skill.code == "chemistry.balance").unwrap();
    let mut seen = std::collections::BTreeSet::new();
    super::each(skill, |_, task| {
        let question = task.texts()[0].source().to_owned();
        if !seen.insert(question.clone()) {
            return;
        }
        let substances: Vec<_> = upright(&question).into_iter().map(atoms).collect();
        let symbols: std::collections::BTreeSet<_> = substances.iter().flat_map(|of| of.keys()).collect();
        let row = |symbol: &String| substances.iter().map(|of| of.get(symbol).copied().unwrap_or(0)).collect();
        // All coefficients but for a common factor.
        assert_eq!(rank(symbols.into_iter().map(row).collect()), substances.len() - 1, "{question}");
    });
    assert!(seen.len() >= 70, "{}", seen.len());
}
