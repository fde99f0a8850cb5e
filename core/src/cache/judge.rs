//! The judge: a model that is asked, later and at leisure, whether two wordings are one topic.
//!
//! Each pair is asked about twice, once each way round. Two yes make one topic of two; one no stands
//! between them for good. A hit that the judge finds wrong twice makes the topic distrust likeness
//! of spelling until enough audits were clean.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tracing::{info, warn};

use super::wording::Wording;
use crate::clock::Clock;
use crate::domain::id::{OrderId, TopicId};
use crate::domain::library::{LibraryTopic, Refusal};
use crate::llm::{CallContext, ModelError, Prompt, Role, Router, Schema};
use crate::queue::{Attempt, Handler, Outcome, Priority, Push};
use crate::store::{self, Db};
use crate::telemetry;

/// Topic of the queue's jobs that ask the judge.
pub const TOPIC: &str = "judge";

/// Version of the prompt, recorded with every call.
const PROMPT: &str = "judge-1";
/// A word and its braces.
const TOKENS: u32 = 40;
/// Longest one question may take: the queue stops a job after three minutes, and a case has two.
pub(super) const LONGEST: Duration = Duration::from_secs(80);

/// Why the judge is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A new topic is near another: are they one?
    Near,
    /// A new topic, near none: is it another in quite other words?
    New,
    /// A hit was drawn for an audit.
    Audit,
    /// A teacher said that the sheet is on another topic.
    Report,
}

/// A question for the judge. The wording itself stays with the order it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The order whose wording is in question.
    pub order: OrderId,
    /// The topic it is compared with; its own if it is new.
    pub topic: TopicId,
    /// Why.
    pub why: Why,
}

impl Case {
    fn key(&self) -> String {
        format!("{}-{}", self.order, self.topic)
    }

    /// Its job.
    pub(super) fn push(self) -> serde_json::Result<Push> {
        Ok(Push {
            topic: TOPIC,
            key: self.key(),
            payload: serde_json::to_value(self)?,
            priority: Priority::Background,
            start_at: None,
        })
    }
}

/// What two questions came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Same,
    Doubtful,
    Different,
}

/// Asks the judge and does what follows from its answer.
#[derive(Clone)]
pub struct Judge {
    /// Database.
    pub db: Db,
    /// Clock.
    pub clock: Clock,
    /// Language models; absent: cases are dropped.
    pub models: Option<Arc<Router>>,
}

impl Handler for Judge {
    fn run(&self, payload: Value, attempt: Attempt) -> BoxFuture<'_, Outcome> {
        async move {
            let (Ok(case), Some(models)) = (serde_json::from_value::<Case>(payload), &self.models) else {
                return Outcome::Discard;
            };
            match self.judge(models, case).await {
                Ok(()) => Outcome::Done,
                Err(cause) if attempt.last => {
                    warn!("a case stays unjudged: {cause:#}");
                    Outcome::Discard
                }
                Err(cause) => {
                    info!("a case will be judged later: {cause:#}");
                    Outcome::Retry("judge")
                }
            }
        }
        .boxed()
    }
}

impl Judge {
    async fn judge(&self, models: &Router, case: Case) -> anyhow::Result<()> {
        let mut read = self.db.read().await?;
        let order = store::orders::find(read.on(), case.order).await?;
        let topic = store::topics::find(read.on(), case.topic).await?;
        drop(read);
        let (Some(order), Some(topic)) = (order, topic) else { return Ok(()) };
        let Some(wording) = Wording::read(&order.spec) else { return Ok(()) };
        let topic = match case.why {
            Why::New => match self.most_like(models, &wording, &topic).await? {
                Some(other) => other,
                None => return Ok(()),
            },
            Why::Near | Why::Audit | Why::Report => topic,
        };
        let verdict = ask(models, &wording, &topic).await?;
        telemetry::library_judged(case.why.code(), verdict.code());
        match case.why {
            Why::Near | Why::New => self.near(&wording, &topic, verdict).await,
            Why::Audit | Why::Report => self.audited(&wording, &topic, case.why, verdict).await,
        }
    }

    async fn near(&self, wording: &Wording, topic: &LibraryTopic, verdict: Verdict) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        if verdict == Verdict::Same {
            if let Some(own) = store::topics::of_wording(tx.on(), &wording.hash).await?
                && own != topic.id
            {
                store::topics::merge(tx.on(), own, topic.id, now).await?;
            }
        } else {
            store::topics::refuse(tx.on(), &wording.hash, topic.id, Refusal::Judged, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn audited(&self, wording: &Wording, topic: &LibraryTopic, why: Why, verdict: Verdict) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        if verdict == Verdict::Same {
            if why == Why::Report {
                store::topics::clear_report(tx.on(), &wording.hash, topic.id).await?;
            } else {
                store::topics::clean_audit(tx.on(), topic.id).await?;
            }
        } else {
            store::topics::refuse(tx.on(), &wording.hash, topic.id, Refusal::Audited, now).await?;
            store::topics::unshare(tx.on(), &wording.hash, topic.id, now).await?;
            if verdict == Verdict::Different {
                store::topics::watch(tx.on(), topic.id).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Asks both ways round.
async fn ask(models: &Router, wording: &Wording, topic: &LibraryTopic) -> Result<Verdict, ModelError> {
    let there = ask_once(models, wording, &wording.words, &topic.title).await?;
    let back = ask_once(models, wording, &topic.title, &wording.words).await?;
    Ok(match (there, back) {
        (true, true) => Verdict::Same,
        (false, false) => Verdict::Different,
        _ => Verdict::Doubtful,
    })
}

/// Whether a teacher who asked for `wanted` is content with a sheet made for `made`.
async fn ask_once(models: &Router, wording: &Wording, wanted: &str, made: &str) -> Result<bool, ModelError> {
    let partition = wording.partition;
    let user = format!(
        "subject: {}\ngrade: {}\nlanguage: {}\n<topics>\nmade for: {}\nasked for: {}\n</topics>",
        partition.subject.code(),
        partition.grade,
        partition.language.code(),
        plain(made),
        plain(wanted),
    );
    let schema = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["same"],
        "properties": { "same": { "type": "string", "enum": ["no", "yes"] } },
    });
    let prompt = Prompt {
        role: Role::Judge,
        version: PROMPT,
        system: include_str!("prompts/judge-1.md").to_owned(),
        user,
        schema: Schema::new("same_topic", schema),
        max_output_tokens: TOKENS,
    };
    let reply = models.ask(&prompt, &CallContext::within(LONGEST).later()).await?;
    let reply: Value = serde_json::from_str(&reply.text).map_err(|_| ModelError::Malformed)?;
    Ok(reply["same"] == "yes")
}

/// One line in which our marks cannot be forged.
fn plain(words: &str) -> String {
    words.chars().filter(|c| !matches!(c, '<' | '>')).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

impl Why {
    const fn code(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::New => "new",
            Self::Audit => "audit",
            Self::Report => "report",
        }
    }
}

impl Verdict {
    const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Doubtful => "doubtful",
            Self::Different => "different",
        }
    }
}
