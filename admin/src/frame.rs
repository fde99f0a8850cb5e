//! What all pages share: language, theme, nonce, navigation; and pages of a few words.

use std::convert::Infallible;

use askama::Template;
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use listok_core::domain::Locale;
use listok_core::i18n::{self, Value};
use listok_core::store::AdminRole;
use serde::Deserialize;

use crate::refusal::Refusal;
use crate::session::{Operator, cookie, foreign, set_cookie};
use crate::{App, Panel};

const LANGUAGE: &str = "listok-language";
const THEME: &str = "listok-theme";
const YEAR_SECONDS: u32 = 31_536_000;

/// Lets this response's own style sheet and script in, and nothing else.
#[derive(Debug, Clone)]
pub(crate) struct Nonce(pub(crate) String);

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the system says.
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Who is looking, as far as pages show it.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    pub(crate) csrf: String,
    pub(crate) role: AdminRole,
}

/// The head and foot of a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) locale: Locale,
    pub(crate) theme: Theme,
    pub(crate) nonce: String,
    pub(crate) demonstration: bool,
    /// Address of this page, for forms that come back to it.
    pub(crate) here: String,
    pub(crate) viewer: Option<Viewer>,
}

impl Frame {
    pub(crate) fn new(panel: &Panel, headers: &HeaderMap, uri: &Uri, nonce: &Nonce) -> Self {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let locale = cookie(headers, LANGUAGE).map_or_else(
            || Locale::from_language_code(asked.split([',', ';']).next().map(str::trim)),
            |code| Locale::from_code(&code),
        );
        let theme = cookie(headers, THEME).and_then(|code| Theme::ALL.into_iter().find(|t| t.code() == code));
        Self {
            locale,
            theme: theme.unwrap_or(Theme::Auto),
            nonce: nonce.0.clone(),
            demonstration: panel.demonstration,
            here: uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            viewer: None,
        }
    }

    /// The frame of a page for somebody signed in.
    pub(crate) fn of(mut self, operator: &Operator) -> Self {
        self.viewer = Some(Viewer { csrf: operator.session.csrf.clone(), role: operator.session.role });
        self
    }

    pub(crate) fn t(&self, key: &str) -> String {
        i18n::text(self.locale, key)
    }

    /// A text with a count in it.
    pub(crate) fn n(&self, key: &str, count: i64) -> String {
        i18n::text_with(self.locale, key, &[("count", count.into())])
    }

    /// Whether a part of the panel is the one on show.
    pub(crate) fn at(&self, part: &str) -> bool {
        let path = self.here.split('?').next().unwrap_or_default();
        if part == "/" { path == "/" } else { path.starts_with(part) }
    }

    /// Whether the viewer may look at the log of what operators do.
    pub(crate) fn may_oversee(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.role != AdminRole::Viewer)
    }

    /// A page that says `<key>` and `<key>-text`.
    pub(crate) fn notice(self, status: StatusCode, key: &str, arguments: &[(&'static str, Value<'_>)]) -> Response {
        let title = self.t(key);
        let text = i18n::text_with(self.locale, &format!("{key}-text"), arguments);
        let notice = Notice { frame: self, title, text, action: None };
        page(&notice, status)
    }

    /// The same with a button that posts to `action`.
    pub(crate) fn question(self, key: &str, action: String) -> Response {
        let (title, text) = (self.t(key), self.t(&format!("{key}-text")));
        page(&Notice { frame: self, title, text, action: Some(action) }, StatusCode::OK)
    }
}

impl FromRequestParts<App> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let nonce = parts.extensions.get::<Nonce>().cloned().unwrap_or_else(|| Nonce(String::new()));
        Ok(Self::new(&app.panel, &parts.headers, &parts.uri, &nonce))
    }
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice {
    frame: Frame,
    title: String,
    text: String,
    action: Option<String>,
}

/// The words for a stored code, or the code itself when this release has none.
pub(crate) fn in_words(locale: Locale, key: &str, code: &str) -> String {
    let key = format!("{key}-{code}");
    let text = i18n::text(locale, &key);
    if text == key { code.to_owned() } else { text }
}

/// Shows a page.
pub(crate) fn page(template: &impl Template, status: StatusCode) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(cause) => Refusal::from(cause).into_response(),
    }
}

#[derive(Deserialize)]
pub(crate) struct Appearance {
    language: Option<String>,
    theme: Option<Theme>,
    back: String,
}

/// Remembers language or theme in a cookie and returns to the page.
pub(crate) async fn set_appearance(
    State(panel): State<Panel>,
    headers: HeaderMap,
    Form(form): Form<Appearance>,
) -> Result<Response, Refusal> {
    if foreign(&headers) {
        return Err(Refusal::Forged);
    }
    let mut response = Redirect::to(local(&form.back)).into_response();
    let language = form.language.map(|code| (LANGUAGE, Locale::from_code(&code).code()));
    let theme = form.theme.map(|theme| (THEME, theme.code()));
    for (name, value) in language.into_iter().chain(theme) {
        let cookie = set_cookie(panel.secure, name, value, Some(YEAR_SECONDS));
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie)?);
    }
    Ok(response)
}

/// An address within the panel, or its start: a form must not send people elsewhere.
fn local(address: &str) -> &str {
    let inside = address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if inside { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_into_the_panel_only() {
        assert_eq!(local("/orders?state=failed"), "/orders?state=failed");
        for outside in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nX: y", "/\t/evil"] {
            assert_eq!(local(outside), "/", "{outside:?}");
        }
    }
}
