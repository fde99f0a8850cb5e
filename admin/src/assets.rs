//! Style sheet, script and icon, kept for ever under addresses that carry a hash of their content.
//!
//! Three small files do not need a crate that packs them at build time.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::hash;
use crate::refusal::Refusal;

/// A file in the binary.
pub(crate) struct Asset {
    /// Its address.
    pub(crate) path: String,
    content_type: &'static str,
    content: &'static str,
}

impl Asset {
    fn new(name: &str, extension: &str, content_type: &'static str, content: &'static str) -> Self {
        Self { path: format!("/static/{name}.{}.{extension}", &hash(content)[..16]), content_type, content }
    }
}

pub(crate) static CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("panel", "css", "text/css; charset=utf-8", include_str!("../static/panel.css")));
pub(crate) static JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("panel", "js", "text/javascript; charset=utf-8", include_str!("../static/panel.js")));
pub(crate) static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("leaf", "svg", "image/svg+xml", include_str!("../static/leaf.svg")));

pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let asked = format!("/static/{name}");
    let Some(asset) = [&CSS, &JS, &ICON].into_iter().find(|asset| asset.path == asked) else {
        return Refusal::NotFound.into_response();
    };
    let headers =
        [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.content).into_response()
}

/// The icon at the address browsers try by themselves, for answers that are no pages.
pub(crate) async fn icon() -> Response {
    let headers = [(header::CONTENT_TYPE, ICON.content_type), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, ICON.content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stays_under_ten_kilobytes() {
        assert!(JS.content.len() < 10_000, "{} bytes", JS.content.len());
    }
}
