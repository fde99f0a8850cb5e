//! Paragraphs, runs and tables of a Word document.

use std::fmt::Write;

use super::formula;
use crate::domain::rich::{Inline, Style};
use crate::domain::{Locale, Rich};

/// Width of the text, in twentieths of a point: 210 mm less the margins of 18 mm.
const MEASURE: u32 = 9_864;
/// A square of 5 mm, in twentieths of a point.
const SQUARE: u32 = 283;
/// Indent of what belongs to a task.
const INDENT: u32 = 454;
/// A column of ticks.
const NARROW: u32 = 1_420;
/// How the first paragraph of a task begins: before and after what it may say of the next paragraph.
const KEEP: (&str, &str) = (r#"<w:p><w:pPr><w:pStyle w:val="Task"/>"#, "</w:pPr>");
/// Characters of a blank at least, and at most.
const BLANK: (usize, usize) = (4, 24);

/// The body of a document in the making.
#[derive(Debug, Default)]
pub(super) struct Body {
    xml: String,
    pictures: Vec<Vec<u8>>,
    /// A picture that stands below the question of the task to come.
    figure: Option<Drawing>,
    /// Where the first paragraph of the last task says that it stays with the next one, and where it ends.
    question: Option<(usize, usize)>,
}

/// A drawing as Word shows it.
#[derive(Debug)]
pub(super) struct Drawing {
    /// Width and height in points.
    pub(super) size: (f32, f32),
    pub(super) jpeg: Vec<u8>,
    /// What it shows, for those who cannot see it.
    pub(super) words: String,
}

impl Body {
    /// The XML, and the JPEG pictures it refers to as `rId10` and on.
    pub(super) fn finish(self) -> (String, Vec<Vec<u8>>) {
        (self.xml, self.pictures)
    }

    /// Puts a drawing below the next question.
    pub(super) fn below_question(&mut self, drawing: Drawing) {
        self.figure = Some(drawing);
    }

    pub(super) fn picture(&mut self, drawing: Drawing) {
        let Drawing { size: (width, height), jpeg, words } = drawing;
        let words = escape(&words);
        // English Metric Units: 12,700 to the point.
        let emu = |points: f32| (f64::from(points) * 12_700.0).round();
        let (width, height, number) = (emu(width), emu(height), self.pictures.len() + 1);
        let id = self.pictures.len() + 10;
        self.pictures.push(jpeg);
        self.paragraph("Normal", &format!(r#"<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{number}" descr="{words}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#));
    }

    /// A paragraph of a named style.
    pub(super) fn paragraph(&mut self, style: &str, runs: &str) {
        let _ = write!(self.xml, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>"#);
    }

    /// The first paragraph of a task, its label in front.
    pub(super) fn task(&mut self, label: &str, runs: &str) {
        let label = run(label, Style { bold: true, ..Style::default() });
        let keep = self.xml.len() + KEEP.0.len();
        let _ = write!(self.xml, "{}{}{label}<w:r><w:tab/></w:r>{runs}</w:p>", KEEP.0, KEEP.1);
        self.question = Some((keep, self.xml.len()));
        if let Some(drawing) = self.figure.take() {
            self.picture(drawing);
        }
    }

    /// A task without room to write in must not hold on to the task after it.
    pub(super) fn end_task(&mut self) {
        if let Some((keep, end)) = self.question.take()
            && end == self.xml.len()
        {
            self.xml.insert_str(keep, r#"<w:keepNext w:val="0"/>"#);
        }
    }

    pub(super) fn page_break(&mut self) {
        self.xml.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
    }

    /// Empty lines to write on.
    pub(super) fn ruled(&mut self, count: usize) {
        for _ in 0..count {
            self.paragraph("Ruled", "");
        }
    }

    /// Squared paper of true 5 mm.
    pub(super) fn squares(&mut self, rows: usize) {
        let columns = (MEASURE - INDENT) / SQUARE;
        let widths: Vec<u32> = (0..columns).map(|_| SQUARE).collect();
        let row = vec![String::new(); widths.len()];
        self.grid(&widths, &vec![row; rows.max(1)], Some(SQUARE), "A6A6A6");
    }

    /// A table with all its lines; the first row may be a header, the first column may take the room
    /// that the others leave it.
    pub(super) fn table(&mut self, rows: &[Vec<String>], header: bool, wide_first: bool) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let width = (MEASURE - INDENT) / u32::try_from(columns).unwrap_or(1);
        let mut widths = vec![width; columns];
        if wide_first {
            let others = widths.iter_mut().skip(1).map(|width| {
                *width = NARROW;
                NARROW
            });
            let taken: u32 = others.sum();
            widths[0] = (MEASURE - INDENT).saturating_sub(taken).max(NARROW);
        }
        let mut rows = rows.to_vec();
        for (index, row) in rows.iter_mut().enumerate() {
            row.resize(columns, String::new());
            for (column, cell) in row.iter_mut().enumerate() {
                let style = match (header && index == 0, wide_first && column == 0) {
                    (true, _) => "CellHead",
                    (false, true) => "CellText",
                    (false, false) => "Cell",
                };
                *cell = format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{cell}</w:p>"#);
            }
        }
        self.grid(&widths, &rows, None, "000000");
    }

    fn grid(&mut self, widths: &[u32], rows: &[Vec<String>], height: Option<u32>, colour: &str) {
        let _ = write!(self.xml, r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/>"#, widths.iter().sum::<u32>());
        let _ = write!(self.xml, r#"<w:tblInd w:w="{INDENT}" w:type="dxa"/><w:tblBorders>"#);
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(self.xml, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>"#);
        }
        self.xml.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#);
        for width in widths {
            let _ = write!(self.xml, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.xml.push_str("</w:tblGrid>");
        for row in rows {
            let exact = height.map_or_else(
                || r#"<w:cantSplit/><w:trHeight w:val="400" w:hRule="atLeast"/>"#.to_owned(),
                |height| format!(r#"<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/>"#),
            );
            let _ = write!(self.xml, "<w:tr><w:trPr>{exact}</w:trPr>");
            for (cell, width) in row.iter().zip(widths) {
                let inside =
                    if cell.is_empty() { r#"<w:p><w:pPr><w:pStyle w:val="Tiny"/></w:pPr></w:p>"# } else { cell };
                let _ = write!(
                    self.xml,
                    r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>"#
                );
            }
            self.xml.push_str("</w:tr>");
        }
        // Word joins two tables that touch.
        self.xml.push_str(r#"</w:tbl><w:p><w:pPr><w:pStyle w:val="Tiny"/></w:pPr></w:p>"#);
    }
}

/// Text as XML; characters XML 1.0 does not allow are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// A run of plain text.
pub(super) fn literal(text: &str) -> String {
    run(text, Style::default())
}

fn run(text: &str, style: Style) -> String {
    let mut look = String::new();
    for (on, mark) in [
        (style.bold, "<w:b/>"),
        (style.italic, "<w:i/>"),
        (style.underline, r#"<w:u w:val="single"/>"#),
        (style.superscript, r#"<w:vertAlign w:val="superscript"/>"#),
        (style.subscript, r#"<w:vertAlign w:val="subscript"/>"#),
    ] {
        if on {
            look.push_str(mark);
        }
    }
    format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#, escape(text))
}

/// Rich text as runs and formulas; a blank has room for an answer of `letters` characters.
pub(super) fn rich(text: &Rich, locale: Locale, letters: usize) -> String {
    let mut runs = String::new();
    for inline in text.inlines() {
        match inline {
            Inline::Text { text, style } => runs.push_str(&run(&text, style)),
            Inline::Math(latex) => runs.push_str(&formula::formula(&latex, locale)),
            Inline::Blank(_) => {
                let length = (letters * 2).clamp(BLANK.0, BLANK.1);
                runs.push_str(&run(&"_".repeat(length), Style::default()));
            }
        }
    }
    runs
}
