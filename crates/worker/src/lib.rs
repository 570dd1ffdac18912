//! Foreign bytes are read in a process of their own: the same program, started with `--worker`.
//!
//! Invariant: whatever lies in a file, reading it ends with an answer or with one sentence, within the
//! bounds of [`limits`]. A hostile file ends the worker, never the program. The worker reads one job from
//! standard input, writes one answer to standard output and ends; it opens no file and no connection.
//! How worker and program speak ([`framing`]) and what a worker may use ([`limits`]) is shared with the worker
//! that reads manuals.
//! Deliberately not here: where files are kept (`store`) and who may do what with them (`domain`).

pub mod framing;
mod jobs;
pub mod limits;
mod protocol;
mod refused;
mod serve;
mod workshop;

pub use protocol::{Job, MediaType, Shown, Taken};
pub use refused::Refused;
pub use serve::{ARGUMENT, serve};
pub use workshop::{WorkerError, Workshop};
