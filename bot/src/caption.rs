//! Words under the documents: what the file is, what is in it, what the teacher must know.

use listok_core::domain::task::Verification;
use listok_core::domain::worksheet::{Notice, Origin};
use listok_core::domain::{Locale, Worksheet};
use listok_core::i18n::{text, text_with};

use crate::words;

/// Telegram's limit on a caption, in UTF-16 units.
const CAPTION: usize = 1_024;
/// Most task numbers we list.
const LISTED: usize = 12;

/// Under the pupils' sheet.
pub(crate) fn sheet(locale: Locale, worksheet: &Worksheet) -> String {
    format!("{}\n📄 {}", heading(locale, worksheet), text(locale, "bot-caption-sheet"))
}

/// Under the key when it is sent again from the list.
pub(crate) fn key(locale: Locale, worksheet: &Worksheet) -> String {
    format!("{}\n🔑 {}", heading(locale, worksheet), text(locale, "bot-caption-key"))
}

/// The summary of a finished order: under its key, or in a message of its own.
pub(crate) fn summary(locale: Locale, worksheet: &Worksheet, origin: Option<Origin>) -> String {
    let count = worksheet.len();
    let mut lines = Vec::new();
    lines.push(if worksheet.variants.len() > 1 {
        let variants = words::counted(locale, "variants", worksheet.variants.len());
        text_with(locale, "bot-summary-variants", &[("variants", variants.into()), ("count", count.into())])
    } else {
        text_with(locale, "bot-summary", &[("tasks", words::counted(locale, "tasks", count).into())])
    });
    if origin == Some(Origin::Cache) {
        lines.push(text(locale, "bot-summary-library"));
    }
    lines.extend(assurance(worksheet).map(|key| text(locale, key)));
    if worksheet.origin == Origin::Demonstration {
        lines.push(text(locale, "bot-notice-demonstration"));
    }
    lines.extend(worksheet.notices.iter().map(|notice| told(locale, notice)));
    lines.extend(wanting_a_look(locale, worksheet));
    lines.push(String::new());
    lines.push(text(locale, "bot-rate"));
    words::cut(&lines.join("\n"), CAPTION)
}

fn heading(locale: Locale, worksheet: &Worksheet) -> String {
    let arguments =
        [("subject", words::subject(locale, worksheet.subject).into()), ("grade", worksheet.grade.number().into())];
    let title = words::escaped(&words::cut(&worksheet.title, 200));
    format!("<b>{title}</b>\n{}", text_with(locale, "bot-card-line", &arguments))
}

/// How sure the answers are, when the same can be said of all of them.
fn assurance(worksheet: &Worksheet) -> Option<&'static str> {
    let tasks = || (0..worksheet.variants.len()).flat_map(|variant| worksheet.tasks(variant));
    let all = |allowed: &[Verification]| tasks().all(|(_, task)| allowed.contains(&task.verification));
    if worksheet.is_empty() {
        None
    } else if all(&[Verification::Computed]) {
        Some("bot-summary-computed")
    } else if all(&[Verification::Computed, Verification::Solved]) {
        Some("bot-summary-solved")
    } else {
        None
    }
}

fn told(locale: Locale, notice: &Notice) -> String {
    match notice {
        Notice::Fewer { ordered, delivered } => {
            text_with(locale, "bot-notice-fewer", &[("ordered", (*ordered).into()), ("delivered", (*delivered).into())])
        }
        Notice::CutToLimit { limit } => text_with(locale, "bot-notice-cut", &[("limit", (*limit).into())]),
    }
}

/// The tasks whose answers the teacher should look at.
fn wanting_a_look(locale: Locale, worksheet: &Worksheet) -> Option<String> {
    let tasks = worksheet.unverified();
    if tasks.is_empty() {
        return None;
    }
    let mut numbers: Vec<_> = tasks.iter().take(LISTED).map(u16::to_string).collect();
    if tasks.len() > LISTED {
        numbers.push("…".to_owned());
    }
    let arguments = [("count", tasks.len().into()), ("tasks", numbers.join(", ").into())];
    Some(text_with(locale, "bot-notice-unverified", &arguments))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use listok_core::domain::task::TrueFalse;
    use listok_core::domain::worksheet::{Section, Variant};
    use listok_core::domain::{Difficulty, Grade, Layout, Subject, Task};

    use super::*;

    fn worksheet(verification: &[Verification], notices: Vec<Notice>) -> Worksheet {
        let tasks = verification.iter().map(|verification| {
            let body = TrueFalse { question: "?".into(), statements: Vec::new() };
            Task { verification: *verification, ..Task::computed(body, Difficulty::Easy, "x") }
        });
        Worksheet {
            schema: Worksheet::SCHEMA,
            locale: Locale::Ru,
            subject: Subject::Math,
            grade: Grade::new(5).unwrap(),
            topic: "дроби".into(),
            title: "Дроби: a < b".into(),
            kind_of_work: None,
            instruction: None,
            variants: vec![Variant { sections: vec![Section { heading: None, tasks: tasks.collect() }] }],
            large_print: false,
            layout: Layout::default(),
            origin: Origin::Drill,
            notices,
        }
    }

    #[test]
    fn certainty_is_claimed_only_when_it_holds_for_every_answer() {
        use Verification::{Computed, Solved, Unverified};
        for (tasks, claim) in [
            (vec![Computed, Computed], Some("вычислены точно")),
            (vec![Computed, Solved], Some("сверены")),
            (vec![Computed, Unverified], None),
        ] {
            let summary = summary(Locale::Ru, &worksheet(&tasks, Vec::new()), None);
            for words in ["вычислены точно", "сверены"] {
                assert_eq!(summary.contains(words), claim == Some(words), "{summary}");
            }
        }
    }

    #[test]
    fn what_the_teacher_must_know_is_said() {
        use Verification::{Computed, Solved, Unverified};
        let notices = vec![Notice::Fewer { ordered: 10, delivered: 8 }];
        let tasks = [Computed, Computed, Unverified, Computed, Solved, Solved, Unverified, Computed];

        let summary = summary(Locale::Ru, &worksheet(&tasks, notices), None);

        assert!(summary.contains("Заданий 8 вместо 10"), "{summary}");
        assert!(summary.contains("задания 3, 7"), "{summary}");
    }

    #[test]
    fn a_caption_fits_whatever_is_in_it() {
        let many = vec![Notice::Fewer { ordered: 10, delivered: 8 }; 30];
        let mut worksheet = worksheet(&[Verification::Unverified; 40], many);
        worksheet.title = "я<".repeat(2_000);

        for caption in
            [sheet(Locale::Ru, &worksheet), key(Locale::En, &worksheet), summary(Locale::Ru, &worksheet, None)]
        {
            assert!(caption.encode_utf16().count() <= CAPTION);
        }
        assert!(sheet(Locale::Ru, &worksheet).contains("&lt;"));
    }
}
