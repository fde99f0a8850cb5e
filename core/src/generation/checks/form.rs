//! Form: what a task must not show, and options that are one or give the right one away.

use super::words::{content, folded};
use super::{refuse, said};
use crate::domain::rich::Inline;
use crate::domain::task::{Body, Flaw};
use crate::domain::{Rich, Task};

/// Longest text a task may show, in characters; a text to read may be longer.
const LONGEST: usize = 2_000;
const LONGEST_READING: usize = 6_000;

/// Control characters (a broken JSON escape such as `\f` of `\frac`), length, formulas, markup, remains of a template.
pub(super) fn text(task: &Task, flaws: &mut Vec<Flaw>) {
    let texts = super::all_texts(task);
    if texts
        .iter()
        .any(|t| t.source().chars().any(|c| (c.is_control() && c != '\n') || c == '\u{fffd}' || is_invisible(c)))
    {
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

/// Marks of no width that a reader does not see and a search stumbles over.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn formulas(text: &Rich, flaws: &mut Vec<Flaw>) {
    for inline in text.inlines() {
        match inline {
            Inline::Math(latex) => {
                if !crate::pdf::is_formula(&latex) || has_half_fraction(&latex) {
                    refuse(flaws, "text.formula", latex);
                }
            }
            Inline::Text { text, .. } => {
                // A lone dollar is a formula that was never closed; a command outside of dollars would be printed as it is.
                if has_open_formula(&text) {
                    refuse(flaws, "text.open_formula", &text);
                }
                if has_open_bracket(&text) {
                    refuse(flaws, "text.formula", &text);
                }
                if has_command(&text) {
                    refuse(flaws, "text.command", &text);
                }
            }
            Inline::Blank(_) => {}
        }
    }
}

/// «(45 − 17 : 4 + 6»: a bracket among numbers that is never closed.
fn has_open_bracket(text: &str) -> bool {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    let computed = text.split('(').skip(1).any(|after| {
        let inside: String = after.chars().take_while(|c| *c != ')').collect();
        inside.starts_with(|c: char| c.is_ascii_digit())
            && !after.contains(')')
            && inside.contains(['+', '−', '·', ':'])
    });
    computed && count(&['(', '[']) > count(&[')', ']'])
}

/// A name that answers a question to a text must stand in the text.
pub(super) fn answers_of_text(task: &Task, flaws: &mut Vec<Flaw>) {
    let Body::Reading(reading) = &task.body else { return };
    let beginning = |word: &str| word.chars().take(4).collect::<String>();
    let there: Vec<String> = reading.paragraphs.iter().flat_map(|text| content(&folded(text))).collect();
    // Where other answers begin with a small letter, a capital one makes a name.
    let small = reading
        .tasks
        .iter()
        .any(|asked| matches!(asked, Body::ShortAnswer(short) if short.answer.plain().starts_with(char::is_lowercase)));
    for asked in &reading.tasks {
        let Body::ShortAnswer(short) = asked else { continue };
        let plain = short.answer.plain();
        let word = plain.trim().trim_end_matches('.');
        let name = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().count() > 3
            && word.chars().all(char::is_alphabetic)
            && (small || !crate::topic::is_word(&word.to_lowercase().replace('ё', "е")));
        let lower = folded(&short.answer);
        if name && !word.is_ascii() && !there.iter().any(|other| beginning(other) == beginning(&lower)) {
            refuse(flaws, "reading.not_in_text", word);
        }
    }
}

/// A dollar that is no money: «$40» and «40 $» are, «$x+1» and «$2^3 + 5» are not.
fn has_open_formula(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let (before, after) = (text[..at].trim_end(), &text[at + 1..]);
        let amount = after.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).count();
        let follows = after.chars().nth(amount);
        let price =
            amount > 0 && follows.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '^' | '_' | '\\' | '+' | '='));
        let sum = before.ends_with(|c: char| c.is_ascii_digit())
            && follows.is_none_or(|c| c.is_whitespace() || ".,;!?)".contains(c));
        !(price || (sum && amount == 0))
    })
}

/// A LaTeX command or a power in braces outside of dollars.
fn has_command(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        // «C:\Школа\7А\report.docx»: the path of a file.
        let before = rest[..at].rsplit(|c: char| !c.is_alphanumeric() && c != ':').next().unwrap_or_default();
        let path = before.ends_with(':') || before.chars().count() > 1 && before.chars().any(char::is_alphabetic);
        rest = &rest[at + 1..];
        if !path && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return true;
        }
    }
    text.contains("^{") || text.contains("_{")
}

/// «\frac{x}+3»: TeX takes the sign for the denominator.
fn has_half_fraction(latex: &str) -> bool {
    latex.split("frac").skip(1).any(|behind| {
        let behind = behind.trim_start();
        let Some(inside) = behind.strip_prefix('{') else { return false };
        let mut depth = 1;
        let end = inside.find(|c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let next = end.and_then(|end| inside[end + 1..].trim_start().chars().next());
        next.is_none_or(|c| !(c == '{' || c == '\\' || c.is_alphanumeric()))
    })
}

/// Addresses that lead somewhere: those of no reserved name (RFC 2606), which lessons about addresses use.
fn leads_somewhere(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|scheme| {
        text.split(scheme).skip(1).any(|rest| {
            let host =
                rest.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).next().unwrap_or_default();
            let host = host.trim_end_matches('.');
            let reserved = [".example", ".test", ".invalid", "localhost", "example.com", "example.org", "example.net"];
            !reserved.iter().any(|name| host.ends_with(name))
        })
    })
}

/// Markdown, HTML, code fences, links, places left to be filled in by the writer.
fn markup(text: &Rich, flaws: &mut Vec<Flaw>) {
    const MARKS: &[&str] =
        &["__(", "```", "<br", "<p>", "</p>", "<div", "<span", "<script", "<img", "&nbsp;", "&lt;", "<!--", "-->"];
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
    if heading || bullets || is_bold(&plain) || plain.replace("]](", "").contains("](") || plain.contains("|--") {
        refuse(flaws, "text.markup", "markdown");
    }
    if let Some(mark) = MARKS.iter().find(|mark| plain.contains(*mark)) {
        refuse(flaws, "text.markup", mark);
    }
    if leads_somewhere(&plain) {
        refuse(flaws, "text.markup", "a link");
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

/// «**слово**»; «2 ** 3» is an operation.
fn is_bold(text: &str) -> bool {
    let opens = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + 2..].chars().next());
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| !c.is_whitespace() && c != '*')
    };
    text.match_indices("**").any(|(at, _)| {
        opens(at) && text[at + 2..].find("**").is_some_and(|end| end > 0 && !text[at + 2..at + 2 + end].ends_with(' '))
    })
}

/// A place left to be filled in: `{{name}}`, `${a}`, `%NAME%`, `[ИМЯ УЧЕНИКА]`, `___MASS___`.
fn placeholder(text: &Rich) -> Option<String> {
    for inline in text.inlines() {
        let Inline::Text { text, .. } = inline else { continue };
        if text.contains("{{") || text.contains("}}") || text.contains("${") {
            return Some(text);
        }
        // «{question}»: a name in braces where no formula is.
        let mut names = text.split('{').skip(1).filter_map(|after| after.split_once('}').map(|(name, _)| name));
        if let Some(name) =
            names.find(|name| name.len() > 3 && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        {
            return Some(name.to_owned());
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
    let forms = ["запис", "знаменател", "стандартн", "форм", "вид", "represent"];
    // «В виде дроби» names no form: 0,45 and 9/20 are fractions both.
    let named = [
        "десятичн",
        "обыкновенн",
        "смешанн",
        "правильн",
        "несократим",
        "знаменател",
        "стандартн",
        "степен",
        "произведен",
        "сумм",
        "множител",
        "процентах",
        "decimal",
        "common",
        "mixed",
        "improper",
        "lowest",
        "simplest",
        "standard",
        "power",
    ];
    let any = |stems: &[&str]| stems.iter().any(|stem| question.contains(stem));
    // «Выберите все записи, равные 25 %», «какая запись не равна».
    let one_of_all = matches!(task.body, Body::SingleChoice(_)) && !any(&[" не ", "лишн", "кроме", " not ", "except"]);
    let of_any_form = one_of_all && any(&["дроби", "дробью", "числом", "fraction", "%"]) && !any(&named);
    // A fraction that is not quite reduced has the value of the right one; two wrong ones have not.
    let reduced = ["сократи", "несократим", "simplest", "reduce"].iter().any(|stem| question.contains(stem));
    let right = correct.first().and_then(|at| options.get(*at)).and_then(super::computed::measure);
    // «Какие дроби равны 2/5?»: the right ones of several are of one value.
    let several = matches!(task.body, Body::MultipleChoice(_));
    let on_purpose =
        |value: &_| (any(&forms) && !of_any_form) || ((reduced || several) && right.as_ref() == Some(value));
    // «(x − 5)(x + 5)» and «(x + 5)(x − 5)»
    let turned = |one: &Rich, other: &Rich| {
        let letters = |text: &Rich| {
            let mut letters: Vec<char> = text.source().chars().filter(|c| !c.is_whitespace() && *c != '$').collect();
            letters.sort_unstable();
            letters
        };
        let bare = |text: &Rich| text.source().trim().trim_matches('$').to_owned();
        let product = one.source().contains(['(', '+']) && !super::roots::letters(one.source()).is_empty();
        product && letters(one) == letters(other) && super::algebra::alike(&bare(one), &bare(other)) == Some(true)
    };
    if options.iter().enumerate().any(|(at, option)| options[..at].iter().any(|before| turned(before, option))) {
        refuse(flaws, "choice.same_value", "two options are one expression");
    }
    let decimal = |option: &Rich| option.plain().trim().chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let noughts = ["нул", "запис", "zero", "знак"].iter().any(|stem| question.contains(stem));
    let padded = |(i, option): (usize, &Rich)| {
        let value = super::computed::measure(option);
        let same = |before: &Rich| decimal(before) && value.is_some() && super::computed::measure(before) == value;
        decimal(option) && options[..i].iter().any(same)
    };
    // «6 : 10» and «3 : 5», «6 + 4» and «15 − 5»: wrong ones that are worked out may come to one value.
    let worked = |value: &_| {
        let of_value: Vec<usize> =
            (0..options.len()).filter(|at| super::computed::measure(&options[*at]).as_ref() == Some(value)).collect();
        of_value
            .iter()
            .all(|at| said::has_operation(options[*at].source().trim().trim_matches('$')) && !correct.contains(at))
    };
    if values.iter().enumerate().any(|(i, value)| values[..i].contains(value) && !on_purpose(value) && !worked(value))
        || !noughts && !several && options.iter().enumerate().any(padded)
    {
        refuse(flaws, "choice.same_value", "two options have one value");
    }
    // «Aa» and «aa» are two genotypes.
    let text = |option: &Rich| match option.source().trim() {
        letters if crate::domain::task::is_notation(letters) => letters.to_owned(),
        _ => untitled(folded(option).trim_end_matches(['.', ';', ','])).to_owned(),
    };
    let texts: Vec<String> = options.iter().map(text).collect();
    if texts.iter().enumerate().any(|(i, text)| texts[..i].contains(text)) {
        refuse(flaws, "choice.duplicate_options", "two options are the same");
    }
    let numbered = |text: &String| {
        let of = text
            .strip_prefix("вариант ")
            .or_else(|| text.strip_prefix("option "))
            .or_else(|| text.strip_prefix("ответ "));
        of.is_some_and(|name| name.chars().count() == 1 || name == "ответа")
            || text.trim_matches('x').is_empty() && text.len() > 2
            || text.ends_with("правильный вариант")
            || text == "текст варианта"
    };
    if let Some(text) = texts.iter().find(|text| numbered(text)) {
        refuse(flaws, "text.template", text);
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

/// A name without the title before it: «князь Олег» and «Олег» are one.
fn untitled(name: &str) -> &str {
    const TITLES: &[&str] = &[
        "князь",
        "царь",
        "король",
        "император",
        "императрица",
        "царица",
        "королева",
        "поэт",
        "писатель",
        "река",
        "озеро",
        "город",
    ];
    match name.split_once(' ') {
        Some((title, rest)) if TITLES.contains(&title) && rest.chars().count() > 3 => rest,
        _ => name,
    }
}

fn warn(warnings: &mut Vec<Flaw>, check: &'static str, detail: &str) {
    warnings.push(Flaw { check, detail: detail.to_owned() });
}
