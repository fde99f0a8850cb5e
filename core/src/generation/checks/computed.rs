//! Answers that can be computed, against the key.

use super::arranged::{column, matching, ordering, points};
use super::blanks::blanks;
use super::claim::{self, Claim, Shape};
use super::options::{multiple, single};
use super::relation::{Sign, relation};
use super::roots::{self, Solved};
use super::said::{self, Piece};
use super::units::{self, Unit, hundred};
use super::words::{content, folded, is_form};
use super::{
    algebra, answers, asked, bases, calculus, clock, dates, gaps, grids, regions, sorted, statements, systems, tables,
    texts, told, valences,
};
use crate::domain::task::{Body, FillBlank, Numeric, ShortAnswer};
use crate::domain::{Locale, Rich, Subject};
use crate::generation::written;
use crate::math::{self, Exact, substance};
use crate::understand;
use num_traits::Signed;

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
pub(super) fn unbalanced(question: &Rich, subject: Subject) -> Option<String> {
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
        let marked =
            subject == Subject::Chemistry || [r"\ce{", r"\mathrm{"].iter().any(|mark| latex.trim().starts_with(mark));
        let equation = marked.then(|| chemistry(latex.trim()))?;
        let sides = equation.split_once("->").or_else(|| equation.split_once('='))?;
        let numbered = |side: &str| side.split('+').any(|part| part.trim().starts_with(|c: char| c.is_ascii_digit()));
        let whole = !equation.contains(['?', '…'])
            && !["__", "_ "].iter().any(|gap| equation.contains(gap))
            && !sides.1.trim().is_empty();
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

/// Reads the question as it stands, then without what only says how to answer.
fn read(body: &mut Body, locale: Locale) -> Outcome {
    let outcome = compare(body, locale);
    if outcome != Outcome::Unknown {
        return outcome;
    }
    let Some(bare) = question(body).and_then(|question| asked::bare(question)) else { return told::judge(body) };
    let whole = question(body).map(|question| std::mem::replace(question, bare));
    let outcome = match compare(body, locale) {
        Outcome::Unknown => told::judge(body),
        outcome => outcome,
    };
    if let (Some(question), Some(whole)) = (question(body), whole) {
        *question = whole;
    }
    outcome
}

/// The question of a body whose key can be compared.
fn question(body: &mut Body) -> Option<&mut Rich> {
    Some(match body {
        Body::Numeric(task) => &mut task.question,
        Body::ShortAnswer(task) => &mut task.question,
        Body::SingleChoice(task) => &mut task.question,
        Body::MultipleChoice(task) => &mut task.question,
        Body::Ordering(task) => &mut task.question,
        _ => return None,
    })
}

fn compare(body: &mut Body, locale: Locale) -> Outcome {
    match body {
        Body::Numeric(task) => numeric(task, locale),
        Body::ShortAnswer(task) => short(task, locale),
        Body::SingleChoice(task) => match single(task) {
            Outcome::Unknown => statements::chosen(&task.question, &task.options, &[task.correct]),
            outcome => outcome,
        },
        Body::MultipleChoice(task) => match multiple(task) {
            Outcome::Unknown => statements::chosen(&task.question, &task.options, &task.correct),
            outcome => outcome,
        },
        Body::TrueFalse(task) => statements::statements(task),
        Body::Matching(task) => matching(task),
        Body::Ordering(task) => ordering(task),
        Body::FillBlank(task) => match blanks(task) {
            Outcome::Unknown => filled(task, locale),
            outcome => outcome,
        },
        Body::ColumnArithmetic(task) => column(task),
        Body::NumberLine(task) => points(task),
        Body::Table(task) => match grids::table(task) {
            Outcome::Unknown => tables::table(task),
            outcome => outcome,
        },
        Body::Classify(task) => sorted::classify(task),
        Body::Open(_) => Outcome::Unknown,
        Body::Reading(reading) => reading
            .tasks
            .iter_mut()
            .map(|task| match judge(task, locale) {
                Outcome::Unknown => match told::about_text(&reading.paragraphs, task) {
                    Outcome::Unknown => texts::judge(&reading.paragraphs, task),
                    outcome => outcome,
                },
                outcome => outcome,
            })
            .find(|outcome| matches!(outcome, Outcome::Wrong(..) | Outcome::Mended(_)))
            .unwrap_or(Outcome::Unknown),
    }
}

/// A text with gaps as questions that claim what stands in them. Less is certain where a text is read so: nothing is
/// mended.
fn filled(task: &FillBlank, locale: Locale) -> Outcome {
    let alone = gaps::question(task).map(|asked| vec![vec![asked]]);
    let wrong = alone.unwrap_or_else(|| gaps::clauses(task)).into_iter().find(|readings| {
        let outcomes = readings.iter().cloned().map(|mut asked| match short(&mut asked, locale) {
            Outcome::Unknown if task.blanks.len() > 1 => told::judge(&Body::ShortAnswer(asked)),
            outcome => outcome,
        });
        let first = outcomes.into_iter().find(|outcome| *outcome != Outcome::Unknown);
        matches!(first, Some(Outcome::Mended(_) | Outcome::Wrong(..)))
    });
    wrong.map_or(Outcome::Unknown, |_| Outcome::Wrong("blank.wrong_key", task.text.source().to_owned()))
}

/// A value as an answer gives it, with its unit.
pub(super) fn answered(text: &str) -> Option<(Exact, Option<Unit>)> {
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
    let spaced = text.replace(r"\,", " ").replace(r"\ ", " ").replace(r"\text{", "").replace(r"\mathrm{", "");
    let text = if spaced.len() < text.len() { spaced.trim_end_matches('}').trim() } else { text };
    let (number, unit) = text.rsplit_once(' ')?;
    if unit == "%" {
        return Some((math::evaluate(number).ok()?, None));
    }
    let value = math::approach(number.trim()).ok().and_then(|value| Some((value, Some(units::named(unit)?))));
    value.or_else(|| compound(text))
}

/// «2 м 5 см» in the smallest of its units.
fn compound(text: &str) -> Option<(Exact, Option<Unit>)> {
    let quantities: Vec<(Exact, Unit)> = said::pieces(&Rich::from(text))
        .into_iter()
        .map(|piece| if let Piece::Quantity(value, unit) = piece { Some((value, unit)) } else { None })
        .collect::<Option<_>>()?;
    let (_, last) = quantities.last()?;
    let one = Exact::whole(1);
    let falls =
        |two: &[(Exact, Unit)]| two[0].1.dimension == two[1].1.dimension && two[0].1.base(&one) > two[1].1.base(&one);
    if quantities.len() < 2 || !quantities.windows(2).all(falls) {
        return None;
    }
    let sum = quantities.iter().map(|(value, unit)| unit.base(value).0).sum::<num_rational::BigRational>();
    Some((last.out_of_base(&Exact(sum)), Some(*last)))
}

/// The value of an option in base units, with what it measures.
pub(super) fn measure(option: &Rich) -> Option<(Exact, Option<units::Dimension>)> {
    // What stands before a sign of equality makes it another option: «a = 5» and «b = 5».
    let plain = option.source();
    // «1 : 2 : 1» is a ratio of three.
    if plain.contains('=') || plain.matches(':').count() > 1 {
        return None;
    }
    Some(match answered(plain)? {
        (value, Some(unit)) => (unit.base(&value), Some(unit.dimension)),
        (value, None) => (value, None),
    })
}

/// Whether an answer is the claimed value. A unit that is missing on one side is taken for the same.
pub(super) fn agrees(value: &Exact, unit: Option<Unit>, answer: &Exact, answer_unit: Option<Unit>) -> bool {
    match (unit, answer_unit) {
        (Some(unit), Some(given)) => {
            unit.dimension == given.dimension && same(&unit.base(value), &given.base(answer), value, answer)
        }
        _ => same(value, answer, value, answer),
    }
}

/// The same value; a decimal fraction may stand for one that has no end.
fn same(one: &Exact, other: &Exact, value: &Exact, answer: &Exact) -> bool {
    let near = || {
        let allowed = one.0.abs() / num_rational::BigRational::from_integer(200.into());
        // «0,14» of 5/36, «8,06» of a root.
        let endless = value.decimal(",").is_none() && answer.decimal(",").is_some() && !answer.is_whole();
        endless && answer.is_plain() && (&one.0 - &other.0).abs() < allowed
    };
    one == other || near()
}

/// A percentage may be meant as «25» or as «25 %», which the evaluator reads as a quarter.
pub(super) fn agrees_as_percent(value: &Exact, answer: &Exact) -> bool {
    *value == Exact(&answer.0 * hundred())
}

/// A part as a number, or in percent.
pub(super) fn agrees_as_share(share: &Exact, answer: &Exact) -> bool {
    let percent = Exact(&share.0 * hundred());
    same(share, answer, share, answer) || same(&percent, answer, &percent, answer)
}

fn told(right: Option<bool>, check: &'static str, answer: String) -> Outcome {
    match right {
        Some(true) => Outcome::Right,
        Some(false) => Outcome::Wrong(check, answer),
        None => Outcome::Unknown,
    }
}

fn numeric(task: &mut Numeric, locale: Locale) -> Outcome {
    let Ok(answer) = math::approach(&task.value) else { return Outcome::Unknown };
    // «2 ч 35 мин»: the value alone is not the answer.
    if task.unit.as_deref().is_some_and(|unit| unit.contains(|c: char| c.is_ascii_digit())) {
        return Outcome::Unknown;
    }
    let unit = task.unit.as_deref().and_then(units::named);
    match claim::of(&task.question) {
        Some(Claim::Count(count)) => {
            if answer == Exact::whole(count.into()) {
                return Outcome::Right;
            }
            Outcome::Wrong("key.equation", task.value.clone())
        }
        Some(Claim::Clock(minutes)) if unit.is_some_and(|unit| unit.symbol == "ч") => {
            told(Some(answer == Exact::ratio(minutes.into(), 60)), "key.computed", task.value.clone())
        }
        Some(Claim::Century(century)) => {
            told(Some(answer == Exact::whole(century.into())), "key.computed", task.value.clone())
        }
        Some(Claim::Share(share)) => told(Some(agrees_as_share(&share, &answer)), "key.computed", task.value.clone()),
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

/// «3 слога»: a number with the word that the question counts.
fn counted(question: &Rich, answer: &str) -> Option<Exact> {
    let (number, word) = answer.trim().trim_end_matches('.').split_once(' ')?;
    let words = content(&folded(question));
    let named = !word.contains(' ') && words.iter().any(|other| is_form(other, &word.to_lowercase()));
    math::evaluate(number).ok().filter(|_| named)
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
    if let (Some(asked), Some(given)) = (answers::ratio_asked(&task.question.plain()), answers::ratio(&answer)) {
        let same = asked.len() == given.len()
            && asked.windows(2).zip(given.windows(2)).all(|(a, b)| &a[0].0 * &b[1].0 == &a[1].0 * &b[0].0);
        return told(Some(same), "key.computed", answer);
    }
    if let Some(fits) = valences::fits(&task.question, &answer) {
        return told(Some(fits), "key.computed", answer);
    }
    if let Some(balanced) = substance::is_balanced(&chemistry(&answer)) {
        return if balanced { Outcome::Right } else { Outcome::Wrong("key.unbalanced", answer) };
    }
    match claim::of(&task.question) {
        Some(Claim::Value(value, asked)) => {
            let counted = || Some((counted(&task.question, &answer).filter(|_| asked.is_none())?, None));
            let spoken = || Some((Exact::whole(understand::cardinal(&folded(&task.answer))?.into()), None));
            let Some((given, unit)) = answered(&answer).or_else(counted).or_else(spoken) else {
                return Outcome::Unknown;
            };
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
        Some(Claim::System(system)) => told(systems::is_solution(&system, &answer), "key.equation", answer),
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
        Some(Claim::Slope(formula)) => told(calculus::is_slope(&formula, &answer), "key.expression", answer),
        Some(Claim::Primitive(formula)) => told(calculus::is_primitive(&formula, &answer), "key.expression", answer),
        Some(Claim::Region(relation)) => told(regions::is_solution(&relation, &answer), "key.equation", answer),
        Some(Claim::Clock(minutes)) => told(clock::answered(&answer).map(|at| at == minutes), "key.computed", answer),
        Some(Claim::Century(century)) => {
            told(dates::century(&answer).map(|given| given == century), "key.computed", answer)
        }
        Some(Claim::Share(share)) => {
            told(answered(&answer).map(|(given, _)| agrees_as_share(&share, &given)), "key.computed", answer)
        }
        Some(Claim::Roman(number)) => {
            told(dates::numeral(&answer).map(|given| given == number), "key.computed", answer)
        }
        Some(Claim::Named(named)) => told(named.is(&task.answer), "key.computed", answer),
        Some(Claim::Written(digits)) => {
            told(bases::digits(&answer).map(|given| given == digits), "key.computed", answer)
        }
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

/// An equation of a reaction without dollars and commands.
pub(super) fn chemistry(text: &str) -> String {
    let mut text = text.replace('$', "").replace("<sub>", "").replace("</sub>", "");
    for arrow in [r"\xrightarrow", r"\longrightarrow", r"\rightarrow", r"\Rightarrow", r"\to"] {
        text = text.replace(arrow, "->");
    }
    for mark in [r"\ce", r"\mathrm", r"\text", r"\rm", r"\uparrow", r"\downarrow", r"\,", r"\ ", "{", "}", "↑", "↓"]
    {
        text = text.replace(mark, "");
    }
    text.trim().trim_end_matches('.').to_owned()
}

pub(super) fn sign_of(text: &str) -> Option<Sign> {
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
    match relation(text.trim().trim_matches('$')) {
        Some(Piece::Relation(relation)) => match relation.holds() {
            Some(true) => Outcome::Right,
            Some(false) => Outcome::Wrong("key.comparison", text.to_owned()),
            None => Outcome::Unknown,
        },
        _ => Outcome::Unknown,
    }
}
