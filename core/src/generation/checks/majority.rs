//! What holds for most of a task and not for one part of it: equal pairs, rising values.

use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};

use super::computed::{agrees, answered, chemistry};
use super::relation::Sign;
use super::relations::{self, Judge};
use super::said::{self, Piece};
use super::units::{Dimension, Unit};
use super::{algebra, bases, calculus, classes, dates, regions, roots, told};
use crate::domain::Rich;
use crate::generation::written;
use crate::math::{self, Exact, substance};

/// Words of pairs that are no equals.
pub(super) const ANOTHER: &[&str] =
    &["смежн", "противополож", "обратн", "удвоен", "квадрат", "половин", "следующ", "предыдущ", "дополн"];

/// The pair that is no pair of equals while most others are.
pub(super) fn unequal(question: &Rich, pairs: &[(&Rich, &Rich)]) -> Option<String> {
    if let Some(judge) = relations::named(question)
        && let Some(detail) = odd(pairs, &judge).or_else(|| changed_places(pairs, &judge))
    {
        return Some(detail);
    }
    let asks = question.plain().to_lowercase();
    let judge: Judge<'_> = if ["производн", "derivative"].iter().any(|of| asks.contains(of)) {
        Box::new(|left, right| calculus::is_slope(&formula(left), &formula(right)))
    } else if ["первообразн", "antiderivative"].iter().any(|of| asks.contains(of)) {
        Box::new(|left, right| calculus::is_primitive(&formula(left), &formula(right)))
    } else if let Some((letter, value)) = substituted(question) {
        let at = [(letter, value)];
        Box::new(move |left, right| {
            let value = math::approach_with(&formula(left), &at).ok()?;
            Some(value == answered(right.source())?.0)
        })
    } else if pairs.iter().any(|(left, right)| plain(left) == plain(right)) {
        // A number beside itself is no work: «0 — 0, 1 — 1, 2 — 4» are squares.
        return None;
    } else {
        Box::new(|left, right| equal(left, right).or_else(|| follows(question, left, right)))
    };
    odd(pairs, &judge).or_else(|| {
        let named = ANOTHER.iter().any(|stem| asks.contains(stem));
        (!named).then(|| changed_places(pairs, &judge)).flatten()
    })
}

/// «Соотнесите функцию с её значением при x = 3».
fn substituted(question: &Rich) -> Option<(char, Exact)> {
    let pieces = said::pieces(question);
    let &[relation] = algebra::relations(&pieces).as_slice() else { return None };
    let mut letters = relation.left.trim().chars();
    let letter = letters.next().filter(|letter| letters.next().is_none() && letter.is_ascii_lowercase())?;
    let values = said::words(&pieces).any(|word| word.starts_with("значени") || word.starts_with("value"));
    let at = said::words(&pieces).any(|word| matches!(word, "при" | "если" | "for" | "when" | "at"));
    (values && at && relation.sign == Sign::Equal).then(|| Some((letter, math::evaluate(&relation.right).ok()?)))?
}

/// A pair that is none where every left side has its one partner among all the right ones.
fn changed_places(pairs: &[(&Rich, &Rich)], judge: impl Fn(&Rich, &Rich) -> Option<bool>) -> Option<String> {
    let same_text = pairs.iter().any(|(left, _)| pairs.iter().any(|(_, right)| plain(left) == plain(right)));
    if pairs.len() < 3 || same_text {
        return None;
    }
    let partner = |left: &Rich| -> Option<usize> {
        let mut partners = (0..pairs.len()).filter(|at| judge(left, pairs[*at].1) == Some(true));
        partners.next().filter(|_| partners.next().is_none())
    };
    let partners: Vec<usize> = pairs.iter().map(|(left, _)| partner(left)).collect::<Option<_>>()?;
    let mut distinct = partners.clone();
    distinct.sort_unstable();
    let all = distinct.iter().copied().eq(0..pairs.len());
    let (_, (left, right)) = pairs.iter().enumerate().find(|(at, _)| partners.get(*at) != Some(at))?;
    all.then(|| format!("{}: {}", left.plain(), right.plain()))
}

/// The one pair that is wrong while most others are right.
fn odd(pairs: &[(&Rich, &Rich)], judge: impl Fn(&Rich, &Rich) -> Option<bool>) -> Option<String> {
    let judged: Vec<Option<bool>> = pairs.iter().map(|(left, right)| judge(left, right)).collect();
    let fit = judged.iter().filter(|judged| **judged == Some(true)).count();
    let at = judged.iter().position(|judged| *judged == Some(false))?;
    let (left, right) = pairs.get(at)?;
    (fit >= 2 && 2 * fit >= pairs.len()).then(|| format!("{}: {}", left.plain(), right.plain()))
}

/// A function without the name before it.
fn formula(text: &Rich) -> String {
    let source = text.source().replace('$', "");
    source.rsplit_once('=').map_or(source.as_str(), |(_, right)| right).trim().to_owned()
}

/// «U = 6 В, I = 2 А» and «3 Ом»: what a question asks of conditions.
fn follows(question: &Rich, left: &Rich, right: &Rich) -> Option<bool> {
    let conditions = left.source().contains('=') && left.source().contains([',', ';']);
    let question = question.source().trim().trim_end_matches(['.', ':']);
    conditions.then(|| told::holds(&format!("{}.", left.source()), &format!("{question} "), right.source())).flatten()
}

/// The pair of numbers in two systems that the question names, none written below them, which is no pair of equals.
pub(super) fn of_other_bases(asks: &str, pairs: &[(&Rich, &Rich)]) -> Option<String> {
    let named = [(2, "двоичн binary"), (8, "восьмеричн octal"), (16, "шестнадцатеричн hexadecimal")];
    let mut bases: Vec<u32> = named
        .iter()
        .filter(|(_, stems)| stems.split(' ').any(|stem| asks.contains(stem)))
        .map(|(base, _)| *base)
        .collect();
    bases.push(10);
    let [one, other] = bases.as_slice() else { return None };
    let read = |text: &Rich, base: u32| i64::from_str_radix(&plain(text), base).ok();
    let equal = |left: &Rich, right: &Rich, one, other| Some(read(left, one)? == read(right, other)?);
    let fits = |one: u32, other: u32| {
        pairs.iter().filter(|(left, right)| equal(left, right, one, other) == Some(true)).count()
    };
    let (one, other) = if fits(*one, *other) < fits(*other, *one) { (*other, *one) } else { (*one, *other) };
    odd(pairs, |left, right| equal(left, right, one, other))
}

fn plain(text: &Rich) -> String {
    text.source().chars().filter(|c| !c.is_whitespace() && *c != '$').collect()
}

/// Whether two things are one: values, expressions with letters, an equation and its roots, a formula and its class.
fn equal(left: &Rich, right: &Rich) -> Option<bool> {
    if let [Piece::Relation(relation)] = said::pieces(left).as_slice()
        && roots::unknown(relation).is_some()
    {
        if relation.sign != Sign::Equal {
            return regions::is_solution(relation, right.source());
        }
        return match roots::judge(relation, &roots::given(right.source())?) {
            roots::Solved::Right | roots::Solved::Fits => Some(true),
            roots::Solved::Wrong(_) => Some(false),
            roots::Solved::Unknown => None,
        };
    }
    if let (Some((one, unit)), Some((other, other_unit))) = (worth(left), worth(right)) {
        if let Some(same) =
            turned(left, &one, unit, &other, other_unit).or_else(|| turned(right, &other, other_unit, &one, unit))
        {
            return Some(same);
        }
        let comparable = match (unit, other_unit) {
            (Some(unit), Some(other)) => unit.dimension == other.dimension,
            (None, None) => true,
            _ => false,
        };
        return comparable.then(|| agrees(&one, unit, &other, other_unit) || agrees(&other, other_unit, &one, unit));
    }
    if let (Some(is), Some(said)) = (classes::of(left), classes::named(right)) {
        return said.holds(is);
    }
    if let Some(same) = weighs(left, right) {
        return Some(same);
    }
    let (one, other) = (left.source().trim().trim_matches('$'), right.source().trim().trim_matches('$'));
    let lettered = |text: &str| !roots::letters(text).is_empty() && !text.contains(['=', '<', '>']);
    // «come» and «came» are no products.
    let works = |text: &str| text.chars().any(|c| !c.is_alphabetic() && !c.is_whitespace());
    (lettered(one) && lettered(other) && works(one) && (works(other) || other.len() < 3))
        .then(|| algebra::alike(one, other))
        .flatten()
}

/// Whether an angle in radians is one in degrees; `None` where they are no such.
fn turned(text: &Rich, radians: &Exact, unit: Option<Unit>, degrees: &Exact, of: Option<Unit>) -> Option<bool> {
    let of_pi = text.source().contains(r"\pi") || text.source().contains('π');
    let angles = unit.is_none() && of_pi && of.is_some_and(|unit| unit.dimension == Dimension::Angle);
    let (radians, degrees) = (radians.0.to_f64()?, degrees.0.to_f64()?);
    angles.then(|| (radians.to_degrees() - degrees).abs() < 1e-4)
}

/// «в 1 см 500 м» as a scale.
fn scale(text: &Rich) -> Option<Exact> {
    match said::pieces(text).as_slice() {
        [Piece::Word(within), Piece::Quantity(map, one), Piece::Quantity(ground, other)]
            if matches!(within.as_str(), "в" | "in") && one.dimension == other.dimension =>
        {
            let ground = other.base(ground);
            (ground.0.is_positive()).then(|| Exact(one.base(map).0 / ground.0))
        }
        _ => None,
    }
}

/// Whether a formula has this molar mass.
fn weighs(formula: &Rich, mass: &Rich) -> Option<bool> {
    classes::of(formula)?;
    let (value, unit) = written::number_and_unit(mass.source())?;
    let mass =
        math::evaluate(value).ok().filter(|_| unit.is_none_or(|unit| ["г/моль", "g/mol"].contains(&unit.as_str())))?;
    let stated = substance::molar_mass(&chemistry(formula.source())).ok()?;
    Some((stated.0 - mass.0).abs() < BigRational::one())
}

/// The value of a text in which a number may have its base below it: `1010_2`.
pub(super) fn worth(text: &Rich) -> Option<(Exact, Option<Unit>)> {
    let of_equation = |piece: &Piece| matches!(piece, Piece::Relation(relation) if relation.left.chars().count() > 1 && roots::unknown(relation).is_some());
    if said::pieces(text).iter().any(of_equation) {
        return None;
    }
    let roman = || Some(Exact::whole(dates::of_roman(&plain(text))?.into()));
    let number = || based(text.source()).or_else(|| scale(text)).or_else(roman);
    answered(text.source()).or_else(|| Some((number()?, None)))
}

/// `1F_{16}`, «101₂».
pub(super) fn based(text: &str) -> Option<Exact> {
    bases::value(text.trim().trim_matches('$'))
}

/// Whether items rise or fall but for one of them; `None` where they do neither, or all of them do.
pub(super) fn nearly_sorted(question: &Rich, items: &[&Rich]) -> Option<(bool, Vec<Exact>)> {
    let asks = question.plain().to_lowercase().replace('ё', "е");
    let any = |stems: &[&str]| stems.iter().any(|stem| asks.contains(stem));
    if any(OTHER_ORDERS) || items.len() < 4 {
        return None;
    }
    let (values, dimension) = in_one_dimension(items)
        .or_else(|| Some((dates::moments(items)?.into_iter().map(Exact::whole).collect(), None)))?;
    if dimension.is_none() && !any(OF_SIZE) {
        return None;
    }
    let rises = |values: &[&Exact]| values.windows(2).all(|two| two[0] < two[1]);
    let one_aside = |values: &[&Exact]| {
        (0..values.len()).any(|aside| {
            let rest: Vec<&Exact> = values.iter().enumerate().filter(|(at, _)| *at != aside).map(|(_, v)| *v).collect();
            rises(&rest)
        })
    };
    let up: Vec<&Exact> = values.iter().collect();
    let down: Vec<&Exact> = values.iter().rev().collect();
    let distinct = (1..up.len()).all(|at| !up[..at].contains(&up[at]));
    if rises(&up) || rises(&down) || !distinct {
        return None;
    }
    match (one_aside(&up), one_aside(&down)) {
        (true, false) => Some((true, values)),
        (false, true) => Some((false, values)),
        _ => None,
    }
}

/// What orders by something else than the values themselves.
const OTHER_ORDERS: &[&str] = &[
    "модул",
    "цифр",
    "делител",
    "остат",
    "количеств",
    "знаменател",
    "числител",
    "последовательн",
    "закономерн",
    "прогресс",
    "цепоч",
    "действ",
    "шаг",
    "алгоритм",
    "решени",
    "преобразов",
    "удален",
    "сумм",
    "близ",
    "расстоян",
    "обратн",
    "квадрат",
    "absolute",
    "digit",
    "remainder",
    "sequence",
    "pattern",
    "step",
    "operation",
    "denominator",
];

/// What orders by size.
const OF_SIZE: &[&str] = &[
    "возраст",
    "убыва",
    "меньш",
    "больш",
    "маленьк",
    "коротк",
    "длинн",
    "легк",
    "тяжел",
    "ранн",
    "поздн",
    "раньше",
    "быстр",
    "медлен",
    "дешев",
    "дорог",
    "холодн",
    "тепл",
    "низк",
    "высок",
    "стар",
    "луч",
    "слева направо",
    "хронолог",
    "ascend",
    "descend",
    "small",
    "large",
    "great",
    "least",
    "light",
    "heav",
    "short",
    "long",
    "early",
    "earli",
    "cheap",
    "size",
    "increas",
    "decreas",
];

/// Values in base units, where all of them measure one thing.
fn in_one_dimension(items: &[&Rich]) -> Option<(Vec<Exact>, Option<Dimension>)> {
    let worths: Vec<_> = items.iter().map(|item| worth(item)).collect::<Option<_>>()?;
    let dimension = worths.first()?.1.map(|unit| unit.dimension);
    let same = worths.iter().all(|(_, unit)| unit.map(|unit| unit.dimension) == dimension);
    let values = worths.into_iter().map(|(value, unit)| unit.map_or(value.clone(), |unit| unit.base(&value))).collect();
    same.then_some((values, dimension))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rich(texts: &[&str]) -> Vec<Rich> {
        texts.iter().map(|text| Rich::from(*text)).collect()
    }

    fn odd(left: &[&str], right: &[&str]) -> Option<String> {
        let (left, right) = (rich(left), rich(right));
        unequal(&"Соедините.".into(), &left.iter().zip(&right).collect::<Vec<_>>())
    }

    #[test]
    fn one_pair_of_many_is_not_of_equals() {
        for (left, right) in [
            (
                ["$(x+3)^2$", "$(x-3)(x+3)$", "$(x-3)^2$", "$x(x+9)$"],
                ["$x^2+6x+9$", "$x^2-9$", "$x^2-6x-9$", "$x^2+9x$"],
            ),
            (["$1A_{16}$", "$2F_{16}$", "$10_{16}$", "FF₁₆"], ["26", "47", "16", "254"]),
            (["2 м 5 см", "3 км 40 м", "1 ч 15 мин", "4 кг 50 г"], ["205 см", "3 040 м", "75 мин", "4 500 г"]),
            ([r"$\sqrt{144}$", r"$\sqrt[3]{27}$", "$2^{-3}$", "$5^0$"], ["12", "3", r"$\frac{1}{6}$", "1"]),
            (["$2x=10$", "$x-4=3$", "$3x+1=10$", "$x:2=6$"], ["5", "7", "3", "3,5"]),
            (["72 км/ч", "36 км/ч", "54 км/ч", "90 км/ч"], ["20 м/с", "10 м/с", "15 м/с", "30 м/с"]),
            (
                ["25 %", "20 %", "75 %", "12,5 %"],
                [r"$\frac{1}{4}$", r"$\frac{1}{5}$", r"$\frac{3}{4}$", r"$\frac{1}{6}$"],
            ),
            (["$x^2=16$", "$|x|=3$", "$x^2=-1$", "$x^3=8$"], ["±4", "3; −3", "нет корней", "−2"]),
            (["$SO_3$", "$KOH$", "$HCl$", "$NaCl$"], ["оксид", "основание", "соль", "соль"]),
            (["$2x>6$", "$x+1\\le 4$", "$-x>2$", "$3x\\ge 9$"], ["$(3;+\\infty)$", "x ≤ 3", "x > −2", "[3; +∞)"]),
            (["$H_2O$", "CO₂", "$NaOH$", "$H_2SO_4$"], ["18 г/моль", "44 г/моль", "40 г/моль", "96 г/моль"]),
            (["2 Кбайт", "3 байта", "1 Мбайт", "16 бит"], ["2048 байт", "24 бит", "1000 Кбайт", "2 байта"]),
        ] {
            assert!(odd(&left, &right).is_some(), "{left:?}");
        }
        for (left, right) in [
            (["0", "1", "2", "3"], ["0", "1", "4", "9"]),
            (["$x^2$", "$3x$", "$x^3$", "$5$"], ["$2x$", "$3$", "$3x^2$", "$0$"]),
            (["2 см", "3 см", "10 см", "5 см"], ["4 см²", "9 см²", "100 см²", "25 см²"]),
            (["9", "19", "99", "199"], ["10", "20", "100", "200"]),
            (["$y=2x$", "$y=x^2$", "$y=5$", r"$y=\frac{1}{x}$"], ["прямая", "парабола", "прямая", "гипербола"]),
            (["$2x=10$", "$x-4=3$", "$3x+1=10$", "$x:2=6$"], ["5", "7", "3", "12"]),
            (
                [r"$\frac{1}{3}$", "50 %", r"$\frac{3}{4}$", "0,2"],
                ["0,333", r"$\frac{1}{2}$", "75 %", r"$\frac{1}{5}$"],
            ),
        ] {
            assert_eq!(odd(&left, &right), None, "{left:?}");
        }
    }

    #[test]
    fn all_items_but_one_rise_or_fall() {
        let nearly = |question: &str, items: &[&str]| {
            let items = rich(items);
            nearly_sorted(&question.into(), &items.iter().collect::<Vec<_>>()).map(|(ascending, _)| ascending)
        };
        for (question, items, is) in [
            (
                "Расставь предметы от лёгкого к тяжёлому.",
                vec!["250 г", "800 г", "2 кг", "1 кг 500 г", "1 ц"],
                Some(true),
            ),
            ("Расставь величины.", vec!["40 с", "2 мин", "90 с", "1 ч", "1 сут"], Some(true)),
            (
                "Разместите слева направо.",
                vec![r"$\frac{1}{6}$", r"$\frac{1}{3}$", r"$\frac{1}{4}$", r"$\frac{1}{2}$"],
                Some(true),
            ),
            (
                "Начните с наименьшего.",
                vec![r"$\sqrt{5}$", r"$\sqrt{7}$", "3", r"$2\sqrt{2}$", r"$\sqrt{10}$"],
                Some(true),
            ),
            ("От самого холодного дня", vec!["−15 °C", "−3 °C", "−8 °C", "0 °C", "+4 °C"], Some(true)),
            ("Выстрой по убыванию.", vec!["5,6", "5,06", "5,16", "5,016"], Some(false)),
            (
                "Начните с самой ранней даты.",
                vec!["862 год", "988 год", "1147 год", "1097 год", "1240 год"],
                Some(true),
            ),
            ("Put in order of size.", vec!["$2^3$", "$3^2$", "$5^2$", "$2^4$", "$3^3$"], Some(true)),
            ("Упорядочи площади.", vec!["1 км²", "5 га", "20 а", "3 га", "100 м²"], Some(false)),
            ("Сначала самая маленькая двоичная запись.", vec!["$10_2$", "$101_2$", "$11_2$", "$111_2$"], Some(true)),
            ("По возрастанию модулей.", vec!["1", "−2", "3", "4", "−5"], None),
            ("Расставь действия по порядку.", vec!["$12+18$", "$30:6$", "$5\\cdot2$", "$60-10$"], None),
            ("Восстанови ряд.", vec!["1", "2", "4", "3", "6"], None),
            ("От меньшего к большему.", vec!["75 мм", "8 см", "3 дм", "2 м 5 см"], None),
        ] {
            assert_eq!(nearly(question, &items), is, "{question}");
        }
    }
}
