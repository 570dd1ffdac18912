//! People, without PINs.

use super::List;
use crate::intact;
use domain::refusal::Code;
use serde_json::json;
use testkit::{PIN, Story};

#[test]
fn people_come_without_a_pin_and_choose_one_before_signing_in() {
    let mut story = Story::begin();
    let bytes = "Name;Position;Role;Abteilung\n\
                 Tom Reyes;2nd engineer;Engineer;Maschine\n\
                 marta nowak;Chief engineer;;\n\
                 Ana Kovač;Deckhand;crew;Deck\n\
                 Nobody;;;\n";
    let list = List::check(&story, "people", "crew.csv", bytes);
    assert_eq!(list.counts(), [2, 0, 1, 1]);
    assert_eq!(list.wrong(), [(5, "The rank is missing. Fill it in.".to_owned())]);
    list.try_commit(true).unwrap();
    let tom = story.person_named("Tom Reyes");
    let without = story.call("sign_in", json!({ "person": tom, "pin": PIN })).unwrap_err();
    assert_eq!(without.code, Code::SignatureNeeded);
    story.act("choose_pin", json!({ "person": tom, "pin": "735190" }));
    story
        .call("sign_in", json!({ "person": tom, "pin": "735190" }))
        .unwrap();
    intact(&story);
}

#[test]
fn a_list_cannot_take_away_the_last_person_in_charge() {
    let story = Story::begin();
    let list = List::check(&story, "people", "crew.csv", "name,role\nMarta Nowak,crew\n");
    assert_eq!(list.counts(), [0, 0, 0, 1]);
    let why = "After this nobody could change people any more. Give somebody else that right first.";
    assert_eq!(list.wrong(), [(2, why.to_owned())]);
}
