//! Ends of chains that their devices signed: the places where a batch may end.
//!
//! A signature stands for the whole chain before it, so most of those that were received or made are
//! of no use beside a later one. Kept are as many as packing needs: a run between two neighbours is
//! small enough to fit a batch together with others.

use journal::{DeviceNumber, Hash, Head};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::records::Records;

/// Bytes of an Ed25519 signature.
pub const SIGNATURE_BYTES: usize = ed25519_dalek::SIGNATURE_LENGTH;

/// Entries between two kept heads, unless one exchange brought more at once.
pub(crate) const SPAN_ENTRIES_MAX: u64 = 64;
/// Bytes of entries between two kept heads, as they are stored: several such spans fit a batch of
/// 32 KiB once compressed.
pub(crate) const SPAN_BYTES_MAX: u64 = 48 * 1024;

/// The end of a device's chain with that device's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// Whose chain.
    pub device: DeviceNumber,
    /// The last entry that the signature stands for.
    pub seq: u64,
    /// That entry's hash.
    pub hash: Hash,
    /// Ed25519, over a message of the vessel, the device, the number and the hash.
    pub signature: [u8; SIGNATURE_BYTES],
}

impl SignedHead {
    /// What is signed.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
        }
    }
}

impl Records<'_> {
    /// The device's signed heads beyond that entry, in order, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn signed_heads_after(
        &self,
        device: DeviceNumber,
        after_seq: u64,
        limit: usize,
    ) -> Result<Vec<SignedHead>, StoreError> {
        let sql = "SELECT seq, hash, signature FROM signed_heads WHERE device = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
        let mut prepared = self.connection.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut stored = prepared.query((device.to_string(), after_seq.cast_signed(), limit))?;
        let mut heads = Vec::new();
        while let Some(row) = stored.next()? {
            let hash = row.get_ref(1)?.as_str().map_err(StoreError::broken)?;
            heads.push(SignedHead {
                device,
                seq: row.get::<_, i64>(0)?.cast_unsigned(),
                hash: hash.parse().map_err(StoreError::broken)?,
                signature: row.get(2)?,
            });
        }
        Ok(heads)
    }
}

/// The last entry that a kept head of the device stands for; 0 when none does.
pub(crate) fn signed_seq(connection: &Connection, device: DeviceNumber) -> Result<u64, StoreError> {
    let sql = "SELECT max(seq) FROM signed_heads WHERE device = ?1";
    let seq: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([device.to_string()], |row| row.get(0))?;
    Ok(seq.unwrap_or(0).cast_unsigned())
}

/// Keeps a head, and drops the one before it where packing can do without.
pub(crate) fn keep(connection: &Connection, signed: &SignedHead) -> Result<(), StoreError> {
    let device = signed.device.to_string();
    let sql = "INSERT INTO signed_heads (device, seq, hash, signature) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    let added = connection.prepare_cached(sql)?.execute((
        &device,
        signed.seq.cast_signed(),
        signed.hash.to_string(),
        signed.signature.as_slice(),
    ))?;
    if added == 0 {
        return Ok(());
    }
    let sql = "SELECT seq FROM signed_heads WHERE device = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 2";
    let mut prepared = connection.prepare_cached(sql)?;
    let before = prepared.query_map((&device, signed.seq.cast_signed()), |row| row.get(0))?;
    let before = before.collect::<Result<Vec<i64>, _>>()?;
    let Some(&last) = before.first() else {
        return Ok(());
    };
    let from = before.get(1).copied().unwrap_or(0);
    if is_short(connection, &device, from, signed.seq.cast_signed())? {
        let sql = "DELETE FROM signed_heads WHERE device = ?1 AND seq = ?2";
        connection.prepare_cached(sql)?.execute((&device, last))?;
    }
    Ok(())
}

/// Whether the entries after `from` up to `to` are few enough to go without a head between them.
fn is_short(connection: &Connection, device: &str, from: i64, to: i64) -> Result<bool, StoreError> {
    if (to - from).cast_unsigned() > SPAN_ENTRIES_MAX {
        return Ok(false);
    }
    let sql = format!("SELECT sum({SIZE}) FROM pms_audit_log WHERE device = ?1 AND seq > ?2 AND seq <= ?3");
    let mut prepared = connection.prepare_cached(&sql)?;
    let bytes: Option<i64> = prepared
        .query_row((device, from, to), |row| row.get(0))
        .optional()?
        .flatten();
    Ok(bytes.unwrap_or(0).cast_unsigned() <= SPAN_BYTES_MAX)
}

/// The stored bytes of an entry that make most of its size.
pub(crate) const SIZE: &str = "length(parameters) + length(changes) + length(private) + length(signature)";
