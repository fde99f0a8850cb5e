//! How many tasks: a test, kinds with counts, plain numbers.

use super::curriculum;
use super::kinds::{count_kinds, excluded, kinds};
use super::lexicon::Tag;
use super::message::Message;
use super::tokens::Gap;
use crate::domain::{Format, Kind, Request};

/// Kinds of task with or without counts, tests, and the number of tasks.
pub(super) fn tasks(m: &mut Message, request: &mut Request) {
    let mut open_only = false;
    while let Some((at, len, ())) = m.find(|tag| (tag == Tag::NoTest).then_some(())) {
        m.take(at, len);
        open_only = true;
        for next in at + len..=at + len + 1 {
            if let Some((more, ())) = m.mark(next, |tag| (tag == Tag::Kind(Kind::Open)).then_some(())) {
                let unit = m.unit(next + more).unwrap_or(0);
                m.take_with(next, more + unit, &["а", "только"]);
                break;
            }
        }
    }
    excluded(m, request);
    let mut only_test = false;
    while let Some((at, len, ())) = m.find(|tag| (tag == Tag::OnlyTest).then_some(())) {
        m.take(at, len);
        only_test = true;
    }
    let mut found = kinds(m);
    let each = each(m);
    // «10 предложений + 5 верно/неверно», «6 предложений + таблица»
    let added = found.iter().any(|one| {
        (one.at.saturating_sub(2)..=one.at).any(|at| m.gap(at) == Gap::Plus && (at == one.at || m.number(at).is_some()))
    });
    count_kinds(m, &mut found);
    if found.iter().any(|one| one.count.is_some())
        && let Some(n) = counted_tests(m)
    {
        request.per_kind.insert(Kind::SingleChoice, n);
    }
    // A test with its own count beside counted open tasks: «тест 15 вопросов + 3 открытых».
    let open = found.iter().any(|one| one.kind == Kind::Open);
    let mut test = only_test;
    let mut test_count = None;
    while let Some((at, len, ())) = m.find(|tag| (tag == Tag::Test).then_some(())) {
        test = true;
        let of = at + len + usize::from(matches!(m.word(at + len), "of" | "на" | "из" | "with"));
        let dash = matches!(m.gap(of), Gap::Space | Gap::Dash | Gap::Colon | Gap::Comma | Gap::Hyphen | Gap::Open);
        if let Some((digits, n)) = m.number(of).filter(|_| dash && !m.topic_number(of, 1)) {
            let unit = m.unit(of + digits).unwrap_or(0);
            let alone = m.gap(of + digits) >= Gap::Comma || unit > 0 || !m.free(of + digits);
            let kind_next = m.mark(of + digits, |tag| matches!(tag, Tag::Kind(_)).then_some(())).is_some();
            if alone && !kind_next && (unit > 0 || m.gap(of) != Gap::Comma) {
                test_count = Some(n);
                m.take(of, digits + unit);
                m.take(at + len, of - at - len);
            }
        }
        // «тест+задания», «тест и задачи»
        let after = at + len;
        let and = usize::from(matches!(m.word(after), "и" | "and" | "плюс"));
        if (m.gap(after) == Gap::Plus || and > 0) && m.unit(after + and).is_some() && m.number(after + and).is_none() {
            request.format = Some(Format::TestAndOpen);
            let unit = m.unit(after + and).unwrap_or(0);
            m.take(after, and + unit);
        }
        m.take_with(at, len, &["в", "виде", "на", "a", "как"]);
    }
    let tested =
        test || found.iter().any(|one| one.kind == Kind::SingleChoice && m.tokens[one.at].word.starts_with("тестов"));
    if open_only {
        request.format = Some(Format::OpenOnly);
    } else if request.format.is_none() && tested && open {
        request.format = Some(Format::TestAndOpen);
    } else if request.format.is_none() && test {
        request.format = Some(Format::TestOnly);
    }
    let counted_open = found.iter().any(|one| one.kind == Kind::Open && one.count.is_some());
    let besides = (1..m.len()).any(|at| {
        m.number(at).is_some_and(|(len, _)| m.unit(at + len).is_some())
            && (matches!(m.word(at - 1), "и" | "and" | "плюс") || m.gap(at) == Gap::Plus)
    });
    let in_kinds = found.iter().filter_map(|one| one.count).chain(request.per_kind.values().copied());
    let counts = counts(m, in_kinds.fold(0, u16::saturating_add));
    let counted = counted_open || found.iter().any(|one| one.count.is_some());
    let tests = [Kind::SingleChoice, Kind::MultipleChoice];
    let counted = counted && !found.iter().any(|one| one.count.is_some() && tests.contains(&one.kind));
    if let (Some(n), true) = (test_count, counted) {
        {
            let count = request.per_kind.entry(Kind::SingleChoice).or_default();
            *count = count.saturating_add(n);
        }
        test_count = None;
    }
    // «открытые» beside a test is the format, not a kind.
    if tested {
        found.retain(|one| one.kind != Kind::Open || one.count.is_some());
    }
    let stated = each.or(counts).or(test_count);
    let table_added = added && found.iter().any(|one| one.kind == Kind::Table);
    let lone = !besides
        && !table_added
        && found.len() == 1
        && request.per_kind.is_empty()
        && found[0].count.is_none()
        && found[0].kind != Kind::Reading;
    if let (true, Some(n)) = (lone, stated) {
        found[0].count = Some(n);
    } else if let (Some(n), true) = (stated, found.len() == 2 && request.per_kind.is_empty()) {
        // A text with questions of one kind: the count is of the questions.
        let reading = found.iter().any(|one| one.kind == Kind::Reading && one.count.is_none());
        if let Some(other) = found.iter_mut().find(|one| one.kind != Kind::Reading && one.count.is_none() && reading) {
            other.count = Some(n);
        }
    }
    let any_counted = !request.per_kind.is_empty() || found.iter().any(|one| one.count.is_some());
    for one in found {
        match one.count {
            Some(n) => {
                let count = request.per_kind.entry(one.kind).or_default();
                *count = count.saturating_add(n);
            }
            // «таблица и 3 открытых»: one table.
            None if one.kind == Kind::Table && (any_counted && stated.is_none() || added) => {
                request.per_kind.insert(one.kind, 1);
            }
            None => _ = request.include_kinds.insert(one.kind),
        }
    }
    request.include_kinds.retain(|kind| !request.per_kind.contains_key(kind));
    let summed = request.per_kind.values().copied().fold(0, u16::saturating_add);
    let mixed = request.mix.values().copied().fold(0, u16::saturating_add);
    request.total = match (stated, summed, mixed) {
        (Some(n), ..) if added && summed > 0 && each.is_none() => Some(n.saturating_add(summed)),
        (Some(n), ..) if summed < n || summed == 0 => Some(n),
        (_, n @ 1.., _) | (_, _, n @ 1..) => Some(n),
        (n, ..) => n,
    };
    // «две сложные, остальные лёгкие»
    let rest = request.total.unwrap_or(0).saturating_sub(mixed);
    if mixed > 0 {
        request.mix.values_mut().filter(|n| **n == 0).for_each(|n| *n = rest);
        request.mix.retain(|_, n| *n > 0);
    }
    if mixed == 0 && !request.mix.is_empty() {
        let each = request.total.unwrap_or(0) / u16::try_from(request.mix.len()).unwrap_or(1);
        request.mix.values_mut().for_each(|n| *n = each);
        if each == 0 {
            request.levels = request.mix.keys().copied().collect();
            request.mix.clear();
        }
    }
}

/// «5 тестов, 3 на соответствие»: beside other counted kinds, so many tasks of a test.
fn counted_tests(m: &mut Message) -> Option<u16> {
    let mut counted: Option<u16> = None;
    for at in 0..m.len() {
        let Some((len, n)) = m.number(at).filter(|_| !m.topic_number(at, 1)) else { continue };
        let test = m.mark(at + len, |tag| (tag == Tag::Test).then_some(())).filter(|_| m.gap(at + len) <= Gap::Space);
        if let Some((test, ())) = test {
            m.take(at, len + test);
            counted = Some(counted.unwrap_or(0).saturating_add(n));
        }
    }
    counted
}

/// «по 7 задач», «по восемь»: in each variant.
fn each(m: &mut Message) -> Option<u16> {
    for at in 0..m.len() {
        if m.word(at) != "по" && m.word(at) != "each" {
            continue;
        }
        let Some((len, n)) = m.number(at + 1) else { continue };
        let unit = m.unit(at + 1 + len).unwrap_or(0);
        let closes = m.gap(at + 1 + len) >= Gap::Comma || !m.free(at + 1 + len);
        let kind = m.mark(at + 1 + len + unit, |tag| matches!(tag, Tag::Kind(_)).then_some(()));
        if (unit > 0 || closes) && kind.is_none() {
            m.take(at, 1 + len + unit);
            return Some(n);
        }
    }
    None
}

/// Every number of tasks left: counts in different units add up, a repeated one is a correction. A total may be named
/// before its parts, some of which were counted by kind: «10 заданий: 5 тестов, 3 на соответствие, 2 задачи».
fn counts(m: &mut Message, in_kinds: u16) -> Option<u16> {
    let mut counted: Vec<(String, u16)> = Vec::new();
    let mut at = 0;
    while at < m.len() {
        let Some((len, n)) = m.number(at).filter(|(_, n)| *n > 0) else {
            at += 1;
            continue;
        };
        // «8-10 заданий»: the larger number comes second and is read.
        let ranged =
            matches!(m.gap(at + len), Gap::Hyphen | Gap::Dash) && m.number(at + len).is_some_and(|(_, more)| more > n);
        let mut end = at + len;
        while matches!(m.word(end), "of" | "разных" | "новых" | "таких" | "more" | "extra" | "еще" | "new")
            && m.gap(end) <= Gap::Space
        {
            end += 1;
        }
        // «8 коротких задач»: one word between.
        let skip = usize::from(
            m.unit(end).is_none()
                && m.unit(end + 1).is_some_and(|_| m.gap(end + 1) <= Gap::Space)
                && adjective(m.word(end)),
        );
        let ahead = m.unit(end + skip).filter(|_| m.gap(end) <= Gap::Dot && !m.topic_number(at, len));
        let behind = at.checked_sub(1).and_then(|i| m.unit(i).map(|_| i)).filter(|i| {
            let language = m.mark(*i, |tag| (tag == Tag::Unit { language: true }).then_some(())).is_some();
            m.gap(at) <= Gap::Colon
                && m.gap(at) != Gap::Comma
                && !m.topic_number(at, len)
                && (!language
                    || m.gap(at) == Gap::Colon
                    || matches!(m.word(*i), "слов" | "предложений" | "words" | "sentences"))
        });
        if ranged && m.unit(end).is_none() {
            m.take(at, len);
            at += len;
            continue;
        }
        if let Some(unit) = ahead {
            let name = curriculum::stem(m.word(end + skip));
            if let Some(known) = counted.iter_mut().find(|(other, _)| *other == name) {
                known.1 = n;
            } else {
                counted.push((name, n));
            }
            m.take_with(at, len, &["на", "из", "в", "of", "with", "и", "по", "около", "примерно", "ровно", "всего"]);
            m.take(end + skip, unit);
            if end > at + len {
                m.take(at + len, end - at - len);
            }
            at = end + skip + unit;
        } else if let Some(behind) = behind {
            counted.push((curriculum::stem(m.word(behind)), n));
            m.take_with(behind, at + len - behind, &["на", "из"]);
            at += len;
        } else {
            at += len;
        }
    }
    if counted.len() > 1 && m.says(&["нет", "точнее", "вернее", "ой", "actually"]) {
        return counted.last().map(|(_, n)| *n);
    }
    if let Some(((_, total), parts)) = counted.split_first()
        && in_kinds > 0
        && !parts.is_empty()
        && parts.iter().map(|(_, n)| *n).fold(in_kinds, u16::saturating_add) == *total
    {
        return Some(*total);
    }
    (!counted.is_empty()).then(|| counted.iter().map(|(_, n)| *n).fold(0, u16::saturating_add))
}

fn adjective(word: &str) -> bool {
    ["ых", "их", "ые", "ие", "ый"].iter().any(|end| word.ends_with(end))
        || matches!(word, "short" | "practice" | "word" | "different" | "quick")
}

/// A bare number, when everything else is read: «наречие, 10».
pub(super) fn alone(m: &mut Message, request: &mut Request) {
    if request.total.is_some() {
        return;
    }
    let lone = (0..m.len()).find_map(|at| {
        let (len, n) = m.number(at).filter(|(_, n)| (1..=100).contains(n))?;
        let opens = at == 0 || m.gap(at) >= Gap::Comma || !m.free(at - 1);
        let closes = m.gap(at + len) >= Gap::Comma || !m.free(at + len);
        let last = at + len == m.len() && !m.topic_number(at, len);
        (closes && !m.topic_number(at, len) && (opens || last && n >= 5 && m.tokens[at].digits.is_some()))
            .then_some((at, len, n))
    });
    if let Some((at, len, n)) = lone {
        request.total = Some(n);
        m.take_with(at, len, &["на", "of"]);
        if let [kind] = request.include_kinds.iter().copied().collect::<Vec<_>>()[..]
            && kind != Kind::Reading
            && request.per_kind.is_empty()
        {
            request.include_kinds.clear();
            request.per_kind.insert(kind, n);
        }
    }
}
