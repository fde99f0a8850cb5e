//! Form: what a task must not show, give away or repeat.

use std::collections::BTreeSet;

use super::refuse;
use crate::domain::rich::Inline;
use crate::domain::task::{Body, Flaw};
use crate::domain::{Rich, Task};
use crate::math;

/// Longest text a task may show, in characters; a text to read may be longer.
const LONGEST: usize = 2_000;
const LONGEST_READING: usize = 6_000;

/// Control characters (a broken JSON escape such as `\f` of `\frac`), length, formulas, markup, remains of a template.
pub(super) fn text(task: &Task, flaws: &mut Vec<Flaw>) {
    let texts = super::all_texts(task);
    if texts.iter().any(|t| t.source().chars().any(|c| (c.is_control() && c != '\n') || c == '\u{fffd}')) {
        refuse(flaws, "text.control_character", "a control character");
    }
    let most = if matches!(task.body, Body::Reading(_)) { LONGEST_READING } else { LONGEST };
    if texts.iter().map(|t| t.source().chars().count()).sum::<usize>() > most {
        refuse(flaws, "text.too_long", "too long");
    }
    for text in &texts {
        formulas(text, flaws);
        markup(text, flaws);
    }
}

fn formulas(text: &Rich, flaws: &mut Vec<Flaw>) {
    for inline in text.inlines() {
        match inline {
            Inline::Math(latex) => {
                if !crate::pdf::is_formula(&latex) {
                    refuse(flaws, "text.formula", latex);
                }
            }
            Inline::Text { text, .. } => {
                // A lone dollar is a formula that was never closed; a command outside of dollars would be printed as it is.
                if text.contains('$')
                    && !text.contains("$ ")
                    && !text.trim_end().ends_with(|c: char| c.is_ascii_digit())
                {
                    refuse(flaws, "text.open_formula", &text);
                }
                if has_command(&text) {
                    refuse(flaws, "text.command", &text);
                }
            }
            Inline::Blank(_) => {}
        }
    }
}

/// A LaTeX command or a power in braces outside of dollars.
fn has_command(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return true;
        }
    }
    text.contains("^{") || text.contains("_{")
}

/// Markdown, HTML, code fences, links, places left to be filled in by the writer.
fn markup(text: &Rich, flaws: &mut Vec<Flaw>) {
    const MARKS: &[&str] = &[
        "**", "__(", "```", "<br", "<p>", "</p>", "<div", "<span", "<script", "<img", "&nbsp;", "&lt;", "http://",
        "https://", "www.",
    ];
    const LEFT: &[&str] = &[
        "lorem ipsum",
        "todo",
        "xxx",
        "tbd",
        "[вставь",
        "[вставить",
        "[insert",
        "[ваш",
        "[your",
        "(ответ:",
        "(answer:",
        "undefined",
        "вариант ответа 1",
        "option 1",
        "текст вопроса",
        "question text",
        "правильный ответ",
        "correct answer",
    ];
    let plain = text.source().to_lowercase();
    if let Some(mark) = MARKS.iter().find(|mark| plain.contains(*mark)) {
        refuse(flaws, "text.markup", mark);
    }
    let words = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(left) =
        LEFT.iter().find(|left| words.contains(*left) && (left.len() > 4 || words.contains(&format!(" {left} "))))
    {
        refuse(flaws, "text.template", left);
    }
}

/// Whether a word or a phrase stands in a text as a whole.
fn stands_in(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}

fn folded(text: &Rich) -> String {
    text.plain().to_lowercase().replace('ё', "е").trim().trim_end_matches('.').to_owned()
}

/// The answer stands in the question.
pub(super) fn leak(task: &Task, flaws: &mut Vec<Flaw>) {
    let leaks = match &task.body {
        Body::ShortAnswer(short) => {
            let (question, answer) = (folded(&short.question), folded(&short.answer));
            // A question may offer its answer among others: «Выберите: лес или поле», «(go/goes)».
            let offered =
                [" или ", " or ", "/", "выбер", "choose", "between", ";", "«", "перепиш", "rewrite", "найди", "find"]
                    .iter()
                    .any(|mark| question.contains(mark))
                    || question.contains(':');
            answer.chars().count() > 3 && !offered && stands_in(&question, &answer)
        }
        Body::Numeric(numeric) => {
            // «12 : 4 = 3», and the key says three.
            let equals = format!("={}", numeric.answer.plain().replace(' ', ""));
            let question = numeric.question.plain().replace([' ', '\u{a0}'], "");
            question.find(&equals).is_some_and(|at| {
                let after = &question[at + equals.len()..];
                !after
                    .starts_with(|c: char| c.is_ascii_digit() || c == ',' || c.is_alphabetic() || "+-−·:*/".contains(c))
                    && question[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | '}'))
            })
        }
        Body::SingleChoice(choice) => {
            let question = folded(&choice.question);
            let stands = |option: &Rich| {
                let option = folded(option);
                option.chars().count() > 4 && option.chars().any(char::is_alphabetic) && stands_in(&question, &option)
            };
            let right = choice.options.get(usize::from(choice.correct)).is_some_and(stands);
            // Options named in the question («что больше: метр или километр») are no leak when others are named too.
            right && choice.options.iter().filter(|option| stands(option)).count() == 1
        }
        Body::FillBlank(fill) => {
            let text = folded(&fill.text);
            fill.bank.is_empty()
                && fill.blanks.iter().any(|blank| {
                    let answer = folded(&blank.answer);
                    text.contains(&format!("({answer})")) && answer.chars().count() > 1 && !text.contains('/')
                })
        }
        _ => false,
    };
    if leaks {
        refuse(flaws, "answer.leaks", "the answer stands in the question");
    }
}

/// Options that are one value in two spellings, or that give the right one away.
pub(super) fn options(task: &Task, flaws: &mut Vec<Flaw>, warnings: &mut Vec<Flaw>) {
    let (options, correct): (&[Rich], Vec<usize>) = match &task.body {
        Body::SingleChoice(choice) => (&choice.options, vec![choice.correct.into()]),
        Body::MultipleChoice(choice) => (&choice.options, choice.correct.iter().map(|&c| c.into()).collect()),
        _ => return,
    };
    let values: Vec<_> = options.iter().filter_map(|o| math::evaluate(o.plain().trim()).ok()).collect();
    // Questions about forms of one number («какая запись…») have options of one value on purpose.
    if values.len() == options.len() && values.iter().enumerate().any(|(i, value)| values[..i].contains(value)) {
        refuse(flaws, "choice.same_value", "two options have one value");
    }
    let texts: Vec<String> = options.iter().map(|o| folded(o).trim_end_matches(['.', ';', ',']).to_owned()).collect();
    if texts.iter().enumerate().any(|(i, text)| texts[..i].contains(text)) {
        refuse(flaws, "choice.duplicate_options", "two options are the same");
    }
    let empty_talk = ["не знаю", "затрудняюсь", "i don't know"];
    if texts.iter().any(|text| empty_talk.contains(&text.as_str())) {
        refuse(flaws, "choice.empty_option", "an option that is no answer");
    }
    let all = ["все перечисленн", "все ответы", "все варианты", "all of the above"];
    let is_all = |text: &String| all.iter().any(|words| text.starts_with(words));
    if let Body::SingleChoice(_) = &task.body
        && texts.iter().any(is_all)
        && texts.iter().position(is_all) != Some(texts.len() - 1)
    {
        warn(warnings, "choice.all_of_the_above", "stands before other options");
    }
    let longest_wrong =
        texts.iter().enumerate().filter(|(at, _)| !correct.contains(at)).map(|(_, t)| t.chars().count()).max();
    let right = correct.first().and_then(|at| texts.get(*at)).map_or(0, |t| t.chars().count());
    if correct.len() == 1 && longest_wrong.is_some_and(|wrong| right > 24 && right > wrong * 2) {
        warn(warnings, "choice.long_right_option", "the right option is much longer than the others");
    }
}

fn warn(warnings: &mut Vec<Flaw>, check: &'static str, detail: &str) {
    warnings.push(Flaw { check, detail: detail.to_owned() });
}

/// The same question, or nearly: nine words in ten in common, both ways; numbers count as words.
pub(super) fn repeats<'a>(
    task: &Task,
    others: impl Iterator<Item = &'a Task>,
    recent: &[String],
    flaws: &mut Vec<Flaw>,
) {
    let mine = words(&task.texts().iter().map(|t| t.plain() + " ").collect::<String>());
    let asked = question_words(task);
    for other in others {
        let theirs = words(&other.texts().iter().map(|t| t.plain() + " ").collect::<String>());
        if alike(&mine, &theirs) || same_question(&asked, &question_words(other)) {
            refuse(flaws, "sheet.duplicate", "repeats a task of the sheet");
            return;
        }
    }
    if recent.iter().any(|question| same_question(&asked, &words(question))) {
        refuse(flaws, "sheet.repeats_recent", "repeats a task of a recent sheet");
    }
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
