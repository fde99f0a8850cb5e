//! Labelled pairs of topics: how a line is read and judged.

use std::collections::BTreeMap;

use anyhow::Context;
use listok_core::domain::{Grade, Locale, Subject};
use listok_core::topic::{self, Asked, Verdict};
use serde::Deserialize;

/// Two topics and whether one worksheet serves both.
#[derive(Deserialize)]
pub(crate) struct Pair {
    /// One request.
    pub(crate) a: Side,
    /// Another one.
    pub(crate) b: Side,
    /// The label.
    pub(crate) same: bool,
    /// What differs between them.
    pub(crate) kind: String,
}

/// What became of a pair.
pub(crate) struct Judged {
    /// The pair.
    pub(crate) pair: Pair,
    /// The verdict on the topics.
    pub(crate) verdict: Verdict,
    /// Whether one worksheet would be served for both.
    pub(crate) accepted: bool,
}

/// Judges every line of a file.
pub(crate) fn judged(text: &str) -> anyhow::Result<Vec<Judged>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| {
            let pair: Pair = serde_json::from_str(line).with_context(|| format!("line {}", n + 1))?;
            let verdict = topic::verify(&pair.a.asked()?, &pair.b.asked()?);
            let accepted = verdict.accepted() && pair.a.key == pair.b.key;
            Ok(Judged { pair, verdict, accepted })
        })
        .collect()
}

/// A topic as it was asked for.
#[derive(Deserialize)]
pub(crate) struct Side {
    /// As typed.
    pub(crate) text: String,
    /// In Russian or English words.
    pub(crate) subject: String,
    /// 1 to 11.
    pub(crate) grade: u8,
    /// Whatever else tells requests apart: form, language, textbook.
    #[serde(flatten)]
    pub(crate) key: BTreeMap<String, serde_json::Value>,
}

impl Side {
    fn asked(&self) -> anyhow::Result<Asked> {
        let cyrillic = self.text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'));
        let language = if cyrillic { Locale::Ru } else { Locale::En };
        Ok(Asked::new(&self.text, &subjects(&self.subject)?, Grade::new(self.grade)?, language))
    }
}

/// A subject in Russian, English or by its code.
fn subjects(name: &str) -> anyhow::Result<Vec<Subject>> {
    let name = name.to_lowercase();
    let named = |stems: &[&str]| stems.iter().any(|stem| name.starts_with(stem));
    if named(&["science"]) {
        return Ok(vec![Subject::World, Subject::Biology, Subject::Chemistry, Subject::Physics, Subject::Geography]);
    }
    if named(&["math"]) {
        return Ok(vec![Subject::Math, Subject::Algebra, Subject::Geometry, Subject::Probability]);
    }
    let known: [(&[&str], Subject); 15] = [
        (&["матем"], Subject::Math),
        (&["алгебр", "algebra"], Subject::Algebra),
        (&["геометр", "geometry"], Subject::Geometry),
        (&["вероятн", "статист", "probab", "statist"], Subject::Probability),
        (&["русск", "russian"], Subject::Russian),
        (&["литерат", "чтение", "literature"], Subject::Literature),
        (&["англ", "english", "иностр"], Subject::English),
        (&["окруж", "world"], Subject::World),
        (&["биолог", "biology"], Subject::Biology),
        (&["хими", "chemistry"], Subject::Chemistry),
        (&["физик", "physics"], Subject::Physics),
        (&["истор", "history"], Subject::History),
        (&["обществ", "social"], Subject::Social),
        (&["географ", "geography"], Subject::Geography),
        (&["информ", "informatics", "computer", "computing"], Subject::Informatics),
    ];
    let found = known.iter().find(|(stems, _)| named(stems)).map(|(_, subject)| *subject);
    Ok(vec![found.with_context(|| format!("no subject is called {name}"))?])
}
