//! What a question asks of its options or items: a property, or an order.

use super::claim::Claim;
use super::property::PROPERTIES;
use super::said::{self, Piece};
use super::wording::worded;
use crate::domain::Rich;

/// Words that ask to choose; from the fifth on they are no orders elsewhere.
const CHOOSE: &[&str] = &[
    "как",
    "укаж",
    "выбер",
    "среди",
    "which",
    "выпиш",
    "choose",
    "select",
    "mark",
    "tick",
    "отмет",
    "отмеч",
    "подчеркн",
    "обвед",
    "найди",
];

/// Words that only tell how many options are meant.
const HOW_MANY: &[&str] = &[
    "все",
    "всех",
    "all",
    "котор",
    "that",
    "one",
    "номер",
    "одновременн",
    "сразу",
    "галочк",
    "списк",
    "ряд",
    "натуральн",
    "два",
    "две",
    "три",
    "двоичн",
    "binary",
    "both",
    "длин",
    "масс",
    "расстояни",
    "отрез",
    "промежут",
    "измерени",
    "скорост",
    "площад",
    "объем",
    "температур",
    "давлени",
    "мощност",
    "speed",
    "area",
    "temperature",
    "length",
    "mass",
    "distance",
];

/// Whether a word only asks to choose among the options.
pub(super) fn is_choosing(word: &str) -> bool {
    CHOOSE.iter().chain(HOW_MANY).any(|stem| word.starts_with(stem))
}

/// What property the question asks of its options.
pub(super) fn of_options(question: &Rich) -> Option<Claim> {
    let pieces = said::pieces(question);
    if let Some(ascending) = order(&pieces) {
        return Some(Claim::Order { ascending });
    }
    // Choosing a property needs a word that asks to choose.
    let begins =
        |stems: &[&str], piece: &Piece| piece.word().is_some_and(|w| stems.iter().any(|stem| w.starts_with(stem)));
    if !pieces.iter().any(|piece| begins(CHOOSE, piece)) {
        return None;
    }
    let of_all = |at: usize| at > 0 && begins(&["больше", "меньше", "than"], &pieces[at - 1]);
    let said: Vec<Piece> = pieces
        .iter()
        .enumerate()
        .filter(|(at, piece)| !begins(&CHOOSE[4..], piece) && (!begins(HOW_MANY, piece) || of_all(*at)))
        .map(|(_, piece)| piece.clone())
        .collect();
    worded(&said, PROPERTIES)
}

/// «в порядке возрастания»
fn order(pieces: &[Piece]) -> Option<bool> {
    const UP: &[&str] = &[
        " возраст",
        " ascending",
        "меньшего к",
        "меньшей к",
        " наименьшего",
        " наименьшей",
        " smallest to",
        " least to",
        " самого маленького",
        " самой маленькой",
        " самого короткого",
        " самой короткой",
        " самого легкого",
        " самого медленного",
        " самой медленной",
        " slowest",
        " shortest",
        " lightest",
        " lowest",
        " самой легкой",
    ];
    const DOWN: &[&str] = &[
        " убыван",
        " descending",
        "большего к",
        "большей к",
        " наибольшего",
        " наибольшей",
        " largest to",
        " greatest to",
        " самого большого",
        " самой большой",
        " самого длинного",
        " самой длинной",
        " самого тяжелого",
        " самого быстрого",
        " самой быстрой",
        " fastest",
        " longest",
        " heaviest",
        " highest",
        " самой тяжелой",
    ];
    // Something else than the values themselves puts them in order.
    const OF: &[&str] = &[" модул", " делител", " цифр", " остат", " количеств"];
    let mut words = String::new();
    for piece in pieces {
        if let Piece::Word(word) = piece {
            words.extend([" ", word.as_str()]);
        }
    }
    // «от самой короткой к самой длинной»: what is named first comes first.
    let first = |marks: &[&str]| marks.iter().filter_map(|mark| words.find(mark)).min();
    let ascending = match (first(UP), first(DOWN)) {
        (Some(up), Some(down)) if up == down => return None,
        (Some(up), Some(down)) => up < down,
        (up, down) if up.is_some() != down.is_some() => up.is_some(),
        _ => return None,
    };
    first(OF).is_none().then_some(ascending)
}

#[cfg(test)]
mod tests {
    use super::super::property::Property;
    use super::*;
    use crate::math::Exact;

    #[test]
    fn options_are_asked_for_a_property() {
        let which = |question: &str| match of_options(&question.into()) {
            Some(Claim::Which(property)) => Some(property),
            _ => None,
        };
        assert_eq!(which("Какое из чисел является простым?"), Some(Property::Prime));
        assert_eq!(which("Какие из чисел делятся на 3?"), Some(Property::DivisibleBy(Exact::whole(3))));
        assert_eq!(which("Укажите наибольшее число."), Some(Property::Largest));
        assert_eq!(
            which("Какое число не делится на 4?"),
            Some(Property::Not(Box::new(Property::DivisibleBy(Exact::whole(4)))))
        );
        assert_eq!(which("Какое из чисел самое вкусное?"), None);
    }
}
