//! Chat Completions: whole and streamed.

use serde_json::{Value, json};

use super::answer::{Answer, Finish};
use super::request::Ask;

const fn reason(finish: Finish) -> &'static str {
    match finish {
        Finish::Stop | Finish::Refusal => "stop",
        Finish::Length => "length",
    }
}

pub(super) fn whole(ask: &Ask, answer: &Answer, id: &str, created: i64) -> Value {
    let refused = answer.finish == Finish::Refusal;
    json!({
        "id": format!("chatcmpl-{id}"),
        "object": "chat.completion",
        "created": created,
        "model": ask.model,
        "choices": [{
            "index": 0,
            "message": {
                "role": "assistant",
                "content": if refused { Value::Null } else { answer.text.as_str().into() },
                "refusal": if refused { answer.text.as_str().into() } else { Value::Null },
                "annotations": [],
            },
            "logprobs": null,
            "finish_reason": reason(answer.finish),
        }],
        "usage": answer.chat_usage(),
        "service_tier": "default",
        "system_fingerprint": null,
    })
}

pub(super) fn stream(ask: &Ask, answer: &Answer, id: &str, created: i64) -> Vec<String> {
    let chunk = |choices: Value, usage: Value| {
        let mut chunk = json!({
            "id": format!("chatcmpl-{id}"),
            "object": "chat.completion.chunk",
            "created": created,
            "model": ask.model,
            "choices": choices,
        });
        if ask.include_usage {
            chunk["usage"] = usage;
        }
        format!("data: {chunk}\n\n")
    };
    let delta = |delta: Value, finish: Value| {
        chunk(json!([{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish }]), Value::Null)
    };
    let field = if answer.finish == Finish::Refusal { "refusal" } else { "content" };
    let mut events = vec![delta(json!({ "role": "assistant", "content": "" }), Value::Null)];
    events.extend(answer.pieces().into_iter().map(|piece| delta(json!({ field: piece }), Value::Null)));
    events.push(delta(json!({}), reason(answer.finish).into()));
    if ask.include_usage {
        events.push(chunk(json!([]), answer.chat_usage()));
    }
    events.push("data: [DONE]\n\n".to_owned());
    events
}
