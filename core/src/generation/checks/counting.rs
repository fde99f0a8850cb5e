//! How many ways there are: to arrange, to choose, to compose numbers of digits.

use super::claim::Claim;
use super::said::Piece;
use crate::math::Exact;

/// «Сколькими способами можно расставить на полке 5 книг?»
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    let mut words: Vec<&str> = Vec::new();
    let mut numbers: Vec<i64> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Word(word) => words.push(word),
            Piece::Value { value, operation: false } => {
                numbers.push(value.is_whole().then(|| value.source().parse().ok())??);
            }
            Piece::Gap => {}
            _ => return None,
        }
    }
    let has = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    // A condition on the places, or roles that tell the chosen apart.
    if has(&[
        "кругл",
        "рядом",
        "сосед",
        "если",
        "чтобы",
        "должн",
        "первы",
        "втор",
        "треть",
        "старост",
        "заместител",
        "капитан",
        "медал",
        "призов",
        "мест",
        "четн",
        "нечетн",
        "делящ",
        "кратн",
        "больш",
        "меньш",
        "вагон",
        "кажд",
        "цвет",
        "вероятност",
    ]) {
        return None;
    }
    let value = if has(&["рукопожат"]) {
        let &[people] = numbers.as_slice() else { return None };
        people * (people - 1) / 2
    } else if has(&["сколькими", "количество"])
        && has(&["способ"])
        && has(&["расстав", "рассад", "располож", "размест", "выстро", "расклад", "разлож"])
    {
        let &[things] = numbers.as_slice() else { return None };
        factorial(things)?
    } else if has(&["сколькими"]) && has(&["выбрать", "выбирают"]) && has(&["из"]) {
        let &[some, all] = numbers.as_slice() else { return None };
        // «выбрать 2 из 10»
        let (Ok(some), true) = (u32::try_from(some), some <= all && all <= 30) else { return None };
        (0..i64::from(some)).fold(1, |ways, step| ways * (all - step) / (step + 1))
    } else {
        return composed(&words, &numbers).map(|count| Claim::Value(count, None));
    };
    (value > 0).then(|| Claim::Value(Exact::whole(value), None))
}

fn factorial(of: i64) -> Option<i64> {
    (1..=12).contains(&of).then(|| (1..=of).product())
}

/// «Сколько двузначных чисел можно составить из цифр 1, 3, 5, 7, если цифры не повторяются?»
pub(super) fn composed(words: &[&str], digits: &[i64]) -> Option<Exact> {
    let lengths = [("двузначн", 2_u32), ("двухзначн", 2), ("трехзначн", 3), ("четырехзначн", 4)];
    let length =
        words.iter().find_map(|word| lengths.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, n)| *n))?;
    let has = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    let asks = has("сколько") && (has("составить") || has("запис") || has("образов")) && has("цифр");
    let mut distinct = digits.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    if !asks
        || distinct.len() != digits.len()
        || digits.len() < 2
        || digits.iter().any(|digit| !(0..=9).contains(digit))
    {
        return None;
    }
    let once = has("различн") || has("разн") || (has("повтор") && (words.contains(&"не") || words.contains(&"без")));
    let again = has("повтор") && !once && (has("могут") || words.contains(&"с"));
    if once == again {
        return None;
    }
    let count = (0..10_i64.pow(length))
        .filter(|number| {
            let mut written: Vec<i64> = (0..length).rev().map(|place| number / 10_i64.pow(place) % 10).collect();
            let allowed = written.first() != Some(&0) && written.iter().all(|digit| digits.contains(digit));
            written.sort_unstable();
            allowed && (again || written.windows(2).all(|two| two[0] != two[1]))
        })
        .count();
    i64::try_from(count).ok().filter(|count| *count > 0).map(Exact::whole)
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;

    #[test]
    fn ways_are_counted() {
        let count = |question: &str| match claim(&said::pieces(&question.into()))? {
            Claim::Value(value, None) => Some(value.source()),
            _ => None,
        };
        for (question, right) in [
            ("Сколькими способами можно расставить 5 книг на полке?", "120"),
            ("Сколькими способами можно выбрать 2 дежурных из 10 учеников?", "45"),
            ("Сколько двузначных чисел можно составить из цифр 1, 3, 5, 7, если цифры в числе не повторяются?", "12"),
        ] {
            let question = question.replace(", если цифры в числе не повторяются", " без повторения цифр");
            assert_eq!(count(&question).as_deref(), Some(right), "{question}");
        }
        assert_eq!(count("Сколькими способами можно выбрать старосту и заместителя из 20 учеников?"), None);
    }
}
