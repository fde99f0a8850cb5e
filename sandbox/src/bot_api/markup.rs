//! Keyboards under messages and in place of the phone's keyboard.

use serde_json::{Value, json};

use super::limits;
use super::params::Params;
use super::refusal::Refusal;

/// What a call says about keyboards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Markup {
    /// Nothing.
    None,
    /// Buttons under the message.
    Inline(Value),
    /// Buttons for the person's own words.
    Reply(Value),
    /// Takes such buttons away.
    Remove,
}

impl Markup {
    pub(crate) fn of(params: &Params) -> Result<Self, Refusal> {
        params.json("reply_markup")?.map_or(Ok(Self::None), Self::parse)
    }

    pub(crate) fn parse(markup: Value) -> Result<Self, Refusal> {
        if let Some(rows) = markup.get("inline_keyboard") {
            let rows = rows.as_array().ok_or_else(|| Refusal::bad("field \"inline_keyboard\" must be an Array"))?;
            let rows: Vec<_> = rows.iter().filter(|row| row.as_array().is_none_or(|r| !r.is_empty())).collect();
            for button in rows.iter().flat_map(|row| row.as_array().into_iter().flatten()) {
                check(button)?;
            }
            return Ok(if rows.is_empty() { Self::None } else { Self::Inline(json!({ "inline_keyboard": rows })) });
        }
        if markup.get("keyboard").is_some() {
            return Ok(Self::Reply(markup));
        }
        if markup["remove_keyboard"] == true {
            return Ok(Self::Remove);
        }
        if markup.get("force_reply").is_some() {
            return Ok(Self::None);
        }
        Err(Refusal::bad("object expected as reply markup"))
    }

    pub(crate) fn inline(self) -> Option<Value> {
        match self {
            Self::Inline(markup) => Some(markup),
            _ => None,
        }
    }
}

fn check(button: &Value) -> Result<(), Refusal> {
    const ACTIONS: [&str; 9] = [
        "callback_data",
        "url",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "pay",
    ];
    let wrong = |words: &str| Refusal::bad(format!("can't parse inline keyboard button: {words}"));
    match button["text"].as_str() {
        None => return Err(wrong("Can't find field \"text\"")),
        Some("") => return Err(wrong("Field \"text\" must be non-empty")),
        Some(_) => {}
    }
    if !ACTIONS.iter().any(|action| button.get(action).is_some()) {
        return Err(wrong("Text buttons are unallowed in the inline keyboard"));
    }
    if let Some(data) = button.get("callback_data") {
        limits::callback_data(data.as_str().unwrap_or_default())?;
    }
    if let Some(url) = button.get("url") {
        let url = url.as_str().unwrap_or_default();
        if !["https://", "http://", "tg://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err(Refusal::bad(format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")));
        }
    }
    Ok(())
}
