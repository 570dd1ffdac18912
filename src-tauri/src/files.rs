//! The system's own dialogs for files and folders, and its viewer for what the program wrote.
//!
//! A dialog only finds a name: files are read and written by the commands of `api`. Over the test
//! host there is neither; a person types the path there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::{Code, Error, Program};
use serde::Deserialize;
use tauri::{AppHandle, State, Theme, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

/// Kinds of file that the program writes and a viewer shows. Nothing else is opened, so that no
/// path of the page can start a program.
const SHOWN: [&str; 3] = ["pdf", "csv", "xlsx"];

/// What a person is to choose.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    /// A file that exists.
    Open,
    /// A file to be written.
    Save,
    /// A folder that exists.
    Folder,
}

/// One kind of file that the dialog shows: "PDF", `["pdf"]`.
#[derive(Debug, Deserialize)]
pub(crate) struct Kind {
    name: String,
    extensions: Vec<String>,
}

/// What the dialog says and shows.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    mode: Mode,
    title: String,
    /// The file name that a dialog for saving begins with.
    name: Option<String>,
    #[serde(default)]
    filters: Vec<Kind>,
}

/// Shows the system's dialog and answers the whole path, or nothing where it was closed.
///
/// # Errors
/// `api::Error`, where the name is not written in Unicode.
#[tauri::command]
pub(crate) async fn pick(
    app: AppHandle,
    window: WebviewWindow,
    program: State<'_, Arc<Program>>,
    wanted: Wanted,
) -> Result<Option<String>, Error> {
    // The dialog is drawn by the system: told beforehand, it is dark at night too.
    app.set_theme(Some(theme(&program.preferences().palette)));
    let mode = wanted.mode;
    let dialog = dialog(&app, &window, wanted);
    // Waiting for a person must not hold the thread that draws the window.
    let chosen = tauri::async_runtime::spawn_blocking(move || match mode {
        Mode::Open => dialog.blocking_pick_file(),
        Mode::Save => dialog.blocking_save_file(),
        Mode::Folder => dialog.blocking_pick_folder(),
    })
    .await
    .map_err(|error| {
        tracing::error!(%error, "the dialog did not end");
        Error::new(
            Code::Fault,
            "The dialog could not be shown. Type the path into the field.",
        )
    })?;
    chosen.map(written).transpose()
}

/// Opens a file that the program wrote with the system's viewer.
///
/// # Errors
/// `api::Error`, where the file is gone, is of no kind that a viewer shows, or has no viewer.
#[tauri::command]
pub(crate) async fn open_written(path: PathBuf) -> Result<(), Error> {
    may_be_shown(&path)?;
    open::that_detached(&path).map_err(|error| {
        tracing::warn!(%error, path = %path.display(), "no viewer opened the file");
        let said = format!(
            "No program of this workstation opens it. The file lies at {}.",
            path.display()
        );
        Error::new(Code::NotFound, said)
    })
}

fn dialog(app: &AppHandle, window: &WebviewWindow, wanted: Wanted) -> FileDialogBuilder<tauri::Wry> {
    let mut dialog = app.dialog().file().set_parent(window).set_title(wanted.title);
    if let Some(name) = wanted.name {
        dialog = dialog.set_file_name(name);
    }
    for kind in wanted.filters {
        let extensions: Vec<&str> = kind.extensions.iter().map(String::as_str).collect();
        dialog = dialog.add_filter(kind.name, &extensions);
    }
    dialog
}

fn theme(palette: &str) -> Theme {
    match palette {
        "dusk" | "night" => Theme::Dark,
        _ => Theme::Light,
    }
}

fn written(path: FilePath) -> Result<String, Error> {
    let path = path.into_path().map_err(|_| unwritable())?;
    path.into_os_string().into_string().map_err(|_| unwritable())
}

fn unwritable() -> Error {
    Error::new(
        Code::Invalid,
        "The name of this file or folder holds signs that cannot be read. Rename it, or choose another one.",
    )
}

fn may_be_shown(path: &Path) -> Result<(), Error> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !extension.is_some_and(|extension| SHOWN.iter().any(|known| known.eq_ignore_ascii_case(extension))) {
        return Err(Error::new(
            Code::Invalid,
            "Files of this kind are not opened from here.",
        ));
    }
    if !path.is_file() {
        let said = format!("The file {} is not there any more.", path.display());
        return Err(Error::new(Code::NotFound, said));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_papers_and_tables_are_opened_and_only_while_they_are_there() {
        let code = |path: &str| may_be_shown(Path::new(path)).unwrap_err().code;
        assert_eq!(code("/tmp/labels.exe"), Code::Invalid);
        assert_eq!(code("/tmp/labels"), Code::Invalid);
        assert_eq!(code("/nowhere/labels.pdf"), Code::NotFound);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Parts.CSV");
        std::fs::write(&file, "code;name\n").unwrap();
        assert_eq!(may_be_shown(&file).map_err(|error| error.code), Ok(()));
    }

    #[test]
    fn the_dialog_is_dark_where_the_window_is() {
        let themes = ["bright", "day", "dusk", "night"].map(theme);
        assert_eq!(themes, [Theme::Light, Theme::Light, Theme::Dark, Theme::Dark]);
    }

    #[test]
    fn what_the_page_asks_for_is_read() {
        let asked = r#"{"mode":"save","title":"Write labels","name":"labels.pdf",
            "filters":[{"name":"PDF","extensions":["pdf"]}]}"#;
        let wanted: Wanted = serde_json::from_str(asked).unwrap();
        assert!(matches!(wanted.mode, Mode::Save));
        assert_eq!(wanted.name.as_deref(), Some("labels.pdf"));
        assert_eq!(wanted.filters[0].extensions, ["pdf"]);
    }
}
