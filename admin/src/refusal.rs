//! Why a page is not shown. [`crate::edge`] finds the words; a cause goes to the log only.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;

/// Why there is no page.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    /// Nobody is signed in: off to the login page.
    SignedOut,
    /// There is nothing at this address, or nothing this person may know of.
    NotFound,
    /// The address does not take this kind of request.
    Method,
    /// A form of another site, or of an older session.
    Forged,
    /// This role may not do it.
    Role,
    /// The invitation is unknown, used or expired.
    Invitation,
    /// The job's state has changed since the page was made.
    TooLate,
    /// Too many attempts.
    TooMany(TimeDelta),
    /// What was sent is not what the page's forms send.
    Malformed(StatusCode),
    /// It took too long.
    Slow,
    /// The live view has no room.
    Busy,
    /// Anything else.
    Unexpected(Arc<anyhow::Error>),
}

impl Refusal {
    /// The status it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::SEE_OTHER,
            Self::NotFound | Self::Invitation => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forged | Self::Role => StatusCode::FORBIDDEN,
            Self::TooLate => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Malformed(status) => *status,
            Self::Slow => StatusCode::GATEWAY_TIMEOUT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unexpected(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key of its words.
    pub(crate) const fn key(&self) -> &'static str {
        match self {
            Self::SignedOut => "panel-login",
            Self::NotFound => "panel-not-found",
            Self::Method | Self::Malformed(_) => "panel-malformed",
            Self::Forged => "panel-forged",
            Self::Role => "panel-role-refused",
            Self::Invitation => "panel-invite-used",
            Self::TooLate => "panel-too-late",
            Self::TooMany(_) => "panel-too-many",
            Self::Slow => "panel-slow",
            Self::Busy => "panel-busy",
            Self::Unexpected(_) => "panel-failed",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if matches!(self, Self::SignedOut) {
            return Redirect::to("/login").into_response();
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl<E: Into<anyhow::Error>> From<E> for Refusal {
    fn from(cause: E) -> Self {
        Self::Unexpected(Arc::new(cause.into()))
    }
}
