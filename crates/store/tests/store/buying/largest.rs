//! The largest delivery that the rules allow fits one entry, with all that a commit can write of each row.

use domain::acts::purchasing;
use domain::acts::receiving::LINES_MAX;
use domain::tables::{Movement, Posting, ReceivingLine, ShoppingItem};
use journal::RowId;
use serde_json::{Value as Json, json};

use crate::fleet::Machine;

/// Bytes of one entry at most (256 KiB).
const ENTRY_BYTES_MAX: usize = 256 * 1024;

#[test]
fn the_largest_delivery_fits_one_entry() {
    let (machine, person) = Machine::founder();
    let act = |name: &str, params: Json| {
        let done = machine.act(person, name, &params).unwrap();
        done.ids.first().copied().unwrap_or(person)
    };
    let long = "Ж".repeat(90);
    let place = act("add_location", json!({ "code": "Z-99-99-99", "name": long }));
    let part = json!({ "number": "9".repeat(60), "name": long, "unit": "l", "location": place, "first_count": "1" });
    let part = act("add_part", part);
    let supplier = act("add_supplier", json!({ "name": long }));
    let equipment = act("add_equipment", json!({ "code": "651.02", "name": long }));
    let work = act("create_work_order", json!({ "title": long, "equipment": equipment }));
    let quantity = "9999.9999";
    let mut orders: Vec<RowId> = Vec::new();
    for begin in (0..LINES_MAX).step_by(purchasing::LINES_MAX) {
        let mut lines = Vec::new();
        for _ in begin..LINES_MAX.min(begin + purchasing::LINES_MAX) {
            let ask = json!({ "part": part, "quantity": quantity, "work_order": work, "equipment": equipment });
            let item = act("add_shopping_item", ask);
            act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
            lines.push(json!({ "item": item, "unit_price": "99999.9999" }));
        }
        let params = json!({ "supplier": supplier, "lines": lines, "currency": "EUR" });
        let order = act("create_purchase_order", params);
        act("place_purchase_order", json!({ "order": order }));
        orders.push(order);
    }
    let session = act("start_receiving", json!({ "orders": orders }));
    let rows = machine.ask(|facts| facts.by::<ReceivingLine>(ReceivingLine::session_id, session));
    assert_eq!(rows.len(), LINES_MAX);
    for row in &rows {
        let line = row.id;
        for kind in ["damaged", "incorrect", "missing"] {
            let params = json!({ "line": line, "kind": kind, "quantity": "1.0001", "note": long });
            act("set_discrepancy", params);
        }
        let install = json!({ "line": line, "quantity": "3333.3333", "work_order": work, "equipment": equipment });
        act("set_install_now", install);
        act("set_return_to_list", json!({ "line": line, "returns": true }));
        act("set_line_note", json!({ "line": line, "note": long }));
        act("tick_line", json!({ "line": line }));
    }
    act("move_to_review", json!({ "session": session }));
    act("commit_receiving", json!({ "session": session }));
    let written = |of: usize, what: &str| assert_eq!(of, LINES_MAX, "{what}");
    let moved = machine.ask(|facts| facts.all::<Movement>());
    written(
        moved.iter().filter(|row| row.receiving_line_id.is_some()).count(),
        "movements",
    );
    assert_eq!(machine.ask(|facts| facts.all::<Posting>()).len(), 2 * LINES_MAX);
    let items = machine.ask(|facts| facts.all::<ShoppingItem>());
    written(
        items.iter().filter(|row| row.receiving_line_id.is_some()).count(),
        "items",
    );
    let reader = machine.writer.readers().reader().unwrap();
    let records = reader.records();
    let head = records.frontier().unwrap().get(machine.device());
    let entry = records
        .entries_after(machine.device(), head - 1, 1, usize::MAX)
        .unwrap();
    let bytes = entry[0].canonical_bytes().len();
    assert_eq!(entry[0].action, "commit_receiving");
    // What a signature adds (a statement, a name, a moment) stays far below the rest.
    assert!(bytes < ENTRY_BYTES_MAX - 16 * 1024, "{bytes} bytes");
    assert!(
        bytes > LINES_MAX * 200,
        "{bytes} bytes: the delivery was not the largest"
    );
}
