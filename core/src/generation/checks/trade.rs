//! Prices that change by percent, money that bears interest, purchases and change.

use num_rational::BigRational;
use num_traits::Signed;

use super::claim::Claim;
use super::said::{self, Piece};
use super::story::begins;
use super::units::{Dimension, Unit, hundred};
use crate::math::Exact;

/// What a story about money comes to.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    changed(pieces).or_else(|| bought(pieces))
}

fn is_money(piece: &Piece) -> Option<(&Exact, Unit)> {
    match piece {
        Piece::Quantity(value, unit) if unit.dimension == Dimension::Money => Some((value, *unit)),
        _ => None,
    }
}

/// «Куртка стоила 4 800 руб. Её цену снизили на 15 %. Какова новая цена?»
fn changed(pieces: &[Piece]) -> Option<Claim> {
    let mut price: Option<(usize, &Exact, Unit)> = None;
    let mut percent: Option<(usize, &Exact)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let rate = matches!(pieces.get(at + 1), Some(Piece::Word(word)) if matches!(word.as_str(), "%" | "процентов" | "процента" | "percent"));
        match piece {
            Piece::Value { value, operation: false } if rate && percent.is_none() => percent = Some((at, value)),
            Piece::Quantity(..) if price.is_none() => {
                let (value, unit) = is_money(piece)?;
                price = Some((at, value, unit));
            }
            Piece::Word(_) | Piece::Gap => {}
            _ => return None,
        }
    }
    let ((at, price, unit), (then, percent)) = (price?, percent?);
    let words =
        |from: usize, to: usize| -> Vec<&str> { said::words(pieces.get(from..to).unwrap_or_default()).collect() };
    let has = |words: &[&str], stems: &str| words.iter().any(|word| begins(stems, word));
    let (all, after) = (words(0, pieces.len()), words(then, pieces.len()));
    // Another price, another change, a part of the whole, or a question about the change itself.
    let beyond = "до первоначальн прежн раньше изначальн затем потом снова опять сперва сначала дважды еще каждый каждую ежемесячн два две \
        три двух трех половин осталось остал налог ндс комисси прибыл доход вырос потратил истрат отдал оплатил состав часть части \
        before originally then again twice each half remaining tax profit spent";
    if then < at || has(&all, beyond) {
        return None;
    }
    if has(&words(0, at), "после скидк after") {
        return None;
    }
    let (down, up) = (
        has(&all, "скидк снизи сниж уменьш подешев уценк уценен дешевле reduced discount decreased off sale"),
        has(&all, "подорож повыс повыш увелич наценк дороже increased rises rose"),
    );
    let interest = has(&all, "годовых вклад депозит interest deposit");
    // «Сколько рублей составит скидка», «на сколько подешевел».
    let list = &after;
    let of_change = list.windows(2).any(|two| two[0] == "на" && matches!(two[1], "сколько" | "какую"))
        || list.iter().enumerate().any(|(at, word)| {
            word.starts_with("скидк")
                && at > 2
                && !matches!(list[at - 1], "со" | "с" | "после" | "учетом" | "учётом" | "ее" | "на")
        });
    let asks = has(&after, "сколько какова какой какую каким чему what how find найди определи");
    if !asks || of_change {
        return None;
    }
    let part = &price.0 * &percent.0 / hundred();
    let value = match (down, up, interest) {
        (true, false, false) => {
            has(&after, "стои стал цена цену цене заплат price cost pay сто").then(|| &price.0 - part)?
        }
        (false, true, false) => has(&after, "стои стал цена цену цене price cost сто").then(|| &price.0 + part)?,
        (false, _, true) => {
            let year = has(&after, "год year") && !has(&all, "года лет месяц years months");
            (year && has(&after, "сумм стан будет окаж получит have amount")).then(|| &price.0 + part)?
        }
        _ => return None,
    };
    value.is_positive().then_some(Claim::Value(Exact(value), Some(unit)))
}

/// «Купили 3 ручки по 22 рубля и линейку за 30 рублей. Сколько заплатили? Сколько сдачи со 100 рублей?»
fn bought(pieces: &[Piece]) -> Option<Claim> {
    let (mut sum, mut paid): (Option<BigRational>, Option<BigRational>) = (None, None);
    let (mut count, mut priced): (Option<&Exact>, u32) = (None, 0);
    let mut unit = None;
    let said: Vec<&str> = said::words(pieces).collect();
    let has = |stems: &[&str]| said.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    if has(&[
        "скидк",
        "дешевл",
        "дорож",
        "процент",
        "%",
        "больше",
        "меньше",
        "столько",
        "кажд",
        "половин",
        "осталось",
        "поровну",
        "если",
    ]) {
        return None;
    }
    let mut last = "";
    for piece in pieces {
        match piece {
            Piece::Word(word) => last = word,
            Piece::Value { value, operation: false } if value.is_whole() && count.is_none() => count = Some(value),
            Piece::Quantity(..) => {
                let (value, own) = is_money(piece)?;
                if unit.is_some_and(|unit| unit != own) {
                    return None;
                }
                unit = Some(own);
                match (last, count.take()) {
                    ("по", Some(count)) => {
                        sum = Some(sum.unwrap_or_default() + &count.0 * &value.0);
                        priced += 1;
                    }
                    ("за", None) => sum = Some(sum.unwrap_or_default() + &value.0),
                    ("с" | "со" | "из", None) if paid.is_none() => paid = Some(value.0.clone()),
                    _ => return None,
                }
            }
            Piece::Gap => {}
            _ => return None,
        }
    }
    if count.is_some() || priced == 0 || !has(&["купил", "покуп", "купи", "куплен"]) {
        return None;
    }
    let (sum, change) = (sum?, has(&["сдач"]));
    let value = match paid {
        Some(paid) if change => paid - sum,
        None if !change && has(&["сколько", "какова", "найди"]) => sum,
        _ => return None,
    };
    value.is_positive().then_some(Claim::Value(Exact(value), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_to(question: &str) -> Option<String> {
        claim(&said::pieces(&question.into()))?.value()
    }

    #[test]
    fn prices_change_and_purchases_add_up() {
        for (question, right) in [
            ("Товар стоил 1 200 рублей. Во время распродажи цену снизили на 25 %. Сколько стал стоить товар?", "900"),
            ("Цена куртки 4 800 руб. Её снизили на 15 %. Какова новая цена?", "4080"),
            ("Клиент внёс на счёт в банке 5 000 рублей под 6 % годовых. Сколько станет на счёте через год?", "5300"),
            ("Купили 3 ручки по 22 рубля и линейку за 30 рублей. Сколько сдачи получили со 100 рублей?", "4"),
            ("Купили 4 тетради по 18 рублей и 2 ручки по 25 рублей. Сколько заплатили за всю покупку?", "122"),
        ] {
            assert_eq!(comes_to(question).as_deref(), Some(right), "{question}");
        }
    }

    #[test]
    fn what_came_before_is_left_alone() {
        for question in [
            "После скидки 20 % товар стоит 800 руб. Сколько он стоил до скидки?",
            "Товар стоил 800 руб. Цену снизили на 20 %. На сколько рублей подешевел товар?",
            "После повышения на 20 % цена билета стала 540 руб. Сколько стоил билет раньше?",
            "Семья получает 90 000 руб. и тратит на питание 30 %. Сколько рублей остаётся?",
            "Товар стоил 1 000 руб. Цену снизили на 10 %, затем снова на 10 %. Сколько он стал стоить?",
        ] {
            assert_eq!(comes_to(question), None, "{question}");
        }
    }
}
