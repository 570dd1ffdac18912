//! `celeste stock`: what lies where, as the ledger has it.

use super::Ship;
use serde_json::json;

#[test]
fn stock_at_a_terminal_tells_what_lies_where_and_no_id() {
    let ship = Ship::empty();
    ship.commit("add_location", &json!({ "code": "A3", "name": "Shelf 3" }));
    ship.commit("add_location", &json!({ "code": "B1", "name": "Forepeak" }));
    let part = json!({
        "number": "0634-1129", "name": "Impeller kit", "barcode": "4006381333931", "location": "A3",
        "first_count": "5", "minimum": "4", "critical": "1"
    });
    ship.commit("add_part", &part);
    ship.commit(
        "transfer_stock",
        &json!({ "part": "0634-1129", "from": "A3", "to": "B1", "quantity": "2" }),
    );
    let lost = json!({ "part": "0634-1129", "location": "B1", "quantity": "1.5", "reason": "Fell overboard" });
    ship.commit("write_off", &lost);
    for called in ["0634-1129", "4006381333931", "Impeller kit"] {
        let told = ship.ok(&["stock", called]);
        assert_eq!(
            told,
            json!({
                "number": "0634-1129", "name": "Impeller kit", "unit": "pcs", "total": "3.5", "status": "low",
                "locations": [
                    { "code": "A3", "name": "Shelf 3", "on_hand": "3", "movements": 2, "may_be_counted_twice": false },
                    { "code": "B1", "name": "Forepeak", "on_hand": "0.5", "movements": 2, "may_be_counted_twice": false },
                ],
                "not_heard": [],
            }),
            "{called}"
        );
    }
    let unknown = ship.refused(&["stock", "0634"]);
    assert_eq!(
        (&unknown["code"], &unknown["message"]),
        (&json!("not_found"), &json!("No part is called “0634”."))
    );
}
