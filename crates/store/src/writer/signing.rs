//! Signs what this workstation hands to others.

use ed25519_dalek::{Signer, SigningKey};
use journal::{DeviceNumber, Hash, Head, RowId};
use rusqlite::{Connection, TransactionBehavior};

use super::Writer;
use crate::error::StoreError;
use crate::records::Records;
use crate::signed_heads::{self, SIGNATURE_BYTES, SIZE, SPAN_BYTES_MAX, SPAN_ENTRIES_MAX, SignedHead};

impl Writer {
    /// Signs the end of this workstation's chain, and as many places before it as packing needs, once
    /// all of it is on the disk. Returns the end; none before the first act of this workstation.
    ///
    /// `message` gives the bytes to sign: what they are is said where batches are read and written.
    /// Earlier numbers of this replica are signed as well, so that nothing written under them stays here.
    ///
    /// # Errors
    /// When the state folder or the database cannot be read or written.
    pub fn sign_own_head(
        &self,
        message: impl Fn(RowId, DeviceNumber, Head) -> Vec<u8>,
    ) -> Result<Option<SignedHead>, StoreError> {
        let mut core = self.core();
        // Still under the lock, so that no act slips in between this and the reading of the end.
        core.durability.wait()?;
        let present = core.workstation.as_ref().map(|own| own.device);
        let state = core.state.clone();
        let transaction = core
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let records = Records::of(&transaction);
        let Some(vessel) = records.vessel()? else {
            return Ok(None);
        };
        for device in records.own_numbers()? {
            if let Some(key) = state.signing_key(device, vessel)? {
                sign_chain(&transaction, device, &key, |head| message(vessel, device, head))?;
            }
        }
        let signed = match present {
            Some(device) => {
                let before = records.head(device)?.seq.saturating_sub(1);
                records.signed_heads_after(device, before, 1)?.pop()
            }
            None => None,
        };
        transaction.commit()?;
        drop(core);
        self.checkpoints.note();
        Ok(signed)
    }

    /// Signs bytes with the key of the number that this replica writes under; none where it has none.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Option<[u8; SIGNATURE_BYTES]> {
        let core = self.core();
        let own = core.workstation.as_ref()?;
        Some(own.key.sign(message).to_bytes())
    }
}

/// Signs the device's chain from its last signed head on.
fn sign_chain(
    connection: &Connection,
    device: DeviceNumber,
    key: &SigningKey,
    message: impl Fn(Head) -> Vec<u8>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT l.seq, l.hash, {SIZE}, l.seq = h.seq FROM pms_audit_log l JOIN chain_heads h ON h.device = l.device \
         WHERE l.device = ?1 AND l.seq > ?2 ORDER BY l.seq"
    );
    let mut prepared = connection.prepare_cached(&sql)?;
    let signed_seq = signed_heads::signed_seq(connection, device)?;
    let mut stored = prepared.query((device.to_string(), signed_seq.cast_signed()))?;
    let (mut entries, mut bytes) = (0, 0);
    while let Some(row) = stored.next()? {
        entries += 1;
        bytes += row.get::<_, i64>(2)?.cast_unsigned();
        let is_last: bool = row.get(3)?;
        if !is_last && entries < SPAN_ENTRIES_MAX && bytes < SPAN_BYTES_MAX {
            continue;
        }
        let hash: Hash = row
            .get_ref(1)?
            .as_str()
            .map_err(StoreError::broken)?
            .parse()
            .map_err(StoreError::broken)?;
        let head = Head {
            seq: row.get::<_, i64>(0)?.cast_unsigned(),
            hash,
        };
        let signed = SignedHead {
            device,
            seq: head.seq,
            hash,
            signature: key.sign(&message(head)).to_bytes(),
        };
        signed_heads::keep(connection, &signed)?;
        (entries, bytes) = (0, 0);
    }
    Ok(())
}
