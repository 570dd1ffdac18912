//! Processes that are killed in the middle of exchanges: no act that was acknowledged is lost, and none
//! is there twice.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use testkit::link::{Link, Weather};

use crate::machine::files::noise;
use crate::machine::{Machine, wait_until};

/// Processes killed in each test, unless `CELESTE_KILLS` says otherwise.
const KILLS: u64 = 10;
/// The folder of the machine, for the process that is killed.
const FOLDER: &str = "CELESTE_SYNC_KILL_TARGET";
/// Where it answers, if it is the meeting point.
const ADDRESS: &str = "CELESTE_SYNC_KILL_ADDRESS";
/// Exchanges after the last kill until one goes through: the other side may still count calls.
const ATTEMPTS: usize = 10;
/// What the process says before the title of an act that it has committed.
const ACKNOWLEDGED: &str = "acknowledged ";

/// A process that is killed when it is dropped.
struct Target {
    process: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

impl Target {
    /// Starts the named test as the target, and waits until it has begun.
    fn start(name: &str, folder: &Path, address: &str) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .env(FOLDER, folder)
            .env(ADDRESS, address)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let begun = lines.find(|line| line.as_ref().is_ok_and(|line| line == "begun"));
        assert!(begun.is_some(), "the process that is killed did not begin");
        Self { process, lines }
    }

    /// Kills it, and returns the titles that it acknowledged.
    fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let lines = self.lines.by_ref().map_while(Result::ok);
        let titles = lines.filter_map(|line| line.strip_prefix(ACKNOWLEDGED).map(str::to_owned));
        // A line that was cut off is no acknowledgement.
        titles.filter(|title| title.ends_with('.')).collect()
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // Where the test has failed, the process must not outlive it. It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn kills() -> u64 {
    let kills = std::env::var("CELESTE_KILLS").ok();
    kills.and_then(|kills| kills.parse().ok()).unwrap_or(KILLS)
}

/// Odd steps, so that kills fall on every part of an exchange.
fn moment(kill: u64) -> Duration {
    Duration::from_millis(100 + kill * 7_919 % 701)
}

/// Writes acts and exchanges them until it is killed.
fn write_without_end(folder: &Path) {
    let turn = std::process::id();
    let machine = Machine::in_folder(folder, 2, turn);
    let person = machine.person();
    let runner = machine.run();
    eprintln!("begun");
    for number in 0_u64.. {
        let title = format!("Fault {number} of {turn}.");
        machine.report(person, &title);
        eprintln!("{ACKNOWLEDGED}{title}");
        if number % 20 == 0 {
            runner.sync_now(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

const WRITER_KILLED: &str = "kills::a_workstation_killed_again_and_again_loses_and_doubles_nothing";

#[test]
fn a_workstation_killed_again_and_again_loses_and_doubles_nothing() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return write_without_end(Path::new(&folder));
    }
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    assert_eq!(second.once(enrolled.peer).status.failure, None);
    let device = second.device();
    let (second, acknowledged) = second.while_closed(|folder| {
        let killed = |kill| {
            let target = Target::start(WRITER_KILLED, folder, "");
            std::thread::sleep(moment(kill));
            target.kill()
        };
        (0..kills()).flat_map(killed).collect::<Vec<String>>()
    });
    assert!(
        acknowledged.len() as u64 >= kills(),
        "{} acts before the kills",
        acknowledged.len()
    );
    assert_eq!(second.device(), device, "a kill is no reason for a new number");
    let mut failure = None;
    for _ in 0..ATTEMPTS {
        failure = second.once(enrolled.peer).status.failure;
        if failure.is_none() {
            break;
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    assert_eq!(failure, None);
    assert_eq!(first.frontier(), second.frontier());
    let arrived = first.faults();
    assert_eq!(arrived, second.faults());
    let once: BTreeSet<&String> = arrived.iter().collect();
    assert_eq!(once.len(), arrived.len(), "an act is there twice");
    let lost: Vec<&String> = acknowledged.iter().filter(|title| !once.contains(title)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    // Of each kill at most the act under way is there without having been acknowledged.
    assert!(arrived.len() as u64 <= acknowledged.len() as u64 + kills());
}

/// Answers until it is killed.
fn answer_without_end(folder: &Path) {
    let machine = Machine::in_folder(folder, 1, std::process::id());
    let address = std::env::var(ADDRESS).unwrap();
    let (_runner, _) = machine.listen_at(&address);
    eprintln!("begun");
    loop {
        std::thread::park();
    }
}

const ANSWERER_KILLED: &str = "kills::a_meeting_point_killed_again_and_again_loses_and_doubles_nothing";

#[test]
fn a_meeting_point_killed_again_and_again_loses_and_doubles_nothing() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return answer_without_end(Path::new(&folder));
    }
    let (first, person) = Machine::founder(1);
    // Free just now; the process that is killed takes it again and again.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (meeting, address) = first.listen_at(&free.to_string());
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    assert_eq!(second.once(enrolled.peer).status.failure, None);
    meeting.stop();
    let (first, ()) = first.while_closed(|folder| {
        for kill in 0..kills() {
            let target = Target::start(ANSWERER_KILLED, folder, &address.to_string());
            let killer = std::thread::spawn(move || {
                std::thread::sleep(moment(kill) / 4);
                target.kill()
            });
            for number in 0..5 {
                second.report(person, &format!("Fault {number} of {kill}."));
                // It fails as soon as the other side is killed, and says so.
                second.once(enrolled.peer);
            }
            killer.join().unwrap();
        }
        let _last = Target::start(ANSWERER_KILLED, folder, &address.to_string());
        wait_until("everything arrives", || {
            second.once(enrolled.peer).status.failure.is_none()
        });
    });
    assert_eq!(first.frontier(), second.frontier());
    let expected = 5 * usize::try_from(kills()).unwrap();
    let once: BTreeSet<String> = first.faults().into_iter().collect();
    assert_eq!((first.faults().len(), once.len()), (expected, expected));
}

/// Fetches until it is killed.
fn fetch_without_end(folder: &Path) {
    let machine = Machine::in_folder(folder, 2, std::process::id());
    let _runner = machine.run();
    eprintln!("begun");
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}

const FETCHER_KILLED: &str = "kills::a_workstation_killed_while_a_photo_comes_goes_on_where_it_was";

#[test]
fn a_workstation_killed_while_a_photo_comes_goes_on_where_it_was() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return fetch_without_end(Path::new(&folder));
    }
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let link = Link::to(address, 5);
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    assert_eq!(second.once(enrolled.peer).status.failure, None);
    let fault = first.report(person, "Water under the floor plates");
    let bytes = noise(1, 14_000_000);
    let name = first.attach(person, fault, &bytes);
    link.set_weather(Weather {
        one_way: Duration::from_millis(5),
        rate_bits: Some(20_000_000),
        lost_per_mille: 0,
    });
    let blobs = second.blobs();
    let mut arrived = vec![0];
    let (second, ()) = second.while_closed(|folder| {
        for kill in 0..kills() {
            let target = Target::start(FETCHER_KILLED, folder, "");
            std::thread::sleep(moment(kill));
            target.kill();
            arrived.push(blobs.arrived(&name).unwrap());
        }
    });
    link.mend();
    let mut attempts = 0;
    while !second.blobs().holds(&name) {
        second.once(enrolled.peer);
        attempts += 1;
        assert!(attempts < ATTEMPTS, "the photo does not come");
        std::thread::sleep(Duration::from_millis(300));
    }
    assert_eq!(second.blobs().read(&name).unwrap(), Some(bytes));
    // Where it was not through yet nothing of it was lost by a kill.
    let on_its_way: Vec<u64> = arrived.into_iter().take_while(|bytes| *bytes < 13_900_000).collect();
    assert!(
        on_its_way.windows(2).all(|pair| pair[0] <= pair[1] || pair[1] == 0),
        "{on_its_way:?}"
    );
    assert!(
        on_its_way.iter().any(|bytes| *bytes > 0),
        "no kill fell on the photo: {on_its_way:?}"
    );
}
