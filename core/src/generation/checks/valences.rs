//! Valences: of an element in a compound of two, and formulas made from them.

use super::claim::Claim;
use super::computed::chemistry;
use super::dates;
use super::told;
use super::words::folded;
use crate::domain::Rich;
use crate::math::substance;

/// «Какова валентность железа в соединении Fe₂O₃?», «Запишите число 49 римскими цифрами».
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    in_roman(question).or_else(|| of_element(question))
}

fn in_roman(question: &Rich) -> Option<Claim> {
    let text = folded(question);
    let asks = ["римскими", "римской", "roman"].iter().any(|stem| text.contains(stem));
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let (number, None) = (numbers.next()?, numbers.next()) else { return None };
    let writes = ["запиш", "напиш", "как запис", "write"].iter().any(|stem| text.contains(stem));
    (asks && writes && !text.contains("век")).then(|| number.parse().ok().map(Claim::Roman))?
}

fn of_element(question: &Rich) -> Option<Claim> {
    let text = folded(question);
    let (_, behind) = text.split_once("валентность ")?;
    let asked = ["какова", "какую", "чему", "определи", "укажи", "найди"].iter().any(|ask| text.contains(ask));
    let element = told::element(behind.split([' ', '?', ',']).next()?)?;
    let mut formulas = question
        .source()
        .split('$')
        .skip(1)
        .step_by(2)
        .map(|formula| chemistry(formula).chars().filter(|c| !matches!(c, '_' | ' ')).collect::<String>())
        .filter(|formula| substance::atoms(formula).is_ok_and(|atoms| atoms.len() == 2));
    let (formula, None) = (formulas.next()?, formulas.next()) else { return None };
    let atoms = substance::atoms(&formula).ok()?;
    let own = *atoms.get(element)?;
    let (other, count) = atoms.iter().find(|(symbol, _)| *symbol != element)?;
    // The other element's valence is the one it always has.
    let bonds = match other.as_str() {
        "H" | "F" | "Na" | "K" | "Li" | "Ag" => 1,
        "Cl" if element != "O" => 1,
        "O" | "Ca" | "Mg" | "Zn" | "Ba" => 2,
        "Al" => 3,
        _ => return None,
    };
    let all = bonds * count;
    // Peroxides and the like have bonds within a kind of atoms.
    (asked && all % own == 0 && !(formula.as_str() == "H2O2" || formula.as_str() == "Na2O2") && all / own < 9)
        .then(|| u16::try_from(all / own).ok().map(Claim::Roman))?
}

/// «Запишите молекулярную формулу алкана с шестью атомами углерода»: CₙH₂ₙ₊₂ and its like.
fn of_series(question: &Rich, answer: &str) -> Option<bool> {
    let text = folded(question);
    let series = [("алкан", 2_i64), ("алкен", 0), ("циклоалкан", 0), ("алкин", -2), ("алкадиен", -2)];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut named = series.iter().filter(|(name, _)| words.iter().any(|word| word.starts_with(name)));
    let ((_, more), None) = (named.next()?, named.next()) else { return None };
    let at = words.iter().position(|word| word.starts_with("атом"))?;
    let carbon = words.get(at + 1).is_some_and(|word| word.starts_with("углерод"));
    let spelled = [
        ("тремя", 3),
        ("четырьмя", 4),
        ("пятью", 5),
        ("шестью", 6),
        ("семью", 7),
        ("восемью", 8),
        ("девятью", 9),
        ("десятью", 10),
    ];
    let number = at.checked_sub(1).and_then(|at| words.get(at))?;
    let count =
        number.parse().ok().or_else(|| spelled.iter().find(|(word, _)| word == number).map(|(_, count)| *count))?;
    let formula: String = chemistry(answer).chars().filter(|c| !matches!(c, '_' | ' ')).collect();
    let atoms = substance::atoms(&formula).ok()?;
    let of = |symbol: &str| i64::from(*atoms.get(symbol).unwrap_or(&0));
    (carbon && text.contains("формул")).then(|| of("C") == count && of("H") == 2 * count + more && atoms.len() == 2)
}

/// Whether a formula is that of two elements with the valences a question gives; `None` where it gives none.
pub(super) fn fits(question: &Rich, answer: &str) -> Option<bool> {
    if let Some(fits) = of_series(question, answer) {
        return Some(fits);
    }
    let text = question.plain().replace('\u{a0}', " ");
    let lower = text.to_lowercase();
    let told = lower.contains("валентност") || lower.contains("(ii") || lower.contains("(i");
    if !told || !["формул", "состав"].iter().any(|stem| lower.contains(stem)) {
        return None;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut given: Vec<(&str, u32)> = Vec::new();
    for pair in words.windows(2) {
        let element = told::element(&pair[0].to_lowercase());
        let roman = pair[1].chars().all(|c| "IVХX".contains(c)).then(|| dates::of_roman(pair[1])).flatten();
        if let (Some(symbol), Some(valence)) = (element, roman) {
            given.push((symbol, valence.into()));
        }
    }
    let [(one, a), (other, b)] = given.as_slice() else { return None };
    let formula: String = chemistry(answer).chars().filter(|c| !matches!(c, '_' | ' ')).collect();
    let atoms = substance::atoms(&formula).ok()?;
    (atoms.len() == 2).then_some(())?;
    let (first, second) = (*atoms.get(*one)?, *atoms.get(*other)?);
    let gcd = |mut a: u32, mut b: u32| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    Some(first * a == second * b && gcd(first, second) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valences_and_formulas_belong_together() {
        let roman = |question: &str| match claim(&question.into()) {
            Some(Claim::Roman(number)) => Some(number),
            _ => None,
        };
        assert_eq!(roman("Какова валентность железа в соединении $Fe_2O_3$?"), Some(3));
        assert_eq!(roman("Определите валентность азота в соединении $NH_3$."), Some(3));
        assert_eq!(roman("Какова валентность серы в $FeS$?"), None);
        assert_eq!(roman("Запишите число 49 римскими цифрами."), Some(49));
        let made = "Составьте формулу оксида алюминия. Валентность алюминия III, кислорода II.";
        assert_eq!(fits(&made.into(), "$Al_2O_3$"), Some(true));
        assert_eq!(fits(&made.into(), "$Al_3O_2$"), Some(false));
        assert_eq!(fits(&"Составьте формулу воды.".into(), "$H_2O$"), None);
    }
}
