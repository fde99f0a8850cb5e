//! Worksheets set on pages: layout is ours, printpdf writes. Pure: the same sheet gives the same bytes.

mod block;
mod draw;
mod fonts;
mod formula;
mod key;
mod page;
mod paragraph;
mod raster;
mod sheet;
mod task;
mod write;

use crate::domain::worksheet::Worksheet;
use crate::i18n;

/// Whom a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The sheet to print.
    Pupil,
    /// The key.
    Teacher,
}

/// What is printed besides the content.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageOptions<'a> {
    /// Short code to find the sheet again, printed in the footer.
    pub code: Option<&'a str>,
}

/// Something that could not be set as meant; the document is complete all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A formula that is none: its source is shown.
    Formula(String),
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its first page as a JPEG of at most 320 by 320 pixels.
    pub thumbnail: Vec<u8>,
    /// Pages.
    pub pages: usize,
    /// What could not be set as meant.
    pub problems: Vec<Problem>,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The worksheet holds no task.
    #[error("nothing to print")]
    Empty,
    /// The writer failed.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
}

/// Sets a document.
pub fn render(worksheet: &Worksheet, audience: Audience, options: &PageOptions<'_>) -> Result<Rendered, RenderError> {
    if worksheet.is_empty() {
        return Err(RenderError::Empty);
    }
    let mut problems = Vec::new();
    let pages = match audience {
        Audience::Pupil => sheet::set(worksheet, options, &mut problems),
        Audience::Teacher => key::set(worksheet, options, &mut problems),
    };
    let title = title(worksheet, audience);
    let pdf = write::write(&pages, &title, worksheet.locale)?;
    let thumbnail = pages.first().map(raster::thumbnail).transpose()?.unwrap_or_default();
    problems.dedup();
    Ok(Rendered { pdf, thumbnail, pages: pages.len(), problems })
}

fn title(worksheet: &Worksheet, audience: Audience) -> String {
    match audience {
        Audience::Pupil => worksheet.title.clone(),
        Audience::Teacher => {
            i18n::text_with(worksheet.locale, "page-key-title", &[("title", worksheet.title.as_str().into())])
        }
    }
}

/// A readable file name: `Математика 5 класс — Сложение дробей.pdf`.
pub fn file_name(worksheet: &Worksheet, audience: Audience) -> String {
    let locale = worksheet.locale;
    let subject = i18n::text(locale, &format!("subject-{}", worksheet.subject.code()));
    let grade = i18n::text_with(locale, "grade", &[("number", worksheet.grade.number().into())]);
    let suffix = match audience {
        Audience::Pupil => String::new(),
        Audience::Teacher => format!(" — {}", i18n::text(locale, "page-key-word")),
    };
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '—' | ',' | '.' | '(' | ')' | '№' | '+');
    let title: String = worksheet.title.chars().filter(|c| allowed(*c)).take(80).collect();
    format!("{subject} {grade} — {}{suffix}.pdf", title.trim().trim_end_matches('.'))
}
