//! Deliveries of the last days: one committed in part, one being counted, one looked through, one given up, one
//! just opened.

use super::calendar::{Calendar, DAY_MS, MINUTE_MS};
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};

fn delivery(key: &str) -> Json {
    json!({ "session": reference(format!("delivery:{key}")) })
}

/// Parameters about one row of a delivery.
fn row(key: &str, more: Json) -> Json {
    let mut params = json!({ "line": reference(format!("delivery_line:{key}")) });
    if let (Some(fields), Json::Object(more)) = (params.as_object_mut(), more) {
        fields.extend(more);
    }
    params
}

fn unknown(of: &str, words: &str, quantity: &str) -> Json {
    json!({ "session": reference(format!("delivery:{of}")), "description": words, "quantity": quantity })
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| (*name).to_owned()).collect()
}

/// Everything that was done about deliveries.
pub(super) fn steps(calendar: Calendar) -> Vec<Step> {
    let at = |days_ago: i64, minute: i64, by: &'static str, act: &'static str, params: Json| {
        let day = (calendar.now_ms - days_ago * DAY_MS).div_euclid(DAY_MS) * DAY_MS;
        Step::new(calendar.past(day + minute * MINUTE_MS), by, act, params)
    };
    let order = |key: &str| json!({ "orders": [reference(format!("purchase_order:{key}"))] });
    let supplier = |code: &str| json!({ "supplier": reference(format!("supplier:{code}")) });
    let part = |number: &str| json!({ "part": reference(format!("part:{number}")) });
    let flares = "flares/flares";
    let mut steps = vec![
        at(4, 610, "perkovic", "start_receiving", order("flares"))
            .making(names(&["delivery:flares", "delivery_line:flares/flares"])),
        at(4, 611, "barbaric", "begin_counting", delivery("flares")),
        at(
            4,
            612,
            "barbaric",
            "set_delivered",
            row(flares, json!({ "quantity": "3" })),
        ),
        at(
            4,
            613,
            "barbaric",
            "set_discrepancy",
            row(
                flares,
                json!({ "kind": "damaged", "quantity": "1", "note": "Wet, the seal is open" }),
            ),
        )
        .inserting(1),
        at(
            4,
            614,
            "barbaric",
            "set_install_now",
            row(flares, json!({ "quantity": "1" })),
        ),
        at(
            4,
            615,
            "barbaric",
            "set_return_to_list",
            row(flares, json!({ "returns": true })),
        ),
        at(4, 616, "barbaric", "tick_line", row(flares, json!({}))),
        at(4, 617, "barbaric", "move_to_review", delivery("flares")),
        at(4, 620, "perkovic", "commit_receiving", delivery("flares")).inserting(4),
        at(3, 700, "dlamini", "start_receiving", supplier("HEINEN")).making(names(&["delivery:heinen"])),
        at(3, 710, "perkovic", "cancel_receiving", {
            let mut params = delivery("heinen");
            params["reason"] = json!("The boxes are for the vessel on the next berth");
            params
        }),
        at(2, 640, "barbaric", "start_receiving", supplier("BOSUN")).making(names(&["delivery:bosun"])),
    ];
    let mut counted = |days_ago: i64, minute: i64, of: &str, key: &str, (words, quantity): (&str, &str), said: Json| {
        let name = format!("delivery_line:{of}/{key}");
        let line = format!("{of}/{key}");
        let rows = usize::from(said.get("name").is_some());
        steps.push(
            at(
                days_ago,
                minute,
                "barbaric",
                "add_receiving_line",
                unknown(of, words, quantity),
            )
            .making(vec![name]),
        );
        if said.as_object().is_some_and(|said| !said.is_empty()) {
            steps.push(
                at(
                    days_ago,
                    minute + 1,
                    "barbaric",
                    "resolve_unknown_line",
                    row(&line, said),
                )
                .inserting(rows),
            );
        }
    };
    counted(
        2,
        641,
        "bosun",
        "rope",
        ("Mooring line PES 28 mm", "60"),
        part("ROP-PES-28"),
    );
    counted(2, 644, "bosun", "mats", ("Absorbent mats", "20"), part("HH-AF-G4-35"));
    counted(
        1,
        601,
        "palma",
        "impellers",
        ("IMPELLER KT", "1"),
        json!({ "order_line": reference("order_line:palma/impellers") }),
    );
    counted(1, 604, "palma", "oil", ("OIL FILTER M90", "2"), part("MTU 0031843301"));
    counted(
        1,
        607,
        "palma",
        "gasket",
        ("GASKET COV. 12X", "1"),
        json!({ "name": "Cover gasket, 12 holes", "unit": "pcs" }),
    );
    counted(
        1,
        610,
        "palma",
        "catalogue",
        ("Catalogue 2027", "1"),
        json!({ "ignore": true }),
    );
    counted(1, 613, "palma", "unread", ("(not readable)", "1"), json!({}));
    let rope = "bosun/rope";
    steps.extend([
        at(
            2,
            650,
            "barbaric",
            "set_discrepancy",
            row(
                rope,
                json!({ "kind": "incorrect", "quantity": "20", "note": "24 mm instead of 28 mm" }),
            ),
        )
        .inserting(1),
        at(
            2,
            651,
            "barbaric",
            "set_discrepancy",
            row("bosun/mats", json!({ "kind": "missing", "quantity": "4" })),
        )
        .inserting(1),
        at(2, 652, "barbaric", "tick_line", row(rope, json!({}))),
        at(2, 653, "barbaric", "tick_line", row("bosun/mats", json!({}))),
        at(2, 655, "barbaric", "move_to_review", delivery("bosun")),
        at(1, 600, "villanueva", "start_receiving", supplier("MTU-PMI")).making(names(&["delivery:palma"])),
        at(1, 620, "villanueva", "tick_line", row("palma/impellers", json!({}))),
        at(1, 621, "villanueva", "tick_line", row("palma/oil", json!({}))),
        at(1, 622, "villanueva", "tick_line", row("palma/catalogue", json!({}))),
    ]);
    // Only just opened: nobody counted it yet.
    steps.push(at(1, 660, "villanueva", "start_receiving", supplier("HEINEN")).making(names(&["delivery:quay"])));
    steps
}
