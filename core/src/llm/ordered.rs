//! A body whose schemas keep the order in which an answer's fields are to be written.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// Models write fields in the order of the schema's properties, so an answer would come before its question if
/// they were sorted by name. They are written out in the order of `required`.
#[derive(Clone, Copy)]
pub(super) struct Ordered<'a>(pub(super) &'a Value);

/// The properties of an object, and what it requires.
struct Properties<'a>(&'a Map<String, Value>, &'a [Value]);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(Ordered)),
            Value::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    match (name.as_str(), value, fields.get("required")) {
                        ("properties", Value::Object(all), Some(Value::Array(order))) => {
                            map.serialize_entry(name, &Properties(all, order))?;
                        }
                        _ => map.serialize_entry(name, &Ordered(value))?,
                    }
                }
                map.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(all, order) = self;
        let named = order.iter().filter_map(Value::as_str).filter_map(|name| all.get_key_value(name));
        let others = all.iter().filter(|(name, _)| !order.iter().any(|known| known == name.as_str()));
        serializer.collect_map(named.chain(others).map(|(name, value)| (name, Ordered(value))))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn properties_are_written_in_the_order_they_are_required_in() {
        let body = json!({ "schema": { "items": [{
            "required": ["q", "x", "a"],
            "properties": { "a": 1, "b": { "c": 2 }, "q": [3], "x": null },
        }] } });

        let written = serde_json::to_string(&Ordered(&body)).unwrap_or_default();

        assert!(written.contains(r#""properties":{"q":[3],"x":null,"a":1,"b":{"c":2}}"#), "{written}");
        assert_eq!(serde_json::from_str::<Value>(&written).ok(), Some(body));
    }
}
