//! Embeddings: hashed trigrams of letters, so that similar texts have similar vectors.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::bill::Charge;
use crate::chance::digest;
use crate::world::now_ms;

/// Length of the real small model's vectors.
const DIMENSIONS: usize = 1_536;

/// The reply to a body, and its charge; the error is for the client.
pub(crate) fn reply(body: &[u8], tokens: fn(&str) -> u64) -> Result<(Value, Charge), String> {
    let body: Value =
        serde_json::from_slice(body).map_err(|_| "We could not parse the JSON body of your request.".to_owned())?;
    let model = body["model"].as_str().ok_or("you must provide a model parameter")?;
    let texts: Vec<&str> = match &body["input"] {
        Value::String(text) => vec![text],
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if texts.is_empty() || texts.iter().any(|text| text.is_empty()) {
        return Err("'$.input' is invalid.".to_owned());
    }
    let dimensions = body["dimensions"].as_u64().and_then(|d| usize::try_from(d).ok()).unwrap_or(DIMENSIONS);
    let dimensions = dimensions.clamp(1, 3_072);
    let as_base64 = body["encoding_format"] == "base64";
    let data: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let vector = vector(text, dimensions);
            let embedding = if as_base64 {
                let bytes: Vec<u8> = vector.iter().flat_map(|x| x.to_le_bytes()).collect();
                STANDARD.encode(bytes).into()
            } else {
                json!(vector)
            };
            json!({ "object": "embedding", "index": index, "embedding": embedding })
        })
        .collect();
    let read: u64 = texts.iter().map(|text| tokens(text)).sum();
    let reply = json!({
        "object": "list",
        "data": data,
        "model": model,
        "usage": { "prompt_tokens": read, "total_tokens": read },
    });
    let charge = Charge {
        at_ms: now_ms(),
        endpoint: "embeddings".to_owned(),
        model: model.to_owned(),
        input: read,
        cached: 0,
        cache_written: 0,
        output: 0,
        reasoning: 0,
        delivered: true,
        half: false,
        currency: String::new(),
        nano: None,
    };
    Ok((reply, charge))
}

/// A vector of length one.
pub(crate) fn vector(text: &str, dimensions: usize) -> Vec<f32> {
    let letters: Vec<char> = format!(" {} ", text.trim().to_lowercase()).chars().collect();
    let mut vector = vec![0.0_f32; dimensions];
    for trigram in letters.windows(3) {
        let hash = digest(trigram.iter().collect::<String>().as_bytes());
        let sign = if hash >> 63 == 0 { 1.0 } else { -1.0 };
        let place = usize::try_from(hash % u64::try_from(dimensions).unwrap_or(1)).unwrap_or(0);
        if let Some(x) = vector.get_mut(place) {
            *x += sign;
        }
    }
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in &mut vector {
            *x /= length;
        }
    } else if let Some(first) = vector.first_mut() {
        *first = 1.0;
    }
    vector
}
