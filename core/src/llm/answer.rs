//! Whether an answer is JSON of the schema that was asked for.
//!
//! Only what both dialects of schemas can say is looked at; what the words mean is for generation
//! to check.

use serde_json::Value;

use super::ModelError;

/// The JSON of an answer without the fence some models put around it.
pub(super) fn of_schema(text: &str, schema: &Value) -> Result<String, ModelError> {
    let json = unfenced(text);
    let value: Value = serde_json::from_str(json).map_err(|_| ModelError::OffSchema)?;
    if fits(&value, schema, schema) { Ok(json.to_owned()) } else { Err(ModelError::OffSchema) }
}

fn unfenced(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")) else { return text };
    inner.strip_prefix("json").unwrap_or(inner).trim()
}

fn fits(value: &Value, schema: &Value, root: &Value) -> bool {
    if let Some(target) = schema["$ref"].as_str() {
        let target = target.strip_prefix('#').and_then(|path| root.pointer(path));
        return target.is_some_and(|target| fits(value, target, root));
    }
    if let Some(options) = schema["anyOf"].as_array() {
        return options.iter().any(|option| fits(value, option, root));
    }
    if schema.get("const").is_some_and(|constant| constant != value) {
        return false;
    }
    if schema["enum"].as_array().is_some_and(|allowed| !allowed.contains(value)) {
        return false;
    }
    let of_type = match &schema["type"] {
        Value::String(name) => is(value, name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(|name| is(value, name)),
        _ => true,
    };
    of_type && inside(value, schema, root)
}

fn inside(value: &Value, schema: &Value, root: &Value) -> bool {
    match value {
        Value::Object(fields) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let properties = schema["properties"].as_object();
            required.into_iter().all(|name| fields.contains_key(name))
                && fields.iter().all(|(name, field)| match properties.and_then(|all| all.get(name)) {
                    Some(property) => fits(field, property, root),
                    None => schema["additionalProperties"] != false,
                })
        }
        Value::Array(items) => {
            let of_items = schema.get("items");
            items.iter().all(|item| of_items.is_none_or(|schema| fits(item, schema, root)))
        }
        _ => true,
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_is_json_of_its_schema_or_it_is_none() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["tasks"],
            "properties": { "tasks": { "type": "array", "items": { "anyOf": [
                { "type": "object", "required": ["k", "a"], "properties": { "k": { "const": "mc" }, "a": { "type": "integer" } } },
                { "type": "object", "required": ["k"], "properties": { "k": { "enum": ["open"] } } },
            ] } } },
        });
        for (text, good) in [
            (r#"{"tasks":[{"k":"mc","a":2},{"k":"open"}]}"#, true),
            ("```json\n{\"tasks\":[]}\n```", true),
            (r#"{"tasks":[{"k":"mc","a":"2"}]}"#, false),
            (r#"{"tasks":[{"k":"num"}]}"#, false),
            (r#"{"tasks":[],"more":1}"#, false),
            (r#"{"answer":"42"}"#, false),
            (r#"{"tasks":[{"k":"mc""#, false),
            ("Конечно! Вот задания:", false),
            ("", false),
        ] {
            assert_eq!(of_schema(text, &schema).is_ok(), good, "{text}");
        }
    }
}
