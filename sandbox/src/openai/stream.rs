//! Bodies that come in pieces, slowly, or not to their end.

use std::io;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};

use super::Transport;

/// Sends the pieces; a cut one breaks the connection after half of them. `sent` is called when all have gone.
pub(crate) fn send(
    kind: &'static str,
    mut pieces: Vec<String>,
    transport: Transport,
    sent: impl FnOnce() + Send + 'static,
) -> Response {
    if transport.cut {
        pieces.truncate(pieces.len().div_ceil(2));
    }
    let broken = transport.cut.then(|| Err(io::Error::from(io::ErrorKind::ConnectionReset)));
    let body = stream::iter(pieces.into_iter().map(Ok).chain(broken)).then(move |piece| async move {
        if !transport.pause.is_zero() {
            tokio::time::sleep(transport.pause).await;
        }
        if piece.is_err() {
            // What was sent before must leave first, else the client sees no answer at all.
            tokio::task::yield_now().await;
        }
        piece
    });
    let body = body.chain(stream::once(async move {
        sent();
        Ok(String::new())
    }));
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], Body::from_stream(body)).into_response()
}
