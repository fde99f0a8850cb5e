//! Labelled replies of a model: how a line is read and what the checks make of it.

use std::collections::BTreeMap;

use anyhow::Context;
use listok_core::domain::request::{Answers, Request};
use listok_core::domain::task::{Body, MultipleChoice, Ordering, SingleChoice};
use listok_core::domain::{Grade, Kind, Locale, Rich, Spec, Subject, Task, plan};
use listok_core::generation::checks::Surroundings;
use listok_core::generation::{reply, solver};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::Deserialize;

/// One reply to one order; docs/checks.md has the format.
#[derive(Deserialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) defect: Option<String>,
    #[serde(default)]
    pub(crate) computable: bool,
    subject: String,
    grade: u8,
    topic: String,
    #[serde(default)]
    locale: Option<String>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    count: Option<usize>,
    #[serde(default)]
    recent: Vec<String>,
    reply: serde_json::Value,
    #[serde(default)]
    at: Vec<usize>,
    #[serde(default)]
    solver: BTreeMap<usize, String>,
}

/// What became of a planted defect.
pub(crate) enum Fate {
    Repaired(&'static str),
    Dropped(&'static str),
    Missed,
}

/// What the checks made of a line.
pub(crate) struct Judged {
    pub(crate) planted: Vec<Fate>,
    /// Tasks without a planted defect.
    pub(crate) clean: u32,
    /// Of these, what was taken for a defect: place, check, detail.
    pub(crate) alarms: Vec<(usize, &'static str, String)>,
}

/// The lines of a file.
pub(crate) fn lines(text: &str) -> anyhow::Result<Vec<Line>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| serde_json::from_str(line).with_context(|| format!("line {}", n + 1))).collect()
}

fn spec(line: &Line, count: usize) -> anyhow::Result<Spec> {
    let kind = |text: &String| {
        let (code, count) = text.split_once('*').map_or((text.as_str(), None), |(code, n)| (code, n.parse().ok()));
        Some((Kind::from_code(code)?, count))
    };
    let kinds: Vec<(Kind, Option<u16>)> = line.kinds.iter().filter_map(kind).collect();
    let request = Request {
        subject: Some(Subject::from_code(&line.subject).with_context(|| format!("no subject {}", line.subject))?),
        grade: Some(Grade::new(line.grade)?),
        topic: Some(line.topic.clone()),
        total: Some(u16::try_from(count.clamp(1, plan::MAX_TASKS.into()))?),
        language: if line.locale.as_deref() == Some("en") { Locale::En } else { Locale::Ru },
        include_kinds: kinds.iter().filter(|(_, count)| count.is_none()).map(|(kind, _)| *kind).collect(),
        per_kind: kinds.iter().filter_map(|(kind, count)| Some((*kind, (*count)?))).collect(),
        answers: Some(Answers::Separate),
        ..Request::default()
    };
    request.settle().with_context(|| format!("{} is no order", line.id))
}

/// A solver's numbers of parts as they were written, told for the parts as they were shuffled.
fn shuffled_too(source: &serde_json::Value, answer: &str, task: Option<&Task>) -> String {
    let now = |field: &str, number: &str, texts: &[&Rich]| {
        let written = source[field].get(number.trim().parse::<usize>().ok()?.checked_sub(1)?)?.as_str()?;
        Some(texts.iter().position(|text| text.source() == written)? + 1)
    };
    // Of one answer for each part, that of every part where it stands now.
    let dealt = |texts: Vec<&Rich>, answers: Vec<&str>| -> Option<Vec<String>> {
        let was = |text: &&Rich| source["o"].as_array()?.iter().position(|written| written == text.source());
        texts.iter().map(|text| Some(answers.get(was(text)?)?.trim().to_owned())).collect()
    };
    let parts = || answer.split(',');
    let told: Option<Vec<String>> = task.and_then(|task| match &task.body {
        Body::SingleChoice(SingleChoice { options: texts, .. })
        | Body::MultipleChoice(MultipleChoice { options: texts, .. })
        | Body::Ordering(Ordering { items: texts, .. }) => {
            let texts: Vec<&Rich> = texts.iter().collect();
            parts().map(|number| now("o", number, &texts).map(|now| now.to_string())).collect()
        }
        Body::Matching(matching) => {
            let right: Vec<&Rich> = matching.right.iter().collect();
            let pair = |pair: &str| {
                let (left, number) = pair.split_once('-')?;
                Some(format!("{}-{}", left.trim(), now("r", number, &right)?))
            };
            parts().map(pair).collect()
        }
        Body::Classify(classify) => dealt(classify.items.iter().map(|item| &item.text).collect(), parts().collect()),
        Body::TrueFalse(judged) => {
            let letters = answer.split("").filter(|letter| !letter.is_empty()).collect();
            dealt(judged.statements.iter().map(|said| &said.text).collect(), letters)
        }
        _ => None,
    });
    told.map_or_else(|| answer.to_owned(), |told| told.join(","))
}

/// Runs the checks over a reply, and the solver's answers where the line gives them.
pub(crate) fn judge(line: &Line) -> anyhow::Result<Judged> {
    let text = match &line.reply {
        serde_json::Value::String(text) => text.clone(),
        reply => reply.to_string(),
    };
    let written = line.reply["tasks"].as_array().map_or(1, Vec::len);
    let count = line.count.unwrap_or(written);
    let spec = spec(line, count)?;
    let around = Surroundings::new(&spec, &line.recent);
    let mut examined = reply::examine(&text, count, &around, &[], &mut ChaCha8Rng::seed_from_u64(7));
    for (at, answer) in &line.solver {
        if let Some(task) = examined.tasks.get_mut(*at) {
            let inspected = &mut task.inspected;
            let answer = shuffled_too(&line.reply["tasks"][*at], answer, inspected.task.as_ref());
            match inspected.task.take().map(|task| solver::weigh(task, &answer)) {
                Some(Ok(task)) => inspected.task = Some(task),
                Some(Err(flaw)) => inspected.refused.push(flaw),
                None => {}
            }
        }
    }
    let extra = reply::unwanted(&examined, &spec);
    let kind_of = |at: usize| extra.as_ref().filter(|(place, _)| *place == at).map(|(_, flaw)| flaw.check);
    let fate = |at: usize| match examined.tasks.get(at) {
        Some(task) => match (task.inspected.refused.first(), task.inspected.mended.first()) {
            (Some(flaw), _) => Fate::Dropped(flaw.check),
            (None, Some(flaw)) => Fate::Repaired(flaw.check),
            (None, None) => kind_of(at).map_or(Fate::Missed, Fate::Dropped),
        },
        None => examined.flaws.first().map_or(Fate::Missed, |flaw| Fate::Dropped(flaw.check)),
    };
    let planted = match (&line.defect, line.at.as_slice()) {
        (None, _) => Vec::new(),
        (Some(_), []) => {
            // A reply none of whose tasks passes is dropped as a whole too.
            let whole = examined.flaws.first().cloned().or_else(|| extra.as_ref().map(|(_, flaw)| flaw.clone()));
            let tasks: Option<Vec<_>> = examined.tasks.iter().map(|t| t.inspected.refused.first()).collect();
            let of_tasks = tasks.and_then(|flaws| flaws.first().copied());
            vec![whole.as_ref().or(of_tasks).map_or(Fate::Missed, |flaw| Fate::Dropped(flaw.check))]
        }
        (Some(_), at) => at.iter().map(|at| fate(*at)).collect(),
    };
    let mut alarms = Vec::new();
    let mut clean = 0;
    for (at, task) in examined.tasks.iter().enumerate().filter(|(at, _)| !line.at.contains(at)) {
        clean += 1;
        let flaws = task.inspected.refused.iter().chain(&task.inspected.mended);
        if let Some(flaw) = flaws.into_iter().next() {
            alarms.push((at, flaw.check, flaw.detail.clone()));
        }
    }
    // A planted defect of the whole reply leaves its tasks out of the count.
    if line.defect.is_some() && line.at.is_empty() {
        (clean, alarms) = (0, Vec::new());
    }
    Ok(Judged { planted, clean, alarms })
}
