//! One worksheet of 3 pages, 20 tasks and 44 formulas, set again and again.
//!
//! `scripts/bench-pdf` sets the same sheet with other engines, in turns with this one, and prints the ratios.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop here and tells what it saw")]

use std::time::{Duration, Instant};

use listok_core::domain::task::{Numeric, Space, Verification};
use listok_core::domain::worksheet::{Origin, Section, Variant, Worksheet};
use listok_core::domain::{Difficulty, Grade, Layout, Locale, Rich, Subject, Task};
use listok_core::pdf::{self, Audience, PageOptions};

/// Pairs of lines: a task for us, then the same for typst.
const TASKS: &str = include_str!("pdf/tasks.txt");
const RUNS: usize = 60;

/// Every sheet has other numbers in text and formulas: nobody may remember the last one.
fn sheet(number: usize) -> Worksheet {
    let other = (number + 3).to_string();
    let task = |text: &str| Task {
        body: Numeric {
            question: Rich(text.replace('3', &other)),
            answer: Rich::from("1"),
            value: "1".to_owned(),
            unit: None,
        }
        .into(),
        difficulty: Difficulty::Medium,
        figure: None,
        skill: None,
        points: None,
        solution: None,
        space: Space::Lines(2),
        verification: Verification::Computed,
    };
    let tasks = TASKS.lines().step_by(2).map(task).collect();
    let title = format!("Проверочная работа № {number}");
    Worksheet {
        schema: Worksheet::SCHEMA,
        locale: Locale::Ru,
        subject: Subject::Algebra,
        grade: Grade::new(8).unwrap(),
        topic: title.clone(),
        title,
        kind_of_work: None,
        instruction: None,
        variants: vec![Variant { sections: vec![Section { heading: None, tasks }] }],
        large_print: false,
        layout: Layout::default(),
        origin: Origin::Model,
        notices: vec![],
    }
}

/// The largest this process has been, in kilobytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Sets sheet `number` and tells how long that took.
fn set(number: usize, thumbnail: bool) -> (Duration, pdf::Rendered) {
    let sheet = sheet(number);
    let options = PageOptions { code: Some("K7M2-Q9XD"), thumbnail, ..PageOptions::default() };
    let began = Instant::now();
    let rendered = pdf::render(&sheet, Audience::Pupil, &options).unwrap();
    let time = began.elapsed();
    assert_eq!(rendered.problems, []);
    (time, rendered)
}

/// Sets the sheets asked for on standard input, a number a line and `+` after it for a thumbnail, so that
/// engines can take turns in one run.
fn take_turns() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (time, rendered) = set(line.trim_end_matches('+').parse().unwrap(), line.ends_with('+'));
        println!("{}\t{}\t{}\t{}", time.as_nanos(), rendered.pages, rendered.pdf.len(), peak());
    }
}

fn main() {
    if std::env::args().any(|argument| argument == "--turns") {
        return take_turns();
    }
    for thumbnail in [false, true] {
        let (cold, _) = set(0, thumbnail);
        let mut times = Vec::new();
        let (mut bytes, mut pages) = (0, 0);
        for number in 1..=RUNS {
            let (time, rendered) = set(number, thumbnail);
            times.push(time);
            (bytes, pages) = (rendered.pdf.len(), rendered.pages);
        }
        times.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "{}\tpages {pages}\twarm {:.1} ms\tp95 {:.1} ms\tfirst {:.1} ms\tbytes {bytes}\tpeak {} KB",
            if thumbnail { "with thumbnail" } else { "listok" },
            ms(times[RUNS / 2]),
            ms(times[RUNS * 95 / 100]),
            ms(cold),
            peak()
        );
    }
}
