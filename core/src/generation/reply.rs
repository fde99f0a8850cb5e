//! A model's reply taken apart and checked, task by task; pure.

use rand_chacha::ChaCha8Rng;

use super::checks::{self, Inspected, Surroundings};
use super::quota::Quota;
use super::written::{Draft, Written};
use crate::domain::task::Flaw;
use crate::domain::{Spec, Task};

/// A reply after its checks.
#[derive(Debug)]
pub struct Examined {
    /// The title it proposes.
    pub title: Option<String>,
    /// Its tasks in the order written.
    pub tasks: Vec<ExaminedTask>,
    /// What is wrong with the reply as a whole.
    pub flaws: Vec<Flaw>,
}

/// A task of a reply after its checks.
#[derive(Debug)]
pub struct ExaminedTask {
    /// As the model wrote it.
    pub source: serde_json::Value,
    /// What became of it.
    pub inspected: Inspected,
}

impl Examined {
    /// Everything that was refused.
    pub fn refusals(&self) -> impl Iterator<Item = &Flaw> {
        self.flaws.iter().chain(self.tasks.iter().flat_map(|task| &task.inspected.refused))
    }
}

/// Examines a reply to an order of `count` tasks beside the tasks already there.
pub fn examine(text: &str, count: usize, around: &Surroundings<'_>, there: &[&Task], rng: &mut ChaCha8Rng) -> Examined {
    let Ok(Written { title, tasks }) = serde_json::from_str(text) else {
        let flaw = Flaw { check: "reply.json", detail: "not the JSON asked for".to_owned() };
        return Examined { title: None, tasks: Vec::new(), flaws: vec![flaw] };
    };
    let mut flaws = Vec::new();
    if tasks.len() != count {
        flaws.push(Flaw { check: "reply.count", detail: format!("{} of {count} tasks", tasks.len()) });
    }
    let mut examined: Vec<ExaminedTask> = Vec::new();
    for source in tasks.into_iter().take(count) {
        let kept = examined.iter().filter_map(|examined| examined.inspected.task.as_ref());
        let there: Vec<&Task> = there.iter().copied().chain(kept).collect();
        let task = examine_task(source, around, &there, rng);
        examined.push(task);
    }
    Examined { title: Some(title).filter(|title| !title.trim().is_empty()), tasks: examined, flaws }
}

/// The first task of a kind or level that was not ordered so often, by its place.
pub fn unwanted(examined: &Examined, spec: &Spec) -> Option<(usize, Flaw)> {
    let wanted = Quota::of(spec);
    let places = || examined.tasks.iter().enumerate();
    let tasks: Vec<(usize, &Task)> =
        places().filter_map(|(at, task)| Some((at, task.inspected.task.as_ref()?))).collect();
    tasks.iter().enumerate().find_map(|(count, (at, task))| {
        let before = tasks.iter().take(count).map(|(_, task)| *task);
        Some((*at, wanted.without(before).refuses(task)?))
    })
}

/// Examines one task beside the tasks already there.
pub fn examine_task(
    source: serde_json::Value,
    around: &Surroundings<'_>,
    there: &[&Task],
    rng: &mut ChaCha8Rng,
) -> ExaminedTask {
    let inspected = match Draft::read(&source).and_then(|draft| draft.into_task(around.locale(), rng)) {
        Ok(task) => checks::inspect(task, around, there.iter().copied()),
        Err(flaw) => Inspected { task: None, mended: Vec::new(), refused: vec![flaw], warned: Vec::new() },
    };
    ExaminedTask { source, inspected }
}
