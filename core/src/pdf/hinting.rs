//! Takes out of a font what a printed page has no use for: screen hinting, and tables a file of pages need not embed.

/// Tables that an embedded TrueType font needs (ISO 32000-1, 9.9).
const NEEDED: [&[u8; 4]; 6] = [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"];

/// The font with outlines and measures alone, or nothing when it is not built as expected (then it is used as it is).
pub(crate) fn strip(font: &[u8]) -> Option<Vec<u8>> {
    let count = usize::from(u16_at(font, 4)?);
    let mut tables: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for i in 0..count {
        let record = font.get(12 + 16 * i..28 + 16 * i)?;
        let tag: [u8; 4] = record.get(..4)?.try_into().ok()?;
        let (offset, length) = (u32_at(record, 8)? as usize, u32_at(record, 12)? as usize);
        if NEEDED.contains(&&tag) {
            tables.push((tag, font.get(offset..offset.checked_add(length)?)?.to_vec()));
        }
    }
    let find = |tag: &[u8; 4]| tables.iter().position(|(t, _)| t == tag);
    let (head, loca, glyf) = (find(b"head")?, find(b"loca")?, find(b"glyf")?);
    let long = u16_at(&tables[head].1, 50)? != 0;
    let old = &tables[loca].1;
    let offsets: Vec<usize> = if long {
        (0..old.len() / 4).map(|i| u32_at(old, 4 * i).map(|v| v as usize)).collect::<Option<_>>()?
    } else {
        (0..old.len() / 2).map(|i| u16_at(old, 2 * i).map(|v| usize::from(v) * 2)).collect::<Option<_>>()?
    };
    let mut outlines = Vec::new();
    let mut places = vec![0u32];
    for pair in offsets.windows(2) {
        outlines.extend(unhinted(tables[glyf].1.get(pair[0]..pair[1])?)?);
        outlines.resize(outlines.len().next_multiple_of(4), 0);
        places.push(u32::try_from(outlines.len()).ok()?);
    }
    tables[glyf].1 = outlines;
    tables[loca].1 = places.iter().flat_map(|p| p.to_be_bytes()).collect();
    // Long offsets, and no checksum yet.
    tables[head].1.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    tables[head].1.get_mut(8..12)?.fill(0);
    assemble(font.get(..4)?, &tables)
}

fn unhinted(glyph: &[u8]) -> Option<Vec<u8>> {
    const ARGS_ARE_WORDS: u16 = 1;
    const SCALE: u16 = 8;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    const INSTRUCTIONS: u16 = 0x100;
    if glyph.is_empty() {
        return Some(Vec::new());
    }
    let contours = i16::from_be_bytes(glyph.get(..2)?.try_into().ok()?);
    let mut out = glyph.to_vec();
    if let Ok(contours) = usize::try_from(contours) {
        let at = 10 + 2 * contours;
        let length = usize::from(u16_at(glyph, at)?);
        out.get_mut(at..at + 2)?.fill(0);
        out.drain(at + 2..(at + 2).checked_add(length).filter(|end| *end <= glyph.len())?);
        return Some(out);
    }
    let mut at = 10;
    loop {
        let flags = u16_at(glyph, at)?;
        out.get_mut(at..at + 2)?.copy_from_slice(&(flags & !INSTRUCTIONS).to_be_bytes());
        at += 4 + if flags & ARGS_ARE_WORDS != 0 { 4 } else { 2 };
        at += match flags & (SCALE | TWO_SCALES | MATRIX) {
            SCALE => 2,
            TWO_SCALES => 4,
            MATRIX => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    out.truncate(at);
    Some(out)
}

fn assemble(version: &[u8], tables: &[([u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16u16 << power;
    let mut out = version.to_vec();
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        out.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut adjustment = None;
    for (tag, data) in tables {
        if tag == b"head" {
            adjustment = Some(offset + 8);
        }
        out.extend(tag);
        for value in [checksum(data), u32::try_from(offset).ok()?, u32::try_from(data.len()).ok()?] {
            out.extend(value.to_be_bytes());
        }
        offset = (offset + data.len()).next_multiple_of(4);
    }
    for (_, data) in tables {
        out.extend(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let sum = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&out));
    let at = adjustment?;
    out.get_mut(at..at + 4)?.copy_from_slice(&sum.to_be_bytes());
    Some(out)
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
