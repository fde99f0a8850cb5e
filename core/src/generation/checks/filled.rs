//! Gaps whose answers stand in their own text.

use super::hints::said_elsewhere;
use super::words::{content, folded, is_form, repeats_itself, stands_in};
use crate::domain::task::FillBlank;
use crate::domain::{Rich, Subject};

/// Whether the text tells what stands in its gaps.
pub(super) fn gap(fill: &FillBlank, subject: Subject) -> bool {
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
                || ["ответ", "answer", "правильно:", "верно:"].iter().any(|word| inside.trim().starts_with(word))
        });
    let letter = |inside: &&str| {
        let words: Vec<&str> = inside.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let said = ["пишем", "пишется", "пиши", "пишу", "буква", "букву"];
        words.windows(2).any(|pair| said.contains(&pair[0]) && answers.iter().any(|answer| answer == pair[1]))
    };
    // «Big — bigger. This house is [[1]] (big)»
    let sampled = fill.blanks.len() == 1
        && brackets(&text).iter().any(|form| {
            let (form, plain) = (form.trim(), text.replace('–', "—"));
            let sample = answers.first().map(|answer| format!("{form} — {answer}"));
            !form.is_empty() && sample.is_some_and(|sample| stands_in(&plain, &sample))
        });
    // «[[1]] (went is the past of go)»
    let hinted = |inside: &&str| {
        let told = inside.split_once(':').map(|(_, told)| told.trim().trim_end_matches('.'));
        told.is_some_and(|told| matches!(answers.as_slice(), [only] if told == only && only.chars().count() > 2))
    };
    let explained = |inside: &&str| {
        let words = inside.split_whitespace().count();
        let offered = inside.contains([',', '/', ';']) || inside.contains(" или ") || inside.contains(" or ");
        words > 3
            && !offered
            && matches!(answers.as_slice(), [only] if only.chars().count() > 2 && stands_in(inside, only))
    };
    // «The opposite of "big" is "small". … a mouse is [[1]]»; of several quoted words one is to be chosen.
    let quoted = |text: &str| -> Vec<String> {
        let even = text.replace(['«', '»', '“', '”', '„'], "\"");
        even.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let offers =
        [" или ", " or ", "выбер", "choose", "встав", "слова:", "insert"].iter().any(|mark| text.contains(mark));
    let opposite = !offers
        && ["антоним", "противоположн", "opposite", "синоним", "synonym"].iter().any(|word| text.contains(word))
        && matches!(answers.as_slice(), [only] if quoted(&text).contains(only));
    let told = opposite
        || told
        || sampled
        || inside.iter().any(letter)
        || brackets(&text).iter().any(|inside| explained(inside) || hinted(inside));
    let told = told || inside.iter().any(|inside| inside.contains("поэтому") && inside.contains("пиш")) || {
        let letters = |answer: &String| answer.chars().all(char::is_alphabetic) && answer.chars().count() < 4;
        answers.iter().all(letters) && whole.iter().any(|word| word.chars().count() > 2 && stands_in(&text, word))
    };
    let language = matches!(subject, Subject::Russian | Subject::English);
    told || said_before(&text, &answers)
        || matches!(answers.as_slice(), [only] if said_elsewhere(&text, only))
        || given_as_word(&text, fill)
        || (!language && said_beside(&text, fill))
        || fill.bank.is_empty()
            && fill.blanks.iter().any(|blank| {
                let answer = folded(&blank.answer);
                answer.chars().count() > 1
                    && (text.contains(&format!("]] ({answer})")) && fill.blanks.len() == 1 && changed(&answer)
                        || inside.iter().any(|inside| inside.trim() == answer)
                        || brackets(&text).iter().any(|inside| {
                            ["→", "->", "=>", "=", " — ", " – "]
                                .iter()
                                .any(|arrow| inside.rsplit_once(arrow).is_some_and(|(_, to)| to.trim() == answer))
                        }))
            })
}

/// The sentence before the one with the gap says the answer: «…— это глагол. Часть речи слова… — [[1]]».
fn said_before(text: &str, answers: &[String]) -> bool {
    let Some(gap) = text.find("[[") else { return false };
    let Some((before, after)) = text[..gap].rsplit_once(". ") else { return false };
    let [answer] = answers else { return false };
    let number = answer.chars().count() > 1 && answer.chars().all(|c| c.is_ascii_digit());
    (answer.chars().count() > 3 || number) && stands_in(before, answer) && repeats_itself(before, after)
}

/// «Complete the sentence with the word green: …», «Закончите предложение словом «река»: …».
fn given_as_word(text: &str, fill: &FillBlank) -> bool {
    let [only] = fill.blanks.as_slice() else { return false };
    let plain = Rich(text.to_owned()).plain();
    let answer = folded(&only.answer);
    ["with the word ", "словом ", "use ", "используй слово ", "используйте слово ", "впиши слово ", "впишите слово "]
        .iter()
        .any(|before| {
            plain.split_once(before).is_some_and(|(_, after)| {
                let after = after.trim_start_matches(['«', '"', '“', '\'']);
                let rest =
                    after.strip_prefix(answer.as_str()).map(|rest| rest.trim_start_matches(['»', '"', '”', ')']));
                rest.is_some_and(|rest| rest.trim().is_empty() || rest.starts_with(['.', ':', '!']))
            })
        })
}

/// A word of the sentence is the answer in another form: «Оболочку Земли — литосферу — называют [[1]]».
fn said_beside(text: &str, fill: &FillBlank) -> bool {
    let words = content(text);
    fill.blanks.iter().map(|blank| folded(&blank.answer)).any(|answer| {
        // «Конъюнкция двух истинных высказываний — [[1]] высказывание»: a property may be said of several things.
        let property = ["истинн", "ложн", "четн", "нечетн", "положительн", "отрицательн", "прост"]
            .iter()
            .any(|stem| answer.starts_with(stem));
        let word =
            !property && answer.chars().count() > 4 && answer.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
        word && words.iter().any(|other| is_form(other, &answer))
    })
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
    ["ed", "ing", "en", "oes", "ches", "shes"].iter().any(|ending| answer.ends_with(ending))
        || ["went", "was", "were", "did", "had", "has", "made", "saw", "took", "came", "got", "gave", "ran", "bought"]
            .contains(&answer)
}
