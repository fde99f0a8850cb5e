//! Whether a number counts or orders: «три закона» and «третий закон».

use super::plain::Plain;
use super::words;

/// Numbers above this order nothing a lesson is about.
const ORDERS: u32 = 12;

/// Whether a number that no preposition governs is an ordinal; `None` leaves it open. Digits before a noun show it:
/// «3 закона» are three, «3 закон» and «3 з-н» the third.
pub(super) fn of(written: &str, next: Option<&str>, first: bool, plain: &Plain) -> Option<bool> {
    let (Ok(number), Some(next)) = (written.parse::<u32>(), next) else { return spelled(written) };
    let lemmas = words::lemmas(next);
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let noun = !lemmas.is_empty() && !lemmas.iter().any(|lemma| ends(lemma, &["ый", "ий", "ой", "ть"]));
    let short =
        next.contains('-') && !plain.short(next).is_empty() && !next.ends_with(|c: char| "аеиоуыэюяй".contains(c));
    if short || noun && lemmas.iter().any(|lemma| lemma == next) {
        (number <= ORDERS).then_some(true)
    } else {
        (noun && first && (2..=4).contains(&number)).then_some(false)
    }
}

/// Whether a number word is an ordinal; digits leave it open.
pub(super) fn spelled(written: &str) -> Option<bool> {
    // «двузначный» is no ordinal.
    if !written.chars().all(char::is_alphabetic)
        || written.contains("зн")
        || written.chars().all(|c| "ivxхі".contains(c))
    {
        return None;
    }
    let lemmas = words::lemmas(written);
    let adjective = |word: &str| ["ый", "ий", "ой"].iter().any(|ending| word.ends_with(ending));
    let english = matches!(written, "first" | "second" | "third") || written.len() > 4 && written.ends_with("th");
    Some(english || adjective(written) || lemmas.iter().any(|lemma| adjective(lemma)))
}
