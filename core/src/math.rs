//! Bounded parser and exact evaluator for school expressions.
//!
//! Reads what is printed on sheets — `3/4 + 1\frac{1}{2}`, `2,5 · (−4)`, `\frac{1}{2} : 3`, `15%` — and
//! computes it in exact rationals. Everything is bounded (length, depth, digits, exponents): a hostile
//! text gives an error, never a long wait.

mod parse;
pub mod substance;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// An exact rational number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(pub BigRational);

/// Why an expression has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MathError {
    /// It is no expression we know.
    #[error("not an expression")]
    Syntax,
    /// It is longer, deeper or larger than any school task.
    #[error("too large")]
    TooLarge,
    /// Division by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The result is not rational.
    #[error("not rational")]
    Irrational,
    /// A letter without a value.
    #[error("unknown variable")]
    UnknownVariable,
}

/// The exact value of an expression.
pub fn evaluate(expression: &str) -> Result<Exact, MathError> {
    evaluate_with(expression, &[])
}

/// The exact value of an expression in which letters stand for numbers.
pub fn evaluate_with(expression: &str, variables: &[(char, Exact)]) -> Result<Exact, MathError> {
    parse::Parser::new(expression, variables)?.run().map(Exact)
}

/// The value of an expression; where a root, a logarithm or a function of an angle is not rational, rounded to nine
/// places: two writings of one number agree, two numbers of a school task do not.
pub fn approach(expression: &str) -> Result<Exact, MathError> {
    approach_with(expression, &[])
}

/// The same where letters stand for numbers.
pub fn approach_with(expression: &str, variables: &[(char, Exact)]) -> Result<Exact, MathError> {
    parse::Parser::new(expression, variables)?.run_near().map(Exact)
}

/// Whether two expressions have the same value; `None` when one of them has none.
pub fn equal_values(a: &str, b: &str) -> Option<bool> {
    Some(evaluate(a).ok()? == evaluate(b).ok()?)
}

impl Exact {
    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }

    /// A fraction; a zero denominator reads as zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::whole(0);
        }
        Self(BigRational::new(numerator.into(), denominator.into()))
    }

    /// Whether it may be the exact value of a school task, not one that was approached.
    pub fn is_plain(&self) -> bool {
        *self.0.denom() <= BigInt::from(1_000_000)
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        self.0.is_integer()
    }

    /// In LaTeX: whole, proper fraction or mixed number, the sign in front.
    pub fn latex_mixed(&self) -> String {
        let sign = if self.0.is_negative() { "-" } else { "" };
        let value = self.0.abs();
        let whole = value.to_integer();
        let part = value - BigRational::from_integer(whole.clone());
        if part.is_zero() {
            return format!("{sign}{whole}");
        }
        let fraction = format!(r"\frac{{{}}}{{{}}}", part.numer(), part.denom());
        if whole.is_zero() { format!("{sign}{fraction}") } else { format!("{sign}{whole}{fraction}") }
    }

    /// In LaTeX: whole or one fraction, improper if need be.
    pub fn latex_fraction(&self) -> String {
        if self.is_whole() {
            return self.0.to_integer().to_string();
        }
        let sign = if self.0.is_negative() { "-" } else { "" };
        format!(r"{sign}\frac{{{}}}{{{}}}", self.0.numer().abs(), self.0.denom())
    }

    /// As a finite decimal with the given separator; `None` when it has no end within twelve places.
    pub fn decimal(&self, separator: &str) -> Option<String> {
        let mut scaled = self.0.abs();
        let ten = BigRational::from_integer(BigInt::from(10));
        let mut places = 0;
        while !scaled.is_integer() {
            if places == 12 {
                return None;
            }
            scaled *= &ten;
            places += 1;
        }
        let sign = if self.0.is_negative() { "-" } else { "" };
        let digits = scaled.to_integer().to_string();
        if places == 0 {
            return Some(format!("{sign}{digits}"));
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        Some(format!("{sign}{whole}{separator}{fraction}"))
    }

    /// As an expression this module reads back: `-7/3`.
    pub fn source(&self) -> String {
        if self.is_whole() { self.0.to_integer().to_string() } else { format!("{}/{}", self.0.numer(), self.0.denom()) }
    }
}

/// Raises to a whole power; both bounded by the caller.
fn power(base: &BigRational, exponent: u32) -> BigRational {
    (0..exponent).fold(BigRational::one(), |product, _| product * base)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(expression: &str) -> String {
        evaluate(expression).map_or_else(|error| error.to_string(), |v| v.source())
    }

    #[test]
    fn what_is_printed_on_sheets_is_read() {
        for (expression, expected) in [
            ("2 + 3 · 4", "14"),
            ("(2 + 3) * 4", "20"),
            ("1/2 + 1/3", "5/6"),
            (r"\frac{1}{2} + \dfrac{1}{3}", "5/6"),
            (r"5\frac{3}{4} - 2\frac{1}{2}", "13/4"),
            ("5 3/4", "23/4"),
            ("2,5 · (−4)", "-10"),
            (r"2{,}5 \cdot 4", "10"),
            (r"\frac12 \cdot 8", "4"),
            ("12 : 5", "12/5"),
            (r"12 \div 4 \times 3", "9"),
            ("2^3 - -1", "9"),
            ("2^{-2}", "1/4"),
            ("15%", "3/20"),
            (r"\sqrt{49}", "7"),
            (r"\left( 1 + 2 \right)^2", "9"),
            ("-3^2", "-9"),
            ("1 000 + 1", "1001"),
            (r"6\,030-1\,478", "4552"),
            (r"12~400 : 8", "1550"),
            (r"1{\,}250{,}5 + 2\;000", "6501/2"),
            ("3\u{2009}090 - 90", "3000"),
            ("|−9| − |4|", "5"),
            ("5! : 4!", "5"),
            ("3² + 2³", "17"),
            (r"\sqrt[3]{-64}", "-4"),
            ("sqrt(5^2+12^2)", "13"),
        ] {
            assert_eq!(value(expression), expected, "{expression}");
        }
    }

    #[test]
    fn what_has_no_value_is_an_error() {
        for (expression, error) in [
            ("", MathError::Syntax),
            ("2 +", MathError::Syntax),
            ("два", MathError::Syntax),
            ("1/0", MathError::DivisionByZero),
            (r"\sqrt{2}", MathError::Irrational),
            ("x + 1", MathError::UnknownVariable),
            ("9^9^9", MathError::TooLarge),
            (&"(".repeat(500), MathError::TooLarge),
        ] {
            assert_eq!(evaluate(expression), Err(error), "{expression}");
        }
    }

    #[test]
    fn two_writings_of_a_number_that_is_not_rational_agree() {
        for (one, other) in [
            (r"\sqrt{3}\cdot\sqrt{12}", "6"),
            (r"\sqrt{12}", r"2\sqrt{3}"),
            (r"\log_2 32", "5"),
            (r"\log_6 4+\log_6 9", "2"),
            (r"\lg 100 + \log_{0,5} 8", "-1"),
            (r"2\sin 30^\circ", "1"),
            (r"\cos\frac{\pi}{3}", "0,5"),
            (r"\sin^2 60^{\circ} + \cos^2 60°", "1"),
            (r"8^{\frac{2}{3}}", "4"),
            (r"\tg 45^\circ", "1"),
        ] {
            assert_eq!(approach(one).unwrap(), approach(other).unwrap(), "{one}");
        }
        assert!(approach(r"\tg 90^\circ").is_err() && approach(r"\log_2 (-1)").is_err());
        assert_ne!(approach(r"\sqrt{65}").unwrap(), approach("8,06").unwrap());
    }

    #[test]
    fn letters_take_values() {
        let x = Exact::ratio(-1, 2);
        assert_eq!(evaluate_with("2x + 3", &[('x', x.clone())]).unwrap(), Exact::whole(2));
        assert_eq!(evaluate_with("x^2 - x", &[('x', x)]).unwrap(), Exact::ratio(3, 4));
    }

    #[test]
    fn numbers_are_printed_as_schools_print_them() {
        assert_eq!(Exact::ratio(23, 4).latex_mixed(), r"5\frac{3}{4}");
        assert_eq!(Exact::ratio(-1, 4).latex_mixed(), r"-\frac{1}{4}");
        assert_eq!(Exact::ratio(-7, 4).latex_fraction(), r"-\frac{7}{4}");
        assert_eq!(Exact::ratio(1, 40).decimal(","), Some("0,025".into()));
        assert_eq!(Exact::ratio(1, 3).decimal(","), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9a-z+\\-*/:^%(){},.√ \\\\]{0,60}") {
            let _ = evaluate(&text);
        }

        #[test]
        fn sums_and_products_are_exact(a in -9999i64..9999, b in 1i64..999, c in -9999i64..9999, d in 1i64..999) {
            let sum = evaluate(&format!("{a}/{b} + ({c}/{d})")).unwrap();
            prop_assert_eq!(sum, Exact::ratio(a * d + c * b, b * d));
            let product = evaluate(&format!("{a}/{b} · ({c})/{d}")).unwrap();
            prop_assert_eq!(product, Exact::ratio(a * c, b * d));
        }
    }
}
