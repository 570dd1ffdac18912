//! The worker alone: this room's tests start it, the programs are their own worker.

use std::process::ExitCode;

fn main() -> ExitCode {
    manuals::serve()
}
