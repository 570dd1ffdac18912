//! The built page, as files; `index.html` with the policy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::outside::{Machine, Outside};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::policy::Policy;

/// Bytes of a nonce: 128 bits, as the CSP standard asks for at least.
const NONCE_BYTES: usize = 16;

struct Index {
    file: PathBuf,
    policy: Policy,
    outside: Machine,
}

/// `/` and the files beside it. A rebuilt page is served at the next request.
pub(super) fn routes(page: &Path, policy: Policy) -> Router {
    let index = Arc::new(Index {
        file: page.join("index.html"),
        policy,
        outside: Machine::new(),
    });
    Router::new()
        .route("/", get(answer))
        .route("/index.html", get(answer))
        .with_state(index)
        .fallback_service(ServeDir::new(page).append_index_html_on_directories(false))
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
}

async fn answer(State(index): State<Arc<Index>>) -> Response {
    let Ok(text) = std::fs::read_to_string(&index.file) else {
        let missing = format!("{} is not there. Build the page first.", index.file.display());
        return (StatusCode::NOT_FOUND, missing).into_response();
    };
    let mut bytes = [0_u8; NONCE_BYTES];
    index.outside.random(&mut bytes);
    let nonce: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let policy = index.policy.header(&nonce);
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    (headers, Html(with_nonce(&text, &nonce))).into_response()
}

/// Marks the inline script and style as ours.
fn with_nonce(text: &str, nonce: &str) -> String {
    text.replace("<script", &format!("<script nonce=\"{nonce}\""))
        .replace("<style", &format!("<style nonce=\"{nonce}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_parts_carry_the_nonce() {
        let marked = with_nonce("<style>a{}</style><script>b()</script><script src=c>", "7");
        assert_eq!(
            marked,
            "<style nonce=\"7\">a{}</style><script nonce=\"7\">b()</script><script nonce=\"7\" src=c>"
        );
    }
}
