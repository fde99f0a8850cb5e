//! A worksheet being settled: what is known so far, what its card offers, what must be asked.

use listok_core::domain::request::{Accommodation, Answers, NotSettled, Slot};
use listok_core::domain::{Difficulty, Format, Grade, Request, Spec, Subject, Timestamp, plan};
use serde::{Deserialize, Serialize};

/// Names a draft on its buttons: ten hex digits, random, so that an old card never means a newer draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftId([u8; 5]);

impl DraftId {
    pub(crate) const fn new(random: [u8; 5]) -> Self {
        Self(random)
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() != 10 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 5];
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl std::fmt::Display for DraftId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A worksheet being settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) id: DraftId,
    /// Everything said and pressed so far.
    pub(crate) request: Request,
    /// A question the teacher opened from the card, though nothing is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) asking: Option<Slot>,
    pub(crate) made_at: Timestamp,
}

/// Counts the − and + buttons step through; any other number can be written.
const COUNTS: [u8; 15] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 35, plan::MAX_TASKS];

/// What a draft shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Face {
    /// One question.
    Question(Question),
    /// The settings.
    Card(Box<Spec>),
}

/// The one thing to ask next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    Subject,
    Grade,
    Topic,
    /// The subject is not taught in the grade: which grade, or which subject?
    Conflict,
}

impl Draft {
    pub(crate) fn new(id: DraftId, request: Request, now: Timestamp) -> Self {
        Self { id, request, asking: None, made_at: now }
    }

    /// What the draft shows now.
    pub(crate) fn face(&self) -> Face {
        let question = |slot| match slot {
            Slot::Subject => Question::Subject,
            Slot::Grade => Question::Grade,
            Slot::Topic => Question::Topic,
        };
        match (self.request.settle(), self.asking) {
            // What is missing comes before what the teacher opened.
            (Err(NotSettled::Missing(slot)), _) | (_, Some(slot)) => Face::Question(question(slot)),
            (Err(NotSettled::Conflict), None) => Face::Question(Question::Conflict),
            (Ok(spec), None) => Face::Card(Box::new(spec)),
        }
    }

    /// Whether it asks something.
    pub(crate) fn is_question(&self) -> bool {
        matches!(self.face(), Face::Question(_))
    }

    /// What is known, without what is being asked: how an answer in words must see it.
    pub(crate) fn open_request(&self) -> Request {
        let mut request = self.request.clone();
        let slot = match self.face() {
            Face::Question(Question::Subject) => Slot::Subject,
            Face::Question(Question::Grade | Question::Conflict) => Slot::Grade,
            Face::Question(Question::Topic) => {
                request.topic = None;
                Slot::Topic
            }
            Face::Card(_) => return request,
        };
        request.missing = vec![slot];
        request
    }

    /// Takes an answer in words, read against [`Draft::open_request`].
    pub(crate) fn hear(&mut self, answer: Request) {
        let (subject, topic) = (self.request.subject, self.request.topic.take());
        let asked = self.asking;
        let answered = match asked {
            Some(Slot::Subject) => answer.subject != subject,
            Some(Slot::Grade) => answer.grade != self.request.grade,
            Some(Slot::Topic) => answer.topic.is_some(),
            None => true,
        };
        self.request = answer;
        if answered {
            self.asking = None;
        }
        if asked == Some(Slot::Subject) && answered {
            // Another subject, chosen on a full card: its topic is no longer meant.
            self.request.topic = None;
        } else if self.request.topic.is_none() {
            self.request.topic = topic;
        }
        self.forget_what_was_missing();
    }

    pub(crate) fn fewer(&mut self) {
        self.change_total(|total| COUNTS.into_iter().rev().find(|count| *count < total));
    }

    pub(crate) fn more(&mut self) {
        self.change_total(|total| COUNTS.into_iter().find(|count| *count > total));
    }

    fn change_total(&mut self, next: impl Fn(u8) -> Option<u8>) {
        let Ok(spec) = self.request.settle() else { return };
        let Some(total) = next(spec.total) else { return };
        // Counts per kind or level no longer add up; what they wished for stays as kinds.
        self.request.include_kinds = spec.include_kinds;
        self.request.per_kind.clear();
        self.request.mix.clear();
        self.request.duration_min = None;
        self.request.over_limit = false;
        self.request.total = Some(total.into());
    }

    pub(crate) fn next_difficulty(&mut self) {
        let at = Difficulty::ALL.iter().position(|d| *d == self.request.difficulty.unwrap_or_default()).unwrap_or(0);
        self.request.difficulty = Some(Difficulty::ALL[(at + 1) % Difficulty::ALL.len()]);
        self.request.mix.clear();
        self.request.levels.clear();
    }

    pub(crate) fn next_variants(&mut self) {
        let variants = self.request.variants.unwrap_or(1);
        self.request.variants = Some(if variants >= plan::MAX_VARIANTS { 1 } else { variants + 1 });
    }

    pub(crate) fn next_format(&mut self) {
        self.request.format = match self.request.format {
            None => Some(Format::TestOnly),
            Some(Format::TestOnly) => Some(Format::OpenOnly),
            Some(Format::OpenOnly) => Some(Format::TestAndOpen),
            Some(Format::TestAndOpen) => None,
        };
    }

    /// Answers the question on the subject; a grade that does not teach it is asked for anew.
    pub(crate) fn set_subject(&mut self, subject: Subject) {
        if self.request.subject != Some(subject) && self.asking == Some(Slot::Subject) {
            // Another subject, chosen on a full card: its topic is no longer meant.
            self.request.topic = None;
        }
        self.request.subject = Some(subject);
        self.asking = None;
        if self.request.grade.is_some_and(|grade| !subject.taught_in(grade)) {
            self.request.grade = None;
        }
        self.forget_what_was_missing();
    }

    pub(crate) fn set_grade(&mut self, grade: Grade) {
        self.request.grade = Some(grade);
        self.request.suggest_grade = None;
        self.asking = None;
        self.forget_what_was_missing();
    }

    fn forget_what_was_missing(&mut self) {
        self.request.conflict = false;
        self.request.missing.clear();
    }

    /// Grades to offer: those that teach the subject, or all.
    pub(crate) fn grades(&self) -> Vec<Grade> {
        Grade::all().filter(|grade| self.request.subject.is_none_or(|s| s.taught_in(*grade))).collect()
    }

    /// Subjects to offer: those taught in the grade, or all.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        let taught = |s: &&Subject| self.request.grade.is_none_or(|grade| s.taught_in(grade));
        Subject::ALL.iter().filter(taught).copied().collect()
    }
}

/// The request that would settle into `spec`: where follow-ups start from.
pub(crate) fn request_for(spec: &Spec) -> Request {
    let mut request = Request {
        language: spec.locale,
        subject: Some(spec.subject),
        grade: Some(spec.grade),
        topic: (!spec.topic.is_empty()).then(|| spec.topic.clone()),
        total: Some(spec.total.into()),
        mix: spec.mix.clone(),
        levels: spec.levels.clone(),
        per_kind: spec.per_kind.clone(),
        include_kinds: spec.include_kinds.clone(),
        exclude_kinds: spec.exclude_kinds.clone(),
        format: spec.format,
        difficulty: Some(spec.difficulty),
        variants: Some(spec.variants),
        exam: spec.exam,
        answers: (spec.answers != Answers::Separate).then_some(spec.answers),
        class_letters: spec.class_letters.clone(),
        kind_of_work: spec.kind_of_work.clone(),
        ..Request::default()
    };
    if spec.large_print {
        request.accommodation.insert(Accommodation::LargePrint);
    }
    if spec.short_wording {
        request.accommodation.insert(Accommodation::SpecialNeeds);
    }
    request
}

/// The last request with the changes a follow-up asks for («полегче», «на 5 больше», «для 6 класса»).
pub(crate) fn revised(last: &Spec, change: &Request) -> Request {
    let mut request = request_for(last);
    if let Some(delta) = change.difficulty_delta {
        request.difficulty = Some(last.difficulty.shifted(delta));
        request.mix.clear();
        request.levels.clear();
    }
    if let Some(delta) = change.count_delta {
        let total = i32::from(last.total) + i32::from(delta);
        request.total = Some(u16::try_from(total.max(1)).unwrap_or(1));
    }
    if change.count_delta.is_some() || change.total.is_some() || change.duration_min.is_some() {
        // The counts of kinds and levels no longer add up; the kinds stay wished for.
        request.per_kind.clear();
        request.mix.clear();
    }
    if change.duration_min.is_some() && change.total.is_none() {
        request.total = None;
        request.duration_min = change.duration_min;
    }
    if change.format.is_some() {
        // Kinds wished for before may not fit the new form.
        request.per_kind.clear();
        request.include_kinds.clear();
    }
    request.subject = change.subject.or(request.subject);
    request.grade = change.grade.or(request.grade);
    request.topic = change.topic.clone().or(request.topic);
    request.total = change.total.or(request.total);
    request.format = change.format.or(request.format);
    request.difficulty = change.difficulty.or(request.difficulty);
    request.variants = change.variants.or(request.variants);
    request.exam = change.exam.or(request.exam);
    request.answers = change.answers.or(request.answers);
    request.kind_of_work = change.kind_of_work.clone().or(request.kind_of_work);
    request.accommodation.extend(&change.accommodation);
    if !change.include_kinds.is_empty() || !change.per_kind.is_empty() {
        request.include_kinds.clone_from(&change.include_kinds);
        request.per_kind.clone_from(&change.per_kind);
    }
    if !change.mix.is_empty() || !change.levels.is_empty() {
        request.mix.clone_from(&change.mix);
        request.levels.clone_from(&change.levels);
    }
    request.exclude_kinds.extend(&change.exclude_kinds);
    request.include_kinds.retain(|kind| !change.exclude_kinds.contains(kind));
    request.per_kind.retain(|kind, _| !change.exclude_kinds.contains(kind));
    request.exclude_kinds.retain(|kind| !change.include_kinds.contains(kind) && !change.per_kind.contains_key(kind));
    if !change.class_letters.is_empty() {
        request.class_letters.clone_from(&change.class_letters);
    } else if change.grade.is_some_and(|grade| grade != last.grade) {
        // The classes were of the other grade.
        request.class_letters.clear();
    }
    request.over_limit = request.total.is_some_and(|total| total > plan::MAX_TASKS.into());
    request
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use chrono::DateTime;
    use listok_core::domain::Kind;

    use super::*;

    fn fractions() -> Request {
        Request {
            subject: Some(Subject::Math),
            grade: Grade::new(5).ok(),
            topic: Some("дроби".into()),
            ..Request::default()
        }
    }

    fn draft(request: Request) -> Draft {
        Draft::new(DraftId::new([1; 5]), request, DateTime::UNIX_EPOCH)
    }

    fn total(draft: &Draft) -> u8 {
        draft.request.settle().unwrap().total
    }

    #[test]
    fn exactly_one_thing_is_asked_at_a_time() {
        let mut draft = draft(Request::default());
        assert_eq!(draft.face(), Face::Question(Question::Subject));
        draft.set_subject(Subject::Chemistry);
        assert_eq!(draft.face(), Face::Question(Question::Grade));
        draft.set_grade(Grade::new(9).unwrap());
        assert_eq!(draft.face(), Face::Question(Question::Topic));
        draft.hear(Request { topic: Some("соли и кислоты".into()), ..draft.open_request() });
        assert!(matches!(draft.face(), Face::Card(spec) if spec.topic == "соли и кислоты"));
    }

    #[test]
    fn a_conflict_is_asked_about_until_the_grade_teaches_the_subject() {
        let mut draft = draft(Request { subject: Some(Subject::Chemistry), ..fractions() });
        assert_eq!(draft.face(), Face::Question(Question::Conflict));
        assert_eq!(draft.grades().first().map(|g| g.number()), Some(8));

        draft.set_grade(Grade::new(8).unwrap());

        assert!(matches!(draft.face(), Face::Card(_)));
    }

    #[test]
    fn the_count_stays_between_one_and_the_limit() {
        let mut draft = draft(fractions());
        for _ in 0..100 {
            draft.fewer();
        }
        assert_eq!(total(&draft), 1);
        for _ in 0..100 {
            draft.more();
        }
        assert_eq!(total(&draft), plan::MAX_TASKS);
    }

    #[test]
    fn switches_go_round_and_come_back() {
        let mut draft = draft(fractions());
        let before = draft.request.settle().unwrap();
        (0..3).for_each(|_| draft.next_difficulty());
        (0..4).for_each(|_| draft.next_variants());
        (0..4).for_each(|_| draft.next_format());

        assert_eq!(draft.request.settle().unwrap(), before);
    }

    #[test]
    fn another_subject_on_a_full_card_asks_for_its_topic() {
        let mut draft = draft(fractions());
        draft.asking = Some(Slot::Subject);

        draft.set_subject(Subject::Russian);

        assert_eq!(draft.face(), Face::Question(Question::Topic));
    }

    #[test]
    fn a_topic_asked_for_anew_replaces_the_old_one_or_leaves_it() {
        let mut draft = draft(fractions());
        draft.asking = Some(Slot::Topic);
        let open = draft.open_request();
        assert_eq!(open.topic, None);

        draft.hear(Request { total: Some(7), ..open.clone() });
        assert_eq!(draft.face(), Face::Question(Question::Topic), "the question stays open");
        draft.hear(Request { topic: Some("проценты".into()), ..open });

        assert!(matches!(draft.face(), Face::Card(spec) if spec.topic == "проценты"));
    }

    #[test]
    fn a_spec_survives_becoming_a_request_again() {
        let request = Request {
            total: Some(12),
            variants: Some(2),
            answers: Some(Answers::Together),
            format: Some(Format::TestOnly),
            ..fractions()
        };
        let spec = request.settle().unwrap();

        assert_eq!(request_for(&spec).settle().unwrap(), spec);
    }

    #[test]
    fn follow_ups_change_what_they_name_and_nothing_else() {
        let last = Request { total: Some(8), ..fractions() }.settle().unwrap();
        let easier = Request { difficulty_delta: Some(-1), count_delta: Some(4), ..Request::default() };

        let spec = revised(&last, &easier).settle().unwrap();

        assert_eq!((spec.difficulty, spec.total), (Difficulty::Easy, 12));
        assert_eq!((spec.topic, spec.subject), (last.topic, last.subject));
    }

    #[test]
    fn a_kind_refused_afterwards_is_gone_and_the_rest_stays() {
        let per_kind = [(Kind::Matching, 4), (Kind::Numeric, 6)].into();
        let last = Request { per_kind, ..fractions() }.settle().unwrap();
        let without = Request { exclude_kinds: [Kind::Matching].into(), ..Request::default() };

        let spec = revised(&last, &without).settle().unwrap();

        assert_eq!(spec.total, 10);
        assert_eq!(spec.per_kind, [(Kind::Numeric, 6)].into());
        assert_eq!((spec.include_kinds, spec.exclude_kinds), ([Kind::Numeric].into(), [Kind::Matching].into()));
    }

    #[test]
    fn another_grade_takes_its_classes_with_it() {
        let last = Request { class_letters: vec!["5А".into()], ..fractions() }.settle().unwrap();
        let sixth = Request { grade: Grade::new(6).ok(), ..Request::default() };

        let spec = revised(&last, &sixth).settle().unwrap();

        assert_eq!((spec.grade.number(), spec.class_letters), (6, Vec::<String>::new()));
    }
}
