//! The programme against itself: topics taken for one another, names that lead elsewhere.

use std::io::Write;

use listok_core::domain::{Grade, Locale, Subject};
use listok_core::programme;
use listok_core::topic::{self, Asked};

/// Whether topics of one subject and grade are taken for one another, and names that another topic has too.
pub(crate) fn run(out: &mut impl Write) -> anyhow::Result<()> {
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
                    let named: Vec<&str> = topic::around(&asked(name)).iter().map(|topic| topic.code).collect();
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
