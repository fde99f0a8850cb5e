//! What the stand-in says is complete enough for teloxide's strict types.

use listok_sandbox::Press;
use serde_json::{Value, json};
use teloxide::types::{
    BotCommand, ChatFullInfo, ChatMember, File, Me, MediaKind, Message, MessageKind, Update, UpdateKind, WebhookInfo,
};

use crate::bench::{ANNA, BORIS, Bench, GROUP};

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    // teloxide reads updates right only from text.
    serde_json::from_str(&value.to_string()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

#[tokio::test]
async fn results_of_methods_are_read() {
    let bench = Bench::new().await;

    let me: Me = read(&bench.ok("GetMe", json!({})).await);
    let _: WebhookInfo = read(&bench.ok("getWebhookInfo", json!({})).await);
    let chat: ChatFullInfo = read(&bench.ok("getChat", json!({ "chat_id": ANNA })).await);
    let _: ChatFullInfo = read(&bench.ok("getChat", json!({ "chat_id": GROUP })).await);
    let _: ChatMember = read(&bench.ok("getChatMember", json!({ "chat_id": GROUP, "user_id": ANNA })).await);
    let _: Vec<ChatMember> = read(&bench.ok("getChatAdministrators", json!({ "chat_id": GROUP })).await);
    let _: Vec<BotCommand> = read(&bench.ok("getMyCommands", json!({})).await);

    assert_eq!(me.username(), "listok_bot");
    assert!(me.supports_inline_queries);
    assert_eq!(chat.id.0, ANNA);
}

#[tokio::test]
async fn messages_are_read_with_all_their_parts() {
    let bench = Bench::new().await;
    let markup = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }, { "text": "W", "url": "https://example.org" }]] });
    let text = json!({ "chat_id": ANNA, "text": "<b>Card</b> <a href='https://example.org'>x</a>", "parse_mode": "HTML", "reply_markup": markup });

    let card: Message = read(&bench.ok("sendMessage", text).await);
    let paper = bench.upload(GROUP, b"%PDF-").await;
    let document: Message = read(&paper);
    let edit = json!({ "chat_id": ANNA, "message_id": card.id.0, "text": "New" });
    let edited: Message = read(&bench.ok("editMessageText", edit).await);
    let _: File = read(&bench.ok("getFile", json!({ "file_id": paper["document"]["file_id"] })).await);

    assert_eq!(card.parse_entities().unwrap().len(), 2);
    assert!(card.reply_markup().is_some());
    assert_eq!(document.document().unwrap().file_name.as_deref(), Some("Лист.pdf"));
    assert!(matches!(&document.kind, MessageKind::Common(c) if matches!(c.media_kind, MediaKind::Document(_))));
    assert!(edited.edit_date().is_some());
}

#[tokio::test]
async fn updates_of_every_kind_are_read() {
    let bench = Bench::new().await;
    let card = bench.card(ANNA).await;
    bench.sandbox.say(BORIS, GROUP, "/start").unwrap();
    bench.sandbox.send_file(ANNA, ANNA, ("a.txt", "text/plain", b"a".to_vec()), "").unwrap();
    bench.sandbox.press(&Press { user_id: ANNA, chat_id: None, message_id: card, data: "go".into() }).unwrap();
    let bot = async {
        loop {
            let updates = bench.updates().await;
            if let Some(query) = updates.iter().find_map(|u| u.get("inline_query")) {
                let text = json!({ "message_text": "x" });
                let button = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] });
                let result = json!([{ "type": "article", "id": "1", "title": "t", "input_message_content": text, "reply_markup": button }]);
                bench.ok("answerInlineQuery", json!({ "inline_query_id": query["id"], "results": result })).await;
                break updates;
            }
        }
    };
    let (found, mut updates) = tokio::join!(bench.sandbox.inline_query(ANNA, GROUP, "q"), bot);
    let sent = bench.sandbox.choose(ANNA, GROUP, found.unwrap()["query_id"].as_str().unwrap(), "1").unwrap();
    bench.sandbox.press(&Press { user_id: BORIS, chat_id: Some(GROUP), message_id: sent, data: "go".into() }).unwrap();
    bench.sandbox.block(ANNA, true).unwrap();
    updates.extend(bench.updates().await);

    let kinds: Vec<_> = updates.iter().map(|update| read::<Update>(update).kind).collect();

    let count = |test: fn(&UpdateKind) -> bool| kinds.iter().filter(|kind| test(kind)).count();
    assert_eq!(count(|k| matches!(k, UpdateKind::Message(m) if !matches!(m.kind, MessageKind::Empty {}))), 3);
    assert_eq!(count(|k| matches!(k, UpdateKind::CallbackQuery(_))), 2);
    assert_eq!(count(|k| matches!(k, UpdateKind::InlineQuery(_))), 1);
    assert_eq!(count(|k| matches!(k, UpdateKind::ChosenInlineResult(c) if c.inline_message_id.is_some())), 1);
    assert_eq!(count(|k| matches!(k, UpdateKind::MyChatMember(_))), 1);
    assert_eq!(kinds.len(), 8, "{updates:#?}");
}
