//! What the bench of deliveries does: it orders, opens a delivery, counts it, and has the peer write the same.

use super::super::cannot;
use super::ROWS;
use api::demo_vessel::DEMO_PIN;
use api::{CommitArgs, Error, Program, Sign};
use serde_json::{Value as Json, json};
use std::time::Duration;
use testkit::{Peer, Stopwatch};

/// Of so many rows one came damaged and is asked for anew.
const DAMAGED_INTERVAL: usize = 10;
/// Before each timed transaction, so that what runs after one is not measured with the next.
const PAUSE: Duration = Duration::from_millis(12);

/// What an act took, and what its rows took SQLite alone.
pub(super) struct Timed {
    pub(super) took: Duration,
    pub(super) alone: Duration,
    pub(super) rows: usize,
}

/// A program that receives what it ordered, and the peer that writes the same.
pub(super) struct Quay {
    pub(super) program: Program,
    peer: Peer,
    pub(super) sign: Sign,
    supplier: Json,
    parts: Vec<Json>,
    acts: usize,
}

impl Quay {
    pub(super) fn new(program: Program, peer: Peer) -> Result<Self, Error> {
        let person = program.session_state()?.person;
        let person = person.ok_or_else(|| cannot("sign", &"nobody is signed in"))?.id;
        let args = json!({ "filters": { "is_retired": ["false"] }, "limit": 2 * ROWS });
        let parts = program.call("part_list", args)?["rows"].take();
        let has_place = |part: &&Json| part["location"]["id"].is_string();
        let parts: Vec<Json> = parts
            .as_array()
            .into_iter()
            .flatten()
            .filter(has_place)
            .cloned()
            .collect();
        let mut quay = Self {
            program,
            peer,
            sign: Sign {
                person,
                pin: Some(DEMO_PIN.to_owned()),
            },
            supplier: Json::Null,
            parts,
            acts: 0,
        };
        let name = json!({ "name": "Bench chandler" });
        quay.supplier = quay.act("add_supplier", name)?[0].take();
        Ok(quay)
    }

    /// Does the act; the rows that it made.
    pub(super) fn act(&mut self, action: &str, params: Json) -> Result<Json, Error> {
        self.commit(action, params, None).map(|(ids, _)| ids)
    }

    fn commit(&mut self, action: &str, params: Json, sign: Option<Sign>) -> Result<(Json, Duration), Error> {
        self.acts += 1;
        let args = CommitArgs {
            action: action.to_owned(),
            params,
            form_id: Some(format!("bench {}", self.acts)),
            sign,
            ..CommitArgs::default()
        };
        let stopwatch = Stopwatch::start();
        let committed = self.program.action_commit(&args)?;
        let took = stopwatch.elapsed();
        Ok((json!(committed.ids), took))
    }

    /// Has the peer write what the program wrote; how many rows, and how long it took.
    fn follow(&mut self) -> Result<(usize, Duration), Error> {
        let rows = self.peer.look().map_err(|error| cannot("let the peer look", &error))?;
        std::thread::sleep(PAUSE);
        let alone = self
            .peer
            .write()
            .map_err(|error| cannot("let the peer write", &error))?;
        Ok((rows, alone))
    }

    pub(super) fn timed(&mut self, action: &str, params: Json, sign: Option<Sign>) -> Result<Timed, Error> {
        self.follow()?;
        let (_, took) = self.commit(action, params, sign)?;
        let (rows, alone) = self.follow()?;
        Ok(Timed { took, alone, rows })
    }

    /// Orders as many items as a delivery has rows, and opens it: the delivery and its rows.
    pub(super) fn open(&mut self) -> Result<(Json, Vec<Json>), Error> {
        let mut items = Vec::with_capacity(ROWS);
        for at in 0..ROWS {
            let part = self
                .parts
                .get(at % self.parts.len().max(1))
                .map(|part| part["id"].clone());
            let item = self.act(
                "add_shopping_item",
                json!({ "part": part, "quantity": "4", "department": "engineering" }),
            )?[0]
                .take();
            items.push(item);
        }
        let of = |more: &Json| -> Vec<Json> {
            let line = |item: &Json| {
                let mut line = more.clone();
                line["item"] = item.clone();
                line
            };
            items.iter().map(line).collect()
        };
        self.act("approve_shopping_items", json!({ "lines": of(&json!({})) }))?;
        let lines = of(&json!({ "unit_price": "12.50" }));
        let order = json!({ "supplier": self.supplier, "lines": lines, "currency": "EUR" });
        let order = self.act("create_purchase_order", order)?[0].take();
        let sign = Some(self.sign.clone());
        self.commit("place_purchase_order", json!({ "order": order }), sign)?;
        let mut opened = self.act("start_receiving", json!({ "orders": [order] }))?;
        let rows: Vec<Json> = opened.as_array().into_iter().flatten().skip(1).cloned().collect();
        let session = opened[0].take();
        self.act("begin_counting", json!({ "session": session }))?;
        if rows.len() == ROWS {
            Ok((session, rows))
        } else {
            Err(cannot("receive", &format!("the delivery has {} rows", rows.len())))
        }
    }

    pub(super) fn count(&mut self, row: &Json, at: usize) -> Result<(), Error> {
        if at.is_multiple_of(DAMAGED_INTERVAL) {
            let damaged = json!({ "line": row, "kind": "damaged", "quantity": "1" });
            self.act("set_discrepancy", damaged)?;
            self.act("set_return_to_list", json!({ "line": row, "returns": true }))?;
        }
        Ok(())
    }
}
