//! Purchases: what they cost together, and what is left of the money.

use super::super::named::one_of;
use super::super::units::Dimension;
use super::Answer;
use super::reading::{Number, Told};

const TRAPS: &str = "дешевле дорож* больше меньше скидк* столько половин* процент* поровну если_бы раз раза подорож* нехват* хватит ещё_не накоп* \
    заработ* подарил* cheaper expensive more less discount twice half needs";

/// «Купили пирожок за 35 р. и сок за 28 р. Какую сдачу получат со 100 р.?»
pub(super) fn answer(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let change = told.any("сдач* change") && told.asks_any("сдач* change");
    let left = told.asks_any("осталось останется left")
        && told.any("купил* купит потратил* заплатил* buys bought spent spends");
    if !(change || left) || told.any(TRAPS) || !told.ratios.is_empty() || told.any("стоимость") && left {
        return None;
    }
    let money = |number: &Number| {
        number.dimension() == Some(Dimension::Money)
            || number.counts() && told.behind(number.at, 1, "dollar* pound* euro* cent*")
    };
    let paid_by = "с со из from банкнот* купюр* with";
    let had = "было были имел* had has дал* протянул* имелось gave gives pays paid";
    let mut paid: Option<&Number> = None;
    let mut sum = 0.0;
    let mut items = 0;
    let mut count: Option<&Number> = None;
    for number in numbers {
        if number.percent || number.letter.is_some() {
            return None;
        }
        if !money(number) {
            // «2 кг бананов по 90 р.», «3 тетради по 12 р.»
            let counted = number.counts()
                || number.dimension() == Some(Dimension::Mass)
                || number.dimension() == Some(Dimension::Volume);
            if !counted || count.is_some() {
                return None;
            }
            count = Some(number);
            continue;
        }
        let each = told.word_before(number.at) == "по"
            || told.behind(number.at, 3, "кажд* each")
            || told.behind(number.at, 2, "штук* килограмм");
        let before = told.word_before(number.at);
        if one_of(paid_by, before) || told.ahead(number.at, 3, had) || told.ahead(number.at, 2, "банкнот* купюр*")
        {
            if paid.is_some() || count.is_some() {
                return None;
            }
            paid = Some(number);
        } else if let Some(of) = count.take() {
            let amount = of.value;
            match (each, before) {
                (true, _) => sum += amount * number.value,
                (false, "за" | "for") => sum += number.value,
                _ => return None,
            }
            items += 1;
        } else {
            if each {
                return None;
            }
            sum += number.value;
            items += 1;
        }
    }
    let paid = paid?;
    (count.is_none() && items > 0 && paid.value > sum).then(|| Answer::like(paid.unit, paid.value - sum))
}
