//! Workstations that come to hold the same: through the meeting point, by file, through the shore.

use serde_json::json;

use crate::workstation::{CHIEF, PIN, Workstation, faults_ashore, free_address, shore};

#[test]
fn three_replicas_without_a_shore_converge_and_then_one_carries_all_ashore() {
    let engine_room = Workstation::founder();
    let address = free_address();
    let kept = engine_room.ok(&["sync", "listen", &address, "--keep"]);
    assert_eq!(kept, json!({ "address": address, "is_answering": false }));
    let codes = [engine_room.invite("Bridge"), engine_room.invite("Galley")];
    let meeting = engine_room.listen(&address);
    assert_eq!(meeting.address, address);
    let (bridge, galley) = (Workstation::empty(), Workstation::empty());
    for (workstation, name, code) in [(&bridge, "Bridge", &codes[0]), (&galley, "Galley", &codes[1])] {
        let joined = workstation.join(&address, code, name, &engine_room);
        assert_eq!(joined["vessel_name"], "M/Y Test");
        assert_eq!(joined["filled"]["is_up_to_date"], true, "{joined}");
        assert!(joined["filled"]["received"].as_u64() >= Some(1), "{joined}");
    }
    bridge.report("From the bridge");
    galley.report("From the galley");
    for workstation in [&bridge, &galley, &bridge] {
        workstation.exchange();
    }
    let met = ["From the bridge", "From the galley"];
    assert_eq!(
        (bridge.faults(), galley.faults()),
        (met.map(String::from).to_vec(), met.map(String::from).to_vec())
    );
    assert_eq!(meeting.interrupt(), Some(0), "Ctrl+C is no fault");
    assert_eq!(engine_room.faults(), met);

    // By file, with nobody answering: from the galley to the engine room and from there to the bridge.
    galley.report("From the galley, carried on a stick");
    engine_room.report("From the engine room, carried on a stick");
    let folder = tempfile::tempdir().unwrap();
    let stick = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    galley.ok(&["sync", "export", &stick("galley")]);
    let first = engine_room.ok(&["sync", "import", &stick("galley")]);
    assert_eq!(first["refused"], json!([]));
    engine_room.ok(&["sync", "export", &stick("engine room")]);
    for workstation in [&bridge, &galley] {
        assert!(workstation.ok(&["sync", "import", &stick("engine room")])["entries"].as_u64() >= Some(1));
        assert_eq!(workstation.ok(&["sync", "import", &stick("engine room")])["entries"], 0);
    }
    let all = engine_room.faults();
    assert_eq!(all.len(), 4);
    assert_eq!((bridge.faults(), galley.faults()), (all.clone(), all.clone()));

    // One of them reaches the shore, and all is there.
    let (postgres, gateway) = shore();
    let connected = bridge.connect(&gateway.url(), &gateway.enrol_new_vessel());
    assert_eq!(
        (&connected["kind"], &connected["filled"]),
        (&json!("shore"), &json!(null))
    );
    // The meeting point does not answer any more, which keeps nothing from the shore.
    let output = bridge.run(&["sync", "once"]);
    assert_eq!(output.status.code(), Some(2));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let links = told["links"].as_array().unwrap();
    assert_eq!(links.len(), 2, "{told}");
    assert_eq!(links[0]["trouble"]["code"], "unreachable", "{told}");
    assert_eq!(links[1]["is_up_to_date"], true, "{told}");
    assert_eq!(faults_ashore(&postgres), all);
    for workstation in [&engine_room, &bridge, &galley] {
        assert!(workstation.is_intact());
    }
}

#[test]
fn what_cannot_be_exchanged_is_said_in_one_sentence_with_exit_two() {
    let ship = Workstation::founder();
    let (code, error) = ship.refused(&["sync", "once"]);
    assert_eq!((code, error["code"].as_str()), (2, Some("wrong_state")), "{error}");
    assert!(error["message"].as_str().unwrap().contains("enrol first"), "{error}");
    assert_eq!(ship.ok(&["sync", "status"])["state"], "alone");
    let nowhere = "https://127.0.0.1:1";
    let code = "AAAA-AAAA-AAAA-AAAA";
    let (exit, error) = ship.refused(&["sync", "enrol", nowhere, code]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("signature_needed")), "{error}");
    let (exit, error) = ship.refused(&["sync", "enrol", nowhere, code, "--as", CHIEF, "--pin", PIN]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("invalid")), "{error}");
    let (exit, error) = ship.refused(&["sync", "listen", "nowhere"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("invalid")), "{error}");
    let params = json!({ "name": "Bridge" }).to_string();
    let invite = [
        "action",
        "commit",
        "invite_workstation",
        "--as",
        CHIEF,
        "--pin",
        PIN,
        "--params",
        &params,
    ];
    let (exit, error) = ship.refused(&invite);
    assert_eq!((exit, error["code"].as_str()), (2, Some("wrong_state")), "{error}");
    let (exit, error) = ship.refused(&["sync", "import", "/nowhere/at/all"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("invalid")), "{error}");
    assert_eq!(ship.run(&["sync", "send"]).status.code(), Some(64));
}
