//! Two histories under one workstation's number, as after a copied disk: shown until the number is closed.

use super::View;
use super::conflicts::{ConflictKind, ConflictLine, ConflictRecord, ConflictValue};
use super::history::{author, told};
use super::workstations::DeviceNames;
use domain::devices::confirmation_id;
use domain::offers;
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::Device;
use domain::time::Instant;
use journal::{DeviceNumber, Entry, Stamp};
use serde_json::json;
use std::collections::BTreeMap;
use store::{Fork, Records};

/// The act that settles a fork.
const SETTLED_BY: &[&str] = &["close_device"];

/// Every device with two histories that no closure settled, with the first number that two entries have.
fn open_forks(records: &Records<'_>) -> Result<BTreeMap<DeviceNumber, Fork>, Refusal> {
    let mut first = BTreeMap::new();
    for fork in records.forks()? {
        if !fork.is_settled {
            first.entry(fork.device).or_insert(fork);
        }
    }
    Ok(first)
}

/// How many conflicts of every kind are open.
pub(crate) fn open_conflicts(records: &Records<'_>) -> Result<u64, Refusal> {
    let one_by_one = open_forks(records)?.len() + super::twice::asked(records)?.len();
    Ok(records.conflicts_total()? + records.counts_apart_total()? + one_by_one as u64)
}

/// A line for each workstation with two histories.
pub(super) fn fork_lines(view: &View<'_>, names: &DeviceNames) -> Result<Vec<ConflictLine>, Refusal> {
    let offers = offers::offered(view.ctx, SETTLED_BY, &Subject::vessel())?;
    let mut lines = Vec::new();
    for (device, fork) in open_forks(view.reader)? {
        let ours = view.reader.entry(Stamp { device, seq: fork.seq })?;
        let values = vec![
            value(view, names, &fork, ours.as_ref(), true)?,
            value(view, names, &fork, fork.entry.as_ref(), false)?,
        ];
        lines.push(ConflictLine {
            id: format!("fork/{device}"),
            kind: ConflictKind::Fork,
            record: ConflictRecord {
                id: confirmation_id(device),
                table: Device::TABLE.name.to_owned(),
                label: names.name(device),
            },
            column: format!("Entry {}", fork.seq),
            values,
            given: json!({ "device": device.to_string(), "last_seq": fork.seq.saturating_sub(1) }),
            offers: offers.clone(),
        });
    }
    Ok(lines)
}

fn value(
    view: &View<'_>,
    names: &DeviceNames,
    fork: &Fork,
    entry: Option<&Entry>,
    is_shown: bool,
) -> Result<ConflictValue, Refusal> {
    let (text, by, at_ms) = match entry {
        Some(entry) => (told(view, entry)?, author(view, entry)?, entry.wall_at),
        None => (
            "an entry that another machine holds, and this one has not seen".to_owned(),
            "unknown here".to_owned(),
            fork.arrived_at,
        ),
    };
    Ok(ConflictValue {
        text,
        by,
        at: Instant::from_millis(at_ms),
        workstation: names.name(fork.device),
        is_shown,
        keep: String::new(),
        movement: None,
        offers: Vec::new(),
    })
}
