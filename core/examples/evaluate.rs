//! Measures the topic comparison on labelled data: `cargo run -p listok-core --example evaluate -- pairs FILE`.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context;
use listok_core::domain::{Grade, Locale, Subject};
use listok_core::programme;
use listok_core::topic::{self, Asked};
use serde::Deserialize;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    // One subcommand a kind of labelled data.
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pairs", file] => pairs(&std::fs::read_to_string(file)?, &mut out),
        ["programme"] => programme(&mut out),
        _ => anyhow::bail!("evaluate pairs FILE | evaluate programme"),
    }
}

/// Two topics and whether one worksheet serves both.
#[derive(Deserialize)]
struct Pair {
    a: Side,
    b: Side,
    same: bool,
    kind: String,
}

#[derive(Deserialize)]
struct Side {
    text: String,
    subject: String,
    grade: u8,
    /// Whatever else tells requests apart: form, language, textbook.
    #[serde(flatten)]
    key: BTreeMap<String, serde_json::Value>,
}

impl Side {
    fn asked(&self) -> anyhow::Result<Asked> {
        let cyrillic = self.text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'));
        let language = if cyrillic { Locale::Ru } else { Locale::En };
        Ok(Asked::new(&self.text, &subjects(&self.subject)?, Grade::new(self.grade)?, language))
    }
}

fn pairs(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    #[derive(Default)]
    struct Count {
        same: (u32, u32),
        different: (u32, u32),
    }
    let mut kinds: BTreeMap<String, Count> = BTreeMap::new();
    let mut errors = Vec::new();
    for (line, json) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let pair: Pair = serde_json::from_str(json).with_context(|| format!("line {}", line + 1))?;
        let verdict = topic::verify(&pair.a.asked()?, &pair.b.asked()?);
        let accepted = verdict.accepted() && pair.a.key == pair.b.key;
        let count = kinds.entry(pair.kind.clone()).or_default();
        let (of, all) = if pair.same { &mut count.same } else { &mut count.different };
        *of += u32::from(accepted);
        *all += 1;
        if accepted != pair.same {
            let what = if accepted { "WRONG" } else { "missed" };
            let veto = verdict.veto.map_or_else(String::new, |veto| format!("{veto:?}"));
            let Pair { a, b, kind, .. } = pair;
            errors.push(format!(
                "{what} {kind}: {} | {} ({} {}) {:.2} {veto}",
                a.text, b.text, a.subject, a.grade, verdict.score
            ));
        }
    }
    let total = |part: fn(&Count) -> (u32, u32)| {
        kinds.values().map(part).fold((0, 0), |(of, all), (more, whole)| (of + more, all + whole))
    };
    let (hits, same) = total(|count| count.same);
    let (wrong, different) = total(|count| count.different);
    writeln!(out, "hits {hits}/{same}")?;
    writeln!(out, "wrong {wrong}/{different}")?;
    for (kind, Count { same, different }) in &kinds {
        if same.1 > 0 {
            writeln!(out, "{kind}: hits {}/{}", same.0, same.1)?;
        }
        if different.1 > 0 {
            writeln!(out, "{kind}: wrong {}/{}", different.0, different.1)?;
        }
    }
    errors.sort();
    for error in errors {
        writeln!(out, "{error}")?;
    }
    Ok(())
}

/// Whether topics of one subject and grade are taken for one another, and names that another topic has too.
fn programme(out: &mut impl Write) -> anyhow::Result<()> {
    let (mut compared, mut taken, mut shared) = (0_u64, Vec::new(), Vec::new());
    for &subject in Subject::ALL {
        for grade in Grade::all() {
            let asked = |text: &str| Asked::new(text, &[subject], grade, Locale::Ru);
            let topics: Vec<_> = programme::of(subject, grade).map(|topic| (topic, asked(topic.title))).collect();
            for (n, (one, a)) in topics.iter().enumerate() {
                for (other, b) in &topics[n + 1..] {
                    compared += 1;
                    if topic::verify(a, b).accepted() {
                        taken.push(format!("{} {} | {} {}", one.code, one.title, other.code, other.title));
                    }
                }
                for name in one.phrasings().filter(|_| *one.grades.start() == grade) {
                    let named: Vec<&str> = topic::resolve(&asked(name)).iter().map(|topic| topic.code).collect();
                    if named != [one.code] {
                        shared.push(format!("{} {name}: {}", one.code, named.join(" ")));
                    }
                }
            }
        }
    }
    writeln!(out, "taken {}/{compared}", taken.len())?;
    writeln!(out, "names that do not lead to their topic alone: {}", shared.len())?;
    for line in taken.iter().chain(&shared) {
        writeln!(out, "{line}")?;
    }
    Ok(())
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
