//! Stock as it is asked for: by list, by place, by movement, by a scanned code.

use crate::{Scene, first};
use serde_json::{Value as Json, json};

/// What `part_list` names under these arguments, in its order.
fn names(scene: &Scene, args: Json) -> Vec<String> {
    let found = scene.story.call("part_list", args).unwrap();
    let rows = found["rows"].as_array().unwrap().iter();
    rows.map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

fn shelf(scene: &Scene) -> String {
    let places = scene.story.call("location_list", json!({})).unwrap();
    places[0]["location"]["id"].as_str().unwrap().to_owned()
}

fn takes(scene: &mut Scene, order: &str, part: &str, quantity: &str) {
    let lines = json!([{ "part": part, "location": shelf(scene), "quantity": quantity }]);
    scene
        .story
        .act("log_part_usage", json!({ "work_order": order, "lines": lines }));
}

#[test]
fn negative_shown_yes_with_the_movement_that_took_it_there() {
    let mut scene = Scene::begin();
    let (order, impeller) = (scene.order(), scene.impeller.clone());
    takes(&mut scene, &order, &impeller, "3");
    takes(&mut scene, &order, &impeller, "2");
    takes(&mut scene, &order, &impeller, "1");
    let page = scene.story.call("part_page", json!({ "id": impeller })).unwrap();
    assert_eq!(page["stock"], json!({ "total": "-2", "status": "data_error" }));
    let crossed = &page["places"][0]["first_negative"];
    assert_eq!(page["first_negative"], *crossed);
    assert_eq!((&crossed["quantity"], &crossed["sum"]), (&json!("-2"), &json!("-1")));
    assert_eq!(
        (&crossed["by"]["name"], &crossed["kind"]),
        (&json!("Marta Nowak"), &json!("used"))
    );
    assert_eq!(
        names(&scene, json!({ "filters": { "stock_status": ["negative"] } })),
        ["0634-1129"]
    );
    let movements = scene.story.call("movement_list", json!({ "part": impeller })).unwrap();
    let lines: Vec<(&str, &str, bool)> = movements["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap();
            (text("quantity"), text("sum"), line["crossed_zero"] == true)
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("-1", "-2", false),
            ("-2", "-1", true),
            ("-3", "1", false),
            ("4", "4", false)
        ]
    );
    assert_eq!(movements["rows"][0]["work_order"]["id"], json!(order));
    let used: Vec<&Json> = page["used_on"]
        .as_array()
        .unwrap()
        .iter()
        .map(|used| &used["quantity"])
        .collect();
    assert_eq!(used, ["1", "2", "3"]);
}

#[test]
fn stock_check_reserves_no() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let (entries, impeller) = (scene.story.entries(), scene.impeller.clone());
    for (command, args) in [
        ("part_page", json!({ "id": impeller })),
        ("movement_list", json!({ "part": impeller })),
        ("stock_series", json!({ "part": impeller })),
        ("location_stock", json!({ "location": shelf(&scene) })),
        ("stock_silence", json!({})),
    ] {
        scene.story.call(command, args).unwrap();
    }
    assert_eq!(scene.story.entries(), entries);
    let planned = json!({ "work_order": order, "parts": [{ "part": impeller, "quantity": "3" }] });
    scene.story.act("add_part_to_work_order", planned);
    assert_eq!(scene.stock(&impeller), "4");
}

#[test]
fn what_is_carried_elsewhere_is_no_change_of_the_level() {
    let mut scene = Scene::begin();
    let other = json!({ "code": "B1", "name": "Forepeak" });
    let other = first(&mut scene.story, "add_location", other);
    let carried = json!({ "part": scene.impeller, "from": shelf(&scene), "to": other, "quantity": "3" });
    scene.story.clock().pass_ms(60_000);
    scene.story.act("transfer_stock", carried);
    let series = json!({ "part": scene.impeller });
    let series = scene.story.call("stock_series", series).unwrap();
    let totals: Vec<&Json> = series.as_array().unwrap().iter().map(|point| &point["total"]).collect();
    assert_eq!(totals, ["4", "4"], "both halves are one moment");
}

#[test]
fn a_list_by_name_does_not_care_for_case_and_accents() {
    let mut scene = Scene::begin();
    for (number, name) in [("b2", "bolt"), ("B1", "Ölfilter"), ("C1", "Zinc anode"), ("a1", "öl")] {
        scene.story.act("add_part", json!({ "number": number, "name": name }));
    }
    let by = |sort: &str| names(&scene, json!({ "sort": sort }));
    let named = ["b2", "0634-1130", "0634-1129", "a1", "B1", "C1"];
    assert_eq!(by("name"), named);
    let numbered = ["0634-1129", "0634-1130", "a1", "B1", "b2", "C1"];
    assert_eq!(by("number"), numbered);
}

#[test]
fn the_list_of_parts_is_filtered_and_sorted_by_its_stock() {
    let mut scene = Scene::begin();
    let other = first(
        &mut scene.story,
        "add_location",
        json!({ "code": "B1", "name": "Forepeak" }),
    );
    let lamp = json!({ "number": "LAMP-1", "name": "Lamp", "location": other, "first_count": "2", "minimum": "5", "critical": "2" });
    let lamp = first(&mut scene.story, "add_part", lamp);
    let generator = scene.generator.clone();
    scene.story.act(
        "link_part",
        json!({ "equipment": generator, "part": lamp, "quantity_fitted": "4" }),
    );
    let by = |filter: Json| names(&scene, json!({ "filters": filter }));
    assert_eq!(by(json!({ "stock_status": ["out_of_stock"] })), ["0634-1130"]);
    assert_eq!(by(json!({ "stock_status": ["critical"] })), ["LAMP-1"]);
    assert_eq!(by(json!({ "stock_status": ["low"] })), Vec::<String>::new());
    assert_eq!(
        by(json!({ "stock_status": ["in_stock", "critical"] })),
        ["0634-1129", "LAMP-1"]
    );
    assert_eq!(by(json!({ "location_id": [other] })), ["LAMP-1"]);
    assert_eq!(
        by(json!({ "location_id": [shelf(&scene)] })),
        ["0634-1130", "0634-1129"]
    );
    assert_eq!(by(json!({ "equipment_id": [scene.generator] })), ["LAMP-1"]);
    assert_eq!(by(json!({ "department": ["deck"] })), Vec::<String>::new());
    let sorted = |descending: bool| names(&scene, json!({ "sort": "stock", "descending": descending }));
    assert_eq!(sorted(false), ["0634-1130", "LAMP-1", "0634-1129"]);
    assert_eq!(sorted(true), ["0634-1129", "LAMP-1", "0634-1130"]);
    let refused = scene
        .story
        .call("part_list", json!({ "filters": { "stock_status": ["plenty"] } }));
    assert_eq!(
        refused.unwrap_err().message,
        "“plenty” cannot stand in the column “stock_status”."
    );
}

#[test]
fn a_scanned_code_finds_the_part_by_barcode_number_other_number_and_label() {
    let mut scene = Scene::begin();
    let lamp =
        json!({ "number": "LAMP 1", "name": "Lamp", "barcode": "4006381333931", "other_numbers": "24V-70, OSR 64" });
    let lamp = first(&mut scene.story, "add_part", lamp);
    let ours = domain::part_code::encode(lamp.parse().unwrap());
    for code in [
        "4006381333931",
        "lamp1",
        "LAMP 1",
        " 24v-70\n",
        "osr64",
        &format!("celeste:part:{lamp}"),
        &ours,
    ] {
        let found = scene.story.call("part_find", json!({ "code": code })).unwrap();
        assert_eq!(
            (&found["parts"][0]["id"], &found["parts"][1]),
            (&json!(lamp), &Json::Null),
            "{code}"
        );
    }
    for code in ["400638133393", "lamp", "", "celeste:part:nobody"] {
        let found = scene.story.call("part_find", json!({ "code": code })).unwrap();
        assert_eq!(found, json!({ "delivery": null, "parts": [] }), "{code}");
    }
}

#[test]
fn what_lies_at_a_place_is_there_to_be_counted_also_where_nothing_is_left() {
    let scene = Scene::begin();
    let lines = scene
        .story
        .call("location_stock", json!({ "location": shelf(&scene) }))
        .unwrap();
    let lines: Vec<(&str, &str, bool)> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let number = line["part"]["number"].as_str().unwrap();
            (number, line["on_hand"].as_str().unwrap(), line["is_usual"] == true)
        })
        .collect();
    assert_eq!(lines, [("0634-1130", "0", true), ("0634-1129", "4", true)]);
}

#[test]
fn the_file_holds_every_part_that_the_list_shows_and_no_other() {
    let mut scene = Scene::begin();
    let odd =
        json!({ "number": "O;1", "name": "Seal \"A\"", "unit": "m", "location": shelf(&scene), "first_count": "2.5" });
    scene.story.act("add_part", odd);
    let path = scene.story.place().replica.with_file_name("parts.csv");
    let args = json!({ "args": { "limit": 1, "sort": "number" }, "path": path });
    let written = scene.story.call("part_csv", args.clone()).unwrap();
    assert_eq!(written["rows"], 3);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}Number;Name;Maker;Category;Department;Place;Unit;On hand;Status;No longer kept"
    );
    assert_eq!(
        lines[1],
        "0634-1129;Impeller kit, sea water pump;;;engineering;A3;pcs;4;in stock;"
    );
    assert_eq!(
        lines[2],
        "0634-1130;Gasket, pump cover;;;engineering;A3;pcs;0;out of stock;"
    );
    assert_eq!(
        lines[3],
        "\"O;1\";\"Seal \"\"A\"\"\";;;engineering;A3;m;2,5;not tracked;"
    );
    assert_eq!(lines[4..], [""]);
    let again = scene.story.call("part_csv", args).unwrap_err();
    assert_eq!(
        again.message,
        "There is a file of that name already. Choose another name."
    );
}
