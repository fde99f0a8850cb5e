//! What is to be another way in the last sheet.

use super::lexicon::Tag;
use super::message::Message;
use super::numbers;
use super::tokens::Gap;
use crate::domain::{Difficulty, Format, Request};

const REPLACING: [&str; 16] = [
    "замен",
    "помен",
    "смени",
    "перепис",
    "перепиш",
    "передел",
    "обнов",
    "измени",
    "поправь",
    "другое вместо",
    "replace",
    "change",
    "swap",
    "redo",
    "rewrite",
    "regenerate",
];

/// «замени 3 и 7», «поменяй второе и пятое», "replace question 4": which tasks.
pub(super) fn replaced(m: &Message) -> Vec<u16> {
    let instead = (1..m.len()).any(|at| {
        m.tokens[at - 1].word == "вместо"
            && (m.tokens[at].ordinal
                || numbers::ordinal(&m.tokens[at].word).is_some()
                || m.tokens[at].word.starts_with("задан"))
    });
    // «третье задание другое», «убери задание 4»: one task, named by its number.
    let named = (0..m.len()).any(|at| {
        let one = matches!(m.tokens[at].word.as_str(), "задание" | "вопрос" | "номер" | "task" | "question");
        let numbered = |i: usize| m.tokens.get(i).is_some_and(|t| t.ordinal || numbers::ordinal(&t.word).is_some());
        let digits = m.tokens.get(at + 1).is_some_and(|t| t.digits.is_some()) && m.unit(at + 2).is_none();
        one && (digits || numbered(at + 1) || at > 0 && numbered(at - 1))
    });
    let instead = instead || named && m.has(&["друго", "убер", "удали", "выкин", "remove", "delete", "another"]);
    if !(m.has(&REPLACING) || instead)
        || m.tokens
            .iter()
            .enumerate()
            .any(|(at, _)| m.is(at, Tag::Class).is_some() || m.is(at, Tag::Variants).is_some())
    {
        return Vec::new();
    }
    let mut tasks: Vec<u16> = Vec::new();
    for (at, token) in m.tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |i| m.word(i));
        let n = token.digits.or_else(|| numbers::ordinal(&token.word).map(u16::from)).or_else(|| {
            m.number(at).filter(|_| !matches!(token.word.as_str(), "один" | "одну" | "one" | "пару")).map(|(_, n)| n)
        });
        let Some(n) = n.filter(|n| (1..=60).contains(n)) else { continue };
        // «на 12 заданий» is a new number of tasks.
        if before == "на" && m.unit(at + 1).is_some() {
            continue;
        }
        let through = matches!(m.gap(at), Gap::Hyphen | Gap::Dash) || matches!(before, "по" | "to" | "through" | "до");
        match tasks.last().copied() {
            Some(from) if through && from < n && n - from < 40 => tasks.extend(from + 1..=n),
            _ => tasks.push(n),
        }
    }
    tasks.dedup();
    tasks
}

/// «ещё вариант», «другой вариант», «такой же с другими числами».
pub(super) fn is_another(m: &Message, request: &Request) -> bool {
    let new = request.subject.is_some() || request.exam.is_some() || request.grade.is_some();
    if new {
        return false;
    }
    let more = m.has(&["еще", "друго", "други", "другим", "новый", "новую", "новые"])
        || m.says(&["another", "more", "new", "different", "second", "other", "again"]);
    let second = m.says(&["второй", "третий", "2й"]);
    let variant = m.tokens.iter().any(|t| {
        t.word.starts_with("вариант")
            || t.word.starts_with("variant")
            || t.word.starts_with("version")
            || t.word.starts_with("верси")
            || t.word == "вар"
            || t.word == "copy"
    });
    let same =
        m.has(&["такой", "такую", "такое", "такие", "то же", "тоже самое", "аналогичн", "похож", "same", "similar"])
            || m.says(&["же"]);
    let other_numbers =
        m.has(&["числами", "данными", "цифрами", "значениями", "числа", "numbers", "values", "примерами"]) && more;
    let tiny = m.tokens.len() <= 4
        && m.has(&["еще"])
        && (m.says(&["один", "одну", "раз", "разок", "такой", "такую", "такое"]) || m.tokens.len() == 1)
        || m.tokens.len() <= 4 && m.says(&["another", "again"]) && m.says(&["one", "again", "once", "another"]);
    let counted = m.tokens.iter().any(|t| {
        ["задани", "задач", "пример", "вопрос", "question", "task", "problem"].iter().any(|s| t.word.starts_with(s))
    });
    (more || second) && variant
        || same && other_numbers
        || m.has(&["еще"]) && same && !counted
        || other_numbers && m.tokens.len() <= 8
        || tiny && !counted
}

/// What a wish about the last sheet changes; whether it is one.
pub(super) fn is_revision(m: &Message, request: &mut Request, known_topic: bool) -> bool {
    if request.subject.is_some()
        || request.exam.is_some()
        || known_topic
        || !request.levels.is_empty()
        || !request.mix.is_empty()
    {
        return false;
    }
    delta(m, request);
    // «слишком легко для 9а» names the pupils, not another class.
    let judged = request.difficulty_delta.is_some() && m.says(&["слишком", "чересчур", "too"]);
    if judged && request.total.is_none() {
        request.grade = None;
        request.class_letters.clear();
    }
    let adds = m.has(&["добав", "больше", "побольше", "плюс", "прибав"]) || m.says(&["add", "more", "еще", "extra"]);
    let removes = m.has(&["убер", "убав", "меньше", "поменьше", "сократ", "минус", "удали", "выкин"])
        || m.says(&["remove", "fewer", "less", "drop", "cut", "delete"]);
    let sets = m.says(&["до", "пусть", "всего", "только"])
        || m.has(&["сделай", "остав"]) && !adds && !removes
        || m.says(&["make", "only", "just"]);
    let no = m.tokens.first().is_some_and(|t| matches!(t.word.as_str(), "нет" | "не" | "no" | "not"));
    let again = m.has(&[
        "сделай",
        "передел",
        "измен",
        "помен",
        "замен",
        "исправ",
        "поправ",
        "перепис",
        "увелич",
        "такой",
        "такое",
        "такую",
        "так",
        "лучше",
        "пусть",
        "теперь",
        "давай",
        "остав",
    ]) || m.says(&["же", "instead", "change", "make", "same", "again", "too", "now", "switch"]);
    if let (Some(n), false) = (request.total, sets && !adds) {
        let n = i16::try_from(n).unwrap_or(i16::MAX);
        let delta = if removes {
            Some(-n)
        } else if adds {
            Some(n)
        } else {
            None
        };
        if let Some(delta) = delta.filter(|_| request.per_kind.is_empty() || removes) {
            request.count_delta = Some(delta);
            request.total = None;
        }
    }
    if removes && !request.include_kinds.is_empty() {
        request.exclude_kinds.append(&mut request.include_kinds);
    }
    if removes && request.format == Some(Format::TestOnly) {
        request.format = Some(Format::OpenOnly);
    }
    if request.format == Some(Format::TestOnly) && no && m.has(&["открыт"]) {
        request.format = Some(Format::OpenOnly);
        request.include_kinds.clear();
    }
    // «замени открытые на тестовые», «вместо теста открытые»
    let into_test = (1..m.len()).any(|at| m.tokens[at - 1].word == "на" && m.tokens[at].word.starts_with("тест"));
    if into_test && m.has(&["замен", "помен", "передел", "смени"]) {
        request.format = Some(Format::TestOnly);
        request.include_kinds.clear();
    }
    let changes = request.difficulty_delta.is_some()
        || request.count_delta.is_some()
        || !request.exclude_kinds.is_empty()
        || request.answers.is_some()
        || !request.accommodation.is_empty();
    let named = request.grade.is_some()
        || request.total.is_some()
        || request.format.is_some()
        || request.difficulty.is_some()
        || request.variants.is_some()
        || request.duration_min.is_some()
        || !request.include_kinds.is_empty()
        || !request.per_kind.is_empty()
        || !request.class_letters.is_empty()
        || request.kind_of_work.is_some();
    let wants_new = m.has(&["нуж", "хоч", "хотел", "помог", "завтра"]) || m.says(&["need", "want"]);
    let refuses = m.tokens.first().is_some_and(|t| t.word == "без") && !request.exclude_kinds.is_empty();
    if request.grade.is_some()
        && !no
        && !refuses
        && !m.says(&["же"])
        && !m.has(&[
            "измен",
            "помен",
            "замен",
            "передел",
            "исправ",
            "лучше",
            "ошиб",
            "change",
            "instead",
            "switch",
            "same",
        ])
        && !m.says(&["для"])
    {
        return false;
    }
    let plain = request.grade.is_none() && request.kind_of_work.is_none() && request.format.is_none() && !wants_new;
    if plain && named {
        return true;
    }
    changes && (request.grade.is_none() || no || again || refuses) && !(wants_new && request.kind_of_work.is_some())
        || named && (no || again || adds || removes) && !(wants_new && !no && !again)
}

/// Harder or easier than the last sheet, however it is said.
pub(super) fn delta(m: &Message, request: &mut Request) {
    let too = m.says(&["слишком", "too", "очень", "чересчур", "больно"]) || m.has(&["перебор"]);
    let judged = |stems: &[&str], short: &[&str]| m.has(stems) || too && m.has(short);
    let hard = judged(
        &["сложновато", "трудновато", "тяжеловат", "не справ", "упрост", "упрощ", "облегч", "simplify"],
        &["сложн", "трудн", "тяжел", "hard", "difficult", "challeng"],
    ) || m.says(&["справились", "справляются", "справятся"]) && m.says(&["не"]);
    let easy = judged(&["легковат", "простоват", "усложн", "скучн"], &["легк", "прост", "easy", "simple"]);
    if hard || easy {
        request.difficulty_delta = Some(if hard { -1 } else { 1 });
        request.difficulty = None;
        return;
    }
    let level = m.tokens.iter().any(|t| t.word.starts_with("уров") || t.word == "level");
    match request.difficulty {
        Some(Difficulty::Hard) if !level => request.difficulty_delta = Some(1),
        Some(Difficulty::Easy) if !level => request.difficulty_delta = Some(-1),
        _ => return,
    }
    request.difficulty = None;
}
