//! A request of either dialect, read into one shape.

use serde_json::Value;

/// The dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    Chat,
    Responses,
    /// Yandex' own, answered at once or collected later.
    Native,
    Later,
}

impl Wire {
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Chat => "chat/completions",
            Self::Responses => "responses",
            Self::Native => "completion",
            Self::Later => "completionAsync",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) wire: Wire,
    pub(crate) model: String,
    pub(crate) system: String,
    pub(crate) user: String,
    /// Name and JSON schema of the answer.
    pub(crate) schema: Option<(String, Value)>,
    pub(crate) max_tokens: Option<u64>,
    pub(crate) effort: String,
    pub(crate) stream: bool,
    pub(crate) include_usage: bool,
}

impl Ask {
    /// Reads a body; the error is for the client.
    pub(crate) fn read(wire: Wire, body: &[u8]) -> Result<Self, String> {
        let body: Value =
            serde_json::from_slice(body).map_err(|_| "We could not parse the JSON body of your request.".to_owned())?;
        let model = body["model"].as_str().filter(|m| !m.is_empty()).ok_or("you must provide a model parameter")?;
        let turns = match wire {
            Wire::Responses => &body["input"],
            _ => &body["messages"],
        };
        let mut system: Vec<String> = body["instructions"].as_str().map(str::to_owned).into_iter().collect();
        let mut user = Vec::new();
        match turns {
            Value::String(text) => user.push(text.clone()),
            Value::Array(turns) => {
                for turn in turns {
                    let is_rule = matches!(turn["role"].as_str(), Some("system" | "developer"));
                    let place = if is_rule { &mut system } else { &mut user };
                    place.push(text_of(&turn["content"]));
                }
            }
            _ => return Err(format!("Missing required parameter: '{}'.", wire.turns())),
        }
        let format = match wire {
            Wire::Responses => &body["text"]["format"],
            _ => &body["response_format"]["json_schema"],
        };
        let schema =
            format.get("schema").map(|schema| (format["name"].as_str().unwrap_or_default().to_owned(), schema.clone()));
        let max_tokens =
            ["max_output_tokens", "max_completion_tokens", "max_tokens"].iter().find_map(|name| body[name].as_u64());
        let effort = body["reasoning"]["effort"].as_str().or_else(|| body["reasoning_effort"].as_str());
        Ok(Self {
            wire,
            model: model.to_owned(),
            system: system.join("\n"),
            user: user.join("\n"),
            schema,
            max_tokens,
            // What the real models default to.
            effort: effort.unwrap_or("medium").to_owned(),
            stream: body["stream"] == true,
            include_usage: body["stream_options"]["include_usage"] == true,
        })
    }
}

impl Wire {
    const fn turns(self) -> &'static str {
        match self {
            Self::Responses => "input",
            _ => "messages",
        }
    }
}

/// A turn's text, be it a string or parts.
fn text_of(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}
