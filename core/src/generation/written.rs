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
    /// A model that writes `\frac` or `\times` in JSON without doubling the backslash sends a form feed or a tab.
    /// Looked for before anything is trimmed: trimming would take it away and leave `rac`.
    fn has_broken_escape(&self) -> bool {
        let texts = [&self.q, &self.a, &self.x].into_iter().chain(&self.o).chain(&self.l).chain(&self.r);
        texts.into_iter().any(|text| text.chars().any(|c| c.is_control() && c != '\n'))
    }

    /// The task, its options shuffled so that the right one's place tells nothing. `None`: it has no sense.
    pub(super) fn into_task(self, locale: Locale, rng: &mut ChaCha8Rng) -> Option<Task> {
        if self.has_broken_escape() {
            return None;
        }
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
                let (value, unit) = number_and_unit(&answer)?;
                Numeric { question, answer: printed(value, locale)?, value: value.to_owned(), unit }.into()
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
            figure: None,
            skill: None,
            points: None,
            solution: Some(x.trim()).filter(|x| !x.is_empty()).map(Rich::from),
            space,
            verification: Verification::Unverified,
        })
    }
}

/// Splits `12 000 руб.` where the longest text with a value ends: the number may have spaces of its own.
fn number_and_unit(answer: &str) -> Option<(&str, Option<String>)> {
    let ends =
        std::iter::once(answer.len()).chain(answer.char_indices().rev().filter(|(_, c)| *c == ' ').map(|(at, _)| at));
    ends.into_iter().find_map(|end| {
        let (value, unit) = answer.split_at(end);
        let (value, unit) = (value.trim().trim_matches('$').trim(), unit.trim());
        // A rest that begins with a digit is a part of the number we failed to read, not a unit.
        let is_unit = unit.is_empty() || !unit.starts_with(|c: char| c.is_ascii_digit() || "+-*/:^=".contains(c));
        (is_unit && math::evaluate(value).is_ok()).then(|| (value, Some(unit.to_owned()).filter(|u| !u.is_empty())))
    })
}

/// The number as the key prints it: computed if the model wrote an expression, else as it stands.
fn printed(value: &str, locale: Locale) -> Option<Rich> {
    let exact = math::evaluate(value).ok()?;
    if locale == Locale::En && value.contains(',') {
        // «1,500» is fifteen hundred to an English reader and one and a half to our evaluator.
        return None;
    }
    let separator = match locale {
        Locale::Ru => ",",
        Locale::En => ".",
    };
    let digits = value.strip_prefix(['-', '−']).unwrap_or(value);
    let only = |also: &[char]| digits.chars().all(|c| c.is_ascii_digit() || also.contains(&c));
    if only(&[',', '.', ' ', '\u{a0}', '%']) {
        return Some(Rich(value.replace([',', '.'], separator)));
    }
    if only(&['/']) && digits.matches('/').count() == 1 {
        return Some(Rich::math(&exact.latex_fraction()));
    }
    if digits.starts_with(r"\frac") && digits.matches('\\').count() == 1 && digits.ends_with('}') {
        return Some(Rich::math(value));
    }
    match exact.decimal(separator) {
        Some(decimal) if exact.is_whole() || value.contains([',', '.']) => Some(Rich(decimal)),
        _ => Some(Rich::math(&exact.latex_mixed())),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_its_unit_and_printed_as_schools_print_it() {
        for (answer, value, unit, key) in [
            ("60 км/ч", "60", Some("км/ч"), "60"),
            ("12 000 руб.", "12 000", Some("руб."), "12 000"),
            ("12 000", "12 000", None, "12 000"),
            ("2.5 м", "2.5", Some("м"), "2,5"),
            ("480*(100-15)/100 руб.", "480*(100-15)/100", Some("руб."), "408"),
            ("1 1/2", "1 1/2", None, r"$1\frac{1}{2}$"),
            ("7/4", "7/4", None, r"$\frac{7}{4}$"),
            (r"$\frac{3}{4}$ часа", r"\frac{3}{4}", Some("часа"), r"$\frac{3}{4}$"),
            ("-3", "-3", None, "-3"),
            ("0,5 + 1", "0,5 + 1", None, "1,5"),
        ] {
            let (read, read_unit) = number_and_unit(answer).unwrap();
            assert_eq!((read, read_unit.as_deref()), (value, unit), "{answer}");
            assert_eq!(printed(read, Locale::Ru).unwrap().source(), key, "{answer}");
        }
    }

    #[test]
    fn an_answer_without_a_value_is_no_number() {
        for answer in ["", "много", "5 6", "1/0", "x + 1"] {
            assert_eq!(number_and_unit(answer), None, "{answer}");
        }
    }
}
