//! The formulas themselves: figures in one unit of length, bodies in base units.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Signed;

use super::frame::flat;
use super::mechanics::{self, Manner};
use super::named::Figure;
use super::named::Quantity::{
    self, Acceleration, Angle, AngleSum, Area, Base, Charge, Current, Density, Diagonal, Diameter, Distance, Edge,
    Force, Frequency, Heat, HeatCapacity, Height, Hypotenuse, Kinetic, Leg, Length, Mass, Midline, Momentum, Perimeter,
    Potential, Power, Pressure, Radius, Resistance, Side, Speed, Stiffness, Surface, Time, Voltage, Volume, Wavelength,
    Width, Work,
};
use super::units::{self, Dimension, Unit};
use crate::math::{self, Exact};

type Given = BTreeMap<Quantity, Vec<(Exact, Option<Unit>)>>;

fn whole(number: u32) -> BigRational {
    BigRational::from_integer(number.into())
}

/// The rational root of a square, or of a cube.
pub(super) fn root(of: &BigRational, degree: u32) -> Option<BigRational> {
    if of.is_negative() {
        return None;
    }
    let root = BigRational::new(of.numer().nth_root(degree), of.denom().nth_root(degree));
    ((0..degree).fold(whole(1), |power, _| power * &root) == *of).then_some(root)
}

pub(super) fn ratio(a: &BigRational, b: &BigRational) -> Option<BigRational> {
    b.is_positive().then(|| a / b)
}

/// One name for the sides of a figure.
fn named(figure: Figure, quantity: Quantity) -> Quantity {
    match (figure, quantity) {
        (Figure::Rectangle, Length | Width)
        | (Figure::Triangle | Figure::EquilateralTriangle | Figure::Parallelogram | Figure::Rhombus, Base) => Side,
        (Figure::Cuboid, Length | Width | Height | Side) | (Figure::Cube, Side | Length) => Edge,
        (_, quantity) => quantity,
    }
}

/// The unit of length a figure is measured in.
fn linear(unit: Unit) -> Option<Unit> {
    match unit.dimension {
        Dimension::Length => Some(unit),
        Dimension::Area | Dimension::Volume => ["мм", "см", "дм", "м", "км"]
            .iter()
            .filter_map(|name| units::named(name))
            .find(|length| length.squared() == Some(unit) || length.cubed() == Some(unit)),
        _ => None,
    }
}

/// A quantity of a figure.
pub(super) fn of_figure(figure: Figure, asked: Quantity, other: bool, given: &Given) -> Option<(Exact, Option<Unit>)> {
    let angles = matches!(asked, Angle | AngleSum);
    let first = given.values().flatten().find_map(|(_, unit)| *unit);
    let unit = if angles { None } else { first.map(linear) };
    let unit = match unit {
        Some(None) => return None,
        Some(unit) => unit,
        None => None,
    };
    let mut values: BTreeMap<Quantity, Vec<BigRational>> = BTreeMap::new();
    for (quantity, list) in given {
        for (value, own) in list {
            let value = match (own, unit) {
                (Some(own), Some(unit)) => {
                    let step = unit.base(&Exact::whole(1)).0;
                    let power = match own.dimension {
                        Dimension::Length => 1,
                        Dimension::Area => 2,
                        Dimension::Volume => 3,
                        _ => return None,
                    };
                    own.base(value).0 / (0..power).fold(whole(1), |product, _| product * &step)
                }
                (Some(own), None) if own.dimension != Dimension::Angle => return None,
                _ => value.0.clone(),
            };
            values.entry(named(figure, *quantity)).or_default().push(value);
        }
    }
    let (value, power) = figured(figure, named(figure, asked), other, &values)?;
    let unit = match power {
        0 => units::named("°"),
        1 => unit,
        2 => unit.and_then(Unit::squared),
        _ => unit.and_then(Unit::cubed),
    };
    Some((Exact(value), unit))
}

/// The value, and the power of its unit; 0 for angles.
#[expect(clippy::match_same_arms, reason = "one line a formula")]
fn figured(
    figure: Figure,
    asked: Quantity,
    other: bool,
    given: &BTreeMap<Quantity, Vec<BigRational>>,
) -> Option<(BigRational, u32)> {
    use Figure::{
        AdjacentAngles, Cube, Cuboid, EquilateralTriangle, Parallelogram, Polygon, Rectangle, Rhombus, RightTriangle,
        Square, Trapezoid, Triangle, VerticalAngles,
    };
    let shape: Vec<(Quantity, usize)> = given.iter().map(|(quantity, values)| (*quantity, values.len())).collect();
    let v = flat(given);
    let (two, three, four) = (whole(2), whole(3), whole(4));
    Some(match (figure, asked, shape.as_slice()) {
        (Square | Rhombus, Perimeter, [(Side, 1)]) => (v[0] * four, 1),
        (Square, Area, [(Side, 1)]) => (v[0] * v[0], 2),
        (Square | Rhombus, Side, [(Perimeter, 1)]) => (v[0] / four, 1),
        (Square, Side, [(Area, 1)]) => (root(v[0], 2)?, 1),
        (Square, Area, [(Perimeter, 1)]) => (v[0] * v[0] / whole(16), 2),
        (Square, Perimeter, [(Area, 1)]) => (root(v[0], 2)? * four, 1),
        (Square, Area, [(Diagonal, 1)]) => (v[0] * v[0] / two, 2),
        (Rectangle | Parallelogram, Perimeter, [(Side, 2)]) => ((v[0] + v[1]) * two, 1),
        (Rectangle, Area, [(Side, 2)]) => (v[0] * v[1], 2),
        (Rectangle, Side, [(Area, 1), (Side, 1)]) => (ratio(v[0], v[1])?, 1),
        (Rectangle | Parallelogram, Side, [(Perimeter, 1), (Side, 1)]) => (v[0] / two - v[1], 1),
        (Rectangle, Perimeter, [(Area, 1), (Side, 1)]) => ((ratio(v[0], v[1])? + v[1]) * two, 1),
        (Rectangle, Area, [(Perimeter, 1), (Side, 1)]) => ((v[0] / two - v[1]) * v[1], 2),
        (Rectangle, Diagonal, [(Side, 2)]) => (root(&(v[0] * v[0] + v[1] * v[1]), 2)?, 1),
        (Rectangle, Side, [(Side, 1), (Diagonal, 1)]) => (root(&(v[1] * v[1] - v[0] * v[0]), 2)?, 1),
        (Triangle, Perimeter, [(Side, 3)]) => (v[0] + v[1] + v[2], 1),
        (EquilateralTriangle, Perimeter, [(Side, 1)]) => (v[0] * three, 1),
        (EquilateralTriangle, Side, [(Perimeter, 1)]) => (v[0] / three, 1),
        (Triangle | RightTriangle, Area, [(Side, 1), (Height, 1)]) => (v[0] * v[1] / two, 2),
        (Triangle, Height, [(Area, 1), (Side, 1)]) => (ratio(&(v[0] * two), v[1])?, 1),
        (Triangle, Side, [(Area, 1), (Height, 1)]) => (ratio(&(v[0] * two), v[1])?, 1),
        (Triangle, Midline, [(Side, 1)]) => (v[0] / two, 1),
        (RightTriangle | Triangle, Hypotenuse, [(Leg, 2)]) => (root(&(v[0] * v[0] + v[1] * v[1]), 2)?, 1),
        (RightTriangle | Triangle, Leg, [(Leg, 1), (Hypotenuse, 1)]) => (root(&(v[1] * v[1] - v[0] * v[0]), 2)?, 1),
        (RightTriangle, Area, [(Leg, 2)]) => (v[0] * v[1] / two, 2),
        (RightTriangle, Perimeter, [(Leg, 2)]) => (v[0] + v[1] + root(&(v[0] * v[0] + v[1] * v[1]), 2)?, 1),
        (Parallelogram | Rhombus, Area, [(Side, 1), (Height, 1)]) => (v[0] * v[1], 2),
        (Parallelogram | Rhombus, Height, [(Area, 1), (Side, 1)]) => (ratio(v[0], v[1])?, 1),
        (Parallelogram | Rhombus, Side, [(Area, 1), (Height, 1)]) => (ratio(v[0], v[1])?, 1),
        (Rhombus, Area, [(Diagonal, 2)]) => (v[0] * v[1] / two, 2),
        (Trapezoid, Area, [(Height, 1), (Base, 2)]) => ((v[1] + v[2]) / two * v[0], 2),
        (Trapezoid, Midline, [(Base, 2)]) => ((v[0] + v[1]) / two, 1),
        (Trapezoid, Area, [(Height, 1), (Midline, 1)]) => (v[0] * v[1], 2),
        (Cube, Volume, [(Edge, 1)]) => (v[0] * v[0] * v[0], 3),
        (Cube, Surface, [(Edge, 1)]) => (v[0] * v[0] * whole(6), 2),
        (Cube, Edge, [(Volume, 1)]) => (root(v[0], 3)?, 1),
        (Cube, Edge, [(Surface, 1)]) => (root(&(v[0] / whole(6)), 2)?, 1),
        (Cuboid, Volume, [(Edge, 3)]) => (v[0] * v[1] * v[2], 3),
        (Cuboid, Surface, [(Edge, 3)]) => ((v[0] * v[1] + v[1] * v[2] + v[0] * v[2]) * two, 2),
        (Cuboid, Edge, [(Edge, 2), (Volume, 1)]) => (ratio(v[2], &(v[0] * v[1]))?, 1),
        (Triangle, Angle, [(Angle, 2)]) if other => (whole(180) - v[0] - v[1], 0),
        (RightTriangle, Angle, [(Angle, 1)]) if other => (whole(90) - v[0], 0),
        (AdjacentAngles, Angle, [(Angle, 1)]) if other => (whole(180) - v[0], 0),
        (VerticalAngles, Angle, [(Angle, 1)]) if other => (v[0].clone(), 0),
        (Polygon(corners), AngleSum, []) => (whole(180) * whole(corners - 2), 0),
        (Triangle | RightTriangle | EquilateralTriangle, AngleSum, []) => (whole(180), 0),
        _ => return None,
    })
}

pub(super) fn pi() -> Exact {
    math::approach(r"\pi").unwrap_or(Exact::whole(3))
}

/// A quantity of a circle, a cylinder, a cone or a sphere; areas and volumes are so many times π.
pub(super) fn of_round(figure: Figure, asked: Quantity, per_pi: bool, given: &Given) -> Option<(Exact, Option<Unit>)> {
    let lines = |quantity: Quantity| matches!(quantity, Radius | Diameter | Height);
    let unit = given.values().flatten().find_map(|(_, unit)| *unit);
    let unit = match unit {
        Some(unit) => Some(linear(unit)?),
        None => None,
    };
    let mut values: BTreeMap<Quantity, BigRational> = BTreeMap::new();
    for (quantity, list) in given {
        let [(value, own)] = list.as_slice() else { return None };
        let alike = match (own, unit) {
            (Some(own), Some(unit)) => linear(*own) == Some(unit),
            _ => true,
        };
        // A measure without its π may be any number; a line with it is none of a school task.
        if value.is_plain() != lines(*quantity) || !alike {
            return None;
        }
        let millionths = whole(1_000_000);
        let value = match lines(*quantity) {
            true => value.0.clone(),
            false => (&value.0 / pi().0 * &millionths).round() / millionths,
        };
        values.insert(*quantity, value);
    }
    let v = |quantity: Quantity| values.get(&quantity);
    let radius = match (v(Radius), v(Diameter)) {
        (Some(radius), None) => Some(radius.clone()),
        (None, Some(diameter)) => Some(diameter / whole(2)),
        (None, None) if figure == Figure::Circle => match (v(Length), v(Area)) {
            (Some(length), None) => Some(length / whole(2)),
            (None, Some(area)) => Some(root(area, 2)?),
            _ => None,
        },
        _ => None,
    }?;
    let solid = |share: BigRational| Some(&radius * &radius * v(Height)? * share);
    let flat = values.len() == 1;
    let (value, power, times_pi) = match (figure, asked) {
        (_, Radius) if flat => (radius.clone(), 1, false),
        (_, Diameter) if flat => (&radius * whole(2), 1, false),
        (Figure::Circle, Length) if flat => (&radius * whole(2), 1, true),
        (Figure::Circle, Area) if flat => (&radius * &radius, 2, true),
        (Figure::Sphere, Surface | Area) if flat => (&radius * &radius * whole(4), 2, true),
        (Figure::Sphere, Volume) if flat => {
            (&radius * &radius * &radius * BigRational::new(4.into(), 3.into()), 3, true)
        }
        (Figure::Cylinder, Volume) if values.len() == 2 => (solid(whole(1))?, 3, true),
        (Figure::Cone, Volume) if values.len() == 2 => (solid(BigRational::new(1.into(), 3.into()))?, 3, true),
        _ => return None,
    };
    let unit = match power {
        1 => unit,
        2 => unit.and_then(Unit::squared),
        _ => unit.and_then(Unit::cubed),
    };
    match (times_pi, per_pi) {
        (true, true) => Some((Exact(value), None)),
        (true, false) => Some((math::approach(&format!(r"({})\cdot\pi", Exact(value).source())).ok()?, unit)),
        (false, true) => None,
        (false, false) => Some((Exact(value), unit)),
    }
}

/// The unit a quantity is usually asked in, by the units of what is given.
fn usual(asked: Quantity, given: &Given) -> Option<Unit> {
    let symbols: Vec<&str> = given.values().flatten().filter_map(|(_, unit)| unit.map(|unit| unit.symbol)).collect();
    let all = |wanted: &[&str]| symbols.iter().all(|symbol| wanted.contains(symbol));
    let any = |wanted: &str| symbols.contains(&wanted);
    let symbol = match asked {
        Speed if all(&["км", "ч"]) => "км/ч",
        Speed if all(&["м", "с", "м/с²"]) => "м/с",
        Speed if all(&["м", "мин"]) => "м/мин",
        Distance if any("км/ч") => "км",
        Distance if any("м/с²") || any("м/с") || any("м/мин") || all(&["Дж", "Н"]) => "м",
        Time if any("км/ч") => "ч",
        Time if any("м/с") || any("Вт") || any("А") => "с",
        Time if any("м/мин") => "мин",
        Density if all(&["г", "см³"]) => "г/см³",
        Density if all(&["кг", "м³"]) => "кг/м³",
        Mass if any("г/см³") => "г",
        Mass if any("кг/м³") || any("Н") => "кг",
        Volume if all(&["г", "г/см³"]) => "см³",
        Volume if all(&["кг", "кг/м³"]) => "м³",
        Acceleration => "м/с²",
        Force => "Н",
        Pressure => "Па",
        Area if any("Па") => "м²",
        Work | Kinetic | Potential | Heat => "Дж",
        Power => "Вт",
        Voltage => "В",
        Current => "А",
        Resistance => "Ом",
        Charge => "Кл",
        HeatCapacity => "Дж/(кг·°C)",
        Momentum => "кг·м/с",
        Stiffness => "Н/м",
        Frequency => "Гц",
        Wavelength => "м",
        Mass if any("Дж/кг") || any("м/с") => "кг",
        Speed if any("Гц") || any("Дж") || any("м/с²") => "м/с",
        _ => return None,
    };
    units::named(symbol)
}

/// A quantity of motion or physics.
pub(super) fn of_bodies(asked: Quantity, manner: Manner, given: &Given) -> Option<(Exact, Option<Unit>)> {
    let mut values: BTreeMap<Quantity, Vec<BigRational>> = BTreeMap::new();
    for (quantity, list) in given {
        let quantity = if *quantity == Length { Distance } else { *quantity };
        for (value, unit) in list {
            values.entry(quantity).or_default().push(unit.as_ref()?.base(value).0);
        }
    }
    let unit = usual(asked, given)?;
    let base = embodied(asked, manner, &values)?;
    Some((unit.out_of_base(&Exact(base)), Some(unit)))
}

#[expect(clippy::match_same_arms, reason = "one line a formula")]
fn embodied(asked: Quantity, manner: Manner, given: &BTreeMap<Quantity, Vec<BigRational>>) -> Option<BigRational> {
    let meets = manner.meets;
    let shape: Vec<(Quantity, usize)> = given.iter().map(|(quantity, values)| (*quantity, values.len())).collect();
    let v = flat(given);
    // Millimetres a second in metres an hour; milligrams, millimetres and seconds in volts and amperes.
    let (pace, electric) =
        (BigRational::new(18.into(), 5.into()), BigRational::from_integer(1_000_000_000_000_i64.into()));
    Some(match (asked, shape.as_slice()) {
        (Speed, [(Time, 1), (Distance, 1)]) if !meets => ratio(v[1], v[0])? * pace,
        (Distance, [(Speed, 1), (Time, 1)]) if !meets => v[0] * v[1] / pace,
        (Time, [(Speed, 1), (Distance, 1)]) if !meets => ratio(v[1], v[0])? * pace,
        (Time, [(Speed, 2), (Distance, 1)]) if meets => ratio(v[2], &(v[0] + v[1]))? * pace,
        (Distance, [(Speed, 2), (Time, 1)]) if meets => (v[0] + v[1]) * v[2] / pace,
        (Density, [(Volume, 1), (Mass, 1)]) => ratio(v[1], v[0])?,
        (Mass, [(Volume, 1), (Density, 1)]) => v[0] * v[1],
        (Volume, [(Mass, 1), (Density, 1)]) => ratio(v[0], v[1])?,
        (Force, [(Mass, 1), (Acceleration, 1)]) => v[0] * v[1],
        (Acceleration, [(Mass, 1), (Force, 1)]) => ratio(v[1], v[0])?,
        (Mass, [(Acceleration, 1), (Force, 1)]) => ratio(v[1], v[0])?,
        (Pressure, [(Area, 1), (Force, 1)]) => ratio(v[1], v[0])?,
        (Force, [(Area, 1), (Pressure, 1)]) => v[0] * v[1],
        (Area, [(Force, 1), (Pressure, 1)]) => ratio(v[0], v[1])?,
        (Work, [(Distance, 1), (Force, 1)]) => v[0] * v[1],
        (Force, [(Distance, 1), (Work, 1)]) => ratio(v[1], v[0])?,
        (Distance, [(Force, 1), (Work, 1)]) => ratio(v[1], v[0])?,
        (Power, [(Time, 1), (Work, 1)]) => ratio(v[1], v[0])?,
        (Work, [(Time, 1), (Power, 1)]) => v[0] * v[1],
        (Time, [(Work, 1), (Power, 1)]) => ratio(v[0], v[1])?,
        (Voltage, [(Current, 1), (Resistance, 1)]) => v[0] * v[1],
        (Current, [(Voltage, 1), (Resistance, 1)]) => ratio(v[0], v[1])?,
        (Resistance, [(Voltage, 1), (Current, 1)]) => ratio(v[0], v[1])?,
        (Power, [(Voltage, 1), (Current, 1)]) => v[0] * v[1] * electric,
        (Current, [(Power, 1), (Voltage, 1)]) => ratio(v[0], v[1])? / electric,
        (Voltage, [(Power, 1), (Current, 1)]) => ratio(v[0], v[1])? / electric,
        (Charge, [(Time, 1), (Current, 1)]) => v[0] * v[1],
        (Current, [(Time, 1), (Charge, 1)]) => ratio(v[1], v[0])?,
        _ => return mechanics::of(asked, manner, given),
    })
}
