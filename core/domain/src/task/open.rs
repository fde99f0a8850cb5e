//! Free writing, marked by criteria.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, flaw};
use crate::Rich;

/// A question answered in the pupil's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// The question.
    pub question: Rich,
    /// An answer that would get full marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Rich>,
    /// What earns points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
}

/// One thing that earns points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// What must be there.
    pub text: Rich,
    /// Points for it.
    pub points: u8,
}

impl Shape for Open {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let sample = self.sample.as_ref().is_some_and(|s| !s.is_blank());
        if !sample && self.criteria.is_empty() {
            flaw(flaws, "open.no_criteria", "neither sample nor criteria");
        }
    }

    fn key(&self, words: &KeyWords) -> Rich {
        let sample = self.sample.as_ref().map(|sample| sample.source().to_owned());
        let criteria: Vec<_> = self.criteria.iter().map(|c| format!("{} ({})", c.text.source(), c.points)).collect();
        let criteria = (!criteria.is_empty()).then(|| format!("<i>{}:</i> {}", words.criteria, criteria.join("; ")));
        let parts: Vec<_> = sample.into_iter().chain(criteria).collect();
        Rich(parts.join(" "))
    }

    fn texts(&self) -> Vec<&Rich> {
        vec![&self.question]
    }
}
