//! Questions about formulas: values at a place, systems, inequalities, the number of roots.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::claim::Claim;
use super::relation::{Relation, Sign};
use super::said::{Piece, words};
use super::wording::is_order;
use super::{answers, roots, sturm, systems};
use crate::math::{self, Exact};

/// What a question about formulas claims; `None` when any word of it is not understood.
pub(super) fn claim(pieces: &[Piece]) -> Option<Claim> {
    substituted(pieces)
        .or_else(|| systems::claim(pieces))
        .or_else(|| crossing(pieces))
        .or_else(|| inequality(pieces))
        .or_else(|| of_roots(pieces))
        .or_else(|| roots_between(pieces))
        .or_else(|| domain(pieces))
        .or_else(|| through_point(pieces))
        .or_else(|| of_parabola(pieces))
        .or_else(|| transformed(pieces))
}

/// «Найдите координаты вершины параболы y = x² − 4x + 1», «наименьшее значение функции», «нули функции».
fn of_parabola(pieces: &[Piece]) -> Option<Claim> {
    let known = "координат вершин парабол график функци квадратичн точк абсцисс ординат нул наименьш наибольш минимальн максимальн \
        задан дан формул принима достига при x y coordinate vertex parabola graph function minimum maximum least greatest zeros";
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let &[Relation { left, sign: Sign::Equal, right }] = relations(pieces).as_slice() else { return None };
    let named = matches!(left.replace(' ', "").as_str(), "y" | "f(x)" | "g(x)");
    let letter =
        |name: &str| pieces.iter().any(|piece| matches!(piece, Piece::Formula(formula) if formula.trim() == name));
    let others = pieces.iter().all(|piece| match piece {
        Piece::Word(_) | Piece::Relation(_) | Piece::Gap => true,
        Piece::Formula(formula) => matches!(formula.replace(' ', "").as_str(), "x" | "y" | "(x;y)" | "f(x)"),
        _ => false,
    });
    if !named || !others || !all_known(pieces, known) {
        return None;
    }
    let zeros = Relation { left: right.clone(), sign: Sign::Equal, right: "0".to_owned() };
    let [c, b, a] = roots::polynomial(&zeros, 'x')?;
    if has("нул zeros") {
        return (!has("вершин vertex наименьш наибольш абсцисс ординат")).then_some(Claim::Solution(zeros));
    }
    if a.is_zero() {
        return None;
    }
    let two = BigRational::from_integer(2.into());
    let x = -&b / (&two * &a);
    let y = c - &b * &b / (&two * &two * &a);
    // At which x, or the value there.
    let (at, value) = (has("при абсцисс") || letter("x"), has("значени ординат value minimum maximum") || letter("y"));
    match (has("вершин vertex"), has("наименьш минимальн minimum least"), has("наибольш максимальн maximum greatest"))
    {
        (true, false, false) if has("координат coordinate") && !letter("x") && !letter("y") && !at && !value => {
            Some(Claim::Point(Exact(x), Exact(y)))
        }
        (true, false, false) if at != value => Some(Claim::Value(Exact(if at { x } else { y }), None)),
        (false, true, false) if a.is_positive() && value && !at => Some(Claim::Value(Exact(y), None)),
        (false, false, true) if a.is_negative() && value && !at => Some(Claim::Value(Exact(y), None)),
        _ => None,
    }
}

/// «Упростите выражение», «Раскройте скобки», «Разложите на множители».
fn transformed(pieces: &[Piece]) -> Option<Claim> {
    let known = "упрост преобразуй simplify раскро скобк expand разлож множител factor factorise factorize привед подобн \
        слагаем сократи дроб reduce fraction тождественн равносильн equivalent equal многочлен polynomial представ вид виде произведен за возведени степен вынес общ сложени вычитани \
        умножени делени";
    let asks = words(pieces).any(|word| {
        begins(
            "упрост simplify раскро expand разлож factor привед сократи многочлен тождественн равносильн equivalent возведени вынес сложени \
             вычитани умножени делени",
            word,
        )
    });
    if !asks || !all_known(pieces, known) {
        return None;
    }
    // «Упростите √75», «Сократите дробь 12/18».
    let values: Vec<&Exact> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Value { value, .. } = piece { Some(value) } else { None })
        .collect();
    if let &[value] = values.as_slice()
        && words(pieces).any(|word| begins("упрост simplify сократи", word))
        && pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Value { .. } | Piece::Gap))
    {
        return Some(Claim::Value(value.clone(), None));
    }
    let mut formulas = pieces.iter().filter_map(|piece| match piece {
        Piece::Formula(formula) => Some(formula),
        _ => None,
    });
    let (formula, None) = (formulas.next()?, formulas.next()) else { return None };
    let only = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Formula(_) | Piece::Gap));
    (only && alike(formula, formula) == Some(true)).then(|| Claim::Alike(formula.clone()))
}

/// Whether two expressions with letters come to the same at several places; `None` where one cannot be computed.
pub(super) fn alike(one: &str, other: &str) -> Option<bool> {
    let places = [[2, 3, 5, 7], [3, -2, 11, 5], [5, 7, -3, 2], [11, 13, 2, -5]];
    let mut compared = 0;
    for place in places {
        let variables: Vec<(char, Exact)> =
            ('a'..='z').zip(place.iter().cycle()).map(|(letter, value)| (letter, Exact::whole(*value))).collect();
        // A place where something is divided by zero says nothing.
        match (math::evaluate_with(one, &variables), math::evaluate_with(other, &variables)) {
            (Ok(one), Ok(other)) if one != other => return Some(false),
            (Ok(_), Ok(_)) => compared += 1,
            (Err(math::MathError::DivisionByZero), _) | (_, Err(math::MathError::DivisionByZero)) => {}
            _ => return None,
        }
    }
    (compared > 1).then_some(true)
}

pub(super) fn relations(pieces: &[Piece]) -> Vec<&Relation> {
    pieces
        .iter()
        .filter_map(|piece| if let Piece::Relation(relation) = piece { Some(relation) } else { None })
        .collect()
}

pub(super) fn begins(stems: &str, word: &str) -> bool {
    stems.split_whitespace().any(|stem| if stem.chars().count() < 3 { word == stem } else { word.starts_with(stem) })
}

/// Whether all words are orders or begin like one of these.
pub(super) fn all_known(pieces: &[Piece], stems: &str) -> bool {
    words(pieces).all(|word| is_order(word) || begins(stems, word))
}

fn letter(text: &str) -> Option<char> {
    let mut letters = text.trim().chars();
    let first = letters.next().filter(char::is_ascii_lowercase)?;
    letters.next().is_none().then_some(first)
}

/// «значение выражения 3a − 2b при a = 4, b = −1», «функция y = 3x − 5 … при x = 4».
fn substituted(pieces: &[Piece]) -> Option<Claim> {
    let known = "при when for where если функци function задан дан дана формул аргумент given при x y";
    if !words(pieces).any(|word| begins("при when for where if если", word)) || !all_known(pieces, known) {
        return None;
    }
    let mut variables = Vec::new();
    let mut expression: Option<String> = None;
    for piece in pieces {
        let found = match piece {
            Piece::Relation(Relation { left, sign: Sign::Equal, right }) => {
                match (letter(left), math::evaluate(right)) {
                    (Some(name), Ok(value)) => {
                        variables.push((name, value));
                        continue;
                    }
                    (Some('y'), Err(_)) => right.clone(),
                    _ if left.replace(' ', "") == "f(x)" => right.clone(),
                    _ => return None,
                }
            }
            Piece::Formula(formula) if matches!(formula.as_str(), "x" | "y") => continue,
            Piece::Formula(formula) => formula.clone(),
            Piece::Word(_) | Piece::Gap => continue,
            _ => return None,
        };
        if expression.replace(found).is_some() {
            return None;
        }
    }
    (!variables.is_empty()).then_some(())?;
    Some(Claim::Value(math::approach_with(&expression?, &variables).ok()?, None))
}

/// «Решите неравенство 3x − 6 > 9».
fn inequality(pieces: &[Piece]) -> Option<Claim> {
    let asks = words(pieces).any(|word| begins("неравенств inequality", word));
    if !asks
        || !all_known(
            pieces,
            "неравенств inequality solve x решени solution множеств set промежут квадратн линейн дробн",
        )
    {
        return None;
    }
    let others = pieces.iter().all(|piece| match piece {
        Piece::Word(_) | Piece::Relation(_) | Piece::Gap => true,
        Piece::Formula(formula) => formula == "x",
        _ => false,
    });
    let &[relation] = relations(pieces).as_slice() else { return None };
    if !others || matches!(relation.sign, Sign::Equal | Sign::NotEqual) {
        return None;
    }
    solved(relation)
}

/// What solves an inequality: a ray where it is linear.
fn solved(relation: &Relation) -> Option<Claim> {
    let unknown = roots::unknown(relation)?;
    let (zero, slope) = match roots::polynomial(relation, unknown) {
        Some([zero, slope, bend]) if bend.is_zero() && !slope.is_zero() => (zero, slope),
        _ => return Some(Claim::Region(relation.clone())),
    };
    let sign = if slope.is_positive() { relation.sign } else { relation.sign.turned() };
    Some(Claim::Ray(sign, Exact(-zero / slope)))
}

/// «В какой точке график функции y = −2x + 6 пересекает ось абсцисс?»
fn crossing(pieces: &[Piece]) -> Option<Claim> {
    let known = "график graph прям парабол функци function пересека пересечени crosses cross intersects intersect ось оси осью axis точк \
        point координат coordinate абсцисс ординат линейн x y where does at";
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    if !has("пересека пересечени crosses cross intersects intersect")
        || !has("ось оси осью axis")
        || !all_known(pieces, known)
    {
        return None;
    }
    let named = |name: &str| {
        pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Formula(formula) if formula.trim().trim_start_matches('O') == name))
    };
    // The first name is that of the axis: «ось ординат в точке с ординатой».
    let first = words(pieces).find(|word| begins("абсцисс ординат", word));
    let (x, y) = (
        named("x") || first.is_some_and(|word| word.starts_with("абсцисс")),
        named("y") || first.is_some_and(|word| word.starts_with("ординат")),
    );
    let coordinate = words(pieces).filter(|word| begins("абсцисс ординат", word)).count() > 1;
    let others = pieces
        .iter()
        .all(|piece| matches!(piece, Piece::Word(_) | Piece::Relation(_) | Piece::Gap | Piece::Formula(_)));
    let &[Relation { left, sign: Sign::Equal, right }] = relations(pieces).as_slice() else { return None };
    if x == y || !others || !matches!(left.replace(' ', "").as_str(), "y" | "f(x)") {
        return None;
    }
    let zero = Relation { left: right.clone(), sign: Sign::Equal, right: "0".to_owned() };
    let [c, b, a] = roots::polynomial(&zero, roots::unknown(&zero)?)?;
    let nothing = BigRational::zero();
    let (x, y) = match (y, a.is_zero() && !b.is_zero()) {
        (true, _) => (nothing, c),
        (false, true) => (-c / b, nothing),
        _ => return None,
    };
    let value = if y.is_zero() && x != y { x.clone() } else { y.clone() };
    Some(if coordinate { Claim::Value(Exact(value), None) } else { Claim::Point(Exact(x), Exact(y)) })
}

/// «График функции y = kx + 2 проходит через точку A(2; 8). Найдите k».
fn through_point(pieces: &[Piece]) -> Option<Claim> {
    let known = "график graph прям парабол функци function проходит passes через through точк point найдите коэффициент значение";
    if !words(pieces).any(|word| begins("проходит passes", word)) || !all_known(pieces, known) {
        return None;
    }
    let &[Relation { left, sign: Sign::Equal, right }] = relations(pieces).as_slice() else { return None };
    let formulas: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Formula(formula) = piece { Some(formula.trim()) } else { None })
        .collect();
    let point = formulas.iter().find_map(|formula| {
        answers::point(formula.trim_start_matches(|c: char| c.is_ascii_uppercase()).replace(r"\,", "").trim())
    });
    let (x, y) = point?;
    let letter = formulas.iter().find_map(|formula| letter(formula)).filter(|letter| !matches!(letter, 'x' | 'y'))?;
    if left.trim() != "y" {
        return None;
    }
    // It is linear in the letter: two places tell it.
    let at = |value: i64| {
        math::approach_with(right, &[('x', x.clone()), (letter, Exact::whole(value))]).ok().map(|value| value.0)
    };
    let (zero, one, two) = (at(0)?, at(1)?, at(2)?);
    let slope = &one - &zero;
    (!slope.is_zero() && &two - &one == slope).then(|| Claim::Value(Exact((y.0 - zero) / slope), None))
}

/// «При каких x имеет смысл выражение √(x − 4)?», «Найдите область определения функции y = √(x − 4)».
fn domain(pieces: &[Piece]) -> Option<Claim> {
    let known = "смысл выражени определен определени област допустим значени переменн функци имеет имеют существу квадратн корен корень при for \
        domain defined expression function make sense";
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let asks = has("смысл sense") || has("област domain") || has("допустим") || has("определен defined");
    if !asks || words(pieces).any(|word| word == "не" || word == "not") || !all_known(pieces, known) {
        return None;
    }
    let mut roots = pieces.iter().filter_map(|piece| match piece {
        Piece::Formula(formula) if !matches!(formula.trim(), "x" | "y" | "f(x)") => Some(formula.as_str()),
        Piece::Relation(Relation { left, sign: Sign::Equal, right })
            if matches!(left.trim(), "y" | "f(x)" | "g(x)") =>
        {
            Some(right.as_str())
        }
        _ => None,
    });
    let (root, None) = (roots.next()?, roots.next()) else { return None };
    let inside = root.trim().strip_prefix(r"\sqrt{")?.strip_suffix('}')?;
    if inside.contains(['{', '}']) {
        return None;
    }
    let relation = Relation { left: inside.to_owned(), sign: Sign::AtLeast, right: "0".to_owned() };
    solved(&relation)
}

/// «Сколько корней уравнения sin x = 1/2 лежит на отрезке [0; 2π]?»
fn roots_between(pieces: &[Piece]) -> Option<Claim> {
    let known = "корн корен root уравнени equation имеет has have does do лежит лежат принадлеж отрезк промежутк interval lie количеств on in";
    let &[relation] = relations(pieces).as_slice() else { return None };
    let mut formulas = pieces.iter().filter_map(|piece| if let Piece::Formula(f) = piece { Some(f) } else { None });
    let (interval, None) = (formulas.next()?, formulas.next()) else { return None };
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let periodic = [r"\sin", r"\cos"].iter().any(|of| relation.left.contains(of) || relation.right.contains(of));
    let poles = ["tg", "tan", "cot", "frac{1}"].iter().any(|of| relation.left.contains(of));
    if !periodic || poles || !has("сколько many количеств") || !has("корн корен root") || !all_known(pieces, known)
    {
        return None;
    }
    let inside = interval.trim().trim_start_matches(r"\left").strip_prefix('[')?.strip_suffix(']')?;
    let (from, to) = inside.trim_end_matches(r"\right").split_once([';', ','])?;
    let place = |text: &str| math::approach(text.trim()).ok()?.0.to_f64();
    sturm::between(relation, place(from)?, place(to)?).map(Claim::Count)
}

/// «Сколько корней имеет уравнение», «Найдите дискриминант», «Найдите сумму корней».
fn of_roots(pieces: &[Piece]) -> Option<Claim> {
    let &[relation] = relations(pieces).as_slice() else { return None };
    let others = pieces.iter().all(|piece| matches!(piece, Piece::Word(_) | Piece::Relation(_) | Piece::Gap));
    if !others || relation.sign != Sign::Equal {
        return None;
    }
    let has = |stems: &str| words(pieces).any(|word| begins(stems, word));
    let known = "дискриминант discriminant корн корен root уравнени equation квадратн биквадратн quadratic имеет has have does \
        сумм sum произведен product действительн различн real distinct solve down two both два оба больш наибольш larger largest greater меньш наименьш smaller \
        smallest";
    if !all_known(pieces, known) {
        return None;
    }
    let rooted = has("корн корен root");
    if rooted && has("сколько many") {
        return sturm::roots(relation).map(Claim::Count);
    }
    // «В ответе укажите больший корень»
    let (larger, smaller) = (has("больш наибольш larger largest greater"), has("меньш наименьш smaller smallest"));
    if rooted && larger != smaller {
        let roots::Solved::Wrong(Some(all)) = roots::judge(relation, &[]) else { return None };
        let root = if larger { all.iter().max() } else { all.iter().min() };
        return (all.len() > 1).then(|| root.map(|root| Claim::Value(root.clone(), None)))?;
    }
    let [c, b, a] = roots::polynomial(relation, roots::unknown(relation)?)?;
    let discriminant = &b * &b - BigRational::from_integer(4.into()) * &a * &c;
    if has("дискриминант discriminant") {
        return (!a.is_zero() && relation.right.trim() == "0").then_some(Claim::Value(Exact(discriminant), None));
    }
    if !rooted || a.is_zero() || !discriminant.is_positive() {
        return None;
    }
    match (has("сумм sum"), has("произведен product")) {
        (true, false) => Some(Claim::Value(Exact(-b / a), None)),
        (false, true) => Some(Claim::Value(Exact(c / a), None)),
        _ => None,
    }
}
