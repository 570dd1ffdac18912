//! Other programs that draw pages: they write them as plain pixels into a pipe, as our worker does.

use super::super::cannot;
use api::Error;
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use testkit::Stopwatch;

/// Bytes that are read from the pipe at once.
const READ_BYTES: usize = 1 << 16;
/// Bytes in which the head of a picture stands: "P6", width, height.
const HEAD_BYTES: usize = 32;
/// Bytes of a pixel.
const PIXEL_BYTES: u64 = 3;

/// A program that draws pages.
pub(super) struct Peer {
    pub(super) program: &'static str,
    /// The name of Debian's package.
    package: &'static str,
    /// Draws pages, from the first to the last, so many pixels wide.
    arguments: fn(u32, u32, u32) -> Vec<String>,
    /// What stands behind the file's name.
    pages: fn(u32, u32) -> Option<String>,
}

/// poppler and MuPDF.
pub(super) const PEERS: [Peer; 2] = [
    Peer {
        program: "pdftoppm",
        package: "poppler-utils",
        arguments: |first, last, width| {
            let (first, last, width) = (first.to_string(), last.to_string(), width.to_string());
            let words = ["-f", &first, "-l", &last, "-scale-to-x", &width, "-scale-to-y", "-1"];
            words.map(str::to_owned).into()
        },
        pages: |_, _| None,
    },
    Peer {
        program: "mutool",
        package: "mupdf-tools",
        arguments: |_, _, width| {
            let words = ["draw", "-q", "-F", "ppm", "-o", "-", "-w", &width.to_string()];
            words.map(str::to_owned).into()
        },
        pages: |first, last| Some(format!("{first}-{last}")),
    },
];

/// Looks whether every peer is installed.
pub(super) fn look_for_all() -> Result<(), Error> {
    for peer in &PEERS {
        let asked = Command::new(peer.program)
            .arg("-v")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if asked.is_err() {
            let cure = format!("it is not installed; on Debian it comes with `{}`", peer.package);
            return Err(cannot(&format!("draw beside {}", peer.program), &cure));
        }
    }
    Ok(())
}

impl Peer {
    /// Draws these pages in one process, and answers how long that took from its start to its last pixel.
    pub(super) fn draw(&self, file: &Path, (first, last): (u32, u32), width: u32) -> Result<Duration, Error> {
        let fails = |error: &dyn std::fmt::Display| cannot(&format!("draw by {}", self.program), error);
        let stopwatch = Stopwatch::start();
        let mut child = Command::new(self.program)
            .args((self.arguments)(first, last, width))
            .arg(file)
            .args((self.pages)(first, last).map(OsString::from))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| fails(&error))?;
        let mut pixels = child.stdout.take().ok_or_else(|| fails(&"it has no output"))?;
        let (mut head, mut bytes) = (Vec::new(), 0_u64);
        let mut buffer = vec![0; READ_BYTES];
        loop {
            let read = pixels.read(&mut buffer).map_err(|error| fails(&error))?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            let missing = HEAD_BYTES.saturating_sub(head.len()).min(read);
            head.extend(&buffer[..missing]);
        }
        let took = stopwatch.elapsed();
        let status = child.wait().map_err(|error| fails(&error))?;
        let pages = u64::from(last - first + 1);
        match size(&head) {
            Some((across, down)) if status.success() && across == width => {
                // A page may be a pixel higher or lower by rounding.
                let least = pages * u64::from(across) * u64::from(down - 2) * PIXEL_BYTES;
                (bytes >= least)
                    .then_some(took)
                    .ok_or_else(|| fails(&"it left out pages"))
            }
            _ => Err(fails(&"it drew something else than was asked")),
        }
    }
}

/// Width and height of a picture, by its head.
fn size(head: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(head);
    let mut words = text.split_ascii_whitespace();
    if words.next() != Some("P6") {
        return None;
    }
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?)).filter(|(_, down)| *down > 2)
}
