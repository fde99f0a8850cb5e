//! Formulas of geometry, motion and physics: what a question gives and asks, wherever its words stand.
//!
//! Every number belongs to the quantity named before it, or to that of its unit; the one quantity without a number is
//! asked. A word that is neither a quantity, a figure nor of the lists below leaves the question alone.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::claim::Claim;
use super::formulas::{self, pi};
use super::mechanics::Manner;
use super::named::Quantity::{
    self, Angle, AngleSum, Area, Current, Diameter, Force, Heat, HeatCapacity, Height, Kinetic, Length, Midline,
    Potential, Power, Radius, Resistance, SpecificHeat, Surface, Voltage, Wavelength, Width, Work,
};
use super::named::{
    DECISIVE, Figure, OTHER, PLAIN, RELATIONS, dimension, figure_named, one_of, quantity_named, told_by,
};
use super::relation::Sign;
use super::said::{Piece, word_at};
use super::units::{self, Unit};
use super::wording::is_order;
use crate::math::Exact;

/// A quantity at one place of the question.
struct Mention {
    quantity: Quantity,
    other: bool,
    values: Vec<(Exact, Option<Unit>)>,
}

/// A question taken apart.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that was there or not")]
struct Frame {
    figure: Option<Figure>,
    manner: Manner,
    /// A word was there that we do not know.
    loose: bool,
    /// The answer is asked without its π.
    per_pi: bool,
    mentions: Vec<Mention>,
    asked_unit: Option<Unit>,
    /// The angles summed up are acute ones.
    acute: bool,
    /// «другую» without a noun behind it.
    other: bool,
}

/// What a question claims by a formula; `None` when any of it is not understood.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    read(pieces)?.claim()
}

fn read(pieces: &[Piece]) -> Option<Frame> {
    let mut frame = Frame::default();
    let (mut right, mut equilateral, mut sum, mut midline, mut passing) = (false, false, false, false, false);
    let (mut acute, mut specific) = (false, false);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        match piece {
            Piece::Word(word) => {
                let word = word.as_str();
                let next = pieces.get(at);
                if word.starts_with("навстречу") {
                    frame.manner.meets = true;
                    while matches!(pieces.get(at), Some(Piece::Word(w)) if matches!(w.as_str(), "друг" | "другу"))
                    {
                        at += 1;
                    }
                } else if word.starts_with("встрет") {
                    frame.manner.meets = true;
                } else if matches!(word, "места" | "покоя" | "rest") {
                    frame.manner.rest = true;
                } else if word.starts_with("последовательн") {
                    frame.manner.series = true;
                } else if word.starts_with("параллельн") && frame.figure.is_none() {
                    frame.manner.parallel = true;
                } else if word.starts_with("общ") && (frame.manner.series || frame.manner.parallel) {
                    frame.other = true;
                } else if word.starts_with("остр") {
                    acute = true;
                } else if word.starts_with("удельн") {
                    specific = true;
                } else if word.starts_with("энерги") || word == "energy" {
                    if !frame.last_is(&[Kinetic, Potential]) {
                        frame.name(Work);
                    }
                } else if (word.starts_with("волн") || word == "wave") && frame.last_is(&[Length]) {
                    frame.mentions.pop();
                    frame.name(Wavelength);
                } else if matches!(word, "тока" | "току") && frame.last_is(&[Work, Power, Voltage]) {
                    // «работа тока», «мощность тока»
                } else if word.starts_with("основани") && frame.last_is(&[Radius, Diameter]) {
                    // «радиус основания»
                } else if matches!(word, "к" | "ко") {
                    passing = true;
                } else if word.starts_with("прямоугольн") && !word.starts_with("прямоугольник") || word == "right"
                {
                    right = true;
                } else if word.starts_with("равносторонн") || word == "equilateral" {
                    equilateral = true;
                } else if matches!(word, "сумма" | "сумму" | "sum") {
                    sum = true;
                } else if word.starts_with("средн") && matches!(next, Some(Piece::Word(w)) if w.starts_with("лини"))
                {
                    midline = true;
                } else if word.starts_with("лини") && std::mem::take(&mut midline) {
                    frame.name(Midline);
                } else if word.starts_with("поверхност")
                    && let Some(Mention { quantity: quantity @ Area, values, .. }) = frame.mentions.last_mut()
                    && values.is_empty()
                {
                    *quantity = Surface;
                } else if let Some(found) = figure_named(word) {
                    let found = match found {
                        Figure::Triangle if right => Figure::RightTriangle,
                        Figure::Triangle if equilateral => Figure::EquilateralTriangle,
                        figure => figure,
                    };
                    (right, equilateral) = (false, false);
                    if frame.figure.is_some_and(|figure| figure != found) {
                        return None;
                    }
                    frame.figure = Some(found);
                } else if let Some(unit) = units::named(word).filter(|_| is_asked(pieces, at - 1)) {
                    frame.asked_unit = Some(unit);
                } else if let Some(quantity) = quantity_named(word) {
                    if std::mem::take(&mut passing) {
                        continue;
                    }
                    match quantity {
                        Angle if std::mem::take(&mut sum) => {
                            frame.acute = acute;
                            frame.name(AngleSum);
                        }
                        Heat if std::mem::take(&mut specific) => frame.name(SpecificHeat),
                        Resistance if specific => return None,
                        HeatCapacity => {
                            specific = false;
                            frame.name(HeatCapacity);
                        }
                        // «сила тока»
                        Current => {
                            if matches!(frame.mentions.last(), Some(m) if m.quantity == Force && m.values.is_empty()) {
                                frame.mentions.pop();
                            }
                            frame.name(Current);
                        }
                        quantity => frame.name(quantity),
                    }
                } else if one_of(OTHER, word) {
                    frame.other = true;
                } else if matches!(word, "сколько" | "many")
                    && let Some(Piece::Word(counted)) = next
                    && !(is_order(counted) || quantity_named(counted).is_some() || units::named(counted).is_some())
                {
                    // «Сколько плиток»: things are counted, not measured.
                    return None;
                } else if !(is_order(word) || one_of(PLAIN, word)) {
                    if word.chars().count() < 3 || DECISIVE.split_whitespace().any(|stem| word.starts_with(stem)) {
                        return None;
                    }
                    frame.loose = true;
                }
                // «проведённая к ней»: what follows is named anew.
                passing &= !matches!(word, "ней" | "нему");
            }
            Piece::Value { value, operation: false } => {
                let relation = relation(pieces, at - 1);
                frame.give(value, None, relation)?;
                at += relation.map_or(0, |relation| relation.words);
            }
            Piece::Quantity(value, unit) => {
                let relation = relation(pieces, at - 1);
                frame.give(value, Some(*unit), relation)?;
                at += relation.map_or(0, |relation| relation.words);
            }
            Piece::Formula(formula) if formula.ends_with(r"/\pi") || formula.ends_with(r"}{\pi}") => {
                frame.per_pi = true;
            }
            // «Запишите через π»: it stays in the answer.
            Piece::Value { value, .. } if *value == pi() => {
                frame.per_pi = !matches!(word_at(pieces, at.saturating_sub(2)), "через" | "с" | "of");
            }
            // «площадь S круга»
            Piece::Formula(name) if matches!(name.trim(), "S" | "V" | "P" | "C" | "l" | "h" | "r" | "R" | "d") => {}
            // «18π см»
            Piece::Value { value, .. } if !value.is_plain() => {
                let unit = match pieces.get(at) {
                    Some(Piece::Word(word)) => units::behind_a_number(word),
                    _ => None,
                };
                at += usize::from(unit.is_some());
                frame.give(value, unit, None)?;
            }
            // «g = 10 Н/кг»
            Piece::Mark(Sign::Equal) | Piece::Gap => {}
            _ => return None,
        }
    }
    (!sum && !right && !equilateral).then_some(frame)
}

/// «сколько метров», «в метрах»: the unit of the answer.
fn is_asked(pieces: &[Piece], at: usize) -> bool {
    let Some(Piece::Word(before)) = at.checked_sub(1).and_then(|at| pieces.get(at)) else { return false };
    matches!(before.as_str(), "сколько" | "скольких" | "в" | "many" | "in")
}

/// «на 4 см больше», «в 3 раза меньше».
#[derive(Clone, Copy)]
struct Related {
    times: bool,
    more: bool,
    /// Words behind the number.
    words: usize,
}

fn relation(pieces: &[Piece], at: usize) -> Option<Related> {
    let word = |at: usize| if let Some(Piece::Word(word)) = pieces.get(at) { Some(word.as_str()) } else { None };
    let before = at.checked_sub(1).and_then(word)?;
    let sign = |at: usize| {
        let said = word(at)?;
        RELATIONS.iter().find(|(relation, _)| *relation == said).map(|(_, more)| *more)
    };
    match before {
        "на" => Some(Related { times: false, more: sign(at + 1)?, words: 1 }),
        "в" if word(at + 1).is_some_and(|word| matches!(word, "раз" | "раза")) => {
            Some(Related { times: true, more: sign(at + 2)?, words: 2 })
        }
        _ => None,
    }
}

impl Frame {
    fn name(&mut self, quantity: Quantity) {
        let other = std::mem::take(&mut self.other);
        self.mentions.push(Mention { quantity, other, values: Vec::new() });
    }

    /// Whether the quantity named last is one of these and has no number yet.
    fn last_is(&self, quantities: &[Quantity]) -> bool {
        self.mentions.last().is_some_and(|last| last.values.is_empty() && quantities.contains(&last.quantity))
    }

    /// A number goes to the quantity named last if its unit fits, else to that of its unit.
    fn give(&mut self, value: &Exact, unit: Option<Unit>, related: Option<Related>) -> Option<()> {
        self.other = false;
        let fits = |quantity: Quantity| unit.is_none_or(|unit| unit.dimension == dimension(quantity));
        let (value, unit) = match related {
            None => (value.clone(), unit),
            Some(related) => self.related(value, unit, related)?,
        };
        if let Some(mention) = self.mentions.last_mut().filter(|mention| fits(mention.quantity)) {
            mention.other = false;
            mention.values.push((value, unit));
        } else {
            let quantity = told_by(unit?.dimension)?;
            self.mentions.push(Mention { quantity, other: false, values: vec![(value, unit)] });
        }
        Some(())
    }

    /// A value told by another of the same kind, the only one given.
    fn related(&self, by: &Exact, unit: Option<Unit>, related: Related) -> Option<(Exact, Option<Unit>)> {
        let mut given = self.mentions.iter().flat_map(|mention| &mention.values);
        let ((first, of), None) = (given.next()?, given.next()) else { return None };
        let value = match (related.times, unit, of) {
            (true, None, _) if by.0.is_positive() => {
                if related.more {
                    &first.0 * &by.0
                } else {
                    &first.0 / &by.0
                }
            }
            (false, Some(unit), Some(of)) if unit.dimension == of.dimension => {
                let by = of.out_of_base(&unit.base(by)).0;
                if related.more { &first.0 + by } else { &first.0 - by }
            }
            (false, None, None) => {
                if related.more {
                    &first.0 + &by.0
                } else {
                    &first.0 - &by.0
                }
            }
            _ => return None,
        };
        value.is_positive().then_some((Exact(value), *of))
    }

    fn claim(mut self) -> Option<Claim> {
        if self.other
            && let Some(last) = self.mentions.last()
        {
            let quantity = last.quantity;
            self.name(quantity);
            if let Some(last) = self.mentions.last_mut() {
                last.other = true;
            }
        }
        let mut given: BTreeMap<Quantity, Vec<(Exact, Option<Unit>)>> = BTreeMap::new();
        for mention in &self.mentions {
            given.entry(mention.quantity).or_default().extend(mention.values.iter().cloned());
        }
        let mut asked: Vec<(Quantity, bool)> = self
            .mentions
            .iter()
            .filter(|m| m.values.is_empty() && (m.other || given.get(&m.quantity).is_some_and(Vec::is_empty)))
            .map(|m| (m.quantity, m.other))
            .collect();
        // «Через сколько часов», «сколько километров»: the unit tells what is asked.
        if asked.is_empty()
            && let Some(quantity) = self.asked_unit.and_then(|unit| told_by(unit.dimension))
            && !given.contains_key(&quantity)
        {
            asked.push((quantity, false));
        }
        asked.dedup();
        let &[(asked, other)] = asked.as_slice() else { return None };
        given.retain(|_, values| !values.is_empty());
        // Things and people change nothing of a motion or a circuit; in a figure they may.
        let sides =
            matches!(self.figure, None | Some(Figure::Square | Figure::Rectangle | Figure::Cube | Figure::Cuboid));
        let measured = given.values().flatten().all(|(_, unit)| unit.is_some());
        if self.loose && !(sides && measured) {
            return None;
        }
        let units = given.values().flatten().filter(|(_, unit)| unit.is_some()).count();
        if units != 0 && units != given.values().map(Vec::len).sum::<usize>() {
            return None;
        }
        if self.figure.is_none() && given.contains_key(&Length) && given.contains_key(&Width) {
            self.figure = Some(if given.contains_key(&Height) { Figure::Cuboid } else { Figure::Rectangle });
        }
        let (value, unit) = match self.figure {
            // Of the acute angles the right triangle alone has a sum.
            Some(Figure::RightTriangle) if asked == AngleSum && self.acute => (Exact::whole(90), units::named("°")),
            Some(_) if asked == AngleSum && self.acute => return None,
            Some(figure) if figure.is_round() => formulas::of_round(figure, asked, self.per_pi, &given)?,
            Some(_) if self.per_pi => return None,
            Some(figure) => formulas::of_figure(figure, asked, other, &given)?,
            None => formulas::of_bodies(asked, self.manner, &given)?,
        };
        if value.0.is_zero() || value.0.is_negative() {
            return None;
        }
        match (self.asked_unit, unit) {
            (None, unit) => Some(Claim::Value(value, unit)),
            (Some(wanted), Some(unit)) if wanted.dimension == unit.dimension => {
                Some(Claim::Value(wanted.out_of_base(&unit.base(&value)), Some(wanted)))
            }
            _ => None,
        }
    }
}

/// The values of one kind after another, in one order.
pub(super) fn flat(given: &BTreeMap<Quantity, Vec<BigRational>>) -> Vec<&BigRational> {
    given.values().flatten().collect()
}
