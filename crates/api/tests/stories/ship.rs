//! Two workstations of one vessel, each a replica of its own, with a real meeting point between them.

mod apart;
mod closing;
mod copied;
mod counts;
mod handover;
mod joining;
mod photos;
mod received;
mod rights;
mod stick;
mod taken;

use std::time::Duration;

use domain::RowId;
use serde_json::{Value as Json, json};
use testkit::Story;

/// How often a state is looked at before a test gives up, every 20 ms.
const LOOKS_MAX: u32 = 1_500;
/// How much time passes on the workstations' clocks between two looks.
const BETWEEN_LOOKS_MS: u64 = 100;

/// The engine control room, which is the meeting point, and the bridge.
struct Ship {
    engine: Story,
    bridge: Story,
    address: String,
}

/// A founded vessel whose workstation answers others on this machine.
fn meeting_point() -> (Story, String) {
    let story = Story::begin();
    story.program().start_sync();
    let set = json!({ "is_paused": false, "is_metered": false, "listen_address": "127.0.0.1:0" });
    story.call("sync_settings_set", set).expect("the chief engineer may");
    let address = until(&[&story], || {
        strip(&story)["listening"]["address"].as_str().map(str::to_owned)
    });
    (story, address)
}

/// The code of an invitation that the signed-in person gives out.
fn invited(story: &mut Story, name: &str) -> String {
    let done = story.act("invite_workstation", json!({ "name": name }));
    done.code.expect("an invitation gives out a code").code
}

impl Ship {
    /// The bridge has joined and holds everything; Marta Nowak is signed in at both.
    fn of_two() -> Self {
        let (mut engine, address) = meeting_point();
        let code = invited(&mut engine, "Bridge");
        let bridge = Story::on_another_machine(1);
        bridge.program().start_sync();
        let words = engine.recovery_words();
        let joining = json!({ "address": address, "code": code, "name": "Bridge", "words": words });
        bridge.call("enrol", joining).expect("the code is good");
        let ship = Self {
            engine,
            bridge,
            address,
        };
        ship.meets();
        ship.bridge.sign_in(ship.engine.chief());
        ship
    }

    /// Waits until the bridge holds what the engine control room holds, and the other way round.
    fn meets(&self) {
        // What the meeting point wrote would wait there until the bridge asks the next time. While it
        // joins, nobody is signed in at the bridge, and it asks by itself.
        let _ = self.bridge.call("sync_now", json!({}));
        until(&[&self.engine, &self.bridge], || {
            // Entries arrive before the exchange has ended; what an act is known to have reached comes with its end.
            let is_equal = held(&self.bridge) == held(&self.engine);
            let shown = strip(&self.bridge);
            let is_told = shown["state"] == "up_to_date" && shown["waiting"] == 0;
            (is_equal && is_told).then_some(())
        });
    }

    /// No exchange from now on, until [`Ship::parts`] is called with false.
    fn parts(&self, is_paused: bool) {
        let set = json!({ "is_paused": is_paused, "is_metered": false });
        self.bridge
            .call("sync_settings_set", set)
            .expect("the chief engineer may");
        if is_paused {
            // An exchange that had begun carries what is written until it ends.
            until(&[&self.engine, &self.bridge], || {
                (strip(&self.bridge)["state"] == "paused").then_some(())
            });
        }
    }
}

/// How many entries it holds, whoever is signed in.
fn held(story: &Story) -> usize {
    let shown = story.program().show("pms_audit_log", None, 0);
    shown.expect("the record can be read").rows.len()
}

fn strip(story: &Story) -> Json {
    story
        .call("sync_strip", json!({}))
        .expect("the strip is always answered")
}

/// Looks again and again, while time passes for those workstations, until there is an answer.
fn until<T>(passing: &[&Story], mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..LOOKS_MAX {
        if let Some(found) = look() {
            return found;
        }
        for story in passing {
            story.clock().pass_ms(BETWEEN_LOOKS_MS);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let shown: Vec<String> = passing.iter().map(|story| strip(story).to_string()).collect();
    panic!("it did not come about: {}", shown.join("\n"));
}

fn conflicts(story: &Story, record: RowId) -> Vec<Json> {
    let found = story
        .call("record_conflicts", json!({ "id": record }))
        .expect("it can be read");
    found.as_array().cloned().expect("a list")
}
