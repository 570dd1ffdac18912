//! The tree by code, and spare-part lists on it.

use super::List;
use crate::intact;
use serde_json::json;
use testkit::Story;

#[test]
fn a_parent_may_stand_later_in_the_file_and_a_ring_is_named() {
    let story = Story::begin();
    let bytes = "code,name,parent,kind,running hours\n\
                 651.02,Generator 2,651,machine,yes\n\
                 651,Generators,650,,\n\
                 650,Electric power,,space,\n\
                 A,Ring A,B,,\n\
                 B,Ring B,A,,\n\
                 C,Lost,999,,\n";
    let list = List::check(&story, "equipment", "tree.csv", bytes);
    assert_eq!(list.counts(), [3, 0, 0, 3]);
    let nowhere = |code: &str| {
        format!("There is no equipment with the code {code} to stand under. Add it, or put it into the list.")
    };
    assert_eq!(
        list.wrong(),
        [(5, nowhere("B")), (6, nowhere("A")), (7, nowhere("999"))]
    );
    list.try_commit(true).unwrap();
    let tree = story.call("equipment_tree", json!({})).unwrap();
    let id_of = |code: &str| {
        tree.as_array()
            .unwrap()
            .iter()
            .find(|node| node["code"] == code)
            .unwrap()
            .clone()
    };
    assert_eq!(id_of("651.02")["parent_id"], id_of("651")["id"]);
    assert_eq!(id_of("651")["parent_id"], id_of("650")["id"]);

    let moved = "code,parent\n651.02,650\n650,651.02\n";
    let list = List::check(&story, "equipment", "moved.csv", moved);
    assert_eq!(list.counts(), [0, 1, 0, 1]);
    assert_eq!(
        list.rows(Some("changed"))[0]["writes"],
        json!(["move 651.02 Generator 2 under Electric power"])
    );
    assert_eq!(
        list.wrong()[0].1,
        "Electric power cannot stand under itself. Choose another place."
    );
    intact(&story);
}

#[test]
fn a_tree_of_five_hundred_machines_keeps_its_order_over_many_acts() {
    let story = Story::begin();
    // Children first, so that every act but the first needs what another one adds.
    let mut lines: Vec<String> = (0..500)
        .map(|n| {
            format!(
                "{};Machine {n};{}",
                1000 + n,
                if n < 10 {
                    String::new()
                } else {
                    (1000 + n / 10).to_string()
                }
            )
        })
        .collect();
    lines.reverse();
    let list = List::check(
        &story,
        "equipment",
        "tree.csv",
        format!("code;name;parent\n{}\n", lines.join("\n")),
    );
    assert_eq!(list.counts(), [500, 0, 0, 0]);
    assert_eq!(list.report["acts"], 3);
    assert_eq!(list.commit()["entries"], 3);
    let tree = story.call("equipment_tree", json!({})).unwrap();
    assert_eq!(tree.as_array().unwrap().len(), 500);
    intact(&story);
}

#[test]
fn a_spare_part_list_is_known_by_equipment_part_and_position() {
    let story = Story::begin();
    List::check(&story, "equipment", "tree.csv", "code,name\n651.02,Generator 2\n").commit();
    List::check(
        &story,
        "parts",
        "parts.csv",
        "number,name,maker\nA1,Pump,Johnson\nA1,Pump,Jabsco\nA2,Seal,\n",
    )
    .commit();
    let bytes = "equipment,part,maker,fitted,position\n\
                 651.02,A1,Johnson,1,raw water\n\
                 651.02,A2,,2,\n\
                 651.02,A2,,1,aft\n\
                 651.02,A1,,1,\n\
                 651.02,A9,,1,\n\
                 999,A2,,1,\n\
                 651.02,A2,,3,aft\n";
    let list = List::check(&story, "spare_parts", "lists.csv", bytes);
    assert_eq!(list.counts(), [3, 0, 0, 4]);
    assert_eq!(
        list.wrong(),
        [
            (
                5,
                "Several parts have the number A1. Name the maker, so that it is clear which one.".to_owned()
            ),
            (
                6,
                "There is no part with the number A9. Import the parts first.".to_owned()
            ),
            (
                7,
                "There is no equipment with the code 999. Import the equipment first.".to_owned()
            ),
            (
                8,
                "A2 on 651.02 at aft stands in row 4 already. Take one of the two out.".to_owned()
            ),
        ]
    );
    list.try_commit(true).unwrap();
    let changed = List::check(
        &story,
        "spare_parts",
        "lists.csv",
        "equipment,part,fitted,position\n651.02,A2,4,aft\n651.02,A2,2,\n",
    );
    assert_eq!(changed.counts(), [0, 1, 1, 0]);
    changed.commit();
    intact(&story);
}
