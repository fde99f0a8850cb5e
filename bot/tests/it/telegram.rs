//! A Bot API that answers as told and keeps a journal: for single faults at exact places.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};

/// One call as Telegram got it. Files stand as `<file: name>`.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) params: Value,
}

/// What goes wrong with a call.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// This status and description, with these parameters.
    Refuse(u16, &'static str, Value),
    /// A proxy's 502, the call not carried out.
    BadGateway,
    /// A proxy's 502 although the call was carried out.
    BadGatewayAfter,
    /// The connection ends without an answer, although the call was carried out.
    Cut,
}

#[derive(Default)]
struct Script {
    calls: Vec<Call>,
    faults: VecDeque<(&'static str, Fault)>,
    updates: VecDeque<Value>,
    webhook: String,
    last_message: i64,
}

/// A running stand-in.
#[derive(Clone)]
pub(crate) struct Telegram {
    script: Arc<Mutex<Script>>,
    pub(crate) address: SocketAddr,
}

impl Telegram {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::new(Mutex::new(Script { last_message: 100, ..Script::default() }));
        let router = Router::new().route("/{token}/{method}", post(answer)).with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { script, address }
    }

    /// The next call of `method` goes wrong.
    pub(crate) fn fail_next(&self, method: &'static str, fault: Fault) {
        self.script.lock().unwrap().faults.push_back((method, fault));
    }

    pub(crate) fn set_webhook(&self, url: &str) {
        url.clone_into(&mut self.script.lock().unwrap().webhook);
    }

    pub(crate) fn push_update(&self, update: Value) {
        self.script.lock().unwrap().updates.push_back(update);
    }

    /// Updates not yet confirmed by a later offset.
    pub(crate) fn unconfirmed(&self) -> usize {
        self.script.lock().unwrap().updates.len()
    }

    /// Calls that were carried out or refused, in order.
    pub(crate) fn calls(&self, method: &str) -> Vec<Value> {
        let script = self.script.lock().unwrap();
        script.calls.iter().filter(|call| call.method == method).map(|call| call.params.clone()).collect()
    }

    pub(crate) fn methods(&self) -> Vec<String> {
        self.script.lock().unwrap().calls.iter().map(|call| call.method.clone()).collect()
    }
}

async fn answer(
    State(script): State<Arc<Mutex<Script>>>,
    Path((_, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    let params = params(request).await;
    if method == "getUpdates" {
        return updates(&script, &params).await;
    }
    let fault = {
        let mut script = script.lock().unwrap();
        script.calls.push(Call { method: method.clone(), params: params.clone() });
        let at = script.faults.iter().position(|(name, _)| *name == method);
        at.and_then(|at| script.faults.remove(at)).map(|(_, fault)| fault)
    };
    match fault {
        None => json_reply(StatusCode::OK, &json!({"ok": true, "result": result(&script, &method, &params)})),
        Some(Fault::Refuse(code, description, parameters)) => json_reply(
            StatusCode::from_u16(code).unwrap(),
            &json!({"ok": false, "error_code": code, "description": description, "parameters": parameters}),
        ),
        Some(Fault::BadGateway | Fault::BadGatewayAfter) => {
            (StatusCode::BAD_GATEWAY, "<html>502 Bad Gateway</html>").into_response()
        }
        // A body that promises more than it sends: the client sees the connection end.
        Some(Fault::Cut) => {
            ([(header::CONTENT_LENGTH, "1000"), (header::CONTENT_TYPE, "application/json")], "{").into_response()
        }
    }
}

fn json_reply(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn result(script: &Mutex<Script>, method: &str, params: &Value) -> Value {
    let mut script = script.lock().unwrap();
    match method {
        "getMe" => json!({"id": 42, "is_bot": true, "first_name": "Листок", "username": "ListokBot"}),
        "getWebhookInfo" => json!({"url": script.webhook, "pending_update_count": 0}),
        "sendMessage" | "sendDocument" => {
            script.last_message += 1;
            message(script.last_message, params)
        }
        "editMessageText" | "editMessageMedia" => message(params["message_id"].as_i64().unwrap_or(0), params),
        _ => json!(true),
    }
}

fn message(id: i64, params: &Value) -> Value {
    let file = params["document"].as_str().or(params["media"]["media"].as_str());
    let mut message = json!({"message_id": id, "date": 0, "chat": {"id": params["chat_id"], "type": "private"}});
    if file.is_some() {
        message["document"] = json!({"file_id": format!("file-{id}"), "file_unique_id": format!("unique-{id}")});
    }
    message
}

async fn updates(script: &Mutex<Script>, params: &Value) -> Response {
    let offset = params["offset"].as_i64().unwrap_or(0);
    for _ in 0..40 {
        let waiting: Vec<Value> = {
            let mut script = script.lock().unwrap();
            script.updates.retain(|update| update["update_id"].as_i64().unwrap_or(0) >= offset);
            script.updates.iter().cloned().collect()
        };
        if !waiting.is_empty() {
            return json_reply(StatusCode::OK, &json!({"ok": true, "result": waiting}));
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    json_reply(StatusCode::OK, &json!({"ok": true, "result": []}))
}

async fn params(request: Request) -> Value {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/") {
        let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
        return serde_json::from_slice(&body).unwrap_or(Value::Null);
    }
    let mut form = Multipart::from_request(request, &()).await.unwrap();
    let mut params = json!({});
    while let Some(field) = form.next_field().await.unwrap() {
        let name = field.name().unwrap().to_owned();
        let file = field.file_name().map(|file| Value::from(format!("<file: {file}>")));
        let bytes = field.bytes().await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        params[name] = file.unwrap_or_else(|| serde_json::from_str(&text).unwrap_or(Value::from(text)));
    }
    params
}
