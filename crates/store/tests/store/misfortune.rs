//! A disk that is full and a folder that cannot be written: a clear sentence, and nothing half-written.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use domain::schema::Row;
use domain::tables::{Crew, Fault};
use store::{Place, Readers, StateFolder, StoreError, Writer, audit};

use crate::fleet::{self, Source};
use crate::ship::{self, NOON, Ship};

/// The folder of the ship, for the process that a test starts of itself.
const FOLDER: &str = "CELESTE_MISFORTUNE";
/// Largest file that the process may write, in KiB: a few acts more than a new replica.
const FILE_SIZE_KIB_MAX: u32 = 1_000;

fn open(folder: &Path) -> Result<Writer, StoreError> {
    let environment = ship::environment(folder.join("state"), "machine 1", 5);
    Writer::open(&Place::new(folder.join("replica")), environment)
}

/// A limit on files is reported like a failing disk, a full one as what it is; the sentence serves both.
fn is_full(error: &StoreError) -> bool {
    assert!(error.to_string().contains("Free some space"), "{error}");
    matches!(error, StoreError::DiskFull(_) | StoreError::WriteFailed(_))
}

/// The process with a limit on its files.
fn target_with_a_full_disk(folder: &Path) {
    let writer = open(folder).unwrap();
    let person = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .all(Crew::TABLE, 1)
        .unwrap()[0]
        .id;
    let long = "The seal leaks. ".repeat(200);
    for committed in 0.. {
        match writer.commit(&ship::who(person), NOON, None, |_| Ok(ship::fault(&long))) {
            Ok(_) => {}
            Err(error) => {
                assert!(is_full(&error), "{error:?}");
                let held = writer
                    .readers()
                    .reader()
                    .unwrap()
                    .records()
                    .all(Fault::TABLE, 10_000)
                    .unwrap()
                    .len();
                assert_eq!(held, committed, "what was committed can still be read");
                let again = writer.commit(&ship::who(person), NOON, None, |_| Ok(ship::fault(&long)));
                assert!(again.as_ref().is_err_and(is_full), "{again:?}");
                eprintln!("committed {committed}");
                return;
            }
        }
    }
}

/// The process with a limit on its files, as it receives.
fn target_that_receives_on_a_full_disk(folder: &Path) {
    let writer = open(folder).unwrap();
    let source = Source::open(folder);
    loop {
        let (run, signed) = source.next(&writer).unwrap();
        if let Err(error) = writer.receive(&run, &signed, NOON, fleet::message) {
            assert!(is_full(&error), "{error:?}");
            let (next, _) = source.next(&writer).unwrap();
            assert_eq!(next[0].seq, run[0].seq, "nothing of the batch was kept");
            eprintln!("received {}", run[0].seq - 1);
            return;
        }
    }
}

/// The process of a stranger.
fn target_in_a_folder_that_cannot_be_written(folder: &Path) {
    let refused = open(folder).map(|_| ()).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly(_)), "{refused:?}");
    assert!(refused.to_string().contains("cannot be written"), "{refused}");
    let readers = Readers::open(&Place::new(folder.join("replica"))).unwrap();
    assert_eq!(
        readers.reader().unwrap().records().all(Fault::TABLE, 10).unwrap().len(),
        1
    );
    let report = audit::verify(&Place::new(folder.join("replica")), None, &mut |_| {}, &Arc::default()).unwrap();
    assert_eq!(report.finding, None);
    eprintln!("read");
}

fn run(mut command: Command, test: &str, folder: &Path) -> Output {
    let output = command
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A shell that runs a program under the limit on files: beyond it a write fails, as on a full disk; the
/// signal that would come with it is ignored.
fn on_a_small_disk() -> Command {
    let mut shell = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f $(({FILE_SIZE_KIB_MAX} * 2)); exec \"$@\"");
    shell.args(["-c", &script, "sh"]);
    shell
}

/// The number that a process said after that word.
fn said(output: &Output, word: &str) -> u64 {
    let lines = String::from_utf8_lossy(&output.stderr).into_owned();
    let number = lines.lines().find_map(|line| line.strip_prefix(word));
    number.and_then(|number| number.parse().ok()).unwrap()
}

#[test]
fn a_full_disk_refuses_the_act_and_keeps_what_was_there() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return target_with_a_full_disk(Path::new(&folder));
    }
    let ship = Ship::founded();
    let output = run(
        on_a_small_disk(),
        "misfortune::a_full_disk_refuses_the_act_and_keeps_what_was_there",
        ship.folder.path(),
    );
    let committed = usize::try_from(said(&output, "committed ")).unwrap();
    assert!(committed > 0, "the limit leaves no room for a single act");
    let writer = ship.writer();
    ship::commit(&writer, ship.person, ship::fault("Space was made"));
    let held = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .all(Fault::TABLE, 10_000)
        .unwrap()
        .len();
    assert_eq!(held, committed + 1);
    assert_eq!(writer.workstation().unwrap().1, "E");
    let state = StateFolder::new(ship.state(), "machine 1");
    let report = audit::verify(&ship.place(), Some(&state), &mut |_| {}, &Arc::default()).unwrap();
    assert_eq!(report.finding, None);
}

#[test]
fn a_full_disk_refuses_a_batch_whole_and_takes_it_when_there_is_space() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return target_that_receives_on_a_full_disk(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let (_, vessel) = fleet::source(folder.path(), 200);
    open(folder.path()).unwrap().join(vessel).unwrap();
    let output = run(
        on_a_small_disk(),
        "misfortune::a_full_disk_refuses_a_batch_whole_and_takes_it_when_there_is_space",
        folder.path(),
    );
    let received = said(&output, "received ");
    assert!(received > 1, "the limit leaves no room for a single batch");
    let (writer, source) = (open(folder.path()).unwrap(), Source::open(folder.path()));
    while let Some((run, signed)) = source.next(&writer) {
        writer.receive(&run, &signed, NOON, fleet::message).unwrap();
    }
    let faults = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .all(Fault::TABLE, 10_000)
        .unwrap()
        .len() as u64;
    assert!(faults >= 200 && faults > received, "{faults}");
    let place = Place::new(folder.path().join("replica"));
    drop(writer);
    let report = audit::verify(&place, None, &mut |_| {}, &Arc::default()).unwrap();
    assert_eq!((report.finding, report.entries), (None, faults + 1));
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_says_so() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return target_in_a_folder_that_cannot_be_written(Path::new(&folder));
    }
    let ship = Ship::founded();
    ship::commit(&ship.writer(), ship.person, ship::fault("Leak"));
    for path in [
        ship.folder.path().to_owned(),
        ship.place().folder().to_owned(),
        ship.place().blobs(),
        ship.place().log(),
    ] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap();
    }
    for file in ["replica.db", "lock"] {
        fs::set_permissions(ship.place().folder().join(file), fs::Permissions::from_mode(0o444)).unwrap();
    }
    // Permissions do not bind the administrator, who becomes a stranger for this.
    let is_administrator = fs::File::create(ship.place().folder().join("probe")).is_ok();
    let mut command = Command::new(if is_administrator { "setpriv" } else { "env" });
    if is_administrator {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    }
    let output = run(
        command,
        "misfortune::a_folder_that_cannot_be_written_is_read_and_says_so",
        ship.folder.path(),
    );
    fs::set_permissions(ship.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(ship.place().folder(), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("read"));
}
