//! Worksheets written by language models and checked in code.
//!
//! Authors write in a compact strict schema, lots at once: the answer's tokens are what costs. Which skills each lot
//! practises, a methodologist has named. Every task passes the checks; what code could not decide a blind solver answers
//! from the question alone; what failed goes to the corrector with the reasons, and nothing else does. What still fails
//! is dropped and asked for once more; a sheet that stays below half of what was ordered is not made. Tasks nobody could
//! verify are named on the sheet.

mod author;
pub mod checks;
mod corrector;
mod lots;
mod methodologist;
mod plan;
mod quota;
mod replacing;
pub mod reply;
pub(crate) mod scrub;
pub mod solver;
mod written;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;

use crate::domain::task::Verification;
use crate::domain::worksheet::{Notice, Origin, Section, Variant, Worksheet};
use crate::domain::{Difficulty, Kind, Layout, Locale, Rich, Spec, Task};
use crate::i18n;
use crate::llm::{CallContext, ModelError, Router};
use crate::programme::Topic;
use crate::telemetry;
use checks::Surroundings;
use corrector::Failing;
use lots::Lot;
use quota::Quota;
use reply::{Examined, ExaminedTask};

pub use methodologist::{VERSION as PLAN_VERSION, is_planned, plan};
pub use plan::Plan;
pub use replacing::replace;

/// Version of everything here that shapes a sheet: sheets of another one are not served again.
pub const VERSION: &str = "author-4 solver-3 corrector-1 methodologist-1";
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

/// Writes a worksheet by its plan, if it has one; none of the teacher's recent questions comes again.
pub async fn write(
    router: &Router,
    context: &CallContext,
    spec: &Spec,
    plan: &Plan,
    recent: &[String],
    seed: u64,
) -> Result<Worksheet, GenerationError> {
    let draft = Drafted::of(spec, topic_of(spec).await?, recent, &[], seed);
    let mut draft = Drafted { plan: plan.clone(), ..draft };
    let fault = draft.work(router, context).await?;
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
    /// What a variant is to have.
    quota: Quota,
    plan: Plan,
    variants: Vec<Vec<Written>>,
    /// Tasks printed beside these, which must not come again.
    siblings: &'a [Task],
    /// Sound tasks of a level there are enough of already, by variant.
    spare: Vec<(usize, Written)>,
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

impl<'a> Drafted<'a> {
    fn of(
        spec: &'a Spec,
        topic: Option<&'static Topic>,
        recent: &'a [String],
        siblings: &'a [Task],
        seed: u64,
    ) -> Self {
        Self {
            spec,
            around: Surroundings::about(spec, topic, recent),
            rng: ChaCha8Rng::seed_from_u64(seed),
            title: None,
            quota: Quota::of(spec),
            plan: Plan::default(),
            variants: vec![Vec::new(); spec.variants.max(1).into()],
            siblings,
            spare: Vec::new(),
            failing: Vec::new(),
            recent,
            unsolved: false,
        }
    }

    /// Writes, solves and mends until nothing is missing or all rounds are over; the last error of an author.
    async fn work(&mut self, router: &Router, context: &CallContext) -> Result<Option<ModelError>, GenerationError> {
        let mut fault = None;
        for _ in 0..ROUNDS {
            let lots = self.lots();
            if lots.is_empty() {
                break;
            }
            fault = self.write(router, context, &lots).await?;
            self.solve(router, context).await;
            self.mend(router, context).await;
        }
        self.fill_up();
        Ok(fault)
    }

    /// What a variant still needs.
    fn missing(&self, variant: usize) -> Quota {
        self.quota.without(self.variants.get(variant).into_iter().flatten().map(|written| &written.task))
    }

    fn tasks(&self) -> impl Iterator<Item = &Task> {
        there(self.siblings, &self.variants)
    }

    /// Asks authors for all lots at once; the last error if a lot stayed without answer.
    async fn write(
        &mut self,
        router: &Router,
        context: &CallContext,
        lots: &[Lot],
    ) -> Result<Option<ModelError>, GenerationError> {
        let topic = self.around.topic();
        let written = self.tasks().map(gist);
        let seen: Vec<String> = self.recent.iter().rev().cloned().chain(written).collect();
        let prompts: Vec<_> = lots
            .iter()
            .enumerate()
            .map(|(part, lot)| author::prompt(self.spec, topic, lot, (part + 1, lots.len()), &seen))
            .collect();
        let asked = prompts.iter().map(|prompt| router.ask(prompt, context));
        let answers = futures::future::join_all(asked).await;
        let (mut fault, mut refused) = (None, false);
        self.failing.clear();
        for (reply, lot) in answers.into_iter().zip(lots) {
            match reply {
                Ok(reply) => self.keep(&reply.text, lot.variant, lot.wanted.count()),
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
        let there: Vec<&Task> = there(self.siblings, &self.variants).collect();
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
            let Some(task) = inspected.task else { continue };
            let surplus = self.missing(variant).refuses(&task);
            let written = Written { task, source, asked: false };
            match (surplus, self.variants.get_mut(variant)) {
                (None, Some(tasks)) => tasks.push(written),
                (Some(flaw), _) => {
                    telemetry::task_rejected(flaw.check);
                    if flaw.check == quota::LEVEL {
                        self.spare.push((variant, written));
                    }
                }
                (None, None) => {}
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
        let Ok(mended) = corrector::mend(router, &context.with_part(PART), &failing).await else { return };
        for (variant, source) in mended {
            if self.missing(variant).count() == 0 {
                continue;
            }
            let there: Vec<&Task> = there(self.siblings, &self.variants).collect();
            let examined = reply::examine_task(source, &self.around, &there, &mut self.rng);
            self.sort(variant, Examined { title: None, tasks: vec![examined], flaws: Vec::new() });
        }
        self.solve(router, context).await;
        self.failing.clear();
    }

    /// A task of another level is better than none.
    fn fill_up(&mut self) {
        for (variant, written) in std::mem::take(&mut self.spare) {
            let of_kind = self.missing(variant).refuses(&written.task).is_none_or(|flaw| flaw.check == quota::LEVEL);
            if of_kind && let Some(tasks) = self.variants.get_mut(variant) {
                tasks.push(written);
            }
        }
    }

    /// The worksheet; variants are cut to the shortest, for no pupil should get more work than his neighbour.
    fn finish(self, least: usize, origin: Origin) -> Worksheet {
        let spec = self.spec;
        let variant = |tasks: Vec<Written>| {
            let mut tasks: Vec<Task> = tasks.into_iter().map(|written| written.task).collect();
            tasks.truncate(least);
            tasks.sort_by_key(|task| task.difficulty);
            Variant { sections: sections(spec, tasks) }
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

/// The one topic of the programme an order means. Lexicons are read when they are first asked for: nothing for a
/// thread on which calls wait for their answers.
async fn topic_of(spec: &Spec) -> anyhow::Result<Option<&'static Topic>> {
    let spec = spec.clone();
    Ok(tokio::task::spawn_blocking(move || checks::topic_of(&spec)).await?)
}

/// What tells a task from others: its question, and what is asked about where questions of the kind are all alike.
fn gist(task: &Task) -> String {
    let texts = task.texts();
    let alike = matches!(task.kind(), Kind::TrueFalse | Kind::Matching | Kind::Ordering | Kind::Classify);
    let told = texts.iter().skip(usize::from(alike && texts.len() > 1)).take(1 + usize::from(alike));
    told.map(|text| text.plain()).collect::<Vec<_>>().join("; ")
}

/// Tasks that are there already.
fn there<'t>(siblings: &'t [Task], variants: &'t [Vec<Written>]) -> impl Iterator<Item = &'t Task> {
    siblings.iter().chain(variants.iter().flatten().map(|written| &written.task))
}

/// One section; or one for each level that was to have its own, or the counted kinds one after another.
fn sections(spec: &Spec, mut tasks: Vec<Task>) -> Vec<Section> {
    if spec.levels.len() > 1 && spec.mix.is_empty() {
        let of_level = |level: &Difficulty| {
            let tasks: Vec<Task> = tasks.iter().filter(|task| task.difficulty == *level).cloned().collect();
            let heading = Rich(i18n::text(spec.locale, &format!("section-{}", level.code())));
            (!tasks.is_empty()).then_some(Section { heading: Some(heading), tasks })
        };
        return Difficulty::ALL.iter().filter_map(of_level).collect();
    }
    if !spec.per_kind.is_empty() {
        // Open tasks last, as in a test with two parts.
        tasks.sort_by_key(|task| (matches!(task.kind(), Kind::Open | Kind::Reading), task.kind()));
    }
    vec![Section { heading: None, tasks }]
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
        assert_eq!(VERSION, [author::VERSION, solver::VERSION, corrector::VERSION, PLAN_VERSION].join(" "));
    }
}
