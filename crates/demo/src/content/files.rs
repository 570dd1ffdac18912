//! Photos and papers of the demo vessel, drawn here: nothing is downloaded and nobody's photo is shown.

mod drawing;
mod letter;

use drawing::{dripping, gauge, impeller};
use std::sync::LazyLock;

/// A file as it lies beside the replica.
pub struct DemoFile {
    /// Its name in the script.
    pub key: &'static str,
    /// Name of the file.
    pub name: &'static str,
    /// `photo` or `pdf`.
    pub kind: &'static str,
    /// Registered name of its format.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where a file was attached.
pub(crate) struct Attached {
    /// The file.
    pub(crate) file: &'static str,
    /// The record: `fault:gen2-coolant`.
    pub(crate) to: &'static str,
    /// By whom.
    pub(crate) by: &'static str,
    /// What is to be seen on it.
    pub(crate) caption: &'static str,
    /// Days before now.
    pub(crate) days_ago: i64,
    /// Why it was withdrawn, half an hour later.
    pub(crate) withdrawn: Option<&'static str>,
}

/// What people attached.
pub(crate) const ATTACHED: &[Attached] = &[
    attached("drip-blurred", "fault:cabin4-drip", "lefevre", "", 2).withdrawn("Blurred, a better one follows"),
    attached("drip", "fault:cabin4-drip", "lefevre", "Ceiling grille over the bed", 2),
    attached(
        "gauge",
        "fault:gen2-coolant",
        "villanueva",
        "Coolant at 94 °C, half load",
        0,
    ),
    attached(
        "letter",
        "equipment:651.02",
        "nowak",
        "Maker's letter on the thermostat",
        60,
    ),
    attached(
        "confirmation",
        "purchase_order:palma",
        "goncalves",
        "Their confirmation: no hose clamps",
        20,
    ),
    attached(
        "impeller",
        "part:0634-1129",
        "berzins",
        "New kit beside the worn impeller",
        30,
    ),
];

const fn attached(
    file: &'static str,
    to: &'static str,
    by: &'static str,
    caption: &'static str,
    days_ago: i64,
) -> Attached {
    Attached {
        file,
        to,
        by,
        caption,
        days_ago,
        withdrawn: None,
    }
}

impl Attached {
    const fn withdrawn(mut self, reason: &'static str) -> Self {
        self.withdrawn = Some(reason);
        self
    }
}

static FILES: LazyLock<Vec<DemoFile>> = LazyLock::new(|| {
    let photo = |key, name, bytes| DemoFile {
        key,
        name,
        kind: "photo",
        media_type: "image/jpeg",
        bytes,
    };
    vec![
        photo("gauge", "IMG_2041.JPG", gauge()),
        photo("drip", "IMG_1988.JPG", dripping(0.0)),
        photo("drip-blurred", "IMG_1987.JPG", dripping(14.0)),
        photo("impeller", "IMG_1740.JPG", impeller()),
        DemoFile {
            key: "letter",
            name: "service-letter-0427.pdf",
            kind: "pdf",
            media_type: "application/pdf",
            bytes: letter::letter(letter::SERVICE),
        },
        DemoFile {
            key: "confirmation",
            name: "AB-88-20417.pdf",
            kind: "pdf",
            media_type: "application/pdf",
            bytes: letter::letter(letter::CONFIRMATION),
        },
    ]
});

/// Every file.
#[must_use]
pub fn files() -> &'static [DemoFile] {
    &FILES
}
