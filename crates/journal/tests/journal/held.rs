//! What an entry waits for, and what it does not.

use journal::{Actor, Change, ChangeKind, Draft, Entry, GroupWrite, Model, Parked, RowId, Value, Verdict};

use crate::samples::{device, insert, plain, row, stamp, update};
use crate::tables::{
    EQUIPMENT, FAULTS, HANDOVER, HOW, NOTES, NOTICED, PERMISSIONS, REMARK, STATUS, STATUS_GROUP, TITLE, Version,
};

fn entry(number: u64, seq: u64, changes: Vec<Change>) -> Entry {
    let genesis = journal::genesis_hash(device(number));
    Draft {
        changes,
        ..plain(number, seq, genesis)
    }
    .seal()
    .unwrap()
}

fn fault(number: u64, seq: u64, equipment: Option<RowId>) -> Entry {
    entry(
        number,
        seq,
        vec![insert(
            FAULTS,
            row(number, seq, 0),
            vec![(TITLE, "Leak".into()), (EQUIPMENT, equipment.into())],
        )],
    )
}

fn held(rows: &[RowId]) -> Verdict {
    Verdict::Held {
        waits_for: rows.to_vec(),
    }
}

#[test]
fn a_chain_of_references_is_released_at_once_when_the_first_row_arrives() {
    let mut model = Model::new(Version::Older);
    assert_eq!(model.apply(fault(3, 1, Some(row(2, 1, 0)))), held(&[row(2, 1, 0)]));
    assert_eq!(model.apply(fault(2, 1, Some(row(1, 1, 0)))), held(&[row(1, 1, 0)]));
    let renamed = entry(
        4,
        1,
        vec![update(
            FAULTS,
            row(3, 1, 0),
            vec![stamp(3, 1)],
            vec![(TITLE, "Fire".into())],
        )],
    );
    assert_eq!(model.apply(renamed), held(&[row(3, 1, 0)]));
    assert_eq!(model.state().held, [stamp(2, 1), stamp(3, 1), stamp(4, 1)].into());
    assert!(model.state().rows.is_empty());

    assert_eq!(model.apply(fault(1, 1, None)), Verdict::Applied);
    assert!(model.state().held.is_empty());
    assert_eq!(model.state().rows.len(), 3);
    assert_eq!(
        model.state().rows[&(FAULTS, row(3, 1, 0))].cells[&1].values,
        vec![(TITLE, "Fire".into())]
    );
}

#[test]
fn an_entry_that_waits_for_two_rows_waits_for_both() {
    let mut model = Model::new(Version::Older);
    let changes = vec![
        update(FAULTS, row(1, 1, 0), vec![], vec![(TITLE, "Fire".into())]),
        insert(NOTES, row(5, 1, 0), vec![(2, row(2, 1, 0).into())]),
    ];
    assert_eq!(model.apply(entry(5, 1, changes)), held(&[row(1, 1, 0), row(2, 1, 0)]));
    model.apply(fault(1, 1, None));
    assert_eq!(model.state().held, [stamp(5, 1)].into());
    model.apply(fault(2, 1, None));
    assert!(model.state().held.is_empty());
}

#[test]
fn nothing_waits_for_base_action_table_or_column() {
    let mut model = Model::new(Version::Older);
    model.apply(fault(1, 1, None));
    let mut later = entry(
        2,
        9,
        vec![update(
            FAULTS,
            row(1, 1, 0),
            vec![stamp(8, 8)],
            vec![(TITLE, "Fire".into())],
        )],
    );
    later.action = "an_act_of_a_newer_version".to_owned();
    assert_eq!(model.apply(later), Verdict::Applied);
    let unknown = entry(
        3,
        1,
        vec![
            insert(HANDOVER, row(3, 1, 0), vec![(1, "x".into())]),
            update(FAULTS, row(1, 1, 0), vec![], vec![(NOTICED, Value::Int(1))]),
        ],
    );
    assert_eq!(model.apply(unknown), Verdict::Applied);
    let parked = |table, row, column| Parked {
        stamp: stamp(3, 1),
        table,
        row,
        column,
    };
    let parked = [
        parked(FAULTS, row(1, 1, 0), Some(NOTICED)),
        parked(HANDOVER, row(3, 1, 0), None),
    ];
    assert_eq!(model.state().parked, parked.into());
    assert_eq!(model.state().rows.len(), 1);
}

#[test]
fn a_row_of_an_unknown_table_can_be_referred_to() {
    let mut model = Model::new(Version::Older);
    model.apply(entry(1, 1, vec![insert(HANDOVER, row(1, 1, 0), vec![])]));
    assert_eq!(model.apply(fault(2, 1, Some(row(1, 1, 0)))), Verdict::Applied);
}

#[test]
fn an_entry_does_not_wait_for_the_rows_it_inserts() {
    let mut model = Model::new(Version::Older);
    let changes = vec![
        insert(NOTES, row(1, 1, 1), vec![(2, row(1, 1, 0).into())]),
        insert(FAULTS, row(1, 1, 0), vec![]),
    ];
    assert_eq!(model.apply(entry(1, 1, changes)), Verdict::Applied);
}

#[test]
fn a_row_waits_for_the_person_who_made_it_and_an_update_does_not() {
    let person = row(6, 1, 0);
    let by = |mut entry: Entry| {
        entry.actor = Actor::Crew(person);
        entry
    };
    let mut model = Model::new(Version::Older);
    model.apply(fault(1, 1, None));
    let renamed = by(entry(
        2,
        1,
        vec![update(FAULTS, row(1, 1, 0), vec![], vec![(TITLE, "Fire".into())])],
    ));
    assert_eq!(model.apply(renamed), Verdict::Applied);
    assert_eq!(model.apply(by(fault(3, 1, None))), held(&[person]));
    // The first entry of a vessel is by the person whom it adds.
    let first = by(entry(6, 1, vec![insert(crate::tables::CREW, person, vec![])]));
    assert_eq!(model.apply(first), Verdict::Applied);
    assert!(model.state().held.is_empty());
}

#[test]
fn a_void_insert_leaves_a_hidden_row_so_that_references_hold() {
    let mut model = Model::new(Version::Older);
    model.strike(device(1), 0);
    assert_eq!(model.apply(fault(1, 1, None)), Verdict::Void);
    let note = entry(2, 1, vec![insert(NOTES, row(2, 1, 0), vec![(2, row(1, 1, 0).into())])]);
    assert_eq!(model.apply(note), Verdict::Applied);
    let state = model.state();
    let hidden = &state.rows[&(FAULTS, row(1, 1, 0))];
    assert!(hidden.hidden);
    assert!(hidden.cells[&1].heads.is_empty() && hidden.cells[&1].values.is_empty());
    assert!(!state.rows[&(NOTES, row(2, 1, 0))].hidden);
    assert_eq!(state.void, [stamp(1, 1)].into());
}

#[test]
fn closing_a_device_gives_back_what_its_late_entries_replaced() {
    let mut model = Model::new(Version::Older);
    model.apply(fault(1, 1, None));
    model.apply(entry(
        2,
        1,
        vec![update(
            FAULTS,
            row(1, 1, 0),
            vec![stamp(1, 1)],
            vec![(TITLE, "Fire".into())],
        )],
    ));
    model.apply(entry(
        2,
        2,
        vec![update(
            FAULTS,
            row(1, 1, 0),
            vec![stamp(2, 1)],
            vec![(TITLE, "Fog".into())],
        )],
    ));
    let title = |model: &Model<Version>| model.state().rows[&(FAULTS, row(1, 1, 0))].cells[&1].values.clone();
    assert_eq!(title(&model), vec![(TITLE, "Fog".into())]);
    model.strike(device(2), 1);
    assert_eq!(title(&model), vec![(TITLE, "Fire".into())]);
    // Of two closes the lower counts, whichever comes first.
    model.strike(device(2), 0);
    model.strike(device(2), 1);
    assert_eq!(title(&model), vec![(TITLE, "Leak".into())]);
}

#[test]
fn the_same_natural_row_made_twice_apart_is_one_row_with_two_heads() {
    let mut model = Model::new(Version::Older);
    let permission = RowId::natural(PERMISSIONS, &[b"complete", b"eto"]);
    model.apply(entry(
        1,
        1,
        vec![insert(PERMISSIONS, permission, vec![(1, "all".into())])],
    ));
    model.apply(entry(
        2,
        1,
        vec![insert(PERMISSIONS, permission, vec![(1, "own".into())])],
    ));
    let cell = model.state().rows[&(PERMISSIONS, permission)].cells[&1].clone();
    assert_eq!(cell.heads, [stamp(1, 1), stamp(2, 1)]);
    assert!(cell.conflict);
    assert_eq!(cell.values, vec![(1, "own".into())]);
    model.strike(device(2), 0);
    let row = &model.state().rows[&(PERMISSIONS, permission)];
    assert_eq!((row.hidden, row.cells[&1].conflict), (false, false));
    assert_eq!(row.cells[&1].values, vec![(1, "all".into())]);
}

#[test]
fn two_completions_apart_are_a_conflict_until_a_person_writes_on_both() {
    let mut model = Model::new(Version::Older);
    model.apply(fault(1, 1, None));
    let complete = |number, base: Vec<_>| {
        let values = vec![(STATUS, "completed".into()), (HOW, "repaired".into())];
        let genesis = journal::genesis_hash(device(number));
        let changes = vec![update(FAULTS, row(1, 1, 0), base, values)];
        Draft {
            changes,
            action: "complete".to_owned(),
            ..plain(number, 1, genesis)
        }
        .seal()
        .unwrap()
    };
    model.apply(complete(2, vec![stamp(1, 1)]));
    model.apply(complete(3, vec![stamp(1, 1)]));
    let conflict = |model: &Model<Version>| model.state().rows[&(FAULTS, row(1, 1, 0))].cells[&STATUS_GROUP].conflict;
    assert!(conflict(&model));
    let base = model.heads(FAULTS, row(1, 1, 0), STATUS_GROUP).to_vec();
    assert_eq!(base, [stamp(2, 1), stamp(3, 1)]);
    model.apply(complete(4, base));
    assert!(!conflict(&model));
}

#[test]
fn an_update_of_a_row_that_is_only_ever_added_is_parked() {
    let mut model = Model::new(Version::Older);
    model.apply(entry(
        1,
        1,
        vec![insert(NOTES, row(1, 1, 0), vec![(1, "checked".into())])],
    ));
    model.apply(entry(
        2,
        1,
        vec![update(
            NOTES,
            row(1, 1, 0),
            vec![stamp(1, 1)],
            vec![(1, "forged".into())],
        )],
    ));
    let state = model.state();
    assert_eq!(
        state.rows[&(NOTES, row(1, 1, 0))].cells[&1].values,
        vec![(1, "checked".into())]
    );
    let parked = Parked {
        stamp: stamp(2, 1),
        table: NOTES,
        row: row(1, 1, 0),
        column: None,
    };
    assert_eq!(state.parked, [parked].into());
}

#[test]
fn a_write_that_does_not_know_a_column_of_its_group_leaves_the_declared_default() {
    let mut model = Model::new(Version::Newer);
    model.apply(fault(1, 1, None));
    let values = &model.state().rows[&(FAULTS, row(1, 1, 0))].cells[&STATUS_GROUP]
        .values
        .clone();
    assert_eq!(
        values,
        &vec![(STATUS, Value::Null), (HOW, Value::Null), (REMARK, "none".into())]
    );
}

#[test]
fn a_change_that_writes_two_groups_touches_the_heads_of_each_alone() {
    let mut model = Model::new(Version::Older);
    model.apply(fault(1, 1, None));
    let groups = vec![
        GroupWrite {
            base: vec![stamp(1, 1)],
            values: vec![(TITLE, "Fire".into())],
        },
        GroupWrite {
            base: vec![],
            values: vec![(EQUIPMENT, Value::Null)],
        },
    ];
    model.apply(entry(
        2,
        1,
        vec![Change {
            table: FAULTS,
            row: row(1, 1, 0),
            kind: ChangeKind::Update { groups },
        }],
    ));
    assert_eq!(model.heads(FAULTS, row(1, 1, 0), 1), [stamp(2, 1)]);
    assert_eq!(model.heads(FAULTS, row(1, 1, 0), 3), [stamp(1, 1), stamp(2, 1)]);
    assert_eq!(model.heads(FAULTS, row(1, 1, 0), STATUS_GROUP), [stamp(1, 1)]);
}
