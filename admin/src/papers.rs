//! The documents of an order.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use listok_core::domain::id::OrderId;
use listok_core::pdf::{self, Audience, PageOptions, RenderError};
use listok_core::store;

use crate::App;
use crate::refusal::Refusal;
use crate::session::Operator;

/// The documents of an order, set anew from the stored content: `sheet.pdf`, `key.pdf`, `sheet.jpg`, `key.jpg`.
pub(crate) async fn show(
    State(app): State<App>,
    _: Operator,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let id: OrderId = id.parse().map_err(|_| Refusal::NotFound)?;
    let (audience, whole) = match name.as_str() {
        "sheet.pdf" => (Audience::Pupil, true),
        "key.pdf" => (Audience::Teacher, true),
        "sheet.jpg" => (Audience::Pupil, false),
        "key.jpg" => (Audience::Teacher, false),
        _ => return Err(Refusal::NotFound),
    };
    let mut db = app.panel.db.report().await?;
    let order = store::orders::find(db.on(), id).await?.ok_or(Refusal::NotFound)?;
    let (Some(worksheet), Some(version)) = (order.worksheet, order.version) else { return Err(Refusal::NotFound) };
    let content = store::worksheets::content(db.on(), worksheet, version).await?.ok_or(Refusal::NotFound)?;
    drop(db);
    let file = pdf::file_name(&content, audience);
    let turn = app.rendering.clone().acquire_owned().await?;
    let rendered = tokio::task::spawn_blocking(move || {
        let rendered = pdf::render(&content, audience, &PageOptions { thumbnail: !whole, ..PageOptions::default() });
        drop(turn);
        rendered
    })
    .await?;
    let rendered = match rendered {
        Ok(rendered) => rendered,
        Err(RenderError::Empty) => return Err(Refusal::NotFound),
        Err(RenderError::Unexpected(cause)) => return Err(cause.into()),
    };
    if !whole {
        return Ok(([(header::CONTENT_TYPE, "image/jpeg")], rendered.thumbnail.unwrap_or_default()).into_response());
    }
    let mut response = ([(header::CONTENT_TYPE, "application/pdf")], rendered.pdf).into_response();
    let headers = response.headers_mut();
    let disposition = format!("inline; filename=\"{name}\"; filename*=UTF-8''{}", encoded(&file));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition)?);
    // The browser's own viewer styles itself inline; the file runs nothing.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
        ),
    );
    Ok(response)
}

/// A file name for a header (RFC 8187): everything but letters and digits of ASCII as `%XX`.
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex::encode_upper([byte]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_of_any_script_fits_a_header() {
        assert_eq!(encoded("ключ 5\".pdf"), "%D0%BA%D0%BB%D1%8E%D1%87%205%22.pdf");
    }
}
