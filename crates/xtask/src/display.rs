//! A virtual display for machines without one: Xvfb, started here and ended with its owner.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::step::{Failure, Step};

/// Room for the 1440×900 window: no window manager runs that could move it into view.
const SCREEN: &str = "1600x1000x24";

/// Whether a person could see a window opened now.
pub(crate) fn is_there() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A running virtual display.
pub(crate) struct VirtualDisplay {
    server: Child,
    name: String,
}

impl VirtualDisplay {
    /// Starts one on a free number, which the server itself chooses and reports.
    ///
    /// # Errors
    /// When Xvfb is missing or does not come up.
    pub(crate) fn start() -> Result<Self, Failure> {
        let arguments = ["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"];
        println!("\n$ Xvfb {} &", arguments.join(" "));
        let mut server = Command::new("Xvfb")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("`Xvfb` cannot be started: {error}")))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output)
                .read_line(&mut number)
                .map_err(|error| Failure::new(format!("`Xvfb` cannot be read: {error}")))?;
        }
        let display = Self {
            server,
            name: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            return Err(Failure::new("`Xvfb` ended without opening a display"));
        }
        Ok(display)
    }

    /// Sends a program's windows here. The page is drawn in software: there is no GPU to ask.
    ///
    /// `WEBKIT_DISABLE_DMABUF_RENDERER` is not set: with it WebKit's driver never answers when
    /// it is asked for a picture.
    pub(crate) fn lend(&self, step: Step) -> Step {
        step.env("DISPLAY", &self.name)
            .env("WAYLAND_DISPLAY", "")
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        // Nothing can be done about a server that is already gone.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
