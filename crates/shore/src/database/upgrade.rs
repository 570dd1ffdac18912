//! What a newer program does with what an older one could not apply.

use super::register::identity;
use super::{Database, ShoreError, Work};
use crate::apply;

impl Database {
    /// Applies, for every vessel, what an older program had to park and this one knows: tables, columns
    /// and words of a newer version. A program that serves does it once before it answers.
    ///
    /// # Errors
    /// When the database cannot be read or written; the vessels done by then stay done.
    pub async fn apply_parked(&self) -> Result<(), ShoreError> {
        for vessel in self.vessels().await? {
            let mut connection = self.connection().await?;
            let mut work = Work::writing(&mut connection, vessel.id).await?;
            let own = identity(&work).await?.map(|identity| identity.device);
            apply::unpark(&mut work, own).await?;
            work.commit().await?;
        }
        Ok(())
    }
}
