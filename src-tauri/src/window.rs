//! The one window. It shows itself when the page has loaded, on a background already painted in
//! the stored palette: nobody on a dark bridge is met by a white flash.

use std::ffi::OsString;
use std::path::PathBuf;

use serde_json::json;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder};

use crate::trouble;

/// The label that the capability file names.
const LABEL: &str = "main";
const TITLE: &str = "CelesteOS";
/// Logical pixels.
const SIZE: (f64, f64) = (1440.0, 900.0);
/// The smallest screen that the pages are made for, in logical pixels.
const SIZE_AT_LEAST: (f64, f64) = (1280.0, 720.0);

/// Opens the window on the page, in the palette and size of the workstation's preferences.
pub(crate) fn open(app: &App, data: PathBuf, palette: &str, size: &str) -> tauri::Result<()> {
    builder(app, WebviewUrl::default(), background(palette))
        .data_directory(data)
        .initialization_script(remember(palette, size))
        .build()?;
    Ok(())
}

/// Opens the window on the sentence that says why the program cannot be opened.
///
/// It keeps nothing: the folder that cannot be written may be the very one it would keep it in.
pub(crate) fn open_trouble(app: &App) -> tauri::Result<()> {
    let page = WebviewUrl::CustomProtocol(trouble::address());
    builder(app, page, trouble::BACKGROUND).incognito(true).build()?;
    Ok(())
}

fn builder(app: &App, page: WebviewUrl, background: Color) -> WebviewWindowBuilder<'_, tauri::Wry, App> {
    WebviewWindowBuilder::new(app, LABEL, page)
        .title(TITLE)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SIZE_AT_LEAST.0, SIZE_AT_LEAST.1)
        .visible(false)
        .background_color(background)
        .zoom_hotkeys_enabled(true)
        // Files that are dropped go to the page, which says what they can be attached to.
        .disable_drag_drop_handler()
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished
                && let Err(error) = window.show()
            {
                tracing::error!(%error, "the window cannot be shown");
            }
        })
}

/// OpenBridge's `container-background-color` in that palette, as `ui/index.html` paints it too.
fn background(palette: &str) -> Color {
    let grey = match palette {
        "bright" => 252,
        "dusk" => 31,
        "night" => 0,
        _ => 247,
    };
    Color(grey, grey, grey, 255)
}

/// Puts palette and size where the page looks for them before its first paint.
fn remember(palette: &str, size: &str) -> String {
    let set = |key: &str, value: &str| format!("localStorage.setItem('{key}', {});", json!(value));
    format!(
        "try {{ {} {} }} catch (error) {{ console.warn(error); }}",
        set("celeste.palette", palette),
        set("celeste.size", size)
    )
}

/// Whether an address is the page itself: the window never leaves it.
///
/// Windows knows no schemes of a program's own and puts them in front of `.localhost`.
fn is_own(address: &Url) -> bool {
    let is_scheme = ["tauri", trouble::SCHEME].contains(&address.scheme());
    let is_host = address
        .host_str()
        .and_then(|host| host.strip_suffix(".localhost"))
        .is_some_and(|name| ["tauri", trouble::SCHEME].contains(&name));
    is_scheme || is_host
}

/// Whether a window can be seen at all. Without this question GTK ends the process by itself.
pub(crate) fn has_display(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_page() {
        let own = |address: &str| is_own(&Url::parse(address).unwrap());
        assert!(own("tauri://localhost/index.html#/work"));
        assert!(own("http://tauri.localhost/"));
        assert!(own("trouble://localhost/"));
        assert!(!own("https://example.org/"));
        assert!(!own("https://tauri.localhost.example.org/"));
        assert!(!own("file:///etc/passwd"));
    }

    #[test]
    fn night_is_painted_black_and_an_unknown_palette_like_day() {
        assert_eq!(background("night"), Color(0, 0, 0, 255));
        assert_eq!(background("sepia"), Color(247, 247, 247, 255));
    }

    #[test]
    fn palette_and_size_are_put_where_the_page_looks() {
        let script = remember("night", "glove");
        assert!(script.contains(r#"localStorage.setItem('celeste.palette', "night");"#));
        assert!(script.contains(r#"localStorage.setItem('celeste.size', "glove");"#));
    }
}
