//! A small ship that buys something.
#![allow(clippy::unwrap_used, unreachable_pub)]

use crate::refusal;
use crate::ship::Ship;
use domain::buying::spend;
use domain::refusal::Code;
use domain::tables::Posting;
use serde_json::{Value as Json, json};

pub const ITEMS: &str = "pms_shopping_list_items";
pub const ORDERS: &str = "pms_purchase_orders";
pub const LINES: &str = "pms_purchase_order_lines";

/// A ship with a part, two suppliers, and what the tests ask for.
pub struct Shop {
    pub ship: Ship,
    pub part: String,
    pub supplier: String,
    pub other: String,
}

impl Shop {
    pub fn new() -> Self {
        let mut ship = Ship::new();
        let part = ship.act("add_part", json!({ "number": "0634-1129", "name": "Impeller kit" }));
        let supplier = ship.act("add_supplier", json!({ "name": "Jabsco Marine" }));
        let other = ship.act("add_supplier", json!({ "name": "Wencon" }));
        Self {
            ship,
            part,
            supplier,
            other,
        }
    }

    pub fn asked(&mut self, quantity: &str) -> String {
        self.ship
            .act("add_shopping_item", json!({ "part": self.part, "quantity": quantity }))
    }

    pub fn approved(&mut self, quantity: &str) -> String {
        let item = self.asked(quantity);
        self.ship
            .act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
        item
    }

    pub fn draft(&mut self, item: &str, price: Option<&str>) -> String {
        let line = json!({ "item": item, "unit_price": price });
        let currency = price.map(|_| "EUR");
        let params = json!({ "supplier": self.supplier, "lines": [line], "currency": currency });
        self.ship.act("create_purchase_order", params)
    }

    pub fn ordered(&mut self, quantity: &str, price: Option<&str>) -> (String, String) {
        let item = self.approved(quantity);
        let order = self.draft(&item, price);
        self.ship.act("place_purchase_order", json!({ "order": order }));
        (item, order)
    }

    pub fn status(&self, item: &str) -> Json {
        self.ship.value(ITEMS, item, "status")
    }

    pub fn refused(&self, act: &str, params: Json) -> (Code, String, Json) {
        let refused = refusal(self.ship.plan(act, params));
        (refused.code, refused.message, refused.detail["field"].clone())
    }

    pub fn spent(&self) -> spend::Spent {
        spend::spent(&spend::standing(self.ship.rows::<Posting>()))
    }
}
