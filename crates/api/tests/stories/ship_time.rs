//! Ship's time rules every number and label, over the date line and in half-hour zones.

use crate::{Scene, intact};
use serde_json::json;
use testkit::Story;

/// Milliseconds of an RFC 3339 instant.
fn ms(text: &str) -> i64 {
    domain::time::Instant::parse(text).unwrap().millis()
}

#[test]
fn the_year_of_numbers_follows_the_ships_clock_over_the_date_line() {
    let mut story = Story::begin();
    story.clock().set_wall_ms(ms("2026-12-31T09:00:00Z"));
    story.act("set_ship_time", json!({ "offset_minutes": 14 * 60 }));
    story.clock().set_wall_ms(ms("2026-12-31T10:30:00Z"));
    let east = story.act("report_fault", json!({ "title": "Gyro alarm" }));
    assert_eq!(east.numbers, ["F-2027-E0001"], "it is 2027 already at UTC+14");
    story.clock().set_wall_ms(ms("2026-12-31T10:40:00Z"));
    story.act("set_ship_time", json!({ "offset_minutes": -570 }));
    story.clock().set_wall_ms(ms("2026-12-31T10:50:00Z"));
    let west = story.act("report_fault", json!({ "title": "Gyro alarm again" }));
    assert_eq!(west.numbers, ["F-2026-E0001"], "it is 2026 still at UTC−09:30");
    story.clock().set_wall_ms(ms("2027-01-01T09:31:00Z"));
    let after = story.act("report_fault", json!({ "title": "Gyro alarm, third time" }));
    assert_eq!(after.numbers, ["F-2027-E0002"], "a number is never issued twice");
    intact(&story);
}

#[test]
fn overdue_begins_with_the_ships_own_day_in_a_half_hour_zone() {
    let mut scene = Scene::begin();
    scene.story.clock().set_wall_ms(ms("2026-06-01T00:00:00Z"));
    scene.story.act("set_ship_time", json!({ "offset_minutes": 330 }));
    let order = scene.story.act(
        "create_work_order",
        json!({ "title": "Change filters", "equipment": scene.generator, "due_on": "2026-06-01" }),
    );
    let order = order.ids[0].to_string();
    scene.story.clock().set_wall_ms(ms("2026-06-01T18:29:00Z"));
    assert_eq!(scene.page(&order)["is_overdue"], false, "23:59 aboard");
    scene.story.clock().set_wall_ms(ms("2026-06-01T18:30:00Z"));
    assert_eq!(scene.page(&order)["is_overdue"], true, "00:00 aboard");
    intact(&scene.story);
}

#[test]
fn the_clock_set_back_loses_nothing_and_is_marked() {
    let mut story = Story::begin();
    story.act("report_fault", json!({ "title": "Before" }));
    story.clock().set_wall_ms(ms("2019-01-01T00:00:00Z"));
    let done = story.act("report_fault", json!({ "title": "With a flat CMOS battery" }));
    let entry = story
        .call(
            "audit_entry",
            json!({ "device": done.entry.device, "seq": done.entry.seq }),
        )
        .unwrap();
    assert_eq!(entry["line"]["clock_suspect"], true);
    intact(&story);
}
