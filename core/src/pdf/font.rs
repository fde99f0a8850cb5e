//! Typefaces: text faces shaped by HarfBuzz's rules, formula faces addressed by character.

use std::sync::{LazyLock, OnceLock};

use harfrust::{Buffer, ClusterLevel, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont};

use super::hinting;

/// Text family of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// PT Serif.
    Serif,
    /// PT Sans, for the lower grades.
    Sans,
}

/// Index into the table of faces; its order is the order of fonts in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FaceId(u8);

/// A face with what layout needs to know of it.
pub(crate) struct Face {
    /// PostScript name.
    pub(crate) name: &'static str,
    bytes: &'static [u8],
    program: OnceLock<Option<Vec<u8>>>,
    /// Advances of all glyphs in whole thousandths of an em, as the file's width table has them.
    advances: Vec<f32>,
    /// Glyphs of the letters that most text is made of; 0 for a letter it lacks.
    letters: Vec<u16>,
    /// Tables for metrics and outlines.
    pub(crate) tables: ttf_parser::Face<'static>,
    /// Font units in one em.
    pub(crate) units: f32,
    shaper: Option<Font>,
    /// Plans of shaping left to right, in the order of [`SCRIPTS`].
    plans: [OnceLock<ShapePlan>; SCRIPTS.len()],
}

/// Scripts whose plans of shaping are kept: a plan takes longer than a word.
const SCRIPTS: [Option<Script>; 3] = [Some(Script::CYRILLIC), Some(Script::LATIN), None];

/// A shaped glyph; lengths in thousandths of an em.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) glyph: u16,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    /// Byte offset of its first character in the shaped text.
    pub(crate) cluster: usize,
}

const TEXT_FACES: usize = 8;
/// End of the blocks of Latin, Greek and Cyrillic letters.
const LETTERS: char = '\u{530}';

macro_rules! text_face {
    ($name:literal $file:literal) => {
        ($name, include_bytes!(concat!("../../assets/fonts/", $file, ".ttf")).as_slice())
    };
}

static TEXT: [(&str, &[u8]); TEXT_FACES] = [
    text_face!("PTSerif-Regular" "PTSerif_400Regular"),
    text_face!("PTSerif-Bold" "PTSerif_700Bold"),
    text_face!("PTSerif-Italic" "PTSerif_400Regular_Italic"),
    text_face!("PTSerif-BoldItalic" "PTSerif_700Bold_Italic"),
    text_face!("PTSans-Regular" "PTSans_400Regular"),
    text_face!("PTSans-Bold" "PTSans_700Bold"),
    text_face!("PTSans-Italic" "PTSans_400Regular_Italic"),
    text_face!("PTSans-BoldItalic" "PTSans_700Bold_Italic"),
];

const FORMULA: [&str; 20] = [
    "Main-Regular",
    "Math-Italic",
    "AMS-Regular",
    "Main-Bold",
    "Main-Italic",
    "Main-BoldItalic",
    "Math-BoldItalic",
    "Size1-Regular",
    "Size2-Regular",
    "Size3-Regular",
    "Size4-Regular",
    "Caligraphic-Regular",
    "Caligraphic-Bold",
    "Fraktur-Regular",
    "Fraktur-Bold",
    "SansSerif-Regular",
    "SansSerif-Bold",
    "SansSerif-Italic",
    "Script-Regular",
    "Typewriter-Regular",
];

static FACES: LazyLock<Vec<Option<Face>>> = LazyLock::new(|| {
    let text = TEXT.iter().map(|(name, bytes)| face(name, bytes, Font::new(*bytes, 0)));
    let formula = FORMULA.iter().map(|name| {
        // Debug builds read these from the crate's folder, so they may be owned; they live for ever either way.
        let bytes: &'static [u8] = match ratex_katex_fonts::ttf_bytes(&format!("KaTeX_{name}.ttf"))? {
            std::borrow::Cow::Borrowed(bytes) => bytes,
            std::borrow::Cow::Owned(bytes) => Box::leak(bytes.into_boxed_slice()),
        };
        face(name, bytes, None)
    });
    text.chain(formula).collect()
});

fn face(name: &'static str, bytes: &'static [u8], shaper: Option<Font>) -> Option<Face> {
    let tables = ttf_parser::Face::parse(bytes, 0).ok()?;
    let units = f32::from(tables.units_per_em());
    let advance = |glyph| f32::from(tables.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0));
    let advances = (0..tables.number_of_glyphs()).map(|glyph| (advance(glyph) * 1000.0 / units).round()).collect();
    let glyph = |c| tables.glyph_index(c).map_or(0, |glyph| glyph.0);
    let letters = if shaper.is_some() { ('\0'..LETTERS).map(glyph).collect() } else { Vec::new() };
    let plans = [const { OnceLock::new() }; SCRIPTS.len()];
    Some(Face { name, bytes, program: OnceLock::new(), advances, letters, tables, units, shaper, plans })
}

impl Face {
    /// The font program that subsets are taken from.
    pub(crate) fn program(&self) -> &[u8] {
        self.program.get_or_init(|| hinting::strip(self.bytes)).as_deref().unwrap_or(self.bytes)
    }

    /// The plan that fits a buffer, if one of its sort is kept.
    fn plan(&self, font: &Font, buffer: &Buffer) -> Option<&ShapePlan> {
        if buffer.direction() != Direction::LeftToRight || buffer.language().is_some() {
            return None;
        }
        let script = SCRIPTS.iter().position(|script| *script == buffer.script())?;
        let plan = self.plans.get(script)?;
        Some(plan.get_or_init(|| ShapePlan::new(font, Direction::LeftToRight, SCRIPTS[script], None, &[])))
    }
}

impl FaceId {
    /// The text face of a family in a style.
    pub(crate) fn text(family: Family, bold: bool, italic: bool) -> Self {
        let first = if family == Family::Serif { 0 } else { 4 };
        Self(first + u8::from(bold) + 2 * u8::from(italic))
    }

    /// The formula face of a name as RaTeX gives it, e.g. `Main-Regular`.
    pub(crate) fn formula(name: &str) -> Option<Self> {
        let index = FORMULA.iter().position(|known| *known == name)?;
        let id = Self(u8::try_from(TEXT_FACES + index).ok()?);
        id.face().map(|_| id)
    }

    /// The face, unless its font could not be read.
    pub(crate) fn face(self) -> Option<&'static Face> {
        FACES.get(usize::from(self.0)).and_then(Option::as_ref)
    }

    /// Its place in the table of faces.
    pub(crate) fn number(self) -> u8 {
        self.0
    }

    /// Whether this is a text face (as against a formula face).
    pub(crate) fn is_text(self) -> bool {
        usize::from(self.0) < TEXT_FACES
    }

    /// Glyph of a character.
    pub(crate) fn glyph(self, c: char) -> Option<u16> {
        let face = self.face()?;
        match face.letters.get(c as usize) {
            Some(glyph) => Some(*glyph).filter(|glyph| *glyph != 0),
            None => face.tables.glyph_index(c).map(|g| g.0),
        }
    }

    /// Advance of a glyph in whole thousandths of an em.
    pub(crate) fn advance(self, glyph: u16) -> f32 {
        self.face().and_then(|face| face.advances.get(usize::from(glyph)).copied()).unwrap_or(0.0)
    }

    /// Height above and depth below the baseline of a character's ink, in em.
    pub(crate) fn ink(self, c: char) -> (f32, f32) {
        let Some(face) = self.face() else { return (0.7, 0.2) };
        let bounds = face.tables.glyph_index(c).and_then(|g| face.tables.glyph_bounding_box(g));
        bounds.map_or((0.0, 0.0), |b| {
            ((f32::from(b.y_max) / face.units).max(0.0), (-f32::from(b.y_min) / face.units).max(0.0))
        })
    }

    /// The face that draws `c`: this one, or the first other that has it.
    pub(crate) fn covering(self, c: char) -> Option<Self> {
        if self.glyph(c).is_some() {
            return Some(self);
        }
        let same_style = Self(self.0 ^ 4);
        let others = [same_style, Self(0), Self(8), Self(10), Self(9), Self(4)];
        others.into_iter().find(|id| id.glyph(c).is_some())
    }

    /// Shapes text of one face; formula faces have no shaping rules and go character by character.
    pub(crate) fn shape(self, text: &str) -> Vec<Shaped> {
        let Some(face) = self.face() else { return Vec::new() };
        let Some(font) = &face.shaper else { return self.unshaped(text) };
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let options = ShapeOptions::new().plan(face.plan(font, &buffer));
        if harfrust::shape(&ShaperFont::new(font), &mut buffer, options).is_err() {
            return self.unshaped(text);
        }
        let scale = 1000.0 / face.units;
        buffer
            .glyph_infos()
            .iter()
            .zip(buffer.glyph_positions())
            .map(|(info, position)| Shaped {
                glyph: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance as f32 * scale,
                dx: position.x_offset as f32 * scale,
                dy: position.y_offset as f32 * scale,
                cluster: info.cluster as usize,
            })
            .collect()
    }

    fn unshaped(self, text: &str) -> Vec<Shaped> {
        text.char_indices()
            .map(|(cluster, c)| {
                let glyph = self.glyph(c).unwrap_or(0);
                Shaped { glyph, advance: self.advance(glyph), dx: 0.0, dy: 0.0, cluster }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_can_be_read() {
        assert!(FACES.iter().all(Option::is_some));
    }

    #[test]
    fn text_faces_have_the_letters_of_a_russian_school() {
        for id in (0..8).map(FaceId) {
            for c in "АЯаяЁёЙйЪъЫы«»—–№−×÷≤≥√π°½²³§…AZaz09".chars() {
                assert!(id.glyph(c).is_some(), "{c} in {:?}", id.face().map(|f| f.name));
            }
        }
    }

    #[test]
    fn arrows_and_angles_are_drawn_by_another_face() {
        let serif = FaceId::text(Family::Serif, false, false);
        for c in ['→', '∠', '∥', '△'] {
            assert!(serif.covering(c).is_some(), "{c}");
        }
    }
}
