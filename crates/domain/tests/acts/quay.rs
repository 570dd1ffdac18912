//! A small ship that receives what it bought.
#![allow(clippy::unwrap_used, unreachable_pub)]

use crate::shop::{LINES, Shop};
use domain::quantity::Quantity;
use domain::tables::{ReceivingLine, SessionStatus};
use serde_json::{Value as Json, json};

pub const SESSIONS: &str = "pms_receiving_sessions";
pub const ROWS: &str = "pms_receiving_lines";
pub const MOVEMENTS: &str = "pms_inventory_transactions";
pub const POSTINGS: &str = "pms_finance_transactions";

/// A shop with a place in stores, and an order that was placed.
pub struct Quay {
    pub shop: Shop,
    pub shelf: String,
    pub order: String,
}

impl Quay {
    /// Five ordered at that price.
    pub fn new(price: Option<&str>) -> Self {
        let mut shop = Shop::new();
        let shelf = shop
            .ship
            .act("add_location", json!({ "code": "A3", "name": "Store A / shelf 3" }));
        let (_, order) = shop.ordered("5", price);
        Self { shop, shelf, order }
    }

    /// A delivery of the order, with its first row.
    pub fn opened(&mut self) -> (String, String) {
        let session = self.shop.ship.act("start_receiving", json!({ "orders": [self.order] }));
        let row = self.rows_of(&session)[0].clone();
        let place = json!({ "line": row, "location": self.shelf });
        self.shop.ship.act("set_storage_location", place);
        (session, row)
    }

    pub fn rows_of(&self, session: &str) -> Vec<String> {
        let rows = self.shop.ship.rows::<ReceivingLine>();
        let of = rows.iter().filter(|row| row.session_id.to_string() == session);
        of.map(|row| row.id.to_string()).collect()
    }

    pub fn act(&mut self, name: &str, params: Json) {
        self.shop.ship.act(name, params);
    }

    /// Looks through and commits.
    pub fn commit(&mut self, session: &str) {
        self.act("move_to_review", json!({ "session": session }));
        self.act("commit_receiving", json!({ "session": session }));
    }

    pub fn status(&self, session: &str) -> String {
        let status = self.shop.ship.value(SESSIONS, session, "status");
        status.as_str().unwrap().to_owned()
    }

    pub fn is_over(&self, session: &str) -> bool {
        let over = [SessionStatus::Committed, SessionStatus::Cancelled];
        over.iter().any(|status| status.word() == self.status(session))
    }

    /// What lies in stores of the part.
    pub fn in_stores(&self) -> Quantity {
        let mut sum = Quantity::ZERO;
        let part = self.shop.part.parse().unwrap();
        self.shop.ship.ask_facts(|facts| {
            sum = facts.stock(part).unwrap().into_iter().map(|(_, on_hand)| on_hand).sum();
        });
        sum
    }

    /// Awaited, accepted into stores, installed of the order's line.
    pub fn line(&self) -> (String, String, String) {
        let line = self.shop.ship.ids(LINES)[0].parse().unwrap();
        let mut found = (String::new(), String::new(), String::new());
        self.shop.ship.ask_facts(|facts| {
            let line = facts.glance::<domain::tables::OrderLine>(line).unwrap();
            let lines = domain::buying::lines_of_item(facts, line.item_id).unwrap();
            let tally = lines[0].tally();
            found = (
                tally.outstanding().to_string(),
                tally.accepted.to_string(),
                tally.installed.to_string(),
            );
        });
        found
    }
}

/// Three figures as [`Quay::line`] gives them.
pub fn figures(awaited: &str, accepted: &str, installed: &str) -> (String, String, String) {
    (awaited.to_owned(), accepted.to_owned(), installed.to_owned())
}
