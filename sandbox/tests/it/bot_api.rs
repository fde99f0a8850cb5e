//! Methods, limits and errors.

use serde_json::{Value, json};

use crate::bench::{ANNA, BORIS, Bench, GROUP};

#[tokio::test]
async fn a_wrong_token_is_unauthorized() {
    let bench = Bench::new().await;

    let answer = bench.http.post(format!("{}/bot1:no/getMe", bench.sandbox.url())).send().await.unwrap();

    assert_eq!(answer.status(), 401);
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({ "ok": false, "error_code": 401, "description": "Unauthorized" })
    );
}

#[tokio::test]
async fn methods_are_found_in_any_case_and_any_body() {
    let bench = Bench::new().await;
    let url = bench.url("SENDmessage");
    let form = reqwest::multipart::Form::new().text("chat_id", "11").text("text", "c");

    let json = bench.http.post(&url).json(&json!({ "chat_id": "11", "text": "a" })).send().await.unwrap();
    let plain = bench
        .http
        .post(&url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("chat_id=11&text=%D0%B1+%26")
        .send()
        .await
        .unwrap();
    let parts = bench.http.post(&url).multipart(form).send().await.unwrap();
    let query = bench.http.get(format!("{url}?chat_id=11&text=d")).send().await.unwrap();

    for answer in [json, plain, parts, query] {
        assert_eq!(answer.status(), 200);
    }
    let texts: Vec<_> = bench.sandbox.messages(ANNA).iter().map(|m| m["text"].clone()).collect();
    assert_eq!(texts, ["/start", "a", "б &", "c", "d"]);
}

#[tokio::test]
async fn texts_are_limited_as_telegram_limits_them() {
    let bench = Bench::new().await;
    let send = |text: String| bench.call("sendMessage", json!({ "chat_id": ANNA, "text": text, "parse_mode": "HTML" }));

    assert_eq!(send("<b>".to_owned() + &"😀".repeat(2048) + "</b>").await["ok"], true);
    for (text, words) in [
        ("😀".repeat(2049), "Bad Request: message is too long"),
        ("  ".into(), "Bad Request: message text is empty"),
        ("<b></b>".into(), "Bad Request: message text is empty"),
        ("<div>x</div>".into(), "Bad Request: can't parse entities: Unsupported start tag \"div\" at byte offset 0"),
    ] {
        let answer = send(text).await;
        assert_eq!((answer["error_code"].clone(), answer["description"].clone()), (json!(400), json!(words)));
    }
}

#[tokio::test]
async fn buttons_are_checked() {
    let bench = Bench::new().await;
    let send = |button: Value| {
        let markup = json!({ "inline_keyboard": [[button]] });
        bench.call("sendMessage", json!({ "chat_id": ANNA, "text": "x", "reply_markup": markup }))
    };

    assert_eq!(send(json!({ "text": "a", "callback_data": "я".repeat(32) })).await["ok"], true);
    for data in ["я".repeat(33), String::new()] {
        let answer = send(json!({ "text": "a", "callback_data": data })).await;
        assert_eq!(answer["description"], "Bad Request: BUTTON_DATA_INVALID");
    }
    assert_eq!(send(json!({ "text": "a" })).await["error_code"], 400);
}

#[tokio::test]
async fn chats_that_cannot_be_written_to_say_why() {
    let bench = Bench::new().await;
    bench.sandbox.block(ANNA, true).unwrap();

    for (chat, words) in [
        (ANNA, "Forbidden: bot was blocked by the user"),
        (BORIS, "Forbidden: bot can't initiate conversation with a user"),
        (999, "Bad Request: chat not found"),
    ] {
        assert_eq!(bench.refused("sendMessage", json!({ "chat_id": chat, "text": "x" })).await, words);
    }
    bench.sandbox.block(ANNA, false).unwrap();
    bench.ok("sendMessage", json!({ "chat_id": ANNA, "text": "x" })).await;
}

#[tokio::test]
async fn an_edit_changes_the_message_and_says_when_it_cannot() {
    let bench = Bench::new().await;
    let id = bench.card(ANNA).await;
    let document = bench.upload(ANNA, b"%PDF-").await["message_id"].clone();
    let markup = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] });
    let edit = |id: Value, text: &str, markup: Value| {
        bench
            .call("editMessageText", json!({ "chat_id": ANNA, "message_id": id, "text": text, "reply_markup": markup }))
    };

    let same = edit(id.into(), "Card", markup.clone()).await;
    assert!(same["description"].as_str().unwrap().starts_with("Bad Request: message is not modified: specified new"));
    let bare = edit(id.into(), "Card", Value::Null).await;
    assert!(bare["result"].get("reply_markup").is_none(), "buttons that are not named are taken away");
    let changed = edit(id.into(), "New", markup).await;
    assert_eq!(changed["result"]["text"], "New");
    assert!(changed["result"]["edit_date"].is_i64());
    assert_eq!(edit(999.into(), "x", Value::Null).await["description"], "Bad Request: message to edit not found");
    assert_eq!(
        edit(document, "x", Value::Null).await["description"],
        "Bad Request: there is no text in the message to edit"
    );
    let own = bench.sandbox.messages(ANNA)[0]["message_id"].clone();
    assert_eq!(edit(own, "x", Value::Null).await["description"], "Bad Request: message can't be edited");
    let caption = json!({ "chat_id": ANNA, "message_id": id, "caption": "x" });
    assert_eq!(
        bench.refused("editMessageCaption", caption).await,
        "Bad Request: there is no caption in the message to edit"
    );
}

#[tokio::test]
async fn a_document_is_uploaded_once_and_sent_again_by_its_id() {
    let bench = Bench::new().await;
    let sent = bench.upload(ANNA, b"%PDF-1.7 paper").await;
    let id = sent["document"]["file_id"].clone();

    let again = bench.ok("sendDocument", json!({ "chat_id": GROUP, "document": id, "caption": "again" })).await;
    let path = bench.ok("getFile", json!({ "file_id": id })).await["file_path"].as_str().unwrap().to_owned();
    let url = format!("{}/file/bot{}/{path}", bench.sandbox.url(), bench.sandbox.token());
    let bytes = bench.http.get(url).send().await.unwrap().bytes().await.unwrap();

    assert_eq!(sent["document"]["file_name"], "Лист.pdf");
    assert_eq!(sent["caption_entities"][0]["type"], "bold");
    assert_eq!(again["document"]["file_unique_id"], sent["document"]["file_unique_id"]);
    assert_eq!(&bytes[..], b"%PDF-1.7 paper");
    for wrong in ["BQACnothing", "https://example.org/a.pdf"] {
        assert_eq!(
            bench.refused("sendDocument", json!({ "chat_id": ANNA, "document": wrong })).await,
            "Bad Request: wrong file identifier/HTTP URL specified"
        );
    }
}

#[tokio::test]
async fn files_of_many_megabytes_are_taken() {
    let bench = Bench::new().await;

    let sent = bench.upload(ANNA, &vec![7; 6_000_000]).await;

    assert_eq!(sent["document"]["file_size"], 6_000_000);
}

#[tokio::test]
async fn a_text_becomes_a_document_with_its_thumbnail() {
    let bench = Bench::new().await;
    let id = bench.card(ANNA).await;
    let jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 200, 0, 141, 1, 1, 0x11, 0];
    let media =
        json!({ "type": "document", "media": "attach://document", "thumbnail": "attach://small", "caption": "Готово" });
    let form = reqwest::multipart::Form::new()
        .text("chat_id", ANNA.to_string())
        .text("message_id", id.to_string())
        .text("media", media.to_string())
        .part("document", reqwest::multipart::Part::bytes(b"%PDF-".to_vec()).file_name("a.pdf"))
        .part("small", reqwest::multipart::Part::bytes(jpeg.to_vec()).file_name("t.jpg"));

    let sent = bench.http.post(bench.url("EditMessageMedia")).multipart(form).send().await.unwrap();
    let message = sent.json::<Value>().await.unwrap()["result"].clone();

    assert_eq!(message["message_id"], id);
    assert_eq!(message["caption"], "Готово");
    assert!(message.get("text").is_none());
    let thumbnail = &message["document"]["thumbnail"];
    assert_eq!((&thumbnail["width"], &thumbnail["height"]), (&json!(141), &json!(200)));
    assert_eq!(bench.sandbox.file(thumbnail["file_id"].as_str().unwrap()).unwrap(), jpeg);
    let by_id = json!({ "type": "document", "media": message["document"]["file_id"], "caption": "Готово" });
    let same = json!({ "chat_id": ANNA, "message_id": id, "media": by_id });
    assert!(bench.refused("editMessageMedia", same).await.contains("message is not modified"));
}

#[tokio::test]
async fn copying_keeps_the_content_and_deleting_removes_it() {
    let bench = Bench::new().await;
    let sent = bench.upload(ANNA, b"%PDF-").await;
    let source =
        json!({ "chat_id": GROUP, "from_chat_id": ANNA, "message_id": sent["message_id"], "caption": "other" });

    let copy = bench.ok("copyMessage", source).await;

    let shown = bench.sandbox.messages(GROUP);
    assert_eq!(shown[0]["message_id"], copy["message_id"]);
    assert_eq!(shown[0]["caption"], "other");
    assert_eq!(shown[0]["document"]["file_id"], sent["document"]["file_id"]);
    let gone = json!({ "chat_id": GROUP, "message_id": copy["message_id"] });
    bench.ok("deleteMessage", gone.clone()).await;
    assert!(bench.sandbox.messages(GROUP).is_empty());
    assert_eq!(bench.refused("deleteMessage", gone).await, "Bad Request: message to delete not found");
}

#[tokio::test]
async fn an_answer_quotes_the_message_it_answers() {
    let bench = Bench::new().await;
    let id = bench.card(ANNA).await;
    let reply = |to: i64, lax: bool| {
        let to = json!({ "message_id": to, "allow_sending_without_reply": lax });
        bench.call("sendMessage", json!({ "chat_id": ANNA, "text": "x", "reply_parameters": to }))
    };

    assert_eq!(reply(id, false).await["result"]["reply_to_message"]["text"], "Card");
    assert_eq!(reply(999, false).await["description"], "Bad Request: message to be replied not found");
    assert!(reply(999, true).await["result"].get("reply_to_message").is_none());
}

#[tokio::test]
async fn commands_are_kept_by_scope_and_language() {
    let bench = Bench::new().await;
    let command = |text: &str| json!([{ "command": "start", "description": text }]);
    let ru = json!({ "commands": command("Начать"), "language_code": "ru" });
    let group = json!({ "commands": command("Group"), "scope": { "type": "all_group_chats" } });

    bench.ok("setMyCommands", ru).await;
    bench.ok("setMyCommands", group).await;

    assert_eq!(bench.ok("getMyCommands", json!({})).await, json!([]));
    assert_eq!(bench.ok("getMyCommands", json!({ "language_code": "ru" })).await, command("Начать"));
    let scope = json!({ "scope": { "type": "all_group_chats" } });
    assert_eq!(bench.ok("getMyCommands", scope).await, command("Group"));
    let wrong = json!({ "commands": [{ "command": "Старт", "description": "x" }] });
    assert_eq!(bench.refused("setMyCommands", wrong).await, "Bad Request: BOT_COMMAND_INVALID");
}

#[tokio::test]
async fn an_unknown_method_is_not_found() {
    let bench = Bench::new().await;

    assert_eq!(bench.call("sendNonsense", json!({})).await["error_code"], 404);
}
