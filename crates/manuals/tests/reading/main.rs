//! Manuals through the real worker: whatever lies in a file ends in an answer or one sentence, and the next
//! question about a good file is answered.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod ahead;
mod drawing;
mod forge;
mod forms;
mod hostile;
mod killed;
mod locked;
mod mutations;
mod opening;
mod scene;
mod words;
