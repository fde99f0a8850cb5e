//! Pages: pieces flow into them, headings stay with what follows, footers come last.

mod breaks;

use super::PageOptions;
use super::block::Piece;
use super::drawing::{Item, MM, Segment, Shape};
use super::setting::{Align, Look, MEASURE, Setting};
use crate::domain::Rich;
use breaks::Group;

/// A4, pt.
pub(crate) const WIDTH: f32 = 210.0 * MM;
/// A4, pt.
pub(crate) const HEIGHT: f32 = 297.0 * MM;
/// Room for the binder's holes.
pub(crate) const LEFT: f32 = 20.0 * MM;
const TOP: f32 = 13.0 * MM;
/// Lowest edge of the text.
const BOTTOM: f32 = 273.0 * MM;
/// Lowest edge of the footer.
const FOOT: f32 = 287.0 * MM;
/// Side of the code, its quiet zone of four modules included in the margin around.
const QR: f32 = 12.0 * MM;

/// The part of the paper that pieces flow into.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    /// Lowest edge of the pieces.
    pub(crate) bottom: f32,
    /// Lowest edge of the footer.
    pub(crate) foot: f32,
}

impl Frame {
    /// A whole page.
    pub(crate) const PAGE: Self = Self { left: LEFT, top: TOP, width: MEASURE, bottom: BOTTOM, foot: FOOT };

    fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The part of its height above `y`.
    fn share(&self, y: f32) -> f32 {
        (y - self.top) / self.height()
    }

    /// Left, top, right and bottom that nothing may cross; hairs of letters aside.
    pub(crate) fn edges(&self) -> [f32; 4] {
        [self.left - 2.0, self.top - 5.0 * MM, self.left + self.width + 2.0, self.foot + 2.0 * MM]
    }
}

/// A finished page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
    /// What it must stay within: left, top, right and bottom.
    pub(crate) edges: [f32; 4],
}

/// Pages in the making.
pub(crate) struct Flow {
    frame: Frame,
    /// The part of the usual distance between tasks that is kept.
    distance: f32,
    pages: Vec<Page>,
    /// What stands in the part that is not on its pages yet.
    groups: Vec<Group>,
    /// First page of every part that is numbered by itself, and the part's name.
    parts: Vec<(usize, Option<String>)>,
}

impl Flow {
    pub(crate) fn new(frame: Frame, setting: &Setting) -> Self {
        let distance = if setting.layout.ink_saving { 0.7 } else { 1.0 };
        Self { frame, distance, pages: Vec::new(), groups: Vec::new(), parts: Vec::new() }
    }

    /// Begins a part on a new page; its pages are numbered from 1.
    pub(crate) fn part(&mut self, name: Option<String>) {
        self.end_part();
        self.parts.push((self.pages.len(), name));
    }

    fn end_part(&mut self) {
        let groups = std::mem::take(&mut self.groups);
        if groups.is_empty() {
            return;
        }
        let plan = breaks::plan(&groups, &self.frame, self.distance);
        let first = self.pages.len();
        let pieces = groups.into_iter().flat_map(|group| group.pieces);
        for (piece, (page, y)) in pieces.zip(plan.places) {
            while self.pages.len() <= first + page {
                self.pages.push(Page { items: Vec::new(), edges: self.frame.edges() });
            }
            let left = self.frame.left;
            self.pages[first + page].items.extend(piece.items.into_iter().map(|mut item| {
                item.shift(left, y);
                item
            }));
        }
    }

    /// Adds the pieces of a task; what is kept together moves to the next page together.
    pub(crate) fn task(&mut self, pieces: Vec<Piece>) {
        self.flow(pieces, true);
    }

    /// Adds pieces that are no task.
    pub(crate) fn add(&mut self, pieces: Vec<Piece>) {
        self.flow(pieces, false);
    }

    fn flow(&mut self, pieces: Vec<Piece>, mut opens: bool) {
        let mut group = Vec::new();
        let mut rest = pieces.into_iter().peekable();
        while let Some(mut piece) = rest.next() {
            piece.fit(self.frame.width, self.frame.height());
            let closes = !piece.keep || rest.peek().is_none();
            group.push(piece);
            if closes {
                self.groups.push(Group { pieces: std::mem::take(&mut group), opens: std::mem::take(&mut opens) });
            }
        }
    }

    /// Adds the footers: page of pages, code, and a remark; a single page has no number unless `numbered`.
    pub(crate) fn finish(
        mut self,
        setting: &mut Setting,
        options: &PageOptions<'_>,
        remark: Option<&str>,
        numbered: bool,
    ) -> Vec<Page> {
        self.end_part();
        let Frame { left, width, foot, .. } = self.frame;
        let linked = options.link.or(options.code.filter(|_| numbered));
        let qr = linked.and_then(|text| qr_symbol(text, left + width - QR, foot - QR));
        let total = self.pages.len();
        for index in 0..total {
            let (first, name) = self.parts.iter().rev().find(|(first, _)| *first <= index).cloned().unwrap_or_default();
            let next = self.parts.iter().map(|(first, _)| *first).find(|first| *first > index).unwrap_or(total);
            let pages = (numbered || next - first > 1).then_some((index - first + 1, next - first));
            let words: Vec<_> = name.as_deref().into_iter().chain(remark).collect();
            let mut items = footer(setting, &self.frame, options.code, qr.is_some(), &words, pages);
            items.extend(qr.clone());
            self.pages[index].items.extend(items);
        }
        self.pages
    }
}

fn footer(
    setting: &mut Setting,
    frame: &Frame,
    code: Option<&str>,
    with_qr: bool,
    words: &[&str],
    pages: Option<(usize, usize)>,
) -> Vec<Item> {
    let small = |align| Look { size: 8.0, bold: false, italic: false, align, element: None, blanks: Vec::new() };
    let baseline = frame.foot - 1.0 * MM;
    let mut items = Vec::new();
    let mut put = |setting: &mut Setting, text: &str, look: &Look, left: f32, width: f32| {
        let lines = setting.lines(&Rich::literal(text), width, look);
        let count = lines.len();
        for (i, line) in lines.into_iter().enumerate() {
            let lift = (count - 1 - i) as f32 * look.size * 1.2;
            items.extend(line.items.into_iter().map(|mut item| {
                item.shift(frame.left + left, baseline - lift);
                item
            }));
        }
    };
    let side = if pages.is_some() { 0.42 } else { 0.55 };
    if let Some((page, pages)) = pages {
        let numbers = [("page", page.into()), ("pages", pages.into())];
        let number = crate::i18n::text_with(setting.locale, "page-number", &numbers);
        put(setting, &number, &small(Align::Center), 0.0, frame.width);
    }
    put(setting, &words.join(" · "), &small(Align::Left), 0.0, frame.width * side);
    if let Some(code) = code {
        let width = frame.width * side.min(1.0 - side) - if with_qr { QR + 3.0 * MM } else { 0.0 };
        put(setting, code, &small(Align::Right), frame.width * side.max(1.0 - side), width);
    }
    items
}

/// The code as a QR symbol, one filled path.
fn qr_symbol(text: &str, x: f32, y: f32) -> Option<Item> {
    let code = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium).ok()?;
    let modules = code.size();
    let side = QR / modules as f32;
    let mut path = Vec::new();
    for row in 0..modules {
        let mut column = 0;
        while column < modules {
            let start = column;
            while column < modules && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                let (left, right) = (x + start as f32 * side, x + column as f32 * side);
                let (top, bottom) = (y + row as f32 * side, y + (row + 1) as f32 * side);
                path.extend([Segment::Move(left, top), Segment::Line(right, top)]);
                path.extend([Segment::Line(right, bottom), Segment::Line(left, bottom)]);
            }
            column += 1;
        }
    }
    Some(Item::decoration(Shape::Fill { path, gray: 0.0 }))
}

/// Whether everything on a page stands within the part of the paper it has.
pub(crate) fn within_margins(page: &Page) -> bool {
    let [left, top, right, bottom] = page.edges;
    let inside = |b: [f32; 4]| b[0] >= left && b[1] >= top && b[2] <= right && b[3] <= bottom;
    page.items.iter().filter_map(Item::bounds).all(inside)
}
