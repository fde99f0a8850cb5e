//! From a teacher's words to two PDFs.

use std::process::Command;

use listok_sandbox::{Options, Sandbox};

use crate::harness::{Database, TEACHER, documents, migrate, order, serve, wait_for};

async fn both_documents_arrive_once(database: &Database) {
    let sandbox = Sandbox::start(Options::demo()).await.unwrap();
    migrate(&sandbox, database);
    let service = serve(&sandbox, database);

    order(&sandbox, "5 класс сложение обыкновенных дробей 10 примеров").await;
    wait_for("two documents", || (documents(&sandbox, TEACHER).len() == 2).then_some(())).await;
    order(&sandbox, "русский язык 7 класс причастный оборот 6 заданий").await;
    wait_for("four documents", || (documents(&sandbox, TEACHER).len() == 4).then_some(())).await;

    let names: Vec<String> =
        documents(&sandbox, TEACHER).iter().map(|m| m["document"]["file_name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names.iter().filter(|n| n.contains("ключ")).count(), 2, "{names:?}");
    let answered = sandbox.bill().charges.into_iter().filter(|charge| charge.endpoint != "embeddings").count();
    assert_eq!(answered, 2, "an author writes six tasks at once, a solver answers them at once");

    for (kind, times) in [("teacher_joined", 1), ("order_placed", 2), ("order_ready", 2), ("order_delivered", 2)] {
        database.comes_to(&format!("select count(*) from event where kind = '{kind}'"), times).await;
    }

    // Killed without warning between two orders: the next process carries on.
    drop(service);
    let _service = serve(&sandbox, database);
    order(&sandbox, "таблица умножения 2 класс 12 примеров").await;
    wait_for("six documents", || (documents(&sandbox, TEACHER).len() == 6).then_some(())).await;
}

#[tokio::test]
async fn a_wish_becomes_two_pdfs_in_one_process_on_sqlite() {
    both_documents_arrive_once(&Database::sqlite()).await;
}

#[tokio::test]
async fn a_wish_becomes_two_pdfs_on_postgresql() {
    both_documents_arrive_once(&Database::postgres("journey").await).await;
}

async fn named_tasks_are_replaced(database: &Database) {
    let sandbox = Sandbox::start(Options::demo()).await.unwrap();
    migrate(&sandbox, database);
    let _service = serve(&sandbox, database);
    order(&sandbox, "5 класс сложение обыкновенных дробей 5 примеров 2 варианта").await;
    wait_for("two documents", || (documents(&sandbox, TEACHER).len() == 2).then_some(())).await;
    let said =
        |words: &str| sandbox.messages(TEACHER).iter().any(|m| m["text"].as_str().is_some_and(|t| t.contains(words)));

    sandbox.say(TEACHER, TEACHER, "замени 9 задание").unwrap();
    wait_for("what there is", || said("В листе 5 заданий").then_some(())).await;
    sandbox.say(TEACHER, TEACHER, "замени 2 и 5").unwrap();
    wait_for("four documents", || (documents(&sandbox, TEACHER).len() == 4).then_some(())).await;

    let (before, after) = (database.tasks(1).await, database.tasks(2).await);
    assert_eq!((before.len(), after.len()), (10, 10));
    let changed: Vec<usize> = (0..10).filter(|&at| before[at] != after[at]).collect();
    assert_eq!(changed, [1, 4, 6, 9], "the second and the fifth of both variants");
    database.comes_to("select count(*) from event where kind = 'order_delivered'", 2).await;
    assert_eq!(database.number("select count(*) from ledger_entry where entry = 'settle'").await, 2);
    let charged = "select cast(sum(credits) as bigint) from ledger_entry where entry = 'settle'";
    assert_eq!(database.number(charged).await, 1, "what replaces a task costs nothing");
}

#[tokio::test]
async fn named_tasks_of_the_last_sheet_are_replaced_on_sqlite() {
    named_tasks_are_replaced(&Database::sqlite()).await;
}

#[tokio::test]
async fn named_tasks_of_the_last_sheet_are_replaced_on_postgresql() {
    named_tasks_are_replaced(&Database::postgres("replacing").await).await;
}

#[tokio::test]
async fn a_written_task_is_replaced_by_a_written_one_of_its_kind() {
    let database = Database::sqlite();
    let sandbox = Sandbox::start(Options::demo()).await.unwrap();
    migrate(&sandbox, &database);
    let _service = serve(&sandbox, &database);
    order(&sandbox, "русский язык 7 класс причастный оборот 6 заданий").await;
    wait_for("two documents", || (documents(&sandbox, TEACHER).len() == 2).then_some(())).await;

    sandbox.say(TEACHER, TEACHER, "замени 3 задание").unwrap();
    wait_for("four documents", || (documents(&sandbox, TEACHER).len() == 4).then_some(())).await;

    let (before, after) = (database.tasks(1).await, database.tasks(2).await);
    assert_eq!((0..6).filter(|&at| before[at] != after[at]).collect::<Vec<_>>(), [2]);
    assert_eq!(before[2]["kind"], after[2]["kind"]);
}

#[test]
fn make_writes_a_sheet_and_its_key_and_asks_for_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let make = |wish: &str| {
        Command::new(env!("CARGO_BIN_EXE_listok"))
            .current_dir(folder.path())
            .args(["make", wish, "-o", "sheet.pdf"])
            .env_remove("OPENAI_API_KEY")
            .output()
            .unwrap()
    };

    let asked = make("дроби");
    assert_eq!(asked.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&asked.stderr).contains("Какой класс?"));

    assert!(make("5 класс сложение обыкновенных дробей 10 примеров").status.success());
    for name in ["sheet.pdf", "sheet-key.pdf"] {
        assert!(std::fs::read(folder.path().join(name)).unwrap().starts_with(b"%PDF-1.7"), "{name}");
    }
}
