//! Display list to PDF: the content of pages is ours, printpdf writes document and fonts, lopdf finishes.

mod content;
mod font;
mod structure;

use anyhow::{Context, ensure};
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::drawing::{Element, Glyph, Item, Outline, Role, SOFT_HYPHEN, Shape};
use super::font::FaceId;
use super::page::Page;
use crate::domain::Locale;
use content::{Content, Show};
use font::Fonts;
use structure::Structure;

/// Place of the two halves of `/ID` until the bytes they are made of are known.
const NO_ID: [u8; 16] = [0; 16];
/// Effort of the compression, 0–9: more takes twice the time for a hundredth of the size.
const EFFORT: u32 = 6;

/// Writes pages as a tagged PDF 1.7 with subset fonts.
///
/// printpdf counts ids in a process-wide counter and stamps the clock; both are overwritten, so the
/// same pages give the same bytes.
pub(super) fn write(pages: &[Page], outline: Outline, title: &str, locale: Locale) -> anyhow::Result<Vec<u8>> {
    let mut writer = Writer { fonts: Fonts::default(), structure: Structure::new(outline, pages.len()) };
    let written: Vec<Vec<u8>> = pages.iter().enumerate().map(|(index, page)| writer.page(index, page)).collect();
    let mut document = PdfDocument::new(title);
    document.resources.fonts = writer.fonts.embedded()?;
    let mut specimen = writer.fonts.specimen();
    document
        .with_pages(pages.iter().map(|_| PdfPage::new(Mm(210.0), Mm(297.0), std::mem::take(&mut specimen))).collect());
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    warnings.retain(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error);
    ensure!(warnings.is_empty(), "printpdf: {}", warnings[0].msg);
    for (page, content) in file.get_pages().into_values().zip(written) {
        let place = file.get_dictionary(page).and_then(|page| page.get(b"Contents")).and_then(Object::as_reference);
        file.objects.insert(place.context("a page without content")?, Stream::new(Dictionary::new(), content).into());
    }
    writer.structure.tag(&mut file)?;
    finish(&mut file, title, locale)?;
    save(file)
}

/// The bytes of a document, its `/ID` made of all the others.
fn save(mut file: Document) -> anyhow::Result<Vec<u8>> {
    deflate(&mut file)?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).context("saving the PDF")?;
    let id = hex::encode_upper(&Sha256::digest(&bytes)[..16]);
    let place = hex::encode_upper(NO_ID);
    for _ in 0..2 {
        let at = bytes.windows(place.len()).rposition(|part| part.eq_ignore_ascii_case(place.as_bytes()));
        let at = at.context("the file has lost its ID")?;
        bytes[at..at + place.len()].copy_from_slice(id.as_bytes());
    }
    Ok(bytes)
}

/// Compresses all streams with one compressor: a new one clears a third of a megabyte.
fn deflate(file: &mut Document) -> anyhow::Result<()> {
    let mut compressor = Compress::new(Compression::new(EFFORT), true);
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            if stream.content.is_empty() {
                continue;
            }
            // Whatever does not become shorter stays as it is.
            let mut room = vec![0; stream.content.len()];
            let status = compressor.compress(&stream.content, &mut room, FlushCompress::Finish)?;
            let length = usize::try_from(compressor.total_out())?;
            if status == Status::StreamEnd && length + 19 < stream.content.len() {
                room.truncate(length);
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(room);
            }
            compressor.reset();
        }
    }
    Ok(())
}

struct Writer {
    fonts: Fonts,
    structure: Structure,
}

impl Writer {
    fn page(&mut self, index: usize, page: &Page) -> Vec<u8> {
        let mut content = Content::default();
        for items in page.items.chunk_by(|one, next| one.element == next.element) {
            if let Some(element) = items[0].element {
                self.element(&mut content, index, element, items);
            } else {
                content.begin_artifact();
                self.items(&mut content, items);
                content.end();
            }
        }
        content.finish()
    }

    /// Items of one logical element; formulas in it are elements of their own.
    fn element(&mut self, content: &mut Content, page: usize, element: Element, items: &[Item]) {
        let whole = matches!(self.structure.role(element), Role::Figure(_));
        let apart = |item: &Item| !whole && formula(item).is_some();
        for part in items.chunk_by(|one, next| (!apart(one) && !apart(next)) || one.read_together(next)) {
            let marked = match formula(&part[0]).filter(|_| !whole) {
                Some(reads) => self.structure.within(element, Role::Formula(reads.to_owned())),
                None => element,
            };
            let (tag, id) = self.structure.mark(page, marked);
            content.begin_marked(tag, id);
            self.items(content, part);
            content.end();
        }
    }

    fn items(&mut self, content: &mut Content, items: &[Item]) {
        for part in items.chunk_by(|one, next| (one.reads.is_none() && next.reads.is_none()) || one.read_together(next))
        {
            if let Some(text) = &part[0].reads {
                content.begin_reading(&utf16(text));
            }
            for item in part {
                match &item.shape {
                    Shape::Text { face, size, x, y, glyphs } => self.text(content, *face, *size, (*x, *y), glyphs),
                    Shape::Fill { path, gray } => content.fill(path, *gray),
                    Shape::Stroke { chains, width, gray } => content.stroke(chains, *width, *gray),
                }
            }
            if part[0].reads.is_some() {
                content.end();
            }
        }
    }

    fn text(&mut self, content: &mut Content, face: FaceId, size: f32, (x, y): (f32, f32), glyphs: &[Glyph]) {
        let size = (size * 1000.0).round().max(1.0);
        let mut rest = glyphs;
        while let Some(first) = rest.first() {
            let (layer, mut code) = self.fonts.code(face, first);
            let mut shown = Vec::with_capacity(rest.len() * 2);
            // Where the pen is and where the next glyph wants to be, in thousandths of an em.
            let mut pen = 0.0f32;
            let mut taken = 0;
            for glyph in rest {
                if taken > 0 {
                    let (other, next) = self.fonts.code(face, glyph);
                    if other != layer || (glyph.y - first.y).abs() > 0.001 {
                        break;
                    }
                    code = next;
                }
                let target = (glyph.x - first.x) * 1_000_000.0 / size;
                let back = (pen - target).round();
                if back != 0.0 {
                    shown.push(Show::Back(back as i32));
                    pen -= back;
                }
                shown.push(Show::Glyph(code));
                pen += face.advance(glyph.id);
                taken += 1;
            }
            content.text(self.fonts.name(face, layer), size as i32, (x + first.x, y + first.y), &shown);
            rest = &rest[taken..];
        }
    }
}

/// The words of a formula, if it is one.
fn formula(item: &Item) -> Option<&str> {
    item.reads.as_deref().filter(|reads| *reads != SOFT_HYPHEN)
}

/// What printpdf does not write: version, language, how to print and show, and ids made of the content.
fn finish(file: &mut Document, title: &str, locale: Locale) -> anyhow::Result<()> {
    "1.7".clone_into(&mut file.version);
    let info = dictionary! {
        "Title" => Object::String(utf16(title), lopdf::StringFormat::Hexadecimal),
        "Producer" => Object::string_literal("Listok"),
    };
    let info = file.add_object(info);
    file.trailer.set("Info", info);
    let catalog = file.catalog_mut().context("catalog")?;
    catalog.set("Lang", Object::string_literal(locale.code()));
    catalog.set("ViewerPreferences", dictionary! { "PrintScaling" => "None", "DisplayDocTitle" => true });
    catalog.remove(b"Metadata");
    file.prune_objects();
    file.renumber_objects();
    let id = || Object::String(NO_ID.to_vec(), lopdf::StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id(), id()]);
    Ok(())
}

/// A text string in UTF-16BE with its byte order mark (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Vec<u8> {
    [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}
