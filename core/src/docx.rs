//! Word files of sheet and key, for teachers who edit: Office Open XML (ECMA-376) with native
//! tables and formulas.

mod formula;
mod package;
mod task;
mod text;

use crate::domain::Task;
use crate::domain::task::Space;
use crate::domain::worksheet::{Origin, Worksheet};
use crate::i18n;
use crate::pdf::{self, Audience};

use text::{Body, Drawing, literal, rich};

/// A finished file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The bytes of the `.docx`.
    pub bytes: Vec<u8>,
    /// Its name, in the sheet's language.
    pub name: String,
}

/// Writes a worksheet's sheet or key; the same worksheet gives the same bytes.
pub fn write(worksheet: &Worksheet, audience: Audience) -> anyhow::Result<Document> {
    let mut body = Body::default();
    match audience {
        Audience::Pupil => sheet(&mut body, worksheet)?,
        Audience::Teacher => key(&mut body, worksheet),
    }
    let size = pdf::half_points(worksheet);
    let bytes = package::pack(body.finish(), &pdf::title(worksheet, audience), worksheet.locale, size)?;
    let name = pdf::file_name(worksheet, audience).trim_end_matches(".pdf").to_owned() + ".docx";
    Ok(Document { bytes, name })
}

fn sheet(body: &mut Body, worksheet: &Worksheet) -> anyhow::Result<()> {
    let locale = worksheet.locale;
    let word = |key| i18n::text(locale, key);
    for (index, variant) in worksheet.variants.iter().enumerate() {
        if index > 0 {
            body.page_break();
        }
        let line = |key, length: usize| format!("{} {}  ", word(key), "_".repeat(length));
        let names = [line("page-school", 14), line("page-class", 5), line("page-name", 24), line("page-date", 9)];
        body.paragraph("Small", &literal(names.concat().trim_end()));
        body.paragraph("Title", &literal(&worksheet.title));
        let mut under = pdf::subject_line(worksheet);
        if worksheet.variants.len() > 1 {
            under = format!("{under} · {}", pdf::variant_name(worksheet, index));
        }
        body.paragraph("Subtitle", &literal(&under));
        if let Some(instruction) = worksheet.instruction.as_ref().filter(|text| !text.is_blank()) {
            body.paragraph("Normal", &rich(instruction, locale, 0));
        }
        let mut number = 1;
        for section in &variant.sections {
            if let Some(heading) = section.heading.as_ref().filter(|text| !text.is_blank()) {
                body.paragraph("Heading1", &rich(heading, locale, 0));
            }
            for one in &section.tasks {
                numbered(body, one, number, worksheet)?;
                number += 1;
            }
        }
    }
    if worksheet.origin == Origin::Demonstration {
        body.paragraph("Small", &literal(&word("page-demonstration")));
    }
    Ok(())
}

fn numbered(body: &mut Body, one: &Task, number: u16, worksheet: &Worksheet) -> anyhow::Result<()> {
    let locale = worksheet.locale;
    let points = one.points.map(|points| i18n::text_with(locale, "page-points", &[("count", points.into())]));
    if let Some(figure) = &one.figure {
        let (jpeg, width, height) = pdf::figure(worksheet, figure)?;
        body.below_question(Drawing { size: (width, height), jpeg, words: pdf::figure_words(locale, figure) });
    }
    task::set(body, &one.body, &format!("{number}."), points.as_deref(), worksheet)?;
    match one.space {
        Space::Lines(count) => body.ruled(count.into()),
        Space::Squares(rows) => body.squares(rows.into()),
        Space::Natural if task::is_open(&one.body) => body.ruled(4),
        Space::Natural | Space::None => {}
    }
    if task::wants_answer_line(&one.body) {
        body.paragraph("Option", &literal(&format!("{} {}", i18n::text(locale, "page-answer"), "_".repeat(20))));
    }
    body.end_task();
    Ok(())
}

fn key(body: &mut Body, worksheet: &Worksheet) {
    let locale = worksheet.locale;
    body.paragraph("Title", &literal(&pdf::title(worksheet, Audience::Teacher)));
    body.paragraph("Subtitle", &literal(&pdf::subject_line(worksheet)));
    let words = pdf::key_words(locale);
    for (index, variant) in worksheet.variants.iter().enumerate() {
        if worksheet.variants.len() > 1 {
            body.paragraph("Heading1", &literal(&pdf::variant_name(worksheet, index)));
        }
        for (number, one) in (1u16..).zip(variant.tasks()) {
            let answer = pdf::answer(one, &words);
            body.task(&format!("{number}."), &rich(&answer, locale, 0));
            if let Some(solution) = &one.solution {
                body.paragraph("Option", &rich(solution, locale, 0));
            }
            body.end_task();
        }
    }
    body.paragraph("Small", &literal(&pdf::assurance(worksheet)));
}
