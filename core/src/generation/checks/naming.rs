//! Questions that name what they ask for.

use super::units;
use super::words::{content, is_form, repeats_itself, stands_in};
use crate::domain::task::Numeric;

/// «Определите падеж… (предложный падеж)», «Как по-английски «красный»? Red.»
pub(super) fn answered_aside(question: &str, answer: &str) -> bool {
    let letters = answer.chars().count() > 2 && answer.chars().any(char::is_alphabetic);
    let tail = question.rsplit_once('?').map(|(_, tail)| tail.trim().trim_end_matches('.'));
    letters
        && (tail == Some(answer)
            || aside(question).iter().any(|inside| {
                let offered = inside.contains([',', '/', ';']) || inside.contains(" или ") || inside.contains(" or ");
                !offered && inside.split_whitespace().count() < 5 && stands_in(inside, answer)
            }))
}

/// «К какому склонению относится существительное первого склонения …»: the answer's words side by side in another form.
pub(super) fn says_in_form(question: &str, answer: &str) -> bool {
    const ASKS: &[&str] = &[
        "какой ",
        "какая ",
        "какое ",
        "какие ",
        "каком ",
        "какому ",
        "какого ",
        "каким ",
        "какую ",
        "каких ",
        "что ",
        "чем ",
    ];
    let outside = unquoted(question);
    let (there, wanted) = (content(&outside), content(answer));
    let asks = question.split_once(' ').is_some_and(|(first, rest)| {
        ASKS.iter().any(|ask| question.starts_with(ask) || (first.chars().count() < 3 && rest.starts_with(ask)))
    });
    let telling = wanted.len() > 1 || answer.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count() > 4;
    asks && telling
        && !wanted.is_empty()
        && answer.split_whitespace().count() == wanted.len()
        && (question.matches(',').count() < 2 || wanted.len() > 1)
        && !["или", ":", ";", "(", " — ", "выбер", "лишн", "слов", "предложен"]
            .iter()
            .any(|mark| question.contains(mark))
        && there.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(one, other)| is_form(one, other)))
}

/// «Как называется процесс, когда вода испаряется?»: a noun of the verb it is explained by.
pub(super) fn names_by_root(question: &str, answer: &str) -> bool {
    let process =
        ["процесс", "явлени", "действи"].iter().any(|stem| question.contains(stem)) && question.contains("называ");
    let root: String = answer.chars().take(5).collect();
    let noun = ["ние", "тие", "ция"].iter().any(|end| answer.ends_with(end)) && answer.chars().count() > 7;
    process && noun && content(question).iter().any(|word| word.starts_with(&root))
}

/// «У кого яблок больше?», «Кто выше, если Петя выше Коли?»: those compared are named.
pub(super) fn compares(question: &str) -> bool {
    let words = content(question);
    let stems = [
        "больше",
        "меньше",
        "старше",
        "младше",
        "выше",
        "ниже",
        "быстрее",
        "медленнее",
        "раньше",
        "позже",
        "дороже",
        "дешевле",
        "тяжелее",
        "легче",
        "длиннее",
        "короче",
        "дальше",
        "ближе",
    ];
    words.iter().any(|word| stems.contains(&word.as_str()))
}

/// A text without what it quotes.
pub(super) fn unquoted(text: &str) -> String {
    text.split('«').map(|part| part.rsplit_once('»').map_or(part, |(_, after)| after)).collect()
}

/// «… действует сила 120 Н. На каком плече …»: the number is there, but measures something else than the answer.
pub(super) fn measures_otherwise(numeric: &Numeric, answer: &str) -> bool {
    let Some(unit) = numeric.unit.as_deref().and_then(units::named) else { return false };
    let plain = numeric.question.plain().replace('\u{a0}', " ");
    let behind = plain.match_indices(answer).filter_map(|(at, _)| {
        let word = plain[at + answer.len()..].trim_start().split([' ', '.', ',', ';', '?', ')']).next();
        word.and_then(units::named)
    });
    let behind: Vec<units::Unit> = behind.collect();
    !behind.is_empty() && behind.iter().all(|other| other.dimension != unit.dimension)
}

/// What stands in brackets of its own: not an operand «− (−4)», not the argument of «f(3)».
pub(super) fn aside(text: &str) -> Vec<&str> {
    let opened = text.match_indices('(').filter(|(at, _)| {
        let before = &text[..*at];
        let trimmed = before.trim_end();
        let operand = trimmed.ends_with(|c: char| "+-−–·×⋅*:/÷=<>(^".contains(c))
            || ["cdot", "times", "div"].iter().any(|sign| trimmed.ends_with(sign));
        let attached = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '}' | '\\'));
        !attached && !operand
    });
    opened.filter_map(|(at, _)| text[at + 1..].split_once(')').map(|(inside, _)| inside)).collect()
}

/// Whether all words of an answer stand in a text in any of their forms; initials count for nothing.
pub(super) fn holds_words(text: &str, answer: &str) -> bool {
    let (there, wanted) = (content(&text.replace('-', " ")), content(&answer.replace('-', " ")));
    !wanted.is_empty() && wanted.iter().all(|word| there.iter().any(|other| is_form(other, word)))
}

/// «Так начинается басня «…». Как называется эта басня?»
fn names_this(asked: &str) -> bool {
    let this = ["этот ", "эта ", "это ", "этого ", "этой ", "эту "].iter().any(|this| asked.contains(this));
    this && ["как назыв", "назовите", "как зовут"].iter().any(|asks| asked.starts_with(asks))
}

/// A question that names what it asks for: «Как называется компас — прибор…», «Кто автор повести Н. В. Гоголя…»,
/// «Тихий океан — самый большой. Какой океан самый большой?».
pub(super) fn names_its_answer(question: &str, answer: &str) -> bool {
    const NAMES: &[&str] = &[
        "как называ",
        "как зовут",
        "как звали",
        "кто ",
        "назовите",
        "назови",
        "укажите автора",
        "в каком произведении",
        "в какой сказке",
        "в какой повести",
        "в каком романе",
        "what is the name",
        "what do we call",
        "what is",
        "which",
        "who wrote",
        "name the",
    ];
    if answer.chars().count() < 3 || answer.split_whitespace().count() > 5 {
        return false;
    }
    if let Some((before, asked)) = question.trim_end_matches('?').rsplit_once(". ")
        && let before = before.rsplit(". ").next().unwrap_or(before)
        && before.chars().count() > 12
        && holds_words(before, answer)
        && (repeats_itself(before, asked) || names_this(asked))
        && !before.contains(':')
    {
        return true;
    }
    if answer.chars().count() < 4 {
        return false;
    }
    let chosen =
        [" или ", " or ", "выбер", "choose", ";", "перепиш", "rewrite"].iter().any(|mark| question.contains(mark));
    // Words quoted to be worked on are no names: «Назовите корень слова «лес»».
    let worked_on = [
        "слов",
        "предложен",
        "word",
        "sentence",
        "корен",
        "падеж",
        "translate",
        "перевед",
        "verb",
        "form of",
        "plural",
        "past ",
    ]
    .iter()
    .any(|mark| question.contains(mark));
    // «Кто выше, если Петя выше Миши?», «Кто из них, Петя или Миша …»
    if question.starts_with("кто ")
        && (question.contains(',') || question.contains(" чем "))
        && !question.starts_with("кто автор")
    {
        return false;
    }
    // A hero may be called like his book.
    let hero = question.starts_with("кто ") && !question.starts_with("кто автор") && !question.starts_with("кто напис");
    let outside: String = if hero || question.starts_with("как зов") || question.starts_with("как звал") {
        unquoted(question)
    } else {
        question.to_owned()
    };
    !chosen
        && !worked_on
        && !question.contains(':')
        && NAMES.iter().any(|name| question.starts_with(name))
        && holds_words(&outside, answer)
}
