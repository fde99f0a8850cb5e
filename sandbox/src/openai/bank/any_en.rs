//! Tasks in English that are sensible for any topic.

use super::problem::{Problem, between};
use super::{Task, capital};
use crate::chance::Dice;

const WORDS: [(&str, &str); 12] = [
    ("summary", "a short text with the main ideas"),
    ("outline", "a list of points in order"),
    ("quotation", "someone’s exact words"),
    ("conclusion", "the idea that reasoning leads to"),
    ("argument", "a reason given for an opinion"),
    ("hypothesis", "a guess that has to be tested"),
    ("definition", "an exact explanation of a term"),
    ("source", "a book or a site where facts come from"),
    ("diagram", "a drawing that shows how things are connected"),
    ("table", "facts in rows and columns"),
    ("example", "one case that makes a rule clear"),
    ("survey", "the same questions put to many people"),
];

const CHOICES: [(&str, &str, [&str; 3]); 5] = [
    (
        "What comes first when you prepare a talk on “{}”?",
        "deciding what the talk should answer",
        ["choosing the font", "drawing a border", "writing the last line"],
    ),
    (
        "Which source on “{}” is the most reliable?",
        "a school textbook",
        ["an unsigned post", "an advertisement", "a rumour"],
    ),
    (
        "How can you check that you understand “{}”?",
        "explain it in your own words with an example",
        ["reread the title", "copy the page", "close the book"],
    ),
    (
        "Two sources on “{}” disagree. What should you do?",
        "check a third reliable source",
        ["take the shorter one", "choose at random", "write nothing"],
    ),
    (
        "What belongs on the last slide about “{}”?",
        "the main conclusion",
        ["a random picture", "all the drafts", "a list of typing errors"],
    ),
];

const FACTS: [(&str, bool); 9] = [
    ("A definition from “{}” can be checked in a textbook.", true),
    ("Someone’s words about “{}” may be copied without naming the author.", false),
    ("An outline helps to remember what to say about “{}”.", true),
    ("A longer answer about “{}” is always better.", false),
    ("An example helps to understand a rule from “{}”.", true),
    ("Facts about “{}” found online never need checking.", false),
    ("A summary of “{}” is shorter than the full text.", true),
    ("A conclusion about “{}” should follow from the reasons given.", true),
    ("A hypothesis about “{}” is accepted without any test.", false),
];

const BLANKS: [(&str, &str); 4] = [
    ("Someone’s exact words about “{}” go in [[1]] marks (quotation / question).", "quotation"),
    ("A talk on “{}” starts with an introduction and ends with a [[1]] (conclusion / title).", "conclusion"),
    ("A list of points about “{}” in order is an [[1]] (outline / example).", "outline"),
    ("Facts about “{}” in rows and columns form a [[1]] (table / quotation).", "table"),
];

const ASKS: [(&str, &str); 7] = [
    ("Explain in your own words", "a correct explanation that is not copied"),
    ("Give two examples that show", "two correct examples with their link to the topic"),
    ("Write an outline of three points about", "three points in order, all to the point"),
    ("Write three key words and use them to tell", "three terms used correctly"),
    ("Draw and label a diagram that shows", "a labelled diagram with correct links"),
    ("Write a short letter to a younger pupil about", "simple words and correct facts"),
    ("Give one reason and one example to answer", "a reason and an example to the point"),
];

const ASPECTS: [&str; 10] = [
    "what matters most in “{}”",
    "why people study “{}”",
    "where “{}” is met in everyday life",
    "what is hardest in “{}”",
    "how “{}” is linked to what you learned before",
    "which mistakes are common in “{}”",
    "what was new to you in “{}”",
    "how to test yourself on “{}”",
    "which terms of “{}” to remember",
    "what else you would like to know about “{}”",
];

pub(super) fn tasks(topic: &str, dice: &Dice) -> Vec<Task> {
    let fill = |text: &str| text.replace("{}", topic);
    let mut tasks: Vec<Task> = Vec::new();
    tasks.extend(CHOICES.iter().map(|(q, right, wrong)| Task::choice(&fill(q), right, wrong, dice)));
    tasks.extend(BLANKS.iter().map(|(q, a)| Task::blank(&fill(q), a)));
    let mut words = WORDS;
    dice.shuffle(&mut words);
    for (word, meaning) in words {
        let task = Task::short(&format!("One word: {meaning} (useful for work on “{topic}”)."), word);
        tasks.push(Task { about: vec![word.to_owned()], d: 1, ..task });
    }
    for group in words.chunks(4) {
        tasks.push(Task::matching(&format!("Preparing work on “{topic}”: match the word with its meaning."), group));
    }
    let mut facts: Vec<_> = FACTS.iter().map(|(text, truth)| (fill(text), *truth)).collect();
    dice.shuffle(&mut facts);
    tasks.extend(facts.chunks(3).map(|group| Task::true_false("True or false?", group)));
    for _ in 0..4 {
        tasks.push(another("open", topic, dice));
    }
    tasks
}

/// One more of this kind: these never run out.
pub(super) fn another(kind: &str, topic: &str, dice: &Dice) -> Task {
    match kind {
        "open" => {
            let (ask, criterion) = ASKS.get(dice.below(ASKS.len())).copied().unwrap_or(("Explain", "a correct answer"));
            let aspect = ASPECTS.get(dice.below(ASPECTS.len())).copied().unwrap_or("“{}”").replace("{}", topic);
            Task::open(&format!("{ask} {aspect}."), &capital(&format!("{criterion}.")))
        }
        "fill_blank" => {
            let problem = about(topic, dice);
            let gap = format!("{} Answer: [[1]] {}.", problem.q, problem.unit);
            Task { x: problem.x, ..Task::blank(&gap, &problem.value.to_string()) }
        }
        "matching" => {
            let mut sums: Vec<(String, String)> = Vec::new();
            while sums.len() < 4 {
                let (pages, days) = (between(dice, 3, 12), between(dice, 2, 9));
                let total = (pages * days).to_string();
                if sums.iter().all(|(_, known)| *known != total) {
                    sums.push((format!("{pages} pages a day for {days} days"), total));
                }
            }
            let pairs: Vec<_> = sums.iter().map(|(l, r)| (l.as_str(), r.as_str())).collect();
            Task::matching(&format!("Reading about “{topic}”: match each plan with the number of pages read."), &pairs)
        }
        "true_false" => {
            let statements: Vec<_> = (0..3_i64)
                .map(|n| {
                    let (pages, days) = (between(dice, 3, 12), between(dice, 2 + 3 * n, 4 + 3 * n));
                    let truth = dice.below(2) == 0;
                    let total = pages * days + if truth { 0 } else { pages };
                    (format!("{pages} pages about “{topic}” a day make {total} pages in {days} days."), truth)
                })
                .collect();
            Task::true_false("True or false?", &statements)
        }
        kind => about(topic, dice).task(kind, dice),
    }
}

/// A sum around the topic.
fn about(topic: &str, dice: &Dice) -> Problem {
    let (a, b, c) = (between(dice, 4, 12), between(dice, 2, 9), between(dice, 3, 9));
    match dice.below(4) {
        0 => Problem::new(
            format!(
                "A talk on “{topic}” takes {a} min, its questions {b} min. How long do {c} such talks with questions take?"
            ),
            (a + b) * c,
            "min",
            format!("({a} + {b}) · {c} = {} (min).", (a + b) * c),
        ),
        1 => Problem::new(
            format!("A book on “{topic}” has {} pages. How many days does it take at {a} pages a day?", a * b),
            b,
            "days",
            format!("{} : {a} = {b} (days).", a * b),
        ),
        2 => Problem::new(
            format!("A test on “{topic}” has {} questions; {b} answers were wrong. How many were right?", a * c + b),
            a * c,
            "answers",
            format!("{} − {b} = {} (answers).", a * c + b, a * c),
        ),
        _ => Problem::new(
            format!("A project on “{topic}” has {c} groups of {b} pupils and {a} helpers. How many people is that?"),
            c * b + a,
            "people",
            format!("{c} · {b} + {a} = {} (people).", c * b + a),
        ),
    }
}
