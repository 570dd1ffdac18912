//! The key and the certificate that all gateways on this database answer with.

use super::{Database, ShoreError};

/// Certificate and private key, in DER form.
type Pair = (Vec<u8>, Vec<u8>);

impl Database {
    /// What is kept; none before a gateway has served.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tls(&self) -> Result<Option<Pair>, ShoreError> {
        let connection = self.connection().await?;
        let row = connection
            .query_opt("SELECT certificate, private_key FROM shore_tls", &[])
            .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Keeps them unless others are kept already; returns those that are.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_tls(&self, new: &Pair) -> Result<Pair, ShoreError> {
        let connection = self.connection().await?;
        let sql = "INSERT INTO shore_tls (certificate, private_key) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        connection.execute(sql, &[&new.0, &new.1]).await?;
        drop(connection);
        let kept = self.tls().await?;
        kept.ok_or_else(|| ShoreError::broken("the key that was just kept is gone"))
    }
}
