//! One-time codes that let a workstation in. Only a hash of a code's secret is ever here.

use journal::{DeviceNumber, RowId};

use super::{Database, ShoreError, Work};
use crate::column::{Id, Moment, escaped, unescaped};

/// A code that was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// A hash of its secret.
    pub secret_hash: [u8; 32],
    /// The vessel it is for; none where it is for one still unknown here.
    pub vessel: Option<RowId>,
    /// Who gave it out, by name.
    pub operator: String,
    /// Until when it holds, milliseconds UTC.
    pub expires_at: i64,
}

/// Why a code lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// No such code was given out.
    #[error("No such code was given out here.")]
    Unknown,
    /// It is too old.
    #[error("The code is too old. Ask for a new one.")]
    Expired,
    /// Another device used it.
    #[error("The code was used already. Ask for a new one.")]
    Used,
}

impl Database {
    /// Keeps a code that is given out.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_code(&self, code: &Code, now_ms: i64) -> Result<(), ShoreError> {
        let connection = self.connection().await?;
        let sql = "INSERT INTO shore_codes (secret_hash, vessel_id, operator, issued_at, expires_at) \
                   VALUES ($1, $2, $3, $4, $5)";
        let (hash, vessel, operator) = (code.secret_hash.to_vec(), code.vessel.map(Id), escaped(&code.operator));
        let times = (Moment(now_ms), Moment(code.expires_at));
        connection
            .execute(sql, &[&hash, &vessel, &operator, &times.0, &times.1])
            .await?;
        Ok(())
    }

    /// A code that was given out, used or not; none for a secret that nobody was given.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn code(&self, secret_hash: &[u8; 32]) -> Result<Option<Code>, ShoreError> {
        let connection = self.connection().await?;
        let sql = "SELECT vessel_id, operator, expires_at FROM shore_codes WHERE secret_hash = $1";
        let row = connection.query_opt(sql, &[&secret_hash.to_vec()]).await?;
        row.map(|row| {
            Ok(Code {
                secret_hash: *secret_hash,
                vessel: row.try_get::<_, Option<Id>>(0)?.map(|id| id.0),
                operator: unescaped(row.try_get(1)?),
                expires_at: row.try_get::<_, Moment>(2)?.0,
            })
        })
        .transpose()
    }
}

/// Uses up a code for a device, in the transaction that lets it in. The same device may come again
/// with it, because the answer to its first call may have been lost; nobody else may.
pub(crate) async fn take(
    work: &Work<'_>,
    secret_hash: &[u8; 32],
    device: DeviceNumber,
    now_ms: i64,
) -> Result<(), ShoreError> {
    let sql = "UPDATE shore_codes SET used_at = coalesce(used_at, $4), used_by = $3, vessel_id = $1 \
               WHERE secret_hash = $2 AND coalesce(vessel_id, $1) = $1 AND coalesce(used_by, $3) = $3 \
                 AND expires_at > $4";
    let (hash, device, now) = (secret_hash.to_vec(), device.to_string(), Moment(now_ms));
    if work.run(sql, &[&work.vessel(), &hash, &device, &now]).await? > 0 {
        return Ok(());
    }
    let sql = "SELECT coalesce(used_by, $2) <> $2, expires_at <= $3 FROM shore_codes WHERE secret_hash = $1";
    let why = match work.row(sql, &[&hash, &device, &now]).await? {
        Some(row) if row.try_get(0)? => CodeError::Used,
        Some(row) if row.try_get(1)? => CodeError::Expired,
        _ => CodeError::Unknown,
    };
    Err(why.into())
}
