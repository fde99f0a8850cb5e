//! Tasks that repeat one of the sheet or of a recent one.

use std::collections::BTreeSet;

use super::claim::{self, Claim};
use super::matter::{gist, matter, same_matter, unspelled, unspelled_in, without_bases};
use super::words::{akin, content, folded, runs};
use super::{refuse, units};
use crate::domain::task::{Body, Cell, FillBlank, Flaw, Numeric, SingleChoice, Table};
use crate::domain::{Rich, Task};
use crate::math::{self, Exact};
use crate::understand;

/// The same question, or nearly: nine words in ten in common, both ways; numbers count as words.
pub(super) fn repeats<'a>(
    task: &Task,
    others: impl Iterator<Item = &'a Task>,
    recent: &[String],
    flaws: &mut Vec<Flaw>,
) {
    let all = |task: &Task| task.texts().iter().map(|t| t.plain() + " ").collect::<String>();
    let text = all(task);
    let mine = words(&text);
    let asked = question_words(task);
    let question = pressed_question(task);
    for other in others {
        let their_text = all(other);
        let theirs = words(&their_text);
        let same = pressed(&text) == pressed(&their_text)
            || (alike(&mine, &theirs) && !reordered(&text, &their_text))
            || (same_question(&asked, &question_words(other)) && !reordered(&question, &pressed_question(other)))
            || same_words_and_answer(task, other)
            || reworded(task, other);
        if same {
            refuse(flaws, "sheet.duplicate", "repeats a task of the sheet");
            return;
        }
    }
    // A short question is a task of its own where nothing but the question is shown.
    let whole = matches!(task.body, Body::ShortAnswer(_) | Body::Numeric(_) | Body::Open(_) | Body::FillBlank(_));
    if recent.iter().any(|recent| {
        same_question(&asked, &words(recent)) && !reordered(&question, recent)
            || task.texts().first().is_some_and(|question| retold(question, recent))
            || (whole && question.chars().count() > 6 && question == pressed(recent))
    }) {
        refuse(flaws, "sheet.repeats_recent", "repeats a task of a recent sheet");
    }
}

/// Letters, digits and signs alone.
fn pressed(text: &str) -> String {
    let text = text.to_lowercase().replace('ё', "е").replace(['−', '–'], "-").replace(", ", " ");
    let mut pressed = String::with_capacity(text.len());
    for c in text.chars() {
        // A colon behind a word is no division.
        let colon = c == ':' && pressed.ends_with(char::is_alphabetic);
        if c.is_alphanumeric() || ("+-·:×÷<>=()^/,".contains(c) && !colon) {
            pressed.push(c);
        }
    }
    pressed
}

fn pressed_question(task: &Task) -> String {
    task.texts().first().map(|question| pressed(&question.plain())).unwrap_or_default()
}

/// The same numbers in another order: «9 − 3» and «3 − 9» are two tasks.
fn reordered(a: &str, b: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        let marks = |c: char| !(c.is_ascii_digit() || "+-−·:×^()".contains(c));
        let runs = text.split(marks).filter(|run| run.chars().any(|c| c.is_ascii_digit()));
        runs.map(str::to_owned).collect()
    };
    let (a, b) = (numbers(a), numbers(b));
    let digits = |list: &[String]| {
        let mut all: Vec<char> = list.iter().flat_map(|run| run.chars()).filter(char::is_ascii_digit).collect();
        all.sort_unstable();
        all
    };
    a != b && digits(&a).len() > 1 && digits(&a) == digits(&b)
}

/// Another order or other forms of the same words, and the same answer.
fn same_words_and_answer(a: &Task, b: &Task) -> bool {
    let (question, answer, other, others_answer) = match (&a.body, &b.body) {
        (Body::ShortAnswer(a), Body::ShortAnswer(b)) => (&a.question, &a.answer, &b.question, &b.answer),
        (Body::Numeric(a), Body::Numeric(b)) => (&a.question, &a.answer, &b.question, &b.answer),
        (Body::SingleChoice(a), Body::SingleChoice(b)) => {
            let right = |choice: &SingleChoice| choice.options.get(usize::from(choice.correct)).cloned();
            let (Some(one), Some(other)) = (right(a), right(b)) else { return false };
            return folded(&one) == folded(&other) && pressed(&a.question.plain()) == pressed(&b.question.plain())
                // «Что лишнее?» may be asked of other words.
                && content(&folded(&a.question)).len() >= 4;
        }
        _ => return false,
    };
    let (x, y) = (gist(question), gist(other));
    // The signs of an expression tell more than its numbers.
    let told =
        matches!(a.body, Body::ShortAnswer(_)) || x.iter().filter(|word| !word.contains(char::is_numeric)).count() > 2;
    // The same said again, but for small words; a word that is worked on may be asked for in another form.
    let worked_on =
        ["слов", "падеж", "«", "форм", "числ", "предложен"].iter().any(|mark| folded(question).contains(mark));
    let again = matches!(a.body, Body::ShortAnswer(_)) && x.len() >= 3 && !worked_on && x.len() == y.len();
    if again && numbers(question) == numbers(other) && within(&x, &y) && within(&y, &x) {
        return true;
    }
    told && numbers(question) == numbers(other)
        && folded(answer) == folded(others_answer)
        && x.len() >= 3
        && within(&x, &y)
        && within(&y, &x)
}

/// Whether every word of one stands in the other, in any form.
fn within(x: &[String], y: &[String]) -> bool {
    shared(x, y) == x.len()
}

/// How many words of one stand in the other, in any form.
fn shared(x: &[String], y: &[String]) -> usize {
    x.iter().filter(|word| y.iter().any(|other| akin(other, word, 5))).count()
}

/// The numbers of a text, sorted.
fn numbers(text: &Rich) -> Vec<String> {
    let mut numbers = runs(&Rich(without_bases(text.source())).plain());
    numbers.sort_unstable();
    numbers
}

/// A task as one question with one answer in words, whatever its kind.
fn stated(task: &Task) -> Option<(Rich, String)> {
    Some(match &task.body {
        Body::ShortAnswer(short) => (short.question.clone(), folded(&short.answer)),
        Body::Numeric(numeric) => (numeric.question.clone(), numeric.value.clone()),
        Body::Open(open) => (open.question.clone(), open.sample.as_ref().map(folded)?),
        Body::SingleChoice(choice) => {
            (choice.question.clone(), choice.options.get(usize::from(choice.correct)).map(folded)?)
        }
        Body::FillBlank(fill) => match fill.blanks.as_slice() {
            [only] => (Rich(fill.text.source().replace("[[1]]", " ")), folded(&only.answer)),
            _ => return None,
        },
        _ => return None,
    })
}

/// One answer in one form or another: «семья» and «семьёй», «июль 1943» and «в июле 1943 года».
fn same_answer(one: &str, other: &str) -> bool {
    let (x, y) = (content(one), content(other));
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    let value = |text: &str| match understand::cardinal(text) {
        Some(number) => Some(Exact::whole(number.into())),
        None => math::evaluate(text.trim_matches('$')).ok(),
    };
    if value(one).is_some_and(|one| value(other) == Some(one)) {
        return true;
    }
    // «0 °C» and «0» before a unit.
    let bare = |text: &str| text.split([' ', '\u{a0}']).next().unwrap_or_default().to_owned();
    let number =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '−'));
    let measured = (number(one) || number(other)) && bare(one) == bare(other);
    one == other
        || measured
        || (!short.is_empty()
            && one.contains(char::is_alphabetic)
            && within(short, long)
            && long.len() < short.len() + 2)
}

/// The same task in another frame: another name, another verb, another order of options.
fn reworded(a: &Task, b: &Task) -> bool {
    let told = stated(a).zip(stated(b));
    // One word with one gap in two tasks.
    if told.as_ref().is_some_and(|((_, answer), (_, other))| answer == other)
        && unspelled(a).intersection(&unspelled(b)).next().is_some()
    {
        return true;
    }
    if a.kind() != b.kind()
        && let Some(((question, answer), (other, others_answer))) = &told
    {
        return same_answer(answer, others_answer) && reframed(question, other);
    }
    match (&a.body, &b.body) {
        (Body::FillBlank(a), Body::FillBlank(b)) => {
            let tail = |fill: &FillBlank| fill.text.source().rsplit_once(": ").map(|(_, tail)| pressed(tail));
            let word = |fill: &FillBlank| {
                let word = fill.text.source().split_whitespace().find(|word| word.contains("[[1]]"))?;
                let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                Some(pressed(word)).filter(|_| fill.blanks.len() == 1 && letters > 2)
            };
            tail(a).is_some_and(|text| text.chars().count() > 11) && tail(a) == tail(b)
                || word(a).is_some() && word(a) == word(b)
                || told.is_some_and(|((x, answer), (y, other))| {
                    answer == other && answer.chars().count() > 1 && reframed(&x, &y)
                })
        }
        (Body::Reading(a), Body::Reading(b)) => set(&a.paragraphs) == set(&b.paragraphs),
        (Body::Table(a), Body::Table(b)) => {
            let rows = |table: &Table| -> BTreeSet<String> {
                let cell = |cell: &Cell| match cell {
                    Cell::Given(text) => folded(text),
                    Cell::Asked(text) => format!("={}", folded(text)),
                };
                table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
            };
            rows(a) == rows(b)
        }
        (Body::Open(_), Body::Open(_)) => {
            told.is_some_and(|((x, answer), (y, other))| answer == other && reframed(&x, &y))
        }
        (Body::SingleChoice(a), Body::SingleChoice(b)) => {
            let right = |choice: &SingleChoice| choice.options.get(usize::from(choice.correct)).map(folded);
            let (x, y) = (gist(&a.question), gist(&b.question));
            let tail = |question: &Rich| question.source().rsplit_once(": ").map(|(_, tail)| pressed(tail));
            let same_tail = tail(&a.question).is_some_and(|text| text.chars().count() > 11);
            set(&a.options) == set(&b.options) && same_tail && tail(&a.question) == tail(&b.question)
                || set(&a.options) == set(&b.options)
                    && right(a) == right(b)
                    && matter(&a.question) == matter(&b.question)
                    && numbers(&a.question) == numbers(&b.question)
                    && x.len().min(y.len()) > 1
                    && (within(&x, &y) || within(&y, &x))
        }
        (Body::MultipleChoice(a), Body::MultipleChoice(b)) => {
            set(&a.options) == set(&b.options) && matter(&a.question) == matter(&b.question)
        }
        (Body::Matching(a), Body::Matching(b)) => {
            let (left, right) = (set(&a.left), set(&a.right));
            let others = (set(&b.left), set(&b.right));
            (&left, &right) == (&others.0, &others.1) || (&right, &left) == (&others.0, &others.1)
        }
        (Body::Ordering(a), Body::Ordering(b)) => set(&a.items) == set(&b.items),
        (Body::Classify(a), Body::Classify(b)) => {
            set(a.items.iter().map(|item| &item.text)) == set(b.items.iter().map(|item| &item.text))
                && set(&a.columns) == set(&b.columns)
        }
        (Body::TrueFalse(a), Body::TrueFalse(b)) => {
            set(a.statements.iter().map(|said| &said.text)) == set(b.statements.iter().map(|said| &said.text))
        }
        (Body::Numeric(a), Body::Numeric(b)) => {
            a.value == b.value
                && (same_unit(a, b) || tells_alike(&a.question, &b.question))
                && reframed(&a.question, &b.question)
        }
        (Body::ShortAnswer(a), Body::ShortAnswer(b)) => {
            same_answer(&folded(&a.answer), &folded(&b.answer)) && reframed(&a.question, &b.question)
        }
        _ => false,
    }
}

fn set<'a>(texts: impl IntoIterator<Item = &'a Rich>) -> BTreeSet<String> {
    texts.into_iter().map(folded).collect()
}

/// Whether two answers count the same: eight apples and eight years are of two stories with the same numbers.
fn same_unit(a: &Numeric, b: &Numeric) -> bool {
    let (Some(one), Some(other)) = (&a.unit, &b.unit) else { return true };
    let measured = |unit: &str| unit.starts_with("шт") || units::named(unit).is_some();
    measured(one) || measured(other) || akin(&one.to_lowercase(), &other.to_lowercase(), 4)
}

/// Whether two stories share words that are no names of people: «прилетели ещё 2», «положили ещё 2».
fn tells_alike(a: &Rich, b: &Rich) -> bool {
    let common = |text: &Rich| -> Vec<String> {
        let plain = text.plain();
        let name = |word: &String| {
            let mut places = plain.match_indices(' ').map(|(at, _)| &plain[at + 1..]);
            places.any(|rest| {
                rest.starts_with(char::is_uppercase) && folded(&Rich(rest.to_owned())).starts_with(word.as_str())
            })
        };
        let sentence = |word: &String| plain.split(". ").any(|said| said.to_lowercase().starts_with(word.as_str()));
        gist(text).into_iter().filter(|word| !name(word) || sentence(word)).collect()
    };
    shared(&common(a), &common(b)) > 1
}

/// Questions with one answer that say the same: one equation, the same numbers in a like story, most words.
fn reframed(a: &Rich, b: &Rich) -> bool {
    if same_sum(a, b) {
        return true;
    }
    let (matters, others) = (matter(a), matter(b));
    if !same_matter(&matters, &others) || numbers(a) != numbers(b) {
        return false;
    }
    let (x, y) = (gist(a), gist(b));
    let (common, least) = (shared(&x, &y), x.len().min(y.len()));
    let counted = numbers(a).len() > 1 && matters.1.is_empty();
    // «2 + 3» and «3 + 2» are two tasks, a story told the other way round is one.
    if x.len().max(y.len()) < 2 && reordered(&pressed(&a.plain()), &pressed(&b.plain())) {
        return false;
    }
    let formula = matters.1.len() > 2;
    let longest = x.len().max(y.len());
    formula || counted || (common > 1 && common * 10 >= least * 6 && least < common + 4 && longest < common + 6)
}

/// «2/9 + 5/9» and «сумма дробей 2/9 и 5/9»: the same value of the same numbers in the same order.
fn same_sum(a: &Rich, b: &Rich) -> bool {
    let ordered = |text: &Rich| runs(&text.plain());
    let value = |text: &Rich| if let Some(Claim::Value(value, _)) = claim::of(text) { Some(value) } else { None };
    ordered(a).len() > 1 && ordered(a) == ordered(b) && value(a).is_some_and(|one| value(b) == Some(one))
}

/// A question of a recent sheet in other words: the same numbers and matter, and all words of the shorter one.
fn retold(question: &Rich, recent: &str) -> bool {
    let recent = Rich(recent.to_owned());
    let (x, y) = (gist(question), gist(&recent));
    let (short, long) = if x.len() < y.len() { (&x, &y) } else { (&y, &x) };
    let words = short.iter().filter(|word| !word.contains(char::is_numeric)).count();
    let common = shared(short, long);
    let story = numbers(question).len() > 1
        && words > 3
        && (common * 10 >= short.len() * 6
            || common > 3 && common * 2 >= short.len() && asks_for(question) == asks_for(&recent));
    // «Определите количество вещества в 36 г воды H₂O»
    let digits = numbers(question).iter().map(String::len).max().unwrap_or(0);
    let telling = digits > 1 && words > 1 && common == short.len() && long.len() < short.len() + 3
        || digits > 3 && words > 2 && common + 1 >= short.len() && long.len() < short.len() + 2;
    (story || telling || (words > 1 && long.len() < words + 2 && common == short.len()))
        && unspelled_in(question.source()) == unspelled_in(recent.source())
        && numbers(question) == numbers(&recent)
        && same_matter(&matter(question), &matter(&recent))
}

/// The word behind the one that asks: «какую работу».
fn asks_for(question: &Rich) -> Option<String> {
    let text = folded(question);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let asks = |word: &str| {
        ["сколько", "каку", "какой", "каков", "какое", "какова", "чему"].iter().any(|ask| word.starts_with(ask))
    };
    words.windows(2).rev().find(|two| asks(two[0])).map(|two| two[1].to_owned())
}

fn question_words(task: &Task) -> BTreeSet<String> {
    task.texts().first().map(|q| words(&q.plain())).unwrap_or_default()
}

/// Long questions alike word by word; short ones («Решите уравнение») are told apart by the rest.
fn same_question(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.len() >= 6 && a == b
}

fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    !a.is_empty() && shared * 10 >= a.len().max(b.len()) * 9
}

/// Words, numbers and signs that tell tasks apart.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase().replace('ё', "е");
    let mut words: BTreeSet<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.extend(text.chars().filter(|c| "+−·:×÷<>=".contains(*c)).map(String::from));
    words
}
