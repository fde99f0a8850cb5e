//! A sheet made for one teacher serves others who ask for the same, and nobody else.

use listok_sandbox::{Options, Press, Sandbox, User};

use crate::harness::{Database, documents, is_key, migrate, order_by, press, serve, wait_for};

const ANNA: i64 = 700_001;
const BORIS: i64 = 700_002;
const VERA: i64 = 700_003;
const GLEB: i64 = 700_004;
const DINA: i64 = 700_005;
const WISH: &str = "русский язык 7 класс причастный оборот 6 заданий";
const PARAPHRASE: &str = "7 класс, русский: причастные обороты, 6 заданий";

/// Orders for which tasks were written, however often a refused one was written anew.
const WRITTEN: &str = "select count(distinct order_id) from model_call where role = 'author'";
/// Questions to models for orders that the library served; one in fifty is audited by the judge afterwards.
const FOR_LIBRARY: &str = "select count(*) from model_call where role <> 'judge' and order_id in \
                           (select id from worksheet_order where origin = 'cache')";

struct School<'a> {
    sandbox: &'a Sandbox,
    database: &'a Database,
}

impl School<'_> {
    /// Orders; the words under the key, once the sheet and its key have arrived.
    async fn gets(&self, who: i64, wish: &str) -> String {
        let before = documents(self.sandbox, who).len();
        order_by(self.sandbox, who, wish).await;
        self.summary(who, before + 2).await
    }

    async fn summary(&self, who: i64, documents_then: usize) -> String {
        let all = || Some(documents(self.sandbox, who)).filter(|all| all.len() >= documents_then);
        let all = wait_for("a sheet and its key", all).await;
        let key = all.iter().rev().find(|m| is_key(m)).unwrap();
        key["caption"].as_str().unwrap().to_owned()
    }

    async fn number(&self, question: &str) -> i64 {
        self.database.number(question).await
    }
}

async fn one_sheet_serves_many(database: &Database) {
    let sandbox = Sandbox::start(Options::demo()).await.unwrap();
    for id in ANNA..=DINA {
        let (first_name, language_code) = (format!("Учитель {id}"), Some("ru".to_owned()));
        sandbox.add_user(User { id, first_name, last_name: None, username: None, language_code }).unwrap();
    }
    migrate(&sandbox, database);
    let _service = serve(&sandbox, database);
    let school = School { sandbox: &sandbox, database };

    assert!(!school.gets(ANNA, WISH).await.contains("библиотеки"));

    // Another teacher's other words for it need no model.
    assert!(school.gets(BORIS, PARAPHRASE).await.contains("Лист из библиотеки"));
    assert_eq!((school.number(FOR_LIBRARY).await, school.number(WRITTEN).await), (0, 1));
    let contents = "select count(distinct cast(content as text)) from worksheet_version";
    assert_eq!(school.number("select count(*) from worksheet_order where origin = 'cache'").await, 1);

    // The same teacher again gets another sheet.
    let before = school.number(contents).await;
    assert!(!school.gets(BORIS, PARAPHRASE).await.contains("библиотеки"));
    assert_eq!((school.number(WRITTEN).await, school.number(contents).await), (2, before + 1));

    // «Не та тема»: the wording no longer brings it, the sheet is not charged, a new one is made.
    assert!(school.gets(VERA, PARAPHRASE).await.contains("библиотеки"));
    let theirs = sandbox.messages(VERA).last().unwrap()["reply_markup"].to_string();
    let forged = theirs.split('"').find(|part| part.starts_with("v1:wrong:")).unwrap().to_owned();
    let message_id = sandbox.messages(ANNA).last().unwrap()["message_id"].as_i64().unwrap();
    sandbox.press(&Press { user_id: ANNA, chat_id: None, message_id, data: forged }).unwrap();
    wait_for("an answer to the forged press", || {
        let answers = sandbox.journal().into_iter().filter(|call| call.method == "answerCallbackQuery");
        answers
            .filter_map(|call| call.params["text"].as_str().map(str::to_owned))
            .find(|text| text.contains("Не нашёл"))
    })
    .await;
    let refused = "select count(*) from topic_use where refused = 1";
    assert_eq!(school.number(refused).await, 0);
    press(&sandbox, VERA, "Не та тема");
    assert!(!school.summary(VERA, 4).await.contains("библиотеки"));
    assert_eq!(school.number(refused).await, 1);
    assert_eq!(school.number(WRITTEN).await, 3);
    assert_eq!(school.number("select count(*) from ledger_entry where entry = 'release'").await, 1);

    // A bad rating hides a sheet from all others.
    assert!(school.gets(GLEB, WISH).await.contains("библиотеки"));
    press(&sandbox, GLEB, "👎");
    database.comes_to("select count(*) from pool_sheet where state = 'hidden'", 1).await;

    // Words that may be somebody's name stay with who wrote them.
    let sheets = school.number("select count(*) from pool_sheet").await;
    for who in [DINA, GLEB] {
        let summary = school.gets(who, "русский язык 7 класс причастный оборот про Пшыкняева 6 заданий").await;
        assert!(!summary.contains("библиотеки"));
    }
    assert_eq!(school.number("select count(*) from pool_sheet").await, sheets);
    assert_eq!(school.number("select count(*) from topic_wording where words like '%шыкняев%'").await, 0);
}

#[tokio::test]
async fn one_sheet_serves_many_on_sqlite() {
    one_sheet_serves_many(&Database::sqlite()).await;
}

#[tokio::test]
async fn one_sheet_serves_many_on_postgresql() {
    one_sheet_serves_many(&Database::postgres("library").await).await;
}
