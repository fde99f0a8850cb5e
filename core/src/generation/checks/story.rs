//! Lists of numbers and small stories whose every word is understood: means, chances, prices, shares of a group.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::claim::Claim;
use super::said::{Piece, words};
use super::units::{self, Dimension, Unit, hundred};
use super::wording::is_order;
use crate::math::{Exact, substance};
use crate::topic;

/// What such a question claims.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    listed(pieces)
        .or_else(|| which_is_larger(pieces))
        .or_else(|| larger_quantity(pieces))
        .or_else(|| notation(pieces))
        .or_else(|| molar_mass(pieces))
        .or_else(|| scale(pieces))
        .or_else(|| converted(pieces))
        .or_else(|| told(pieces))
}

/// «Поезд движется со скоростью 20 м/с. Выразите эту скорость в км/ч»: the one quantity in another unit.
fn converted(pieces: &[Piece]) -> Option<Claim> {
    let (mut given, mut asked): (Option<(&Exact, Unit)>, Option<Unit>) = (None, None);
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        match piece {
            Piece::Quantity(value, unit) if given.is_none() => given = Some((value, *unit)),
            Piece::Word(word) => {
                if matches!(before, Some(Piece::Word(w)) if matches!(w.as_str(), "в" | "in" | "to" | "into")) {
                    asked = units::named(word).or(asked);
                }
                // What is computed first is another task.
                if begins("увелич уменьш если больше меньше половин часть сколько средн площад периметр объем", word)
                {
                    return None;
                }
            }
            Piece::Gap => {}
            _ => return None,
        }
    }
    let ((value, unit), asked) = (given?, asked?);
    let orders = words(pieces).any(|word| begins("вырази перевед convert express", word));
    (orders && unit.dimension == asked.dimension)
        .then(|| Claim::Value(asked.out_of_base(&unit.base(value)), Some(asked)))
}

/// «Масштаб карты 1 : 200 000. Расстояние на карте 3 см. Сколько километров на местности?»
fn scale(pieces: &[Piece]) -> Option<Claim> {
    let known = "масштаб карт расстояни местност отрезк отрезок длин scale map ground distance на";
    let (mut scale, mut given, mut asked) = (None, None, None);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Value { value, operation: true } if scale.is_none() && value.0.numer() == &1.into() => {
                scale = Some(value.0.clone());
            }
            Piece::Quantity(value, unit) if given.is_none() && unit.dimension == Dimension::Length => {
                given = Some(unit.base(value).0);
            }
            Piece::Word(word) => {
                let behind = at.checked_sub(1).and_then(|before| pieces.get(before));
                let unit = units::named(word).filter(|_| {
                    matches!(behind, Some(Piece::Word(w)) if matches!(w.as_str(), "сколько" | "скольких" | "в" | "many" | "in"))
                });
                match unit {
                    Some(unit) => asked = Some(unit),
                    None if is_order(word) || begins(known, word) => {}
                    None => return None,
                }
            }
            Piece::Gap => {}
            _ => return None,
        }
    }
    let has = |stem: &str| words(pieces).any(|word| word.starts_with(stem));
    if !(has("масштаб") && has("карт") && has("местност") || has("scale") && has("map")) {
        return None;
    }
    let (scale, given, asked) = (scale?, given?, asked?);
    // What is asked in metres and kilometres lies on the ground.
    let ground = matches!(asked.symbol, "м" | "км");
    let value = if ground { given / scale } else { given * scale };
    Some(Claim::Value(asked.out_of_base(&Exact(value)), Some(asked)))
}

/// Whether a word begins like one of several stems; stems of less than four letters are whole words.
pub(super) fn begins(stems: &str, word: &str) -> bool {
    stems.split_whitespace().any(|stem| if stem.chars().count() < 4 { word == stem } else { word.starts_with(stem) })
}

/// «Найдите среднее арифметическое чисел 4, 7, 9, 12».
fn listed(pieces: &[Piece]) -> Option<Claim> {
    let mut numbers = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Value { value, operation: false } => numbers.push(value.0.clone()),
            Piece::Word(_) | Piece::Gap => {}
            _ => return None,
        }
    }
    let known = "арифметическ ряд ряда набор набора data set numbers чисел данных";
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let only = |stems: &str| {
        has(stems) && words(pieces).all(|word| is_order(word) || begins(known, word) || begins(stems, word))
    };
    if numbers.len() < 2 {
        return None;
    }
    let count = BigRational::from_integer(numbers.len().into());
    let sum: BigRational = numbers.iter().sum();
    let mut sorted = numbers;
    sorted.sort();
    let (least, most) = (sorted.first()?, sorted.last()?);
    let value = if only("среднее среднего mean average") {
        sum / count
    } else if only("медиан median") {
        let middle = sorted.len() / 2;
        if sorted.len().is_multiple_of(2) {
            (sorted.get(middle)? + sorted.get(middle - 1)?) / BigRational::from_integer(2.into())
        } else {
            sorted.get(middle)?.clone()
        }
    } else if only("размах range") {
        most - least
    } else if only("мода моду моды mode") {
        let of = |number: &BigRational| sorted.iter().filter(|other| *other == number).count();
        let best = sorted.iter().map(of).max()?;
        let mut modes: Vec<&BigRational> = sorted.iter().filter(|number| of(number) == best).collect();
        modes.dedup();
        match modes.as_slice() {
            [only] if best > 1 => (*only).clone(),
            _ => return None,
        }
    } else {
        return None;
    };
    Some(Claim::Value(Exact(value), None))
}

/// «Какое число больше: −12 или −8?»
fn which_is_larger(pieces: &[Piece]) -> Option<Claim> {
    let values: Vec<&Exact> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Value { value, .. } = piece { Some(value) } else { None })
        .collect();
    let others = pieces.iter().all(|piece| match piece {
        Piece::Word(word) => {
            is_order(word) || begins("больше меньше или дробь дробей greater larger less smaller or", word)
        }
        Piece::Value { .. } | Piece::Gap => true,
        _ => false,
    });
    let offers = words(pieces).any(|word| matches!(word, "или" | "or"));
    let &[one, two] = values.as_slice() else { return None };
    let (more, less) = (
        words(pieces).any(|word| matches!(word, "больше" | "greater" | "larger")),
        words(pieces).any(|word| matches!(word, "меньше" | "less" | "smaller")),
    );
    (others && offers && more != less && one != two).then(|| {
        let value = if (one > two) == more { one } else { two };
        Claim::Value(value.clone(), None)
    })
}

/// «Какая длина больше: 5 км 40 м или 5400 м?»
fn larger_quantity(pieces: &[Piece]) -> Option<Claim> {
    let or = pieces.iter().position(|piece| matches!(piece.word(), Some("или" | "or")))?;
    let known = "длин масс врем расстояни величин больше меньше длиннее короче тяжелее легче или length mass larger longer greater smaller less or";
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let (more, less) = (has("больше длиннее тяжелее larger longer greater"), has("меньше короче легче smaller less"));
    if more == less || !words(pieces).all(|word| is_order(word) || begins(known, word)) {
        return None;
    }
    let sum = |pieces: &[Piece]| -> Option<(BigRational, Unit)> {
        let mut sum: Option<(BigRational, Unit)> = None;
        for piece in pieces {
            match (piece, &mut sum) {
                (Piece::Quantity(value, unit), None) => sum = Some((unit.base(value).0, *unit)),
                (Piece::Quantity(value, unit), Some((all, last))) if unit.dimension == last.dimension => {
                    *all += unit.base(value).0;
                    *last = *unit;
                }
                (Piece::Word(_) | Piece::Gap, _) => {}
                _ => return None,
            }
        }
        sum
    };
    let ((one, unit), (two, other)) = (sum(pieces.get(..or)?)?, sum(pieces.get(or + 1..)?)?);
    (unit.dimension == other.dimension && one != two).then(|| {
        let (value, unit) = if (one > two) == more { (one, unit) } else { (two, other) };
        Claim::Value(unit.out_of_base(&Exact(value)), Some(unit))
    })
}

/// «Переведите число 13 в двоичную систему счисления», and back.
fn notation(pieces: &[Piece]) -> Option<Claim> {
    let known = "переведи перевед convert из систем счислен number системы двоичн десятичн binary decimal to system в";
    if !words(pieces).all(|word| is_order(word) || begins(known, word)) {
        return None;
    }
    let values: Vec<&Exact> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Value { value, operation: false } => Some(value),
            _ => None,
        })
        .collect();
    let &[number] = values.as_slice() else { return None };
    if !pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Value { .. } | Piece::Gap)) {
        return None;
    }
    let number = number.is_whole().then(|| number.0.to_integer().to_u64()).flatten().filter(|n| *n < 1 << 40)?;
    // «в двоичную» is where it goes, «двоичное число» and «из двоичной» where it comes from.
    let list: Vec<&str> = words(pieces).collect();
    let goes =
        |stem: &str| list.windows(2).any(|pair| matches!(pair[0], "в" | "to" | "into") && pair[1].starts_with(stem));
    let value = if goes("двоичн") || goes("binary") {
        format!("{number:b}").parse().ok()?
    } else if goes("десятичн") || goes("decimal") {
        let binary = list.iter().any(|word| begins("двоичн binary", word));
        binary.then(|| i64::from_str_radix(&number.to_string(), 2).ok()).flatten()?
    } else {
        return None;
    };
    Some(Claim::Value(Exact::whole(value), None))
}

/// «Найдите молярную массу H₂O»: the formula says all, a name beside it is the same substance.
fn molar_mass(pieces: &[Piece]) -> Option<Claim> {
    let asks = words(pieces).any(|word| begins("молярн молекулярн molar", word));
    let mass = words(pieces).any(|word| matches!(word, "масса" | "массу" | "массы" | "mass"));
    let names = words(pieces)
        .filter(|word| {
            !is_order(word) && !begins("молярн молекулярн molar относительн вещества масса массу массы mass", word)
        })
        .count();
    let formulas: Vec<&String> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Formula(formula) = piece { Some(formula) } else { None })
        .collect();
    let &[formula] = formulas.as_slice() else { return None };
    let only = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Formula(_) | Piece::Gap));
    let formula = formula.trim().strip_prefix(r"\ce{").and_then(|f| f.strip_suffix('}')).unwrap_or(formula);
    (asks && mass && only && names <= 2)
        .then(|| substance::molar_mass(formula).ok().map(|mass| Claim::Value(mass, None)))
        .flatten()
}

/// A story, word by word: what must come, in order. `#` a number, `$` money, `X`, `Y` a thing (the same word again
/// where it comes again), stems between bars; `?` before what may be missing.
struct Story(&'static str, fn(&[BigRational]) -> Option<BigRational>);

const STORIES: &[Story] = &[
    // Цена.
    Story("#one ?одинаков|такой|таких X сто $ сколько сто # ?таких|одинаковых X", |v| Some(&v[1] / &v[0] * &v[2])),
    Story("X сто $ сколько сто # ?таких|одинаковых X", |v| Some(&v[0] * &v[1])),
    Story("# ?одинаковых|таких X сто $ сколько сто ?один|одна|одно ?такой|такая X", |v| Some(&v[1] / &v[0])),
    Story(
        "купили # X по $ сколько ?денег ?всего заплатили|стоит|стоила|потратили ?вся ?покупка ?за ?покупку",
        |v| Some(&v[0] * &v[1]),
    ),
    // Части.
    Story("в X # Y # % из них Z сколько ?в X Z ?в ?X", |v| Some(&v[0] * &v[1] / hundred())),
    Story("в X # Y # % ?из ?них Z сколько Z ?в ?X", |v| Some(&v[0] * &v[1] / hundred())),
    // Скидки.
    Story(
        "X стоил|стоила|стоило $ ?его|ее|его ?цену ?цена сниз|понизи|уменьш|подешев|упал|упала ?на # % сколько сто ?теперь X ?теперь",
        |v| Some(&v[0] * (hundred() - &v[1]) / hundred()),
    ),
    Story(
        "X стоил|стоила|стоило $ ?его|ее|его ?цену ?цена вырос|выросла|повыси|увелич|подорож ?на # % сколько сто ?теперь X ?теперь",
        |v| Some(&v[0] * (hundred() + &v[1]) / hundred()),
    ),
    // Шары.
    Story(
        "в X # A ?шар|шара|шаров и # B шар|шара|шаров какова|найдите|чему ?равна вероятность ?того ?что вынуть|достать|вытащить A шар",
        |v| {
            let all = &v[0] + &v[1];
            (!all.is_zero()).then(|| &v[0] / all)
        },
    ),
    Story(
        "в X # A ?шар|шара|шаров и # B шар|шара|шаров какова|найдите|чему ?равна вероятность ?того ?что вынуть|достать|вытащить B шар",
        |v| {
            let all = &v[0] + &v[1];
            (!all.is_zero()).then(|| &v[1] / all)
        },
    ),
];

fn told(pieces: &[Piece]) -> Option<Claim> {
    STORIES.iter().find_map(|Story(story, value)| {
        let (values, money) = follow(story, pieces)?;
        let value = value(&values).filter(Signed::is_positive)?;
        Some(Claim::Value(Exact(value), money.filter(|_| story.contains("сколько сто") || story.contains("по $"))))
    })
}

/// Words without weight between the words of a story.
fn is_light(word: &str) -> bool {
    matches!(
        word,
        "а" | "и"
            | "то"
            | "же"
            | "лежат"
            | "лежит"
            | "находится"
            | "есть"
            | "всего"
            | "это"
            | "каждая"
            | "каждый"
            | "рублей"
            | "руб"
            | "денег"
    ) || word.starts_with("учится")
}

fn follow(story: &str, pieces: &[Piece]) -> Option<(Vec<BigRational>, Option<Unit>)> {
    let (mut values, mut money, mut things): (Vec<BigRational>, Option<Unit>, Vec<(&str, String)>) =
        (Vec::new(), None, Vec::new());
    let mut at = 0;
    for place in story.split(' ') {
        let (optional, place) = place.strip_prefix('?').map_or((false, place), |place| (true, place));
        loop {
            let piece = pieces.get(at);
            let taken = match (place, piece) {
                ("#" | "#one", Some(Piece::Value { value, operation: false })) => {
                    values.push(value.0.clone());
                    true
                }
                ("$", Some(Piece::Quantity(value, unit))) if unit.dimension == Dimension::Money => {
                    values.push(value.0.clone());
                    money = Some(*unit);
                    true
                }
                ("%", Some(Piece::Word(word))) => matches!(word.as_str(), "%" | "процентов" | "процента"),
                ("X" | "Y" | "Z" | "A" | "B", Some(Piece::Word(word))) => {
                    let thing = word.chars().count() > 2 && !is_order(word) && units::named(word).is_none();
                    match things.iter().find(|(name, _)| *name == place) {
                        Some((_, before)) => topic::same_word(before, word),
                        None if thing && topic::is_word(word) => {
                            things.push((place, word.clone()));
                            true
                        }
                        None => false,
                    }
                }
                (stems, Some(Piece::Word(word))) => stems
                    .split('|')
                    .any(|stem| if stem.chars().count() < 3 { word == stem } else { word.starts_with(stem) }),
                _ => false,
            };
            if taken {
                at += 1;
                break;
            }
            if optional {
                break;
            }
            match piece {
                Some(Piece::Word(word)) if is_light(word) => at += 1,
                Some(Piece::Gap) => at += 1,
                _ => return None,
            }
        }
    }
    let rest = pieces.get(at..)?;
    rest.iter()
        .all(|piece| matches!(piece, Piece::Gap) || matches!(piece, Piece::Word(word) if is_light(word)))
        .then_some((values, money))
}
