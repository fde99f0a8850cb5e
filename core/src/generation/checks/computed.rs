//! Answers that can be computed, against the key.

use super::claim::{self, Claim, Property, Shape};
use super::roots::{self, Solved};
use super::said::{self, Piece, Sign};
use super::units::{self, Unit};
use super::{algebra, answers};
use crate::domain::task::{
    Body, ColumnArithmetic, FillBlank, Matching, MultipleChoice, NumberLine, Numeric, Operation, Ordering, ShortAnswer,
    SingleChoice, TrueFalse,
};
use crate::domain::{Locale, Rich};
use crate::generation::written;
use crate::math::{self, Exact, substance};

/// What came of comparing a key with what we computed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// Computed, and the key agrees.
    Right,
    /// The key was wrong and could be put right; check that saw it.
    Mended(&'static str),
    /// Wrong, and not ours to mend.
    Wrong(&'static str, String),
    /// Nothing to compute.
    Unknown,
}

/// An equation of a reaction in a question that has coefficients and is not balanced all the same.
pub(super) fn unbalanced(question: &Rich) -> Option<String> {
    let lower = question.plain().to_lowercase();
    let open = [
        "расстав",
        "уравня",
        "схем",
        "подбер",
        "ошиб",
        "пропущ",
        "закончи",
        "допиши",
        "balance",
        "complete",
        "missing",
        "неверн",
    ];
    if open.iter().any(|stem| lower.contains(stem)) {
        return None;
    }
    question.inlines().into_iter().find_map(|inline| {
        let crate::domain::rich::Inline::Math(latex) = inline else { return None };
        let equation = latex.trim().strip_prefix(r"\ce{")?.strip_suffix('}')?.to_owned();
        let sides = equation.split_once("->").or_else(|| equation.split_once('='))?;
        let numbered = |side: &str| side.split('+').any(|part| part.trim().starts_with(|c: char| c.is_ascii_digit()));
        let whole = !equation.contains(['?', '…', '_']) && !sides.1.trim().is_empty();
        let coefficients = numbered(sides.0) || numbered(sides.1);
        (whole && coefficients && substance::is_balanced(&equation) == Some(false)).then_some(equation)
    })
}

/// Compares the key of a body with what its question claims.
pub(super) fn judge(body: &mut Body, locale: Locale) -> Outcome {
    // «6,748» is a whole number to an English reader: it is read without its comma.
    if locale == Locale::En
        && let Some(mut plain) = without_thousands(body)
    {
        return match (read(&mut plain, locale), plain, body) {
            (Outcome::Mended(check), Body::SingleChoice(plain), Body::SingleChoice(choice)) => {
                choice.correct = plain.correct;
                Outcome::Mended(check)
            }
            (Outcome::Mended(check), ..) => Outcome::Wrong(check, "computed anew".to_owned()),
            (outcome, ..) => outcome,
        };
    }
    read(body, locale)
}

/// The body with «1,500» as «1500»; `None` when it has none.
fn without_thousands(body: &Body) -> Option<Body> {
    let mut plain = body.clone();
    let mut changed = false;
    for text in super::texts_of(&mut plain) {
        let letters: Vec<char> = text.source().chars().collect();
        let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
        let joins = |at: usize| {
            letters.get(at) == Some(&',')
                && at > 0
                && digit(at - 1)
                && (1..=3).all(|step| digit(at + step))
                && !digit(at + 4)
        };
        let kept: String = (0..letters.len()).filter(|at| !joins(*at)).filter_map(|at| letters.get(at)).collect();
        if kept != text.source() {
            *text = Rich(kept);
            changed = true;
        }
    }
    changed.then_some(plain)
}

fn read(body: &mut Body, locale: Locale) -> Outcome {
    match body {
        Body::Numeric(task) => numeric(task, locale),
        Body::ShortAnswer(task) => short(task, locale),
        Body::SingleChoice(task) => single(task),
        Body::MultipleChoice(task) => multiple(task),
        Body::TrueFalse(task) => statements(task),
        Body::Matching(task) => matching(task),
        Body::Ordering(task) => ordering(task),
        Body::FillBlank(task) => blanks(task),
        Body::ColumnArithmetic(task) => column(task),
        Body::NumberLine(task) => points(task),
        Body::Table(_) | Body::Classify(_) | Body::Open(_) => Outcome::Unknown,
        Body::Reading(reading) => reading
            .tasks
            .iter_mut()
            .map(|task| judge(task, locale))
            .find(|outcome| matches!(outcome, Outcome::Wrong(..) | Outcome::Mended(_)))
            .unwrap_or(Outcome::Unknown),
    }
}

/// A value as an answer gives it, with its unit.
fn answered(text: &str) -> Option<(Exact, Option<Unit>)> {
    let text = text.trim().trim_end_matches('.').replace(['$', '\u{a0}'], " ");
    let text = text.replace(r"^{\circ}", "°").replace(r"^\circ", "°");
    let text = text.trim();
    let text = text.rsplit_once('=').map_or(text, |(_, value)| value.trim());
    if let Ok(value) = math::approach(text) {
        return Some((value, None));
    }
    if let Some(angle) = text.strip_suffix('°') {
        return Some((math::evaluate(angle).ok()?, units::named("°")));
    }
    let (number, unit) = text.rsplit_once(' ')?;
    if unit == "%" {
        return Some((math::evaluate(number).ok()?, None));
    }
    Some((math::approach(number.trim()).ok()?, Some(units::named(unit)?)))
}

/// The value of an option in base units, with what it measures.
pub(super) fn measure(option: &Rich) -> Option<(Exact, Option<units::Dimension>)> {
    // What stands before a sign of equality makes it another option: «a = 5» and «b = 5».
    let plain = option.source();
    if plain.contains('=') {
        return None;
    }
    Some(match answered(plain)? {
        (value, Some(unit)) => (unit.base(&value), Some(unit.dimension)),
        (value, None) => (value, None),
    })
}

/// Whether an answer is the claimed value. A unit that is missing on one side is taken for the same.
fn agrees(value: &Exact, unit: Option<Unit>, answer: &Exact, answer_unit: Option<Unit>) -> bool {
    match (unit, answer_unit) {
        (Some(unit), Some(given)) => unit.dimension == given.dimension && unit.base(value) == given.base(answer),
        _ => value == answer,
    }
}

/// A percentage may be meant as «25» or as «25 %», which the evaluator reads as a quarter.
fn agrees_as_percent(value: &Exact, answer: &Exact) -> bool {
    *value == Exact(&answer.0 * num_rational::BigRational::from_integer(100.into()))
}

fn numeric(task: &mut Numeric, locale: Locale) -> Outcome {
    let Ok(answer) = math::approach(&task.value) else { return Outcome::Unknown };
    let unit = task.unit.as_deref().and_then(units::named);
    match claim::of(&task.question) {
        Some(Claim::Count(count)) => {
            if answer == Exact::whole(count.into()) {
                return Outcome::Right;
            }
            Outcome::Wrong("key.equation", task.value.clone())
        }
        Some(Claim::Value(value, asked)) => {
            let percent = task.unit.as_deref() == Some("%") || task.value.trim_end().ends_with('%');
            if agrees(&value, asked, &answer, unit) || (percent && agrees_as_percent(&value, &answer)) {
                return Outcome::Right;
            }
            let Some(printed) = printed(&value, locale) else {
                return Outcome::Wrong("key.computed", value.source());
            };
            (task.value, task.answer) = (value.source(), printed);
            if let Some(asked) = asked {
                task.unit = Some(asked.symbol.to_owned());
            }
            Outcome::Mended("key.computed")
        }
        Some(Claim::Solution(relation)) => match roots::judge(&relation, std::slice::from_ref(&answer)) {
            Solved::Right => Outcome::Right,
            Solved::Fits | Solved::Unknown => Outcome::Unknown,
            Solved::Wrong(Some(all)) if all.len() == 1 => {
                let Some((root, printed)) = all.first().and_then(|r| Some((r, written::printed(&r.source(), locale)?)))
                else {
                    return Outcome::Wrong("key.equation", String::new());
                };
                (task.value, task.answer) = (root.source(), printed);
                Outcome::Mended("key.equation")
            }
            Solved::Wrong(_) => Outcome::Wrong("key.equation", task.value.clone()),
        },
        _ => Outcome::Unknown,
    }
}

/// A value as a key prints it; none for one that is known nearly.
fn printed(value: &Exact, locale: Locale) -> Option<Rich> {
    value.is_plain().then(|| written::printed(&value.source(), locale)).flatten()
}

fn short(task: &mut ShortAnswer, locale: Locale) -> Outcome {
    let answer = task.answer.source().to_owned();
    if let Some((quotient, rest)) = answers::division(&task.question.plain()) {
        return match answers::two_numbers(&answer) {
            Some(given) if given == (quotient, rest) => Outcome::Right,
            Some(_) => {
                let word = if locale == Locale::Ru { "ост." } else { "remainder" };
                task.answer = Rich(format!("{quotient} ({word} {rest})"));
                task.accept.clear();
                Outcome::Mended("key.computed")
            }
            None => Outcome::Unknown,
        };
    }
    if let Some(balanced) = substance::is_balanced(&chemistry(&answer)) {
        return if balanced { Outcome::Right } else { Outcome::Wrong("key.unbalanced", answer) };
    }
    match claim::of(&task.question) {
        Some(Claim::Value(value, asked)) => {
            let Some((given, unit)) = answered(&answer) else { return Outcome::Unknown };
            let percent = answer.contains('%');
            if agrees(&value, asked, &given, unit) || (percent && agrees_as_percent(&value, &given)) {
                return Outcome::Right;
            }
            let Some(printed) = printed(&value, locale) else {
                return Outcome::Wrong("key.computed", value.source());
            };
            task.answer = match asked.or(unit) {
                Some(unit) => Rich(format!("{}\u{a0}{}", printed.source(), unit.symbol)),
                None => printed,
            };
            task.accept.clear();
            Outcome::Mended("key.computed")
        }
        Some(Claim::Shaped(value, shape)) => {
            let Some((given, _)) = answered(&answer) else { return Outcome::Unknown };
            match answers::shape(&answer) {
                _ if value.is_whole() => Outcome::Unknown,
                Some(written) if given == value && written == Some(shape) => Outcome::Right,
                None if given == value => Outcome::Unknown,
                _ => {
                    task.answer = Rich::math(&match shape {
                        Shape::Mixed => value.latex_mixed(),
                        _ => value.latex_fraction(),
                    });
                    task.accept.clear();
                    Outcome::Mended("key.computed")
                }
            }
        }
        Some(Claim::Point(x, y)) => match answers::point(&answer) {
            Some(given) if given == (x.clone(), y.clone()) => Outcome::Right,
            Some(_) => match (written::printed(&x.source(), locale), written::printed(&y.source(), locale)) {
                (Some(x), Some(y)) => {
                    task.answer = Rich(format!("({}; {})", x.source(), y.source()));
                    task.accept.clear();
                    Outcome::Mended("key.equation")
                }
                _ => Outcome::Wrong("key.equation", answer),
            },
            None => Outcome::Unknown,
        },
        Some(Claim::Ray(sign, bound)) => match answers::ray(&answer) {
            Some(given) if given == (sign, bound) => Outcome::Right,
            Some(_) => Outcome::Wrong("key.equation", answer),
            None => Outcome::Unknown,
        },
        Some(Claim::Alike(formula)) => match algebra::alike(&formula, answer.trim().trim_matches('$')) {
            Some(true) => Outcome::Right,
            Some(false) => Outcome::Wrong("key.expression", answer),
            None => Outcome::Unknown,
        },
        Some(Claim::Count(count)) => match answers::count(&answer) {
            Some(given) if given == count => Outcome::Right,
            Some(_) => Outcome::Wrong("key.equation", answer),
            None => Outcome::Unknown,
        },
        Some(Claim::Solution(relation)) => {
            let Some(values) = roots::given(&answer) else { return Outcome::Unknown };
            match roots::judge(&relation, &values) {
                Solved::Right => Outcome::Right,
                Solved::Fits | Solved::Unknown => Outcome::Unknown,
                Solved::Wrong(Some(all)) if !all.is_empty() => {
                    let printed: Option<Vec<String>> =
                        all.iter().map(|root| Some(written::printed(&root.source(), locale)?.0)).collect();
                    let Some(printed) = printed else { return Outcome::Wrong("key.equation", answer) };
                    task.answer = Rich(printed.join("; "));
                    task.accept.clear();
                    Outcome::Mended("key.equation")
                }
                Solved::Wrong(_) => Outcome::Wrong("key.equation", answer),
            }
        }
        Some(Claim::Comparison(sign)) => match sign_of(&answer) {
            Some(given) if given == sign => Outcome::Right,
            Some(_) => {
                task.answer = Rich(symbol(sign).to_owned());
                Outcome::Mended("key.comparison")
            }
            None => relation_of(&answer),
        },
        _ => Outcome::Unknown,
    }
}

/// «\ce{…}» and dollars taken off.
fn chemistry(text: &str) -> String {
    let text = text.replace('$', "");
    match text.trim().strip_prefix(r"\ce{").and_then(|rest| rest.strip_suffix('}')) {
        Some(inner) => inner.to_owned(),
        None => text,
    }
}

fn sign_of(text: &str) -> Option<Sign> {
    match text.trim().trim_matches('$').trim() {
        "<" | r"\lt" | "меньше" | r"\<" => Some(Sign::Less),
        ">" | r"\gt" | "больше" => Some(Sign::More),
        "=" | "равно" | "равны" => Some(Sign::Equal),
        _ => None,
    }
}

const fn symbol(sign: Sign) -> &'static str {
    match sign {
        Sign::Less => r"\<",
        Sign::More => ">",
        _ => "=",
    }
}

/// An answer that is itself a relation between numbers must hold.
fn relation_of(text: &str) -> Outcome {
    match said::relation(text.trim().trim_matches('$')) {
        Some(Piece::Relation(relation)) => match relation.holds() {
            Some(true) => Outcome::Right,
            Some(false) => Outcome::Wrong("key.comparison", text.to_owned()),
            None => Outcome::Unknown,
        },
        _ => Outcome::Unknown,
    }
}

/// Which options are right, where every option can be judged.
fn right_options(question: &Rich, options: &[Rich]) -> Option<Vec<bool>> {
    if let Some(claim) = claim::of(question) {
        return options.iter().map(|option| fits(&claim, option)).collect();
    }
    if let Some(Claim::Which(property)) = claim::of_options(question) {
        return match &property {
            Property::Written(shape) => {
                options.iter().map(|option| Some(answers::shape(option.source())?? == *shape)).collect()
            }
            Property::Pair(sign, value) => options
                .iter()
                .map(|option| {
                    let (one, two) = answers::two_values(option.source())?;
                    Some(if *sign == '+' { one.0 + two.0 == value.0 } else { one.0 * two.0 == value.0 })
                })
                .collect(),
            property => {
                // Options with units are compared in base units, and only with a quantity.
                let measured = said::pieces(question).iter().any(|piece| matches!(piece, Piece::Quantity(..)));
                let values: Vec<Exact> = options
                    .iter()
                    .map(|option| match (answered(option.source())?, measured) {
                        ((value, Some(unit)), true) => Some(unit.base(&value)),
                        ((_, None), true) => None,
                        ((value, _), false) => Some(value),
                    })
                    .collect::<Option<_>>()?;
                values.iter().map(|value| property.holds(value, &values)).collect()
            }
        };
    }
    // «Какое равенство верно?»: every option is a relation.
    let asks = question.plain().to_lowercase();
    let truth = ["верно", "верн", "правильн", "true", "correct"].iter().any(|word| asks.contains(word));
    let lie = ["неверн", "неправильн", "ошибк", "false", "incorrect", "wrong", " не верн", " не правильн"]
        .iter()
        .any(|word| asks.contains(word));
    if !truth && !lie {
        return None;
    }
    let balanced: Option<Vec<bool>> =
        options.iter().map(|option| Some(substance::is_balanced(&chemistry(option.source()))? != lie)).collect();
    if let Some(balanced) = balanced.filter(|_| options.iter().all(|option| option.source().contains(r"\ce"))) {
        return Some(balanced);
    }
    options
        .iter()
        .map(|option| match said::pieces(option).as_slice() {
            [Piece::Relation(relation)] => Some(relation.holds()? != lie),
            _ => None,
        })
        .collect()
}

fn fits(claim: &Claim, option: &Rich) -> Option<bool> {
    match claim {
        Claim::Value(value, unit) => {
            let (given, given_unit) = answered(option.source())?;
            Some(
                agrees(value, *unit, &given, given_unit)
                    || (option.source().contains('%') && agrees_as_percent(value, &given)),
            )
        }
        Claim::Solution(relation) => match roots::judge(relation, &roots::given(option.source())?) {
            Solved::Right => Some(true),
            Solved::Wrong(_) => Some(false),
            Solved::Fits | Solved::Unknown => None,
        },
        Claim::Comparison(sign) => sign_of(option.source()).map(|given| given == *sign),
        Claim::Shaped(value, shape) => {
            let (given, _) = answered(option.source())?;
            Some(given == *value && answers::shape(option.source())? == Some(*shape))
        }
        Claim::Point(x, y) => Some(answers::point(option.source())? == (x.clone(), y.clone())),
        Claim::Ray(sign, bound) => Some(answers::ray(option.source())? == (*sign, bound.clone())),
        Claim::Count(count) => Some(answers::count(option.source())? == *count),
        Claim::Which(_) | Claim::Order { .. } | Claim::Alike(_) => None,
    }
}

fn single(task: &mut SingleChoice) -> Outcome {
    if let Some(Claim::Alike(formula)) = claim::of(&task.question) {
        // Another option may be the same in a form that was not asked for.
        let alike = |option: &Rich| algebra::alike(&formula, option.source().trim().trim_matches('$'));
        let judged: Option<Vec<bool>> = task.options.iter().map(alike).collect();
        return match judged {
            Some(judged) if judged.get(usize::from(task.correct)) == Some(&true) => Outcome::Right,
            Some(judged) if judged.iter().any(|alike| *alike) => {
                Outcome::Wrong("choice.wrong_key", task.question.plain())
            }
            Some(_) => Outcome::Wrong("choice.no_right_option", task.question.plain()),
            None => Outcome::Unknown,
        };
    }
    let Some(right) = right_options(&task.question, &task.options) else { return Outcome::Unknown };
    let places: Vec<usize> = right.iter().enumerate().filter(|(_, right)| **right).map(|(at, _)| at).collect();
    match places.as_slice() {
        [] => Outcome::Wrong("choice.no_right_option", task.question.plain()),
        [only] if *only == usize::from(task.correct) => Outcome::Right,
        [only] => match u8::try_from(*only) {
            Ok(correct) => {
                task.correct = correct;
                Outcome::Mended("choice.wrong_key")
            }
            Err(_) => Outcome::Unknown,
        },
        _ => Outcome::Wrong("choice.several_right", task.question.plain()),
    }
}

fn multiple(task: &mut MultipleChoice) -> Outcome {
    let Some(right) = right_options(&task.question, &task.options) else { return Outcome::Unknown };
    if matches!(claim::of_options(&task.question), Some(Claim::Which(Property::Largest | Property::Smallest))) {
        return Outcome::Unknown;
    }
    let places: Vec<u8> = (0u8..).zip(&right).filter(|(_, right)| **right).map(|(at, _)| at).collect();
    if places == task.correct {
        Outcome::Right
    } else if places.len() < 2 || places.len() >= task.options.len() {
        Outcome::Wrong("choice.wrong_key", task.question.plain())
    } else {
        task.correct = places;
        Outcome::Mended("choice.wrong_key")
    }
}

/// A statement that can be decided: one relation, or a number and its property.
fn decided(text: &Rich) -> Option<bool> {
    let pieces = said::pieces(text);
    plainly_decided(&pieces).or_else(|| claimed(&pieces))
}

/// «НОД чисел 12 и 18 равен 6»: what stands before the last verb says what must stand behind it.
fn claimed(pieces: &[Piece]) -> Option<bool> {
    let is_verb = |piece: &Piece| matches!(piece, Piece::Word(word) if word.starts_with("равн") || matches!(word.as_str(), "равен" | "составляет" | "is" | "equals"));
    let at = pieces.iter().rposition(is_verb)?;
    let (said, unit) = match pieces.get(at + 1..)? {
        [Piece::Value { value, operation: false }] => (value, None),
        [Piece::Quantity(value, unit)] => (value, Some(*unit)),
        _ => return None,
    };
    match claim::of_pieces(pieces.get(..at)?)? {
        Claim::Value(value, asked) => Some(agrees(&value, asked, said, unit)),
        _ => None,
    }
}

fn plainly_decided(pieces: &[Piece]) -> Option<bool> {
    if let Some(holds) = said::quantities_hold(pieces) {
        return Some(holds);
    }
    let words: Vec<&str> =
        pieces.iter().filter_map(|p| if let Piece::Word(w) = p { Some(w.as_str()) } else { None }).collect();
    let relations: Vec<_> =
        pieces.iter().filter_map(|p| if let Piece::Relation(r) = p { Some(r) } else { None }).collect();
    if let [relation] = relations.as_slice() {
        let nothing_else = words.iter().all(|w| matches!(*w, "верно" | "что" | "равенство" | "неравенство"))
            && pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Relation(_)));
        return nothing_else.then(|| relation.holds()).flatten();
    }
    // «Число 15 делится на 4», «17 — простое число».
    let values: Vec<&Exact> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Value { value, operation: false } => Some(value),
            _ => None,
        })
        .collect();
    let only_known = pieces.iter().all(|p| matches!(p, Piece::Word(_) | Piece::Value { operation: false, .. }));
    let words: Vec<&str> = words
        .into_iter()
        .filter(|w| !matches!(*w, "число" | "числа" | "является" | "это" | "is" | "a" | "number"))
        .collect();
    let negated = words.first() == Some(&"не");
    let words = if negated { &words[1..] } else { &words[..] };
    let property = match (values.as_slice(), words) {
        ([_], ["простое" | "простым" | "prime"]) => Property::Prime,
        ([_], ["составное" | "составным" | "composite"]) => Property::Composite,
        ([_], ["четное" | "четным" | "even"]) => Property::Even,
        ([_], ["нечетное" | "нечетным" | "odd"]) => Property::Odd,
        ([_, by], ["делится", "на"] | ["делится", "на", "без", "остатка"] | ["кратно"] | ["divisible", "by"]) => {
            Property::DivisibleBy((*by).clone())
        }
        ([_, than], ["больше"] | ["больше", "чем"]) => Property::MoreThan((*than).clone()),
        ([_, than], ["меньше"] | ["меньше", "чем"]) => Property::LessThan((*than).clone()),
        _ => return None,
    };
    let number = *values.first()?;
    (only_known).then(|| property.holds(number, &[]).map(|holds| holds != negated)).flatten()
}

fn statements(task: &mut TrueFalse) -> Outcome {
    let truths: Vec<Option<bool>> = task.statements.iter().map(|statement| decided(&statement.text)).collect();
    let mut mended = false;
    for (statement, truth) in task.statements.iter_mut().zip(&truths) {
        if let Some(truth) = truth
            && statement.truth != *truth
        {
            statement.truth = *truth;
            mended = true;
        }
    }
    if mended {
        Outcome::Mended("true_false.wrong_key")
    } else if truths.iter().all(Option::is_some) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}

/// Expressions against their values, equations against their roots.
fn matching(task: &mut Matching) -> Outcome {
    let value = |text: &Rich| answered(text.source());
    let left: Option<Vec<_>> = task.left.iter().map(&value).collect();
    let right: Option<Vec<_>> = task.right.iter().map(&value).collect();
    let (Some(left), Some(right)) = (left, right) else { return Outcome::Unknown };
    // Plain numbers on both sides may be paired by anything; something must have been computed or converted.
    let noted =
        |texts: &[Rich]| texts.iter().any(|text| text.source().contains(['%', '/']) || text.source().contains("frac"));
    let decimal = |texts: &[Rich]| texts.iter().any(|text| text.source().contains([',', '.']));
    let notations = (noted(&task.left) && decimal(&task.right)) || (decimal(&task.left) && noted(&task.right));
    let computed = notations
        || task.left.iter().chain(&task.right).any(|text| {
            said::pieces(text).iter().any(|p| matches!(p, Piece::Value { operation: true, .. } | Piece::Quantity(..)))
        });
    let equal = |l: &(Exact, Option<Unit>), r: &(Exact, Option<Unit>)| agrees(&l.0, l.1, &r.0, r.1);
    let related = left.iter().any(|l| right.iter().any(|r| equal(l, r)));
    if !computed || !related {
        return Outcome::Unknown;
    }
    let partners: Vec<Vec<usize>> = left
        .iter()
        .map(|l| right.iter().enumerate().filter(|(_, r)| equal(l, r)).map(|(at, _)| at).collect())
        .collect();
    let stated: Vec<usize> = task.pairs.iter().map(|&p| p.into()).collect();
    if partners.iter().any(|p| p.len() > 1) {
        return Outcome::Wrong("matching.several_right", task.question.plain());
    }
    let only: Option<Vec<usize>> = partners.iter().map(|p| p.first().copied()).collect();
    match only {
        Some(only) if only == stated => Outcome::Right,
        Some(only) => {
            let mut distinct = only.clone();
            distinct.sort_unstable();
            distinct.dedup();
            let pairs: Result<Vec<u8>, _> = only.iter().map(|&at| u8::try_from(at)).collect();
            match pairs {
                Ok(pairs) if distinct.len() == only.len() => {
                    task.pairs = pairs;
                    Outcome::Mended("matching.wrong_key")
                }
                _ => Outcome::Wrong("matching.wrong_key", task.question.plain()),
            }
        }
        None => Outcome::Wrong("matching.wrong_key", task.question.plain()),
    }
}

fn ordering(task: &mut Ordering) -> Outcome {
    let Some(Claim::Order { ascending }) = claim::of_options(&task.question) else { return Outcome::Unknown };
    let values: Option<Vec<Exact>> = task
        .items
        .iter()
        .map(|item| answered(item.source()).map(|(value, unit)| unit.map_or(value.clone(), |unit| unit.base(&value))))
        .collect();
    let Some(values) = values else { return Outcome::Unknown };
    let mut order: Vec<u8> = (0u8..).zip(&values).map(|(at, _)| at).collect();
    order.sort_by(|a, b| {
        let compared = values[usize::from(*a)].cmp(&values[usize::from(*b)]);
        if ascending { compared } else { compared.reverse() }
    });
    let tied = order.windows(2).any(|w| values[usize::from(w[0])] == values[usize::from(w[1])]);
    if tied {
        return Outcome::Wrong("ordering.equal_items", task.question.plain());
    }
    if order == task.order {
        Outcome::Right
    } else {
        task.order = order;
        Outcome::Mended("ordering.wrong_key")
    }
}

/// Equalities with gaps: the answers put into the gaps must make them hold.
fn blanks(task: &mut FillBlank) -> Outcome {
    let mut text = task.text.source().to_owned();
    let single = task.blanks.len() == 1;
    for (blank, number) in task.blanks.iter().zip(1..) {
        text = text.replace(&format!("[[{number}]]"), blank.answer.source().trim().trim_matches('$'));
    }
    let parts: Vec<Vec<Piece>> =
        text.replace(", ", ";").split([';', '\n']).map(|part| said::pieces(&Rich(part.trim().to_owned()))).collect();
    let mut truths: Vec<bool> = parts.iter().filter_map(|part| said::quantities_hold(part)).collect();
    let measured = truths.len() == parts.len();
    let pieces: Vec<Piece> = parts.into_iter().flatten().collect();
    truths
        .extend(pieces.iter().filter_map(|p| if let Piece::Relation(relation) = p { relation.holds() } else { None }));
    let only_relations = measured || pieces.iter().all(|p| matches!(p, Piece::Relation(_)));
    if truths.iter().any(|holds| !holds) {
        // A gap that is the whole right side has one value.
        let mended = (single && only_relations && pieces.len() == 1).then(|| right_side(task)).flatten();
        if let Some(printed) = mended
            && let Some(blank) = task.blanks.first_mut()
        {
            blank.answer = printed;
            blank.accept.clear();
            return Outcome::Mended("blank.wrong_key");
        }
        Outcome::Wrong("blank.wrong_key", text)
    } else if only_relations && !truths.is_empty() && (measured || truths.len() == pieces.len()) {
        Outcome::Right
    } else {
        Outcome::Unknown
    }
}

/// What belongs behind the sign of equality at the end.
fn right_side(task: &FillBlank) -> Option<Rich> {
    let text = task.text.source().trim().trim_end_matches('.').trim();
    let left = text.strip_suffix("[[1]]")?.trim_end().trim_end_matches('$').trim_end().strip_suffix('=')?;
    let value = math::evaluate(left.trim().trim_matches('$')).ok()?;
    Some(value.decimal(",").map_or_else(|| Rich::math(&value.latex_mixed()), Rich))
}

fn column(task: &ColumnArithmetic) -> Outcome {
    let number = |text: &String| math::evaluate(&text.replace(['\u{a0}', ' '], "")).ok();
    let operands: Option<Vec<Exact>> = task.operands.iter().map(number).collect();
    let (Some(operands), Some(result)) = (operands, number(&task.result)) else { return Outcome::Unknown };
    let remainder = task.remainder.as_ref().map(number);
    let Some((first, rest)) = operands.split_first() else { return Outcome::Unknown };
    let mut value = first.0.clone();
    for operand in rest {
        match task.operation {
            Operation::Add => value += &operand.0,
            Operation::Subtract => value -= &operand.0,
            Operation::Multiply => value *= &operand.0,
            Operation::Divide => {
                let back = &result.0 * &operand.0;
                let rest = match &remainder {
                    Some(Some(remainder)) => &remainder.0 + back,
                    Some(None) => return Outcome::Unknown,
                    None => back,
                };
                let small = !matches!(&remainder, Some(Some(r)) if r.0 >= operand.0);
                return if rest == value && small {
                    Outcome::Right
                } else {
                    Outcome::Wrong("column.wrong_key", task.result.clone())
                };
            }
        }
    }
    if value == result.0 { Outcome::Right } else { Outcome::Wrong("column.wrong_key", task.result.clone()) }
}

/// Coordinates are steps times the value of a step.
fn points(task: &NumberLine) -> Outcome {
    let Ok(step) = math::evaluate(&task.x.step) else { return Outcome::Unknown };
    for point in &task.points {
        if task.y.is_none() {
            let at = Exact(&step.0 * num_rational::BigRational::from_integer(point.x.into()));
            match answered(point.coordinates.source()) {
                Some((value, _)) if value == at => {}
                Some(_) => return Outcome::Wrong("axis.wrong_key", point.name.clone()),
                None => return Outcome::Unknown,
            }
        }
    }
    if task.y.is_some() { Outcome::Unknown } else { Outcome::Right }
}
