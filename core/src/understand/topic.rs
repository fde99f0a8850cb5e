//! The topic: what no slot has read, without the words of asking.

use super::curriculum::{self, joins};
use super::lexicon::{self, Tag};
use super::message::Message;
use super::numbers;
use super::tokens::Gap;
use crate::domain::plan;

/// What is left of a message.
#[derive(Debug, Default)]
pub(super) struct Topic {
    /// Words in order, joined for people.
    pub text: String,
    /// The words by themselves.
    pub words: Vec<String>,
    /// Whether the curriculum knows one of them.
    pub known: bool,
}

/// Pupils' given names, as teachers write them; never part of a topic beside a pupil.
const NAMES: &str = include_str!("../../data/lexicon/names.txt");

/// Takes away names of pupils.
pub(super) fn forget_names(m: &mut Message, pupil: bool) {
    let given = |m: &Message, at: usize| {
        let word = m.word(at);
        m.free(at)
            && m.tokens[at].capital
            && NAMES.lines().any(|name| {
                let stem = name.trim_end_matches(['а', 'я', 'й', 'ь']);
                word.strip_prefix(stem).is_some_and(|end| end.chars().count() <= 2) && !name.is_empty()
            })
    };
    let pupil = pupil || m.has(&["учени", "девочк", "мальчик", "ребен", "зовут", "фамили", "сын", "дочк", "дочер"]);
    for at in 0..m.len() {
        if !given(m, at) {
            continue;
        }
        let before = at > 0 && m.gap(at) <= Gap::Space && m.tokens[at - 1].capital && m.free(at - 1);
        let after =
            m.gap(at + 1) <= Gap::Space && m.tokens.get(at + 1).is_some_and(|token| token.capital && !token.taken);
        let asked_for =
            at > 0 && matches!(m.word(at - 1), "для" | "у" | "меня" | "for") || m.word(at.saturating_sub(2)) == "для";
        let neighbour = at > 0 && curriculum::joined(&m.tokens[at - 1].word, &m.tokens[at].word)
            || after && curriculum::joined(&m.tokens[at].word, &m.tokens[at + 1].word);
        if !(pupil || asked_for) || neighbour {
            continue;
        }
        let surname = |i: usize| {
            m.tokens.get(i).is_some_and(|token| {
                !curriculum::speaks(&token.word)
                    || ["ов", "ев", "ин", "ова", "ева", "ина", "ову", "еву", "овой", "евой", "иной"]
                        .iter()
                        .any(|end| token.word.ends_with(end))
            })
        };
        let from = if before && surname(at - 1) { at - 1 } else { at };
        let to = if after && surname(at + 1) { at + 1 } else { at };
        m.take_with(from, to + 1 - from, &["для", "у", "меня", "ученика", "ученицы", "for", "моего", "моей"]);
    }
}

/// Drops what a teacher took back: «НОК, ой нет, признаки делимости».
pub(super) fn corrected(m: &mut Message) {
    for at in 1..m.len() {
        let Some((mut len, ())) = m.mark(at, |tag| (tag == Tag::Fix).then_some(())) else { continue };
        // «ой, лучше …»
        while let Some((more, ())) = m.mark(at + len, |tag| (tag == Tag::Fix).then_some(())) {
            len += more;
        }
        let alone = m.gap(at) >= Gap::Comma || m.gap(at + len) >= Gap::Comma;
        let later = |i: usize| m.free(i) && curriculum::speaks(m.word(i)) && !lexicon::asks(m.word(i));
        let rest = (at + len..m.len()).any(later) || at + len < m.len() && !m.free(at + len);
        if !alone {
            continue;
        }
        m.take(at, len);
        if !rest {
            continue;
        }
        // The phrase right before it.
        let mut from = at;
        while from > 0 && m.free(from - 1) {
            from -= 1;
            if m.gap(from) >= Gap::Comma {
                break;
            }
        }
        m.take(from, at - from);
    }
    // «не дроби, а проценты»
    for at in 0..m.len() {
        if m.word(at) == "не" && at + 1 < m.len() {
            let but = (at + 2..m.len().min(at + 6)).find(|i| m.word(*i) == "а" && m.gap(*i) >= Gap::Space);
            if let Some(but) = but.filter(|but| (at..*but).all(|i| m.free(i))) {
                m.take(at, but + 1 - at);
            }
        }
    }
}

struct Segment {
    words: Vec<usize>,
    known: usize,
    content: usize,
}

/// Reads the topic off what is left.
pub(super) fn read(m: &Message) -> Topic {
    let from = named_from(m);
    let mut segments: Vec<Segment> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    let mut parens: Vec<usize> = Vec::new();
    for at in from..=m.len() {
        let breaks = at == m.len() || !m.free(at) || m.gap(at) >= Gap::Comma;
        if breaks && !current.is_empty() {
            let open = m.gap(current[0]) == Gap::Open;
            if let Some(segment) = segment(m, std::mem::take(&mut current)) {
                if open {
                    parens.push(segments.len());
                }
                segments.push(segment);
            }
        }
        if at < m.len() && m.free(at) {
            // «сложение [на числовой прямой] до 10»: what was read stood in the middle.
            let goes_on = current.is_empty()
                && matches!(m.word(at), "до" | "от")
                && m.gap(at) <= Gap::Space
                && m.number(at + 1).is_some();
            if goes_on && let Some(before) = segments.pop() {
                current = before.words;
            }
            current.push(at);
        }
    }
    // A list of examples in brackets says no more than what stands before it.
    let examples = |n: usize| {
        let segment = &segments[n];
        n > 0 && segment.content >= 3 && segment.words.iter().all(|at| m.tokens[*at].is_word() && !joins(m.word(*at)))
    };
    let brackets = parens.clone();
    let dropped: Vec<usize> = parens.into_iter().filter(|n| examples(*n)).collect();
    let known = segments.iter().any(|segment| segment.known > 0);
    let kept: Vec<&Segment> = segments
        .iter()
        .enumerate()
        .filter(|(n, segment)| {
            !dropped.contains(n)
                && (!known || segment.known * 3 >= segment.content || brackets.contains(n) || from > 0 && *n == 0)
        })
        .map(|(_, segment)| segment)
        .collect();
    written(m, &kept, known)
}

fn written(m: &Message, kept: &[&Segment], known: bool) -> Topic {
    let mut topic = Topic { known, ..Topic::default() };
    for (n, segment) in kept.iter().enumerate() {
        let after_by = segment.words[0] > 0
            && matches!(m.tokens[segment.words[0] - 1].word.as_str(), "по" | "теме" | "про" | "о" | "об");
        let mut oblique = after_by && m.tokens[segment.words[0] - 1].word != "про";
        if n > 0 {
            let comma = m.gap(segment.words[0]) >= Gap::Comma;
            topic.text.push_str(if comma { ", " } else { " " });
        }
        for (k, &at) in segment.words.iter().enumerate() {
            let token = &m.tokens[at];
            let mut shown = canonical(&token.shown, &token.word, m, at);
            if oblique && token.is_word() {
                let adjective = ["ой", "ым", "ому", "им", "ему", "ей"].iter().any(|end| token.word.ends_with(end));
                if let Some(named) = curriculum::named(&token.word) {
                    shown = named;
                }
                // «по причастиям и деепричастиям»
                oblique =
                    adjective || token.word == "и" || segment.words.get(k + 1).is_some_and(|next| m.word(*next) == "и");
            }
            if shown.is_empty() {
                continue;
            }
            if k > 0 && !topic.text.ends_with(' ') {
                let touching = token.gap == Gap::None || token.gap == Gap::Hyphen && token.digits.is_some();
                topic.text.push_str(if token.gap == Gap::Hyphen {
                    "-"
                } else if touching {
                    ""
                } else {
                    " "
                });
            }
            topic.text.push_str(&shown);
            topic.words.extend(shown.split(' ').map(super::tokens::fold));
        }
    }
    let short: String = topic.text.chars().take(plan::MAX_TOPIC_CHARS).collect();
    topic.text = String::from(short.trim().trim_end_matches(','));
    topic
}

/// Usual abbreviations in full, names of things as the curriculum has them.
fn canonical(shown: &str, word: &str, m: &Message, at: usize) -> String {
    let next = m.word(at + 1);
    let full = match word {
        "фсу" => "формулы сокращённого умножения",
        "спп" => "сложноподчинённые предложения",
        "ссп" => "сложносочинённые предложения",
        "бсп" => "бессоюзные сложные предложения",
        "питон" | "питоне" | "питона" | "пайтон" | "пайтоне" | "пайтона" => {
            "python"
        }
        // «перевод из двоичной системы счисления»: the base says which systems.
        "счисления" if m.has(&["двоичн", "восьмеричн", "шестнадцатеричн"]) => {
            ""
        }
        "системы" if next == "счисления" && m.has(&["двоичн", "восьмеричн", "шестнадцатеричн"]) => {
            ""
        }
        "двоичной" if next == "в" => "двоичной системы",
        _ => shown,
    };
    full.to_owned()
}

/// Where a topic named as one begins: after «тема», «на тему».
fn named_from(m: &Message) -> usize {
    let mut marks = (0..m.len()).filter_map(|at| m.is(at, Tag::Topic).map(|len| at + len));
    marks.rfind(|from| (*from..m.len()).any(|at| m.free(at) && curriculum::content(m.word(at)))).unwrap_or(0)
}

/// A stretch of free words without words of asking at its ends.
fn segment(m: &Message, mut words: Vec<usize>) -> Option<Segment> {
    let asks = |at: usize| {
        m.mark(at, |tag| {
            matches!(tag, Tag::Ask | Tag::Talk | Tag::Topic | Tag::Pupils | Tag::LevelWord | Tag::Apart).then_some(())
        })
    };
    // «задачи на движение» is one.
    let named = |words: &[usize]| {
        words.len() > 2
            && matches!(m.word(words[0]), "задачи" | "задача")
            && curriculum::joined(m.word(words[0]), m.word(words[1]))
            && curriculum::speaks(m.word(words[2]))
    };
    loop {
        let &first = words.first()?;
        if let Some((len, ())) = asks(first).filter(|_| !topical(m, &words)) {
            words.drain(..len.min(words.len()));
        } else if (joins(m.word(first)) && words.len() > 1 && !named(&words))
            || (m.unit(first).is_some() && words.len() > 1 && !named(&words) && !language(m, first))
            || (joins(m.word(first)) && words.len() == 1)
        {
            words.remove(0);
        } else {
            break;
        }
    }
    while let Some(&last) = words.last() {
        let asking = lexicon::asks(m.word(last))
            && (!curriculum::speaks(m.word(last)) || asks(last).is_some())
            && !topical_end(m, &words);
        let formula = words.len() > 1 && m.word(words[words.len() - 2]) == "=";
        if joins(m.word(last)) && !formula || asking {
            words.pop();
        } else {
            break;
        }
    }
    let content = words.iter().filter(|at| curriculum::content(m.word(**at)) && m.tokens[**at].is_word()).count();
    let talks = |at: &&usize| {
        curriculum::content(m.word(**at))
            && m.tokens[**at].is_word()
            && !lexicon::asks(m.word(**at))
            && !counts(m.word(**at))
            && curriculum::speaks(m.word(**at))
    };
    let known = words.iter().filter(talks).count();
    let only_units = words
        .iter()
        .all(|at| m.unit(*at).is_some() && !language(m, *at) || lexicon::asks(m.word(*at)) || joins(m.word(*at)));
    let brackets = m.gap(*words.first()?) == Gap::Open;
    let ordinals =
        !brackets && words.iter().all(|at| counts(m.word(*at)) || joins(m.word(*at)) || lexicon::asks(m.word(*at)));
    (content > 0 && !(only_units && known == 0) && !ordinals).then_some(Segment { words, known, content })
}

/// A number in words, of either sort.
fn counts(word: &str) -> bool {
    numbers::ordinal(word).is_some() || numbers::cardinal(word).is_some()
}

fn language(m: &Message, at: usize) -> bool {
    m.mark(at, |tag| matches!(tag, Tag::Unit { language: true }).then_some(())).is_some()
}

/// A word of asking that begins a name of the curriculum: «работа и мощность», «правила».
fn topical(m: &Message, words: &[usize]) -> bool {
    let [first, second, ..] = words else { return false };
    let (first, second) = (m.word(*first), m.word(*second));
    curriculum::speaks(first) && curriculum::content(second) && curriculum::joined(first, second)
        || words.len() > 2
            && matches!(second, "и" | "в" | "на")
            && curriculum::speaks(first)
            && curriculum::joined(first, second)
            && curriculum::joined(second, m.word(words[2]))
}

fn topical_end(m: &Message, words: &[usize]) -> bool {
    let [.., before, last] = words else { return false };
    curriculum::joined(m.word(*before), m.word(*last))
}
