//! Word problems read by their numbers: units and names tell the quantities, a few words how they hang together, and
//! all other words are free.
//!
//! Less is understood than by a claim, so nothing is mended: a key that is not what the numbers come to is refused.
//! Every number must be used, two readings must agree, and a word that may change what is asked leaves it alone.

mod bits;
mod chances;
mod converted;
mod counts;
mod legs;
mod lists;
mod motion;
mod named;
mod nature;
mod parts;
mod physics;
mod powers;
mod proportion;
mod purse;
mod reacting;
mod reading;
mod sentences;
mod shapes;
mod shares;
mod substances;
mod tales;
mod triangles;

pub(super) use substances::{element, state_named as state};

use num_traits::ToPrimitive;

use super::computed::Outcome;
use super::said::{self, Piece};
use super::units::{Dimension, Unit};
use super::words::{content, folded, is_form};
use super::{answers, gaps};
use crate::domain::Rich;
use crate::domain::task::{Body, ShortAnswer};
use crate::math::{self, Exact};
use reading::Told;

/// What the numbers of a question come to.
#[derive(Debug, Clone, PartialEq)]
struct Answer {
    /// Any of these, in SI units.
    values: Vec<f64>,
    measure: Measure,
    /// Constants of nature are in it: keys differ by their rounding.
    rough: bool,
}

/// What an answer measures.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Measure {
    Of(Dimension),
    /// So many things.
    Number,
    Percent,
    /// A part, as a number or in percent.
    Share,
    /// A pair of coordinates: the values are x and y.
    Point,
}

impl Answer {
    fn of(dimension: Dimension, value: f64) -> Self {
        Self { values: vec![value], measure: Measure::Of(dimension), rough: false }
    }

    fn number(value: f64) -> Self {
        Self { values: vec![value], measure: Measure::Number, rough: false }
    }

    /// So many things; none where they would be no whole number.
    fn count(value: f64) -> Option<Self> {
        (value > 0.0 && is_whole(value)).then(|| Self::number(value))
    }

    fn percent(value: f64) -> Self {
        Self { values: vec![value], measure: Measure::Percent, rough: false }
    }

    fn share(value: f64) -> Self {
        Self { values: vec![value], measure: Measure::Share, rough: false }
    }

    fn roughly(mut self) -> Self {
        self.rough = true;
        self
    }

    /// The value in the measure of a number of the question.
    fn like(unit: Option<Unit>, value: f64) -> Self {
        unit.map_or_else(|| Self::number(value), |unit| Self::of(unit.dimension, value))
    }

    fn agrees_with(&self, other: &Self) -> bool {
        self.measure == other.measure && self.values.iter().any(|one| other.values.iter().any(|two| near(*one, *two)))
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-12)
}

fn is_whole(value: f64) -> bool {
    near(value, value.round())
}

/// One of a unit in SI units; money in roubles, data in bits.
fn si(unit: Unit) -> f64 {
    let base = unit.base(&Exact::whole(1)).0.to_f64().unwrap_or(f64::NAN);
    base * match unit.dimension {
        Dimension::Length | Dimension::Acceleration | Dimension::Pressure => 1e-3,
        Dimension::Area
        | Dimension::Mass
        | Dimension::HeatCapacity
        | Dimension::SpecificEnergy
        | Dimension::Stiffness => 1e-6,
        Dimension::Volume | Dimension::Force | Dimension::Momentum => 1e-9,
        Dimension::Energy | Dimension::Power => 1e-12,
        Dimension::Speed => 1.0 / 3600.0,
        Dimension::Density => 1e3,
        Dimension::Money => 1e-2,
        _ => 1.0,
    }
}

const RULES: &[fn(&Told) -> Option<Answer>] = &[
    physics::answer,
    motion::answer,
    motion::circuit,
    proportion::answer,
    shares::answer,
    parts::answer,
    purse::answer,
    counts::answer,
    chances::answer,
    shapes::answer,
    triangles::answer,
    substances::answer,
    reacting::answer,
    powers::answer,
    bits::answer,
    lists::answer,
    nature::answer,
    legs::answer,
    converted::answer,
    tales::answer,
    tales::clock,
];

/// What the question comes to, where all readings of it agree.
fn answer(told: &Told) -> Option<Answer> {
    let mut found: Option<Answer> = None;
    for rule in RULES {
        let Some(answer) = rule(told) else { continue };
        if !answer.values.iter().all(|value| value.is_finite()) {
            return None;
        }
        match &found {
            Some(before) if !before.agrees_with(&answer) => return None,
            Some(_) => {}
            None => found = Some(answer),
        }
    }
    found
}

/// A question about a text: its numbers are those of the text, or of the one sentence it speaks of.
pub(super) fn about_text(paragraphs: &[Rich], asked: &Body) -> Outcome {
    let Body::ShortAnswer(short) = asked else { return Outcome::Unknown };
    let text = paragraphs.iter().map(Rich::source).collect::<Vec<_>>().join(" ");
    let words = content(&folded(&short.question));
    let shared = |sentence: &&String| {
        let told = content(&folded(&Rich((*sentence).clone())));
        words.iter().filter(|word| told.iter().any(|other| is_form(word, other))).count() > 1
    };
    let sentences = sentences::sentences(&text);
    let mut about = sentences.iter().filter(shared);
    let one = about.next().filter(|_| about.next().is_none());
    for told in std::iter::once(&text).chain(one) {
        let question = Rich(format!("{} {}", told.trim(), short.question.source()));
        let outcome = judge(&Body::ShortAnswer(ShortAnswer { question, ..short.clone() }));
        if outcome != Outcome::Unknown {
            return outcome;
        }
    }
    Outcome::Unknown
}

/// Whether an answer is what the numbers before it come to; `None` where that cannot be told.
pub(super) fn holds(conditions: &str, said: &str, answer_text: &str) -> Option<bool> {
    let mut told = Told::read(&format!("{conditions} {said} …"))?;
    told.wanted = key(answer_text)?.unit.map(|unit| unit.dimension).filter(|_| told.gapped);
    agrees(&told, &answer(&told)?, answer_text)
}

/// What the numbers of a text come to, in SI units, where one value of this kind is asked.
pub(super) fn value(conditions: &str, asked: &str, dimension: Dimension) -> Option<f64> {
    let mut told = Told::read(&format!("{conditions} {asked} …"))?;
    told.wanted = Some(dimension);
    let answer = answer(&told)?;
    match (answer.values.as_slice(), answer.measure) {
        ([value], Measure::Of(of)) if of == dimension => Some(*value),
        _ => None,
    }
}

/// A value in base units as one in SI units.
pub(super) fn in_si(base: &Exact, unit: Unit) -> Option<f64> {
    Some(unit.out_of_base(base).0.to_f64()? * si(unit))
}

/// Whether a text is an answer: a number, and what it measures.
pub(super) fn is_key(text: &str) -> bool {
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '$' | '-' | '−' | '+' | '≈');
    text.trim_start().starts_with(begins) && key(text).is_some()
}

/// The key of a body against what the numbers of its question come to.
pub(super) fn judge(body: &Body) -> Outcome {
    let (question, keys): (String, Vec<String>) = match body {
        Body::Numeric(task) => {
            let unit = task.unit.as_deref().unwrap_or_default();
            (task.question.source().to_owned(), vec![format!("{} {unit}", task.value)])
        }
        Body::ShortAnswer(task) => (task.question.source().to_owned(), vec![task.answer.source().to_owned()]),
        Body::SingleChoice(task) => {
            (task.question.source().to_owned(), task.options.iter().map(|option| option.source().to_owned()).collect())
        }
        // «Ответ: 60°»
        Body::Open(task) => {
            let sample = task.sample.as_ref().map_or("", Rich::source);
            let key = sample.rsplit_once("твет:").or_else(|| sample.rsplit_once("nswer:"));
            match key {
                Some((_, key)) if is_key(key) => (task.question.source().to_owned(), vec![key.trim().to_owned()]),
                _ => return Outcome::Unknown,
            }
        }
        Body::FillBlank(task) => match gaps::question(task) {
            Some(asked) => (asked.question.source().to_owned(), vec![asked.answer.source().to_owned()]),
            None => return Outcome::Unknown,
        },
        _ => return Outcome::Unknown,
    };
    let Some(mut told) = Told::read(&question) else { return Outcome::Unknown };
    if let [only] = keys.as_slice()
        && told.gapped
    {
        told.wanted = key(only).and_then(|key| key.unit).map(|unit| unit.dimension);
    }
    let Some(answer) = answer(&told) else { return Outcome::Unknown };
    let right: Option<Vec<bool>> = keys.iter().map(|key| agrees(&told, &answer, key)).collect();
    let Some(right) = right else { return Outcome::Unknown };
    let detail = || format!("{:?}", answer.values);
    match body {
        Body::SingleChoice(task) => {
            let others = right.iter().filter(|right| **right).count();
            match (right.get(usize::from(task.correct)), others) {
                (Some(true), 1) => Outcome::Right,
                (Some(false), 1) => Outcome::Wrong("choice.wrong_key", detail()),
                (_, 0) => Outcome::Wrong("choice.no_right_option", detail()),
                _ => Outcome::Unknown,
            }
        }
        _ if right == [true] => Outcome::Right,
        Body::FillBlank(_) => Outcome::Wrong("blank.wrong_key", detail()),
        _ => Outcome::Wrong("key.computed", detail()),
    }
}

/// A key as it is written.
struct Key {
    value: f64,
    /// Digits behind its comma.
    places: i32,
    unit: Option<Unit>,
    percent: bool,
    /// A word behind it that is no unit.
    word: bool,
}

fn key(text: &str) -> Option<Key> {
    let text = text.replace(r"\%", "%").replace("%$", "$ %");
    let text = text.trim().trim_start_matches('≈').trim().trim_end_matches('.');
    let text = ["увеличится ", "уменьшится "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let text =
        ["в ", "на ", "В ", "На ", "через ", "Через "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let signed = text.trim_matches('$').strip_prefix('+').unwrap_or(text);
    let behind = |value: f64, unit| Key { value, places: places(text), unit, percent: false, word: false };
    let number = |value: &Exact| value.0.to_f64();
    Some(match said::pieces(&Rich(signed.to_owned())).as_slice() {
        [Piece::Value { value, .. }] => behind(number(value)?, None),
        [Piece::Value { value, .. }, Piece::Word(word), ..] if word == "%" || word.starts_with("процент") => {
            Key { percent: true, ..behind(number(value)?, None) }
        }
        [Piece::Value { value, .. }, rest @ ..] if rest.iter().all(|piece| matches!(piece, Piece::Word(_))) => {
            Key { word: true, ..behind(number(value)?, None) }
        }
        [Piece::Quantity(value, unit)] => behind(number(value)?, Some(*unit)),
        // «2 ч 35 мин»
        [Piece::Quantity(one, unit), Piece::Quantity(two, other)] if unit.dimension == other.dimension => {
            behind(number(one)? + number(two)? * si(*other) / si(*unit), Some(*unit))
        }
        _ => {
            let plain = math::approach(signed.trim_matches('$')).ok()?;
            behind(number(&plain)?, None)
        }
    })
}

fn places(text: &str) -> i32 {
    let digits = text.replace("{,}", ",");
    let behind = digits.rsplit_once([',', '.']).map_or("", |(_, behind)| behind);
    i32::try_from(behind.chars().take_while(char::is_ascii_digit).count()).unwrap_or(0)
}

/// Whether a key is the answer; `None` where it measures something else.
fn agrees(told: &Told, answer: &Answer, text: &str) -> Option<bool> {
    if answer.measure == Measure::Point {
        let (x, y) = answers::point(text)?;
        let same = |at: usize, given: &Exact| Some(near(*answer.values.get(at)?, given.0.to_f64()?));
        return Some(same(0, &x)? && same(1, &y)?);
    }
    let key = key(text)?;
    // One of the unit the key is written in.
    let scales: &[f64] = &match answer.measure {
        Measure::Of(dimension) => match key.unit {
            Some(unit) if unit.dimension == dimension => vec![si(unit)],
            Some(_) => return None,
            None if key.word || key.percent => return None,
            None => vec![si(told.asked_unit(dimension)?)],
        },
        Measure::Number if key.unit.is_some_and(|unit| unit.dimension != Dimension::MolarMass) || key.percent => {
            return None;
        }
        Measure::Percent | Measure::Share if key.unit.is_some() || key.word => return None,
        Measure::Percent if !key.percent => vec![1.0, 100.0],
        Measure::Share if key.percent => vec![0.01],
        Measure::Share => vec![1.0, 0.01],
        _ => vec![1.0],
    };
    let rounds = told.rounds();
    Some(answer.values.iter().any(|value| {
        scales.iter().any(|scale| {
            let value = value / scale;
            let off = (key.value - value).abs();
            // Two digits of a fraction without an end.
            let rounded = !is_whole(value * 1e4) && off <= 0.500_001 * 10_f64.powi(-key.places) && (key.places > 0);
            let loose = if rounds { 0.05 } else { 0.02 };
            near(key.value, value) || rounded || ((answer.rough || rounds) && off <= loose * value.abs())
        })
    }))
}

#[cfg(test)]
mod tests;
