//! Questions that give their answer away.

use super::filled::gap;
use super::hints::{
    denoted, hinted, labelled, listed_before, names_option, sampled, told_before, told_by_dash, worked_out,
};
use super::naming::{
    answered_aside, aside, compares, holds_words, measures_otherwise, names_by_root, names_its_answer, says_in_form,
    unquoted,
};
use super::refuse;
use super::words::{akin, content, folded, is_form, repeats_itself, stands_in};
use crate::domain::task::{Body, Flaw};
use crate::domain::{Rich, Subject, Task};
use crate::understand;

/// The answer stands in the question.
pub(super) fn leak(task: &Task, subject: Subject, flaws: &mut Vec<Flaw>) {
    let leaks = match &task.body {
        Body::ShortAnswer(short) => {
            let (question, answer) = (folded(&short.question), folded(&short.answer));
            // A question may offer its answer among others: «Выберите: лес или поле», «(go/goes)».
            let offered = compares(&question)
                || [" или ", " or ", "/", "выбер", "choose", "between", ";", "перепиш", "rewrite", "найди", "find"]
                    .iter()
                    .any(|mark| question.contains(mark))
                || question.contains(':');
            let named = names_its_answer(&question, &answer);
            // «В слове три слога. Сколько слогов в слове?»: three is a number too.
            let spelled = understand::cardinal(&answer).is_some_and(|number| {
                let digits = number.to_string();
                let question: Vec<String> = question
                    .split(' ')
                    .map(|word| if word == answer { digits.clone() } else { word.to_owned() })
                    .collect();
                told_before(&question.join(" "), &digits)
            });
            // A number may be one the question computes with.
            let number = answer.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '\\' | '$'));
            if spelled
                || told_by_dash(&question, &answer)
                || worked_out(&short.question, short.answer.source())
                || sampled(&question, &answer)
                || denoted(&question, &answer)
            {
                true
            } else if number {
                let beside = |inside: &&str| {
                    let rest = inside.trim_end_matches('.').strip_suffix(answer.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.trim_end().ends_with([':', '=']))
                };
                hinted(&question, &answer)
                    || told_before(&question, &answer)
                    || listed_before(&question, &answer)
                    || aside(&question).iter().any(beside)
            } else {
                named
                    || names_by_root(&question, &answer)
                    || question.contains("слышится") && stands_in(&question, &answer)
                    || says_in_form(&question, &answer)
                    || answered_aside(&question, &answer)
                    || (answer.chars().count() > 3 && !offered && stands_in(&unquoted(&question), &answer))
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
                            || (rest.chars().all(|c| c.is_alphabetic() || ".·/²³".contains(c))
                                && question.matches(answer.as_str()).count() == 1)
                    })
                })
            };
            if in_brackets {
                refuse(flaws, "answer.leaks", "the answer stands in brackets");
                return;
            }
            if hinted(&question, &answer)
                || (told_before(&question, &answer) && !measures_otherwise(numeric, &answer))
                || worked_out(&numeric.question, numeric.answer.source())
            {
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
            // A formula or a quantity may be one the question computes with.
            let stands = |option: &Rich| {
                let given = option.source().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '-' | '−'));
                let option = folded(option);
                let words = !given && option.chars().any(char::is_alphabetic);
                words && option.chars().count() > 4 && stands_in(&question, &option)
            };
            let worked_out = choice
                .options
                .get(usize::from(choice.correct))
                .is_some_and(|right| worked_out(&choice.question, right.source()));
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
            let named = |option: &&Rich| stands_in(&question, &folded(option));
            (right && choice.options.iter().filter(named).count() == 1)
                || told().is_some()
                || worked_out
                || names_option(&choice.question.plain())
                || choice.options.iter().any(is_judged)
        }
        Body::FillBlank(fill) => gap(fill, subject),
        Body::Reading(reading) => reading.tasks.iter().any(|asked| match asked {
            Body::ShortAnswer(short) => answered_aside(&folded(&short.question), &folded(&short.answer)),
            _ => false,
        }),
        Body::Open(open) => {
            let question = folded(&open.question);
            let sample = open.sample.as_ref().map(folded).unwrap_or_default();
            sample.chars().count() > 20 && question != sample && question.contains(&sample)
        }
        Body::Table(table) => {
            let told: String =
                std::iter::once(&table.question).chain(&table.header).map(|text| folded(text) + " ").collect();
            let keys: Vec<String> = table.asked().map(folded).collect();
            let long = |key: &String| key.chars().filter(|c| c.is_alphanumeric()).count() > 1;
            let number = |key: &str| {
                let end = key.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(key.len());
                if end > 0 { key[..end].to_owned() } else { key.to_owned() }
            };
            let hinted = told.contains("подсказка") || told.contains("ответ") || told.contains("hint");
            let number_of = |key: &String| long(key) && (hinted || key.starts_with(|c: char| c.is_ascii_digit()));
            keys.len() > 1 && keys.iter().all(|key| number_of(key) && stands_in(&told, &number(key)))
        }
        Body::Classify(classify) => {
            let names: Vec<Vec<String>> = classify.columns.iter().map(|column| content(&folded(column))).collect();
            // «растение ромашка» under «растения»; «тундра (песец)» over «песец».
            let told = |item: &crate::domain::task::Classified| {
                let words = content(&folded(&item.text));
                let own = names.get(usize::from(item.column));
                let shares = |name: &Vec<String>| name.iter().any(|a| words.iter().any(|b| akin(a, b, 4)));
                words.iter().any(|word| !word.contains(char::is_numeric))
                    && own.is_some_and(shares)
                    && names.iter().filter(|name| shares(name)).count() == 1
            };
            let told = classify.items.iter().filter(|item| told(item)).count();
            told > 2 && told * 2 > classify.items.len()
        }
        Body::Ordering(ordering) => {
            let question = folded(&ordering.question);
            let places: Option<Vec<usize>> = ordering
                .order
                .iter()
                .map(|at| {
                    let item = folded(ordering.items.get(usize::from(*at))?);
                    question.match_indices(item.as_str()).map(|(at, _)| at).next()
                })
                .collect();
            // «Полтавская битва (1709)» is in its place at once.
            let years = || -> Option<Vec<u16>> {
                let year = |at: &u8| {
                    let item = folded(ordering.items.get(usize::from(*at))?);
                    let inside = item.rsplit_once('(')?.1.trim_end_matches(')').trim().trim_end_matches(" г");
                    inside.parse().ok()
                };
                ordering.order.iter().map(year).collect()
            };
            places.is_some_and(|places| places.len() > 2 && places.is_sorted())
                || years().is_some_and(|years| years.len() > 2 && years.is_sorted())
        }
        Body::TrueFalse(judged) => judged.statements.iter().any(|said| is_judged(&said.text)),
        Body::MultipleChoice(choice) => {
            let question = folded(&choice.question);
            let stands = |option: &Rich| stands_in(&question, &folded(option));
            let right = |at: usize| choice.correct.iter().any(|right| usize::from(*right) == at);
            let told = choice.correct.len() > 1
                && choice.options.iter().enumerate().all(|(at, option)| stands(option) == right(at))
                && choice.options.iter().all(|option| option.source().contains(char::is_alphabetic));
            told || choice.options.iter().any(is_judged)
        }
        Body::Matching(matching) => {
            let question = content(&folded(&matching.question));
            let named = |text: &Rich| {
                let words = content(&folded(text));
                words.iter().any(|word| question.iter().any(|other| is_form(other, word)))
            };
            let right = |at: &u8| matching.right.get(usize::from(*at)).is_some_and(named);
            // «лягушка (земноводное)» beside «земноводные»
            let inside = |left: &Rich, at: &u8| {
                let left = folded(left);
                let right =
                    matching.right.get(usize::from(*at)).map(|right| content(&folded(right))).unwrap_or_default();
                aside(&left).iter().flat_map(|inside| content(inside)).any(|a| right.iter().any(|b| akin(&a, b, 4)))
            };
            let named_aside = |left: &Rich, at: &u8| {
                let right = matching.right.get(usize::from(*at)).map(folded).unwrap_or_default();
                aside(&folded(left)).iter().any(|inside| inside.trim() == right)
            };
            let told = |left: &Rich, at: &u8| {
                matching.right.get(usize::from(*at)).is_some_and(|right| labelled(&folded(left), &folded(right)))
            };
            let pairs = || matching.left.iter().zip(&matching.pairs);
            pairs().filter(|(left, at)| named(left) && right(at)).count() > 1
                || pairs().filter(|(left, at)| inside(left, at)).count() > 1
                || pairs().filter(|(left, at)| named_aside(left, at)).count() > 1
                || pairs().filter(|(left, at)| told(left, at)).count() > 1
        }
        _ => false,
    };
    if leaks {
        refuse(flaws, "answer.leaks", "the answer stands in the question");
    }
}

/// «(верно)», «(неверно, это 7)», «✓» behind a statement or an option.
fn is_judged(text: &Rich) -> bool {
    const MARKS: &[&str] = &[
        "верн",
        "неверн",
        "правильн",
        "неправильн",
        "ложь",
        "истина",
        "нет,",
        "да,",
        "true",
        "false",
        "correct",
        "wrong",
    ];
    let text = folded(text);
    text.contains(['✓', '✔', '←'])
        || text.ends_with("верный ответ")
        || text.ends_with("правильный ответ")
        || text.rsplit_once('(').is_some_and(|(_, inside)| {
            inside.ends_with(')') && MARKS.iter().any(|mark| inside.trim_start_matches("это ").starts_with(mark))
        })
}
