//! Telegram's sizes, counted as Telegram counts them.

use super::refusal::Refusal;

/// Longest text of a message, in UTF-16 units after entities are parsed.
pub(crate) const TEXT: usize = 4096;
/// Longest caption, in UTF-16 units after entities are parsed.
const CAPTION: usize = 1024;
/// Longest answer to a callback, in characters.
const CALLBACK_ANSWER: usize = 200;
/// Most results of an inline query.
pub(crate) const INLINE_RESULTS: usize = 50;
/// Largest file a bot may download, in bytes.
pub(crate) const DOWNLOAD: usize = 20 * 1024 * 1024;
/// Largest file a bot may upload, in bytes.
const UPLOAD: usize = 50 * 1024 * 1024;
/// Largest thumbnail, in bytes, and its longest side, in pixels.
const THUMBNAIL: usize = 200 * 1024;
const THUMBNAIL_SIDE: u32 = 320;

pub(crate) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

pub(crate) fn text(text: &str) -> Result<(), Refusal> {
    match units(text) {
        0 => Err(Refusal::bad("message text is empty")),
        1..=TEXT => Ok(()),
        _ => Err(Refusal::bad("message is too long")),
    }
}

pub(crate) fn caption(text: &str) -> Result<(), Refusal> {
    if units(text) > CAPTION { Err(Refusal::bad("message caption is too long")) } else { Ok(()) }
}

pub(crate) fn callback_data(data: &str) -> Result<(), Refusal> {
    if (1..=64).contains(&data.len()) { Ok(()) } else { Err(Refusal::bad("BUTTON_DATA_INVALID")) }
}

pub(crate) fn callback_answer(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > CALLBACK_ANSWER { Err(Refusal::bad("MESSAGE_TOO_LONG")) } else { Ok(()) }
}

pub(crate) fn upload(size: usize) -> Result<(), Refusal> {
    match size {
        0 => Err(Refusal::bad("file must be non-empty")),
        size if size > UPLOAD => Err(Refusal::too_large()),
        _ => Ok(()),
    }
}

/// Width and height of a thumbnail Telegram would take: a small JPEG. It ignores others silently.
pub(crate) fn thumbnail(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = jpeg_size(bytes)?;
    (bytes.len() <= THUMBNAIL && width <= THUMBNAIL_SIDE && height <= THUMBNAIL_SIDE).then_some((width, height))
}

/// Reads the frame header of a JPEG (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let (&[0xFF, marker], tail) = rest.split_first_chunk::<2>()? else { return None };
        let (length, body) = tail.split_first_chunk::<2>()?;
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            let size = body.get(1..5)?;
            let number = |at: usize| Some(u32::from(u16::from_be_bytes([*size.get(at)?, *size.get(at + 1)?])));
            return Some((number(2)?, number(0)?));
        }
        rest = tail.get(usize::from(u16::from_be_bytes(*length))..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_utf16_units() {
        assert!(text(&"😀".repeat(2048)).is_ok());
        assert!(text(&"😀".repeat(2049)).is_err());
        assert!(caption(&"я".repeat(1024)).is_ok());
        assert!(caption(&"я".repeat(1025)).is_err());
    }

    #[test]
    fn callback_data_is_counted_in_bytes() {
        assert!(callback_data(&"я".repeat(32)).is_ok());
        assert!(callback_data(&"я".repeat(33)).is_err());
        assert!(callback_data("").is_err());
    }

    #[test]
    fn only_a_small_jpeg_is_a_thumbnail() {
        let jpeg = |side: u16| {
            let [high, low] = side.to_be_bytes();
            vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, high, low, high, low, 1, 1, 0x11, 0]
        };

        assert_eq!(thumbnail(&jpeg(320)), Some((320, 320)));
        assert_eq!(thumbnail(&jpeg(321)), None);
        assert_eq!(thumbnail(b"\x89PNG"), None);
    }
}
