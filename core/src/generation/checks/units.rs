//! Units of school tasks and what they come to in one another.

use num_rational::BigRational;

use crate::math::Exact;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dimension {
    Length,
    Area,
    Volume,
    Mass,
    Time,
    Speed,
    Money,
    Angle,
    Data,
    Density,
    Acceleration,
    Force,
    Pressure,
    Energy,
    Power,
    Voltage,
    Current,
    Resistance,
    Charge,
    Frequency,
    Amount,
    Temperature,
    HeatCapacity,
    SpecificEnergy,
    Stiffness,
    Momentum,
    Rate,
    MolarMass,
    OpticalPower,
    Kelvin,
}

/// A unit: how much of its dimension's base one of it is, as numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) dimension: Dimension,
    pub(super) symbol: &'static str,
    numerator: i64,
    denominator: i64,
}

impl Unit {
    /// A value of this unit in the base unit.
    pub(super) fn base(self, value: &Exact) -> Exact {
        Exact(&value.0 * Exact::ratio(self.numerator, self.denominator).0)
    }

    /// A value of the base unit in this unit.
    pub(super) fn out_of_base(self, value: &Exact) -> Exact {
        Exact(&value.0 / Exact::ratio(self.numerator, self.denominator).0)
    }

    /// The unit of a square with a side in this one; none for what is no length.
    pub(super) fn squared(self) -> Option<Self> {
        let symbol = format!("{}²", self.symbol);
        (self.dimension == Dimension::Length).then(|| named(&symbol)).flatten()
    }

    /// The unit of a cube with an edge in this one.
    pub(super) fn cubed(self) -> Option<Self> {
        let symbol = format!("{}³", self.symbol);
        (self.dimension == Dimension::Length).then(|| named(&symbol)).flatten()
    }
}

/// Symbol, other spellings (a whole word, or a stem that ends with `*`), dimension, size in base units.
/// Bases: millimetre, square millimetre, cubic millimetre, milligram, second, metre per hour, kopeck, degree, bit;
/// those of mechanics follow from millimetre, milligram and second, those of electricity are volt and ampere.
const UNITS: &[(&str, &str, Dimension, i64, i64)] = &[
    ("мм", "mm миллиметр* millimet*", Dimension::Length, 1, 1),
    ("см", "cm сантиметр* centimet*", Dimension::Length, 10, 1),
    ("дм", "dm дециметр* decimet*", Dimension::Length, 100, 1),
    ("м", "m метр* metre* meter*", Dimension::Length, 1_000, 1),
    ("км", "km километр* kilomet*", Dimension::Length, 1_000_000, 1),
    ("мм²", "мм2 мм^2 mm² mm2", Dimension::Area, 1, 1),
    ("см²", "см2 см^2 cm² cm2 кв.см", Dimension::Area, 100, 1),
    ("дм²", "дм2 дм^2 dm² dm2", Dimension::Area, 10_000, 1),
    ("м²", "м2 м^2 m² m2", Dimension::Area, 1_000_000, 1),
    ("км²", "км2 км^2 km² km2", Dimension::Area, 1_000_000_000_000, 1),
    ("а", "ар ара аров сотка соток", Dimension::Area, 100_000_000, 1),
    ("га", "гектар* hectare*", Dimension::Area, 10_000_000_000, 1),
    ("мм³", "мм3 мм^3 mm³", Dimension::Volume, 1, 1),
    ("см³", "см3 см^3 cm³ cm3", Dimension::Volume, 1_000, 1),
    ("дм³", "дм3 дм^3 dm³ dm3", Dimension::Volume, 1_000_000, 1),
    ("м³", "м3 м^3 m³ m3", Dimension::Volume, 1_000_000_000, 1),
    ("мл", "ml миллилитр* millilit*", Dimension::Volume, 1_000, 1),
    ("л", "l литр* litre* liter*", Dimension::Volume, 1_000_000, 1),
    ("мг", "mg миллиграмм*", Dimension::Mass, 1, 1),
    ("г", "g гр грамм* gram*", Dimension::Mass, 1_000, 1),
    ("кг", "kg килограмм* kilogram*", Dimension::Mass, 1_000_000, 1),
    ("ц", "центнер*", Dimension::Mass, 100_000_000, 1),
    ("т", "t тонн* tonne*", Dimension::Mass, 1_000_000_000, 1),
    ("с", "s сек секунд* second*", Dimension::Time, 1, 1),
    ("мин", "min минут* minute*", Dimension::Time, 60, 1),
    ("ч", "h час часа часов часу часам часах часы часе hour*", Dimension::Time, 3_600, 1),
    ("сут", "сутк* суток day* дн* день", Dimension::Time, 86_400, 1),
    ("нед", "недел* week*", Dimension::Time, 604_800, 1),
    ("км/ч", "km/h", Dimension::Speed, 1_000, 1),
    ("м/мин", "m/min", Dimension::Speed, 60, 1),
    ("м/с", "m/s", Dimension::Speed, 3_600, 1),
    ("коп", "копе*", Dimension::Money, 1, 1),
    ("руб", "р рубл* rouble* ruble*", Dimension::Money, 100, 1),
    ("°", "градус* degree*", Dimension::Angle, 1, 1),
    ("бит/с", "bit/s", Dimension::Rate, 1, 1),
    ("байт/с", "byte/s", Dimension::Rate, 8, 1),
    ("Кбайт/с", "кб/с kb/s", Dimension::Rate, 8 << 10, 1),
    ("Мбайт/с", "мб/с mb/s", Dimension::Rate, 8 << 20, 1),
    ("бит", "бита битов битах битам битами битом bit bits", Dimension::Data, 1, 1),
    ("байт", "байта байтов байтах байтам байтами байтом byte bytes", Dimension::Data, 8, 1),
    ("Кбайт", "кб кбайт* килобайт* kb kilobyte*", Dimension::Data, 8 << 10, 1),
    ("Мбайт", "мб мбайт* мегабайт* mb megabyte*", Dimension::Data, 8 << 20, 1),
    ("Гбайт", "гб гбайт* гигабайт* gb gigabyte*", Dimension::Data, 8 << 30, 1),
    ("г/см³", "г/см3 g/cm³ g/cm3", Dimension::Density, 1, 1),
    ("кг/м³", "кг/м3 kg/m³ kg/m3", Dimension::Density, 1, 1_000),
    ("м/с²", "м/с2 m/s² m/s2", Dimension::Acceleration, 1_000, 1),
    ("Н", "N ньютон* newton*", Dimension::Force, 1_000_000_000, 1),
    ("мН", "миллиньютон* mn", Dimension::Force, 1_000_000, 1),
    ("кН", "килоньютон* kn", Dimension::Force, 1_000_000_000_000, 1),
    ("Па", "паскал* pa pascal*", Dimension::Pressure, 1_000, 1),
    ("кПа", "килопаскал* kpa", Dimension::Pressure, 1_000_000, 1),
    ("Дж", "джоул* j joule*", Dimension::Energy, 1_000_000_000_000, 1),
    ("кДж", "килоджоул* kj", Dimension::Energy, 1_000_000_000_000_000, 1),
    ("Вт", "w ватт* watt*", Dimension::Power, 1_000_000_000_000, 1),
    ("кВт·ч", "квтч киловатт-час* kwh", Dimension::Energy, 3_600_000_000_000_000_000, 1),
    ("кВт", "киловатт* kw", Dimension::Power, 1_000_000_000_000_000, 1),
    ("В", "V вольт* volt*", Dimension::Voltage, 1, 1),
    ("А", "A ампер* ampere*", Dimension::Current, 1, 1),
    ("Ом", "ом ohm*", Dimension::Resistance, 1, 1),
    ("кОм", "килоом*", Dimension::Resistance, 1_000, 1),
    ("Кл", "кулон*", Dimension::Charge, 1, 1),
    ("МДж", "мегаджоул* mj", Dimension::Energy, 1_000_000_000_000_000_000, 1),
    ("МПа", "мегапаскал*", Dimension::Pressure, 1_000_000_000, 1),
    ("мА", "миллиампер*", Dimension::Current, 1, 1_000),
    ("Н/кг", "n/kg", Dimension::Acceleration, 1_000, 1),
    ("Гц", "герц* hz hertz", Dimension::Frequency, 1, 1),
    ("кГц", "килогерц* khz", Dimension::Frequency, 1_000, 1),
    ("моль", "моля молей молях mol mole moles", Dimension::Amount, 1, 1),
    ("г/моль", "g/mol", Dimension::MolarMass, 1, 1),
    ("°C", "°с градц", Dimension::Temperature, 1, 1),
    ("Дж/(кг·°C)", "джкгград", Dimension::HeatCapacity, 1_000_000, 1),
    ("Дж/кг", "j/kg", Dimension::SpecificEnergy, 1_000_000, 1),
    ("кДж/кг", "kj/kg", Dimension::SpecificEnergy, 1_000_000_000, 1),
    ("МДж/кг", "mj/kg", Dimension::SpecificEnergy, 1_000_000_000_000, 1),
    ("Н/м", "n/m", Dimension::Stiffness, 1_000_000, 1),
    ("кг·м/с", "кгмс kg·m/s", Dimension::Momentum, 1_000_000_000, 1),
    ("км/с", "km/s", Dimension::Speed, 3_600_000, 1),
    ("см/с", "cm/s", Dimension::Speed, 36, 1),
    ("см/мин", "cm/min", Dimension::Speed, 3, 5),
    ("МВт", "мегаватт* mw", Dimension::Power, 1_000_000_000_000_000_000, 1),
    ("дптр", "диоптри* dioptre* diopter*", Dimension::OpticalPower, 1, 1),
    ("К", "K кельвин* kelvin*", Dimension::Kelvin, 1, 1),
    ("км/мин", "km/min", Dimension::Speed, 60_000, 1),
    ("м/ч", "m/h", Dimension::Speed, 1, 1),
    ("дм/с", "dm/s", Dimension::Speed, 360, 1),
    ("дм/мин", "dm/min", Dimension::Speed, 6, 1),
    ("т/м³", "т/м3", Dimension::Density, 1, 1),
    ("кг/дм³", "кг/дм3", Dimension::Density, 1, 1),
    ("г/л", "g/l", Dimension::Density, 1, 1_000),
    ("гПа", "гектопаскал*", Dimension::Pressure, 100_000, 1),
    ("МОм", "мегаом*", Dimension::Resistance, 1_000_000, 1),
    ("кВ", "киловольт* kv", Dimension::Voltage, 1_000, 1),
    ("мкм", "микрометр*", Dimension::Length, 1, 1_000),
    ("Кбит", "килобит*", Dimension::Data, 1 << 10, 1),
    ("Мбит", "мегабит*", Dimension::Data, 1 << 20, 1),
    ("МГц", "мегагерц* mhz", Dimension::Frequency, 1_000_000, 1),
];

/// The unit of a spelling.
pub(super) fn named(word: &str) -> Option<Unit> {
    let exact = word.trim().trim_end_matches('.');
    let word = exact.to_lowercase().replace('ё', "е");
    let fits = |spelling: &str| {
        spelling.strip_suffix('*').map_or(word == spelling || exact == spelling, |stem| word.starts_with(stem))
    };
    // «а» is an are and a preposition, «А» an ampere: the case decides for single letters.
    let is_symbol = |symbol: &str| symbol == exact || (symbol.chars().count() > 1 && symbol.to_lowercase() == word);
    UNITS
        .iter()
        .find(|(symbol, ..)| *symbol == exact)
        .or_else(|| UNITS.iter().find(|(symbol, others, ..)| is_symbol(symbol) || others.split(' ').any(fits)))
        .map(|&(symbol, _, dimension, numerator, denominator)| Unit { dimension, symbol, numerator, denominator })
}

/// The unit a word behind a number is; a preposition is none («5 с половиной» is no time).
pub(super) fn behind_a_number(word: &str) -> Option<Unit> {
    if matches!(word, "с" | "а") { None } else { named(word) }
}

/// What a percent is a part of.
pub(super) fn hundred() -> BigRational {
    BigRational::from_integer(100.into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn units_come_to_one_another() {
        for (value, from, to, comes_to) in [
            (3, "м", "сантиметров", Exact::whole(300)),
            (5, "км", "м", Exact::whole(5_000)),
            (90, "минут", "часах", Exact::ratio(3, 2)),
            (2, "м²", "см²", Exact::whole(20_000)),
            (1, "л", "см³", Exact::whole(1_000)),
            (36, "км/ч", "м/с", Exact::whole(10)),
            (4, "га", "м²", Exact::whole(40_000)),
            (3, "байтах", "бит", Exact::whole(24)),
            (1, "г/см³", "кг/м³", Exact::whole(1_000)),
            (2, "кПа", "Па", Exact::whole(2_000)),
        ] {
            let base = named(from).unwrap().base(&Exact::whole(value));
            assert_eq!(named(to).unwrap().out_of_base(&base), comes_to, "{value} {from}");
        }
    }
}
