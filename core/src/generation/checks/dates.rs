//! Years: their centuries, the time between two, and what follows what.

use super::claim::Claim;
use super::{algebra, chosen};
use crate::domain::Rich;
use crate::math::Exact;

/// «В каком веке был 1242 год?», «Сколько лет прошло с 1380 до 1480 года?»
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let text = question.plain().to_lowercase().replace('ё', "е");
    // Years before our era are counted the other way round.
    if ["до н", "bc", "включительно", "%"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let years = years(&text)?;
    let century = ["каком веке", "какой век", "какому веку", "what century", "which century"];
    match years.as_slice() {
        [year] if century.iter().any(|asks| text.contains(asks)) => {
            u8::try_from((year - 1) / 100 + 1).ok().map(Claim::Century)
        }
        [from, to] if from != to && !text.contains("век") => {
            let asks = [
                "сколько лет прошло",
                "сколько лет длил",
                "сколько лет продолжал",
                "сколько лет правил",
                "сколько лет царствовал",
                "how many years passed",
                "how many years did",
            ];
            asks.iter()
                .any(|asks| text.contains(asks))
                .then(|| Claim::Value(Exact::whole(from.abs_diff(*to).into()), None))
        }
        _ => None,
    }
}

/// «Какие годы относятся к XVII веку?»: which options lie in the century.
pub(super) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let known = "к в веку веке век года год годы годов год дат событи относ принадлеж входит входят произош случил прош \
        century belong year event happen took take place the to in";
    let plain = question.plain();
    let wanted = century(&plain)?;
    let lower = plain.to_lowercase().replace('ё', "е");
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let numeral = |word: &str| word.chars().all(|c| "ivxхі".contains(c));
    let spoken = words.all(|word| numeral(word) || chosen::is_choosing(word) || algebra::begins(known, word));
    let named = ["век", "centur"].iter().any(|stem| lower.contains(stem));
    let lies = |option: &Rich| year(option).map(|year| (year - 1) / 100 + 1 == u32::from(wanted));
    (spoken && named).then(|| options.iter().map(lies).collect())?
}

/// All numbers of a text, if each is a year of three or four digits.
fn years(text: &str) -> Option<Vec<u32>> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    numbers.map(|run| run.parse().ok().filter(|year| (100..=2_100).contains(year))).collect()
}

/// The one year a text tells.
pub(super) fn year(text: &Rich) -> Option<u32> {
    let plain = text.plain().to_lowercase();
    if plain.contains("до н") || plain.contains("bc") {
        return None;
    }
    match years(&plain)?.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// A century as an answer gives it: «XIII», «13 век», «в XIII веке».
pub(super) fn century(answer: &str) -> Option<u8> {
    let words = answer.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut numbers = words.filter_map(|word| word.parse().ok().or_else(|| roman(word)));
    let (only, None) = (numbers.next()?, numbers.next()) else { return None };
    Some(only)
}

/// A number in Roman numerals, Cyrillic look-alikes included.
fn roman(word: &str) -> Option<u8> {
    const NUMERALS: [&str; 21] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII", "XIX", "XX", "XXI",
    ];
    let latin = word.replace('Х', "X").replace('І', "I");
    (1..).zip(NUMERALS).find(|(_, numeral)| *numeral == latin).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_centuries_and_lie_apart() {
        assert_eq!(claim(&"В каком веке состоялась Куликовская битва 1380 года?".into()), Some(Claim::Century(14)));
        assert_eq!(claim(&"К какому веку относится 1700 год?".into()), Some(Claim::Century(17)));
        let reign = "Сколько лет правила Екатерина II, вступившая на престол в 1762 году и умершая в 1796?";
        assert_eq!(claim(&reign.into()), Some(Claim::Value(Exact::whole(34), None)));
        assert_eq!(claim(&"Сколько лет прошло от 753 года до н. э. до 476 года?".into()), None);
        assert_eq!(claim(&"В каком веке жил человек, родившийся за 50 лет до 1242 года?".into()), None);
        assert_eq!((century("в XIII веке"), century("13"), century("весной")), (Some(13), Some(13), None));
        let years: Vec<Rich> = ["1600 год", "Смута (1612)", "1700"].into_iter().map(Rich::from).collect();
        assert_eq!(which(&"Какие годы относятся к XVII веку?".into(), &years), Some(vec![false, true, true]));
        assert_eq!(which(&"Какие годы относятся к первой половине XVII века?".into(), &years), None);
        assert_eq!(year(&"Полтавская битва (1709 год)".into()), Some(1709));
    }
}
