//! Statements that can be decided.

use super::claim::{self, Claim};
use super::computed::{Outcome, agrees};
use super::property::Property;
use super::relation::Sign;
use super::said::{self, Piece};
use super::{algebra, facts, roots, several, told, wording};
use crate::domain::Rich;
use crate::domain::task::TrueFalse;
use crate::math::Exact;

/// A statement that can be decided: one relation, or a number and its property.
pub(super) fn decided(text: &Rich) -> Option<bool> {
    let pieces = said::pieces(text);
    plainly_decided(&pieces).or_else(|| claimed(&pieces))
}

/// «НОД чисел 12 и 18 равен 6»: what stands before the last verb says what must stand behind it.
fn claimed(pieces: &[Piece]) -> Option<bool> {
    let is_verb = |piece: &Piece| matches!(piece, Piece::Word(word) if word.starts_with("равн") || matches!(word.as_str(), "равен" | "составляет" | "это" | "is" | "equals"));
    let at = pieces.iter().rposition(is_verb)?;
    let (said, unit) = match pieces.get(at + 1..)? {
        [Piece::Value { value, operation: false }] => (value, None),
        [Piece::Quantity(value, unit)] => (value, Some(*unit)),
        _ => return None,
    };
    // «2 Кбайт равны 2048 байт»
    let name = |word: &str| {
        ["скорость", "длина", "масса", "площадь", "объем", "время", "сила", "давление", "speed", "length", "mass"]
            .contains(&word)
    };
    let before = match pieces.get(..at)? {
        [Piece::Word(word), rest @ ..] if name(word) => rest,
        all => all,
    };
    if let ([Piece::Quantity(value, of)], Some(unit)) = (before, unit) {
        return (of.dimension == unit.dimension).then(|| of.base(value) == unit.base(said));
    }
    match claim::of_pieces(pieces.get(..at)?)? {
        Claim::Value(value, asked) => Some(agrees(&value, asked, said, unit)),
        _ => None,
    }
}

fn plainly_decided(pieces: &[Piece]) -> Option<bool> {
    if let Some(holds) = said::quantities_hold(pieces) {
        return Some(holds);
    }
    let words: Vec<&str> =
        pieces.iter().filter_map(|p| if let Piece::Word(w) = p { Some(w.as_str()) } else { None }).collect();
    let relations: Vec<_> =
        pieces.iter().filter_map(|p| if let Piece::Relation(r) = p { Some(r) } else { None }).collect();
    if let [relation] = relations.as_slice() {
        let nothing_else = words.iter().all(|w| matches!(*w, "верно" | "что" | "равенство" | "неравенство"))
            && pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Relation(_)));
        return nothing_else.then(|| relation.holds()).flatten();
    }
    // «Число 15 делится на 4», «17 — простое число».
    let values: Vec<&Exact> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Value { value, operation: false } => Some(value),
            _ => None,
        })
        .collect();
    let only_known = pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Value { operation: false, .. }));
    let words: Vec<&str> = words
        .into_iter()
        .filter(|w| !matches!(*w, "число" | "числа" | "является" | "это" | "is" | "a" | "number"))
        .collect();
    let negated = words.first() == Some(&"не");
    let words = if negated { &words[1..] } else { &words[..] };
    let property = match (values.as_slice(), words) {
        ([_], ["простое" | "простым" | "prime"]) => Property::Prime,
        ([_], ["составное" | "составным" | "composite"]) => Property::Composite,
        ([_], ["четное" | "четным" | "even"]) => Property::Even,
        ([_], ["нечетное" | "нечетным" | "odd"]) => Property::Odd,
        ([_, by], ["делится", "на"] | ["делится", "на", "без", "остатка"] | ["кратно"] | ["divisible", "by"]) => {
            Property::DivisibleBy((*by).clone())
        }
        ([_, than], ["больше"] | ["больше", "чем"]) => Property::MoreThan((*than).clone()),
        ([_, than], ["меньше"] | ["меньше", "чем"]) => Property::LessThan((*than).clone()),
        _ => return None,
    };
    let number = *values.first()?;
    (only_known).then(|| property.holds(number, &[]).map(|holds| holds != negated)).flatten()
}

/// What a question says before it asks whether statements are true.
fn conditions(question: &str) -> String {
    let judging = ["утвержден", "верн", "равенств", "оцени", "statement", "true", "false", "correct"];
    let sentences = question.split_inclusive(['.', '?', '!']);
    let kept = sentences.filter(|sentence| !judging.iter().any(|word| sentence.to_lowercase().contains(word)));
    // «Уравнение x² − x − 6 = 0.» may stand behind «Верно ли?».
    kept.collect::<String>().trim().to_owned()
}

/// What a statement is by itself; a centimetre of a map is no kilometre.
fn alone(question: &Rich, text: &Rich) -> Option<bool> {
    let measures = || said::pieces(text).iter().any(|piece| matches!(piece, Piece::Quantity(..)));
    (!facts::is_mapped(question) || !measures()).then(|| decided(text)).flatten()
}

/// Statements joined by «, а» or «и», each of which is decided.
fn joined(question: &Rich, text: &Rich) -> Option<bool> {
    let source = text.source().trim().trim_end_matches('.');
    [", а ", ", и ", " и ", "; ", ", and ", " and "].iter().find_map(|joint| {
        let parts: Vec<&str> = source.split(joint).collect();
        let judge = |part: &&str| {
            let part = Rich(part.trim().to_owned());
            let whole = part.source().chars().any(|c| c.is_ascii_digit());
            whole.then(|| alone(question, &part).or_else(|| facts::holds(question, &part))).flatten()
        };
        let judged: Vec<bool> = parts.iter().map(judge).collect::<Option<_>>()?;
        (judged.len() > 1).then(|| judged.into_iter().all(|held| held))
    })
}

/// «(2a)³ = 6a³» where identities are judged, «Треугольник со сторонами 9, 12 и 15 прямоугольный».
fn known(question: &Rich, text: &Rich) -> Option<bool> {
    let asks = question.plain().to_lowercase();
    let identities = ["тождеств", "равенств", "identit", "equalit"].iter().any(|stem| asks.contains(stem));
    if let [Piece::Relation(relation)] = said::pieces(text).as_slice()
        && relation.sign == Sign::Equal
        && identities
        && !roots::letters(&relation.left).is_empty()
    {
        return algebra::alike(&relation.left, &relation.right);
    }
    several::of_triangle(text)
}

/// Whether a statement is true under conditions: of a root, or by a question whose every word is understood.
fn under(conditions: &str, text: &Rich) -> Option<bool> {
    let given = said::pieces(&Rich(conditions.to_owned()));
    let pieces = said::pieces(text);
    let mut relations = given
        .iter()
        .chain(&pieces)
        .filter_map(|piece| if let Piece::Relation(relation) = piece { Some(relation) } else { None });
    if let (Some(relation), None) = (relations.next(), relations.next())
        && roots::unknown(relation).is_some()
    {
        let mut values =
            pieces.iter().filter_map(|piece| if let Piece::Value { value, .. } = piece { Some(value) } else { None });
        let root =
            said::words(&pieces).any(|word| matches!(word, "корень" | "корнем" | "решением" | "root" | "solution"));
        let plain = said::words(&pieces).all(|word| {
            wording::is_order(word) || algebra::begins("корень корнем уравнени решением root solution not не", word)
        });
        if let (true, true, Some(value), None) = (root, plain, values.next(), values.next()) {
            let denied = said::words(&pieces).any(|word| matches!(word, "не" | "not"));
            return relation.holds_for(value).map(|holds| holds != denied);
        }
    }
    if given.is_empty() {
        return None;
    }
    claimed(&[given, pieces].concat())
}

/// Whether a statement that ends with a quantity is what the numbers before it come to.
fn told_by_numbers(conditions: &str, statement: &str) -> Option<bool> {
    let statement = statement.trim().trim_end_matches('.');
    if [" не ", " not ", "больше, чем", "меньше, чем"].iter().any(|word| statement.contains(word)) {
        return None;
    }
    // «Если два угла равны 30° и 60°, то третий равен 90°.»
    let whole = match statement.strip_prefix("Если ").and_then(|rest| rest.split_once(", то ")) {
        Some((given, said)) => {
            let mut letters = said.chars();
            let said: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            format!("{given}. {said}")
        }
        None => statement.to_owned(),
    };
    let spaces = |text: &str| -> Vec<usize> {
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).collect()
    };
    let tail = |text: &str| spaces(text).into_iter().find(|at| told::is_key(&text[*at..]));
    if let Some(at) = tail(&whole) {
        return told::holds(conditions, &whole[..at], &whole[at..]);
    }
    // «потребляет 300 Дж энергии»
    let (whole, noun) = whole.rsplit_once(' ').filter(|(_, noun)| noun.chars().all(char::is_alphabetic))?;
    let at = tail(whole)?;
    told::holds(conditions, &format!("{} {noun}", &whole[..at]), &whole[at..])
}

/// Statements among options: whether those that can be told are the marked ones.
pub(super) fn chosen(question: &Rich, options: &[Rich], marked: &[u8]) -> Outcome {
    let asks = question.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if !any(&["утвержден", "тождеств", "равенств", "statement", "identit"])
        || any(&["неверн", "ошибоч", "ложн", "false", " не ", "incorrect"])
    {
        return Outcome::Unknown;
    }
    let conditions = conditions(question.source());
    let truth = |option: &Rich| {
        alone(question, option)
            .or_else(|| known(question, option))
            .or_else(|| under(&conditions, option))
            .or_else(|| facts::holds(question, option))
            .or_else(|| joined(question, option))
            .or_else(|| told_by_numbers(&conditions, &option.source().replace(':', "")))
            .or_else(|| facts::told(&conditions, option))
    };
    let is_marked = |at: usize| marked.iter().any(|marked| usize::from(*marked) == at);
    let odd =
        options.iter().enumerate().find(|(at, option)| truth(option).is_some_and(|truth| truth != is_marked(*at)));
    odd.map_or(Outcome::Unknown, |(_, option)| Outcome::Wrong("choice.wrong_key", option.plain()))
}

pub(super) fn statements(task: &mut TrueFalse) -> Outcome {
    let conditions = conditions(task.question.source());
    let truths: Vec<Option<bool>> = task
        .statements
        .iter()
        .map(|statement| {
            let text = &statement.text;
            alone(&task.question, text)
                .or_else(|| known(&task.question, text))
                .or_else(|| under(&conditions, text))
                .or_else(|| facts::holds(&task.question, text))
                .or_else(|| joined(&task.question, text))
        })
        .collect();
    let told: Vec<Option<bool>> = task
        .statements
        .iter()
        .map(|statement| {
            let text = &statement.text;
            told_by_numbers(&conditions, text.source()).or_else(|| facts::told(&conditions, text))
        })
        .collect();
    if let Some(odd) = task
        .statements
        .iter()
        .zip(truths.iter().zip(told))
        .find(|(statement, (truth, told))| truth.is_none() && told.is_some_and(|told| told != statement.truth))
    {
        return Outcome::Wrong("true_false.wrong_key", odd.0.text.plain());
    }
    let mut mended = false;
    for (statement, truth) in task.statements.iter_mut().zip(&truths) {
        if let Some(truth) = truth
            && statement.truth != *truth
        {
            statement.truth = *truth;
            mended = true;
        }
    }
    if mended {
        Outcome::Mended("true_false.wrong_key")
    } else if truths.iter().all(Option::is_some) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}
