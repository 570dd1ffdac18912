//! The vessels that this shore serves, and the gateway's own device in each.

use ed25519_dalek::SigningKey;
use journal::{DeviceNumber, RowId};
use wire::SecretCheck;

use super::{Database, ShoreError, Work};
use crate::column::{Id, Moment, escaped, unescaped};

/// A vessel that is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vessel {
    /// Its id.
    pub id: RowId,
    /// Its name when it was connected.
    pub name: String,
    /// When it was, milliseconds UTC.
    pub adopted_at: i64,
}

/// Number and key that the gateway will write with, should the vessel be a new one. Both are drawn at
/// random by the caller.
#[derive(Clone)]
pub struct NewIdentity {
    /// A number of its own, as every device has one.
    pub device: DeviceNumber,
    /// An Ed25519 seed.
    pub secret_key: [u8; 32],
}

/// The gateway's device for one vessel.
#[derive(Clone)]
pub struct Identity {
    /// Its number.
    pub device: DeviceNumber,
    /// Its key.
    pub key: SigningKey,
}

impl Identity {
    /// What others verify its signatures with.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }
}

impl Database {
    /// Every vessel that is served, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn vessels(&self) -> Result<Vec<Vessel>, ShoreError> {
        let connection = self.connection().await?;
        let sql = "SELECT vessel_id, name, adopted_at FROM shore_vessels ORDER BY name, vessel_id";
        let rows = connection.query(sql, &[]).await?;
        rows.iter()
            .map(|row| {
                Ok(Vessel {
                    id: row.try_get::<_, Id>(0)?.0,
                    name: unescaped(row.try_get(1)?),
                    adopted_at: row.try_get::<_, Moment>(2)?.0,
                })
            })
            .collect()
    }

    /// Serves the vessel from now on, and returns the gateway's device for it: the one it has already,
    /// else the new one. Its history comes with the first exchange.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn adopt_vessel(
        &self,
        vessel: RowId,
        name: &str,
        new: &NewIdentity,
        now_ms: i64,
    ) -> Result<Identity, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::writing(&mut connection, vessel).await?;
        let identity = adopt(&work, name, new, now_ms).await?;
        work.commit().await?;
        Ok(identity)
    }

    /// The gateway's device for the vessel; none for a vessel that is not served.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn identity(&self, vessel: RowId) -> Result<Option<Identity>, ShoreError> {
        let mut connection = self.connection().await?;
        identity(&Work::reading(&mut connection, vessel).await?).await
    }
}

pub(crate) async fn adopt(work: &Work<'_>, name: &str, new: &NewIdentity, now_ms: i64) -> Result<Identity, ShoreError> {
    let sql = "INSERT INTO shore_vessels (vessel_id, name, adopted_at, hlc, wall_at_max) VALUES ($1, $2, $3, 0, 0) \
               ON CONFLICT (vessel_id) DO NOTHING";
    work.run(sql, &[&work.vessel(), &escaped(name), &Moment(now_ms)])
        .await?;
    let public_key = SigningKey::from_bytes(&new.secret_key)
        .verifying_key()
        .to_bytes()
        .to_vec();
    let sql = "INSERT INTO shore_identity (vessel_id, device, public_key, secret_key, heard_seq) VALUES ($1, $2, $3, $4, 0) \
               ON CONFLICT (vessel_id) DO NOTHING";
    let secret_key = new.secret_key.to_vec();
    work.run(
        sql,
        &[&work.vessel(), &new.device.to_string(), &public_key, &secret_key],
    )
    .await?;
    identity(work).await?.ok_or(ShoreError::NoVessel(work.vessel().0))
}

pub(crate) async fn identity(work: &Work<'_>) -> Result<Option<Identity>, ShoreError> {
    let sql = "SELECT device, secret_key FROM shore_identity WHERE vessel_id = $1";
    let Some(row) = work.row(sql, &[&work.vessel()]).await? else {
        return Ok(None);
    };
    let device: &str = row.try_get(0)?;
    let secret_key: &[u8] = row.try_get(1)?;
    let secret_key: [u8; 32] = secret_key.try_into().map_err(ShoreError::broken)?;
    Ok(Some(Identity {
        device: device.parse().map_err(ShoreError::broken)?,
        key: SigningKey::from_bytes(&secret_key),
    }))
}

/// Keeps what the words of the vessel's recovery sheet are compared with. The first stays: nobody who comes
/// later makes right words wrong.
pub(crate) async fn keep_secret_check(work: &Work<'_>, check: &SecretCheck) -> Result<(), ShoreError> {
    let sql = "UPDATE shore_vessels SET secret_check = $2 WHERE vessel_id = $1 AND secret_check IS NULL";
    work.run(sql, &[&work.vessel(), &check.to_vec()]).await?;
    Ok(())
}

/// What they are compared with; none where no workstation told it.
pub(crate) async fn secret_check(work: &Work<'_>) -> Result<Option<SecretCheck>, ShoreError> {
    let sql = "SELECT secret_check FROM shore_vessels WHERE vessel_id = $1";
    let Some(row) = work.row(sql, &[&work.vessel()]).await? else {
        return Ok(None);
    };
    let check: Option<&[u8]> = row.try_get(0)?;
    check
        .map(|check| check.try_into().map_err(ShoreError::broken))
        .transpose()
}
