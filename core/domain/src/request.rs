//! What a teacher asked for: [`Request`] as understood from words, [`Spec`] once settled.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Grade, Kind, Locale, Subject, plan};

/// Level of a task or of a whole sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// «Базовый»: one or two steps.
    Easy,
    /// «Средний»: two or three steps.
    #[default]
    Medium,
    /// «Повышенный»: three to five steps.
    Hard,
}

impl Difficulty {
    /// All levels, easiest first.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// The level so many steps above, or below, as far as there are any.
    #[must_use]
    pub fn shifted(self, by: i8) -> Self {
        let last = Self::ALL.len() - 1;
        let at = (self as usize).saturating_add_signed(by.into()).min(last);
        Self::ALL.get(at).copied().unwrap_or(self)
    }

    /// Stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// The level of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }
}

/// Whether the sheet is a test, open tasks, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Choice tasks only.
    TestOnly,
    /// No choice tasks.
    OpenOnly,
    /// A test part and an open part.
    TestAndOpen,
}

/// Final examinations whose style a sheet may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Exam {
    /// Всероссийская проверочная работа.
    #[serde(rename = "ВПР")]
    Vpr,
    /// Основной государственный экзамен, grade 9.
    #[serde(rename = "ОГЭ")]
    Oge,
    /// Единый государственный экзамен, grade 11.
    #[serde(rename = "ЕГЭ")]
    Ege,
    /// ЕГЭ in mathematics, profile level.
    #[serde(rename = "ЕГЭ профиль")]
    EgeProfile,
    /// ЕГЭ in mathematics, basic level.
    #[serde(rename = "ЕГЭ база")]
    EgeBase,
}

/// How the key is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answers {
    /// In a file of their own.
    Separate,
    /// As the last page of the sheet.
    Together,
    /// Not at all.
    None,
}

/// Accommodations that change the page; no diagnosis is ever stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accommodation {
    /// Larger type.
    LargePrint,
    /// Shorter wording and more space.
    SpecialNeeds,
}

/// What a message wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// A new sheet, everything needed is known.
    Generate,
    /// A new sheet, but one question must be asked first.
    Clarify,
    /// The last sheet with changes.
    ReviseLast,
    /// The last sheet with other tasks of the same kind.
    AnotherVariant,
    /// New tasks in place of some of the last sheet.
    ReplaceTasks,
    /// Another file format of the last sheet.
    Export,
    /// The teacher's own sheets.
    ListMine,
    /// What is left of the quota.
    Balance,
    /// How this works.
    Help,
    /// Stop what is going on.
    Cancel,
    /// A greeting or thanks, nothing else.
    Greeting,
    /// Something that is no worksheet.
    OffTopic,
    /// An attempt to give orders to the model.
    RejectInjection,
}

/// A slot that must be asked for, in the order they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    /// The school subject.
    Subject,
    /// The grade.
    Grade,
    /// The topic.
    Topic,
}

/// Wishes as understood; whatever was neither said nor implied is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the slots and their rules stand in docs/requests.md")]
pub struct Request {
    pub intent: Intent,
    pub language: Locale,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u16>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub per_kind: BTreeMap<Kind, u16>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub include_kinds: BTreeSet<Kind>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub exclude_kinds: BTreeSet<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub mix: BTreeMap<Difficulty, u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Difficulty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exam: Option<Exam>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_min: Option<u16>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub accommodation: BTreeSet<Accommodation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub class_letters: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind_of_work: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difficulty_delta: Option<i8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_delta: Option<i16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Slot>,
    /// The subject is not taught in the grade.
    pub conflict: bool,
    /// A grade to offer on a button when it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggest_grade: Option<Grade>,
    pub over_limit: bool,
    /// How sure the reader is of a slot, in percent; a slot without an entry was said in so many words.
    #[serde(skip)]
    pub confidence: BTreeMap<&'static str, u8>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            intent: Intent::Generate,
            language: Locale::Ru,
            subject: None,
            grade: None,
            topic: None,
            total: None,
            per_kind: BTreeMap::new(),
            include_kinds: BTreeSet::new(),
            exclude_kinds: BTreeSet::new(),
            format: None,
            difficulty: None,
            mix: BTreeMap::new(),
            levels: Vec::new(),
            variants: None,
            exam: None,
            duration_min: None,
            accommodation: BTreeSet::new(),
            answers: None,
            class_letters: Vec::new(),
            kind_of_work: None,
            tasks: Vec::new(),
            difficulty_delta: None,
            count_delta: None,
            missing: Vec::new(),
            conflict: false,
            suggest_grade: None,
            over_limit: false,
            confidence: BTreeMap::new(),
        }
    }
}

/// A settled order: everything generation, checks and typesetting need to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// Language of the sheet.
    pub locale: Locale,
    /// Subject.
    pub subject: Subject,
    /// Grade.
    pub grade: Grade,
    /// Topic in the teacher's words, cleaned; never a pupil's name.
    pub topic: String,
    /// Tasks per variant, 1 to [`plan::MAX_TASKS`].
    pub total: u8,
    /// Level of the whole sheet.
    pub difficulty: Difficulty,
    /// Variants, 1 to [`plan::MAX_VARIANTS`].
    pub variants: u8,
    /// Test, open or both; absent leaves it to the topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Tasks of each level, when they were counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mix: BTreeMap<Difficulty, u16>,
    /// Levels that get sections of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Difficulty>,
    /// Tasks of each kind, when they were counted; other kinds fill what is left of the total.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub per_kind: BTreeMap<Kind, u16>,
    /// Kinds the teacher wants to see.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub include_kinds: BTreeSet<Kind>,
    /// Kinds the teacher does not want.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub exclude_kinds: BTreeSet<Kind>,
    /// Whether the page is set in larger type.
    #[serde(default)]
    pub large_print: bool,
    /// Whether wording is kept short and space generous.
    #[serde(default)]
    pub short_wording: bool,
    /// How the key is handed over.
    pub answers: Answers,
    /// Exam whose style to follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exam: Option<Exam>,
    /// Named kind of work, e.g. «самостоятельная».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_of_work: Option<String>,
    /// Classes with letters, e.g. «6Б».
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub class_letters: Vec<String>,
}

/// Why a request is not yet an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSettled {
    /// A slot has to be asked for.
    #[error("{0:?} is missing")]
    Missing(Slot),
    /// The subject is not taught in the grade.
    #[error("the subject is not taught in this grade")]
    Conflict,
}

impl Spec {
    /// The level of a task by its place in a variant, when levels were counted: the easiest come first.
    pub fn mixed(&self, place: usize) -> Option<Difficulty> {
        let mut first = 0;
        self.mix.iter().find_map(|(level, count)| {
            first += usize::from(*count);
            (place < first).then_some(*level)
        })
    }
}

impl Request {
    /// The order this request makes, with defaults for what was left open.
    ///
    /// Counts beyond the limits are cut to them; [`Request::over_limit`] tells that this happened.
    pub fn settle(&self) -> Result<Spec, NotSettled> {
        let subject = self.subject.ok_or(NotSettled::Missing(Slot::Subject))?;
        let grade = self.grade.ok_or(NotSettled::Missing(Slot::Grade))?;
        if !subject.taught_in(grade) {
            return Err(NotSettled::Conflict);
        }
        let topic = match (&self.topic, self.exam) {
            (Some(topic), _) if !topic.trim().is_empty() => topic.trim().to_owned(),
            (_, Some(_)) => String::new(),
            _ => return Err(NotSettled::Missing(Slot::Topic)),
        };
        let counted = self.per_kind.values().chain(self.mix.values()).copied().fold(0, u16::saturating_add);
        let difficulty = self.difficulty.unwrap_or_default();
        let timed = self.duration_min.map(|minutes| {
            let test = self.format == Some(Format::TestOnly);
            plan::tasks_in(minutes, grade, difficulty, test)
        });
        let wanted = self.total.or((counted > 0).then_some(counted)).or(timed).unwrap_or(plan::DEFAULT_TASKS.into());
        let fits = wanted <= plan::MAX_TASKS.into();
        let mut include_kinds = self.include_kinds.clone();
        include_kinds.extend(self.per_kind.keys());
        Ok(Spec {
            locale: self.language,
            subject,
            grade,
            topic: topic.chars().take(plan::MAX_TOPIC_CHARS).collect(),
            total: u8::try_from(wanted).unwrap_or(u8::MAX).clamp(1, plan::MAX_TASKS),
            difficulty,
            variants: self.variants.unwrap_or(1).clamp(1, plan::MAX_VARIANTS),
            format: self.format,
            // Counts that were cut no longer add up.
            mix: if fits { self.mix.clone() } else { BTreeMap::new() },
            levels: self.levels.clone(),
            per_kind: if fits { self.per_kind.clone() } else { BTreeMap::new() },
            include_kinds,
            exclude_kinds: self.exclude_kinds.clone(),
            large_print: self.accommodation.contains(&Accommodation::LargePrint),
            short_wording: self.accommodation.contains(&Accommodation::SpecialNeeds),
            answers: self.answers.unwrap_or(Answers::Separate),
            exam: self.exam,
            kind_of_work: self.kind_of_work.clone(),
            class_letters: self.class_letters.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fractions() -> Request {
        Request {
            subject: Some(Subject::Math),
            grade: Grade::new(5).ok(),
            topic: Some("дроби".into()),
            ..Request::default()
        }
    }

    #[test]
    fn a_complete_request_settles_with_defaults() {
        let spec = fractions().settle();

        assert_eq!(spec.map(|s| (s.total, s.variants, s.answers)), Ok((10, 1, Answers::Separate)));
    }

    #[test]
    fn what_is_missing_is_asked_in_order() {
        let nothing = Request::default();
        let no_topic = Request { topic: Some("  ".into()), ..fractions() };

        assert_eq!(nothing.settle(), Err(NotSettled::Missing(Slot::Subject)));
        assert_eq!(no_topic.settle(), Err(NotSettled::Missing(Slot::Topic)));
    }

    #[test]
    fn a_subject_not_taught_in_the_grade_is_a_conflict() {
        let request = Request { subject: Some(Subject::Chemistry), ..fractions() };
        assert_eq!(request.settle(), Err(NotSettled::Conflict));
    }

    #[test]
    fn minutes_become_tasks_when_no_number_is_named() {
        let total = |request: Request| request.settle().map(|spec| spec.total);
        let timed = Request { duration_min: Some(20), ..fractions() };
        let test = Request { format: Some(Format::TestOnly), ..timed.clone() };
        let long = Request { duration_min: Some(u16::MAX), ..fractions() };

        assert_eq!(total(timed.clone()), Ok(6));
        assert_eq!(total(test), Ok(13));
        assert_eq!(total(long), Ok(plan::MAX_TASKS));
        assert_eq!(total(Request { total: Some(12), ..timed }), Ok(12));
    }

    #[test]
    fn counted_levels_come_easiest_first() {
        let mix = [(Difficulty::Hard, 1), (Difficulty::Easy, 2)].into();
        let spec = Request { mix, ..fractions() }.settle();

        let levels = spec.map(|spec| (spec.total, (0..4).map(|place| spec.mixed(place)).collect::<Vec<_>>()));

        let (easy, hard) = (Some(Difficulty::Easy), Some(Difficulty::Hard));
        assert_eq!(levels, Ok((3, vec![easy, easy, hard, None])));
    }

    #[test]
    fn counts_are_cut_to_the_limit() {
        let request = Request { total: Some(600), variants: Some(9), ..fractions() };
        assert_eq!(request.settle().map(|s| (s.total, s.variants)), Ok((40, 4)));
    }
}
