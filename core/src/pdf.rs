//! Worksheets set on pages: layout is ours, printpdf writes. Pure: the same sheet gives the same bytes.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts on a page and lengths in points are small"
)]

mod block;
mod cards;
mod drawing;
mod figure;
mod font;
mod hinting;
mod key;
mod math;
mod page;
mod paragraph;
mod raster;
mod score;
mod setting;
mod sheet;
mod task;
mod write;

use crate::domain::task::{Figure, NumberLine};
use crate::domain::worksheet::Worksheet;
use crate::i18n;
use page::Page;
use setting::Setting;

pub(crate) use figure::words as figure_words;
pub(crate) use key::{answer, assurance, key_words};
pub(crate) use math::{linear, parsed};
pub(crate) use sheet::{subject_line, variant_name};

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
    /// What the QR symbol in the footer says; the code if absent.
    pub link: Option<&'a str>,
    /// Whether a picture of the first page is wanted.
    pub thumbnail: bool,
}

/// Something that could not be set as meant; the document is complete all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A formula that is none: its source is shown.
    Formula {
        /// Variant, from 1; 0 outside of all.
        variant: u8,
        /// Task, from 1; 0 outside of all.
        task: u16,
        /// The formula.
        source: String,
        /// Why it could not be read.
        reason: String,
    },
    /// A character no font of ours has: a box is shown.
    Character(char),
    /// Something stands outside the margins of a page (from 1): a fault of ours.
    Outside(usize),
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its first page as a JPEG of at most 320 by 320 pixels, if it was wanted.
    pub thumbnail: Option<Vec<u8>>,
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
    let (mut setting, mut pages) = match audience {
        Audience::Pupil => sheet(worksheet, options),
        Audience::Teacher => {
            let mut setting = Setting::key(worksheet);
            let pages = key::set(&mut setting, worksheet, options, None);
            (setting, pages)
        }
    };
    let outside = pages.iter().zip(1..).filter(|(page, _)| !page::within_margins(page));
    setting.problems.extend(outside.map(|(_, number)| Problem::Outside(number)));
    if worksheet.layout.ink_saving {
        pages.iter_mut().flat_map(|page| &mut page.items).for_each(drawing::Item::fine);
    }
    let title = title(worksheet, audience);
    let pdf = write::write(&pages, setting.outline, &title, worksheet.locale)?;
    let first = pages.first().filter(|_| options.thumbnail);
    let thumbnail = first.map(raster::thumbnail).transpose()?;
    Ok(Rendered { pdf, thumbnail, pages: pages.len(), problems: setting.problems })
}

/// The pupil's pages, and the key after them where the sheet is to carry it.
fn sheet(worksheet: &Worksheet, options: &PageOptions<'_>) -> (Setting, Vec<Page>) {
    let mut setting = Setting::sheet(worksheet);
    let mut pages = match worksheet.layout.cards {
        Some(most) => cards::set(&mut setting, worksheet, most, options),
        None => sheet::set(&mut setting, worksheet, options),
    };
    if !worksheet.layout.key_page {
        return (setting, pages);
    }
    let mut key = Setting::key(worksheet);
    (key.outline, key.problems) = (setting.outline, setting.problems);
    setting = key;
    let part = setting.text("page-key-word");
    pages.extend(key::set(&mut setting, worksheet, options, Some(part)));
    (setting, pages)
}

/// Size of the type of a sheet, in half points.
pub(crate) fn half_points(worksheet: &Worksheet) -> u32 {
    (Setting::sheet(worksheet).size * 2.0).round() as u32
}

/// A number line or coordinate plane as a grey JPEG, with its width and height in points.
pub(crate) fn number_line(worksheet: &Worksheet, line: &NumberLine) -> anyhow::Result<Picture> {
    picture(&task::number_line(&mut Setting::sheet(worksheet), line))
}

/// A chart or geometric figure as a grey JPEG, with its width and height in points.
pub(crate) fn figure(worksheet: &Worksheet, figure: &Figure) -> anyhow::Result<Picture> {
    picture(&figure::set(&mut Setting::sheet(worksheet), figure, setting::MEASURE))
}

/// A JPEG with its width and height in points.
pub(crate) type Picture = (Vec<u8>, f32, f32);

fn picture(piece: &block::Piece) -> anyhow::Result<Picture> {
    let size = (setting::MEASURE, piece.height);
    Ok((raster::picture(&piece.items, size, 3.0)?, size.0, size.1))
}

pub(crate) fn title(worksheet: &Worksheet, audience: Audience) -> String {
    match audience {
        Audience::Pupil => worksheet.title.clone(),
        Audience::Teacher => {
            i18n::text_with(worksheet.locale, "page-key-title", &[("title", worksheet.title.as_str().into())])
        }
    }
}

/// Most characters of a file name, its ending included.
const LONGEST_NAME: usize = 120;

/// A readable file name of at most 120 characters: `Математика 5 класс — Сложение дробей.pdf`.
pub fn file_name(worksheet: &Worksheet, audience: Audience) -> String {
    let locale = worksheet.locale;
    let subject = i18n::text(locale, &format!("subject-{}", worksheet.subject.code()));
    let grade = i18n::text_with(locale, "grade", &[("number", worksheet.grade.number().into())]);
    let suffix = match audience {
        Audience::Pupil => String::new(),
        Audience::Teacher => format!(" — {}", i18n::text(locale, "page-key-word")),
    };
    let start = format!("{subject} {grade}");
    let room = LONGEST_NAME.saturating_sub(start.chars().count() + suffix.chars().count() + " — .pdf".chars().count());
    let allowed =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '–' | '—' | ',' | '.' | '(' | ')' | '№' | '+');
    let title: String = worksheet.title.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(room).collect();
    let title = title.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if title.is_empty() { format!("{start}{suffix}.pdf") } else { format!("{start} — {title}{suffix}.pdf") }
}

/// Whether the typesetter can set a formula in LaTeX.
pub fn is_formula(latex: &str) -> bool {
    math::parsed(latex, crate::domain::Locale::Ru).is_some()
}
