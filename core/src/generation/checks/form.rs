//! Form: what a task must not show, give away or repeat.

use std::collections::BTreeSet;

use super::refuse;
use crate::domain::rich::Inline;
use crate::domain::task::{Body, Flaw};
use crate::domain::{Rich, Task};

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
        "https://", "www.", "<!--", "-->",
    ];
    const LEFT: &[&str] = &[
        "lorem ipsum",
        "todo",
        "tbd",
        "[вставь",
        "[вставить",
        "[картинк",
        "[рисун",
        "[изображен",
        "[image",
        "[picture",
        "fixme",
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
    if let Some(place) = placeholder(text) {
        refuse(flaws, "text.template", place);
    }
    let lines = || plain.lines().map(str::trim_start);
    let heading = lines().any(|line| {
        let bare = line.trim_start_matches('#');
        bare.len() < line.len() && bare.starts_with(' ')
    });
    let bullets = lines().filter(|line| ["* ", "• "].iter().any(|bullet| line.starts_with(bullet))).count() > 1;
    if heading || bullets || plain.replace("]](", "").contains("](") || plain.contains("|--") {
        refuse(flaws, "text.markup", "markdown");
    }
    if let Some(mark) = MARKS.iter().find(|mark| plain.contains(*mark)) {
        refuse(flaws, "text.markup", mark);
    }
    let words =
        format!(" {} ", plain.replace([':', ',', '.', '!', '?'], " ").split_whitespace().collect::<Vec<_>>().join(" "));
    let words = format!("{words}{plain}");
    if let Some(left) =
        LEFT.iter().find(|left| words.contains(*left) && (left.len() > 4 || words.contains(&format!(" {left} "))))
    {
        refuse(flaws, "text.template", left);
    }
}

/// A place left to be filled in: `{{name}}`, `${a}`, `%NAME%`, `[ИМЯ УЧЕНИКА]`, `___MASS___`.
fn placeholder(text: &Rich) -> Option<String> {
    for inline in text.inlines() {
        let Inline::Text { text, .. } = inline else { continue };
        if text.contains("{{") || text.contains("}}") || text.contains("${") {
            return Some(text);
        }
        let shouted = |word: &str, least: usize| {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            letters >= least && word.chars().all(|c| c.is_uppercase() || matches!(c, '_' | ' ') || c.is_ascii_digit())
        };
        for (open, close) in [('[', ']'), ('%', '%'), ('{', '}'), ('<', '>')] {
            let mut rest = text.as_str();
            while let Some((_, after)) = rest.split_once(open) {
                if let Some((inside, _)) = after.split_once(close)
                    && shouted(inside, 3)
                {
                    return Some(inside.to_owned());
                }
                rest = after;
            }
        }
        let underlined = text
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .find(|word| word.starts_with("__") && shouted(word, 2));
        if let Some(word) = underlined {
            return Some(word.to_owned());
        }
    }
    None
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
            let named = names_its_answer(&question, &answer);
            named || (answer.chars().count() > 3 && !offered && stands_in(&question, &answer))
        }
        Body::Numeric(numeric) => {
            // «12 : 4 = 3», and the key says three.
            let in_brackets = {
                let answer = folded(&numeric.answer).replace([' ', '\u{a0}'], "");
                brackets(&folded(&numeric.question)).iter().any(|inside| {
                    let inside = inside.replace([' ', '\u{a0}'], "");
                    let inside = inside.trim_start_matches("ответ:").trim_start_matches("answer:");
                    let value = inside.rsplit_once('=').map_or(inside, |(_, value)| value);
                    value.strip_prefix(answer.as_str()).is_some_and(|rest| {
                        rest.is_empty()
                            || (rest.chars().all(|c| c.is_alphabetic() || c == '.')
                                && folded(&numeric.question).matches(answer.as_str()).count() == 1)
                    })
                })
            };
            if in_brackets {
                refuse(flaws, "answer.leaks", "the answer stands in brackets");
                return;
            }
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
            // A statement before the question that has an option's word in another form tells as much.
            let told = || {
                let (before, asked) = question.trim_end_matches('?').rsplit_once(". ")?;
                let right = folded(choice.options.get(usize::from(choice.correct))?);
                let others = choice.options.iter().map(folded).filter(|option| *option != right);
                let told = |option: &str| holds_words(before, option);
                (told(&right) && !others.into_iter().any(|option| told(&option)) && repeats_itself(before, asked))
                    .then_some(())
            };
            (right && choice.options.iter().filter(|option| stands(option)).count() == 1) || told().is_some()
        }
        Body::FillBlank(fill) => {
            let text = fill.text.source().to_lowercase().replace('ё', "е");
            let whole = whole_words(&text, fill);
            // The form to be changed stands right behind its gap, and may be the answer already: «[[1]] (go)».
            let elsewhere = text.replace("]] (", "]]").replace("](", "]");
            let inside = brackets(&elsewhere);
            // «к[[1]]рова (корова)», «(ответ: е)», «(went)».
            let told = inside.iter().any(|inside| {
                whole.iter().any(|word| word.chars().count() > 3 && inside.trim() == word)
                    || ["ответ", "answer", "правильно:", "верно:"].iter().any(|word| inside.trim().starts_with(word))
            });
            told || fill.bank.is_empty()
                && fill.blanks.iter().any(|blank| {
                    let answer = folded(&blank.answer);
                    answer.chars().count() > 1
                        && (text.contains(&format!("]] ({answer})")) && fill.blanks.len() == 1 && changed(&answer)
                            || inside.iter().any(|inside| inside.trim() == answer)
                            || brackets(&text).iter().any(|inside| {
                                ["→", "->", "=>", "="]
                                    .iter()
                                    .any(|arrow| inside.rsplit_once(arrow).is_some_and(|(_, to)| to.trim() == answer))
                            }))
                })
        }
        _ => false,
    };
    if leaks {
        refuse(flaws, "answer.leaks", "the answer stands in the question");
    }
}

/// What stands in round brackets.
fn brackets(text: &str) -> Vec<&str> {
    text.split('(').skip(1).filter_map(|after| after.split_once(')').map(|(inside, _)| inside)).collect()
}

/// The words a gap belongs to, filled in: «корова» of «к[[1]]рова».
fn whole_words(text: &str, fill: &crate::domain::task::FillBlank) -> Vec<String> {
    let mut text = text.to_owned();
    for (blank, number) in fill.blanks.iter().zip(1..) {
        text = text.replace(&format!("[[{number}]]"), &format!("\u{1}{}\u{1}", folded(&blank.answer)));
    }
    text.split(|c: char| !(c.is_alphabetic() || c == '\u{1}'))
        .filter(|word| word.contains('\u{1}') && word.starts_with(|c: char| c.is_alphabetic()))
        .map(|word| word.replace('\u{1}', ""))
        .collect()
}

/// An English form that is no first one: «went» in brackets is the answer, «go» is what to change.
fn changed(answer: &str) -> bool {
    ["ed", "ing", "en"].iter().any(|ending| answer.ends_with(ending))
        || ["went", "was", "were", "did", "had", "has", "made", "saw", "took", "came", "got", "gave", "ran", "bought"]
            .contains(&answer)
}

fn content(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
        .collect()
}

/// Whether all words of an answer stand in a text in any of their forms; initials count for nothing.
fn holds_words(text: &str, answer: &str) -> bool {
    let (there, wanted) = (content(text), content(answer));
    !wanted.is_empty()
        && wanted.iter().all(|word| there.iter().any(|other| other == word || crate::topic::same_word(other, word)))
}

/// Whether a question asks for what the sentence before it says: most of its words stand there.
fn repeats_itself(before: &str, asked: &str) -> bool {
    let (there, words) = (content(before), content(asked));
    let shared =
        words.iter().filter(|word| there.iter().any(|other| other == *word || crate::topic::same_word(other, word)));
    let shared = shared.count();
    shared >= 2 && shared * 2 >= words.len()
}

/// A question that names what it asks for: «Как называется компас — прибор…», «Кто автор повести Н. В. Гоголя…»,
/// «Тихий океан — самый большой. Какой океан самый большой?».
fn names_its_answer(question: &str, answer: &str) -> bool {
    const NAMES: &[&str] = &[
        "как называ",
        "как зовут",
        "как звали",
        "кто автор",
        "кто написал",
        "назовите",
        "назови",
        "укажите автора",
        "в каком произведении",
        "в какой сказке",
        "в какой повести",
        "в каком романе",
        "what is the name",
        "what do we call",
        "what is",
        "which",
        "who wrote",
        "name the",
    ];
    if answer.chars().count() < 4 || answer.split_whitespace().count() > 5 {
        return false;
    }
    if let Some((before, asked)) = question.trim_end_matches('?').rsplit_once(". ")
        && before.chars().count() > 12
        && holds_words(before, answer)
        && repeats_itself(before, asked)
        && !before.contains(':')
    {
        return true;
    }
    let chosen =
        [" или ", " or ", "выбер", "choose", ";", "перепиш", "rewrite"].iter().any(|mark| question.contains(mark));
    // Words quoted to be worked on are no names: «Назовите корень слова «лес»».
    let worked_on = ["слов", "предложен", "word", "sentence", "корен", "падеж", "translate", "перевед"]
        .iter()
        .any(|mark| question.contains(mark));
    // A hero may be called like his book.
    let outside: String = if question.starts_with("как зов") || question.starts_with("как звал") {
        question.split('«').map(|part| part.rsplit_once('»').map_or(part, |(_, after)| after)).collect()
    } else {
        question.to_owned()
    };
    !chosen
        && !worked_on
        && !question.contains(':')
        && NAMES.iter().any(|name| question.starts_with(name))
        && holds_words(&outside, answer)
}

/// Options that are one value in two spellings, or that give the right one away.
pub(super) fn options(task: &Task, flaws: &mut Vec<Flaw>, warnings: &mut Vec<Flaw>) {
    let (options, correct): (&[Rich], Vec<usize>) = match &task.body {
        Body::SingleChoice(choice) => (&choice.options, vec![choice.correct.into()]),
        Body::MultipleChoice(choice) => (&choice.options, choice.correct.iter().map(|&c| c.into()).collect()),
        _ => return,
    };
    let values: Vec<_> = options.iter().filter_map(super::computed::measure).collect();
    // Questions about forms of one number («какая запись…») have options of one value on purpose.
    let question = task.texts().first().map(|question| folded(question)).unwrap_or_default();
    let forms = ["запис", "сократи", "знаменател", "стандартн", "форм", "вид", "represent", "simplest", "reduce"];
    let on_purpose = forms.iter().any(|stem| question.contains(stem));
    if !on_purpose && values.iter().enumerate().any(|(i, value)| values[..i].contains(value)) {
        refuse(flaws, "choice.same_value", "two options have one value");
    }
    // «Aa» and «aa» are two genotypes.
    let text = |option: &Rich| match option.source().trim() {
        letters if crate::domain::task::is_notation(letters) => letters.to_owned(),
        _ => folded(option).trim_end_matches(['.', ';', ',']).to_owned(),
    };
    let texts: Vec<String> = options.iter().map(text).collect();
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
            || same_words_and_answer(task, other);
        if same {
            refuse(flaws, "sheet.duplicate", "repeats a task of the sheet");
            return;
        }
    }
    // A short question is a task of its own where nothing but the question is shown.
    let whole = matches!(task.body, Body::ShortAnswer(_) | Body::Numeric(_) | Body::Open(_) | Body::FillBlank(_));
    if recent.iter().any(|recent| {
        same_question(&asked, &words(recent)) && !reordered(&question, recent)
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
    let (Body::ShortAnswer(one), Body::ShortAnswer(other)) = (&a.body, &b.body) else { return false };
    let (x, y) = (content(&folded(&one.question)), content(&folded(&other.question)));
    let within = |x: &[String], y: &[String]| {
        x.iter().all(|word| y.iter().any(|other| other == word || crate::topic::same_word(other, word)))
    };
    let digits = |text: &Rich| text.plain().chars().filter(char::is_ascii_digit).collect::<String>();
    digits(&one.question) == digits(&other.question)
        && folded(&one.answer) == folded(&other.answer)
        && x.len() >= 3
        && within(&x, &y)
        && within(&y, &x)
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
