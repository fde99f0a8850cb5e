//! Cards: several on a page, each a variant with a name to write, to be cut apart along dashed lines.

use super::block::{Piece, together};
use super::drawing::{Item, MM, Role, Shape};
use super::page::{Flow, Frame, HEIGHT, Page, WIDTH, within_margins};
use super::setting::{Look, Setting};
use super::sheet::{name_row, sections, subject_line, title_row, variant_name};
use super::{PageOptions, Problem, sheet};
use crate::domain::layout::Cards;
use crate::domain::worksheet::{Origin, Worksheet};

/// Printers do not reach the rim of the paper.
const RIM: f32 = 5.0 * MM;

/// Rows and columns of equal cards.
#[derive(Debug, Clone, Copy)]
struct Grid {
    columns: usize,
    rows: usize,
}

impl Grid {
    const fn of(cards: Cards) -> Self {
        match cards {
            Cards::Two => Self { columns: 1, rows: 2 },
            Cards::Four => Self { columns: 2, rows: 2 },
            Cards::Six => Self { columns: 2, rows: 3 },
        }
    }

    const fn cards(self) -> usize {
        self.columns * self.rows
    }

    fn size(self) -> (f32, f32) {
        (WIDTH / self.columns as f32, HEIGHT / self.rows as f32)
    }

    /// What a card holds, from its own corner.
    fn frame(self, with_symbol: bool) -> Frame {
        let (width, height) = self.size();
        let side = if self.columns == 1 { 15.0 * MM } else { 9.0 * MM };
        let foot = height - 8.0 * MM;
        let bottom = foot - if with_symbol { 14.0 * MM } else { 6.5 * MM };
        Frame { left: side, top: 9.0 * MM, width: width - 2.0 * side, bottom, foot }
    }

    /// The smallest cards that hold every variant, at most `most` a page; none where only a whole page does.
    fn fitting(worksheet: &Worksheet, most: Cards, options: &PageOptions<'_>) -> Option<Self> {
        // The first grades read whole lines, not columns (SanPiN 1.2.3685-21).
        let most = if worksheet.grade.number() <= 4 || worksheet.large_print { Cards::Two } else { most };
        let mut trial = Setting::sheet(worksheet);
        let mut holds = |grid| {
            (0..worksheet.variants.len()).all(|index| card(&mut trial, worksheet, index, grid, options).len() == 1)
        };
        let mut grids = [Cards::Six, Cards::Four, Cards::Two].into_iter().filter(|cards| *cards <= most).map(Self::of);
        grids.find(|grid| holds(*grid))
    }
}

/// Every variant once, then once more while cards fill the last page; a sheet too long for a card is an ordinary one.
pub(super) fn set(setting: &mut Setting, worksheet: &Worksheet, most: Cards, options: &PageOptions<'_>) -> Vec<Page> {
    let Some(grid) = Grid::fitting(worksheet, most, options) else { return sheet::set(setting, worksheet, options) };
    let count = worksheet.variants.len().max(1);
    let pages = count.div_ceil(grid.cards());
    let mut cards = Vec::new();
    for index in 0..pages * grid.cards() {
        for card in card(setting, worksheet, index % count, grid, options) {
            if !within_margins(&card) {
                setting.problems.push(Problem::Outside(index / grid.cards() + 1));
            }
            cards.push(card);
        }
    }
    impose(cards, grid)
}

/// A variant on as many cards as it takes, one where the grid fits; positions count from the corner of the card.
fn card(
    setting: &mut Setting,
    worksheet: &Worksheet,
    index: usize,
    grid: Grid,
    options: &PageOptions<'_>,
) -> Vec<Page> {
    // On a small card the symbol would take the room of a task.
    let options = PageOptions { link: options.link.filter(|_| grid.rows == 2), ..*options };
    let frame = grid.frame(options.link.is_some());
    setting.measure = frame.width;
    let name = (worksheet.variants.len() > 1).then(|| variant_name(worksheet, index));
    let mut flow = Flow::new(frame, setting);
    flow.part(None);
    flow.add(opening(setting, worksheet, name.as_deref()));
    if let Some(variant) = worksheet.variants.get(index) {
        sections(setting, variant, index, &mut flow);
    }
    let demonstration = (worksheet.origin == Origin::Demonstration).then(|| setting.text("page-demonstration"));
    let remark = demonstration.unwrap_or_else(|| subject_line(worksheet));
    flow.finish(setting, &options, Some(&remark), false)
}

fn opening(setting: &mut Setting, worksheet: &Worksheet, variant: Option<&str>) -> Vec<Piece> {
    let size = if setting.size >= 14.0 { 12.0 } else { 9.5 };
    let mut pieces = vec![name_row(setting, &[("page-name", 3.4), ("page-class", 0.8)], size)];
    let element = Some(setting.outline.add(Role::Title));
    let look = Look { size: setting.size * 1.1, bold: true, element, ..setting.body() };
    pieces.push(title_row(setting, &worksheet.title, variant, &look).above(setting.size * 0.7));
    if let Some(instruction) = worksheet.instruction.as_ref().filter(|text| !text.is_blank()) {
        let look = setting.running();
        let mut lines = setting.paragraph(instruction, setting.measure, &look);
        if let Some(first) = lines.first_mut() {
            first.above = setting.size * 0.3;
        }
        pieces.extend(lines);
    }
    together(pieces)
}

/// Puts cards into the cells of pages and draws the lines to cut along.
fn impose(cards: Vec<Page>, grid: Grid) -> Vec<Page> {
    let (width, height) = grid.size();
    let mut pages: Vec<Page> = Vec::new();
    for (index, card) in cards.into_iter().enumerate() {
        let cell = index % grid.cards();
        if cell == 0 {
            pages
                .push(Page { items: cuts(grid), edges: [RIM - 1.0, RIM - 1.0, WIDTH - RIM + 1.0, HEIGHT - RIM + 1.0] });
        }
        let (x, y) = ((cell % grid.columns) as f32 * width, (cell / grid.columns) as f32 * height);
        if let Some(page) = pages.last_mut() {
            page.items.extend(card.items.into_iter().map(|mut item| {
                item.shift(x, y);
                item
            }));
        }
    }
    pages
}

/// Dashed lines between cards, with a whole stroke at both ends to lay the ruler on.
fn cuts(grid: Grid) -> Vec<Item> {
    let (width, height) = grid.size();
    let mut chains = Vec::new();
    let dashes = |length: f32| {
        let (dash, step, mark) = (2.0 * MM, 4.0 * MM, 5.0 * MM);
        let count = ((length - 2.0 * RIM - 2.0 * mark) / step).floor().max(0.0) as usize;
        let start = RIM + mark + step - dash;
        let middle = (0..count).map(move |i| start + i as f32 * step).map(move |from| (from, from + dash));
        [(RIM, RIM + mark), (length - RIM - mark, length - RIM)].into_iter().chain(middle)
    };
    for column in 1..grid.columns {
        let x = column as f32 * width;
        chains.extend(dashes(HEIGHT).map(|(from, to)| vec![(x, from), (x, to)]));
    }
    for row in 1..grid.rows {
        let y = row as f32 * height;
        chains.extend(dashes(WIDTH).map(|(from, to)| vec![(from, y), (to, y)]));
    }
    vec![Item::decoration(Shape::Stroke { chains, width: 0.4, gray: 0.0 })]
}
