//! Whatever the level of the log, it holds nobody's words, names, keys or tokens.

use std::process::Stdio;

use listok_sandbox::{Fault, ModelTrouble, Options, Sandbox};

use crate::harness::{Database, Service, TEACHER, command, documents, migrate, order, wait_for};

const OPENAI_KEY: &str = "sk-silence-openai-key";
const YANDEX_KEY: &str = "silence-yandex-key";

/// Wishes, each with the way in which OpenAI fails while it is fulfilled.
const WISHES: [(&str, ModelTrouble); 6] = [
    ("биология 6 класс фотосинтез 12 заданий", ModelTrouble::ServerError { status: 500 }),
    ("биология 6 класс строение клетки 4 задания", ModelTrouble::Malformed),
    ("биология 7 класс группы животных 4 задания", ModelTrouble::Refusal),
    ("география 7 класс материки и океаны 4 задания", ModelTrouble::WrongSchema),
    ("география 6 класс столицы стран 4 задания", ModelTrouble::Cut),
    // The key's refusal comes last: then OpenAI is left alone.
    ("история 6 класс древняя русь 4 задания", ModelTrouble::Unauthorized),
];

#[tokio::test]
async fn a_log_at_trace_level_tells_no_words_names_keys_or_tokens() {
    let (database, sandbox) = (Database::sqlite(), Sandbox::start(Options::demo()).await.unwrap());
    migrate(&sandbox, &database);
    let log = tempfile::NamedTempFile::new().unwrap();
    let out = log.reopen().unwrap();
    let err = out.try_clone().unwrap();
    let mut serve = command(&sandbox, &database);
    serve
        .env("OPENAI_API_KEY", OPENAI_KEY)
        .env("YANDEX_FOLDER_ID", "folder")
        .env("YANDEX_API_KEY", YANDEX_KEY)
        .env("YANDEX_URL", sandbox.yandex_url())
        .env("LOG", "trace")
        .stdout(Stdio::from(out))
        .stderr(Stdio::from(err));
    let service = Service::start(&mut serve);

    for ((wish, trouble), number) in WISHES.into_iter().zip(1..) {
        sandbox.clear_faults();
        sandbox.model_fault(Fault::new(trouble));
        sandbox.yandex_fault(Fault::new(ModelTrouble::TooManyRequests { retry_after: 1 }).times(1));
        order(&sandbox, wish).await;
        wait_for(wish, || (documents(&sandbox, TEACHER).len() == number * 2).then_some(())).await;
    }
    drop(service);

    assert!(sandbox.yandex_bill().calls >= WISHES.len(), "Yandex has not been asked");
    let said = std::fs::read_to_string(log.path()).unwrap().to_lowercase();
    assert!(said.contains("trace"), "the log was not at its most talkative");
    let (_, token) = sandbox.token().split_once(':').unwrap();
    let secrets = [OPENAI_KEY, YANDEX_KEY, token];
    // Wishes and topics, prompts, replies, and who asked.
    let words = [
        "фотосинтез",
        "строение клетки",
        "группы животных",
        "материки",
        "столицы",
        "древняя русь",
        "хлорофилл",
        "правильн",
        "single_choice",
        "узнавать понятия",
        "<request>",
        "соколова",
        "anna_sokolova",
    ];
    for word in secrets.into_iter().chain(words) {
        let line = said.lines().find(|line| line.contains(&word.to_lowercase()));
        assert!(line.is_none(), "the log holds «{word}»: {}", line.unwrap_or_default());
    }
}
