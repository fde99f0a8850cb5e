//! Responses: whole and streamed.

use serde_json::{Value, json};

use super::answer::{Answer, Finish};
use super::request::Ask;

fn part(answer: &Answer) -> Value {
    match answer.finish {
        Finish::Refusal => json!({ "type": "refusal", "refusal": answer.text }),
        Finish::Stop | Finish::Length => {
            json!({ "type": "output_text", "text": answer.text, "annotations": [], "logprobs": [] })
        }
    }
}

fn status(answer: &Answer) -> &'static str {
    if answer.finish == Finish::Length { "incomplete" } else { "completed" }
}

fn item(answer: &Answer, id: &str) -> Value {
    json!({
        "id": format!("msg_{id}"),
        "type": "message",
        "status": status(answer),
        "role": "assistant",
        "content": [part(answer)],
    })
}

fn begun(ask: &Ask, id: &str, created: i64) -> Value {
    json!({
        "id": format!("resp_{id}"),
        "object": "response",
        "created_at": created,
        "status": "in_progress",
        "background": false,
        "error": null,
        "incomplete_details": null,
        "instructions": null,
        "max_output_tokens": ask.max_tokens,
        "metadata": {},
        "model": ask.model,
        "output": [],
        "parallel_tool_calls": true,
        "previous_response_id": null,
        "reasoning": { "effort": ask.effort, "summary": null },
        "service_tier": "default",
        "store": false,
        "temperature": 1.0,
        "text": { "format": { "type": "text" }, "verbosity": "medium" },
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": null,
    })
}

pub(super) fn whole(ask: &Ask, answer: &Answer, id: &str, created: i64) -> Value {
    let mut response = begun(ask, id, created);
    response["status"] = status(answer).into();
    response["output"] = json!([item(answer, id)]);
    response["usage"] = answer.response_usage();
    if answer.finish == Finish::Length {
        response["incomplete_details"] = json!({ "reason": "max_output_tokens" });
    }
    response
}

pub(super) fn stream(ask: &Ask, answer: &Answer, id: &str, created: i64) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    let mut push = |kind: &str, fields: Value| {
        let mut event = json!({ "type": kind, "sequence_number": events.len() });
        for (name, value) in fields.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        events.push(format!("event: {kind}\ndata: {event}\n\n"));
    };
    let message = format!("msg_{id}");
    let refused = answer.finish == Finish::Refusal;
    let (delta, done) = if refused {
        ("response.refusal.delta", "response.refusal.done")
    } else {
        ("response.output_text.delta", "response.output_text.done")
    };
    let empty = if refused {
        json!({ "type": "refusal", "refusal": "" })
    } else {
        json!({ "type": "output_text", "text": "", "annotations": [], "logprobs": [] })
    };
    let place = json!({ "item_id": message, "output_index": 0, "content_index": 0 });
    let at = |fields: Value| {
        let mut all = place.clone();
        for (name, value) in fields.as_object().into_iter().flatten() {
            all[name] = value.clone();
        }
        all
    };
    push("response.created", json!({ "response": begun(ask, id, created) }));
    push("response.in_progress", json!({ "response": begun(ask, id, created) }));
    let started =
        json!({ "id": message, "type": "message", "status": "in_progress", "role": "assistant", "content": [] });
    push("response.output_item.added", json!({ "output_index": 0, "item": started }));
    push("response.content_part.added", at(json!({ "part": empty })));
    for piece in answer.pieces() {
        push(delta, at(json!({ "delta": piece, "logprobs": [] })));
    }
    let text = if refused { json!({ "refusal": answer.text }) } else { json!({ "text": answer.text, "logprobs": [] }) };
    push(done, at(text));
    push("response.content_part.done", at(json!({ "part": part(answer) })));
    push("response.output_item.done", json!({ "output_index": 0, "item": item(answer, id) }));
    let last = if answer.finish == Finish::Length { "response.incomplete" } else { "response.completed" };
    push(last, json!({ "response": whole(ask, answer, id, created) }));
    events
}
