//! Figures told in a few words: their area, perimeter, volume, surface.

use num_rational::BigRational;

use crate::domain::Rich;
use crate::generation::checks::computed::answered;
use crate::generation::checks::named::one_of;
use crate::generation::checks::said::{self, Piece};
use crate::generation::checks::units::{Dimension, Unit};
use crate::math::Exact;

/// What is asked of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::generation::checks) enum Measure {
    Area,
    Perimeter,
    Volume,
    Surface,
}

impl Measure {
    /// The one measure a question asks of figures.
    pub(in crate::generation::checks) fn asked(question: &Rich) -> Option<Self> {
        let asks = question.plain().to_lowercase().replace('ё', "е");
        let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
        if any(&[" не ", "больше на", "половин", "боков"]) {
            return None;
        }
        match (
            any(&["площад", "area"]),
            any(&["периметр", "perimeter"]),
            any(&["объем", "volume"]),
            any(&["поверхност", "surface"]),
        ) {
            (true, false, false, false) => Some(Self::Area),
            (false, true, false, false) => Some(Self::Perimeter),
            (false, false, true, false) => Some(Self::Volume),
            (true, false, false, true) => Some(Self::Surface),
            _ => None,
        }
    }
}

const FIGURES: &[(&str, Figure)] = &[
    ("квадрат* square*", Figure::Square),
    ("прямоугольник* rectangle*", Figure::Rectangle),
    ("треугольник* triangle*", Figure::Triangle),
    ("параллелограмм* parallelogram*", Figure::Parallelogram),
    ("ромб* rhombus", Figure::Rhombus),
    ("трапеци* trapezium trapezoid", Figure::Trapezium),
    ("куб куба кубе cube", Figure::Cube),
    ("параллелепипед* cuboid*", Figure::Cuboid),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Square,
    Rectangle,
    Triangle,
    Parallelogram,
    Rhombus,
    Trapezium,
    Cube,
    Cuboid,
}

/// What a number is the length of.
const PARTS: &[(&str, Part)] = &[
    ("основани* base bases", Part::Base),
    ("высот* height", Part::Height),
    ("диагонал* diagonal*", Part::Diagonal),
    ("катет* legs leg", Part::Leg),
    ("сторон* side sides length* длин* ширин* width измерени* ребр* ребер edge edges размер* long wide", Part::Side),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Base,
    Height,
    Diagonal,
    Leg,
    Side,
}

/// What the lengths of a figure are written in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Written {
    Plain,
    In(Unit),
    InSeveral,
}

/// A measure of a figure of which every word is known, in base units, and how its lengths are written.
fn measure(text: &Rich, wanted: Measure) -> Option<(BigRational, Written)> {
    const KNOWN: &str = "с со и на в к нее ней ему проведенной проведенная опущенной прямоугольный прямоугольного прямоугольном равными a an with of and \
        by the right its to равна равны равен равно стороне x х";
    let source = text.source().replace('×', " и ").replace(r"\times", " и ");
    let mut figure: Option<Figure> = None;
    let mut part: Option<Part> = None;
    let mut lengths: Vec<(Option<Part>, BigRational, Option<Unit>)> = Vec::new();
    for piece in said::pieces(&Rich(source)) {
        match piece {
            Piece::Quantity(value, unit) if unit.dimension == Dimension::Length => {
                // «6 и 9 см»: those before have its unit.
                for (_, value, without) in lengths.iter_mut().rev().take_while(|(_, _, unit)| unit.is_none()) {
                    *value = unit.base(&Exact(value.clone())).0;
                    *without = Some(unit);
                }
                lengths.push((part, unit.base(&value).0, Some(unit)));
            }
            Piece::Value { value, operation: false } => lengths.push((part, value.0, None)),
            Piece::Word(word) => {
                if let Some((_, named)) = FIGURES.iter().find(|(names, _)| one_of(names, &word)) {
                    if figure.replace(*named).is_some() {
                        return None;
                    }
                } else if let Some((_, named)) = PARTS.iter().find(|(names, _)| one_of(names, &word)) {
                    part = Some(*named);
                } else if !one_of(KNOWN, &word) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let units: Vec<Option<Unit>> = lengths.iter().map(|(_, _, unit)| *unit).collect();
    let first = *units.first()?;
    // Numbers with units beside numbers without.
    if units.iter().any(|unit| unit.is_some() != first.is_some()) {
        return None;
    }
    let alike = units.iter().all(|unit| unit.map(|unit| unit.symbol) == first.map(|unit| unit.symbol));
    let parts: Vec<Option<Part>> = lengths.iter().map(|(part, ..)| *part).collect();
    let values: Vec<BigRational> = lengths.into_iter().map(|(_, value, _)| value).collect();
    let is = |part: Part| parts.iter().all(|other| other.is_none_or(|other| other == part));
    let value = of_figure(figure?, wanted, &parts, &values, &is)?;
    let written = match first {
        None => Written::Plain,
        Some(unit) if alike => Written::In(unit),
        Some(_) => Written::InSeveral,
    };
    Some((value, written))
}

fn of_figure(
    figure: Figure,
    wanted: Measure,
    parts: &[Option<Part>],
    values: &[BigRational],
    is: &dyn Fn(Part) -> bool,
) -> Option<BigRational> {
    use Figure as F;
    use Measure as M;
    let number = |n: i64| Exact::whole(n).0;
    // A side, and the height upon it.
    let with_height = || match (parts, values) {
        (
            [Some(Part::Base | Part::Side), Some(Part::Height)] | [Some(Part::Height), Some(Part::Base | Part::Side)],
            [a, h],
        ) => Some(a * h),
        _ => None,
    };
    Some(match (figure, wanted, values) {
        (F::Square, M::Area, [a]) if is(Part::Side) => a * a,
        (F::Square | F::Rhombus, M::Perimeter, [a]) if is(Part::Side) => number(4) * a,
        (F::Rectangle, M::Area, [a, b]) if is(Part::Side) => a * b,
        (F::Rectangle | F::Parallelogram, M::Perimeter, [a, b]) if is(Part::Side) => number(2) * (a + b),
        (F::Triangle, M::Area, [a, b]) if parts.iter().all(|part| *part == Some(Part::Leg)) => a * b / number(2),
        (F::Triangle, M::Area, [_, _]) => with_height()? / number(2),
        (F::Triangle, M::Perimeter, [a, b, c]) if is(Part::Side) => a + b + c,
        (F::Parallelogram | F::Rhombus, M::Area, [_, _]) if !is(Part::Diagonal) => with_height()?,
        (F::Rhombus, M::Area, [a, b]) if parts.iter().all(|part| *part == Some(Part::Diagonal)) => a * b / number(2),
        (F::Trapezium, M::Area, [a, b, h]) if parts == [Some(Part::Base), Some(Part::Base), Some(Part::Height)] => {
            (a + b) * h / number(2)
        }
        (F::Cube, M::Volume, [a]) if is(Part::Side) => a * a * a,
        (F::Cube, M::Surface, [a]) if is(Part::Side) => number(6) * a * a,
        (F::Cuboid, M::Volume, [a, b, c]) if is(Part::Side) || parts.contains(&Some(Part::Height)) => a * b * c,
        (F::Cuboid, M::Surface, [a, b, c]) if is(Part::Side) || parts.contains(&Some(Part::Height)) => {
            number(2) * (a * b + b * c + a * c)
        }
        _ => return None,
    })
}

/// A measure of a figure whose lengths have units.
pub(in crate::generation::checks) fn value(figure: &Rich, wanted: Measure) -> Option<Exact> {
    let (value, of) = measure(figure, wanted)?;
    (of != Written::Plain).then_some(Exact(value))
}

/// Whether a figure told in words has a measure that is written.
pub(in crate::generation::checks) fn has(figure: &Rich, wanted: Measure, stated: &Rich) -> Option<bool> {
    let (value, of) = measure(figure, wanted)?;
    let (given, unit) = answered(stated.source())?;
    let dimension = match wanted {
        Measure::Area | Measure::Surface => Dimension::Area,
        Measure::Perimeter => Dimension::Length,
        Measure::Volume => Dimension::Volume,
    };
    match (unit, of) {
        (Some(unit), Written::In(_) | Written::InSeveral) if unit.dimension == dimension => {
            Some(unit.base(&given).0 == value)
        }
        (None, Written::Plain) => Some(given.0 == value),
        // «квадрат со стороной 7 см» and «49»
        (None, Written::In(of)) => {
            let one = of.base(&Exact::whole(1)).0;
            let power = match dimension {
                Dimension::Length => one,
                Dimension::Area => &one * &one,
                _ => &one * &one * &one,
            };
            Some(given.0 == value / power)
        }
        _ => None,
    }
}

/// «У каких фигур площадь равна 36 см²?»
pub(in crate::generation::checks) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "у как* фигур* площад* периметр* объем* равн* поверхност* имеют имеет тел* is are the area perimeter volume surface figure* of \
        with have has equal to a an";
    let wanted = Measure::asked(question)?;
    let pieces = said::pieces(question);
    let known = |piece: &Piece| match piece {
        Piece::Word(word) => one_of(KNOWN, word) || crate::generation::checks::chosen::is_choosing(word),
        Piece::Quantity(..) | Piece::Gap => true,
        _ => false,
    };
    let mut sizes = pieces
        .iter()
        .filter_map(|piece| if let Piece::Quantity(value, unit) = piece { Some((value, unit)) } else { None });
    let (Some((value, unit)), None) = (sizes.next(), sizes.next()) else { return None };
    let stated = Rich(format!("{} {}", value.decimal(".")?, unit.symbol));
    pieces.iter().all(known).then(|| options.iter().map(|option| has(option, wanted, &stated)).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_measures() {
        for (figure, wanted, stated, is) in [
            ("квадрат со стороной 7 см", Measure::Area, "49 см²", Some(true)),
            ("прямоугольник 6 см × 9 см", Measure::Area, "54 см²", Some(true)),
            ("прямоугольник $6 \\times 9$ см", Measure::Area, "54 см²", None),
            ("треугольник с основанием 10 см и высотой 8 см", Measure::Area, "80 см²", Some(false)),
            ("ромб с диагоналями 6 см и 12 см", Measure::Area, "36 см²", Some(true)),
            ("трапеция с основаниями 4 и 6 дм и высотой 5 дм", Measure::Area, "25 дм²", Some(true)),
            ("прямоугольный треугольник с катетами 6 см и 8 см", Measure::Area, "24 см²", Some(true)),
            ("параллелограмм со стороной 8 см и высотой 5 см", Measure::Area, "13 см²", Some(false)),
            ("прямоугольник со сторонами 3 дм и 20 см", Measure::Perimeter, "10 дм", Some(true)),
            ("куб с ребром 3 см", Measure::Volume, "27 см³", Some(true)),
            ("куб с ребром 3 см", Measure::Surface, "54", Some(true)),
            ("a triangle with base 10 cm and height 8 cm", Measure::Area, "40 cm²", Some(true)),
            ("квадрат с диагональю 6 см", Measure::Area, "18 см²", None),
            ("треугольник со сторонами 6 см и 8 см", Measure::Area, "24 см²", None),
            ("квадрат, периметр которого 20 см", Measure::Area, "25 см²", None),
        ] {
            assert_eq!(has(&figure.into(), wanted, &stated.into()), is, "{figure}: {stated}");
        }
    }
}
