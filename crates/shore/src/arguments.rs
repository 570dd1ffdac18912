//! The command line of `celeste-shore`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A code holds for a week at most.
const MINUTES_MAX: i64 = 7 * 24 * 60;

/// The gateway ashore: takes the acts of many vessels into Postgres.
#[derive(Debug, Parser)]
#[command(name = "celeste-shore", version, about)]
pub(crate) struct Arguments {
    /// Print one JSON object instead of sentences.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make or update the tables, as the role that owns the database.
    Migrate(Migrate),
    /// Answer workstations until told to stop.
    Serve(Serve),
    /// Print a one-time code that lets one workstation in.
    Enrol(Enrol),
    /// Close a workstation: its entries beyond the last one held here have no effect any more.
    Close(Close),
    /// List the vessels.
    Vessels(Vessels),
    /// Tell how a vessel's workstations stand.
    Status(Status),
}

#[derive(Debug, Args)]
pub(crate) struct Migrate {
    #[command(flatten)]
    pub(crate) database: Database,
    /// The role that `serve` uses: it gets the rights it needs, and must not own the database.
    #[arg(long, value_name = "NAME", env = "CELESTE_SHORE_GATEWAY_ROLE")]
    pub(crate) gateway_role: String,
    /// A role for people and reporting tools: it may read records and views, and neither keys nor PINs.
    #[arg(long, value_name = "NAME", env = "CELESTE_SHORE_READER_ROLE")]
    pub(crate) reader: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) database: Database,
    /// Where to listen: address and port.
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "CELESTE_SHORE_LISTEN",
        default_value = "0.0.0.0:8443"
    )]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) certificate: CertificateFile,
    /// The private key of the certificate, in PEM form.
    #[arg(long, value_name = "FILE", env = "CELESTE_SHORE_KEY", requires = "certificate")]
    pub(crate) key: Option<PathBuf>,
    /// Exchanges at once; more are asked to come back.
    #[arg(long, value_name = "NUMBER", default_value_t = shore::limits::EXCHANGES_MAX)]
    pub(crate) exchanges: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Enrol {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) into: Into,
    /// Minutes until the code expires.
    #[arg(long, value_name = "NUMBER", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=MINUTES_MAX))]
    pub(crate) minutes: u32,
    #[command(flatten)]
    pub(crate) operator: Operator,
    #[command(flatten)]
    pub(crate) certificate: CertificateFile,
}

#[derive(Debug, Args)]
pub(crate) struct Close {
    #[command(flatten)]
    pub(crate) database: Database,
    /// The vessel: its name or id.
    #[arg(long, value_name = "NAME|ID")]
    pub(crate) vessel: String,
    /// The workstation: its letter or number.
    #[arg(long, value_name = "LETTER|NUMBER")]
    pub(crate) device: String,
    /// Why, for the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) operator: Operator,
}

#[derive(Debug, Args)]
pub(crate) struct Vessels {
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) database: Database,
    /// The vessel: its name or id; may be left out where there is one only.
    #[arg(long, value_name = "NAME|ID")]
    pub(crate) vessel: Option<String>,
}

/// Where the database is.
#[derive(Debug, Args)]
pub(crate) struct Database {
    /// `postgresql://ROLE:PASSWORD@HOST/NAME`. Others on this machine can read a command line: better
    /// set the variable, or name a file.
    #[arg(
        long,
        value_name = "URL",
        env = "CELESTE_SHORE_DATABASE",
        hide_env_values = true,
        required_unless_present = "database_file"
    )]
    pub(crate) database: Option<String>,
    /// A file that holds nothing but that URL.
    #[arg(long, value_name = "FILE", env = "CELESTE_SHORE_DATABASE_FILE")]
    pub(crate) database_file: Option<PathBuf>,
}

/// Which vessel a code is for.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Into {
    /// A vessel that is here already: its name or id.
    #[arg(long, value_name = "NAME|ID")]
    pub(crate) vessel: Option<String>,
    /// A vessel that is not here yet, also one that worked alone until now.
    #[arg(long)]
    pub(crate) new_vessel: bool,
}

/// Who does it.
#[derive(Debug, Args)]
pub(crate) struct Operator {
    /// Your name, for the record.
    #[arg(long, value_name = "NAME", env = "CELESTE_SHORE_OPERATOR", default_value = domain::devices::SHORE_NAME)]
    pub(crate) operator: String,
}

/// A certificate of the operator's own.
#[derive(Debug, Args)]
pub(crate) struct CertificateFile {
    /// A certificate of your own in PEM form, instead of the one that lies in the database.
    #[arg(long, value_name = "FILE", env = "CELESTE_SHORE_CERTIFICATE")]
    pub(crate) certificate: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_in_order() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_code_is_for_a_vessel_or_for_a_new_one_and_never_for_both() {
        let parse = |words: &[&str]| {
            Arguments::try_parse_from([&["celeste-shore", "enrol", "--database", "x"], words].concat())
        };
        assert!(parse(&["--new-vessel"]).is_ok());
        assert!(parse(&["--vessel", "Aurora"]).is_ok());
        assert!(parse(&[]).is_err());
        assert!(parse(&["--vessel", "Aurora", "--new-vessel"]).is_err());
        assert!(parse(&["--new-vessel", "--minutes", "0"]).is_err());
    }
}
