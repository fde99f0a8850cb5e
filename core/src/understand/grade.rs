//! Grade and classes: «5 класс», «6б», «7А–7В», «восьмой», "grade 5", "Year 6".

use super::lexicon::Tag;
use super::message::Message;
use super::numbers;
use super::tokens::Gap;
use crate::domain::{Grade, Request};

const LETTERS: &str = "абвгдежзик";
const LATIN: &str = "abcdefghik";

/// What was said about the grade.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Grades in the order they were named.
    pub grades: Vec<Grade>,
    /// «5-6 класс»: more than one grade, so none.
    pub range: bool,
    /// Read from a bare number.
    pub bare: bool,
}

fn grade(n: u16) -> Option<Grade> {
    u8::try_from(n).ok().and_then(|n| Grade::new(n).ok())
}

/// A number, ordinal or Roman sign that may name a grade beside the word «класс».
fn named(m: &Message, at: usize) -> Option<Grade> {
    if !m.free(at) {
        return None;
    }
    let token = &m.tokens[at];
    let n = token.digits.or_else(|| numbers::cardinal(&token.word));
    n.or_else(|| numbers::ordinal(&token.word).or_else(|| numbers::roman(&token.word)).map(u16::from)).and_then(grade)
}

fn letter(m: &Message, at: usize) -> Option<usize> {
    let mut letters = m.word(at).chars();
    let only = letters.next().filter(|_| letters.next().is_none())?;
    [LETTERS, LATIN].iter().find_map(|known| known.chars().position(|c| c == only))
}

pub(super) fn read(m: &mut Message, request: &mut Request, english: bool) -> Said {
    let mut said = Said::default();
    while let Some((at, len, n)) = m.find(|tag| if let Tag::Graders(n) = tag { Some(n) } else { None }) {
        said.grades.extend(Grade::new(n));
        m.take_with(at, len, &["для", "for"]);
    }
    classes(m, request, &mut said, english);
    for at in 0..m.len() {
        let year = m.is(at, Tag::Year).is_some();
        if m.is(at, Tag::Class).is_some() || year {
            beside(m, at, year, &mut said, request, english);
        }
    }
    said
}

/// «6б», «8А и 8Б», «7А–7В», «5а,б,в».
fn classes(m: &mut Message, request: &mut Request, said: &mut Said, english: bool) {
    let name = |grade: Grade, letter: usize| {
        let letters = if english { LATIN } else { LETTERS };
        let letter: String = letters.chars().nth(letter).into_iter().flat_map(char::to_uppercase).collect();
        format!("{grade}{letter}")
    };
    let mut at = 0;
    let mut last: Option<(Grade, usize)> = None;
    while at < m.len() {
        let touching = m.gap(at + 1) == Gap::None || m.gap(at + 1) == Gap::Hyphen;
        let spaced = m.gap(at + 1) == Gap::Space && {
            let closes = m.gap(at + 2) >= Gap::Comma || m.is(at + 2, Tag::Class).is_some();
            closes && (m.word(at + 1) != "в" || m.gap(at + 2) >= Gap::Comma || m.is(at + 2, Tag::Class).is_some())
        };
        let number = m.tokens[at].digits.filter(|_| m.free(at) && !m.tokens[at].ordinal).and_then(grade);
        // «восьмые А, Б и В», «8-е А и Б»
        let many = m.tokens[at].ordinal && m.tokens[at].shown.ends_with(['е', 'х'])
            || m.word(at).ends_with("ые")
            || m.word(at).ends_with("ых");
        let classes = many && spaced && m.tokens.get(at + 1).is_some_and(|next| next.capital);
        let number = number.or_else(|| named(m, at).filter(|_| classes));
        if let (Some(grade), Some(letter), true) = (number, letter(m, at + 1), touching || spaced) {
            // «7в … 2в»: two variants.
            let variants = letter == 2 && (2..=4).contains(&grade.number()) && m.free(at.saturating_sub(1));
            if variants && said.grades.iter().any(|said| *said != grade) && at > 0 && m.gap(at) == Gap::Space {
                request.variants = Some(grade.number());
                m.take_with(at, 2, &["на", "в"]);
                at += 2;
                continue;
            }
            let through = matches!(m.gap(at), Gap::Hyphen | Gap::Dash) || (at > 0 && m.word(at - 1) == "по");
            match last {
                Some((from_grade, from)) if through && from_grade == grade && from < letter => {
                    request.class_letters.extend((from + 1..=letter).map(|n| name(grade, n)));
                    m.take_with(at, 2, &["по"]);
                }
                _ => {
                    request.class_letters.push(name(grade, letter));
                    m.take_with(at, 2, &["в", "для", "и", "and", "for", "class"]);
                }
            }
            if !said.grades.contains(&grade) {
                said.grades.push(grade);
            }
            last = Some((grade, letter));
            at += 2;
            // «5а,б,в», «8А и Б», «7а-в»
            while let Some((grade, from)) = last {
                let skip = usize::from(m.word(at) == "и" && m.gap(at + 1) == Gap::Space);
                let Some(next) = letter_alone(m, at + skip) else { break };
                let through = m.gap(at) == Gap::Hyphen && next > from;
                let letters = if through { from + 1..=next } else { next..=next };
                request.class_letters.extend(letters.map(|n| name(grade, n)));
                m.take(at, skip + 1);
                at += skip + 1;
                last = Some((grade, next));
            }
            continue;
        }
        at += 1;
    }
}

/// A letter that goes on a list of classes.
fn letter_alone(m: &Message, at: usize) -> Option<usize> {
    let letter = letter(m, at)?;
    let joined = matches!(m.gap(at), Gap::Comma | Gap::Hyphen | Gap::Slash) || m.word(at.checked_sub(1)?) == "и";
    let closes = m.gap(at + 1) >= Gap::Comma || m.is(at + 1, Tag::Class).is_some() || m.word(at + 1) == "и";
    (joined
        && (closes
            || m.gap(at) == Gap::Hyphen
            || m.gap(at + 1) == Gap::Space
                && m.gap(at) == Gap::Comma
                && m.word(at) != "в"
                && m.word(at) != "и"
                && m.word(at) != "а"))
        .then_some(letter)
}

/// A grade beside the word for it.
fn beside(m: &mut Message, at: usize, year: bool, said: &mut Said, request: &mut Request, english: bool) {
    const SMALL: [&str; 9] = ["в", "для", "за", "for", "in", "the", "from", "мой", "our"];
    let real = |grade: Grade| if year { Grade::new(grade.number().saturating_sub(1)).ok() } else { Some(grade) };
    // «8Б класс»: the class has been read.
    if at > 0 && !m.free(at - 1) && !said.grades.is_empty() && m.gap(at) <= Gap::Space && !year {
        let again = named(m, at + 1).is_some() && m.gap(at + 1) <= Gap::Space;
        if !again {
            return m.take(at, 1);
        }
    }
    // «5 "Б" класс» has been read with the letters; «5 класс», «5-6 класс», «5 и 6 классы»
    if let Some(before) = at.checked_sub(1).filter(|_| m.gap(at) <= Gap::Dot)
        && let Some(grade) = named(m, before)
        && !year
    {
        let first = before.checked_sub(1).and_then(|i| {
            if matches!(m.gap(before), Gap::Hyphen | Gap::Dash | Gap::Slash) && m.tokens[i].digits.is_some() {
                named(m, i).map(|_| i)
            } else if matches!(m.word(i), "и" | "по" | "and" | "to") {
                i.checked_sub(1).filter(|i| named(m, *i).is_some())
            } else {
                None
            }
        });
        if let Some(first) = first.filter(|first| !counts(m, *first)) {
            said.range = true;
            m.take_with(first, at + 1 - first, &["с", "для"]);
            return;
        }
        said.grades.extend(real(grade));
        m.take_with(before, 2, &SMALL);
        // «5 класс Б»
        if let (Some(letter), true) =
            (letter(m, at + 1), m.gap(at + 2) >= Gap::Comma && m.gap(at + 1) == Gap::Space && m.tokens[at + 1].capital)
        {
            let letters = if english { LATIN } else { LETTERS };
            let letter: String = letters.chars().nth(letter).into_iter().flat_map(char::to_uppercase).collect();
            request.class_letters.push(format!("{grade}{letter}"));
            m.take(at + 1, 1);
        }
        return;
    }
    if let Some(grade) = named(m, at + 1).filter(|_| m.gap(at + 1) <= Gap::Colon && m.gap(at + 1) != Gap::Comma) {
        if named(m, at + 2).is_some_and(|last| m.gap(at + 2) == Gap::Hyphen && last > grade) {
            said.range = true;
            return m.take_with(at, 3, &SMALL);
        }
        if m.unit(at + 2).is_none() {
            said.grades.extend(real(grade));
            m.take_with(at, 2, &SMALL);
        }
    }
}

/// A number that counts tasks is no grade.
fn counts(m: &Message, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| m.unit(before).is_some())
}

/// A grade without the word for it: beside the subject, after an exam, «восьмой», alone between commas.
pub(super) fn bare(m: &mut Message, said: &mut Said, subject: Option<(usize, usize)>, exam: Option<usize>) {
    // «обществознание 7 7б»: said twice.
    if let ([grade], Some((from, len))) = (&said.grades[..], subject)
        && m.number(from + len) == Some((1, u16::from(grade.number())))
        && m.unit(from + len + 1).is_none()
        && !m.topic_number(from + len, 1)
        && !m.free(from + len + 1)
    {
        m.take(from + len, 1);
    }
    if said.range || !said.grades.is_empty() {
        return;
    }
    let counted = |m: &Message, at: usize| {
        m.unit(at + 1).is_some()
            || m.mark(at + 1, |tag| {
                matches!(tag, Tag::Kind(_) | Tag::Test | Tag::Variants | Tag::Level(_) | Tag::Minutes | Tag::Work(_))
                    .then_some(())
            })
            .is_some_and(|_| m.gap(at + 1) <= Gap::Space && !matches!(m.tokens[at + 1].word.as_str(), "тест"))
    };
    let places = subject
        .map(|(from, len)| from + len)
        .into_iter()
        .chain(exam)
        .chain(subject.and_then(|(from, _)| from.checked_sub(1)));
    for at in places.collect::<Vec<_>>() {
        if !m.free(at) || m.gap(at.max(1)) > Gap::Comma && at != 0 {
            continue;
        }
        let token = &m.tokens[at];
        if let Some(second) = m.tokens.get(at + 1).filter(|next| next.gap == Gap::Hyphen && !next.taken)
            && let (Some(a), Some(b)) = (token.digits, second.digits)
            && a < b
            && b <= 11
            && m.unit(at + 2).is_none()
        {
            said.range = true;
            return m.take(at, 2);
        }
        let n = token.digits.or_else(|| numbers::ordinal(&token.word).map(u16::from).filter(|_| ends(m, at)));
        if let Some(grade) = n.and_then(grade).filter(|_| !counted(m, at) && !m.topic_number(at, 1)) {
            said.grades.push(grade);
            said.bare = true;
            return m.take_with(at, 1, &["в", "для"]);
        }
        // «егэ рус 21 пунктуация»: a task of the exam by its number.
        if exam.is_some() && token.digits.is_some_and(|n| (12..=30).contains(&n)) && !counted(m, at) && !ends(m, at) {
            m.take(at, 1);
        }
    }
    // «восьмой», standing alone.
    for at in 0..m.len() {
        let masculine = ["ый", "ий", "ой", "ом", "ем", "ого", "ему", "ому"].iter().any(|end| m.word(at).ends_with(end));
        if let Some(n) = numbers::ordinal(m.word(at)).filter(|_| masculine && ends(m, at)) {
            said.grades.extend(Grade::new(n));
            said.bare = true;
            return m.take_with(at, 1, &["в", "для", "за"]);
        }
    }
    // A bare number, alone between commas or what was read.
    let alone: Vec<usize> = (0..m.len())
        .filter(|&at| {
            m.number(at)
                .is_some_and(|(len, n)| len == 1 && grade(n).is_some() && !counted(m, at) && !m.topic_number(at, 1))
                && (ends(m, at) || at == 0 && m.gap(1) == Gap::Space)
                && (at == 0 || m.gap(at) >= Gap::Comma || !m.free(at - 1))
        })
        .collect();
    let after_test = |at: usize| at > 0 && (m.is(at - 1, Tag::Test).is_some() || m.unit(at - 1).is_some());
    if let Some(&at) = alone.iter().find(|at| {
        !after_test(**at)
            && !matches!(m.word(at.saturating_sub(1)), "по" | "до" | "пусть" | "оставь" | "оставьте" | "хватит")
    }) {
        let (_, n) = m.number(at).unwrap_or_default();
        said.grades.extend(grade(n));
        said.bare = true;
        m.take(at, 1);
    }
}

/// Whether a token ends a phrase.
fn ends(m: &Message, at: usize) -> bool {
    m.gap(at + 1) >= Gap::Comma
        || !m.free(at + 1)
        || m.unit(at + 1).is_some()
        || m.number(at + 1).is_some()
        || m.mark(at + 1, |tag| matches!(tag, Tag::Work(_) | Tag::Test | Tag::Kind(_)).then_some(())).is_some()
}
