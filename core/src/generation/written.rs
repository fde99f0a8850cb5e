//! What a model writes, before it is a task.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use crate::domain::task::{
    Blank, Body, FillBlank, Matching, Numeric, Open, ShortAnswer, SingleChoice, Space, Statement, TrueFalse,
    Verification,
};
use crate::domain::{Difficulty, Locale, Rich, Task};
use crate::math;

#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    pub(super) title: String,
    pub(super) tasks: Vec<Draft>,
}

/// A task in the compact schema of `prompts/author-1.md`.
#[derive(Deserialize)]
pub(super) struct Draft {
    k: String,
    q: String,
    #[serde(default)]
    o: Vec<String>,
    a: String,
    #[serde(default)]
    l: Vec<String>,
    #[serde(default)]
    r: Vec<String>,
    #[serde(default)]
    x: String,
    #[serde(default)]
    d: u8,
}

impl Draft {
    /// The task, its options shuffled so that the right one's place tells nothing. `None`: it has no sense.
    pub(super) fn into_task(self, locale: Locale, rng: &mut ChaCha8Rng) -> Option<Task> {
        let Self { k, q, o, a, l, r, x, d } = self;
        let question = Rich(q.trim().to_owned());
        let answer = a.trim().to_owned();
        let mut space = Space::Natural;
        let body: Body = match k.as_str() {
            "single_choice" => {
                let right = o.get(answer.parse::<usize>().ok()?)?.clone();
                let mut options = o;
                options.shuffle(rng);
                let correct = u8::try_from(options.iter().position(|option| *option == right)?).ok()?;
                SingleChoice { question, options: options.into_iter().map(Rich).collect(), correct }.into()
            }
            "true_false" => {
                let truths: Vec<bool> = answer
                    .chars()
                    .map(|c| match c {
                        'T' => Some(true),
                        'F' => Some(false),
                        _ => None,
                    })
                    .collect::<Option<_>>()?;
                if truths.len() != o.len() {
                    return None;
                }
                let mut statements: Vec<_> =
                    o.into_iter().zip(truths).map(|(text, truth)| Statement { text: Rich(text), truth }).collect();
                statements.shuffle(rng);
                let question = if question.is_blank() { Rich::from(super::judge(locale)) } else { question };
                TrueFalse { question, statements }.into()
            }
            "matching" => {
                if l.len() != r.len() {
                    return None;
                }
                let mut order: Vec<usize> = (0..r.len()).collect();
                order.shuffle(rng);
                let right = order.iter().filter_map(|&i| r.get(i).cloned().map(Rich)).collect();
                let pairs = (0..l.len())
                    .map(|i| u8::try_from(order.iter().position(|&o| o == i)?).ok())
                    .collect::<Option<_>>()?;
                Matching { question, left: l.into_iter().map(Rich).collect(), right, pairs }.into()
            }
            "fill_blank" => {
                let blanks = answer
                    .split('|')
                    .map(|a| Blank { answer: Rich(a.trim().to_owned()), accept: Vec::new() })
                    .collect();
                FillBlank { question: None, text: question, blanks, bank: Vec::new() }.into()
            }
            "numeric" => {
                let (value, unit) = match answer.split_once(' ') {
                    Some((value, unit)) if math::evaluate(value).is_ok() => (value, Some(unit.trim().to_owned())),
                    _ => (answer.as_str(), None),
                };
                math::evaluate(value).ok()?;
                let printed = if value.contains('\\') { Rich::math(value) } else { Rich(value.to_owned()) };
                Numeric { question, answer: printed, value: value.to_owned(), unit }.into()
            }
            "short_answer" => ShortAnswer { question, answer: Rich(answer), accept: Vec::new() }.into(),
            "open" => {
                space = Space::Lines(4);
                Open { question, sample: Some(Rich(answer)), criteria: Vec::new() }.into()
            }
            _ => return None,
        };
        Some(Task {
            body,
            difficulty: match d {
                0 | 1 => Difficulty::Easy,
                2 => Difficulty::Medium,
                _ => Difficulty::Hard,
            },
            skill: None,
            points: None,
            solution: Some(x.trim()).filter(|x| !x.is_empty()).map(Rich::from),
            space,
            verification: Verification::Unverified,
        })
    }
}
