//! Pages: blocks put below each other, groups kept together, footers at the end.

use super::PageOptions;
use super::block::Block;
use super::draw::{Fragment, Item};
use super::fonts::SANS;
use crate::domain::Locale;
use crate::i18n;

/// A4 in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// Room for the binder on the left.
pub(super) const LEFT: f32 = 56.7;
const RIGHT: f32 = 39.7;
const TOP: f32 = 39.7;
const BOTTOM: f32 = 53.9;
/// Width of the text.
pub(super) const TEXT: f32 = WIDTH - LEFT - RIGHT;
const ROOM: f32 = HEIGHT - TOP - BOTTOM;

/// A page of drawn things; y from its top.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    pub(super) items: Vec<Item>,
}

/// Fills pages from top to bottom.
#[derive(Default)]
pub(super) struct Pages {
    done: Vec<Page>,
    current: Page,
    used: f32,
    /// Blocks that wait for what must follow them on the same page.
    held: Vec<Block>,
}

impl Pages {
    /// Puts a group on the page, or on the next if it does not fit. A group higher than a page is
    /// broken between its blocks.
    pub(super) fn put(&mut self, group: Vec<Block>) {
        if group.last().is_some_and(|block| block.with_next) {
            self.held.extend(group);
            return;
        }
        let mut blocks = std::mem::take(&mut self.held);
        blocks.extend(group);
        let height: f32 = blocks.iter().map(|b| b.height).sum();
        if self.used > 0.0 && self.used + height > ROOM && height <= ROOM {
            self.turn();
        }
        for block in blocks {
            if self.used > 0.0 && self.used + block.height > ROOM {
                self.turn();
            }
            for mut item in block.items {
                item.shift(LEFT, TOP + self.used);
                self.current.items.push(item);
            }
            self.used += block.height;
        }
    }

    /// Begins a new page if this one has anything on it.
    pub(super) fn turn(&mut self) {
        if self.used > 0.0 {
            self.done.push(std::mem::take(&mut self.current));
            self.used = 0.0;
        }
    }

    /// The pages, their footers drawn: «n из N», the short code.
    pub(super) fn finish(mut self, locale: Locale, options: &PageOptions<'_>) -> Vec<Page> {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            self.put([held, vec![Block::room(0.1)]].concat());
        }
        self.turn();
        let total = self.done.len();
        for (page, number) in self.done.iter_mut().zip(1_usize..) {
            let words = i18n::text_with(
                locale,
                "page-number",
                &[("page", number.to_string().into()), ("pages", total.to_string().into())],
            );
            let y = HEIGHT - 28.0;
            let mut number = Fragment::text(&words, SANS, 8.5, 0.0);
            let x = LEFT + (TEXT - number.width) / 2.0;
            number.items.iter_mut().for_each(|item| item.shift(x, y));
            page.items.append(&mut number.items);
            if let Some(code) = options.code {
                let mut code = Fragment::text(&format!("Listok · {code}"), SANS, 7.5, 0.0);
                let x = LEFT + TEXT - code.width;
                code.items.iter_mut().for_each(|item| item.shift(x, y));
                page.items.append(&mut code.items);
            }
        }
        self.done
    }
}
