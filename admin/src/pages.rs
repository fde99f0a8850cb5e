//! What all pages share: language, style sheet, refusals in words.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use listok_core::domain::Locale;
use listok_core::i18n;
use sha2::{Digest, Sha256};
use tracing::error;

use crate::Panel;

const CSS: &str = include_str!("../static/panel.css");

/// The style sheet's address carries a hash of its content: it may be kept for ever.
pub(crate) fn css_path() -> String {
    let digest = hex::encode(Sha256::digest(CSS.as_bytes()));
    format!("/static/{}.css", &digest[..16])
}

pub(crate) async fn css() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, CSS)
}

/// The language a browser asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Language(pub(crate) Locale);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let asked = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("ru");
        let first = asked.split([',', ';']).next().unwrap_or("ru");
        Ok(Self(Locale::from_language_code(Some(first))))
    }
}

/// A page with a few words and perhaps a button.
#[derive(Template)]
#[template(path = "notice.html")]
struct Notice {
    locale: Locale,
    css: String,
    demonstration: bool,
    title: String,
    text: String,
    action: Option<String>,
}

impl Notice {
    fn t(&self, key: &str) -> String {
        i18n::text(self.locale, key)
    }
}

/// Shows a page.
pub(crate) fn page(template: &impl Template, status: StatusCode) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(cause) => {
            error!("a page could not be rendered: {cause}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page that says `<key>` and `<key>-text`; with an action it has a button.
pub(crate) fn notice(panel: &Panel, locale: Locale, status: StatusCode, key: &str, action: Option<String>) -> Response {
    let notice = Notice {
        locale,
        css: css_path(),
        demonstration: panel.demonstration,
        title: i18n::text(locale, key),
        text: i18n::text(locale, &format!("{key}-text")),
        action,
    };
    page(&notice, status)
}

/// Something failed: the cause goes to the log, a number to the person.
pub(crate) fn failed(panel: &Panel, locale: Locale, cause: &anyhow::Error) -> Response {
    let reference = panel.chance.reference();
    error!(reference, "a page of the panel failed: {cause:#}");
    let notice = Notice {
        locale,
        css: css_path(),
        demonstration: panel.demonstration,
        title: i18n::text(locale, "panel-failed"),
        text: i18n::text_with(locale, "panel-failed-text", &[("reference", reference.into())]),
        action: None,
    };
    page(&notice, StatusCode::INTERNAL_SERVER_ERROR)
}

pub(crate) async fn missing(State(panel): State<Panel>, language: Language) -> Response {
    notice(&panel, language.0, StatusCode::NOT_FOUND, "panel-not-found", None)
}
