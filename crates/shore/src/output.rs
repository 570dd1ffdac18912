//! What is printed: plain lines for people, one JSON object for programs.

use std::io::Write;
use std::process::ExitCode;

use serde_json::{Value as Json, json};

/// Prints a line; a reader that went away (`celeste-shore … | head`) is no error.
macro_rules! line {
    ($($text:tt)*) => {{
        let _ = writeln!(std::io::stdout().lock(), $($text)*);
    }};
}

pub(crate) struct Output {
    pub(crate) json: bool,
}

/// Why a command did not do what was asked.
pub(crate) struct Failure {
    code: String,
    message: String,
    is_refusal: bool,
}

impl Failure {
    /// What was asked cannot be done; the message says what to do instead.
    pub(crate) fn refused(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            is_refusal: true,
        }
    }

    /// Something failed; the message holds every source.
    pub(crate) fn fault(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut message = error.to_string();
        let mut next = error.source();
        while let Some(source) = next {
            let said = source.to_string();
            if !message.ends_with(&said) {
                message = format!("{}: {said}", message.trim_end_matches('.'));
            }
            next = source.source();
        }
        Self {
            code: "fault".to_owned(),
            message,
            is_refusal: false,
        }
    }
}

impl Output {
    /// Prints an answer: the object for programs, the lines for people.
    pub(crate) fn print(&self, answer: &Json, lines: &[String]) {
        if self.json {
            line!("{answer}");
        } else {
            lines.iter().for_each(|text| line!("{text}"));
        }
    }

    /// Prints a failure and gives its exit code: 2 refused, 1 fault.
    pub(crate) fn fail(&self, failure: &Failure) -> ExitCode {
        if self.json {
            eprintln!("{}", json!({ "code": failure.code, "message": failure.message }));
        } else {
            eprintln!("{}", failure.message);
        }
        ExitCode::from(if failure.is_refusal { 2 } else { 1 })
    }
}
