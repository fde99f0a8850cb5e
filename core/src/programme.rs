//! The school programme: which topics exist in which subject and grade, and what else they are called.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::domain::{Grade, Subject};

/// One topic of the programme, as a worksheet can be set on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Stable code, unique over all subjects, such as `MA5.012`.
    pub code: &'static str,
    /// The subject that teaches it.
    pub subject: Subject,
    /// First and last grade in which it is regularly set as work.
    pub grades: RangeInclusive<Grade>,
    /// The chapter it belongs to.
    pub section: &'static str,
    /// Its name on a worksheet.
    pub title: &'static str,
    /// Other phrasings of exactly this topic.
    pub also: Vec<&'static str>,
    /// English phrasings.
    pub en: Vec<&'static str>,
    /// Codes of the topics it builds on.
    pub needs: Vec<&'static str>,
    /// Terms a pupil has not met yet and tasks must not use.
    pub not_yet: Vec<&'static str>,
}

impl Topic {
    /// Every phrasing that names the topic, its title first.
    pub fn phrasings(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.title).chain(self.also.iter().copied()).chain(self.en.iter().copied())
    }
}

/// What is wrong with a row of the programme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The first line of a file is not the agreed header.
    #[error("{0}: the header differs")]
    Header(Subject),
    /// A row cannot be read.
    #[error("{subject}, line {line}: {what}")]
    Row {
        /// The subject whose file it is.
        subject: Subject,
        /// Line of the file, from one.
        line: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// A row contradicts another one.
    #[error("{code}: {what}")]
    Topic {
        /// Code of the row.
        code: &'static str,
        /// What is wrong.
        what: &'static str,
    },
}

const HEADER: &str = "code\tgrades\tsection\ttopic\talso\ten\tneeds\tnot_yet";

/// A subject's prefix of codes and its file.
const fn file(subject: Subject) -> (&'static str, &'static str) {
    match subject {
        Subject::Math => ("MA", include_str!("../data/programme/math.tsv")),
        Subject::Algebra => ("AL", include_str!("../data/programme/algebra.tsv")),
        Subject::Geometry => ("GE", include_str!("../data/programme/geometry.tsv")),
        Subject::Probability => ("PR", include_str!("../data/programme/probability.tsv")),
        Subject::Russian => ("RU", include_str!("../data/programme/russian.tsv")),
        Subject::Literature => ("LI", include_str!("../data/programme/literature.tsv")),
        Subject::English => ("EN", include_str!("../data/programme/english.tsv")),
        Subject::World => ("WO", include_str!("../data/programme/world.tsv")),
        Subject::Biology => ("BI", include_str!("../data/programme/biology.tsv")),
        Subject::Chemistry => ("CH", include_str!("../data/programme/chemistry.tsv")),
        Subject::Physics => ("PH", include_str!("../data/programme/physics.tsv")),
        Subject::History => ("HI", include_str!("../data/programme/history.tsv")),
        Subject::Social => ("SO", include_str!("../data/programme/social.tsv")),
        Subject::Geography => ("GG", include_str!("../data/programme/geography.tsv")),
        Subject::Informatics => ("IN", include_str!("../data/programme/informatics.tsv")),
    }
}

struct Programme {
    topics: Vec<Topic>,
    by_code: HashMap<&'static str, usize>,
    faults: Vec<Fault>,
}

static PROGRAMME: LazyLock<Programme> = LazyLock::new(|| {
    let (mut topics, mut faults) = (Vec::new(), Vec::new());
    for &subject in Subject::ALL {
        let (prefix, text) = file(subject);
        read(subject, prefix, text, &mut topics, &mut faults);
    }
    faults.extend(contradictions(&topics));
    let by_code = topics.iter().enumerate().map(|(at, topic)| (topic.code, at)).collect();
    Programme { topics, by_code, faults }
});

/// Every topic: subjects in their order, then as taught.
pub fn all() -> &'static [Topic] {
    &PROGRAMME.topics
}

/// What is wrong with the embedded files; a row that cannot be read is left out.
pub fn faults() -> &'static [Fault] {
    &PROGRAMME.faults
}

/// The topic of a code.
pub fn by_code(code: &str) -> Option<&'static Topic> {
    PROGRAMME.by_code.get(code).map(|&at| &PROGRAMME.topics[at])
}

/// The topics of a subject in a grade, in the order of teaching.
pub fn of(subject: Subject, grade: Grade) -> impl Iterator<Item = &'static Topic> {
    all().iter().filter(move |topic| topic.subject == subject && topic.grades.contains(&grade))
}

/// The chapters of a subject in a grade, in the order of teaching.
pub fn sections(subject: Subject, grade: Grade) -> Vec<&'static str> {
    let mut seen = HashSet::new();
    of(subject, grade).map(|topic| topic.section).filter(|section| seen.insert(*section)).collect()
}

/// Topics one of whose names goes on from what has been typed: names that begin so come first,
/// then names with such a word inside.
pub fn complete(subject: Subject, grade: Grade, typed: &str) -> Vec<&'static Topic> {
    let typed = fold(typed);
    let typed = typed.trim_start();
    let rank = |topic: &Topic| {
        topic
            .phrasings()
            .filter_map(|name| {
                let name = fold(name);
                let inside = || name.split([' ', '-', '«']).any(|word| !typed.is_empty() && word.starts_with(typed));
                if name.starts_with(typed) {
                    Some(0)
                } else if inside() || name.contains(&format!(" {typed}")) {
                    Some(1)
                } else {
                    None
                }
            })
            .min()
    };
    let mut found: Vec<_> = of(subject, grade).filter_map(|topic| Some((rank(topic)?, topic))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, topic)| topic).collect()
}

fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

fn read(subject: Subject, prefix: &str, text: &'static str, topics: &mut Vec<Topic>, faults: &mut Vec<Fault>) {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        faults.push(Fault::Header(subject));
    }
    for (at, line) in lines.enumerate() {
        match row(subject, prefix, line) {
            Ok(topic) => topics.push(topic),
            Err(what) => faults.push(Fault::Row { subject, line: at + 2, what }),
        }
    }
}

fn row(subject: Subject, prefix: &str, line: &'static str) -> Result<Topic, &'static str> {
    let fields: Vec<&'static str> = line.split('\t').map(str::trim).collect();
    let &[code, grades, section, title, also, en, needs, not_yet] = fields.as_slice() else {
        return Err("a row has eight fields");
    };
    let number = code.strip_prefix(prefix).ok_or("the code has another subject's prefix")?;
    let (first, rest) = number.split_once('.').ok_or("the code has no point")?;
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !digits(first) || !digits(rest) {
        return Err("the code is no grade and number");
    }
    let grades = grade_range(grades)?;
    if first.parse() != Ok(grades.start().number()) {
        return Err("the code's grade is not the first grade");
    }
    if !subject.taught_in(*grades.start()) || !subject.taught_in(*grades.end()) {
        return Err("the subject is not taught in that grade");
    }
    if section.is_empty() || title.is_empty() {
        return Err("section and topic must be named");
    }
    if line.contains('"') {
        return Err("quotes have no place in a field");
    }
    let list = |field: &'static str| field.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    let (also, en, needs, not_yet) = (list(also), list(en), list(needs), list(not_yet));
    Ok(Topic { code, subject, grades, section, title, also, en, needs, not_yet })
}

fn grade_range(text: &str) -> Result<RangeInclusive<Grade>, &'static str> {
    let grade = |text: &str| text.trim().parse::<u8>().ok().and_then(|n| Grade::new(n).ok()).ok_or("no such grade");
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (first, last) = (grade(first)?, grade(last)?);
    if first > last { Err("the grades run backwards") } else { Ok(first..=last) }
}

fn contradictions(topics: &[Topic]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut codes = HashSet::new();
    let mut titles = HashSet::new();
    for topic in topics {
        let mut fault = |what| faults.push(Fault::Topic { code: topic.code, what });
        if !codes.insert(topic.code) {
            fault("the code stands twice");
        }
        if !topic.grades_taught().all(|grade| titles.insert((topic.subject, grade, fold(topic.title)))) {
            fault("the grade has a topic of this name already");
        }
    }
    let by_code: HashMap<&str, &Topic> = topics.iter().map(|topic| (topic.code, topic)).collect();
    for topic in topics {
        for needed in &topic.needs {
            let what = match by_code.get(*needed) {
                None => "needs a topic that does not exist",
                Some(other) if other.code == topic.code => "needs itself",
                Some(other) if other.grades.start() > topic.grades.end() => "needs what is taught later",
                Some(_) => continue,
            };
            faults.push(Fault::Topic { code: topic.code, what });
        }
    }
    faults
}

impl Topic {
    fn grades_taught(&self) -> impl Iterator<Item = Grade> + '_ {
        Grade::all().filter(|grade| self.grades.contains(grade))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_programme_can_be_read_and_agrees_with_the_others() {
        let faults: Vec<String> = faults().iter().map(ToString::to_string).collect();

        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_row_says_what_is_wrong_with_it() {
        let math = |line| row(Subject::Math, "MA", line).map(|topic| topic.code);

        assert_eq!(math("MA5.001\t5-6\tДроби\tсложение дробей\t\t\t\t"), Ok("MA5.001"));
        assert_eq!(math("RU5.001\t5\tДроби\tсложение дробей\t\t\t\t"), Err("the code has another subject's prefix"));
        assert_eq!(math("MA5.001\t5\tДроби\tсложение дробей"), Err("a row has eight fields"));
        assert_eq!(math("MA5.001\t6\tДроби\tсложение дробей\t\t\t\t"), Err("the code's grade is not the first grade"));
        assert_eq!(math("MA5.001\t12\tДроби\tсложение дробей\t\t\t\t"), Err("no such grade"));
    }

    #[test]
    fn what_is_typed_is_gone_on_from() {
        for topic in all().iter().step_by(7) {
            let typed: String = topic.title.chars().take(6).collect();

            let found = complete(topic.subject, *topic.grades.start(), &typed);

            assert!(found.iter().any(|other| other.code == topic.code), "{}", topic.code);
            assert_eq!(by_code(topic.code).map(|found| found.title), Some(topic.title));
        }
    }
}
