//! Fonts of one document: which glyphs it uses of a face, and what is embedded of it.

use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::anyhow;
use printpdf::text::Codepoint;
use printpdf::{
    FontId, FontMetrics, FontType, Op, ParsedFont, PdfFont, PdfFontHandle, PdfFontMap, PdfFontMetricsStub, Pt, TextItem,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::pdf::drawing::Glyph;
use crate::pdf::font::FaceId;

/// Faces as one document uses them. A glyph can stand for one text only, so a glyph that two letters
/// share (Latin A, Cyrillic А) takes a second font.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<(FaceId, u8), Used>);

#[derive(Default)]
struct Used {
    name: String,
    /// Code of every glyph of the face; 0 if it is not used.
    codes: Vec<u16>,
    /// Glyphs by code, from 1, with what each stands for.
    glyphs: Vec<(u16, Rc<str>)>,
}

/// Most fonts of one face.
const LAYERS: u8 = 4;

impl Fonts {
    /// The font in which this glyph stands for its text, and its code there.
    pub(super) fn code(&mut self, face: FaceId, glyph: &Glyph) -> (u8, u16) {
        if glyph.id == 0 {
            // The box for what is missing has code 0 in every font.
            return (0, 0);
        }
        for layer in 0..LAYERS {
            let used = self.0.entry((face, layer)).or_default();
            let at = usize::from(glyph.id);
            if used.codes.len() <= at {
                used.codes.resize(at + 64, 0);
            }
            match used.codes[at] {
                0 => {
                    used.glyphs.push((glyph.id, Rc::clone(&glyph.text)));
                    used.codes[at] = u16::try_from(used.glyphs.len()).unwrap_or(0);
                }
                code if layer + 1 < LAYERS && used.glyphs[usize::from(code) - 1].1 != glyph.text => continue,
                _ => {}
            }
            if used.name.is_empty() {
                used.name = name(face, layer);
            }
            return (layer, used.codes[at]);
        }
        (0, 0)
    }

    /// Its name among the resources of a page.
    pub(super) fn name(&self, face: FaceId, layer: u8) -> &str {
        self.0.get(&(face, layer)).map_or("", |used| &used.name)
    }

    /// The fonts as printpdf wants them.
    pub(super) fn embedded(&self) -> anyhow::Result<PdfFontMap> {
        let font = |((face, _), used): (&(FaceId, u8), &Used)| {
            Ok((FontId(used.name.clone()), PdfFont::new(embedded(*face, used)?)))
        };
        Ok(PdfFontMap { map: self.0.iter().map(font).collect::<anyhow::Result<_>>()? })
    }

    /// Operators that show every glyph once: printpdf writes into a font's tables what its pages use.
    pub(super) fn specimen(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for used in self.0.values() {
            let codes = used.glyphs.iter().zip(1u16..);
            let shown = codes.map(|((_, text), code)| Codepoint::with_cid(code, 0.0, text.to_string())).collect();
            let font = PdfFontHandle::External(FontId(used.name.clone()));
            ops.extend([Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items: vec![TextItem::GlyphIds(shown)] }]);
        }
        ops.push(Op::EndTextSection);
        ops
    }
}

/// Not F1…F14: those are printpdf's own names for the built-in fonts.
fn name(face: FaceId, layer: u8) -> String {
    format!("T{}{}", face.number(), ["", "b", "c", "d"][usize::from(layer.min(3))])
}

/// The subset of a face as printpdf wants to be given it.
fn embedded(id: FaceId, used: &Used) -> anyhow::Result<ParsedFont> {
    let face = id.face().ok_or_else(|| anyhow!("a face vanished"))?;
    let mut remapper = GlyphRemapper::new();
    let mut tag = Sha256::new();
    for (glyph, _) in &used.glyphs {
        remapper.remap(*glyph);
        tag.update(glyph.to_be_bytes());
    }
    let bytes = subsetter::subset(face.program(), 0, &remapper).map_err(|e| anyhow!("subsetting a font: {e}"))?;
    let bounds = face.tables.global_bounding_box();
    let thousandths = |units: i16| (f32::from(units) * 1000.0 / face.units) as i16;
    // A subset's name carries six letters made of its content (ISO 32000-1, 9.6.4).
    let tag: String = tag.finalize().iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    // Whole thousandths: `/W` would cut off the rest.
    let widths = used.glyphs.iter().zip(1u16..).map(|((glyph, _), code)| (code, id.advance(*glyph) as u16));
    Ok(ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{tag}+{}{}", if id.is_text() { "" } else { "KaTeX_" }, face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: widths.collect(),
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
            caret_slope_rise: 1000,
            caret_slope_run: (-face.tables.italic_angle().to_radians().tan() * 1000.0) as i16,
            us_weight_class: face.tables.weight().to_number(),
        },
    })
}
