//! Text with formulas and a little styling, as stored in a worksheet.
//!
//! Notation: `$…$` holds a formula in LaTeX; `<b> <i> <u> <sup> <sub>` with their closing
//! tags style a run; `[[n]]` is blank number *n* (from 1) of a gap-fill task; a backslash
//! before `$`, `<`, `[` or `\` makes it literal. Anything unclosed is literal text.

use serde::{Deserialize, Serialize};

/// Source text in the notation above.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rich(pub String);

/// How a run of text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "five independent switches of one run")]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Raised and smaller.
    pub superscript: bool,
    /// Lowered and smaller.
    pub subscript: bool,
}

/// A piece of rich text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain characters in one style.
    Text {
        /// The characters, escapes resolved.
        text: String,
        /// Their style.
        style: Style,
    },
    /// A formula in LaTeX, without its dollars.
    Math(String),
    /// Blank number n, from 1.
    Blank(u8),
}

impl Rich {
    /// Rich text that shows `text` literally, whatever characters it has.
    pub fn literal(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(c, '$' | '<' | '[' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        Self(out)
    }

    /// A formula alone.
    pub fn math(latex: &str) -> Self {
        Self(format!("${latex}$"))
    }

    /// The source text.
    pub fn source(&self) -> &str {
        &self.0
    }

    /// Whether nothing but white space is there.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The pieces, in reading order.
    pub fn inlines(&self) -> Vec<Inline> {
        parse(&self.0)
    }

    /// Numbers of the blanks, in reading order.
    pub fn blanks(&self) -> Vec<u8> {
        self.inlines().into_iter().filter_map(|i| if let Inline::Blank(n) = i { Some(n) } else { None }).collect()
    }

    /// Text without styling; formulas in their LaTeX source, blanks as `___`.
    pub fn plain(&self) -> String {
        self.inlines()
            .into_iter()
            .map(|inline| match inline {
                Inline::Text { text, .. } => text,
                Inline::Math(latex) => latex,
                Inline::Blank(_) => "___".to_owned(),
            })
            .collect()
    }
}

impl From<&str> for Rich {
    fn from(source: &str) -> Self {
        Self(source.to_owned())
    }
}

impl From<String> for Rich {
    fn from(source: String) -> Self {
        Self(source)
    }
}

const TAGS: [&str; 5] = ["b", "i", "u", "sup", "sub"];

fn parse(source: &str) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut rest = source;
    let style = |open: &[&str]| Style {
        bold: open.contains(&"b"),
        italic: open.contains(&"i"),
        underline: open.contains(&"u"),
        superscript: open.contains(&"sup"),
        subscript: open.contains(&"sub"),
    };
    let flush = |text: &mut String, open: &[&str], out: &mut Vec<Inline>| {
        if !text.is_empty() {
            out.push(Inline::Text { text: std::mem::take(text), style: style(open) });
        }
    };
    while let Some(c) = rest.chars().next() {
        if let Some(escaped) = rest.strip_prefix('\\').and_then(|r| r.chars().next())
            && matches!(escaped, '$' | '<' | '[' | '\\')
        {
            text.push(escaped);
            rest = &rest[2..];
            continue;
        }
        if let Some((latex, after)) = formula(rest) {
            flush(&mut text, &open, &mut out);
            out.push(Inline::Math(latex.to_owned()));
            rest = after;
            continue;
        }
        if let Some((number, after)) = blank(rest) {
            flush(&mut text, &open, &mut out);
            out.push(Inline::Blank(number));
            rest = after;
            continue;
        }
        if let Some((tag, closing, after)) = tag(rest) {
            if closing && open.last() == Some(&tag) {
                flush(&mut text, &open, &mut out);
                open.pop();
                rest = after;
                continue;
            }
            if !closing && after.contains(&format!("</{tag}>")) {
                flush(&mut text, &open, &mut out);
                open.push(tag);
                rest = after;
                continue;
            }
        }
        text.push(c);
        rest = &rest[c.len_utf8()..];
    }
    flush(&mut text, &open, &mut out);
    out
}

fn formula(rest: &str) -> Option<(&str, &str)> {
    let body = rest.strip_prefix('$')?;
    let bytes = body.as_bytes();
    let end = (0..bytes.len()).find(|&i| bytes[i] == b'$' && (i == 0 || bytes[i - 1] != b'\\'))?;
    (end > 0).then(|| (&body[..end], &body[end + 1..]))
}

fn blank(rest: &str) -> Option<(u8, &str)> {
    let (number, after) = rest.strip_prefix("[[")?.split_once("]]")?;
    let number = number.parse().ok().filter(|n| *n > 0)?;
    Some((number, after))
}

fn tag(rest: &str) -> Option<(&'static str, bool, &str)> {
    let (name, after) = rest.strip_prefix('<')?.split_once('>')?;
    let (closing, name) = name.strip_prefix('/').map_or((false, name), |n| (true, n));
    let tag = TAGS.into_iter().find(|t| *t == name)?;
    Some((tag, closing, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text { text: text.to_owned(), style: Style::default() }
    }

    #[test]
    fn formulas_blanks_and_tags_are_told_from_text() {
        let rich = Rich::from(r"Если $a<b$, то [[1]] <b>всегда</b>.");

        let bold = Inline::Text { text: "всегда".into(), style: Style { bold: true, ..Style::default() } };
        assert_eq!(
            rich.inlines(),
            [text("Если "), Inline::Math("a<b".into()), text(", то "), Inline::Blank(1), text(" "), bold, text(".")]
        );
    }

    #[test]
    fn whatever_is_unclosed_is_literal() {
        for source in ["5 $", "a < b", "<b>жирный", "[[x]]", "[[0]]", "$$", "a</b>"] {
            assert_eq!(Rich::from(source).inlines(), [text(source)], "{source}");
        }
    }

    #[test]
    fn literal_text_comes_back_as_it_was() {
        let odd = r"$5 <b>[[1]]</b> \ $x$";
        assert_eq!(Rich::literal(odd).plain(), odd);
    }
}
