//! Times of the day: how long something lasts, and when it ends.

use super::claim::Claim;
use super::units;
use crate::domain::Rich;
use crate::math::Exact;

/// A number of a text with the letters behind it: «8:30», «17 ч 10 мин», «40 минут».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// Minutes of a time of the day.
    Clock(u32),
    /// Minutes that something takes.
    Lasts(u32),
}

/// «Урок начался в 8:30 и длился 40 минут. Когда он закончился?»
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let text = question.plain().to_lowercase().replace('ё', "е").replace('\u{a0}', " ");
    if text.contains("utc") {
        return by_offsets(&text).map(Claim::Clock);
    }
    let said = times(&text)?;
    if let Some(shifted) = in_another_zone(&text, &said).or_else(|| by_difference(&text, &said)) {
        return Some(Claim::Clock(shifted));
    }
    let any = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
    if any(&[
        "перерыв",
        "останов",
        "потом",
        "затем",
        "кажд",
        "опозда",
        "раньше",
        "позже",
        "спеш",
        "отста",
        "часовой пояс",
        "местно",
        "utc",
    ]) {
        return None;
    }
    let begins =
        any(&["начал", "отправ", "вышел", "вышла", "выеха", "вылет", "starts", "started", "began", "begins", "left"]);
    match said.as_slice() {
        [Said::Clock(from), Said::Clock(to)] => {
            let ends = any(&[
                "законч",
                "окончи",
                "прибы",
                "пришел",
                "пришла",
                "приеха",
                "вернул",
                "приземл",
                "ended",
                "ends",
                "finish",
                "arriv",
            ]);
            let asks = any(&["сколько минут", "сколько времени", "сколько часов", "how long", "how many minutes"]);
            let minutes = if to > from { to - from } else { to + 24 * 60 - from };
            let hours = any(&["сколько часов"]);
            let passed = any(&["прошло", "прошёл", "passed", "between"]) && any(&[" до ", " to ", " and "]);
            if !((begins && ends || passed) && asks) || (hours && minutes % 60 != 0) {
                return None;
            }
            let (value, unit) = if hours { (minutes / 60, "ч") } else { (minutes, "мин") };
            Some(Claim::Value(Exact::whole(value.into()), units::named(unit)))
        }
        // «Сколько минут прошло с 9 часов до конца?»
        [Said::Clock(from), Said::Lasts(minutes), Said::Clock(base) | Said::Lasts(base)]
            if base % 60 == 0
                && any(&["длил", "lasts", "lasted"])
                && any(&["прошло с", "past"])
                && any(&["конц", "окончан", "end"])
                && from >= base =>
        {
            Some(Claim::Value(Exact::whole((from + minutes - base).into()), units::named("мин")))
        }
        [Said::Clock(from), Said::Lasts(minutes)] => {
            let lasts = any(&["длил", "длит", "продолжал", "продолжа", "шел", "шла", "lasts", "lasted", "takes"])
                || any(&[
                    "закончился через",
                    "закончилась через",
                    "закончилось через",
                    "закончится через",
                    "окончился через",
                ]);
            let asks = any(&["когда", "во сколько", "в котором часу", "when", "what time", "…"])
                && any(&["законч", "кончи", "конец", "end", "finish", "over"]);
            let half = any(&["a.m.", "p.m.", " am", " pm"]);
            // Twelve hours after midnight or noon it is twelve again.
            let at = (from + minutes) % if half { 12 * 60 } else { 24 * 60 };
            (begins && lasts && asks).then_some(Claim::Clock(if half && at < 60 { at + 12 * 60 } else { at }))
        }
        _ => None,
    }
}

/// «В Москве 14:00, в Омске время на 3 часа больше. Который час в Омске?»
fn in_another_zone(text: &str, said: &[Said]) -> Option<u32> {
    let &[Said::Clock(at), Said::Lasts(shift)] = said else { return None };
    let (told, asked) = text.trim_end_matches(['?', '.', ' ']).rsplit_once(['.', '?'])?;
    let (_, behind) = told.rsplit_once(" на ")?;
    let later = ["больше", "позже", "впереди", "later", "ahead"].iter().any(|word| behind.contains(word));
    let earlier = ["меньше", "раньше", "позади", "earlier", "behind"].iter().any(|word| behind.contains(word));
    let asks = ["который час", "сколько времени", "какое время", "сколько часов", "what time"];
    let clause = told.rsplit_once(" на ")?.0.rsplit([',', '.', ';']).next()?;
    let place = clause.split_once("в ").map_or(clause, |(_, place)| place).split_whitespace().next()?;
    let stem: String = place.chars().take(4).collect();
    let shifts = asked.contains(&stem) && stem.chars().count() == 4 && !behind.contains(&stem);
    if later == earlier || !shifts || !asks.iter().any(|ask| asked.contains(ask)) || text.matches(" на ").count() > 1
    {
        return None;
    }
    let day = 24 * 60;
    Some(if later { (at + shift) % day } else { (at + day - shift % day) % day })
}

/// «Москва живёт по времени UTC+3, Владивосток — UTC+10. Во Владивостоке 15 часов. Который час в Москве?»
fn by_offsets(text: &str) -> Option<u32> {
    let asked = text.trim_end_matches(['?', '.', ' ']).rsplit(['.', '?']).next()?;
    let asks = ["который час", "сколько времени", "какое время", "сколько часов", "what time"];
    let mut offsets: Vec<(String, i32)> = Vec::new();
    let stem = |place: &str| place.chars().take(5).collect::<String>();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("utc") {
        let clause = before.rsplit(['.', ',', ';']).next()?;
        let place = clause.split(|c: char| !c.is_alphabetic()).find(|word| word.chars().count() > 3)?;
        let sign = after.chars().next()?;
        let digits: String = after.chars().skip(1).take_while(char::is_ascii_digit).collect();
        let hours: i32 = digits.parse().ok().filter(|hours| *hours <= 14)?;
        offsets.push((stem(place), if sign == '+' { hours } else { -hours }));
        rest = after.get(sign.len_utf8() + digits.len()..)?;
    }
    let [(_, here), (_, there)] = offsets.as_slice() else { return None };
    // «В городе с временем UTC+0 сейчас 12:00. Который час в городе с временем UTC+5?»
    if asked.contains("utc") {
        let (before, after) = text.split_once("utc")?;
        let now: String = after.chars().skip_while(|c| !matches!(c, ' ')).take_while(|c| !matches!(c, '?')).collect();
        let now = now.split("utc").next()?;
        let &[Said::Clock(at)] = times(now.rsplit_once(". ").map_or(now, |(now, _)| now))?.as_slice() else {
            return None;
        };
        let minutes = i32::try_from(at).ok()? + (there - here) * 60;
        return (!before.contains('?') && asks.iter().any(|ask| asked.contains(ask)))
            .then(|| u32::try_from(minutes.rem_euclid(24 * 60)).ok())?;
    }
    let told = rest.strip_suffix(['?', '.']).unwrap_or(rest);
    let told = told.strip_suffix(asked).unwrap_or(told);
    let &[Said::Clock(at) | Said::Lasts(at)] = times(told)?.as_slice() else { return None };
    let of = |text: &str| {
        let mut found = offsets.iter().filter(|(stem, _)| text.contains(stem.as_str()));
        found.next().filter(|_| found.next().is_none()).map(|(_, hours)| *hours)
    };
    let (from, to) = (of(told)?, of(asked)?);
    let day = 24 * 60;
    let minutes = i32::try_from(at).ok()? + (to - from) * 60;
    (asks.iter().any(|ask| asked.contains(ask)) && from != to).then(|| u32::try_from(minutes.rem_euclid(day)).ok())?
}

/// Hours ahead of Moscow of places of Russia, by the beginnings of their names.
const AHEAD: &[(&str, i32)] = &[
    ("калинингр", -1),
    ("москв", 0),
    ("петербург", 0),
    ("казан", 0),
    ("сочи", 0),
    ("самар", 1),
    ("саратов", 1),
    ("екатеринбург", 2),
    ("челябинск", 2),
    ("перм", 2),
    ("уф", 2),
    ("тюмен", 2),
    ("омск", 3),
    ("новосибирск", 4),
    ("красноярск", 4),
    ("томск", 4),
    ("иркутск", 5),
    ("улан", 5),
    ("якутск", 6),
    ("чит", 6),
    ("владивосток", 7),
    ("хабаровск", 7),
    ("магадан", 8),
    ("камчат", 9),
];

/// «Разница во времени между Москвой и Владивостоком 7 часов. Сколько времени в Москве, когда во Владивостоке 16:00?»
fn by_difference(text: &str, said: &[Said]) -> Option<u32> {
    let ([Said::Clock(at), Said::Lasts(shift)] | [Said::Lasts(shift), Said::Clock(at)]) = *said else { return None };
    let asks = ["сколько времени", "который час", "какое время", "сколько часов"];
    let ask = asks.iter().filter_map(|ask| text.find(ask)).min()?;
    if !text.contains("разниц") {
        return None;
    }
    let place = |text: &str| {
        let mut found = AHEAD.iter().filter(|(name, _)| {
            text.split(|c: char| !c.is_alphabetic())
                .any(|word| word.starts_with(name) && (name.len() > 6 || word.len() < name.len() + 4))
        });
        found.next().filter(|_| found.next().is_none()).map(|(_, hours)| *hours)
    };
    // «…, когда во Владивостоке 16:00?», or a sentence before.
    let rest = text.get(ask..)?;
    let (asked, told) = match ["когда", "если"].iter().find_map(|when| rest.find(when)) {
        Some(at) => (rest.get(..at)?, rest.get(at..)?),
        None => (rest, text.get(..ask)?),
    };
    let told = told.rsplit(". ").find(|part| part.contains(':') || part.contains("час")).unwrap_or(told);
    let (to, from) = (place(asked)?, place(told)?);
    let hours = i32::try_from(shift).ok()? / 60;
    let minutes = i32::try_from(at).ok()? + (to - from) * 60;
    ((to - from).abs() == hours && hours > 0).then(|| u32::try_from(minutes.rem_euclid(24 * 60)).ok())?
}

/// A time of the day as an answer gives it.
pub(super) fn answered(answer: &str) -> Option<u32> {
    match times(&answer.to_lowercase().replace('\u{a0}', " ").replace('$', ""))?.as_slice() {
        [Said::Clock(at)] => Some(*at),
        _ => None,
    }
}

/// All times of a text; `None` where a number in it is none.
fn times(text: &str) -> Option<Vec<Said>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (number, after) = number(&rest[at..])?;
        let place = |word: &str| rest[..at].trim_end().ends_with(word);
        let behind_a_place = ["в", "с", " от", " до", " from", " to", " until"].iter().any(|word| place(word))
            || rest[..at].trim().is_empty();
        let colon = after.strip_prefix([':', '.']).filter(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(after) = colon {
            let (minutes, after) = self::number(after)?;
            found.push(Said::Clock(Some(number * 60 + minutes).filter(|_| number < 24 && minutes < 60)?));
            rest = after;
            continue;
        }
        let unit: String = after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        let after = &after.trim_start()[unit.len()..];
        rest = after;
        let is_hour = unit == "ч" || unit.starts_with("час") || unit == "h" || unit.starts_with("hour");
        let is_minute = unit.starts_with("мин") || unit.starts_with("min");
        if is_minute {
            found.push(Said::Lasts(number));
            continue;
        }
        if !is_hour {
            return None;
        }
        let next = after.trim_start_matches(['.', ' ']);
        let more = next.starts_with(|c: char| c.is_ascii_digit()).then(|| self::number(next)).flatten();
        let minutes =
            more.filter(|(_, after)| after.trim_start().starts_with("мин") || after.trim_start().starts_with("min"));
        let total = number * 60 + minutes.map_or(0, |(minutes, _)| minutes);
        if let Some((_, after)) = minutes {
            rest = after.trim_start().trim_start_matches(char::is_alphabetic);
        }
        let clock = behind_a_place && number < 24 && (minutes.is_some() || found.is_empty());
        found.push(if clock { Said::Clock(total) } else { Said::Lasts(total) });
    }
    (!found.is_empty()).then_some(found)
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_day_lie_apart_and_follow() {
        let lesson = "Урок начался в 8:30 и длился 40 минут. Когда он закончился?";
        assert_eq!(claim(&lesson.into()), Some(Claim::Clock(9 * 60 + 10)));
        let film = "Фильм начался в 17 ч 10 мин и закончился в 17 ч 45 мин. Сколько минут он шёл?";
        assert_eq!(claim(&film.into()), Some(Claim::Value(Exact::whole(35), units::named("мин"))));
        assert_eq!(
            claim(&"Урок начался в 8:30. После 2 перемен он закончился в 9:40. Сколько минут он длился?".into()),
            None
        );
        assert_eq!((answered("9:10"), answered("в 9 ч 10 мин"), answered("40 минут")), (Some(550), Some(550), None));
    }
}
