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
    let said = times(&text)?;
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
            if !(begins && ends && asks) || (hours && minutes % 60 != 0) {
                return None;
            }
            let (value, unit) = if hours { (minutes / 60, "ч") } else { (minutes, "мин") };
            Some(Claim::Value(Exact::whole(value.into()), units::named(unit)))
        }
        [Said::Clock(from), Said::Lasts(minutes)] => {
            let lasts = any(&["длил", "длит", "продолжал", "продолжа", "шел", "шла", "lasts", "lasted", "takes"]);
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
        let behind_a_place = rest[..at].trim_end().ends_with(['в', 'с']) || rest[..at].trim().is_empty();
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
