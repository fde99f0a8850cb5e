//! Questions that give their answer away.

use super::refuse;
use crate::domain::task::{Body, FillBlank, Flaw};
use crate::domain::{Rich, Subject, Task};

/// Whether a word or a phrase stands in a text as a whole.
pub(super) fn stands_in(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}

pub(super) fn folded(text: &Rich) -> String {
    text.plain().to_lowercase().replace('ё', "е").trim().trim_end_matches('.').to_owned()
}

/// The answer stands in the question.
pub(super) fn leak(task: &Task, subject: Subject, flaws: &mut Vec<Flaw>) {
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
            // A number may be one the question computes with.
            let number = answer.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '\\' | '$'));
            if number {
                hinted(&question, &answer) || told_before(&question, &answer)
            } else {
                named || (answer.chars().count() > 3 && !offered && stands_in(&question, &answer))
            }
        }
        Body::Numeric(numeric) => {
            let question = folded(&numeric.question);
            let answer = folded(&numeric.answer).replace([' ', '\u{a0}'], "");
            let in_brackets = {
                aside(&question).iter().any(|inside| {
                    let inside = inside.replace([' ', '\u{a0}'], "");
                    let inside = inside.trim_start_matches("ответ:").trim_start_matches("answer:");
                    let value = inside.rsplit_once('=').map_or(inside, |(_, value)| value);
                    value.strip_prefix(answer.as_str()).is_some_and(|rest| {
                        rest.is_empty()
                            || (rest.chars().all(|c| c.is_alphabetic() || c == '.')
                                && question.matches(answer.as_str()).count() == 1)
                    })
                })
            };
            if in_brackets {
                refuse(flaws, "answer.leaks", "the answer stands in brackets");
                return;
            }
            if hinted(&question, &answer) || told_before(&question, &answer) {
                refuse(flaws, "answer.leaks", "the answer stands in the question");
                return;
            }
            // «12 : 4 = 3», and the key says three; «x_0 = 3» computes nothing.
            let equals = format!("={}", numeric.answer.plain().replace(' ', ""));
            let question = numeric.question.plain().replace([' ', '\u{a0}'], "");
            question.find(&equals).is_some_and(|at| {
                let after = &question[at + equals.len()..];
                let signs = |c: char| "+-−·:*/×÷".contains(c);
                let expression = |c: char| c.is_ascii_digit() || signs(c) || "(){}^,.".contains(c);
                let left = question[..at].rsplit(|c: char| !expression(c)).next().unwrap_or_default();
                !after.starts_with(|c: char| c.is_ascii_digit() || c == ',' || c.is_alphabetic() || signs(c))
                    && left.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | '}'))
                    && left.chars().skip(1).any(signs)
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
            let answers: Vec<String> = fill.blanks.iter().map(|blank| folded(&blank.answer)).collect();
            // All of them behind the text, as they would be listed on a key; a bank of words has commas.
            let listed = format!("({})", answers.join("|")).replace(' ', "");
            let bare = text.replace([' ', '\u{a0}'], "");
            let last = bare.trim_end_matches('.').strip_suffix(listed.as_str());
            let all = last.is_some_and(|before| {
                // The form to be changed may be the answer already: «[[1]] (go)».
                let form = before.ends_with("]]")
                    && answers.len() == 1
                    && listed.chars().all(|c| c.is_ascii_alphabetic() || "()".contains(c));
                !form || answers.iter().any(|answer| changed(answer))
            });
            let told = all
                || inside.iter().any(|inside| {
                    whole.iter().any(|word| word.chars().count() > 3 && inside.trim() == word)
                        || ["ответ", "answer", "правильно:", "верно:"]
                            .iter()
                            .any(|word| inside.trim().starts_with(word))
                });
            let told = told || {
                let letters = |answer: &String| answer.chars().all(char::is_alphabetic) && answer.chars().count() < 4;
                answers.iter().all(letters)
                    && whole.iter().any(|word| word.chars().count() > 3 && stands_in(&text, word))
            };
            let language = matches!(subject, Subject::Russian | Subject::English);
            told || given_as_word(&text, fill)
                || (!language && said_beside(&text, fill))
                || fill.bank.is_empty()
                    && fill.blanks.iter().any(|blank| {
                        let answer = folded(&blank.answer);
                        answer.chars().count() > 1
                            && (text.contains(&format!("]] ({answer})")) && fill.blanks.len() == 1 && changed(&answer)
                                || inside.iter().any(|inside| inside.trim() == answer)
                                || brackets(&text).iter().any(|inside| {
                                    ["→", "->", "=>", "="].iter().any(|arrow| {
                                        inside.rsplit_once(arrow).is_some_and(|(_, to)| to.trim() == answer)
                                    })
                                }))
                    })
        }
        Body::Matching(matching) => {
            let question = content(&folded(&matching.question));
            let named = |text: &Rich| {
                let words = content(&folded(text));
                let same = |a: &String, b: &String| a == b || crate::topic::same_word(a, b);
                words.iter().any(|word| question.iter().any(|other| same(other, word)))
            };
            let right = |at: &u8| matching.right.get(usize::from(*at)).is_some_and(named);
            matching.left.iter().zip(&matching.pairs).filter(|(left, at)| named(left) && right(at)).count() > 1
        }
        _ => false,
    };
    if leaks {
        refuse(flaws, "answer.leaks", "the answer stands in the question");
    }
}

/// «Complete the sentence with the word green: …», «Закончите предложение словом «река»: …».
fn given_as_word(text: &str, fill: &FillBlank) -> bool {
    let [only] = fill.blanks.as_slice() else { return false };
    let plain = Rich(text.to_owned()).plain();
    let answer = folded(&only.answer);
    ["with the word ", "словом "].iter().any(|before| {
        plain.split_once(before).is_some_and(|(_, after)| {
            let after = after.trim_start_matches(['«', '"', '“', '\'']);
            after.strip_prefix(answer.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    })
}

/// A word of the sentence is the answer in another form: «Оболочку Земли — литосферу — называют [[1]]».
fn said_beside(text: &str, fill: &FillBlank) -> bool {
    let words = content(text);
    fill.blanks.iter().map(|blank| folded(&blank.answer)).any(|answer| {
        let word = answer.chars().count() > 4 && answer.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
        word && words.iter().any(|other| *other == answer || crate::topic::same_word(other, &answer))
    })
}

/// What stands in brackets of its own: not an operand «− (−4)», not the argument of «f(3)».
fn aside(text: &str) -> Vec<&str> {
    let opened = text.match_indices('(').filter(|(at, _)| {
        let before = &text[..*at];
        let operand = before.trim_end().ends_with(|c: char| "+-−–·×⋅*:/÷=<>(^".contains(c));
        let attached = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '}' | '\\'));
        !attached && !operand
    });
    opened.filter_map(|(at, _)| text[at + 1..].split_once(')').map(|(inside, _)| inside)).collect()
}

/// «Подсказка: получится 70»: a hint that is the answer.
fn hinted(question: &str, answer: &str) -> bool {
    const HINTS: &[&str] = &[
        "подсказка",
        "получится",
        "получаем",
        "в ответе будет",
        "в ответе получ",
        "ответ:",
        "ответ —",
        "hint",
        "answer:",
        "you should get",
    ];
    HINTS.iter().any(|hint| {
        question.split_once(hint).is_some_and(|(_, after)| {
            let after: String = after.chars().take(40).collect();
            !answer.is_empty() && stands_in(&after.replace('\u{a0}', " "), answer) && !after.contains('?')
        })
    })
}

/// «Смутное время закончилось в 1613 году. В каком году закончилось Смутное время?»
fn told_before(question: &str, answer: &str) -> bool {
    let Some((before, asked)) = question.trim_end_matches('?').rsplit_once(". ") else { return false };
    let digits = before.chars().any(|c| c.is_ascii_digit());
    // Other numbers there are to be computed with, unless they are asked about once more.
    let numbers = |text: &str| -> Vec<String> {
        let runs = text.split(|c: char| !(c.is_ascii_digit() || c == ','));
        let runs = runs.map(|run| run.trim_matches(','));
        runs.filter(|run| !run.is_empty() && *run != answer).map(str::to_owned).collect()
    };
    digits
        && numbers(before) == numbers(asked)
        && answer.len() >= 3
        && !stands_in(asked, answer)
        && stands_in(before, answer)
        && repeats_itself(before, asked)
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

pub(super) fn content(text: &str) -> Vec<String> {
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
