//! Photos, papers and manuals of a vessel, in pieces, under their SHA-256.
//!
//! Invariant: only what an effective row of the record names is taken in and handed out, and a file is
//! handed out only once all of its bytes were found to have the digest. Nothing here looks into a file.

use journal::RowId;
use sha2::{Digest as _, Sha256};
use wire::limits::{FILE_BYTES_MAX, FILES_LISTED_MAX, PIECE_BYTES};
use wire::{FileName, FilePiece, LackedFile};

use super::{Database, ShoreError, Work};
use crate::column::Moment;

/// Pieces that are read at once to look at a whole file: 1 MiB.
const PIECES_AT_ONCE: i32 = 16;

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptPiece {
    /// It is stored.
    Arrived,
    /// It was the last one, and the file is here now.
    Whole,
    /// It was the last one, and the file was another one than its name says: all of it is thrown away.
    Wrong,
    /// It is not wanted: no effective row names the file, it is here, or a piece before this one is missing.
    Passed,
}

/// Which files of a vessel are here, and which are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesHere {
    /// Those that the record names and that are not here whole: the smallest of them, smallest first.
    pub lacking: Vec<LackedFile>,
    /// All of them.
    pub lacking_files: u64,
    /// Bytes of all of them that have not arrived.
    pub lacking_bytes: u64,
    /// Files that are here.
    pub held_files: u64,
}

impl Database {
    /// Which files are here, and which are not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn files(&self, vessel: RowId) -> Result<FilesHere, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "SELECT sha256, arrived, count(*) OVER (), \
                          (sum(greatest(size_bytes - arrived, 0)) OVER ())::bigint \
                   FROM (SELECT a.sha256, min(a.size_bytes) AS size_bytes, coalesce(max(f.arrived_bytes), 0) AS arrived \
                         FROM (SELECT vessel_id, sha256, size_bytes, is_void FROM pms_attachments \
                               UNION ALL \
                               SELECT vessel_id, sha256, size_bytes, is_void FROM pms_documents) a \
                         LEFT JOIN shore_files f ON f.vessel_id = a.vessel_id AND f.sha256 = a.sha256 \
                         WHERE a.vessel_id = $1 AND NOT a.is_void AND f.whole_at IS NULL \
                           AND a.sha256 ~ '^[0-9a-f]{64}$' AND a.size_bytes BETWEEN 1 AND $2 \
                         GROUP BY a.sha256) lacking \
                   ORDER BY size_bytes, sha256 LIMIT $3";
        let (largest, most) = (FILE_BYTES_MAX.cast_signed(), FILES_LISTED_MAX as i64);
        let rows = work.rows(sql, &[&work.vessel(), &largest, &most]).await?;
        let mut here = FilesHere::default();
        for row in &rows {
            here.lacking.push(LackedFile {
                name: name(row.try_get(0)?)?,
                arrived_bytes: row.try_get::<_, i64>(1)?.cast_unsigned(),
            });
            here.lacking_files = row.try_get::<_, i64>(2)?.cast_unsigned();
            here.lacking_bytes = row.try_get::<_, i64>(3)?.cast_unsigned();
        }
        let sql = "SELECT count(*) FROM shore_files WHERE vessel_id = $1 AND whole_at IS NOT NULL";
        let held: Option<i64> = match work.row(sql, &[&work.vessel()]).await? {
            Some(row) => Some(row.try_get(0)?),
            None => None,
        };
        here.held_files = held.unwrap_or(0).cast_unsigned();
        Ok(here)
    }

    /// Bytes of a file that is here whole and that an effective row names; none of any other.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn file_size(&self, vessel: RowId, name: FileName) -> Result<Option<u64>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "SELECT size_bytes FROM shore_files WHERE vessel_id = $1 AND sha256 = $2 AND whole_at IS NOT NULL";
        let row = work.row(sql, &[&work.vessel(), &name.to_string()]).await?;
        let Some(row) = row else { return Ok(None) };
        if !is_named(&work, name).await? {
            return Ok(None);
        }
        Ok(Some(row.try_get::<_, i64>(0)?.cast_unsigned()))
    }

    /// The piece of a file that begins there; none where there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn file_piece(&self, vessel: RowId, name: FileName, offset: u64) -> Result<Option<Vec<u8>>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "SELECT bytes FROM shore_file_pieces WHERE vessel_id = $1 AND sha256 = $2 AND place = $3";
        let row = work
            .row(sql, &[&work.vessel(), &name.to_string(), &place(offset)?])
            .await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }

    /// Stores a piece. One that is here already is passed over, so that it may come again.
    ///
    /// # Errors
    /// When the database fails; nothing is stored then.
    pub async fn keep_piece(&self, vessel: RowId, piece: &FilePiece, now_ms: i64) -> Result<KeptPiece, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::writing(&mut connection, vessel).await?;
        self.lock_waits().add(work.waited());
        let kept = keep(&work, piece, now_ms).await?;
        work.commit().await?;
        Ok(kept)
    }
}

async fn keep(work: &Work<'_>, piece: &FilePiece, now_ms: i64) -> Result<KeptPiece, ShoreError> {
    let digits = piece.name.to_string();
    let sql = "SELECT size_bytes, arrived_bytes, whole_at IS NOT NULL FROM shore_files \
               WHERE vessel_id = $1 AND sha256 = $2";
    let row = work.row(sql, &[&work.vessel(), &digits]).await?;
    let (size_bytes, arrived, is_whole): (i64, i64, bool) = match &row {
        Some(row) => (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?),
        None => (piece.size_bytes.cast_signed(), 0, false),
    };
    if is_whole || !is_named(work, piece.name).await? {
        return Ok(KeptPiece::Passed);
    }
    if size_bytes != piece.size_bytes.cast_signed() {
        // Of two that do not agree on its size one has another file: it begins anew.
        throw_away(work, &digits).await?;
        return Ok(KeptPiece::Passed);
    }
    if piece.offset.cast_signed() != arrived {
        return Ok(KeptPiece::Passed);
    }
    let sql = "INSERT INTO shore_files (vessel_id, sha256, size_bytes, arrived_bytes) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (vessel_id, sha256) DO UPDATE SET arrived_bytes = excluded.arrived_bytes";
    let end = piece.end().cast_signed();
    work.run(sql, &[&work.vessel(), &digits, &size_bytes, &end]).await?;
    let sql = "INSERT INTO shore_file_pieces (vessel_id, sha256, place, bytes) VALUES ($1, $2, $3, $4)";
    work.run(sql, &[&work.vessel(), &digits, &place(piece.offset)?, &piece.bytes])
        .await?;
    if !piece.is_last() {
        return Ok(KeptPiece::Arrived);
    }
    if digest(work, &digits).await? != piece.name {
        throw_away(work, &digits).await?;
        return Ok(KeptPiece::Wrong);
    }
    let sql = "UPDATE shore_files SET whole_at = $3 WHERE vessel_id = $1 AND sha256 = $2";
    work.run(sql, &[&work.vessel(), &digits, &Moment(now_ms)]).await?;
    Ok(KeptPiece::Whole)
}

async fn is_named(work: &Work<'_>, name: FileName) -> Result<bool, ShoreError> {
    let sql = "SELECT 1 FROM pms_attachments WHERE vessel_id = $1 AND sha256 = $2 AND NOT is_void \
               UNION ALL \
               SELECT 1 FROM pms_documents WHERE vessel_id = $1 AND sha256 = $2 AND NOT is_void LIMIT 1";
    Ok(work.row(sql, &[&work.vessel(), &name.to_string()]).await?.is_some())
}

/// The SHA-256 of the pieces in their order.
async fn digest(work: &Work<'_>, digits: &str) -> Result<FileName, ShoreError> {
    let sql = "SELECT bytes FROM shore_file_pieces \
               WHERE vessel_id = $1 AND sha256 = $2 AND place >= $3 AND place < $4 ORDER BY place";
    let mut hasher = Sha256::new();
    let mut from = 0;
    loop {
        let until = from + PIECES_AT_ONCE;
        let rows = work.rows(sql, &[&work.vessel(), &digits, &from, &until]).await?;
        if rows.is_empty() {
            return Ok(FileName(hasher.finalize().into()));
        }
        for row in &rows {
            hasher.update(row.try_get::<_, &[u8]>(0)?);
        }
        from = until;
    }
}

async fn throw_away(work: &Work<'_>, digits: &str) -> Result<(), ShoreError> {
    let sql = "DELETE FROM shore_file_pieces WHERE vessel_id = $1 AND sha256 = $2";
    work.run(sql, &[&work.vessel(), &digits]).await?;
    let sql = "DELETE FROM shore_files WHERE vessel_id = $1 AND sha256 = $2";
    work.run(sql, &[&work.vessel(), &digits]).await?;
    Ok(())
}

/// Which piece begins there.
fn place(offset: u64) -> Result<i32, ShoreError> {
    i32::try_from(offset / PIECE_BYTES as u64).map_err(ShoreError::broken)
}

/// Reads 64 hex digits.
fn name(digits: &str) -> Result<FileName, ShoreError> {
    let mut name = [0; 32];
    for (byte, pair) in name.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).map_err(ShoreError::broken)?;
        *byte = u8::from_str_radix(pair, 16).map_err(ShoreError::broken)?;
    }
    Ok(FileName(name))
}
