//! Everything else about the sheet: exam, answers, accommodations, kind of work, deadlines.

use super::lexicon::Tag;
use super::message::Message;
use super::tokens::Gap;
use crate::domain::Request;
use crate::domain::request::{Answers, Exam};

/// Deadlines and wishes nobody can print are heard and dropped.
pub(super) fn dropped(m: &mut Message) {
    for at in 0..m.len() {
        // «до 20:00», «к 8:30»
        if m.tokens[at].digits.is_some()
            && m.gap(at + 1) == Gap::Colon
            && m.tokens.get(at + 1).is_some_and(|t| t.digits.is_some() && t.word.len() == 2)
        {
            m.take_with(at, 2, &["до", "к", "в", "с", "by", "at", "before", "until"]);
        }
        // «к 3 уроку», «к первому уроку»
        if m.word(at) == "к" && m.word(at + 2) == "уроку" {
            m.take(at, 3);
        }
        let mark = m.mark(at, |tag| matches!(tag, Tag::Deadline | Tag::Extra).then_some(()));
        // «соединить картинку со словом» is a kind of task.
        let joined = m.word(at).starts_with("картин") && m.has(&["соедин", "сопостав"]);
        if let Some((len, ())) = mark.filter(|_| !joined) {
            m.take_with(at, len, &["чтоб", "чтобы", "и", "нужно", "надо", "желательно", "by", "for", "до", "на", "к"]);
        }
    }
    const NEEDED: [&str; 4] = ["нужно", "надо", "нужна", "нужен"];
    for at in 1..m.len() {
        if NEEDED.contains(&m.word(at)) && !m.free(at - 1) {
            m.take(at, 1);
        }
    }
}

/// The exam; the place after it, where a grade may stand.
pub(super) fn exam(m: &mut Message, request: &mut Request) -> Option<usize> {
    let mut after = None;
    while let Some((at, len, exam)) = m.find(|tag| if let Tag::Exam(exam) = tag { Some(exam) } else { None }) {
        request.exam = Some(exam);
        m.take_with(
            at,
            len,
            &["к", "на", "для", "в", "по", "формате", "подготовка", "подготовке", "for", "the", "стиле"],
        );
        after = Some(at + len);
    }
    if request.exam == Some(Exam::Ege) {
        for at in 0..m.len() {
            let word = m.word(at);
            let profile = word.starts_with("профил") || word == "profile";
            let base = matches!(word, "база" | "базу" | "базовый" | "базовая" | "базового" | "базы");
            if profile || base {
                request.exam = Some(if profile { Exam::EgeProfile } else { Exam::EgeBase });
                m.take(at, 1);
                if m.word(at + 1).starts_with("уров") {
                    m.take(at + 1, 1);
                }
            }
        }
    }
    // «задание 4» of an exam is its number there, no count.
    if request.exam.is_some() {
        for at in 0..m.len() {
            let named = matches!(m.word(at), "задание" | "задания" | "номер" | "вопрос" | "task" | "№");
            if named
                && m.tokens.get(at + 1).is_some_and(|t| t.digits.is_some() && !t.taken)
                && m.unit(at + 2).is_none()
                && m.gap(at + 1) <= Gap::Space
            {
                m.take(at, 2);
            }
        }
    }
    after
}

pub(super) fn answers(m: &mut Message, request: &mut Request) {
    const REFUSED: [&str; 12] =
        ["без", "no", "without", "не", "убери", "уберите", "убрать", "нет", "ни", "dont", "don't", "remove"];
    const AROUND: [&str; 16] = [
        "с",
        "со",
        "и",
        "плюс",
        "with",
        "and",
        "the",
        "an",
        "a",
        "include",
        "добавь",
        "добавьте",
        "мне",
        "include",
        "add",
        "plus",
    ];
    while let Some((at, len, ())) = m.find(|tag| (tag == Tag::Answers).then_some(())) {
        let before = |back: usize| at.checked_sub(back).map_or("", |i| m.word(i));
        let refused_before = (1..=2).any(|back| REFUSED.contains(&before(back)) && (before(back) != "не" || back == 1));
        let after = at + len;
        let refused_after = m.word(after) == "не"
            && (m.word(after + 1).starts_with("нуж")
                || m.word(after + 1).starts_with("надо")
                || m.word(after + 1).starts_with("требу")
                || m.word(after + 1).starts_with("прикл"))
            || matches!(m.word(after), "убери" | "уберите" | "убрать")
            || m.word(after) == "not";
        if refused_before || refused_after {
            request.answers = Some(Answers::None);
            m.take_with(at, len, &REFUSED);
            if refused_after {
                m.take(after, 1 + usize::from(m.word(after) == "не" || m.word(after) == "not"));
                for at in 0..m.len() {
                    if matches!(m.word(at), "уберите" | "убери") {
                        m.take(at, 1);
                    }
                }
            }
            continue;
        }
        if request.answers != Some(Answers::Separate) {
            request.answers = Some(Answers::Together);
        }
        m.take_with(at, len, &AROUND);
        let end = m.len().min(after + 4);
        for i in (at.saturating_sub(3)..end).filter(|i| !(at..after).contains(i)) {
            if let Some((len, apart)) = m.mark(i, |tag| match tag {
                Tag::Apart => Some(true),
                Tag::Beside => Some(false),
                _ => None,
            }) {
                if apart {
                    request.answers = Some(Answers::Separate);
                }
                m.take_with(i, len, &["в", "на", "on", "a", "in", "и", "сразу"]);
                // «на отдельном листе»
                if matches!(
                    m.word(i + len),
                    "листе"
                        | "листом"
                        | "странице"
                        | "файлом"
                        | "файле"
                        | "листочке"
                        | "page"
                        | "sheet"
                        | "file"
                        | "лист"
                ) {
                    m.take(i + len, 1);
                }
            }
        }
        for i in [after, after + 1] {
            if ["прилож", "дай", "нужн", "добав", "пришл", "сдела"].iter().any(|stem| m.word(i).starts_with(stem))
                && m.gap(i) <= Gap::Space
            {
                m.take(i, 1);
            }
        }
    }
}

pub(super) fn accommodation(m: &mut Message, request: &mut Request) {
    const BEFORE: [&str; 12] =
        ["с", "для", "у", "ребенка", "ученика", "ученицы", "детей", "класс", "класса", "with", "for", "in"];
    let found = |tag| if let Tag::Accommodation(kinds) = tag { Some(kinds) } else { None };
    while let Some((at, len, kinds)) = m.find(found) {
        request.accommodation.extend(kinds);
        m.take_with(at, len, &BEFORE);
    }
    // A bare «шрифт» with a word of size nearby.
    for at in 0..m.len() {
        if m.word(at).starts_with("шрифт") || m.word(at) == "font" {
            let near = (at.saturating_sub(2)..=at + 2).find(|i| {
                *i != at
                    && ["больш", "побольш", "крупн", "покрупн", "bigger", "larger", "large"]
                        .iter()
                        .any(|s| m.word(*i).starts_with(s))
            });
            if let Some(near) = near {
                request.accommodation.insert(crate::domain::request::Accommodation::LargePrint);
                m.take(near, 1);
                m.take(at, 1);
            }
        }
    }
}

pub(super) fn work(m: &mut Message, request: &mut Request) {
    while let Some((at, len, work)) = m.find(|tag| if let Tag::Work(work) = tag { Some(work) } else { None }) {
        request.kind_of_work.get_or_insert_with(|| work.to_owned());
        m.take_with(at, len, &["для", "на", "в", "по", "виде", "a", "as", "for"]);
        for i in at + len..=at + len + 1 {
            if m.word(i).starts_with("работ") && m.gap(i) <= Gap::Dot {
                m.take(i, 1);
            }
        }
    }
}
