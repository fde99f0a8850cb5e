//! Items sorted into columns by what the headings name.

use super::answers;
use super::claim::{Claim, Shape};
use super::computed::{Outcome, answered};
use super::facts::events;
use super::named::one_of;
use super::property::{PROPERTIES, Property};
use super::said::{self, Piece};
use super::units::Dimension;
use super::wording::worded;
use super::{classes, headings, logic};
use crate::domain::Rich;
use crate::domain::task::Classify;
use crate::math::Exact;

/// Whether an item belongs into a column; `None` where that cannot be said.
pub(super) type Test = Box<dyn Fn(&Rich) -> Option<bool>>;

/// Numbers, angles, fractions and formulas sorted by properties that the headings name.
pub(super) fn classify(task: &mut Classify) -> Outcome {
    // «Округлите и распределите»: the items are sorted by what is made of them.
    let asks = task.question.plain().to_lowercase();
    if ["округл", "round"].iter().any(|stem| asks.contains(stem)) {
        return Outcome::Unknown;
    }
    let Some(tests) = task.columns.iter().map(|heading| test(heading, &task.question)).collect::<Option<Vec<Test>>>()
    else {
        return Outcome::Unknown;
    };
    // Where an item belongs: nowhere, or into one column; `None` where that cannot be said.
    let column = |text: &Rich| -> Option<Option<u8>> {
        let held: Vec<bool> = tests.iter().map(|test| test(text)).collect::<Option<_>>()?;
        let mut places = (0u8..).zip(held).filter(|(_, held)| *held).map(|(at, _)| at);
        match (places.next(), places.next()) {
            (only, None) => Some(only),
            _ => None,
        }
    };
    let columns: Vec<Option<Option<u8>>> = task.items.iter().map(|item| column(&item.text)).collect();
    let wrong = |(item, column): &(&_, &Option<Option<u8>>)| {
        let item: &crate::domain::task::Classified = item;
        column.is_some_and(|column| column != Some(item.column))
    };
    let Some((odd, _)) = task.items.iter().zip(&columns).find(wrong) else {
        let all = columns.iter().all(Option::is_some) && !columns.is_empty();
        return if all { Outcome::Right } else { Outcome::Unknown };
    };
    let Some(columns) = columns.into_iter().map(Option::flatten).collect::<Option<Vec<u8>>>() else {
        return Outcome::Wrong("classify.wrong_key", odd.text.plain());
    };
    for (item, column) in task.items.iter_mut().zip(columns) {
        item.column = column;
    }
    Outcome::Mended("classify.wrong_key")
}

fn test(heading: &Rich, question: &Rich) -> Option<Test> {
    let plain = heading.plain().to_lowercase().replace('ё', "е");
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    if let Some(test) = headings::test(&plain, &words) {
        return Some(test);
    }
    if let Some(angle) = angle(&words) {
        return Some(angle);
    }
    if let Some(test) = remainder(&words, question)
        .or_else(|| truth(&words, question))
        .or_else(|| floats(&words, question))
        .or_else(|| likely(&words))
    {
        return Some(test);
    }
    let shape = match words.as_slice() {
        ["правильные" | "proper", ..] => Some(Shape::Proper),
        ["неправильные" | "improper", ..] => Some(Shape::Improper),
        ["смешанные" | "mixed", ..] => Some(Shape::Mixed),
        _ => None,
    };
    if let Some(shape) = shape {
        return Some(Box::new(move |text| Some(answers::shape(text.source())?? == shape)));
    }
    let class = classes::named(heading);
    // «Больше 1 кг»: items are compared in base units.
    let bound = said::pieces(heading).into_iter().find_map(|piece| match piece {
        Piece::Quantity(_, unit) => Some(unit.dimension),
        _ => None,
    });
    let property = match worded(&said::pieces(heading), PROPERTIES) {
        Some(Claim::Which(Property::Largest | Property::Smallest | Property::Pair(..) | Property::Written(_))) => None,
        Some(Claim::Which(property)) => Some(property),
        _ => None,
    };
    if class.is_none() && property.is_none() {
        return None;
    }
    // «Простые» are numbers or substances: what the items are decides.
    Some(Box::new(move |text| match (classes::of(text), class, &property) {
        (Some(substance), Some(class), _) => class.holds(substance),
        (_, _, Some(property)) => match (answered(text.source())?, bound) {
            ((value, Some(unit)), Some(dimension)) if unit.dimension == dimension => {
                property.holds(&unit.base(&value), &[])
            }
            (_, Some(_)) => None,
            ((value, _), None) => property.holds(&value, &[]),
        },
        _ => None,
    }))
}

/// «Истинно», «Ложно»: of statements about the letter the question gives a value.
fn truth(words: &[&str], question: &Rich) -> Option<Test> {
    let words: Vec<&&str> = words.iter().filter(|word| !one_of("высказывани* выражени* statements", word)).collect();
    let &[&word] = words.as_slice() else { return None };
    let wanted = match word {
        word if one_of("истин* верн* true", word) => true,
        word if one_of("лож* неверн* false", word) => false,
        _ => return None,
    };
    let (letter, value) = logic::given(question)?;
    Some(Box::new(move |text| logic::truth_at(letter, &value, text).map(|truth| truth == wanted)))
}

/// «Всплывёт», «Утонет»: of densities in the liquid the question tells.
fn floats(words: &[&str], question: &Rich) -> Option<Test> {
    let known = |word: &&str| {
        one_of(
            "всплыв* всплыл* плава* тон* утон* потон* не в воде на поверхности воды дно дне floats float sinks sink will тела тело",
            word,
        )
    };
    let any = |list: &str| words.iter().any(|word| one_of(list, word));
    let (up, down) = (any("всплыв* плава* floats float"), any("тон* утон* потон* sinks sink"));
    if !words.iter().all(known) || up == down {
        return None;
    }
    let rises = up != any("не");
    let asks = question.plain().to_lowercase();
    let pieces = said::pieces(question);
    let mut densities = pieces.iter().filter_map(|piece| match piece {
        Piece::Quantity(value, unit) if unit.dimension == Dimension::Density => Some(unit.base(value)),
        _ => None,
    });
    let liquid = match (densities.next(), densities.next()) {
        (Some(density), None) => density,
        // A gram in a cubic centimetre.
        (None, _) if (asks.contains("вод") || asks.contains("water")) && !asks.contains("морск") => {
            Exact::whole(1)
        }
        _ => return None,
    };
    Some(Box::new(move |text| {
        let mut found = said::pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Quantity(value, unit) => Some((unit.dimension == Dimension::Density).then(|| unit.base(&value))),
            Piece::Value { .. } | Piece::Relation(_) => Some(None),
            _ => None,
        });
        let (Some(Some(density)), None) = (found.next(), found.next()) else { return None };
        // What is just as dense stays where it is.
        (density != liquid).then_some((density < liquid) == rises)
    }))
}

/// «Достоверное», «Невозможное», «Случайное событие»: of events whose chance is known.
fn likely(words: &[&str]) -> Option<Test> {
    let words: Vec<&&str> = words.iter().filter(|word| !one_of("событи* event events", word)).collect();
    let &[&word] = words.as_slice() else { return None };
    let (zero, one) = (Exact::whole(0), Exact::whole(1));
    Some(match word {
        word if one_of("достоверн* certain", word) => {
            Box::new(move |text| Some(events::chance(text.source())? == one))
        }
        word if one_of("невозможн* impossible", word) => {
            Box::new(move |text| Some(events::chance(text.source())? == zero))
        }
        word if one_of("случайн*", word) => Box::new(move |text| {
            let chance = events::chance(text.source())?;
            Some(chance > zero && chance < one)
        }),
        _ => return None,
    })
}

/// «Острые», «Прямой угол», «obtuse».
fn angle(words: &[&str]) -> Option<Test> {
    let words: Vec<&&str> = words.iter().filter(|word| !word.starts_with("угл") && !word.starts_with("угол")).collect();
    let &[&kind] = words.as_slice() else { return None };
    let kind = kind.strip_suffix("angles").unwrap_or(kind);
    let begins = |stems: &[&str]| stems.iter().any(|stem| kind.starts_with(stem));
    let (above, to) = if begins(&["остр", "acute"]) {
        (0, 90)
    } else if begins(&["прям", "right"]) {
        (90, 90)
    } else if begins(&["тупы", "тупо", "obtuse"]) {
        (90, 180)
    } else if begins(&["развернут", "straight"]) {
        (180, 180)
    } else {
        return None;
    };
    Some(Box::new(move |text| {
        let (value, unit) = answered(text.source())?;
        let (above, to) = (Exact::whole(above), Exact::whole(to));
        let inside = if above == to { value == to } else { above < value && value < to };
        unit.filter(|unit| unit.dimension == Dimension::Angle).map(|_| inside)
    }))
}

/// «Без остатка», «с остатком»: of divisions, or of numbers by the one the question names.
fn remainder(words: &[&str], question: &Rich) -> Option<Test> {
    let left = match words {
        ["без", "остатка"] | ["делятся", "без", "остатка"] | ["делятся", "нацело"] | ["делятся"] => {
            false
        }
        ["с", "остатком"] | ["делятся", "с", "остатком"] | ["не", "делятся"] | ["не", "делятся", "нацело"] => {
            true
        }
        _ => return None,
    };
    let numbers: Vec<Exact> = said::pieces(question)
        .into_iter()
        .filter_map(|piece| if let Piece::Value { value, operation: false } = piece { Some(value) } else { None })
        .collect();
    match numbers.as_slice() {
        [by] => {
            let property = Property::DivisibleBy(by.clone());
            Some(Box::new(move |text| property.holds(&answered(text.source())?.0, &[]).map(|holds| holds != left)))
        }
        [] => Some(Box::new(move |text| {
            let division = text.source().contains([':', '÷', '/']);
            division.then(|| answered(text.source())).flatten().map(|(value, _)| value.is_whole() != left)
        })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::task::Classified;

    fn judged(question: &str, columns: &[&str], items: &[&str], key: &str) -> Outcome {
        let items = items.iter().zip(key.bytes());
        classify(&mut Classify {
            question: question.into(),
            columns: columns.iter().map(|column| Rich::from(*column)).collect(),
            items: items.map(|(text, at)| Classified { text: Rich::from(*text), column: at - b'0' }).collect(),
        })
    }

    #[test]
    fn items_belong_where_headings_say() {
        for (question, columns, items, right, wrong) in [
            ("Углы", vec!["Острые", "Прямые", "Тупые"], vec!["72°", "135°", "90°", "18°", "91°"], "02102", "02101"),
            (
                "Углы",
                vec!["острый угол", "тупой угол", "развёрнутый угол"],
                vec!["$15^\\circ$", "180°", "95°"],
                "021",
                "020",
            ),
            (
                "Вещества",
                vec!["Оксиды", "Кислоты", "Основания"],
                vec!["$SO_3$", "$HNO_3$", "$Ca(OH)_2$", "CuO"],
                "0120",
                "0110",
            ),
            ("Вещества", vec!["Соли", "Оксиды", "Кислоты"], vec!["NaCl", "CO2", "CaCO3", "HCl"], "0102", "0202"),
            ("Вещества", vec!["Простые", "Сложные"], vec!["O2", "H2O", "Fe", "NaCl"], "0101", "0111"),
            ("Числа", vec!["Простые", "Составные"], vec!["2", "9", "51", "11"], "0110", "0100"),
            ("Элементы", vec!["Металлы", "Неметаллы"], vec!["Fe", "S", "Na", "Cl"], "0101", "0100"),
            ("Оксиды", vec!["Основные оксиды", "Кислотные оксиды"], vec!["Na2O", "SO2", "CaO"], "010", "000"),
            (
                "Дроби",
                vec!["Правильные дроби", "Неправильные", "Смешанные числа"],
                vec!["3/7", "9/4", "1 1/2", "5/5"],
                "0121",
                "0120",
            ),
            ("Числа", vec!["Делятся на 3", "Не делятся на 3"], vec!["111", "124", "207"], "010", "011"),
            ("Делятся ли на 9?", vec!["без остатка", "с остатком"], vec!["54", "65", "81"], "010", "011"),
            ("Деление", vec!["без остатка", "с остатком"], vec!["54 : 9", "65 : 9", "81 : 9"], "010", "110"),
            ("Numbers", vec!["positive", "negative"], vec!["−3", "5", "0,5"], "100", "101"),
            (
                "Уравнения",
                vec!["Два корня", "Один корень", "Нет корней"],
                vec!["$x^2-3=0$", "$x^2+1=0$", "$x^2-2x+1=0$", "$x^2+3x-5=0$"],
                "0210",
                "0211",
            ),
            ("Слова", vec!["Два слога", "Три слога"], vec!["книга", "собака", "ветер", "дорога"], "0101", "0001"),
            (
                "Треугольники",
                vec!["Равносторонний", "Равнобедренный", "Разносторонний"],
                vec!["5 см, 5 см, 5 см", "4 см, 6 см, 4 см", "3 см, 4 см, 5 см"],
                "012",
                "011",
            ),
            (
                "Виды",
                vec!["Остроугольный", "Прямоугольный", "Тупоугольный"],
                vec!["60° и 70°", "35° и 55°", "20° и 40°", "15° и 80°"],
                "0120",
                "0122",
            ),
            ("Величины", vec!["Масса", "Длина", "Время"], vec!["5 кг", "40 мин", "12 см", "300 мг"], "0210", "0211"),
            ("Fractions", vec!["Less than one half", "Greater than one half"], vec!["3/7", "5/8", "2/5"], "010", "011"),
            (
                "Числа",
                vec!["Целые", "Дробные рациональные", "Иррациональные"],
                vec![r"$-\sqrt{49}$", r"$\frac{7}{3}$", r"$\sqrt{3}$", r"$\sqrt{2{,}25}$"],
                "0121",
                "0122",
            ),
            (
                "Дано $x=7$. Разнесите высказывания по столбцам.",
                vec!["Истинно", "Ложно"],
                vec!["($x>5$) И ($x<10$)", "НЕ ($x>3$)", "($x<0$) ИЛИ ($x=7$)", "($x>7$) ИЛИ ($x<7$)"],
                "0101",
                "0100",
            ),
            (
                "Тела опустили в воду плотностью 1000 кг/м³.",
                vec!["Всплывёт", "Утонет"],
                vec!["плотность 700 кг/м³", "плотность 2,7 г/см³", "плотность 0,9 г/см³"],
                "010",
                "000",
            ),
            (
                "Substances",
                vec!["Elements (simple substances)", "Compounds"],
                vec!["$O_2$", "$H_2O$", "$O_3$"],
                "010",
                "011",
            ),
            ("Массы", vec!["Больше 1 кг", "Меньше 1 кг"], vec!["1200 г", "800 г", "2 кг"], "010", "011"),
            ("Произведения", vec!["чётные", "нечётные"], vec!["$3\\cdot5$", "$4\\cdot7$"], "10", "11"),
        ] {
            assert_eq!(judged(question, &columns, &items, right), Outcome::Right, "{columns:?}");
            let outcome = judged(question, &columns, &items, wrong);
            assert!(matches!(outcome, Outcome::Wrong(..) | Outcome::Mended(_)), "{columns:?}: {outcome:?}");
        }
        for (columns, items, key) in [
            (vec!["Простые", "Сложные"], vec!["Идёт дождь.", "Дождь идёт, и ветер воет."], "01"),
            (vec!["Прямые", "Кривые"], vec!["луч", "дуга"], "01"),
            (vec!["Всплывёт", "Утонет"], vec!["плотность 700 кг/м³", "плотность 900 кг/м³"], "01"),
            (vec!["Растворимые соли", "Нерастворимые соли"], vec!["NaCl", "AgCl"], "01"),
        ] {
            assert_eq!(judged("Распределите.", &columns, &items, key), Outcome::Unknown, "{columns:?}");
        }
    }
}
