//! What must never be taken for one topic, over the whole programme.

use std::sync::LazyLock;

use super::*;
use crate::programme;

fn asked(topic: &Topic, text: &str) -> Asked {
    asked_in(topic, *topic.grades.start(), text)
}

fn asked_in(topic: &Topic, grade: Grade, text: &str) -> Asked {
    Asked::new(text, &[topic.subject], grade, Locale::Ru)
}

/// Every topic and its title as asked for in its first grade.
static TITLES: LazyLock<Vec<(&Topic, Asked)>> =
    LazyLock::new(|| programme::all().iter().map(|topic| (topic, asked(topic, topic.title))).collect());

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
    // A genre may be left out by design: «(рассказ) «Муму»».
    let title = Title::name(title, &[Subject::Literature]);
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

/// Titles for which the mutated title is taken for the title itself, of every topic.
fn taken(mutation: Mutation) -> Vec<String> {
    let mutated = TITLES.iter().filter_map(|(topic, title)| Some((topic, title, mutation(topic.title)?)));
    mutated
        .filter(|(topic, title, text)| {
            let mutated = asked(topic, text);
            // What the curriculum itself calls the topic is no mistake: «среды обитания (организмов)».
            let named = || {
                let names = topic.phrasings().skip(1).map(|name| asked(topic, name));
                names.into_iter().any(|name| verify::compare(&name.title, &mutated.title, &[]).accepted())
            };
            verify(title, &mutated).accepted() && !named()
        })
        .map(|(topic, _, text)| format!("{}: {} | {text}", topic.code, topic.title))
        .collect()
}

#[test]
fn another_number_is_another_topic() {
    assert_eq!(taken(NUMBER_CHANGED), Vec::<String>::new());
    assert_eq!(taken(NUMBER_ADDED), Vec::<String>::new());
}

#[test]
fn a_negation_makes_another_topic() {
    assert_eq!(taken(NEGATION_ADDED), Vec::<String>::new());
}

#[test]
fn the_opposite_is_another_topic() {
    assert_eq!(taken(OPPOSITE), Vec::<String>::new());
}

#[test]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
fn a_member_of_a_list_is_not_the_list_nor_another_member() {
    let lists = [
        (Subject::Physics, 9, "сила тяжести", "вес тела", "сила тяжести и вес тела"),
        (Subject::Physics, 9, "длина волны", "скорость волны", "длина волны, скорость волны"),
        (Subject::Probability, 9, "перестановки", "факториал", "перестановки и факториал"),
        (Subject::Math, 5, "простые числа", "составные числа", "простые и составные числа"),
        (Subject::Informatics, 6, "схемы и деревья", "графы", "схемы, графы и деревья"),
        (Subject::Geography, 10, "лесные ресурсы", "водные ресурсы", "земельные, лесные и водные ресурсы мира"),
    ];
    let mut taken = Vec::new();
    for (subject, grade, one, other, list) in lists {
        let grade = Grade::new(grade).unwrap();
        let [one, other, list] = [one, other, list].map(|text| Asked::new(text, &[subject], grade, Locale::Ru));
        for (a, b) in [(&one, &other), (&one, &list), (&list, &other)] {
            if verify(a, b).accepted() {
                taken.push(format!("{} | {}", a.canonical(), b.canonical()));
            }
        }
        assert!(!around(&list).is_empty(), "{}", list.canonical());
    }

    assert_eq!(taken, Vec::<String>::new());
}

#[test]
fn a_word_less_or_another_word_is_another_topic() {
    // By the words alone: of «члены предложения» the curriculum itself leaves the second away.
    let dropped = TITLES.iter().filter_map(|(topic, title)| Some((topic, title, WORD_DROPPED(topic.title)?)));
    let taken_alone: Vec<String> = dropped
        .filter(|(topic, title, text)| verify::compare(&title.title, &asked(topic, text).title, &[]).accepted())
        .map(|(topic, _, text)| format!("{}: {} | {text}", topic.code, topic.title))
        .collect();
    assert_eq!(taken_alone, Vec::<String>::new());
    assert_eq!(taken(WORD_REPLACED), Vec::<String>::new());
}

/// In a hundred misspelt titles, as many must be understood.
const SLIPS_SEEN_THROUGH: usize = 95;

#[test]
fn one_slip_in_a_long_word_is_seen_through() {
    let (mut tried, mut missed, mut others) = (0, Vec::new(), Vec::new());
    for (n, (topic, title)) in TITLES.iter().enumerate().step_by(7) {
        let words = topic.title.split(' ').filter(|word| word.chars().all(char::is_alphabetic));
        let Some(long) = words.max_by_key(|word| word.chars().count()).filter(|word| word.chars().count() >= 8) else {
            continue;
        };
        let text = topic.title.replacen(long, &slip(long, n / 7), 1);
        let slipped = asked(topic, &text);
        tried += 1;
        if !verify(title, &slipped).accepted() {
            missed.push(text.clone());
        }
        let named = resolve(&slipped);
        if named.iter().any(|named| named.code != topic.code) {
            others.push(format!("{} {text}: {named:?}", topic.code));
        }
    }

    assert_eq!(others, Vec::<String>::new());
    assert!(missed.len() * 100 <= tried * (100 - SLIPS_SEEN_THROUGH), "{} of {tried}: {missed:#?}", missed.len());
}

/// The letter beside it on the keyboard.
fn another(letter: char) -> char {
    let rows = ["йцукенгшщзхъй", "фывапролджэф", "ячсмитьбюя", "qwertyuiopq", "asdfghjkla", "zxcvbnmz"];
    let beside = rows.iter().find_map(|row| row.chars().skip_while(|one| *one != letter).nth(1));
    beside.unwrap_or('е')
}

/// A letter left out, two that changed places, or another letter.
fn slip(word: &str, n: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + n % (letters.len() - 3);
    match n % 3 {
        0 => _ = letters.remove(at),
        1 => letters.swap(at, at + 1),
        _ => letters[at] = another(letters[at]),
    }
    letters.into_iter().collect()
}

#[test]
fn another_letter_is_another_topic() {
    assert_eq!(taken(LETTERS_CHANGED), Vec::<String>::new());
}

#[test]
fn two_topics_of_a_grade_are_never_taken_for_one() {
    let mut taken = Vec::new();
    for &subject in Subject::ALL {
        for grade in Grade::all() {
            let topics: Vec<(&Topic, Asked)> = TITLES
                .iter()
                .filter(|(topic, _)| topic.subject == subject && topic.grades.contains(&grade))
                .map(|(topic, title)| {
                    let same = title.grade() == grade.number();
                    (*topic, if same { title.clone() } else { asked_in(topic, grade, topic.title) })
                })
                .collect();
            for (n, (one, a)) in topics.iter().enumerate() {
                for (other, b) in &topics[n + 1..] {
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
    for (topic, named) in TITLES.iter() {
        let codes: Vec<&str> = resolve(named).iter().map(|topic| topic.code).collect();
        if codes != [topic.code] {
            others.push(format!("{} {}: {}", topic.code, topic.title, codes.join(" ")));
        }
    }

    assert_eq!(others, Vec::<String>::new());
}
