//! Chemical formulas: which atoms they hold, what they weigh, whether an equation is balanced.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Exact, MathError};

/// Atoms by symbol.
pub type Atoms = BTreeMap<String, u32>;

/// Most characters of a formula and deepest brackets.
const LONGEST: usize = 120;
const DEEPEST: u32 = 4;

/// Relative atomic masses as Russian schools round them: whole numbers, chlorine 35.5.
const MASSES: &[(&str, u32)] = &[
    ("H", 10),
    ("He", 40),
    ("Li", 70),
    ("Be", 90),
    ("B", 110),
    ("C", 120),
    ("N", 140),
    ("O", 160),
    ("F", 190),
    ("Ne", 200),
    ("Na", 230),
    ("Mg", 240),
    ("Al", 270),
    ("Si", 280),
    ("P", 310),
    ("S", 320),
    ("Cl", 355),
    ("Ar", 400),
    ("K", 390),
    ("Ca", 400),
    ("Sc", 450),
    ("Ti", 480),
    ("V", 510),
    ("Cr", 520),
    ("Mn", 550),
    ("Fe", 560),
    ("Co", 590),
    ("Ni", 590),
    ("Cu", 640),
    ("Zn", 650),
    ("Ga", 700),
    ("Ge", 730),
    ("As", 750),
    ("Se", 790),
    ("Br", 800),
    ("Kr", 840),
    ("Rb", 850),
    ("Sr", 880),
    ("Ag", 1080),
    ("Cd", 1120),
    ("Sn", 1190),
    ("I", 1270),
    ("Xe", 1310),
    ("Cs", 1330),
    ("Ba", 1370),
    ("Pt", 1950),
    ("Au", 1970),
    ("Hg", 2010),
    ("Pb", 2070),
];

/// The relative atomic mass of an element, as schools round it.
pub fn atomic_mass(symbol: &str) -> Option<Exact> {
    MASSES
        .iter()
        .find(|(s, _)| *s == symbol)
        .map(|(_, tenths)| Exact(BigRational::new(BigInt::from(*tenths), BigInt::from(10))))
}

/// The molar mass of a formula in g/mol.
pub fn molar_mass(formula: &str) -> Result<Exact, MathError> {
    let mut sum = BigRational::from_integer(BigInt::from(0));
    for (symbol, count) in atoms(formula)? {
        let mass = atomic_mass(&symbol).ok_or(MathError::UnknownVariable)?;
        sum += mass.0 * BigInt::from(count);
    }
    Ok(Exact(sum))
}

/// The atoms of a formula such as `H2SO4`, `Ca(OH)_2`, `CuSO4·5H2O`; a coefficient in front multiplies.
pub fn atoms(formula: &str) -> Result<Atoms, MathError> {
    if formula.len() > LONGEST {
        return Err(MathError::TooLarge);
    }
    let plain: String = formula.chars().filter_map(plain).collect();
    let mut all = Atoms::new();
    for part in plain.split(['·', '*', '•']) {
        let (times, rest) = number(part);
        let letters: Vec<char> = rest.chars().collect();
        let mut at = 0;
        let group = group(&letters, &mut at, 0)?;
        if at != letters.len() || group.is_empty() {
            return Err(MathError::Syntax);
        }
        add(&mut all, &group, times.unwrap_or(1))?;
    }
    Ok(all)
}

/// Whether both sides of an equation hold the same atoms; `None` when it is no equation we can read.
pub fn is_balanced(equation: &str) -> Option<bool> {
    let arrow =
        ["->", "→", "⟶", "=", "⇄", r"\to", r"\rightarrow"].into_iter().find(|arrow| equation.contains(arrow))?;
    let (left, right) = equation.split_once(arrow)?;
    let side = |text: &str| {
        let mut sum = Atoms::new();
        for part in text.split(" + ").flat_map(|part| part.split('+')) {
            let part = part.trim().trim_end_matches(['↑', '↓', '^', 'v']).trim();
            add(&mut sum, &atoms(part).ok()?, 1).ok()?;
        }
        Some(sum)
    };
    Some(side(left)? == side(right)?)
}

/// Subscript digits as digits; marks of LaTeX and spaces as nothing.
fn plain(c: char) -> Option<char> {
    match c {
        '₀'..='₉' => char::from_digit(u32::from(c) - u32::from('₀'), 10),
        '_' | '{' | '}' | ' ' | '$' | '\u{a0}' => None,
        '[' => Some('('),
        ']' => Some(')'),
        c => Some(c),
    }
}

fn number(text: &str) -> (Option<u32>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].parse().ok().filter(|n| *n > 0), &text[end..])
}

fn group(letters: &[char], at: &mut usize, depth: u32) -> Result<Atoms, MathError> {
    if depth > DEEPEST {
        return Err(MathError::TooLarge);
    }
    let mut found = Atoms::new();
    while let Some(&c) = letters.get(*at) {
        let part = if c == '(' {
            *at += 1;
            let inner = group(letters, at, depth + 1)?;
            if letters.get(*at) != Some(&')') {
                return Err(MathError::Syntax);
            }
            *at += 1;
            inner
        } else if c.is_ascii_uppercase() {
            let mut symbol = String::from(c);
            *at += 1;
            while let Some(small) = letters.get(*at).filter(|c| c.is_ascii_lowercase()) {
                symbol.push(*small);
                *at += 1;
            }
            if !MASSES.iter().any(|(s, _)| *s == symbol) {
                return Err(MathError::UnknownVariable);
            }
            Atoms::from([(symbol, 1)])
        } else {
            break;
        };
        let digits: String = letters[*at..].iter().take_while(|c| c.is_ascii_digit()).collect();
        *at += digits.len();
        let times = if digits.is_empty() { 1 } else { digits.parse().map_err(|_| MathError::TooLarge)? };
        add(&mut found, &part, times)?;
    }
    Ok(found)
}

fn add(to: &mut Atoms, part: &Atoms, times: u32) -> Result<(), MathError> {
    for (symbol, count) in part {
        let count = count.checked_mul(times).filter(|n| *n <= 10_000).ok_or(MathError::TooLarge)?;
        let sum = to.entry(symbol.clone()).or_default();
        *sum = sum.checked_add(count).ok_or(MathError::TooLarge)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_weigh_what_schools_say() {
        for (formula, mass) in [
            ("H2O", Exact::whole(18)),
            ("H_2SO_4", Exact::whole(98)),
            ("Ca(OH)₂", Exact::whole(74)),
            ("CuSO4·5H2O", Exact::whole(250)),
            ("Al_{2}(SO_{4})_{3}", Exact::whole(342)),
            ("HCl", Exact::ratio(73, 2)),
        ] {
            assert_eq!(molar_mass(formula), Ok(mass), "{formula}");
        }
        for formula in ["", "вода", "Xx2", "H2(", "((((((H))))))", "H99999999999"] {
            assert!(molar_mass(formula).is_err(), "{formula}");
        }
    }

    #[test]
    fn equations_are_balanced_or_not() {
        for (equation, balanced) in [
            ("2H2 + O2 -> 2H2O", Some(true)),
            ("2H2 + O2 = H2O", Some(false)),
            ("CH4 + 2O2 → CO2 + 2H2O", Some(true)),
            ("Zn + 2HCl = ZnCl2 + H2↑", Some(true)),
            ("Fe2O3 + 3CO = 2Fe + 3CO2", Some(true)),
            ("2x + 5 = 17", None),
            ("водород + кислород = вода", None),
        ] {
            assert_eq!(is_balanced(equation), balanced, "{equation}");
        }
    }
}
