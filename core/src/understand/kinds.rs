//! Which kinds of task, and how many of each.

use super::curriculum;
use super::lexicon::Tag;
use super::message::Message;
use super::tokens::Gap;
use crate::domain::{Kind, Request};

pub(super) const SMALL: [&str; 16] =
    ["на", "в", "по", "с", "со", "из", "и", "для", "около", "примерно", "of", "with", "for", "in", "и", "plus"];

pub(super) struct Found {
    pub at: usize,
    /// Tokens.
    pub len: usize,
    pub kind: Kind,
    pub count: Option<u16>,
}

const NEGATIONS: [&str; 17] = [
    "без",
    "никаких",
    "никакого",
    "никакой",
    "исключите",
    "кроме",
    "убери",
    "уберите",
    "убрать",
    "исключи",
    "исключая",
    "исключить",
    "no",
    "without",
    "except",
    "remove",
    "drop",
];

/// «без соотнесения», «уберите пропуски», "no matching".
pub(super) fn excluded(m: &mut Message, request: &mut Request) {
    let kind = |m: &Message, at: usize| m.mark(at, |tag| if let Tag::Kind(kind) = tag { Some(kind) } else { None });
    for at in 0..m.len() {
        if NEGATIONS.contains(&m.word(at)) || (m.word(at) == "не" && kind(m, at + 1).is_some()) {
            let mut next = at + 1;
            while m.unit(next).is_some() || matches!(m.word(next), "на" | "с" | "any" | "the") {
                next += 1;
            }
            let mut any = false;
            while let Some((len, kind)) = kind(m, next) {
                any = true;
                request.exclude_kinds.insert(kind);
                m.take(next, len);
                next += len;
                if matches!(m.word(next), "и" | "or" | "and" | "или")
                    && m.mark(next + 1, |tag| matches!(tag, Tag::Kind(_)).then_some(())).is_some()
                {
                    m.take(next, 1);
                    next += 1;
                }
            }
            if any {
                m.take(at, next - at);
                while m.unit(next).is_some() && m.gap(next) <= Gap::Space {
                    m.take(next, 1);
                    next += 1;
                }
            }
        } else if let Some((len, kind)) = kind(m, at) {
            let after = at + len;
            let refused = matches!(m.word(after), "не" | "убери" | "уберите" | "убрать" | "исключи" | "исключите")
                && (m.word(after) != "не"
                    || matches!(m.word(after + 1), "надо" | "нужно" | "нужны" | "давай" | "давайте"));
            if refused {
                request.exclude_kinds.insert(kind);
                m.take_with(at, len + 1 + usize::from(m.word(after) == "не"), &["на", "с"]);
            }
        }
    }
}

pub(super) fn kinds(m: &mut Message) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < m.len() {
        let Some((len, kind)) = m.mark(at, |tag| if let Tag::Kind(kind) = tag { Some(kind) } else { None }) else {
            at += 1;
            continue;
        };
        let last = m.word(at + len - 1).to_owned();
        let beside =
            m.gap(at + len) <= Gap::Space && m.unit(at + len).is_none() && curriculum::content(m.word(at + len));
        let joined = len == 1 && beside && curriculum::joined(&last, m.word(at + len));
        // «таблицы и диаграммы»
        let and = len == 1
            && m.word(at + len) == "и"
            && m.gap(at + len + 1) <= Gap::Space
            && curriculum::content(m.word(at + len + 1))
            && curriculum::joined(&last, "и")
            && curriculum::joined("и", m.word(at + len + 1));
        let before = at.checked_sub(1).map_or("", |before| m.word(before));
        let after = len == 1
            && m.gap(at) <= Gap::Space
            && curriculum::content(before)
            && curriculum::joined(before, &last)
            && m.unit(at - 1).is_none();
        // «тестовых» without a count is a test.
        let test = last.starts_with("тестов") && !near_number(m, at, len);
        if joined || and || after || test {
            at += len;
            continue;
        }
        found.push(Found { at, len, kind, count: None });
        at += len;
    }
    found
}

fn near_number(m: &Message, at: usize, len: usize) -> bool {
    (1..=2).any(|back| at.checked_sub(back).is_some_and(|i| m.number(i).is_some()))
        || m.number(at + len).is_some()
        || m.unit(at + len).is_some_and(|unit| m.number(at + len + unit).is_some())
}

/// Gives each kind the number beside it, then takes both.
pub(super) fn count_kinds(m: &mut Message, found: &mut [Found]) {
    let small = |m: &Message, at: usize| {
        SMALL.contains(&m.word(at))
            || m.unit(at).is_some()
            || matches!(m.word(at), "вида" | "типа" | "a" | "the" | "пары" | "x" | "х" | "×")
    };
    let before = |m: &Message, one: &Found| {
        let mut at = one.at;
        for _ in 0..4 {
            if m.gap(at) > Gap::Dot {
                return None;
            }
            at = at.checked_sub(1)?;
            if let Some((len, n)) = m.number(at).filter(|_| !m.topic_number(at, 1)) {
                let from = if at > 0 && m.number(at - 1).is_some_and(|(two, _)| two == 2) { at - 1 } else { at };
                let n = m.number(from).map_or(n, |(_, n)| n);
                return Some((from, one.at - from, len, n));
            }
            if !small(m, at) {
                return None;
            }
        }
        None
    };
    let after = |m: &Message, one: &Found| {
        let from = one.at + one.len;
        for at in from..from + 4 {
            if !matches!(
                m.gap(at),
                Gap::None | Gap::Space | Gap::Hyphen | Gap::Dot | Gap::Dash | Gap::Colon | Gap::Open
            ) {
                return None;
            }
            if let Some((len, n)) = m.number(at) {
                let pairs = m.is(at + len, Tag::Pairs).is_some();
                let unit = m.unit(at + len).unwrap_or(0);
                return (!pairs).then_some((one.at + one.len, at + len + unit - one.at - one.len, n));
            }
            if !small(m, at) || matches!(m.word(at), "и" | "and" | "plus") {
                return None;
            }
        }
        None
    };
    let all_before = found.iter().all(|one| before(m, one).is_some());
    // «10 заданий соответствие и числовые ответы»: the number counts them all.
    let listed = found.len() > 1
        && before(m, &found[0]).is_some_and(|(from, _, digits, _)| m.unit(from + digits).is_some())
        && found[1..].iter().all(|one| before(m, one).is_none() && after(m, one).is_none());
    for at in 0..found.len() {
        let one = &found[at];
        // Questions on a text are counted, the text is not.
        if listed || one.kind == Kind::Reading {
            continue;
        }
        let first = before(m, one).filter(|(_, _, _, n)| *n > 0);
        // «пары» of a matching task are no tasks.
        let pairs_of = first.is_some_and(|(from, ..)| m.is(from + 1, Tag::Pairs).is_some());
        let second = after(m, one).filter(|_| !all_before);
        // A number that stands before the next kind is that kind's.
        let taken_by_next = second.is_some_and(|(from, len, _)| {
            found.get(at + 1).is_some_and(|next| {
                before(m, next).is_some_and(|(first, ..)| first >= from && first < from + len) && first.is_some()
            })
        });
        if let Some((from, len, _, n)) = first.filter(|_| !pairs_of) {
            found[at].count = Some(n);
            m.take_with(from, len, &["по", "и"]);
        } else if let Some((from, len, n)) = second.filter(|_| !taken_by_next) {
            found[at].count = Some(n);
            m.take(from, len);
        }
    }
    for one in found.iter() {
        let mut len = one.len;
        while m
            .unit(one.at + len)
            .is_some_and(|_| m.gap(one.at + len) <= Gap::Space && m.number(one.at + len + 1).is_none())
        {
            len += 1;
        }
        // «классифицировать по происхождению»
        if one.kind == Kind::Classify && m.word(one.at + len) == "по" && m.gap(one.at + len + 1) <= Gap::Space {
            len += 2;
        }
        // «упорядочить 5 событий»
        if one.kind == Kind::Ordering {
            let end = one.at + one.len + 3;
            if let Some(at) = (one.at + one.len..end).find(|at| m.word(*at).starts_with("событи")) {
                m.take(at, 1);
            }
        }
        m.take_with(one.at, len, &SMALL);
    }
}
