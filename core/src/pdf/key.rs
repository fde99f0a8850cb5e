//! The key: answers in the labels of the sheet, derived from its tasks.

use super::block::Block;
use super::draw::Fragment;
use super::page::{Page, Pages, TEXT};
use super::paragraph::{self, Type};
use super::sheet::subtitle;
use super::{PageOptions, Problem};
use crate::domain::rich::Style;
use crate::domain::task::{KeyWords, Verification};
use crate::domain::worksheet::{Notice, Origin, Worksheet};
use crate::domain::{Locale, Rich, Task};
use crate::i18n;

const KIND: Type = Type { size: 11.0, sans: false, bold: false, italic: false };
const GUTTER: f32 = 26.0;

/// Sets the key of all variants, one after another.
pub(super) fn set(worksheet: &Worksheet, options: &PageOptions<'_>, problems: &mut Vec<Problem>) -> Vec<Page> {
    let locale = worksheet.locale;
    let mut pages = Pages::default();
    let title = Type { size: 16.5, bold: true, ..KIND };
    let words = i18n::text_with(locale, "page-key-title", &[("title", worksheet.title.as_str().into())]);
    let mut head = Block::lines(paragraph::set(&Rich::literal(&words), title, TEXT, &|_| 60.0, problems), title, 0.0);
    let small = Type { size: 10.5, italic: true, ..KIND };
    let mut remarks = vec![Rich::literal(&subtitle_of_all(worksheet)), Rich(made_sure(worksheet))];
    if worksheet.origin == Origin::Demonstration {
        remarks.push(Rich(i18n::text(locale, "page-demonstration")));
    }
    remarks.extend(worksheet.notices.iter().map(|notice| Rich::literal(&notice_text(locale, notice))));
    for remark in remarks {
        head.below(Block::lines(paragraph::set(&remark, small, TEXT, &|_| 60.0, problems), small, 0.0));
    }
    head.below(Block::room(8.0));
    head.with_next = true;
    pages.put(vec![head]);
    let keys = KeyWords {
        locale,
        truth: i18n::text(locale, "page-true"),
        lie: i18n::text(locale, "page-false"),
        remainder: i18n::text(locale, "drill-rest"),
    };
    for index in 0..worksheet.variants.len() {
        if worksheet.variants.len() > 1 {
            let words = i18n::text_with(locale, "page-variant", &[("number", (index + 1).to_string().into())]);
            let mut heading = Block::room(6.0);
            let set = paragraph::set(&Rich::literal(&words), KIND.bolder().sized(1.1), TEXT, &|_| 60.0, problems);
            heading.below(Block::lines(set, KIND, 0.0));
            heading.below(Block::room(3.0));
            heading.with_next = true;
            pages.put(vec![heading]);
        }
        variant(worksheet, index, &keys, &mut pages, problems);
    }
    pages.finish(locale, options)
}

fn variant(worksheet: &Worksheet, index: usize, keys: &KeyWords, pages: &mut Pages, problems: &mut Vec<Problem>) {
    let column = (TEXT - GUTTER) / 2.0;
    let tasks: Vec<(u16, &Task)> = worksheet.tasks(index).collect();
    let fits = |(_, task): &(u16, &Task)| {
        let answer = paragraph::line(&task.key(keys), KIND, &mut Vec::new()).width;
        let solution = task.solution.as_ref().map_or(0.0, |s| paragraph::line(s, small(), &mut Vec::new()).width);
        answer.max(solution) < column - 36.0
    };
    if tasks.len() >= 6 && tasks.iter().all(fits) {
        let rows = tasks.len().div_ceil(2);
        for row in 0..rows {
            let mut line = Block::default();
            for (at, x) in [(row, 0.0), (row + rows, column + GUTTER)] {
                if let Some((number, task)) = tasks.get(at) {
                    line.over(answer(*number, task, column, keys, problems), x, 0.0);
                }
            }
            pages.put(vec![line]);
        }
    } else {
        for (number, task) in tasks {
            pages.put(vec![answer(number, task, TEXT, keys, problems)]);
        }
    }
}

const fn small() -> Type {
    Type { size: 9.5, ..KIND }
}

fn answer(number: u16, task: &Task, width: f32, keys: &KeyWords, problems: &mut Vec<Problem>) -> Block {
    let indent = 28.0;
    let mut text = task.key(keys).0;
    if let Some(points) = task.points {
        let points = i18n::text_with(keys.locale, "page-points", &[("count", points.into())]);
        text = format!("{text} ({points})");
    }
    if task.verification == Verification::Unverified {
        text = format!("{text}  <i>{}</i>", i18n::text(keys.locale, "page-check"));
    }
    let lines = paragraph::set(&Rich(text), KIND, width - indent, &|_| 60.0, problems);
    let baseline = lines.first().map_or(KIND.size, |l| l.ascent.max(KIND.size * 0.92));
    let mut block = Block::lines(lines, KIND, indent);
    let label = Fragment::text(&format!("{number}."), KIND.bolder().face(Style::default()), KIND.size, 0.0);
    for mut item in label.items {
        item.shift(0.0, baseline);
        block.items.push(item);
    }
    if let Some(solution) = &task.solution {
        let set = paragraph::set(solution, small(), width - indent, &|_| 60.0, problems);
        block.below(Block::lines(set, small(), indent));
    }
    block.below(Block::room(4.0));
    block
}

fn subtitle_of_all(worksheet: &Worksheet) -> String {
    let one = Worksheet { variants: worksheet.variants.iter().take(1).cloned().collect(), ..worksheet.clone() };
    subtitle(&one, 0)
}

/// How the answers were made sure of, in one sentence.
fn made_sure(worksheet: &Worksheet) -> String {
    let all = || worksheet.variants.iter().flat_map(|v| &v.sections).flat_map(|s| &s.tasks);
    let key = if all().all(|t| t.verification == Verification::Computed) {
        "page-sure-computed"
    } else if all().any(|t| t.verification == Verification::Unverified) {
        "page-sure-some"
    } else {
        "page-sure-solved"
    };
    i18n::text(worksheet.locale, key)
}

fn notice_text(locale: Locale, notice: &Notice) -> String {
    match notice {
        Notice::Fewer { ordered, delivered } => i18n::text_with(
            locale,
            "page-notice-fewer",
            &[("ordered", (*ordered).into()), ("delivered", (*delivered).into())],
        ),
        Notice::CutToLimit { limit } => i18n::text_with(locale, "page-notice-limit", &[("limit", (*limit).into())]),
        Notice::Unverified { tasks } => {
            let numbers: Vec<_> = tasks.iter().map(u16::to_string).collect();
            i18n::text_with(locale, "page-notice-unverified", &[("tasks", numbers.join(", ").into())])
        }
    }
}
