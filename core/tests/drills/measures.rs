//! Units by what they are in the smallest one, clocks, Roman numerals, rows.

use listok_core::math::Exact;

use super::reading::{before, claim, formulas, given, has, numbers, value, whole_numbers};

/// Units by kind, in the smallest of the kind.
fn size(unit: &str) -> i64 {
    match unit {
        "мм" | "mm" | "с" | "s" | "г" | "g" | "мм²" | "mm²" | "мм³" | "mm³" | "коп" | "kopecks" => 1,
        "см" | "cm" => 10,
        "дм" | "dm" | "см²" | "cm²" | "руб" | "roubles" => 100,
        "м" | "m" | "кг" | "kg" | "см³" | "cm³" => 1_000,
        "км" | "km" | "т" | "t" | "дм³" | "dm³" | "л" | "l" | "м²" | "m²" => 1_000_000,
        "ц" | "centners" => 100_000,
        "мин" | "min" => 60,
        "ч" | "h" => 3_600,
        "сут" | "days" => 86_400,
        "лет" | "years" => 31_536_000,
        "в" | "cent" => 3_153_600_000,
        "дм²" | "dm²" => 10_000,
        "а" | "a" => 100_000_000,
        "га" | "ha" => 10_000_000_000,
        "м³" | "m³" => 1_000_000_000,
        unit => panic!("{unit}?"),
    }
}

fn measure(text: &str) -> Exact {
    let sum = given(text).into_iter().map(|g| g.value.0 * Exact::whole(size(g.unit)).0);
    Exact(sum.sum())
}

fn sign(a: &Exact, b: &Exact) -> &'static str {
    match a.cmp(b) {
        std::cmp::Ordering::Less => "$<$",
        std::cmp::Ordering::Equal => "$=$",
        std::cmp::Ordering::Greater => "$>$",
    }
}

fn from_roman(text: &str) -> Option<i64> {
    let digits: Option<Vec<i64>> = text
        .chars()
        .map(|c| {
            Some(match c {
                'I' => 1,
                'V' => 5,
                'X' => 10,
                'L' => 50,
                'C' => 100,
                'D' => 500,
                'M' => 1_000,
                _ => return None,
            })
        })
        .collect();
    let digits = digits?;
    Some(
        digits.iter().enumerate().map(|(i, d)| if digits[i + 1..].iter().any(|next| next > d) { -d } else { *d }).sum(),
    )
}

fn minutes(clock: &str) -> Vec<i64> {
    let times = clock.split(|c: char| !c.is_ascii_digit() && c != ':').filter_map(|t| t.split_once(':'));
    times.map(|(h, m)| h.parse::<i64>().unwrap() * 60 + m.parse::<i64>().unwrap()).collect()
}

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    Some(match skill {
        "units.compare" => {
            let (left, right) = question.split_once('…').unwrap();
            claimed == sign(&measure(left), &measure(right))
        }
        "compare" => {
            let n = numbers(question);
            claimed == sign(&n[0], &n[1])
        }
        "money" | "units.length" | "units.mass" | "units.time" | "units.area" | "units.volume" => {
            let (left, right) = question.split_once("= …").unwrap();
            let (answer, unit) = claim(claimed);
            let unit = unit.trim_end_matches('.');
            unit == right.trim().trim_end_matches('.') && answer.0 * Exact::whole(size(unit)).0 == measure(left).0
        }
        "time.interval" => match minutes(question)[..] {
            [start, end] => claim(claimed).0 == Exact::whole(end - start),
            [start] => {
                let length = before(question, &["мин", "min"])[0].clone();
                let [end] = minutes(claimed)[..] else { panic!("{claimed}") };
                Exact::whole(end - start) == length
            }
            _ => panic!("{question}"),
        },
        "roman" => match from_roman(question) {
            Some(number) => value(claimed.trim_matches('$')) == Exact::whole(number),
            None => from_roman(claimed).is_some_and(|number| number.to_string() == question),
        },
        "row" => {
            let mut row = whole_numbers(question);
            row.push(i64::try_from(value(claimed.trim_matches('$')).0.to_integer()).unwrap());
            let steps = |f: &dyn Fn(i64, i64) -> bool| row.windows(2).all(|pair| f(pair[0], pair[1]));
            let (step, times) = (row[1] - row[0], row[1] / row[0].max(1));
            steps(&|a, b| b - a == step) || steps(&|a, b| a * times == b)
        }
        "digits" => {
            let terms = numbers_of_sum(claimed);
            let mut places: Vec<usize> = terms.iter().map(|term| term.to_string().len()).collect();
            let single = terms.iter().all(|term| term.to_string()[1..].chars().all(|c| c == '0'));
            places.dedup();
            single && places.len() == terms.len() && terms.iter().sum::<i64>() == numbers_of_sum(question)[0]
        }
        "opposite" => value(claimed.trim_matches('$')).0 + value(formulas(question)[0]).0 == Exact::whole(0).0,
        "absolute" => {
            let found = formulas(question)[0].trim_end_matches([' ', '=']);
            let bare = found.replace(r"\left|", "").replace(r"\right|", "").replace('-', " - ");
            // Every minus inside bars is dropped; one that stands between them is the operation.
            let minus = has(found, &[r"| - \"]);
            let n = numbers(&bare);
            let expected = match &n[..] {
                [one] => one.0.clone(),
                [a, b] if minus => &a.0 - &b.0,
                [a, b] => &a.0 + &b.0,
                _ => panic!("{question}"),
            };
            value(claimed.trim_matches('$')).0 == expected
        }
        _ => return None,
    })
}

fn numbers_of_sum(text: &str) -> Vec<i64> {
    numbers(text).into_iter().map(|n| i64::try_from(n.0.to_integer()).unwrap()).collect()
}
