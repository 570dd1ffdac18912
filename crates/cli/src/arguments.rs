//! The words of the command line.

mod print;

pub(crate) use print::{ListName, Print};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

/// Planned maintenance for a ship's engine room, without a window.
#[derive(Parser)]
#[command(name = "celeste", version, about)]
pub(crate) struct Arguments {
    /// The replica's folder.
    #[arg(long, global = true, env = "CELESTE_REPLICA", default_value = "replica")]
    pub(crate) replica: PathBuf,
    /// The machine's own state folder.
    #[arg(long, global = true, env = "CELESTE_STATE_DIR")]
    pub(crate) state: Option<PathBuf>,
    /// Print one JSON object, errors included.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Begin the record of a vessel, or make a demo vessel.
    Init(Init),
    /// Carry out an act, or ask what it would do.
    #[command(subcommand)]
    Action(Action),
    /// Rows of a table, or one row by id, number or code.
    Show {
        /// For example pms_work_orders or pms_audit_log.
        table: String,
        /// Id, number or code.
        id: Option<String>,
        /// First row wanted.
        #[arg(long, default_value_t = 0)]
        offset: usize,
    },
    /// What lies in stores of a part, by place, and who else has not been heard of.
    Stock {
        /// Number, barcode, other number, what a label carries, name or id.
        part: String,
    },
    /// Find records by words: names, numbers, codes and whatever people wrote.
    Search(Search),
    /// Look at the record itself.
    #[command(subcommand)]
    Audit(Audit),
    /// Exchange acts with the shore and with other workstations, over the network or by file.
    #[command(subcommand)]
    Sync(Sync),
    /// Print labels of parts, with a QR code that the program finds them by, into a PDF.
    Labels(Labels),
    /// Print a work order's card or record, a list, or the record of a period, into a PDF.
    #[command(subcommand)]
    Print(Print),
    /// Read a manual: a page as a picture, or its words.
    #[command(subcommand)]
    Manual(Manual),
    /// Take over a list from a CSV or XLSX file, or see what it would do.
    Import(Import),
    /// Write every table as CSV with a schema, and the lists in the form in which they can be imported.
    Export {
        /// The folder to write; it must not exist, or be empty.
        folder: PathBuf,
    },
    /// Copy the replica into one verified file, also beside a running program.
    Backup {
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Measure it, beside what the same costs without it.
    #[cfg(feature = "bench")]
    Bench {
        /// What to measure.
        #[arg(value_enum)]
        name: crate::bench::Bench,
        /// Rows of the vessel that is measured; it is made once and kept below target/bench.
        #[arg(long, default_value_t = 1_000_000)]
        rows: usize,
    },
}

#[derive(Subcommand)]
pub(crate) enum Audit {
    /// Verify every entry and every row; exit 2 and the first bad entry when something does not match.
    Verify,
}

#[derive(Subcommand)]
pub(crate) enum Sync {
    /// Exchange with every peer until nothing is left to say; exit 2 where something is in the way.
    Once,
    /// Tell where each link stands.
    Status,
    /// Write every act into a file, for a stick or a letter.
    Export {
        /// The file to write; it must not exist.
        file: PathBuf,
        /// Put the photos and papers that lie here behind the acts.
        #[arg(long)]
        files: bool,
    },
    /// Take every act from a file that is not here yet.
    Import {
        /// The file that `export` wrote.
        file: PathBuf,
    },
    /// Join a vessel, or connect this one with the shore, by a one-time code.
    Enrol(Enrol),
    /// Be the ship's meeting point until Ctrl+C: answer the other workstations on the ship's network, and
    /// exchange with the shore meanwhile.
    Listen {
        /// Where to answer, for example 192.168.1.20:7443; kept for the next time.
        address: String,
        /// Only keep the address, so that a workstation can be invited before it is answered.
        #[arg(long)]
        keep: bool,
    },
}

#[derive(Args)]
pub(crate) struct Search {
    /// The words; all of them must be found.
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// Only records of this kind, and more of them.
    #[arg(long, value_parser = api::SearchKind::WORDS.to_vec())]
    pub(crate) kind: Option<String>,
}

#[derive(Args)]
pub(crate) struct Import {
    /// What the list holds.
    #[arg(value_parser = [
        "locations", "equipment", "parts", "spare_parts", "running_hours", "suppliers", "people",
    ])]
    pub(crate) kind: String,
    /// The file: CSV or XLSX.
    pub(crate) file: PathBuf,
    /// Who imports and signs: name or id.
    #[arg(long = "as")]
    pub(crate) person: String,
    /// The PIN of that person; `-` reads it from standard input.
    #[arg(long)]
    pub(crate) pin: Option<String>,
    /// The sheet of a workbook; the first that holds anything when left out.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Which column holds a field, by its head or its number from 1; may be given several times.
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub(crate) map: Vec<String>,
    /// Leave out wrong rows instead of refusing the list.
    #[arg(long)]
    pub(crate) leave_out_wrong: bool,
    /// Only tell what it would do; exit 2 where rows are wrong.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct Enrol {
    /// Where the other side answers, for example `https://shore.example.com:8443`.
    pub(crate) address: String,
    /// The code that it gave out.
    pub(crate) code: String,
    /// Where this workstation stands, for an empty replica.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The words of the vessel's recovery sheet, for an empty replica; `-` reads them from standard input.
    #[arg(long)]
    pub(crate) words: Option<String>,
    /// Who sets up the link, by name or id, where the replica holds a vessel already.
    #[arg(long = "as", requires = "pin")]
    pub(crate) person: Option<String>,
    /// The PIN of that person; `-` reads it from standard input.
    #[arg(long, requires = "person")]
    pub(crate) pin: Option<String>,
}

#[derive(Args)]
pub(crate) struct Init {
    /// Name of the ship.
    #[arg(long, required_unless_present = "demo")]
    pub(crate) vessel: Option<String>,
    /// Letter of this workstation: one or two letters without I and O.
    #[arg(long, required_unless_present = "demo")]
    pub(crate) letter: Option<String>,
    /// Name of the first chief engineer.
    #[arg(long, required_unless_present = "demo")]
    pub(crate) person: Option<String>,
    /// Rank of that person.
    #[arg(long, default_value = "Chief engineer")]
    pub(crate) rank: String,
    /// PIN of that person, at least six digits; `-` reads it from standard input.
    #[arg(long, required_unless_present = "demo")]
    pub(crate) pin: Option<String>,
    /// Make the demo vessel; everybody's PIN is 123456.
    #[arg(long, conflicts_with_all = ["vessel", "letter", "person", "pin"])]
    pub(crate) demo: bool,
    /// The same seed makes the same demo vessel.
    #[arg(long, default_value_t = 1, requires = "demo")]
    pub(crate) seed: u64,
    /// With --demo: leave the makers' manuals out, which take longer to make than all the rest.
    #[arg(long, requires = "demo")]
    pub(crate) without_manuals: bool,
    /// Rows of the demo vessel, up to 1,000,000.
    #[arg(long, requires = "demo")]
    pub(crate) rows: Option<usize>,
}

#[derive(Args)]
pub(crate) struct Labels {
    /// The file to write; an earlier PDF of that name is replaced.
    pub(crate) file: PathBuf,
    /// The parts: number, name or id of each.
    #[arg(required_unless_present = "kept_at")]
    pub(crate) parts: Vec<String>,
    /// Also every part that is usually kept at this place: its code or id.
    #[arg(long)]
    pub(crate) kept_at: Option<String>,
    /// What they are printed on.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) form: LabelPaper,
    /// How many of each part.
    #[arg(long, default_value_t = 1)]
    pub(crate) copies: u32,
    /// Labels of a started sheet that are gone already.
    #[arg(long, default_value_t = 0)]
    pub(crate) skip: u32,
}

#[derive(Subcommand)]
pub(crate) enum Manual {
    /// Add manuals, and read them.
    Add(AddManual),
    /// Find the page that helps, and say why.
    Find(FindManual),
    /// Draw a page into a PNG file.
    Render {
        #[command(flatten)]
        manual: ManualNamed,
        /// Which page, from 1.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
        page: u32,
        /// Pixels across; 1240 when left out, which is A4 at 150 for each inch.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
        width: Option<u32>,
        /// The file to write; an earlier PNG of that name is replaced.
        #[arg(long)]
        out: PathBuf,
    },
    /// Print what is written in it: lines in the order of reading, a form feed between pages.
    Text {
        #[command(flatten)]
        manual: ManualNamed,
        /// Only these pages: 7, or 7-9.
        #[arg(long)]
        pages: Option<Pages>,
    },
}

/// Manuals that are added.
#[derive(Args)]
pub(crate) struct AddManual {
    /// The files: PDFs.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The person who adds them.
    #[arg(long = "as")]
    pub(crate) person: String,
    /// The person's PIN; - reads it from standard input.
    #[arg(long)]
    pub(crate) pin: String,
    /// What it is called; from the file's name when left out.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Maker of what it describes.
    #[arg(long)]
    pub(crate) maker: Option<String>,
    /// Model of what it describes.
    #[arg(long)]
    pub(crate) model: Option<String>,
    /// Which revision it is.
    #[arg(long)]
    pub(crate) revision: Option<String>,
    /// Equipment that it describes, by code or id.
    #[arg(long)]
    pub(crate) equipment: Vec<String>,
}

/// What is looked for.
#[derive(Args)]
pub(crate) struct FindManual {
    /// The equipment, by code or id.
    #[arg(long)]
    pub(crate) equipment: Option<String>,
    /// A fault code, as on the display.
    #[arg(long)]
    pub(crate) code: Option<String>,
    /// Words to be found in headings.
    pub(crate) words: Vec<String>,
}

/// Which manual is meant, and what opens it.
#[derive(Args)]
pub(crate) struct ManualNamed {
    /// A PDF; else a manual of the replica, by id, title or the beginning of its title.
    #[arg(value_name = "FILE|MANUAL")]
    pub(crate) named: PathBuf,
    /// The password of a locked file.
    #[arg(long)]
    pub(crate) password: Option<String>,
}

/// Pages from one to another, from 1.
#[derive(Clone, Copy)]
pub(crate) struct Pages {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl FromStr for Pages {
    type Err = &'static str;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let (first, last) = given.split_once('-').unwrap_or((given, given));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(Self { first, last }),
            _ => Err("write one page, as in 7, or two, as in 7-9"),
        }
    }
}

/// What labels are printed on.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum LabelPaper {
    /// A4 with 24 labels of 70 x 37 mm (Avery Zweckform 3474).
    #[default]
    A4,
    /// A4 with 24 labels of 63.5 x 33.9 mm inside a margin (Avery L7159).
    A4Margin,
    /// A roll of 62 mm (Brother DK-22205).
    Roll,
}

#[derive(Subcommand)]
pub(crate) enum Action {
    /// Every act with its roles, signing and parameters.
    List,
    /// What the form starts from.
    Prefill(Call),
    /// Duplicates and warnings.
    Check(Call),
    /// Everything a commit would write.
    Preview(Call),
    /// Carry it out; needs the PIN.
    Commit(Call),
}

#[derive(Args)]
pub(crate) struct Call {
    /// The act, for example report_fault.
    pub(crate) name: String,
    /// Who acts: name or id.
    #[arg(long = "as")]
    pub(crate) person: String,
    /// The PIN; `-` reads it from standard input.
    #[arg(long)]
    pub(crate) pin: Option<String>,
    /// Parameters as a JSON object; ids may be numbers, codes or names.
    #[arg(long, default_value = "{}")]
    pub(crate) params: String,
}
