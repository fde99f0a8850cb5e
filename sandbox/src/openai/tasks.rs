//! Worksheet tasks on request: `worksheet_tasks`, the schema of Listok's author.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::bank::{self, Language, Task};
use crate::chance::{Dice, digest};

/// Most tasks written in one answer.
const MOST: usize = 60;

/// Share of common words, in percent, below the one at which Listok's checks see a repetition.
const ALIKE: usize = 88;
/// Entries of a list of what to avoid that may have been cut.
const FULL_AVOIDANCE: usize = 40;

/// What the author's turn asks for.
struct Wanted<'a> {
    topic: &'a str,
    subject: &'a str,
    language: Language,
    /// Kinds, and how many tasks of them.
    groups: Vec<(Vec<String>, usize)>,
    /// Levels of the tasks, easiest first, where they are counted.
    levels: Vec<u8>,
    avoid: String,
}

/// Title and tasks for the author's turn: exactly as many as asked for, all different.
pub(super) fn worksheet(user: &str, schema: &Value) -> Value {
    let wanted = read(user, schema);
    let dice = Dice::new(digest(user.as_bytes()));
    let mut chosen = Chosen::default();
    for (kinds, count) in &wanted.groups {
        let goal = chosen.tasks.len() + count;
        // The list of what to avoid is cut to its newest entries: when it is full, older tasks of the
        // bank would come back unrecognised.
        if wanted.avoid.split(" / ").count() < FULL_AVOIDANCE {
            for pool in bank::pools(wanted.subject, wanted.topic, wanted.language, &dice) {
                chosen.fill(pool, kinds, goal, &wanted.avoid);
            }
        }
        // Number problems never run out; the last resort is one that resembles another.
        for attempt in 0..MOST * 60 {
            if chosen.tasks.len() >= goal {
                break;
            }
            chosen.alike = if attempt < MOST * 50 { ALIKE } else { 100 };
            let kind = kinds.get(attempt % kinds.len()).map_or("open", String::as_str);
            let another = bank::another(kind, wanted.topic, wanted.language, &dice);
            chosen.fill(vec![another], kinds, goal, &wanted.avoid);
        }
        chosen.alike = ALIKE;
    }
    let mut tasks: Vec<Task> = chosen.tasks.into_iter().map(|(task, _)| task).collect();
    tasks.sort_by_key(|task| task.d);
    for (task, level) in tasks.iter_mut().zip(&wanted.levels) {
        task.d = *level;
    }
    let mut letters = wanted.topic.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let of_task = &schema["properties"]["tasks"]["items"];
    json!({ "title": title, "tasks": tasks.into_iter().map(|task| fitted(task.json(), of_task)).collect::<Vec<_>>() })
}

/// The task with just the fields its schema names; fields the bank does not know are empty.
fn fitted(task: Value, schema: &Value) -> Value {
    let is_of_kind =
        |shape: &&Value| shape["properties"]["k"]["enum"].as_array().is_some_and(|kinds| kinds.contains(&task["k"]));
    let shape = schema["anyOf"].as_array().and_then(|shapes| shapes.iter().find(is_of_kind)).unwrap_or(schema);
    let Some(properties) = shape["properties"].as_object() else { return task };
    let empty = |shape: &Value| if shape["type"] == "array" { json!([]) } else { json!("") };
    let field =
        |(name, shape): (&String, &Value)| (name.clone(), task.get(name).cloned().unwrap_or_else(|| empty(shape)));
    Value::Object(properties.iter().map(field).collect())
}

/// The tasks chosen so far, each with its words.
struct Chosen {
    tasks: Vec<(Task, BTreeSet<String>)>,
    /// Share of common words, in percent, from which two tasks count as the same.
    alike: usize,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { tasks: Vec::new(), alike: ALIKE }
    }
}

impl Chosen {
    /// Takes tasks of the wanted kinds in turn, first those that do not give each other away.
    fn fill(&mut self, mut pool: Vec<Task>, kinds: &[String], goal: usize, avoid: &str) {
        pool.retain(|task| !is_avoided(task, avoid));
        let mut pool: Vec<_> = pool.into_iter().map(|task| (task.words(), task)).collect();
        for fresh in [true, false] {
            let mut found = true;
            while found {
                found = false;
                for kind in kinds {
                    if self.tasks.len() >= goal {
                        return;
                    }
                    let at = pool.iter().position(|(words, task)| {
                        task.k == kind
                            && !self.has(words)
                            && !(fresh && self.tasks.iter().any(|(other, _)| other.reveals(task)))
                    });
                    if let Some(at) = at {
                        let (words, task) = pool.remove(at);
                        self.tasks.push((task, words));
                        found = true;
                    }
                }
            }
        }
    }

    /// Whether a task of nearly these words is there.
    fn has(&self, words: &BTreeSet<String>) -> bool {
        self.tasks
            .iter()
            .any(|(_, other)| words.intersection(other).count() * 100 >= words.len().max(other.len()) * self.alike)
    }
}

/// The beginning of what it asks stands in the list of what not to repeat.
fn is_avoided(task: &Task, avoid: &str) -> bool {
    let beginning: String = task.gist().split(['[', '$']).next().unwrap_or_default().chars().take(50).collect();
    !avoid.is_empty() && beginning.chars().count() >= 8 && avoid.contains(beginning.trim())
}

fn read<'a>(user: &'a str, schema: &Value) -> Wanted<'a> {
    let line = |name: &str| {
        let found = user.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':'));
        found.map(str::trim).unwrap_or_default()
    };
    let of_task = &schema["properties"]["tasks"]["items"];
    let shapes = of_task["anyOf"].as_array().map_or_else(|| vec![of_task], |shapes| shapes.iter().collect());
    let of_schema = shapes.iter().filter_map(|shape| shape["properties"]["k"]["enum"].as_array()).flatten();
    let allowed: Vec<&str> = of_schema.filter_map(Value::as_str).collect();
    let is_kind = |kind: &&str| bank::KINDS.contains(kind) && (allowed.is_empty() || allowed.contains(kind));
    let named =
        |kinds: &str| -> Vec<String> { kinds.split('|').map(str::trim).filter(is_kind).map(str::to_owned).collect() };
    let mut groups = Vec::new();
    let mut kinds = Vec::new();
    for item in line("kinds").split(',') {
        match counted(item) {
            Some((names, count)) => groups.push((named(names), count)),
            None => kinds.extend(named(item)),
        }
    }
    // Nothing else is known to the bank.
    let mut any: Vec<String> = bank::KINDS.into_iter().filter(is_kind).map(str::to_owned).collect();
    if any.is_empty() {
        any.push("open".to_owned());
    }
    if groups.is_empty() {
        let count = line("count").parse().unwrap_or(5).clamp(1, MOST);
        groups.push((kinds, count));
    }
    for (kinds, count) in &mut groups {
        *count = (*count).min(MOST);
        if kinds.is_empty() {
            kinds.clone_from(&any);
        }
    }
    let levels = line("levels").split(',').filter_map(counted);
    let levels = levels.filter_map(|(level, count)| Some(std::iter::repeat_n(level.parse().ok()?, count.min(MOST))));
    let topic = line("topic");
    Wanted {
        topic: if topic.is_empty() { "повторение" } else { topic },
        subject: line("subject"),
        language: if line("language").starts_with("en") { Language::En } else { Language::Ru },
        groups,
        levels: levels.flatten().collect(),
        avoid: line("avoid repeating").to_owned(),
    }
}

/// `matching*3` taken apart.
fn counted(item: &str) -> Option<(&str, usize)> {
    let (of, count) = item.split_once('*')?;
    Some((of.trim(), count.trim().parse().ok()?))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const SUBJECTS: [&str; 15] = [
        "math",
        "algebra",
        "geometry",
        "probability",
        "russian",
        "literature",
        "english",
        "world",
        "biology",
        "chemistry",
        "physics",
        "history",
        "social",
        "geography",
        "informatics",
    ];
    const TOPICS: [&str; 28] = [
        "безударные гласные в корне",
        "правописание -тся и -ться",
        "части речи",
        "падежи",
        "сказки Пушкина",
        "русские писатели",
        "средства выразительности",
        "Present Simple",
        "неправильные глаголы",
        "глагол to be",
        "строение клетки",
        "фотосинтез",
        "группы животных",
        "Солнечная система",
        "материки и океаны",
        "столицы стран",
        "Древний Египет",
        "Отечественная война 1812 года",
        "Великая Отечественная война",
        "Древняя Русь",
        "ветви власти",
        "скорость и путь",
        "плотность",
        "закон Ома",
        "давление",
        "химические элементы",
        "молярная масса",
        "двоичная система счисления",
    ];

    fn tasks(user: &str) -> Vec<Value> {
        worksheet(user, &json!({}))["tasks"].as_array().unwrap().clone()
    }

    fn texts(value: &Value) -> Vec<String> {
        value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
    }

    /// What makes a task impossible to print, or its key wrong.
    fn flaw(task: &Value) -> Option<String> {
        let (options, left, right) = (texts(&task["o"]), texts(&task["l"]), texts(&task["r"]));
        let (question, answer) = (task["q"].as_str().unwrap(), task["a"].as_str().unwrap());
        let distinct = |items: &[String]| items.iter().collect::<HashSet<_>>().len() == items.len();
        let leaks = |word: &str| word.chars().count() > 3 && question.to_lowercase().contains(&word.to_lowercase());
        let ok = match task["k"].as_str().unwrap() {
            "single_choice" => options.len() == 4 && distinct(&options) && answer.parse::<usize>().is_ok_and(|n| n < 4),
            "true_false" => {
                answer.len() == options.len()
                    && options.len() >= 2
                    && distinct(&options)
                    && answer.chars().all(|c| "TF".contains(c))
            }
            "matching" => left.len() == right.len() && left.len() >= 3 && distinct(&left) && distinct(&right),
            "fill_blank" => {
                answer.split('|').enumerate().all(|(n, _)| question.contains(&format!("[[{}]]", n + 1)))
                    && question.matches("[[").count() == answer.split('|').count()
            }
            "numeric" => answer.split(' ').next().is_some_and(|n| n.parse::<i64>().is_ok()),
            "short_answer" => !answer.is_empty() && !leaks(answer),
            "open" => !answer.is_empty(),
            _ => false,
        };
        let bad = question.is_empty()
            || question.contains("{}")
            || task.to_string().contains("{t}")
            || task.to_string().contains("{m}");
        (!ok || bad).then(|| task.to_string())
    }

    #[test]
    fn there_are_always_as_many_tasks_as_asked_for_and_all_are_sound() {
        for subject in SUBJECTS {
            for topic in TOPICS.iter().chain(&["Тема, которой нет в банке"]) {
                for (language, count) in [("ru", 10), ("en", 7), ("ru", 30)] {
                    let kinds = bank::KINDS.join(",");
                    let user = format!(
                        "subject: {subject}\ngrade: 6\nlanguage: {language}\ncount: {count}\nkinds: {kinds}\n<request>\ntopic: {topic}\n</request>"
                    );
                    let tasks = tasks(&user);
                    assert_eq!(tasks.len(), count, "{subject} {topic}");
                    let flaws: Vec<_> = tasks.iter().filter_map(flaw).collect();
                    assert!(flaws.is_empty(), "{subject} {topic}: {flaws:#?}");
                    let all: HashSet<_> = tasks.iter().map(Value::to_string).collect();
                    assert_eq!(all.len(), count, "{subject} {topic} repeats itself");
                }
            }
        }
    }

    #[test]
    fn one_kind_alone_suffices() {
        for kind in bank::KINDS {
            for language in ["ru", "en"] {
                let user = format!("topic: кометы\nsubject: physics\nlanguage: {language}\ncount: 25\nkinds: {kind}");
                let tasks = tasks(&user);
                assert_eq!(tasks.len(), 25, "{kind}");
                assert!(tasks.iter().all(|task| task["k"] == kind));
                assert_eq!(tasks.iter().find_map(flaw), None);
            }
        }
    }

    #[test]
    fn counted_kinds_and_levels_come_as_often_as_asked_for() {
        let tasks = tasks(
            "topic: фотосинтез\nsubject: biology\nlanguage: ru\ncount: 8\nkinds: matching*3,true_false|open*4,numeric*1\nlevels: 1*5,3*3",
        );

        let of = |kind: &str| tasks.iter().filter(|task| task["k"] == kind).count();
        let levels: Vec<u64> = tasks.iter().filter_map(|task| task["d"].as_u64()).collect();
        assert_eq!((of("matching"), of("true_false") + of("open"), of("numeric")), (3, 4, 1));
        assert_eq!(levels, [1, 1, 1, 1, 1, 3, 3, 3]);
    }

    #[test]
    fn what_is_to_be_avoided_does_not_come_back() {
        let user = "topic: фотосинтез\nsubject: biology\nlanguage: ru\ncount: 10\nkinds: single_choice,short_answer";
        let first = tasks(user);
        let seen: Vec<String> = first.iter().map(|t| t["q"].as_str().unwrap().chars().take(60).collect()).collect();

        let second = tasks(&format!("{user}\navoid repeating: {}", seen.join(" / ")));

        assert!(second.iter().all(|task| !first.iter().any(|other| other["q"] == task["q"])));
    }
}
