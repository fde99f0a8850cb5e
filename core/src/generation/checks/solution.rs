//! The solution an author wrote, against his key.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::computed::answered;
use super::relation::{Relation, Sign};
use super::said::{self, Piece};
use super::units::hundred;
use super::words::{content, folded, is_form, stands_in};
use super::{ending, mentioned, roots, units};
use crate::domain::task::Body;
use crate::domain::{Rich, Task};
use crate::math::{self, Exact};

/// What a solution ends with: «135 · 2 = 270 (кг)» comes to 270, in kilogrammes.
struct End {
    value: Exact,
    /// The word behind it, if there is one.
    unit: String,
    /// The words before it: «Другая сторона: √576 = 24».
    label: Vec<String>,
    /// Whether its two sides are the same.
    sound: bool,
}

/// Why a solution and its key cannot both be right; `None` where they may.
pub(super) fn contradicts(task: &Task) -> Option<String> {
    if let Body::Open(open) = &task.body
        && let Some(sample) = &open.sample
        && let Some(detail) = false_step(sample)
    {
        return Some(detail);
    }
    of_one_key(task)
        .or_else(|| mentioned::otherwise(task))
        .or_else(|| bare_expression(task))
        .or_else(|| task.solution.as_ref().and_then(false_sum))
}

/// «34 − 12 + 9» as the whole solution, and the key is another value.
fn bare_expression(task: &Task) -> Option<String> {
    let (Body::Numeric(numeric), Some(solution)) = (&task.body, &task.solution) else { return None };
    let plain = solution.source().replace('$', "");
    let plain = plain.trim().trim_end_matches('.');
    let signs = plain.chars().all(|c| c.is_ascii_digit() || " ,.+-−–·:*/()".contains(c)) && said::has_operation(plain);
    let value = math::evaluate(plain).ok().filter(|_| signs)?;
    let key = math::evaluate(&numeric.value).ok()?;
    (!near(&value, &key)).then(|| solution.plain())
}

/// «a_{10} = 3 + 9 · 2 = 21» where the sum is asked.
fn names_a_step(solution: &Rich, question: &Rich) -> bool {
    let source = solution.source().replace(['$', ' '], "");
    let named = source.split_once('=').map(|(name, _)| name).filter(|name| name.contains('_') && name.len() < 9);
    named.is_some_and(|name| !question.source().replace(' ', "").contains(name))
}

/// What is wrong in the solution of a key that is right.
pub(super) fn misleads(task: &Task) -> Option<String> {
    let solution = task.solution.as_ref()?;
    // What is named may be a step on the way.
    let question = task.texts().first().map(|question| content(&folded(question))).unwrap_or_default();
    let of_asked = |end: &End| end.label.last().is_none_or(|word| question.iter().any(|other| is_form(other, word)));
    let ends = || match &task.body {
        Body::SingleChoice(_) => of_one_key(task),
        _ => end(solution).filter(of_asked).and_then(|_| of_one_key(task)),
    };
    false_step(solution)
        .or_else(ends)
        .or_else(|| says_otherwise(task, solution, &question))
        .or_else(|| false_equation(task, solution))
        .or_else(|| false_roots(task, solution))
}

/// «Корни 2 и 7, их произведение равно 9»: what is asked is told, and it is another number than the key.
fn says_otherwise(task: &Task, solution: &Rich, question: &[String]) -> Option<String> {
    let Body::Numeric(numeric) = &task.body else { return None };
    let key = math::evaluate(&numeric.value).ok()?;
    let told = folded(solution);
    let (before, after) = ["равно ", "равна ", "равен "]
        .iter()
        .filter_map(|mark| told.rsplit_once(mark))
        .min_by_key(|(_, after)| after.len())?;
    let (said, rest) = leading_number(after.trim_start_matches('$'))?;
    let word = before.split_whitespace().last()?.trim_matches(|c: char| !c.is_alphabetic());
    let asked = word.chars().count() > 3 && question.iter().any(|other| is_form(other, word));
    let last = !rest.trim_start().starts_with(|c: char| "+-−·:*/^%,".contains(c)) && !rest.contains('=');
    (asked && last && !near(&said, &key) && !numbers(&told).contains(&key)).then(|| solution.plain())
}

/// «По теореме Виета корни равны 1 и 10» of an equation that has others.
fn false_roots(task: &Task, solution: &Rich) -> Option<String> {
    let question = *task.texts().first()?;
    let mut asked = said::pieces(question).into_iter().filter_map(|piece| match piece {
        Piece::Relation(relation) if relation.sign == Sign::Equal => Some(relation),
        _ => None,
    });
    let (equation, None) = (asked.next()?, asked.next()) else { return None };
    roots::unknown(&equation)?;
    let told = folded(solution);
    let behind = ["корни равны ", "корни уравнения равны ", "корни: ", "корни уравнения: ", "корни — "]
        .iter()
        .find_map(|mark| told.split_once(mark).map(|(_, behind)| behind.to_owned()))?;
    let list = behind.split('.').next()?.replace(['−', '–'], "-").replace('$', "");
    let roots: Vec<Exact> = list
        .split(" и ")
        .flat_map(|part| part.split([';']))
        .map(|part| math::evaluate(part.trim()).ok())
        .collect::<Option<_>>()?;
    roots.iter().any(|root| equation.holds_for(root) == Some(false)).then(|| solution.plain())
}

/// «6x = 29 + 5 = 34» of «6x + 5 = 29»: an equation on the way to the one root of a linear one that it does not solve.
fn false_equation(task: &Task, solution: &Rich) -> Option<String> {
    let Body::Numeric(numeric) = &task.body else { return None };
    let key = math::evaluate(&numeric.value).ok()?;
    let mut asked = said::pieces(&numeric.question).into_iter().filter_map(|piece| match piece {
        Piece::Relation(relation) if relation.sign == Sign::Equal => Some(relation),
        _ => None,
    });
    let (equation, None) = (asked.next()?, asked.next()) else { return None };
    let letter = roots::unknown(&equation)?;
    let [_, slope, bend] = roots::polynomial(&equation, letter)?;
    if !bend.is_zero() || slope.is_zero() {
        return None;
    }
    let formulas = solution.source().split('$').skip(1).step_by(2).flat_map(|formula| formula.split(", "));
    let mut steps = formulas.flat_map(|formula| {
        let sides: Vec<&str> = formula.split('=').map(str::trim).collect();
        sides.windows(2).map(|two| (two[0].to_owned(), two[1].to_owned())).collect::<Vec<_>>()
    });
    steps.find_map(|(left, right)| {
        let step = Relation { left, sign: Sign::Equal, right };
        let of_root = roots::unknown(&step) == Some(letter) || roots::unknown(&step).is_none();
        (of_root && step.holds_for(&key).or_else(|| step.holds()) == Some(false)).then(|| solution.plain())
    })
}

/// A sum, a product or the like that is not so.
fn false_sum(sample: &Rich) -> Option<String> {
    let plain = sample.plain().replace(['\u{a0}', '\u{202f}', '$'], " ").replace(r"\,", " ").replace("{,}", ",");
    // «180° − 73° = 117°»
    let plain = if plain.matches('°').count() > 2 { plain.replace('°', "") } else { plain };
    for (at, _) in plain.match_indices('=') {
        let step = plain[..at].rsplit(['=', ';', '→', '≈', '\n']).next()?;
        let colon = step.match_indices(": ").filter(|(at, _)| !step[..*at].ends_with(' ')).last();
        let step = colon.map_or(step, |(at, _)| &step[at + 1..]);
        let (Some(left), Some((value, rest))) = (trailing_value(step), leading_number(plain[at + 1..].trim_start()))
        else {
            continue;
        };
        // What goes on behind the number, and what is rounded or has a remainder, is no end of a step.
        // «26 (км/ч)»
        let unit = rest.trim_start().strip_prefix('(').is_some_and(|inside| inside.starts_with(char::is_alphabetic));
        let goes_on = !unit && rest.trim_start().starts_with(|c: char| "+-−–·×⋅*:/÷^√(%°_\\".contains(c));
        let rounded = left.decimal(",").is_none() || !left.is_plain();
        if !goes_on && !rounded && left != value && !rest.contains("ост") && !step.contains('%') {
            return Some(plain[..at].trim().to_owned());
        }
    }
    None
}

/// A step of a worked answer that is not so: «24 + 8 = 34», «2x = 46, x = 22».
fn false_step(sample: &Rich) -> Option<String> {
    if let Some(detail) = false_sum(sample) {
        return Some(detail);
    }
    let relations: Vec<_> = said::pieces(sample)
        .into_iter()
        .filter_map(|piece| if let Piece::Relation(relation) = piece { Some(relation) } else { None })
        .collect();
    relations.windows(2).find_map(|two| {
        let letter = roots::unknown(&two[0])?;
        let value = math::evaluate(&two[1].right).ok()?;
        let told = two[1].left.trim() == letter.to_string() && two[1].sign == Sign::Equal;
        let asked = two[0].left.trim() != letter.to_string() && two[0].sign == Sign::Equal;
        let [_, slope, bend] = roots::polynomial(&two[0], letter)?;
        let wrong = two[0].holds_for(&value) == Some(false);
        (told && asked && wrong && bend.is_zero() && !slope.is_zero()).then(|| sample.plain())
    })
}

fn of_one_key(task: &Task) -> Option<String> {
    let solution = task.solution.as_ref()?;
    let texts = task.texts();
    let question = texts.first()?;
    match &task.body {
        Body::Numeric(numeric) => {
            let key = math::approach(&numeric.value).ok()?;
            differs(question, solution, &key, numeric.unit.as_deref().unwrap_or_default())
        }
        Body::ShortAnswer(short) => ending::differs(question, solution, short.answer.source()).or_else(|| {
            let (key, unit) = answered(short.answer.source())?;
            differs(question, solution, &key, unit.map_or("", |unit| unit.symbol))
        }),
        Body::Open(open) => match said::pieces(open.sample.as_ref()?).last()? {
            Piece::Quantity(key, unit) => differs(question, solution, key, unit.symbol),
            _ => None,
        },
        Body::MultipleChoice(choice) => ending::other_options(question, solution, &choice.options, &choice.correct),
        Body::FillBlank(fill) => match fill.blanks.as_slice() {
            [only] => {
                let (key, unit) = answered(only.answer.source())?;
                differs(question, solution, &key, unit.map_or("", |unit| unit.symbol))
            }
            _ => None,
        },
        Body::SingleChoice(choice) => {
            let marked = choice.options.get(usize::from(choice.correct))?;
            let others = choice.options.iter().filter(|option| *option != marked);
            let named = names_another(solution, marked, others.clone());
            named.or_else(|| ending::another(question, solution, marked, others.clone())).or_else(|| {
                let (key, unit) = answered(marked.source())?;
                let detail = differs(question, solution, &key, unit.map_or("", |unit| unit.symbol))?;
                let end = end(solution)?;
                let reached = |option: &Rich| answered(option.source()).is_some_and(|(value, _)| value == end.value);
                (end.sound && others.clone().any(reached)).then_some(detail)
            })
        }
        _ => None,
    }
}

/// The solution ends with another number than the key, which stands nowhere in it.
fn differs(question: &Rich, solution: &Rich, key: &Exact, unit: &str) -> Option<String> {
    // Equations are judged by substitution; on the way to a root much is computed.
    let equation = |piece: &Piece| matches!(piece, Piece::Relation(relation) if roots::unknown(relation).is_some());
    if said::pieces(question).iter().any(equation) {
        return None;
    }
    let end = end(solution)?;
    if names_a_step(solution, question) {
        return None;
    }
    // What is named may be a step on the way, unless it is what the question asks for.
    let asked = folded(question);
    // «Объясните решение» asks for nothing.
    let ordered = |sentence: &&str| {
        ["объясн", "запиш", "поясн", "обосн", "explain"].iter().any(|stem| sentence.trim().starts_with(stem))
    };
    let mut sentences = asked.trim_end_matches(['?', '.']).rsplit(['.', '?', '!']);
    let asked = content(sentences.find(|sentence| !ordered(sentence)).unwrap_or_default());
    let named = |word: &String| asked.iter().any(|other| is_form(other, word));
    if end.label.iter().any(|word| matches!(word.as_str(), "сначала" | "вначале")) {
        return None;
    }
    if !end.label.is_empty() && !end.label.iter().any(named) {
        return None;
    }
    if !end.sound {
        // «52 − 17 = 45» and the key says so too.
        return near(&end.value, key).then(|| solution.plain());
    }
    let named = |word: &str| units::named(word);
    let compared: (Exact, Exact) = match (named(&end.unit), named(unit)) {
        (Some(one), Some(other)) if one.dimension == other.dimension => (one.base(&end.value), other.base(key)),
        (Some(_), Some(_)) => return None,
        _ if !end.unit.is_empty() && !unit.is_empty() && !same_unit(&end.unit, unit) => return None,
        _ => (end.value.clone(), key.clone()),
    };
    let percent = hundred();
    // «36 + 64 = 100» is a step before its root, «20 000» Pa are 20 kPa.
    let power = |number: &BigRational| [number * number, number * number * number];
    let scaled = |thousands: i64| Exact(&end.value.0 / BigRational::from_integer(thousands.into())) == *key;
    let prefixed = end.unit.is_empty() && unit.starts_with(['к', 'k', 'М', 'M']);
    let agree = near(&compared.0, &compared.1)
        || power(&key.0).contains(&end.value.0)
        || (prefixed && (scaled(1_000) || scaled(1_000_000)))
        || near(&Exact(&end.value.0 * &percent), key)
        || near(&end.value, &Exact(&key.0 * &percent))
        || numbers(&solution.plain()).iter().any(|number| number == key || number.0 == -key.0.clone());
    (!agree).then(|| solution.plain())
}

fn same_unit(one: &str, other: &str) -> bool {
    let stem = |word: &str| word.to_lowercase().chars().filter(|c| c.is_alphabetic()).take(2).collect::<String>();
    stem(one) == stem(other)
}

/// Equal but for rounding.
pub(super) fn near(one: &Exact, other: &Exact) -> bool {
    one == other || (&one.0 - &other.0).abs() * hundred() < one.0.abs()
}

/// The last equality of numbers, when nothing but a unit stands behind it.
fn end(solution: &Rich) -> Option<End> {
    let plain = solution.plain().replace(['\u{a0}', '\u{202f}', '$'], " ").replace(r"\,", " ").replace(r"\ ", " ");
    let text = plain.trim().trim_end_matches(['.', ';']).trim_end();
    let (before, after) = text.rsplit_once('=')?;
    let (value, unit) = leading_number(after.trim_start())?;
    // «= 9 (см)», «= 9 яблок»; anything more is a thought of its own.
    let unit = unit.trim().trim_start_matches(['(', ' ']).trim_end_matches([')', '.', ' ']);
    let unit = unit.strip_prefix(r"\text{").and_then(|unit| unit.strip_suffix('}')).unwrap_or(unit).trim();
    if unit.contains([' ', ',', ';', ':', '=', '+', '(']) && units::named(unit).is_none() {
        return None;
    }
    if unit.starts_with(|c: char| c.is_ascii_digit() || "+-−·:*/^".contains(c)) {
        return None;
    }
    let step = before.rsplit(['=', ';', '→', '≈']).next()?;
    // «ещё 393 года до 394: 776 + 394 − 1»: a colon that is no division.
    let colon = step.match_indices(": ").filter(|(at, _)| !step[..*at].ends_with(' ')).last();
    let (named, step) = colon.map_or((step, step), |(at, _)| (step, &step[at + 1..]));
    let left = trailing_value(step)?;
    let label = label(named.rsplit(". ").next().unwrap_or(named));
    // «30 : 200 · 100 % = 15 %»
    let in_percent = unit == "%" && Exact(&left.0 * hundred()) == value;
    Some(End { sound: left == value || in_percent, value, unit: unit.to_owned(), label })
}

/// The words that name what a step comes to.
pub(super) fn label(step: &str) -> Vec<String> {
    content(&step.to_lowercase().replace('ё', "е")).into_iter().filter(|word| !word.is_ascii()).collect()
}

/// The number a text begins with, and the rest.
fn leading_number(text: &str) -> Option<(Exact, &str)> {
    if text.starts_with(r"\frac") || text.starts_with(r"\dfrac") {
        let end = text.match_indices('}').nth(1)?.0 + 1;
        return Some((math::evaluate(&text[..end]).ok()?, &text[end..]));
    }
    let digits = |at: usize| text[at..].starts_with(|c: char| c.is_ascii_digit());
    let mut end = text.chars().next().filter(|c| "-−".contains(*c)).map_or(0, char::len_utf8);
    if !digits(end) {
        return None;
    }
    while let Some(c) = text[end..].chars().next() {
        let after = end + c.len_utf8();
        let part = c.is_ascii_digit()
            || (matches!(c, ',' | '.') && digits(after))
            // «5 300»: a group of three.
            || (c == ' ' && text[after..].chars().take(3).filter(char::is_ascii_digit).count() == 3
                && !text[after..].chars().nth(3).is_some_and(|c| c.is_ascii_digit()));
        if !part {
            break;
        }
        end = after;
    }
    let number: String = text[..end].chars().filter(|c| *c != ' ').collect();
    Some((math::evaluate(&number).ok()?, &text[end..]))
}

/// The value of the longest expression a text ends with, if anything is computed in it.
fn trailing_value(text: &str) -> Option<Exact> {
    let text = text.trim_end();
    let signs = "+-−–·×⋅*:/÷^√²³";
    text.char_indices().find_map(|(at, c)| {
        let before = text[..at].chars().next_back();
        let begins = (c.is_ascii_digit() || matches!(c, '(' | '-' | '−' | '\\' | '√'))
            && before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, ',' | '.' | '\\' | '_'))
            // It is not the rest of a longer one that we cannot read.
            && text[..at].trim_end().chars().next_back().is_none_or(|last| {
                !(last.is_ascii_alphanumeric() || signs.contains(last) || matches!(last, '(' | ')' | '{' | '}' | '[' | '°'))
            });
        let rest = &text[at..];
        let computed = rest.chars().skip(1).any(|c| signs.contains(c))
            || [r"\cdot", "sqrt", r"\frac"].iter().any(|sign| rest.contains(sign));
        (begins && computed).then(|| math::approach(rest).ok()).flatten()
    })
}

/// The numbers of a text.
pub(super) fn numbers(text: &str) -> Vec<Exact> {
    let text = text.replace(['\u{a0}', '\u{202f}'], " ").replace("{,}", ",");
    let mut found = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let begins = c.is_ascii_digit() && !inside;
        inside = c.is_ascii_digit() || (inside && matches!(c, ',' | '.' | ' '));
        if begins && let Some((value, _)) = leading_number(&text[at..]) {
            found.push(value);
        }
        if text[at..].starts_with(r"\frac")
            && let Some((value, _)) = leading_number(&text[at..])
        {
            found.push(value);
        }
    }
    found.retain(|value| !value.0.is_zero());
    found
}

/// A solution in words that names one option, and not the marked one.
fn names_another<'a>(solution: &Rich, marked: &Rich, others: impl Iterator<Item = &'a Rich> + Clone) -> Option<String> {
    let solution = folded(solution);
    let words = content(&solution);
    let in_words = |option: &Rich| {
        let option = folded(option);
        option.chars().filter(|c| c.is_alphabetic()).count() > 3 && !option.chars().any(|c| c.is_ascii_digit())
    };
    if !in_words(marked) || !others.clone().all(in_words) {
        return None;
    }
    // A word of the marked option in any form is enough.
    let hinted = content(&folded(marked)).iter().any(|word| words.iter().any(|other| is_form(other, word)));
    let mut named = others.filter(|option| stands_in(&solution, &folded(option)));
    let (only, None) = (named.next()?, named.next()) else { return None };
    let denied = [" не ", "нет", "а не", "кроме", "not ", "в отличие", "хотя", "но ", "снова", "again"]
        .iter()
        .any(|mark| solution.contains(mark));
    (!hinted && !denied).then(|| only.plain())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs_from(solution: &str, key: i64, unit: &str) -> bool {
        differs(&"Сколько получится?".into(), &solution.into(), &Exact::whole(key), unit).is_some()
    }

    #[test]
    fn a_solution_that_ends_with_another_number_is_against_the_key() {
        assert!(differs_from("135 · 2 = 270 (кг); 270 − 48 = 222 (кг).", 212, "кг"));
        assert!(differs_from("5 000 · 1,06 = 5 300", 5_600, "рублей"));
        assert!(differs_from("52 − 17 = 45 (см)", 45, "см"));
        assert!(differs_from(r"$\frac{12}{4} = 3$", 5, ""));
    }

    #[test]
    fn a_solution_that_only_leads_to_the_key_is_not() {
        for (solution, key, unit) in [
            ("84 : 4 = (80 + 4) : 4 = 20 + 1 = 21.", 21, ""),
            ("Площадь грани 54 : 6 = 9, ребро 3.", 27, "см³"),
            (r"Другая сторона: $\sqrt{676-100}=24$.", 240, ""),
            (r"$S=\frac12\cdot 8\cdot 11\cdot\sin 30°=22$.", 22, ""),
            (r"$5x-15=2x+9$; $3x=24$; $x=8$.", 8, ""),
            (r"$\frac{60}{x+4}+\frac{60}{x-4}=8$; $x=16$: 3 ч + 5 ч = 8 ч.", 16, "км/ч"),
            ("0,64 · 100 = 64", 64, "%"),
            ("45 : 7 = 6 (ост. 3), значит, нужно 7 пакетов", 7, ""),
            ("13 000 000 (см) : 100 = 130 000 (м)", 130, "км"),
            ("x + 4x = 90", 72, "°"),
            ("36 + 64 = 100.", 10, ""),
            ("49 − 4 − 9 = 36.", 6, ""),
            ("p = 800 : 0,04 = 20 000", 20, "кПа"),
            ("До 1 года н. э. прошло 776 лет, ещё 393 года до 394: 776 + 394 − 1 = 1169.", 1169, "лет"),
        ] {
            assert!(!differs_from(solution, key, unit), "{solution}");
        }
    }
}
