//! Worksheets written by language models and checked in code.
//!
//! One strict schema, a compact one: the answer's tokens are what costs. A large order is asked for in
//! lots, all at once. Whatever fails a check is dropped and asked for once more; a sheet that stays
//! below half of what was ordered is not made.

pub mod checks;
pub mod reply;
mod scrub;
pub mod solver;
mod written;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::domain::worksheet::{Notice, Origin, Section, Variant, Worksheet};
use crate::domain::{Format, Kind, Layout, Locale, Spec, Task};
use crate::i18n;
use checks::Surroundings;

use crate::llm::{CallContext, ModelError, Prompt, Role, Router, Schema};
use scrub::scrub;

/// Version of prompt and schema, recorded with every call.
const PROMPT: &str = "author-1";
/// Tasks asked for in one call: more would risk a truncated answer.
const LOT: u8 = 10;
/// Tokens a task may take, and those around all of them.
const TOKENS_PER_TASK: u32 = 260;
const TOKENS_AROUND: u32 = 300;

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

/// Writes a worksheet.
pub async fn write(
    router: &Router,
    context: &CallContext,
    spec: &Spec,
    seed: u64,
) -> Result<Worksheet, GenerationError> {
    // Lexicons are read when they are first asked for: nothing for a thread on which calls wait for their answers.
    let owned = spec.clone();
    let look_up = tokio::task::spawn_blocking(move || Surroundings::new(&owned, &[]).topic());
    let topic = look_up.await.map_err(anyhow::Error::from)?;
    let mut draft = Drafted {
        spec,
        around: Surroundings::about(spec, topic, &[]),
        rng: ChaCha8Rng::seed_from_u64(seed),
        title: None,
        variants: vec![Vec::new(); spec.variants.max(1).into()],
    };
    // All lots at once; then, knowing what is there, once more for what the checks refused.
    let mut fault = None;
    for _ in 0..2 {
        let lots = draft.lots();
        if lots.is_empty() {
            break;
        }
        fault = draft.ask(router, context, &lots).await?;
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
    variants: Vec<Vec<Task>>,
}

impl Drafted<'_> {
    /// Variant and size of every call still needed.
    fn lots(&self) -> Vec<(usize, u8)> {
        let missing = |tasks: &Vec<Task>| self.spec.total - u8::try_from(tasks.len()).unwrap_or(self.spec.total);
        let split = |(variant, missing): (usize, u8)| {
            // 21 tasks make three lots of seven, not two of ten and one of one.
            let lots = missing.div_ceil(LOT);
            (0..lots).map(move |lot| (variant, missing / lots + u8::from(lot < missing % lots)))
        };
        self.variants.iter().map(missing).enumerate().flat_map(split).collect()
    }

    /// Asks for all lots at once and keeps what passes the checks; the last error if a lot stayed without answer.
    async fn ask(
        &mut self,
        router: &Router,
        context: &CallContext,
        lots: &[(usize, u8)],
    ) -> Result<Option<ModelError>, GenerationError> {
        let prompts: Vec<_> = lots
            .iter()
            .enumerate()
            .map(|(part, (_, count))| prompt(self.spec, *count, (part + 1, lots.len()), self.variants.iter().flatten()))
            .collect();
        let asked = prompts.iter().map(|prompt| router.ask(prompt, context));
        let answers = futures::future::join_all(asked).await;
        let (mut fault, mut refused) = (None, false);
        for (reply, (variant, count)) in answers.into_iter().zip(lots) {
            match reply {
                Ok(reply) => self.keep(&reply.text, *variant, *count),
                // Worth asking anew, but says nothing of the provider's health.
                Err(ModelError::Truncated | ModelError::OffSchema) => crate::telemetry::task_rejected("reply"),
                Err(ModelError::Refused | ModelError::Declined) => refused = true,
                Err(ModelError::Budget) => return Err(GenerationError::Budget),
                Err(error) => fault = Some(error),
            }
        }
        if refused { Err(GenerationError::Refused) } else { Ok(fault) }
    }

    fn keep(&mut self, text: &str, variant: usize, count: u8) {
        let there: Vec<&Task> = self.variants.iter().flatten().collect();
        let examined = reply::examine(text, count.into(), &self.around, &there, &mut self.rng);
        for refused in examined.refusals() {
            crate::telemetry::task_rejected(refused.check);
        }
        self.title = self.title.take().or(examined.title);
        if let Some(tasks) = self.variants.get_mut(variant) {
            tasks.extend(examined.tasks.into_iter().filter_map(|examined| examined.inspected.task));
        }
    }

    /// The worksheet; variants are cut to the shortest, for no pupil should get more work than his neighbour.
    fn finish(self, least: usize, origin: Origin) -> Worksheet {
        let spec = self.spec;
        let variant = |mut tasks: Vec<Task>| {
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

/// Lines `name: value`; what was not written by us stands between the marks of the request.
fn prompt<'a>(spec: &Spec, count: u8, (part, parts): (usize, usize), there: impl Iterator<Item = &'a Task>) -> Prompt {
    let kinds: Vec<_> = kinds(spec).into_iter().map(Kind::code).collect();
    let mut lines = vec![
        format!("subject: {}", spec.subject.code()),
        format!("grade: {}", spec.grade),
        format!("language: {}", spec.locale.code()),
        format!("count: {count}"),
        format!("kinds: {}", kinds.join(",")),
        format!("difficulty: {}", spec.difficulty.code()),
    ];
    if parts > 1 {
        lines.push(format!("part: {part} of {parts}"));
    }
    if let Some(exam) = spec.exam.and_then(|exam| serde_json::to_value(exam).ok()) {
        lines.push(format!("exam: {}", exam.as_str().unwrap_or_default()));
    }
    lines.push("<request>".to_owned());
    lines.push(format!("topic: {}", scrub(&spec.topic)));
    // The newest forty questions, shortened: enough to steer away from repeats.
    let mut seen: Vec<String> = there
        .filter_map(|t| t.texts().first().map(|q| scrub(&q.plain().chars().take(60).collect::<String>())))
        .collect();
    let seen = seen.split_off(seen.len().saturating_sub(40));
    if !seen.is_empty() {
        lines.push(format!("avoid repeating: {}", seen.join(" / ")));
    }
    lines.push("</request>".to_owned());
    Prompt {
        role: Role::Author,
        version: PROMPT,
        system: include_str!("generation/prompts/author-1.md").to_owned(),
        user: lines.join("\n"),
        schema: Schema::new("worksheet_tasks", schema()),
        max_output_tokens: TOKENS_AROUND + TOKENS_PER_TASK * u32::from(count),
    }
}

/// Kinds the model may use: what was asked for, less what was forbidden.
fn kinds(spec: &Spec) -> Vec<Kind> {
    const TEST: [Kind; 3] = [Kind::SingleChoice, Kind::TrueFalse, Kind::Matching];
    const OPEN: [Kind; 4] = [Kind::ShortAnswer, Kind::Numeric, Kind::FillBlank, Kind::Open];
    let mut kinds: Vec<Kind> = match spec.format {
        Some(Format::TestOnly) => TEST[..1].to_vec(),
        Some(Format::OpenOnly) => OPEN.to_vec(),
        Some(Format::TestAndOpen) | None => TEST.into_iter().chain(OPEN).collect(),
    };
    if !spec.subject.is_exact() {
        kinds.retain(|kind| *kind != Kind::Numeric);
    }
    let wanted: Vec<_> = TEST.into_iter().chain(OPEN).filter(|kind| spec.include_kinds.contains(kind)).collect();
    if !wanted.is_empty() {
        kinds = wanted;
    }
    kinds.retain(|kind| !spec.exclude_kinds.contains(kind));
    if kinds.is_empty() { vec![Kind::ShortAnswer] } else { kinds }
}

fn schema() -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let kinds = ["single_choice", "short_answer", "numeric", "open", "true_false", "fill_blank", "matching"];
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["title", "tasks"],
        "properties": {
            "title": { "type": "string" },
            "tasks": { "type": "array", "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["k", "q", "o", "a", "l", "r", "x", "d"],
                "properties": {
                    "k": { "type": "string", "enum": kinds },
                    "q": { "type": "string" },
                    "o": texts,
                    "a": { "type": "string" },
                    "l": texts,
                    "r": texts,
                    "x": { "type": "string" },
                    "d": { "type": "integer", "enum": [1, 2, 3] },
                },
            } },
        },
    })
}

/// The words a true/false task asks with.
fn judge(locale: Locale) -> &'static str {
    match locale {
        Locale::Ru => "Верны ли утверждения?",
        Locale::En => "True or false?",
    }
}
