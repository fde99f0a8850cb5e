//! What a question of physics asks for, by name; densities of substances.

use super::super::named::{
    Quantity::{
        self, Acceleration, Area, Charge, Current, Density, Distance, Force, Frequency, Heat, HeatCapacity, Height,
        Kinetic, Length, Mass, Momentum, Potential, Power, Pressure, Resistance, SpecificHeat, Speed, Stiffness,
        Temperature, Time, Voltage, Volume, Wavelength, Work,
    },
    dimension, one_of, told_by,
};
use super::super::units;
use super::reading::Told;

const NAMES: &[(&str, Quantity)] = &[
    ("скорост* speed velocity", Speed),
    ("врем* time", Time),
    ("расстояни* путь пути distance", Distance),
    ("длин* length", Length),
    ("высот* глубин* height depth", Height),
    ("масс* mass", Mass),
    ("объем* volume", Volume),
    ("плотност* density", Density),
    ("давлени* pressure", Pressure),
    ("площад* area", Area),
    ("ускорени* acceleration", Acceleration),
    ("работу работа работы work", Work),
    ("кинетическ* kinetic", Kinetic),
    ("потенциальн* potential", Potential),
    ("энерги* energy", Work),
    ("теплоемкост*", HeatCapacity),
    ("теплот* тепла heat", Heat),
    ("мощност* power", Power),
    ("напряжени* voltage", Voltage),
    ("сопротивлени* resistance", Resistance),
    ("ток тока current", Current),
    ("заряд* charge", Charge),
    ("частот* frequency", Frequency),
    ("импульс* momentum", Momentum),
    ("жесткост* stiffness", Stiffness),
    ("вес весит weight силу сила силой силы force", Force),
    ("температур*", Temperature),
];

/// What the question asks for by its first name, and whether that name tells it.
pub(super) fn asked(told: &Told) -> Option<Quantity> {
    let from = told.asks;
    if let Some(wanted) = told.wanted {
        let named = (from..told.len()).filter_map(|at| {
            let (_, quantity) = NAMES.iter().find(|(names, _)| one_of(names, told.word(at)))?;
            (dimension(*quantity) == wanted).then_some(*quantity)
        });
        return named.into_iter().next().or_else(|| told_by(wanted));
    }
    if told.asks_any("растян* удлин* сожм* сжим*") && told.word(from) == "на" {
        return Some(Distance);
    }
    for at in from..told.len().min(from + 8) {
        let (word, next) = (told.word(at), told.word(at + 1));
        match (word, next) {
            ("how", "far" | "deep") => return Some(Distance),
            ("how", "fast") => return Some(Speed),
            ("how", "high") => return Some(Height),
            ("how", "long") => return told.asks_any("take* need* last* will does did").then_some(Time),
            ("сколько" | "many", _) if units::named(next).is_some() => {
                return told_by(units::named(next)?.dimension);
            }
            ("сила" | "силу" | "силы" | "силой", "тока") => return Some(Current),
            ("длина" | "длину" | "длине", "волны") => return Some(Wavelength),
            ("удельная" | "удельную", "теплота" | "теплоту") => {
                return Some(SpecificHeat);
            }
            ("удельное", _) => return None,
            ("период" | "длительность", _) => return Some(Time),
            _ => {}
        }
        if let Some((_, quantity)) = NAMES.iter().find(|(names, _)| one_of(names, word)) {
            return Some(*quantity);
        }
    }
    None
}

/// Densities of substances a question may leave to a table, in kg/m³.
const DENSITIES: &[(&str, f64)] = &[
    ("морск*", f64::NAN),
    ("воды воде воду вода water", 1000.0),
    ("керосин*", 800.0),
    ("ртут* mercury", 13600.0),
    ("бензин*", 710.0),
    ("алюмини*", 2700.0),
    ("медн* медь меди", 8900.0),
    ("железн* железо железа стальн* сталь стали", 7800.0),
    ("лед льда ледян*", 900.0),
];

/// The density a substance of the question has.
pub(super) fn density(told: &Told) -> Option<f64> {
    let mut found = DENSITIES.iter().filter(|(names, _)| told.any(names));
    let (only, None) = (found.next()?, found.next()) else { return None };
    Some(only.1)
}
