//! Labelled pairs of topics: hits among the same, wrong hits among the different.

#[path = "../../tests/topic/pairs.rs"]
mod labelled;

use std::collections::BTreeMap;
use std::io::Write;

use labelled::{Judged, Pair, judged};

pub(crate) fn run(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
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
