//! Names of quantities and figures, and the words beside them that change nothing.

use super::units::Dimension;

/// A quantity a question may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    Area,
    Surface,
    Perimeter,
    Side,
    Length,
    Width,
    Height,
    Base,
    Leg,
    Hypotenuse,
    Radius,
    Diameter,
    Diagonal,
    Midline,
    Edge,
    Volume,
    Angle,
    AngleSum,
    Speed,
    Time,
    Distance,
    Mass,
    Density,
    Acceleration,
    Force,
    Pressure,
    Work,
    Power,
    Voltage,
    Current,
    Resistance,
    Charge,
}

use Quantity::{
    Acceleration, Angle, AngleSum, Area, Base, Charge, Current, Density, Diagonal, Diameter, Distance, Edge, Force,
    Height, Hypotenuse, Leg, Length, Mass, Perimeter, Power, Pressure, Radius, Resistance, Side, Speed, Surface, Time,
    Voltage, Volume, Width, Work,
};

/// What the quantities are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Square,
    Rectangle,
    Triangle,
    RightTriangle,
    EquilateralTriangle,
    Parallelogram,
    Rhombus,
    Trapezoid,
    Circle,
    Cube,
    Cuboid,
    AdjacentAngles,
    VerticalAngles,
    Polygon(u32),
}

const QUANTITIES: &[(&str, Quantity)] = &[
    ("площад area", Area),
    ("периметр perimeter", Perimeter),
    ("сторон side", Side),
    ("длин length long", Length),
    ("ширин width wide", Width),
    ("высот глубин height", Height),
    ("основани base", Base),
    ("катет leg", Leg),
    ("гипотенуз hypotenuse", Hypotenuse),
    ("радиус radius", Radius),
    ("диаметр diameter", Diameter),
    ("диагонал diagonal", Diagonal),
    ("ребр измерени edge", Edge),
    ("объем volume", Volume),
    ("угл угол angle", Angle),
    ("скорост speed", Speed),
    ("врем time", Time),
    ("расстояни путь пути distance", Distance),
    ("масс mass", Mass),
    ("плотност density", Density),
    ("ускорени acceleration", Acceleration),
    ("сил force", Force),
    ("давлени pressure", Pressure),
    ("работ work", Work),
    ("мощност power", Power),
    ("напряжени voltage", Voltage),
    ("сопротивлени resistance", Resistance),
    ("заряд charge", Charge),
];

const FIGURES: &[(&str, Figure)] = &[
    ("прямоугольник rectang", Figure::Rectangle),
    ("треугольник triang", Figure::Triangle),
    ("параллелограмм parallelogram", Figure::Parallelogram),
    ("ромб rhomb", Figure::Rhombus),
    ("трапеци trapez", Figure::Trapezoid),
    ("окружност круг circle", Figure::Circle),
    ("параллелепипед cuboid", Figure::Cuboid),
    ("смежн adjacent", Figure::AdjacentAngles),
    ("вертикальн", Figure::VerticalAngles),
    ("четырехугольник", Figure::Polygon(4)),
    ("пятиугольник pentagon", Figure::Polygon(5)),
    ("шестиугольник hexagon", Figure::Polygon(6)),
    ("семиугольник", Figure::Polygon(7)),
    ("восьмиугольник octagon", Figure::Polygon(8)),
    ("десятиугольник", Figure::Polygon(10)),
];

/// Words that say which of several quantities is meant; a star stands for any ending.
pub(super) const OTHER: &str = "друг* втор* третий третья третьего неизвестн* other third second missing";

/// Words that change nothing: of one mover on an even way, of a body, of a circuit, of a plot.
pub(super) const PLAIN: &str = "котор* имеет имеют один одна одно одного одной перв* составля* остр* выпукл* проведен* ней нему \
    этой той два две двух за своем своего this has have whose each one two his her their at in for же мера меру меры \
    градусная градусную он она оно поезд* автобус* автомоб* машин* велосипедист* пешеход* турист* лыжник* мотоцикл* \
    катер* теплоход* самолет* вертолет* грузовик* всадник* бегун* спортсмен* улитк* черепах* ехал* проеха* шел шла \
    прош* пройд* идет двига* движ* лете* пролет* плы* проплы* бежал* бежит пробе* преодол* равномерн* постоянн* \
    одинаков* train bus car cyclist bike plane runner hiker he she travel* drive* drove ride* rode walk* run runs ran \
    covers goes went constant тело тела телу брус* вещест* проводник* резистор* участк* участок цепи действ* \
    протека* концах электрическ* огород* комнат* сад сада поле поля лист листа площадк* двор* парк* объект*";

/// What is said of a quantity compared with one before.
pub(super) const RELATIONS: &[(&str, bool)] = &[
    ("больше", true),
    ("длиннее", true),
    ("шире", true),
    ("выше", true),
    ("меньше", false),
    ("короче", false),
    ("уже", false),
    ("ниже", false),
];

pub(super) fn one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known.strip_suffix('*').map_or(word == known, |stem| word.starts_with(stem)))
}

pub(super) fn quantity_named(word: &str) -> Option<Quantity> {
    // «ток» is short, and «стоит» no side.
    if matches!(word, "ток" | "тока" | "току" | "током" | "current") {
        return Some(Current);
    }
    let named = |stems: &str| stems.split(' ').any(|stem| word.starts_with(stem));
    QUANTITIES.iter().find(|(stems, _)| named(stems)).map(|(_, quantity)| *quantity)
}

pub(super) fn figure_named(word: &str) -> Option<Figure> {
    let named = |stems: &str| stems.split(' ').any(|stem| word.starts_with(stem));
    match word {
        "куб" | "куба" | "кубу" | "кубе" | "кубом" | "cube" => Some(Figure::Cube),
        "square" | "квадрат" | "квадрата" | "квадрате" | "квадрату" => {
            Some(Figure::Square)
        }
        _ => FIGURES.iter().find(|(stems, _)| named(stems)).map(|(_, figure)| *figure),
    }
}

/// The dimension of a quantity; its linear one for figures.
pub(super) const fn dimension(quantity: Quantity) -> Dimension {
    match quantity {
        Area | Surface => Dimension::Area,
        Volume => Dimension::Volume,
        Angle | AngleSum => Dimension::Angle,
        Speed => Dimension::Speed,
        Time => Dimension::Time,
        Mass => Dimension::Mass,
        Density => Dimension::Density,
        Acceleration => Dimension::Acceleration,
        Force => Dimension::Force,
        Pressure => Dimension::Pressure,
        Work => Dimension::Energy,
        Power => Dimension::Power,
        Voltage => Dimension::Voltage,
        Current => Dimension::Current,
        Resistance => Dimension::Resistance,
        Charge => Dimension::Charge,
        _ => Dimension::Length,
    }
}

/// The quantity a unit alone tells, where no figure is spoken of.
pub(super) const fn told_by(dimension: Dimension) -> Option<Quantity> {
    Some(match dimension {
        Dimension::Length => Distance,
        Dimension::Time => Time,
        Dimension::Speed => Speed,
        Dimension::Mass => Mass,
        Dimension::Volume => Volume,
        Dimension::Density => Density,
        Dimension::Acceleration => Acceleration,
        Dimension::Force => Force,
        Dimension::Pressure => Pressure,
        Dimension::Energy => Work,
        Dimension::Power => Power,
        Dimension::Voltage => Voltage,
        Dimension::Current => Current,
        Dimension::Resistance => Resistance,
        Dimension::Charge => Charge,
        Dimension::Area => Area,
        _ => return None,
    })
}
