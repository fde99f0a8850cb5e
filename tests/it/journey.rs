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
    assert_eq!(sandbox.bill().calls, 2, "an author writes six tasks at once, a solver answers them at once");

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
