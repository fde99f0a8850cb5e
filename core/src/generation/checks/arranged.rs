//! What is matched, put in order, written in columns or marked on an axis.

use super::claim::Claim;
use super::computed::{Outcome, agrees, answered};
use super::facts::{events, figures};
use super::said::{self, Piece};
use super::units::Unit;
use super::{chosen, dates, letters, majority};
use crate::domain::Rich;
use crate::domain::task::{ColumnArithmetic, Matching, NumberLine, Operation, Ordering};
use crate::math::{self, Exact};

/// Expressions against their values; where some cannot be computed, as most of the pairs are.
pub(super) fn matching(task: &mut Matching) -> Outcome {
    // Binary numbers without their base are read as others.
    let asks = task.question.plain().to_lowercase();
    let bases = ["двоичн", "восьмеричн", "шестнадцатеричн", "binary", "octal"].iter().any(|stem| asks.contains(stem));
    let unmarked = bases && !task.left.iter().chain(&task.right).any(|text| majority::based(text.source()).is_some());
    let outcome = if unmarked { Outcome::Unknown } else { valued(task) };
    if outcome != Outcome::Unknown {
        return outcome;
    }
    let pairs: Vec<(&Rich, &Rich)> = task
        .left
        .iter()
        .zip(&task.pairs)
        .filter_map(|(left, at)| Some((left, task.right.get(usize::from(*at))?)))
        .collect();
    let odd =
        if unmarked { majority::of_other_bases(&asks, &pairs) } else { majority::unequal(&task.question, &pairs) };
    odd.map_or(Outcome::Unknown, |detail| Outcome::Wrong("matching.wrong_key", detail))
}

fn valued(task: &mut Matching) -> Outcome {
    let left: Option<Vec<_>> = task.left.iter().map(majority::worth).collect();
    let right: Option<Vec<_>> = task.right.iter().map(majority::worth).collect();
    let (Some(left), Some(right)) = (left, right) else { return Outcome::Unknown };
    // Plain numbers on both sides may be paired by anything; something must have been computed or converted.
    let noted =
        |texts: &[Rich]| texts.iter().any(|text| text.source().contains(['%', '/']) || text.source().contains("frac"));
    let decimal = |texts: &[Rich]| texts.iter().any(|text| text.source().contains([',', '.']));
    let notations = (noted(&task.left) && decimal(&task.right)) || (decimal(&task.left) && noted(&task.right));
    let based = |texts: &[Rich]| texts.iter().any(|text| majority::based(text.source()).is_some());
    let computed = notations
        || based(&task.left) != based(&task.right)
        || task.left.iter().chain(&task.right).any(|text| {
            said::pieces(text).iter().any(|p| matches!(p, Piece::Value { operation: true, .. } | Piece::Quantity(..)))
        });
    // «4 бита» and «16» colours: a measure is no number.
    let units = |side: &[(Exact, Option<Unit>)]| side.iter().filter(|(_, unit)| unit.is_some()).count();
    if units(&left) == left.len() && units(&right) == 0 || units(&left) == 0 && units(&right) == right.len() {
        return Outcome::Unknown;
    }
    let equal = |l: &(Exact, Option<Unit>), r: &(Exact, Option<Unit>)| agrees(&l.0, l.1, &r.0, r.1);
    let related = left.iter().filter(|l| right.iter().any(|r| equal(l, r))).count();
    // «Угол и смежный с ним»: 90° beside 90° are no pair of equals.
    let asks = task.question.plain().to_lowercase();
    if !computed || related < 2.min(left.len()) || majority::ANOTHER.iter().any(|stem| asks.contains(stem)) {
        return Outcome::Unknown;
    }
    let partners: Vec<Vec<usize>> = left
        .iter()
        .map(|l| right.iter().enumerate().filter(|(_, r)| equal(l, r)).map(|(at, _)| at).collect())
        .collect();
    let stated: Vec<usize> = task.pairs.iter().map(|&p| p.into()).collect();
    if partners.iter().any(|p| p.len() > 1) {
        return Outcome::Wrong("matching.several_right", task.question.plain());
    }
    let only: Option<Vec<usize>> = partners.iter().map(|p| p.first().copied()).collect();
    match only {
        Some(only) if only == stated => Outcome::Right,
        Some(only) => {
            let mut distinct = only.clone();
            distinct.sort_unstable();
            distinct.dedup();
            let pairs: Result<Vec<u8>, _> = only.iter().map(|&at| u8::try_from(at)).collect();
            match pairs {
                Ok(pairs) if distinct.len() == only.len() => {
                    task.pairs = pairs;
                    Outcome::Mended("matching.wrong_key")
                }
                _ => Outcome::Wrong("matching.wrong_key", task.question.plain()),
            }
        }
        None => Outcome::Wrong("matching.wrong_key", task.question.plain()),
    }
}

pub(super) fn ordering(task: &mut Ordering) -> Outcome {
    let outcome = claimed(task);
    if outcome != Outcome::Unknown {
        return outcome;
    }
    let items: Vec<&Rich> = task.order.iter().filter_map(|at| task.items.get(usize::from(*at))).collect();
    let Some((ascending, values)) = majority::nearly_sorted(&task.question, &items) else { return Outcome::Unknown };
    let mut order: Vec<(u8, &Exact)> = task.order.iter().copied().zip(&values).collect();
    order.sort_by(|(_, one), (_, other)| if ascending { one.cmp(other) } else { other.cmp(one) });
    task.order = order.into_iter().map(|(at, _)| at).collect();
    Outcome::Mended("ordering.wrong_key")
}

/// As the question says the order is.
fn claimed(task: &mut Ordering) -> Outcome {
    if let Some(order) = spoken_order(task) {
        if order == task.order {
            return Outcome::Right;
        }
        task.order = order;
        return Outcome::Mended("ordering.wrong_key");
    }
    let Some(Claim::Order { ascending }) = chosen::of_options(&task.question) else { return Outcome::Unknown };
    let all = |value: &dyn Fn(&Rich) -> Option<Exact>| task.items.iter().map(value).collect::<Option<Vec<Exact>>>();
    let worth =
        |item: &Rich| majority::worth(item).map(|(value, unit)| unit.map_or(value.clone(), |unit| unit.base(&value)));
    let chances = task.question.plain().to_lowercase().contains("вероятност");
    let values = all(&worth)
        .or_else(|| {
            let wanted = figures::Measure::asked(&task.question)?;
            all(&|item| figures::value(item, wanted))
        })
        .or_else(|| chances.then(|| all(&|item| events::chance(item.source()))).flatten());
    let Some(values) = values else { return Outcome::Unknown };
    let mut order: Vec<u8> = (0u8..).zip(&values).map(|(at, _)| at).collect();
    order.sort_by(|a, b| {
        let compared = values[usize::from(*a)].cmp(&values[usize::from(*b)]);
        if ascending { compared } else { compared.reverse() }
    });
    let tied = order.windows(2).any(|w| values[usize::from(w[0])] == values[usize::from(w[1])]);
    if tied {
        return Outcome::Wrong("ordering.equal_items", task.question.plain());
    }
    if order == task.order {
        Outcome::Right
    } else {
        task.order = order;
        Outcome::Mended("ordering.wrong_key")
    }
}

/// Words by the alphabet, events that tell their years by time.
fn spoken_order(task: &Ordering) -> Option<Vec<u8>> {
    let asks = task.question.plain().to_lowercase();
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if any(&["обратн", "reverse"]) {
        return None;
    }
    let keys: Vec<Vec<i64>> = if any(&["алфавит", "alphabet"]) {
        let place = |item: &Rich| Some(letters::place(item)?.into_iter().map(i64::from).collect());
        task.items.iter().map(place).collect::<Option<_>>()?
    } else if any(&["хронолог", "по времени", "chronolog", "раннего к", "ранней к", "ранних к"])
    {
        dates::moments(&task.items.iter().collect::<Vec<_>>())?.into_iter().map(|moment| vec![moment]).collect()
    } else {
        return None;
    };
    let mut order: Vec<u8> = (0u8..).zip(&keys).map(|(at, _)| at).collect();
    order.sort_by_key(|at| keys.get(usize::from(*at)));
    let tied = order.windows(2).any(|two| keys.get(usize::from(two[0])) == keys.get(usize::from(two[1])));
    (!tied).then_some(order)
}

pub(super) fn column(task: &ColumnArithmetic) -> Outcome {
    let number = |text: &String| math::evaluate(&text.replace(['\u{a0}', ' '], "")).ok();
    let operands: Option<Vec<Exact>> = task.operands.iter().map(number).collect();
    let (Some(operands), Some(result)) = (operands, number(&task.result)) else { return Outcome::Unknown };
    let remainder = task.remainder.as_ref().map(number);
    let Some((first, rest)) = operands.split_first() else { return Outcome::Unknown };
    let mut value = first.0.clone();
    for operand in rest {
        match task.operation {
            Operation::Add => value += &operand.0,
            Operation::Subtract => value -= &operand.0,
            Operation::Multiply => value *= &operand.0,
            Operation::Divide => {
                let back = &result.0 * &operand.0;
                let rest = match &remainder {
                    Some(Some(remainder)) => &remainder.0 + back,
                    Some(None) => return Outcome::Unknown,
                    None => back,
                };
                let small = !matches!(&remainder, Some(Some(r)) if r.0 >= operand.0);
                return if rest == value && small {
                    Outcome::Right
                } else {
                    Outcome::Wrong("column.wrong_key", task.result.clone())
                };
            }
        }
    }
    if value == result.0 { Outcome::Right } else { Outcome::Wrong("column.wrong_key", task.result.clone()) }
}

/// Coordinates are steps times the value of a step.
pub(super) fn points(task: &NumberLine) -> Outcome {
    let Ok(step) = math::evaluate(&task.x.step) else { return Outcome::Unknown };
    for point in &task.points {
        if task.y.is_none() {
            let at = Exact(&step.0 * num_rational::BigRational::from_integer(point.x.into()));
            match answered(point.coordinates.source()) {
                Some((value, _)) if value == at => {}
                Some(_) => return Outcome::Wrong("axis.wrong_key", point.name.clone()),
                None => return Outcome::Unknown,
            }
        }
    }
    if task.y.is_some() { Outcome::Unknown } else { Outcome::Right }
}
