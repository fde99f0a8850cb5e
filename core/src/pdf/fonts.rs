//! Fonts: PT Serif and PT Sans for text, KaTeX's for formulas; metrics in points.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use ttf_parser::{Face as Parsed, GlyphId};

/// A face of the text fonts, or one of KaTeX's by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum FaceId {
    /// A text face, as an index into [`TEXT`].
    Text(u8),
    /// A KaTeX face, by file name without its ending.
    Katex(&'static str),
}

pub(super) const SERIF: FaceId = FaceId::Text(0);
pub(super) const SERIF_BOLD: FaceId = FaceId::Text(1);
pub(super) const SERIF_ITALIC: FaceId = FaceId::Text(2);
pub(super) const SANS: FaceId = FaceId::Text(3);
pub(super) const SANS_BOLD: FaceId = FaceId::Text(4);
pub(super) const SANS_ITALIC: FaceId = FaceId::Text(5);

static TEXT: [(&str, &[u8]); 6] = [
    ("PTSerif-Regular", include_bytes!("../../assets/fonts/PTSerif_400Regular.ttf")),
    ("PTSerif-Bold", include_bytes!("../../assets/fonts/PTSerif_700Bold.ttf")),
    ("PTSerif-Italic", include_bytes!("../../assets/fonts/PTSerif_400Regular_Italic.ttf")),
    ("PTSans-Regular", include_bytes!("../../assets/fonts/PTSans_400Regular.ttf")),
    ("PTSans-Bold", include_bytes!("../../assets/fonts/PTSans_700Bold.ttf")),
    ("PTSans-Italic", include_bytes!("../../assets/fonts/PTSans_400Regular_Italic.ttf")),
];

/// A parsed face.
pub(super) struct Face {
    pub(super) name: &'static str,
    pub(super) data: &'static [u8],
    parsed: Parsed<'static>,
    units: f32,
}

static FACES: LazyLock<Mutex<HashMap<FaceId, Option<&'static Face>>>> = LazyLock::new(Mutex::default);

/// A face; `None` for a KaTeX name that does not exist.
pub(super) fn face(id: FaceId) -> Option<&'static Face> {
    let mut faces = FACES.lock().unwrap_or_else(PoisonError::into_inner);
    *faces.entry(id).or_insert_with(|| load(id))
}

/// Faces live as long as the process: a handful of them, parsed once.
fn load(id: FaceId) -> Option<&'static Face> {
    let (name, data): (&'static str, &'static [u8]) = match id {
        FaceId::Text(index) => *TEXT.get(usize::from(index))?,
        FaceId::Katex(name) => (name, ratex_katex_fonts::ttf_bytes(&format!("{name}.ttf"))?.into_owned().leak()),
    };
    let parsed = Parsed::parse(data, 0).ok()?;
    let units = f32::from(parsed.units_per_em());
    Some(Box::leak(Box::new(Face { name, data, parsed, units })))
}

impl Face {
    /// The glyph of a character.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        self.parsed.glyph_index(c).map(|g| g.0)
    }

    /// Advance width in thousandths of the size, rounded: what the PDF's width table can say.
    pub(super) fn advance(&self, glyph: u16) -> u16 {
        let units = f32::from(self.parsed.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0));
        let thousandths = (units * 1000.0 / self.units).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "glyphs are a few em wide")]
        let rounded = thousandths.clamp(0.0, 60_000.0) as u16;
        rounded
    }

    /// Height of the letters above the baseline and depth below, in em.
    pub(super) fn extent(&self) -> (f32, f32) {
        (f32::from(self.parsed.ascender()) / self.units, -f32::from(self.parsed.descender()) / self.units)
    }

    /// Vertical limits for the font descriptor, in thousandths of an em: x min, y min, x max, y max.
    pub(super) fn bounds(&self) -> [i16; 4] {
        let b = self.parsed.global_bounding_box();
        let scale = |v: i16| {
            #[expect(clippy::cast_possible_truncation, reason = "a bounding box of a few em")]
            let scaled = (f32::from(v) * 1000.0 / self.units) as i16;
            scaled
        };
        [scale(b.x_min), scale(b.y_min), scale(b.x_max), scale(b.y_max)]
    }

    /// Draws a glyph's outline, for rasters.
    pub(super) fn outline(&self, glyph: u16, builder: &mut dyn ttf_parser::OutlineBuilder) {
        self.parsed.outline_glyph(GlyphId(glyph), builder);
    }

    /// Font units per em.
    pub(super) fn units(&self) -> f32 {
        self.units
    }
}
