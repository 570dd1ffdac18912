//! What people asked for, decided, ordered, and said of what came.

use super::calendar::{Calendar, DAY_MS, MINUTE_MS};
use super::setup::Fields;
use crate::content::buying::{Asked, Deed, EVENTS, Event};
use crate::step::{Step, reference};
use domain::tables::Urgency;
use serde_json::{Value as Json, json};

/// Days before now in whose year the budgets are set: before the first of what was spent.
const BUDGET_DAYS_AGO: i64 = 13;

/// Everything that was done about buying.
pub(super) fn steps(calendar: Calendar) -> impl Iterator<Item = Step> {
    EVENTS.iter().map(move |event| tell(event, calendar))
}

fn moment(calendar: Calendar, event: &Event) -> i64 {
    let day = (calendar.now_ms - event.days_ago * DAY_MS).div_euclid(DAY_MS) * DAY_MS;
    calendar.past(day + event.minute * MINUTE_MS)
}

fn item(key: &str) -> Json {
    reference(format!("item_asked:{key}"))
}

/// The part of an item that nobody knew.
fn unknown_part(key: &str) -> Json {
    reference(format!("part_asked:{key}"))
}

fn order(key: &str) -> Json {
    reference(format!("purchase_order:{key}"))
}

fn supplier(code: &str) -> Json {
    reference(format!("supplier:{code}"))
}

fn tell(event: &Event, calendar: Calendar) -> Step {
    let step = |act, params: Json| Step::new(moment(calendar, event), event.by, act, params);
    let items = |keys: &[&str]| keys.iter().map(|key| item(key)).collect::<Vec<Json>>();
    match event.deed {
        Deed::Asked(key, what, quantity, urgency, why) => ask(step, key, what, (quantity, urgency, why)),
        Deed::Edited(key, quantity) => step("edit_shopping_item", json!({ "item": item(key), "quantity": quantity })),
        Deed::Withdrew(key, why) => step("withdraw_shopping_item", json!({ "item": item(key), "reason": why })),
        Deed::TookUp(keys) => step("start_review", json!({ "items": items(keys) })),
        Deed::Approved(lines) => step("approve_shopping_items", approval(lines)),
        Deed::Rejected(keys, why) => step("reject_shopping_items", json!({ "items": items(keys), "reason": why })),
        Deed::Promoted(key, number) => step(
            "promote_candidate_part",
            json!({ "part": unknown_part(key), "number": number }),
        ),
        Deed::SameAs(key, number) => {
            let known = reference(format!("part:{number}"));
            step(
                "promote_candidate_part",
                json!({ "part": unknown_part(key), "same_as": known }),
            )
        }
        Deed::Drafted(key, code, currency, lines) => draft(step, key, (code, currency), lines),
        Deed::Dated(key, place, days) => {
            let params = json!({ "order": order(key), "deliver_to": place, "wanted_on": calendar.day(days) });
            step("edit_purchase_order", params)
        }
        Deed::Placed(key) => step("place_purchase_order", json!({ "order": order(key) })),
        Deed::CancelledLine(key, of, quantity, why, then) => {
            let line = reference(format!("order_line:{key}/{of}"));
            let params = json!({ "line": line, "quantity": quantity, "reason": why, "then": then });
            step("cancel_order_line", params)
        }
        Deed::CancelledDraft(key, why) => step("cancel_purchase_order", json!({ "order": order(key), "reason": why })),
        Deed::Missing(key, quantity, why) => {
            let params = json!({ "item": item(key), "quantity": quantity, "reason": why });
            step("mark_item_missing", params).inserting(1)
        }
        Deed::Installed(mark, key, quantity, equipment) => {
            let equipment = reference(format!("equipment:{equipment}"));
            let params = json!({ "item": item(key), "quantity": quantity, "equipment": equipment });
            let names = vec![format!("mark:{mark}"), format!("posting:{mark}")];
            step("mark_item_installed", params).making(names)
        }
        Deed::TookBack(mark, why) => {
            let params = json!({ "mark": reference(format!("mark:{mark}")), "reason": why });
            step("take_back_mark", params).inserting(2)
        }
        Deed::Priced(mark, price, currency, why) => {
            let posting = reference(format!("posting:{mark}"));
            let params = json!({ "posting": posting, "unit_price": price, "currency": currency, "reason": why });
            step("price_posting", params).inserting(1)
        }
        Deed::Budget(department, currency, amount) => {
            let day = calendar.day(-BUDGET_DAYS_AGO);
            let year = day.split('-').next().unwrap_or_default();
            let params = json!({ "department": department, "period": year, "currency": currency, "amount": amount });
            step("set_budget", params).inserting(1)
        }
    }
}

fn ask(
    step: impl Fn(&'static str, Json) -> Step,
    key: &str,
    what: Asked,
    (quantity, urgency, why): (&str, Urgency, &str),
) -> Step {
    let mut params = Fields::default();
    params.text("quantity", quantity).text("urgency", urgency.word());
    params.text("urgency_reason", why);
    let mut names = vec![format!("item_asked:{key}")];
    match what {
        Asked::Part(number) => {
            params.reference("part", "part", number);
        }
        Asked::Unknown(name, unit) => {
            params.text("name", name).text("unit", unit);
            names.push(format!("part_asked:{key}"));
        }
        Asked::Planned(order, number) => {
            params.reference("part_line", "line", &format!("{order}/{number}"));
        }
    }
    step("add_shopping_item", params.into()).making(names)
}

fn approval(lines: &[(&str, &str, &str)]) -> Json {
    let line = |(key, quantity, code): &(&str, &str, &str)| {
        let mut line = Fields::default();
        line.set("item", item(key)).text("quantity", quantity);
        line.reference("supplier", "supplier", code);
        Json::from(line)
    };
    json!({ "lines": lines.iter().map(line).collect::<Vec<Json>>() })
}

fn draft(
    step: impl Fn(&'static str, Json) -> Step,
    key: &str,
    (code, currency): (&str, &str),
    lines: &[(&str, &str)],
) -> Step {
    let line = |(of, price): &(&str, &str)| {
        let mut line = Fields::default();
        line.set("item", item(of)).text("unit_price", price);
        Json::from(line)
    };
    let mut params = Fields::default();
    params.set("supplier", supplier(code)).text("currency", currency);
    params.set("lines", lines.iter().map(line).collect::<Vec<Json>>());
    let mut names = vec![format!("purchase_order:{key}")];
    names.extend(lines.iter().map(|(of, _)| format!("order_line:{key}/{of}")));
    step("create_purchase_order", params.into()).making(names)
}
