//! A sandbox with one teacher, and a bot's hands.

use listok_sandbox::{Options, Sandbox, User};
use serde_json::{Value, json};

pub(crate) const ANNA: i64 = 11;
pub(crate) const BORIS: i64 = 12;
pub(crate) const GROUP: i64 = -5;

pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: reqwest::Client,
}

impl Bench {
    /// Anna has written to the bot, Boris has not; both are in a group. No update is waiting.
    pub(crate) async fn new() -> Self {
        let retry_pause = std::time::Duration::from_millis(2);
        let sandbox = Sandbox::start(Options { retry_pause, ..Options::default() }).await.unwrap();
        for (id, name) in [(ANNA, "Anna"), (BORIS, "Boris")] {
            sandbox.add_user(person(id, name)).unwrap();
        }
        sandbox.add_group(GROUP, "Group", vec![ANNA, BORIS]).unwrap();
        sandbox.say(ANNA, ANNA, "/start").unwrap();
        let bench = Self { sandbox, http: reqwest::Client::builder().no_proxy().build().unwrap() };
        bench.call("getUpdates", json!({ "offset": -1 })).await;
        bench.call("getUpdates", json!({ "offset": 800_000_000 })).await;
        bench
    }

    pub(crate) fn url(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.sandbox.url(), self.sandbox.token())
    }

    /// The whole answer to a call.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        let sent = self.http.post(self.url(method)).json(&params).send().await.unwrap();
        sent.json().await.unwrap()
    }

    /// The result of a call that succeeds.
    pub(crate) async fn ok(&self, method: &str, params: Value) -> Value {
        let answer = self.call(method, params).await;
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer["result"].clone()
    }

    /// The error's words of a call that fails.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        let answer = self.call(method, params).await;
        assert_eq!(answer["ok"], false, "{method}: {answer}");
        answer["description"].as_str().unwrap().to_owned()
    }

    /// Uploads a document with a caption; gives the message.
    pub(crate) async fn upload(&self, chat: i64, bytes: &[u8]) -> Value {
        let part = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name("Лист.pdf");
        let form = reqwest::multipart::Form::new()
            .text("chat_id", chat.to_string())
            .text("document", "attach://paper")
            .text("caption", "<b>Лист</b>")
            .text("parse_mode", "HTML")
            .part("paper", part.mime_str("application/pdf").unwrap());
        let sent = self.http.post(self.url("sendDocument")).multipart(form).send().await.unwrap();
        let answer: Value = sent.json().await.unwrap();
        assert_eq!(answer["ok"], true, "{answer}");
        answer["result"].clone()
    }

    /// A message with one button.
    pub(crate) async fn card(&self, chat: i64) -> i64 {
        let markup = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] });
        let sent = self.ok("sendMessage", json!({ "chat_id": chat, "text": "Card", "reply_markup": markup })).await;
        sent["message_id"].as_i64().unwrap()
    }

    /// The updates waiting, confirmed.
    pub(crate) async fn updates(&self) -> Vec<Value> {
        let updates = self.ok("getUpdates", json!({})).await.as_array().unwrap().clone();
        if let Some(last) = updates.last() {
            self.ok("getUpdates", json!({ "offset": last["update_id"].as_i64().unwrap() + 1 })).await;
        }
        updates
    }
}

pub(crate) fn person(id: i64, name: &str) -> User {
    User { id, first_name: name.into(), last_name: None, username: None, language_code: Some("ru".into()) }
}
