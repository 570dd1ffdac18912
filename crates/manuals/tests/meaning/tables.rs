use crate::leaf::{Leaf, surveyed};
use manuals::structure::Structure;

const LEFTS: [f32; 3] = [60.0, 140.0, 330.0];

/// Rows as "code | meaning | remedy, page".
fn told(structure: &Structure) -> Vec<String> {
    let rows = structure.proposals.iter();
    rows.map(|row| format!("{} | {} | {}, {}", row.code, row.meaning, row.remedy, row.page))
        .collect()
}

#[test]
fn rows_are_read_with_cells_over_several_lines() {
    let leaf = Leaf::new().set(60.0, 80.0, 14.0, true, "9.1 Fault codes").rows(
        &LEFTS,
        120.0,
        &[
            &["Fault code", "Meaning", "Remedy"],
            &["E047", "Coolant temperature", "Reduce load. Clean the sea"],
            &["", "high", "water strainer."],
            &["MTU-0412", "Fuel pressure low", "Change the filters."],
            &["SPN 110", "Sensor short circuit", "Check the plug."],
            &["FMI 3", "", ""],
            &["P LOW", "Feed pressure low", "Clean the filter."],
        ],
    );
    let structure = surveyed(&[], vec![leaf]);
    assert_eq!(
        told(&structure),
        [
            "E047 | Coolant temperature high | Reduce load. Clean the sea water strainer., 1",
            "MTU-0412 | Fuel pressure low | Change the filters., 1",
            "SPN 110 FMI 3 | Sensor short circuit | Check the plug., 1",
            "P LOW | Feed pressure low | Clean the filter., 1",
        ]
    );
    assert_eq!(structure.proposals[0].key, "E047");
    assert_eq!(structure.proposals[0].section, Some(0));
}

#[test]
fn a_table_goes_on_on_the_next_page_with_or_without_its_head() {
    let head: &[&str] = &["Code", "Meaning", "Remedy"];
    let first = Leaf::new().rows(
        &LEFTS,
        700.0,
        &[
            head,
            &["E001", "Speed high", "Stop."],
            &["E002", "Oil low", "Fill up with"],
        ],
    );
    let second = Leaf::new().rows(
        &LEFTS,
        80.0,
        &[&["", "", "oil of the list."], &["E003", "Oil hot", "Clean the cooler."]],
    );
    let third = Leaf::new().rows(
        &LEFTS,
        80.0,
        &[
            head,
            &["", "in the evening", ""],
            &["E004", "Air low", "Start compressor."],
        ],
    );
    assert_eq!(
        told(&surveyed(&[], vec![first, second, third])),
        [
            "E001 | Speed high | Stop., 1",
            "E002 | Oil low | Fill up with oil of the list., 1",
            "E003 | Oil hot in the evening | Clean the cooler., 2",
            "E004 | Air low | Start compressor., 3",
        ]
    );
}

#[test]
fn a_paragraph_or_a_heading_ends_a_table() {
    let leaf = Leaf::new()
        .rows(
            &LEFTS,
            100.0,
            &[&["Code", "Meaning", "Remedy"], &["E001", "Speed high", "Stop."]],
        )
        .set(
            60.0,
            150.0,
            10.0,
            false,
            "E002 to E009 are not used on this engine; they are kept for later use.",
        )
        .set(60.0, 180.0, 14.0, true, "9.2 Sensors")
        .rows(&LEFTS, 210.0, &[&["B1", "Temperature sensor", "front"]]);
    assert_eq!(told(&surveyed(&[], vec![leaf])), ["E001 | Speed high | Stop., 1"]);
}

#[test]
fn names_of_groups_between_rows_are_no_rows() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Code", "Cause", "Action"],
            &["Cooling system", "", ""],
            &["E001", "Speed high", "Stop."],
            &["Fuel system", "", ""],
            &["E002", "Oil low", "Fill up."],
        ],
    );
    assert_eq!(
        told(&surveyed(&[], vec![leaf])),
        ["E001 | Speed high | Stop., 1", "E002 | Oil low | Fill up., 1"]
    );
}

#[test]
fn parameter_and_failure_mode_in_columns_of_their_own_make_one_code() {
    let lefts = [60.0, 110.0, 150.0, 330.0];
    let leaf = Leaf::new().rows(
        &lefts,
        100.0,
        &[
            &["SPN", "FMI", "Description", "Corrective action"],
            &["110", "0", "Coolant very hot", "Stop."],
            &["110", "3", "Sensor voltage high", "Check the plug."],
        ],
    );
    assert_eq!(
        told(&surveyed(&[], vec![leaf])),
        [
            "SPN 110 FMI 0 | Coolant very hot | Stop., 1",
            "SPN 110 FMI 3 | Sensor voltage high | Check the plug., 1"
        ]
    );
}

#[test]
fn heads_that_stand_centred_do_not_shift_the_cells() {
    let leaf = Leaf::new()
        .rows(&[70.0, 210.0, 420.0], 100.0, &[&["Code", "Meaning", "Remedy"]])
        .rows(
            &LEFTS,
            115.0,
            &[&["E001", "Speed high", "Stop."], &["E002", "Oil low", "Fill up."]],
        );
    assert_eq!(
        told(&surveyed(&[], vec![leaf])),
        ["E001 | Speed high | Stop., 1", "E002 | Oil low | Fill up., 1"]
    );
}

#[test]
fn a_table_without_a_head_is_known_by_its_shape() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["F.1.2", "Speed too high", "Stop."],
            &["", "for the load", ""],
            &["F.1.3", "Oil low", "Fill up."],
            &["F.1.4", "Oil hot", "Clean."],
        ],
    );
    assert_eq!(
        told(&surveyed(&[], vec![leaf])),
        [
            "F.1.2 | Speed too high for the load | Stop., 1",
            "F.1.3 | Oil low | Fill up., 1",
            "F.1.4 | Oil hot | Clean., 1"
        ]
    );
}

#[test]
fn lists_of_parts_torques_and_dates_are_no_fault_codes() {
    let parts = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Item", "Part no.", "Designation"],
            &["A1", "E52104", "Impeller kit"],
            &["A2", "E52105", "Gasket set"],
            &["A3", "E52106", "Shaft seal"],
            &["A4", "E52107", "Ball bearing"],
        ],
    );
    let torques = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["M8", "Cover of the pump", "25 Nm"],
            &["M10", "Housing of the pump", "45 Nm"],
            &["M12", "Bracket of the pump", "80 Nm"],
        ],
    );
    let revisions = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Code", "Meaning", "Remedy"],
            &["12.04.2019", "First edition", "none"],
            &["2020-11-30", "Second edition", "none"],
        ],
    );
    for leaf in [parts, torques, revisions] {
        assert_eq!(told(&surveyed(&[], vec![leaf])), Vec::<String>::new());
    }
}

#[test]
fn a_code_and_its_meaning_set_as_one_are_parted() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Code", "Meaning", "Remedy"],
            &["E001 Speed of the engine too high", "", "Stop."],
            &["E002", "Oil low", "Fill up."],
        ],
    );
    assert_eq!(
        told(&surveyed(&[], vec![leaf])),
        [
            "E001 | Speed of the engine too high | Stop., 1",
            "E002 | Oil low | Fill up., 1"
        ]
    );
}

#[test]
fn a_table_in_one_of_two_columns_is_read() {
    let prose = [
        "The high pressure pump lifts sea",
        "water to sixty bar. Its oil level is",
        "seen in the glass on the pump head",
        "and is to be looked at before every",
        "start. If it is low, fill up with the",
        "oil of the data sheet, and look for the",
        "reason. The membranes hold back the",
        "salt; what is left leaves the plant",
    ];
    let plain = || Leaf::new().lines(60.0, 100.0, &prose).lines(310.0, 100.0, &prose);
    let leaf = Leaf::new().lines(60.0, 100.0, &prose).rows(
        &[310.0, 365.0],
        100.0,
        &[
            &["Code", "Meaning"],
            &["A21", "The plant has stopped by"],
            &["", "itself: feed pressure"],
            &["A22", "Salt in the product water"],
            &["", "above the set value of it"],
        ],
    );
    let leaf = leaf.lines(310.0, 200.0, &prose);
    assert_eq!(
        told(&surveyed(&[], vec![plain(), plain(), leaf])),
        [
            "A21 | The plant has stopped by itself: feed pressure | , 3",
            "A22 | Salt in the product water above the set value of it | , 3"
        ]
    );
}

#[test]
fn a_code_in_the_middle_of_its_row_gets_all_lines_of_the_row() {
    let leaf = Leaf::new()
        .rows(&LEFTS, 100.0, &[&["Code", "Meaning", "Remedy"]])
        .set(330.0, 120.0, 9.0, false, "Reduce load and clean")
        .set(140.0, 126.0, 9.0, false, "Coolant temperature")
        .set(60.0, 131.0, 9.0, false, "E047")
        .set(330.0, 131.0, 9.0, false, "the sea water strainer,")
        .set(140.0, 137.0, 9.0, false, "too high")
        .set(330.0, 142.0, 9.0, false, "then try again.")
        .set(330.0, 162.0, 9.0, false, "Fill up and look")
        .set(140.0, 167.0, 9.0, false, "Oil low")
        .set(60.0, 168.0, 9.0, false, "E048")
        .set(330.0, 174.0, 9.0, false, "for the leak.");
    assert_eq!(
        told(&surveyed(&[], vec![leaf])),
        [
            "E047 | Coolant temperature too high | Reduce load and clean the sea water strainer, then try again., 1",
            "E048 | Oil low | Fill up and look for the leak., 1",
        ]
    );
}

#[test]
fn several_codes_that_share_a_row_are_proposed_each() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Code", "Meaning", "Remedy"],
            &["E101, E102,", "Sensor of the exhaust", "Check the plug."],
            &["E103", "", ""],
            &["E104/E105", "Sensor of the oil", "Check the plug."],
        ],
    );
    let structure = surveyed(&[], vec![leaf]);
    let codes: Vec<&str> = structure.proposals.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["E101", "E102", "E103", "E104", "E105"]);
}

#[test]
fn a_range_of_codes_is_proposed_code_by_code() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Code", "Meaning", "Remedy"],
            &["E040–E042", "Sensor of the exhaust", "Check the plug."],
            &["E101-E102", "Sensor of the oil", "Check the plug."],
            &["E110 to E111", "Sensor of the water", "Check the plug."],
            &["E120–", "Sensor of the fuel", "Check the plug."],
            &["E121", "", ""],
            &["E130", "Sensor of the air", "Check the plug."],
            &["to E131", "", ""],
            &["E140–E141, E145", "Sensor of the gas", "Check the plug."],
        ],
    );
    let structure = surveyed(&[], vec![leaf]);
    let codes: Vec<&str> = structure.proposals.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "E040", "E041", "E042", "E101", "E102", "E110", "E111", "E120", "E121", "E130", "E131", "E140", "E141",
            "E145"
        ]
    );
    assert_eq!(structure.proposals[1].meaning, "Sensor of the exhaust");
    assert_eq!(structure.proposals[1].key, "E041");
}

#[test]
fn a_range_without_a_head_is_known_by_its_shape() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["E040–E041", "Speed too high", "Stop."],
            &["E050", "Oil low", "Fill up."],
            &["E060 to E061", "Oil hot", "Clean."],
        ],
    );
    let structure = surveyed(&[], vec![leaf]);
    let codes: Vec<&str> = structure.proposals.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["E040", "E041", "E050", "E060", "E061"]);
}

#[test]
fn a_head_over_two_lines_is_read_as_one() {
    let rows: &[&[&str]] = &[&["E001", "Speed high", "Stop."], &["E002", "Oil low", "Fill up."]];
    let wanted = ["E001 | Speed high | Stop., 1", "E002 | Oil low | Fill up., 1"];
    for heads in [
        [&["Fault", "Possible", "Corrective action"][..], &["code", "cause", ""]],
        [&["Fault", "Possible", "Corrective"], &["number", "cause", "action"]],
        [&["Fehler-", "", ""], &["code", "Ursache", "Abhilfe"]],
        [&["Alarm", "Description", "Corrective"], &["", "", "action"]],
        [&["Trouble", "", "What"], &["code", "Meaning", "to do"]],
    ] {
        let all: Vec<&[&str]> = heads.into_iter().chain(rows.iter().copied()).collect();
        let structure = surveyed(&[], vec![Leaf::new().rows(&LEFTS, 100.0, &all)]);
        assert_eq!(told(&structure), wanted, "{heads:?}");
    }
    // Set centred over their columns.
    let leaf = Leaf::new()
        .set(74.0, 100.0, 9.0, true, "Fault")
        .set(200.0, 100.0, 9.0, true, "Possible")
        .set(400.0, 105.0, 9.0, true, "Remedy")
        .set(76.0, 111.0, 9.0, true, "code")
        .set(206.0, 111.0, 9.0, true, "cause")
        .rows(&LEFTS, 126.0, rows);
    assert_eq!(told(&surveyed(&[], vec![leaf])), wanted);
}

#[test]
fn a_head_over_two_lines_of_another_list_is_no_table_of_codes() {
    let leaf = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Part", "Designation", ""],
            &["no.", "", ""],
            &["E52104", "Impeller kit", "1"],
            &["E52105", "Gasket set", "2"],
            &["E52106", "Shaft seal", "1"],
        ],
    );
    assert_eq!(told(&surveyed(&[], vec![leaf])), Vec::<String>::new());
}

#[test]
fn a_code_without_a_digit_is_seen_in_the_text_where_a_table_lists_it() {
    let text = "When the display shows P LOW, close the valve of the feed pump.";
    let table = Leaf::new().rows(
        &LEFTS,
        100.0,
        &[
            &["Display", "Meaning", "Remedy"],
            &["P LOW", "Feed pressure low", "Clean the filter."],
            &["E047", "Oil low", "Fill up."],
        ],
    );
    let page = || Leaf::new().lines(60.0, 100.0, &[text]);
    let keys = |structure: &Structure, page: u32| {
        let chunk = structure.chunks.iter().find(|chunk| chunk.page == page).unwrap();
        chunk.codes.clone()
    };
    assert_eq!(keys(&surveyed(&[], vec![table, page()]), 2), ["PLOW"]);
    assert_eq!(keys(&surveyed(&[], vec![page()]), 1), Vec::<String>::new());
}
