//! The pupil's sheet: a name to write, a title, numbered tasks; every variant on pages of its own.

use super::block::{Piece, together};
use super::drawing::{Item, MM, Role};
use super::page::{Flow, Frame, Page};
use super::setting::{Align, Look, Setting};
use super::{PageOptions, score, task};
use crate::domain::worksheet::{Origin, Section, Variant, Worksheet};
use crate::domain::{Rich, Task};
use crate::i18n;

/// Distance between two columns of examples.
const GUTTER: f32 = 12.0 * MM;

pub(super) fn set(setting: &mut Setting, worksheet: &Worksheet, options: &PageOptions<'_>) -> Vec<Page> {
    let mut flow = Flow::new(Frame::PAGE, setting);
    for (index, variant) in worksheet.variants.iter().enumerate() {
        let name = (worksheet.variants.len() > 1).then(|| variant_name(worksheet, index));
        flow.part(name.clone());
        let mut opening = opening(setting, worksheet, name.as_deref());
        if setting.layout.score_table {
            opening.extend(score::table(setting, variant));
        }
        flow.add(together(opening));
        sections(setting, variant, index, &mut flow);
    }
    let remark = (worksheet.origin == Origin::Demonstration).then(|| setting.text("page-demonstration"));
    flow.finish(setting, options, remark.as_deref(), true)
}

/// The tasks of a variant, numbered from 1.
pub(super) fn sections(setting: &mut Setting, variant: &Variant, index: usize, flow: &mut Flow) {
    let mut number = 1;
    for section in &variant.sections {
        setting.place = (u8::try_from(index + 1).unwrap_or(u8::MAX), number);
        tasks(setting, section, &mut number, flow);
    }
}

pub(crate) fn variant_name(worksheet: &Worksheet, index: usize) -> String {
    i18n::text_with(worksheet.locale, "page-variant", &[("number", (index + 1).into())])
}

/// Everything above the first task.
fn opening(setting: &mut Setting, worksheet: &Worksheet, variant: Option<&str>) -> Vec<Piece> {
    let mut pieces = name_rows(setting);
    let element = Some(setting.outline.add(Role::Title));
    let title = Look { size: title_size(setting), bold: true, element, ..setting.body() };
    pieces.push(title_row(setting, &worksheet.title, variant, &title).above(setting.size * 1.1));
    let subtitle = Look { size: setting.size * 0.92, italic: true, ..setting.body() };
    pieces.push(setting.piece(&Rich::literal(&subject_line(worksheet)), setting.measure, &subtitle).above(1.0));
    if let Some(instruction) = worksheet.instruction.as_ref().filter(|text| !text.is_blank()) {
        let look = setting.running();
        let mut lines = setting.paragraph(instruction, setting.measure, &look);
        if let Some(first) = lines.first_mut() {
            first.above = setting.size * 0.5;
        }
        pieces.extend(lines);
    }
    pieces
}

fn title_size(setting: &Setting) -> f32 {
    (setting.size * 1.35).min(setting.size + 5.0)
}

/// «Математика, 5 класс · Самостоятельная работа»
pub(crate) fn subject_line(worksheet: &Worksheet) -> String {
    let subject = i18n::text(worksheet.locale, &format!("subject-{}", worksheet.subject.code()));
    let grade = i18n::text_with(worksheet.locale, "grade", &[("number", worksheet.grade.number().into())]);
    let line = format!("{subject}, {grade}");
    match worksheet.kind_of_work.as_deref().map(str::trim).filter(|kind| !kind.is_empty()) {
        Some(kind) => {
            let mut letters = kind.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            format!("{line} · {}{}", first.collect::<String>(), letters.as_str())
        }
        None => line,
    }
}

/// A title with the variant's name at the right.
pub(super) fn title_row(setting: &mut Setting, title: &str, variant: Option<&str>, look: &Look) -> Piece {
    let Some(name) = variant.map(Rich::literal) else {
        return setting.piece(&Rich::literal(title), setting.measure, look);
    };
    let bold = Look { bold: true, align: Align::Right, ..setting.body() };
    let width = setting.width_of(&name, &bold) + setting.size * 1.5;
    let left = setting.measure - width;
    let title = setting.piece(&Rich::literal(title), left, look);
    let name = setting.piece(&name, width, &bold);
    Piece::row(vec![(0.0, title), (left, name)])
}

/// Lines for school, class, name and date.
fn name_rows(setting: &mut Setting) -> Vec<Piece> {
    if setting.size < 14.0 {
        let fields = [("page-school", 2.3), ("page-class", 0.7), ("page-name", 4.6), ("page-date", 1.5)];
        return vec![name_row(setting, &fields, 9.5)];
    }
    let rows = [[("page-name", 3.0), ("page-class", 0.8)], [("page-school", 2.4), ("page-date", 1.4)]];
    rows.iter().map(|fields| name_row(setting, fields, 12.0).above(3.0 * MM)).collect()
}

/// Words with lines after them; the lines share the width that is left.
pub(super) fn name_row(setting: &mut Setting, fields: &[(&str, f32)], size: f32) -> Piece {
    let look = Look { size, ..setting.body() };
    let labels: Vec<_> = fields.iter().map(|(key, share)| (setting.text(key), *share)).collect();
    let widths: Vec<_> = labels.iter().map(|(label, _)| setting.width_of(&Rich::literal(label), &look)).collect();
    let gap = size * 0.35;
    let between = size * 0.8;
    let fixed = widths.iter().sum::<f32>() + gap * widths.len() as f32 + between * (widths.len() - 1) as f32;
    let shares: f32 = labels.iter().map(|(_, share)| share).sum();
    let mut x = 0.0;
    let mut cells = Vec::new();
    let mut lines = Vec::new();
    for ((label, share), width) in labels.iter().zip(widths) {
        cells.push((x, setting.piece(&Rich::literal(label), width + 1.0, &look)));
        let start = x + width + gap;
        let end = start + (setting.measure - fixed) * share / shares;
        lines.push((start, end));
        x = end + between;
    }
    let mut row = Piece::row(cells);
    let y = row.baseline + size * 0.12;
    row.items.extend(lines.into_iter().map(|(start, end)| Item::line((start, y), (end, y), 0.5)));
    row
}

fn tasks(setting: &mut Setting, section: &Section, number: &mut u16, flow: &mut Flow) {
    let mut heading = section.heading.as_ref().filter(|text| !text.is_blank()).map(|text| {
        let element = Some(setting.outline.add(Role::Heading));
        let look = Look { bold: true, size: setting.size * 1.08, element, ..setting.body() };
        setting.piece(text, setting.measure, &look).above(setting.size * 1.2)
    });
    let mut rest = section.tasks.as_slice();
    while !rest.is_empty() {
        let column = (setting.measure - GUTTER) / 2.0;
        let short = rest.iter().take_while(|task| is_short(setting, task, column)).count();
        let (run, columns) = if short >= 4 { (short, 2) } else { (1, 1) };
        let (now, later) = rest.split_at(run);
        for row in now.chunks(columns) {
            let mut pieces = if columns == 1 {
                setting.place.1 = *number;
                let set = task::set(setting, &row[0], *number, setting.measure);
                *number += 1;
                set
            } else {
                let cells = row.iter().enumerate().map(|(i, one)| {
                    setting.place.1 = *number;
                    let pieces = task::set(setting, one, *number, column);
                    *number += 1;
                    (i as f32 * (column + GUTTER), Piece::pile(pieces))
                });
                vec![Piece::row(cells.collect())]
            };
            let distance = setting.size * if columns == 2 { 0.75 } else { 0.95 };
            if let Some(first) = pieces.first_mut() {
                first.above = if heading.is_some() { setting.size * 0.4 } else { distance };
            }
            if let Some(heading) = heading.take() {
                pieces.insert(0, Piece { keep: true, ..heading });
            }
            flow.task(pieces);
        }
        rest = later;
    }
    if let Some(heading) = heading {
        flow.add(vec![heading]);
    }
}

fn is_short(setting: &mut Setting, one: &Task, column: f32) -> bool {
    // In the first grades only bare examples may stand in columns, never sentences (SanPiN 1.2.3685-21).
    (setting.grade >= 5 || task::is_example(one))
        && task::short_width(setting, one).is_some_and(|width| width <= column)
}
