//! Variants of a sheet and the minutes it may take.

use super::lexicon::Tag;
use super::message::Message;
use super::tokens::Gap;
use crate::domain::Request;

const SMALL: [&str; 16] =
    ["на", "в", "по", "с", "со", "из", "и", "для", "около", "примерно", "of", "with", "for", "in", "и", "plus"];

/// «два варианта», «вариантов 3», «1 и 2 вариант».
pub(super) fn variants(m: &mut Message, request: &mut Request) {
    while let Some((at, len, ())) = m.find(|tag| (tag == Tag::Variants).then_some(())) {
        let before = (1..=3).find_map(|back| {
            let from = at.checked_sub(back)?;
            m.number(from)
                .filter(|(n, _)| *n == back || (*n < back && m.word(at - 1).starts_with("разн")))
                .map(|(_, n)| (from, n))
        });
        let after = m.number(at + len).filter(|_| m.gap(at + len) <= Gap::Colon && m.unit(at + len + 1).is_none());
        if let Some((from, n)) = before {
            request.variants = u8::try_from(n).ok().filter(|n| *n > 0);
            m.take_with(from, at + len - from, &SMALL);
        } else if let Some((digits, n)) = after {
            request.variants = u8::try_from(n).ok().filter(|n| *n > 1);
            m.take_with(at, len + digits, &SMALL);
        } else {
            m.take_with(at, len, &["один", "одном", "в", "на", "for"]);
        }
    }
}

/// «минут на 20», «полчаса», «на урок»; only what is said.
pub(super) fn duration(m: &mut Message, request: &mut Request) {
    const BEFORE: [&str; 7] = ["на", "минут", "for", "a", "about", "около", "примерно"];
    if let Some((at, len, minutes)) = m.find(|tag| if let Tag::Length(n) = tag { Some(n) } else { None }) {
        request.duration_min = Some(minutes);
        m.take_with(at, len, &BEFORE);
    }
    for at in 0..m.len() {
        let whole = m.mark(at, |tag| match tag {
            Tag::Minutes => Some(1),
            Tag::Hours => Some(60),
            _ => None,
        });
        let adjective = m.word(at).starts_with("минутн") || m.word(at).starts_with("минутк");
        let Some((len, factor)) = whole.or(adjective.then_some((1, 1))) else { continue };
        let before = (1..=2).find_map(|back| {
            let from = at.checked_sub(back)?;
            m.number(from).filter(|(n, _)| *n == back).map(|(_, n)| (from, n))
        });
        if let Some((mut from, n)) = before.filter(|_| m.gap(at) <= Gap::Dot) {
            // «10-15 минут»: the longer.
            if from > 0 && m.gap(from) == Gap::Hyphen && m.number(from - 1).is_some() {
                from -= 1;
            }
            request.duration_min = Some(n.saturating_mul(factor));
            m.take_with(from, at + len - from, &BEFORE);
            continue;
        }
        let on = usize::from(matches!(m.word(at + len), "на" | "по"));
        let mut to = at + len + on;
        if m.number(to).is_some() && m.gap(to + 1) == Gap::Hyphen && m.number(to + 1).is_some() {
            to += 1;
        }
        if let Some((digits, n)) =
            m.number(to).filter(|_| factor == 1 && m.gap(at + len) <= Gap::Space && m.unit(to + 1).is_none())
        {
            request.duration_min = Some(n);
            m.take_with(at, to + digits - at, &BEFORE);
        } else if factor == 60 && at > 0 && matches!(m.word(at - 1), "на" | "an" | "one") && m.word(at) != "часов"
        {
            request.duration_min = Some(60);
            m.take_with(at, len, &["на", "an", "one", "for"]);
        }
    }
}
