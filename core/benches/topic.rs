//! A library of 10,000 topics in one partition, asked for what it has and for what it has not.
//!
//! The bars: p99 ≤ 1 ms for an alias, ≤ 5 ms for a local look-up; reading the request is part of both.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop here and tells what it saw")]

use std::collections::{HashMap, HashSet};
use std::hint::black_box;
use std::time::{Duration, Instant};

use listok_core::domain::{Grade, Locale, Subject};
use listok_core::programme;
use listok_core::topic::{Asked, Library};

const TOPICS: usize = 10_000;
const QUESTIONS: usize = 2_000;

fn asked(text: &str) -> Asked {
    Asked::new(text, &[Subject::Russian], Grade::new(7).unwrap(), Locale::Ru)
}

/// The programme's names, those of the subject itself first, then two of them in one title.
fn texts() -> Vec<String> {
    let own = |subject: Subject| subject == Subject::Russian;
    let (mut names, others): (Vec<_>, Vec<_>) = programme::all().iter().partition(|topic| own(topic.subject));
    let single = names.len();
    names.extend(others);
    let phrasings = names.iter().flat_map(|topic| topic.phrasings()).map(str::to_owned);
    let pairs = (1..single).flat_map(|step| {
        let titles = &names[..single - step];
        titles.iter().zip(&names[step..]).map(|(one, other)| format!("{}: {}", one.title, other.title))
    });
    let mut seen = HashSet::new();
    phrasings.chain(pairs).filter(|text| seen.insert(asked(text).canonical())).take(TOPICS).collect()
}

fn report(what: &str, mut times: Vec<Duration>, found: usize) {
    times.sort_unstable();
    let us = |time: Duration| time.as_secs_f64() * 1e6;
    let (median, last) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{what}\tp50 {:.0} µs\tp99 {:.0} µs\tfound {found}/{}", us(median), us(last), times.len());
}

/// Asks for every text, and how often something was found.
fn measure(what: &str, questions: &[String], find: impl Fn(&Asked) -> bool) {
    let mut found = 0;
    let mut times = Vec::with_capacity(questions.len());
    for question in questions {
        let began = Instant::now();
        found += usize::from(black_box(find(&asked(question))));
        times.push(began.elapsed());
    }
    report(what, times, found);
}

fn main() {
    let texts = texts();
    let mut library = Library::new();
    let mut aliases = HashMap::new();
    let began = Instant::now();
    for (id, text) in texts.iter().enumerate() {
        let wording = asked(text);
        aliases.insert(wording.canonical(), id);
        library.add(id, wording);
    }
    println!("filled\t{} topics in {:.1} s", library.len(), began.elapsed().as_secs_f64());

    let step = (texts.len() / QUESTIONS).max(1);
    let known: Vec<&String> = texts.iter().step_by(step).collect();
    let again: Vec<String> = known.iter().map(|text| format!("нужен рабочий лист: {text}")).collect();
    let slipped: Vec<String> = known.iter().map(|text| slip(text)).collect();
    let unknown: Vec<String> = known.iter().map(|text| format!("{text} в романе о пиратах")).collect();
    measure("alias hit", &again, |asked| aliases.contains_key(&asked.canonical()));
    measure("alias miss", &unknown, |asked| aliases.contains_key(&asked.canonical()));
    measure("local hit", &again, |asked| !library.find(asked).passing.is_empty());
    measure("local hit with a slip", &slipped, |asked| !library.find(asked).passing.is_empty());
    measure("local miss", &unknown, |asked| !library.find(asked).passing.is_empty());
}

/// Two letters of the longest word change places.
fn slip(text: &str) -> String {
    let longest = text.split(' ').max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = letters.len() / 2;
    if middle > 0 {
        letters.swap(middle - 1, middle);
    }
    text.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}
