//! A text with questions.

use serde::{Deserialize, Serialize};

use super::{Body, Flaw, KeyWords, Shape, flaw, label};
use crate::Rich;

/// A text and tasks about it; the tasks are labelled with letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What to do.
    pub question: Rich,
    /// Title of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Rich>,
    /// Its paragraphs.
    pub paragraphs: Vec<Rich>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Rich>,
    /// Tasks about it, of any kind but this one.
    pub tasks: Vec<Body>,
}

impl Shape for Reading {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        if self.paragraphs.iter().all(Rich::is_blank) {
            flaw(flaws, "reading.no_text", "no text");
        }
        if self.tasks.is_empty() || self.tasks.len() > 12 {
            flaw(flaws, "reading.tasks", self.tasks.len());
        }
        for task in &self.tasks {
            if matches!(task, Body::Reading(_)) {
                flaw(flaws, "reading.nested", "a text within a text");
            } else {
                task.shape().check(flaws);
            }
        }
    }

    fn key(&self, words: &KeyWords) -> Rich {
        let answers: Vec<_> = self
            .tasks
            .iter()
            .enumerate()
            .filter(|(_, task)| !matches!(task, Body::Reading(_)))
            .map(|(i, task)| format!("{} — {}", label::letter(words.locale, i), task.shape().key(words).source()))
            .collect();
        Rich(answers.join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        let tasks = self.tasks.iter().filter(|t| !matches!(t, Body::Reading(_))).flat_map(|t| t.shape().texts());
        std::iter::once(&self.question).chain(&self.title).chain(&self.paragraphs).chain(tasks).collect()
    }
}
