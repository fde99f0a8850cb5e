//! Text with entities: Telegram's HTML, given entities, and what it recognises by itself.

use serde_json::{Map, Value, json};

use super::limits::units;
use super::params::Params;
use super::refusal::Refusal;

/// A text and where it is bold, linked and so on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Styled {
    pub(crate) text: String,
    /// Entities as the Bot API writes them, offsets in UTF-16 units.
    pub(crate) entities: Vec<Value>,
}

impl Styled {
    /// Text as a person types it: nothing but what Telegram recognises.
    pub(crate) fn plain(text: &str) -> Self {
        let text = text.trim().to_owned();
        let entities = recognised(&text);
        Self { text, entities }
    }

    /// The text of `name` in a call, with `parse_mode` or the entities of `entities`.
    pub(crate) fn of(params: &Params, name: &str, entities: &str) -> Result<Self, Refusal> {
        let given = params.json(entities)?;
        Self::parse(&params.text(name), &params.text("parse_mode"), given.as_ref())
    }

    /// As [`Styled::of`], from values.
    pub(crate) fn parse(text: &str, mode: &str, given: Option<&Value>) -> Result<Self, Refusal> {
        let (text, mut entities) = match mode.to_lowercase().as_str() {
            "" => (text.to_owned(), given.and_then(Value::as_array).cloned().unwrap_or_default()),
            "html" => html(text)?,
            // Listok writes HTML only; a silent pass would show marks as text.
            "markdown" | "markdownv2" => {
                return Err(Refusal::bad("can't parse entities: the stand-in understands HTML only"));
            }
            _ => return Err(Refusal::bad("unsupported parse_mode")),
        };
        let cut = units(text.get(..text.len() - text.trim_start().len()).unwrap_or_default());
        let text = text.trim().to_owned();
        let end = units(&text);
        entities = entities.into_iter().filter_map(|entity| clipped(entity, cut, end)).collect();
        entities.extend(recognised(&text).into_iter().filter(|found| !overlaps(found, &entities)).collect::<Vec<_>>());
        entities.sort_by_key(|entity| (entity["offset"].as_u64(), std::cmp::Reverse(entity["length"].as_u64())));
        Ok(Self { text, entities })
    }
}

fn clipped(mut entity: Value, cut: usize, end: usize) -> Option<Value> {
    let number = |name: &str| entity[name].as_u64().and_then(|n| usize::try_from(n).ok());
    let (offset, length) = (number("offset")?, number("length")?);
    let start = offset.saturating_sub(cut).min(end);
    let stop = (offset + length).saturating_sub(cut).min(end);
    entity["offset"] = start.into();
    entity["length"] = (stop - start).into();
    (stop > start).then_some(entity)
}

fn overlaps(found: &Value, entities: &[Value]) -> bool {
    let span = |e: &Value| {
        let offset = e["offset"].as_u64().unwrap_or(0);
        (offset, offset + e["length"].as_u64().unwrap_or(0))
    };
    let (start, stop) = span(found);
    entities
        .iter()
        .filter(|e| matches!(e["type"].as_str(), Some("code" | "pre" | "text_link")))
        .map(span)
        .any(|(from, to)| start < to && from < stop)
}

fn name(text: &str) -> &str {
    let length = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
    &text[..length]
}

/// Commands, mentions and addresses.
fn recognised(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let whole = word.trim_end();
        let bare = whole.trim_start_matches(['(', '«', '"']);
        let start = offset + units(&whole[..whole.len() - bare.len()]);
        let kind = if let Some(body) = bare.strip_prefix('/') {
            let command = name(body);
            let addressed = body[command.len()..].strip_prefix('@').map_or(0, |bot| name(bot).len() + 1);
            (!command.is_empty()).then(|| ("bot_command", 1 + command.len() + addressed))
        } else if let Some(body) = bare.strip_prefix('@') {
            let length = name(body).len();
            (length >= 4).then_some(("mention", 1 + length))
        } else if bare.starts_with("https://") || bare.starts_with("http://") {
            Some(("url", units(bare.trim_end_matches(['.', ',', ')', '»', '!', '?', ';', ':']))))
        } else {
            None
        };
        if let Some((kind, length)) = kind {
            found.push(json!({ "type": kind, "offset": start, "length": length }));
        }
        offset += units(word);
    }
    found
}

struct Open {
    tag: String,
    offset: usize,
    extra: Map<String, Value>,
}

/// Telegram's HTML (`parse_mode: HTML`), with its errors.
fn html(source: &str) -> Result<(String, Vec<Value>), Refusal> {
    let refuse = |words: String| Refusal::bad(format!("can't parse entities: {words}"));
    let mut text = String::new();
    let mut entities = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some(next) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if next.starts_with('&')
            && let Some((character, length)) = reference(next)
        {
            text.push(character);
            at += length;
            continue;
        }
        if !next.starts_with('<') {
            let length = next.chars().next().map_or(1, char::len_utf8);
            text.push_str(&next[..length]);
            at += length;
            continue;
        }
        let Some(end) = next.find('>') else { return Err(refuse(format!("Unclosed start tag at byte offset {at}"))) };
        let inner = &next[1..end];
        if let Some(name) = inner.strip_prefix('/') {
            let name = name.trim().to_lowercase();
            let Some(opened) = open.pop() else {
                return Err(refuse(format!("Unexpected end tag at byte offset {at}")));
            };
            if name != opened.tag {
                return Err(refuse(format!(
                    "Unmatched end tag at byte offset {at}, expected \"</{}>\", found \"</{name}>\"",
                    opened.tag
                )));
            }
            close(opened, units(&text), &mut entities);
        } else {
            let name: String = inner.chars().take_while(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
            let attributes = inner[name.len().min(inner.len())..].trim();
            let known = matches!(
                name.as_str(),
                "b" | "strong"
                    | "i"
                    | "em"
                    | "u"
                    | "ins"
                    | "s"
                    | "strike"
                    | "del"
                    | "code"
                    | "pre"
                    | "a"
                    | "tg-spoiler"
            ) || name == "blockquote"
                || (name == "span" && attribute(attributes, "class").as_deref() == Some("tg-spoiler"));
            if !known {
                let words = if name == "span" {
                    format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {at}")
                } else {
                    format!("Unsupported start tag \"{name}\" at byte offset {at}")
                };
                return Err(refuse(words));
            }
            let mut extra = Map::new();
            if let Some(url) = attribute(attributes, "href").filter(|_| name == "a") {
                extra.insert("url".into(), url.into());
            }
            if let Some(class) = attribute(attributes, "class").filter(|_| name == "code")
                && let Some(language) = class.strip_prefix("language-")
            {
                extra.insert("language".into(), language.into());
            }
            open.push(Open { tag: name, offset: units(&text), extra });
        }
        at += end + 1;
    }
    match open.last() {
        Some(left) => Err(refuse(format!("Can't find end tag corresponding to start tag \"{}\"", left.tag))),
        None => Ok((text, entities)),
    }
}

fn close(opened: Open, end: usize, entities: &mut Vec<Value>) {
    let kind = match opened.tag.as_str() {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "a" if opened.extra.contains_key("url") => "text_link",
        // A link without an address is plain text.
        "a" => return,
        "tg-spoiler" | "span" => "spoiler",
        other => other,
    };
    if end == opened.offset {
        return;
    }
    // `<pre><code class="language-x">` is one entity: the block with its language.
    if kind == "pre"
        && let Some(at) = entities.iter().position(|e: &Value| {
            e["type"] == "code" && e["offset"] == opened.offset && e["length"] == end - opened.offset
        })
    {
        let mut inner = entities.remove(at);
        inner["type"] = "pre".into();
        entities.push(inner);
        return;
    }
    let mut entity = opened.extra;
    entity.insert("type".into(), kind.into());
    entity.insert("offset".into(), opened.offset.into());
    entity.insert("length".into(), (end - opened.offset).into());
    entities.push(Value::Object(entity));
}

/// A character reference at the start of the text, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    for (name, character) in [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')] {
        if text.starts_with(name) {
            return Some((character, name.len()));
        }
    }
    let end = text.find(';').filter(|end| *end <= 10)?;
    let number = text.get(2..end).filter(|_| text.starts_with("&#"))?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((char::from_u32(code)?, end + 1))
}

fn attribute(attributes: &str, name: &str) -> Option<String> {
    let start = attributes.find(&format!("{name}="))? + name.len() + 1;
    let rest = attributes.get(start..)?;
    let raw = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split_whitespace().next()?,
    };
    let mut value = String::new();
    let mut at = 0;
    while let Some(next) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let (character, length) = reference(&raw[at..]).unwrap_or((next, next.len_utf8()));
        value.push(character);
        at += length;
    }
    Some(value)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn parsed(source: &str) -> Styled {
        Styled::parse(source, "HTML", None).unwrap()
    }

    #[test]
    fn offsets_are_in_utf16_units_after_parsing_and_trimming() {
        let styled = parsed("  😀 <b>a &lt; <i>b</i></b> ");

        assert_eq!(styled.text, "😀 a < b");
        assert_eq!(
            styled.entities,
            [json!({"type": "bold", "offset": 3, "length": 5}), json!({"type": "italic", "offset": 7, "length": 1}),]
        );
    }

    #[test]
    fn links_blocks_and_commands_are_found() {
        let styled = parsed(
            "<a href=\"https://x.y/?a=1&amp;b\">тут</a> /start@listok_bot <pre><code class=\"language-rust\">fn</code></pre>",
        );

        assert_eq!(
            styled.entities[0],
            json!({"type": "text_link", "offset": 0, "length": 3, "url": "https://x.y/?a=1&b"})
        );
        assert_eq!(styled.entities[1], json!({"type": "bot_command", "offset": 4, "length": 17}));
        assert_eq!(styled.entities[2], json!({"type": "pre", "offset": 22, "length": 2, "language": "rust"}));
    }

    #[test]
    fn errors_are_telegrams() {
        for (source, words) in [
            ("<div>x</div>", "Unsupported start tag \"div\" at byte offset 0"),
            ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("1 < 2", "Unclosed start tag at byte offset 2"),
        ] {
            let refusal = Styled::parse(source, "HTML", None).unwrap_err();
            assert_eq!(refusal.description, format!("Bad Request: can't parse entities: {words}"));
        }
    }
}
