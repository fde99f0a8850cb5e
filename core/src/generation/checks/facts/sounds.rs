//! Letters, sounds and syllables of a quoted Russian word.

use crate::domain::Rich;
use crate::generation::checks::chosen;
use crate::generation::checks::named::one_of;
use crate::understand;

/// Words beside numbers and what they count.
const KNOWN: &str = "в слове слово слова состоит состоят из имеет имеется есть содержится содержит только ровно всего и а но можно разделить \
    делится на произносится пишется word the has have and consists of in there are чем же столько сколько одинаковое одинаково количество \
    число поровну больше меньше";

/// «В слове «ёлка» 4 буквы и 5 звуков», «В слове «конь» букв больше, чем звуков».
pub(super) fn holds(text: &Rich) -> Option<bool> {
    let plain = text.plain().to_lowercase().replace('\u{a0}', " ");
    let (before, rest) = plain.split_once(['«', '"', '“', '„'])?;
    let (word, after) = rest.split_once(['»', '"', '”', '“'])?;
    if after.contains(['«', '"', '“', '„']) {
        return None;
    }
    judged(word.trim(), &format!("{before} {after}"))
}

/// «В каких словах звуков больше, чем букв?»: which options are such words.
pub(in crate::generation::checks) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asks = question.plain().to_lowercase().replace('ё', "е").replace('\u{a0}', " ");
    if asks.contains(['«', '"', '“', '„']) || !asks.contains("слов") {
        return None;
    }
    let words = asks.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let said: Vec<&str> = words
        .filter(|word| {
            (one_of("количество", word) || !chosen::is_choosing(word)) && !one_of("слов словах словам", word)
        })
        .collect();
    let said = said.join(" ");
    options.iter().map(|option| judged(option.plain().trim().trim_matches(['«', '»']), &said)).collect()
}

/// How many letters, sounds or syllables a word has, as the question names one of them.
pub(in crate::generation::checks) fn counted(word: &Rich, noun: &str) -> Option<usize> {
    let word = word.plain().trim().trim_matches(['«', '»']).to_lowercase();
    let russian = !word.is_empty() && word.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё');
    russian.then(|| count(&word, &[noun]))?
}

fn judged(word: &str, said: &str) -> Option<bool> {
    let word = word.to_lowercase();
    let said = said.to_lowercase().replace('ё', "е");
    let russian = !word.is_empty() && word.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё');
    let english = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    if !russian && !english {
        return None;
    }
    let (mut counts, mut bare): (Vec<(usize, Vec<&str>)>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut compared: Option<std::cmp::Ordering> = None;
    for spoken in said.split(|c: char| !c.is_alphanumeric()).filter(|spoken| !spoken.is_empty()) {
        if let Some(number) = spoken.parse().ok().or_else(|| understand::cardinal(spoken).map(usize::from)) {
            counts.push((number, Vec::new()));
        } else if one_of("букв* звук* слог* гласн* согласн* letters letter", spoken) {
            match counts.last_mut() {
                Some((_, nouns)) => nouns.push(spoken),
                None => bare.push(spoken),
            }
        } else if one_of(KNOWN, spoken) {
            let sign = match spoken {
                "больше" => std::cmp::Ordering::Greater,
                "меньше" => std::cmp::Ordering::Less,
                "поровну" | "одинаковое" | "одинаково" | "столько" => {
                    std::cmp::Ordering::Equal
                }
                _ => continue,
            };
            if compared.replace(sign).is_some() {
                return None;
            }
        } else {
            return None;
        }
    }
    if let Some(sign) = compared {
        // «букв на 1 больше», «гласных звуков больше»
        let [one, other] = bare.as_slice() else { return None };
        return counts.is_empty().then(|| Some(count(&word, &[*one])?.cmp(&count(&word, &[*other])?) == sign))?;
    }
    if !bare.is_empty() || counts.is_empty() || english && counts.len() > 1 {
        return None;
    }
    let judged: Vec<Option<bool>> =
        counts.iter().map(|(number, nouns)| count(&word, nouns).map(|count| count == *number)).collect();
    if judged.contains(&Some(false)) {
        return Some(false);
    }
    judged.iter().all(Option::is_some).then_some(true)
}

/// How many of what the nouns name a word has.
fn count(word: &str, nouns: &[&str]) -> Option<usize> {
    let has = |stem: &str| nouns.iter().any(|noun| noun.starts_with(stem));
    let vowels = word.chars().filter(|c| is_vowel(*c)).count();
    let letters = word.chars().count();
    let signs = word.chars().filter(|c| matches!(c, 'ь' | 'ъ')).count();
    let english = word.is_ascii();
    Some(match (has("букв") || has("letter"), has("звук"), has("слог"), has("гласн"), has("согласн"))
    {
        (true, false, false, false, false) => letters,
        _ if english => return None,
        (false, true, false, false, false) => sounds(word)?,
        (false, false, true, false, false) | (_, _, false, true, false) if !(has("букв") && has("звук")) => {
            vowels
        }
        (true, false, false, false, true) => letters - signs - vowels,
        (false, true, false, false, true) => sounds(word)? - vowels,
        (false, false, false, false, true) => {
            let of_letters = letters - signs - vowels;
            (sounds(word)? - vowels == of_letters).then_some(of_letters)?
        }
        _ => return None,
    })
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// How many sounds a word has; `None` where letters are silent, sound as one, or schools do not agree.
fn sounds(word: &str) -> Option<usize> {
    const DOUBT: &[&str] = &[
        "стн",
        "здн",
        "нтск",
        "ндск",
        "стск",
        "стл",
        "рдц",
        "рдч",
        "лнц",
        "вств",
        "тся",
        "тьс",
        "дс",
        "тс",
        "сч",
        "зч",
        "жч",
        "тч",
        "дч",
        "сш",
        "зш",
        "сщ",
        "тщ",
        "дщ",
        "тц",
        "дц",
        "ьи",
        "ьо",
        "ъи",
        "йо",
        "проек",
        "траек",
        "реест",
        "гк",
        "фойе",
        "ии",
    ];
    if DOUBT.iter().any(|cluster| word.contains(cluster)) {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        // «касса», «диета»
        if before == Some(c) || before == Some('и') && c == 'е' && at + 1 < letters.len() {
            return None;
        }
        count += match c {
            'ь' | 'ъ' => 0,
            'е' | 'ё' | 'ю' | 'я' if before.is_none_or(|before| is_vowel(before) || matches!(before, 'ь' | 'ъ')) => {
                2
            }
            _ => 1,
        };
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words_are_counted() {
        for (statement, is) in [
            ("В слове «ёлка» 4 буквы и 5 звуков.", Some(true)),
            ("В слове «ёлка» 4 буквы и 4 звука.", Some(false)),
            ("В слове «конь» 4 звука.", Some(false)),
            ("В слове «конь» три звука.", Some(true)),
            ("В слове «весна» 2 слога.", Some(true)),
            ("Слово «маяк» состоит из 4 букв и 5 звуков.", Some(true)),
            ("В слове «вьюга» 2 гласных и 3 согласных звука.", Some(true)),
            ("В слове «пень» букв больше, чем звуков.", Some(true)),
            ("В слове «юла» звуков столько же, сколько букв.", Some(false)),
            ("В слове «солнце» 6 звуков.", None),
            ("В слове «касса» 5 звуков.", None),
            ("В слове «мама» 2 буквы «а».", None),
            ("В слове «пень» 2 мягких согласных звука.", None),
            ("The word \"apple\" has 6 letters.", Some(false)),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
        let which = |question: &str, options: &[&str]| {
            which(&question.into(), &options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>())
        };
        assert_eq!(which("В каких словах звуков больше, чем букв?", &["яма", "соль"]), Some(vec![true, false]));
        assert_eq!(which("В каком слове 4 звука?", &["лужа", "конь"]), Some(vec![true, false]));
        assert_eq!(which("В каком слове 4 мягких звука?", &["лужа", "конь"]), None);
    }
}
