//! The content stream of a page: operators as bytes, none that would change nothing.

use crate::pdf::drawing::Segment;
use crate::pdf::page::HEIGHT;

/// A length in hundredths of a point: finer than any printer, and short to write.
type Length = i32;

/// Operators of one page in the making.
#[derive(Debug, Default)]
pub(super) struct Content {
    bytes: Vec<u8>,
    /// Where the pen of the open text object stands.
    pen: Option<(Length, Length)>,
    font: Option<(String, i32)>,
    fill: i32,
    stroke: i32,
    /// Width of lines; a page begins with one point.
    width: Option<Length>,
}

/// What stands between the glyphs of a text.
pub(super) enum Show {
    /// A code of the font.
    Glyph(u16),
    /// A step back, in thousandths of an em.
    Back(i32),
}

impl Content {
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.leave_text();
        self.bytes
    }

    /// Opens a stretch that belongs to an element of the structure.
    pub(super) fn begin_marked(&mut self, tag: &str, id: i64) {
        self.leave_text();
        self.write(format_args!("/{tag}<</MCID {id}>>BDC\n"));
    }

    pub(super) fn begin_artifact(&mut self) {
        self.leave_text();
        self.operator("/Artifact BMC");
    }

    /// Opens a stretch that says `text`, given in UTF-16.
    pub(super) fn begin_reading(&mut self, text: &[u8]) {
        self.leave_text();
        self.bytes.extend(b"/Span<</ActualText<");
        self.bytes.extend(hex::encode_upper(text).bytes());
        self.operator(">>>BDC");
    }

    pub(super) fn end(&mut self) {
        self.leave_text();
        self.operator("EMC");
    }

    /// Shows glyphs of a font at a place; `size` in thousandths of a point.
    pub(super) fn text(&mut self, font: &str, size: i32, (x, y): (f32, f32), shown: &[Show]) {
        let (x, y) = (length(x), length(HEIGHT - y));
        if self.pen.is_none() {
            self.operator("BT");
        }
        if self.font.as_ref().is_none_or(|(name, known)| name != font || *known != size) {
            self.write(format_args!("/{font} "));
            self.thousandths(size);
            self.operator("Tf");
            self.font = Some((font.to_owned(), size));
        }
        let (from_x, from_y) = self.pen.unwrap_or_default();
        self.pair((x - from_x, y - from_y));
        self.operator("Td");
        self.pen = Some((x, y));
        self.bytes.push(b'[');
        let mut open = false;
        for one in shown {
            match one {
                Show::Glyph(code) => {
                    if !open {
                        self.bytes.push(b'<');
                    }
                    open = true;
                    self.code(*code);
                }
                Show::Back(step) => {
                    if open {
                        self.bytes.push(b'>');
                    }
                    open = false;
                    self.write(format_args!("{step}"));
                }
            }
        }
        if open {
            self.bytes.push(b'>');
        }
        self.operator("]TJ");
    }

    /// Fills a path with a grey.
    pub(super) fn fill(&mut self, path: &[Segment], gray: f32) {
        self.leave_text();
        let gray = length(gray);
        if gray != self.fill {
            self.number(gray);
            self.operator(" g");
            self.fill = gray;
        }
        for segment in path {
            match *segment {
                Segment::Move(x, y) => self.point((x, y), "m"),
                Segment::Line(x, y) => self.point((x, y), "l"),
                Segment::Cubic([a, b, c, d, x, y]) => {
                    for (x, y) in [(a, b), (c, d)] {
                        self.pair((length(x), length(HEIGHT - y)));
                    }
                    self.point((x, y), "c");
                }
            }
        }
        self.operator("f");
        // Text is black: it does not say so each time.
        if self.fill != 0 {
            self.operator("0 g");
            self.fill = 0;
        }
    }

    /// Strokes chains of straight lines; one that ends where it began is closed.
    pub(super) fn stroke(&mut self, chains: &[Vec<(f32, f32)>], width: f32, gray: f32) {
        self.leave_text();
        let (gray, width) = (length(gray), length(width));
        if gray != self.stroke {
            self.number(gray);
            self.operator(" G");
            self.stroke = gray;
        }
        if self.width != Some(width) {
            self.number(width);
            self.operator(" w");
            self.width = Some(width);
        }
        for chain in chains {
            let closed = chain.len() > 2 && chain.first() == chain.last();
            let points = if closed { &chain[..chain.len() - 1] } else { chain.as_slice() };
            for (i, point) in points.iter().enumerate() {
                self.point(*point, if i == 0 { "m" } else { "l" });
            }
            if closed {
                self.operator("h");
            }
        }
        self.operator("S");
    }

    fn leave_text(&mut self) {
        if self.pen.take().is_some() {
            self.operator("ET");
        }
    }

    fn point(&mut self, (x, y): (f32, f32), operator: &str) {
        self.pair((length(x), length(HEIGHT - y)));
        self.operator(operator);
    }

    fn pair(&mut self, (x, y): (Length, Length)) {
        self.number(x);
        self.bytes.push(b' ');
        self.number(y);
        self.bytes.push(b' ');
    }

    fn operator(&mut self, operator: &str) {
        self.bytes.extend(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        use std::io::Write;
        // Writing to memory cannot fail.
        let _ = self.bytes.write_fmt(text);
    }

    fn code(&mut self, code: u16) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        for shift in [12, 8, 4, 0] {
            self.bytes.push(DIGITS[usize::from(code >> shift & 15)]);
        }
    }

    fn number(&mut self, hundredths: Length) {
        self.decimal(hundredths, 100);
    }

    fn thousandths(&mut self, thousandths: i32) {
        self.decimal(thousandths, 1000);
        self.bytes.push(b' ');
    }

    /// `value / one` without needless digits.
    fn decimal(&mut self, value: i32, one: u32) {
        if value < 0 {
            self.bytes.push(b'-');
        }
        let value = value.unsigned_abs();
        let (whole, mut rest) = (value / one, value % one);
        if whole > 0 || rest == 0 {
            self.digits(whole);
        }
        if rest > 0 {
            self.bytes.push(b'.');
            let mut place = one / 10;
            while rest > 0 {
                self.bytes.push(b'0' + (rest / place) as u8);
                rest %= place;
                place /= 10;
            }
        }
    }

    fn digits(&mut self, value: u32) {
        let mut digits = [0u8; 10];
        let mut at = digits.len();
        let mut left = value;
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        self.bytes.extend(&digits[at..]);
    }
}

fn length(value: f32) -> Length {
    (value * 100.0).round() as Length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_needless_digits() {
        for (hundredths, text) in [(0, "0"), (5, ".05"), (-50, "-.5"), (1230, "12.3"), (-10_001, "-100.01"), (700, "7")]
        {
            let mut content = Content::default();
            content.number(hundredths);
            assert_eq!(content.bytes, text.as_bytes());
        }
    }

    #[test]
    fn a_second_text_says_only_what_is_new() {
        let mut content = Content::default();
        content.text(
            "T0",
            12_000,
            (10.0, HEIGHT - 100.0),
            &[Show::Glyph(1), Show::Glyph(2), Show::Back(-30), Show::Glyph(3)],
        );
        content.text("T0", 12_000, (20.5, HEIGHT - 100.0), &[Show::Glyph(1)]);

        let text = String::from_utf8(content.finish()).unwrap_or_default();
        assert_eq!(text, "BT\n/T0 12 Tf\n10 100 Td\n[<00010002>-30<0003>]TJ\n10.5 0 Td\n[<0001>]TJ\nET\n");
    }
}
