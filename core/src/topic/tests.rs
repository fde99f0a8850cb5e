//! What must never be taken for one topic, over the whole programme.

use std::collections::HashSet;
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

/// Titles in which a word may go: code, what is left, why any teacher is served by the same sheet.
const WORDS_LEFT_OUT: &str = include_str!("../../tests/data/words-left-out.tsv");

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

/// A mutated title that is taken for the title itself.
fn accepted(topic: &Topic, title: &Asked, text: &str) -> bool {
    let mutated = asked(topic, text);
    // What the curriculum itself calls the topic is no mistake: «среды обитания (организмов)».
    let named = || {
        let names = topic.phrasings().skip(1).map(|name| asked(topic, name));
        names.into_iter().any(|name| verify::compare(&name.title, &mutated.title, &[]).accepted())
    };
    verify(title, &mutated).accepted() && !named()
}

/// Titles for which the mutated title is taken for the title itself, of every topic.
fn taken(mutation: Mutation) -> Vec<String> {
    let mutated = TITLES.iter().filter_map(|(topic, title)| Some((topic, title, mutation(topic.title)?)));
    mutated
        .filter(|(topic, title, text)| accepted(topic, title, text))
        .map(|(topic, _, text)| format!("{}: {} | {text}", topic.code, topic.title))
        .collect()
}

/// The title without each of its content words in turn, and without the joining words that stood by it.
fn words_dropped(topic: &Topic, title: &Title) -> Vec<String> {
    let words: Vec<&str> = topic.title.split(' ').collect();
    let joining = |word: &str| plain::words().joining.contains(word) || plain::words().negations.contains(word);
    let content = |title: &Title| title.tokens.iter().filter(|token| token.weight == title::Weight::Content).count();
    let dropped = |at: usize| {
        let mut left: Vec<&str> = words.clone();
        left.remove(at);
        while at > 0 && at == left.len() && left.last().is_some_and(|last| joining(last)) {
            left.pop();
        }
        while left.get(at).is_some_and(|next| at == 0 && joining(next)) {
            left.remove(0);
        }
        let listed = at > 0 && left.get(at).is_some_and(|next| matches!(*next, "и" | "или" | "and" | "or"));
        if listed && joining(left[at - 1]) {
            left.remove(at - 1);
        }
        left.join(" ").trim_end_matches([',', ':', '(']).trim_start_matches(['—', ' ']).to_owned()
    };
    let texts = (0..words.len()).filter(|&at| words.len() > 1 && !joining(words[at])).map(dropped);
    texts.filter(|text| !text.is_empty() && content(&asked(topic, text).title) < content(title)).collect()
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
    let reviewed = WORDS_LEFT_OUT.lines().filter(|line| !line.starts_with('#'));
    let mut reviewed: HashSet<&str> =
        reviewed.map(|line| line.rsplit_once('\t').map_or(line, |(what, _)| what)).collect();
    let mut others = Vec::new();
    for (topic, title) in TITLES.iter() {
        let names: Vec<Title> = topic.phrasings().map(|name| Title::name(name, &[topic.subject])).collect();
        // What neither the title nor a name of the topic comes near to is not asked of the whole programme.
        let near = |text: &String| {
            let short = asked(topic, text);
            let same = |one: &Title| verify::compare(&short.title, one, &short.lexicons()).accepted();
            same(&title.title) || names.iter().any(same)
        };
        let short = words_dropped(topic, &title.title).into_iter().filter(near);
        let short = short.filter(|text| accepted(topic, title, text));
        let lines = short.map(|text| format!("{}\t{text}", topic.code));
        others.extend(
            lines.filter(|line| !reviewed.remove(line.as_str())).map(|line| format!("{line} ({})", topic.title)),
        );
    }
    assert!(others.is_empty(), "{}:\n{}", others.len(), others.join("\n"));
    assert_eq!(reviewed, HashSet::new(), "no longer taken for the title");
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
