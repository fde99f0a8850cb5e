//! Display list to PDF: printpdf writes, lopdf finishes.
//!
//! printpdf counts ids in a process-wide counter and stamps the clock; both are overwritten, so the
//! same pages give the same bytes. Widths are fed in as whole thousandths because `/W` cuts them off.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow};
use lopdf::{Document, Object, dictionary};
use printpdf::text::Codepoint;
use printpdf::{
    Color, FontId, FontMetrics, FontType, Greyscale, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, TextItem, TextMatrix,
    WindingOrder,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::draw::Item;
use super::fonts::{FaceId, face};
use super::page::{HEIGHT, Page};
use crate::domain::Locale;

/// A face as used in one document.
struct Used {
    id: FontId,
    remapper: GlyphRemapper,
    widths: BTreeMap<u16, u16>,
}

/// Writes pages as a PDF 1.7 file with subset fonts.
pub(super) fn write(pages: &[Page], title: &str, locale: Locale) -> anyhow::Result<Vec<u8>> {
    let mut used: BTreeMap<FaceId, Used> = BTreeMap::new();
    let written: Vec<PdfPage> =
        pages.iter().map(|page| PdfPage::new(Mm(210.0), Mm(297.0), ops(page, &mut used))).collect();
    let mut document = PdfDocument::new(title);
    for (face_id, font) in &used {
        document.resources.fonts.map.insert(font.id.clone(), PdfFont::new(embedded(*face_id, font)?));
    }
    document.with_pages(written);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    finish(&mut file, title, locale)?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).context("saving the PDF")?;
    Ok(bytes)
}

fn ops(page: &Page, used: &mut BTreeMap<FaceId, Used>) -> Vec<Op> {
    let black = Color::Greyscale(Greyscale { percent: 0.0, icc_profile: None });
    let mut ops = vec![Op::SetFillColor { col: black.clone() }];
    for item in &page.items {
        match item {
            Item::Glyphs { face: id, size, x, y, glyphs } => {
                let count = used.len();
                let font = used.entry(*id).or_insert_with(|| Used {
                    // Not F1…F14: printpdf's own names for the built-in fonts.
                    id: FontId(format!("T{count}")),
                    remapper: GlyphRemapper::new(),
                    widths: BTreeMap::new(),
                });
                let codepoints = glyphs
                    .iter()
                    .map(|glyph| {
                        let gid = font.remapper.remap(glyph.id);
                        font.widths.insert(gid, glyph.advance);
                        Codepoint::with_cid(gid, 0.0, glyph.text.clone())
                    })
                    .collect();
                ops.extend([
                    Op::StartTextSection,
                    Op::SetFont { font: PdfFontHandle::External(font.id.clone()), size: Pt(round(*size)) },
                    Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, round(*x), round(HEIGHT - y)]) },
                    Op::ShowText { items: vec![TextItem::GlyphIds(codepoints)] },
                    Op::EndTextSection,
                ]);
            }
            Item::Bar { x, y, width, height } => {
                let ring = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
                ops.push(polygon(vec![ring.iter().map(|(x, y)| (*x, *y, false)).collect()], PaintMode::Fill));
            }
            Item::Lines { lines, weight, shade } => {
                if lines.is_empty() {
                    continue;
                }
                let col = Color::Greyscale(Greyscale { percent: *shade, icc_profile: None });
                ops.extend([Op::SetOutlineColor { col }, Op::SetOutlineThickness { pt: Pt(round(*weight)) }]);
                let rings = lines.iter().map(|[x1, y1, x2, y2]| vec![(*x1, *y1, false), (*x2, *y2, false)]).collect();
                ops.push(polygon(rings, PaintMode::Stroke));
            }
            Item::Fill { contours } => ops.push(polygon(contours.clone(), PaintMode::Fill)),
        }
    }
    ops
}

fn polygon(contours: Vec<Vec<(f32, f32, bool)>>, mode: PaintMode) -> Op {
    let point =
        |(x, y, bezier): (f32, f32, bool)| LinePoint { p: Point { x: Pt(round(x)), y: Pt(round(HEIGHT - y)) }, bezier };
    let rings =
        contours.into_iter().map(|contour| PolygonRing { points: contour.into_iter().map(point).collect() }).collect();
    Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } }
}

/// lopdf prints every digit a float has.
fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// The subset of a face as printpdf wants to be given it.
fn embedded(id: FaceId, used: &Used) -> anyhow::Result<ParsedFont> {
    let face = face(id).ok_or_else(|| anyhow!("a face vanished"))?;
    let bytes = subsetter::subset(face.data, 0, &used.remapper).map_err(|e| anyhow!("subsetting a font: {e}"))?;
    let [x_min, y_min, x_max, y_max] = face.bounds();
    // A subset's name carries six letters made of its content (ISO 32000-1, 9.6.4).
    let digest = Sha256::digest(&bytes);
    let tag: String = digest.iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    let (ascent, descent) = face.extent();
    #[expect(clippy::cast_possible_truncation, reason = "thousandths of an em")]
    let (ascent, descent) = ((ascent * 1000.0) as i16, -(descent * 1000.0) as i16);
    Ok(ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{tag}+{}", face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: used.widths.clone(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent, descent },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub { units_per_em: 1000, x_min, y_min, x_max, y_max, ..Default::default() },
    })
}

/// What printpdf does not write: version, language, how to print and show, and ids made of the content.
fn finish(file: &mut Document, title: &str, locale: Locale) -> anyhow::Result<()> {
    "1.7".clone_into(&mut file.version);
    file.compress();
    let mut hash = Sha256::new();
    for (id, object) in &file.objects {
        hash.update(id.0.to_le_bytes());
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    let id = hash.finalize()[..16].to_vec();
    let id = || Object::String(id.clone(), lopdf::StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id(), id()]);
    let info = dictionary! {
        "Title" => utf16(title),
        "Producer" => Object::string_literal("Listok"),
    };
    let info = file.add_object(info);
    file.trailer.set("Info", info);
    let language = Object::string_literal(locale.code());
    let catalog = file.catalog_mut().context("catalog")?;
    catalog.set("Lang", language);
    catalog.set("ViewerPreferences", dictionary! { "PrintScaling" => "None", "DisplayDocTitle" => true });
    catalog.remove(b"Metadata");
    file.prune_objects();
    file.renumber_objects();
    Ok(())
}

/// A text string in UTF-16BE with its byte order mark (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Object {
    let bytes = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}
