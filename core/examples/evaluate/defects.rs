//! Planted defects: what the checks catch, mend, drop or miss, and what they take for a defect that is none.

#[path = "../../tests/generation/planted.rs"]
mod planted;

use std::collections::BTreeMap;
use std::io::Write;

use planted::{Fate, Line, judge};

#[derive(Default)]
struct Count {
    caught: u32,
    repaired: u32,
    dropped: u32,
    all: u32,
}

impl Count {
    fn add(&mut self, fate: &Fate) {
        self.all += 1;
        match fate {
            Fate::Repaired(_) => self.repaired += 1,
            Fate::Dropped(_) => self.dropped += 1,
            Fate::Missed => return,
        }
        self.caught += 1;
    }

    fn line(&self, name: &str) -> String {
        let Self { caught, repaired, dropped, all } = self;
        format!("{name}: caught {caught}/{all}, repaired {repaired}, dropped {dropped}, missed {}", all - caught)
    }
}

/// Judges every line of the files and prints totals, then classes, then checks, then errors.
pub(crate) fn run(files: &[&str], out: &mut impl Write) -> anyhow::Result<()> {
    let (mut total, mut computable, mut clean, mut alarms) = (Count::default(), Count::default(), 0_u32, 0_u32);
    let mut classes: BTreeMap<String, Count> = BTreeMap::new();
    let mut checks: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    let mut errors = Vec::new();
    for file in files {
        for line in planted::lines(&std::fs::read_to_string(file)?)? {
            let judged = judge(&line)?;
            let Line { id, defect, .. } = &line;
            if let Some(defect) = defect {
                for fate in &judged.planted {
                    total.add(fate);
                    if line.computable {
                        computable.add(fate);
                    }
                    classes.entry(defect.clone()).or_default().add(fate);
                    match fate {
                        Fate::Repaired(check) | Fate::Dropped(check) => checks.entry(check).or_default().0 += 1,
                        Fate::Missed => errors.push(format!("missed {defect}: {id}")),
                    }
                }
            }
            clean += judged.clean;
            alarms += u32::try_from(judged.alarms.len())?;
            for (at, check, detail) in judged.alarms {
                checks.entry(check).or_default().1 += 1;
                errors.push(format!("false alarm {check}: {id} task {at}: {detail}"));
            }
        }
    }
    writeln!(out, "{}", total.line("defects"))?;
    writeln!(out, "{}", computable.line("computable"))?;
    writeln!(out, "false alarms {alarms}/{clean}")?;
    for (class, count) in &classes {
        writeln!(out, "{}", count.line(class))?;
    }
    for (check, (caught, alarms)) in &checks {
        writeln!(out, "check {check}: caught {caught}, false alarms {alarms}")?;
    }
    errors.sort();
    for error in errors {
        writeln!(out, "{error}")?;
    }
    Ok(())
}
