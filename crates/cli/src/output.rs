//! What is printed: plain lines for people, one JSON object for programs.

use api::Error;
use serde_json::{Value as Json, json};
use std::io::Write;
use std::process::ExitCode;

/// Prints a line; a reader that went away (`celeste … | head`) is no error.
macro_rules! line {
    ($($text:tt)*) => {{
        let _ = writeln!(std::io::stdout().lock(), $($text)*);
    }};
}

pub(crate) struct Output {
    pub(crate) json: bool,
}

impl Output {
    /// Prints an answer.
    pub(crate) fn print(&self, answer: &Json) {
        if self.json {
            line!("{answer}");
        } else {
            print_plain(answer, 0);
        }
    }

    /// Prints a line that only people need.
    pub(crate) fn say(&self, line: &str) {
        if !self.json {
            line!("{line}");
        }
    }

    /// Prints an error and gives its exit code: 2 refused, 1 fault.
    pub(crate) fn refuse(&self, error: &Error) -> ExitCode {
        if self.json {
            eprintln!("{}", json!(error));
        } else {
            eprintln!("{}", error.message);
        }
        ExitCode::from(if error.is_refusal() { 2 } else { 1 })
    }
}

/// `name: value`, one a line, members of members indented.
fn print_plain(value: &Json, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Json::Object(members) => {
            for (name, member) in members {
                match member {
                    Json::Null => {}
                    Json::Object(inner) if !inner.is_empty() => {
                        line!("{indent}{name}:");
                        print_plain(member, depth + 1);
                    }
                    Json::Array(items) if !items.is_empty() => {
                        line!("{indent}{name}:");
                        print_plain(member, depth + 1);
                    }
                    plain => line!("{indent}{name}: {}", text(plain)),
                }
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if item.is_object() {
                    if index > 0 {
                        line!("");
                    }
                    print_plain(item, depth);
                } else {
                    line!("{indent}- {}", text(item));
                }
            }
        }
        plain => line!("{indent}{}", text(plain)),
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
