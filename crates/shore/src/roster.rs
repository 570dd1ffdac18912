//! The devices of a vessel, for whoever operates the shore.

use domain::time::Instant;
use journal::{DeviceNumber, RowId};
use serde_json::{Value as Json, json};

use crate::column::{Moment, unescaped};
use crate::database::{Database, ShoreError, Work};

/// A device of a vessel, as far as it is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workstation {
    /// Its number.
    pub device: DeviceNumber,
    /// Whether it is the gateway itself.
    pub is_shore: bool,
    /// Its letter; none of the gateway, and of one whose introduction has not come.
    pub letter: Option<String>,
    /// Where it stands, for people.
    pub name: Option<String>,
    /// Its last entry here.
    pub last_seq: u64,
    /// How many of its entries wait for a row, or for its confirmation.
    pub held: u64,
    /// When an entry of it last arrived, milliseconds UTC; none before the first.
    pub heard_at: Option<i64>,
    /// Its last entry that counts, once it was closed.
    pub closed_seq: Option<u64>,
}

impl Workstation {
    /// What people call it.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.name.as_deref().unwrap_or("a workstation without a name");
        match (&self.letter, self.is_shore) {
            (_, true) => "Shore".to_owned(),
            (Some(letter), false) => format!("{letter} “{name}”"),
            (None, false) => format!("“{name}”"),
        }
    }

    /// One line about it.
    #[must_use]
    pub fn line(&self) -> String {
        let heard = match self.heard_at {
            Some(at) => format!("last heard {}", Instant::from_millis(at)),
            None => "never heard".to_owned(),
        };
        let held = if self.held > 0 {
            format!(", {} held", self.held)
        } else {
            String::new()
        };
        let closed = self
            .closed_seq
            .map(|seq| format!(", closed after {seq}"))
            .unwrap_or_default();
        let (device, last_seq) = (self.device, self.last_seq);
        format!("{device}  {}: {last_seq} entries{held}, {heard}{closed}", self.title())
    }

    /// The same for programs.
    #[must_use]
    pub fn to_json(&self) -> Json {
        json!({
            "device": self.device,
            "kind": if self.is_shore { "shore" } else { "workstation" },
            "letter": self.letter,
            "name": self.name,
            "last_seq": self.last_seq,
            "held": self.held,
            "heard_at": self.heard_at.map(|at| Instant::from_millis(at).to_string()),
            "closed_seq": self.closed_seq,
        })
    }
}

impl Database {
    /// Every device of the vessel that was let in or of which entries are here, by letter.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn roster(&self, vessel: RowId) -> Result<Vec<Workstation>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "WITH known AS ( \
                       SELECT device FROM shore_devices WHERE vessel_id = $1 \
                       UNION SELECT device FROM pms_device_confirmations WHERE vessel_id = $1) \
                   SELECT k.device, EXISTS (SELECT FROM shore_identity s WHERE s.vessel_id = $1 AND s.device = k.device), \
                       coalesce(min(c.letter), min(i.letter)), coalesce(min(c.name), min(i.name)), \
                       coalesce(max(d.seq), 0), \
                       (SELECT count(*) FROM shore_held h WHERE h.vessel_id = $1 AND h.device = k.device), \
                       max(d.heard_at) FILTER (WHERE d.seq > 0), max(d.closed_seq) \
                   FROM known k \
                   LEFT JOIN shore_devices d ON d.vessel_id = $1 AND d.device = k.device \
                   LEFT JOIN pms_device_confirmations c ON c.vessel_id = $1 AND c.device = k.device \
                   LEFT JOIN pms_devices i ON i.vessel_id = $1 AND i.device = k.device \
                   GROUP BY k.device ORDER BY 3, 1";
        let rows = work.rows(sql, &[&work.vessel()]).await?;
        rows.iter()
            .map(|row| {
                let device: &str = row.try_get(0)?;
                let text = |at: usize| Ok::<_, ShoreError>(row.try_get::<_, Option<String>>(at)?.map(unescaped));
                Ok(Workstation {
                    device: device.parse().map_err(ShoreError::broken)?,
                    is_shore: row.try_get(1)?,
                    letter: text(2)?,
                    name: text(3)?,
                    last_seq: row.try_get::<_, i64>(4)?.cast_unsigned(),
                    held: row.try_get::<_, i64>(5)?.cast_unsigned(),
                    heard_at: row.try_get::<_, Option<Moment>>(6)?.map(|at| at.0),
                    closed_seq: row.try_get::<_, Option<i64>>(7)?.map(i64::cast_unsigned),
                })
            })
            .collect()
    }

    /// Why the tables here may rightly show something else than another replica with the same entries;
    /// none where they may not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsure(&self, vessel: RowId) -> Result<Option<String>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::reading(&mut connection, vessel).await?;
        let sql = "SELECT (SELECT count(*) FROM shore_held h WHERE h.vessel_id = $1 AND NOT EXISTS ( \
                       SELECT FROM shore_devices d WHERE d.vessel_id = $1 AND d.device = h.device AND d.closed_seq < h.seq)), \
                   (SELECT count(DISTINCT (device, seq)) FROM shore_parked WHERE vessel_id = $1)";
        let Some(row) = work.row(sql, &[&work.vessel()]).await? else {
            return Ok(None);
        };
        let (held, parked): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        Ok(match (held, parked) {
            (0, 0) => None,
            (0, _) => Some(format!(
                "Acts ashore with something that only a newer version knows: {parked}."
            )),
            (_, _) => Some(format!(
                "Acts that wait ashore for others, or for their workstation to be confirmed: {held}."
            )),
        })
    }
}
