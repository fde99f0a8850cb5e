//! Faults on request, and the journal that shows them.

use listok_sandbox::{BotTrouble, Entry, Fault};
use serde_json::{Value, json};

use crate::bench::{ANNA, BORIS, Bench};

#[tokio::test]
async fn too_many_requests_strike_as_often_as_asked() {
    let bench = Bench::new().await;
    bench.sandbox.fault(Fault::new(BotTrouble::TooManyRequests { retry_after: 7 }).on("send*").in_chat(ANNA).times(1));
    let send = || bench.call("sendMessage", json!({ "chat_id": ANNA, "text": "x" }));

    let struck = send().await;
    let well = send().await;

    assert_eq!(
        struck,
        json!({
            "ok": false,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": { "retry_after": 7 },
        })
    );
    assert_eq!(well["ok"], true);
    assert_eq!(bench.sandbox.faults()[0].hits, 1);
}

#[tokio::test]
async fn after_means_that_the_call_was_carried_out() {
    let bench = Bench::new().await;
    let http = bench.http.clone();
    let url = bench.url("sendMessage");
    let send = |text: &'static str| http.post(&url).json(&json!({ "chat_id": ANNA, "text": text })).send();

    bench.sandbox.fault(Fault::new(BotTrouble::BadGateway).on("sendMessage").times(1));
    let before = send("before").await.unwrap();
    bench.sandbox.fault(Fault::new(BotTrouble::BadGateway).on("sendMessage").times(1).after());
    let after = send("after").await.unwrap();

    assert_eq!((before.status().as_u16(), after.status().as_u16()), (502, 502));
    assert!(after.text().await.unwrap().contains("<html>"));
    let texts: Vec<_> = bench.sandbox.messages(ANNA).iter().map(|m| m["text"].clone()).collect();
    assert_eq!(texts, ["/start", "after"]);
    let journal = bench.sandbox.journal();
    let calls: Vec<_> = journal.iter().filter(|c| c.method == "sendMessage").collect();
    assert_eq!(calls.iter().map(|c| (c.status, c.applied)).collect::<Vec<_>>(), [(502, false), (502, true)]);
    assert_eq!(calls[0].fault.as_deref(), Some("bad_gateway"));
    assert_eq!(calls[0].chat_id, Some(ANNA));
}

#[tokio::test]
async fn a_reset_gives_no_answer_at_all() {
    let bench = Bench::new().await;
    bench.sandbox.fault(Fault::new(BotTrouble::Reset).on("sendMessage").times(1).after());

    let sent = bench.http.post(bench.url("sendMessage")).json(&json!({ "chat_id": ANNA, "text": "x" })).send().await;

    assert!(sent.unwrap_err().is_request());
    assert_eq!(bench.sandbox.messages(ANNA).len(), 2, "it was sent all the same");
    bench.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn a_hanging_call_applies_before_or_after_the_wait() {
    let bench = Bench::new().await;
    let hang = || Fault::new(BotTrouble::Hang { ms: 600_000 }).on("sendMessage").times(1);

    for (fault, text) in [(hang(), "lost"), (hang().after(), "kept")] {
        bench.sandbox.fault(fault);
        let hung_up = |calls: &[Entry]| calls.iter().filter(|c| c.method == "sendMessage" && c.status == 0).count();
        let before = hung_up(&bench.sandbox.journal());
        let call = bench.http.post(bench.url("sendMessage")).json(&json!({ "chat_id": ANNA, "text": text })).send();
        let call = tokio::spawn(call);
        while bench.sandbox.faults().iter().any(|fault| fault.hits == 0) {
            tokio::task::yield_now().await;
        }
        call.abort();
        while hung_up(&bench.sandbox.journal()) == before {
            tokio::task::yield_now().await;
        }
    }

    let texts: Vec<_> = bench.sandbox.messages(ANNA).iter().map(|m| m["text"].clone()).collect();
    assert_eq!(texts, ["/start", "kept"]);
    let journal = bench.sandbox.journal();
    let calls: Vec<_> = journal.iter().filter(|c| c.method == "sendMessage").map(|c| c.applied).collect();
    assert_eq!(calls, [false, true]);
}

#[tokio::test]
async fn faults_are_set_and_counted_over_http() {
    let bench = Bench::new().await;
    let url = format!("{}/_sandbox/faults", bench.sandbox.url());
    let fault = json!({ "method": "send*", "chat_id": ANNA, "times": 2, "kind": "bad_request", "text": "no" });

    bench.http.post(&url).json(&fault).send().await.unwrap();
    let words = bench.refused("sendMessage", json!({ "chat_id": ANNA, "text": "x" })).await;
    let faults: Value = bench.http.get(&url).send().await.unwrap().json().await.unwrap();
    bench.http.delete(&url).send().await.unwrap();

    assert_eq!(words, "Bad Request: no");
    assert_eq!((&faults[0]["hits"], &faults[0]["times"]), (&json!(1), &json!(1)));
    bench.ok("sendMessage", json!({ "chat_id": ANNA, "text": "x" })).await;
}

#[tokio::test]
async fn the_journal_is_read_over_http() {
    let bench = Bench::new().await;
    bench.ok("sendMessage", json!({ "chat_id": ANNA, "text": "x" })).await;
    bench.call("sendMessage", json!({ "chat_id": BORIS, "text": "x" })).await;

    let url = format!("{}/_sandbox/journal?method=sendmessage&chat_id={BORIS}", bench.sandbox.url());
    let calls: Value = bench.http.get(url).send().await.unwrap().json().await.unwrap();

    assert_eq!(calls.as_array().unwrap().len(), 1);
    assert_eq!((&calls[0]["status"], &calls[0]["applied"]), (&json!(403), &json!(false)));
}
