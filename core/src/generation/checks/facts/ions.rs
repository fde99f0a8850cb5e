//! Electrons, protons and neutrons of atoms and ions; atoms of a formula.

use std::cmp::Ordering;

use crate::domain::Rich;
use crate::generation::checks::chosen;
use crate::generation::checks::computed::chemistry;
use crate::generation::checks::named::one_of;
use crate::generation::checks::told;
use crate::math::substance;
use crate::understand;

/// Elements by their number.
const ELEMENTS: &[&str] = &[
    "H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "Ar", "K", "Ca",
    "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br", "Kr", "Rb", "Sr",
];

/// An atom, or an ion of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Particle {
    number: i64,
    charge: i64,
    /// Protons and neutrons together, where told.
    mass: Option<i64>,
}

impl Particle {
    /// «Ca^2+», «Na⁺», «^23_11Na», «Ar».
    fn read(text: &str) -> Option<Self> {
        let text = text.replace('−', "-").replace('⁺', "^+").replace('⁻', "^-");
        let text: String = text
            .chars()
            .map(|c| match c {
                '¹' => '1',
                '²' => '2',
                '³' => '3',
                '⁴' => '4',
                c => c,
            })
            .filter(|c| !matches!(c, '{' | '}' | ' '))
            .collect();
        let start = text.find(|c: char| c.is_ascii_uppercase())?;
        let (before, rest) = text.split_at(start);
        let end = rest.char_indices().skip(1).find(|(_, c)| !c.is_ascii_lowercase()).map_or(rest.len(), |(at, _)| at);
        let (symbol, charge) = rest.split_at(end);
        let number = i64::try_from(ELEMENTS.iter().position(|other| *other == symbol)?).ok()? + 1;
        let mass = match before.strip_prefix('^') {
            Some(above) => {
                let (mass, below) = above.split_once('_').unwrap_or((above, ""));
                if !below.is_empty() && below.parse() != Ok(number) {
                    return None;
                }
                Some(mass.parse().ok()?)
            }
            None if before.is_empty() => None,
            None => return None,
        };
        let charge = charge.replace('^', "");
        let charge = match charge
            .strip_suffix('+')
            .map(|size| (size, 1))
            .or_else(|| charge.strip_suffix('-').map(|size| (size, -1)))
        {
            Some(("", sign)) => sign,
            Some((size, sign)) => sign * size.parse::<i64>().ok().filter(|size| (1..=4).contains(size))?,
            None if charge.is_empty() => 0,
            None => return None,
        };
        Some(Self { number, charge, mass })
    }

    /// Electrons of the outer shell, and shells, of the elements whose shells schools count.
    fn shells(self) -> Option<(i64, i64)> {
        if self.charge != 0 || self.number > 20 {
            return None;
        }
        let mut left = self.number;
        for (shell, size) in [(1, 2), (2, 8), (3, 8), (4, 2)] {
            if left <= size {
                return Some((left, shell));
            }
            left -= size;
        }
        None
    }

    /// So many of what is named: electrons, protons, neutrons.
    fn count(self, words: &[&str]) -> Option<i64> {
        let any = |list: &str| words.iter().any(|word| one_of(list, word));
        match (
            any("электрон* electron*"),
            any("протон* proton*"),
            any("нейтрон* neutron*"),
            any("слоев слоя слой уровн* shell*"),
        ) {
            (true, false, false, outer) if outer || any("внешн* outer") => {
                any("внешн* outer").then(|| Some(self.shells()?.0))?
            }
            (true, false, false, false) => Some(self.number - self.charge),
            (false, true, false, false) => Some(self.number),
            (false, false, true, false) => Some(self.mass? - self.number),
            _ => None,
        }
    }
}

/// «В ионе Ca²⁺ 18 электронов», «В атоме серы 16 протонов».
pub(super) fn holds(text: &Rich) -> Option<bool> {
    const KNOWN: &str = "в ионе атоме ион атом иона атома ядре ядра содержит содержится содержат имеет есть число количество равно всего \
        электрон* протон* нейтрон* внешн* уровне слое электронном энергетическом на нейтральн* изотоп* изотопа изотопе the in an a ion atom has there \
        are electron* proton* neutron* of nucleus outer shell contains";
    let plain = chemistry(&text.source().replace('\u{a0}', " ")).replace(r"\ce", "");
    let mut particle: Option<Particle> = None;
    let mut count: Option<i64> = None;
    let mut words: Vec<String> = Vec::new();
    for word in plain.split_whitespace() {
        let word = word.trim_matches([',', '.', '«', '»', '(', ')', ':', '—', '–']);
        let lower = word.to_lowercase().replace('ё', "е");
        if word.is_empty() {
            continue;
        }
        let named = told::element(&lower);
        if let Some(read) = Particle::read(word)
            .filter(|_| word.chars().all(|c| !c.is_alphabetic() || c.is_ascii_alphabetic()) && !one_of(KNOWN, &lower))
            .or_else(|| Particle::read(named?))
        {
            if particle.replace(read).is_some() {
                return None;
            }
        } else if let Some(number) = word.parse().ok().or_else(|| understand::cardinal(&lower).map(i64::from)) {
            if count.replace(number).is_some() {
                return None;
            }
        } else if one_of(KNOWN, &lower) {
            words.push(lower);
        } else {
            return None;
        }
    }
    let particle = particle?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // An ion by its name has a charge that is not told.
    let ion = words.iter().any(|word| word.starts_with("ион") || *word == "ion");
    if ion && particle.charge == 0 {
        return None;
    }
    Some(particle.count(&words)? == count?)
}

/// How many electrons a particle has, or how many atoms a formula.
pub(in crate::generation::checks) fn counted(text: &Rich, electrons: bool) -> Option<i64> {
    let plain = chemistry(text.source());
    if electrons {
        let particle = Particle::read(plain.trim())?;
        return Some(particle.number - particle.charge);
    }
    atoms(&plain, None)
}

/// The atoms of a formula, or those of one element; none of an ion.
fn atoms(plain: &str, element: Option<&str>) -> Option<i64> {
    let formula: String = plain.chars().filter(|c| !matches!(c, '_' | ' ')).collect();
    let ion = formula.contains(['+', '^', '⁺', '⁻']) || !formula.starts_with(|c: char| c.is_ascii_uppercase());
    let atoms = substance::atoms(&formula).ok().filter(|_| !ion)?;
    let counted = atoms.iter().filter(|(symbol, _)| element.is_none_or(|element| element == symbol.as_str()));
    Some(counted.map(|(_, count)| i64::from(*count)).sum())
}

/// «В каких веществах ровно пять атомов?», «… три атома кислорода?», «В каких частицах 10 электронов?»
pub(in crate::generation::checks) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    const KNOWN: &str = "в молекул* формул* единиц* или веществ* соединени* атом* ион* частиц* содержит содержится содержат имеет имеют есть число \
        количество равно ровно всего из состоит состоят у электрон* протон* одной одна каждой the substances substance molecule molecules formula in of have has contain \
        contains exactly atom atoms are there particles ions electrons protons";
    let asks = question.plain().to_lowercase().replace('ё', "е").replace('\u{a0}', " ");
    let words: Vec<&str> = asks.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut count: Option<i64> = None;
    let mut element: Option<&str> = None;
    let (mut sign, mut negated) = (Ordering::Equal, false);
    for word in &words {
        match *word {
            "больше" | "более" | "more" => sign = Ordering::Greater,
            "меньше" | "менее" | "fewer" | "less" => sign = Ordering::Less,
            "чем" | "than" => {}
            "не" | "not" => negated = true,
            word => {
                let number = word.parse().ok().or_else(|| understand::cardinal(word).map(i64::from));
                if let Some(number) = number.filter(|_| !one_of("одной одна", word)) {
                    if count.replace(number).is_some() {
                        return None;
                    }
                } else if let Some(symbol) = told::element(word) {
                    if element.replace(symbol).is_some() {
                        return None;
                    }
                } else if !one_of(KNOWN, word) && !chosen::is_choosing(word) {
                    return None;
                }
            }
        }
    }
    let count = count?;
    let any = |list: &str| words.iter().any(|word| one_of(list, word));
    let of_particles = any("электрон* протон* electrons protons");
    if negated && sign == Ordering::Equal || of_particles == any("атом атома атомов atom atoms") && !of_particles
    {
        return None;
    }
    options
        .iter()
        .map(|option| {
            let number = if of_particles {
                let plain = chemistry(option.source());
                element.is_none().then(|| Particle::read(plain.trim())?.count(&words))?
            } else {
                atoms(&chemistry(option.source()), element)
            }?;
            Some((number.cmp(&count) == sign) != negated)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_counted() {
        for (statement, is) in [
            ("В ионе $Ca^{2+}$ 18 электронов.", Some(true)),
            ("В ионе $Na^{+}$ 12 электронов.", Some(false)),
            ("В ионе $\\ce{Cl^-}$ 18 электронов.", Some(true)),
            ("Ион Mg²⁺ содержит 10 электронов.", Some(true)),
            ("В атоме серы 16 протонов.", Some(true)),
            ("В ядре атома $^{23}_{11}Na$ 11 нейтронов.", Some(false)),
            ("На внешнем уровне атома хлора 7 электронов.", Some(true)),
            ("В ионе натрия 10 электронов.", None),
            ("В атоме натрия на 1 электрон больше, чем в ионе.", None),
        ] {
            assert_eq!(holds(&statement.into()), is, "{statement}");
        }
        let which = |question: &str, options: &[&str]| {
            which(&question.into(), &options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>())
        };
        assert_eq!(
            which("В молекуле каких веществ ровно пять атомов?", &["$CH_4$", "$H_2SO_4$", "$CaCO_3$"]),
            Some(vec![true, false, true])
        );
        assert_eq!(
            which("Which substances have three atoms of oxygen?", &["$HNO_3$", "$CO_2$"]),
            Some(vec![true, false])
        );
        assert_eq!(
            which("В каких частицах 10 электронов?", &["$Na^+$", "Ne", "$Cl^-$"]),
            Some(vec![true, true, false])
        );
        assert_eq!(which("В каких веществах пять типов атомов?", &["$CH_4$", "$NaOH$"]), None);
    }
}
