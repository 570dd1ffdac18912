//! Signing in, PINs, and who is in charge of people.

use crate::intact;
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::json;
use testkit::{PIN, Story};

#[test]
fn any_other_pin_is_refused_and_five_in_a_row_bring_a_pause() {
    let story = Story::begin();
    let person = story.chief();
    story.call("lock", json!({})).unwrap();
    let try_pin = |pin: &str| story.call("sign_in", json!({ "person": person, "pin": pin }));
    for pin in ["000001", "", "482914", "48291", "4829155"] {
        assert_eq!(try_pin(pin).unwrap_err().code, Code::WrongPin, "{pin}");
    }
    assert_eq!(
        try_pin(PIN).unwrap_err().code,
        Code::PinWait,
        "even the right one has to wait now"
    );
    story.clock().pass_ms(31_000);
    try_pin(PIN).unwrap();
    assert_eq!(story.signed_in(), Some(person));
}

#[test]
fn a_locked_workstation_answers_nothing_but_its_name_tiles() {
    let story = Story::begin();
    story.call("lock", json!({})).unwrap();
    for command in api::COMMANDS {
        let open = [
            "session_state",
            "lock",
            "sign_in",
            "found_vessel",
            "preferences",
            "preferences_set",
            "action_list",
            // It names no person and no record.
            "sync_strip",
            // Signs in, by a PIN that proves the words.
            "enter_words",
        ];
        if open.contains(command) {
            continue;
        }
        let args = match *command {
            "fault_page"
            | "work_order_page"
            | "equipment_page"
            | "part_page"
            | "supplier_page"
            | "order_page"
            | "delivery_page"
            | "delivery_history"
            | "delivery_review"
            | "delivery_awaited"
            | "delivery_labels"
            | "shopping_item_page"
            | "posting_page"
            | "handover_entry_page"
            | "handover_signed_page"
            | "record_conflicts"
            | "document_page"
            | "pinned_pages"
            | "manual_contents"
            | "whereabouts" => {
                json!({ "id": story.chief() })
            }
            "shopping_choosable" => json!({ "args": {}, "action": "approve_shopping_items" }),
            "order_candidates" => json!({ "supplier": story.chief() }),
            "part_find" => json!({ "code": "4711" }),
            "part_csv" => json!({ "args": {}, "path": "/nowhere/parts.csv" }),
            "posting_csv" => json!({ "args": {}, "path": "/nowhere/spend.csv" }),
            "stock_series" => json!({ "part": story.chief() }),
            "location_stock" => json!({ "location": story.chief() }),
            "labels_make" => json!({ "form": "roll_62", "skip": 0, "lines": [], "path": "/nowhere/labels.pdf" }),
            "print_start" => {
                json!({ "what": { "paper": "card", "work_order": story.chief() }, "path": "/nowhere/card.pdf" })
            }
            "print_state" | "print_cancel" => json!({ "run": 1 }),
            "manual_page" => json!({ "document": story.chief(), "page": 1 }),
            "manual_put_back" => json!({ "document": story.chief(), "path": "/nowhere/m.pdf" }),
            "manual_unlock" => json!({ "document": story.chief(), "password": "x" }),
            "manual_intake_unlock" => json!({ "upload": "x", "password": "x" }),
            "paper_pages" => json!({ "attachment": story.chief() }),
            "draft_save" => json!({ "form_id": "x", "action": "count_location", "given": {} }),
            "draft_drop" => json!({ "form_id": "x" }),
            "sync_settings_set" => json!({ "is_paused": true, "is_metered": false }),
            "peer_set" => json!({ "peer": 1, "is_paused": true }),
            "peer_remove" => json!({ "peer": 1 }),
            "sync_export" | "sync_import" | "export_tables" => json!({ "path": "/nowhere/acts" }),
            "import_open" => json!({ "kind": "parts", "path": "/nowhere/parts.csv" }),
            "import_check" => json!({ "token": "x", "mapping": {} }),
            "import_rows" | "import_commit" | "import_progress" | "import_cancel" => json!({ "token": "x" }),
            "audit_entry" => json!({ "device": "000000000001", "seq": 1 }),
            "action_prefill" | "action_check" => json!({ "action": "report_fault" }),
            "action_preview" | "action_commit" => json!({ "action": "report_fault", "params": { "title": "Hello" } }),
            _ => json!({}),
        };
        assert_eq!(story.call(command, args).unwrap_err().code, Code::Locked, "{command}");
    }
}

#[test]
fn a_new_person_chooses_a_pin_with_somebody_in_charge_present() {
    let mut story = Story::begin();
    let added = story.act(
        "add_crew",
        json!({ "name": "Νίκος Παπαδάκης", "rank": "2nd engineer", "role": "engineer", "department": "engineering" }),
    );
    let nikos = added.ids[0];
    let nobody = story
        .call("sign_in", json!({ "person": nikos, "pin": PIN }))
        .unwrap_err();
    assert_eq!(nobody.code, Code::SignatureNeeded, "without a PIN there is no way in");
    let deckhand = story.add_person("Jovan Petrović", Role::Crew, Department::Deck);
    story.sign_in(deckhand);
    let refused = story
        .try_act("choose_pin", json!({ "person": nikos, "pin": "735190" }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    story.sign_in(story.chief());
    story.act("choose_pin", json!({ "person": nikos, "pin": "735190" }));
    story
        .call("sign_in", json!({ "person": nikos, "pin": "735190" }))
        .unwrap();
    story.sign_in(story.chief());
    let again = story
        .try_act("choose_pin", json!({ "person": nikos, "pin": "111222" }))
        .unwrap_err();
    assert_eq!(again.code, Code::WrongRole, "nobody chooses another person's PIN twice");
    intact(&story);
}

#[test]
fn a_pin_stands_nowhere_in_the_replica() {
    let mut story = Story::begin();
    story.add_person("Tom Reyes", Role::Engineer, Department::Engineering);
    story.close();
    let database = std::fs::read(story.place().replica.join("replica.db")).unwrap();
    let contains = |needle: &[u8]| database.windows(needle.len()).any(|window| window == needle);
    assert!(!contains(PIN.as_bytes()));
    assert!(contains(b"$argon2id$"), "the keyed hash does");
}

#[test]
fn weak_pins_are_refused() {
    let mut story = Story::begin();
    for pin in ["12345", "000000", "12a456", "1234567890123"] {
        let refused = story.try_act("choose_pin", json!({ "pin": pin })).unwrap_err();
        assert_eq!(
            (refused.code, refused.detail["field"].as_str()),
            (Code::Invalid, Some("pin")),
            "{pin}"
        );
    }
}

#[test]
fn the_first_start_asks_for_vessel_letter_and_chief_engineer() {
    let story = Story::on_an_empty_replica();
    let state = story.call("session_state", json!({})).unwrap();
    assert_eq!(state["vessel"], json!(null));
    let empty = story.program().audit_verify().unwrap_err();
    assert_eq!(empty.code, Code::NoVessel, "an empty record is not an intact one");
    let found = |letter: &str, pin: &str| {
        let args = json!({ "vessel": "M/Y Αυρηλία", "letter": letter, "person": "王伟", "rank": "Chief", "pin": pin });
        story.call("found_vessel", args)
    };
    for letter in ["", "I", "O", "EIO", "1", "É"] {
        assert_eq!(found(letter, PIN).unwrap_err().code, Code::Invalid, "{letter}");
    }
    assert_eq!(found("E", "123").unwrap_err().code, Code::Invalid);
    let words = found("e", PIN).unwrap();
    assert_eq!(words["words"].as_array().unwrap().len(), 24);
    assert_eq!(
        found("F", PIN).unwrap_err().code,
        Code::WrongState,
        "a vessel is founded once"
    );
    let state = story.call("session_state", json!({})).unwrap();
    assert_eq!(
        (&state["vessel"], &state["letter"]),
        (&json!("M/Y Αυρηλία"), &json!("E"))
    );
    assert_eq!(state["person"]["name"], "王伟");
    intact(&story);
}

#[test]
fn another_pin_is_chosen_only_by_who_knows_the_old_one() {
    let story = Story::begin();
    let change = json!({ "action": "choose_pin", "params": { "pin": "735190" } });
    let unsigned = story.call("action_commit", change).unwrap_err();
    assert_eq!(
        unsigned.code,
        Code::SignatureNeeded,
        "an unlocked workstation gives nobody a PIN to sign with"
    );
}

#[test]
fn a_session_ends_with_the_service_of_its_person() {
    let mut story = Story::begin();
    let engineer = story.add_person("Tom Reyes", Role::Engineer, Department::Engineering);
    story.sign_in(engineer);
    let chief = story.chief();
    let gone = json!({ "person": engineer, "is_active": false });
    story.try_act_signed("set_role", gone, chief, PIN).unwrap();
    let report = json!({ "action": "report_fault", "params": { "title": "Pump leaks" } });
    assert_eq!(story.call("action_commit", report).unwrap_err().code, Code::WrongRole);
    let order = json!({ "action": "create_work_order", "params": { "title": "Grease", "equipment": chief },
        "sign": { "person": chief, "pin": PIN } });
    assert!(story.call("action_commit", order).is_err());
    assert_eq!(story.call("fault_list", json!({})).unwrap_err().code, Code::Locked);
    assert_eq!(story.signed_in(), None);
}

#[test]
fn pins_tried_all_at_once_are_counted_one_by_one() {
    let story = Story::begin();
    let (program, person) = (story.program(), story.chief());
    let codes: Vec<Code> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..20)
            .map(|n| {
                let args = json!({ "person": person, "pin": format!("9000{n:02}") });
                scope.spawn(move || program.call("sign_in", args).unwrap_err().code)
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let tried = codes.iter().filter(|code| **code == Code::WrongPin).count();
    assert_eq!(tried, 5, "{codes:?}");
}
