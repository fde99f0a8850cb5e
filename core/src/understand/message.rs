//! A message while it is read: slots take the tokens they understand, the rest may be the topic.

use super::lexicon::{self, Tag};
use super::numbers;
use super::tokens::{Gap, Token, tokens};
use super::{curriculum, layout};

pub(super) struct Message {
    pub tokens: Vec<Token>,
    marks: Vec<Vec<(usize, Tag)>>,
}

impl Message {
    /// Cuts the text, mends slips and finds the phrases.
    pub(super) fn read(text: &str) -> Self {
        Self::of(&layout::put_right(text))
    }

    /// The same for a text whose letters are right.
    pub(super) fn of(text: &str) -> Self {
        let mut tokens = tokens(text);
        for at in 0..tokens.len() {
            let word = tokens[at].word.clone();
            let whole = curriculum::is_word(&word);
            if !tokens[at].is_word() || word.chars().count() < 4 || whole && !curriculum::may_be_cut(&word) {
                continue;
            }
            // A capital inside a sentence begins a name, which is nobody's slip.
            if tokens[at].capital && at > 0 && tokens[at].gap < Gap::Dot && !tokens[at - 1].capital {
                continue;
            }
            let next = tokens.get(at + 1);
            let dot = next.is_some_and(|next| next.gap == Gap::Dot);
            let next = next.map(|next| next.word.clone());
            let completed = || curriculum::completed(&word, next.as_deref());
            let agrees =
                completed().filter(|whole| next.as_deref().is_some_and(|next| curriculum::joined(whole, next)));
            let whole = match agrees {
                Some(whole) => Some(whole),
                None if whole => None,
                None if curriculum::has_form(&word) => None,
                None if dot => completed().or_else(|| curriculum::mended(&word)),
                None => curriculum::mended(&word).or_else(completed),
            };
            if let Some(whole) = whole {
                tokens[at].mend(&whole);
            }
        }
        let marks = lexicon::marks(&tokens);
        Self { tokens, marks }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn free(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.taken)
    }

    /// The word at a place, empty when it is taken.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|token| !token.taken).map_or("", |token| &token.word)
    }

    /// What stands before a token; the message ends with a stop.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Stop, |token| token.gap)
    }

    pub(super) fn take(&mut self, from: usize, count: usize) {
        self.tokens.iter_mut().skip(from).take(count).for_each(|token| token.taken = true);
    }

    /// Takes a span with the small words right before it.
    pub(super) fn take_with(&mut self, from: usize, count: usize, small: &[&str]) {
        let mut from = from;
        let mut count = count;
        while from > 0 && self.gap(from) <= Gap::Space && small.contains(&self.word(from - 1)) {
            from -= 1;
            count += 1;
        }
        self.take(from, count);
    }

    /// The longest free phrase at a place that means what is wanted.
    pub(super) fn mark<T>(&self, at: usize, wanted: impl Fn(Tag) -> Option<T>) -> Option<(usize, T)> {
        let marks = self.marks.get(at)?.iter().filter(|(len, _)| (at..at + len).all(|i| self.free(i)));
        marks.filter_map(|(len, tag)| Some((*len, wanted(*tag)?))).max_by_key(|(len, _)| *len)
    }

    /// Length of a phrase with the tag; none when there is none.
    pub(super) fn is(&self, at: usize, tag: Tag) -> Option<usize> {
        self.mark(at, |found| (found == tag).then_some(())).map(|(len, ())| len)
    }

    /// A unit that tasks are counted in.
    pub(super) fn unit(&self, at: usize) -> Option<usize> {
        self.mark(at, |found| matches!(found, Tag::Unit { .. }).then_some(())).map(|(len, ())| len)
    }

    /// The first phrase that means what is wanted.
    pub(super) fn find<T>(&self, wanted: impl Fn(Tag) -> Option<T>) -> Option<(usize, usize, T)> {
        (0..self.len()).find_map(|at| self.mark(at, &wanted).map(|(len, value)| (at, len, value)))
    }

    /// Whether any token, taken or not, begins so.
    pub(super) fn has(&self, stems: &[&str]) -> bool {
        self.tokens.iter().any(|token| stems.iter().any(|stem| token.word.starts_with(stem)))
    }

    /// Whether any token, taken or not, is one of the words.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.word.as_str()))
    }

    /// A free number at a place: how many tokens it has, and its value.
    pub(super) fn number(&self, at: usize) -> Option<(usize, u16)> {
        if !self.free(at) {
            return None;
        }
        let token = &self.tokens[at];
        if let Some(digits) = token.digits {
            return (!token.ordinal).then_some((1, digits));
        }
        let joined = |i: usize| self.free(i) && self.gap(i) <= Gap::Space;
        if token.word == "полтора" && joined(at + 1) && self.word(at + 1).starts_with("десятк") {
            return Some((2, 15));
        }
        if let Some((tens, ones)) = token.word.split_once('-')
            && let (Some(tens @ 20..), Some(ones @ 1..10)) = (numbers::cardinal(tens), numbers::cardinal(ones))
        {
            return Some((1, tens + ones));
        }
        if token.word == "half" && self.word(at + 1) == "a" && self.word(at + 2) == "dozen" {
            return Some((3, 6));
        }
        let first = numbers::cardinal(&token.word)?;
        if joined(at + 1) && self.word(at + 1).starts_with("десятк") {
            return Some((2, first * 10));
        }
        if first >= 20
            && joined(at + 1)
            && let Some(second @ 1..10) = numbers::cardinal(self.word(at + 1))
        {
            return Some((2, first + second));
        }
        Some((1, first))
    }

    /// Whether a number belongs to the topic: «до 10», «в пределах 20», «число 5».
    pub(super) fn topic_number(&self, at: usize, len: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| self.gap(at) <= Gap::Space).map_or("", |before| self.word(before));
        let measured = ["до", "пределах", "within", "under", "числа", "чисел", "число", "числами", "numbers", "number"];
        measured.contains(&before) && self.unit(at + len).is_none()
            || self.word(at + len) == "%"
            || matches!(
                self.word(at + len),
                "=" | "×" | "век" | "века" | "веке" | "в" | "г" | "году" | "год" | "года" | "гг"
            ) && self.gap(at + len) <= Gap::Dot
                && self
                    .tokens
                    .get(at)
                    .and_then(|token| token.digits)
                    .is_some_and(|n| n > 11 || self.word(at + len) != "в")
            || self.tokens.get(at).and_then(|token| token.digits).is_some_and(|n| n > 200)
    }
}
