//! What a model writes, before it is a task.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::checks::giveaway;
use crate::domain::task::{
    Blank, Body, Cell, Classified, Classify, FillBlank, Flaw, Matching, MultipleChoice, Numeric, Open, Ordering,
    Reading, ShortAnswer, SingleChoice, Space, Statement, Table, TrueFalse, Verification,
};
use crate::domain::{Difficulty, Locale, Rich, Task};
use crate::math::{self, Exact};

/// A model's whole reply. Tasks are read one by one, so that a broken one takes no other with it.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    pub(super) title: String,
    pub(super) tasks: Vec<serde_json::Value>,
}

/// A task in the compact schema of `prompts/author-4.md`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Draft {
    k: String,
    q: String,
    #[serde(default)]
    o: Vec<String>,
    #[serde(default)]
    a: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    l: Vec<String>,
    #[serde(default)]
    r: Vec<String>,
    #[serde(default)]
    x: String,
    #[serde(default)]
    d: u8,
}

/// Why a draft is no task.
type Senseless = &'static str;

const DISAGREE: Senseless = "e and a are different numbers";
const TOLD: Senseless = "the answer stands in the question";

impl Draft {
    /// Reads a task of a reply.
    pub(super) fn read(value: &serde_json::Value) -> Result<Self, Flaw> {
        serde_json::from_value(value.clone())
            .map_err(|_| Flaw { check: "reply.schema", detail: "fields are missing or of another type".to_owned() })
    }

    /// A model that writes `\frac` or `\times` in JSON without doubling the backslash sends a form feed or a tab.
    /// Looked for before anything is trimmed: trimming would take it away and leave `rac`.
    fn has_broken_escape(&self) -> bool {
        let texts = [&self.q, &self.a, &self.e, &self.x].into_iter().chain(&self.o).chain(&self.l).chain(&self.r);
        texts.into_iter().any(|text| text.chars().any(|c| c.is_control() && c != '\n'))
    }

    /// The task, its options shuffled so that the right one's place tells nothing.
    pub(super) fn into_task(self, locale: Locale, rng: &mut ChaCha8Rng) -> Result<Task, Flaw> {
        if self.has_broken_escape() {
            return Err(Flaw { check: "text.control_character", detail: "a broken escape".to_owned() });
        }
        let difficulty = match self.d {
            0 | 1 => Difficulty::Easy,
            2 => Difficulty::Medium,
            _ => Difficulty::Hard,
        };
        let solution = Some(self.x.trim()).filter(|x| !x.is_empty()).map(Rich::from);
        let space = if self.k == "open" { Space::Lines(4) } else { Space::Natural };
        let body = self.body(locale, rng).map_err(|detail| {
            let check = match detail {
                DISAGREE => "key.expression",
                TOLD => "answer.leaks",
                _ => "reply.sense",
            };
            Flaw { check, detail: detail.to_owned() }
        })?;
        Ok(Task {
            body,
            difficulty,
            figure: None,
            skill: None,
            points: None,
            solution,
            space,
            verification: Verification::Unverified,
        })
    }

    fn body(self, locale: Locale, rng: &mut ChaCha8Rng) -> Result<Body, Senseless> {
        let Self { k, q, o, a, e, l, r, .. } = self;
        let question = Rich(q.trim().to_owned());
        let answer = a.trim().to_owned();
        Ok(match k.as_str() {
            "single_choice" => {
                let right: usize = answer.parse().map_err(|_| "a is no index")?;
                if right >= o.len() {
                    return Err("a is not the index of an option");
                }
                let (order, options) = shuffled(&o, rng);
                let correct = place(&order, right)?;
                SingleChoice { question, options, correct }.into()
            }
            "multiple_choice" => {
                let right: Vec<usize> = indices(&answer, o.len())?;
                let (order, options) = shuffled(&o, rng);
                let mut correct: Vec<u8> = right.into_iter().map(|at| place(&order, at)).collect::<Result<_, _>>()?;
                correct.sort_unstable();
                correct.dedup();
                MultipleChoice { question, options, correct }.into()
            }
            "true_false" => {
                let truths: Vec<bool> = answer
                    .chars()
                    .map(|c| match c {
                        'T' => Ok(true),
                        'F' => Ok(false),
                        _ => Err("a has other letters than T and F"),
                    })
                    .collect::<Result<_, _>>()?;
                if truths.len() != o.len() {
                    return Err("a has not one letter for each statement");
                }
                let mut statements: Vec<_> =
                    o.into_iter().zip(truths).map(|(text, truth)| Statement { text: Rich(text), truth }).collect();
                statements.shuffle(rng);
                let question = if question.is_blank() { Rich::from(super::judge(locale)) } else { question };
                TrueFalse { question, statements }.into()
            }
            "matching" => {
                if l.len() != r.len() {
                    return Err("l and r are not of one length");
                }
                let count = l.len();
                let (order, right) = shuffled(&r, rng);
                let pairs = (0..count).map(|at| place(&order, at)).collect::<Result<_, _>>()?;
                Matching { question, left: l.into_iter().map(Rich).collect(), right, pairs }.into()
            }
            "ordering" => {
                let count = o.len();
                let (order, items) = shuffled(&o, rng);
                let order = (0..count).map(|at| place(&order, at)).collect::<Result<_, _>>()?;
                Ordering { question, items, order }.into()
            }
            "classify" => {
                let columns: Vec<usize> = answer
                    .split(',')
                    .map(|at| {
                        at.trim().parse().ok().filter(|at| *at < l.len()).ok_or("a is not a column for each item")
                    })
                    .collect::<Result<_, _>>()?;
                if columns.len() != o.len() {
                    return Err("a is not a column for each item");
                }
                let mut items = Vec::new();
                for (text, column) in o.into_iter().zip(columns) {
                    items.push(Classified {
                        text: Rich(text),
                        column: u8::try_from(column).map_err(|_| "too many columns")?,
                    });
                }
                items.shuffle(rng);
                Classify { question, columns: l.into_iter().map(Rich).collect(), items }.into()
            }
            "fill_blank" => {
                let blanks = answer
                    .split('|')
                    .map(|a| Blank { answer: Rich(a.trim().to_owned()), accept: Vec::new() })
                    .collect();
                FillBlank { question: None, text: question, blanks, bank: Vec::new() }.into()
            }
            "table" => {
                let cell = |text: &str| match text.trim().strip_prefix('=') {
                    Some(asked) => Cell::Asked(Rich(asked.trim().to_owned())),
                    None => Cell::Given(Rich(text.trim().to_owned())),
                };
                let rows = o.iter().map(|row| row.split('|').map(cell).collect()).collect();
                Table { question, header: l.into_iter().map(Rich).collect(), rows }.into()
            }
            "reading" => {
                if o.len() != r.len() {
                    return Err("o and r are not of one length");
                }
                let asked = o.into_iter().zip(r);
                let tasks = asked
                    .map(|(question, answer)| {
                        ShortAnswer { question: Rich(question), answer: Rich(answer), accept: Vec::new() }.into()
                    })
                    .collect();
                Reading { question, title: None, paragraphs: l.into_iter().map(Rich).collect(), source: None, tasks }
                    .into()
            }
            "numeric" => numeric(question, &answer, e.trim(), locale)?.into(),
            "short_answer" => ShortAnswer { question, answer: Rich(answer), accept: Vec::new() }.into(),
            "open" => Open { question, sample: Some(Rich(answer)), criteria: Vec::new() }.into(),
            _ => return Err("an unknown kind"),
        })
    }
}

/// The texts in another order: `order[i]` is where the text at place `i` now came from.
fn shuffled(texts: &[String], rng: &mut ChaCha8Rng) -> (Vec<usize>, Vec<Rich>) {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.shuffle(rng);
    let texts = order.iter().filter_map(|&at| texts.get(at).cloned().map(Rich)).collect();
    (order, texts)
}

/// Where the text that stood at `was` stands now.
fn place(order: &[usize], was: usize) -> Result<u8, Senseless> {
    let now = order.iter().position(|&at| at == was).ok_or("an index without an item")?;
    u8::try_from(now).map_err(|_| "too many items")
}

fn indices(answer: &str, count: usize) -> Result<Vec<usize>, Senseless> {
    answer
        .split(',')
        .map(|at| at.trim().parse().ok().filter(|at| *at < count).ok_or("a is not indices of options"))
        .collect()
}

/// A number whose answer and expression must agree.
fn numeric(question: Rich, answer: &str, expression: &str, locale: Locale) -> Result<Numeric, Senseless> {
    let answer = bare(answer);
    let plain = if locale == Locale::En { without_thousands(answer) } else { answer.to_owned() };
    // «£48»: money whose sign stands before it.
    let money = plain
        .trim()
        .strip_prefix(['£', '€', '$'])
        .filter(|sum| sum.starts_with(|c: char| c.is_ascii_digit()) && !sum.contains('$'));
    let (value, unit) = match money {
        Some(sum) => (sum, plain.trim().chars().next().map(String::from)),
        None => number_and_unit(&plain).ok_or("a is no number")?,
    };
    let worked = if expression.is_empty() { None } else { math::approach(&expression.replace("**", "^")).ok() };
    if let (Some(worked), Ok(stated)) = (worked, math::approach(value)) {
        let percent = unit.as_deref() == Some("%") || value.ends_with('%');
        let hundred = num_rational::BigRational::from_integer(100.into());
        let same = worked == stated
            || (percent && (worked.0 == &stated.0 * &hundred || worked.0 == &stated.0 / &hundred))
            || is_rounding(&stated, &worked);
        if !same {
            return Err(DISAGREE);
        }
    }
    if giveaway::tells(&question.plain(), value, unit.as_deref(), expression) {
        return Err(TOLD);
    }
    let printed = printed(value, locale).ok_or("a cannot be printed")?;
    Ok(Numeric { question, answer: printed, value: value.to_owned(), unit })
}

/// The number of «в 30 раз», «x = 5», «$S = 12$ см²», «≈ 3,1».
fn bare(answer: &str) -> &str {
    let named = answer.split_once('=').filter(|(name, _)| {
        let name = name.trim().trim_start_matches('$').trim();
        (1..=3).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphabetic() || c == '_' || c == '\'')
    });
    let answer = named.map_or(answer, |(_, value)| value).trim();
    let number = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit() || c == '$');
    ["в ", "на ", "за ", "через ", "около ", "примерно ", "≈ ", "≈", "in ", "about ", "by "]
        .iter()
        .find_map(|before| answer.strip_prefix(before).filter(number))
        .unwrap_or(answer)
}

/// «4,320» as «4320».
fn without_thousands(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let joins = |at: usize| {
        letters[at] == ',' && at > 0 && digit(at - 1) && (1..4).all(|step| digit(at + step)) && !digit(at + 4)
    };
    (0..letters.len()).filter(|at| !joins(*at)).map(|at| letters[at]).collect()
}

/// Whether a number of at most four places is another one without an end, rounded half up.
fn is_rounding(stated: &Exact, of: &Exact) -> bool {
    let endless = of.decimal(".").is_none_or(|decimal| decimal.len() > 9);
    let places = stated.decimal(".").map(|decimal| decimal.split_once('.').map_or(0, |(_, places)| places.len()));
    let Some(places) = places.filter(|places| endless && (1..=4).contains(places)) else { return false };
    let scale = (0..places).fold(num_rational::BigRational::from_integer(1.into()), |scale, _| {
        scale * num_rational::BigRational::from_integer(10.into())
    });
    (&of.0 * &scale).round() == &stated.0 * &scale
}

/// Splits `12 000 руб.` where the longest text with a value ends: the number may have spaces of its own.
pub(super) fn number_and_unit(answer: &str) -> Option<(&str, Option<String>)> {
    // «65°», and in LaTeX `65^\circ`: the degree is a unit without a space.
    let bare = answer.trim().trim_matches('$').trim();
    let angle = ["°", r"^\circ", r"^{\circ}"].iter().find_map(|mark| bare.strip_suffix(mark));
    if let Some(angle) = angle.map(str::trim).filter(|angle| math::evaluate(angle).is_ok()) {
        return Some((angle, Some("°".to_owned())));
    }
    let ends =
        std::iter::once(answer.len()).chain(answer.char_indices().rev().filter(|(_, c)| *c == ' ').map(|(at, _)| at));
    ends.into_iter().find_map(|end| {
        let (value, unit) = answer.split_at(end);
        let (value, unit) = (value.trim().trim_matches('$').trim(), unit.trim());
        // A rest that begins with a digit is a part of the number we failed to read, not a unit.
        let is_unit = unit.is_empty() || !unit.starts_with(|c: char| c.is_ascii_digit() || "+-*/:^=".contains(c));
        (is_unit && math::approach(value).is_ok()).then(|| (value, Some(unit.to_owned()).filter(|u| !u.is_empty())))
    })
}

/// The number as the key prints it: computed if the model wrote an expression, else as it stands.
pub(super) fn printed(value: &str, locale: Locale) -> Option<Rich> {
    let Ok(exact) = math::evaluate(value) else {
        // Roots, logarithms and π are printed as they were written.
        return math::approach(value).is_ok().then(|| Rich::math(value));
    };
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
    fn a_number_may_be_named_or_stand_behind_a_preposition() {
        for (answer, value, unit) in [
            ("в 30 раз", "30", Some("раз")),
            ("на 5 см", "5", Some("см")),
            ("x = 5", "5", None),
            ("$S = 12$ см²", "12", Some("см²")),
            ("≈ 3,1", "3,1", None),
        ] {
            let written = numeric("Сколько?".into(), answer, "", Locale::Ru).unwrap();
            assert_eq!((written.value.as_str(), written.unit.as_deref()), (value, unit), "{answer}");
        }
    }

    #[test]
    fn an_answer_without_a_value_is_no_number() {
        for answer in ["", "много", "5 6", "1/0", "x + 1"] {
            assert_eq!(number_and_unit(answer), None, "{answer}");
        }
    }
}
