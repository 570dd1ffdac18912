//! How much a worker may use, and how large what it reads may be.
//!
//! On Linux the kernel counts the memory a process writes to, on other Unix systems its address space.
//! Elsewhere only the bounds on pixels and the clock of the program that waits hold.

use serde::{Deserialize, Serialize};

/// Bytes of a file that a worker reads (15 MB, the intake limit of photos and papers).
pub const FILE_BYTES_MAX: usize = 15_000_000;
/// Pixels of a picture: the largest that phones take in their ordinary mode, with room to spare.
pub const PIXELS_MAX: u64 = 64_000_000;
/// Bytes that the decoder of a picture may ask for at once.
pub const DECODER_BYTES_MAX: u64 = 512 << 20;
/// Pages of a paper.
pub const PAGES_MAX: usize = 2_000;
/// The longer side of a thumbnail, in pixels.
pub const THUMBNAIL_PIXELS: u32 = 480;
/// The longer side of a page or picture drawn for the screen, in pixels.
pub const SHOWN_PIXELS_MAX: u32 = 4_000;
/// Bytes of an answer: a picture taken over as JPEG may be larger than the file it came from.
pub const ANSWER_BYTES_MAX: usize = 64 << 20;

/// What one worker may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Memory, in bytes.
    pub memory_bytes: u64,
    /// Time on the processor, in seconds.
    pub cpu_seconds: u64,
    /// Time until the program stops waiting, in milliseconds.
    pub wait_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 768 << 20,
            cpu_seconds: 20,
            wait_ms: 30_000,
        }
    }
}

impl Limits {
    /// Puts this very process under the limits.
    ///
    /// # Errors
    /// Where the system refuses one of them: a worker without limits reads nothing.
    #[cfg(unix)]
    pub fn apply(&self) -> std::io::Result<()> {
        use rustix::process::{Resource, Rlimit, setrlimit};
        #[cfg(target_os = "linux")]
        const MEMORY: Resource = Resource::Data;
        #[cfg(not(target_os = "linux"))]
        const MEMORY: Resource = Resource::As;
        let at_most = |most: u64| Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(Resource::Cpu, at_most(self.cpu_seconds))?;
        // Not one byte into a file, and no picture of the memory when it dies.
        setrlimit(Resource::Fsize, at_most(0))?;
        setrlimit(Resource::Core, at_most(0))?;
        match setrlimit(MEMORY, at_most(self.memory_bytes)) {
            // macOS knows the limit and does not hold it.
            Err(_) if cfg!(target_os = "macos") => Ok(()),
            limited => Ok(limited?),
        }
    }

    /// Here the program that waits is the only limit.
    #[cfg(not(unix))]
    #[allow(clippy::unnecessary_wraps, reason = "on Unix the system may refuse")]
    pub fn apply(&self) -> std::io::Result<()> {
        Ok(())
    }
}
