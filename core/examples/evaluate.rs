//! Measures the topic comparison on labelled data: `cargo run -p listok-core --example evaluate -- pairs FILE`.

#[path = "../tests/topic/pairs.rs"]
mod pairs;

use std::collections::BTreeMap;
use std::io::Write;

use listok_core::domain::{Grade, Locale, Subject};
use listok_core::programme;
use listok_core::topic::{self, Asked};

use pairs::{Judged, Pair, judged};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    // One subcommand a kind of labelled data.
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pairs", file] => pair_counts(&std::fs::read_to_string(file)?, &mut out),
        ["programme"] => programme(&mut out),
        _ => anyhow::bail!("evaluate pairs FILE | evaluate programme"),
    }
}

fn pair_counts(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    #[derive(Default)]
    struct Count {
        same: (u32, u32),
        different: (u32, u32),
    }
    let mut kinds: BTreeMap<String, Count> = BTreeMap::new();
    let mut errors = Vec::new();
    for Judged { pair, verdict, accepted } in judged(text)? {
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
