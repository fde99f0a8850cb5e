//! Classes of substances by their formulas: oxides, acids, bases, salts; simple and compound; metals.

use super::computed::chemistry;
use crate::domain::Rich;
use crate::math::substance;

/// What a formula shows of its substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Substance {
    /// `None` where schools do not agree, or the formula does not tell.
    kind: Option<Kind>,
    simple: bool,
    /// Of a simple one, or of the element an oxide is of.
    metal: bool,
    oxygen: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One that is plainly basic or acidic.
    Oxide,
    /// One that is neither, or both.
    OtherOxide,
    Acid,
    Base,
    Salt,
}

/// A class as a heading names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Oxide,
    /// Of metals of the first and second group.
    BasicOxide,
    AcidicOxide,
    Acid,
    /// With oxygen or without.
    AcidOf {
        oxygen: bool,
    },
    Base,
    Salt,
    Simple,
    Compound,
    Metal,
    NonMetal,
}

impl Class {
    /// Whether a substance belongs here; `None` where its formula does not tell.
    pub(super) fn holds(self, of: Substance) -> Option<bool> {
        match self {
            Self::Simple => return Some(of.simple),
            Self::Compound => return Some(!of.simple),
            Self::Metal => return Some(of.simple && of.metal),
            Self::NonMetal => return Some(of.simple && !of.metal),
            _ if of.simple => return Some(false),
            _ => {}
        }
        let kind = of.kind?;
        let oxide = matches!(kind, Kind::Oxide | Kind::OtherOxide);
        match self {
            Self::BasicOxide | Self::AcidicOxide if kind == Kind::OtherOxide => None,
            Self::BasicOxide => Some(oxide && of.metal),
            Self::AcidicOxide => Some(oxide && !of.metal),
            Self::Acid => Some(kind == Kind::Acid),
            Self::AcidOf { oxygen } => Some(kind == Kind::Acid && of.oxygen == oxygen),
            Self::Base => Some(kind == Kind::Base),
            Self::Salt => Some(kind == Kind::Salt),
            _ => Some(oxide),
        }
    }
}

const METALS: &[&str] = &[
    "Li", "Na", "K", "Cs", "Be", "Mg", "Ca", "Sr", "Ba", "Al", "Fe", "Cu", "Zn", "Ag", "Hg", "Pb", "Mn", "Cr", "Ni",
    "Co", "Sn", "Pt", "Au", "Cd", "Sc", "Ga", "V",
];
const NON_METALS: &[&str] =
    &["H", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "As", "Se", "Br", "I", "He", "Ne", "Ar", "Kr", "Xe"];
/// What is left of an acid in its salts.
const RESIDUES: &[&str] = &[
    "F", "Cl", "Br", "I", "S", "SO4", "SO3", "NO3", "NO2", "CO3", "SiO3", "PO4", "ClO3", "ClO4", "MnO4", "CrO4",
    "Cr2O7", "HCO3", "HSO4", "HSO3", "H2PO4", "HPO4", "HS",
];

/// The class a heading or an option names; none where it says more than a class.
pub(super) fn named(heading: &Rich) -> Option<Class> {
    let plain = heading.plain().to_lowercase().replace('ё', "е");
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphabetic() && c != '-')
        .filter(|word| !word.is_empty())
        .filter(|word| {
            !["вещества", "вещество", "элемент", "элементы", "substance", "substances", "formulas", "формулы"]
                .contains(word)
        })
        .collect();
    let begins = |stem: &str, word: &str| word.starts_with(stem);
    Some(match words.as_slice() {
        [one] if begins("оксид", one) || begins("oxide", one) => Class::Oxide,
        [one] if begins("кислот", one) || matches!(*one, "acid" | "acids") => Class::Acid,
        [one]
            if begins("основани", one)
                || begins("гидроксид", one)
                || matches!(*one, "base" | "bases" | "hydroxides") =>
        {
            Class::Base
        }
        [one] if matches!(*one, "соль" | "соли" | "salt" | "salts") => Class::Salt,
        [one] if matches!(*one, "простые" | "простое" | "simple" | "elements") => Class::Simple,
        ["elements", "simple"] | ["simple", "elements"] => Class::Simple,
        [one] if matches!(*one, "сложные" | "сложное" | "compounds" | "compound") => Class::Compound,
        [one] if begins("металл", one) || begins("metal", one) => Class::Metal,
        [one] if begins("неметалл", one) || begins("non-metal", one) || begins("nonmetal", one) => {
            Class::NonMetal
        }
        [of, one] if begins("основн", of) && begins("оксид", one) => Class::BasicOxide,
        [of, one] if begins("кислотн", of) && begins("оксид", one) => Class::AcidicOxide,
        [of, one] if begins("кислородсодерж", of) && begins("кислот", one) => {
            Class::AcidOf { oxygen: true }
        }
        [of, one] if begins("бескислород", of) && begins("кислот", one) => {
            Class::AcidOf { oxygen: false }
        }
        _ => return None,
    })
}

/// What the formula of a text shows; `None` where it is none, or one whose class schools do not agree on.
pub(super) fn of(text: &Rich) -> Option<Substance> {
    let formula: String = chemistry(text.source())
        .chars()
        .map(|c| char::from_digit(u32::from(c).wrapping_sub(u32::from('₀')), 10).unwrap_or(c))
        .filter(|c| !matches!(c, '_' | ' ' | '\u{a0}'))
        .collect();
    let atoms = substance::atoms(&formula).ok().filter(|_| formula.is_ascii())?;
    let oxygen = atoms.contains_key("O");
    if atoms.len() == 1 {
        let symbol = atoms.keys().next()?.as_str();
        let metal = METALS.contains(&symbol);
        return (metal || NON_METALS.contains(&symbol)).then_some(Substance {
            simple: true,
            metal,
            kind: None,
            oxygen,
        });
    }
    let kind = kind(&formula);
    let mut others = atoms.keys().map(String::as_str).filter(|symbol| *symbol != "O");
    let other = others.next().unwrap_or_default();
    let metal = METALS.contains(&other);
    let amphoteric = ["Al", "Zn", "Be", "Cr", "Mn", "Fe", "Pb", "Sn", "V", "Ga"].contains(&other);
    let indifferent = amphoteric || ["CO", "NO", "N2O", "H2O"].contains(&formula.as_str());
    let kind = kind.map(|kind| if kind == Kind::Oxide && indifferent { Kind::OtherOxide } else { kind });
    Some(Substance { kind, simple: false, metal, oxygen })
}

fn kind(formula: &str) -> Option<Kind> {
    // Peroxides and water are no matter of this.
    if ["H2O2", "Na2O2", "K2O2", "BaO2", "KO2", "OF2", "CO", "NO", "N2O", "Fe3O4"].contains(&formula) {
        return ["CO", "NO", "N2O", "Fe3O4"].contains(&formula).then_some(Kind::Oxide);
    }
    let atoms = substance::atoms(formula).ok()?;
    let (first, rest) = element(formula).unwrap_or_default();
    if rest.starts_with('O') && atoms.len() == 2 && atoms.contains_key("O") && !rest.contains('H') {
        return Some(Kind::Oxide);
    }
    let metal = METALS.contains(&first) || formula.starts_with("NH4") || formula.starts_with("(NH4)");
    if first == "H" {
        let residue = RESIDUES.contains(&rest) || ["CN", "PO3"].contains(&rest);
        return residue.then_some(Kind::Acid);
    }
    if ["CH3COOH", "HCOOH", "C2H5COOH"].contains(&formula) {
        return Some(Kind::Acid);
    }
    let rest = formula.strip_prefix("(NH4)").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let rest = rest.or_else(|| formula.strip_prefix("NH4")).or_else(|| element(formula).map(|(_, rest)| rest))?;
    if !metal {
        return None;
    }
    let inner = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let grouped = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    if rest == "OH" || grouped == Some("OH") {
        return Some(Kind::Base);
    }
    let residue = [Some(rest), Some(inner), grouped].into_iter().flatten().any(|rest| RESIDUES.contains(&rest));
    residue.then_some(Kind::Salt)
}

/// The element a formula begins with, and what stands behind its number.
fn element(formula: &str) -> Option<(&str, &str)> {
    let end = formula.char_indices().skip(1).find(|(_, c)| !c.is_ascii_lowercase()).map_or(formula.len(), |(at, _)| at);
    let (symbol, rest) = formula.split_at(end);
    symbol
        .starts_with(|c: char| c.is_ascii_uppercase())
        .then(|| (symbol, rest.trim_start_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_have_classes() {
        for (heading, fit, unfit) in [
            ("Оксиды", "SO3 $CuO$ $\\ce{Fe2O3}$ H2O CO", "NaOH H2SO4 CaCO3"),
            ("Кислоты", "HCl H2SO4 $H_3PO_4$ HNO3 H2S H2SiO3 CH3COOH", "NaOH H2O NaHCO3 SO2"),
            ("основания", "NaOH Ca(OH)2 $Fe(OH)_3$ NH4OH", "H2SO4 KNO3"),
            ("Соли", "NaCl CaCO3 Al2(SO4)3 KNO3 (NH4)2SO4 NaHCO3 FeS", "HCl NaOH MgO"),
            ("Простые вещества", "O2 Fe N2", "CO2 NaCl"),
            ("неметаллы", "S P O2", "Fe Cu CO2"),
            ("Кислотные оксиды", "SO2 P2O5", "CaO Na2O H2SO4"),
            ("Бескислородные кислоты", "HCl H2S", "H2SO4 HNO3"),
        ] {
            let class = named(&heading.into());
            let holds = |formula: &str| class?.holds(of(&formula.into())?);
            assert!(fit.split(' ').all(|formula| holds(formula) == Some(true)), "{heading}: {fit}");
            assert!(unfit.split(' ').all(|formula| holds(formula) == Some(false)), "{heading}: {unfit}");
        }
        assert_eq!(named(&"Растворимые соли".into()), None);
        assert_eq!(of(&"вода".into()), None);
    }
}
