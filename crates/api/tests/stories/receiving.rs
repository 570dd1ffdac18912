//! Deliveries, from the first box to the signature and what is taken back later, through the same pipeline as
//! the window.

mod journey;
mod list;
mod papers;
mod refused;
mod review;

use crate::{Scene, first};
use api::{Error, Program};
use domain::RowId;
use serde_json::{Value as Json, json};
use std::sync::Arc;

pub(crate) const SESSIONS: &str = "pms_receiving_sessions";
pub(crate) const ROWS: &str = "pms_receiving_lines";
pub(crate) const MOVEMENTS: &str = "pms_inventory_transactions";
pub(crate) const POSTINGS: &str = "pms_finance_transactions";

/// A workstation at which somebody receives, on whichever vessel.
pub(crate) struct Desk {
    pub(crate) program: Arc<Program>,
    pin: &'static str,
    /// Whoever signs, where an act is signed.
    signer: RowId,
    forms: u32,
}

impl Desk {
    fn at(program: Arc<Program>, signer: RowId, pin: &'static str) -> Self {
        Self {
            program,
            pin,
            signer,
            forms: 0,
        }
    }

    pub(crate) fn of(story: &testkit::Story) -> Self {
        Self::at(story.program().clone(), story.signed_in().unwrap(), testkit::PIN)
    }

    fn sign_in(&mut self, person: RowId) {
        let args = json!({ "person": person, "pin": self.pin });
        self.program.call("sign_in", args).unwrap();
        self.signer = person;
    }

    /// The form with its prefill and what is typed over it, committed and signed.
    pub(crate) fn try_act(&mut self, action: &str, given: Json) -> Result<Json, Error> {
        self.forms += 1;
        let form = format!("{action} {}", self.forms);
        let args = self.filled(action, given, &form)?;
        self.program.call("action_commit", args)
    }

    /// What a commit of that form is called with.
    fn filled(&self, action: &str, given: Json, form: &str) -> Result<Json, Error> {
        let prefilled = self
            .program
            .call("action_prefill", json!({ "action": action, "given": given }))?;
        let mut params = prefilled["values"].clone();
        let typed = given.as_object().unwrap().clone();
        params.as_object_mut().unwrap().extend(typed);
        let sign = json!({ "person": self.signer, "pin": self.pin });
        Ok(json!({ "action": action, "params": params, "basis": prefilled["basis"], "form_id": form, "sign": sign }))
    }

    pub(crate) fn act(&mut self, action: &str, given: Json) -> Json {
        self.try_act(action, given)
            .unwrap_or_else(|error| panic!("{action}: {error} {}", error.detail))
    }

    /// The id of the first new row.
    pub(crate) fn first(&mut self, action: &str, given: Json) -> String {
        self.act(action, given)["ids"][0].as_str().unwrap().to_owned()
    }

    fn preview(&self, action: &str, given: Json) -> Json {
        let filled = self.filled(action, given, "shown").unwrap();
        let args = json!({ "action": action, "params": filled["params"] });
        self.program.call("action_preview", args).unwrap()
    }

    pub(crate) fn rows(&self, table: &str) -> Vec<Json> {
        let (mut rows, mut offset) = (Vec::new(), Some(0));
        while let Some(from) = offset {
            let shown = self.program.show(table, None, from).unwrap();
            rows.extend(shown.rows);
            offset = shown.next;
        }
        rows
    }

    pub(crate) fn row(&self, table: &str, id: &str) -> Json {
        self.rows(table).into_iter().find(|row| row["id"] == id).unwrap()
    }

    /// Rows of the table about that delivery line.
    pub(crate) fn of_line(&self, table: &str, line: &str) -> Vec<Json> {
        let mut rows = self.rows(table);
        rows.retain(|row| row["receiving_line_id"] == line);
        rows
    }

    pub(crate) fn lines(&self, session: &str) -> Vec<Json> {
        let mut rows = self.rows(ROWS);
        rows.retain(|row| row["session_id"] == session);
        rows.sort_by_key(|row| row["position"].as_i64());
        rows
    }

    pub(crate) fn status(&self, session: &str) -> String {
        let status = self.row(SESSIONS, session)["status"].clone();
        status.as_str().unwrap().to_owned()
    }

    pub(crate) fn stock(&self, part: &str) -> String {
        let page = self.program.call("part_page", json!({ "id": part })).unwrap();
        page["stock"]["total"].as_str().unwrap().to_owned()
    }

    /// An order of that many, approved and placed by whoever is signed in.
    pub(crate) fn ordered(&mut self, part: &str, quantity: &str, price: Option<&str>) -> String {
        let supplier = self.first("add_supplier", json!({ "name": "Jabsco Marine" }));
        let item = self.first("add_shopping_item", json!({ "part": part, "quantity": quantity }));
        self.act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
        let line = json!({ "item": item, "unit_price": price });
        let params = json!({ "supplier": supplier, "lines": [line], "currency": price.map(|_| "EUR") });
        let order = self.first("create_purchase_order", params);
        self.act("place_purchase_order", json!({ "order": order }));
        order
    }

    /// Where the order stands, and what its first line came to.
    pub(crate) fn order(&self, order: &str) -> (String, Json) {
        let page = self.program.call("order_page", json!({ "id": order })).unwrap();
        (
            page["state"].as_str().unwrap().to_owned(),
            page["lines"][0]["tally"].clone(),
        )
    }

    /// A delivery of the order, with its first row.
    pub(crate) fn opened(&mut self, order: &str) -> (String, String) {
        let session = self.first("start_receiving", json!({ "orders": [order] }));
        let row = self.lines(&session)[0]["id"].as_str().unwrap().to_owned();
        (session, row)
    }

    /// Ticks the row, looks through and signs.
    pub(crate) fn commit(&mut self, session: &str, row: &str) {
        self.act("tick_line", json!({ "line": row }));
        self.act("move_to_review", json!({ "session": session }));
        self.act("commit_receiving", json!({ "session": session }));
    }

    fn entries(&self) -> u64 {
        let window = self.program.call("audit_list", json!({ "limit": 1 })).unwrap();
        window["total"].as_u64().unwrap()
    }

    /// The record must be whole after every story.
    fn intact(&self) {
        let report = self.program.audit_verify().unwrap();
        assert!(report.is_intact, "{:?}", report.first_break);
    }
}

/// Sums of decimals as people write them, in hundredths.
fn hundredths(amount: &Json) -> i64 {
    let text = amount.as_str().unwrap();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    sign * format!("{whole}{part:0<2}").parse::<i64>().unwrap()
}

/// An order to that supplier of so many of each part, placed.
pub(crate) fn ordered(scene: &mut Scene, supplier: &str, parts: &[&str], quantity: &str) -> String {
    let items: Vec<Json> = parts
        .iter()
        .map(|part| {
            let ask = json!({ "part": part, "quantity": quantity });
            json!({ "item": first(&mut scene.story, "add_shopping_item", ask) })
        })
        .collect();
    scene.story.act("approve_shopping_items", json!({ "lines": items }));
    let params = json!({ "supplier": supplier, "lines": items });
    let order = first(&mut scene.story, "create_purchase_order", params);
    scene.story.act("place_purchase_order", json!({ "order": order }));
    order
}

/// Opens a delivery; its id, and those of its rows in their order.
pub(crate) fn opened(scene: &mut Scene, params: Json) -> (String, Vec<String>) {
    let made = scene.story.act("start_receiving", params);
    let mut ids = made.ids.iter().map(ToString::to_string);
    (ids.next().unwrap(), ids.collect())
}
