//! Questions as models and textbooks word them, with their keys and wrong ones.

use super::super::computed;
use super::*;
use crate::domain::Locale;
use crate::domain::task::{Numeric, ShortAnswer, SingleChoice};
use crate::generation::written;

/// `question|key|wrong key`; a question without a wrong key is one that free reading must not take for another.
const CASES: &str = include_str!("cases.txt");

fn locale(question: &str) -> Locale {
    if question.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) { Locale::Ru } else { Locale::En }
}

fn body(question: &str, key: &str) -> Body {
    if let Some((value, unit)) = written::number_and_unit(key)
        && let Some(answer) = written::printed(value, locale(question))
    {
        return Body::Numeric(Numeric { question: question.into(), answer, value: value.to_owned(), unit });
    }
    Body::ShortAnswer(ShortAnswer { question: question.into(), answer: key.into(), accept: Vec::new() })
}

fn judged(question: &str, key: &str) -> Outcome {
    computed::judge(&mut body(question, key), locale(question))
}

#[test]
fn wrong_keys_are_seen_and_right_ones_pass() {
    let mut failed = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').collect();
        let &[question, right, ref wrong @ ..] = parts.as_slice() else { continue };
        let pass = judged(question, right);
        if matches!(pass, Outcome::Wrong(..) | Outcome::Mended(_)) {
            failed.push(format!("{question} {right}: {pass:?}"));
        }
        for wrong in wrong {
            if matches!(judged(question, wrong), Outcome::Right | Outcome::Unknown) {
                failed.push(format!(
                    "{question} {wrong} passes: {:?} {:?}",
                    Told::read(question),
                    said::pieces(&(*question).into())
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn choices_and_gaps_are_judged_by_the_same_value() {
    let task = |correct| {
        let question = "Купили пирожок за 35 р. и сок за 28 р. Какую сдачу получат со 100 р.?".into();
        let options = ["63 р.", "37 р.", "47 р.", "65 р."].map(Into::into).to_vec();
        judge(&Body::SingleChoice(SingleChoice { question, options, correct }))
    };
    assert_eq!(task(1), Outcome::Right);
    assert!(matches!(task(0), Outcome::Wrong("choice.wrong_key", _)));
}
