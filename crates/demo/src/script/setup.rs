//! The days in which the record is filled: clocks, people, machines, places, parts.

use super::calendar::{DAY_MS, MINUTE_MS};
use crate::content::crew::{FIRST, PEOPLE, Place};
use crate::content::equipment::{self, Equipment};
use crate::content::locations::LOCATIONS;
use crate::content::parts::{self, Part};
use crate::content::vessel::{CLOCKS, OWN_WORDS, PIN};
use crate::random::Random;
use crate::step::{Step, reference};
use domain::tables::Department;
use serde_json::{Map, Value as Json, json};

/// The random stream of first counts.
const COUNTS: u64 = 1;
/// Between two entries, in milliseconds.
const PACE_MS: i64 = MINUTE_MS / 2;

/// Who types the parts of a department, and who looks after its stores.
const fn storekeeper(department: Department) -> &'static str {
    match department {
        Department::Deck => "barbaric",
        Department::Interior => "goncalves",
        Department::Engineering | Department::Management => "nowak",
    }
}

/// The steps of setting up; they take less than a week.
pub(super) fn steps(seed: u64, begin_ms: i64) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at_ms = begin_ms;
    let mut next = |by: &'static str, act: &'static str, params: Json| {
        at_ms += PACE_MS;
        Step::new(at_ms, by, act, params)
    };
    if let Some(first) = CLOCKS.first() {
        let params = json!({ "offset_minutes": first.offset_minutes });
        steps.push(next(FIRST, "set_ship_time", params).inserting(1));
    }
    for person in PEOPLE.iter().filter(|person| person.key != FIRST) {
        let params = json!({
            "name": person.name, "rank": person.rank, "role": person.role.word(),
            "department": person.department.word(), "pin": PIN,
        });
        steps.push(next(FIRST, "add_crew", params).making(vec![format!("crew:{}", person.key)]));
    }
    for person in PEOPLE.iter().filter(|person| person.place == Place::Relief) {
        let params = json!({ "person": reference(format!("crew:{}", person.key)), "is_active": false });
        steps.push(next(FIRST, "set_role", params));
    }
    for row in equipment::all() {
        let made = vec![format!("equipment:{}", row.code)];
        steps.push(next(FIRST, "add_equipment", equipment_params(row)).making(made));
    }
    for (word, means) in OWN_WORDS {
        let params = json!({ "word": word, "means": means });
        steps.push(next(FIRST, "edit_synonyms", params).inserting(1));
    }
    for place in LOCATIONS {
        let mut params = Fields::default();
        params
            .text("code", place.code)
            .text("name", place.name)
            .text("department", place.department.word());
        params.reference("parent", "location", place.parent);
        let made = vec![format!("location:{}", place.code)];
        steps.push(next(storekeeper(place.department), "add_location", params.into()).making(made));
    }
    let mut random = Random::new(seed, COUNTS);
    let parts = parts::all();
    for part in &parts {
        let count = first_count(part, &mut random);
        let rows = if count == "0" { 2 } else { 3 };
        let made = vec![format!("part:{}", part.number)];
        let step = next(storekeeper(part.department), "add_part", part_params(part, count)).making(made);
        steps.push(step.inserting(rows));
    }
    for part in &parts {
        for fit in &part.fitted {
            let mut params = Fields::default();
            params
                .reference("part", "part", &part.number)
                .reference("equipment", "equipment", fit.equipment);
            params
                .text("quantity_fitted", fit.quantity)
                .text("position", fit.position);
            steps.push(next(storekeeper(part.department), "link_part", params.into()).inserting(1));
        }
    }
    debug_assert!(at_ms - begin_ms < 7 * DAY_MS, "setting up takes less than a week");
    steps
}

fn equipment_params(row: &Equipment) -> Json {
    let mut params = Fields::default();
    params
        .text("code", row.code)
        .text("name", row.name)
        .text("kind", row.kind.word());
    params.reference("parent", "equipment", row.parent);
    params
        .text("system", row.system().unwrap_or_default())
        .text("location", row.location);
    params
        .text("maker", row.maker)
        .text("model", row.model)
        .text("serial", row.serial);
    params.text(
        "criticality",
        row.criticality.map_or("", domain::tables::Criticality::word),
    );
    params.text("department", row.department.word());
    if row.has_counter {
        params.set("has_counter", true);
    }
    params.into()
}

fn part_params(part: &Part, count: String) -> Json {
    let mut params = Fields::default();
    params
        .text("number", &part.number)
        .text("name", &part.name)
        .text("other_numbers", part.other_numbers);
    params
        .text("maker", part.maker)
        .text("unit", part.unit)
        .text("category", part.category);
    params.text("department", part.department.word());
    if let Some([critical, minimum, maximum]) = part.levels {
        params
            .set("critical", critical.to_string())
            .set("minimum", minimum.to_string());
        params.set("maximum", maximum.to_string());
    }
    params
        .reference("location", "location", part.place)
        .set("first_count", count);
    params.into()
}

/// Most shelves are in order; some are empty, some low, a few hold too much.
fn first_count(part: &Part, random: &mut Random) -> String {
    let chance = random.between(1, 100);
    let ordinary = random.between(0, 1_000);
    if let Some(count) = part.counted {
        return count.to_owned();
    }
    let Some([_, minimum, maximum]) = part.levels else {
        return (ordinary % 5).to_string();
    };
    let (minimum, maximum) = (i64::from(minimum), i64::from(maximum));
    let count = match chance {
        1..=7 => 0,
        8..=17 => ordinary % (minimum + 1),
        18..=20 => maximum + 1 + ordinary % 3,
        _ => (minimum + 1 + ordinary % (maximum - minimum + 1)).min(maximum),
    };
    count.to_string()
}

/// Parameters in which empty text is left out.
#[derive(Default)]
pub(super) struct Fields(Map<String, Json>);

impl Fields {
    /// A value.
    pub(super) fn set(&mut self, field: &str, value: impl Into<Json>) -> &mut Self {
        self.0.insert(field.to_owned(), value.into());
        self
    }

    /// A text, unless it is empty.
    pub(super) fn text(&mut self, field: &str, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.set(field, text);
        }
        self
    }

    /// A reference to a row, unless the key is empty.
    pub(super) fn reference(&mut self, field: &str, noun: &str, key: &str) -> &mut Self {
        if !key.is_empty() {
            self.set(field, reference(format!("{noun}:{key}")));
        }
        self
    }
}

impl From<Fields> for Json {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}
