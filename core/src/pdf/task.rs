//! One task on the sheet: its text, its kind's own part, the room to answer.

use super::Problem;
use super::block::{Block, CELL};
use super::draw::{Fragment, Item};
use super::paragraph::{self, Type};
use crate::domain::rich::Style;
use crate::domain::task::{Axis, Body, Cell, NumberLine, Space, letter};
use crate::domain::{Locale, Rich, Task};
use crate::i18n;

/// Where and how tasks are set.
pub(super) struct Setting<'a> {
    pub(super) kind: Type,
    pub(super) locale: Locale,
    pub(super) width: f32,
    pub(super) problems: &'a mut Vec<Problem>,
}

/// An exercise that ends with its equals sign: the answer is written behind it.
pub(super) fn is_exercise(task: &Task) -> bool {
    task.space == Space::Natural
        && matches!(&task.body, Body::Numeric(_) | Body::ShortAnswer(_))
        && task.texts().first().is_some_and(|q| q.source().ends_with("=$"))
}

/// The task as blocks that belong together.
pub(super) fn set(task: &Task, number: &str, setting: &mut Setting<'_>) -> Vec<Block> {
    let number = Fragment::text(number, setting.kind.bolder().face(Style::default()), setting.kind.size, 0.0);
    let indent = (number.width + setting.kind.size * 0.5).max(setting.kind.size * 1.9);
    let mut blocks = body(&task.body, task.space == Space::Natural, is_exercise(task), indent, setting);
    if let Some(first) = blocks.first_mut() {
        // The number shares the baseline of the first line.
        let baseline = first.items.iter().find_map(|i| if let Item::Glyphs { y, .. } = i { Some(*y) } else { None });
        let first_line = text_baseline(&task.body, indent, setting).or(baseline).unwrap_or(setting.kind.size);
        for mut item in number.items {
            item.shift(0.0, first_line);
            first.items.push(item);
        }
    }
    let (indent, width) = (indent, setting.width - indent);
    match task.space {
        Space::Natural | Space::None => {}
        Space::Lines(count) => blocks.push(Block::ruled(count, indent, width, line_distance(setting.kind))),
        Space::Squares(rows) => blocks.push(Block::squared(rows, indent, width)),
    }
    blocks.push(Block::room(setting.kind.size * 0.75));
    blocks
}

/// Baseline of the first line of the task's first text.
fn text_baseline(body: &Body, indent: f32, setting: &mut Setting<'_>) -> Option<f32> {
    let question = match body {
        Body::FillBlank(task) => task.question.as_ref().unwrap_or(&task.text),
        other => question(other),
    };
    let lines = paragraph::set(question, setting.kind, setting.width - indent, &|_| 60.0, &mut Vec::new());
    lines.first().map(|line| line.ascent.max(setting.kind.size * 0.92))
}

fn question(body: &Body) -> &Rich {
    match body {
        Body::SingleChoice(t) => &t.question,
        Body::MultipleChoice(t) => &t.question,
        Body::Matching(t) => &t.question,
        Body::FillBlank(t) => &t.text,
        Body::TrueFalse(t) => &t.question,
        Body::Ordering(t) => &t.question,
        Body::ShortAnswer(t) => &t.question,
        Body::Numeric(t) => &t.question,
        Body::Table(t) => &t.question,
        Body::Open(t) => &t.question,
        Body::Classify(t) => &t.question,
        Body::ColumnArithmetic(t) => &t.question,
        Body::NumberLine(t) => &t.question,
        Body::Reading(t) => &t.question,
    }
}

fn line_distance(kind: Type) -> f32 {
    (kind.size * 1.9).max(22.0)
}

fn text(rich: &Rich, indent: f32, setting: &mut Setting<'_>) -> Block {
    let lines = paragraph::set(rich, setting.kind, setting.width - indent, &|_| 70.0, setting.problems);
    Block::lines(lines, setting.kind, indent)
}

fn body(body: &Body, natural: bool, exercise: bool, indent: f32, setting: &mut Setting<'_>) -> Vec<Block> {
    let width = setting.width - indent;
    let kind = setting.kind;
    match body {
        Body::SingleChoice(task) => {
            vec![text(&task.question, indent, setting), options(&task.options, indent, setting)]
        }
        Body::MultipleChoice(task) => {
            vec![text(&task.question, indent, setting), options(&task.options, indent, setting)]
        }
        Body::TrueFalse(task) => {
            let mut blocks = vec![text(&task.question, indent, setting)];
            blocks.extend(task.statements.iter().map(|s| judged(&s.text, indent, setting)));
            blocks
        }
        Body::Matching(task) => {
            let mut blocks = vec![text(&task.question, indent, setting)];
            blocks.push(matching(&task.left, &task.right, indent, setting));
            blocks
        }
        Body::FillBlank(task) => {
            let mut blocks: Vec<Block> = task.question.iter().map(|q| text(q, indent, setting)).collect();
            let em = kind.size;
            let lengths: Vec<usize> = task.blanks.iter().map(|b| b.answer.plain().chars().count()).collect();
            #[expect(clippy::cast_precision_loss, reason = "an answer of a few letters")]
            let gap = move |n: u8| {
                let letters = lengths.get(usize::from(n).saturating_sub(1)).copied().unwrap_or(6).min(40);
                (letters as f32 * em * 0.75).clamp(em * 2.5, 220.0)
            };
            let roomy = Type { ..kind };
            let mut lines = paragraph::set(&task.text, roomy, width, &gap, setting.problems);
            // Room to write above the gaps.
            for line in &mut lines {
                line.descent = line.descent.max(em * 0.55);
            }
            blocks.push(Block::lines(lines, kind, indent));
            if !task.bank.is_empty() {
                let words: Vec<_> = task.bank.iter().map(Rich::source).collect();
                blocks.push(text(&Rich(words.join("  ·  ")), indent, setting));
            }
            blocks
        }
        Body::Ordering(task) => {
            let mut blocks = vec![text(&task.question, indent, setting)];
            for (i, item) in task.items.iter().enumerate() {
                blocks.push(labelled(&format!("{})", letter(setting.locale, i)), item, indent, setting));
            }
            #[expect(clippy::cast_precision_loss, reason = "a dozen items")]
            let slots = task.items.len() as f32;
            let slot = (width / slots).min(CELL * 2.0);
            let lines = (0..task.items.len()).map(|i| {
                #[expect(clippy::cast_precision_loss, reason = "a dozen items")]
                let x = indent + i as f32 * slot;
                [x, 20.0, x + slot * 0.75, 20.0]
            });
            let items = vec![Item::Lines { lines: lines.collect(), weight: 0.6, shade: 0.0 }];
            blocks.push(Block { height: 24.0, items, with_next: false });
            blocks
        }
        Body::ShortAnswer(task) => answered(&task.question, None, natural, exercise, indent, setting),
        Body::Numeric(task) => answered(&task.question, task.unit.as_deref(), natural, exercise, indent, setting),
        Body::Table(task) => {
            let mut rows: Vec<Vec<Option<&Rich>>> = Vec::new();
            if !task.header.is_empty() {
                rows.push(task.header.iter().map(Some).collect());
            }
            rows.extend(task.rows.iter().map(|row| {
                row.iter().map(|cell| if let Cell::Given(given) = cell { Some(given) } else { None }).collect()
            }));
            vec![text(&task.question, indent, setting), table(&rows, !task.header.is_empty(), indent, setting)]
        }
        Body::Open(task) => {
            let mut blocks = vec![text(&task.question, indent, setting)];
            if natural {
                blocks.push(Block::ruled(4, indent, width, line_distance(kind)));
            }
            blocks
        }
        Body::Classify(task) => {
            let items: Vec<_> = task.items.iter().map(|i| i.text.source()).collect();
            let head: Vec<_> = task.columns.iter().map(Some).collect();
            let mut rows = vec![head];
            rows.extend(std::iter::repeat_n(vec![None; task.columns.len()], task.items.len().div_ceil(2).clamp(2, 8)));
            vec![
                text(&task.question, indent, setting),
                text(&Rich(items.join(",  ")), indent, setting),
                table(&rows, true, indent, setting),
            ]
        }
        Body::ColumnArithmetic(task) => vec![text(&task.question, indent, setting)],
        Body::NumberLine(task) => vec![text(&task.question, indent, setting), axes(task, indent, setting)],
        Body::Reading(task) => {
            let mut blocks = vec![text(&task.question, indent, setting)];
            if let Some(title) = &task.title {
                let lines = paragraph::set(title, kind.bolder(), width, &|_| 60.0, setting.problems);
                blocks.push(Block::lines(lines, kind, indent));
            }
            blocks.extend(task.paragraphs.iter().map(|p| text(p, indent, setting)));
            if let Some(source) = &task.source {
                let small = Type { italic: true, ..kind.sized(0.85) };
                let lines = paragraph::set(source, small, width, &|_| 60.0, setting.problems);
                blocks.push(Block::lines(lines, small, indent));
            }
            for (i, inner) in task.tasks.iter().enumerate() {
                if matches!(inner, Body::Reading(_)) {
                    continue;
                }
                blocks.push(Block::room(kind.size * 0.4));
                let label = Fragment::text(
                    &format!("{})", letter(setting.locale, i)),
                    kind.bolder().face(Style::default()),
                    kind.size,
                    0.0,
                );
                let deeper = indent + kind.size * 1.6;
                let mut inner_blocks = self::body(inner, true, false, deeper, setting);
                let baseline = text_baseline(inner, deeper, setting).unwrap_or(kind.size);
                if let Some(first) = inner_blocks.first_mut() {
                    for mut item in label.items {
                        item.shift(indent, baseline);
                        first.items.push(item);
                    }
                }
                blocks.extend(inner_blocks);
            }
            blocks
        }
    }
}

/// A question and the line its answer goes on.
fn answered(
    question: &Rich,
    unit: Option<&str>,
    natural: bool,
    exercise: bool,
    indent: f32,
    setting: &mut Setting<'_>,
) -> Vec<Block> {
    let kind = setting.kind;
    let width = setting.width - indent;
    if exercise {
        let mut line = paragraph::line(question, kind, setting.problems);
        let rest = (width - line.width - kind.size * 0.4).min(kind.size * 7.0);
        if rest > kind.size * 2.5 {
            line.push(Fragment { width: kind.size * 0.4, ..Fragment::default() });
            line.push(Fragment::blank(rest));
            return vec![Block::lines(vec![line], kind, indent)];
        }
    }
    let mut blocks = vec![text(question, indent, setting)];
    if natural {
        let mut line = Fragment::text(
            &format!("{} ", i18n::text(setting.locale, "page-answer")),
            kind.face(Style::default()),
            kind.size,
            0.0,
        );
        line.push(Fragment::blank((width - line.width).clamp(40.0, 190.0)));
        if let Some(unit) = unit {
            line.push(Fragment::text(&format!("\u{a0}{unit}"), kind.face(Style::default()), kind.size, 0.0));
        }
        line.ascent = line.ascent.max(kind.size * 1.35);
        blocks.push(Block::lines(vec![line], kind, indent));
    }
    blocks
}

/// A text behind a label.
fn labelled(label: &str, rich: &Rich, indent: f32, setting: &mut Setting<'_>) -> Block {
    let kind = setting.kind;
    let label = Fragment::text(label, kind.face(Style::default()), kind.size, 0.0);
    let deeper = indent + (label.width + kind.size * 0.4).max(kind.size * 1.5);
    let lines = paragraph::set(rich, kind, setting.width - deeper, &|_| 60.0, setting.problems);
    let baseline = lines.first().map_or(kind.size, |l| l.ascent.max(kind.size * 0.92));
    let mut block = Block::lines(lines, kind, deeper);
    for mut item in label.items {
        item.shift(indent, baseline);
        block.items.push(item);
    }
    block
}

/// An empty box to tick, its lower edge on the baseline.
fn tick(size: f32) -> Fragment {
    let s = size * 0.78;
    let (top, bottom) = (-s + 1.0, 1.0);
    let lines = vec![[0.0, top, s, top], [s, top, s, bottom], [s, bottom, 0.0, bottom], [0.0, bottom, 0.0, top]];
    Fragment { width: s, ascent: s, descent: 1.0, items: vec![Item::Lines { lines, weight: 0.7, shade: 0.0 }] }
}

/// Options with boxes and letters, in as many columns as their width allows.
fn options(options: &[Rich], indent: f32, setting: &mut Setting<'_>) -> Block {
    let kind = setting.kind;
    let width = setting.width - indent;
    let lead = |i: usize| {
        let mut lead = tick(kind.size);
        lead.push(Fragment { width: kind.size * 0.35, ..Fragment::default() });
        lead.push(Fragment::text(
            &format!("{})\u{a0}", letter(setting.locale, i)),
            kind.face(Style::default()),
            kind.size,
            0.0,
        ));
        lead
    };
    let leads: Vec<Fragment> = (0..options.len()).map(lead).collect();
    let lead_width = leads.iter().map(|l| l.width).fold(0.0, f32::max);
    let widest = options.iter().map(|o| paragraph::line(o, kind, &mut Vec::new()).width).fold(0.0, f32::max);
    let columns = [4_u8, 2, 1]
        .into_iter()
        .find(|n| usize::from(*n) <= options.len() && lead_width + widest + kind.size <= width / f32::from(*n))
        .unwrap_or(1);
    let column = width / f32::from(columns);
    let mut block = Block::room(kind.size * 0.15);
    for (row, start) in options.chunks(columns.into()).zip((0..).step_by(columns.into())) {
        let mut line = Block::default();
        let set: Vec<_> = row
            .iter()
            .map(|o| paragraph::set(o, kind, column - lead_width - kind.size * 0.5, &|_| 60.0, setting.problems))
            .collect();
        let baseline =
            set.iter().filter_map(|lines| lines.first()).map(|l| l.ascent.max(kind.size * 0.92)).fold(0.0, f32::max);
        for ((lines, i), x) in set.into_iter().zip(start..).zip((0_u8..).map(|n| indent + f32::from(n) * column)) {
            let own = lines.first().map_or(baseline, |l| l.ascent.max(kind.size * 0.92));
            line.over(Block::lines(lines, kind, lead_width), x, baseline - own);
            if let Some(lead) = leads.get(i) {
                for mut item in lead.items.clone() {
                    item.shift(x, baseline);
                    line.items.push(item);
                }
            }
        }
        block.below(line);
    }
    block
}

/// A statement with two boxes at the right edge.
fn judged(statement: &Rich, indent: f32, setting: &mut Setting<'_>) -> Block {
    let kind = setting.kind;
    let small = kind.sized(0.8);
    let mut boxes = Fragment::default();
    for word in ["page-true-letter", "page-false-letter"] {
        boxes.push(tick(kind.size));
        boxes.push(Fragment::text(
            &format!("\u{a0}{}\u{a0}\u{a0}", i18n::text(setting.locale, word)),
            small.face(Style::default()),
            small.size,
            0.0,
        ));
    }
    let room = setting.width - indent - boxes.width - kind.size;
    let lines = paragraph::set(statement, kind, room, &|_| 60.0, setting.problems);
    let baseline = lines.first().map_or(kind.size, |l| l.ascent.max(kind.size * 0.92));
    let mut block = Block::lines(lines, kind, indent);
    let x = setting.width - boxes.width;
    for mut item in boxes.items {
        item.shift(x, baseline);
        block.items.push(item);
    }
    block
}

/// Two columns, a slot for the number behind every left item.
fn matching(left: &[Rich], right: &[Rich], indent: f32, setting: &mut Setting<'_>) -> Block {
    let width = setting.width - indent;
    let slot = 30.0;
    let (first, second) = (width * 0.46, width * 0.44);
    let mut block = Block::default();
    for i in 0..left.len().max(right.len()) {
        let mut row = Block::default();
        if let Some(item) = left.get(i) {
            let mut inner = Setting { width: first, problems: &mut *setting.problems, ..*setting };
            row.over(labelled(&format!("{})", letter(inner.locale, i)), item, 0.0, &mut inner), indent, 0.0);
            let y = setting.kind.size * 1.05;
            let lines = vec![[indent + first + 4.0, y, indent + first + 4.0 + slot, y]];
            row.items.push(Item::Lines { lines, weight: 0.6, shade: 0.0 });
        }
        if let Some(item) = right.get(i) {
            let mut inner = Setting { width: second, problems: &mut *setting.problems, ..*setting };
            row.over(labelled(&format!("{})", i + 1), item, 0.0, &mut inner), indent + width - second, 0.0);
        }
        row.height += 2.0;
        block.below(row);
    }
    block
}

/// A ruled table; empty cells are as high as a line to write on.
fn table(rows: &[Vec<Option<&Rich>>], head: bool, indent: f32, setting: &mut Setting<'_>) -> Block {
    let kind = setting.kind;
    let columns = rows.first().map_or(1, Vec::len).max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most a dozen columns")]
    let count = columns as f32;
    let column = ((setting.width - indent) / count).min(150.0);
    let (pad, right) = (5.0, indent + column * count);
    let mut block = Block::room(3.0);
    let mut lines = vec![[indent, 3.0, right, 3.0]];
    for (r, row) in rows.iter().enumerate() {
        let kind = if head && r == 0 { kind.bolder() } else { kind };
        let mut line = Block::room(kind.leading() + 2.0 * pad);
        for (cell, x) in row.iter().zip((0_u8..).map(|c| indent + f32::from(c) * column)) {
            if let Some(rich) = cell {
                let set = paragraph::set(rich, kind, column - 2.0 * pad, &|_| 40.0, setting.problems);
                let inner = Block::lines(set, kind, 0.0);
                let height = inner.height;
                line.over(inner, x + pad, pad);
                line.height = line.height.max(height + 2.0 * pad);
            }
        }
        block.below(line);
        lines.push([indent, block.height, right, block.height]);
    }
    for c in 0..=columns {
        #[expect(clippy::cast_precision_loss, reason = "at most a dozen columns")]
        let x = indent + c as f32 * column;
        lines.push([x, 3.0, x, block.height]);
    }
    block.items.push(Item::Lines { lines, weight: 0.6, shade: 0.0 });
    block.height += 4.0;
    block
}

/// A number line or a coordinate plane with its points.
fn axes(task: &NumberLine, indent: f32, setting: &mut Setting<'_>) -> Block {
    let kind = setting.kind;
    let small = kind.sized(0.8);
    let span = |axis: &Axis| f32::from(i16::try_from(axis.to.saturating_sub(axis.from)).unwrap_or(60).clamp(1, 60));
    let at = |from: i32, to: i32| f32::from(i16::try_from(to.saturating_sub(from)).unwrap_or(0).clamp(-60, 60));
    let step = ((setting.width - indent - 40.0) / span(&task.x)).min(CELL * 2.0);
    let x_of = |x: i32| indent + 15.0 + at(task.x.from, x) * step;
    let (zero, height) = match &task.y {
        Some(y) => (20.0 + at(0.max(y.from), y.to) * step, span(y) * step + 40.0),
        None => (34.0, 56.0),
    };
    let right = x_of(task.x.to) + 15.0;
    let mut lines = vec![
        [indent, zero, right, zero],
        [right - 6.0, zero - 3.0, right, zero],
        [right - 6.0, zero + 3.0, right, zero],
    ];
    let mut grid = Vec::new();
    let mut items = Vec::new();
    let mut write = |words: &str, x: f32, y: f32, kind: Type| {
        let set = Fragment::text(words, kind.face(Style::default()), kind.size, 0.0);
        let shift = x - set.width / 2.0;
        for mut item in set.items {
            item.shift(shift, y);
            items.push(item);
        }
    };
    if let Some(y) = &task.y {
        let axis = x_of(0.clamp(task.x.from, task.x.to));
        lines.extend([[axis, 4.0, axis, height - 8.0], [axis - 3.0, 10.0, axis, 4.0], [axis + 3.0, 10.0, axis, 4.0]]);
        for n in task.x.from..=task.x.to {
            grid.push([x_of(n), 20.0, x_of(n), 20.0 + span(y) * step]);
        }
        for n in y.from..=y.to {
            let gy = 20.0 + at(n, y.to) * step;
            grid.push([x_of(task.x.from), gy, x_of(task.x.to), gy]);
        }
        write("x", right - 4.0, zero + small.size * 1.2, small);
        write("y", axis - small.size, 12.0, small);
        write("1", x_of(1), zero + small.size * 1.1, small);
        write("0", axis - small.size * 0.5, zero + small.size * 1.1, small);
    } else {
        for n in task.x.from..=task.x.to {
            lines.push([x_of(n), zero - 4.0, x_of(n), zero + 4.0]);
        }
        for mark in &task.x.marks {
            write(&mark.label.plain(), x_of(mark.at), zero + small.size * 1.5, small);
        }
    }
    let mut dots = Vec::new();
    for point in task.points.iter().filter(|p| p.drawn) {
        let py = task.y.as_ref().map_or(zero, |y| 20.0 + at(point.y, y.to) * step);
        dots.push(disc(x_of(point.x), py, 2.4));
        write(&point.name, x_of(point.x) + small.size * 0.6, py - 5.0, small.bolder());
    }
    let mut block = Block::room(height + 6.0);
    block.items.push(Item::Lines { lines: grid, weight: 0.3, shade: 0.6 });
    block.items.push(Item::Lines { lines, weight: 0.8, shade: 0.0 });
    block.items.extend(dots);
    block.items.extend(items);
    block
}

/// A filled circle of four Bézier arcs.
fn disc(x: f32, y: f32, r: f32) -> Item {
    let k = 0.5523 * r;
    let contour = vec![
        (x + r, y, false),
        (x + r, y + k, true),
        (x + k, y + r, true),
        (x, y + r, false),
        (x - k, y + r, true),
        (x - r, y + k, true),
        (x - r, y, false),
        (x - r, y - k, true),
        (x - k, y - r, true),
        (x, y - r, false),
        (x + k, y - r, true),
        (x + r, y - k, true),
        (x + r, y, false),
    ];
    Item::Fill { contours: vec![contour] }
}
