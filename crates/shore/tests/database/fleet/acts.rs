//! What people do at a workstation, on what it holds.

use domain::devices::{Closed, Confirmed};
use domain::schema::{Row, Table};
use domain::tables::{Crew, DeviceKind, Equipment, Note, Part, Permission, WorkOrder};
use journal::{Change, ChangeKind, GroupWrite, RowId, Value, genesis_hash};

use super::{Fleet, NOON, insert, machine, part, text, update};

impl Fleet {
    /// One act of one workstation, on what it holds.
    pub(crate) fn act(&mut self, at: usize) {
        if !self.authors[at].replica.has_row(self.person) {
            return self.hear(at);
        }
        let fresh = self.fresh(at);
        match self.dice.roll(14) {
            0 | 1 => self.write(at, "add_equipment", vec![machine(fresh)], Vec::new()),
            2 => self.add_permission(at),
            3 => self.add_work_order(at, fresh),
            4 => self.add_note(at, fresh),
            5 => self.rename_person(at),
            6 => self.confirm(at),
            7 if self.dice.roll(4) == 0 => self.close(at, fresh),
            8 => self.write_newer(at, fresh),
            9 => self.write(at, "add_part", vec![part(fresh)], Vec::new()),
            _ => self.change_something(at),
        }
    }

    /// The id of a row that the workstation's next entry adds.
    pub(crate) fn fresh(&self, at: usize) -> RowId {
        let author = &self.authors[at];
        RowId::new(author.device, author.chain.len() as u64 + 1, 0).unwrap()
    }

    fn confirm(&mut self, at: usize) {
        let whom = self.dice.roll(self.authors.len());
        self.confirm_whom(at, whom);
    }

    /// Lets another workstation in.
    pub(crate) fn confirm_whom(&mut self, at: usize, whom: usize) {
        let whom = &self.authors[whom];
        let confirmed = Confirmed {
            device: whom.device,
            kind: DeviceKind::Workstation,
            letter: Some("B".to_owned()),
            name: "Bridge".to_owned(),
            public_key: whom.key.verifying_key().to_bytes(),
        };
        self.write(at, "confirm_device", vec![confirmed.change()], Vec::new());
    }

    fn close(&mut self, at: usize, fresh: RowId) {
        let whom = self.dice.roll(self.authors.len());
        let last_seq = self.dice.roll(self.authors[whom].chain.len() + 2);
        self.close_after(at, fresh, whom, last_seq as u64);
    }

    pub(crate) fn close_after(&mut self, at: usize, fresh: RowId, whom: usize, last_seq: u64) {
        let device = self.authors[whom].device;
        let closed = Closed {
            device,
            last_seq,
            hash: genesis_hash(device),
            reason: "Lost overboard".to_owned(),
        };
        self.write(at, "close_device", vec![closed.change(fresh)], Vec::new());
    }

    /// What a newer version writes: a column and a table that this one does not know.
    fn write_newer(&mut self, at: usize, fresh: RowId) {
        let change = if self.dice.roll(2) == 0 {
            let mut change = machine(fresh);
            if let ChangeKind::Insert { values } = &mut change.kind {
                values.push((900, text("from a newer version")));
            }
            change
        } else {
            let values = vec![(1, Value::Int(1))];
            let kind = ChangeKind::Insert { values };
            Change {
                table: 900,
                row: fresh,
                kind,
            }
        };
        self.write(at, "add_dinghy", vec![change], Vec::new());
    }

    fn add_permission(&mut self, at: usize) {
        let action = *self.dice.pick(&["report_fault", "add_part"]);
        let id = RowId::natural(Permission::TABLE.number, &[action.as_bytes(), b"crew"]);
        let mut values = vec![(1, text(action)), (2, text("crew"))];
        if self.dice.roll(2) == 0 {
            values.push((3, text("all")));
        }
        let change = insert(Permission::TABLE, id, values);
        self.write(at, "set_permission", vec![change], Vec::new());
    }

    pub(crate) fn add_work_order(&mut self, at: usize, fresh: RowId) {
        let Some(machine) = self.any_row(at, Equipment::TABLE) else {
            return;
        };
        let values = vec![
            (1, text("WO-2026-E0001")),
            (2, text("Change the filter")),
            (3, text("corrective")),
            (4, text("normal")),
            (7, Value::Id(machine)),
            (10, text("deck")),
            (11, text("2026-11-20")),
            (13, text("candidate")),
        ];
        let change = insert(WorkOrder::TABLE, fresh, values);
        self.write(at, "create_work_order", vec![change], Vec::new());
    }

    fn add_note(&mut self, at: usize, fresh: RowId) {
        let Some(order) = self.any_row(at, WorkOrder::TABLE) else {
            return;
        };
        let values = vec![
            (1, Value::Id(order)),
            (2, text("Looks worn\0, \u{FDD0} and leaks")),
            (3, text("diagnosis")),
            (4, text("note")),
        ];
        let change = insert(Note::TABLE, fresh, values);
        self.write(at, "add_note_to_work_order", vec![change], Vec::new());
    }

    fn rename_person(&mut self, at: usize) {
        let name = *self.dice.pick(&["Ada Ferro", "Ada Marin", "A. Ferro"]);
        let write = self.on_heads(at, Crew::TABLE, self.person, vec![(1, Value::Private(0))]);
        self.write(at, "edit_crew", vec![write], vec![text(name)]);
    }

    fn change_something(&mut self, at: usize) {
        let table = *self
            .dice
            .pick(&[Equipment::TABLE, WorkOrder::TABLE, Permission::TABLE, Part::TABLE]);
        let Some(row) = self.any_row(at, table) else { return };
        let (action, values) = match table.number {
            7 if self.dice.roll(3) == 0 => (
                "retire_equipment",
                vec![(13, Value::Bool(self.dice.roll(2) == 0)), (14, text("worn"))],
            ),
            7 => (
                "edit_equipment",
                vec![(2, self.dice.word(&["Pump", "Main pump", "Old pump"]))],
            ),
            11 => match self.dice.roll(4) {
                0 => (
                    "mark_work_order_complete",
                    vec![
                        (13, text("completed")),
                        (14, text("resolved")),
                        (15, text("1.5")),
                        (16, Value::Int(NOON)),
                        (17, text(&format!("[\"{}\"]", self.person))),
                        (19, Value::Id(self.person)),
                    ],
                ),
                1 => ("start_work_order", vec![(13, text("active"))]),
                2 => ("assign_work_order", vec![(12, Value::Id(self.person))]),
                _ => ("edit_work_order", vec![(4, self.dice.word(&["low", "urgent"]))]),
            },
            15 => (
                "set_stock_levels",
                vec![(8, self.dice.word(&["2", "0.25", "10000000"]))],
            ),
            _ => (
                "set_permission",
                vec![(3, self.dice.word(&["all", "assigned", "department"]))],
            ),
        };
        let write = self.on_heads(at, table, row, values);
        self.write(at, action, vec![write], Vec::new());
    }

    /// An update of one group, on all its heads as the workstation knows them.
    pub(crate) fn on_heads(&self, at: usize, table: &Table, row: RowId, values: Vec<(u16, Value)>) -> Change {
        let group = table.column(values[0].0).unwrap().group;
        let base = self.authors[at].replica.heads(table.number, row, group).to_vec();
        update(table, row, vec![GroupWrite { base, values }])
    }

    pub(crate) fn any_row(&mut self, at: usize, table: &Table) -> Option<RowId> {
        let state = self.authors[at].replica.state();
        let rows = state.rows.keys().filter(|(number, _)| *number == table.number);
        let rows: Vec<RowId> = rows.map(|(_, id)| *id).collect();
        (!rows.is_empty()).then(|| *self.dice.pick(&rows))
    }
}
