//! The content security policy of the window, as the host sends it.
//!
//! What the shell does when it embeds the page is done here for each answer: inline script and
//! style of `index.html` get a nonce, and the page may call where it came from.

use std::path::Path;

use serde_json::Value;

/// The directives of the shell's configuration.
#[derive(Clone, Debug)]
pub(super) struct Policy(Vec<(String, String)>);

/// Why the policy cannot be read.
#[derive(Debug)]
pub enum PolicyError {
    /// The configuration cannot be read.
    Unreadable(std::io::Error),
    /// The configuration is no JSON, or holds no policy.
    NoPolicy,
}

impl std::fmt::Display for PolicyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "the shell's configuration cannot be read: {error}"),
            Self::NoPolicy => f.write_str("the shell's configuration holds no content security policy"),
        }
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Reads `app.security.csp` of `tauri.conf.json`.
    pub(super) fn read(config: &Path) -> Result<Self, PolicyError> {
        let text = std::fs::read_to_string(config).map_err(PolicyError::Unreadable)?;
        let config: Value = serde_json::from_str(&text).map_err(|_| PolicyError::NoPolicy)?;
        let directives = config.pointer("/app/security/csp").and_then(Value::as_object);
        let directives = directives.ok_or(PolicyError::NoPolicy)?;
        Ok(Self(
            directives
                .iter()
                .filter_map(|(name, sources)| Some((name.clone(), sources.as_str()?.to_owned())))
                .collect(),
        ))
    }

    /// The header's value for a page whose inline parts carry the nonce.
    pub(super) fn header(&self, nonce: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (name, sources) in &self.0 {
            parts.push(match name.as_str() {
                "script-src" | "style-src" => format!("{name} {sources} 'nonce-{nonce}'"),
                // The shell's own address stands for "the program"; here that is the host.
                "connect-src" => format!("{name} 'self'"),
                _ => format!("{name} {sources}"),
            });
        }
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_run_its_own_inline_parts_and_call_the_host_and_nothing_else() {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tauri.conf.json");
        let header = Policy::read(&config).unwrap().header("abc");
        assert!(header.contains("script-src 'self' 'nonce-abc'"), "{header}");
        assert!(header.contains("connect-src 'self'"), "{header}");
        assert!(!header.contains("script-src 'unsafe"), "{header}");
        assert!(!header.contains("ipc:"), "{header}");
    }
}
