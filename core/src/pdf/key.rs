//! The teacher's key: answers in the labels of the sheet, what wants a look, and how sure they are.

use super::PageOptions;
use super::block::{Piece, together};
use super::drawing::{Item, MM, Role};
use super::page::{Flow, Page};
use super::setting::{Look, MEASURE, Setting};
use super::sheet::{subject_line, variant_name};
use crate::domain::task::{KeyWords, Verification};
use crate::domain::worksheet::{Notice, Origin, Variant, Worksheet};
use crate::domain::{Locale, Rich, Task};
use crate::i18n;

const NUMBER: f32 = 8.0 * MM;
const GUTTER: f32 = 6.0 * MM;

pub(super) fn set(setting: &mut Setting, worksheet: &Worksheet, options: &PageOptions<'_>) -> Vec<Page> {
    let mut flow = Flow::new();
    flow.part(None);
    let element = Some(setting.outline.add(Role::Title));
    let title = Look { size: 15.0, bold: true, element, ..setting.body() };
    let words = super::title(worksheet, super::Audience::Teacher);
    let mut opening = vec![setting.piece(&Rich::literal(&words), MEASURE, &title)];
    let subtitle = Look { italic: true, ..setting.body() };
    opening.push(setting.piece(&Rich::literal(&subject_line(worksheet)), MEASURE, &subtitle));
    opening.extend(notices(setting, worksheet));
    flow.add(together(opening));
    let words = key_words(worksheet.locale);
    for (index, variant) in worksheet.variants.iter().enumerate() {
        setting.place.0 = u8::try_from(index + 1).unwrap_or(u8::MAX);
        let heading = (worksheet.variants.len() > 1).then(|| variant_name(worksheet, index));
        answers(setting, variant, heading.as_deref(), &words, &mut flow);
    }
    let look = Look { size: 9.5, italic: true, ..setting.body() };
    let sure = setting.paragraph(&Rich::literal(&assurance(worksheet)), MEASURE, &look);
    let mut sure = together(sure);
    if let Some(first) = sure.first_mut() {
        first.above = 5.0 * MM;
    }
    flow.add(sure);
    let remark = (worksheet.origin == Origin::Demonstration).then(|| setting.text("page-demonstration"));
    flow.finish(setting, options, remark.as_deref())
}

/// What the teacher must know, in a frame.
fn notices(setting: &mut Setting, worksheet: &Worksheet) -> Option<Piece> {
    let locale = worksheet.locale;
    let text = |notice: &Notice| match notice {
        Notice::Fewer { ordered, delivered } => i18n::text_with(
            locale,
            "page-notice-fewer",
            &[("ordered", (*ordered).into()), ("delivered", (*delivered).into())],
        ),
        Notice::CutToLimit { limit } => i18n::text_with(locale, "page-notice-limit", &[("limit", (*limit).into())]),
        Notice::Unverified { tasks } => {
            let tasks: Vec<_> = tasks.iter().map(u16::to_string).collect();
            i18n::text_with(locale, "page-notice-unverified", &[("tasks", tasks.join(", ").into())])
        }
    };
    if worksheet.notices.is_empty() {
        return None;
    }
    let padding = 2.5 * MM;
    let mut pieces = Vec::new();
    for notice in &worksheet.notices {
        let look = setting.body();
        pieces.push(setting.piece(&Rich::literal(&text(notice)), MEASURE - 2.0 * padding, &look));
    }
    let mut piece = Piece::pile(pieces).shifted(padding);
    piece.items.iter_mut().for_each(|item| item.shift(0.0, padding * 0.7));
    piece.height += padding * 1.4;
    piece.items.push(Item::frame(0.0, 0.0, MEASURE, piece.height, 0.8));
    Some(piece.above(3.0 * MM))
}

/// The words answers are written with.
pub(crate) fn key_words(locale: Locale) -> KeyWords {
    let word = |key| i18n::text(locale, key);
    KeyWords {
        locale,
        truth: word("page-true"),
        lie: word("page-false"),
        remainder: word("page-remainder"),
        criteria: word("page-criteria"),
    }
}

fn answers(setting: &mut Setting, variant: &Variant, heading: Option<&str>, words: &KeyWords, flow: &mut Flow) {
    let mut heading = heading.map(|text| {
        let element = Some(setting.outline.add(Role::Heading));
        let look = Look { size: 12.0, bold: true, element, ..setting.body() };
        setting.piece(&Rich::literal(text), MEASURE, &look).above(5.0 * MM)
    });
    let tasks: Vec<(u16, &Task)> = (1u16..).zip(variant.sections.iter().flat_map(|s| &s.tasks)).collect();
    let columns = columns(setting, &tasks, words);
    let column = (MEASURE + GUTTER) / columns as f32;
    for row in tasks.chunks(columns) {
        let mut pieces = if columns == 1 {
            entry(setting, row[0], words, MEASURE)
        } else {
            let cells = row
                .iter()
                .enumerate()
                .map(|(i, task)| (i as f32 * column, Piece::pile(entry(setting, *task, words, column - GUTTER))));
            vec![Piece::row(cells.collect())]
        };
        if let Some(first) = pieces.first_mut() {
            first.above = 2.2 * MM;
        }
        if let Some(heading) = heading.take() {
            pieces.insert(0, Piece { keep: true, ..heading });
        }
        flow.add(pieces);
    }
}

/// As many columns as the widest entry allows; long answers want the whole width.
fn columns(setting: &mut Setting, tasks: &[(u16, &Task)], words: &KeyWords) -> usize {
    let look = setting.body();
    let mut widest = 0.0f32;
    for (number, task) in tasks {
        setting.place.1 = *number;
        let mut width = setting.width_of(&answer(task, words), &look);
        if let Some(solution) = &task.solution {
            let small = Look { size: look.size * 0.86, ..look.clone() };
            width = width.max(setting.width_of(solution, &small));
        }
        widest = widest.max(NUMBER + width + GUTTER);
    }
    let fitting = ((MEASURE + GUTTER) / widest.max(1.0)).floor() as usize;
    fitting.clamp(1, 4).min(tasks.len().max(1))
}

/// A task's answer with its points, and what wants a look.
pub(crate) fn answer(task: &Task, words: &KeyWords) -> Rich {
    let mut text = task.key(words).0;
    if let Some(points) = task.points {
        let count = i18n::text_with(words.locale, "page-points", &[("count", points.into())]);
        text.push_str(&format!(" <i>({})</i>", count.replace(' ', "\u{a0}")));
    }
    if task.verification == Verification::Unverified {
        text.push_str(&format!(" <b>{}</b>", i18n::text(words.locale, "page-check")));
    }
    Rich(text)
}

fn entry(setting: &mut Setting, (number, task): (u16, &Task), words: &KeyWords, width: f32) -> Vec<Piece> {
    setting.place.1 = number;
    let look = setting.body();
    let bold = Look { bold: true, ..look.clone() };
    let label = setting.piece(&Rich::literal(&format!("{number}.")), NUMBER, &bold);
    let text = answer(task, words);
    let mut lines: Vec<_> =
        setting.paragraph(&text, width - NUMBER, &look).into_iter().map(|line| line.shifted(NUMBER)).collect();
    match lines.first_mut() {
        Some(first) => {
            let keep = first.keep;
            *first = Piece { keep, ..Piece::row(vec![(0.0, label), (0.0, std::mem::take(first))]) };
        }
        None => lines.push(label),
    }
    if let Some(solution) = task.solution.as_ref().filter(|solution| !solution.is_blank()) {
        let small = Look { size: look.size * 0.86, ..setting.body() };
        if let Some(last) = lines.last_mut() {
            last.keep = true;
        }
        let mut solved = setting.paragraph(solution, width - NUMBER, &small);
        if let Some(first) = solved.first_mut() {
            first.above = 0.8 * MM;
        }
        lines.extend(solved.into_iter().map(|line| line.shifted(NUMBER)));
    }
    lines
}

/// How the answers were made sure of.
/// How sure the answers of a sheet are.
pub(crate) fn assurance(worksheet: &Worksheet) -> String {
    let tasks: Vec<_> = worksheet.variants.iter().flat_map(|v| &v.sections).flat_map(|s| &s.tasks).collect();
    let all = |verification| tasks.iter().all(|task| task.verification == verification);
    let key = if all(Verification::Computed) {
        "page-sure-computed"
    } else if tasks.iter().any(|task| task.verification == Verification::Unverified) {
        "page-sure-some"
    } else if all(Verification::Solved) {
        "page-sure-solved"
    } else {
        "page-sure-mixed"
    };
    i18n::text(worksheet.locale, key)
}
