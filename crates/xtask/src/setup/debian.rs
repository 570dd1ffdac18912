//! Debian's packages: WebKit for the window, Chromium and a virtual display for the journeys.

use std::fs;

use crate::ground::Ground;
use crate::step::{Failure, Step};

/// The release on which the names below were tried.
const TRIED_ON: (&str, &str) = ("debian", "12");

/// What the build and the tests use, by Debian's names.
const PACKAGES: [&str; 14] = [
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "webkit2gtk-driver",
    "xvfb",
    "xdotool",
    "chromium",
    "sqlite3",
    "fonts-noto-core",
    "fonts-noto-cjk",
    "imagemagick",
    "postgresql",
];

/// What benches measure beside: poppler's and MuPDF's programs that draw pages.
const PEERS: [&str; 2] = ["poppler-utils", "mupdf-tools"];

/// Told to Debian's PostgreSQL before it is installed: tests start servers of their own, and none
/// is wanted beside them.
const NO_CLUSTER: (&str, &str) = (
    "/etc/postgresql-common/createcluster.d/celesteos.conf",
    "create_main_cluster = false",
);

/// Installs the missing packages on Debian 12; elsewhere says which are missing and goes on,
/// because other systems name and pack these things differently.
pub(super) fn install(ground: &Ground) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!(
            "packages: this is not Linux; the window needs the system's web view \
             (Windows: WebView2, macOS: its own). The journeys run on Linux only."
        );
        return Ok(());
    }
    get_missing(ground, &PACKAGES)
}

/// As [`install`], for what only benches use.
pub(super) fn install_peers(ground: &Ground) -> Result<(), Failure> {
    get_missing(ground, &PEERS)
}

fn get_missing(ground: &Ground, packages: &[&'static str]) -> Result<(), Failure> {
    let Some(missing) = missing(ground, packages) else {
        println!(
            "packages: this system has no dpkg; by Debian's names we need: {}",
            packages.join(" ")
        );
        return Ok(());
    };
    if missing.is_empty() {
        println!("packages: all {} are installed", packages.len());
        return Ok(());
    }
    get(ground, &missing)
}

/// Installs packages on Debian 12; on another release says which they are.
pub(super) fn get(ground: &Ground, packages: &[&str]) -> Result<(), Failure> {
    let list = packages.join(" ");
    println!("packages: missing: {list}");
    if !is_tried_release() {
        println!("packages: tried on Debian 12 only; get them by: apt-get install {list}");
        return Ok(());
    }
    let prefix = prefix_for_root(ground, &list)?;
    if packages.contains(&"postgresql") {
        without_cluster(prefix).carry_out(ground)?;
    }
    apt(prefix, ["update"]).carry_out(ground)?;
    apt(prefix, ["install", "--yes", "--no-install-recommends"])
        .with(packages)
        .carry_out(ground)
}

/// Keeps Debian's PostgreSQL from making and starting a server when it is installed.
fn without_cluster(prefix: Option<&str>) -> Step {
    let (file, line) = NO_CLUSTER;
    let script = format!("mkdir -p \"$(dirname {file})\" && echo '{line}' > {file}");
    match prefix {
        Some(prefix) => Step::new(prefix, ["sh", "-c"]).with([script]),
        None => Step::new("sh", ["-c"]).with([script]),
    }
}

/// Those packages that dpkg does not know as installed; `None` where there is no dpkg.
fn missing(ground: &Ground, packages: &[&'static str]) -> Option<Vec<&'static str>> {
    Step::new("dpkg-query", ["--version"]).answer(ground)?;
    let is_missing = |package: &&str| {
        let status = Step::new("dpkg-query", ["--show", "--showformat=${db:Status-Status}"])
            .with([*package])
            .answer(ground);
        status.as_deref() != Some("installed")
    };
    Some(packages.iter().copied().filter(is_missing).collect())
}

fn is_tried_release() -> bool {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let has = |name: &str, value: &str| {
        text.lines()
            .filter_map(|line| line.split_once('='))
            .any(|(key, set)| key == name && set.trim_matches('"') == value)
    };
    has("ID", TRIED_ON.0) && has("VERSION_ID", TRIED_ON.1)
}

/// `sudo` unless we are root already.
fn prefix_for_root(ground: &Ground, list: &str) -> Result<Option<&'static str>, Failure> {
    let user = Step::new("id", ["-u"]).answer(ground).unwrap_or_default();
    if user.trim() == "0" {
        return Ok(None);
    }
    if Step::new("sudo", ["--version"]).answer(ground).is_some() {
        return Ok(Some("sudo"));
    }
    Err(Failure::new(format!(
        "Debian packages are missing and there is no sudo; as root: apt-get install {list}"
    )))
}

fn apt<const N: usize>(prefix: Option<&str>, arguments: [&str; N]) -> Step {
    match prefix {
        None => Step::new("apt-get", arguments).env("DEBIAN_FRONTEND", "noninteractive"),
        Some(sudo) => Step::new(sudo, ["DEBIAN_FRONTEND=noninteractive", "apt-get"]).with(arguments),
    }
}
