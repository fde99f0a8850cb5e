//! The pupil's sheet.

use super::block::Block;
use super::draw::{Fragment, Item};
use super::page::{Page, Pages, TEXT};
use super::paragraph::{self, Type};
use super::task::{self, Setting};
use super::{PageOptions, Problem};
use crate::domain::rich::Style;
use crate::domain::task::Body;
use crate::domain::worksheet::{Origin, Worksheet};
use crate::domain::{Grade, Rich, Task};
use crate::i18n;

/// Sizes by grade (government decree 307/2009, table for the humanities): 18, 16, 14 and 12 points.
pub(super) fn kind_for(grade: Grade, large: bool) -> Type {
    let size = match grade.number() {
        1 => 18.0,
        2 => 16.0,
        3 | 4 => 14.0,
        _ => 12.0,
    };
    Type { size: if large { size + 4.0 } else { size }, sans: grade.number() <= 4, bold: false, italic: false }
}

/// Sets all variants, each from a new page on.
pub(super) fn set(worksheet: &Worksheet, options: &PageOptions<'_>, problems: &mut Vec<Problem>) -> Vec<Page> {
    let kind = kind_for(worksheet.grade, worksheet.large_print);
    let mut pages = Pages::default();
    for (index, variant) in worksheet.variants.iter().enumerate() {
        pages.turn();
        head(worksheet, index, kind, &mut pages, problems);
        let mut number = 0_u16;
        for section in &variant.sections {
            if let Some(heading) = &section.heading {
                let lines = paragraph::set(heading, kind.bolder(), TEXT, &|_| 60.0, problems);
                let mut block = Block::room(kind.size * 0.4);
                block.below(Block::lines(lines, kind, 0.0));
                block.below(Block::room(kind.size * 0.4));
                block.with_next = true;
                pages.put(vec![block]);
            }
            tasks(&section.tasks, &mut number, worksheet, kind, &mut pages, problems);
        }
    }
    pages.finish(worksheet.locale, options)
}

/// Tasks below each other; short exercises in two columns with 12 mm between them.
fn tasks(
    tasks: &[Task],
    number: &mut u16,
    worksheet: &Worksheet,
    kind: Type,
    pages: &mut Pages,
    problems: &mut Vec<Problem>,
) {
    const GUTTER: f32 = 34.1;
    let column = (TEXT - GUTTER) / 2.0;
    let narrow = |task: &Task| {
        task::is_exercise(task)
            && task
                .texts()
                .first()
                .is_some_and(|q| paragraph::line(q, kind, &mut Vec::new()).width + kind.size * 6.0 < column)
    };
    let squared = |task: &Task| matches!(task.body, Body::ColumnArithmetic(_));
    if tasks.len() >= 4 && (tasks.iter().all(narrow) || tasks.iter().all(squared)) {
        let first = *number;
        let rows = tasks.len().div_ceil(2);
        let mut setting = Setting { kind, locale: worksheet.locale, width: column, problems };
        // Numbered down the columns, as examples are read.
        for row in 0..rows {
            let mut line = Block::default();
            for (index, x) in [(row, 0.0), (row + rows, column + GUTTER)] {
                if let Some(task) = tasks.get(index) {
                    let label = format!("{}.", usize::from(first) + index + 1);
                    let mut whole = Block::default();
                    for block in task::set(task, &label, &mut setting) {
                        whole.below(block);
                    }
                    line.over(whole, x, 0.0);
                }
            }
            line.height += kind.size * 0.5;
            pages.put(vec![line]);
        }
        *number += u16::try_from(tasks.len()).unwrap_or(0);
        return;
    }
    for task in tasks {
        *number += 1;
        let mut setting = Setting { kind, locale: worksheet.locale, width: TEXT, problems };
        pages.put(task::set(task, &format!("{number}."), &mut setting));
    }
}

fn head(worksheet: &Worksheet, variant: usize, kind: Type, pages: &mut Pages, problems: &mut Vec<Problem>) {
    let locale = worksheet.locale;
    let mut block = fields(worksheet);
    block.below(Block::room(13.0));
    let title = Type { size: (kind.size * 1.35).max(16.5), bold: true, ..kind };
    let lines = paragraph::set(&Rich::literal(&worksheet.title), title, TEXT, &|_| 60.0, problems);
    block.below(Block::lines(lines, title, 0.0));
    let small = Type { size: (kind.size * 0.9).clamp(10.5, 14.0), italic: true, ..kind };
    let lines = paragraph::set(&Rich::literal(&subtitle(worksheet, variant)), small, TEXT, &|_| 60.0, problems);
    block.below(Block::lines(lines, small, 0.0));
    if worksheet.origin == Origin::Demonstration {
        let note = Rich(i18n::text(locale, "page-demonstration"));
        let lines = paragraph::set(&note, small.sized(0.85), TEXT, &|_| 60.0, problems);
        block.below(Block::lines(lines, small.sized(0.85), 0.0));
    }
    block.below(Block::room(kind.size * 0.6));
    if let Some(instruction) = &worksheet.instruction {
        let lines = paragraph::set(instruction, kind, TEXT, &|_| 60.0, problems);
        block.below(Block::lines(lines, kind, 0.0));
        block.below(Block::room(kind.size * 0.6));
    }
    block.with_next = true;
    pages.put(vec![block]);
}

/// Subject, grade, kind of work and variant in one line.
pub(super) fn subtitle(worksheet: &Worksheet, variant: usize) -> String {
    let locale = worksheet.locale;
    let mut parts = vec![
        i18n::text(locale, &format!("subject-{}", worksheet.subject.code())),
        i18n::text_with(locale, "grade", &[("number", worksheet.grade.number().into())]),
    ];
    parts.extend(worksheet.kind_of_work.clone());
    if worksheet.variants.len() > 1 {
        parts.push(i18n::text_with(locale, "page-variant", &[("number", (variant + 1).to_string().into())]));
    }
    parts.join(" · ")
}

/// The lines for school, class, name and date.
fn fields(worksheet: &Worksheet) -> Block {
    let kind = Type { size: 10.0, sans: true, bold: false, italic: false };
    let words = ["page-school", "page-class", "page-name", "page-date"];
    let shares = [0.24, 0.12, 0.42, 0.22];
    let mut block = Block::room(15.0);
    let mut x = 0.0;
    for (word, share) in words.into_iter().zip(shares) {
        let label = Fragment::text(&i18n::text(worksheet.locale, word), kind.face(Style::default()), kind.size, 0.0);
        let (start, end) = (x + label.width + 4.0, x + TEXT * share - 8.0);
        for mut item in label.items {
            item.shift(x, 10.0);
            block.items.push(item);
        }
        block.items.push(Item::Lines { lines: vec![[start, 12.0, end, 12.0]], weight: 0.5, shade: 0.0 });
        x += TEXT * share;
    }
    block
}
