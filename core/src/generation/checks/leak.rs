//! Questions that give their answer away.

use super::hints::{
    denoted, hinted, labelled, listed_before, names_option, said_elsewhere, sampled, told_before, worked_out,
};
use super::refuse;
use super::words::{akin, content, folded, is_form, repeats_itself, stands_in};
use crate::domain::task::{Body, FillBlank, Flaw};
use crate::domain::{Rich, Subject, Task};

/// The answer stands in the question.
pub(super) fn leak(task: &Task, subject: Subject, flaws: &mut Vec<Flaw>) {
    let leaks = match &task.body {
        Body::ShortAnswer(short) => {
            let (question, answer) = (folded(&short.question), folded(&short.answer));
            // A question may offer its answer among others: «Выберите: лес или поле», «(go/goes)».
            let offered =
                [" или ", " or ", "/", "выбер", "choose", "between", ";", "перепиш", "rewrite", "найди", "find"]
                    .iter()
                    .any(|mark| question.contains(mark))
                    || question.contains(':');
            let named = names_its_answer(&question, &answer);
            // A number may be one the question computes with.
            let number = answer.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '\\' | '$'));
            if worked_out(&short.question, short.answer.source())
                || sampled(&question, &answer)
                || denoted(&question, &answer)
            {
                true
            } else if number {
                hinted(&question, &answer) || told_before(&question, &answer) || listed_before(&question, &answer)
            } else {
                named
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
                || told_before(&question, &answer)
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
            (right && choice.options.iter().filter(|option| stands(option)).count() == 1)
                || told().is_some()
                || worked_out
                || names_option(&question)
                || choice.options.iter().any(is_judged)
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
            let told = told || inside.iter().any(|inside| inside.contains("поэтому") && inside.contains("пиш")) || {
                let letters = |answer: &String| answer.chars().all(char::is_alphabetic) && answer.chars().count() < 4;
                answers.iter().all(letters)
                    && whole.iter().any(|word| word.chars().count() > 2 && stands_in(&text, word))
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
                                    ["→", "->", "=>", "="].iter().any(|arrow| {
                                        inside.rsplit_once(arrow).is_some_and(|(_, to)| to.trim() == answer)
                                    })
                                }))
                    })
        }
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
            let told = |left: &Rich, at: &u8| {
                matching.right.get(usize::from(*at)).is_some_and(|right| labelled(&folded(left), &folded(right)))
            };
            let pairs = || matching.left.iter().zip(&matching.pairs);
            pairs().filter(|(left, at)| named(left) && right(at)).count() > 1
                || pairs().filter(|(left, at)| inside(left, at)).count() > 1
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

/// The sentence before the one with the gap says the answer: «…— это глагол. Часть речи слова… — [[1]]».
fn said_before(text: &str, answers: &[String]) -> bool {
    let Some(gap) = text.find("[[") else { return false };
    let Some((before, after)) = text[..gap].rsplit_once(". ") else { return false };
    let [answer] = answers else { return false };
    answer.chars().count() > 3 && stands_in(before, answer) && repeats_itself(before, after)
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

/// «Определите падеж… (предложный падеж)», «Как по-английски «красный»? Red.»
fn answered_aside(question: &str, answer: &str) -> bool {
    let letters = answer.chars().count() > 2 && answer.chars().any(char::is_alphabetic);
    let tail = question.rsplit_once('?').map(|(_, tail)| tail.trim().trim_end_matches('.'));
    letters
        && (tail == Some(answer)
            || aside(question).iter().any(|inside| {
                let offered = inside.contains([',', '/', ';']) || inside.contains(" или ") || inside.contains(" or ");
                !offered && inside.split_whitespace().count() < 5 && stands_in(inside, answer)
            }))
}

/// A word of the sentence is the answer in another form: «Оболочку Земли — литосферу — называют [[1]]».
fn said_beside(text: &str, fill: &FillBlank) -> bool {
    let words = content(text);
    fill.blanks.iter().map(|blank| folded(&blank.answer)).any(|answer| {
        let word = answer.chars().count() > 4 && answer.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
        word && words.iter().any(|other| is_form(other, &answer))
    })
}

/// «К какому склонению относится существительное первого склонения …»: the answer's words side by side in another form.
fn says_in_form(question: &str, answer: &str) -> bool {
    const ASKS: &[&str] =
        &["какой ", "какая ", "какое ", "какие ", "каком ", "какому ", "какого ", "каким ", "какую ", "что ", "чем "];
    let outside = unquoted(question);
    let (there, wanted) = (content(&outside), content(answer));
    let asks = question.split_once(' ').is_some_and(|(first, rest)| {
        ASKS.iter().any(|ask| question.starts_with(ask) || (first.chars().count() < 3 && rest.starts_with(ask)))
    });
    let telling = wanted.len() > 1 || answer.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count() > 4;
    asks && telling
        && !wanted.is_empty()
        && answer.split_whitespace().count() == wanted.len()
        && !["или", ":", ";", "(", "выбер"].iter().any(|mark| question.contains(mark))
        && there.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(one, other)| is_form(one, other)))
}

/// A text without what it quotes.
fn unquoted(text: &str) -> String {
    text.split('«').map(|part| part.rsplit_once('»').map_or(part, |(_, after)| after)).collect()
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

/// Whether all words of an answer stand in a text in any of their forms; initials count for nothing.
fn holds_words(text: &str, answer: &str) -> bool {
    let (there, wanted) = (content(&text.replace('-', " ")), content(&answer.replace('-', " ")));
    !wanted.is_empty() && wanted.iter().all(|word| there.iter().any(|other| is_form(other, word)))
}

/// «Так начинается басня «…». Как называется эта басня?»
fn names_this(asked: &str) -> bool {
    let this = ["этот ", "эта ", "это ", "этого ", "этой ", "эту "].iter().any(|this| asked.contains(this));
    this && ["как назыв", "назовите", "как зовут"].iter().any(|asks| asked.starts_with(asks))
}

/// A question that names what it asks for: «Как называется компас — прибор…», «Кто автор повести Н. В. Гоголя…»,
/// «Тихий океан — самый большой. Какой океан самый большой?».
fn names_its_answer(question: &str, answer: &str) -> bool {
    const NAMES: &[&str] = &[
        "как называ",
        "как зовут",
        "как звали",
        "кто ",
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
    if answer.chars().count() < 3 || answer.split_whitespace().count() > 5 {
        return false;
    }
    if let Some((before, asked)) = question.trim_end_matches('?').rsplit_once(". ")
        && let before = before.rsplit(". ").next().unwrap_or(before)
        && before.chars().count() > 12
        && holds_words(before, answer)
        && (repeats_itself(before, asked) || names_this(asked))
        && !before.contains(':')
    {
        return true;
    }
    if answer.chars().count() < 4 {
        return false;
    }
    let chosen =
        [" или ", " or ", "выбер", "choose", ";", "перепиш", "rewrite"].iter().any(|mark| question.contains(mark));
    // Words quoted to be worked on are no names: «Назовите корень слова «лес»».
    let worked_on = ["слов", "предложен", "word", "sentence", "корен", "падеж", "translate", "перевед"]
        .iter()
        .any(|mark| question.contains(mark));
    // «Кто выше, если Петя выше Миши?», «Кто из них, Петя или Миша …»
    if question.starts_with("кто ")
        && (question.contains(',') || question.contains(" чем "))
        && !question.starts_with("кто автор")
    {
        return false;
    }
    // A hero may be called like his book.
    let outside: String = if question.starts_with("как зов") || question.starts_with("как звал") {
        unquoted(question)
    } else {
        question.to_owned()
    };
    !chosen
        && !worked_on
        && !question.contains(':')
        && NAMES.iter().any(|name| question.starts_with(name))
        && holds_words(&outside, answer)
}
