//! What the person asked for: which replica this window shows.

use std::ffi::OsString;
use std::path::PathBuf;

use api::Place;

pub(crate) const USAGE: &str = "usage: celesteos [--replica DIR]

The replica is --replica, else CELESTE_REPLICA, else a folder beside the workstation's own state.
The workstation's own state is in CELESTE_STATE_DIR, else in the user's data folder.";

/// The replica of a workstation on which nobody chose another place, below its own state.
const REPLICA: &str = "replica";

/// The command line and the environment, read once at the start.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    replica: Option<PathBuf>,
}

impl Asked {
    /// Reads the arguments (without the program's name) and the variables.
    ///
    /// # Errors
    /// One sentence on the argument that was not understood.
    pub(crate) fn parse(
        arguments: impl IntoIterator<Item = OsString>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, String> {
        let replica = variable("CELESTE_REPLICA").filter(|value| !value.is_empty());
        let mut asked = Self {
            replica: replica.map(PathBuf::from),
        };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if argument != "--replica" {
                let argument = argument.to_string_lossy();
                return Err(format!("`{argument}` is not understood."));
            }
            match arguments.next() {
                Some(folder) if !folder.is_empty() => asked.replica = Some(folder.into()),
                _ => return Err("`--replica` needs a folder.".to_owned()),
            }
        }
        Ok(asked)
    }

    /// Both folders, given the one of the workstation's own state.
    pub(crate) fn place(self, state: PathBuf) -> Place {
        Place {
            replica: self.replica.unwrap_or_else(|| state.join(REPLICA)),
            state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str], replica: Option<&str>) -> Result<Asked, String> {
        Asked::parse(arguments.iter().map(OsString::from), |name| {
            replica.filter(|_| name == "CELESTE_REPLICA").map(OsString::from)
        })
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        let asked = parse(&["--replica", "/ship/a"], Some("/ship/b")).unwrap();
        assert_eq!(asked.replica, Some(PathBuf::from("/ship/a")));
        let asked = parse(&[], Some("/ship/b")).unwrap();
        assert_eq!(asked.replica, Some(PathBuf::from("/ship/b")));
    }

    #[test]
    fn without_a_word_the_replica_lies_below_the_workstations_state() {
        let place = Asked::default().place(PathBuf::from("/data/celesteos"));
        assert_eq!(place.replica, PathBuf::from("/data/celesteos/replica"));
        assert_eq!(place.state, PathBuf::from("/data/celesteos"));
    }

    #[test]
    fn an_unknown_argument_and_a_missing_folder_are_named() {
        let unknown = parse(&["--fullscreen"], None);
        assert_eq!(unknown, Err("`--fullscreen` is not understood.".to_owned()));
        let missing = parse(&["--replica"], None);
        assert_eq!(missing, Err("`--replica` needs a folder.".to_owned()));
    }
}
