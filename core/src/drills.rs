//! Solution-first generators of computed tasks; pure, seeded.
//!
//! A drill chooses the numbers so that the answer is known exactly, then prints the question. The
//! same seed gives the same sheet. A topic is taken only when every word of it is understood, or when
//! it is a topic of the programme that skills make: a wrong drill is worse than none.

mod algebra;
mod analysis;
mod angles;
mod another;
mod areas;
mod arithmetic;
mod chemistry;
mod coordinates;
mod draw;
mod equations;
mod fractions;
mod measures;
mod numbers;
mod physics;
mod polynomials;
mod progressions;
mod shares;
mod solids;
mod statistics;
mod topic;
mod wording;
mod words;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use draw::{Draw, Exercise};

pub use another::another;

use crate::domain::task::{Kind, Task};
use crate::domain::worksheet::{Origin, Section, Variant, Worksheet};
use crate::domain::{Difficulty, Format, Grade, Layout, Locale, Rich, Spec, Subject};
use crate::i18n;

/// Draws before a sheet is given up for lack of different tasks.
const PATIENCE: u32 = 4_000;

/// Draws for which a sheet waits for other words, for each time it has used the same.
const AWAITED: u32 = 6;

/// A computable skill.
#[derive(Debug)]
pub struct Skill {
    /// Stable code, e.g. `fractions.add.different`.
    pub code: &'static str,
    /// Key of its title; empty when a sheet is called by its topic.
    title: &'static str,
    /// Key of what is to be done with each task.
    instruction: &'static str,
    /// Subjects under which it may be ordered.
    pub subjects: &'static [Subject],
    /// First and last grade.
    pub grades: (u8, u8),
    /// Phrases that name it; see [`topic`].
    phrases: &'static [&'static str],
    /// Codes of the programme's topics it is about.
    pub topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
}

/// A skill of some topics of the programme, its sheet called by the order's topic.
const fn skill(
    code: &'static str,
    instruction: &'static str,
    subjects: &'static [Subject],
    grades: (u8, u8),
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    Skill { code, title: "", instruction, subjects, grades, phrases: &[], topics, make }
}

/// A skill whose tasks are problems to be solved.
const fn problems(
    code: &'static str,
    subjects: &'static [Subject],
    grades: (u8, u8),
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    skill(code, "drill-solve", subjects, grades, topics, make)
}

impl Skill {
    /// With phrases that name it.
    const fn named(self, phrases: &'static [&'static str]) -> Self {
        Self { phrases, ..self }
    }
}

/// Every skill there is.
pub fn skills() -> impl Iterator<Item = &'static Skill> {
    [
        arithmetic::SKILLS,
        fractions::SKILLS,
        numbers::SKILLS,
        equations::SKILLS,
        words::SKILLS,
        shares::SKILLS,
        measures::SKILLS,
        polynomials::SKILLS,
        algebra::SKILLS,
        progressions::SKILLS,
        analysis::SKILLS,
        areas::SKILLS,
        angles::SKILLS,
        coordinates::SKILLS,
        solids::SKILLS,
        statistics::SKILLS,
        physics::SKILLS,
        chemistry::SKILLS,
    ]
    .into_iter()
    .flatten()
}

/// Skills that make exactly what the topic names; none when a word of it is not understood.
pub fn matching(spec: &Spec) -> Vec<&'static Skill> {
    let words = topic::words(&spec.topic);
    let fits = |skill: &&Skill| {
        skill.subjects.contains(&spec.subject) && (skill.grades.0..=skill.grades.1).contains(&spec.grade.number())
    };
    let named: Vec<_> =
        skills().filter(fits).filter(|skill| skill.phrases.iter().any(|phrase| topic::names(phrase, &words))).collect();
    if !named.is_empty() {
        return named;
    }
    let codes = topic::codes(spec);
    let about = |skill: &&Skill, code: &str| skill.topics.contains(&code);
    // Words that leave the topic open are taken only when every reading of them can be made.
    if codes.iter().any(|code| !skills().filter(fits).any(|skill| about(&skill, code))) {
        return Vec::new();
    }
    skills().filter(fits).filter(|skill| codes.iter().any(|code| about(skill, code))).collect()
}

/// One task of a skill.
pub fn task(
    skill: &Skill,
    locale: Locale,
    grade: Grade,
    difficulty: Difficulty,
    choice: bool,
    rng: &mut ChaCha8Rng,
) -> Task {
    let mut draw = Draw::new(rng, locale, grade, difficulty);
    let exercise = (skill.make)(&mut draw);
    exercise.into_task(skill.code, difficulty, choice, locale, rng)
}

/// A whole worksheet, or `None` when the topic or the wishes are not for drills.
pub fn worksheet(spec: &Spec, seed: u64) -> Option<Worksheet> {
    if spec.exam.is_some() {
        return None;
    }
    let skills = matching(spec);
    let choice = choice_wanted(spec)?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut seen = std::collections::HashSet::new();
    let mut variants = Vec::new();
    for _ in 0..spec.variants {
        variants.push(variant(spec, &skills, choice, &mut seen, &mut rng)?);
    }
    // Several instructions stand as headings over their tasks instead.
    let first = skills.first()?;
    let instruction = skills
        .iter()
        .all(|skill| skill.instruction == first.instruction)
        .then(|| Rich(i18n::text(spec.locale, first.instruction)));
    let worksheet = Worksheet {
        schema: Worksheet::SCHEMA,
        locale: spec.locale,
        subject: spec.subject,
        grade: spec.grade,
        topic: spec.topic.clone(),
        title: title(spec, &skills),
        kind_of_work: spec.kind_of_work.clone(),
        instruction,
        variants,
        large_print: spec.large_print,
        layout: Layout::default(),
        origin: Origin::Drill,
        notices: Vec::new(),
    };
    Some(worksheet.laid_out(spec))
}

/// Whether choice tasks are wanted; `None`: kinds are wanted that drills do not make.
fn choice_wanted(spec: &Spec) -> Option<bool> {
    let ours = [Kind::SingleChoice, Kind::Numeric, Kind::ShortAnswer, Kind::ColumnArithmetic];
    let excluded = |kind| spec.exclude_kinds.contains(&kind);
    if spec.include_kinds.iter().any(|kind| !ours.contains(kind))
        || spec.format == Some(Format::TestAndOpen) && spec.per_kind.is_empty()
    {
        return None;
    }
    let choice = spec.format == Some(Format::TestOnly)
        || (spec.include_kinds.contains(&Kind::SingleChoice) && spec.include_kinds.len() == 1)
        || spec.per_kind.contains_key(&Kind::SingleChoice);
    let impossible = if choice { excluded(Kind::SingleChoice) } else { excluded(Kind::Numeric) };
    if impossible || (!choice && spec.include_kinds.contains(&Kind::SingleChoice)) { None } else { Some(choice) }
}

fn variant(
    spec: &Spec,
    skills: &[&'static Skill],
    choice: bool,
    seen: &mut std::collections::HashSet<String>,
    rng: &mut ChaCha8Rng,
) -> Option<Variant> {
    // A sheet may have a counted test part before its other tasks.
    let choices = spec.per_kind.get(&Kind::SingleChoice).filter(|_| spec.format != Some(Format::TestOnly)).copied();
    let mut drawn: Vec<(&'static Skill, Task)> = Vec::new();
    let mut told = std::collections::HashMap::new();
    let (mut patience, mut waiting) = (PATIENCE, 0);
    while drawn.len() < usize::from(spec.total) {
        let skill = skills.get(drawn.len() % skills.len().max(1))?;
        // Easier ones first: the last third is one step above the first.
        let step = drawn.len() * 3 / usize::from(spec.total);
        let difficulty = spec.mixed(drawn.len()).unwrap_or_else(|| rising(spec.difficulty, step));
        let choice = choices.is_none_or(|choices| drawn.len() < usize::from(choices)) && choice;
        let task = task(skill, spec.locale, spec.grade, difficulty, choice, rng);
        // Small worlds (tables up to 10) may run out of different tasks before a long sheet is full.
        patience = patience.checked_sub(1)?;
        let question = task.texts().first().map(|q| q.source().to_owned())?;
        // Tasks told in other words come first: a sheet is not one sentence with other numbers.
        let words = words(&question);
        let bare = words.is_empty();
        let told: &mut u32 = told.entry(words).or_insert(0);
        if waiting < AWAITED * (*told).min(3) {
            waiting += 1;
            continue;
        }
        if seen.insert(question) || patience < PATIENCE / 2 {
            *told += u32::from(!bare);
            waiting = 0;
            drawn.push((skill, task));
        }
    }
    let mut sections: Vec<(&'static str, Section)> = Vec::new();
    for (skill, task) in drawn {
        if let Some((_, section)) = sections.iter_mut().find(|(instruction, _)| *instruction == skill.instruction) {
            section.tasks.push(task);
        } else {
            let heading = Some(Rich(i18n::text(spec.locale, skill.instruction)));
            sections.push((skill.instruction, Section { heading, tasks: vec![task] }));
        }
    }
    if let [(_, only)] = sections.as_mut_slice() {
        only.heading = None;
    }
    Some(Variant { sections: sections.into_iter().map(|(_, section)| section).collect() })
}

/// A question without its numbers and formulas; nothing is left of a bare calculation, which may be like any other.
fn words(question: &str) -> String {
    let outside = question.split('$').step_by(2).flat_map(str::chars);
    outside.filter(|letter| letter.is_alphabetic()).collect()
}

/// The level of the first, second and last third of a sheet.
fn rising(asked: Difficulty, third: usize) -> Difficulty {
    match (asked, third) {
        (Difficulty::Easy, 0 | 1) | (Difficulty::Medium, 0) => Difficulty::Easy,
        (Difficulty::Hard, 1..) | (Difficulty::Medium, 2..) => Difficulty::Hard,
        _ => Difficulty::Medium,
    }
}

/// Skills of one title give it; else the programme's name of the topic, or the teacher's words.
fn title(spec: &Spec, skills: &[&'static Skill]) -> String {
    if let Some(first) = skills.first()
        && !first.title.is_empty()
        && skills.iter().all(|skill| skill.title == first.title)
    {
        return i18n::text(spec.locale, first.title);
    }
    let mut letters = topic::title(spec).chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
