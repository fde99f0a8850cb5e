//! Topics against labelled pairs and a library of the whole programme.

#[path = "topic/pairs.rs"]
mod pairs;

use listok_core::domain::{Grade, Locale, Subject};
use listok_core::programme;
use listok_core::topic::{Asked, Library, Match};

const PAIRS: &str = include_str!("data/topic-pairs-dev.jsonl");

#[test]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
fn labelled_pairs_are_judged_without_one_wrong_hit() {
    let judged = pairs::judged(PAIRS).unwrap();

    let wrong: Vec<String> = judged
        .iter()
        .filter(|one| one.accepted && !one.pair.same)
        .map(|one| format!("{}: {} | {} {:?}", one.pair.kind, one.pair.a.text, one.pair.b.text, one.verdict))
        .collect();
    let hits = judged.iter().filter(|one| one.accepted && one.pair.same).count();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(hits >= HITS, "{hits} hits");
}

/// Hits the labelled pairs must keep.
const HITS: usize = 167;

fn asked(subject: Subject, grade: Grade, text: &str) -> Asked {
    Asked::new(text, &[subject], grade, Locale::Ru)
}

#[test]
fn a_library_finds_every_topic_of_its_grade_again() {
    let mut lost = Vec::new();
    for (subject, grade) in Subject::ALL.iter().flat_map(|&subject| Grade::all().map(move |grade| (subject, grade))) {
        let mut library = Library::new();
        for topic in programme::of(subject, grade) {
            library.add(topic.code, asked(subject, grade, topic.title));
        }
        for topic in programme::of(subject, grade).step_by(5) {
            let typed = format!("нужен рабочий лист {}", topic.title.to_uppercase().to_lowercase());
            match library.find(&asked(subject, grade, &typed)) {
                Match::Hit(code, _) if code == topic.code => {}
                other => lost.push(format!("{} {}: {other:?}", topic.code, topic.title)),
            }
        }
    }

    assert_eq!(lost, Vec::<String>::new());
}
