use chrono::TimeDelta;
use listok_core::outgoing::{Failure, Payload, Stage};
use listok_core::store::{OrderState, TeacherState, teachers, worksheets};
use serde_json::json;

use crate::telegram::Fault;
use crate::world::{ANNA, BORIS, World};

fn text(text: &str) -> Payload {
    Payload::Text { text: text.into(), keyboard: Vec::new(), card_of: None }
}

#[tokio::test]
async fn the_sheet_replaces_the_card_and_the_key_answers_it() {
    let world = World::new().await;
    let (order, card) = world.ordered(ANNA).await;

    let worksheet = world.fulfil(&order).await;
    world.send_all().await;

    let [sheet] = world.telegram.calls("editMessageMedia").try_into().unwrap();
    assert_eq!(sheet["message_id"], card);
    assert!(sheet["document"].as_str().unwrap().ends_with(".pdf>"), "{sheet}");
    let [key] = world.telegram.calls("sendDocument").try_into().unwrap();
    assert_eq!(key["reply_parameters"]["message_id"], card);
    assert!(key["caption"].as_str().unwrap().contains("вычислены точно"), "{key}");
    assert_eq!(world.order(order.id).await.state, OrderState::Delivered);
    let mut read = world.db.read().await.unwrap();
    for part in ["sheet", "key"] {
        assert!(worksheets::file(read.on(), worksheet, 1, part, 42).await.unwrap().is_some(), "{part}");
    }
}

#[tokio::test]
async fn a_rating_is_taken_from_the_key() {
    let world = World::new().await;
    let (order, _) = world.ordered(ANNA).await;
    let worksheet = world.fulfil(&order).await;
    world.send_all().await;

    world.presses(ANNA, world.last_message(), &world.button("👎")).await;

    let mut read = world.db.read().await.unwrap();
    let rating = listok_core::store::ratings::of(read.on(), order.teacher, worksheet).await.unwrap();
    assert_eq!(rating, Some(-1));
}

#[tokio::test]
async fn a_key_whose_fate_is_unknown_comes_again_and_says_so() {
    for fault in [Fault::BadGateway, Fault::BadGatewayAfter, Fault::Cut] {
        let world = World::new().await;
        let (order, _) = world.ordered(ANNA).await;
        world.fulfil(&order).await;
        world.telegram.fail_next("sendDocument", fault);

        world.send_all().await;
        assert_eq!(world.order(order.id).await.state, OrderState::Ready);
        world.clock.advance(TimeDelta::minutes(1));
        world.send_all().await;

        let [first, second] = world.telegram.calls("sendDocument").try_into().unwrap();
        assert!(!first["caption"].as_str().unwrap().contains("уже пришёл"));
        assert!(second["caption"].as_str().unwrap().contains("Если ключ уже пришёл"), "{second}");
        assert_eq!(world.order(order.id).await.state, OrderState::Delivered);
    }
}

#[tokio::test]
async fn a_key_that_certainly_did_not_arrive_comes_again_without_a_word() {
    let world = World::new().await;
    let (order, _) = world.ordered(ANNA).await;
    world.fulfil(&order).await;
    world.telegram.fail_next("sendDocument", Fault::Refuse(429, "Too Many Requests", json!({"retry_after": 3})));

    world.send_all().await;
    world.clock.advance(TimeDelta::seconds(3));
    world.send_all().await;

    let calls = world.telegram.calls("sendDocument");
    assert_eq!(calls.len(), 2);
    assert!(calls.iter().all(|call| !call["caption"].as_str().unwrap().contains("уже пришёл")));
}

#[tokio::test]
async fn a_sheet_whose_fate_is_unknown_is_put_in_place_again_without_doubling() {
    let world = World::new().await;
    let (order, card) = world.ordered(ANNA).await;
    world.fulfil(&order).await;
    world.telegram.fail_next("editMessageMedia", Fault::Cut);
    world.send_all().await;
    let modified = "Bad Request: message is not modified: specified new message content and reply markup are exactly";
    world.telegram.fail_next("editMessageMedia", Fault::Refuse(400, modified, json!({})));
    world.clock.advance(TimeDelta::minutes(1));
    world.send_all().await;

    let sheets = world.telegram.calls("editMessageMedia");
    assert_eq!(sheets.len(), 2);
    assert!(sheets.iter().all(|call| call["message_id"] == card));
    assert_eq!(world.telegram.calls("sendDocument").len(), 1, "only the key");
    assert_eq!(world.order(order.id).await.state, OrderState::Delivered);
}

#[tokio::test]
async fn without_its_card_the_sheet_comes_in_a_message_of_its_own() {
    let world = World::new().await;
    let (order, _) = world.ordered(ANNA).await;
    world.fulfil(&order).await;
    world
        .telegram
        .fail_next("editMessageMedia", Fault::Refuse(400, "Bad Request: message to edit not found", json!({})));

    world.send_all().await;

    let [sheet, key] = world.telegram.calls("sendDocument").try_into().unwrap();
    assert!(sheet["reply_markup"].is_null() && !key["reply_markup"].is_null());
    let sheet_message = world.last_message() - 1;
    assert_eq!(key["reply_parameters"]["message_id"], sheet_message, "the key answers the sheet where it now is");
    assert_eq!(world.order(order.id).await.state, OrderState::Delivered);
}

#[tokio::test]
async fn a_file_telegram_forgot_is_uploaded_again() {
    let world = World::new().await;
    let (order, _) = world.ordered(ANNA).await;
    let worksheet = world.fulfil(&order).await;
    world.send_all().await;
    let sent = world.telegram.calls("sendDocument").len();
    world.telegram.fail_next(
        "sendDocument",
        Fault::Refuse(400, "Bad Request: wrong file identifier/HTTP URL specified", json!({})),
    );

    world.presses(ANNA, 1, &format!("v1:get:{}", worksheet.0.simple())).await;

    let calls = &world.telegram.calls("sendDocument")[sent..];
    let files: Vec<_> = calls.iter().map(|call| call["document"].as_str().unwrap().starts_with("<file")).collect();
    assert_eq!(files, [false, true, false], "by id, uploaded after the refusal, the key by id");
}

#[tokio::test]
async fn a_chat_told_to_wait_keeps_its_order_and_holds_up_nobody() {
    let world = World::new().await;
    for n in 1..=3 {
        world.enqueue(ANNA, None, &text(&format!("Анне {n}"))).await;
        world.enqueue(BORIS, None, &text(&format!("Борису {n}"))).await;
    }
    world.telegram.fail_next("sendMessage", Fault::Refuse(429, "Too Many Requests", json!({"retry_after": 5})));

    world.send_all().await;
    assert_eq!(world.waiting().await, 3);
    world.clock.advance(TimeDelta::seconds(5));
    world.send_all().await;

    let sent = world.telegram.calls("sendMessage");
    for (who, name) in [(ANNA, "Анне"), (BORIS, "Борису")] {
        let mut texts: Vec<_> =
            sent.iter().filter(|call| call["chat_id"] == who).map(|call| call["text"].as_str().unwrap()).collect();
        texts.dedup();
        assert_eq!(texts, [format!("{name} 1"), format!("{name} 2"), format!("{name} 3")]);
    }
}

#[tokio::test]
async fn a_teacher_who_blocked_the_bot_is_left_alone() {
    let world = World::new().await;
    world.says(ANNA, "/start").await;
    let teacher = teachers::lock(world.db.write().await.unwrap().on(), ANNA).await.unwrap().unwrap();
    for n in 0..3 {
        world.enqueue(ANNA, Some(teacher.id), &text(&n.to_string())).await;
    }
    let sent = world.telegram.calls("sendMessage").len();
    let blocked = "Forbidden: bot was blocked by the user";
    world.telegram.fail_next("sendMessage", Fault::Refuse(403, blocked, json!({})));

    world.send_all().await;

    assert_eq!(world.telegram.calls("sendMessage").len(), sent + 1);
    let teacher = teachers::lock(world.db.write().await.unwrap().on(), ANNA).await.unwrap().unwrap();
    assert_eq!(teacher.state, TeacherState::Unreachable);
}

#[tokio::test]
async fn an_edit_that_changes_nothing_or_finds_nothing_is_done() {
    let world = World::new().await;
    for words in ["Bad Request: message is not modified", "Bad Request: message to edit not found"] {
        let edit = Payload::EditCard { message_id: 7, text: words.into(), keyboard: Vec::new() };
        world.telegram.fail_next("editMessageText", Fault::Refuse(400, words, json!({})));
        world.enqueue(ANNA, None, &edit).await;
        world.send_all().await;
    }

    assert_eq!(world.telegram.calls("editMessageText").len(), 2);
    assert_eq!(world.waiting().await, 0);
}

#[tokio::test]
async fn progress_is_shown_on_the_card_and_never_after_the_end() {
    let world = World::new().await;
    let (order, card) = world.ordered(ANNA).await;
    let progress = |stage| Payload::Progress { order: order.id, stage };

    world.enqueue(ANNA, Some(order.teacher), &progress(Stage::Checking)).await;
    world.send_all().await;
    assert!(world.shown().contains("Проверяю каждый ответ"), "{}", world.shown());
    let edits = world.telegram.calls("editMessageText");
    assert_eq!(edits.last().unwrap()["message_id"], card);

    world.fulfil(&order).await;
    world.enqueue(ANNA, Some(order.teacher), &progress(Stage::Typesetting)).await;
    world.send_all().await;
    assert_eq!(world.telegram.calls("editMessageText").len(), edits.len());
}

#[tokio::test]
async fn a_failed_order_says_so_on_its_card_with_a_reference() {
    let world = World::new().await;
    let (order, card) = world.ordered(ANNA).await;
    let failed = Payload::Failed { order: order.id, why: Failure::Unchecked, reference: "K7M2-Q9XD".into() };

    world.enqueue(ANNA, Some(order.teacher), &failed).await;
    world.send_all().await;

    let edit = world.telegram.calls("editMessageText").pop().unwrap();
    assert_eq!(edit["message_id"], card);
    assert!(edit["text"].as_str().unwrap().contains("K7M2-Q9XD"));
    world.presses(ANNA, card, &world.button("🔁 Попробовать ещё раз")).await;
    assert_eq!(world.orders().await.len(), 2);
}

#[tokio::test]
async fn a_refused_message_is_given_up_and_the_rest_goes_on() {
    let world = World::new().await;
    world.telegram.fail_next("sendMessage", Fault::Refuse(400, "Bad Request: can't parse entities", json!({})));
    world.enqueue(ANNA, None, &text("<b>broken")).await;
    world.enqueue(ANNA, None, &text("fine")).await;

    world.send_all().await;

    assert_eq!(world.shown(), "fine");
    assert_eq!(world.waiting().await, 0);
}
