//! Wordings of questions that ask for one value.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::claim::{Claim, Shape};
use super::units::{self, Dimension, hundred};
use super::wording::{Found, Wording};
use crate::math::Exact;

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

fn ratio(a: &BigRational, b: &BigRational) -> Option<BigRational> {
    (!b.is_zero()).then(|| a / b)
}

/// The value of a decimal place's half-up rounding.
fn rounded(number: &BigRational, place: i32) -> Option<Claim> {
    value(round_half_up(number, place))
}

pub(super) fn round_half_up(number: &BigRational, place: i32) -> BigRational {
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

pub(super) const WORDINGS: &[Wording] = &[
    Wording("сумм|sum ?всех натуральн|natural !от|from # !до|to #", |f| {
        let (from, to) = (whole(f.value(0)?)?, whole(f.value(1)?)?);
        let sum = (from + to) * (to - from + 1) / 2;
        (from < to && to < 10_000).then(|| Claim::Value(Exact::whole(sum), None))
    }),
    Wording("сумм|sum ?дроб|fraction # и|and #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("сложи|сложите|add ?дроб|fraction # и|and|с #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("перемнож|умнож|multiply ?дроб|fraction # и|and|на|by #", |f| {
        value(f.value(0)? * f.value(1)?)
    }),
    Wording("percent !of # #", |f| value(ratio(&(f.value(1)? * hundred()), f.value(0)?)?)),
    Wording("percentage !of # #", |f| value(ratio(&(f.value(1)? * hundred()), f.value(0)?)?)),
    Wording("# what percent !of #", |f| value(ratio(&(f.value(0)? * hundred()), f.value(1)?)?)),
    Wording("разност|difference ?дроб|fraction # и|and|between #", |f| value(f.value(0)? - f.value(1)?)),
    Wording("произведен|product ?дроб|fraction # и|and #", |f| value(f.value(0)? * f.value(1)?)),
    Wording("частн|quotient ?дроб|fraction # и|and #", |f| value(ratio(f.value(0)?, f.value(1)?)?)),
    // «20 % от числа равны 18»: the number itself is asked.
    Wording("# % ?от|of числ|него|нее|number равн|составля|is #", |f| {
        value(ratio(&(f.value(1)? * hundred()), f.value(0)?)?)
    }),
    Wording("# ?от|of числ|него|нее|number равн|составля|is #", |f| {
        value(ratio(f.value(1)?, &fraction(f)?)?)
    }),
    Wording("# % !от|of #", |f| value(f.value(0)? * f.value(1)? / hundred())),
    Wording("# процент !от #", |f| value(f.value(0)? * f.value(1)? / hundred())),
    Wording("# percent !of #", |f| value(f.value(0)? * f.value(1)? / hundred())),
    Wording("# % котор|его|ее|этого #", |f| value(ratio(&(f.value(1)? * hundred()), f.value(0)?)?)),
    Wording("процент составля # от #", |f| value(ratio(&(f.value(0)? * hundred()), f.value(1)?)?)),
    // The operator of the remainder in Python.
    Wording("# % # язык|языке|программ python", |f| {
        let (a, b) = (whole(f.value(0)?)?, whole(f.value(1)?)?);
        Some(Claim::Value(Exact::whole(a % b), None))
    }),
    Wording("python # % #", |f| {
        let (a, b) = (whole(f.value(0)?)?, whole(f.value(1)?)?);
        Some(Claim::Value(Exact::whole(a % b), None))
    }),
    Wording("остат ?от делени # на #", |f| {
        let (a, b) = (whole(f.value(0)?)?, whole(f.value(1)?)?);
        Some(Claim::Value(Exact::whole(a % b), None))
    }),
    Wording("# % !от|of @", |f| of_quantity(f, &(f.value(0)? / hundred()))),
    Wording("# !от|of #", |f| fraction(f).and_then(|part| value(part * f.value(1)?))),
    Wording("# !от|of @", |f| of_quantity(f, &fraction(f)?)),
    Wording("# котор|его|ее|этого #", |f| value(ratio(f.value(1)?, &fraction(f)?)?)),
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
    Wording("вписанн угол|угла опирается|опирающ дуг @ ?он", |f| angle(f, &half())),
    Wording("центральн угол|угла @ вписанн угол ?опирается|опирающ ?ту ?же ?дуг", |f| angle(f, &half())),
    Wording("вписанн угол|угла @ центральн угол ?опирается|опирающ ?ту ?же ?дуг", |f| angle(f, &two())),
    Wording("дуг котор опирается вписанн угол @", |f| angle(f, &two())),
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
    Wording("прибав|добав|add # !к|to #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("к # прибав|добав #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("выч|отними|отнять|subtract # !из|от|from #", |f| value(f.value(1)? - f.value(0)?)),
    Wording("# выч|отними|отнять #", |f| value(f.value(0)? - f.value(1)?)),
    Wording("умнож|multiply # !на|by #", |f| value(f.value(0)? * f.value(1)?)),
    Wording("# умнож !на #", |f| value(f.value(0)? * f.value(1)?)),
    Wording("раздели|разделить|divide # !на|by #", |f| value(ratio(f.value(0)?, f.value(1)?)?)),
    Wording("# раздели|разделить !на #", |f| value(ratio(f.value(0)?, f.value(1)?)?)),
    Wording("# увелич !на #", |f| value(f.value(0)? + f.value(1)?)),
    Wording("# уменьш !на #", |f| value(f.value(0)? - f.value(1)?)),
    Wording("# увелич !в # раз", |f| value(f.value(0)? * f.value(1)?)),
    Wording("# уменьш !в # раз", |f| value(ratio(f.value(0)?, f.value(1)?)?)),
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
    Wording("треть|трети|третью|третья дол|част #", |f| nth(f, 3)),
    Wording("четверт дол|част #", |f| nth(f, 4)),
    Wording("пятую|пятая|пятой дол|част #", |f| nth(f, 5)),
    Wording("шестую|шестая|шестой дол|част #", |f| nth(f, 6)),
    Wording("седьм дол|част #", |f| nth(f, 7)),
    Wording("восьм дол|част #", |f| nth(f, 8)),
    Wording("девят дол|част #", |f| nth(f, 9)),
    Wording("десят дол|част #", |f| nth(f, 10)),
    Wording(
        "сократ|reduce|simplify ?дроб|fraction # ?до|to ?несократим|lowest|simplest ?дроб|terms|form",
        |f| value(f.value(0)?.clone()),
    ),
    Wording("всего десятков числе #", |f| tens(f, 10)),
    Wording("всего сотен числе #", |f| tens(f, 100)),
    Wording("всего тысяч числе #", |f| tens(f, 1_000)),
    Wording("выдели цел част ?дроб|дроби #", |f| {
        Some(Claim::Shaped(f.values.first()?.clone(), Shape::Mixed))
    }),
    Wording("сумм первых # натуральных", |f| triangular(whole(f.value(0)?)?)),
    Wording("сумм первых двадцати натуральных", |_| triangular(20)),
    Wording("сумм первых десяти натуральных", |_| triangular(10)),
    Wording("сумм первых пятидесяти натуральных", |_| triangular(50)),
    Wording("сумм первых ста натуральных", |_| triangular(100)),
    Wording("дроб # вид|виде десятичн ?дроб", |f| value(f.value(0)?.clone())),
    Wording("десятичн дроб #", |f| value(f.value(0)?.clone())),
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

/// How many tens, hundreds or thousands a number has in all.
fn tens(found: &Found, of: i64) -> Option<Claim> {
    Some(Claim::Value(Exact::whole(whole(found.value(0)?)? / of), None))
}

#[expect(clippy::unnecessary_wraps, reason = "a wording may have no claim, this one always has")]
fn triangular(count: i64) -> Option<Claim> {
    Some(Claim::Value(Exact::whole(count * (count + 1) / 2), None))
}

fn nth(found: &Found, part: i64) -> Option<Claim> {
    value(found.value(0)? / BigRational::from_integer(part.into()))
}

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

fn half() -> BigRational {
    BigRational::new(1.into(), 2.into())
}

/// So many times an angle.
fn angle(found: &Found, times: &BigRational) -> Option<Claim> {
    let unit = found.units.first().filter(|unit| unit.dimension == Dimension::Angle)?;
    Some(Claim::Value(Exact(found.value(0)? * times), Some(*unit)))
}

fn root(square: &BigRational) -> Option<BigRational> {
    let (n, d) = (square.numer().sqrt(), square.denom().sqrt());
    let root = BigRational::new(n, d);
    (&root * &root == *square).then_some(root)
}
