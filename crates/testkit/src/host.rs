//! The test host: the program behind HTTP on this machine only, for a browser that a test drives.
//!
//! It speaks the words that `ui/src/ipc` speaks (`POST /ipc/NAME`, `POST /picture`, `GET /events`) and serves
//! the built page under the content security policy of the window.

mod events;
mod page;
mod policy;

use std::path::Path;
use std::sync::Arc;

use api::Program;
use api::attaching::PictureArgs;
use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Json, Path as Named, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

pub use policy::PolicyError;

/// Bytes of one call's arguments: an entry is at most 256 KiB, its JSON at most four times that.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;

/// The routes of the host. `page` is the folder of the built page; `config` the shell's
/// configuration, whose policy the page is served under.
///
/// # Errors
/// When the shell's configuration cannot be read.
pub fn router(program: Arc<Program>, page: &Path, config: &Path) -> Result<Router, PolicyError> {
    let policy = policy::Policy::read(config)?;
    let news = events::News::of(&program);
    let pages = page::routes(page, policy);
    Ok(Router::new()
        .route("/ipc/{name}", post(call).with_state(Arc::clone(&program)))
        .route("/picture", post(picture).with_state(program))
        .route("/events", get(events::stream).with_state(news))
        .merge(pages)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX)))
}

/// Runs one command beside the thread that answers, as the window's shell does.
async fn call(
    State(program): State<Arc<Program>>,
    Named(name): Named<String>,
    args: Result<Json<Value>, JsonRejection>,
) -> Response {
    let args = match args {
        Ok(Json(args)) => args,
        Err(rejection) => return (rejection.status(), Json(refusal(&rejection.body_text()))).into_response(),
    };
    match tokio::task::spawn_blocking(move || program.call(&name, args)).await {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
        Err(ended) => (StatusCode::INTERNAL_SERVER_ERROR, Json(refusal(&ended.to_string()))).into_response(),
    }
}

/// Answers a picture as the bytes it is.
async fn picture(State(program): State<Arc<Program>>, args: Result<Json<PictureArgs>, JsonRejection>) -> Response {
    let args = match args {
        Ok(Json(args)) => args,
        Err(rejection) => return (rejection.status(), Json(refusal(&rejection.body_text()))).into_response(),
    };
    match tokio::task::spawn_blocking(move || program.picture(&args)).await {
        Ok(Ok(picture)) => ([(CONTENT_TYPE, picture.media_type)], picture.bytes).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
        Err(ended) => (StatusCode::INTERNAL_SERVER_ERROR, Json(refusal(&ended.to_string()))).into_response(),
    }
}

/// An `api::Error` for a call that never reached the program.
fn refusal(message: &str) -> Value {
    json!({ "code": "fault", "message": message, "detail": {} })
}
