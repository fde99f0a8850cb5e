//! Numbers in words, digits and Roman signs.

/// A cardinal number in any case; collective ones and «десяток» included.
pub(crate) fn cardinal(word: &str) -> Option<u16> {
    Some(match word {
        "один" | "одно" | "одну" | "одна" | "одного" | "одной" | "one" => 1,
        "два" | "две" | "двух" | "двум" | "двумя" | "двое" | "two" | "пара" | "пару" | "парочку" | "couple" => {
            2
        }
        "три" | "трех" | "трем" | "тремя" | "трое" | "three" => 3,
        "четыре" | "четырех" | "четырем" | "четырьмя" | "четверо" | "four" => 4,
        "пять" | "пяти" | "пятью" | "пятеро" | "пяток" | "five" => 5,
        "шесть" | "шести" | "шестью" | "шестеро" | "полдюжины" | "six" => 6,
        "семь" | "семи" | "семью" | "семеро" | "seven" => 7,
        "восемь" | "восьми" | "восемью" | "восьмью" | "eight" => 8,
        "девять" | "девяти" | "девятью" | "nine" => 9,
        "десять" | "десяти" | "десятью" | "десяток" | "десяточек" | "ten" => 10,
        "одиннадцать" | "одиннадцати" | "eleven" => 11,
        "двенадцать" | "двенадцати" | "дюжина" | "дюжину" | "twelve" | "dozen" => 12,
        "тринадцать" | "тринадцати" | "thirteen" => 13,
        "четырнадцать" | "четырнадцати" | "fourteen" => 14,
        "пятнадцать" | "пятнадцати" | "fifteen" => 15,
        "шестнадцать" | "шестнадцати" | "sixteen" => 16,
        "семнадцать" | "семнадцати" | "seventeen" => 17,
        "восемнадцать" | "восемнадцати" | "eighteen" => 18,
        "девятнадцать" | "девятнадцати" | "nineteen" => 19,
        "двадцать" | "двадцати" | "twenty" => 20,
        "тридцать" | "тридцати" | "thirty" => 30,
        "сорок" | "сорока" | "forty" => 40,
        "пятьдесят" | "пятидесяти" | "полсотни" | "fifty" => 50,
        "шестьдесят" | "шестидесяти" | "sixty" => 60,
        "сто" | "сотня" | "сотню" | "hundred" => 100,
        _ => return None,
    })
}

const ENDINGS: [&str; 19] = [
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ом", "ем", "ая", "ую", "ое", "ые", "ых", "ым", "ье", "ьего", "ьем",
    "ьему",
];

/// An ordinal number up to eleven, in any form.
pub(super) fn ordinal(word: &str) -> Option<u8> {
    const STEMS: [(&str, u8); 11] = [
        ("одиннадцат", 11),
        ("десят", 10),
        ("девят", 9),
        ("восьм", 8),
        ("седьм", 7),
        ("шест", 6),
        ("пят", 5),
        ("четверт", 4),
        ("трет", 3),
        ("втор", 2),
        ("перв", 1),
    ];
    const ENGLISH: [&str; 11] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"];
    let russian = STEMS.iter().find(|(stem, _)| word.strip_prefix(stem).is_some_and(|end| ENDINGS.contains(&end)));
    russian.map(|(_, n)| *n).or_else(|| (1..).zip(ENGLISH).find(|(_, name)| *name == word).map(|(n, _)| n))
}

/// A Roman number up to eleven, in Latin or Russian letters.
pub(super) fn roman(word: &str) -> Option<u8> {
    const SIGNS: [&str; 11] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"];
    let latin = word.replace('х', "x").replace('і', "i");
    (1..).zip(SIGNS).find(|(_, sign)| *sign == latin).map(|(n, _)| n)
}
