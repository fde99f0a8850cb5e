//! Answers to buttons and to inline queries.

use serde_json::{Value, json};

use super::Outcome;
use crate::bot_api::entities::Styled;
use crate::bot_api::limits;
use crate::bot_api::markup::Markup;
use crate::bot_api::params::Params;
use crate::bot_api::refusal::Refusal;
use crate::bot_api::state::{Content, State};

fn too_old() -> Refusal {
    Refusal::bad("query is too old and response timeout expired or query ID is invalid")
}

pub(super) fn answer_callback(state: &mut State, params: &Params) -> Outcome {
    let text = params.text("text");
    limits::callback_answer(&text)?;
    let id = params.text("callback_query_id");
    let callback = state.callbacks.get_mut(&id).filter(|callback| !callback.answered).ok_or_else(too_old)?;
    callback.answered = true;
    let user = callback.user;
    state.tell(json!({
        "type": "toast",
        "user_id": user,
        "callback_id": id,
        "text": text,
        "alert": params.flag("show_alert"),
        "url": params.text("url"),
    }));
    Ok(true.into())
}

pub(super) fn answer(state: &mut State, params: &Params) -> Outcome {
    let results = params.json("results")?.and_then(|r| r.as_array().cloned());
    let results = results.ok_or_else(|| Refusal::bad("can't parse inline query results JSON array"))?;
    if results.len() > limits::INLINE_RESULTS {
        return Err(Refusal::bad("RESULTS_TOO_MUCH"));
    }
    let mut ids = Vec::new();
    for result in &results {
        let id = result["id"].as_str().unwrap_or_default();
        if id.is_empty() || id.len() > 64 {
            return Err(Refusal::bad("RESULT_ID_INVALID"));
        }
        if ids.contains(&id) {
            return Err(Refusal::bad("RESULT_ID_DUPLICATE"));
        }
        ids.push(id);
        content(state, result)?;
        if let Some(markup) = result.get("reply_markup") {
            Markup::parse(markup.clone())?;
        }
    }
    if params.text("next_offset").len() > 64 {
        return Err(Refusal::bad("NEXT_OFFSET_INVALID"));
    }
    let button = params.json("button")?;
    let shown: Vec<Value> = results.iter().map(|result| preview(state, result)).collect();
    let id = params.text("inline_query_id");
    let query = state.inline.get_mut(&id).ok_or_else(too_old)?;
    let waiting = query.waiting.take().ok_or_else(too_old)?;
    query.results = results;
    let answer = json!({
        "query_id": id,
        "results": shown,
        "next_offset": params.text("next_offset"),
        "button": button,
    });
    // The person may have typed on.
    waiting.send(answer).ok();
    Ok(true.into())
}

/// The message a result becomes.
pub(crate) fn content(state: &State, result: &Value) -> Result<Content, Refusal> {
    let word = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    if let Some(input) = result.get("input_message_content") {
        let text = Styled::parse(&word(input, "message_text"), &word(input, "parse_mode"), input.get("entities"))?;
        limits::text(&text.text)?;
        return Ok(Content::Text(text));
    }
    let caption = Styled::parse(&word(result, "caption"), &word(result, "parse_mode"), result.get("caption_entities"))?;
    limits::caption(&caption.text)?;
    match (result["type"].as_str(), result["document_file_id"].as_str()) {
        (Some("document"), Some(id)) if state.files.contains_key(id) => {
            Ok(Content::Document { file_id: id.to_owned(), caption })
        }
        (Some("document"), Some(_)) => Err(Refusal::bad("DOCUMENT_INVALID")),
        (Some("article"), _) => Err(Refusal::bad("message content is not specified")),
        _ => Err(Refusal::bad("the stand-in keeps articles and cached documents only")),
    }
}

/// What the list of results shows of one.
fn preview(state: &State, result: &Value) -> Value {
    let document = result["document_file_id"].as_str().map(|id| state.document(id));
    json!({
        "id": result["id"],
        "type": result["type"],
        "title": result["title"],
        "description": result["description"],
        "document": document,
    })
}
