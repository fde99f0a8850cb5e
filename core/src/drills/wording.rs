//! Problems in words: numbers among words of either language, units, laws of three quantities.

use super::draw::{Draw, Exercise, Notation};
use crate::domain::{Locale, Rich};
use crate::i18n;
use crate::math::Exact;

/// The last grade whose pupils write actions, «60 · 3 = 180 (км)», and no formulas.
const YOUNG: u8 = 4;

const NO_BREAK: char = '\u{a0}';

/// A law `a = b · c`: two quantities are given, the third is asked for.
///
/// Wordings are `<key>-a-1`, `<key>-b-1`, `<key>-c-1` and so on, by the quantity asked for.
pub(super) struct Law {
    pub(super) key: &'static str,
    /// How many wordings each question has.
    pub(super) wordings: i64,
    /// Symbols of a, b and c in formulas.
    pub(super) symbols: [&'static str; 3],
    /// Keys of their units.
    pub(super) units: [&'static str; 3],
}

impl Draw<'_> {
    /// The text of a key; numbers take the word forms and the spelling of the language.
    pub(super) fn say(&self, key: &str, arguments: &[(&'static str, &Exact)]) -> Rich {
        let arguments: Vec<_> = arguments.iter().map(|(name, value)| (*name, number(value).into())).collect();
        Rich(typeset(self.locale, &i18n::text_with(self.locale, key, &arguments)))
    }

    /// One of several wordings: `<key>-1`, `<key>-2`…
    pub(super) fn wording(&mut self, key: &str, wordings: i64, arguments: &[(&'static str, &Exact)]) -> Rich {
        let chosen = self.between(1, wordings);
        self.say(&format!("{key}-{chosen}"), arguments)
    }

    /// One of several wordings, its arguments ready texts or formulas.
    pub(super) fn told(&mut self, key: &str, wordings: i64, arguments: &[(&'static str, String)]) -> Rich {
        let chosen = self.between(1, wordings);
        let arguments: Vec<_> = arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        Rich(typeset(self.locale, &i18n::text_with(self.locale, &format!("{key}-{chosen}"), &arguments)))
    }

    /// So many of something: «5 тетрадей».
    pub(super) fn counted(&self, key: &str, number: i64) -> String {
        i18n::text_with(self.locale, key, &[("n", number.into())])
    }

    /// The word of a key: a unit, most often.
    pub(super) fn word(&self, key: &str) -> String {
        i18n::text(self.locale, key)
    }

    /// A problem by a law; the quantity asked for is drawn. `b` and `c` are of positive values.
    pub(super) fn by_law(&mut self, law: &Law, b: &Exact, c: &Exact) -> Exercise {
        let asked = self.between(0, 2);
        self.asked_by_law(law, asked, b, c)
    }

    /// A problem by a law: 0 asks for a, 1 for b, 2 for c.
    pub(super) fn asked_by_law(&mut self, law: &Law, asked: i64, b: &Exact, c: &Exact) -> Exercise {
        let a = Exact(&b.0 * &c.0);
        let given = [("a", &a), ("b", b), ("c", c)];
        let [sa, sb, sc] = law.symbols;
        let (pa, pb, pc) = (self.decimal(&a), self.decimal(b), self.decimal(c));
        // Young pupils write the action alone.
        let young = self.grade <= YOUNG;
        let product = |left: &str, formula: &str, result: &str| {
            let action = format!(r"{} {} {} = {result}", pb, self.times(), pc);
            if young { action } else { format!("{left} = {formula} = {action}") }
        };
        let quotient_of = |left: &str, under: &str, by: &str, result: &str| {
            if young {
                format!("{pa} {} {by} = {result}", self.over())
            } else {
                format!(r"{left} = \frac{{{sa}}}{{{under}}} = \frac{{{pa}}}{{{by}}} = {result}")
            }
        };
        // The mistakes: multiplied where one divides, added, a wrong power of ten.
        let (letter, unit, answer, solution, wrong) = match asked {
            0 => (
                "a",
                law.units[0],
                a.clone(),
                product(sa, &format!(r"{sb} \cdot {sc}"), &pa),
                vec![Exact(&b.0 + &c.0), quotient(b, c), quotient(c, b)],
            ),
            1 => (
                "b",
                law.units[1],
                b.clone(),
                quotient_of(sb, sc, &pc, &pb),
                vec![Exact(&a.0 * &c.0), Exact(&a.0 - &c.0), quotient(c, &a)],
            ),
            _ => (
                "c",
                law.units[2],
                c.clone(),
                quotient_of(sc, sb, &pb, &pc),
                vec![Exact(&a.0 * &b.0), Exact(&a.0 - &b.0), quotient(b, &a)],
            ),
        };
        let question = self.wording(&format!("{}-{letter}", law.key), law.wordings, &given);
        self.problem(question, answer, unit, wrong, &solution)
    }

    /// A question in words with a decimal answer, its unit (a key, or nothing) and a formula as solution.
    pub(super) fn problem(
        &self,
        question: Rich,
        answer: Exact,
        unit: &str,
        wrong: Vec<Exact>,
        solution: &str,
    ) -> Exercise {
        let unit = if unit.is_empty() { String::new() } else { self.word(unit) };
        // Only what can be printed and may be an answer is an option.
        let wrong = wrong.into_iter().filter(|w| w.0 > Exact::whole(0).0 && places(w) <= places(&answer) + 2).collect();
        let solution = (!solution.is_empty()).then(|| {
            Rich(match unit.as_str() {
                "" => format!("${solution}$"),
                unit if self.grade <= YOUNG => format!("${solution}$\u{a0}({unit})"),
                unit => format!("${solution}$\u{a0}{unit}"),
            })
        });
        Exercise::Problem { question, answer, unit, notation: Notation::Decimal, wrong, solution }
    }
}

/// Places after the decimal mark; many when there is no end.
fn places(value: &Exact) -> usize {
    value.decimal(".").map_or(99, |text| text.split_once('.').map_or(0, |(_, places)| places.len()))
}

/// A quotient; nothing divided by zero is asked for.
pub(super) fn quotient(a: &Exact, b: &Exact) -> Exact {
    if b.0 == Exact::whole(0).0 { b.clone() } else { Exact(&a.0 / &b.0) }
}

fn number(value: &Exact) -> f64 {
    value.decimal(".").and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Outside formulas: decimal mark, groups of three from five digits on, no line break behind a number.
pub(super) fn typeset(locale: Locale, text: &str) -> String {
    let mark = if locale == Locale::Ru { ',' } else { '.' };
    let mut out = String::with_capacity(text.len() + 8);
    for (at, part) in text.split('$').enumerate() {
        if at > 0 {
            out.push('$');
        }
        if at % 2 == 1 {
            out.push_str(part);
            continue;
        }
        let letters: Vec<char> = part.chars().collect();
        let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
        let mut at = 0;
        while let Some(&c) = letters.get(at) {
            if c.is_ascii_digit() {
                let end = at + letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
                let fraction = out.ends_with(['.', ',']) && at >= 2 && digit(at - 2);
                for (i, c) in letters[at..end].iter().enumerate() {
                    let left = end - at - i;
                    if i > 0 && left % 3 == 0 && end - at > 4 && !fraction {
                        out.push(NO_BREAK);
                    }
                    out.push(*c);
                }
                at = end;
                continue;
            }
            let inside = at > 0 && digit(at - 1);
            out.push(match c {
                '.' if inside && digit(at + 1) => mark,
                ' ' if inside => NO_BREAK,
                c => c,
            });
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_words_as_the_language_writes_them() {
        for (plain, russian, english) in [
            ("за 2.5 часа.", "за 2,5\u{a0}часа.", "за 2.5\u{a0}часа."),
            ("12500 г", "12\u{a0}500\u{a0}г", "12\u{a0}500\u{a0}г"),
            ("1200. $x = 0.5 a$", "1200. $x = 0.5 a$", "1200. $x = 0.5 a$"),
            ("0.00012", "0,00012", "0.00012"),
        ] {
            assert_eq!(typeset(Locale::Ru, plain), russian);
            assert_eq!(typeset(Locale::En, plain), english);
        }
    }
}
