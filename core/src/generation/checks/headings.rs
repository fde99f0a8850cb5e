//! Columns named by what their items have: so many roots, so many syllables, a kind of triangle, a quantity.

use super::computed::answered;
use super::relation::Relation;
use super::said::{self, Piece};
use super::sorted::Test;
use super::units::{self, Dimension};
use super::{answers, letters, sturm};
use crate::domain::Rich;
use crate::math::Exact;

/// What a heading asks of an item.
pub(super) fn test(plain: &str, words: &[&str]) -> Option<Test> {
    rooted(plain, words)
        .or_else(|| syllables(words))
        .or_else(|| triangle(words))
        .or_else(|| quantity(words))
        .or_else(|| compared(plain))
        .or_else(|| broken(words))
        .or_else(|| progression(words))
}

/// «Арифметическая», «Геометрическая прогрессия».
fn progression(words: &[&str]) -> Option<Test> {
    let words: Vec<&&str> =
        words.iter().filter(|word| !word.starts_with("прогресси") && !word.starts_with("progression")).collect();
    let &[&kind] = words.as_slice() else { return None };
    let geometric = kind.starts_with("геометрическ") || kind == "geometric";
    if !geometric && !kind.starts_with("арифметическ") && kind != "arithmetic" {
        return None;
    }
    Some(Box::new(move |text| {
        let listed = text.source().replace('$', "").replace(r"\ldots", "…").replace("; ", ";").replace(", ", ";");
        let terms = listed.trim_end_matches(['…', '.', ';', ' ']).split(';');
        let terms: Vec<_> =
            terms.map(|term| Some(crate::math::evaluate(term.trim()).ok()?.0)).collect::<Option<_>>()?;
        if terms.len() < 3 || terms.iter().any(num_traits::Zero::is_zero) {
            return None;
        }
        let steps: Vec<_> =
            terms.windows(2).map(|two| if geometric { &two[1] / &two[0] } else { &two[1] - &two[0] }).collect();
        Some(steps.windows(2).all(|two| two[0] == two[1]))
    }))
}

/// «Два корня», «Нет корней».
fn rooted(plain: &str, words: &[&str]) -> Option<Test> {
    let rooted = |word: &str| ["корн", "корен", "решени", "root", "solution"].iter().any(|stem| word.starts_with(stem));
    if !words.iter().any(|word| rooted(word)) || words.len() > 4 {
        return None;
    }
    let none = ["нет", "не", "no", "ни"].iter().any(|no| words.contains(no));
    let count = if none { 0 } else { words.iter().find_map(|word| answers::count(word))? };
    if count > 4 || plain.contains(['>', '<', '=']) {
        return None;
    }
    Some(Box::new(move |text| match said::pieces(text).as_slice() {
        [Piece::Relation(relation @ Relation { .. })] => sturm::roots(relation).map(|roots| roots == count),
        _ => None,
    }))
}

/// «Два слога», «Двусложные слова».
fn syllables(words: &[&str]) -> Option<Test> {
    let count = match words {
        [count, of] if of.starts_with("слог") => answers::count(count)?,
        // Metres of verse have syllables too.
        [first, "слова"] if first.starts_with("односложн") => 1,
        [first, "слова"] if first.starts_with("двусложн") => 2,
        [first, "слова"] if first.starts_with("трехсложн") => 3,
        _ => return None,
    };
    Some(Box::new(move |text| Some(letters::syllables(text)? == usize::from(count))))
}

/// «Равнобедренные», «Тупоугольный»: of sides in one unit, or of angles.
fn triangle(words: &[&str]) -> Option<Test> {
    let words: Vec<&&str> =
        words.iter().filter(|word| !word.starts_with("треугольник") && !word.starts_with("triangle")).collect();
    let &[&kind] = words.as_slice() else { return None };
    let begins = |stems: &[&str]| stems.iter().any(|stem| kind.starts_with(stem));
    let by_sides = if begins(&["равносторонн", "equilateral"]) {
        Some(3)
    } else if begins(&["равнобедренн", "isosceles"]) {
        Some(2)
    } else if begins(&["разносторонн", "scalene"]) {
        Some(1)
    } else {
        None
    };
    if let Some(equal) = by_sides {
        return Some(Box::new(move |text| {
            let [a, b, c] = measures(text, Dimension::Length)?.try_into().ok()?;
            let distinct = [a == b, b == c, a == c].iter().filter(|same| **same).count();
            Some(match equal {
                3 => distinct == 3,
                2 => distinct == 1,
                _ => distinct == 0,
            })
        }));
    }
    let by_angles = if begins(&["остроугольн", "acute-angled"]) {
        std::cmp::Ordering::Less
    } else if begins(&["прямоугольн", "right-angled"]) {
        std::cmp::Ordering::Equal
    } else if begins(&["тупоугольн", "obtuse-angled"]) {
        std::cmp::Ordering::Greater
    } else {
        return None;
    };
    Some(Box::new(move |text| {
        let angles = measures(text, Dimension::Angle)?;
        if !matches!(angles.len(), 2 | 3) {
            return None;
        }
        let sum: num_rational::BigRational = angles.iter().map(|angle| angle.0.clone()).sum();
        let third = Exact(Exact::whole(180).0 - sum);
        let largest = angles.iter().chain((angles.len() == 2).then_some(&third)).max()?;
        Some(largest.cmp(&Exact::whole(90)) == by_angles)
    }))
}

/// The quantities of a text, all of one kind; lengths may stand without their unit.
fn measures(text: &Rich, dimension: Dimension) -> Option<Vec<Exact>> {
    let mut found = Vec::new();
    for piece in said::pieces(text) {
        match piece {
            Piece::Quantity(value, unit) if unit.dimension == dimension => found.push(unit.base(&value)),
            Piece::Value { value, operation: false } => found.push(value),
            Piece::Word(word) if word == "°" && dimension == Dimension::Angle => {}
            Piece::Word(word) if matches!(word.as_str(), "и" | "and") => {}
            _ => return None,
        }
    }
    Some(found)
}

/// «Масса», «Единицы длины»: of quantities, or of units alone.
fn quantity(words: &[&str]) -> Option<Test> {
    const NAMES: &[(&str, Dimension)] = &[
        ("длин length", Dimension::Length),
        ("масс mass", Dimension::Mass),
        ("врем time", Dimension::Time),
        ("площад area", Dimension::Area),
        ("объем volume", Dimension::Volume),
        ("скорост speed", Dimension::Speed),
        ("стоимост цена деньги money", Dimension::Money),
        ("сила force", Dimension::Force),
        ("энерги energy", Dimension::Energy),
        ("мощност power", Dimension::Power),
        ("давлени pressure", Dimension::Pressure),
        ("температур temperature", Dimension::Temperature),
    ];
    let light = ["единицы", "единица", "меры", "измерения", "units", "of", "величины"];
    let words: Vec<&&str> = words.iter().filter(|word| !light.contains(word)).collect();
    let &[&name] = words.as_slice() else { return None };
    let (_, dimension) = NAMES.iter().find(|(stems, _)| stems.split(' ').any(|stem| name.starts_with(stem)))?;
    Some(Box::new(move |text| {
        let unit = match answered(text.source()) {
            Some((_, unit)) => unit,
            None => units::named(&text.plain()),
        };
        // Litres are of volume, and «с» alone is a letter.
        unit.map(|unit| unit.dimension == *dimension)
    }))
}

/// «Больше половины», «Less than one half», «меньше 1», «равны 1/2».
fn compared(plain: &str) -> Option<Test> {
    let plain = [
        ("one half", "1/2"),
        ("a half", "1/2"),
        ("половины", "1/2"),
        ("половине", "1/2"),
        ("единицы", "1"),
        ("единице", "1"),
        ("нуля", "0"),
    ]
    .iter()
    .fold(plain.to_owned(), |text, (name, number)| text.replace(name, number));
    let words: Vec<&str> = plain.split_whitespace().collect();
    let [sign, .., number] = words.as_slice() else { return None };
    let between = words.get(1..words.len() - 1)?.iter().all(|word| matches!(*word, "чем" | "than" | "to"));
    let number = crate::math::evaluate(number).ok().filter(|_| between)?;
    let sign = match *sign {
        "больше" | "greater" | "more" | "larger" => std::cmp::Ordering::Greater,
        "меньше" | "less" | "smaller" => std::cmp::Ordering::Less,
        "равно" | "равны" | "равна" | "equal" => std::cmp::Ordering::Equal,
        _ => return None,
    };
    Some(Box::new(move |text| match answered(text.source())? {
        (value, None) => Some(value.cmp(&number) == sign),
        _ => None,
    }))
}

/// «Дробные рациональные», «Дробные числа».
fn broken(words: &[&str]) -> Option<Test> {
    let first = words.first()?;
    let known = words.iter().skip(1).all(|word| word.starts_with("рациональн") || word.starts_with("числ"));
    (known && (first.starts_with("дробн") || first.starts_with("нецел"))).then(|| {
        Box::new(|text: &Rich| {
            let (value, unit) = answered(text.source())?;
            unit.is_none().then(|| value.is_plain() && !value.is_whole())
        }) as Test
    })
}
