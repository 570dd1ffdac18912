//! The one way in for the page, and the one way out to it.

use std::sync::Arc;

use api::Program;
use api::attaching::PictureArgs;
use serde_json::{Value, json};
use tauri::ipc::Response;
use tauri::{AppHandle, Emitter, State};

/// What the page listens to.
const CHANGED: &str = "changed";

/// Runs the command `name` of the program's command table.
///
/// Commands read files and derive keys, so they run beside the thread that draws the window.
///
/// # Errors
/// `api::Error` as JSON: `{code, message, detail}`.
#[tauri::command]
pub(crate) async fn ipc(program: State<'_, Arc<Program>>, name: String, args: Value) -> Result<Value, Value> {
    let program = Arc::clone(&program);
    let called = name.clone();
    tauri::async_runtime::spawn_blocking(move || program.call(&called, args))
        .await
        .map_err(|error| {
            tracing::error!(command = %name, %error, "a command did not end");
            json!({
                "code": "fault",
                "message": "The program met a fault and did not finish this. Nothing was written; please try again.",
                "detail": null,
            })
        })?
        .map_err(|error| json!(error))
}

/// Hands a picture over as the bytes it is; the page shows it from its own memory, so that no address of
/// a file is ever open to it.
///
/// # Errors
/// `api::Error` as JSON.
#[tauri::command]
pub(crate) async fn picture(program: State<'_, Arc<Program>>, args: PictureArgs) -> Result<Response, Value> {
    let program = Arc::clone(&program);
    let drawn = tauri::async_runtime::spawn_blocking(move || program.picture(&args)).await;
    match drawn {
        Ok(Ok(picture)) => Ok(Response::new(picture.bytes)),
        Ok(Err(error)) => Err(json!(error)),
        Err(error) => {
            tracing::error!(%error, "a picture did not come");
            Err(json!({
                "code": "fault",
                "message": "The picture could not be shown. Please try again.",
                "detail": null,
            }))
        }
    }
}

/// Tells the page after each commit what changed.
pub(crate) fn tell_changes(program: &Program, app: AppHandle) {
    program.subscribe(move |event| {
        if let Err(error) = app.emit(CHANGED, event) {
            tracing::warn!(%error, "the page was not told of a change");
        }
    });
}
