//! Random acts of several people on one record: whatever they try, no item leaves the table of its life, and
//! quantities and spend stay what the acts said.

use crate::ship::Ship;
use domain::RowId;
use domain::buying::{LIFE, lines_of_item, spend};
use domain::quantity::Quantity;
use domain::refusal::Code;
use domain::tables::{ItemMark, ItemStatus, MarkKind, OrderLine, Posting, PurchaseOrder, ShoppingItem};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// One attempt: who, what, and which of the records there are.
type Try = (usize, usize, usize, usize);

struct Walk {
    ship: Ship,
    people: Vec<String>,
    parts: Vec<String>,
    suppliers: Vec<String>,
    done: BTreeMap<&'static str, usize>,
}

fn pick<T>(of: &[T], at: usize) -> Option<&T> {
    if of.is_empty() { None } else { of.get(at % of.len()) }
}

impl Walk {
    fn new() -> Self {
        let mut ship = Ship::new();
        let mut people = vec![ship.me()];
        for (name, role, department) in [
            ("Rodel Villanueva", "crew", "engineering"),
            ("Joško Barbarić", "engineer", "deck"),
            ("Ivana Perković", "chief_officer", "deck"),
            ("Beatriz Gonçalves", "purser", "interior"),
        ] {
            let params =
                json!({ "name": name, "rank": role, "role": role, "department": department, "pin": "$argon2id$x" });
            people.push(ship.act("add_crew", params));
        }
        let part = |ship: &mut Ship, number: &str, department: &str| {
            let params = json!({ "number": number, "name": number, "department": department });
            ship.act("add_part", params)
        };
        let parts = vec![part(&mut ship, "A-1", "engineering"), part(&mut ship, "B-1", "deck")];
        let suppliers = ["Jabsco", "Wencon"].map(|name| ship.act("add_supplier", json!({ "name": name })));
        Self {
            ship,
            people,
            parts,
            suppliers: suppliers.to_vec(),
            done: BTreeMap::new(),
        }
    }

    fn id_of<R: domain::schema::Row>(&self, at: usize) -> Option<String> {
        pick(&self.ship.rows::<R>(), at).map(|row| row.id().to_string())
    }

    /// What somebody tries; none while there is nothing to try it on.
    fn attempt(&self, (what, one, two): (usize, usize, usize)) -> Option<(&'static str, Json)> {
        let item = || self.id_of::<ShoppingItem>(one);
        let items = self.ship.rows::<ShoppingItem>();
        // Mostly an item that is there for it, now and then any.
        let item_in = |status: ItemStatus| {
            let of_status = items.iter().filter(|item| item.status == status);
            let ids: Vec<String> = of_status.map(|item| item.id.to_string()).collect();
            if two % 8 == 0 { item() } else { pick(&ids, one).cloned() }
        };
        let is_open = |item: &&ShoppingItem| {
            use ItemStatus::{Approved, Candidate, UnderReview};
            [Candidate, UnderReview, Approved].contains(&item.status)
        };
        let is_long = items.iter().filter(is_open).count() > 8;
        let order = || self.id_of::<PurchaseOrder>(one);
        let quantity = (two % 6).to_string();
        let supplier = pick(&self.suppliers, two)?;
        Some(match what % 17 {
            0 | 1 if is_long => return None,
            0 => (
                "add_shopping_item",
                json!({ "part": pick(&self.parts, one)?, "quantity": quantity }),
            ),
            1 => (
                "add_shopping_item",
                json!({ "name": format!("Thing {}", two % 3), "quantity": quantity }),
            ),
            2 => ("edit_shopping_item", json!({ "item": item()?, "quantity": quantity })),
            3 => (
                "withdraw_shopping_item",
                json!({ "item": item()?, "reason": "Found one" }),
            ),
            4 => ("start_review", json!({ "items": [item()?] })),
            5 | 6 => {
                let lines = json!([{ "item": item()?, "quantity": (1 + two % 5).to_string() }]);
                ("approve_shopping_items", json!({ "lines": lines }))
            }
            7 => (
                "reject_shopping_items",
                json!({ "items": [item()?], "reason": "Not needed this season" }),
            ),
            8 => {
                let part = self.ship.rows::<ShoppingItem>();
                let part = pick(&part, one)?.part_id;
                (
                    "promote_candidate_part",
                    json!({ "part": part, "number": format!("N-{two}") }),
                )
            }
            9 | 10 => {
                let price = (two % 3 > 0).then(|| format!("{}.{:02}", two % 40, one % 100));
                let lines = json!([{ "item": item_in(ItemStatus::Approved)?, "unit_price": price }]);
                let params = json!({ "supplier": supplier, "lines": lines, "currency": "EUR" });
                ("create_purchase_order", params)
            }
            11 => {
                let line = self.id_of::<OrderLine>(two);
                (
                    "edit_purchase_order",
                    json!({ "order": order()?, "take_off": line.map(|line| vec![line]) }),
                )
            }
            12 => {
                let orders = self.ship.rows::<PurchaseOrder>();
                let latest = orders.iter().rev().nth(one % 4)?;
                ("place_purchase_order", json!({ "order": latest.id }))
            }
            13 => {
                let then = if two % 2 == 0 { "back_to_list" } else { "not_wanted" };
                let quantity = (two % 3 > 0).then_some(quantity);
                let line = self.id_of::<OrderLine>(one)?;
                let params = json!({ "line": line, "quantity": quantity, "reason": "Too late", "then": then });
                ("cancel_order_line", params)
            }
            14 => {
                let then = if two % 2 == 0 { "back_to_list" } else { "not_wanted" };
                (
                    "cancel_purchase_order",
                    json!({ "order": order()?, "reason": "Too late", "then": then }),
                )
            }
            15 if two % 3 == 0 => {
                let mark = self.id_of::<ItemMark>(one)?;
                ("take_back_mark", json!({ "mark": mark, "reason": "A mistake" }))
            }
            15 => (
                "mark_item_missing",
                json!({ "item": item()?, "quantity": quantity, "reason": "Not there" }),
            ),
            _ if two % 4 == 0 => {
                let posting = self.id_of::<Posting>(one)?;
                let price = format!("{}.5", two % 20);
                (
                    "price_posting",
                    json!({ "posting": posting, "unit_price": price, "currency": "EUR" }),
                )
            }
            _ => (
                "mark_item_installed",
                json!({ "item": item_in(ItemStatus::Ordered)?, "quantity": quantity }),
            ),
        })
    }

    fn step(&mut self, (who, what, one, two): Try) {
        let Some((act, mut params)) = self.attempt((what, one, two)) else {
            return;
        };
        if let Some(fields) = params.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
        let before: BTreeMap<RowId, ItemStatus> = self.statuses();
        let posted = self.ship.count("pms_finance_transactions");
        let person = self.people[who % self.people.len()].clone();
        match self.ship.act_as(&person, act, &params) {
            Ok(()) => *self.done.entry(act).or_default() += 1,
            Err(refused) => {
                assert_ne!(refused.code, Code::Fault, "{act} {params}: {refused}");
                assert!(refused.message.ends_with('.'), "{refused}");
            }
        }
        self.ship.wait_minutes(1);
        for (id, status) in self.statuses() {
            let from = before.get(&id).copied();
            let stays = from == Some(status);
            let is_in_table = LIFE
                .iter()
                .any(|line| (line.from, line.act, line.to) == (from, act, status));
            assert!(stays || is_in_table, "{act} led from {from:?} to {status:?}");
        }
        let may_post = ["mark_item_installed", "take_back_mark", "price_posting"].contains(&act);
        let now = self.ship.count("pms_finance_transactions");
        assert!(now == posted || may_post, "{act} posted spend");
        self.hold();
    }

    fn statuses(&self) -> BTreeMap<RowId, ItemStatus> {
        let items = self.ship.rows::<ShoppingItem>();
        items.into_iter().map(|item| (item.id, item.status)).collect()
    }

    /// What must be true at any time.
    fn hold(&self) {
        let postings = spend::standing(self.ship.rows::<Posting>());
        for item in self.ship.rows::<ShoppingItem>() {
            self.ship.ask_facts(|facts| {
                let lines = lines_of_item(facts, item.id).unwrap();
                let live: Vec<_> = lines.iter().filter(|line| line.is_live()).collect();
                assert!(live.len() <= 1, "one record never buys an item twice");
                let ordered: Quantity = live.iter().map(|line| line.quantity()).sum();
                assert!(ordered <= item.approved_quantity.unwrap_or(Quantity::ZERO), "{item:?}");
                let is_ordered = live.iter().any(|line| line.is_ordered());
                assert_eq!(is_ordered, item.status == ItemStatus::Ordered, "{item:?}");
                for line in &lines {
                    let tally = line.tally();
                    let marked = tally.installed + tally.missing;
                    assert!(marked <= tally.due(), "{tally:?}");
                    let posted = postings
                        .iter()
                        .filter(|posting| posting.posting.line_id == Some(line.line.id));
                    let posted: Quantity = posted.map(|posting| posting.quantity).sum();
                    assert_eq!(posted, tally.installed, "what is posted is what was installed");
                }
            });
        }
        for posting in &postings {
            if let Some(priced) = posting.amount() {
                assert_eq!(priced.unit_price.times(posting.quantity), Some(priced.amount));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_try_items_stay_in_the_table_and_spend_follows_what_came(
        tries in proptest::collection::vec((0_usize..5, 0_usize..17, 0_usize..40, 0_usize..1_000), 150)
    ) {
        let mut walk = Walk::new();
        tries.into_iter().for_each(|attempt| walk.step(attempt));
    }
}

/// A walk that reaches everything, so that the property above is not true of nothing.
#[test]
fn a_long_walk_carries_out_every_act() {
    let mut walk = Walk::new();
    let mut state = 7_u64;
    let mut next = |below: u64| {
        // SplitMix64, as in the demo vessel.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below).unwrap()
    };
    for _ in 0..5_000 {
        walk.step((next(5), next(17), next(60), next(1_000)));
    }
    let mut acts: std::collections::BTreeSet<&str> = LIFE.iter().map(|line| line.act).collect();
    // Of an item's life only a delivery leads there; `receiving_walk` carries it out.
    acts.remove("commit_receiving");
    for act in acts.iter().chain(&["promote_candidate_part", "price_posting"]) {
        assert!(walk.done.contains_key(act), "nobody carried out {act}: {:?}", walk.done);
    }
    let marks = walk.ship.rows::<ItemMark>();
    assert!(marks.iter().any(|mark| mark.kind == MarkKind::TakenBack));
}
