//! Pages: pieces flow into them, headings stay with what follows, footers come last.

use super::PageOptions;
use super::block::Piece;
use super::drawing::{Item, MM, Segment, Shape};
use super::setting::{Align, Look, MEASURE, Setting};
use crate::domain::Rich;

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

/// A finished page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
}

/// Pages in the making.
pub(crate) struct Flow {
    pub(crate) pages: Vec<Page>,
    y: f32,
    /// Where tasks begin on the page: items from this index on may move down.
    starts: Vec<usize>,
    /// First page of every part that is numbered by itself, and the part's name.
    parts: Vec<(usize, Option<String>)>,
}

impl Flow {
    pub(crate) fn new() -> Self {
        Self { pages: Vec::new(), y: TOP, starts: Vec::new(), parts: Vec::new() }
    }

    /// Begins a part on a new page; its pages are numbered from 1.
    pub(crate) fn part(&mut self, name: Option<String>) {
        self.end_part();
        self.parts.push((self.pages.len(), name));
        self.page();
    }

    fn page(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
        self.starts.clear();
    }

    /// Spreads the tasks of a part that fills only some of its only page.
    pub(crate) fn end_part(&mut self) {
        let only = self.parts.last().is_some_and(|(first, _)| first + 1 == self.pages.len());
        if only {
            self.spread(BOTTOM - self.y, 5.0 * MM);
        }
        self.starts.clear();
    }

    fn spread(&mut self, spare: f32, most: f32) {
        let Some(page) = self.pages.last_mut() else { return };
        let gaps = self.starts.len().saturating_sub(1);
        if gaps == 0 || spare <= 0.0 {
            return;
        }
        let each = (spare / gaps as f32).min(most);
        for (i, start) in self.starts.iter().enumerate().skip(1) {
            let end = self.starts.get(i + 1).copied().unwrap_or(page.items.len());
            page.items[*start..end].iter_mut().for_each(|item| item.shift(0.0, each * i as f32));
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

    fn flow(&mut self, pieces: Vec<Piece>, mut opens_task: bool) {
        if self.pages.is_empty() {
            self.page();
        }
        let mut group: Vec<Piece> = Vec::new();
        let mut rest = pieces.into_iter().peekable();
        while let Some(piece) = rest.next() {
            let closes = !piece.keep || rest.peek().is_none();
            group.push(piece);
            if closes {
                self.group(std::mem::take(&mut group), std::mem::take(&mut opens_task));
            }
        }
    }

    fn group(&mut self, pieces: Vec<Piece>, opens_task: bool) {
        let height: f32 = pieces.iter().enumerate().map(|(i, p)| p.height + if i > 0 { p.above } else { 0.0 }).sum();
        let above = pieces.first().map_or(0.0, |p| p.above);
        let used = self.y > TOP;
        if used && self.y + above + height > BOTTOM && height <= BOTTOM - TOP {
            // A page that ends early is filled by a little more air between its tasks.
            self.spread(BOTTOM - self.y, 3.0 * MM);
            self.page();
        }
        if opens_task && let Some(page) = self.pages.last() {
            self.starts.push(page.items.len());
        }
        for piece in pieces {
            self.place(piece);
        }
    }

    fn place(&mut self, mut piece: Piece) {
        piece.fit(MEASURE, BOTTOM - TOP);
        if self.y > TOP {
            if self.y + piece.above + piece.height > BOTTOM + 0.01 {
                self.page();
            } else {
                self.y += piece.above;
            }
        }
        let y = self.y;
        self.y += piece.height;
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(piece.items.into_iter().map(|mut item| {
                item.shift(LEFT, y);
                item
            }));
        }
    }

    /// Adds the footers: page of pages, code, and a remark.
    pub(crate) fn finish(
        mut self,
        setting: &mut Setting,
        options: &PageOptions<'_>,
        remark: Option<&str>,
    ) -> Vec<Page> {
        self.end_part();
        let qr = options.link.or(options.code).and_then(|text| qr(text, LEFT + MEASURE - QR, FOOT - QR));
        let total = self.pages.len();
        for index in 0..total {
            let (first, name) = self.parts.iter().rev().find(|(first, _)| *first <= index).cloned().unwrap_or_default();
            let next = self.parts.iter().map(|(first, _)| *first).find(|first| *first > index).unwrap_or(total);
            let (page, pages) = (index - first + 1, next - first);
            let mut items = footer(setting, options.code, qr.is_some(), remark, name.as_deref(), (page, pages));
            items.extend(qr.clone());
            self.pages[index].items.extend(items);
        }
        self.pages
    }
}

fn footer(
    setting: &mut Setting,
    code: Option<&str>,
    with_qr: bool,
    remark: Option<&str>,
    part: Option<&str>,
    (page, pages): (usize, usize),
) -> Vec<Item> {
    let small = |align| Look { size: 8.0, bold: false, italic: false, align, element: None, blanks: Vec::new() };
    let numbers = [("page", page.into()), ("pages", pages.into())];
    let number = crate::i18n::text_with(setting.locale, "page-number", &numbers);
    let baseline = FOOT - 1.0 * MM;
    let mut items = Vec::new();
    let mut put = |setting: &mut Setting, text: &str, look: &Look, left: f32, width: f32| {
        let lines = setting.lines(&Rich::literal(text), width, look);
        let count = lines.len();
        for (i, line) in lines.into_iter().enumerate() {
            let lift = (count - 1 - i) as f32 * look.size * 1.2;
            items.extend(line.items.into_iter().map(|mut item| {
                item.shift(LEFT + left, baseline - lift);
                item
            }));
        }
    };
    put(setting, &number, &small(Align::Center), 0.0, MEASURE);
    let left: Vec<_> = part.into_iter().chain(remark).collect();
    put(setting, &left.join(" · "), &small(Align::Left), 0.0, MEASURE * 0.42);
    if let Some(code) = code {
        let width = MEASURE * 0.42 - if with_qr { QR + 3.0 * MM } else { 0.0 };
        put(setting, code, &small(Align::Right), MEASURE * 0.58, width);
    }
    items
}

/// The code as a QR symbol, one filled path.
fn qr(text: &str, x: f32, y: f32) -> Option<Item> {
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

/// Whether everything on a page stands within the part of the paper that printers reach.
pub(crate) fn within_margins(page: &Page) -> bool {
    let inside = |[left, top, right, bottom]: [f32; 4]| {
        left >= LEFT - 2.0 && right <= LEFT + MEASURE + 2.0 && top >= 8.0 * MM && bottom <= 289.0 * MM
    };
    page.items.iter().filter_map(Item::bounds).all(inside)
}
