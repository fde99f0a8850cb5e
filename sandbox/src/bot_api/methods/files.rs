//! Files: uploaded, known by id, downloaded.

use serde_json::json;

use super::Outcome;
use crate::bot_api::limits;
use crate::bot_api::params::{Params, Upload};
use crate::bot_api::refusal::Refusal;
use crate::bot_api::state::State;

/// The file of a call's `field`: an upload or a file id. A fitting upload `thumbnail` is kept with it.
pub(super) fn document(state: &mut State, params: &Params, field: &str, thumbnail: &str) -> Result<String, Refusal> {
    let given = params.text(field);
    named(state, params, field, &given, params.file(thumbnail).or_else(|| attached(params, &params.text(thumbnail))))
}

/// The file `given` names: `attach://part`, or a file id; `field` may be a part itself.
pub(super) fn named(
    state: &mut State,
    params: &Params,
    field: &str,
    given: &str,
    thumbnail: Option<&Upload>,
) -> Result<String, Refusal> {
    let upload = match attached(params, given) {
        Some(upload) => Some(upload),
        None if given.starts_with("attach://") => return Err(Refusal::bad("there is no file in the request")),
        None => params.file(field),
    };
    let Some(upload) = upload else {
        if given.is_empty() {
            return Err(Refusal::bad(format!("there is no {field} in the request")));
        }
        return if state.files.contains_key(given) {
            Ok(given.to_owned())
        } else {
            Err(Refusal::bad("wrong file identifier/HTTP URL specified"))
        };
    };
    limits::upload(upload.bytes.len())?;
    let id = state.keep(&upload.name, &upload.mime, upload.bytes.clone());
    if let Some(thumbnail) = thumbnail
        && let Some((width, height)) = limits::thumbnail(&thumbnail.bytes)
    {
        let small = state.keep("thumbnail.jpg", "image/jpeg", thumbnail.bytes.clone());
        if let Some(file) = state.files.get_mut(&id) {
            file.thumbnail = Some((small, width, height));
        }
    }
    Ok(id)
}

/// The part that `attach://part` names.
pub(super) fn attached<'a>(params: &'a Params, given: &str) -> Option<&'a Upload> {
    given.strip_prefix("attach://").and_then(|part| params.file(part))
}

pub(super) fn get(state: &State, params: &Params) -> Outcome {
    let id = params.text("file_id");
    let file = state.files.get(&id).ok_or_else(|| Refusal::bad("invalid file_id"))?;
    if file.bytes.len() > limits::DOWNLOAD {
        return Err(Refusal::bad("file is too big"));
    }
    Ok(json!({
        "file_id": id,
        "file_unique_id": file.unique,
        "file_size": file.bytes.len(),
        "file_path": format!("documents/{id}"),
    }))
}
