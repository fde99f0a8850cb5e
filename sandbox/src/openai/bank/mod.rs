//! The bank of demonstration tasks: curated topics, tasks for any topic, and number problems without end.

mod any;
mod any_en;
mod exact;
mod language;
mod nature;
mod problem;
mod society;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use self::problem::Problem;
use crate::chance::Dice;

/// Kinds of tasks the bank can write.
pub(super) const KINDS: [&str; 7] =
    ["single_choice", "short_answer", "true_false", "fill_blank", "matching", "numeric", "open"];

/// Language of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Ru,
    En,
}

/// A task in the author's compact schema.
#[derive(Debug, Clone, Default)]
pub(super) struct Task {
    pub(super) k: &'static str,
    pub(super) q: String,
    o: Vec<String>,
    a: String,
    l: Vec<String>,
    r: Vec<String>,
    x: String,
    pub(super) d: u8,
    /// What it asks about; two tasks about the same give each other away.
    about: Vec<String>,
}

impl Task {
    pub(super) fn json(&self) -> Value {
        let Self { k, q, o, a, l, r, x, d, .. } = self;
        json!({ "k": k, "q": q, "o": o, "a": a, "l": l, "r": r, "x": x, "d": d })
    }

    /// What tells it from others of its kind: its question, or what is asked about where questions are all alike.
    pub(super) fn gist(&self) -> &str {
        match self.k {
            "true_false" => self.o.first().unwrap_or(&self.q),
            "matching" => self.l.first().unwrap_or(&self.q),
            _ => &self.q,
        }
    }

    /// All words that are printed.
    pub(super) fn words(&self) -> BTreeSet<String> {
        let texts = std::iter::once(&self.q).chain(&self.o).chain(&self.l).chain(&self.r);
        let split = |text: &String| {
            let text = text.to_lowercase();
            text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        };
        texts.flat_map(split).filter(|word| !word.is_empty()).collect()
    }

    pub(super) fn reveals(&self, other: &Self) -> bool {
        self.about.iter().any(|thing| other.about.contains(thing))
    }

    fn choice(q: &str, right: &str, wrong: &[&str], dice: &Dice) -> Self {
        let mut o: Vec<String> = wrong.iter().take(3).map(|&w| w.to_owned()).collect();
        let place = dice.below(o.len() + 1);
        o.insert(place, right.to_owned());
        Self { k: "single_choice", q: q.to_owned(), o, a: place.to_string(), d: 1, ..Self::default() }
    }

    fn short(q: &str, a: &str) -> Self {
        Self { k: "short_answer", q: q.to_owned(), a: a.to_owned(), d: 2, ..Self::default() }
    }

    fn open(q: &str, a: &str) -> Self {
        Self { k: "open", q: q.to_owned(), a: a.to_owned(), d: 3, ..Self::default() }
    }

    /// Gaps `[[1]]`, `[[2]]`; answers joined by `|`. The solution is the text without gaps.
    fn blank(q: &str, a: &str) -> Self {
        let mut x = q.to_owned();
        for (n, answer) in a.split('|').enumerate() {
            x = x.replace(&format!("[[{}]]", n + 1), answer);
        }
        Self { k: "fill_blank", q: q.to_owned(), a: a.to_owned(), x, d: 2, ..Self::default() }
    }

    fn matching(q: &str, pairs: &[(&str, &str)]) -> Self {
        let (l, r) = pairs.iter().map(|(l, r)| ((*l).to_owned(), (*r).to_owned())).unzip();
        Self { k: "matching", q: q.to_owned(), l, r, d: 2, ..Self::default() }
    }

    fn true_false(q: &str, statements: &[(String, bool)]) -> Self {
        let o = statements.iter().map(|(text, _)| text.clone()).collect();
        let a = statements.iter().map(|(_, truth)| if *truth { 'T' } else { 'F' }).collect();
        Self { k: "true_false", q: q.to_owned(), o, a, d: 1, ..Self::default() }
    }
}

/// What is known of a topic. From pairs of a term and its meaning come choices, short answers,
/// statements and matchings, right by construction.
struct Topic {
    subjects: &'static [&'static str],
    /// Beginnings of words by which a topic is recognised, in lower case.
    marks: &'static [&'static str],
    pairs: &'static [(&'static str, &'static str)],
    /// Asks for the meaning of `{}`, and whether the meaning is short enough to be written.
    what: (&'static str, bool),
    /// Asks for the term of `{}`, and whether it is short and certain enough to be written.
    which: (&'static str, bool),
    /// States that `{t}` is `{m}`.
    says: &'static str,
    pairing: &'static str,
    judging: &'static str,
    blanks: &'static [(&'static str, &'static str)],
    facts: &'static [(&'static str, bool)],
    choices: &'static [(&'static str, &'static str, [&'static str; 3])],
    shorts: &'static [(&'static str, &'static str)],
    opens: &'static [(&'static str, &'static str)],
    problem: Option<fn(&Dice) -> Problem>,
}

impl Topic {
    const EMPTY: Self = Self {
        subjects: &[],
        marks: &[],
        pairs: &[],
        what: ("", false),
        which: ("", false),
        says: "",
        pairing: "Соедините начало с продолжением.",
        judging: "Верны ли утверждения?",
        blanks: &[],
        facts: &[],
        choices: &[],
        shorts: &[],
        opens: &[],
        problem: None,
    };

    fn is_about(&self, subject: &str, topic: &str) -> bool {
        let topic = topic.to_lowercase();
        let begins = |mark: &&str| {
            topic
                .match_indices(*mark)
                .any(|(at, _)| topic[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
        };
        (subject.is_empty() || self.subjects.contains(&subject)) && self.marks.iter().any(begins)
    }

    /// Everything that can be asked, in a random order.
    fn tasks(&self, dice: &Dice) -> Vec<Task> {
        let mut tasks = Vec::new();
        let mut pairs = self.pairs.to_vec();
        dice.shuffle(&mut pairs);
        for &(term, meaning) in &pairs {
            let others = |part: fn(&(&'static str, &'static str)) -> &'static str, but: &str| -> Vec<&'static str> {
                let mut others: Vec<_> = pairs.iter().map(part).filter(|other| *other != but).collect();
                dice.shuffle(&mut others);
                others
            };
            let about = vec![term.to_owned()];
            let x = self.statement(term, meaning);
            let told = |task: Task| Task { x: x.clone(), about: about.clone(), ..task };
            let (what, is_short) = self.what;
            if !what.is_empty() {
                let q = sentence(what, term);
                tasks.push(told(Task::choice(&q, meaning, &others(|p| p.1, meaning), dice)));
                if is_short {
                    tasks.push(told(Task::short(&q, meaning)));
                }
            }
            let (which, is_short) = self.which;
            if !which.is_empty() {
                let q = sentence(which, meaning);
                tasks.push(told(Task::choice(&q, term, &others(|p| p.0, term), dice)));
                if is_short {
                    tasks.push(told(Task::short(&q, term)));
                }
            }
        }
        for (n, group) in pairs.chunks(4).filter(|group| group.len() >= 3).enumerate() {
            let task = Task::matching(self.pairing, group);
            // The first matching may stand beside questions on the same terms; it is worth a reader's time.
            tasks.push(Task { about: if n == 0 { Vec::new() } else { names(group) }, ..task });
        }
        for group in self.statements(&pairs, dice).chunks(3).filter(|group| group.len() == 3) {
            tasks.push(Task::true_false(self.judging, group));
        }
        tasks.extend(self.blanks.iter().map(|(q, a)| Task::blank(q, a)));
        tasks.extend(self.choices.iter().map(|(q, right, wrong)| Task::choice(q, right, wrong, dice)));
        tasks.extend(self.shorts.iter().map(|(q, a)| Task::short(q, a)));
        tasks.extend(self.opens.iter().map(|(q, a)| Task::open(q, a)));
        if let Some(problem) = self.problem {
            for kind in [
                "numeric",
                "numeric",
                "numeric",
                "numeric",
                "numeric",
                "single_choice",
                "single_choice",
                "short_answer",
                "short_answer",
            ] {
                tasks.push(problem(dice).task(kind, dice));
            }
        }
        dice.shuffle(&mut tasks);
        tasks
    }

    /// True and false statements: the topic's own, and pairs, half of them crossed.
    fn statements(&self, pairs: &[(&str, &str)], dice: &Dice) -> Vec<(String, bool)> {
        let mut statements: Vec<_> = self.facts.iter().map(|(text, truth)| ((*text).to_owned(), *truth)).collect();
        if !self.says.is_empty() {
            for (n, (term, meaning)) in pairs.iter().enumerate() {
                let wrong = pairs.get((n + 1) % pairs.len()).map_or(*meaning, |(_, other)| *other);
                let truth = wrong == *meaning || dice.below(2) == 0;
                statements.push((self.statement(term, if truth { meaning } else { wrong }), truth));
            }
        }
        dice.shuffle(&mut statements);
        statements
    }

    fn statement(&self, term: &str, meaning: &str) -> String {
        capital(&self.says.replace("{t}", term).replace("{m}", meaning))
    }
}

fn names(group: &[(&str, &str)]) -> Vec<String> {
    group.iter().map(|(term, _)| (*term).to_owned()).collect()
}

fn sentence(pattern: &str, filling: &str) -> String {
    capital(&pattern.replace("{}", filling))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Tasks for a topic, best first: of the topic itself, then those that suit any.
pub(super) fn pools(subject: &str, topic: &str, language: Language, dice: &Dice) -> Vec<Vec<Task>> {
    let known = [language::TOPICS, nature::TOPICS, society::TOPICS, exact::TOPICS].into_iter().flatten();
    // The first that fits: "сила тока" is not about every force.
    let mut pools: Vec<Vec<Task>> = known
        .filter(|known| language == Language::Ru || known.subjects == ["english"])
        .find(|known| known.is_about(subject, topic))
        .map(|known| known.tasks(dice))
        .into_iter()
        .collect();
    let mut any = match language {
        Language::Ru => any::tasks(topic, dice),
        Language::En => any_en::tasks(topic, dice),
    };
    dice.shuffle(&mut any);
    pools.push(any);
    pools
}

/// One more task of this kind that suits any topic.
pub(super) fn another(kind: &str, topic: &str, language: Language, dice: &Dice) -> Task {
    match language {
        Language::Ru => any::another(kind, topic, dice),
        Language::En => any_en::another(kind, topic, dice),
    }
}
