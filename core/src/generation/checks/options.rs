//! Choices whose options can be judged.

use super::claim::{self, Claim};
use super::computed::{Outcome, agrees, agrees_as_percent, agrees_as_share, answered, chemistry, sign_of};
use super::property::Property;
use super::roots::{self, Solved};
use super::said::{self, Piece};
use super::{
    algebra, answers, bases, calculus, chosen, circles, clock, conditions, dates, letters, logic, regions, several,
    statements, systems,
};
use crate::domain::Rich;
use crate::domain::task::{MultipleChoice, SingleChoice};
use crate::math::{Exact, substance};

/// Which options are right, where every option can be judged.
fn right_options(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let judged = several::right(question, options)
        .or_else(|| circles::right(question, options))
        .or_else(|| heaviest(question, options))
        .or_else(|| letters::which(question, options))
        .or_else(|| dates::which(question, options))
        .or_else(|| logic::which(question, options))
        .or_else(|| conditions::right(question, options));
    if judged.is_some() {
        return judged;
    }
    if let Some(claim) = claim::of(question)
        && let Some(judged) = options.iter().map(|option| fits(&claim, option)).collect::<Option<Vec<bool>>>()
        // «Какие числа являются корнями?»: none is all of them, each may be one.
        && (!matches!(claim, Claim::Solution(_)) || judged.contains(&true))
    {
        return Some(judged);
    }
    if let Some(Claim::Which(property)) = chosen::of_options(question) {
        return match &property {
            Property::Written(shape) => {
                options.iter().map(|option| Some(answers::shape(option.source())?? == *shape)).collect()
            }
            Property::Pair(sign, value) => options
                .iter()
                .map(|option| {
                    let (one, two) = answers::two_values(option.source())?;
                    Some(if *sign == '+' { one.0 + two.0 == value.0 } else { one.0 * two.0 == value.0 })
                })
                .collect(),
            property => {
                // Options with units are compared in base units, and only with a quantity or with one another.
                let bound = said::pieces(question).into_iter().find_map(|piece| match piece {
                    Piece::Quantity(_, unit) => Some(unit.dimension),
                    _ => None,
                });
                let measured = bound.is_some()
                    || matches!(property, Property::Largest | Property::Smallest) && options.iter().any(has_unit);
                let values: Vec<Exact> = options
                    .iter()
                    .map(|option| match (answered(option.source())?, measured) {
                        ((value, Some(unit)), true) => {
                            bound.is_none_or(|bound| bound == unit.dimension).then(|| unit.base(&value))
                        }
                        ((_, None), true) => None,
                        ((value, _), false) => Some(value),
                    })
                    .collect::<Option<_>>()?;
                values.iter().map(|value| property.holds(value, &values)).collect()
            }
        };
    }
    // «Какое равенство верно?»: every option is a relation.
    let asks = question.plain().to_lowercase();
    let truth = ["верно", "верн", "правильн", "true", "correct"].iter().any(|word| asks.contains(word));
    let lie = ["неверн", "неправильн", "ошибк", "false", "incorrect", "wrong", " не верн", " не правильн"]
        .iter()
        .any(|word| asks.contains(word));
    if !truth && !lie {
        return None;
    }
    let balanced: Option<Vec<bool>> =
        options.iter().map(|option| Some(substance::is_balanced(&chemistry(option.source()))? != lie)).collect();
    if let Some(balanced) = balanced
        .filter(|_| asks.contains("коэффициент") || options.iter().all(|option| option.source().contains(r"\ce")))
    {
        return Some(balanced);
    }
    options.iter().map(|option| Some(statements::decided(option)? != lie)).collect()
}

/// «У какого вещества наименьшая относительная молекулярная масса?»
fn heaviest(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    let asks = question.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    let (least, most) =
        (any(&["наименьш", "smallest", "lowest", "least"]), any(&["наибольш", "largest", "greatest", "highest"]));
    let of_mass = any(&["молекулярн", "молярн", "molar", "molecular"]) && any(&["масс", "mass"]);
    if !of_mass || least && most || any(&[" не ", " not ", "доля", "долю"]) {
        return None;
    }
    let mut told = said::pieces(question).into_iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } | Piece::Quantity(value, _) => Some(value),
        _ => None,
    });
    let given = told.next().filter(|_| told.next().is_none());
    let masses: Vec<Exact> = options
        .iter()
        .map(|option| substance::molar_mass(&chemistry(option.source()).replace(['_', ' '], "")).ok())
        .collect::<Option<_>>()?;
    let end = match (least, most, &given) {
        (true, false, None) => masses.iter().min(),
        (false, true, None) => masses.iter().max(),
        (false, false, given) => given.as_ref(),
        _ => None,
    }?;
    Some(masses.iter().map(|mass| mass == end).collect())
}

fn has_unit(option: &Rich) -> bool {
    answered(option.source()).is_some_and(|(_, unit)| unit.is_some())
}

fn fits(claim: &Claim, option: &Rich) -> Option<bool> {
    match claim {
        Claim::Value(value, unit) => {
            let (given, given_unit) = answered(option.source())?;
            Some(
                agrees(value, *unit, &given, given_unit)
                    || (option.source().contains('%') && agrees_as_percent(value, &given)),
            )
        }
        Claim::Solution(relation) => match roots::judge(relation, &roots::given(option.source())?) {
            Solved::Right => Some(true),
            Solved::Wrong(_) => Some(false),
            Solved::Fits if !roots::is_of_angles(relation) => Some(true),
            Solved::Fits | Solved::Unknown => None,
        },
        Claim::Comparison(sign) => sign_of(option.source()).map(|given| given == *sign),
        Claim::Shaped(value, shape) => {
            let (given, _) = answered(option.source())?;
            Some(given == *value && answers::shape(option.source())? == Some(*shape))
        }
        Claim::System(system) => systems::is_solution(system, option.source()),
        Claim::Point(x, y) => Some(answers::point(option.source())? == (x.clone(), y.clone())),
        Claim::Ray(sign, bound) => Some(answers::ray(option.source())? == (*sign, bound.clone())),
        Claim::Count(count) => Some(answers::count(option.source())? == *count),
        Claim::Slope(formula) => calculus::is_slope(formula, option.source()),
        Claim::Primitive(formula) => calculus::is_primitive(formula, option.source()),
        Claim::Region(relation) => regions::is_solution(relation, option.source()),
        Claim::Clock(minutes) => clock::answered(option.source()).map(|at| at == *minutes),
        Claim::Century(century) => dates::century(option.source()).map(|given| given == *century),
        Claim::Share(share) => answered(option.source()).map(|(given, _)| agrees_as_share(share, &given)),
        Claim::Roman(number) => dates::numeral(option.source()).map(|given| given == *number),
        Claim::Named(named) => named.is(option),
        Claim::Written(digits) => bases::digits(option.source()).map(|given| given == *digits),
        Claim::Which(_) | Claim::Order { .. } | Claim::Alike(_) => None,
    }
}

/// An equation of a reaction that is not balanced, marked among balanced ones.
fn is_unbalanced_key(task: &SingleChoice) -> bool {
    let asks = task.question.plain().to_lowercase();
    let open = ["схем", "расстав", "коэффициент", "неверн", " не ", "ошиб", "scheme", "not"]
        .iter()
        .any(|word| asks.contains(word));
    let balanced = |option: &Rich| substance::is_balanced(&chemistry(option.source()));
    let judged: Option<Vec<bool>> = task.options.iter().map(balanced).collect();
    !open
        && judged.is_some_and(|judged| {
            judged.get(usize::from(task.correct)) == Some(&false)
                && judged.iter().filter(|balanced| **balanced).count() > 1
        })
}

pub(super) fn single(task: &mut SingleChoice) -> Outcome {
    if is_unbalanced_key(task) {
        return Outcome::Wrong("key.unbalanced", task.question.plain());
    }
    if let Some(Claim::Alike(formula)) = claim::of(&task.question) {
        // Another option may be the same in a form that was not asked for.
        let alike = |option: &Rich| algebra::alike(&formula, option.source().trim().trim_matches('$'));
        if task.options.get(usize::from(task.correct)).and_then(alike) == Some(false) {
            let judged: Vec<Option<bool>> = task.options.iter().map(alike).collect();
            let none = judged.iter().all(|alike| *alike == Some(false));
            let check = if none { "choice.no_right_option" } else { "choice.wrong_key" };
            return Outcome::Wrong(check, task.question.plain());
        }
        let judged: Option<Vec<bool>> = task.options.iter().map(alike).collect();
        return match judged {
            Some(judged) if judged.get(usize::from(task.correct)) == Some(&true) => {
                if !asks_a_form(&task.question) && judged.iter().filter(|alike| **alike).count() > 1 {
                    return Outcome::Wrong("choice.several_right", task.question.plain());
                }
                Outcome::Right
            }
            _ => Outcome::Unknown,
        };
    }
    let Some(right) = right_options(&task.question, &task.options) else {
        // «Нет верного ответа» beside a marked value that is not the one asked for.
        let marked = task.options.get(usize::from(task.correct));
        let wrong = || fits(&claim::of(&task.question)?, marked?).map(|fits| !fits);
        return match wrong() {
            Some(true) => Outcome::Wrong("choice.wrong_key", task.question.plain()),
            _ => Outcome::Unknown,
        };
    };
    let places: Vec<usize> = right.iter().enumerate().filter(|(_, right)| **right).map(|(at, _)| at).collect();
    match places.as_slice() {
        [] => Outcome::Wrong("choice.no_right_option", task.question.plain()),
        [only] if *only == usize::from(task.correct) => Outcome::Right,
        [only] => match u8::try_from(*only) {
            Ok(correct) => {
                task.correct = correct;
                Outcome::Mended("choice.wrong_key")
            }
            Err(_) => Outcome::Unknown,
        },
        // A fraction that is not quite reduced has the right value too.
        places if asks_a_form(&task.question) && places.contains(&usize::from(task.correct)) => Outcome::Right,
        _ => Outcome::Wrong("choice.several_right", task.question.plain()),
    }
}

/// Whether the form of an answer is asked for, not its value alone.
fn asks_a_form(question: &Rich) -> bool {
    let asks = question.plain().to_lowercase();
    let stems = [
        "упрост",
        "сократи",
        "раскро",
        "разлож",
        "представ",
        "вид",
        "запиш",
        "simplif",
        "expand",
        "factor",
        "reduce",
        "form",
    ];
    stems.iter().any(|stem| asks.contains(stem))
}

pub(super) fn multiple(task: &mut MultipleChoice) -> Outcome {
    let Some(right) = right_options(&task.question, &task.options) else {
        let told = conditions::told(&task.question, &task.options);
        let marked = |at: usize| task.correct.iter().any(|marked| usize::from(*marked) == at);
        let odd = told.and_then(|told| told.into_iter().enumerate().find(|(at, right)| *right != marked(*at)));
        return odd.map_or(Outcome::Unknown, |_| Outcome::Wrong("choice.wrong_key", task.question.plain()));
    };
    if matches!(chosen::of_options(&task.question), Some(Claim::Which(Property::Largest | Property::Smallest))) {
        return Outcome::Unknown;
    }
    let places: Vec<u8> = (0u8..).zip(&right).filter(|(_, right)| **right).map(|(at, _)| at).collect();
    // «Правильных ответов два», and there are three.
    let asks = task.question.plain().to_lowercase();
    let told = [("два ", 2), ("две ", 2), ("три ", 3), ("two ", 2), ("three ", 3)].iter().find(|(word, _)| {
        ["выберите ", "отметьте ", "найдите ", "укажите ", "choose ", "select "]
            .iter()
            .any(|verb| asks.contains(&format!("{verb}{word}")))
    });
    if told.is_some_and(|(_, count)| *count != places.len()) && places != task.correct {
        return Outcome::Wrong("choice.several_right", task.question.plain());
    }
    if places == task.correct {
        Outcome::Right
    } else if places.len() < 2 || places.len() >= task.options.len() {
        Outcome::Wrong("choice.wrong_key", task.question.plain())
    } else {
        task.correct = places;
        Outcome::Mended("choice.wrong_key")
    }
}
