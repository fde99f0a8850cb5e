//! Statements that are always so or never: angles of figures, directions, codes of symbols.

use crate::domain::Rich;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units::Dimension;
use crate::math::Exact;

/// A statement of one number whose every word is known.
pub(super) fn holds(text: &Rich) -> Option<bool> {
    azimuth(text).or_else(|| angles(text)).or_else(|| codes(text))
}

/// «Направление на запад имеет азимут 90°», «Азимут 45° — это северо-восток».
fn azimuth(text: &Rich) -> Option<bool> {
    const SIDES: &[(&str, i64)] = &[
        ("северо-восток* северовосток* north-east northeast", 45),
        ("юго-восток* юговосток* south-east southeast", 135),
        ("юго-запад* югозапад* south-west southwest", 225),
        ("северо-запад* северозапад* north-west northwest", 315),
        ("север севера северу севере north", 0),
        ("восток востока востоку востоке east", 90),
        ("юг юга югу юге south", 180),
        ("запад запада западу западе west", 270),
    ];
    let pieces = said::pieces(text);
    let (mut side, mut angle, mut named) = (None, None, false);
    for piece in &pieces {
        match piece {
            Piece::Word(word) if word.starts_with("азимут") || word == "azimuth" || word == "bearing" => {
                named = true;
            }
            Piece::Word(word) => {
                if let Some((_, degrees)) = SIDES.iter().find(|(names, _)| one_of(names, word)) {
                    if side.replace(*degrees).is_some() {
                        return None;
                    }
                } else if !one_of(
                    "направлени* на имеет это равен равно составляет соответствует точно указывает the direction of is has a an to due",
                    word,
                ) {
                    return None;
                }
            }
            Piece::Quantity(value, unit) if unit.dimension == Dimension::Angle && angle.is_none() => {
                angle = Some(value.clone());
            }
            Piece::Gap => {}
            _ => return None,
        }
    }
    let (side, angle) = (side?, angle?);
    named.then(|| angle == Exact::whole(side) || side == 0 && angle == Exact::whole(360))
}

/// «Сумма углов треугольника равна 180°», «Острые углы прямоугольного треугольника в сумме дают 90°».
#[expect(clippy::match_same_arms, reason = "one line a sum")]
fn angles(text: &Rich) -> Option<bool> {
    const KNOWN: &str = "сумм* угл* угол равна равен равны составляет в дают дает это всегда любого любом the sum of angles angle in a an is any are always";
    let pieces = said::pieces(text);
    let mut angle = None;
    let mut rest: Vec<&str> = Vec::new();
    for piece in &pieces {
        match piece {
            Piece::Word(word) if !one_of(KNOWN, word) => rest.push(word),
            Piece::Word(_) | Piece::Gap => {}
            Piece::Quantity(value, unit) if unit.dimension == Dimension::Angle && angle.is_none() => {
                angle = Some(value.clone());
            }
            _ => return None,
        }
    }
    let sum = said::words(&pieces).any(|word| one_of("сумм* sum", word));
    rest.sort_unstable();
    let right = match (sum, rest.as_slice()) {
        (true, ["треугольника" | "треугольнике" | "triangle"]) => 180,
        (true, ["острых" | "острые", "прямоугольного", "треугольника"]) => 90,
        (true, ["смежных" | "смежные" | "adjacent"]) => 180,
        (
            true,
            [
                "четырехугольника"
                | "четырехугольнике"
                | "выпуклого"
                | "quadrilateral"
                | "прямоугольника"
                | "квадрата"
                | "параллелограмма"
                | "трапеции"
                | "ромба",
            ],
        ) => 360,
        (true, ["выпуклого", "четырехугольника"]) => 360,
        (true, ["выпуклого", "пятиугольника"] | ["пятиугольника" | "pentagon"]) => {
            540
        }
        (true, ["выпуклого", "шестиугольника"] | ["шестиугольника" | "hexagon"]) => {
            720
        }
        (false, ["развернутый" | "straight"]) => 180,
        (false, ["прямой" | "right"]) => 90,
        (false, ["полный"]) => 360,
        (false, ["каждый", "равностороннего", "треугольника"]) => 60,
        _ => return None,
    };
    Some(angle? == Exact::whole(right))
}

/// «Для равномерного двоичного кодирования 32 символов хватает 5 бит на символ», «5 битами можно закодировать 32 символа».
fn codes(text: &Rich) -> Option<bool> {
    const KNOWN: &str = "для равномерн* двоичн* кодировани* закодировать кодировать код кода кодом символ* букв* знак* цвет* различных разных алфавит* из на \
        один каждый одного каждого по можно нужно необходимо требуется потребуется хватает хватит достаточно не минимум ровно как в при чтобы одинаковой \
        длины длиной цепочк* to encode code one each of symbols symbol characters letters colours is are enough needed need with can you bits bit per \
        different for a an the all";
    let pieces = said::pieces(text);
    let (mut bits, mut symbols): (Option<u32>, Option<u64>) = (None, None);
    for piece in &pieces {
        match piece {
            Piece::Quantity(value, unit) if unit.symbol == "бит" && bits.is_none() => {
                bits = Some(value.source().parse().ok()?);
            }
            Piece::Value { value, operation: false } if symbols.is_none() => {
                symbols = Some(value.source().parse().ok()?);
            }
            Piece::Word(word) if one_of(KNOWN, word) => {}
            Piece::Gap => {}
            _ => return None,
        }
    }
    let (bits, symbols) = (bits.filter(|bits| *bits < 40)?, symbols.filter(|symbols| *symbols > 1)?);
    let any = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
    let codes = any("кодировани* закодировать кодировать код encode code");
    let all = 1_u64 << bits;
    let enough = any("хватает хватит достаточно enough");
    let needed = any("нужно необходимо требуется потребуется минимум need needed");
    let can = any("можно can");
    match (codes, enough, needed, can, any("не")) {
        (true, true, false, false, denied) => Some((all >= symbols) != denied),
        (true, false, true, false, false) => Some(all >= symbols && all / 2 < symbols),
        // Fewer can be encoded as well.
        (true, false, false, true, false) if all <= symbols => Some(all == symbols),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_always_so_is_known() {
        for (statement, is) in [
            ("Направление на запад имеет азимут 90°.", Some(false)),
            ("Азимут 45° — это направление на северо-восток.", Some(true)),
            ("Сумма углов треугольника равна 180°.", Some(true)),
            ("Сумма смежных углов равна 90°.", Some(false)),
            ("Острые углы прямоугольного треугольника в сумме дают 90°.", Some(true)),
            ("Сумма углов четырёхугольника равна 180°.", Some(false)),
            ("Развёрнутый угол равен 180°.", Some(true)),
            ("The sum of the angles of a triangle is 360°.", Some(false)),
            ("Для равномерного двоичного кодирования 32 символов хватает 5 бит на символ.", Some(true)),
            ("Для кодирования 33 символов достаточно 5 бит.", Some(false)),
            ("5 битами можно закодировать 32 символа.", Some(true)),
            ("Для кодирования 20 символов нужно 4 бита.", Some(false)),
            ("Сумма углов при основании треугольника равна 100°.", None),
            ("Азимут на школу равен 90°.", None),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
    }
}
