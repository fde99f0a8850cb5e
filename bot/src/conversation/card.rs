//! What a draft looks like in the chat: the settings card or one question, with its buttons.

use listok_core::domain::id::OrderId;
use listok_core::domain::stored::Replacement;
use listok_core::domain::{Locale, Spec, plan};
use listok_core::i18n::{text, text_with};
use listok_core::outgoing::{Button, Keyboard, Stage};

use super::button::{Action, CardAction};
use super::draft::{Draft, Face, Question};
use crate::words;

/// Text and buttons of the draft as it stands.
pub(crate) fn face(draft: &Draft, locale: Locale) -> (String, Keyboard) {
    match draft.face() {
        Face::Card(spec) => card(draft, &spec, locale),
        Face::Question(question) => ask(draft, question, locale),
    }
}

fn card(draft: &Draft, spec: &Spec, locale: Locale) -> (String, Keyboard) {
    let mut lines = vec![words::heading(locale, spec), words::settings(locale, spec), String::new()];
    if draft.request.over_limit {
        lines.push(text_with(locale, "bot-card-cut", &[("limit", plan::MAX_TASKS.into())]));
    }
    lines.push(text(locale, "bot-card-check"));
    let button = |action, text: String| Action::Card(draft.id, action).button(text);
    let worded = |action, key: &str| button(action, text(locale, key));
    let level = text_with(locale, "bot-button-level", &[("level", words::level(locale, spec.difficulty).into())]);
    let format = text_with(locale, "bot-button-format", &[("format", words::format(locale, spec.format).into())]);
    let keyboard = vec![
        vec![
            button(CardAction::AskSubject, format!("📚 {}", words::subject(locale, spec.subject))),
            button(CardAction::AskGrade, format!("🎓 {}", words::grade(locale, spec.grade))),
        ],
        vec![
            button(CardAction::Fewer, "−".into()),
            button(CardAction::More, words::counted(locale, "tasks", spec.total)),
            button(CardAction::More, "+".into()),
        ],
        vec![
            button(CardAction::Difficulty, level),
            button(CardAction::Variants, words::counted(locale, "variants", spec.variants)),
        ],
        vec![button(CardAction::Format, format), worded(CardAction::AskTopic, "bot-button-topic")],
        vec![worded(CardAction::Discard, "bot-button-discard"), worded(CardAction::Create, "bot-button-create")],
    ];
    (lines.join("\n"), keyboard)
}

fn ask(draft: &Draft, question: Question, locale: Locale) -> (String, Keyboard) {
    let request = &draft.request;
    let subject = request.subject.map(|s| words::subject(locale, s)).unwrap_or_default();
    let button = |action, text: String| Action::Card(draft.id, action).button(text);
    let grades = || -> Keyboard {
        let grades: Vec<Button> =
            draft.grades().into_iter().map(|g| button(CardAction::Grade(g), g.to_string())).collect();
        grades.chunks(6).map(<[Button]>::to_vec).collect()
    };
    let (words, mut keyboard) = match question {
        Question::Subject => {
            let subjects: Vec<Button> = draft
                .subjects()
                .into_iter()
                .map(|s| button(CardAction::Subject(s), words::subject(locale, s)))
                .collect();
            (text(locale, "bot-ask-subject"), subjects.chunks(2).map(<[Button]>::to_vec).collect())
        }
        Question::Grade => {
            let mut rows = grades();
            let suggested = request.suggest_grade.filter(|grade| request.subject.is_none_or(|s| s.taught_in(*grade)));
            if let Some(grade) = suggested {
                let words = text_with(locale, "bot-grade-suggested", &[("number", grade.number().into())]);
                rows.insert(0, vec![button(CardAction::Grade(grade), words)]);
            }
            let words = match request.subject {
                Some(_) => text_with(locale, "bot-ask-grade-of", &[("subject", subject.into())]),
                None => text(locale, "bot-ask-grade"),
            };
            (words, rows)
        }
        Question::Topic => {
            let grade = request.grade.map(|g| words::grade(locale, g)).unwrap_or_default();
            let code = request.subject.map_or("math", listok_core::domain::Subject::code);
            let example = text(locale, &format!("bot-topic-example-{code}"));
            let about = format!("{subject}, {grade}");
            (text_with(locale, "bot-ask-topic", &[("about", about.into()), ("example", example.into())]), Vec::new())
        }
        Question::Conflict => {
            let (first, last) = request.subject.map_or((1, 11), listok_core::domain::Subject::grades);
            let arguments = [("subject", subject.into()), ("first", first.into()), ("last", last.into())];
            let mut rows = grades();
            let other = text(locale, "bot-ask-subject");
            rows.push(vec![button(CardAction::AskSubject, other)]);
            (text_with(locale, "bot-ask-conflict", &arguments), rows)
        }
    };
    keyboard.push(if draft.asking.is_some() {
        vec![button(CardAction::Back, text(locale, "bot-button-back"))]
    } else {
        vec![button(CardAction::Discard, text(locale, "bot-button-discard"))]
    });
    (words, keyboard)
}

/// The card of an order that is being made.
pub(crate) fn progress(
    locale: Locale,
    spec: &Spec,
    replaces: Option<&Replacement>,
    order: OrderId,
    stage: Stage,
) -> (String, Keyboard) {
    let (done, key) = match stage {
        Stage::Waiting => (0, "bot-stage-waiting"),
        Stage::Searching => (1, "bot-stage-searching"),
        Stage::Planning => (2, "bot-stage-planning"),
        Stage::Writing => (3, "bot-stage-writing"),
        Stage::Checking => (4, "bot-stage-checking"),
        Stage::Correcting => (5, "bot-stage-correcting"),
        Stage::Typesetting => (6, "bot-stage-typesetting"),
    };
    let bar = format!("{}{}", "▰".repeat(done), "▱".repeat(7 - done));
    let wished = match replaces {
        Some(replacement) => words::replacing(locale, replacement),
        None => words::settings(locale, spec),
    };
    let words = format!("{}\n{wished}\n\n{bar} {}", words::heading(locale, spec), text(locale, key));
    (words, vec![vec![Action::Stop(order).button(text(locale, "bot-button-stop"))]])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use chrono::DateTime;
    use listok_core::domain::{Grade, Request, Subject};

    use super::super::draft::DraftId;
    use super::*;

    fn draft(request: Request) -> Draft {
        Draft::new(DraftId::new([1; 5]), request, DateTime::UNIX_EPOCH)
    }

    fn everything() -> Request {
        Request {
            subject: Some(Subject::Math),
            grade: Grade::new(5).ok(),
            topic: Some("<b>дроби</b> & $x$".into()),
            variants: Some(2),
            ..Request::default()
        }
    }

    #[test]
    fn the_card_says_what_will_be_made() {
        let (text, keyboard) = face(&draft(everything()), Locale::Ru);

        assert_eq!(
            text,
            "<b>&lt;b&gt;дроби&lt;/b&gt; &amp; $x$</b>\nМатематика, 5 класс\n10 заданий · средний уровень · 2 варианта\n\n\
             Всё верно? Поправьте кнопками или сразу нажмите «Создать»."
        );
        assert_eq!(keyboard.last().unwrap().last().unwrap().text, "✅ Создать");
    }

    #[test]
    fn every_face_has_words_and_buttons_in_both_languages() {
        let conflict = Request { subject: Some(Subject::Chemistry), ..everything() };
        let no_grade = Request { grade: None, suggest_grade: Grade::new(6).ok(), ..everything() };
        let no_topic = Request { topic: None, ..everything() };
        for request in [Request::default(), everything(), conflict, no_grade, no_topic] {
            for locale in Locale::ALL {
                let (text, keyboard) = face(&draft(request.clone()), locale);
                let buttons: Vec<_> = keyboard.into_iter().flatten().collect();
                assert!(!buttons.is_empty());
                assert!(!text.contains("bot-"), "{text}");
                assert!(buttons.iter().all(|b| !b.text.is_empty() && !b.text.contains("bot-")), "{buttons:?}");
            }
        }
    }

    #[test]
    fn only_grades_that_teach_the_subject_are_offered() {
        let request = Request { grade: None, subject: Some(Subject::World), ..everything() };

        let (_, keyboard) = face(&draft(request), Locale::Ru);

        assert_eq!(keyboard[0].iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
    }
}
