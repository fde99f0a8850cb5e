//! Years: their centuries, the time between two, and what follows what.

use super::claim::Claim;
use super::{algebra, chosen};
use crate::domain::Rich;
use crate::math::Exact;

/// «В каком веке был 1242 год?», «Сколько лет прошло с 1380 до 1480 года?»
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let text = question.plain().to_lowercase().replace('ё', "е");
    if let Some(years) = across_eras(&text) {
        return Some(Claim::Value(Exact::whole(years), None));
    }
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

/// «Сколько лет прошло с 27 года до н. э. до 14 года н. э.?»: there is no year nought.
fn across_eras(text: &str) -> Option<i64> {
    let asks = [
        "сколько лет прошло",
        "сколько лет прожил",
        "сколько лет правил",
        "сколько лет длил",
        "сколько лет раздел",
        "how many years",
    ];
    if !asks.iter().any(|asks| text.contains(asks)) || text.contains("век") {
        return None;
    }
    let text = text.replace("до нашей эры", "до н. э.").replace("нашей эры", "н. э.").replace("н.э.", "н. э.");
    let mut years: Vec<i64> = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits: String = rest[at..].chars().take_while(char::is_ascii_digit).collect();
        let after = &rest[at + digits.len()..];
        let era: String = after.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let year: i64 = digits.parse().ok()?;
        years.push(match (era.find("до н. э"), era.find("н. э")) {
            (Some(_), _) => -year,
            (None, Some(_)) => year,
            _ => return None,
        });
        rest = after;
    }
    match *years.as_slice() {
        [from, to] if from < 0 && to > 0 => Some(to - from - 1),
        [from, to] if from < 0 && to < 0 && from < to => Some(to - from),
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
    let lies = |option: &Rich| {
        year(&option.plain().to_lowercase()).map(|year| year > 0 && (year - 1) / 100 + 1 == i64::from(wanted))
    };
    (spoken && named).then(|| options.iter().map(lies).collect())?
}

/// All numbers of a text, if each is a year of three or four digits.
fn years(text: &str) -> Option<Vec<u32>> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    numbers.map(|run| run.parse().ok().filter(|year| (100..=2_100).contains(year))).collect()
}

/// The one year a text tells; before our era they are below zero.
fn year(text: &str) -> Option<i64> {
    let earlier = ["до н", "bc"].iter().any(|mark| text.contains(mark));
    // «44 год до н. э.»: a short number needs its word.
    if earlier || text.contains(" год") {
        let mut runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        let (only, None) = (runs.next()?, runs.next()) else { return None };
        let year: i64 = only.parse().ok().filter(|year| (1..=9_999).contains(year))?;
        return Some(if earlier { -year } else { year });
    }
    match years(text)?.as_slice() {
        [only] => Some((*only).into()),
        _ => None,
    }
}

/// When each of some events was, where all tell their years, or all their centuries.
pub(super) fn moments(items: &[&Rich]) -> Option<Vec<i64>> {
    let texts: Vec<String> = items.iter().map(|item| item.plain().replace('\u{a0}', " ")).collect();
    let in_centuries = texts.iter().all(|text| text.to_lowercase().contains("век"));
    let moment = |text: &String| {
        let lower = text.to_lowercase();
        if !in_centuries {
            return year(&lower).filter(|_| !lower.contains("век"));
        }
        // «V век до н. э.»
        let (said, earlier) =
            lower.find("до н").map_or((text.as_str(), false), |at| (text.get(..at).unwrap_or(text), true));
        century(said).map(|century| if earlier { -i64::from(century) } else { century.into() })
    };
    texts.iter().map(moment).collect()
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
    of_roman(word).and_then(|number| number.try_into().ok()).filter(|century| *century < 22)
}

/// A number in Roman numerals or in digits: «XLIX», «III», «3».
pub(super) fn numeral(text: &str) -> Option<u16> {
    let bare = text.replace(['$', '.', ' '], "").to_uppercase();
    of_roman(&bare).or_else(|| bare.parse().ok())
}

/// The same up to three thousand.
pub(super) fn of_roman(word: &str) -> Option<u16> {
    const DIGITS: [(&str, u16); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let latin = word.replace('Х', "X").replace('І', "I").replace('С', "C").replace('М', "M");
    let (mut rest, mut number) = (latin.as_str(), 0);
    for (digits, value) in DIGITS {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(digits) {
            // Units in pairs and fives stand once.
            if times == 3 || (times == 1 && !matches!(digits, "M" | "C" | "X" | "I")) {
                return None;
            }
            (rest, number, times) = (after, number + value, times + 1);
        }
    }
    (rest.is_empty() && number > 0).then_some(number)
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
        assert_eq!(year("полтавская битва (1709 год)"), Some(1709));
        let moments_of = |items: [&str; 3]| {
            let items = items.map(Rich::from);
            moments(&items.iter().collect::<Vec<_>>())
        };
        assert_eq!(moments_of(["490 год до н. э.", "79 год", "1147 год"]), Some(vec![-490, 79, 1147]));
        assert_eq!(moments_of(["V век до н. э.", "IX век", "XI век"]), Some(vec![-5, 9, 11]));
        assert_eq!(moments_of(["V век", "988 год", "XI век"]), None);
        assert_eq!(
            (of_roman("XLIX"), of_roman("CDXIV"), of_roman("IIX"), of_roman("дом")),
            (Some(49), Some(414), None, None)
        );
    }
}
