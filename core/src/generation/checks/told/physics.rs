//! Formulas of physics: the units tell what is given, one name what is asked, and one formula has just these.

use super::super::named::{
    Quantity::{
        self, Acceleration, Area, Charge, Current, Density, Distance, Force, Frequency, Heat, HeatCapacity, Height,
        Kinetic, Length, Mass, Momentum, Potential, Power, Pressure, Resistance, SpecificHeat, Speed, Stiffness,
        Temperature, Time, Voltage, Volume, Wavelength, Work,
    },
    dimension,
};
use super::super::units::Dimension;
use super::Answer;
use super::named::{asked, density};
use super::reading::{Number, Told};

/// Words that tell of a second thing, a loss, another way of moving or a part of the whole.
const TRAPS: &str = "обратн* течени* ветр* ветер против вдогон* догон* догна* обгон* обогна* опереж* опозда* раньше позже отдых* отдохн* стоян* \
    стоял* привал* остановк* остановил* кпд полезн* коэффициент* потер* тормо* замедл* трени* наклон* увелич* уменьш* измен* \
    кажд* вместе вдвое втрое трет* четверт* часть части частью доля долю процент* затем потом сначала еще обоих обеих оба обе навстречу больше меньше \
    быстрее медленнее кроме бы лун* луне марс* юпитер* смес* смеш* сплав* полост* стал всплы* плава* рычаг* блок* плеч* туннел* тоннел* мост* мимо \
    подряд последн* перв* втор* друг* остальн* оставш* уравновес* равнодейств* обратно вернул* \
    then return* efficien* frictio* brak* accelerates accelerated accelerating each lost loss twice wind current_of stops stopped rest remaining more less second another";

/// A question of physics by its units.
pub(super) fn answer(told: &Told) -> Option<Answer> {
    let numbers = told.numbers();
    let numbers: &[&Number] = &numbers;
    if !told.ratios.is_empty() || !told.formulas().is_empty() || numbers.is_empty() {
        return None;
    }
    let asked = asked(told)?;
    // The first second of a path, all of several legs: not of one body on one way.
    if told.any(TRAPS) && (!matches!(asked, Kinetic | Potential) || told.any("кпд трени* затем измен* полн*"))
    {
        return None;
    }
    if told.any("разгон* разогн*") && !numbers.iter().any(|number| number.dimension() == Some(Dimension::Acceleration))
    {
        return None;
    }
    let mut gravity: Vec<f64> = Vec::new();
    let mut given: Vec<(Dimension, f64)> = Vec::new();
    for number in numbers {
        let dimension = number.dimension()?;
        let falls = told.ahead(number.at, 3, "падения");
        if dimension == Dimension::Acceleration
            && (number.letter.as_deref() == Some("g") || falls || gravitational(number))
        {
            gravity.push(number.value);
        } else {
            given.push((dimension, number.value));
        }
    }
    if gravity.is_empty() {
        gravity = vec![9.8, 10.0];
    }
    let wanted = dimension(asked);
    // A quantity of its own kind is given: another thing's.
    if given.iter().any(|(dimension, _)| *dimension == wanted) && asked != Temperature {
        return None;
    }
    if asked == Pressure && told.any("одной одного подошв* ног ноги ногах ножк* колес* атмосфер* ртутн*")
    {
        return None;
    }
    let formula = Formula { told, given: &given, gravity: &gravity };
    let (values, rough) = formula.values(asked)?;
    let answer = Answer { values, ..Answer::of(wanted, 0.0) };
    Some(if rough || !numbers.iter().all(|number| number.letter.is_none()) { answer.roughly() } else { answer })
}

fn gravitational(number: &Number) -> bool {
    number.unit.is_some_and(|unit| unit.symbol == "Н/кг")
}

struct Formula<'t> {
    told: &'t Told,
    given: &'t [(Dimension, f64)],
    gravity: &'t [f64],
}

impl Formula<'_> {
    /// The values of these kinds, where nothing else is given.
    fn just<const N: usize>(&self, dimensions: [Dimension; N]) -> Option<[f64; N]> {
        if self.given.len() != N {
            return None;
        }
        let mut values = [0.0; N];
        let mut used = vec![false; N];
        for (place, dimension) in dimensions.iter().enumerate() {
            let at = (0..N).find(|at| !used[*at] && self.given[*at].0 == *dimension)?;
            (used[at], values[place]) = (true, self.given[at].1);
        }
        Some(values)
    }

    #[expect(clippy::unnecessary_wraps, reason = "all formulas may have no value, this one always has")]
    fn heavy(&self, of: impl Fn(f64) -> f64) -> Option<(Vec<f64>, bool)> {
        Some((self.gravity.iter().map(|g| of(*g)).collect(), true))
    }

    fn says(&self, list: &str) -> bool {
        self.told.any(list)
    }

    fn values(&self, asked: Quantity) -> Option<(Vec<f64>, bool)> {
        use Dimension as D;
        let exact = |value: f64| Some((vec![value], false));
        let kinetic = self.says("кинетическ* kinetic");
        let lifted = !kinetic && !self.says("пружин* spring");
        let still = self.says("покоя места rest");
        let wave = self.says("волн* звук* wave*");
        if let Some([s, t]) = self.just([D::Length, D::Time])
            && asked == Speed
        {
            return exact(s / t);
        }
        match asked {
            Speed => {
                if let Some([e, m]) = self.just([D::Energy, D::Mass]) {
                    return kinetic.then(|| (vec![(2.0 * e / m).sqrt()], true));
                }
                if let Some([l, n]) = self.just([D::Length, D::Frequency]) {
                    return exact(l * n);
                }
                if let Some([a, t]) = self.just([D::Acceleration, D::Time]) {
                    return still.then(|| (vec![a * t], false));
                }
                let [p, m] = self.just([D::Momentum, D::Mass])?;
                exact(p / m)
            }
            Distance | Height | Length | Wavelength => {
                if let Some([v, t]) = self.just([D::Speed, D::Time]) {
                    // «с места набрал скорость 16 м/с за 8 с»
                    let gains = self.says("набрал* набира* достиг* приобрел* приобрета* reaches reached gains");
                    return match (still, gains) {
                        (true, true) => exact(v * t / 2.0),
                        (false, false) => exact(v * t),
                        _ => None,
                    };
                }
                if let Some([v, n]) = self.just([D::Speed, D::Frequency]) {
                    return wave.then(|| (vec![v / n], false));
                }
                if let Some([a, f]) = self.just([D::Energy, D::Force]) {
                    return exact(a / f);
                }
                if let Some([e, m]) = self.just([D::Energy, D::Mass]) {
                    return lifted.then(|| self.heavy(|g| e / m / g)).flatten();
                }
                if let Some([p, r]) = self.just([D::Pressure, D::Density]) {
                    return self.heavy(|g| p / r / g);
                }
                if let Some([p]) = self.just([D::Pressure]) {
                    let r = density(self.told)?;
                    return self.heavy(|g| p / r / g);
                }
                if let Some([a, t]) = self.just([D::Acceleration, D::Time]) {
                    return still.then(|| (vec![a * t * t / 2.0], false));
                }
                if let Some([v, a, t]) = self.just([D::Speed, D::Acceleration, D::Time]) {
                    return self.says("скорость скоростью speed").then(|| (vec![v * t + a * t * t / 2.0], false));
                }
                let [f, k] = self.just([D::Force, D::Stiffness])?;
                exact(f / k)
            }
            Time => {
                if let Some([s, v]) = self.just([D::Length, D::Speed]) {
                    return exact(s / v);
                }
                if let Some([a, n]) = self.just([D::Energy, D::Power]) {
                    return exact(a / n);
                }
                if let Some([n]) = self.just([D::Frequency]) {
                    return self.says("период").then(|| (vec![1.0 / n], false));
                }
                let [q, i] = self.just([D::Charge, D::Current])?;
                exact(q / i)
            }
            Mass => {
                if let Some([v, r]) = self.just([D::Volume, D::Density]) {
                    return exact(v * r);
                }
                if let Some([f]) = self.just([D::Force]) {
                    return self.heavy(|g| f / g);
                }
                if let Some([f, a]) = self.just([D::Force, D::Acceleration]) {
                    return exact(f / a);
                }
                if let Some([e, v]) = self.just([D::Energy, D::Speed]) {
                    return kinetic.then(|| (vec![2.0 * e / v / v], false));
                }
                if let Some([q, l]) = self.just([D::Energy, D::SpecificEnergy]) {
                    return exact(q / l);
                }
                if let Some([e, h]) = self.just([D::Energy, D::Length]) {
                    return lifted.then(|| self.heavy(|g| e / h / g)).flatten();
                }
                if let Some([p, v]) = self.just([D::Momentum, D::Speed]) {
                    return exact(p / v);
                }
                let [v] = self.just([D::Volume])?;
                Some((vec![v * density(self.told)?], true))
            }
            Volume => {
                if let Some([m]) = self.just([D::Mass]) {
                    return Some((vec![m / density(self.told)?], true));
                }
                let [m, r] = self.just([D::Mass, D::Density])?;
                exact(m / r)
            }
            Density => {
                let [m, v] = self.just([D::Mass, D::Volume])?;
                exact(m / v)
            }
            Force => {
                if let Some([m]) = self.just([D::Mass]) {
                    return self
                        .says("тяжест* притяг* вес веса весит весом weight gravity")
                        .then(|| self.heavy(|g| m * g))
                        .flatten();
                }
                if let Some([m, a]) = self.just([D::Mass, D::Acceleration]) {
                    return exact(m * a);
                }
                if let Some([p, s]) = self.just([D::Pressure, D::Area]) {
                    return exact(p * s);
                }
                if let Some([a, s]) = self.just([D::Energy, D::Length]) {
                    return exact(a / s);
                }
                if let Some([k, x]) = self.just([D::Stiffness, D::Length]) {
                    return exact(k * x);
                }
                let archimedes = self.says("архимед* выталкива*");
                if let Some([v, r]) = self.just([D::Volume, D::Density]) {
                    return archimedes.then(|| self.heavy(|g| v * r * g)).flatten();
                }
                let [n, v] = self.just([D::Power, D::Speed])?;
                exact(n / v)
            }
            Pressure => {
                if let Some([f, s]) = self.just([D::Force, D::Area]) {
                    return exact(f / s);
                }
                if let Some([m, s]) = self.just([D::Mass, D::Area]) {
                    return self.heavy(|g| m * g / s);
                }
                if let Some([h, r]) = self.just([D::Length, D::Density]) {
                    return self.heavy(|g| h * r * g);
                }
                let [h] = self.just([D::Length])?;
                let r = density(self.told)?;
                self.heavy(|g| h * r * g)
            }
            Area => {
                let [f, p] = self.just([D::Force, D::Pressure])?;
                exact(f / p)
            }
            Work | Kinetic | Potential | Heat => self.energy(asked),
            Power => {
                if let Some([a, t]) = self.just([D::Energy, D::Time]) {
                    return exact(a / t);
                }
                if let Some([u, i]) = self.just([D::Voltage, D::Current]) {
                    return exact(u * i);
                }
                if let Some([i, r]) = self.just([D::Current, D::Resistance]) {
                    return exact(i * i * r);
                }
                if let Some([u, r]) = self.just([D::Voltage, D::Resistance]) {
                    return exact(u * u / r);
                }
                let [f, v] = self.just([D::Force, D::Speed])?;
                exact(f * v)
            }
            Current => {
                if let Some([u, r]) = self.just([D::Voltage, D::Resistance]) {
                    return exact(u / r);
                }
                if let Some([p, u]) = self.just([D::Power, D::Voltage]) {
                    return exact(p / u);
                }
                let [q, t] = self.just([D::Charge, D::Time])?;
                exact(q / t)
            }
            Voltage => {
                if let Some([i, r]) = self.just([D::Current, D::Resistance]) {
                    return exact(i * r);
                }
                if let Some([p, i]) = self.just([D::Power, D::Current]) {
                    return exact(p / i);
                }
                let [a, q] = self.just([D::Energy, D::Charge])?;
                exact(a / q)
            }
            Resistance => {
                if let Some([u, p]) = self.just([D::Voltage, D::Power]) {
                    return exact(u * u / p);
                }
                let [u, i] = self.just([D::Voltage, D::Current])?;
                exact(u / i)
            }
            Charge => {
                let [i, t] = self.just([D::Current, D::Time])?;
                exact(i * t)
            }
            Frequency => {
                if let Some([t]) = self.just([D::Time]) {
                    return self.says("период* period").then(|| (vec![1.0 / t], false));
                }
                let [v, l] = self.just([D::Speed, D::Length])?;
                wave.then(|| (vec![v / l], false))
            }
            SpecificHeat => {
                let [q, m] = self.just([D::Energy, D::Mass])?;
                exact(q / m)
            }
            HeatCapacity => {
                if let Some([q, m, by]) = self.just([D::Energy, D::Mass, D::Temperature]) {
                    return self.says("на").then(|| (vec![q / m / by], false));
                }
                let [q, m, from, to] = self.just([D::Energy, D::Mass, D::Temperature, D::Temperature])?;
                exact(q / m / (to - from).abs())
            }
            Stiffness => {
                let [f, x] = self.just([D::Force, D::Length])?;
                exact(f / x)
            }
            Momentum => {
                let [m, v] = self.just([D::Mass, D::Speed])?;
                exact(m * v)
            }
            Acceleration => {
                if let Some([v, t]) = self.just([D::Speed, D::Time]) {
                    return still.then(|| (vec![v / t], false));
                }
                let [f, m] = self.just([D::Force, D::Mass])?;
                exact(f / m)
            }
            _ => None,
        }
    }

    fn energy(&self, asked: Quantity) -> Option<(Vec<f64>, bool)> {
        use Dimension as D;
        let exact = |value: f64| Some((vec![value], false));
        if asked == Kinetic || self.says("кинетическ* kinetic") {
            let [m, v] = self.just([D::Mass, D::Speed])?;
            return exact(m * v * v / 2.0);
        }
        if let Some([k, x]) = self.just([D::Stiffness, D::Length]) {
            return (asked != Heat).then(|| (vec![k * x * x / 2.0], false));
        }
        if let Some([m, h]) = self.just([D::Mass, D::Length]) {
            let up = asked == Potential || self.says("высот* подн* подъем* lift* height");
            return up.then(|| self.heavy(|g| m * h * g)).flatten();
        }
        if asked == Potential {
            return None;
        }
        if let Some([f, s]) = self.just([D::Force, D::Length]) {
            return exact(f * s);
        }
        if let Some([n, t]) = self.just([D::Power, D::Time]) {
            return exact(n * t);
        }
        if let Some([m, l]) = self.just([D::Mass, D::SpecificEnergy]) {
            return exact(m * l);
        }
        if let Some([m, l, _]) = self.just([D::Mass, D::SpecificEnergy, D::Temperature]) {
            return self
                .says("плавлен* кипен* парообраз* отвердев* кристаллиз* конденс*")
                .then(|| (vec![m * l], false));
        }
        if let Some([m, c, from, to]) = self.just([D::Mass, D::HeatCapacity, D::Temperature, D::Temperature]) {
            return exact(m * c * (to - from).abs());
        }
        if let Some([m, c, by]) = self.just([D::Mass, D::HeatCapacity, D::Temperature]) {
            return self.says("на").then(|| (vec![m * c * by.abs()], false));
        }
        let water = density(self.told).is_some_and(|density| (density - 1000.0).abs() < 1.0);
        if let Some([m, from, to]) = self.just([D::Mass, D::Temperature, D::Temperature]) {
            return water.then(|| (vec![m * 4200.0 * (to - from).abs()], true));
        }
        if let Some([i, r, t]) = self.just([D::Current, D::Resistance, D::Time]) {
            return exact(i * i * r * t);
        }
        if let Some([u, r, t]) = self.just([D::Voltage, D::Resistance, D::Time]) {
            return exact(u * u * t / r);
        }
        if let Some([u, i, t]) = self.just([D::Voltage, D::Current, D::Time]) {
            return exact(u * i * t);
        }
        let [q, u] = self.just([D::Charge, D::Voltage])?;
        exact(q * u)
    }
}
