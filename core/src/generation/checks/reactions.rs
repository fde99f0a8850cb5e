//! Coefficients of reactions: the smallest whole numbers that balance an equation.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::claim::Claim;
use super::computed::chemistry;
use crate::domain::Rich;
use crate::math::{Exact, substance};

/// «Чему равна сумма коэффициентов в уравнении …», «Какой коэффициент стоит перед O₂».
pub(super) fn claim(question: &Rich) -> Option<Claim> {
    let asks = question.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if !any(&["коэффициент", "coefficient"])
        || any(&["ионн", "правой", "левой", "продукт", "реагент", "окислител", "восстановител"])
    {
        return None;
    }
    let (equation, rest) = equation(question)?;
    let sides: Vec<Vec<String>> = equation.iter().map(|side| side.split('+').map(bare).collect()).collect();
    let count = sides.first()?.len();
    let substances: Vec<String> = sides.concat();
    let factors = balanced(&substances, count)?;
    if any(&["сумм", "sum"]) {
        let sum: BigInt = factors.iter().sum();
        return Some(Claim::Value(Exact(BigRational::from_integer(sum)), None));
    }
    let (_, behind) = rest.split_once("перед ").or_else(|| rest.split_once("of "))?;
    let at = named(behind, &substances)?;
    Some(Claim::Value(Exact(BigRational::from_integer(factors.get(at)?.clone())), None))
}

/// A substance without its coefficient.
fn bare(part: &str) -> String {
    let plain: String = part.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '_' | '↑' | '↓')).collect();
    plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '…' | '.' | '?')).to_owned()
}

/// The two sides of the one equation of a question, and what is said around it.
fn equation(question: &Rich) -> Option<([String; 2], String)> {
    let source = question.source();
    let mut formulas = source.split('$').skip(1).step_by(2).filter_map(|formula| {
        let plain = chemistry(formula);
        let (left, right) = plain.split_once("->").or_else(|| plain.split_once('='))?;
        Some(([left.to_owned(), right.to_owned()], formula.to_owned()))
    });
    let ((sides, formula), None) = (formulas.next()?, formulas.next()) else { return None };
    Some((sides, source.replace(&formula, " ")))
}

/// Which of some substances a text begins with: by its formula, or by the name of its element.
fn named(text: &str, substances: &[String]) -> Option<usize> {
    let begins = text.trim_start_matches(['$', ' ', '«']);
    let formula = bare(&chemistry(begins.split(['$', ' ', '»', '?', ',']).next()?));
    let by_formula = substances.iter().position(|substance| *substance == formula);
    by_formula.or_else(|| {
        let words: Vec<String> = begins.to_lowercase().split(' ').take(1).map(str::to_owned).collect();
        let word = words.first()?;
        let symbol = super::told::element(word.trim_end_matches(['?', '.', ',']))?;
        let simple = |substance: &String| {
            substance::atoms(substance).is_ok_and(|atoms| atoms.len() == 1 && atoms.contains_key(symbol))
        };
        substances.iter().position(simple)
    })
}

/// The smallest factors with which the first `left` substances have the atoms of the others; `None` where they are not
/// certain.
fn balanced(substances: &[String], left: usize) -> Option<Vec<BigInt>> {
    let atoms: Vec<substance::Atoms> =
        substances.iter().map(|formula| substance::atoms(formula).ok()).collect::<Option<_>>()?;
    let mut elements: Vec<&String> = atoms.iter().flat_map(substance::Atoms::keys).collect();
    elements.sort_unstable();
    elements.dedup();
    let mut rows: Vec<Vec<BigRational>> = elements
        .iter()
        .map(|element| {
            let of = |(at, atoms): (usize, &substance::Atoms)| {
                let count = BigRational::from_integer(atoms.get(*element).copied().unwrap_or(0).into());
                if at < left { count } else { -count }
            };
            atoms.iter().enumerate().map(of).collect()
        })
        .collect();
    // Rows are reduced; one column without its own row is left free.
    let mut leads: Vec<usize> = Vec::new();
    for column in 0..substances.len() {
        let done = leads.len();
        let Some(at) = (done..rows.len()).find(|at| !rows[*at][column].is_zero()) else { continue };
        rows.swap(done, at);
        let lead = rows[done][column].clone();
        for value in &mut rows[done] {
            *value /= &lead;
        }
        let pivot = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column].clone();
            if at != done && !factor.is_zero() {
                for (value, by) in row.iter_mut().zip(&pivot) {
                    *value -= &factor * by;
                }
            }
        }
        leads.push(column);
    }
    let mut free = (0..substances.len()).filter(|column| !leads.contains(column));
    let (free, None) = (free.next()?, free.next()) else { return None };
    let mut values = vec![BigRational::one(); substances.len()];
    for (row, lead) in rows.iter().zip(&leads) {
        values[*lead] = -row[free].clone();
    }
    let common = values.iter().fold(BigInt::one(), |common, value| {
        let divisor = gcd(common.clone(), value.denom().clone());
        common * value.denom() / divisor
    });
    let whole: Vec<BigInt> = values.iter().map(|value| (value * &common).to_integer()).collect();
    let divisor = whole.iter().fold(BigInt::zero(), |divisor, value| gcd(divisor, value.clone()));
    whole.iter().all(Signed::is_positive).then(|| whole.iter().map(|value| value / &divisor).collect())
}

fn gcd(a: BigInt, b: BigInt) -> BigInt {
    if b.is_zero() {
        a
    } else {
        let rest = a % &b;
        gcd(b, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reactions_are_balanced() {
        for (question, value) in [
            (r"Какой коэффициент стоит перед алюминием в уравнении реакции $Al + O_2 \to Al_2O_3$?", Some("4")),
            (r"Чему равна сумма коэффициентов в уравнении $\ce{CH4 + O2 -> CO2 + H2O}$?", Some("6")),
            (r"Найдите коэффициент перед $O_2$ в уравнении $C_2H_6 + O_2 = CO_2 + H_2O$.", Some("7")),
            (r"Сумма коэффициентов в уравнении $Fe + Cl_2 \rightarrow FeCl_3$ равна", Some("7")),
            (r"Найдите коэффициент перед $x^2$ в уравнении $x^2+2x=0$.", None),
        ] {
            assert_eq!(claim(&question.into()).and_then(|claim| claim.value()).as_deref(), value, "{question}");
        }
    }
}
