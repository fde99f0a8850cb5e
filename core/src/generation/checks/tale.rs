//! Tales of two numbers, as the first grades have them: so many there were, so many came or went.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::claim::Claim;
use super::said::{Piece, word_at};
use super::story::begins;
use super::units::{Unit, hundred};
use crate::math::Exact;

/// Words that bring a third number in, or another order of things.
const BEYOND: &str = "если каждого каждой каждом каждую кажд половин треть трети четверт вдвое втрое столько из них остальн первоначальн \
    сначала потом затем снова опять после через за час часа часов год году года минут процент % раз раза два две двух двум три трех трем \
    четыре пять шесть семь восемь девять десять оба обе пара пары пару дюжин двое трое остаток остатком меньшее большее сумм разност \
    произведен числ скорост площад периметр сторон угол угла масштаб средн вероятност было объем поверхност";

const LOST: &str = "съел отдал улете уеха ушл ушел вышл вышел отреза потрат продал взял выпил разбил потерял израсход прочита сорвал вылил снял \
    лопну уплы убежа сгорел раздал подарил";

const GAINED: &str = "подарил прилете приеха пришл пришел купил добав принес дал дали налил посадил положил нашел нашла нашли поймал прибежа";

/// «На заводе 800 человек, 35 % из них — женщины. Сколько женщин на заводе?»
fn part(pieces: &[Piece]) -> Option<Claim> {
    let word = |at: usize| word_at(pieces, at);
    let values: Vec<(usize, &Exact)> = pieces
        .iter()
        .enumerate()
        .filter_map(
            |(at, piece)| if let Piece::Value { value, operation: false } = piece { Some((at, value)) } else { None },
        )
        .collect();
    let plain =
        pieces.iter().all(|piece| matches!(piece, Piece::Value { operation: false, .. } | Piece::Word(_) | Piece::Gap));
    let is_percent = |at: usize| matches!(word(at + 1), "%" | "процентов" | "процента");
    let &[(all_at, all), (rate_at, rate)] = values.as_slice() else { return None };
    if !plain || is_percent(all_at) || !is_percent(rate_at) || !all.0.is_positive() || !rate.0.is_positive() {
        return None;
    }
    let other = [
        "остальн",
        "осталось",
        "увелич",
        "уменьш",
        "вырос",
        "сниз",
        "повыс",
        "больше",
        "меньше",
        "если",
        "половин",
        "ещё",
        "еще",
        "не",
        "затем",
        "потом",
        "часть",
        "стало",
        "это",
    ];
    if (0..pieces.len()).any(|at| {
        other.iter().any(|stem| word(at) == *stem || (stem.chars().count() > 4 && word(at).starts_with(stem)))
    }) {
        return None;
    }
    // What the percent is of: «из них», «учеников класса».
    let light = |word: &str| {
        matches!(
            word,
            "из" | "них"
                | "всех"
                | "от"
                | "этого"
                | "этих"
                | "числа"
                | "общего"
                | "количества"
                | "составляют"
                | "были"
                | "было"
                | "занимают"
                | "—"
        )
    };
    let named = (rate_at + 2..pieces.len()).find(|at| !word(*at).is_empty() && !light(word(*at)))?;
    let asked_at = (0..pieces.len()).rfind(|at| word(*at) == "сколько").filter(|at| *at > named)?;
    let asked =
        (asked_at + 1..pieces.len()).map(word).find(|word| !word.is_empty() && !matches!(*word, "всего" | "в"))?;
    let same = super::words::is_form(asked, word(named));
    same.then(|| Claim::Value(Exact(&all.0 * &rate.0 / hundred()), None))
}

/// What a tale asks; `None` where any of its numbers is told otherwise than one after another.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    part(pieces).or_else(|| two(pieces))
}

fn two(pieces: &[Piece]) -> Option<Claim> {
    let mut numbers: Vec<(usize, &Exact, Option<Unit>)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Value { value, operation: false } => numbers.push((at, value, None)),
            Piece::Quantity(value, unit) => numbers.push((at, value, Some(*unit))),
            Piece::Word(_) | Piece::Gap => {}
            _ => return None,
        }
    }
    let &[(one_at, one, unit), (other_at, other, same)] = numbers.as_slice() else { return None };
    let word = |at: usize| word_at(pieces, at);
    let asked_at = (0..pieces.len()).rfind(|at| word(*at) == "сколько")?;
    if asked_at < other_at
        || unit != same
        || !one.is_whole()
        || !other.is_whole()
        || !one.0.is_positive()
        || !other.0.is_positive()
    {
        return None;
    }
    let words = |from: usize, to: usize| (from..to).map(word).filter(|word| !word.is_empty());
    // «на сколько», «во сколько раз»
    let joined = asked_at.checked_sub(1).is_some_and(|at| matches!(word(at), "на" | "во" | "в"));
    let told: Vec<&str> = words(0, asked_at - usize::from(joined)).collect();
    let asked: Vec<&str> = words(asked_at, pieces.len()).collect();
    let has = |words: &[&str], stems: &str| words.iter().any(|word| begins(stems, word));
    let before = |at: usize| at.checked_sub(1).map_or("", word);
    let compared = [
        "больше",
        "меньше",
        "дороже",
        "дешевле",
        "старше",
        "младше",
        "выше",
        "ниже",
        "длиннее",
        "короче",
        "тяжелее",
        "легче",
    ];
    let compares = |words: &[&str]| words.iter().any(|word| compared.contains(word));
    let related =
        [one_at, other_at].iter().any(|at| matches!(before(*at), "на" | "в" | "по" | "до" | "от")) && compares(&told);
    if related || compares(&told) {
        return None;
    }
    let (a, b) = (&one.0, &other.0);
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    let beyond = |but: &str| {
        let told = told.iter().filter(|word| !but.split(' ').any(|but| **word == but));
        let told: Vec<&str> = told.copied().collect();
        has(&told, BEYOND)
    };
    let asking = before(asked_at);
    if compares(&asked)
        && a != b
        && !has(&asked, "объем площад поверхност")
        && !beyond("было лет")
        && !has(&told, "всего вместе")
    {
        return match asking {
            "на" => Some(Claim::Value(Exact(more - less), unit)),
            "во" | "в" if has(&asked, "раз") => Some(Claim::Value(Exact(more / less), None)),
            _ => None,
        };
    }
    if matches!(asking, "на" | "во" | "в") || compares(&asked) || has(&asked, "было сначала раньше не")
    {
        return None;
    }
    let by = [one_at, other_at].iter().filter(|at| before(**at) == "по").count();
    if has(&told, "поровну") && by == 0 && has(&asked, "кажд одном одной одну один") && !beyond("каждый каждую")
    {
        let share: BigRational = more / less;
        return share.is_integer().then_some(Claim::Value(Exact(share), unit));
    }
    if beyond("было") || has(&told, "поровну") {
        return None;
    }
    let left = "осталось остался осталась остались остается";
    if by == 1 && has(&asked, "всего") && !has(&told, left) && !has(&told, LOST) && unit.is_none() {
        return Some(Claim::Value(Exact(a * b), None));
    }
    if by > 0 || has(&told, left) || has(&told, "всего вместе") {
        return None;
    }
    let (lost, gained) = (has(&told, LOST), has(&told, GAINED));
    if has(&asked, left) && lost && a > b {
        return Some(Claim::Value(Exact(a - b), unit));
    }
    let more_came = told.iter().any(|word| matches!(*word, "еще")) && (gained || !lost);
    if has(&asked, "стало") && more_came && !has(&asked, left) {
        return Some(Claim::Value(Exact(a + b), unit));
    }
    if has(&asked, "всего вместе") && !lost && !(a - b).is_zero() {
        return Some(Claim::Value(Exact(a + b), unit));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;

    fn comes_to(question: &str) -> Option<String> {
        claim(&said::pieces(&question.into()))?.value()
    }

    #[test]
    fn two_numbers_are_put_together_as_they_are_told() {
        for (question, right) in [
            ("У Димы было 14 марок, ему подарили ещё 9. Сколько марок стало у Димы?", "23"),
            ("В первой коробке 24 карандаша, во второй 6. Во сколько раз в первой коробке карандашей больше?", "4"),
            ("У Маши было 12 яблок, она отдала 5. Сколько осталось?", "7"),
            ("У Кати было 8 конфет. Она съела 5 конфет. Сколько конфет осталось?", "3"),
            ("Длина ленты 52 см. От неё отрезали 17 см. Сколько сантиметров осталось?", "35"),
            ("Маме 35 лет, дочке 9 лет. На сколько лет мама старше дочки?", "26"),
            ("24 карандаша разложили поровну в 3 коробки. Сколько карандашей в каждой коробке?", "8"),
            ("На 6 тарелках лежит по 4 яблока. Сколько всего яблок?", "24"),
            ("На заводе работало 800 человек. 35% из них — женщины. Сколько женщин работало на заводе?", "280"),
            ("У Оли 9 марок, у Пети 6 марок. Сколько марок у них вместе?", "15"),
        ] {
            assert_eq!(comes_to(question).as_deref(), Some(right), "{question}");
        }
    }

    #[test]
    fn what_is_told_otherwise_is_left_alone() {
        for question in [
            "Лена нашла 8 грибов, а брат — на 5 грибов больше. Сколько грибов они нашли вместе?",
            "Папа купил 12 груш, а мама — на 3 груши меньше. Сколько груш они купили вместе?",
            "Оля отдала 5 марок, и у неё осталось 7. Сколько марок было у Оли?",
            "В классе 25 учеников, из них 12 мальчиков. Сколько девочек?",
            "Всего 20 шаров, красных 12, остальные синие. На сколько красных больше, чем синих?",
            "24 яблока раздали по 3. Сколько детей получили яблоки?",
            "В вазе 5 яблок, а груш в 2 раза больше. Сколько всего фруктов?",
            "Было 30 конфет, съели половину, потом ещё 5. Сколько осталось?",
        ] {
            assert_eq!(comes_to(question), None, "{question}");
        }
    }
}
