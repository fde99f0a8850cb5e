//! Keys of several parts against what their solution tells of each part.

use super::said::{self, Piece};
use super::solution::{near, numbers};
use super::words::{folded, is_form, stands_in};
use crate::domain::task::{Body, Cell, FillBlank, MultipleChoice};
use crate::domain::{Rich, Task};
use crate::math::{self, Exact};

/// The part that a solution tells otherwise; `None` where nothing is told otherwise for certain.
pub(super) fn otherwise(task: &Task) -> Option<String> {
    let solution = task.solution.as_ref()?;
    match &task.body {
        Body::FillBlank(fill) => {
            let keys: Vec<&Rich> = fill.blanks.iter().map(|blank| &blank.answer).collect();
            odd_number(solution, keys.iter().copied())
                .or_else(|| odd_result(solution, &keys))
                .or_else(|| odd_count(fill, solution))
        }
        Body::Table(table) => odd_number(solution, table.asked()).or_else(|| {
            let column = |at: usize| -> Vec<&Rich> {
                table
                    .rows
                    .iter()
                    .filter_map(|row| match row.get(at)? {
                        Cell::Asked(text) => Some(text),
                        Cell::Given(_) => None,
                    })
                    .collect()
            };
            (0..table.header.len())
                .map(column)
                .find_map(|keys| (keys.len() > 2).then(|| odd_result(solution, &keys))?)
        }),
        Body::Reading(reading) => {
            let answers = reading.tasks.iter().map(|asked| match asked {
                Body::ShortAnswer(short) => Some(&short.answer),
                _ => None,
            });
            let keys = answers.collect::<Option<Vec<_>>>()?;
            odd_number(solution, keys.iter().copied()).or_else(|| odd_measure(solution, &keys))
        }
        Body::TrueFalse(judged) => {
            let told = folded(solution);
            let truth = |at: usize| judged.statements.get(at).map(|said| said.truth);
            // The statements are shuffled: one that is told false must be so wherever it stands.
            let false_ones = ["первое", "второе", "третье", "четвертое", "пятое"]
                .iter()
                .filter(|ordinal| told.contains(&format!("{ordinal} неверно")))
                .count();
            let marked = (0..judged.statements.len()).filter(|at| truth(*at) == Some(false)).count();
            (false_ones > marked).then(|| solution.plain())
        }
        Body::MultipleChoice(choice) => {
            if let Some(detail) = labelled(choice, solution) {
                return Some(detail);
            }
            let told = folded(solution);
            let asks = folded(&choice.question);
            let denied = [" не", "кроме", "неверн", "лишн", " not ", "except", "wrong", "incorrect"];
            let bare = |option: &Rich| folded(option).trim_end_matches(['.', ';']).to_owned();
            let named: Vec<bool> = choice.options.iter().map(|option| stands_in(&told, &bare(option))).collect();
            let marked = |at: usize| choice.correct.iter().any(|right| usize::from(*right) == at);
            let count = named.iter().filter(|named| **named).count();
            let common = named.iter().enumerate().filter(|(at, named)| **named && marked(*at)).count();
            let other = count == choice.correct.len() && count > 1 && common > 0 && common < count;
            let affirms = !denied.iter().any(|word| asks.contains(word) || told.contains(word));
            (other && affirms).then(|| solution.plain())
        }
        _ => None,
    }
}

/// «Параллельно 6 : 2 = 3 Ом» where the marked option says «параллельно: 12 Ом».
fn labelled(choice: &MultipleChoice, solution: &Rich) -> Option<String> {
    let told = folded(solution).replace(['\u{a0}', '\u{202f}'], " ");
    let clauses: Vec<&str> = told.split([';', '.']).flat_map(|part| part.split(", ")).collect();
    let odd = choice.options.iter().enumerate().find(|(at, option)| {
        let option = folded(option);
        let Some((label, rest)) = option.split_once(": ") else { return false };
        let (Some(said), true) = (numbers(rest).into_iter().next(), label.chars().count() > 3) else { return false };
        let mut results = clauses
            .iter()
            .filter(|clause| stands_in(clause, label))
            .filter_map(|clause| numbers(clause.rsplit_once('=')?.1).into_iter().next());
        let (Some(result), None) = (results.next(), results.next()) else { return false };
        let marked = choice.correct.iter().any(|right| usize::from(*right) == *at);
        (result == said) != marked
    });
    odd.map(|(_, option)| option.plain())
}

/// The number a key tells, a short word before it left away: «На 14 суток».
fn value(text: &Rich) -> Option<Exact> {
    let plain = text.plain().replace(['\u{a0}', '\u{202f}'], " ").replace('−', "-");
    let word = plain.split(' ').next().filter(|word| word.chars().count() < 4 && word.chars().all(char::is_alphabetic));
    let plain = plain[word.map_or(0, str::len)..].trim_start().trim_start_matches('+');
    let end =
        plain.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '/' | ' '))).unwrap_or(plain.len());
    math::evaluate(plain.get(..end)?.trim()).ok()
}

/// Keys of which one is not what the equality at its place in the solution comes to, while all others are.
fn odd_result(solution: &Rich, keys: &[&Rich]) -> Option<String> {
    let plain = solution.plain().replace('≈', "=");
    let keys: Vec<Exact> = keys.iter().map(|key| value(key)).collect::<Option<_>>()?;
    let results: Vec<Exact> =
        plain.split('=').skip(1).map(|after| numbers(after).into_iter().next()).collect::<Option<_>>()?;
    if results.len() != keys.len() || keys.len() < 2 {
        return None;
    }
    let mut odd = keys.iter().zip(&results).filter(|(key, result)| !near(key, result));
    let ((key, _), None) = (odd.next()?, odd.next()) else { return None };
    // A number of the solution that is no result may be the key for other reasons.
    let stands = numbers(&plain).iter().filter(|number| *number == key).count();
    (keys.len() > 2 || stands == results.iter().filter(|result| *result == key).count()).then(|| key.source())
}

/// «64 − 52 = 12 суток» beside «На 14 суток»: the one result of a solution, and the one key of its unit.
fn odd_measure(solution: &Rich, keys: &[&Rich]) -> Option<String> {
    let plain = solution.plain();
    let mut results = plain.split('=').skip(1).filter_map(|after| {
        let result = numbers(after).into_iter().next()?;
        let unit: String =
            after.trim_start().chars().skip_while(|c| !c.is_alphabetic()).take_while(|c| c.is_alphabetic()).collect();
        (unit.chars().count() > 1).then_some((result, unit.to_lowercase()))
    });
    let ((result, unit), None) = (results.next()?, results.next()) else { return None };
    let measured = |key: &&&Rich| folded(key).split_whitespace().any(|word| is_form(word, &unit));
    let mut of_unit = keys.iter().filter(measured);
    let (key, None) = (of_unit.next()?, of_unit.next()) else { return None };
    let told = value(key)?;
    (told != result && !numbers(&plain).contains(&told)).then(|| key.plain())
}

/// «букв 4, а звуков 5»: the number beside the word that stands behind a gap.
fn odd_count(fill: &FillBlank, solution: &Rich) -> Option<String> {
    let text = fill.text.plain().to_lowercase();
    let told = said::pieces(&Rich(folded(solution)));
    let mut odd = None;
    let mut nouns: Vec<String> = Vec::new();
    for (number, blank) in (1..).zip(&fill.blanks) {
        let source = fill.text.source();
        let (_, after) = source.split_once(&format!("[[{number}]]"))?;
        let noun: String = after.trim_start().to_lowercase().chars().take_while(|c| c.is_alphabetic()).collect();
        if noun.chars().count() < 4
            || nouns.iter().any(|other| is_form(other, &noun))
            || text.matches(&noun).count() != 1
        {
            return None;
        }
        let is_noun = |piece: Option<&Piece>| piece.and_then(Piece::word).is_some_and(|word| is_form(word, &noun));
        let mut beside = told.iter().enumerate().filter_map(|(at, piece)| match piece {
            Piece::Value { value, operation: false } => {
                let before = at.checked_sub(1).and_then(|at| told.get(at));
                (is_noun(before) || is_noun(told.get(at + 1))).then_some(value)
            }
            _ => None,
        });
        let (only, None) = (beside.next()?, beside.next()) else { return None };
        if value(&blank.answer)? != *only && odd.replace(blank.answer.plain()).is_some() {
            return None;
        }
        nouns.push(noun);
    }
    odd.filter(|_| nouns.len() > 1)
}

/// Numbers of which all but one stand in the solution, which computes others.
fn odd_number<'a>(solution: &Rich, keys: impl Iterator<Item = &'a Rich>) -> Option<String> {
    let plain = solution.plain();
    let there = numbers(&plain);
    let keys: Vec<Exact> = keys.map(value).collect::<Option<_>>()?;
    let stands = |key: &Exact| there.iter().any(|number| number == key || number.0 == -key.0.clone());
    let missing: Vec<&Exact> = keys.iter().filter(|key| !stands(key)).collect();
    // As many equalities as there are keys: one for each.
    let results: Vec<Exact> = plain.split('=').skip(1).filter_map(|after| numbers(after).into_iter().next()).collect();
    let results_told = results.iter().filter(|result| keys.contains(result)).count();
    let [odd] = missing.as_slice() else { return None };
    (keys.len() > 1 && results.len() == keys.len() && results_told + 1 == keys.len()).then(|| odd.source())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Difficulty;
    use crate::domain::task::Blank;

    fn told(body: impl Into<Body>, solution: &str) -> Option<String> {
        otherwise(&Task { solution: Some(Rich::from(solution)), ..Task::computed(body, Difficulty::Easy, "x") })
    }

    #[test]
    fn a_part_that_the_solution_computes_otherwise_is_found() {
        let gaps = |answers: [&str; 2]| FillBlank {
            question: None,
            text: Rich::from("Сначала [[1]], потом [[2]]."),
            blanks: answers.iter().map(|answer| Blank { answer: Rich::from(*answer), accept: Vec::new() }).collect(),
            bank: Vec::new(),
        };
        let solution = "250 · 0,3 = 75; 250 + 75 = 325.";
        assert_eq!(told(gaps(["75", "280"]), solution).as_deref(), Some("280"));
        assert_eq!(told(gaps(["75", "325"]), solution), None);
        assert_eq!(told(gaps(["75", "325"]), "Сначала 75."), None);
        assert!(told(gaps(["1,7", "1,7"]), "3,4 · 0,5 = 1,7; 3,4 : 0,5 = 6,8.").is_some());
        assert_eq!(told(gaps(["15", "5"]), "5 · 3 = 15; 15 + 5 = 20."), None);
    }

    #[test]
    fn the_options_a_solution_names_are_the_marked_ones() {
        let chosen = |correct: &[u8]| MultipleChoice {
            question: Rich::from("Какие двоичные числа чётные?"),
            options: ["1010", "1101", "1110", "1001", "10111"].map(Rich::from).to_vec(),
            correct: correct.to_vec(),
        };
        assert!(told(chosen(&[0, 1]), "Чётные оканчиваются на 0: 1010 и 1110.").is_some());
        assert!(told(chosen(&[0, 2]), "Чётные оканчиваются на 0: 1010 и 1110.").is_none());
        assert!(told(chosen(&[0, 2]), "Нечётные 1101 и 1001 не подходят.").is_none());
    }
}
