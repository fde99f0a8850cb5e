//! Tasks in Word: every kind with what Word has for it.

use super::text::{Body, Drawing, literal, rich};
use crate::domain::task::{self, Body as Kind, Cell, Operation};
use crate::domain::worksheet::Worksheet;
use crate::domain::{Locale, Rich};
use crate::{i18n, pdf};

/// A box to tick.
const BOX: &str = "☐";

/// Whether the kind wants an answer in words or a number on a line of its own.
pub(super) fn wants_answer_line(kind: &Kind) -> bool {
    match kind {
        Kind::ShortAnswer(_) | Kind::ColumnArithmetic(_) => true,
        Kind::Numeric(task) => !task.question.source().trim_end_matches(['$', ' ']).ends_with('='),
        _ => false,
    }
}

/// Whether the kind wants several lines.
pub(super) const fn is_open(kind: &Kind) -> bool {
    matches!(kind, Kind::Open(_))
}

/// Writes a task behind its label.
pub(super) fn set(
    body: &mut Body,
    kind: &Kind,
    label: &str,
    points: Option<&str>,
    worksheet: &Worksheet,
) -> anyhow::Result<()> {
    let locale = worksheet.locale;
    let suffix = points.map(|points| rich(&Rich(format!(" <i>({points})</i>")), locale, 0)).unwrap_or_default();
    let question = |body: &mut Body, text: &Rich| body.task(label, &format!("{}{suffix}", rich(text, locale, 0)));
    let lettered = |index: usize| format!("{}) ", task::letter(locale, index));
    match kind {
        Kind::SingleChoice(task) => {
            question(body, &task.question);
            options(body, &task.options, locale);
        }
        Kind::MultipleChoice(task) => {
            question(body, &task.question);
            options(body, &task.options, locale);
        }
        Kind::Matching(task) => {
            question(body, &task.question);
            let rows = (0..task.left.len().max(task.right.len())).map(|i| {
                let left = task.left.get(i).map(|text| literal(&lettered(i)) + &rich(text, locale, 0));
                let right = task.right.get(i).map(|text| literal(&format!("{}) ", i + 1)) + &rich(text, locale, 0));
                vec![left.unwrap_or_default(), right.unwrap_or_default()]
            });
            for row in rows.collect::<Vec<_>>() {
                body.paragraph("Pair", &row.join("<w:r><w:tab/></w:r>"));
            }
            let letters = (0..task.left.len()).map(|i| literal(&task::letter(locale, i))).collect::<Vec<_>>();
            let empty = vec![String::new(); letters.len()];
            body.table(&[letters, empty], true, false);
        }
        Kind::FillBlank(task) => {
            let letters = task.blanks.iter().map(|blank| blank.answer.source().chars().count()).max().unwrap_or(1);
            if let Some(text) = &task.question {
                question(body, text);
                bank(body, &task.bank, locale);
                body.paragraph("Option", &rich(&task.text, locale, letters));
            } else {
                body.task(label, &format!("{}{suffix}", rich(&task.text, locale, letters)));
                bank(body, &task.bank, locale);
            }
        }
        Kind::TrueFalse(task) => {
            question(body, &task.question);
            let word = |key| literal(&i18n::text(locale, key));
            let mut rows = vec![vec![String::new(), word("page-true"), word("page-false")]];
            rows.extend(task.statements.iter().zip(1..).map(|(statement, number)| {
                let text = literal(&format!("{number}) ")) + &rich(&statement.text, locale, 0);
                vec![text, literal(BOX), literal(BOX)]
            }));
            body.table(&rows, true, true);
        }
        Kind::Ordering(task) => {
            question(body, &task.question);
            for (index, item) in task.items.iter().enumerate() {
                body.paragraph("Option", &(literal(&lettered(index)) + &rich(item, locale, 0)));
            }
            let places = vec!["____"; task.items.len()].join(" → ");
            body.paragraph("Option", &literal(&format!("{} {places}", i18n::text(locale, "page-answer"))));
        }
        Kind::ShortAnswer(task) => question(body, &task.question),
        Kind::Numeric(task) => {
            let bare = !wants_answer_line(kind);
            let line = if bare { literal(" __________") } else { String::new() };
            body.task(label, &format!("{}{line}{suffix}", rich(&task.question, locale, 0)));
        }
        Kind::Table(task) => {
            question(body, &task.question);
            let cell = |cell: &Cell| match cell {
                Cell::Given(text) => rich(text, locale, 0),
                Cell::Asked(_) => String::new(),
            };
            let header = task.header.iter().map(|text| rich(text, locale, 0)).collect::<Vec<_>>();
            let rows = task.rows.iter().map(|row| row.iter().map(cell).collect());
            let all: Vec<Vec<String>> = (!header.is_empty()).then_some(header).into_iter().chain(rows).collect();
            body.table(&all, !task.header.is_empty(), false);
        }
        Kind::Open(task) => question(body, &task.question),
        Kind::Classify(task) => {
            question(body, &task.question);
            bank(body, &task.items.iter().map(|item| item.text.clone()).collect::<Vec<_>>(), locale);
            let header: Vec<_> = task.columns.iter().map(|text| rich(text, locale, 0)).collect();
            let empty = vec![String::new(); header.len()];
            body.table(&[vec![header], vec![empty; 4]].concat(), true, false);
        }
        Kind::ColumnArithmetic(task) => {
            question(body, &task.question);
            let sign = match task.operation {
                Operation::Add => " + ",
                Operation::Subtract => " − ",
                Operation::Multiply => " · ",
                Operation::Divide => " : ",
            };
            body.paragraph("Option", &literal(&format!("{} =", task.operands.join(sign))));
            body.squares(7);
        }
        Kind::NumberLine(task) => {
            question(body, &task.question);
            let (jpeg, width, height) = pdf::number_line(worksheet, task)?;
            let words = i18n::text(locale, "page-number-line");
            body.picture(Drawing { size: (width, height), jpeg, words });
        }
        Kind::Reading(task) => {
            question(body, &task.question);
            if let Some(title) = &task.title {
                body.paragraph("CellHead", &rich(title, locale, 0));
            }
            for paragraph in task.paragraphs.iter().chain(&task.source) {
                body.paragraph("Option", &rich(paragraph, locale, 0));
            }
            for (index, inner) in task.tasks.iter().enumerate().filter(|(_, inner)| !matches!(inner, Kind::Reading(_)))
            {
                set(body, inner, lettered(index).trim_end(), None, worksheet)?;
                if is_open(inner) {
                    body.ruled(4);
                } else if wants_answer_line(inner) {
                    let line = format!("{} {}", i18n::text(locale, "page-answer"), "_".repeat(20));
                    body.paragraph("Option", &literal(&line));
                }
            }
        }
    }
    Ok(())
}

/// Options side by side where all are short, else one below another.
fn options(body: &mut Body, options: &[Rich], locale: Locale) {
    let runs = options.iter().enumerate().map(|(index, option)| {
        let label = format!("{BOX} {}) ", task::letter(locale, index));
        literal(&label) + &rich(option, locale, 0)
    });
    let runs: Vec<_> = runs.collect();
    let longest = options.iter().map(|option| option.source().chars().count()).max().unwrap_or(0);
    let columns = match longest {
        0..=12 => 4,
        13..=24 => 2,
        _ => 1,
    };
    for row in runs.chunks(columns) {
        body.paragraph(if columns == 2 { "Pair" } else { "Option" }, &row.join("<w:r><w:tab/></w:r>"));
    }
}

/// Words to choose from, in a frame.
fn bank(body: &mut Body, words: &[Rich], locale: Locale) {
    if !words.is_empty() {
        let runs: Vec<_> = words.iter().map(|word| rich(word, locale, 0)).collect();
        body.table(&[vec![runs.join(&literal("     "))]], false, false);
    }
}
