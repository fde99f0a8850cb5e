//! What a firm sold and spent: revenue, costs, profit.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units::Dimension;

/// So many things sold at a price, and what was spent on them; money in kopecks.
#[derive(Debug, Clone, PartialEq)]
struct Trade {
    count: BigRational,
    price: BigRational,
    /// Spent on all of them at once.
    fixed: BigRational,
    /// Spent on each.
    each: BigRational,
    spends: bool,
}

/// Words of another reckoning.
const TRAPS: &str = "процент* % налог* кредит* скидк* осталь* остал* брак* бракован* половин* треть четверт* штраф* возврат* аванс* дополнительн* еще \
    прежде раньше выросл* снизил* увелич* уменьш* амортизац* не tax discount percent loan another not rest left";
const COSTS: &str = "потрат* расход* затрат* издержк* обошл* обош* аренд* зарплат* заработн* материал* сырь* заплат* выплат* закуп* купил* себестоимост* \
    произв* spent costs cost paid rent wages materials";
const BOUGHT: &str = "закуп* купил* купи* приобре* bought buys";
const SOLD: &str = "продал* прода* реализов* sold sells";
const EACH: &str = "одного одну один одно одной каждый каждого каждую каждое каждой единицу единицы штуку шт each one";

impl Trade {
    fn read(text: &str) -> Option<Self> {
        let pieces = said::pieces(&Rich(text.to_owned()));
        let any = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
        if any(TRAPS) || !any(SOLD) {
            return None;
        }
        let mut count: Option<BigRational> = None;
        let mut price: Option<BigRational> = None;
        let (mut fixed, mut each, mut spends) = (BigRational::zero(), BigRational::zero(), false);
        // Since the last sum of money: «по», what was spent on, whether on each, and which verb was last.
        let mut from = 0;
        let mut bought = false;
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Word(word) if one_of(BOUGHT, word) => bought = true,
                Piece::Word(word) if one_of(SOLD, word) => bought = false,
                Piece::Value { value, operation: false } => {
                    // «купил 100 тетрадей по 20 рублей и продал 100 тетрадей»
                    if count.as_ref().is_some_and(|count| *count != value.0) {
                        return None;
                    }
                    count = Some(value.0.clone());
                }
                Piece::Quantity(value, unit) if unit.dimension == Dimension::Money => {
                    let money = unit.base(value).0;
                    let between = pieces.get(from..at)?;
                    let says =
                        |list: &str| between.iter().any(|piece| piece.word().is_some_and(|word| one_of(list, word)));
                    // «600 рублей за штуку»
                    let behind = pieces.get(at + 1..(at + 4).min(pieces.len()))?;
                    let behind_each = matches!(behind, [Piece::Word(joint), Piece::Word(each), ..] if one_of("за на a per", joint) && one_of(EACH, each));
                    let by = at.checked_sub(1).map_or("", |at| said::word_at(&pieces, at));
                    match by {
                        "по" | "at" if bought => {
                            each += money;
                            spends = true;
                        }
                        "по" | "at" if price.is_none() && !says("аренд* зарплат* материал* затрат* расход*") =>
                        {
                            price = Some(money);
                        }
                        _ if says(COSTS) && (says(EACH) || behind_each) => {
                            each += money;
                            spends = true;
                        }
                        _ if says(COSTS) => {
                            fixed += money;
                            spends = true;
                        }
                        _ => return None,
                    }
                    from = at + 1;
                }
                Piece::Word(_) | Piece::Gap => {}
                _ => return None,
            }
        }
        Some(Self { count: count.filter(Signed::is_positive)?, price: price?, fixed, each, spends })
    }

    fn asked(&self, asked: &str) -> Option<BigRational> {
        let pieces = said::pieces(&Rich(asked.to_owned()));
        let any = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
        if any(TRAPS)
            || any("сколько_раз на во больше меньше средн* постоянн* переменн* fixed variable")
                && any("раз больше меньше средн* постоянн* переменн* fixed variable")
        {
            return None;
        }
        let revenue = &self.count * &self.price;
        let costs = &self.fixed + &self.count * &self.each;
        let each = any(EACH);
        let (gross, profit, spent) = (
            any("выручк* revenue"),
            any("прибыл* profit"),
            any("издержк* затрат* расход* себестоимост* обошлось обошелся обошлась costs"),
        );
        match (gross, profit, spent) {
            (true, false, false) if !each => Some(revenue),
            (false, true, false) if self.spends => {
                Some(if each { (revenue - costs) / &self.count } else { revenue - costs })
            }
            (false, false, true) if self.spends => Some(if each { costs / &self.count } else { costs }),
            _ => None,
        }
    }
}

/// What the numbers of a text come to for revenue, costs or profit, in kopecks.
pub(in crate::generation::checks) fn value(text: &str, asked: &str) -> Option<BigRational> {
    Trade::read(text)?.asked(asked)
}

/// «Прибыль составила 1500 рублей» under what the question tells.
pub(super) fn holds(conditions: &str, text: &Rich) -> Option<bool> {
    let pieces = said::pieces(text);
    let mut sums = pieces.iter().filter_map(|piece| match piece {
        Piece::Quantity(value, unit) if unit.dimension == Dimension::Money => Some(unit.base(value).0),
        _ => None,
    });
    let (Some(stated), None) = (sums.next(), sums.next()) else { return None };
    let plain = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Quantity(..) | Piece::Gap));
    let words: Vec<&str> = said::words(&pieces).collect();
    (plain && !words.is_empty()).then(|| Some(value(conditions, &words.join(" "))? == stated))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_reckoned() {
        let sold = "Предприятие продало 30 изделий по 200 рублей и потратило на их выпуск 4500 рублей.";
        for (given, statement, is) in [
            (sold, "Выручка составила 6000 рублей.", Some(true)),
            (sold, "Прибыль составила 2500 рублей.", Some(false)),
            (sold, "Одно изделие обошлось предприятию в 150 рублей.", Some(true)),
            (sold, "Издержки равны 4500 рублей.", Some(true)),
            (sold, "Прибыль на 500 рублей больше ожидаемой.", None),
            ("Продали 30 изделий по 200 рублей, налог 900 рублей.", "Прибыль составила 5100 рублей.", None),
            (
                "Магазин купил 100 тетрадей по 20 рублей и продал их по 30 рублей.",
                "Прибыль составила 1000 рублей.",
                Some(true),
            ),
        ] {
            assert_eq!(holds(given, &statement.into()), is, "{statement}");
        }
        let made = "Мастерская за месяц выпустила 120 стульев и продала их по 2500 рублей. Аренда и зарплата обошлись в 150 000 рублей, материалы для \
            одного стула — в 600 рублей.";
        let value =
            |asked: &str| value(made, asked).map(|money| (money / BigRational::from_integer(100.into())).to_string());
        assert_eq!(value("Чему равна прибыль за месяц?").as_deref(), Some("78000"));
        assert_eq!(value("Чему равна выручка за месяц?").as_deref(), Some("300000"));
        assert_eq!(value("Каковы переменные издержки?"), None);
    }
}
