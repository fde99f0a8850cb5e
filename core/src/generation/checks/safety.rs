//! What must never reach a pupil or show that a reply was steered: personal data, unsuitable matter, remains of prompts.

use std::sync::LazyLock;

use super::refuse;
use crate::domain::task::Flaw;
use crate::domain::{Subject, Task};

/// A line of `data/unsuitable.txt`: stems that must all be there, and subjects in which they may.
struct Unsuitable {
    stems: Vec<&'static str>,
    except: Vec<&'static str>,
}

static UNSUITABLE: LazyLock<Vec<Unsuitable>> = LazyLock::new(|| {
    include_str!("../../../data/unsuitable.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let (stems, except) = line.split_once(" except ").unwrap_or((line, ""));
            Unsuitable {
                stems: stems.split(' ').collect(),
                except: except.split(',').filter(|s| !s.is_empty()).collect(),
            }
        })
        .collect()
});

/// Phrases of prompts and of models that speak about themselves.
const STEERED: &[&str] = &[
    "<request",
    "</request",
    "system prompt",
    "системный промпт",
    "системная инструкция",
    "ignore previous",
    "ignore the above",
    "ignore all",
    "игнорируй предыдущ",
    "проигнорируй",
    "as an ai language",
    "as an ai model",
    "i am an ai",
    "as a language model",
    "как языковая модель",
    "как искусственный интеллект",
    "я не могу выполнить",
    "i cannot fulfil",
    "i can't help",
    "developer mode",
    "режим разработчика",
    "jailbreak",
    "openai",
    "chatgpt",
    "yandexgpt",
    "api key",
    "api-ключ",
    "my instructions",
    "мои инструкции",
    "prompt injection",
    "reveal the",
    "hidden prompt",
    "disregard",
    "forget all",
    "forget everything",
    "забудь все",
    "забудь пред",
    "забудь инструкц",
    "забудьте все",
    "забудьте пред",
    "не следуй инструкц",
    "ниже привожу",
    "по вашему запросу",
    "по вашей просьбе",
    "как вы просили",
    "как ты просил",
    "вместо заданий",
    "вместо задания",
    "вот задани",
    "вот ваш",
    "вот вопрос по",
    "вот пример задан",
    "надеюсь, это поможет",
    "надеюсь, вам",
    "here is a task",
    "here is your",
    "here's a task",
    "here's your",
    "here are the tasks",
    "here are your",
    "here are some tasks",
    "as requested",
    "as you asked",
    "as you requested",
    "i hope this helps",
    "let me know if",
    "answer with json",
    "given schema",
    "ответь json",
    "в формате json",
    "you write tasks",
    "you are a helpful",
    "ты — помощник",
    "ты помощник",
    "you are an assistant",
    "для учителя:",
    "заметка для учителя",
    "составлено автоматически",
    "создано автоматически",
    "сгенерировано автоматически",
    "сгенерировано нейросет",
    "сгенерировано ии",
    "строго json",
    "json по схеме",
    "не добавляй коммент",
    "не добавляй поясн",
    "подпишись на",
    "подпишитесь на",
    "подписывайтесь на",
    "телеграм-канал",
    "telegram-канал",
    "перейди по ссылке",
    "перейдите по ссылке",
    "переходи по ссылке",
    "переходите по ссылке",
    "только у нас",
    "в нашем магазине",
    "на нашем сайте",
    "на наш сайт",
    "голосуй за",
    "голосуйте за",
    "note to the teacher",
    "note for the teacher",
    "note for teachers",
    "generated automatically",
    "do not add comment",
    "no extra text",
    "subscribe to our",
    "follow us on",
    "visit our",
    "vote for our",
    "http://",
    "https://",
    "www.",
    "t.me/",
];

/// Phrases that a lesson about computers may have.
const OF_INFORMATICS: &[&str] =
    &["openai", "chatgpt", "yandexgpt", "в формате json", "http://", "https://", "www.", "телеграм-канал"];

/// Words a model greets with before it begins.
const GREETINGS: &[&str] = &[
    "конечно!",
    "конечно,",
    "разумеется!",
    "хорошо, вот",
    "с удовольствием!",
    "sure!",
    "sure,",
    "certainly!",
    "of course!",
    "absolutely!",
];

/// Words of unsuitable matter.
pub(super) fn matter(task: &Task, subject: Subject, flaws: &mut Vec<Flaw>) {
    let text: String =
        super::all_texts(task).iter().map(|t| t.plain().to_lowercase().replace('ё', "е") + " ").collect();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    for line in UNSUITABLE.iter().filter(|line| !line.except.contains(&subject.code())) {
        let fits =
            |word: &str, stem: &str| stem.strip_suffix('!').map_or(word.starts_with(stem), |whole| word == whole);
        if line.stems.iter().all(|stem| words.iter().any(|word| fits(word, stem))) {
            refuse(flaws, "safety.unsuitable", line.stems.join(" "));
            return;
        }
    }
}

/// Remains of a prompt, or a model that speaks about itself.
pub(super) fn steered(task: &Task, subject: Subject, flaws: &mut Vec<Flaw>) {
    let text: String = super::all_texts(task).iter().map(|t| t.source().to_lowercase() + " ").collect();
    if let Some(greeting) = task
        .texts()
        .first()
        .and_then(|text| GREETINGS.iter().find(|greeting| text.source().trim().to_lowercase().starts_with(*greeting)))
    {
        refuse(flaws, "safety.steered", greeting);
        return;
    }
    // «@fin_gramota24», an address in a messenger.
    let handle = |word: &str| {
        let name = word.trim_start_matches(['(', '«']).strip_prefix('@').unwrap_or_default();
        name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count() > 3
    };
    if subject != Subject::Informatics
        && let Some(name) = text.split_whitespace().find(|word| handle(word))
    {
        refuse(flaws, "safety.steered", name);
        return;
    }
    if let Some(order) = orders_a_model(&text) {
        refuse(flaws, "safety.steered", order);
        return;
    }
    let about_models = subject == Subject::Informatics;
    if let Some(phrase) =
        STEERED.iter().find(|phrase| text.contains(*phrase) && !(about_models && OF_INFORMATICS.contains(phrase)))
    {
        refuse(flaws, "safety.steered", phrase);
    }
}

/// A sentence that tells a model what to do with its instructions.
fn orders_a_model(text: &str) -> Option<String> {
    const VERBS: &[&str] = &[
        "игнорир",
        "проигнорир",
        "забудь",
        "отмени",
        "раскрой",
        "раскрыть",
        "не обращай",
        "выведи",
        "напечатай",
        "повтори",
        "ignore",
        "disregard",
        "forget",
        "reveal",
        "override",
        "bypass",
        "print",
        "repeat",
        "show",
    ];
    const MATTERS: &[&str] = &["инструкци", "промпт", "указани", "instruction", "prompt", "guideline"];
    const OURS: &[&str] = &[
        "предыдущ",
        "все",
        "свои",
        "твои",
        "ваши",
        "систем",
        "выше",
        "previous",
        "all",
        "your",
        "above",
        "prior",
        "system",
        "earlier",
    ];
    text.split(['.', '!', '?', '\n']).find_map(|sentence| {
        let words: Vec<&str> = sentence.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let has = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
        (has(VERBS) && has(MATTERS) && has(OURS)).then(|| sentence.trim().to_owned())
    })
}

/// Telephones, addresses of mail, numbers of cards and documents, full names of pupils, and questions for such.
pub(super) fn personal(task: &Task, subject: Subject, flaws: &mut Vec<Flaw>) {
    let asked: String = task.texts().iter().map(|text| text.plain() + "\n").collect();
    if names_pupil(&asked) || (subject != Subject::English && asks_for_data(&asked.to_lowercase())) {
        refuse(flaws, "safety.personal", "a pupil's own name or data");
        return;
    }
    for text in super::all_texts(task) {
        let plain = text.plain();
        if plain.split_whitespace().any(is_mail) || has_telephone(&plain) || has_document(&plain) {
            refuse(flaws, "safety.personal", "an address, a telephone or a document");
            return;
        }
    }
}

/// «ученика 7Б Смирнова Артёма Игоревича»
fn names_pupil(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let patronymic = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        ["вич", "вича", "вичу", "вичем", "виче", "вна", "вны", "вне", "вну", "вной"]
            .iter()
            .any(|end| word.ends_with(end))
    };
    let pupil = |word: &str| {
        ["ученик", "учениц", "школьник", "школьниц"].iter().any(|stem| word.to_lowercase().starts_with(stem))
    };
    words.iter().enumerate().filter(|(_, word)| pupil(word)).any(|(at, _)| {
        let behind = words.get(at + 1..).unwrap_or_default();
        behind.windows(3).take(3).any(|name| name.iter().all(capital) && patronymic(name[2]))
    })
}

/// «Напиши свою фамилию, домашний адрес и телефон мамы»
fn asks_for_data(lower: &str) -> bool {
    const DATA: &[&str] = &[
        "домашний адрес",
        "адрес проживания",
        "телефон",
        "фамили",
        "паспорт",
        "место работы",
        "пароль",
        "номер карты",
    ];
    let asks = ["напиши", "запиши", "укажи", "сообщи", "заполни", "впиши"].iter().any(|verb| lower.contains(verb));
    let own = ["свой ", "свою ", "своего ", "свои ", "твой ", "ваш ", "мамы", "родителей"]
        .iter()
        .any(|word| lower.contains(word));
    asks && own && DATA.iter().filter(|word| lower.contains(*word)).count() > 1
}

fn is_mail(word: &str) -> bool {
    let Some((name, domain)) = word.trim_matches(|c: char| !c.is_alphanumeric()).split_once('@') else { return false };
    !name.is_empty()
        && domain
            .split_once('.')
            .is_some_and(|(host, zone)| !host.is_empty() && zone.chars().filter(|c| c.is_alphabetic()).count() >= 2)
}

/// «+7 (912) 345-67-89», «8-912-345-67-89».
fn has_telephone(text: &str) -> bool {
    let runs = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | ' ' | '\u{a0}')));
    runs.map(str::trim).any(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let first = run.trim_start_matches('(');
        // No area's code begins with a nought.
        let area = run.chars().filter(char::is_ascii_digit).nth(1) != Some('0');
        digits == 11
            && area
            && (first.starts_with("+7")
                || first.starts_with("8 ")
                || first.starts_with("8-")
                || first.starts_with("8(")
                || first.starts_with("89"))
            && (run.contains(['(', '-', '+']) || run.starts_with("89"))
    })
}

/// A card of four groups of four, СНИЛС, a passport named as such.
fn has_document(text: &str) -> bool {
    let groups: Vec<&str> = text.split(|c: char| !(c.is_ascii_digit())).collect();
    let card = text.split(|c: char| !(c.is_ascii_digit() || c == ' ' || c == '\u{a0}')).map(str::trim).any(|run| {
        let groups: Vec<&str> = run.split([' ', '\u{a0}']).collect();
        groups.len() == 4 && groups.iter().all(|group| group.len() == 4) && !run.starts_with("1000")
    });
    let lower = text.to_lowercase();
    let named = ["снилс", "паспорт", "инн ", "номер карты"].iter().any(|word| lower.contains(word));
    // «ул. Лесная, д. 5, кв. 12»
    let numbered = |mark: &str| {
        lower.match_indices(mark).any(|(at, _)| {
            let alone = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic());
            alone && lower[at + mark.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let address = numbered("кв.") && (numbered("д.") || numbered("дом") || lower.contains("ул."));
    card || address || (named && groups.iter().map(|group| group.len()).sum::<usize>() >= 9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Difficulty;
    use crate::domain::task::ShortAnswer;

    #[test]
    fn a_heroine_and_a_bough_are_no_unsuitable_matter() {
        let flawed = |question: &str, subject| {
            let body = ShortAnswer { question: question.into(), answer: "да".into(), accept: Vec::new() };
            let mut flaws = Vec::new();
            matter(&Task::computed(body, Difficulty::Easy, "x"), subject, &mut flaws);
            !flaws.is_empty()
        };

        assert!(!flawed("Что чувствует главная героиня повести?", Subject::Literature));
        assert!(!flawed("Белка прыгнула с сука на сук.", Subject::Russian));
        assert!(!flawed("Подчеркните подлежащее: Фашистские войска отступили.", Subject::Russian));
        assert!(flawed("Сколько граммов героина изъяли?", Subject::Math));
    }
}
