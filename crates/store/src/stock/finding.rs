//! Finds parts by what is printed on them, and movements by who signed them.

use domain::schema::{RawRow, Row};
use domain::tables::Part;
use journal::{RowId, entry::Signature};

use crate::error::StoreError;
use crate::records::Records;
use crate::statement;

impl Records<'_> {
    /// Parts whose barcode, number or one of whose other numbers is that code; case and white space do
    /// not matter. At most `limit`, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn parts_by_code(&self, code: &str, limit: usize) -> Result<Vec<RawRow>, StoreError> {
        let wanted = plain(code);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let (table, shown) = (Part::TABLE, self.shown(Part::TABLE)?);
        let sql = format!(
            "SELECT t.rowid, t.barcode, t.number, t.other_numbers FROM {} t WHERE {shown} ORDER BY t.rowid",
            table.name
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let mut stored = prepared.query([])?;
        let mut places: Vec<i64> = Vec::new();
        while let Some(row) = stored.next()?
            && places.len() < limit
        {
            let text = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(StoreError::broken);
            let own = [text(1)?, text(2)?].into_iter().flatten();
            let mut numbers = own.chain(text(3)?.into_iter().flat_map(|others| others.split([',', ';', '\n'])));
            if numbers.any(|number| plain(number) == wanted) {
                places.push(row.get(0)?);
            }
        }
        let sql = format!(
            "{} FROM {} t WHERE t.rowid = ?1",
            statement::of(table).columns,
            table.name
        );
        let mut parts = Vec::new();
        for place in places {
            parts.extend(self.query(table, &sql, [place])?);
        }
        Ok(parts)
    }

    /// Who signed the entry that added the row; none where nobody did.
    ///
    /// # Errors
    /// When the database cannot be read, or the signature no longer decodes.
    pub fn signer_of(&self, row: RowId) -> Result<Option<RowId>, StoreError> {
        let sql = "SELECT a.signature FROM entry_rows e JOIN pms_audit_log a ON a.rowid = e.arrival \
                   WHERE e.row_id = ?1 AND e.is_insert AND a.signature <> '' ORDER BY e.arrival LIMIT 1";
        let signature: Option<String> = self.optional(sql, [row.as_bytes().as_slice()])?;
        let signer = |text: String| serde_json::from_str::<Signature>(&text).map(|signature| signature.signer);
        signature.map(signer).transpose().map_err(StoreError::broken)
    }
}

/// A code without case and white space.
fn plain(code: &str) -> String {
    code.chars()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
