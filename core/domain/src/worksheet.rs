//! A worksheet: typed content from which sheet and key are derived.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::task::Verification;
use crate::{Grade, Layout, Locale, Rich, Subject, Task};

/// One version of a worksheet's content. The key has no text of its own: it is derived from the tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// Version of this JSON shape, [`Worksheet::SCHEMA`] when written now.
    pub schema: u16,
    /// Language of the sheet.
    pub locale: Locale,
    /// Subject.
    pub subject: Subject,
    /// Grade.
    pub grade: Grade,
    /// Topic, as ordered.
    pub topic: String,
    /// Title at the head of the page.
    pub title: String,
    /// Named kind of work («самостоятельная»), shown with the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_of_work: Option<String>,
    /// What to do, for the whole sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<Rich>,
    /// One to four variants.
    pub variants: Vec<Variant>,
    /// Whether the page is set in larger type.
    #[serde(default)]
    pub large_print: bool,
    /// How the pages are laid out.
    #[serde(default, skip_serializing_if = "Layout::is_ordinary")]
    pub layout: Layout,
    /// Where the tasks came from.
    pub origin: Origin,
    /// What the teacher must know about this content, e.g. that a task was dropped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// One variant: the same skills, other numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Sections in page order; tasks are numbered through.
    pub sections: Vec<Section>,
}

/// Tasks under an optional heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading, e.g. «Часть А».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Rich>,
    /// The tasks.
    pub tasks: Vec<Task>,
}

/// Where the tasks of a sheet came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Computed by our own generators.
    Drill,
    /// Written by a language model and checked.
    Model,
    /// Taken from the pool of earlier sheets.
    Cache,
    /// Written by the sandbox's stand-in model; labelled as such on the page.
    Demonstration,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 4] = [Self::Drill, Self::Model, Self::Cache, Self::Demonstration];

    /// Stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drill => "drill",
            Self::Model => "model",
            Self::Cache => "cache",
            Self::Demonstration => "demonstration",
        }
    }

    /// The origin of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// A remark on the content that must reach the teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// Fewer tasks than ordered: the rest failed its checks.
    Fewer {
        /// Tasks ordered per variant.
        ordered: u8,
        /// Tasks delivered per variant.
        delivered: u8,
    },
    /// The teacher asked for more tasks than a variant may hold.
    CutToLimit {
        /// The most a variant may hold.
        limit: u8,
    },
}

impl Variant {
    /// All its tasks, section after section.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.sections.iter().flat_map(|section| &section.tasks)
    }
}

impl Worksheet {
    /// The current version of the JSON shape.
    pub const SCHEMA: u16 = 1;

    /// Tasks of a variant, numbered from 1.
    pub fn tasks(&self, variant: usize) -> impl Iterator<Item = (u16, &Task)> {
        self.variants.get(variant).into_iter().flat_map(Variant::tasks).zip(1u16..).map(|(task, number)| (number, task))
    }

    /// The question of every task of every variant, without markup.
    pub fn questions(&self) -> impl Iterator<Item = String> {
        (0..self.variants.len())
            .flat_map(|variant| self.tasks(variant))
            .filter_map(|(_, task)| task.texts().first().map(|question| question.plain()))
    }

    /// Numbers of the tasks whose answers nothing could verify, in one variant or another.
    pub fn unverified(&self) -> BTreeSet<u16> {
        let tasks = (0..self.variants.len()).flat_map(|variant| self.tasks(variant));
        tasks.filter(|(_, task)| task.verification == Verification::Unverified).map(|(number, _)| number).collect()
    }

    /// Puts a task in place of one of a variant, by its number from 1. `false`: there is no such number.
    pub fn put(&mut self, variant: usize, number: u16, task: Task) -> bool {
        let sections = self.variants.get_mut(variant).into_iter().flat_map(|variant| &mut variant.sections);
        let mut tasks = sections.flat_map(|section| &mut section.tasks).zip(1u16..);
        let Some((old, _)) = tasks.find(|(_, at)| *at == number) else { return false };
        *old = task;
        true
    }

    /// Tasks in the first variant.
    pub fn len(&self) -> usize {
        self.tasks(0).count()
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
