//! The plan of a sheet: which skills of the topic its tasks practise, and which of them each answer gets; pure.

use super::checks::{self, Surroundings};
use super::scrub::scrub;
use crate::domain::task::{Open, Space, Verification};
use crate::domain::{Difficulty, Locale, Rich, Spec, Subject, Task};

/// Fewer skills are no plan; more are too many for a sheet.
const FEWEST: usize = 4;
const MOST: usize = 10;
/// Characters of a skill.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=100;

/// Skills of a topic, easiest first. Empty: authors choose for themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan(Vec<String>);

impl Plan {
    /// Reads a plan as a model wrote it, or as it was kept. What is no sound line of the sheet's language is left out,
    /// and so is what comes again; what remains may be too little for a plan.
    pub fn read(lines: &[String], spec: &Spec) -> Self {
        let around = Surroundings::about(spec, None, &[]);
        let mut kept: Vec<Task> = Vec::new();
        for line in lines.iter().filter_map(|line| tidy(line)) {
            // What no question may hold no skill may.
            let inspected = checks::inspect(question(line), &around, kept.iter());
            kept.extend(inspected.task.filter(|task| is_skill(&told(task), spec)));
        }
        let skills: Vec<String> = kept.iter().map(told).take(MOST).collect();
        if skills.len() < FEWEST { Self::default() } else { Self(skills) }
    }

    /// Its skills, easiest first.
    pub fn skills(&self) -> &[String] {
        &self.0
    }

    /// Whether it is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The skills of one of several answers, not more than it has tasks: from easy to hard, and others than those of
    /// the other answers as long as there are enough.
    pub(super) fn share(&self, at: usize, answers: usize, tasks: usize) -> Vec<String> {
        let all = self.0.len();
        let mine: Vec<&String> = if all < answers {
            self.0.iter().cycle().skip(at).take(all.min(1)).collect()
        } else {
            self.0.iter().skip(at).step_by(answers.max(1)).collect()
        };
        let few = tasks.min(mine.len());
        // The middle one of as many equal parts.
        let part = |part: usize| mine.get((2 * part + 1) * mine.len() / (2 * few)).map(|&skill| skill.clone());
        (0..few).filter_map(part).collect()
    }
}

/// One line without an end mark; `None`: it holds what a line of ours has no use for.
fn tidy(line: &str) -> Option<String> {
    let line = line
        .trim_start_matches(['-', '–', '—', '•', ' '])
        .trim_end_matches(['.', ';', ',', ':', ' '])
        .replace(';', ",");
    let marks = |c: char| c.is_control() || "<>[]{}$\\`*|#_@^~".contains(c);
    (LENGTH.contains(&line.chars().count()) && !line.contains(marks) && !names_a_place(&line)).then_some(line)
}

/// An address of the net: Latin letters around a full stop, or slashes.
fn names_a_place(line: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let stop = |(at, _): (usize, &str)| latin(line[..at].chars().next_back()) && latin(line[at + 1..].chars().next());
    line.contains("//") || line.match_indices('.').any(stop)
}

/// A skill as a question, to be inspected like one.
fn question(line: String) -> Task {
    let sample = Some(Rich(line.clone()));
    Task {
        body: Open { question: Rich(line), sample, criteria: Vec::new() }.into(),
        difficulty: Difficulty::Easy,
        figure: None,
        skill: None,
        points: None,
        solution: None,
        space: Space::Natural,
        verification: Verification::Unverified,
    }
}

fn told(question: &Task) -> String {
    question.texts().first().map(|text| text.source().to_owned()).unwrap_or_default()
}

/// Whether a line is in the sheet's language and tells of nobody.
fn is_skill(line: &str, spec: &Spec) -> bool {
    let latin = line.chars().filter(char::is_ascii_alphabetic).count();
    let other = line.chars().filter(|c| c.is_alphabetic()).count() - latin;
    let of_language = match spec.locale {
        _ if spec.subject == Subject::English => latin + other > 0,
        Locale::Ru => other > latin,
        Locale::En => latin > other || (spec.subject == Subject::Russian && other > 0),
    };
    of_language && scrub(line) == line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(count: usize) -> Plan {
        Plan((1..=count).map(|n| n.to_string()).collect())
    }

    #[test]
    fn answers_share_the_skills_out_and_each_goes_from_easy_to_hard() {
        for (skills, answers, tasks, shares) in [
            (6, 2, 10, vec!["1 3 5", "2 4 6"]),
            (7, 3, 7, vec!["1 4 7", "2 5", "3 6"]),
            (4, 5, 10, vec!["1", "2", "3", "4", "1"]),
            (8, 1, 3, vec!["2 5 7"]),
            (8, 1, 1, vec!["5"]),
            (0, 2, 10, vec!["", ""]),
        ] {
            let shared = |at| plan(skills).share(at, answers, tasks).join(" ");
            assert_eq!((0..answers).map(shared).collect::<Vec<_>>(), shares, "{skills} {answers} {tasks}");
        }
    }
}
