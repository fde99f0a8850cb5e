//! Progressions by their first terms or their formula: which numbers are their members.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::domain::Rich;
use crate::generation::checks::chosen;
use crate::generation::checks::named::one_of;
use crate::generation::checks::relation::Sign;
use crate::generation::checks::said::{self, Piece};
use crate::math::{self, Exact};
use crate::understand;

/// A progression.
#[derive(Debug, Clone, PartialEq)]
struct Series {
    first: BigRational,
    step: BigRational,
    geometric: bool,
}

const KNOWN: &str = "член членом члена члены членов членами прогресси* последовательност* арифметическ* геометрическ* числов* число числа чисел \
    является являются не ее её равен равна равно первых первого сумм* разност* знаменател* номером с под входит входят в принадлежит принадлежат \
    содержит есть это дана дан задана данной этой так начинается й го м ый ой the term terms of is are a an in sequence progression arithmetic \
    geometric number member members belongs belong to ratio common difference sum first not th nd rd st its from starts begins как* какие из \
    which these numbers following формулой задан* если";

impl Series {
    /// The progression a text tells, and the text without its terms.
    fn read(text: &str) -> Option<(Self, String)> {
        let text = text.replace(r"\ldots", "…").replace(r"\dots", "…").replace("...", "…").replace('\u{a0}', " ");
        let (series, rest) = Self::listed(&text).or_else(|| Self::by_formula(&text))?;
        let lower = text.to_lowercase();
        let said = |stems: [&str; 2]| stems.iter().any(|stem| lower.contains(stem));
        let (arithmetic, geometric) = (said(["арифметическ", "arithmetic"]), said(["геометрическ", "geometric"]));
        // Four terms tell a geometric one without its name.
        let named =
            arithmetic || geometric || said(["прогресси", "progression"]) || text.matches([',', ';']).count() > 3;
        if series.geometric && !named {
            return None;
        }
        let agrees = if series.geometric { !arithmetic } else { !geometric };
        agrees.then_some((series, rest))
    }

    /// «2, 5, 8, …»
    fn listed(text: &str) -> Option<(Self, String)> {
        let plain = text.replace('$', " ");
        let (before, after) = plain.split_once('…')?;
        if after.contains('…') {
            return None;
        }
        let before = before.trim_end_matches([' ', ',', ';']);
        let mark = if before.contains("; ") { "; " } else { ", " };
        let mut terms: Vec<BigRational> = Vec::new();
        let mut rest = before;
        loop {
            let (head, term) = rest.rsplit_once(mark).map_or(("", rest), |(head, term)| (head, term));
            if let Ok(value) = math::evaluate(term.trim()) {
                terms.push(value.0);
                rest = head;
                if head.is_empty() {
                    break;
                }
            } else {
                // The first term stands behind words.
                let (words, first) = rest.rsplit_once([' ', ':']).filter(|(words, _)| words.len() > head.len())?;
                terms.push(math::evaluate(first.trim()).ok()?.0);
                rest = words;
                break;
            }
        }
        terms.reverse();
        let series = Self::of(&terms)?;
        Some((series, format!("{} {}", rest.trim_end_matches([':', ' ']), after)))
    }

    /// The one progression with these first terms.
    fn of(terms: &[BigRational]) -> Option<Self> {
        let [first, second, third, ..] = terms else { return None };
        let step = second - first;
        if terms.windows(2).all(|two| &two[1] - &two[0] == step) && !step.is_zero() {
            return Some(Self { first: first.clone(), step, geometric: false });
        }
        if first.is_zero() || second.is_zero() || third.is_zero() {
            return None;
        }
        let ratio = second / first;
        let geometric = terms.windows(2).all(|two| !two[0].is_zero() && &two[1] / &two[0] == ratio);
        (geometric && !ratio.abs().is_one()).then(|| Self { first: first.clone(), step: ratio, geometric: true })
    }

    /// «a_n = 3n + 2», «a_1 = 4, d = 3»
    fn by_formula(text: &str) -> Option<(Self, String)> {
        let pieces = said::pieces(&Rich(text.to_owned()));
        let mut equations: Vec<(String, String)> = Vec::new();
        let mut rest = Vec::new();
        for piece in &pieces {
            match piece {
                Piece::Relation(relation) if relation.sign == Sign::Equal => {
                    let left: String = relation.left.chars().filter(|c| !matches!(c, '{' | '}' | ' ')).collect();
                    equations.push((left, relation.right.clone()));
                }
                Piece::Word(word) => rest.push(word.clone()),
                Piece::Value { value, operation: false } => rest.push(value.source()),
                _ => {}
            }
        }
        let of =
            |names: &[&str]| equations.iter().find(|(left, _)| names.contains(&left.as_str())).map(|(_, right)| right);
        if let (Some(formula), [_]) = (of(&["a_n", "b_n", "c_n", "x_n"]), equations.as_slice()) {
            let term = |n: i64| Some(math::evaluate_with(formula, &[('n', Exact::whole(n))]).ok()?.0);
            let terms: Vec<BigRational> = (1..=6).map(term).collect::<Option<_>>()?;
            return Some((Self::of(&terms)?, rest.join(" ")));
        }
        let value = |right: &String| Some(math::evaluate(right).ok()?.0);
        let first = value(of(&["a_1", "b_1", "c_1"])?)?;
        let (step, geometric) = match (of(&["d"]), of(&["q"])) {
            (Some(step), None) => (value(step)?, false),
            (None, Some(ratio)) => (value(ratio)?, true),
            _ => return None,
        };
        let sound = !step.is_zero() && !first.is_zero() && (!geometric || !step.abs().is_one());
        (equations.len() == 2 && sound).then(|| (Self { first, step, geometric }, rest.join(" ")))
    }

    fn terms(&self) -> impl Iterator<Item = BigRational> + '_ {
        std::iter::successors(Some(self.first.clone()), |term| {
            Some(if self.geometric { term * &self.step } else { term + &self.step })
        })
    }

    fn term(&self, place: usize) -> Option<BigRational> {
        (1..=200).contains(&place).then(|| self.terms().nth(place - 1)).flatten()
    }

    fn sum(&self, count: usize) -> Option<BigRational> {
        (1..=200).contains(&count).then(|| self.terms().take(count).sum())
    }

    fn has(&self, value: &BigRational) -> bool {
        if !self.geometric {
            let steps = (value - &self.first) / &self.step;
            return steps.is_integer() && !steps.is_negative();
        }
        let grows = self.step.abs() > BigRational::one();
        let reaches = |term: &BigRational| if grows { term.abs() <= value.abs() } else { term.abs() >= value.abs() };
        !value.is_zero() && self.terms().take(400).take_while(reaches).any(|term| term == *value)
    }
}

/// The difference or the ratio of a progression a text tells.
pub(in crate::generation::checks) fn step(text: &Rich, geometric: bool) -> Option<Exact> {
    let (series, _) = Series::read(text.source())?;
    (series.geometric == geometric).then_some(Exact(series.step))
}

/// The place a word names: «десятый», «tenth».
fn ordinal(word: &str) -> Option<usize> {
    const RUSSIAN: &[(&str, usize)] = &[
        ("перв", 1),
        ("втор", 2),
        ("четверт", 4),
        ("пят", 5),
        ("шест", 6),
        ("седьм", 7),
        ("восьм", 8),
        ("девят", 9),
        ("десят", 10),
        ("одиннадцат", 11),
        ("двенадцат", 12),
        ("пятнадцат", 15),
        ("двадцат", 20),
    ];
    const ENGLISH: &[&str] =
        &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    if let Some(at) = ENGLISH.iter().position(|name| *name == word) {
        return Some(at + 1);
    }
    if word == "третий" {
        return Some(3);
    }
    let stem = word.strip_suffix("ый").or_else(|| word.strip_suffix("ой"))?;
    RUSSIAN.iter().find(|(name, _)| *name == stem).map(|(_, place)| *place)
}

/// «Десятый член прогрессии 2, 5, 8, … равен 29», «Число 50 — член прогрессии 3, 7, 11, …»; the progression may be told before.
pub(super) fn holds(conditions: &str, text: &Rich) -> Option<bool> {
    let (series, rest) = match Series::read(text.source()) {
        Some(read) => read,
        None if text.source().contains(['…']) || text.source().contains(r"\ldots") => return None,
        None => {
            let named = ["прогресси", "progression", "арифметическ", "геометрическ", "arithmetic", "geometric"];
            let lower = conditions.to_lowercase();
            (named.iter().any(|word| lower.contains(word)))
                .then(|| Some((Series::read(conditions)?.0, text.source().to_owned())))??
        }
    };
    let pieces = said::pieces(&Rich(rest));
    let mut values: Vec<BigRational> = Vec::new();
    let mut place: Option<usize> = None;
    let mut count: Option<usize> = None;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Value { value, .. } if one_of("й го th nd rd st ый ой м", said::word_at(&pieces, at + 1)) => {
                place = Some(value.source().parse().ok()?);
            }
            Piece::Value { value, .. }
                if one_of("номером", at.checked_sub(1).map_or("", |at| said::word_at(&pieces, at))) =>
            {
                place = Some(value.source().parse().ok()?);
            }
            Piece::Value { value, .. } => values.push(value.0.clone()),
            Piece::Relation(relation) if relation.sign == Sign::Equal && place.is_none() => {
                let below: String = relation.left.chars().filter(|c| !matches!(c, '{' | '}' | ' ')).collect();
                let value = math::evaluate(&relation.right).ok()?.0;
                match below.as_str() {
                    "d" if !series.geometric => return (pieces.len() == 1).then(|| value == series.step),
                    "q" if series.geometric => return (pieces.len() == 1).then(|| value == series.step),
                    _ => {}
                }
                let number = below.get(2..)?.parse().ok()?;
                if let Some("S_") = below.get(..2) {
                    return (pieces.len() == 1).then(|| Some(series.sum(number)? == value))?;
                }
                let Some("a_" | "b_" | "c_") = below.get(..2) else { return None };
                place = Some(number);
                values.push(value);
            }
            Piece::Word(word) => match (ordinal(word), understand::cardinal(word)) {
                (Some(at), _) if place.is_none() => place = Some(at),
                (None, Some(number)) if count.is_none() => count = Some(number.into()),
                (None, None) if one_of(KNOWN, word) => {}
                _ => return None,
            },
            Piece::Gap => {}
            _ => return None,
        }
    }
    let has = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
    let denied = has("не not");
    let judged =
        match (has("сумм* sum"), has("разност* difference"), has("знаменател* ratio"), place, values.as_slice())
        {
            (true, false, false, None, [number, sum]) if count.is_none() => {
                series.sum(number.to_string().parse().ok()?)? == *sum
            }
            (true, false, false, None, [sum]) => series.sum(count?)? == *sum,
            (false, true, false, None, [step]) if !series.geometric && count.is_none() => series.step == *step,
            (false, false, true, None, [step]) if series.geometric && count.is_none() => series.step == *step,
            (false, false, false, Some(place), [value]) if count.is_none() => series.term(place)? == *value,
            (false, false, false, None, [value])
                if count.is_none()
                    && has(
                        "член членом члены членами принадлежит входит содержит term terms member members belongs in",
                    )
                    && !has("первых first") =>
            {
                series.has(value)
            }
            _ => return None,
        };
    Some(judged != denied)
}

/// «Прогрессия начинается так: 5, 8, 11, … Какие из чисел являются её членами?»
pub(in crate::generation::checks) fn which(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let (series, rest) = Series::read(question.source())?;
    let pieces = said::pieces(&Rich(rest));
    let has = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
    let member = has(
        "член членом члены членами принадлежит принадлежат входит входят содержит term terms member members belong belongs",
    );
    let plain = pieces.iter().all(|piece| match piece {
        Piece::Word(word) => one_of(KNOWN, word) || chosen::is_choosing(word),
        Piece::Gap => true,
        _ => false,
    });
    if !member || !plain || has("сумм* sum разност* difference первых") {
        return None;
    }
    let denied = has("не not");
    let number = |option: &Rich| math::evaluate(option.source().trim().trim_matches('$')).ok();
    options.iter().map(|option| Some(series.has(&number(option)?.0) != denied)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_progressions_are_found() {
        for (statement, is) in [
            ("Десятый член прогрессии 2, 5, 8, … равен 29.", Some(true)),
            ("Десятый член прогрессии 2, 5, 8, … равен 30.", Some(false)),
            ("Число 50 — член прогрессии 3, 7, 11, …", Some(false)),
            ("Число 51 является членом арифметической прогрессии 3; 7; 11; …", Some(true)),
            ("Число 48 не является членом геометрической прогрессии 3; 6; 12; …", Some(false)),
            ("Разность прогрессии $10, 7, 4, \\ldots$ равна 3.", Some(false)),
            ("Знаменатель геометрической прогрессии 2, 6, 18, … равен 3.", Some(true)),
            ("Сумма первых пяти членов прогрессии 1, 3, 5, … равна 25.", Some(true)),
            ("The 10th term of the sequence 2, 5, 8, … is 29.", Some(true)),
            ("50 is a term of the sequence 3, 7, 11, …", Some(false)),
            ("Арифметическая прогрессия 3, 6, 12, … содержит число 24.", None),
            ("Последовательность 1, 4, 9, … содержит число 16.", None),
            ("Число 50 — наибольший член прогрессии 3, 7, 11, …", None),
        ] {
            assert_eq!(holds("", &statement.into()), is, "{statement}");
        }
        let given = "Дана арифметическая прогрессия 5, 8, 11, …";
        for (statement, is) in [
            ("$a_5=17$", Some(true)),
            ("Разность равна 4.", Some(false)),
            ("Число 21 является её членом.", Some(false)),
        ] {
            assert_eq!(holds(given, &statement.into()), is, "{statement}");
        }
        let which = |question: &str, options: &[&str]| {
            which(&question.into(), &options.iter().map(|option| Rich::from(*option)).collect::<Vec<_>>())
        };
        let question = "Арифметическая прогрессия начинается так: 5, 8, 11, … Какие из чисел являются её членами?";
        assert_eq!(which(question, &["20", "24", "32"]), Some(vec![true, false, true]));
        assert_eq!(
            which("Какие числа являются членами прогрессии, заданной формулой $a_n=3n+2$?", &["11", "12"]),
            Some(vec![true, false])
        );
    }
}
