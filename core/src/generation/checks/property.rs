//! Properties of numbers, and the wordings that ask options for one.

use num_traits::{Signed, ToPrimitive, Zero};

use super::claim::{Claim, Shape};
use super::questions::round_half_up;
use super::relation::Relation;
use super::wording::{Found, Wording};
use crate::math::Exact;

/// A property of a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Property {
    Prime,
    Composite,
    Even,
    Odd,
    DivisibleBy(Exact),
    MoreThan(Exact),
    LessThan(Exact),
    EqualTo(Exact),
    Positive,
    Negative,
    Whole,
    Largest,
    Smallest,
    Rational,
    /// It divides this number.
    Divides(Exact),
    /// Rounded at this place it comes to this.
    RoundsTo(Exact, i32),
    /// Put for the unknown it makes this hold.
    Solves(Relation),
    /// It is written like this.
    Written(Shape),
    /// Two numbers with this sum or product.
    Pair(char, Exact),
    Not(Box<Property>),
    Both(Box<Property>, Box<Property>),
    /// It is written with so many digits.
    Digits(usize),
    /// Divided by the first number it leaves the second.
    Leaves(Exact, Exact),
}

impl Property {
    /// Whether a number has it among the others; `None` when that cannot be said.
    pub(super) fn holds(&self, number: &Exact, all: &[Exact]) -> Option<bool> {
        let whole = || number.is_whole().then(|| number.0.to_integer());
        Some(match self {
            Self::Prime => is_prime(number)?,
            Self::Composite => *number > Exact::whole(1) && !is_prime(number)?,
            Self::Even => (whole()? % 2u8).is_zero(),
            Self::Odd => !(whole()? % 2u8).is_zero(),
            Self::DivisibleBy(by) => {
                !by.0.is_zero() && number.is_whole() && by.is_whole() && (&number.0 / &by.0).is_integer()
            }
            Self::MoreThan(than) => number > than,
            Self::LessThan(than) => number < than,
            Self::EqualTo(value) => number == value,
            Self::Positive => number.0.is_positive(),
            Self::Negative => number.0.is_negative(),
            Self::Whole => number.is_whole(),
            Self::Largest => all.iter().all(|other| other <= number),
            Self::Smallest => all.iter().all(|other| other >= number),
            Self::Rational => number.is_plain(),
            Self::Divides(of) => {
                number.is_whole() && of.is_whole() && number.0.is_positive() && (&of.0 / &number.0).is_integer()
            }
            Self::RoundsTo(to, place) => round_half_up(&number.0, *place) == to.0,
            Self::Solves(relation) => relation.holds_for(number)?,
            Self::Written(_) | Self::Pair(..) => return None,
            Self::Not(property) => !property.holds(number, all)?,
            Self::Both(one, other) => one.holds(number, all)? && other.holds(number, all)?,
            Self::Digits(count) => whole()?.to_string().trim_start_matches('-').len() == *count,
            Self::Leaves(by, rest) => {
                number.is_whole() && by.is_whole() && !by.0.is_zero() && &number.0 % &by.0 == rest.0
            }
        })
    }
}

fn is_prime(number: &Exact) -> Option<bool> {
    let number = number.is_whole().then(|| number.0.to_integer())?.to_i64()?;
    if !(2..=1_000_000).contains(&number) {
        return (number < 2).then_some(false);
    }
    Some((2..=1_000).take_while(|d| d * d <= number).all(|d| number % d != 0))
}

/// Properties options may be asked for: stems, and what they mean.
pub(super) const PROPERTIES: &[Wording] = &[
    Wording("прост|prime", |_| Some(Claim::Which(Property::Prime))),
    Wording("составн|composite", |_| Some(Claim::Which(Property::Composite))),
    Wording("четн|even", |_| Some(Claim::Which(Property::Even))),
    Wording("нечетн|odd", |_| Some(Claim::Which(Property::Odd))),
    Wording(
        "делится|делятся|divisible на|by # ?без|нацело|without ?остат|remainder",
        |f| Some(Claim::Which(Property::DivisibleBy(f.values.first()?.clone()))),
    ),
    Wording(
        "делится|делятся|divisible без|нацело|without ?остат|remainder на|by #",
        |f| Some(Claim::Which(Property::DivisibleBy(f.values.first()?.clone()))),
    ),
    Wording("делится|делятся|divisible на|by # на|by #", |f| {
        Some(both(divisible(f, 0)?, divisible(f, 1)?))
    }),
    Wording("кратн|multiple # #", |f| Some(both(divisible(f, 0)?, divisible(f, 1)?))),
    Wording(
        "делится|делятся|divisible на|by # но|but не|not ?делится|делятся|divisible на|by #",
        |f| Some(both(divisible(f, 0)?, Property::Not(Box::new(divisible(f, 1)?)))),
    ),
    Wording("не кратн #", |f| Some(Claim::Which(Property::Not(Box::new(divisible(f, 0)?))))),
    Wording("однозначн", |_| Some(Claim::Which(Property::Digits(1)))),
    Wording("двузначн", |_| Some(Claim::Which(Property::Digits(2)))),
    Wording("трехзначн", |_| Some(Claim::Which(Property::Digits(3)))),
    Wording("четырехзначн", |_| Some(Claim::Which(Property::Digits(4)))),
    Wording("при делени на # дает|дают|получ|остается остат #", |f| {
        Some(Claim::Which(Property::Leaves(f.values.first()?.clone(), f.values.get(1)?.clone())))
    }),
    Wording("дает|дают остат # при делени на #", |f| {
        Some(Claim::Which(Property::Leaves(f.values.get(1)?.clone(), f.values.first()?.clone())))
    }),
    Wording("кратн|multiple #", |f| Some(Claim::Which(Property::DivisibleBy(f.values.first()?.clone())))),
    Wording(
        "не|not делится|делятся|divisible на|by # ?без|нацело|without ?остат|remainder",
        |f| Some(Claim::Which(Property::Not(Box::new(Property::DivisibleBy(f.values.first()?.clone()))))),
    ),
    Wording(
        "?расположен|лежит|лежат|находит|находят|заключен|lie|lies ?на ?координатн ?прямой|прям|луче между|between # и|and #",
        |f| Some(between(f.values.first()?, f.values.get(1)?)),
    ),
    Wording("больше|greater|more ?чем|than # ?и|но|and|but меньше|less ?чем|than #", |f| {
        Some(between(f.values.first()?, f.values.get(1)?))
    }),
    Wording("не|not больше|greater|more|выше|тяжелее|длиннее ?чем|than @", |f| {
        Some(Claim::Which(Property::Not(Box::new(Property::MoreThan(f.base(0)?)))))
    }),
    Wording("не|not меньше|less|ниже|легче|короче ?чем|than @", |f| {
        Some(Claim::Which(Property::Not(Box::new(Property::LessThan(f.base(0)?)))))
    }),
    Wording("не|not больше|greater|more ?чем|than #", |f| {
        Some(Claim::Which(Property::Not(Box::new(Property::MoreThan(f.values.first()?.clone())))))
    }),
    Wording("не|not меньше|less ?чем|than #", |f| {
        Some(Claim::Which(Property::Not(Box::new(Property::LessThan(f.values.first()?.clone())))))
    }),
    Wording("больше|greater|more|longer|тяжелее|длиннее|faster ?чем|than @", |f| {
        Some(Claim::Which(Property::MoreThan(f.base(0)?)))
    }),
    Wording("меньше|less|shorter|легче|короче|slower ?чем|than @", |f| {
        Some(Claim::Which(Property::LessThan(f.base(0)?)))
    }),
    Wording("рациональн|rational", |_| Some(Claim::Which(Property::Rational))),
    Wording("иррациональн|irrational", |_| Some(Claim::Which(Property::Not(Box::new(Property::Rational))))),
    Wording("делител|divisor|factor #", |f| Some(Claim::Which(Property::Divides(f.values.first()?.clone())))),
    Wording("?при округлени до десятых дает|даст|получ #", |f| rounds_to(f, -1)),
    Wording("?при округлени до сотых дает|даст|получ #", |f| rounds_to(f, -2)),
    Wording("?при округлени до цел|единиц дает|даст|получ #", |f| rounds_to(f, 0)),
    Wording("?при округлени до десятков дает|даст|получ #", |f| rounds_to(f, 1)),
    Wording("?при округлени до сотен дает|даст|получ #", |f| rounds_to(f, 2)),
    Wording("?при округлени до тысяч дает|даст|получ #", |f| rounds_to(f, 3)),
    Wording("неправильн дроб", |_| Some(Claim::Which(Property::Written(Shape::Improper)))),
    Wording("дроб неправильн", |_| Some(Claim::Which(Property::Written(Shape::Improper)))),
    Wording("правильн дроб", |_| Some(Claim::Which(Property::Written(Shape::Proper)))),
    Wording("дроб правильн", |_| Some(Claim::Which(Property::Written(Shape::Proper)))),
    Wording("сумм|sum #", |f| Some(Claim::Which(Property::Pair('+', f.values.first()?.clone())))),
    Wording("произведен|product #", |f| Some(Claim::Which(Property::Pair('*', f.values.first()?.clone())))),
    Wording("пример|equation ответ|результат #", |f| {
        Some(Claim::Which(Property::EqualTo(f.values.first()?.clone())))
    }),
    Wording("корн|root уравнени|equation R", solves),
    Wording("решени|solution неравенств|inequality|уравнени|equation R", solves),
    Wording("удовлетворя|satisf ?неравенств|inequality|уравнени|equation|услови|condition R", solves),
    Wording("?дроб|fraction больше|greater|more ?чем|than #", |f| {
        Some(Claim::Which(Property::MoreThan(f.values.first()?.clone())))
    }),
    Wording("?дроб|fraction меньше|less ?чем|than #", |f| {
        Some(Claim::Which(Property::LessThan(f.values.first()?.clone())))
    }),
    Wording("больше|greater|more ?чем|than #", |f| {
        Some(Claim::Which(Property::MoreThan(f.values.first()?.clone())))
    }),
    Wording("меньше|less ?чем|than #", |f| Some(Claim::Which(Property::LessThan(f.values.first()?.clone())))),
    Wording("дроб|fraction дроб|fraction #", |f| {
        Some(Claim::Which(Property::EqualTo(f.values.first()?.clone())))
    }),
    Wording("@", |f| Some(Claim::Which(Property::EqualTo(f.base(0)?)))),
    Wording("?дроб|fraction #", |f| Some(Claim::Which(Property::EqualTo(f.values.first()?.clone())))),
    Wording("положительн|positive", |_| Some(Claim::Which(Property::Positive))),
    Wording("отрицательн|negative", |_| Some(Claim::Which(Property::Negative))),
    Wording("цел|integer", |_| Some(Claim::Which(Property::Whole))),
    Wording("?дроб|fraction ?десятичн наибольш|largest|greatest", |_| {
        Some(Claim::Which(Property::Largest))
    }),
    Wording("сам больш", |_| Some(Claim::Which(Property::Largest))),
    Wording("?дроб|fraction ?десятичн наименьш|smallest|least", |_| {
        Some(Claim::Which(Property::Smallest))
    }),
    Wording("больше|larger|bigger|greater ?всех|all", |_| Some(Claim::Which(Property::Largest))),
    Wording("меньше|smaller ?всех|all", |_| Some(Claim::Which(Property::Smallest))),
];

fn divisible(found: &Found, at: usize) -> Option<Property> {
    found.values.get(at).cloned().map(Property::DivisibleBy)
}

/// What lies between two numbers, whichever is named first.
fn between(one: &Exact, other: &Exact) -> Claim {
    both(Property::MoreThan(one.min(other).clone()), Property::LessThan(one.max(other).clone()))
}

fn both(one: Property, other: Property) -> Claim {
    Claim::Which(Property::Both(Box::new(one), Box::new(other)))
}

fn rounds_to(found: &Found, place: i32) -> Option<Claim> {
    Some(Claim::Which(Property::RoundsTo(found.values.first()?.clone(), place)))
}

fn solves(found: &Found) -> Option<Claim> {
    Some(Claim::Which(Property::Solves(found.relation.clone()?)))
}
