//! Random acts of several people on several deliveries: whatever they try, only ticked rows of committed
//! deliveries move stock and post spend, each accepted unit is in one place, and what was committed stays.

mod books;

use books::{Books, Came, bought, whole};

use crate::ship::Ship;
use domain::RowId;
use domain::acts::receiving::{movement_id, posting_id, returned_item_id};
use domain::plan::Plan;
use domain::quantity::Quantity;
use domain::receiving::{life, rows_of};
use domain::refusal::Code;
use domain::tables::{
    Destination, DiscrepancyKind, Location, Movement, OrderLine, Part, Posting, PostingKind, PurchaseOrder,
    ReceivingLine, ReceivingSession, SessionStatus, ShoppingItem,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// One attempt: who, what, and which of the records there are.
type Try = (usize, usize, usize, usize);

/// Acts by which what a delivery brought changes.
const MOVE: [&str; 3] = ["commit_receiving", "reverse_movement", "take_back_installed"];

struct Walk {
    ship: Ship,
    people: Vec<String>,
    parts: Vec<String>,
    places: Vec<String>,
    supplier: String,
    equipment: String,
    work: String,
    /// Committed deliveries as they were signed.
    signed: BTreeMap<RowId, String>,
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
            ("Gordon Blake", "manager", "engineering"),
        ] {
            let params =
                json!({ "name": name, "rank": role, "role": role, "department": department, "pin": "$argon2id$x" });
            people.push(ship.act("add_crew", params));
        }
        let places = ["A1", "A2"].map(|code| ship.act("add_location", json!({ "code": code, "name": "Shelf" })));
        let mut parts = Vec::new();
        for (number, unit, first) in [("A-1", "pcs", Some("4")), ("B-1", "l", None), ("C-1", "pcs", None)] {
            let mut params = json!({ "number": number, "name": number, "unit": unit });
            if let Some(count) = first {
                params["location"] = json!(places[0]);
                params["first_count"] = json!(count);
            }
            parts.push(ship.act("add_part", params));
        }
        let supplier = ship.act("add_supplier", json!({ "name": "Jabsco" }));
        let equipment = ship.act("add_equipment", json!({ "code": "601", "name": "Pump" }));
        let work = ship.act(
            "create_work_order",
            json!({ "title": "Renew it", "equipment": equipment }),
        );
        Self {
            ship,
            people,
            parts,
            places: places.to_vec(),
            supplier,
            equipment,
            work,
            signed: BTreeMap::new(),
            done: BTreeMap::new(),
        }
    }

    /// Buys something: what is not walked here.
    fn order(&mut self, one: usize, two: usize) {
        let part = self.parts[one % self.parts.len()].clone();
        let quantity = (1 + two % 6).to_string();
        let item = self
            .ship
            .act("add_shopping_item", json!({ "part": part, "quantity": quantity }));
        let lines = json!([{ "item": item }]);
        self.ship.act("approve_shopping_items", json!({ "lines": lines }));
        let mut params = json!({ "supplier": self.supplier, "lines": lines });
        if !two.is_multiple_of(4) {
            params["lines"][0]["unit_price"] = json!(format!("{}.{:02}", two % 40, one % 100));
            params["currency"] = json!(if two % 8 == 1 { "USD" } else { "EUR" });
        }
        let order = self.ship.act("create_purchase_order", params);
        self.ship.act("place_purchase_order", json!({ "order": order }));
    }

    fn sessions(&self, status: SessionStatus) -> Vec<String> {
        let all = self.ship.rows::<ReceivingSession>();
        let of = all.iter().filter(|session| session.status == status);
        of.map(|session| session.id.to_string()).collect()
    }

    /// A row of a delivery that is still counted; now and then of any.
    fn row(&self, one: usize, two: usize) -> Option<String> {
        let open: BTreeSet<RowId> = self
            .ship
            .rows::<ReceivingSession>()
            .iter()
            .filter(|session| matches!(session.status, SessionStatus::Candidate | SessionStatus::Active))
            .map(|session| session.id)
            .collect();
        let rows = self.ship.rows::<ReceivingLine>();
        let is_near = |row: &&ReceivingLine| two.is_multiple_of(9) || open.contains(&row.session_id);
        let ids: Vec<String> = rows.iter().filter(is_near).map(|row| row.id.to_string()).collect();
        pick(&ids, one).cloned()
    }

    /// What somebody tries; none while there is nothing to try it on.
    fn attempt(&self, (what, one, two): (usize, usize, usize)) -> Option<(&'static str, Json)> {
        use SessionStatus::{Active, Candidate, Committed, Review};
        let quantity = match two % 7 {
            6 => "1.5".to_owned(),
            whole => whole.to_string(),
        };
        let session_in = |statuses: &[SessionStatus]| {
            let mut ids: Vec<String> = Vec::new();
            statuses.iter().for_each(|status| ids.extend(self.sessions(*status)));
            if two % 11 == 0 {
                ids = self.ship.ids("pms_receiving_sessions");
            }
            pick(&ids, one).cloned()
        };
        let row = || self.row(one, two);
        let kind = *pick(DiscrepancyKind::ALL, two)?;
        Some(match what % 22 {
            0 if self.sessions(Candidate).len() + self.sessions(Active).len() > 3 => return None,
            0 => {
                let orders = self.ship.rows::<PurchaseOrder>();
                let latest = orders.iter().rev().nth(one % 3)?;
                ("start_receiving", json!({ "orders": [latest.id] }))
            }
            1 => ("begin_counting", json!({ "session": session_in(&[Candidate])? })),
            2 => {
                let session = session_in(&[Active])?;
                let params = match two % 3 {
                    0 => json!({ "session": session, "description": format!("Thing {}", two % 5) }),
                    _ => json!({ "session": session, "part": pick(&self.parts, one)?, "quantity": quantity }),
                };
                ("add_receiving_line", params)
            }
            3 | 4 => ("set_delivered", json!({ "line": row()?, "quantity": quantity })),
            5 | 6 => ("tick_line", json!({ "line": row()? })),
            7 => ("untick_line", json!({ "line": row()? })),
            8 => (
                "set_line_note",
                json!({ "line": row()?, "note": format!("Note {}", two % 4) }),
            ),
            9 | 10 => (
                "set_discrepancy",
                json!({ "line": row()?, "kind": kind, "quantity": (two % 3).to_string() }),
            ),
            11 => {
                let answer = match two % 3 {
                    0 => json!({ "line": row()?, "name": format!("New {}", two % 4) }),
                    1 => json!({ "line": row()?, "ignore": true }),
                    _ => json!({ "line": row()?, "part": pick(&self.parts, two)? }),
                };
                ("resolve_unknown_line", answer)
            }
            12 => {
                let mut params = json!({ "line": row()?, "quantity": (two % 3).to_string() });
                match two % 4 {
                    0 => params["work_order"] = json!(self.work),
                    1 => params["equipment"] = json!(self.equipment),
                    _ => (),
                }
                ("set_install_now", params)
            }
            13 | 14 => (
                "set_storage_location",
                json!({ "line": row()?, "location": pick(&self.places, two)? }),
            ),
            15 => ("set_return_to_list", json!({ "line": row()?, "returns": two % 3 > 0 })),
            16 => ("move_to_review", json!({ "session": session_in(&[Active])? })),
            17 if two % 4 == 0 => ("back_to_counting", json!({ "session": session_in(&[Review])? })),
            17 | 18 => ("commit_receiving", json!({ "session": session_in(&[Review])? })),
            19 if two % 4 == 0 => (
                "cancel_receiving",
                json!({ "session": session_in(&[Candidate, Active, Review])?, "reason": "Wrong vessel" }),
            ),
            19 => (
                "take_over_session",
                json!({ "session": session_in(&[Candidate, Active, Review])? }),
            ),
            20 if two % 2 == 0 => {
                let movement = pick(&self.ship.rows::<Movement>(), one)?.id;
                (
                    "reverse_movement",
                    json!({ "movement": movement, "reason": "Wrong box" }),
                )
            }
            20 => {
                let committed = self.sessions(Committed);
                let rows = self.ship.rows::<ReceivingLine>();
                let of: Vec<&ReceivingLine> = rows
                    .iter()
                    .filter(|row| committed.contains(&row.session_id.to_string()))
                    .filter(|row| row.install_quantity.is_some())
                    .collect();
                let params = json!({ "line": pick(&of, one)?.id, "reason": "Not fitted after all" });
                ("take_back_installed", params)
            }
            _ => {
                let posting = pick(&self.ship.rows::<Posting>(), one)?.id;
                let price = format!("{}.5", two % 20);
                (
                    "price_posting",
                    json!({ "posting": posting, "unit_price": price, "currency": "EUR" }),
                )
            }
        })
    }

    fn step(&mut self, (who, what, one, two): Try) {
        if what == 22 {
            self.order(one, two);
            return;
        }
        let Some((act, params)) = self.attempt((what, one, two)) else {
            return;
        };
        let person = self.people[who % self.people.len()].clone();
        let before = Books::of(&self.ship);
        match self.ship.plan_as(&person, act, &params) {
            Ok(plan) => {
                *self.done.entry(act).or_default() += 1;
                let session = params["session"].as_str().and_then(|id| id.parse().ok());
                self.ship.carry_out(&person, &plan);
                self.hold_after(act, &plan, session, &before);
            }
            Err(refused) => {
                assert_ne!(refused.code, Code::Fault, "{act} {params}: {refused}");
                assert!(refused.message.ends_with('.'), "{refused}");
            }
        }
        self.ship.wait_minutes(1);
    }

    /// What one act may have changed.
    fn hold_after(&mut self, act: &str, plan: &Plan, session: Option<RowId>, before: &Books) {
        let now = Books::of(&self.ship);
        for (id, status) in &now.statuses {
            let from = before.statuses.get(id).copied();
            assert!(
                from == Some(*status) || life::leads(from, act, *status),
                "{act} led from {from:?} to {status:?}"
            );
        }
        let fresh: Vec<&RowId> = now.ticks.difference(&before.ticks).collect();
        assert!(
            fresh.is_empty() || (act == "tick_line" && fresh.len() == 1),
            "{act} set ticks: {fresh:?}"
        );
        if act == "commit_receiving" {
            self.hold_committed(plan, session.unwrap(), before, &now);
        } else {
            let may_move = MOVE.contains(&act);
            assert!(may_move || now.stock == before.stock, "{act} moved stock");
            let may_post = may_move || act == "price_posting";
            assert!(may_post || now.spent == before.spent, "{act} changed spend");
        }
        for (id, was) in &self.signed {
            assert_eq!(*was, whole(&self.ship, *id), "{act} changed a committed delivery");
        }
        self.hold();
    }

    /// What a commit wrote is what its rows come to, and what was foretold.
    fn hold_committed(&mut self, plan: &Plan, session: RowId, before: &Books, now: &Books) {
        self.signed.insert(session, whole(&self.ship, session));
        let (mut stock, mut spent) = (before.stock.clone(), before.spent.clone());
        let mut foretold: Vec<String> = Vec::new();
        self.ship.ask_facts(|facts| {
            for row in rows_of(facts, session).unwrap().iter().filter(|row| row.counts()) {
                let part = facts.glance::<Part>(row.line.part_id.unwrap()).unwrap();
                let amount = |quantity: Quantity| format!("{quantity} {} {}", part.unit, part.name);
                if let Some(moved) = facts.find::<Movement>(movement_id(row.line.id)).unwrap() {
                    let sum = stock.entry((moved.part_id, moved.location_id)).or_default();
                    *sum = *sum + moved.quantity;
                    let place = facts.glance::<Location>(moved.location_id).unwrap();
                    foretold.push(format!(
                        "put {} into {} {}",
                        amount(moved.quantity),
                        place.code,
                        place.name
                    ));
                }
                for to in Destination::ALL {
                    let Some(posted) = facts.find::<Posting>(posting_id(row.line.id, *to)).unwrap() else {
                        continue;
                    };
                    if *to == Destination::Installed {
                        foretold.push(format!("count {} as installed", amount(posted.quantity)));
                    }
                    let last = foretold.last_mut().unwrap();
                    match (posted.amount, posted.currency) {
                        (Some(money), Some(code)) => {
                            let sum = spent.amounts.entry(code.clone()).or_default();
                            *sum = sum.plus(money).unwrap();
                            let price = posted.unit_price.unwrap();
                            assert_eq!(price.times(posted.quantity), Some(money));
                            last.push_str(&format!(
                                ": {} spent by {} ({} at {})",
                                money.in_currency(&code),
                                posted.department.word(),
                                posted.quantity,
                                price.in_currency(&code)
                            ));
                        }
                        _ => {
                            spent.unpriced += 1;
                            last.push_str(": posted without a price, which can be given later");
                        }
                    }
                }
                for wrong in &row.discrepancies {
                    let entering = match wrong.kind {
                        DiscrepancyKind::Missing => "",
                        _ => ", not accepted",
                    };
                    let (units, kind) = (amount(wrong.quantity), wrong.kind.word());
                    foretold.push(format!("keep on record that {units} are {kind}{entering}"));
                }
                if let Some(line) = row.line.order_line_id.map(|id| bought(facts, id)) {
                    let (came, ordered) = (line.tally().came(), line.quantity());
                    if came > ordered {
                        let number = &line.order.number;
                        foretold.push(format!(
                            "keep on record that {} came of {ordered} ordered on {number}",
                            amount(came)
                        ));
                    }
                }
                if let Some(item) = facts.find::<ShoppingItem>(returned_item_id(row.line.id)).unwrap() {
                    foretold.push(format!("ask anew for {} on the shopping list", amount(item.quantity)));
                }
            }
        });
        assert_eq!(
            stock, now.stock,
            "the ledger before, and the delivery, is the ledger after"
        );
        assert_eq!(
            spent, now.spent,
            "the spend before, and the delivery, is the spend after"
        );
        assert_eq!(foretold, plan.writes, "what was shown is what was written");
    }

    /// What must be true of every row at any time.
    fn hold(&self) {
        self.ship.ask_facts(|facts| {
            for line in self.ship.rows::<OrderLine>() {
                let line = bought(facts, line.id);
                assert!(
                    !line.may_have_come_twice(),
                    "whoever signed knew of all that came: {line:?}"
                );
            }
            for session in self.ship.rows::<ReceivingSession>() {
                let is_signed = session.status == SessionStatus::Committed;
                for row in rows_of(facts, session.id).unwrap() {
                    let came = Came::of(facts, &row);
                    if !is_signed || !row.line.is_ticked {
                        assert_eq!(came, Came::default(), "{row:?}");
                        continue;
                    }
                    assert_eq!(came, Came::told(&row), "{row:?}");
                    assert_eq!(row.accepted() + row.rejected(), row.line.delivered);
                    if row.counts() {
                        assert_eq!(came.to_stores + came.installed, row.accepted());
                        assert_eq!(came.posted, row.accepted(), "each accepted unit is posted once");
                    }
                }
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_try_only_ticked_rows_of_committed_deliveries_count(
        tries in proptest::collection::vec((0_usize..5, 0_usize..23, 0_usize..40, 0_usize..1_000), 150)
    ) {
        let mut walk = Walk::new();
        for at in 0..3 {
            walk.order(at, 5 + at);
        }
        tries.into_iter().for_each(|attempt| walk.step(attempt));
    }
}

/// A walk that reaches everything, so that the property above is not true of nothing.
#[test]
fn a_long_walk_over_deliveries_carries_out_every_act() {
    let mut walk = Walk::new();
    let mut state = 11_u64;
    let mut next = |below: u64| {
        // SplitMix64, as in the demo vessel.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below).unwrap()
    };
    for _ in 0..2_500 {
        walk.step((next(5), next(23), next(60), next(1_000)));
    }
    let acts: BTreeSet<&str> = life::LIFE.iter().map(|line| line.act).collect();
    for act in acts.iter().chain(&["reverse_movement", "price_posting"]) {
        assert!(walk.done.contains_key(act), "nobody carried out {act}: {:?}", walk.done);
    }
    assert!(walk.signed.len() > 20, "{} deliveries were signed", walk.signed.len());
    let postings = walk.ship.rows::<Posting>();
    let is_any = |kind: PostingKind| postings.iter().any(|posting| posting.kind == kind);
    assert!(is_any(PostingKind::Reversed) && is_any(PostingKind::Priced));
    let items = walk.ship.rows::<ShoppingItem>();
    assert!(items.iter().any(|item| item.receiving_line_id.is_some()), "asked anew");
}
