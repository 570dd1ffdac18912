//! How the server is made, started and stopped.

use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::built::built_folder;

use super::programs::Programs;
use super::{DATABASE, GATEWAY_ROLE, OWNER_ROLE, SUPERUSER};

/// How often a start is looked at, and how many looks it gets: 60 s, for a machine that builds beside.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const LOOKS_AT_MOST: u32 = 3_000;
/// A start is tried so often: the port may be taken in between, and after a kill the old children may
/// not have ended yet.
const STARTS_AT_MOST: u32 = 5;
/// The line of `postmaster.pid` that says whether connections are taken.
const STATUS_LINE: usize = 7;

/// What a commit waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// The disk.
    Disk,
    /// The operating system only.
    ProcessOnly,
}

/// The user that the server runs as: this one, or `postgres` where this one is root.
pub(super) struct Owner {
    user: Option<(u32, u32)>,
}

impl Owner {
    pub(super) fn find() -> Self {
        let number = |arguments: &[&str]| {
            let output = Command::new("id").args(arguments).output().ok()?;
            String::from_utf8_lossy(&output.stdout).trim().parse::<u32>().ok()
        };
        if number(&["-u"]) != Some(0) {
            return Self { user: None };
        }
        let user = number(&["-u", SUPERUSER]).zip(number(&["-g", SUPERUSER]));
        assert!(
            user.is_some(),
            "PostgreSQL refuses to run as root, and there is no user `{SUPERUSER}`: install Debian's package `postgresql`"
        );
        Self { user }
    }

    /// Makes the path this user's.
    pub(super) fn give(&self, path: &Path) {
        if let Some((user, group)) = self.user {
            chown(path, Some(user), Some(group)).expect("root may give away its own file");
        }
    }

    /// A command that runs as this user.
    fn command(&self, program: PathBuf) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        // Not every folder of ours may be entered by that user.
        command.current_dir("/").env("LC_ALL", "C");
        command
    }
}

/// Everything that a start needs.
pub(super) struct Start<'a> {
    pub(super) programs: &'a Programs,
    pub(super) owner: &'a Owner,
    pub(super) durability: Durability,
    pub(super) folder: &'a Path,
    pub(super) data: &'a Path,
    pub(super) log: &'a Path,
    /// 0 for one that is free.
    pub(super) port: u16,
}

/// Starts the server and waits until it takes connections. Returns it with its port.
pub(super) fn run(start: &Start<'_>) -> (Child, u16) {
    for _ in 0..STARTS_AT_MOST {
        let port = if start.port == 0 { free_port() } else { start.port };
        let mut process = start.spawn(port);
        if is_ready(&mut process, start.data) {
            return (process, port);
        }
        let _ = process.kill();
        process.wait().expect("it is our own child");
        thread::sleep(LOOK_EVERY * 10);
    }
    let log = fs::read_to_string(start.log).unwrap_or_default();
    panic!("PostgreSQL does not start; its log says:\n{log}");
}

impl Start<'_> {
    fn spawn(&self, port: u16) -> Child {
        let log = File::options().create(true).append(true).open(self.log);
        let log = log.expect("the folder is ours");
        let mut settings = vec![
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", self.folder.display()),
            "max_connections=60".to_owned(),
            "shared_buffers=32MB".to_owned(),
            // Nothing outlives the folder when the server is killed.
            "dynamic_shared_memory_type=mmap".to_owned(),
        ];
        if self.durability == Durability::ProcessOnly {
            settings.extend(["fsync=off", "full_page_writes=off"].map(str::to_owned));
        }
        let mut command = self.owner.command(self.programs.named("postgres"));
        command.arg("-D").arg(self.data);
        for setting in settings {
            command.arg("-c").arg(setting);
        }
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file can be shared"))
            .stderr(log)
            .spawn()
            .expect("the server was found there")
    }
}

/// Waits until the server says so in its own file, which needs no client.
fn is_ready(process: &mut Child, data: &Path) -> bool {
    let own = process.id().to_string();
    for _ in 0..LOOKS_AT_MOST {
        if process.try_wait().expect("it is our own child").is_some() {
            return false;
        }
        let text = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        let mut lines = text.lines();
        let is_own = lines.next().is_some_and(|line| line.trim() == own);
        if is_own && lines.nth(STATUS_LINE - 1).is_some_and(|line| line.trim() == "ready") {
            return true;
        }
        thread::sleep(LOOK_EVERY);
    }
    false
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the machine has a loopback interface");
    listener.local_addr().expect("it is bound").port()
}

/// Stops the server by PostgreSQL's own program; whether it did.
pub(super) fn control(programs: &Programs, owner: &Owner, data: &Path, mode: &str) -> bool {
    let status = owner
        .command(programs.named("pg_ctl"))
        .args(["stop", "--silent", "--wait", "--mode", mode, "--pgdata"])
        .arg(data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// Kills the processes that this one started.
pub(super) fn kill_children(parent: u32) {
    // The parent is held still, so that it does not take the death of one for a crash and starts others.
    let signal = |name: &str, process: &str| Command::new("kill").args([name, process]).status();
    let _ = signal("-STOP", &parent.to_string());
    let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    for child in children.split_whitespace() {
        // One that has just ended by itself cannot be killed.
        let _ = signal("-KILL", child);
    }
}

/// A folder with a fresh cluster that is copied for each test: `initdb` takes seconds, a copy none.
pub(super) fn template(programs: &Programs, owner: &Owner) -> PathBuf {
    let template = built_folder().join(format!("postgres-template-{}", programs.version()));
    if template.is_dir() {
        return template;
    }
    let workplace = tempfile::tempdir().expect("tests need a folder to write in");
    owner.give(workplace.path());
    let data = workplace.path().join("data");
    make_cluster(programs, owner, &data);
    // Two tests may make it at once: each its own, and the first to finish gives it the name.
    let beside = tempfile::tempdir_in(built_folder()).expect("cargo builds there");
    let copied = beside.path().join("data");
    copy(&data, &copied, &Owner { user: None });
    if fs::rename(&copied, &template).is_err() {
        assert!(template.is_dir(), "the template can be neither made nor found");
    }
    template
}

fn make_cluster(programs: &Programs, owner: &Owner, data: &Path) {
    let output = owner
        .command(programs.named("initdb"))
        .args([
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
        ])
        .arg(format!("--username={SUPERUSER}"))
        .arg("--pgdata")
        .arg(data)
        .output()
        .expect("initdb was found there");
    assert!(
        output.status.success(),
        "initdb: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let statements = format!(
        "CREATE ROLE {OWNER_ROLE} LOGIN;\n\
         CREATE ROLE {GATEWAY_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;\n\
         CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE};\n"
    );
    let mut single = owner
        .command(programs.named("postgres"))
        .arg("--single")
        .arg("-D")
        .arg(data)
        .arg("postgres")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server was found there");
    let mut stdin = single.stdin.take().expect("it was asked for");
    stdin
        .write_all(statements.as_bytes())
        .expect("the server reads its statements");
    drop(stdin);
    let output = single.wait_with_output().expect("it is our own child");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("ERROR"), "{said}");
}

/// Copies a folder with all it holds and gives it to the server's user.
pub(super) fn copy(from: &Path, to: &Path, owner: &Owner) {
    fs::create_dir_all(to).expect("there is room for a cluster");
    for entry in fs::read_dir(from).expect("the template is readable") {
        let entry = entry.expect("the template is readable");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("the template is readable").is_dir() {
            copy(&entry.path(), &target, owner);
        } else {
            fs::copy(entry.path(), &target).expect("there is room for a cluster");
            owner.give(&target);
        }
    }
    let mode = fs::metadata(from).expect("the template is readable").mode();
    fs::set_permissions(to, fs::Permissions::from_mode(mode)).expect("it was made just now");
    owner.give(to);
}

/// Mounts a memory disk of this size.
pub(super) fn mount(at: &Path, mebibytes: u32, owner: &Owner) {
    fs::create_dir(at).expect("the folder is ours");
    let output = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &format!("size={mebibytes}m"), "tmpfs"])
        .arg(at)
        .output()
        .expect("every Linux has mount");
    assert!(
        output.status.success(),
        "a disk that runs full is a memory disk, and only root may mount one: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    owner.give(at);
}

/// Takes the memory disk away, at once for everybody.
pub(super) fn unmount(at: &Path) {
    // Reached while a test ends, perhaps by a panic: what is left is only memory.
    let _ = Command::new("umount").arg("--lazy").arg(at).status();
}

/// Writes until nothing more fits.
pub(super) fn fill(path: &Path) {
    let mut file = File::create(path).expect("the disk is ours");
    let block = vec![0_u8; 1 << 16];
    for size in [block.len(), 4096, 1] {
        while file.write_all(&block[..size]).is_ok() {}
    }
}
