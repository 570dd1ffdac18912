//! Where each device's chain ends here, and the clock: what the writer keeps in memory beside the
//! database, loaded at the start and written back inside each transaction.

use std::collections::HashMap;

use journal::clock::FOLLOW_AHEAD_MS_MAX;
use journal::{Clock, DeviceNumber, Entry, Head, Hlc, RowId, Stamp, genesis_hash};
use rusqlite::{Connection, OptionalExtension};

use crate::column;
use crate::error::StoreError;

/// The end of one device's chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tip {
    pub(crate) head: Head,
    /// What this replica's last own entry had seen of the device.
    told_seq: u64,
    is_changed: bool,
}

/// What the writer knows without asking the database.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) vessel: Option<RowId>,
    /// The device this replica last wrote as.
    pub(crate) device: Option<DeviceNumber>,
    pub(crate) letter: String,
    pub(crate) clock: Clock,
    /// The latest wall clock seen in entries whose authors trusted theirs.
    pub(crate) wall_at_max: i64,
    tips: HashMap<DeviceNumber, Tip>,
}

impl Standing {
    pub(crate) fn load(connection: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT vessel_id, device, letter, hlc, wall_at_max FROM replica";
        let mut standing = connection
            .query_row(sql, [], |row| {
                let vessel: Option<Vec<u8>> = row.get(0)?;
                let device: Option<String> = row.get(1)?;
                let letter: Option<String> = row.get(2)?;
                Ok((vessel, device, letter, row.get::<_, i64>(3)?, row.get::<_, i64>(4)?))
            })
            .map_err(StoreError::from)
            .and_then(|(vessel, device, letter, hlc, wall_at_max)| {
                Ok(Self {
                    vessel: vessel.map(|bytes| column::row_id(&bytes)).transpose()?,
                    device: device
                        .map(|text| text.parse())
                        .transpose()
                        .map_err(StoreError::broken)?,
                    letter: letter.unwrap_or_default(),
                    clock: Clock::new(Hlc::from_packed(hlc)),
                    wall_at_max,
                    tips: HashMap::new(),
                })
            })?;
        for (device, head, told_seq) in read_heads(connection, "main")? {
            standing.tips.insert(
                device,
                Tip {
                    head,
                    told_seq,
                    is_changed: false,
                },
            );
        }
        Ok(standing)
    }

    /// Writes back what changed.
    pub(crate) fn save(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let sql = "INSERT INTO chain_heads (device, seq, hash, told_seq) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, told_seq = excluded.told_seq";
        let mut prepared = connection.prepare_cached(sql)?;
        for (device, tip) in self.tips.iter_mut().filter(|(_, tip)| tip.is_changed) {
            let (seq, told_seq) = (tip.head.seq.cast_signed(), tip.told_seq.cast_signed());
            prepared.execute((device.to_string(), seq, tip.head.hash.to_string(), told_seq))?;
            tip.is_changed = false;
        }
        let sql = "UPDATE replica SET vessel_id = ?1, device = ?2, letter = ?3, hlc = ?4, wall_at_max = ?5";
        connection.prepare_cached(sql)?.execute((
            self.vessel.as_ref().map(|vessel| vessel.as_bytes().as_slice()),
            self.device.map(|device| device.to_string()),
            self.device.map(|_| &self.letter),
            self.clock.last().to_packed(),
            self.wall_at_max,
        ))?;
        Ok(())
    }

    /// Where the device's chain ends here; before its first entry, where it begins.
    pub(crate) fn head(&self, device: DeviceNumber) -> Head {
        let begin = || Head {
            seq: 0,
            hash: genesis_hash(device),
        };
        self.tips.get(&device).map_or_else(begin, |tip| tip.head)
    }

    /// Moves the end of the entry's chain on to it.
    ///
    /// A wall clock that lies further ahead of the own one than a stamp is followed is not believed:
    /// one workstation years ahead would make every other one suspect for ever.
    pub(crate) fn advance(&mut self, entry: &Entry, now_ms: i64) {
        let head = Head {
            seq: entry.seq,
            hash: entry.hash,
        };
        let told_seq = self.tips.get(&entry.device).map_or(0, |tip| tip.told_seq);
        self.tips.insert(
            entry.device,
            Tip {
                head,
                told_seq,
                is_changed: true,
            },
        );
        if !entry.clock_suspect && entry.wall_at <= now_ms.saturating_add(FOLLOW_AHEAD_MS_MAX) {
            self.wall_at_max = self.wall_at_max.max(entry.wall_at);
        }
    }

    /// What this replica has applied since its last own entry, but for its own: the `seen` of the next.
    pub(crate) fn take_seen(&mut self, own: DeviceNumber, connection: &Connection) -> Result<Vec<Stamp>, StoreError> {
        let mut seen = Vec::new();
        for (&device, tip) in self
            .tips
            .iter_mut()
            .filter(|(device, tip)| **device != own && tip.told_seq < tip.head.seq)
        {
            let applied_seq = applied_seq(connection, device, tip.head.seq)?;
            if tip.told_seq < applied_seq {
                (tip.told_seq, tip.is_changed) = (applied_seq, true);
                seen.push(Stamp {
                    device,
                    seq: applied_seq,
                });
            }
        }
        seen.sort_unstable();
        Ok(seen)
    }

    /// A new device number has told nobody of what it has seen.
    pub(crate) fn forget_told(&mut self) {
        for tip in self.tips.values_mut() {
            (tip.told_seq, tip.is_changed) = (0, true);
        }
    }
}

/// The last of the device's entries before the first one that is held.
fn applied_seq(connection: &Connection, device: DeviceNumber, head_seq: u64) -> Result<u64, StoreError> {
    let sql = "SELECT min(seq) FROM held WHERE device = ?1";
    let held: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([device.to_string()], |row| row.get(0))?;
    Ok(held.map_or(head_seq, |seq| seq.cast_unsigned().saturating_sub(1)))
}

/// Every device's last entry as the database remembers it, and what was told of it.
pub(crate) fn read_heads(
    connection: &Connection,
    database: &str,
) -> Result<Vec<(DeviceNumber, Head, u64)>, StoreError> {
    let sql = format!("SELECT device, seq, hash, told_seq FROM {database}.chain_heads ORDER BY device");
    let mut prepared = connection.prepare(&sql)?;
    let mut stored = prepared.query([])?;
    let mut heads = Vec::new();
    while let Some(row) = stored.next()? {
        let device: String = row.get(0)?;
        let hash: String = row.get(2)?;
        let head = Head {
            seq: row.get::<_, i64>(1)?.cast_unsigned(),
            hash: hash.parse().map_err(StoreError::broken)?,
        };
        heads.push((
            device.parse().map_err(StoreError::broken)?,
            head,
            row.get::<_, i64>(3)?.cast_unsigned(),
        ));
    }
    Ok(heads)
}

/// The hash of one entry; none when it is not held.
pub(crate) fn entry_hash(connection: &Connection, stamp: Stamp) -> Result<Option<String>, StoreError> {
    let sql = "SELECT hash FROM pms_audit_log WHERE device = ?1 AND seq = ?2";
    let mut prepared = connection.prepare_cached(sql)?;
    let parameters = (stamp.device.to_string(), stamp.seq.cast_signed());
    Ok(prepared.query_row(parameters, |row| row.get(0)).optional()?)
}
