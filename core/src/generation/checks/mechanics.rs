//! Formulas of energy, heat, waves and circuits, in base units.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::formulas::{ratio, root};
use super::named::Quantity::{
    self, Acceleration, Current, Density, Distance, Force, Frequency, Heat, HeatCapacity, Height, Kinetic, Mass,
    Momentum, Potential, Pressure, Resistance, SpecificHeat, Speed, Stiffness, Temperature, Time, Voltage, Volume,
    Wavelength, Work,
};

/// How things are put together and begin, where it matters.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that was there or not")]
pub(super) struct Manner {
    /// Two movers towards one another.
    pub(super) meets: bool,
    /// From rest.
    pub(super) rest: bool,
    pub(super) series: bool,
    pub(super) parallel: bool,
}

/// The value of a quantity; `None` where no formula has just the quantities given.
pub(super) fn of(asked: Quantity, manner: Manner, given: &BTreeMap<Quantity, Vec<BigRational>>) -> Option<BigRational> {
    let whole = |number: i64| BigRational::from_integer(number.into());
    // Millimetres a second in metres an hour; the watt and the joule in milligrams, millimetres and seconds.
    let pace = BigRational::new(18.into(), 5.into());
    let electric = whole(1_000_000_000_000);
    let two = whole(2);
    let v = |quantity: Quantity| match given.get(&quantity)?.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let speed = || v(Speed).map(|speed| speed / &pace);
    let just = |quantities: &[Quantity]| {
        given.len() == quantities.len() && quantities.iter().all(|quantity| given.contains_key(quantity))
    };
    let height = || v(Height).or_else(|| v(Distance));
    let raised = just(&[Height, Mass, Acceleration]) || just(&[Distance, Mass, Acceleration]);
    let warmed = || match given.get(&Temperature)?.as_slice() {
        [by] => Some(by.clone()),
        [from, to] => Some((to - from).abs()),
        _ => None,
    };
    match asked {
        Kinetic if just(&[Mass, Speed]) => Some(v(Mass)? * speed()? * speed()? / two),
        Mass if just(&[Speed, Kinetic]) => ratio(&(v(Kinetic)? * two), &(speed()? * speed()?)),
        Speed if just(&[Mass, Kinetic]) => Some(root(&ratio(&(v(Kinetic)? * two), &v(Mass)?)?, 2)? * pace),
        Potential | Work if raised => Some(v(Mass)? * v(Acceleration)? * height()?),
        Momentum if just(&[Mass, Speed]) => Some(v(Mass)? * speed()?),
        Force if just(&[Stiffness, Distance]) => Some(v(Stiffness)? * v(Distance)?),
        Stiffness if just(&[Force, Distance]) => ratio(&v(Force)?, &v(Distance)?),
        Force if just(&[Volume, Density, Acceleration]) => Some(v(Volume)? * v(Density)? * v(Acceleration)?),
        Pressure if just(&[Height, Density, Acceleration]) => Some(v(Height)? * v(Density)? * v(Acceleration)?),
        Heat | Work if just(&[Mass, HeatCapacity, Temperature]) => Some(v(Mass)? * v(HeatCapacity)? * warmed()?),
        HeatCapacity if just(&[Mass, Heat, Temperature]) => ratio(&v(Heat)?, &(v(Mass)? * warmed()?)),
        Heat | Work if just(&[Mass, SpecificHeat]) || just(&[Mass, SpecificHeat, Temperature]) => {
            Some(v(Mass)? * v(SpecificHeat)?)
        }
        Mass if just(&[Heat, SpecificHeat]) => ratio(&v(Heat)?, &v(SpecificHeat)?),
        Speed if just(&[Wavelength, Frequency]) => Some(v(Wavelength)? * v(Frequency)? * pace),
        Wavelength if just(&[Speed, Frequency]) => ratio(&speed()?, &v(Frequency)?),
        Frequency if just(&[Speed, Wavelength]) => ratio(&speed()?, &v(Wavelength)?),
        Heat if just(&[Current, Resistance, Time]) => {
            Some(v(Current)? * v(Current)? * v(Resistance)? * v(Time)? * electric)
        }
        Work if just(&[Voltage, Current, Time]) => Some(v(Voltage)? * v(Current)? * v(Time)? * electric),
        Distance if manner.rest && just(&[Acceleration, Time]) => Some(v(Acceleration)? * v(Time)? * v(Time)? / two),
        Speed if manner.rest && just(&[Acceleration, Time]) => Some(v(Acceleration)? * v(Time)? * pace),
        Resistance if just(&[Resistance]) && manner.series != manner.parallel => {
            let all = given.get(&Resistance)?;
            if manner.series {
                return (all.len() > 1).then(|| all.iter().sum());
            }
            if all.len() < 2 || all.iter().any(Zero::is_zero) {
                return None;
            }
            let conductance: BigRational = all.iter().map(BigRational::recip).sum();
            Some(conductance.recip())
        }
        _ => None,
    }
}
