//! Gaps that hang together: values of letters, a series that goes on, a chain of operations; a gap that is all a question
//! asks for.

use num_rational::BigRational;
use num_traits::Zero;

use super::questions::round_half_up;
use super::relation::{Relation, Sign};
use super::said::{self, Piece};
use super::{dates, roots, units};
use crate::domain::Rich;
use crate::domain::task::{FillBlank, ShortAnswer};
use crate::math::{self, Exact};

/// Whether the answers of all gaps fit together; `None` where that cannot be told.
pub(super) fn fit(task: &FillBlank) -> Option<bool> {
    assigned(task)
        .or_else(|| series(task))
        .or_else(|| chain(task))
        .or_else(|| rounded(task))
        .or_else(|| composed(task))
        .or_else(|| centuries(task))
        .or_else(|| vertex(task))
}

/// A text with one gap as a question with an answer: «Площадь круга равна [[1]]π см²» asks for «12π см²».
pub(super) fn question(task: &FillBlank) -> Option<ShortAnswer> {
    let [only] = task.blanks.as_slice() else { return None };
    let (before, after) = task.text.source().split_once("[[1]]")?;
    let mut answer = only.answer.source().trim().to_owned();
    let pi = [r"$\pi$", r"\pi", "π"].iter().find_map(|pi| Some((pi, after.trim_start().strip_prefix(pi)?)));
    let after = match pi {
        Some((pi, rest)) => {
            answer = format!("{}{}", answer.trim_matches('$'), if *pi == "π" { "π" } else { r"\pi" });
            answer = if *pi == "π" { answer } else { format!("${answer}$") };
            rest
        }
        None => after,
    };
    let word: String = after.trim_start().chars().take_while(|c| !c.is_whitespace() && !",;?!)".contains(*c)).collect();
    let word = word.trim_end_matches('.');
    let mut after = after;
    // «[[1]] с.» at the end are seconds.
    let seconds = word == "с" && after.trim().trim_end_matches('.') == "с";
    if seconds || word == "%" || units::behind_a_number(word).is_some() {
        answer = format!("{answer} {word}");
        if pi.is_some() {
            after = after.trim_start().strip_prefix(word).unwrap_or(after);
        }
    }
    // A sentence before the gap may stand in the order: «Вычислите и запишите».
    Some(ShortAnswer { question: Rich(format!("{before} … {after}")), answer: Rich(answer), accept: Vec::new() })
}

/// Every gap of several as a question of its own: its clause alone, or behind what stands before the first gap.
pub(super) fn clauses(task: &FillBlank) -> Vec<Vec<ShortAnswer>> {
    let text = task.text.source();
    let (mut found, mut from) = (Vec::new(), 0);
    for (number, blank) in (1..).zip(&task.blanks) {
        let Some(at) = text.find(&format!("[[{number}]]")) else { return Vec::new() };
        let behind = text[at..].find("]]").map_or(text.len(), |end| at + end + 2);
        let unit_end = text[behind..].find([',', ';', '.', '[']).map_or(text.len(), |end| behind + end);
        let (Some(before), Some(after)) = (text.get(from..at), text.get(behind..unit_end)) else { return Vec::new() };
        from = behind;
        // What is left of the clause before, and a joint.
        let after = after.split(" и ").next().unwrap_or_default();
        let clause = match before.find([',', ';']) {
            Some(cut) if number > 1 => &before[cut + 1..],
            _ if number > 1 => {
                let sentence = before.rsplit_once(". ").map_or(before, |(_, sentence)| sentence);
                let joined = sentence.rsplit_once(" и ").map(|(_, clause)| clause);
                joined.filter(|clause| !clause.contains(|c: char| c.is_ascii_digit())).unwrap_or(sentence)
            }
            _ => before,
        };
        let clause =
            ["а ", "и ", "но "].iter().find_map(|joint| clause.trim_start().strip_prefix(joint)).unwrap_or(clause);
        let of = |said: &str| {
            question(&FillBlank {
                question: None,
                text: Rich(format!("{said}[[1]]{after}")),
                blanks: vec![blank.clone()],
                bank: Vec::new(),
            })
        };
        // «…30 Ом, ток 0,4 А. Напряжение [[1]] В, мощность [[2]] Вт»: the sentences before the one with the gaps.
        let before_gaps = text.split_once("[[1]]").and_then(|(head, _)| Some(head.rsplit_once(". ")?.0));
        let behind_sentences =
            before_gaps.filter(|_| number > 1).and_then(|told| of(&format!("{told}. {}", capital(clause))));
        // «НОД чисел 36 и 48 равен [[1]], а их НОК [[2]]»
        let numbers = text.split_once("чисел ").and_then(|(_, rest)| {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ' ' || c == 'и' || c == ','))?;
            rest.get(..end).filter(|numbers| numbers.contains('и'))
        });
        let of_numbers = numbers
            .filter(|_| number > 1 && clause.contains("их "))
            .and_then(|numbers| of(&clause.replace("их ", "").replace(" равно", &format!(" чисел {numbers} равно"))));
        let head = text.split_once("[[1]]").and_then(|(head, _)| Some(head.trim_end().rsplit_once(' ')?.0));
        let behind_head = head.filter(|_| number > 1).and_then(|head| of(&format!("{head} {clause}")));
        found.push(of(clause).into_iter().chain(of_numbers).chain(behind_sentences).chain(behind_head).collect());
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// «Вершина параболы y = x² − 6x + 5 имеет абсциссу [[1]] и ординату [[2]]».
fn vertex(task: &FillBlank) -> Option<bool> {
    let text = task.text.source().to_lowercase();
    if !text.contains("вершин") || task.blanks.len() != 2 {
        return None;
    }
    let mut relations = said::pieces(&task.text).into_iter().filter_map(|piece| match piece {
        Piece::Relation(relation) if relation.left.trim() == "y" => Some(relation),
        _ => None,
    });
    let (function, None) = (relations.next()?, relations.next()) else { return None };
    let zeros = Relation { left: function.right, sign: Sign::Equal, right: "0".to_owned() };
    let [c, b, a] = roots::polynomial(&zeros, 'x')?;
    let before =
        |number: usize| text.split_once(&format!("[[{number}]]")).map(|(before, _)| before.trim_end().to_owned());
    let named = before(1)?.ends_with("абсциссу") && before(2)?.ends_with("ординату")
        || before(1)?.ends_with("([")
        || before(1)?.ends_with('(') && before(2)?.ends_with(';');
    if !named || a.is_zero() {
        return None;
    }
    let two = BigRational::from_integer(2.into());
    let (x, y) = (-&b / (&two * &a), &c - &b * &b / (&two * &two * &a));
    Some(answer(task, 1)?.0 == x && answer(task, 2)?.0 == y)
}

/// «1380 год относится к [[1]] веку, 1500 год — к [[2]] веку».
fn centuries(task: &FillBlank) -> Option<bool> {
    let mut rest = task.text.source();
    let mut right = true;
    for (at, blank) in (1..).zip(&task.blanks) {
        let (segment, after) = rest.split_once(&format!("[[{at}]]"))?;
        let mut years = segment.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() > 2);
        let (year, None) = (years.next()?.parse::<u16>().ok()?, years.next()) else { return None };
        let named = segment.contains("год") && after.trim_start().starts_with("век") && !segment.contains("до н");
        let given = dates::numeral(blank.answer.source()).filter(|_| named)?;
        right &= given == (year - 1) / 100 + 1;
        rest = after;
    }
    Some(right)
}

/// «10 — это 7 и [[1]]».
fn composed(task: &FillBlank) -> Option<bool> {
    let text = task.text.source().replace('$', "");
    let text = text.rsplit(": ").next()?.trim().trim_end_matches('.');
    let (whole, parts) = text.split_once("— это").or_else(|| text.split_once("- это"))?;
    let mut parts = parts.split(" и ").map(|part| {
        let part = part.trim();
        let gap = part.strip_prefix("[[").and_then(|part| part.strip_suffix("]]"));
        gap.map_or_else(|| math::evaluate(part).ok(), |number| answer(task, number.parse().ok()?))
    });
    let (one, two, None) = (parts.next()??, parts.next()??, parts.next()) else { return None };
    Some(one.0 + two.0 == math::evaluate(whole.trim()).ok()?.0)
}

fn capital(clause: &str) -> String {
    let mut letters = clause.trim_start().chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// «Число 7648, округлённое до сотен, — это [[1]], а до тысяч — [[2]]».
fn rounded(task: &FillBlank) -> Option<bool> {
    const PLACES: &[(&str, i32)] = &[
        ("до тысячных", -3),
        ("до сотых", -2),
        ("до десятых", -1),
        ("до единиц", 0),
        ("до целых", 0),
        ("до десятков", 1),
        ("до сотен", 2),
        ("до тысяч", 3),
        ("до десятков тысяч", 4),
    ];
    let text = task.text.source().to_lowercase().replace('ё', "е");
    if !text.contains("округл") || text.contains("десятков тысяч") {
        return None;
    }
    let (before, _) = text.split_once("[[1]]")?;
    let numbers = said::pieces(&Rich(before.to_owned())).into_iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } => Some(value),
        _ => None,
    });
    let [number] = numbers.collect::<Vec<_>>().try_into().ok()?;
    let mut rest = text.as_str();
    let mut right = true;
    for at in 1..=task.blanks.len() {
        let (segment, after) = rest.split_once(&format!("[[{at}]]"))?;
        let mut places = PLACES.iter().filter(|(name, _)| {
            segment.match_indices(name).any(|(at, _)| !segment[at + name.len()..].starts_with(char::is_alphabetic))
        });
        let (place, None) = (places.next()?, places.next()) else { return None };
        right &= round_half_up(&number.0, place.1) == answer(task, at)?.0;
        rest = after;
    }
    Some(right)
}

fn answer(task: &FillBlank, number: usize) -> Option<Exact> {
    let answer = task.blanks.get(number.checked_sub(1)?)?.answer.source();
    math::evaluate(answer.trim().trim_matches('$')).ok()
}

/// «Решение системы y = 2x, x + y = 12: x = [[1]], y = [[2]]»: all equations of these letters hold.
fn assigned(task: &FillBlank) -> Option<bool> {
    let text = task.text.source();
    let mut values: Vec<(char, Exact)> = Vec::new();
    for number in 1..=task.blanks.len() {
        let before = text.split_once(&format!("[[{number}]]"))?.0;
        let name = before.trim_end_matches([' ', '$', '\u{a0}']).strip_suffix('=')?.trim_end();
        // «x_1», «x₂»
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || ('₀'..='₉').contains(&c) || "_{}".contains(c));
        let mut letters = name.chars().rev();
        let letter = letters.next().filter(char::is_ascii_lowercase)?;
        if letters.next().is_some_and(|c| c.is_alphanumeric() || c == '\\') {
            return None;
        }
        values.push((letter, answer(task, number)?));
    }
    let source = format!("{} {text}", task.question.as_ref().map_or("", Rich::source));
    let (mut judged, mut right) = (false, true);
    for piece in said::pieces(&Rich(source)) {
        let Piece::Relation(relation @ Relation { sign: Sign::Equal, .. }) = piece else { continue };
        let letters = roots::letters(&format!("{} {}", relation.left, relation.right));
        let of = |letter: &char| -> Vec<Exact> {
            values.iter().filter(|(name, _)| name == letter).map(|(_, value)| value.clone()).collect()
        };
        if letters.is_empty() || letters.iter().any(|letter| of(letter).is_empty()) {
            continue;
        }
        judged = true;
        if let [letter] = letters.as_slice() {
            let given = of(letter);
            let wrong = matches!(roots::judge(&relation, &given), roots::Solved::Wrong(_));
            // Of several letters one equation may have more roots than are asked for.
            right &= !wrong || (given.len() == 1 && relation.holds_for(given.first()?)?);
            continue;
        }
        let side = |text: &str| math::approach_with(text, &values).ok();
        right &= side(&relation.left)? == side(&relation.right)?;
    }
    judged.then_some(right)
}

/// «Продолжи ряд: 3, 7, 11, 15, [[1]], [[2]]».
fn series(task: &FillBlank) -> Option<bool> {
    let text = task.text.source();
    let listed = text.rsplit_once(':').map_or(text, |(_, listed)| listed).trim().trim_end_matches(['.', '…']);
    let listed = listed.replace('$', "").replace(" и ", ", ").replace(r"\ldots", "…");
    let mut terms: Vec<(BigRational, bool)> = Vec::new();
    for part in listed.replace("; ", ", ").split(", ").map(str::trim) {
        if matches!(part, "…" | "..." | "") {
            continue;
        }
        let gap = part.strip_prefix("[[").and_then(|part| part.strip_suffix("]]"));
        terms.push(match gap {
            Some(number) => (answer(task, number.parse().ok()?)?.0, true),
            None => (math::evaluate(part.trim_end_matches([',', ';'])).ok()?.0, false),
        });
    }
    let given: Vec<(BigRational, BigRational)> = (0_u32..)
        .zip(&terms)
        .filter(|(_, (_, gap))| !gap)
        .map(|(place, (value, _))| (BigRational::from_integer(place.into()), value.clone()))
        .collect();
    let asks = format!("{} {text}", task.question.as_ref().map_or("", Rich::source)).to_lowercase();
    let spoken = ["ряд", "закономерн", "прогресс", "последовательн", "sequence", "pattern", "продолж", "continue"];
    let enough = given.len() > 3 || given.len() == 3 && spoken.iter().any(|stem| asks.contains(stem));
    let [(from, first), (to, second), ..] = given.as_slice() else { return None };
    if !enough || given.len() == terms.len() {
        return None;
    }
    let step = (second - first) / (to - from);
    let straight = |place: &BigRational| first + &step * (place - from);
    let values = || (0_u32..).zip(&terms).map(|(place, (value, _))| (BigRational::from_integer(place.into()), value));
    if given.iter().all(|(place, value)| straight(place) == *value) {
        return Some(values().all(|(place, value)| straight(&place) == *value));
    }
    // «2, 6, 18, [[1]]»: the first ones stand side by side.
    let beside = terms.iter().take_while(|(_, gap)| !gap).count();
    let ratio = |two: &[(BigRational, bool)]| (!two[0].0.is_zero()).then(|| &two[1].0 / &two[0].0);
    let ratios: Vec<Option<BigRational>> = terms.windows(2).map(ratio).collect();
    let first = ratios.first()?.clone()?;
    let kept = beside > 2
        && beside == given.len()
        && ratios.iter().take(beside - 1).all(|ratio| *ratio == Some(first.clone()));
    kept.then(|| ratios.iter().all(|ratio| *ratio == Some(first.clone())))
}

/// «8 → (· 2) → 16 → (+ 14) → [[1]]»
fn chain(task: &FillBlank) -> Option<bool> {
    let text = task.text.source().replace('$', "").replace(r"\to", "→").replace(r"\cdot", "·");
    let order = |before: &str| before.chars().all(|c| c.is_alphabetic() || c == ' ');
    let chain = text.split_once(':').filter(|(before, _)| order(before)).map_or(text.as_str(), |(_, rest)| rest);
    let parts: Vec<&str> = chain.split('→').map(|part| part.trim().trim_end_matches('.')).collect();
    let value = |part: &str| {
        let gap = part.strip_prefix("[[").and_then(|part| part.strip_suffix("]]"));
        match gap {
            Some(number) => answer(task, number.parse().ok()?),
            None => math::evaluate(part).ok(),
        }
    };
    let (first, rest) = parts.split_first()?;
    let mut now = value(first)?;
    if rest.len() < 2 || rest.len() % 2 != 0 {
        return None;
    }
    let mut right = true;
    for step in rest.chunks_exact(2) {
        let operation = step[0].trim_start_matches('(').trim_end_matches(')').trim();
        if !operation.starts_with(['+', '-', '−', '·', '×', '*', ':', '/', '÷']) {
            return None;
        }
        let computed = math::evaluate(&format!("({}) {operation}", now.source())).ok()?;
        now = value(step[1])?;
        right &= computed == now;
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::task::Blank;

    #[test]
    fn gaps_that_hang_together_are_judged_together() {
        for (text, answers, right) in [
            ("Решение системы $y=2x$, $x+y=12$: $x=$ [[1]], $y=$ [[2]].", "4|8", Some(true)),
            ("Решение системы $y=2x$, $x+y=12$: $x=$ [[1]], $y=$ [[2]].", "8|4", Some(false)),
            (r"$2^3\cdot 2^4=2^{n}$, где $n=$ [[1]].", "7", Some(true)),
            (r"$2^3\cdot 2^4=2^{n}$, где $n=$ [[1]].", "12", Some(false)),
            ("Корни уравнения $x^2-5x+6=0$: $x_1=$ [[1]], $x_2=$ [[2]].", "2|3", Some(true)),
            ("Корни уравнения $x^2-5x+6=0$: $x_1=$ [[1]], $x_2=$ [[2]].", "2|4", Some(false)),
            ("Продолжи ряд: 3, 7, 11, 15, [[1]], [[2]].", "19|23", Some(true)),
            ("Продолжи ряд: 3, 7, 11, 15, [[1]], [[2]].", "19|22", Some(false)),
            ("Продолжи ряд: 3; 6; 12; [[1]].", "24", Some(true)),
            ("Продолжи ряд: 3; 6; 12; [[1]].", "18", Some(false)),
            ("Ряд: 1, 2, 4, 7, [[1]].", "11", None),
            ("8 → (· 2) → 16 → (+ 14) → [[1]] → (: 5) → [[2]]", "30|6", Some(true)),
            ("Цепочка: 8 → · 2 → 16 → + 14 → [[1]]", "28", Some(false)),
            ("Сумма равна [[1]], разность равна [[2]].", "3|4", None),
        ] {
            let blanks = answers.split('|').map(|answer| Blank { answer: answer.into(), accept: Vec::new() }).collect();
            let task = FillBlank { question: None, text: text.into(), blanks, bank: Vec::new() };
            assert_eq!(fit(&task), right, "{text} {answers}");
        }
    }
}
