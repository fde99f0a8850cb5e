//! A paragraph's indivisible parts and the places between them where a line may end.

use std::rc::Rc;

use hypher::Lang;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_normalization::UnicodeNormalization;

use super::{LEADING, STRUT};
use crate::domain::{Rich, rich::Inline, rich::Style};
use crate::pdf::font::{FaceId, Shaped};
use crate::pdf::math::Formula;
use crate::pdf::setting::{Align, Look, Setting};

/// A part of a paragraph.
#[derive(Debug, Clone)]
pub(super) enum Atom {
    Box(Boxed),
    /// A space; the word holds its glyph.
    Space {
        width: f32,
        breaks: bool,
        word: Word,
    },
    /// A place to break without a sign.
    Break,
    /// A place to divide a word; the box is the hyphen then drawn.
    Hyphen(Boxed),
    /// The line ends here.
    Newline,
}

/// Something that is never broken.
#[derive(Debug, Clone)]
pub(super) struct Boxed {
    pub(super) width: f32,
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) content: Content,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Word(Word),
    Formula { formula: Rc<Formula>, size: f32 },
    Blank,
}

/// Glyphs of one face, each with the characters it stands for.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) face: FaceId,
    pub(super) size: f32,
    /// Shift of the baseline, downwards.
    pub(super) rise: f32,
    pub(super) underline: bool,
    pub(super) glyphs: Vec<(Shaped, Rc<str>)>,
}

impl Atom {
    pub(super) fn width(&self) -> f32 {
        match self {
            Self::Box(boxed) => boxed.width,
            Self::Space { width, .. } => *width,
            Self::Break | Self::Hyphen(_) | Self::Newline => 0.0,
        }
    }

    pub(super) fn breaks(&self) -> bool {
        match self {
            Self::Space { breaks, .. } => *breaks,
            Self::Break | Self::Hyphen(_) | Self::Newline => true,
            Self::Box(_) => false,
        }
    }
}

/// Formulas and blanks stand in the text as private-use letters, so that «$n$-й» is one word to the break rules.
const OBJECT: char = '\u{e000}';

/// A first line's indent: a space that is never stretched.
pub(crate) const INDENT: char = '\u{2003}';

enum Object {
    Formula(Rc<Formula>),
    Blank(u8),
}

/// The parts of a rich text; boxes wider than the measure are divided or made smaller.
pub(super) fn atoms(setting: &mut Setting, rich: &Rich, width: f32, look: &Look) -> Vec<Atom> {
    let mut text = String::new();
    let mut styles: Vec<(usize, Style)> = Vec::new();
    let mut objects = Vec::new();
    for inline in rich.inlines() {
        match inline {
            Inline::Text { text: part, style } => {
                styles.push((text.len(), style));
                text.extend(part.nfc().filter_map(clean));
            }
            Inline::Math(latex) => {
                styles.push((text.len(), Style::default()));
                match setting.formula(&latex) {
                    Some(formula) => {
                        objects.push(Object::Formula(formula));
                        text.push(OBJECT);
                    }
                    None => text.extend(latex.nfc().filter_map(clean)),
                }
            }
            Inline::Blank(number) => {
                styles.push((text.len(), Style::default()));
                objects.push(Object::Blank(number));
                text.push(OBJECT);
            }
        }
    }
    let text = text.trim_end();
    let mut maker = Maker { setting, look, width, styles, objects: objects.into_iter(), out: Vec::new() };
    let mut from = 0;
    for (at, opportunity) in linebreaks(text) {
        maker.segment(text, from, at);
        from = at;
        if opportunity == BreakOpportunity::Mandatory && at < text.len() {
            maker.newline();
        } else if at < text.len() {
            maker.allow(text, at);
        }
    }
    maker.out
}

/// Lets lines break between any two boxes: for words glued to each other beyond the measure.
pub(super) fn loosen(atoms: &mut Vec<Atom>) {
    let mut loose = Vec::with_capacity(atoms.len() * 2);
    for mut atom in atoms.drain(..) {
        if let Atom::Space { breaks, .. } = &mut atom {
            *breaks = true;
        }
        if matches!((loose.last(), &atom), (Some(Atom::Box(_)), Atom::Box(_))) {
            loose.push(Atom::Break);
        }
        loose.push(atom);
    }
    *atoms = loose;
}

/// Characters a page can show; private-use letters are ours.
fn clean(c: char) -> Option<char> {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{e000}'..='\u{f8ff}'
        | '\u{feff}'
        | '\u{fe0e}'
        | '\u{fe0f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => None,
        '\u{a0}' | '\u{202f}' | INDENT => Some(c),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

struct Maker<'a, 'b> {
    setting: &'a mut Setting,
    look: &'b Look,
    width: f32,
    styles: Vec<(usize, Style)>,
    objects: std::vec::IntoIter<Object>,
    out: Vec<Atom>,
}

impl Maker<'_, '_> {
    /// Adds `text[from..to]`, a stretch without break opportunities inside.
    fn segment(&mut self, text: &str, from: usize, to: usize) {
        let mut start = from;
        for (offset, c) in text[from..to].char_indices() {
            let at = from + offset;
            if matches!(c, ' ' | '\u{a0}' | '\u{202f}') {
                self.words(text, start, at);
                self.space(at, c);
                start = at + c.len_utf8();
            } else if c == INDENT {
                let width = self.look.size * 1.6;
                self.out.push(Atom::Box(
                    self.boxed(self.blank_word(FaceId::text(self.setting.family, false, false), at), width),
                ));
                start = at + c.len_utf8();
            } else if c == OBJECT {
                self.words(text, start, at);
                self.object();
                start = at + c.len_utf8();
            } else if c == '\n' {
                self.words(text, start, at);
                start = at + 1;
            } else if self.styles.iter().any(|(edge, _)| *edge == at) {
                self.words(text, start, at);
                start = at;
            }
        }
        self.words(text, start, to);
    }

    fn newline(&mut self) {
        self.out.push(Atom::Newline);
    }

    /// Lets the line end at `at`, unless what stands there belongs together.
    fn allow(&mut self, text: &str, at: usize) {
        if belongs_together(&text[..at], &text[at..]) || self.is_answer(text, at) {
            return;
        }
        match self.out.last_mut() {
            Some(Atom::Space { breaks, .. }) => *breaks = true,
            Some(Atom::Box(_)) => self.out.push(Atom::Break),
            _ => {}
        }
    }

    /// Whether a blank stands at `at` for what an equals sign before it asks for.
    fn is_answer(&self, text: &str, at: usize) -> bool {
        if !text[at..].starts_with(OBJECT) || !matches!(self.objects.as_slice(), [Object::Blank(_), ..]) {
            return false;
        }
        match self.out.iter().rev().find_map(|atom| if let Atom::Box(boxed) = atom { Some(boxed) } else { None }) {
            Some(Boxed { content: Content::Formula { formula, .. }, .. }) => formula.asks(),
            _ => text[..at].trim_end().ends_with('='),
        }
    }

    fn style(&self, at: usize) -> Style {
        self.styles.iter().rev().find(|(from, _)| *from <= at).map_or(Style::default(), |(_, style)| *style)
    }

    fn words(&mut self, text: &str, from: usize, to: usize) {
        let mut rest = from;
        while rest < to {
            let part = &text[rest..to];
            let Some(first) = part.chars().next() else { return };
            let (face, shown) = self.face(rest, first);
            let same = part.char_indices().skip(1).find(|(i, c)| self.face(rest + i, *c) != (face, *c));
            let end = match same {
                _ if shown != first => rest + first.len_utf8(),
                Some((i, _)) => rest + i,
                None => to,
            };
            let shown = if shown == first { text[rest..end].to_owned() } else { shown.to_string() };
            self.run(&shown, face, rest);
            rest = end;
        }
    }

    fn face(&mut self, at: usize, c: char) -> (FaceId, char) {
        let style = self.style(at);
        let own = FaceId::text(self.setting.family, self.look.bold || style.bold, self.look.italic != style.italic);
        self.setting.covering(own, c)
    }

    fn blank_word(&self, face: FaceId, at: usize) -> Word {
        let style = self.style(at);
        let (scale, rise) = match style {
            Style { superscript: true, .. } => (0.66, -0.34),
            Style { subscript: true, .. } => (0.66, 0.16),
            _ => (1.0, 0.0),
        };
        let size = self.look.size;
        Word { face, size: size * scale, rise: size * rise, underline: style.underline, glyphs: Vec::new() }
    }

    /// A run of one face: one box, or several with places to divide the word.
    fn run(&mut self, text: &str, face: FaceId, at: usize) {
        let model = self.blank_word(face, at);
        let shaped = self.setting.shape(face, text);
        // A word with a gap in it is read letter by letter: it is not divided.
        let divided = self.look.align == Align::Justify && self.look.blanks.is_empty();
        let cuts = if divided { divisions(text) } else { Vec::new() };
        let mut boxes = Vec::new();
        let mut next_cut = cuts.iter().copied().peekable();
        let mut word = Word { glyphs: Vec::new(), ..model.clone() };
        let mut width = 0.0;
        for (i, glyph) in shaped.iter().enumerate() {
            let advance = glyph.advance * model.size / 1000.0;
            let cut = next_cut.next_if(|cut| *cut <= glyph.cluster).is_some();
            let full = width + advance > self.width && glyph.advance > 0.0;
            if (cut || full) && !word.glyphs.is_empty() {
                boxes.push((std::mem::replace(&mut word, Word { glyphs: Vec::new(), ..model.clone() }), width, cut));
                width = 0.0;
            }
            let end = shaped.get(i + 1).map_or(text.len(), |next| next.cluster.max(glyph.cluster));
            word.glyphs.push((glyph.clone(), text.get(glyph.cluster..end).unwrap_or_default().into()));
            width += advance;
        }
        boxes.push((word, width, false));
        let count = boxes.len();
        for (i, (word, width, hyphenated)) in boxes.into_iter().enumerate() {
            self.out.push(Atom::Box(self.boxed(word, width)));
            if hyphenated {
                let hyphen = self.setting.shape(face, "-");
                let glyphs: Vec<_> = hyphen.iter().map(|g| (g.clone(), Rc::from("-"))).collect();
                let width = hyphen.iter().map(|g| g.advance).sum::<f32>() * model.size / 1000.0;
                let word = Word { glyphs, ..model.clone() };
                self.out.push(Atom::Hyphen(self.boxed(word, width)));
            } else if i + 1 < count {
                self.out.push(Atom::Break);
            }
        }
    }

    fn boxed(&self, word: Word, width: f32) -> Boxed {
        let size = self.look.size;
        let raised = (-word.rise).max(0.0) * 0.5;
        let content = Content::Word(word);
        Boxed { width, ascent: size * STRUT + raised, descent: size * (LEADING - STRUT), content }
    }

    fn space(&mut self, at: usize, c: char) {
        let style = self.style(at);
        let bold = self.look.bold || style.bold;
        let face = FaceId::text(self.setting.family, bold, self.look.italic != style.italic);
        let mut word = self.blank_word(face, at);
        let shaped = self.setting.shape(face, " ");
        let narrow = if c == '\u{202f}' { 0.6 } else { 1.0 };
        let width = shaped.iter().map(|g| g.advance).sum::<f32>() * word.size / 1000.0 * narrow;
        word.glyphs = shaped.iter().map(|g| (g.clone(), Rc::from(" "))).collect();
        self.out.push(Atom::Space { width, breaks: false, word });
    }

    fn object(&mut self) {
        let Some(object) = self.objects.next() else { return };
        let size = self.look.size;
        let boxed = match object {
            Object::Formula(formula) => {
                let fitted = if formula.width * size > self.width { self.width / formula.width } else { size };
                // A hair of air keeps fractions of neighbouring lines apart.
                let air = size * 0.12;
                Boxed {
                    width: formula.width * fitted,
                    ascent: formula.height * fitted + air,
                    descent: formula.depth * fitted + air,
                    content: Content::Formula { formula, size: fitted },
                }
            }
            Object::Blank(number) => {
                let width = self.look.blanks.get(usize::from(number).wrapping_sub(1)).copied();
                Boxed {
                    width: width.unwrap_or(size * 6.0).min(self.width),
                    ascent: size * 1.25,
                    descent: size * 0.5,
                    content: Content::Blank,
                }
            }
        };
        self.out.push(Atom::Box(boxed));
    }
}

/// Whether a line must not end between these, by the habits of Russian typesetting.
fn belongs_together(before: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return false };
    if before.ends_with(INDENT) {
        return true;
    }
    let spaced = before.ends_with(' ');
    let last = before.trim_end();
    let word_start = last.char_indices().rev().find(|(_, c)| !c.is_alphanumeric()).map_or(0, |(i, c)| i + c.len_utf8());
    let word = &last[word_start..];
    if !spaced {
        // «25-й», «кто-то»: too little would go to the next line.
        let tail = after.chars().take_while(|c| c.is_alphanumeric()).count();
        return last.ends_with('-') && tail <= 3;
    }
    if matches!(next, '—' | '–') || last.ends_with(['№', '§', '(', '«']) {
        return true;
    }
    let letters = word.chars().count();
    let short = (1..=2).contains(&letters) && word.chars().all(char::is_alphabetic) && !word.contains(OBJECT);
    if short && last.len() == word_start + word.len() {
        return true;
    }
    let number = last.ends_with(|c: char| c.is_ascii_digit());
    let unit = after.chars().take_while(|c| !c.is_whitespace()).collect::<String>();
    let letters = unit.trim_end_matches(['.', ',', ';', ':', '?', '!', ')']);
    let is_unit = letters.chars().count() <= 4 && letters.chars().all(|c| c.is_alphabetic() || c == '/' || c == '²');
    let thousands = letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_digit());
    number && !letters.is_empty() && (is_unit || thousands)
}

/// Longest word that hypher divides, in bytes; it panics at a longer one.
const LONGEST: usize = 45;

/// Byte offsets at which words of a run may be divided.
fn divisions(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (start, c.is_alphabetic()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &text[from..at];
                let cyrillic = word.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё');
                let latin = word.chars().all(|c| c.is_ascii_lowercase());
                let lang = if cyrillic { Some(Lang::Russian) } else { latin.then_some(Lang::English) };
                if let Some(lang) = lang.filter(|_| word.len() <= LONGEST && word.chars().count() >= 6) {
                    let mut cut = from;
                    for syllable in hypher::hyphenate_bounded(word, lang, 2, 3) {
                        cut += syllable.len();
                        if cut < at {
                            cuts.push(cut);
                        }
                    }
                }
                start = None;
            }
            _ => {}
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_numbers_and_dashes_stay_with_their_neighbours() {
        for (before, after) in
            [("в ", "доме"), ("Москва ", "— столица"), ("№ ", "5"), ("длиной 5 ", "см."), ("10 ", "000"), ("25-", "й")]
        {
            assert!(belongs_together(before, after), "{before}|{after}");
        }
        for (before, after) in [("большой ", "дом"), ("их 5 ", "человек"), ("северо-", "западный")]
        {
            assert!(!belongs_together(before, after), "{before}|{after}");
        }
    }

    #[test]
    fn russian_words_are_divided_at_syllables() {
        assert_eq!(divisions("отрицателен,"), [4, 8, 12, 16]);
        assert!(divisions("Пётр").is_empty());
        // More letters than hypher takes.
        assert!(divisions("рентгеноэлектрокардиографического").is_empty());
    }
}
