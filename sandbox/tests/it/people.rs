//! People: buttons, inline mode, groups, files, the control API and the page.

use listok_sandbox::{Press, Rejected};
use serde_json::{Value, json};

use crate::bench::{ANNA, BORIS, Bench, GROUP, person};

#[tokio::test]
async fn a_button_reaches_the_bot_and_is_answered_once() {
    let bench = Bench::new().await;
    let card = bench.card(ANNA).await;

    bench.sandbox.press(&Press { user_id: ANNA, chat_id: None, message_id: card, data: "go".into() }).unwrap();

    let updates = bench.updates().await;
    let query = &updates[0]["callback_query"];
    assert_eq!((&query["data"], &query["message"]["message_id"]), (&json!("go"), &json!(card)));
    let answer = json!({ "callback_query_id": query["id"], "text": "ok" });
    bench.ok("answerCallbackQuery", answer.clone()).await;
    assert_eq!(
        bench.refused("answerCallbackQuery", answer).await,
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
}

#[tokio::test]
async fn forged_data_arrives_but_not_on_messages_of_others() {
    let bench = Bench::new().await;
    let card = bench.card(ANNA).await;
    let press = |user_id, message_id| {
        bench.sandbox.press(&Press { user_id, chat_id: Some(ANNA), message_id, data: "v1:forged".into() })
    };

    assert!(press(ANNA, card).is_ok());
    assert_eq!(press(ANNA, 999), Err(Rejected::NoSuchMessage));
    assert_eq!(press(BORIS, card), Err(Rejected::NoSuchChat));
    assert_eq!(bench.updates().await[0]["callback_query"]["data"], "v1:forged");
}

#[tokio::test]
async fn inline_mode_sends_a_result_that_the_bot_can_edit_by_its_inline_id() {
    let bench = Bench::new().await;
    let file = bench.upload(ANNA, b"%PDF-").await["document"]["file_id"].clone();
    let bot = async {
        let update = bench.ok("getUpdates", json!({ "timeout": 20 })).await[0].clone();
        let results = json!([
            { "type": "article", "id": "new", "title": "Create", "input_message_content": { "message_text": "Creating…" },
              "reply_markup": { "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] } },
            { "type": "document", "id": "old", "title": "Sheet", "document_file_id": file },
        ]);
        let id = &update["inline_query"]["id"];
        assert_eq!(update["inline_query"]["query"], "дроби");
        bench.ok("answerInlineQuery", json!({ "inline_query_id": id, "results": results })).await;
    };
    let (found, ()) = tokio::join!(bench.sandbox.inline_query(BORIS, GROUP, "дроби"), bot);
    let found = found.unwrap();
    let query = found["query_id"].as_str().unwrap();

    bench.sandbox.choose(BORIS, GROUP, query, "new").unwrap();
    bench.sandbox.choose(BORIS, GROUP, query, "old").unwrap();

    let shown = bench.sandbox.messages(GROUP);
    assert_eq!((&shown[0]["text"], &shown[1]["document"]["file_id"]), (&json!("Creating…"), &file));
    let updates = bench.updates().await;
    let chosen: Vec<_> = updates.iter().filter_map(|u| u.get("chosen_inline_result")).collect();
    let inline_id = &chosen[0]["inline_message_id"];
    assert!(chosen[1].get("inline_message_id").is_none(), "no keyboard, no id");
    let media =
        |media: &Value| json!({ "inline_message_id": inline_id, "media": { "type": "document", "media": media } });
    assert_eq!(bench.ok("editMessageMedia", media(&file)).await, true);
    assert_eq!(bench.sandbox.messages(GROUP)[0]["document"]["file_id"], file);
    let form = reqwest::multipart::Form::new()
        .text("inline_message_id", inline_id.as_str().unwrap().to_owned())
        .text("media", json!({ "type": "document", "media": "attach://f" }).to_string())
        .part("f", reqwest::multipart::Part::bytes(b"x".to_vec()).file_name("x.pdf"));
    let upload = bench.http.post(bench.url("editMessageMedia")).multipart(form).send().await.unwrap();
    assert_eq!(upload.status(), 400, "nothing can be uploaded into an inline message");
}

#[tokio::test]
async fn more_than_fifty_inline_results_are_refused() {
    let bench = Bench::new().await;
    let results = |count: usize| -> Value {
        (0..count)
            .map(|n| {
                let text = json!({ "message_text": "x" });
                json!({ "type": "article", "id": n.to_string(), "title": "x", "input_message_content": text })
            })
            .collect()
    };
    let answer = |count| json!({ "inline_query_id": "1", "results": results(count) });

    assert_eq!(bench.refused("answerInlineQuery", answer(51)).await, "Bad Request: RESULTS_TOO_MUCH");
    assert!(bench.refused("answerInlineQuery", answer(50)).await.contains("query ID is invalid"));
}

#[tokio::test]
async fn in_a_group_the_bot_sees_only_what_concerns_it() {
    let bench = Bench::new().await;
    let card = bench.card(GROUP).await;
    let say = |text: &str| bench.sandbox.say(BORIS, GROUP, text).unwrap();

    say("между собой");
    say("/start@another_bot");
    say("/start@listok_bot");
    say("спросим @Listok_bot");
    bench.sandbox.reply(BORIS, GROUP, "ответ", card).unwrap();

    let updates = bench.updates().await;
    let texts: Vec<_> = updates.iter().map(|u| u["message"]["text"].clone()).collect();
    assert_eq!(texts, ["/start@listok_bot", "спросим @Listok_bot", "ответ"]);
    assert_eq!(bench.sandbox.messages(GROUP).len(), 6);
    assert_eq!(bench.sandbox.say(999, GROUP, "x"), Err(Rejected::NoSuchUser));
}

#[tokio::test]
async fn blocking_is_told_to_the_bot_and_closes_the_chat() {
    let bench = Bench::new().await;

    bench.sandbox.block(ANNA, true).unwrap();

    let updates = bench.updates().await;
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    assert_eq!(bench.sandbox.say(ANNA, ANNA, "x"), Err(Rejected::Blocked));
}

#[tokio::test]
async fn a_teachers_file_reaches_the_bot() {
    let bench = Bench::new().await;

    bench.sandbox.send_file(ANNA, ANNA, ("план.docx", "application/msword", b"doc".to_vec()), "мой план").unwrap();

    let message = bench.updates().await[0]["message"].clone();
    assert_eq!((&message["caption"], &message["document"]["file_name"]), (&json!("мой план"), &json!("план.docx")));
}

#[tokio::test]
async fn people_are_moved_over_http_too() {
    let bench = Bench::new().await;
    let post = |path: &str, body: Value| {
        bench.http.post(format!("{}/_sandbox/{path}", bench.sandbox.url())).json(&body).send()
    };

    assert_eq!(post("users", json!({ "id": 77, "first_name": "Вера" })).await.unwrap().status(), 200);
    assert_eq!(post("users", json!({ "id": 77, "first_name": "Вера" })).await.unwrap().status(), 400);
    assert_eq!(post("messages", json!({ "user_id": 77, "text": "привет" })).await.unwrap().status(), 200);
    assert_eq!(post("messages", json!({ "user_id": 77, "text": " " })).await.unwrap().status(), 400);
    assert_eq!(post("messages", json!({ "user_id": 78, "text": "x" })).await.unwrap().status(), 404);

    let url = format!("{}/_sandbox/chats/77/messages", bench.sandbox.url());
    let shown: Value = bench.http.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(shown[0]["text"], "привет");
    assert_eq!(bench.sandbox.add_user(person(77, "x")), Err(Rejected::BadId));
}

#[tokio::test]
async fn another_sites_page_cannot_act_for_a_person() {
    let bench = Bench::new().await;
    let url = format!("{}/_sandbox/block", bench.sandbox.url());
    let body = json!({ "user_id": ANNA, "blocked": true });
    let send = |origin: String| bench.http.post(&url).header("origin", origin).json(&body).send();

    assert_eq!(send("https://evil.example".into()).await.unwrap().status(), 403);
    let rebound = bench.http.get(bench.sandbox.url()).header("host", "evil.example").send().await.unwrap();
    assert_eq!(rebound.status(), 403);
    assert_eq!(send(bench.sandbox.url()).await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_page_allows_nothing_from_elsewhere() {
    let bench = Bench::new().await;

    let page = bench.http.get(bench.sandbox.url()).send().await.unwrap();

    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    let html = page.text().await.unwrap();
    assert!(html.contains("/chat.js") && !html.contains("https://"), "the page loads its own files only");
}

#[tokio::test]
async fn the_page_is_told_what_happens() {
    let bench = Bench::new().await;
    let mut events = bench.http.get(format!("{}/_sandbox/events", bench.sandbox.url())).send().await.unwrap();

    let card = bench.card(ANNA).await;
    bench.ok("sendChatAction", json!({ "chat_id": ANNA, "action": "upload_document" })).await;
    bench.ok("deleteMessage", json!({ "chat_id": ANNA, "message_id": card })).await;

    let mut told = String::new();
    while !told.contains("\"deleted\"") {
        told += std::str::from_utf8(&events.chunk().await.unwrap().unwrap()).unwrap();
    }
    let place = |words: &str| told.find(words).unwrap_or_else(|| panic!("{words} in {told}"));
    assert!(place("\"type\":\"message\"") < place("upload_document"));
    assert!(place("upload_document") < place("\"deleted\""));
}

#[tokio::test]
async fn stopping_ends_what_is_open_and_frees_the_address() {
    let Bench { sandbox, http } = Bench::new().await;
    let (url, token) = (sandbox.url(), sandbox.token().to_owned());
    let mut events = http.get(format!("{url}/_sandbox/events")).send().await.unwrap();
    let poll = tokio::spawn(http.get(format!("{url}/bot{token}/getUpdates?timeout=50")).send());

    sandbox.stop().await;

    assert!(events.chunk().await.unwrap().is_none(), "the stream has ended in order");
    // Whether the poll had begun or not, it does not hang.
    drop(poll.await.unwrap());
    assert!(http.get(url).send().await.unwrap_err().is_connect());
}
