//! What both sides remember while they go through a batch: rows met, what was last written to them, and
//! their texts. Whoever writes and whoever reads make the same steps, so it is never sent.

use std::collections::HashMap;
use std::rc::Rc;

use journal::{ChangeKind, DeviceNumber, RowId, Stamp, Value};

use super::text;

/// Rows a list remembers. Moving one to the front costs its length, so it is bounded.
const LIST_ROWS_MAX: usize = 512;
/// Texts a row remembers, by column.
const ROW_TEXTS_MAX: usize = 64;
/// Groups whose last write a row remembers. Looking one up costs their number.
const ROW_WRITES_MAX: usize = 256;

/// Rows met in one context, the last one first.
#[derive(Default)]
pub(super) struct List(Vec<u32>);

impl List {
    /// The place of a row that the list remembers.
    pub(super) fn find(&self, row: u32) -> Option<usize> {
        self.0.iter().position(|known| *known == row)
    }

    pub(super) fn at(&self, place: usize) -> Option<u32> {
        self.0.get(place).copied()
    }

    /// Moves the row at that place to the front.
    pub(super) fn raise(&mut self, place: usize) {
        self.0[..=place].rotate_right(1);
    }

    /// Puts a new row to the front; the last one is forgotten where there are too many.
    pub(super) fn add(&mut self, row: u32) {
        self.0.truncate(LIST_ROWS_MAX - 1);
        self.0.insert(0, row);
    }
}

/// One row met.
struct Met {
    id: RowId,
    /// The entry of this batch that inserted it.
    inserted: Option<u64>,
    /// The last entry of this batch that wrote a group: first column, seq.
    writes: Vec<(u16, u64)>,
    /// Texts as last told in this batch, by column.
    texts: Vec<(u16, Rc<str>)>,
}

/// Everything met so far.
pub(super) struct Memory {
    pub(super) device: DeviceNumber,
    rows: Vec<Met>,
    handles: HashMap<RowId, u32>,
    lists: HashMap<u64, List>,
}

impl Memory {
    pub(super) fn new(device: DeviceNumber) -> Self {
        Self {
            device,
            rows: Vec::new(),
            handles: HashMap::new(),
            lists: HashMap::new(),
        }
    }

    /// The handle of a row; a row not met before is met now.
    pub(super) fn meet(&mut self, id: RowId) -> u32 {
        // At most one row for every byte of a bounded body.
        let next = u32::try_from(self.rows.len()).expect("a batch names fewer than 2^32 rows");
        let handle = *self.handles.entry(id).or_insert(next);
        if handle == next {
            self.rows.push(Met {
                id,
                inserted: None,
                writes: Vec::new(),
                texts: Vec::new(),
            });
        }
        handle
    }

    /// The handle of a row met before.
    pub(super) fn known(&self, id: RowId) -> Option<u32> {
        self.handles.get(&id).copied()
    }

    pub(super) fn id(&self, handle: u32) -> RowId {
        self.rows[handle as usize].id
    }

    pub(super) fn list(&mut self, number: u64) -> &mut List {
        self.lists.entry(number).or_default()
    }

    /// What a change of entry `seq` leaves for later entries to build on.
    pub(super) fn changed(&mut self, handle: u32, seq: u64, kind: &ChangeKind) {
        match kind {
            ChangeKind::Insert { .. } => self.rows[handle as usize].inserted = Some(seq),
            ChangeKind::Update { groups } => {
                for (first_column, _) in groups.iter().filter_map(|group| group.values.first()) {
                    self.wrote(handle, *first_column, seq);
                }
            }
        }
        for (column, value) in kind.values() {
            if let Value::Text(text) = value
                && text::is_quotable(text)
            {
                self.tell(handle, *column, text.as_str().into());
            }
        }
    }

    fn wrote(&mut self, handle: u32, first_column: u16, seq: u64) {
        let writes = &mut self.rows[handle as usize].writes;
        if let Some(write) = writes.iter_mut().find(|(column, _)| *column == first_column) {
            write.1 = seq;
        } else if writes.len() < ROW_WRITES_MAX {
            writes.push((first_column, seq));
        }
    }

    /// The base an update is expected to name: the last write of the group in this batch, else the
    /// making of the row.
    pub(super) fn expected_base(&self, handle: u32, first_column: Option<u16>) -> Option<Stamp> {
        let row = &self.rows[handle as usize];
        let written = row.writes.iter().find(|(column, _)| Some(*column) == first_column);
        let own = |seq| Stamp {
            device: self.device,
            seq,
        };
        let here = written.map(|(_, seq)| own(*seq)).or(row.inserted.map(own));
        here.or_else(|| row.id.author().map(|(device, seq, _)| Stamp { device, seq }))
    }

    fn tell(&mut self, handle: u32, column: u16, text: Rc<str>) {
        let texts = &mut self.rows[handle as usize].texts;
        if let Some(told) = texts.iter_mut().find(|(known, _)| *known == column) {
            told.1 = text;
        } else if texts.len() < ROW_TEXTS_MAX {
            texts.push((column, text));
        }
    }

    pub(super) fn texts(&self, handle: u32) -> &[(u16, Rc<str>)] {
        &self.rows[handle as usize].texts
    }
}
