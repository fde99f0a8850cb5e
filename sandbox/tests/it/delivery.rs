//! Updates on their way to the bot: polls and webhooks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use listok_sandbox::{DeliveryFaults, Press};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::bench::{ANNA, BORIS, Bench};

#[tokio::test]
async fn a_poll_waits_for_an_update_and_confirms_by_offset() {
    let bench = Bench::new().await;
    let write = async {
        bench.sandbox.say(ANNA, ANNA, "один").unwrap();
        bench.sandbox.say(ANNA, ANNA, "два").unwrap();
    };

    let (first, ()) = tokio::join!(bench.ok("getUpdates", json!({ "timeout": 30, "limit": 1 })), write);
    let id = first[0]["update_id"].as_i64().unwrap();
    let second = bench.ok("getUpdates", json!({ "offset": id + 1 })).await;

    assert_eq!(first[0]["message"]["text"], "один");
    assert_eq!((&second[0]["message"]["text"], &second[0]["update_id"]), (&json!("два"), &json!(id + 1)));
    assert_eq!(bench.ok("getUpdates", json!({ "offset": id + 2 })).await, json!([]));
}

#[tokio::test]
async fn a_second_poll_ends_the_first() {
    let bench = Bench::new().await;
    let both = async {
        // The second begins only when the first is in the journal of polls under way.
        loop {
            let second = bench.call("getUpdates", json!({ "timeout": 1 })).await;
            if second["ok"] == true {
                break second;
            }
        }
    };

    let (first, _) = tokio::join!(bench.call("getUpdates", json!({ "timeout": 30 })), both);

    assert_eq!(first["error_code"], 409);
    assert_eq!(
        first["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
}

#[tokio::test]
async fn kinds_not_asked_for_do_not_come() {
    let bench = Bench::new().await;
    bench.ok("getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    let card = bench.card(ANNA).await;

    bench.sandbox.say(ANNA, ANNA, "x").unwrap();
    bench.sandbox.press(&Press { user_id: ANNA, chat_id: None, message_id: card, data: "go".into() }).unwrap();

    let updates = bench.updates().await;
    assert_eq!(updates.len(), 1);
    assert!(updates[0].get("callback_query").is_some());
}

/// A webhook that answers as told and remembers what came.
#[derive(Clone, Default)]
struct Hook(Arc<Inner>);

#[derive(Default)]
struct Inner {
    seen: Mutex<Vec<(i64, Value, Option<String>)>>,
    refuse: Mutex<HashMap<i64, u32>>,
    came: Notify,
}

impl Hook {
    async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let app = Router::new().route("/hook", post(receive)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        url
    }

    fn seen(&self) -> Vec<(i64, Value, Option<String>)> {
        self.0.seen.lock().unwrap().clone()
    }

    async fn until(&self, enough: impl Fn(&[(i64, Value, Option<String>)]) -> bool) {
        loop {
            let came = self.0.came.notified();
            if enough(&self.seen()) {
                return;
            }
            came.await;
        }
    }
}

async fn receive(State(hook): State<Hook>, headers: HeaderMap, Json(update): Json<Value>) -> StatusCode {
    let secret = headers.get("x-telegram-bot-api-secret-token").map(|v| v.to_str().unwrap().to_owned());
    let user = update.pointer("/message/from/id").or_else(|| update.pointer("/callback_query/from/id"));
    let user = user.and_then(Value::as_i64).unwrap();
    hook.0.seen.lock().unwrap().push((user, update, secret));
    let refused = {
        let mut refuse = hook.0.refuse.lock().unwrap();
        refuse.get_mut(&user).filter(|left| **left > 0).map(|left| *left -= 1).is_some()
    };
    hook.0.came.notify_one();
    if refused { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }
}

#[tokio::test]
async fn a_webhook_gets_the_secret_and_ends_polling() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    let url = hook.listen().await;
    let form = reqwest::multipart::Form::new().text("url", url.clone()).text("secret_token", "s-1");

    let set = bench.http.post(bench.url("SetWebhook")).multipart(form).send().await.unwrap();
    bench.sandbox.say(ANNA, ANNA, "привет").unwrap();
    hook.until(|seen| !seen.is_empty()).await;

    assert_eq!(set.status(), 200);
    assert_eq!(hook.seen()[0].2.as_deref(), Some("s-1"));
    assert!(bench.refused("getUpdates", json!({})).await.starts_with("Conflict: can't use getUpdates method while"));
    assert_eq!(bench.ok("getWebhookInfo", json!({})).await["url"], url);
    bench.ok("deleteWebhook", json!({})).await;
    assert_eq!(bench.ok("getWebhookInfo", json!({})).await["url"], "");
    bench.ok("getUpdates", json!({})).await;
}

#[tokio::test]
async fn a_refused_update_comes_again_and_holds_up_its_own_queue_only() {
    let bench = Bench::new().await;
    let hook = Hook::default();
    hook.0.refuse.lock().unwrap().insert(ANNA, 3);
    let url = hook.listen().await;
    bench.ok("setWebhook", json!({ "url": url })).await;

    bench.sandbox.say(ANNA, ANNA, "1").unwrap();
    bench.sandbox.say(ANNA, ANNA, "2").unwrap();
    bench.sandbox.say(BORIS, BORIS, "b").unwrap();
    hook.until(|seen| seen.len() == 6).await;

    let seen = hook.seen();
    let annas: Vec<_> = seen.iter().filter(|s| s.0 == ANNA).map(|s| s.1["message"]["text"].clone()).collect();
    assert_eq!(annas, ["1", "1", "1", "1", "2"]);
    assert_eq!(seen.iter().filter(|s| s.0 == BORIS).count(), 1);
    let info = bench.ok("getWebhookInfo", json!({})).await;
    assert!(info["last_error_message"].as_str().unwrap().contains("503"));
}

#[tokio::test]
async fn updates_are_delivered_twice_on_request() {
    let bench = Bench::new().await;
    bench.sandbox.delivery_faults(DeliveryFaults { duplicate: 1.0, reorder_ms: 2 });
    let hook = Hook::default();
    let url = hook.listen().await;
    bench.ok("setWebhook", json!({ "url": url })).await;

    for text in ["1", "2"] {
        bench.sandbox.say(ANNA, ANNA, text).unwrap();
    }
    hook.until(|seen| seen.len() == 4).await;

    let texts: Vec<_> = hook.seen().iter().map(|s| s.1["message"]["text"].clone()).collect();
    assert_eq!(texts, ["1", "1", "2", "2"]);
    bench.ok("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    bench.sandbox.say(ANNA, ANNA, "3").unwrap();
    assert_eq!(bench.updates().await.len(), 1);
    assert_eq!(bench.updates().await.len(), 1, "polls get it once more as well");
    assert_eq!(bench.updates().await.len(), 0);
}
