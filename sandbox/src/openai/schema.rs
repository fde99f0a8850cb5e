//! A small instance of any JSON schema that strict mode allows.

use serde_json::{Map, Number, Value};

/// Depth at which recursive schemas are closed with what ends them.
const DEEP: usize = 12;

/// An instance of the schema.
pub(super) fn instance(schema: &Value) -> Value {
    build(schema, schema, "", 0)
}

fn build(schema: &Value, root: &Value, name: &str, depth: usize) -> Value {
    if let Some(pointer) = schema["$ref"].as_str() {
        let target = pointer.strip_prefix('#').and_then(|path| root.pointer(path));
        return match target {
            Some(target) if depth < DEEP * 2 => build(target, root, name, depth + 1),
            _ => Value::Null,
        };
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.first().cloned().unwrap_or_default();
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(options) = schema[choice].as_array() {
            // Deep inside, an alternative that ends the recursion comes first.
            let simple = options.iter().find(|option| option.get("$ref").is_none());
            let option = if depth >= DEEP { simple.or(options.first()) } else { options.first() };
            return option.map_or(Value::Null, |option| build(option, root, name, depth + 1));
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut merged = Map::new();
        for part in parts {
            if let Value::Object(fields) = build(part, root, name, depth + 1) {
                merged.extend(fields);
            }
        }
        return Value::Object(merged);
    }
    match kind(schema, depth) {
        "object" => {
            let properties = schema["properties"].as_object();
            let fields = properties.into_iter().flatten();
            fields.map(|(name, inner)| (name.clone(), build(inner, root, name, depth + 1))).collect()
        }
        "array" => {
            let fewest = schema["minItems"].as_u64().unwrap_or(u64::from(depth < DEEP));
            (0..fewest).map(|_| build(&schema["items"], root, name, depth + 1)).collect()
        }
        "integer" => integer(schema).into(),
        "number" => number(schema),
        "boolean" => true.into(),
        "null" => Value::Null,
        _ => text(schema, name).into(),
    }
}

fn kind(schema: &Value, depth: usize) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            let wanted = if depth >= DEEP { "null" } else { "" };
            let all: Vec<_> = kinds.by_ref().collect();
            all.iter()
                .copied()
                .find(|k| *k == wanted)
                .or_else(|| all.into_iter().find(|k| *k != "null"))
                .unwrap_or("null")
        }
        _ if schema.get("properties").is_some() => "object",
        _ if schema.get("items").is_some() => "array",
        _ => "string",
    }
}

fn integer(schema: &Value) -> i64 {
    let least = schema["minimum"].as_i64().or_else(|| schema["exclusiveMinimum"].as_i64().map(|n| n + 1));
    let most = schema["maximum"].as_i64().or_else(|| schema["exclusiveMaximum"].as_i64().map(|n| n - 1));
    let start = least.unwrap_or(1).max(1.min(most.unwrap_or(1)));
    let step = schema["multipleOf"].as_i64().filter(|step| *step > 0).unwrap_or(1);
    let up = start.rem_euclid(step);
    if up == 0 { start } else { start + step - up }
}

fn number(schema: &Value) -> Value {
    let least = schema["minimum"].as_f64();
    let most = schema["maximum"].as_f64();
    let value = match (least, most) {
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(least), None) => least + 1.0,
        (None, Some(most)) => most - 1.0,
        (None, None) => 1.0,
    };
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

fn text(schema: &Value, name: &str) -> String {
    let fixed = match schema["format"].as_str() {
        Some("date") => "2026-09-01",
        Some("date-time") => "2026-09-01T09:00:00Z",
        Some("time") => "09:00:00Z",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("email") => "teacher@example.org",
        Some("uri") => "https://example.org/",
        _ => "",
    };
    let mut text = if !fixed.is_empty() {
        fixed.to_owned()
    } else if name.is_empty() {
        "демонстрация".to_owned()
    } else {
        format!("демонстрация: {name}")
    };
    let length = |name: &str| schema[name].as_u64().and_then(|n| usize::try_from(n).ok());
    while length("minLength").is_some_and(|least| text.chars().count() < least) {
        text.push('.');
    }
    length("maxLength").map_or_else(|| text.clone(), |most| text.chars().take(most).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_instance_has_every_field_and_keeps_the_bounds() {
        let schema = json!({
            "type": "object",
            "properties": {
                "grade": { "type": "integer", "minimum": 5, "maximum": 9 },
                "kind": { "enum": ["a", "b"] },
                "note": { "type": ["string", "null"], "maxLength": 4 },
                "when": { "type": "string", "format": "date" },
                "list": { "type": "array", "minItems": 2, "items": { "$ref": "#/$defs/item" } },
                "either": { "anyOf": [{ "type": "boolean" }, { "type": "null" }] },
            },
            "$defs": { "item": { "type": "object", "properties": { "share": { "type": "number", "minimum": 0, "maximum": 1 } } } },
        });

        assert_eq!(
            instance(&schema),
            json!({
                "grade": 5, "kind": "a", "note": "демо", "when": "2026-09-01",
                "list": [{ "share": 0.5 }, { "share": 0.5 }], "either": true,
            })
        );
    }

    #[test]
    fn a_recursive_schema_ends() {
        let schema = json!({
            "type": "object",
            "properties": { "next": { "anyOf": [{ "$ref": "#" }, { "type": "null" }] } },
        });

        assert!(instance(&schema).to_string().len() < 1_000);
    }
}
