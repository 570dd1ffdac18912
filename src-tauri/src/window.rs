//! The one window. It shows itself when the page has loaded, on a background already painted in
//! the stored palette: nobody on a dark bridge is met by a white flash.

use std::ffi::OsString;
use std::path::PathBuf;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder};

use crate::palette::Palette;
use crate::trouble;

/// The label that the capability file names.
const LABEL: &str = "main";
const TITLE: &str = "CelesteOS";
/// Logical pixels.
const SIZE: (f64, f64) = (1440.0, 900.0);
/// The smallest screen that the pages are made for, in logical pixels.
const SIZE_AT_LEAST: (f64, f64) = (1280.0, 720.0);

/// Opens the window on the page.
pub(crate) fn open(app: &App, data: PathBuf, palette: Palette) -> tauri::Result<()> {
    let page = builder(app, WebviewUrl::default(), data, palette.background());
    page.initialization_script(remember(palette)).build()?;
    Ok(())
}

/// Opens the window on the sentence that says why the program cannot be opened.
pub(crate) fn open_trouble(app: &App, data: PathBuf) -> tauri::Result<()> {
    let page = WebviewUrl::CustomProtocol(trouble::address());
    builder(app, page, data, trouble::BACKGROUND).build()?;
    Ok(())
}

fn builder(app: &App, page: WebviewUrl, data: PathBuf, background: Color) -> WebviewWindowBuilder<'_, tauri::Wry, App> {
    WebviewWindowBuilder::new(app, LABEL, page)
        .title(TITLE)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SIZE_AT_LEAST.0, SIZE_AT_LEAST.1)
        .visible(false)
        .background_color(background)
        .data_directory(data)
        .zoom_hotkeys_enabled(true)
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

/// Puts the stored palette where the page looks for it before its first paint.
fn remember(palette: Palette) -> String {
    format!(
        "try {{ localStorage.setItem('celeste.palette', '{}') }} catch (error) {{ console.warn(error) }}",
        palette.name()
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
    fn the_palette_is_put_where_the_page_looks() {
        assert!(remember(Palette::Night).contains("'celeste.palette', 'night'"));
    }
}
