//! What people did with parts and places, and who the vessel buys from.

use super::calendar::{Calendar, DAY_MS, MINUTE_MS};
use super::setup::Fields;
use super::story::Made;
use crate::content::parts::{self, Part};
use crate::content::stores::{Deed, EVENTS, Event, RETIRED_SUPPLIER, SUPPLIERS, TAKEN, Taken};
use crate::step::{Step, reference};
use serde_json::{Value as Json, json};

/// Who typed the suppliers, on the first days of the story.
const PURSER: &str = "goncalves";
/// Days before now on which the suppliers were typed.
const SUPPLIERS_DAYS_AGO: i64 = 119;
/// Minutes after midnight UTC at which things are done in stores.
const MINUTE_OF_DAY: i64 = 10 * 60;

/// Adds everything that happened in stores.
pub(super) fn steps(calendar: Calendar, made: &Made, steps: &mut Vec<Step>) {
    let parts = parts::all();
    let shelf = Shelf { parts: &parts };
    suppliers(calendar, steps);
    steps.extend(TAKEN.iter().map(|taken| shelf.take(taken, calendar, made)));
    steps.extend(EVENTS.iter().map(|event| shelf.tell(event, calendar)));
}

fn moment(calendar: Calendar, days_ago: i64) -> i64 {
    let day = (calendar.now_ms - days_ago * DAY_MS).div_euclid(DAY_MS) * DAY_MS;
    calendar.past(day + MINUTE_OF_DAY * MINUTE_MS)
}

fn suppliers(calendar: Calendar, steps: &mut Vec<Step>) {
    let begin = moment(calendar, SUPPLIERS_DAYS_AGO);
    for (place, [code, name, contact, email, phone, account_number, remark]) in (0..).zip(SUPPLIERS) {
        let mut params = Fields::default();
        params.text("code", code).text("name", name).text("contact", contact);
        params.text("email", email).text("phone", phone);
        params.text("account_number", account_number).text("remark", remark);
        let step = Step::new(begin + place * MINUTE_MS, PURSER, "add_supplier", params.into());
        steps.push(step.making(vec![format!("supplier:{code}")]));
    }
    let (code, by, reason) = RETIRED_SUPPLIER;
    let params = json!({ "supplier": reference(format!("supplier:{code}")), "reason": reason });
    steps.push(Step::new(moment(calendar, 40), by, "retire_supplier", params));
}

/// Where every part lies.
struct Shelf<'a> {
    parts: &'a [Part],
}

fn part(number: &str) -> Json {
    reference(format!("part:{number}"))
}

impl Shelf<'_> {
    fn place(&self, number: &str) -> Json {
        let found = self.parts.iter().find(|part| part.number == number);
        reference(format!("location:{}", found.map_or("", |part| part.place)))
    }

    fn take(&self, taken: &Taken, calendar: Calendar, made: &Made) -> Step {
        let end = made.get(&format!("end of {}", taken.order)).copied();
        let at_ms = calendar.past(end.unwrap_or(calendar.now_ms) + taken.after_minutes * MINUTE_MS);
        let line = |(number, quantity): &(&str, &str)| {
            json!({
                "line": reference(format!("line:{}/{number}", taken.order)),
                "part": part(number), "location": self.place(number), "quantity": quantity,
            })
        };
        let lines: Vec<Json> = taken.parts.iter().map(line).collect();
        let names = taken
            .parts
            .iter()
            .flat_map(|(number, _)| ["usage", "movement"].map(|noun| format!("{noun}:{}/{number}", taken.order)));
        let params = json!({ "work_order": reference(format!("work_order:{}", taken.order)), "lines": lines });
        Step::new(at_ms, taken.by, "log_part_usage", params).making(names.collect())
    }

    fn tell(&self, event: &Event, calendar: Calendar) -> Step {
        let (act, params, rows) = match event.deed {
            Deed::Returned(order, number, quantity, note) => {
                let line = json!({ "part": part(number), "location": self.place(number), "quantity": quantity });
                let order = reference(format!("work_order:{order}"));
                (
                    "return_to_stores",
                    json!({ "work_order": order, "lines": [line], "note": note }),
                    1,
                )
            }
            Deed::Counted(number, counted, reason) => {
                let params = json!({ "part": part(number), "location": self.place(number), "counted": counted, "reason": reason });
                ("adjust_stock", params, 1)
            }
            Deed::CountedPlace(code, counts, reason) => {
                let line = |(number, counted): &(&str, &str)| json!({ "part": part(number), "counted": counted });
                let lines: Vec<Json> = counts.iter().map(line).collect();
                let location = reference(format!("location:{code}"));
                (
                    "count_location",
                    json!({ "location": location, "lines": lines, "reason": reason }),
                    counts.len(),
                )
            }
            Deed::Carried(number, to, quantity, note) => {
                let to = reference(format!("location:{to}"));
                let params = json!({ "part": part(number), "from": self.place(number), "to": to, "quantity": quantity, "note": note });
                ("transfer_stock", params, 2)
            }
            Deed::WrittenOff(number, quantity, reason) => {
                let params = json!({ "part": part(number), "location": self.place(number), "quantity": quantity, "reason": reason });
                ("write_off", params, 1)
            }
            Deed::Reversed(order, number, reason) => {
                let movement = reference(format!("movement:{order}/{number}"));
                ("reverse_movement", json!({ "movement": movement, "reason": reason }), 1)
            }
        };
        Step::new(moment(calendar, event.days_ago), event.by, act, params).inserting(rows)
    }
}
