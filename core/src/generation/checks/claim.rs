//! What a question asks to be computed, where its wording leaves no doubt.
//!
//! A question is read only when every word of it is understood: words that give orders are taken
//! away, and what is left must be one of the wordings below exactly. A question with one word more
//! is left to the solver.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::said::{self, Piece, Relation, Sign};
use super::units::{self, Unit};
use super::{algebra, frame, story};
use crate::domain::Rich;
use crate::math::Exact;

/// What the answer must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Claim {
    /// This value, in this unit if one is asked for.
    Value(Exact, Option<Unit>),
    /// What solves the relation.
    Solution(Relation),
    /// The sign between two values.
    Comparison(Sign),
    /// This value, written in this way.
    Shaped(Exact, Shape),
    /// This pair of x and y.
    Point(Exact, Exact),
    /// All x that are so to a bound.
    Ray(Sign, Exact),
    /// So many.
    Count(u8),
    /// An expression with letters that is this one in another form.
    Alike(String),
    /// Those of the options that have a property.
    Which(Property),
    /// The options from the smallest to the largest, or the other way round.
    Order {
        /// Whether the smallest comes first.
        ascending: bool,
    },
}

/// How a fraction is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A whole and a proper fraction.
    Mixed,
    /// One fraction whose numerator is not less than its denominator.
    Improper,
    /// One fraction whose numerator is less than its denominator.
    Proper,
}

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

/// Stems of words that order, ask or join, and change nothing about what is asked.
const ORDERS: &[&str] = &[
    "найди",
    "найти",
    "назови",
    "величин",
    "получил",
    "name",
    "вычисл",
    "посчита",
    "сосчита",
    "подсчита",
    "определи",
    "укажи",
    "запиши",
    "выбери",
    "чему",
    "равн",
    "равен",
    "значени",
    "выражени",
    "выполни",
    "действи",
    "пример",
    "реши",
    "сколько",
    "будет",
    "каков",
    "какое",
    "какой",
    "какая",
    "какие",
    "каком",
    "какого",
    "каким",
    "каких",
    "какую",
    "чему",
    "числ",
    "чисел",
    "ответ",
    "устно",
    "письменно",
    "столбик",
    "удобн",
    "рациональн",
    "способ",
    "его",
    "ее",
    "их",
    "известно",
    "что",
    "если",
    "для",
    "из",
    "среди",
    "них",
    "следующ",
    "данн",
    "предложенн",
    "перечисленн",
    "является",
    "являются",
    "правильн",
    "calculate",
    "evaluate",
    "compute",
    "work",
    "out",
    "find",
    "the",
    "what",
    "is",
    "are",
    "value",
    "of",
    "expression",
    "answer",
    "write",
    "a",
    "an",
    "it",
    "its",
    "how",
    "many",
    "much",
    "which",
    "these",
    "number",
    "following",
    "this",
    "мы",
    "получим",
    "получится",
    "результат",
    "у",
    "и",
    "and",
    "with",
    "to",
    "by",
    "from",
    "с",
    "со",
    "на",
    "в",
    "во",
    "до",
    "от",
    "по",
];

/// Words of [`ORDERS`] that some wordings need all the same.
const JOINTS: &[&str] = &["и", "на", "в", "от", "of", "to", "by", "from", "что", "with", "and", "до", "из"];

/// A wording: stems in order, `#` for a value, `@` for a value with a unit, `U` for a unit asked
/// for, `=` for the sign, `?` before a stem that may be absent, `|` between stems. Orders are taken away from both sides.
struct Wording(&'static str, fn(&Found) -> Option<Claim>);

/// What the places of a wording hold.
#[derive(Default)]
struct Found {
    values: Vec<Exact>,
    units: Vec<Unit>,
    asked: Option<Unit>,
    relation: Option<Relation>,
}

impl Found {
    fn value(&self, at: usize) -> Option<&BigRational> {
        Some(&self.values.get(at)?.0)
    }

    fn base(&self, at: usize) -> Option<Exact> {
        Some(self.units.get(at)?.base(self.values.get(at)?))
    }

    /// All quantities in the first one's unit.
    fn alike(&self) -> Option<(Vec<BigRational>, Unit)> {
        let unit = *self.units.first()?;
        let same = self.units.iter().all(|other| other.dimension == unit.dimension);
        let values =
            (0..self.units.len()).map(|at| Some(unit.out_of_base(&self.base(at)?).0)).collect::<Option<_>>()?;
        same.then_some((values, unit))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a wording may have no claim, this one always has")]
fn value(value: BigRational) -> Option<Claim> {
    Some(Claim::Value(Exact(value), None))
}

fn whole(number: &BigRational) -> Option<i64> {
    number.is_integer().then(|| number.to_integer().to_i64()).flatten().filter(|n| (1..=1_000_000_000).contains(n))
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn common(found: &Found, divisor: bool) -> Option<Claim> {
    let numbers: Vec<i64> = found.values.iter().map(|v| whole(&v.0)).collect::<Option<_>>()?;
    let of = numbers.iter().copied().reduce(|a, b| if divisor { gcd(a, b) } else { a / gcd(a, b) * b })?;
    Some(Claim::Value(Exact::whole(of), None))
}

fn hundred() -> BigRational {
    BigRational::from_integer(100.into())
}

fn ratio(a: &BigRational, b: &BigRational) -> Option<BigRational> {
    (!b.is_zero()).then(|| a / b)
}

/// The value of a decimal place's half-up rounding.
fn rounded(number: &BigRational, place: i32) -> Option<Claim> {
    value(round_half_up(number, place))
}

fn round_half_up(number: &BigRational, place: i32) -> BigRational {
    let ten = BigRational::from_integer(10.into());
    let scale = (0..place.abs()).fold(BigRational::from_integer(1.into()), |scale, _| scale * &ten);
    let scaled = if place < 0 { number * &scale } else { number / &scale };
    let half = BigRational::new(1.into(), 2.into());
    let up = (scaled.abs() + half).floor() * scaled.signum();
    if place < 0 { up / scale } else { up * scale }
}

fn converted(found: &Found) -> Option<Claim> {
    let asked = found.asked?;
    let same = found.units.iter().all(|unit| unit.dimension == asked.dimension);
    let sum = (0..found.units.len()).map(|at| Some(found.base(at)?.0)).sum::<Option<BigRational>>()?;
    same.then(|| Claim::Value(asked.out_of_base(&Exact(sum)), Some(asked)))
}

fn measured(found: &Found, power: u32, of: fn(&[BigRational]) -> Option<BigRational>) -> Option<Claim> {
    let (values, unit) = found.alike()?;
    let unit = match power {
        1 => unit,
        2 => unit.squared()?,
        _ => unit.cubed()?,
    };
    Some(Claim::Value(Exact(of(&values)?), Some(unit)))
}

fn two() -> BigRational {
    BigRational::from_integer(2.into())
}

const WORDINGS: &[Wording] = &[
    Wording("сумм|sum # и|and #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("разност|difference # и|and|between #", |f| value(f.value(0)? - f.value(1)?)),
    Wording("произведен|product # и|and #", |f| value(f.value(0)? * f.value(1)?)),
    Wording("частн|quotient # и|and #", |f| value(ratio(f.value(0)?, f.value(1)?)?)),
    Wording("# % от|of #", |f| value(f.value(0)? * f.value(1)? / hundred())),
    Wording("# процент от #", |f| value(f.value(0)? * f.value(1)? / hundred())),
    Wording("# percent of #", |f| value(f.value(0)? * f.value(1)? / hundred())),
    Wording("# % котор #", |f| value(ratio(&(f.value(1)? * hundred()), f.value(0)?)?)),
    Wording("процент составля # от #", |f| value(ratio(&(f.value(0)? * hundred()), f.value(1)?)?)),
    Wording("остат ?от делени # на #", |f| {
        let (a, b) = (whole(f.value(0)?)?, whole(f.value(1)?)?);
        Some(Claim::Value(Exact::whole(a % b), None))
    }),
    Wording("# % от|of @", |f| of_quantity(f, &(f.value(0)? / hundred()))),
    Wording("# от|of #", |f| fraction(f).and_then(|part| value(part * f.value(1)?))),
    Wording("# от|of @", |f| of_quantity(f, &fraction(f)?)),
    Wording("# котор #", |f| value(ratio(f.value(1)?, &fraction(f)?)?)),
    Wording("обратн|reciprocal #", |f| value(ratio(&BigRational::from_integer(1.into()), f.value(0)?)?)),
    Wording("противоположн|opposite #", |f| value(-f.value(0)?.clone())),
    Wording("модул|modulus|absolute #", |f| value(f.value(0)?.abs())),
    Wording("# вид|виде десятичн дроб", |f| value(f.value(0)?.clone())),
    Wording("вид|виде десятичн дроб #", |f| value(f.value(0)?.clone())),
    Wording("# вид|виде ?несократим обыкновенн дроб", |f| value(f.value(0)?.clone())),
    Wording("# ?дробь вид|виде|как смешанн", |f| {
        Some(Claim::Shaped(f.values.first()?.clone(), Shape::Mixed))
    }),
    Wording("неправильн дроб # вид|виде смешанн", |f| {
        Some(Claim::Shaped(f.values.first()?.clone(), Shape::Mixed))
    }),
    Wording("вид|виде смешанн ?неправильн ?дроб #", |f| {
        Some(Claim::Shaped(f.values.first()?.clone(), Shape::Mixed))
    }),
    Wording("?смешанн # вид|виде неправильн дроб", |f| {
        Some(Claim::Shaped(f.values.first()?.clone(), Shape::Improper))
    }),
    Wording("вид|виде неправильн дроб ?смешанн #", |f| {
        Some(Claim::Shaped(f.values.first()?.clone(), Shape::Improper))
    }),
    Wording("развернут угол|угла", |_| degrees(180)),
    Wording("прямо|прямой угол|угла", |_| degrees(90)),
    Wording("нод|gcd|hcf # и|and #", |f| common(f, true)),
    Wording("нод # # и #", |f| common(f, true)),
    Wording("наибольш общ делител # и #", |f| common(f, true)),
    Wording("greatest|highest common divisor|factor # and #", |f| common(f, true)),
    Wording("нок|lcm # и|and #", |f| common(f, false)),
    Wording("нок # # и #", |f| common(f, false)),
    Wording("наименьш общ кратн # и #", |f| common(f, false)),
    Wording("least|lowest common multiple # and #", |f| common(f, false)),
    Wording("квадрат|square #", |f| value(f.value(0)? * f.value(0)?)),
    Wording("куб|cube #", |f| value(f.value(0)? * f.value(0)? * f.value(0)?)),
    Wording("половин|half #", |f| value(f.value(0)? / two())),
    Wording("увелич|increase # на|by #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("увелич # в # раз", |f| value(f.value(0)? * f.value(1)?)),
    Wording("уменьш|decrease # на|by #", |f| value(f.value(0)? - f.value(1)?)),
    Wording("уменьш # в # раз", |f| value(ratio(f.value(0)?, f.value(1)?)?)),
    Wording("числ на # больше ?чем|числа #", |f| value(f.value(1)? + f.value(0)?)),
    Wording("числ на # меньше ?чем|числа #", |f| value(f.value(1)? - f.value(0)?)),
    Wording("числ в # раз больше ?чем|числа #", |f| value(f.value(1)? * f.value(0)?)),
    Wording("числ в # раз меньше ?чем|числа #", |f| value(ratio(f.value(1)?, f.value(0)?)?)),
    Wording("сколько # больше|меньше ?чем #", |f| value((f.value(0)? - f.value(1)?).abs())),
    Wording("увелич|increase # на|by # %", |f| value(f.value(0)? * (hundred() + f.value(1)?) / hundred())),
    Wording("уменьш|decrease|reduce # на|by # %", |f| {
        value(f.value(0)? * (hundred() - f.value(1)?) / hundred())
    }),
    Wording("# увелич на # %", |f| value(f.value(0)? * (hundred() + f.value(1)?) / hundred())),
    Wording("# уменьш на # %", |f| value(f.value(0)? * (hundred() - f.value(1)?) / hundred())),
    Wording("процент # составля от #", |f| value(ratio(&(f.value(0)? * hundred()), f.value(1)?)?)),
    Wording("треть|трети|third #", |f| value(f.value(0)? / BigRational::from_integer(3.into()))),
    Wording("четверть|четверти|quarter #", |f| {
        value(f.value(0)? / BigRational::from_integer(4.into()))
    }),
    Wording("раз # больше|меньше ?чем #", |f| {
        let (a, b) = (f.value(0)?, f.value(1)?);
        value(if a > b { ratio(a, b)? } else { ratio(b, a)? })
    }),
    Wording("округл|round # до|to десятых|tenths", |f| rounded(f.value(0)?, -1)),
    Wording("round # to nearest tenth", |f| rounded(f.value(0)?, -1)),
    Wording("round # to nearest hundredth", |f| rounded(f.value(0)?, -2)),
    Wording("round # to nearest whole", |f| rounded(f.value(0)?, 0)),
    Wording("round # to nearest ten", |f| rounded(f.value(0)?, 1)),
    Wording("round # to nearest hundred", |f| rounded(f.value(0)?, 2)),
    Wording("round # to nearest thousand", |f| rounded(f.value(0)?, 3)),
    Wording("округл # до сотых", |f| rounded(f.value(0)?, -2)),
    Wording("округл # до тысячных", |f| rounded(f.value(0)?, -3)),
    Wording("округл # до цел|единиц", |f| rounded(f.value(0)?, 0)),
    Wording("округл # до десятков", |f| rounded(f.value(0)?, 1)),
    Wording("округл # до сотен", |f| rounded(f.value(0)?, 2)),
    Wording("округл # до тысяч", |f| rounded(f.value(0)?, 3)),
    Wording("U в|in @", converted),
    Wording("U в|in @ @", converted),
    Wording("@ = U", converted),
    Wording("@ @ = U", converted),
    Wording("вырази|перевед|convert|express в|to|in|into U @", converted),
    Wording("вырази|перевед|convert|express в|to|in|into U @ @", converted),
    Wording(
        "вырази|перевед|convert|express ?скорость|длину|площадь|массу|объем|время|расстояние @ в|to|in|into U",
        converted,
    ),
    Wording("вырази|перевед|convert|express @ @ в|to|in|into U", converted),
    Wording("периметр|perimeter квадрат|square сторон|side @", |f| {
        measured(f, 1, |v| Some(&v[0] * two() * two()))
    }),
    Wording("площад|area квадрат|square сторон|side @", |f| measured(f, 2, |v| Some(&v[0] * &v[0]))),
    Wording(
        "периметр|perimeter прямоугольник|rectangle сторон|side|sides @ и|and @",
        |f| measured(f, 1, |v| Some((&v[0] + &v[1]) * two())),
    ),
    Wording("площад|area прямоугольник|rectangle сторон|side|sides @ и|and @", |f| {
        measured(f, 2, |v| Some(&v[0] * &v[1]))
    }),
    Wording("объем|volume куб|cube ребр|edge @", |f| measured(f, 3, |v| Some(&v[0] * &v[0] * &v[0]))),
    Wording("объем прямоугольн параллелепипед измерени|ребр @ @ и @", |f| {
        measured(f, 3, |v| Some(&v[0] * &v[1] * &v[2]))
    }),
    Wording(
        "площад|area треугольник|triangle основан|base @ и|and высот|height ?проведенн ?к ?нему @",
        |f| measured(f, 2, |v| Some(&v[0] * &v[1] / two())),
    ),
    Wording(
        "гипотенуз|hypotenuse ?прямоугольн|right ?треугольник|triangle катет|legs @ и|and @",
        |f| measured(f, 1, |v| root(&(&v[0] * &v[0] + &v[1] * &v[1]))),
    ),
];

/// A part: a fraction written as one, not a whole number («5 от 20»).
fn fraction(found: &Found) -> Option<BigRational> {
    found.value(0).filter(|part| !part.is_integer() && part.is_positive()).cloned()
}

fn of_quantity(found: &Found, part: &BigRational) -> Option<Claim> {
    let unit = *found.units.first()?;
    Some(Claim::Value(Exact(found.values.last()?.0.clone() * part), Some(unit)))
}

#[expect(clippy::unnecessary_wraps, reason = "a wording may have no claim, this one always has")]
fn degrees(angle: i64) -> Option<Claim> {
    Some(Claim::Value(Exact::whole(angle), units::named("°")))
}

fn root(square: &BigRational) -> Option<BigRational> {
    let (n, d) = (square.numer().sqrt(), square.denom().sqrt());
    let root = BigRational::new(n, d);
    (&root * &root == *square).then_some(root)
}

/// Properties options may be asked for: stems, and what they mean.
const PROPERTIES: &[Wording] = &[
    Wording("прост|prime", |_| Some(Claim::Which(Property::Prime))),
    Wording("составн|composite", |_| Some(Claim::Which(Property::Composite))),
    Wording("четн|even", |_| Some(Claim::Which(Property::Even))),
    Wording("нечетн|odd", |_| Some(Claim::Which(Property::Odd))),
    Wording("делится|делятся|divisible на|by #", |f| {
        Some(Claim::Which(Property::DivisibleBy(f.values.first()?.clone())))
    }),
    Wording("кратн|multiple #", |f| Some(Claim::Which(Property::DivisibleBy(f.values.first()?.clone())))),
    Wording("не делится|делятся на #", |f| {
        Some(Claim::Which(Property::Not(Box::new(Property::DivisibleBy(f.values.first()?.clone())))))
    }),
    Wording("больше|greater|more|longer|тяжелее|длиннее ?чем|than @", |f| {
        Some(Claim::Which(Property::MoreThan(f.base(0)?)))
    }),
    Wording("меньше|less|shorter|легче|короче ?чем|than @", |f| {
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
    Wording("удовлетворя|satisfies неравенств|inequality|уравнени|equation R", solves),
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
    Wording("?дроб|fraction #", |f| Some(Claim::Which(Property::EqualTo(f.values.first()?.clone())))),
    Wording("положительн|positive", |_| Some(Claim::Which(Property::Positive))),
    Wording("отрицательн|negative", |_| Some(Claim::Which(Property::Negative))),
    Wording("цел|integer", |_| Some(Claim::Which(Property::Whole))),
    Wording("наибольш|largest|greatest", |_| Some(Claim::Which(Property::Largest))),
    Wording("сам больш", |_| Some(Claim::Which(Property::Largest))),
    Wording("наименьш|smallest|least", |_| Some(Claim::Which(Property::Smallest))),
    Wording("больше всех|all", |_| Some(Claim::Which(Property::Largest))),
    Wording("меньше всех|all", |_| Some(Claim::Which(Property::Smallest))),
];

fn rounds_to(found: &Found, place: i32) -> Option<Claim> {
    Some(Claim::Which(Property::RoundsTo(found.values.first()?.clone(), place)))
}

fn solves(found: &Found) -> Option<Claim> {
    Some(Claim::Which(Property::Solves(found.relation.clone()?)))
}

/// What the question claims its answer to be; `None` when any word of it is not understood.
pub(super) fn of(question: &Rich) -> Option<Claim> {
    of_pieces(&said::pieces(question))
}

/// The same of a part of a text.
pub(super) fn of_pieces(pieces: &[Piece]) -> Option<Claim> {
    solution(pieces)
        .or_else(|| comparison(pieces))
        .or_else(|| alone(pieces))
        .or_else(|| algebra::claim(pieces))
        .or_else(|| worded(pieces, WORDINGS))
        .or_else(|| frame::claim(pieces))
        .or_else(|| story::claim(pieces))
}

/// What property the question asks of its options.
pub(super) fn of_options(question: &Rich) -> Option<Claim> {
    let pieces = said::pieces(question);
    if let Some(ascending) = order(&pieces) {
        return Some(Claim::Order { ascending });
    }
    // Choosing a property needs a word that asks to choose.
    let asks = |piece: &Piece| matches!(piece, Piece::Word(w) if ["как", "укаж", "выбер", "which", "среди", "choose"].iter().any(|stem| w.starts_with(stem)));
    pieces.iter().any(asks).then(|| worded(&pieces, PROPERTIES)).flatten()
}

/// Whether a word orders, asks or joins, and changes nothing about what is asked.
pub(super) fn is_order(word: &str) -> bool {
    ORDERS.iter().any(|stem| if stem.chars().count() <= 3 { word == *stem } else { word.starts_with(stem) })
}

/// «Вычислите: 3 + 4».
fn alone(pieces: &[Piece]) -> Option<Claim> {
    let mut values = pieces.iter().filter_map(|p| match p {
        Piece::Value { value, operation: true } => Some(value),
        _ => None,
    });
    let (value, more) = (values.next()?, values.next());
    // «частное 816 : 4» is the name of what stands there.
    let names = [
        "представ",
        "виде",
        "степен",
        "сумм",
        "разност",
        "произведен",
        "частн",
        "sum",
        "difference",
        "product",
        "quotient",
    ];
    let rest = pieces.iter().all(|piece| match piece {
        Piece::Word(word) => is_order(word) || names.iter().any(|name| word.starts_with(name)),
        Piece::Value { operation, .. } => *operation,
        Piece::Gap => true,
        _ => false,
    });
    (more.is_none() && rest).then(|| Claim::Value(value.clone(), None))
}

/// «Решите уравнение: …».
fn solution(pieces: &[Piece]) -> Option<Claim> {
    let mut relations = pieces.iter().filter_map(|p| if let Piece::Relation(r) = p { Some(r) } else { None });
    let (relation, more) = (relations.next()?, relations.next());
    let words: Vec<&str> =
        pieces.iter().filter_map(|p| if let Piece::Word(w) = p { Some(w.as_str()) } else { None }).collect();
    let solve = [
        "уравнени",
        "корен",
        "корн",
        "solve",
        "equation",
        "root",
        "неизвестн",
        "слагаем",
        "множител",
        "вычитаем",
        "уменьшаем",
        "делим",
        "делител",
        "член",
        "пропорц",
        "unknown",
        "proportion",
        "missing",
        "имеет",
    ];
    let known = |word: &&str| is_order(word) || solve.iter().any(|s| word.starts_with(s)) || *word == "x";
    let asks = words
        .iter()
        .any(|word| solve.iter().any(|s| word.starts_with(s)) || word.starts_with("реш") || word.starts_with("найд"));
    let others =
        pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Relation(_)) || *p == Piece::Formula("x".into()));
    // «Сколько корней», «какое число является корнем»: not the solutions themselves.
    let of_them = words.iter().any(|word| matches!(*word, "сколько" | "корнем" | "many" | "сумма" | "сумму"));
    (more.is_none() && asks && others && !of_them && words.iter().all(known) && relation.sign == Sign::Equal)
        .then(|| Claim::Solution(relation.clone()))
}

/// «Сравните 3/4 и 2/3».
fn comparison(pieces: &[Piece]) -> Option<Claim> {
    let values: Vec<Exact> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Value { value, .. } => Some(value.clone()),
            Piece::Quantity(value, unit) => Some(unit.base(value)),
            _ => None,
        })
        .collect();
    let compares = |word: &str| word.starts_with("сравни") || word == "compare";
    let signs = |word: &str| {
        ["знак", "sign", "постав", "встав", "надо", "нужно", "или", "or", "между", "пропущен", "put", "дроб", "symbol"]
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    let known = |p: &Piece| match p {
        Piece::Word(word) => compares(word) || is_order(word) || signs(word),
        Piece::Value { .. } | Piece::Quantity(..) | Piece::Gap | Piece::Mark(_) => true,
        _ => false,
    };
    let [left, right] = values.as_slice() else { return None };
    // «Поставьте знак: 74 … 47»: the gap stands between the two.
    let is_value = |p: &Piece| matches!(p, Piece::Value { .. } | Piece::Quantity(..));
    let first = pieces.iter().position(is_value)?;
    let between = matches!(pieces.get(first + 1), Some(Piece::Gap)) && pieces.get(first + 2).is_some_and(is_value);
    let sign = pieces.iter().any(|p| matches!(p, Piece::Word(w) if w.starts_with("знак") || w == "sign"));
    let asked = pieces.iter().any(|p| matches!(p, Piece::Word(w) if compares(w))) || (sign && between);
    (asked && pieces.iter().all(known)).then(|| {
        Claim::Comparison(match left.cmp(right) {
            std::cmp::Ordering::Less => Sign::Less,
            std::cmp::Ordering::Equal => Sign::Equal,
            std::cmp::Ordering::Greater => Sign::More,
        })
    })
}

/// «в порядке возрастания»
fn order(pieces: &[Piece]) -> Option<bool> {
    let has = |stem: &str| pieces.iter().any(|p| matches!(p, Piece::Word(w) if w.starts_with(stem)));
    let (up, down) = (has("возраст") || has("ascending"), has("убыван") || has("descending"));
    (up != down).then_some(up)
}

fn worded(pieces: &[Piece], wordings: &[Wording]) -> Option<Claim> {
    wordings.iter().find_map(|Wording(wording, claim)| claim(&fits(wording, pieces)?))
}

/// Whether the pieces are this wording and orders, and what stands in its places.
fn fits(wording: &str, pieces: &[Piece]) -> Option<Found> {
    let mut found = Found::default();
    let mut at = 0;
    for place in wording.split(' ') {
        let (optional, place) = place.strip_prefix('?').map_or((false, place), |place| (true, place));
        // Orders may stand before every place, unless they are the place itself.
        let start = at;
        loop {
            let piece = pieces.get(at);
            if piece.is_some_and(|piece| takes(place, piece, &mut found)) {
                at += 1;
                break;
            }
            let skipped = match piece {
                Some(Piece::Word(word)) => is_order(word),
                Some(Piece::Gap) => true,
                _ => false,
            };
            if skipped {
                at += 1;
            } else if optional || JOINTS.contains(&place.split('|').next().unwrap_or_default()) {
                at = start;
                break;
            } else {
                return None;
            }
        }
    }
    let rest = pieces.get(at..)?;
    rest.iter().all(|p| matches!(p, Piece::Gap) || matches!(p, Piece::Word(w) if is_order(w))).then_some(found)
}

fn takes(place: &str, piece: &Piece, found: &mut Found) -> bool {
    match (place, piece) {
        ("#", Piece::Value { value, .. }) => found.values.push(value.clone()),
        ("@", Piece::Quantity(value, unit)) => {
            found.values.push(value.clone());
            found.units.push(*unit);
        }
        ("=", Piece::Mark(Sign::Equal)) => {}
        ("R", Piece::Relation(relation)) => found.relation = Some(relation.clone()),
        ("U", Piece::Word(word)) => match units::named(word) {
            Some(unit) if !is_order(word) => found.asked = Some(unit),
            _ => return false,
        },
        (stems, Piece::Word(word)) => {
            return stems.split('|').any(
                |stem| {
                    if stem.chars().count() < 3 { word == stem } else { word.starts_with(stem) }
                },
            );
        }
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed(question: &str) -> Option<String> {
        match of(&question.into())? {
            Claim::Value(value, unit) => {
                Some(format!("{} {}", value.source(), unit.map_or("", |u| u.symbol)).trim().to_owned())
            }
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn plain_wordings_say_what_is_right() {
        let wordings = [
            ("Вычислите: 3 + 4 · 2", "11"),
            (r"Найдите значение выражения $\frac{1}{2} + \frac{1}{3}$.", "5/6"),
            ("Сколько будет 7 · 8?", "56"),
            ("12 + 30 =", "42"),
            ("Найдите сумму чисел 12 и 30.", "42"),
            ("Найдите 15 % от 240.", "36"),
            ("Чему равны 15% от числа 240?", "36"),
            ("Найдите число, 20 % которого равны 30.", "150"),
            ("Найдите НОД чисел 12 и 18.", "6"),
            ("Чему равен остаток от деления 17 на 5?", "2"),
            ("Округлите 3,456 до десятых.", "7/2"),
            ("Сколько сантиметров в 3 м 5 дм?", "350 см"),
            ("Выразите в граммах: 2 кг 300 г", "2300 г"),
            ("Переведите 36 км/ч в м/с.", "10 м/с"),
            ("Найдите периметр квадрата со стороной 5 см.", "20 см"),
            ("Найдите площадь прямоугольника со сторонами 4 см и 7 см.", "28 см²"),
            ("Уменьшите 48 в 6 раз.", "8"),
            ("На сколько 15 больше, чем 8?", "7"),
            ("What is 20% of 50?", "10"),
            (r"Найдите $\frac{3}{5}$ от 45.", "27"),
            (r"Найдите число, $\frac{3}{4}$ которого равны 12.", "16"),
            ("Чему равно |−14| − |6|?", "8"),
            (r"Вычислите: $\log_2 32$.", "5"),
            (r"Назовите число, обратное числу $\frac{3}{8}$.", "8/3"),
            ("Сколько бит в 3 байтах?", "24 бит"),
            ("Сколько квадратных сантиметров в 1 дм²?", "100 см²"),
            ("Выразите скорость 72 км/ч в метрах в секунду.", "20 м/с"),
            ("Round 6.748 to the nearest tenth.", "67/10"),
            ("Чему равен развёрнутый угол?", "180 °"),
            ("Периметр квадрата равен 36 см. Найдите его сторону.", "9 см"),
            ("Площадь прямоугольника 28 см², одна сторона 4 см. Найдите другую.", "7 см"),
            ("Длина прямоугольника 12 см, ширина на 4 см меньше. Найдите площадь прямоугольника.", "96 см²"),
            ("Катеты прямоугольного треугольника равны 6 см и 8 см. Найдите гипотенузу.", "10 см"),
            ("Два угла треугольника равны 48° и 67°. Найдите третий угол.", "65 °"),
            ("Один из смежных углов равен 112°. Найдите другой угол.", "68 °"),
            ("Сторона параллелограмма 9 см, высота, проведённая к ней, 4 см. Найдите площадь.", "36 см²"),
            ("Основания трапеции равны 6 см и 10 см, высота 5 см. Найдите площадь трапеции.", "40 см²"),
            ("Найдите сумму углов выпуклого шестиугольника.", "720 °"),
            ("Огород имеет длину 25 м и ширину 16 м. Найдите его площадь.", "400 м²"),
            ("Поезд шёл 4 ч со скоростью 65 км/ч. Какое расстояние он прошёл?", "260 км"),
            ("Чему равна скорость, если 240 км пройдено за 4 ч?", "60 км/ч"),
            ("A cyclist rides 36 km in 3 hours. What is his speed?", "12 км/ч"),
            ("Масса тела 240 г, объём 30 см³. Какова плотность вещества?", "8 г/см³"),
            ("Сила тока 0,5 А, сопротивление 20 Ом. Найдите напряжение.", "10 В"),
            ("Сила 150 Н действует на площадь 0,5 м². Найдите давление.", "300 Па"),
            (r"В арифметической прогрессии $a_1=4$, $d=3$. Найдите $a_{10}$.", "31"),
            ("Найдите сумму первых десяти членов арифметической прогрессии, если $a_1 = 2$, $d = 3$.", "155"),
            (r"В геометрической прогрессии $b_1=3$, $q=2$. Найдите $b_5$.", "48"),
            ("Найдите значение выражения $3a-2b$ при $a=4$, $b=-1$.", "14"),
            ("Функция задана формулой $y = 3x - 5$. Найдите значение функции при $x = 4$.", "7"),
            ("Найдите дискриминант уравнения $2x^2 - 3x - 5 = 0$.", "49"),
            ("Найдите среднее арифметическое чисел 4, 7, 9, 12.", "8"),
            ("Найдите медиану ряда чисел 3, 9, 4, 7, 12.", "7"),
            ("Какое число больше: −12 или −8?", "-8"),
            ("Переведите число 13 из десятичной системы в двоичную.", "1101"),
            (r"Найдите молярную массу воды $\ce{H2O}$.", "18"),
            ("Блокнот стоит 45 руб. Сколько стоят 6 таких блокнотов?", "270 руб"),
            ("В классе 30 учеников, 40 % из них — мальчики. Сколько в классе мальчиков?", "12"),
            ("Книга стоила 200 руб. Её цена выросла на 10 %. Сколько стоит книга теперь?", "220 руб"),
            ("В урне 3 белых и 7 чёрных шаров. Найдите вероятность вынуть белый шар.", "3/10"),
            ("Find the area of a rectangle with sides 4 cm and 7 cm.", "28 см²"),
        ];
        let wrong = wordings.iter().filter(|(question, right)| claimed(question).as_deref() != Some(*right));
        let wrong: Vec<_> = wrong.map(|(question, right)| (question, right, claimed(question))).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn one_word_more_and_nothing_is_claimed() {
        for question in [
            "Вычислите 3 + 4 и округлите до десятков",
            "Найдите приближённое значение: 2 : 3",
            "У Маши было 12 яблок, она отдала 5. Сколько осталось?",
            "Найдите 15 % от числа, которое на 5 больше 240",
            "Поезд шёл 4 ч со скоростью 65 км/ч и ещё 2 ч пешком. Какое расстояние он прошёл?",
            "Катер шёл 4 ч со скоростью 20 км/ч по течению. Какое расстояние он прошёл?",
            "Площадь квадрата 49 см² увеличили вдвое. Найдите его сторону.",
            "Сумма двух сторон прямоугольника 12 см. Найдите его периметр.",
            "После снижения цены на 20 % рубашка стоит 800 руб. Сколько она стоила до снижения?",
            "В классе 30 учеников, 40 % из них — мальчики. Сколько в классе девочек?",
            "Найдите среднюю скорость, если 240 км пройдено за 4 ч.",
            "В каком веке был 1242 год?",
            "Сколько слогов в слове 5?",
            "Найдите сумму первых 12 и 30 членов прогрессии",
        ] {
            assert_eq!(claimed(question), None, "{question}");
        }
    }

    #[test]
    fn options_are_asked_for_a_property() {
        let which = |question: &str| match of_options(&question.into()) {
            Some(Claim::Which(property)) => Some(property),
            _ => None,
        };
        assert_eq!(which("Какое из чисел является простым?"), Some(Property::Prime));
        assert_eq!(which("Какие из чисел делятся на 3?"), Some(Property::DivisibleBy(Exact::whole(3))));
        assert_eq!(which("Укажите наибольшее число."), Some(Property::Largest));
        assert_eq!(
            which("Какое число не делится на 4?"),
            Some(Property::Not(Box::new(Property::DivisibleBy(Exact::whole(4)))))
        );
        assert_eq!(which("Какое из чисел самое вкусное?"), None);
    }
}
