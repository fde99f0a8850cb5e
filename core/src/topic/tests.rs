//! What must never be taken for one topic, over the whole programme.

use super::*;
use crate::programme;

fn asked(topic: &Topic, text: &str) -> Asked {
    asked_in(topic, *topic.grades.start(), text)
}

fn asked_in(topic: &Topic, grade: Grade, text: &str) -> Asked {
    Asked::new(text, &[topic.subject], grade, Locale::Ru)
}

/// A text that the mutation makes of a title, if it applies.
type Mutation = fn(&str) -> Option<String>;

const NUMBER_CHANGED: Mutation = |title| {
    let at = title.find(|c: char| c.is_ascii_digit())?;
    let end = title[at..].find(|c: char| !c.is_ascii_digit()).map_or(title.len(), |length| at + length);
    let number: u32 = title[at..end].parse().ok()?;
    Some(format!("{}{}{}", &title[..at], number + 1, &title[end..]))
};
const NUMBER_ADDED: Mutation = |title| Some(format!("{title} 7"));
const NEGATION_ADDED: Mutation = |title| {
    let (first, last) = title.rsplit_once(' ')?;
    Some(format!("{first} без {last}"))
};
const WORD_DROPPED: Mutation = |title| {
    let title = Title::read(title, &[]);
    let content: Vec<&str> = title
        .tokens
        .iter()
        .filter(|token| token.weight == title::Weight::Content)
        .map(|token| token.text.as_str())
        .collect();
    (content.len() > 2).then(|| content[..content.len() - 1].join(" "))
};
const WORD_REPLACED: Mutation = |title| {
    let (first, _) = title.rsplit_once(' ')?;
    Some(format!("{first} самолёты"))
};
const LETTERS_CHANGED: Mutation = |title| {
    let at = title.find(" и ")?;
    let letter = |text: &str| text.chars().count() == 1;
    let before = title[..at].rsplit(' ').next()?;
    letter(before).then(|| title.replacen(&format!("{before} и "), "щ и ", 1))
};
const OPPOSITE: Mutation = |title| {
    let opposites = [
        ("сложение", "вычитание"),
        ("умножение", "деление"),
        ("правильн", "неправильн"),
        ("гласн", "согласн"),
        ("союзн", "бессоюзн"),
        ("прямая", "обратная"),
        ("возрастание", "убывание"),
        ("звонк", "глух"),
        ("полож", "отриц"),
        ("present", "past"),
    ];
    opposites.iter().find_map(|(one, other)| {
        let at = title.find(one).filter(|at| *at == 0 || title[..*at].ends_with(' '))?;
        Some(format!("{}{other}{}", &title[..at], &title[at + one.len()..]))
    })
};

/// Titles for which the mutated title is taken for the title itself, of every `step`th topic.
fn taken(mutation: Mutation, step: usize, synonyms_allowed: bool) -> Vec<String> {
    let mutated = programme::all().iter().step_by(step).filter_map(|topic| Some((topic, mutation(topic.title)?)));
    mutated
        .map(|(topic, text)| (topic, asked(topic, topic.title), asked(topic, &text), text))
        .filter(|(_, title, mutated, _)| {
            // What the curriculum itself calls the topic is no mistake: «среды обитания (организмов)».
            let words = verify::compare(&title.title, &mutated.title, &[]);
            words.accepted() || (!synonyms_allowed && verify(title, mutated).accepted())
        })
        .map(|(topic, _, _, text)| format!("{}: {} | {text}", topic.code, topic.title))
        .collect()
}

#[test]
fn another_number_is_another_topic() {
    assert_eq!(taken(NUMBER_CHANGED, 1, false), Vec::<String>::new());
    assert_eq!(taken(NUMBER_ADDED, 3, false), Vec::<String>::new());
}

#[test]
fn a_negation_makes_another_topic() {
    assert_eq!(taken(NEGATION_ADDED, 3, false), Vec::<String>::new());
}

#[test]
fn the_opposite_is_another_topic() {
    assert_eq!(taken(OPPOSITE, 1, false), Vec::<String>::new());
}

#[test]
fn a_word_less_or_another_word_is_another_topic() {
    assert_eq!(taken(WORD_DROPPED, 3, true), Vec::<String>::new());
    assert_eq!(taken(WORD_REPLACED, 3, false), Vec::<String>::new());
}

#[test]
fn another_letter_is_another_topic() {
    assert_eq!(taken(LETTERS_CHANGED, 1, false), Vec::<String>::new());
}

#[test]
fn two_topics_of_a_grade_are_never_taken_for_one() {
    let mut taken = Vec::new();
    for &subject in Subject::ALL {
        for grade in Grade::all() {
            let topics: Vec<(&Topic, Asked)> =
                programme::of(subject, grade).map(|topic| (topic, asked_in(topic, grade, topic.title))).collect();
            for (n, (one, a)) in topics.iter().enumerate() {
                // Neighbours in teaching are likest; of the rest a third, all of them in the `evaluate` example.
                for (_, (other, b)) in
                    topics.iter().enumerate().skip(n + 1).filter(|(m, _)| m - n < 12 || m % 3 == n % 3)
                {
                    if verify(a, b).accepted() {
                        taken.push(format!("{} {} | {} {}", one.code, one.title, other.code, other.title));
                    }
                }
            }
        }
    }

    assert_eq!(taken, Vec::<String>::new());
}

#[test]
fn a_title_of_the_programme_names_its_own_topic_only() {
    let mut others = Vec::new();
    for topic in programme::all() {
        let named = asked(topic, topic.title);
        let codes: Vec<&str> = resolve(&named).iter().map(|topic| topic.code).collect();
        if codes != [topic.code] {
            others.push(format!("{} {}: {}", topic.code, topic.title, codes.join(" ")));
        }
    }

    assert_eq!(others, Vec::<String>::new());
}
