//! The teacher's key: answers in the labels of the sheet, what wants a look, and how sure they are.

use super::block::{Piece, together};
use super::drawing::{Item, MM, Role};
use super::page::{Flow, Frame, Page};
use super::setting::{Look, MEASURE, Setting};
use super::sheet::{subject_line, variant_name};
use super::{PageOptions, score};
use crate::domain::task::{KeyWords, Verification};
use crate::domain::worksheet::{Notice, Origin, Variant, Worksheet};
use crate::domain::{Locale, Rich, Task};
use crate::i18n;

const NUMBER: f32 = 8.0 * MM;
const GUTTER: f32 = 6.0 * MM;
/// Distance between two answers.
const BETWEEN: f32 = 2.2 * MM;
/// Size of solutions, in sizes of the answers.
const SMALL: f32 = 0.86;

pub(super) fn set(
    setting: &mut Setting,
    worksheet: &Worksheet,
    options: &PageOptions<'_>,
    part: Option<String>,
) -> Vec<Page> {
    let mut flow = Flow::new(Frame::PAGE, setting);
    flow.part(part);
    let element = Some(setting.outline.add(Role::Title));
    let title = Look { size: 15.0, bold: true, element, ..setting.body() };
    let words = super::title(worksheet, super::Audience::Teacher);
    let mut opening = vec![setting.piece(&Rich::literal(&words), MEASURE, &title)];
    let subtitle = Look { italic: true, ..setting.body() };
    opening.push(setting.piece(&Rich::literal(&under_title(worksheet)), MEASURE, &subtitle));
    opening.extend(notices(setting, worksheet));
    flow.add(together(opening));
    let words = key_words(worksheet.locale);
    if !side_by_side(setting, worksheet, &words, &mut flow) {
        for (index, variant) in worksheet.variants.iter().enumerate() {
            setting.place.0 = u8::try_from(index + 1).unwrap_or(u8::MAX);
            let heading = (worksheet.variants.len() > 1).then(|| variant_name(worksheet, index));
            answers(setting, variant, heading.as_deref(), &words, &mut flow);
        }
    }
    let look = Look { size: 9.5, italic: true, ..setting.body() };
    let sure = setting.paragraph(&Rich::literal(&assurance(worksheet)), MEASURE, &look);
    let mut sure = together(sure);
    if let Some(first) = sure.first_mut() {
        first.above = 5.0 * MM;
    }
    flow.add(sure);
    let remark = (worksheet.origin == Origin::Demonstration).then(|| setting.text("page-demonstration"));
    flow.finish(setting, options, remark.as_deref(), true)
}

/// Subject, grade and kind of work, and the points in all where they are counted.
fn under_title(worksheet: &Worksheet) -> String {
    let line = subject_line(worksheet);
    let Some(first) = worksheet.variants.first().filter(|_| worksheet.layout.score_table) else { return line };
    let locale = worksheet.locale;
    let points = i18n::text_with(locale, "page-points", &[("count", score::total(first).into())]);
    format!("{line} · {}", i18n::text_with(locale, "page-in-all", &[("points", points.into())]))
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
    let tasks: Vec<(u16, &Task)> = (1u16..).zip(variant.tasks()).collect();
    let widths: Vec<f32> = tasks.iter().map(|task| natural_width(setting, *task, words)).collect();
    let is_short = |width: f32| 2.0 * width <= MEASURE + GUTTER;
    let widest = widths.iter().copied().filter(|width| is_short(*width)).fold(1.0, f32::max);
    let most = ((MEASURE + GUTTER) / widest).floor().clamp(1.0, 4.0) as usize;
    let mut rest = 0;
    while rest < tasks.len() {
        // Short answers stand in columns; a long one, or a few short ones between long ones, take whole lines.
        let short = widths[rest..].iter().take_while(|width| is_short(**width)).count();
        let (run, columns) = if short >= 4 { (short, most) } else { (1, 1) };
        let column = (MEASURE + GUTTER) / columns as f32;
        for row in tasks[rest..rest + run].chunks(columns) {
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
                first.above = BETWEEN;
            }
            if let Some(heading) = heading.take() {
                pieces.insert(0, Piece { keep: true, ..heading });
            }
            flow.add(pieces);
        }
        rest += run;
    }
}

/// Width of number, answer and solution set in one line each, with the distance to the next column.
fn natural_width(setting: &mut Setting, (number, task): (u16, &Task), words: &KeyWords) -> f32 {
    setting.place.1 = number;
    let look = setting.body();
    let mut width = setting.width_of(&answer(task, words), &look);
    if let Some(solution) = &task.solution {
        let small = Look { size: look.size * SMALL, ..look };
        width = width.max(setting.width_of(solution, &small));
    }
    NUMBER + width + GUTTER
}

/// A row for each task with a column for each variant; whether the answers are short enough for it.
fn side_by_side(setting: &mut Setting, worksheet: &Worksheet, words: &KeyWords, flow: &mut Flow) -> bool {
    let count = worksheet.variants.len();
    if count < 2 {
        return false;
    }
    let widest = (MEASURE - NUMBER) / count as f32;
    let mut needed = 0.0f32;
    for index in 0..count {
        setting.place.0 = u8::try_from(index + 1).unwrap_or(u8::MAX);
        for task in worksheet.tasks(index) {
            needed = needed.max(natural_width(setting, task, words) - NUMBER);
        }
    }
    // An answer may take a second line, hardly a third.
    if needed - GUTTER > (widest - GUTTER) * 1.9 {
        return false;
    }
    let bold = Look { bold: true, ..setting.body() };
    let names: Vec<_> = (0..count).map(|index| Rich::literal(&variant_name(worksheet, index))).collect();
    let name = names.iter().map(|name| setting.width_of(name, &bold)).fold(0.0, f32::max) + GUTTER;
    let column = needed.max(name).min(widest);
    let width = NUMBER + column * count as f32;
    let x = |index: usize| NUMBER + column * index as f32;
    let mut cells = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let bold = Look { bold: true, ..setting.body() };
        cells.push((x(index), setting.piece(name, column - GUTTER, &bold)));
    }
    let mut heading = Some(Piece { keep: true, ..Piece::row(cells).above(4.0 * MM) });
    let rows = (0..count).map(|index| worksheet.tasks(index).count()).max().unwrap_or(0);
    for row in 0..rows {
        let number = u16::try_from(row + 1).unwrap_or(u16::MAX);
        let mut cells = vec![(0.0, label(setting, number))];
        for index in 0..count {
            setting.place = (u8::try_from(index + 1).unwrap_or(u8::MAX), number);
            if let Some((_, task)) = worksheet.tasks(index).nth(row) {
                cells.push((x(index), Piece::pile(lines(setting, task, words, column - GUTTER))));
            }
        }
        let mut piece = Piece::row(cells).above(BETWEEN);
        let rule = -BETWEEN / 2.0;
        piece.items.push(Item::line((0.0, rule), (width, rule), if row == 0 { 0.6 } else { 0.25 }));
        flow.add(heading.take().into_iter().chain([piece]).collect());
    }
    true
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

/// Number, answer and solution.
fn entry(setting: &mut Setting, (number, task): (u16, &Task), words: &KeyWords, width: f32) -> Vec<Piece> {
    setting.place.1 = number;
    let label = label(setting, number);
    let mut lines: Vec<_> =
        lines(setting, task, words, width - NUMBER).into_iter().map(|line| line.shifted(NUMBER)).collect();
    match lines.first_mut() {
        Some(first) => {
            let keep = first.keep;
            *first = Piece { keep, ..Piece::row(vec![(0.0, label), (0.0, std::mem::take(first))]) };
        }
        None => lines.push(label),
    }
    lines
}

fn label(setting: &mut Setting, number: u16) -> Piece {
    let bold = Look { bold: true, ..setting.body() };
    setting.piece(&Rich::literal(&format!("{number}.")), NUMBER, &bold)
}

/// Answer and solution.
fn lines(setting: &mut Setting, task: &Task, words: &KeyWords, width: f32) -> Vec<Piece> {
    let look = setting.body();
    let mut lines = setting.paragraph(&answer(task, words), width, &look);
    if let Some(solution) = task.solution.as_ref().filter(|solution| !solution.is_blank()) {
        let small = Look { size: look.size * SMALL, ..setting.body() };
        if let Some(last) = lines.last_mut() {
            last.keep = true;
        }
        let mut solved = setting.paragraph(solution, width, &small);
        if let Some(first) = solved.first_mut() {
            first.above = 0.8 * MM;
        }
        lines.extend(solved);
    }
    lines
}

/// How sure the answers of a sheet are.
pub(crate) fn assurance(worksheet: &Worksheet) -> String {
    let tasks: Vec<_> = worksheet.variants.iter().flat_map(Variant::tasks).collect();
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
