//! Topics against labelled pairs and a library of the whole programme.

#[path = "topic/pairs.rs"]
mod pairs;

use listok_core::domain::{Grade, Locale, Subject};
use listok_core::programme;
use listok_core::topic::{Asked, Library};

/// Labelled pairs, and the hits they must keep. The second file was written before the words of its pairs
/// were looked up here: for topics drawn from the programme, and of the make of the first.
const PAIRS: [(&str, usize); 2] =
    [(include_str!("data/topic-pairs-dev.jsonl"), 183), (include_str!("data/topic-pairs-own.jsonl"), 403)];

#[test]
fn labelled_pairs_are_judged_without_one_wrong_hit() {
    for (pairs, hits) in PAIRS {
        judge(pairs, hits);
    }
}

#[expect(clippy::unwrap_used, reason = "a test may stop here")]
fn judge(pairs: &str, least: usize) {
    let judged = pairs::judged(pairs).unwrap();

    let wrong: Vec<String> = judged
        .iter()
        .filter(|one| one.accepted && !one.pair.same)
        .map(|one| format!("{}: {} | {} {:?}", one.pair.kind, one.pair.a.text, one.pair.b.text, one.verdict))
        .collect();
    let hits = judged.iter().filter(|one| one.accepted && one.pair.same).count();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(hits >= least, "{hits} hits of {least}");
}

fn asked(subject: Subject, grade: Grade, text: &str) -> Asked {
    Asked::new(text, &[subject], grade, Locale::Ru)
}

#[expect(clippy::unwrap_used, reason = "a test may stop here")]
fn grade(number: u8) -> Grade {
    Grade::new(number).unwrap()
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
            let found = library.find(&asked(subject, grade, &typed));
            if found.hit().is_none_or(|(code, _)| code != topic.code) {
                lost.push(format!("{} {}: {found:?}", topic.code, topic.title));
            }
        }
    }

    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn two_topics_that_answer_are_none_and_one_taken_away_is_gone() {
    let fractions = |text: &str| asked(Subject::Math, grade(5), text);
    let mut library = Library::new();
    library.add(1, fractions("сложение дробей"));
    library.add(2, fractions("вычитание дробей"));
    library.add(3, fractions("сложить дроби"));

    let both = library.find(&fractions("складываем дроби"));
    library.remove(1);
    let other = library.find(&fractions("складываем дроби"));

    assert_eq!((both.passing.len(), both.hit()), (2, None));
    assert_eq!(other.hit().map(|(id, _)| id), Some(3));
    assert_eq!(library.len(), 2);
}

#[test]
fn a_near_miss_is_shown_to_the_judge() {
    let russian = |text: &str| asked(Subject::Russian, grade(5), text);
    let mut library = Library::new();
    library.add("н", russian("правописание н и нн в прилагательных и наречиях"));

    let found = library.find(&russian("н и нн в прилагательных и причастиях"));

    assert_eq!(found.hit(), None);
    assert_eq!(found.grey.map(|(id, _)| id), Some("н"));
}

#[test]
fn one_canonical_text_is_one_topic() {
    let text = |typed: &str| asked(Subject::Informatics, grade(8), typed).canonical();

    assert_eq!(text("Нужен рабочий лист: перевод из двоичной системы"), text("перевод из двоичной системы, 8 класс"));
    assert_ne!(text("перевод из двоичной в десятичную"), text("перевод в двоичную из десятичной"));
    assert_ne!(text("сложные предложения с союзами"), text("сложные предложения без союзов"));
}

#[test]
fn names_and_long_numbers_are_unknown_and_words_of_the_lesson_are_not() {
    let unknown = |subject, typed: &str| {
        asked(subject, grade(6), typed).unknown().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };

    assert_eq!(unknown(Subject::Math, "сложение дробей для Маши Иванкиной"), ["маши", "иванкиной"]);
    assert_eq!(unknown(Subject::Math, "деление для пети 89161234567"), ["пети", "89161234567"]);
    assert_eq!(unknown(Subject::Math, "сокращение дробей до 1000"), [""; 0]);
    assert_eq!(unknown(Subject::History, "правление Ивана Грозного"), [""; 0]);
}
