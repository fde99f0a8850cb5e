//! Pairs a question names by what one is of the other: period and frequency, a number and its square, a figure and its area.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::computed::{agrees_as_share, answered, chemistry};
use super::facts::{events, figures, ions, series, sounds};
use super::named::one_of;
use super::regions;
use super::said::{self, Piece};
use super::units::{Dimension, Unit};
use crate::domain::Rich;
use crate::math::Exact;

/// Whether two things are a pair; `None` where that cannot be told.
pub(super) type Judge<'a> = Box<dyn Fn(&Rich, &Rich) -> Option<bool> + 'a>;

/// The relation the question names.
pub(super) fn named(question: &Rich) -> Option<Judge<'_>> {
    if let Some(wanted) = figures::Measure::asked(question) {
        return Some(Box::new(move |left, right| {
            figures::has(left, wanted, right).or_else(|| figures::has(right, wanted, left))
        }));
    }
    let pieces = said::pieces(question);
    let any = |list: &str| said::words(&pieces).any(|word| one_of(list, word));
    if any("вероятност* probability") && any("событи* event events") {
        return Some(Box::new(|left, right| {
            let (event, chance) = if events::chance(left.source()).is_some() { (left, right) } else { (right, left) };
            Some(agrees_as_share(&events::chance(event.source())?, &answered(chance.source())?.0))
        }));
    }
    // «Соотнесите ион и число электронов», «слово и количество звуков».
    let nouns: Vec<&str> = said::words(&pieces).filter(|word| one_of("букв* звук* слог*", word)).collect();
    if let (&[noun], true) = (nouns.as_slice(), any("слово слова слов словом словами")) {
        let noun = noun.to_owned();
        let counted = move |text: &Rich| i64::try_from(sounds::counted(text, &noun)?).ok();
        return Some(Box::new(move |left, right| told(counted(left), right).or_else(|| told(counted(right), left))));
    }
    let (electrons, atoms) = (any("электрон* electrons"), any("атомов atoms"));
    if electrons != atoms && any("числ* количеств* number") && !any("внешн* слое слоя протон* уровн* outer")
    {
        return Some(Box::new(move |left, right| {
            told(ions::counted(left, electrons), right).or_else(|| told(ions::counted(right, electrons), left))
        }));
    }
    if any("неравенств* inequality inequalities") && any("промежут* интервал* interval intervals")
    {
        return Some(Box::new(|left, right| {
            let solves = |inequality: &Rich, interval: &Rich| match said::pieces(inequality).as_slice() {
                [Piece::Relation(relation)] => regions::is_solution(relation, interval.source()),
                _ => None,
            };
            solves(left, right).or_else(|| solves(right, left))
        }));
    }
    if any("окислени* oxidation") && !any("высш* низш* highest lowest") {
        let words: Vec<String> = said::words(&pieces).map(str::to_owned).collect();
        return Some(Box::new(move |left, right| {
            let state = |substance: &Rich, state: &Rich| {
                let formula: String =
                    chemistry(substance.source()).chars().filter(|c| !matches!(c, '_' | ' ')).collect();
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let at = words.iter().position(|word| word.starts_with("окислен") || *word == "oxidation")?;
                let (value, _) = answered(&state.source().replace('+', ""))?;
                let own = super::told::state(&formula, words.get(at + 1..)?)?;
                Some((own - num_traits::ToPrimitive::to_f64(&value.0)?).abs() < 1e-9)
            };
            state(left, right).or_else(|| state(right, left))
        }));
    }
    let (difference, ratio) = (any("разност* difference"), any("знаменател* ratio"));
    if difference != ratio && any("прогресси* progression*") {
        return Some(Box::new(move |left, right| Some(series::step(left, ratio)? == answered(right.source())?.0)));
    }
    if any("период* period periods") && any("частот* frequency frequencies") {
        return Some(Box::new(|left, right| reciprocal(left, right, Dimension::Time, Dimension::Frequency)));
    }
    if any("масс* mass masses") && any("тяжест* вес вес* weight weights") && !any("лун* марс* плотност* планет*")
    {
        return Some(Box::new(|left, right| weight(left, right).or_else(|| weight(right, left))));
    }
    let numbers = any("числ* чисел number numbers");
    let function: fn(&BigRational) -> Option<BigRational> = match () {
        () if any("смежн*") && any("угл* угол*") => |a| Some(BigRational::from_integer(180.into()) - a),
        () if numbers && any("обратн* reciprocal*") => |a| (!a.is_zero()).then(|| BigRational::one() / a),
        () if numbers && any("противоположн* opposite*") => |a| Some(-a.clone()),
        () if numbers && any("квадрат квадрата квадраты квадратом квадратами square squares") => {
            |a| Some(a * a)
        }
        () if numbers && any("куб куба кубы кубом кубами cube cubes") => |a| Some(a * a * a),
        () => return None,
    };
    let same = |one: &Option<Unit>, other: &Option<Unit>| one.map(|unit| unit.symbol) == other.map(|unit| unit.symbol);
    Some(Box::new(move |left, right| {
        let ((one, unit), (other, of)) = (answered(left.source())?, answered(right.source())?);
        if !same(&unit, &of) {
            return None;
        }
        Some(function(&one.0)? == other.0 || function(&other.0)? == one.0)
    }))
}

/// Whether a number is the one that was counted: «5», «5 звуков».
fn told(count: Option<i64>, said: &Rich) -> Option<bool> {
    let mut numbers = said::pieces(said).into_iter().filter_map(|piece| match piece {
        Piece::Value { value, operation: false } => Some(value),
        _ => None,
    });
    let (Some(number), None) = (numbers.next(), numbers.next()) else { return None };
    Some(Exact::whole(count?) == number)
}

/// A period and its frequency.
fn reciprocal(left: &Rich, right: &Rich, one: Dimension, other: Dimension) -> Option<bool> {
    let read = |text: &Rich| {
        answered(text.source()).and_then(|(value, unit)| unit.map(|unit| (unit.base(&value).0, unit.dimension)))
    };
    let ((a, of), (b, by)) = (read(left)?, read(right)?);
    ((of, by) == (one, other) || (of, by) == (other, one)).then(|| (a * b).is_one())
}

/// A mass and the force on it, at 9,8 or at 10.
fn weight(mass: &Rich, force: &Rich) -> Option<bool> {
    let ((mass, of), (force, by)) = (answered(mass.source())?, answered(force.source())?);
    let (of, by) = (of?, by?);
    if of.dimension != Dimension::Mass || by.dimension != Dimension::Force {
        return None;
    }
    // Kilograms and newtons.
    let (mass, force) =
        (of.base(&mass).0 / Exact::whole(1_000_000).0, by.base(&force).0 / Exact::whole(1_000_000_000).0);
    Some([Exact::whole(10), Exact::ratio(49, 5)].iter().any(|g| &mass * &g.0 == force))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_what_the_question_names() {
        for (question, left, right, is) in [
            ("Подберите к каждому периоду колебаний частоту.", "0,5 с", "2 Гц", Some(true)),
            ("Подберите к каждому периоду колебаний частоту.", "0,5 с", "0,5 Гц", Some(false)),
            ("Соотнесите частоту и период.", "500 Гц", "2 мс", None),
            ("Соотнесите фигуру и её площадь.", "квадрат со стороной 7 см", "49 см²", Some(true)),
            ("Соотнесите массу тела и силу тяжести.", "500 г", "5 Н", Some(true)),
            ("Соотнесите массу тела и силу тяжести.", "5 кг", "5 Н", Some(false)),
            ("Соотнесите угол и смежный с ним.", "40°", "140°", Some(true)),
            ("Соедините число и обратное ему число.", "4", "0,25", Some(true)),
            ("Соотнесите событие и его вероятность.", "при броске монеты выпал орёл", "0,5", Some(true)),
            ("Соотнесите число и его квадрат.", "3", "6", Some(false)),
            ("Соотнесите слово и количество звуков.", "ёлка", "5 звуков", Some(true)),
            ("Соотнесите ион и число электронов.", "$Na^+$", "11", Some(false)),
            ("Соотнесите вещество и число атомов в молекуле.", "$H_2O$", "3", Some(true)),
            ("Соотнесите прогрессию и её разность.", "3, 7, 11, …", "4", Some(true)),
            ("Соотнесите событие и его вероятность.", "завтра пойдёт дождь", "0,5", None),
        ] {
            let (question, left, right) = (Rich::from(question), Rich::from(left), Rich::from(right));
            assert_eq!(named(&question).and_then(|judge| judge(&left, &right)), is, "{question:?}");
        }
    }
}
