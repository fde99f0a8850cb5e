//! The stand-in model: both dialects, streams, faults and the bill.

use listok_sandbox::{Fault, ModelTrouble};
use serde_json::{Value, json};

use crate::bench::Bench;

const USER: &str = "subject: biology\ngrade: 6\nlanguage: ru\ncount: 6\nkinds: single_choice,true_false\n<request>\ntopic: фотосинтез\n</request>";

fn schema() -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    json!({
        "type": "object",
        "properties": {
            "title": { "type": "string" },
            "tasks": { "type": "array", "items": { "type": "object", "properties": {
                "k": { "type": "string", "enum": ["single_choice", "true_false", "open"] },
                "q": { "type": "string" }, "o": texts, "a": { "type": "string" }, "l": texts, "r": texts,
                "x": { "type": "string" }, "d": { "type": "integer", "enum": [1, 2, 3] },
            } } },
        },
    })
}

fn chat(stream: bool) -> Value {
    json!({
        "model": "gpt-6-luna",
        "messages": [{ "role": "system", "content": "rules ".repeat(600) }, { "role": "user", "content": USER }],
        "reasoning_effort": "none",
        "response_format": { "type": "json_schema", "json_schema": { "name": "worksheet_tasks", "strict": true, "schema": schema() } },
        "stream": stream,
        "stream_options": { "include_usage": true },
    })
}

fn responses(stream: bool) -> Value {
    json!({
        "model": "gpt-6-luna",
        "instructions": "rules",
        "input": [{ "role": "user", "content": [{ "type": "input_text", "text": USER }] }],
        "reasoning": { "effort": "none" },
        "text": { "format": { "type": "json_schema", "name": "worksheet_tasks", "strict": true, "schema": schema() } },
        "stream": stream,
    })
}

async fn post(bench: &Bench, path: &str, body: &Value) -> reqwest::Response {
    let url = format!("{}/{path}", bench.sandbox.openai_url());
    bench.http.post(url).bearer_auth("key").json(body).send().await.unwrap()
}

async fn ask(bench: &Bench, path: &str, body: &Value) -> Value {
    let response = post(bench, path, body).await;
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

/// The `data:` lines of a stream.
fn events(body: &str) -> Vec<Value> {
    let data = body.lines().filter_map(|line| line.strip_prefix("data: ")).filter(|data| *data != "[DONE]");
    data.map(|data| serde_json::from_str(data).unwrap()).collect()
}

fn is_worksheet(text: &str) {
    let sheet: Value = serde_json::from_str(text).unwrap();
    let tasks = sheet["tasks"].as_array().unwrap();
    assert_eq!((sheet["title"].as_str(), tasks.len()), (Some("Фотосинтез"), 6));
    assert!(tasks.iter().all(|t| t["k"] == "single_choice" || t["k"] == "true_false"));
}

#[tokio::test]
async fn both_dialects_answer_with_the_same_tasks_and_their_usage() {
    let bench = Bench::new().await;

    let chat = ask(&bench, "chat/completions", &chat(false)).await;
    let response = ask(&bench, "responses", &responses(false)).await;

    let text = chat["choices"][0]["message"]["content"].as_str().unwrap();
    is_worksheet(text);
    assert_eq!(response["output"][0]["content"][0]["text"], text);
    assert_eq!((&chat["choices"][0]["finish_reason"], &response["status"]), (&json!("stop"), &json!("completed")));
    let usage = &chat["usage"];
    let sum = usage["prompt_tokens"].as_u64().unwrap() + usage["completion_tokens"].as_u64().unwrap();
    assert_eq!(usage["total_tokens"], sum);
    assert_eq!(usage["completion_tokens_details"]["reasoning_tokens"], 0);
    assert_eq!(usage["completion_tokens"], response["usage"]["output_tokens"]);
}

#[tokio::test]
async fn a_chat_stream_brings_the_same_text_then_usage_then_its_end() {
    let bench = Bench::new().await;
    let whole = ask(&bench, "chat/completions", &chat(false)).await;

    let body = post(&bench, "chat/completions", &chat(true)).await.text().await.unwrap();

    let events = events(&body);
    let text: String = events.iter().filter_map(|e| e["choices"][0]["delta"]["content"].as_str()).collect();
    assert_eq!(whole["choices"][0]["message"]["content"], text);
    let last = events.last().unwrap();
    assert_eq!(
        (&last["choices"], &last["usage"]["completion_tokens"]),
        (&json!([]), &whole["usage"]["completion_tokens"])
    );
    assert!(body.ends_with("data: [DONE]\n\n"));
}

#[tokio::test]
async fn a_response_stream_ends_with_the_whole_response() {
    let bench = Bench::new().await;

    let body = post(&bench, "responses", &responses(true)).await.text().await.unwrap();

    let events = events(&body);
    let of = |kind: &str| events.iter().filter(|e| e["type"] == kind).collect::<Vec<_>>();
    let text: String = of("response.output_text.delta").iter().map(|e| e["delta"].as_str().unwrap()).collect();
    is_worksheet(&text);
    assert_eq!(events[0]["type"], "response.created");
    assert_eq!(of("response.completed")[0]["response"]["output"][0]["content"][0]["text"], text);
    assert!(events.iter().enumerate().all(|(n, event)| event["sequence_number"] == n));
}

#[tokio::test]
async fn a_repeated_long_prompt_is_read_from_the_cache_and_all_is_billed() {
    let bench = Bench::new().await;

    let first = ask(&bench, "chat/completions", &chat(false)).await;
    let second = ask(&bench, "chat/completions", &chat(false)).await;

    let part = |answer: &Value, name: &str| answer["usage"]["prompt_tokens_details"][name].as_u64().unwrap();
    let known = part(&second, "cached_tokens");
    assert!(known >= 1_024 && known % 128 == 0, "{known}");
    assert_eq!((part(&first, "cached_tokens"), part(&first, "cache_write_tokens")), (0, known));
    assert_eq!(part(&second, "cache_write_tokens"), 0);
    let bill = bench.sandbox.bill();
    assert_eq!((bill.calls, bill.cached, bill.cache_written), (2, known, known));
    let url = format!("{}/_sandbox/openai/bill", bench.sandbox.url());
    let shown: Value = bench.http.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(shown["input"], 2 * first["usage"]["prompt_tokens"].as_u64().unwrap());
}

#[tokio::test]
async fn refusals_of_the_server_are_openais_and_cost_nothing() {
    let bench = Bench::new().await;
    for trouble in [
        ModelTrouble::TooManyRequests { retry_after: 3 },
        ModelTrouble::Unauthorized,
        ModelTrouble::ServerError { status: 503 },
    ] {
        bench.sandbox.model_fault(Fault::new(trouble).on("responses").times(1));
    }

    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(post(&bench, "responses", &responses(false)).await);
    }

    assert_eq!(answers[0].headers()["retry-after"], "3");
    let statuses: Vec<_> = answers.iter().map(|a| a.status().as_u16()).collect();
    assert_eq!(statuses, [429, 401, 503]);
    let body: Value = answers.remove(0).json().await.unwrap();
    assert_eq!(body["error"]["code"], "rate_limit_exceeded");
    assert_eq!(bench.sandbox.bill().calls, 0);
    let keyless = bench.http.get(format!("{}/models", bench.sandbox.openai_url())).send().await.unwrap();
    assert_eq!(keyless.status(), 401);
}

#[tokio::test]
async fn a_truncated_answer_says_so_and_is_billed() {
    let bench = Bench::new().await;
    bench.sandbox.model_fault(Fault::new(ModelTrouble::Truncated).times(2));

    let chat = ask(&bench, "chat/completions", &chat(false)).await;
    let response = ask(&bench, "responses", &responses(false)).await;

    assert_eq!(chat["choices"][0]["finish_reason"], "length");
    assert_eq!(response["status"], "incomplete");
    assert_eq!(response["incomplete_details"]["reason"], "max_output_tokens");
    assert_eq!(bench.sandbox.bill().calls, 2);
    let mut short = responses(false);
    short["max_output_tokens"] = 20.into();
    let limited = ask(&bench, "responses", &short).await;
    assert_eq!((&limited["status"], &limited["usage"]["output_tokens"]), (&json!("incomplete"), &json!(20)));
}

#[tokio::test]
async fn refusals_and_bad_contents_look_as_they_do_in_the_wild() {
    let bench = Bench::new().await;
    for trouble in [ModelTrouble::Refusal, ModelTrouble::Malformed, ModelTrouble::WrongSchema] {
        bench.sandbox.model_fault(Fault::new(trouble).times(1));
    }
    let content = |response: &Value| response["output"][0]["content"][0].clone();

    let refusal = content(&ask(&bench, "responses", &responses(false)).await);
    let malformed = content(&ask(&bench, "responses", &responses(false)).await);
    let other = content(&ask(&bench, "responses", &responses(false)).await);

    assert_eq!(refusal["type"], "refusal");
    assert!(serde_json::from_str::<Value>(malformed["text"].as_str().unwrap()).is_err());
    assert!(serde_json::from_str::<Value>(other["text"].as_str().unwrap()).unwrap().get("tasks").is_none());
}

#[tokio::test]
async fn a_cut_answer_breaks_off_and_is_billed() {
    let bench = Bench::new().await;
    bench.sandbox.model_fault(Fault::new(ModelTrouble::Cut).times(2));

    for body in [chat(true), chat(false)] {
        assert!(post(&bench, "chat/completions", &body).await.text().await.is_err());
    }

    let bill = bench.sandbox.bill();
    assert_eq!(bill.charges.iter().filter(|charge| !charge.delivered).count(), 2);
}

#[tokio::test]
async fn another_schema_gets_an_instance_of_its_own() {
    let bench = Bench::new().await;
    let mut body = responses(false);
    body["text"]["format"] = json!({
        "type": "json_schema", "name": "verdict", "strict": true,
        "schema": { "type": "object", "properties": { "same": { "type": "boolean" }, "why": { "enum": ["a", "b"] } } },
    });

    let response = ask(&bench, "responses", &body).await;

    assert_eq!(response["output"][0]["content"][0]["text"], r#"{"same":true,"why":"a"}"#);
}

#[tokio::test]
async fn embeddings_are_the_same_each_time_and_nearer_for_similar_texts() {
    let bench = Bench::new().await;
    let texts = json!(["Сложение дробей", "сложение дроби", "Крещение Руси"]);
    let body = json!({ "model": "text-embedding-3-small", "input": texts });

    let first = ask(&bench, "embeddings", &body).await;
    let second = ask(&bench, "embeddings", &body).await;

    let vector = |n: usize| -> Vec<f64> {
        first["data"][n]["embedding"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
    };
    let cosine = |a: usize, b: usize| vector(a).iter().zip(vector(b)).map(|(x, y)| x * y).sum::<f64>();
    assert_eq!(first["data"], second["data"]);
    assert_eq!(vector(0).len(), 1536);
    assert!(cosine(0, 1) > cosine(0, 2) + 0.3);
    assert!((cosine(0, 0) - 1.0).abs() < 1e-4);
}
