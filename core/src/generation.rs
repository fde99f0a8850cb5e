//! Worksheets written by language models and checked in code.
//!
//! Authors write in a compact strict schema, lots at once: the answer's tokens are what costs. Every task passes the
//! checks; what code could not decide a blind solver answers from the question alone; what failed goes to the corrector
//! with the reasons, and nothing else does. What still fails is dropped and asked for once more; a sheet that stays
//! below half of what was ordered is not made. Tasks nobody could verify are named on the sheet.

mod author;
pub mod checks;
mod corrector;
pub mod reply;
pub(crate) mod scrub;
pub mod solver;
mod written;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;

use crate::domain::task::Verification;
use crate::domain::worksheet::{Notice, Origin, Section, Variant, Worksheet};
use crate::domain::{Layout, Locale, Spec, Task};
use crate::i18n;
use crate::llm::{CallContext, ModelError, Router};
use crate::telemetry;
use checks::Surroundings;
use corrector::Failing;
use reply::{Examined, ExaminedTask};

/// Version of everything here that shapes a sheet: sheets of another one are not served again.
pub const VERSION: &str = "author-2 solver-1 corrector-1";
/// Tasks asked for in one call: more would risk a truncated answer.
const LOT: u8 = 10;
/// Rounds of authors; the second writes what the checks refused.
const ROUNDS: usize = 2;
/// Solver and corrector may take this part of the time left: a sheet without them is still a sheet.
const PART: u32 = 3;

/// Why no worksheet was written.
#[derive(Debug, thiserror::Error)]
pub enum GenerationError {
    /// No model answers; worth trying later.
    #[error("no model answers")]
    Unavailable,
    /// Too little of what was written passed the checks.
    #[error("too few tasks passed their checks")]
    Unchecked,
    /// The model refused the request.
    #[error("refused")]
    Refused,
    /// The day's budget is used up.
    #[error("budget used up")]
    Budget,
    /// Anything else.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
}

/// Writes a worksheet that repeats none of the teacher's recent questions.
pub async fn write(
    router: &Router,
    context: &CallContext,
    spec: &Spec,
    recent: &[String],
    seed: u64,
) -> Result<Worksheet, GenerationError> {
    // Lexicons are read when they are first asked for: nothing for a thread on which calls wait for their answers.
    let owned = spec.clone();
    let look_up = tokio::task::spawn_blocking(move || checks::topic_of(&owned));
    let topic = look_up.await.map_err(anyhow::Error::from)?;
    let mut draft = Drafted {
        spec,
        around: Surroundings::about(spec, topic, recent),
        rng: ChaCha8Rng::seed_from_u64(seed),
        title: None,
        variants: vec![Vec::new(); spec.variants.max(1).into()],
        failing: Vec::new(),
        recent,
        unsolved: false,
    };
    let mut fault = None;
    for _ in 0..ROUNDS {
        let lots = draft.lots();
        if lots.is_empty() {
            break;
        }
        fault = draft.write(router, context, &lots).await?;
        draft.solve(router, context).await;
        draft.mend(router, context).await;
    }
    let least = draft.variants.iter().map(Vec::len).min().unwrap_or(0);
    if least * 2 < usize::from(spec.total) {
        return Err(if fault.is_some() { GenerationError::Unavailable } else { GenerationError::Unchecked });
    }
    let origin = if router.demonstration() { Origin::Demonstration } else { Origin::Model };
    Ok(draft.finish(least, origin))
}

/// A sheet while it is being written.
struct Drafted<'a> {
    spec: &'a Spec,
    around: Surroundings<'a>,
    rng: ChaCha8Rng,
    title: Option<String>,
    variants: Vec<Vec<Written>>,
    /// What was refused in this round.
    failing: Vec<Failing>,
    /// Questions of the teacher's recent sheets.
    recent: &'a [String],
    /// No solver answers: none is asked again.
    unsolved: bool,
}

/// A task that passed, and how it was written.
#[derive(Clone)]
struct Written {
    task: Task,
    source: Value,
    /// Whether the solver has seen it.
    asked: bool,
}

impl Drafted<'_> {
    /// Variant and size of every call still needed.
    fn lots(&self) -> Vec<(usize, u8)> {
        let missing = |tasks: &Vec<Written>| self.spec.total - u8::try_from(tasks.len()).unwrap_or(self.spec.total);
        let split = |(variant, missing): (usize, u8)| {
            // 21 tasks make three lots of seven, not two of ten and one of one.
            let lots = missing.div_ceil(LOT);
            (0..lots).map(move |lot| (variant, missing / lots + u8::from(lot < missing % lots)))
        };
        self.variants.iter().map(missing).enumerate().flat_map(split).collect()
    }

    fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.variants.iter().flatten().map(|written| &written.task)
    }

    /// Asks authors for all lots at once; the last error if a lot stayed without answer.
    async fn write(
        &mut self,
        router: &Router,
        context: &CallContext,
        lots: &[(usize, u8)],
    ) -> Result<Option<ModelError>, GenerationError> {
        let topic = self.around.topic();
        let written = self.tasks().filter_map(|task| task.texts().first().map(|question| question.plain()));
        let seen: Vec<String> = self.recent.iter().rev().cloned().chain(written).collect();
        let prompts: Vec<_> = lots
            .iter()
            .enumerate()
            .map(|(part, (_, count))| author::prompt(self.spec, topic, *count, (part + 1, lots.len()), &seen))
            .collect();
        let asked = prompts.iter().map(|prompt| router.ask(prompt, context));
        let answers = futures::future::join_all(asked).await;
        let (mut fault, mut refused) = (None, false);
        self.failing.clear();
        for (reply, (variant, count)) in answers.into_iter().zip(lots) {
            match reply {
                Ok(reply) => self.keep(&reply.text, *variant, *count),
                // Worth asking anew, but says nothing of the provider's health.
                Err(ModelError::Truncated | ModelError::OffSchema) => telemetry::task_rejected("reply"),
                Err(ModelError::Refused | ModelError::Declined) => refused = true,
                Err(ModelError::Budget) => return Err(GenerationError::Budget),
                Err(error) => fault = Some(error),
            }
        }
        if refused { Err(GenerationError::Refused) } else { Ok(fault) }
    }

    fn keep(&mut self, text: &str, variant: usize, count: u8) {
        let there: Vec<&Task> = self.variants.iter().flatten().map(|written| &written.task).collect();
        let examined = reply::examine(text, count.into(), &self.around, &there, &mut self.rng);
        self.title = self.title.take().or_else(|| examined.title.clone());
        self.sort(variant, examined);
    }

    /// Keeps what passed, notes what failed.
    fn sort(&mut self, variant: usize, examined: Examined) {
        for refused in examined.refusals() {
            telemetry::task_rejected(refused.check);
        }
        for examined in examined.tasks {
            for mended in &examined.inspected.mended {
                telemetry::task_rejected(mended.check);
            }
            self.failing.extend(Failing::of(variant, &examined).filter(Failing::is_mendable));
            let ExaminedTask { source, inspected } = examined;
            if let (Some(task), Some(tasks)) = (inspected.task, self.variants.get_mut(variant)) {
                tasks.push(Written { task, source, asked: false });
            }
        }
    }

    /// Lets a blind solver answer what code could not decide. Without a solver tasks stay unverified.
    async fn solve(&mut self, router: &Router, context: &CallContext) {
        let is_asked = |written: &Written| {
            !written.asked
                && written.task.verification == Verification::Unverified
                && solver::is_decidable(&written.task.body)
        };
        let asked: Vec<&Task> =
            self.variants.iter().flatten().filter(|written| is_asked(written)).map(|written| &written.task).collect();
        if asked.is_empty() || self.unsolved {
            return;
        }
        let Ok(answers) = solver::solve(router, &context.with_part(PART), &asked).await else {
            self.unsolved = true;
            return;
        };
        let mut place = 0;
        for (variant, tasks) in self.variants.iter_mut().enumerate() {
            let mut kept = Vec::with_capacity(tasks.len());
            for mut written in std::mem::take(tasks) {
                if !is_asked(&written) {
                    kept.push(written);
                    continue;
                }
                written.asked = true;
                let answer = answers.get(&place);
                place += 1;
                match answer.map(|answer| solver::weigh(written.task.clone(), answer)) {
                    None => kept.push(written),
                    Some(Ok(task)) => kept.push(Written { task, ..written }),
                    Some(Err(flaw)) => {
                        telemetry::task_rejected(flaw.check);
                        let why = format!("{}: {}", flaw.check, flaw.detail);
                        self.failing.push(Failing { variant, source: written.source, why });
                    }
                }
            }
            *tasks = kept;
        }
    }

    /// Has failing tasks mended once, and what comes back checked and solved like any other.
    async fn mend(&mut self, router: &Router, context: &CallContext) {
        let failing = std::mem::take(&mut self.failing);
        if failing.is_empty() {
            return;
        }
        let schema = author::task_schema(&author::kinds_of(self.spec));
        let Ok(mended) = corrector::mend(router, &context.with_part(PART), &failing, schema).await else { return };
        for (variant, source) in mended {
            let full = self.variants.get(variant).is_none_or(|tasks| tasks.len() >= self.spec.total.into());
            if full {
                continue;
            }
            let there: Vec<&Task> = self.variants.iter().flatten().map(|written| &written.task).collect();
            let examined = reply::examine_task(source, &self.around, &there, &mut self.rng);
            self.sort(variant, Examined { title: None, tasks: vec![examined], flaws: Vec::new() });
        }
        self.solve(router, context).await;
        self.failing.clear();
    }

    /// The worksheet; variants are cut to the shortest, for no pupil should get more work than his neighbour.
    fn finish(self, least: usize, origin: Origin) -> Worksheet {
        let spec = self.spec;
        let variant = |tasks: Vec<Written>| {
            let mut tasks: Vec<Task> = tasks.into_iter().map(|written| written.task).collect();
            tasks.truncate(least);
            tasks.sort_by_key(|task| task.difficulty);
            Variant { sections: vec![Section { heading: None, tasks }] }
        };
        let delivered = u8::try_from(least).unwrap_or(spec.total);
        let fewer = (delivered < spec.total).then_some(Notice::Fewer { ordered: spec.total, delivered });
        Worksheet {
            schema: Worksheet::SCHEMA,
            locale: spec.locale,
            subject: spec.subject,
            grade: spec.grade,
            topic: spec.topic.clone(),
            title: self.title.filter(|t| is_title(t)).unwrap_or_else(|| own_title(spec)),
            kind_of_work: spec.kind_of_work.clone(),
            instruction: None,
            variants: self.variants.into_iter().map(variant).collect(),
            large_print: spec.large_print,
            layout: Layout::default(),
            origin,
            notices: fewer.into_iter().collect(),
        }
        .laid_out(spec)
    }
}

/// A model's title is used if it is one: a short line without markup.
fn is_title(title: &str) -> bool {
    let length = title.trim().chars().count();
    (3..=90).contains(&length) && !title.contains(['\n', '$', '<', '>', '{', '\u{0}'])
}

fn own_title(spec: &Spec) -> String {
    let mut letters = spec.topic.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => i18n::text(spec.locale, &format!("subject-{}", spec.subject.code())),
    }
}

/// The words a true/false task asks with.
fn judge(locale: Locale) -> &'static str {
    match locale {
        Locale::Ru => "Верны ли утверждения?",
        Locale::En => "True or false?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_names_every_prompt() {
        assert_eq!(VERSION, [author::VERSION, solver::VERSION, corrector::VERSION].join(" "));
    }
}
