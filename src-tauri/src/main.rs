//! The desktop shell: one window on one replica.
//!
//! It opens the program, shows the page, passes each call of the page on and tells the page what
//! changed. It knows no rule and no SQL; what a command does is decided in `api`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod asked;
mod files;
mod ipc;
mod log;
mod trouble;
mod window;

use std::env;
use std::process::ExitCode;
use std::sync::Arc;

use api::Program;
use api::settings::default_state_folder;
use tauri::{App, Manager, RunEvent};

use asked::Asked;

/// Exit status of a wrong command line, as in sysexits.h.
const WRONG_USAGE: u8 = 64;

fn main() -> ExitCode {
    if let Some(ended) = env::args_os().nth(1).and_then(|first| api::work(&first)) {
        return ended;
    }
    let asked = match Asked::parse(env::args_os().skip(1), |name| env::var_os(name)) {
        Ok(asked) => asked,
        Err(sentence) => {
            eprintln!("{sentence}\n{}", asked::USAGE);
            return ExitCode::from(WRONG_USAGE);
        }
    };
    if !window::has_display(|name| env::var_os(name)) {
        eprintln!("There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are empty).");
        return ExitCode::FAILURE;
    }
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            ipc::ipc,
            ipc::picture,
            files::pick,
            files::open_written
        ])
        .register_uri_scheme_protocol(trouble::SCHEME, trouble::answer)
        .setup(move |app| {
            // An error returned from here would end the process with a panic.
            if let Err(error) = set_up(app, asked) {
                tracing::error!(%error, "the window cannot be opened");
                eprintln!("The window cannot be opened: {error}");
                app.handle().exit(1);
            }
            Ok(())
        })
        .build(context());
    match app {
        Ok(app) => {
            app.run(|handle, event| {
                // Tauri ends the process without dropping what it manages.
                if let RunEvent::Exit = event
                    && let Some(program) = handle.try_state::<Arc<Program>>()
                {
                    program.stop();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The window cannot be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The configuration and the page, embedded when the shell is compiled.
#[allow(
    clippy::disallowed_methods,
    reason = "Tauri's macro ends the process itself where its embedded data cannot be read"
)]
fn context() -> tauri::Context {
    tauri::generate_context!()
}

/// Opens the program and its window, or a window that says why it cannot be opened.
fn set_up(app: &mut App, asked: Asked) -> tauri::Result<()> {
    let place = asked.place(default_state_folder());
    log::start(&place.replica);
    let webview_data = place.state.join("webview");
    match Program::open(place) {
        Ok(program) => {
            let program = Arc::new(program);
            ipc::tell_changes(&program, app.handle().clone());
            program.start_sync();
            program.open_reading_room();
            let preferences = program.preferences();
            app.manage(program);
            window::open(app, webview_data, &preferences.palette, &preferences.size)
        }
        Err(error) => {
            tracing::error!(%error, "the program cannot be opened");
            app.manage(trouble::Sentence(error.message.clone()));
            window::open_trouble(app)
        }
    }
}
