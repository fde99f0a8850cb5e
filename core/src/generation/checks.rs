//! Checks every written task must pass: computed where it can be, structure, language, grade, safety.
//!
//! Each check has an id. What a check finds is mended in code where the right answer is certain,
//! refused otherwise, or only warned of where it may be meant so. docs/checks.md lists them.

mod algebra;
mod answers;
mod arranged;
mod asked;
mod bases;
mod blanks;
mod calculus;
mod chance;
mod chemistry;
mod chosen;
mod circles;
mod claim;
mod classes;
mod clock;
mod columns;
mod computed;
mod conditions;
mod counting;
mod dates;
mod ending;
mod facts;
mod filled;
mod form;
mod formulas;
mod frame;
mod gaps;
pub(in crate::generation) mod giveaway;
mod grade;
mod grids;
mod headings;
mod hints;
mod language;
mod leak;
mod letters;
mod logic;
mod majority;
mod matter;
mod mechanics;
mod mentioned;
mod named;
mod names;
mod naming;
mod options;
mod periods;
mod programs;
mod progression;
mod property;
mod questions;
mod reactions;
mod regions;
mod relation;
mod relations;
mod repeats;
mod roots;
mod safety;
mod said;
mod several;
mod siblings;
mod solution;
mod sorted;
mod statements;
mod story;
mod sturm;
mod systems;
mod tables;
mod tale;
mod texts;
mod told;
mod trade;
mod truths;
mod twins;
mod units;
mod valences;
mod wholes;
mod wording;
mod words;

use crate::domain::task::{Body, Flaw, Verification};
use crate::domain::{Locale, Rich, Spec, Subject, Task};
use crate::programme::Topic;
use crate::topic::{self, Asked};

use computed::Outcome;

/// What a task is checked against.
pub struct Surroundings<'a> {
    spec: &'a Spec,
    topic: Option<&'static Topic>,
    recent: &'a [String],
}

impl<'a> Surroundings<'a> {
    /// Of an order, and the questions of the teacher's recent sheets. Reads the subject's lexicon at its first call,
    /// which takes a while: not for an async thread.
    pub fn new(spec: &'a Spec, recent: &'a [String]) -> Self {
        Self { spec, topic: topic_of(spec), recent }
    }

    /// The same where the topic is known already.
    pub(super) fn about(spec: &'a Spec, topic: Option<&'static Topic>, recent: &'a [String]) -> Self {
        Self { spec, topic, recent }
    }

    /// The topic of the programme that is meant, if there is one.
    pub(super) fn topic(&self) -> Option<&'static Topic> {
        self.topic
    }

    /// The language of the sheet.
    pub(super) fn locale(&self) -> Locale {
        self.spec.locale
    }
}

/// The one topic of the programme an order means: terms are kept for later only where it is known.
pub(super) fn topic_of(spec: &Spec) -> Option<&'static Topic> {
    match topic::around(&Asked::new(&spec.topic, &[spec.subject], spec.grade, spec.locale)) {
        [only] => Some(only),
        _ => None,
    }
}

/// What became of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The task, mended if need be; `None` when it was refused.
    pub task: Option<Task>,
    /// What was wrong and has been put right.
    pub mended: Vec<Flaw>,
    /// What is wrong and cannot be put right in code.
    pub refused: Vec<Flaw>,
    /// What may be wrong.
    pub warned: Vec<Flaw>,
}

/// Inspects a task beside those already there.
pub fn inspect<'t>(mut task: Task, around: &Surroundings<'_>, there: impl Iterator<Item = &'t Task>) -> Inspected {
    let spec = around.spec;
    let (mut mended, mut refused, mut warned) = (Vec::new(), Vec::new(), Vec::new());
    if mend_twins(&mut task, spec.subject, spec.locale) {
        mended.push(Flaw { check: "text.mixed_alphabets", detail: "letters of the other alphabet".to_owned() });
    }
    if mend_exponents(&mut task) {
        mended.push(Flaw { check: "text.formula", detail: "an exponent of several digits without braces".to_owned() });
    }
    if mend_labels(&mut task) {
        mended.push(Flaw { check: "text.label", detail: "a number or a letter before the text".to_owned() });
    }
    refused.extend(task.check());
    form::text(&task, &mut refused);
    leak::leak(&task, spec.subject, &mut refused);
    form::options(&task, &mut refused, &mut warned);
    let there: Vec<&Task> = there.collect();
    repeats::repeats(&task, there.iter().copied(), around.recent, &mut refused);
    if there.iter().any(|other| siblings::tells(&task, other)) {
        refuse(&mut refused, "answer.leaks", "another task tells the answer");
    }
    grade::numbers(&task, spec.subject, spec.grade.number(), &mut refused);
    if let Some(topic) = around.topic {
        grade::terms(&task, topic, &mut warned);
    }
    let texts = all_texts(&task);
    language::alphabets(&texts, &mut refused);
    language::tongue(&task, spec.subject, spec.locale, &mut refused);
    language::gaps(&task, &mut refused);
    form::answers_of_text(&task, &mut refused);
    language::spelling(&texts, &mut warned);
    language::readability(&task, spec.grade.number(), spec.locale, &mut warned);
    safety::matter(&task, spec.subject, &mut refused);
    safety::steered(&task, spec.subject, &spec.topic, &mut refused);
    safety::personal(&task, spec.subject, &mut refused);
    if let Some(equation) = task.texts().first().and_then(|question| computed::unbalanced(question, spec.subject)) {
        refuse(&mut refused, "key.unbalanced", equation);
    }
    if refused.is_empty() {
        match computed::judge(&mut task.body, spec.locale) {
            Outcome::Right => {
                task.verification = Verification::Computed;
                if let Some(detail) = solution::misleads(&task) {
                    mended.push(Flaw { check: "key.solution", detail });
                    task.solution = None;
                }
            }
            Outcome::Mended(check) => {
                mended.push(Flaw { check, detail: "the key was computed anew".to_owned() });
                task.verification = Verification::Computed;
                // The solution led to the wrong answer.
                task.solution = None;
            }
            Outcome::Wrong(check, detail) => refused.push(Flaw { check, detail }),
            Outcome::Unknown => {
                if let Some(detail) = solution::contradicts(&task) {
                    refuse(&mut refused, "key.solution", detail);
                }
            }
        }
    }
    Inspected { task: refused.is_empty().then_some(task), mended, refused, warned }
}

fn refuse(flaws: &mut Vec<Flaw>, check: &'static str, detail: impl std::fmt::Display) {
    flaws.push(Flaw { check, detail: detail.to_string() });
}

/// Everything that is printed on the sheet or the key.
fn all_texts(task: &Task) -> Vec<&Rich> {
    let mut texts = task.texts();
    texts.extend(&task.solution);
    match &task.body {
        Body::ShortAnswer(short) => texts.push(&short.answer),
        Body::Numeric(numeric) => texts.push(&numeric.answer),
        Body::FillBlank(fill) => texts.extend(fill.blanks.iter().map(|blank| &blank.answer)),
        Body::Open(open) => texts.extend(&open.sample),
        Body::Table(table) => texts.extend(table.asked()),
        _ => {}
    }
    texts
}

/// The texts of a body that may be mended in place.
fn texts_of(body: &mut Body) -> Vec<&mut Rich> {
    match body {
        Body::SingleChoice(t) => std::iter::once(&mut t.question).chain(&mut t.options).collect(),
        Body::MultipleChoice(t) => std::iter::once(&mut t.question).chain(&mut t.options).collect(),
        Body::Matching(t) => std::iter::once(&mut t.question).chain(&mut t.left).chain(&mut t.right).collect(),
        Body::FillBlank(t) => {
            t.question.iter_mut().chain([&mut t.text]).chain(t.blanks.iter_mut().map(|b| &mut b.answer)).collect()
        }
        Body::TrueFalse(t) => {
            std::iter::once(&mut t.question).chain(t.statements.iter_mut().map(|s| &mut s.text)).collect()
        }
        Body::Ordering(t) => std::iter::once(&mut t.question).chain(&mut t.items).collect(),
        Body::ShortAnswer(t) => vec![&mut t.question, &mut t.answer],
        Body::Numeric(t) => vec![&mut t.question],
        Body::Open(t) => std::iter::once(&mut t.question).chain(&mut t.sample).collect(),
        Body::Classify(t) => std::iter::once(&mut t.question)
            .chain(&mut t.columns)
            .chain(t.items.iter_mut().map(|item| &mut item.text))
            .collect(),
        Body::Reading(t) => {
            let tasks = t.tasks.iter_mut().flat_map(texts_of);
            std::iter::once(&mut t.question).chain(&mut t.title).chain(&mut t.paragraphs).chain(tasks).collect()
        }
        Body::Table(t) => std::iter::once(&mut t.question).chain(&mut t.header).collect(),
        Body::ColumnArithmetic(t) => vec![&mut t.question],
        Body::NumberLine(t) => vec![&mut t.question],
    }
}

/// Texts that may be mended in place.
fn texts_mut(task: &mut Task) -> Vec<&mut Rich> {
    let mut texts = texts_of(&mut task.body);
    texts.extend(&mut task.solution);
    texts
}

/// Look-alikes of the other alphabet inside words.
fn mend_twins(task: &mut Task, subject: Subject, locale: Locale) -> bool {
    let mut changed = false;
    let mut mend = |text: &mut Rich, mended: Option<String>| {
        if let Some(mended) = mended {
            *text = Rich(mended);
            changed = true;
        }
    };
    for text in texts_mut(task) {
        let formulas = (subject == Subject::Chemistry).then(|| twins::with_formulas(text.source())).flatten();
        mend(text, formulas);
        let units = subject == Subject::Physics && locale == Locale::Ru;
        let units = units.then(|| twins::with_units(text.source())).flatten();
        mend(text, units);
        let twins = twins::without_twins(text.source());
        mend(text, twins);
    }
    changed
}

/// `2^10` sets the nought on the line: its exponent is put into braces.
fn mend_exponents(task: &mut Task) -> bool {
    let mut changed = false;
    for text in texts_mut(task) {
        let braced = braced_exponents(text.source());
        changed |= braced.is_some();
        if let Some(braced) = braced {
            *text = Rich(braced);
        }
    }
    changed
}

fn braced_exponents(source: &str) -> Option<String> {
    let (mut out, mut changed, mut math) = (String::with_capacity(source.len()), false, false);
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        math ^= c == '$';
        out.push(c);
        rest = &rest[c.len_utf8()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if math && c == '^' && digits > 1 {
            out.extend(["{", &rest[..digits], "}"]);
            rest = &rest[digits..];
            changed = true;
        }
    }
    changed.then_some(out)
}

/// «1.», «А)» before a question or an option: the page puts its own.
fn mend_labels(task: &mut Task) -> bool {
    let mut changed = false;
    let (question, options): (&mut Rich, &mut [Rich]) = match &mut task.body {
        Body::SingleChoice(t) => (&mut t.question, &mut t.options),
        Body::MultipleChoice(t) => (&mut t.question, &mut t.options),
        Body::Ordering(t) => (&mut t.question, &mut t.items),
        Body::ShortAnswer(t) => (&mut t.question, &mut []),
        Body::Numeric(t) => (&mut t.question, &mut []),
        Body::Open(t) => (&mut t.question, &mut []),
        _ => return false,
    };
    // All options are labelled, or none is: «а) и б)» alone is an answer. They have been shuffled, labels and all.
    let mut places = Vec::new();
    let stripped: Option<Vec<String>> = options
        .iter()
        .map(|option| {
            let (place, text) =
                (0..options.len()).find_map(|at| Some((at, without_label(option.source(), Some(at))?)))?;
            places.push(place);
            Some(text)
        })
        .collect();
    places.sort_unstable();
    let all = places.iter().copied().eq(0..options.len());
    if let Some(stripped) = stripped.filter(|s| !s.is_empty() && all) {
        for (option, text) in options.iter_mut().zip(stripped) {
            *option = Rich(text);
        }
        changed = true;
    }
    for number in ["Задание", "Задача", "Вопрос", "Упражнение", "Пример", "Task", "Question", "Problem", "Exercise"]
    {
        if let Some(rest) = question.source().strip_prefix(number)
            && let Some(rest) = without_label(rest.trim_start().trim_start_matches('№').trim_start(), None)
        {
            *question = Rich(rest);
            return true;
        }
    }
    if let Some(rest) = without_label(question.source(), None) {
        *question = Rich(rest);
        changed = true;
    }
    changed
}

/// The text behind «3)», «3.», and for options at a place behind «В)».
fn without_label(text: &str, option: Option<usize>) -> Option<String> {
    let text = text.trim();
    let end = text.find([')', '.'])?;
    let (label, rest) = (&text[..end], &text[end + 1..]);
    let number = !label.is_empty() && label.len() <= 2 && label.chars().all(|c| c.is_ascii_digit());
    let letter = option.is_some_and(|at| {
        let of = |alphabet: &str| alphabet.chars().nth(at).map(String::from);
        let label = label.to_lowercase();
        Some(&label) == of("абвгдежз").as_ref() || Some(&label) == of("abcdefgh").as_ref()
    });
    // «3.5» is a number; «1) 5 + 3 =» is labelled. An option that is a number stays one.
    let spaced = rest.starts_with([' ', '\u{a0}']) && !rest.trim().is_empty();
    let at = option.is_none_or(|at| letter || label.parse() == Ok(at + 1));
    (spaced && (number || letter) && at && (label.len() <= 2)).then(|| rest.trim().to_owned())
}
