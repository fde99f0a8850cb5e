//! Letters and numbers that label options, the same on sheet and key.

use crate::Locale;

/// Russian option letters leave out Ё, Й, Ъ, Ы and Ь, as textbooks do.
const RU: [&str; 28] = [
    "А", "Б", "В", "Г", "Д", "Е", "Ж", "З", "И", "К", "Л", "М", "Н", "О", "П", "Р", "С", "Т", "У", "Ф", "Х", "Ц", "Ч",
    "Ш", "Щ", "Э", "Ю", "Я",
];
const EN: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W",
    "X", "Y", "Z",
];

/// The letter of option `index` (from 0); options beyond the alphabet get their number.
pub fn letter(locale: Locale, index: usize) -> String {
    let alphabet: &[&str] = match locale {
        Locale::Ru => &RU,
        Locale::En => &EN,
    };
    alphabet.get(index).map_or_else(|| (index + 1).to_string(), |letter| (*letter).to_owned())
}

/// Letters of several options, separated by commas.
pub fn letters(locale: Locale, indices: &[u8]) -> String {
    indices.iter().map(|&i| letter(locale, i.into())).collect::<Vec<_>>().join(", ")
}
