//! What the gateway itself writes: which devices belong to a vessel, and where one ends. Its chain per
//! vessel is one, whichever gateway on the database writes it.

use std::sync::Arc;

use domain::devices::{Closed, Confirmed};
use journal::{Actor, Change, Clock, DeviceNumber, Draft, Entry, Frontier, Hlc, RowId, Stamp, is_suspect};
use serde_json::json;
use wire::{Hello, SignedHead};

use super::receiving::{add, keep_clock, keep_head};
use super::register::identity;
use super::standing::standing;
use super::{Database, ShoreError, Work};
use crate::entries;

/// The role that the gateway writes in.
const ROLE: &str = "operator";
/// The version of its acts.
const ACTION_VERSION: u16 = 1;
/// The act that lets a device into the vessel.
const CONFIRM: &str = "confirm_device";
/// The act that ends a device.
const CLOSE: &str = "close_device";

/// An act of the operator ashore.
#[derive(Clone, Debug)]
pub struct OwnAct {
    /// Who acts, by name.
    pub operator: String,
    /// What is done.
    pub action: String,
    /// What the changes do not show: a JSON object without floats.
    pub parameters: serde_json::Value,
}

impl Database {
    /// Commits an act of the operator to the vessel's journal. `changes` is given the stamp of the entry
    /// to come, which names the rows that it adds.
    ///
    /// # Errors
    /// When the vessel is not served, the act does not fit an entry, or the database fails.
    pub async fn write_own(
        &self,
        vessel: RowId,
        act: OwnAct,
        changes: impl FnOnce(Stamp) -> Vec<Change> + Send,
        now_ms: i64,
    ) -> Result<Entry, ShoreError> {
        let mut connection = self.connection().await?;
        let mut work = Work::writing(&mut connection, vessel).await?;
        let entry = write(&mut work, act, changes, now_ms).await?;
        work.commit().await?;
        Ok(entry)
    }

    /// Closes a device of the vessel after the last of its entries that is held here.
    ///
    /// # Errors
    /// As [`Database::write_own`].
    pub async fn close_device(
        &self,
        vessel: RowId,
        device: DeviceNumber,
        operator: &str,
        reason: &str,
        now_ms: i64,
    ) -> Result<Closed, ShoreError> {
        let mut connection = self.connection().await?;
        let mut work = Work::writing(&mut connection, vessel).await?;
        let head = standing(&work, device).await?.head;
        let closed = Closed {
            device,
            last_seq: head.seq,
            hash: head.hash,
            reason: reason.to_owned(),
        };
        let change = |stamp: Stamp| RowId::new(stamp.device, stamp.seq, 0).map(|row| closed.change(row));
        write(
            &mut work,
            act(operator, CLOSE),
            |stamp| change(stamp).into_iter().collect(),
            now_ms,
        )
        .await?;
        work.commit().await?;
        Ok(closed)
    }

    /// Takes notice of which entries somebody else holds: the gateway never writes a number twice that
    /// it wrote before its database was restored from an older copy.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn hear(&self, vessel: RowId, theirs: &Frontier) -> Result<(), ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let Some(identity) = identity(&work).await? else {
            return Ok(());
        };
        let heard_seq = theirs.get(identity.device).cast_signed();
        let sql = "UPDATE shore_identity SET heard_seq = $2 WHERE vessel_id = $1 AND heard_seq < $2";
        work.run(sql, &[&work.vessel(), &heard_seq]).await?;
        work.commit().await
    }

    /// The gateway's device for the vessel.
    ///
    /// # Errors
    /// [`ShoreError::NoVessel`], or when the database cannot be read.
    pub async fn device(&self, vessel: RowId) -> Result<DeviceNumber, ShoreError> {
        let identity = self.identity(vessel).await?;
        Ok(identity.ok_or(ShoreError::NoVessel(vessel))?.device)
    }

    /// Proves that the gateway has its key for the vessel that the hello is about.
    ///
    /// # Errors
    /// [`ShoreError::NoVessel`], or when the database cannot be read.
    pub async fn sign_hello(&self, hello: &mut Hello) -> Result<(), ShoreError> {
        let identity = self.identity(hello.vessel).await?;
        hello.sign(&identity.ok_or(ShoreError::NoVessel(hello.vessel))?.key);
        Ok(())
    }
}

/// Lets a device into the vessel.
pub(crate) async fn confirm(
    work: &mut Work<'_>,
    operator: &str,
    confirmed: &Confirmed,
    now_ms: i64,
) -> Result<Entry, ShoreError> {
    write(work, act(operator, CONFIRM), |_| vec![confirmed.change()], now_ms).await
}

fn act(operator: &str, action: &str) -> OwnAct {
    OwnAct {
        operator: operator.to_owned(),
        action: action.to_owned(),
        parameters: json!({}),
    }
}

/// Writes the next entry of the gateway's chain, signs it and gives it its effect.
pub(crate) async fn write(
    work: &mut Work<'_>,
    act: OwnAct,
    changes: impl FnOnce(Stamp) -> Vec<Change>,
    now_ms: i64,
) -> Result<Entry, ShoreError> {
    let vessel = work.vessel().0;
    let identity = identity(work).await?.ok_or(ShoreError::NoVessel(vessel))?;
    let known = standing(work, identity.device).await?;
    if known.head.seq < heard_seq(work).await? {
        return Err(ShoreError::Behind);
    }
    let stamp = Stamp {
        device: identity.device,
        seq: known.head.seq + 1,
    };
    let (hlc, is_clock_suspect) = tick(work, now_ms).await?;
    let draft = Draft {
        device: stamp.device,
        seq: stamp.seq,
        hlc,
        wall_at: now_ms,
        clock_suspect: is_clock_suspect,
        actor: Actor::Operator(act.operator),
        role: ROLE.to_owned(),
        action: act.action,
        action_version: ACTION_VERSION,
        parameters: act.parameters,
        changes: changes(stamp),
        seen: take_seen(work, stamp.device).await?,
        reissue_of: None,
        private: None,
        signature: None,
        prev_hash: known.head.hash,
    };
    let entry = Arc::new(draft.seal()?);
    add(work, &known, &[Arc::clone(&entry)], None, now_ms).await?;
    let head = SignedHead::sign(vessel, entry.device, entry.seq, entry.hash, &identity.key);
    keep_head(work, &head).await?;
    Ok(Arc::unwrap_or_clone(entry))
}

/// The highest number of the gateway's own entries that anybody holds.
async fn heard_seq(work: &Work<'_>) -> Result<u64, ShoreError> {
    let sql = "SELECT heard_seq FROM shore_identity WHERE vessel_id = $1";
    let row = work.row(sql, &[&work.vessel()]).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get::<_, i64>(0))?.cast_unsigned())
}

/// The next stamp of the gateway's clock, and whether its wall clock is not to be trusted.
async fn tick(work: &Work<'_>, now_ms: i64) -> Result<(Hlc, bool), ShoreError> {
    let sql = "SELECT hlc, wall_at_max FROM shore_vessels WHERE vessel_id = $1";
    let Some(row) = work.row(sql, &[&work.vessel()]).await? else {
        return Err(ShoreError::NoVessel(work.vessel().0));
    };
    let mut clock = Clock::new(Hlc::from_packed(row.try_get(0)?));
    let wall_at_max: i64 = row.try_get(1)?;
    let hlc = clock.tick(now_ms);
    keep_clock(work, hlc, wall_at_max).await?;
    Ok((hlc, is_suspect(now_ms, wall_at_max, None)))
}

/// What was applied since the gateway's last own entry: of each device everything before the first
/// entry that waits.
async fn take_seen(work: &Work<'_>, own: DeviceNumber) -> Result<Vec<Stamp>, ShoreError> {
    let sql = "WITH applied AS ( \
                   SELECT d.device, coalesce((SELECT min(h.seq) - 1 FROM shore_held h \
                       WHERE h.vessel_id = d.vessel_id AND h.device = d.device), d.seq) AS seq \
                   FROM shore_devices d WHERE d.vessel_id = $1 AND d.device <> $2) \
               UPDATE shore_devices d SET told_seq = a.seq FROM applied a \
               WHERE d.vessel_id = $1 AND d.device = a.device AND d.told_seq < a.seq \
               RETURNING d.device, a.seq";
    let rows = work.rows(sql, &[&work.vessel(), &own.to_string()]).await?;
    let mut seen = rows
        .iter()
        .map(|row| entries::stamp(row, 0))
        .collect::<Result<Vec<_>, _>>()?;
    seen.sort_unstable();
    Ok(seen)
}
