//! What a question asks to be computed, where its wording leaves no doubt.
//!
//! A question is read only when every word of it is understood: words that give orders are taken
//! away, and what is left must be one of the wordings below exactly. A question with one word more
//! is left to the solver.

use super::names::{self, Named};
use super::property::Property;
use super::questions::WORDINGS;
use super::relation::{Relation, Sign};
use super::said::{self, Piece};
use super::units::Unit;
use super::wording::{is_order, worded};
use super::{
    algebra, bases, calculus, chance, chemistry, clock, counting, dates, frame, letters, logic, periods, programs,
    progression, reactions, story, tale, trade, valences, wholes,
};
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
    /// All pairs of x and y that solve these.
    System(Vec<Relation>),
    /// This pair of x and y.
    Point(Exact, Exact),
    /// This number in Roman numerals, or as it is.
    Roman(u16),
    /// One of some names.
    Named(Named),
    /// Digits of another base, letters among them.
    Written(String),
    /// All x that are so to a bound.
    Ray(Sign, Exact),
    /// All that makes the inequality hold.
    Region(Relation),
    /// So many.
    Count(u8),
    /// An expression with letters that is this one in another form.
    Alike(String),
    /// The derivative of this expression.
    Slope(String),
    /// An antiderivative of this expression.
    Primitive(String),
    /// This time of the day, in minutes.
    Clock(u32),
    /// This century.
    Century(u8),
    /// This part of a whole, as a number or in percent.
    Share(Exact),
    /// Those of the options that have a property.
    Which(Property),
    /// The options from the smallest to the largest, or the other way round.
    Order {
        /// Whether the smallest comes first.
        ascending: bool,
    },
}

#[cfg(test)]
impl Claim {
    /// A plain value as it is written, whatever its unit.
    pub(super) fn value(&self) -> Option<String> {
        if let Self::Value(value, _) = self { Some(value.source()) } else { None }
    }
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

/// What the question claims its answer to be; `None` when any word of it is not understood.
pub(super) fn of(question: &Rich) -> Option<Claim> {
    letters::claim(question)
        .or_else(|| dates::claim(question))
        .or_else(|| clock::claim(question))
        .or_else(|| bases::claim(question))
        .or_else(|| wholes::claim(question))
        .or_else(|| logic::claim(question))
        .or_else(|| reactions::claim(question))
        .or_else(|| sum_of_quantities(question))
        .or_else(|| programs::claim(question))
        .or_else(|| valences::claim(question))
        .or_else(|| names::asked(question).map(Claim::Named))
        .or_else(|| of_pieces(&said::pieces(question)))
}

/// «Вычисли: 5 м 45 см + 2 м 80 см».
fn sum_of_quantities(question: &Rich) -> Option<Claim> {
    let plain = question.plain().replace('\u{a0}', " ").replace(['−', '–'], "-");
    let (order, said) = plain.split_once(": ")?;
    let ordered = said::pieces(&Rich(order.to_owned())).iter().all(|piece| {
        piece.word().is_some_and(|word| {
            is_order(word) || ["сложени", "вычитани", "сумм", "разност"].iter().any(|stem| word.starts_with(stem))
        })
    });
    let said = said.trim_end_matches(['.', '=', ' ']);
    let (minus, (one, two)) = match (said.split_once(" + "), said.split_once(" - ")) {
        (Some(sides), None) => (false, sides),
        (None, Some(sides)) => (true, sides),
        _ => return None,
    };
    let side = |text: &str| -> Option<(Exact, Unit, usize)> {
        let pieces = said::pieces(&Rich(text.to_owned()));
        let mut sum: Option<(Exact, Unit)> = None;
        for piece in &pieces {
            let Piece::Quantity(value, unit) = piece else { return None };
            sum = Some(match sum {
                Some((all, own)) if own.dimension == unit.dimension => (Exact(all.0 + unit.base(value).0), *unit),
                None => (unit.base(value), *unit),
                Some(_) => return None,
            });
        }
        sum.map(|(sum, unit)| (sum, unit, pieces.len()))
    };
    let ((one, unit, parts), (two, other, _)) = (side(one)?, side(two)?);
    let value = if minus { one.0 - two.0 } else { one.0 + two.0 };
    (ordered && unit.dimension == other.dimension && parts > 1)
        .then(|| Claim::Value(unit.out_of_base(&Exact(value)), Some(unit)))
}

/// The same of a part of a text.
pub(super) fn of_pieces(pieces: &[Piece]) -> Option<Claim> {
    solution(pieces)
        .or_else(|| comparison(pieces))
        .or_else(|| alone(pieces))
        .or_else(|| progression::claim(pieces))
        .or_else(|| calculus::claim(pieces))
        .or_else(|| periods::claim(pieces))
        .or_else(|| algebra::claim(pieces))
        .or_else(|| worded(pieces, WORDINGS))
        .or_else(|| frame::claim(pieces))
        .or_else(|| story::claim(pieces))
        .or_else(|| chance::claim(pieces))
        .or_else(|| trade::claim(pieces))
        .or_else(|| chemistry::claim(pieces))
        .or_else(|| counting::claim(pieces))
        .or_else(|| tale::claim(pieces))
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
        "сложени",
        "вычитани",
        "умножени",
        "делени",
        "возведени",
        "десятичн",
        "дроб",
        "стандартн",
        "вынес",
        "множител",
        "из-под",
        "под",
        "знак",
        "корн",
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
    // «π/3» with nothing asked of it is no number to be worked out.
    let asked = value.is_plain() || pieces.len() > 1;
    (more.is_none() && rest && asked).then(|| Claim::Value(value.clone(), None))
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
        "все",
        "всех",
        "all",
        "solution",
        "решени",
        "оба",
        "both",
        "котор",
        "при",
        "for",
        "квадратн",
        "биквадратн",
        "неполн",
        "полн",
        "приведенн",
        "линейн",
        "кубическ",
        "дробн",
        "иррациональн",
        "показательн",
        "логарифмическ",
        "модул",
        "графическ",
    ];
    let known = |word: &&str| is_order(word) || solve.iter().any(|s| word.starts_with(s)) || *word == "x";
    let asks = words
        .iter()
        .any(|word| solve.iter().any(|s| word.starts_with(s)) || word.starts_with("реш") || word.starts_with("найд"));
    let others = pieces
        .iter()
        .all(|p| matches!(p, Piece::Word(_) | Piece::Relation(_) | Piece::Gap) || *p == Piece::Formula("x".into()));
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
            ("Сколько составляют 35 % от 80?", "28"),
            ("How many seconds are there in 2 hours?", "7200 с"),
            ("Вписанный угол опирается на дугу 84°. Чему он равен?", "42 °"),
            ("Основания трапеции 7 и 11, высота 4. Найдите площадь.", "36"),
            ("Найдите абсциссу вершины параболы $y = x^2 - 4x + 1$.", "2"),
            (r"Вычислите $\int_0^2 3x^2\,dx$.", "8"),
            ("Бросают две монеты. Какова вероятность, что выпадут два орла?", "1/4"),
            ("Монету бросают три раза. Найдите вероятность того, что орёл выпадет ровно два раза.", "3/8"),
            (r"Сколько всего атомов в формульной единице $\mathrm{Al_2(SO_4)_3}$?", "17"),
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
            "Найдите 15 % от числа, которое на 5 больше 240",
            "Поезд шёл 4 ч со скоростью 65 км/ч и ещё 2 ч пешком. Какое расстояние он прошёл?",
            "Катер шёл 4 ч со скоростью 20 км/ч по течению. Какое расстояние он прошёл?",
            "Площадь квадрата 49 см² увеличили вдвое. Найдите его сторону.",
            "Сумма двух сторон прямоугольника 12 см. Найдите его периметр.",
            "После снижения цены на 20 % рубашка стоит 800 руб. Сколько она стоила до снижения?",
            "В классе 30 учеников, 40 % из них — мальчики. Сколько в классе девочек?",
            "Найдите среднюю скорость, если 240 км пройдено за 4 ч.",
            "Сколько слогов в слове 5?",
            "Найдите сумму первых 12 и 30 членов прогрессии",
            "Бросают две монеты. Какова вероятность, что выпадет хотя бы один орёл?",
            "Найдите наименьшее значение функции $y = x^2 - 4x + 1$ на отрезке $[3; 5]$.",
            "Сколько атомов золота в молекуле $H_2O$?",
        ] {
            assert_eq!(claimed(question), None, "{question}");
        }
    }
}
