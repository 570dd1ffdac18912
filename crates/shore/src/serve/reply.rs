//! Answers of HTTP: messages, refusals, and when to come back.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use wire::{FRAMES_TYPE, MESSAGE_TYPE, Refusal, RefusalCode};

use crate::limits::RETRY_AFTER;

/// A refusal of the whole call, and when to try again where that helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) refusal: Refusal,
    retry_after: Option<Duration>,
}

impl Refused {
    pub(super) fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Refusal::new(code, message).into()
    }

    /// It may be tried again after that.
    pub(super) fn after(code: RefusalCode, message: impl Into<String>, wait: Duration) -> Self {
        Self {
            refusal: Refusal::new(code, message),
            retry_after: Some(wait),
        }
    }

    /// The answer that says so. Whatever is still to come of the request is not read any more.
    pub(super) fn response(&self) -> Response {
        let status = StatusCode::from_u16(self.refusal.code.http_status());
        let body = Body::from(self.refusal.encode());
        let mut response = typed(body, MESSAGE_TYPE);
        *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(wait) = self.retry_after {
            let seconds = HeaderValue::from(wait.as_secs().max(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let passes = matches!(refusal.code, RefusalCode::Busy | RefusalCode::Full | RefusalCode::Fault);
        Self {
            refusal,
            retry_after: passes.then_some(RETRY_AFTER),
        }
    }
}

/// A body that is a stream of frames.
pub(super) fn frames(body: Body) -> Response {
    let mut response = typed(body, FRAMES_TYPE);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers the whole answer first would keep a slow ship waiting.
    response.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

/// A body that is one message.
pub(super) fn message(body: Vec<u8>) -> Response {
    let mut response = typed(Body::from(body), MESSAGE_TYPE);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn typed(body: Body, kind: &'static str) -> Response {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_its_status_and_when_to_come_back() {
        let response = Refused::after(RefusalCode::TooMany, "Later.", Duration::from_secs(7)).response();
        assert_eq!(response.status(), 429);
        assert_eq!(response.headers()[header::RETRY_AFTER], "7");
        let response = Refused::from(Refusal::new(RefusalCode::Busy, "Later.")).response();
        assert_eq!(
            (response.status().as_u16(), &response.headers()[header::RETRY_AFTER]),
            (503, &HeaderValue::from(5))
        );
        let response = Refused::new(RefusalCode::ForgedDevice, "No.").response();
        assert_eq!(
            (response.status().as_u16(), response.headers().get(header::RETRY_AFTER)),
            (403, None)
        );
    }
}
