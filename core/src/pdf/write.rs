//! Display list to PDF: printpdf writes, lopdf finishes.

mod structure;

use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Context, anyhow, ensure};
use lopdf::{Document, Object, dictionary};
use printpdf::text::Codepoint;
use printpdf::{
    Color, DictItem, FontId, FontMetrics, FontType, Greyscale, Line, LinePoint, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    TextItem, TextMatrix, WindingOrder,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::drawing::{Glyph, Item, Outline, Segment, Shape};
use super::font::FaceId;
use super::hinting;
use super::page::{HEIGHT, Page};
use crate::domain::Locale;
use structure::Marks;

/// A face as one document uses it. A glyph can stand for one text only, so a glyph that two letters
/// share (Latin A, Cyrillic А) takes a second font; that is the second part of its key.
type Fonts = BTreeMap<(FaceId, u8), Used>;

#[derive(Default)]
struct Used {
    remapper: GlyphRemapper,
    texts: BTreeMap<u16, Rc<str>>,
    /// Glyphs of the subset and their widths in whole thousandths: `/W` would cut off the rest.
    widths: BTreeMap<u16, u16>,
}

/// Place of the two halves of `/ID` until the bytes they are made of are known.
const NO_ID: [u8; 16] = [0; 16];
/// Effort of the compression, 0–10: more takes twice the time for a hundredth of the size.
const EFFORT: u8 = 6;

/// Composes pages to a tagged PDF 1.7 document with subset fonts.
///
/// printpdf counts ids in a process-wide counter and stamps the clock; both are overwritten, so the
/// same pages give the same bytes.
pub(super) fn compose(pages: &[Page], outline: &Outline, title: &str, locale: Locale) -> anyhow::Result<Document> {
    let mut writer = Writer { fonts: Fonts::new(), marks: Marks::new(outline.0.len(), pages.len()), ops: Vec::new() };
    let mut written = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        writer.page(index, page);
        written.push(PdfPage::new(Mm(210.0), Mm(297.0), std::mem::take(&mut writer.ops)));
    }
    let mut document = PdfDocument::new(title);
    for (key, used) in &writer.fonts {
        document.resources.fonts.map.insert(font_id(*key), PdfFont::new(embedded(key.0, used)?));
    }
    document.with_pages(written);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    warnings.retain(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error);
    ensure!(warnings.is_empty(), "printpdf: {}", warnings[0].msg);
    structure::tag(&mut file, outline, &writer.marks)?;
    finish(&mut file, title, locale)?;
    Ok(file)
}

/// The bytes of a composed document, its `/ID` made of all the others.
pub(super) fn save(mut file: Document) -> anyhow::Result<Vec<u8>> {
    compress(&mut file);
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

fn compress(file: &mut Document) {
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
        {
            let compressed = miniz_oxide::deflate::compress_to_vec_zlib(&stream.content, EFFORT);
            if compressed.len() + 19 < stream.content.len() {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(compressed);
            }
        }
    }
}

/// Not F1…F14: those are printpdf's own names for the built-in fonts.
fn font_id((face, layer): (FaceId, u8)) -> FontId {
    FontId(format!("T{}{}", face.number(), ["", "b", "c", "d"][usize::from(layer.min(3))]))
}

struct Writer {
    fonts: Fonts,
    marks: Marks,
    ops: Vec<Op>,
}

impl Writer {
    fn page(&mut self, index: usize, page: &Page) {
        self.ops.push(Op::SetFillColor { col: grey(0.0) });
        let mut rest = page.items.as_slice();
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|item| item.element == first.element).count();
            let (now, later) = rest.split_at(same);
            self.marked(index, now);
            rest = later;
        }
    }

    /// Items of one logical element.
    fn marked(&mut self, page: usize, items: &[Item]) {
        match items[0].element {
            Some(element) => {
                let (tag, id) = self.marks.next(page, element);
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(id))]);
                let properties = DictItem::Dict { map };
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
            }
            None => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() }),
        }
        let mut rest = items;
        while let Some(first) = rest.first() {
            let same = match &first.reads {
                Some(text) => rest
                    .iter()
                    .take_while(|item| item.reads.as_ref().is_some_and(|other| Rc::ptr_eq(text, other)))
                    .count(),
                None => rest.iter().take_while(|item| item.reads.is_none()).count(),
            };
            let (now, later) = rest.split_at(same.max(1));
            if let Some(text) = &first.reads {
                let text = DictItem::String { data: utf16(text), literal: false };
                let properties = DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), text)]) };
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
            }
            for item in now {
                self.item(item);
            }
            if first.reads.is_some() {
                self.ops.push(Op::EndMarkedContent);
            }
            rest = later;
        }
        self.ops.push(Op::EndMarkedContent);
    }

    fn item(&mut self, item: &Item) {
        match &item.shape {
            Shape::Text { face, size, x, y, glyphs } => self.text(*face, *size, *x, *y, glyphs),
            Shape::Fill { path, gray } => {
                let colour = |gray| Op::SetFillColor { col: grey(gray) };
                self.ops.extend((*gray > 0.0).then(|| colour(*gray)));
                self.ops.push(polygon(rings(path), PaintMode::Fill));
                self.ops.extend((*gray > 0.0).then(|| colour(0.0)));
            }
            Shape::Stroke { chains, width, gray } => {
                self.ops.push(Op::SetOutlineColor { col: grey(*gray) });
                self.ops.push(Op::SetOutlineThickness { pt: Pt(round(*width)) });
                let ring = |chain: &Vec<(f32, f32)>| chain.iter().map(|p| point(*p, false)).collect();
                // A polygon is closed by the writer; a bent chain may be open. Straight ones share one operator.
                let open = |chain: &&Vec<(f32, f32)>| chain.len() > 2 && chain.first() != chain.last();
                let (bent, rings): (Vec<_>, Vec<_>) = chains.iter().partition(open);
                if !rings.is_empty() {
                    self.ops.push(polygon(rings.into_iter().map(ring).collect(), PaintMode::Stroke));
                }
                for chain in bent {
                    self.ops.push(Op::DrawLine { line: Line { points: ring(chain), is_closed: false } });
                }
            }
        }
    }

    fn text(&mut self, face: FaceId, size: f32, x: f32, y: f32, glyphs: &[Glyph]) {
        let mut rest = glyphs;
        while let Some(first) = rest.first() {
            let key = self.font(face, first);
            let mut codepoints: Vec<Codepoint> = Vec::new();
            // Where the pen is and where the next glyph wants to be, in thousandths of an em.
            let mut pen = 0.0f32;
            let mut taken = 0;
            for glyph in rest {
                if self.font(face, glyph) != key || (glyph.y - first.y).abs() > 0.001 {
                    break;
                }
                let target = (glyph.x - first.x) * 1000.0 / size;
                let adjust = ((pen - target) * 10.0).round() / 10.0;
                if let Some(last) = codepoints.last_mut().filter(|_| adjust.abs() >= 0.5) {
                    last.offset = adjust;
                    pen -= adjust;
                }
                let (id, width) = self.glyph(key, face, glyph);
                pen += f32::from(width);
                codepoints.push(Codepoint::with_cid(id, 0.0, glyph.text.to_string()));
                taken += 1;
            }
            let matrix = [1.0, 0.0, 0.0, 1.0, round(x + first.x), round(HEIGHT - y - first.y)];
            self.ops.extend([
                Op::StartTextSection,
                Op::SetFont { font: PdfFontHandle::External(font_id(key)), size: Pt(round(size)) },
                Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) },
                Op::ShowText { items: vec![TextItem::GlyphIds(codepoints)] },
                Op::EndTextSection,
            ]);
            rest = &rest[taken..];
        }
    }

    /// The font in which this glyph stands for this text.
    fn font(&mut self, face: FaceId, glyph: &Glyph) -> (FaceId, u8) {
        for layer in 0..=3 {
            let used = self.fonts.entry((face, layer)).or_default();
            let known = used.texts.entry(glyph.id).or_insert_with(|| Rc::clone(&glyph.text));
            if *known == glyph.text || layer == 3 {
                return (face, layer);
            }
        }
        (face, 0)
    }

    fn glyph(&mut self, key: (FaceId, u8), face: FaceId, glyph: &Glyph) -> (u16, u16) {
        let used = self.fonts.entry(key).or_default();
        let id = used.remapper.remap(glyph.id);
        let width = *used.widths.entry(id).or_insert_with(|| face.advance(glyph.id) as u16);
        (id, width)
    }
}

fn grey(percent: f32) -> Color {
    Color::Greyscale(Greyscale { percent, icc_profile: None })
}

fn rings(path: &[Segment]) -> Vec<Vec<LinePoint>> {
    let mut rings: Vec<Vec<LinePoint>> = Vec::new();
    for segment in path {
        if let Segment::Move(x, y) = *segment {
            rings.push(vec![point((x, y), false)]);
            continue;
        }
        let Some(ring) = rings.last_mut() else { continue };
        match *segment {
            Segment::Move(x, y) | Segment::Line(x, y) => ring.push(point((x, y), false)),
            Segment::Cubic([a, b, c, d, x, y]) => {
                ring.extend([point((a, b), true), point((c, d), true), point((x, y), false)]);
            }
        }
    }
    rings
}

fn point((x, y): (f32, f32), bezier: bool) -> LinePoint {
    LinePoint { p: Point { x: Pt(round(x)), y: Pt(round(HEIGHT - y)) }, bezier }
}

fn polygon(rings: Vec<Vec<LinePoint>>, mode: PaintMode) -> Op {
    let rings = rings.into_iter().map(|points| PolygonRing { points }).collect();
    Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } }
}

/// lopdf prints every digit a float has.
fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// The subset of a face as printpdf wants to be given it.
fn embedded(id: FaceId, used: &Used) -> anyhow::Result<ParsedFont> {
    let face = id.face().ok_or_else(|| anyhow!("a face vanished"))?;
    let subset = subsetter::subset(face.bytes, 0, &used.remapper).map_err(|e| anyhow!("subsetting a font: {e}"))?;
    let bytes = hinting::strip(&subset).unwrap_or(subset);
    let bounds = face.tables.global_bounding_box();
    let thousandths = |units: i16| (f32::from(units) * 1000.0 / face.units) as i16;
    // A subset's name carries six letters made of its content (ISO 32000-1, 9.6.4).
    let tag: String = Sha256::digest(&bytes).iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    Ok(ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{tag}+{}{}", if id.is_text() { "" } else { "KaTeX_" }, face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: used.widths.clone(),
        units_per_em: 1000,
        font_metrics: FontMetrics {
            ascent: thousandths(face.tables.ascender()),
            descent: thousandths(face.tables.descender()),
        },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: thousandths(bounds.x_min),
            y_min: thousandths(bounds.y_min),
            x_max: thousandths(bounds.x_max),
            y_max: thousandths(bounds.y_max),
            ..Default::default()
        },
    })
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
