use axum::body::Body;
use axum::http::{Request, StatusCode};
use listok_bot::api::Api;
use listok_bot::ingest::IngestError;
use listok_bot::polling::{self, PollError};
use listok_bot::webhook;
use listok_core::config::Webhook;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::world::{ANNA, World};

const SECRET: &str = "0123456789abcdef";

fn api(world: &World) -> Api {
    Api::new(&format!("http://{}", world.telegram.address), "42:token".into()).unwrap()
}

/// The path of the webhook, as Telegram is told.
async fn path(world: &World) -> String {
    let settings = Webhook { url: "https://listok.example".into(), secret: SECRET.into() };
    webhook::set(&api(world), &settings).await.unwrap();
    let told = world.telegram.calls("setWebhook").pop().unwrap();
    assert_eq!(told["secret_token"], SECRET);
    assert!(told["allowed_updates"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == "callback_query")));
    told["url"].as_str().unwrap().strip_prefix("https://listok.example").unwrap().to_owned()
}

async fn post(world: &World, path: &str, secret: Option<&str>, body: impl Into<Body>) -> StatusCode {
    let mut request = Request::post(path);
    if let Some(secret) = secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let router = world.bot.webhook_router().unwrap();
    router.oneshot(request.body(body.into()).unwrap()).await.unwrap().status()
}

#[tokio::test]
async fn the_webhook_takes_what_telegram_sends_and_nothing_else() {
    let world = World::new().await;
    let path = path(&world).await;
    let update = world.message(ANNA, "/start").to_string();

    assert_eq!(post(&world, &path, None, update.clone()).await, StatusCode::UNAUTHORIZED);
    assert_eq!(post(&world, &path, Some("0123456789abcdeX"), update.clone()).await, StatusCode::UNAUTHORIZED);
    assert_eq!(post(&world, "/telegram/guess", Some(SECRET), update.clone()).await, StatusCode::NOT_FOUND);
    assert_eq!(world.waiting().await, 0);

    assert_eq!(post(&world, &path, Some(SECRET), update.clone()).await, StatusCode::OK);
    assert_eq!(post(&world, &path, Some(SECRET), update).await, StatusCode::OK);
    assert_eq!(world.waiting().await, 1, "acknowledged means committed, and once");
}

#[tokio::test]
async fn the_webhook_does_not_ask_for_unreadable_bytes_again() {
    let world = World::new().await;
    let path = path(&world).await;

    assert_eq!(post(&world, &path, Some(SECRET), "{not json").await, StatusCode::OK);
    assert_eq!(post(&world, &path, Some(SECRET), r#"{"ok":true}"#).await, StatusCode::OK);
    assert_eq!(post(&world, &path, Some(SECRET), vec![b' '; 2 << 20]).await, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn without_a_database_telegram_is_asked_to_come_again() {
    let world = World::new().await;
    let path = path(&world).await;
    world.db.close().await;

    let update = world.message(ANNA, "/start");

    assert!(matches!(world.ingest().handle(&update).await, Err(IngestError::Transient(_))));
    assert_eq!(post(&world, &path, Some(SECRET), update.to_string()).await, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn polling_does_not_take_updates_away_from_a_webhook() {
    let world = World::new().await;
    world.telegram.set_webhook("https://production.example/telegram/x");

    let outcome = world.bot.run_polling(false, &CancellationToken::new()).await;

    assert!(matches!(outcome, Err(PollError::WebhookSet)));
    assert!(world.telegram.calls("deleteWebhook").is_empty());
}

#[tokio::test]
async fn polling_handles_what_waits_and_confirms_it() {
    let world = World::new().await;
    for text in ["/start", "/help"] {
        let update = world.message(ANNA, text);
        world.telegram.push_update(update);
    }
    let shutdown = CancellationToken::new();
    let (api, ingest) = (api(&world), world.ingest());
    let polling = {
        let shutdown = shutdown.clone();
        tokio::spawn(async move { polling::run(&api, &ingest, &shutdown, false).await })
    };

    while world.telegram.unconfirmed() > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    shutdown.cancel();

    assert!(polling.await.unwrap().is_ok());
    assert_eq!(world.waiting().await, 2);
}
