//! What holds for a whole document while it is being set: measures, language, caches, findings.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Problem;
use super::drawing::{Element, MM, Outline, Role};
use super::font::{FaceId, Family, Shaped};
use super::math::{self, Formula};
use crate::domain::{Layout, Locale, Rich, Subject, Worksheet};

/// Width of the page's text area: A4 less 20 mm on the binder's side and 15 mm on the other.
pub(crate) const MEASURE: f32 = 175.0 * MM;

/// State of one document's setting.
pub(crate) struct Setting {
    pub(crate) locale: Locale,
    pub(crate) family: Family,
    /// Body size, pt.
    pub(crate) size: f32,
    pub(crate) grade: u8,
    pub(crate) large_print: bool,
    pub(crate) layout: Layout,
    /// Width of the text, pt.
    pub(crate) measure: f32,
    pub(crate) writing: Writing,
    pub(crate) outline: Outline,
    pub(crate) problems: Vec<Problem>,
    /// Variant and task being set, for findings.
    pub(crate) place: (u8, u16),
    formulas: BTreeMap<String, Option<Rc<Formula>>>,
    words: BTreeMap<(FaceId, String), Rc<[Shaped]>>,
}

/// Lines to write on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// One below the other.
    Plain,
    /// Rows for small letters with slanted lines, as in the copybooks of grade 1.
    Slanted,
    /// The same with a slanted line here and there, as in the copybooks of grade 2.
    Sparse,
}

/// How a paragraph looks.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// Type size, pt.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) align: Align,
    pub(crate) element: Option<Element>,
    /// Widths of the blanks, blank 1 first.
    pub(crate) blanks: Vec<f32>,
}

/// How lines stand in their measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
    /// Both edges straight, words divided.
    Justify,
}

/// Slanted lines lead the hand where Russian letters are learnt.
fn writing(worksheet: &Worksheet) -> Writing {
    let russian = matches!(worksheet.subject, Subject::Russian | Subject::Literature);
    match worksheet.grade.number() {
        1 if russian => Writing::Slanted,
        2 if russian => Writing::Sparse,
        _ => Writing::Plain,
    }
}

impl Setting {
    /// The setting of a pupil's sheet: size and family follow the grade (government decree 307/2009 has the sizes).
    pub(crate) fn sheet(worksheet: &Worksheet) -> Self {
        let grade = worksheet.grade.number();
        let (size, family) = match grade {
            1 => (18.0, Family::Sans),
            2 => (16.0, Family::Sans),
            3..=4 => (14.0, Family::Sans),
            _ => (12.0, Family::Serif),
        };
        Self::new(worksheet, if worksheet.large_print { size + 4.0 } else { size }, family)
    }

    /// The setting of a key: compact, the same for every grade.
    pub(crate) fn key(worksheet: &Worksheet) -> Self {
        Self::new(worksheet, 10.5, Family::Serif)
    }

    fn new(worksheet: &Worksheet, size: f32, family: Family) -> Self {
        Self {
            locale: worksheet.locale,
            family,
            size,
            grade: worksheet.grade.number(),
            large_print: worksheet.large_print,
            layout: worksheet.layout,
            measure: MEASURE,
            writing: writing(worksheet),
            outline: Outline::default(),
            problems: Vec::new(),
            place: (0, 0),
            formulas: BTreeMap::new(),
            words: BTreeMap::new(),
        }
    }

    /// Body text of a new paragraph.
    pub(crate) fn body(&mut self) -> Look {
        let element = Some(self.outline.add(Role::Paragraph));
        Look { size: self.size, bold: false, italic: false, align: Align::Left, element, blanks: Vec::new() }
    }

    /// Body text that may be set justified in a wide measure; lower grades keep a ragged edge and whole words.
    pub(crate) fn running(&mut self) -> Look {
        let wide = self.measure > 120.0 * MM;
        let align = if self.grade >= 5 && !self.large_print && wide { Align::Justify } else { Align::Left };
        Look { align, ..self.body() }
    }

    /// Where the text of a task begins, right of its hanging number.
    pub(crate) fn indent(&self) -> f32 {
        (self.size * 1.9).max(8.0 * MM)
    }

    pub(crate) fn text(&self, key: &str) -> String {
        crate::i18n::text(self.locale, key)
    }

    /// The formula, or nothing when it cannot be read; that is noted once.
    pub(crate) fn formula(&mut self, latex: &str) -> Option<Rc<Formula>> {
        if let Some(known) = self.formulas.get(latex) {
            return known.clone();
        }
        let set = match math::set(latex, self.family, self.locale) {
            Ok(formula) => Some(Rc::new(formula)),
            Err(reason) => {
                let (variant, task) = self.place;
                self.problems.push(Problem::Formula { variant, task, source: latex.to_owned(), reason });
                None
            }
        };
        self.formulas.insert(latex.to_owned(), set.clone());
        set
    }

    pub(crate) fn shape(&mut self, face: FaceId, word: &str) -> Rc<[Shaped]> {
        let key = (face, word.to_owned());
        Rc::clone(self.words.entry(key).or_insert_with(|| face.shape(word).into()))
    }

    /// The face for `c`, and `c` itself or what stands in for a character no face has.
    pub(crate) fn covering(&mut self, face: FaceId, c: char) -> (FaceId, char) {
        if let Some(face) = face.covering(c) {
            return (face, c);
        }
        let problem = Problem::Character(c);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
        let stand_in = '\u{25a1}';
        face.covering(stand_in).map_or((face, '?'), |face| (face, stand_in))
    }

    /// Width of a text set in one line.
    pub(crate) fn width_of(&mut self, rich: &Rich, look: &Look) -> f32 {
        let ragged = Look { align: Align::Left, ..look.clone() };
        self.lines(rich, f32::INFINITY, &ragged).iter().map(|line| line.width).fold(0.0, f32::max)
    }
}
