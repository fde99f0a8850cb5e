//! How hard: one level, a mix with counts, or separate levels.

use super::curriculum;
use super::lexicon::Tag;
use super::message::Message;
use super::tokens::Gap;
use crate::domain::{Difficulty, Request};

struct Level {
    at: usize,
    len: usize,
    level: Difficulty,
    count: Option<u16>,
    counted_from: usize,
}

/// One level, a mix with counts, or separate levels.
pub(super) fn levels(m: &mut Message, request: &mut Request) {
    let mut all: Vec<Level> = Vec::new();
    let mut at = 0;
    while at < m.len() {
        let Some((mut len, level)) = m.mark(at, |tag| if let Tag::Level(level) = tag { Some(level) } else { None })
        else {
            at += 1;
            continue;
        };
        if of_the_topic(m, at, len) {
            at += len;
            continue;
        }
        // «посложнее, чем в учебнике»
        if matches!(m.word(at + len), "чем" | "than") {
            let to = (at + len + 1..m.len()).find(|i| m.gap(*i) >= Gap::Comma || !m.free(*i)).unwrap_or(m.len());
            m.take(at + len, to - at - len);
        }
        for _ in 0..2 {
            let more = m.mark(at + len, |tag| matches!(tag, Tag::LevelWord | Tag::Pupils).then_some(()));
            if let Some((more, ())) = more.filter(|_| m.gap(at + len) <= Gap::Space) {
                len += more;
            }
        }
        let behind =
            at.checked_sub(1).and_then(|i| m.number(i).filter(|(n, _)| *n == 1)).filter(|_| m.gap(at) <= Gap::Space);
        let (count, counted_from) = match behind {
            Some((_, n)) => (Some(n), at - 1),
            None => (None, at),
        };
        all.push(Level { at, len, level, count, counted_from });
        at += len;
    }
    // «лёгких 5, сложных 5»
    if all.len() > 1 && all.iter().all(|one| one.count.is_none()) {
        for one in &mut all {
            let dash = matches!(m.gap(one.at + one.len), Gap::Space | Gap::Dash | Gap::Colon | Gap::Hyphen);
            if let Some((digits, n)) = m.number(one.at + one.len).filter(|_| dash) {
                one.count = Some(n);
                one.len += digits;
            }
        }
    }
    let separate = m.find(|tag| (tag == Tag::Levels).then_some(()));
    let number_of = (0..m.len()).find_map(|at| {
        let (len, n) = m.number(at)?;
        let word = m.is(at + len, Tag::LevelWord)?;
        (2..=3).contains(&n).then_some((at, len + word, n))
    });
    let distinct = |counted: bool| {
        let mut seen: Vec<Difficulty> = Vec::new();
        for one in all.iter().filter(|one| one.count.is_some() == counted) {
            if !seen.contains(&one.level) {
                seen.push(one.level);
            }
        }
        seen
    };
    let (counted, plain) = (distinct(true), distinct(false));
    // «слишком сложно, давай легче» wishes for one.
    let compared = m.has(&["слишком", "легче", "полегче", "сложнее", "посложн", "проще", "попроще"])
        || m.says(&["too", "harder", "easier"]);
    let half = m.has(&["поровну", "половин", "half", "пополам"]);
    let rest = counted.len() == 1
        && plain.len() == 1
        && counted != plain
        && all.iter().any(|one| one.count.is_none() && one.at > 0 && m.word(one.at - 1).starts_with("остальн"));
    if counted.len() > 1 || rest {
        for one in &all {
            if let Some(n) = one.count {
                {
                    let count = request.mix.entry(one.level).or_default();
                    *count = count.saturating_add(n);
                }
                let unit = m.unit(one.at + one.len).unwrap_or(0);
                m.take_with(one.counted_from, one.at + one.len - one.counted_from + unit, &["и", "and", "по", "плюс"]);
            } else if rest {
                request.mix.entry(one.level).or_default();
                m.take_with(one.at, one.len, &["остальные", "остальных", "а", "и"]);
            }
        }
    } else if plain.len() > 1 && half {
        for one in &all {
            request.mix.insert(one.level, 0);
            m.take_with(one.at, one.len, &["и", "and", "половина", "half", "поровну"]);
        }
    } else if plain.len() > 1 && !compared && !m.says(&["нет", "не", "точнее", "вернее"]) {
        // «базовый, повышенный, сложный»: of three named the one between is the middle.
        let three = all.len() == 3 && plain == [Difficulty::Easy, Difficulty::Hard];
        request.levels = if three { Difficulty::ALL.to_vec() } else { plain };
        for one in &all {
            let unit = m.unit(one.at + one.len).unwrap_or(0);
            m.take_with(one.at, one.len + unit, &["и", "and", "для", "for", "по"]);
        }
    } else if let Some(last) = all.last() {
        request.difficulty = Some(last.level);
        for one in &all {
            m.take_with(
                one.at,
                one.len,
                &[
                    "совсем",
                    "очень",
                    "самые",
                    "чуть",
                    "для",
                    "на",
                    "for",
                    "keep",
                    "it",
                    "more",
                    "дети",
                    "ребята",
                    "они",
                    "класс",
                ],
            );
        }
    }
    if let Some((at, len, n)) = number_of {
        if request.levels.is_empty() && request.mix.is_empty() {
            request.levels = if n == 3 { Difficulty::ALL.to_vec() } else { vec![Difficulty::Easy, Difficulty::Hard] };
            request.difficulty = None;
        }
        m.take_with(at, len, &["на", "в", "at", "of", "разных"]);
    }
    if let Some((at, len, ())) = separate {
        m.take_with(at, len, &["для", "на"]);
        if request.levels.is_empty() && request.mix.is_empty() {
            request.levels = Difficulty::ALL.to_vec();
        }
    }
    for at in 0..m.len() {
        if let Some(len) = m.is(at, Tag::LevelWord) {
            m.take(at, len);
        }
    }
}

/// «простые числа», «сложное предложение», «строение лёгких» are topics.
fn of_the_topic(m: &Message, at: usize, len: usize) -> bool {
    let word = m.word(at);
    let compared = word.starts_with("по") || matches!(word, "сложнее" | "легче" | "проще" | "труднее");
    if len > 1 || compared {
        return false;
    }
    let next = m.word(at + 1);
    let beside = m.gap(at + 1) <= Gap::Space && !next.is_empty();
    let read =
        m.mark(at + 1, |tag| matches!(tag, Tag::Unit { language: false } | Tag::LevelWord | Tag::Pupils).then_some(()));
    if beside && read.is_none() && curriculum::content(next) && curriculum::joined(word, next) {
        return true;
    }
    let before = at.checked_sub(1).map_or("", |before| m.word(before));
    if m.gap(at) <= Gap::Space
        && !before.is_empty()
        && curriculum::content(before)
        && curriculum::joined(before, word)
        && !curriculum::joined(before, next)
    {
        return true;
    }
    // «средний» is a level beside a word for it only, or alone.
    if m.number(at + 1).is_some() {
        return false;
    }
    let average = word.starts_with("средн")
        || word.starts_with("слаб")
        || word.starts_with("сильн")
        || word == "average"
        || word == "strong"
        || word == "weak";
    average
        && beside
        && read.is_none()
        && m.mark(at + 1, |tag| {
            matches!(tag, Tag::Unit { .. } | Tag::Work(_) | Tag::Test | Tag::Level(_)).then_some(())
        })
        .is_none()
        && !matches!(next, "и" | "and")
}
