//! What is known of a device of a vessel.

use std::collections::{BTreeMap, HashMap};

use domain::devices;
use journal::{DeviceNumber, Frontier, Hash, Head, RowId, Stamp, genesis_hash};

use super::{Database, ShoreError, Work};
use crate::column::Id;
use crate::entries;

/// What is known of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceStanding {
    /// Where its chain ends here; before its first entry, where it begins.
    pub head: Head,
    /// Its Ed25519 key: the confirmed one, else the one it introduced itself with. None before either.
    pub public_key: Option<[u8; 32]>,
    /// Whether the key it introduced itself with is not the one that was confirmed.
    pub is_forged: bool,
    /// Whether it founded the vessel or somebody aboard confirmed it.
    pub is_confirmed: bool,
    /// Its last entry that counts, once it was closed.
    pub closed_seq: Option<u64>,
    /// Whether it is the gateway's own device for the vessel.
    pub is_own: bool,
}

/// Whoever calls, as far as it is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A device of the vessel that counts.
    Known {
        /// Its key.
        public_key: [u8; 32],
    },
    /// It was not let into the vessel, or two keys are known of it.
    Unknown,
    /// It was closed.
    Closed,
}

impl Database {
    /// Which entries of the vessel are here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn frontier(&self, vessel: RowId) -> Result<Frontier, ShoreError> {
        let mut connection = self.connection().await?;
        frontier(&Work::reading(&mut connection, vessel).await?).await
    }

    /// What is known of the device; nothing but a beginning of a chain for one never heard of.
    ///
    /// # Errors
    /// When the vessel is not served here, or the database cannot be read.
    pub async fn device_standing(&self, vessel: RowId, device: DeviceNumber) -> Result<DeviceStanding, ShoreError> {
        let mut connection = self.connection().await?;
        standing(&Work::reading(&mut connection, vessel).await?, device).await
    }

    /// Whom a call in the name of the device has to come from.
    ///
    /// # Errors
    /// As [`Database::device_standing`].
    pub async fn caller(&self, vessel: RowId, device: DeviceNumber) -> Result<Caller, ShoreError> {
        let standing = self.device_standing(vessel, device).await?;
        Ok(match standing.public_key {
            _ if standing.closed_seq.is_some() => Caller::Closed,
            _ if standing.is_own || !standing.is_confirmed => Caller::Unknown,
            Some(public_key) if !standing.is_forged => Caller::Known { public_key },
            _ => Caller::Unknown,
        })
    }
}

pub(crate) async fn frontier(work: &Work<'_>) -> Result<Frontier, ShoreError> {
    let sql = "SELECT device, seq FROM shore_devices WHERE vessel_id = $1 AND seq > 0";
    let rows = work.rows(sql, &[&work.vessel()]).await?;
    let stamps: Result<Vec<Stamp>, ShoreError> = rows.iter().map(|row| entries::stamp(row, 0)).collect();
    Ok(stamps?.into_iter().collect())
}

/// [`journal::histories`] of what is here: where every device's history ends, as far as it counts.
pub(crate) async fn histories(work: &Work<'_>) -> Result<Hash, ShoreError> {
    let sql = "SELECT d.device, least(d.seq, d.closed_seq), \
                      CASE WHEN d.closed_seq < d.seq THEN a.hash ELSE d.hash END \
               FROM shore_devices d \
               LEFT JOIN pms_audit_log a ON a.vessel_id = $1 AND a.device = d.device AND a.seq = d.closed_seq \
               WHERE d.vessel_id = $1 AND least(d.seq, d.closed_seq) > 0";
    let mut ends = BTreeMap::new();
    for row in work.rows(sql, &[&work.vessel()]).await? {
        let Stamp { device, seq } = entries::stamp(&row, 0)?;
        let hash = hash(row.try_get(2)?)?;
        ends.insert(device, Head { seq, hash });
    }
    Ok(journal::histories(&ends))
}

pub(crate) async fn standing(work: &Work<'_>, device: DeviceNumber) -> Result<DeviceStanding, ShoreError> {
    let sql = "SELECT d.seq, d.hash, d.introduced_key, d.closed_seq, c.public_key, i.device = $2, i.public_key \
               FROM shore_vessels v \
               LEFT JOIN shore_devices d ON d.vessel_id = v.vessel_id AND d.device = $2 \
               LEFT JOIN pms_device_confirmations c ON c.vessel_id = v.vessel_id AND c.id = $3 \
               LEFT JOIN shore_identity i ON i.vessel_id = v.vessel_id \
               WHERE v.vessel_id = $1";
    let vessel = work.vessel();
    let confirmation = Id(devices::confirmation_id(device));
    let Some(row) = work.row(sql, &[&vessel, &device.to_string(), &confirmation]).await? else {
        return Err(ShoreError::NoVessel(vessel.0));
    };
    let head = match row.try_get::<_, Option<i64>>(0)? {
        Some(seq) => Head {
            seq: seq.cast_unsigned(),
            hash: hash(row.try_get(1)?)?,
        },
        None => Head {
            seq: 0,
            hash: genesis_hash(device),
        },
    };
    let introduced = key(row.try_get(2)?);
    let confirmed: Option<Vec<u8>> = row.try_get(4)?;
    let is_own = row.try_get::<_, Option<bool>>(5)?.unwrap_or(false);
    let own = if is_own { key(row.try_get(6)?) } else { None };
    let confirmed_key = key(confirmed.as_deref());
    Ok(DeviceStanding {
        head,
        public_key: own.or(confirmed_key).or(introduced),
        is_forged: introduced.zip(confirmed_key).is_some_and(|(one, other)| one != other),
        is_confirmed: confirmed.is_some() || devices::vouched_by(vessel.0, device).is_none(),
        closed_seq: row.try_get::<_, Option<i64>>(3)?.map(i64::cast_unsigned),
        is_own,
    })
}

/// The last entry that counts, of each closed device.
pub(crate) async fn closed(work: &Work<'_>) -> Result<HashMap<DeviceNumber, u64>, ShoreError> {
    let sql = "SELECT device, closed_seq FROM shore_devices WHERE vessel_id = $1 AND closed_seq IS NOT NULL";
    let rows = work.rows(sql, &[&work.vessel()]).await?;
    rows.iter()
        .map(|row| entries::stamp(row, 0).map(|stamp| (stamp.device, stamp.seq)))
        .collect()
}

/// Moves the end of a device's chain on, and notes what its first entry introduced it with.
pub(crate) async fn advance(
    work: &Work<'_>,
    device: DeviceNumber,
    head: Head,
    introduced_key: Option<[u8; 32]>,
    now_ms: i64,
) -> Result<(), ShoreError> {
    let sql = "INSERT INTO shore_devices (vessel_id, device, seq, hash, told_seq, introduced_key, heard_at) \
               VALUES ($1, $2, $3, $4, 0, $5, $6) \
               ON CONFLICT (vessel_id, device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, \
                   introduced_key = coalesce(shore_devices.introduced_key, excluded.introduced_key), \
                   heard_at = excluded.heard_at";
    let (seq, hash) = (head.seq.cast_signed(), head.hash.to_string());
    let key = introduced_key.map(|key| key.to_vec());
    let heard_at = crate::column::Moment(now_ms);
    work.run(
        sql,
        &[&work.vessel(), &device.to_string(), &seq, &hash, &key, &heard_at],
    )
    .await?;
    Ok(())
}

pub(crate) fn hash(text: &str) -> Result<Hash, ShoreError> {
    text.parse().map_err(ShoreError::broken)
}

/// A key of the right length; a confirmation may hold anything, and then names no key.
fn key(bytes: Option<&[u8]>) -> Option<[u8; 32]> {
    bytes?.try_into().ok()
}

/// Notes the key of a device that was let in before any entry of it is here.
pub(crate) async fn introduce(
    work: &Work<'_>,
    device: DeviceNumber,
    public_key: &[u8; 32],
    now_ms: i64,
) -> Result<(), ShoreError> {
    let sql = "INSERT INTO shore_devices (vessel_id, device, seq, hash, told_seq, introduced_key, heard_at) \
               VALUES ($1, $2, 0, $3, 0, $4, $5) \
               ON CONFLICT (vessel_id, device) DO UPDATE SET \
                   introduced_key = coalesce(shore_devices.introduced_key, excluded.introduced_key)";
    let (hash, key) = (genesis_hash(device).to_string(), public_key.to_vec());
    let heard_at = crate::column::Moment(now_ms);
    work.run(sql, &[&work.vessel(), &device.to_string(), &hash, &key, &heard_at])
        .await?;
    Ok(())
}
