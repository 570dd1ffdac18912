//! Random acts on three workstations that meet now and then: whatever arrives in whatever order, all show the
//! same, what is posted is what was installed, and the list says of each item what the rules say of it.

use domain::buying::delivery::item_state;
use domain::buying::{ItemState, LIFE, LineStanding, Tab, lines_of_item, spend};
use domain::field::Field;
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{ItemMark, ItemStatus, MarkKind, OrderLine, Posting, PurchaseOrder, PurchaseStatus, ShoppingItem};
use journal::RowId;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use store::{ListQuery, StoreError};

use crate::fleet::Machine;
use crate::ship::NOON;

/// Milliseconds between two attempts, so that each has a moment of its own.
const PACE_MS: i64 = 1_000;
/// Acts that may write spend.
const POST: [&str; 3] = ["mark_item_installed", "take_back_mark", "price_posting"];

/// One attempt: on which machine, what, and which of the records there are.
type Try = (usize, usize, usize, usize);

struct Fleet {
    machines: Vec<Machine>,
    person: RowId,
    part: RowId,
    supplier: RowId,
    at_ms: i64,
    done: BTreeMap<&'static str, usize>,
}

pub(super) fn pick<T: Clone>(of: &[T], at: usize) -> Option<T> {
    of.get(at.checked_rem(of.len())?).cloned()
}

impl Fleet {
    fn begin() -> Self {
        let (first, person) = Machine::founder();
        let part = json!({ "number": "0634-1129", "name": "Impeller kit" });
        let part = first.first(person, "add_part", &part);
        let supplier = first.first(person, "add_supplier", &json!({ "name": "Jabsco Marine" }));
        let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
        let third = Machine::enrolled(&first, person, "machine 3", "C", 3);
        let fleet = Self {
            machines: vec![first, second, third],
            person,
            part,
            supplier,
            at_ms: NOON + 3_600_000,
            done: BTreeMap::new(),
        };
        fleet.meet();
        fleet
    }

    /// Everybody hears of everything.
    fn meet(&self) {
        for _ in 0..2 {
            for one in &self.machines {
                for other in &self.machines {
                    if !std::ptr::eq(one, other) {
                        one.exchange_with(other);
                    }
                }
            }
        }
    }

    /// What somebody tries there; none while there is nothing to try it on.
    fn attempt(&self, machine: &Machine, (what, one, two): (usize, usize, usize)) -> Option<(&'static str, Json)> {
        let items = machine.ask(|facts| facts.all::<ShoppingItem>());
        let item_in = |status: ItemStatus| {
            let of_status: Vec<RowId> = items
                .iter()
                .filter(|item| item.status == status)
                .map(|i| i.id)
                .collect();
            // Now and then any, so that what the table does not have is tried too.
            if two % 9 == 0 {
                pick(&items, one).map(|item| item.id)
            } else {
                pick(&of_status, one)
            }
        };
        let orders = machine.ask(|facts| facts.all::<PurchaseOrder>());
        let order_in = |status: PurchaseStatus| {
            let of_status: Vec<RowId> = orders
                .iter()
                .filter(|order| order.status == status)
                .map(|o| o.id)
                .collect();
            pick(&of_status, one)
        };
        let quantity = (1 + two % 4).to_string();
        Some(match what % 16 {
            0 | 1 => ("add_shopping_item", json!({ "part": self.part, "quantity": "4" })),
            2 => ("start_review", json!({ "items": [item_in(ItemStatus::Candidate)?] })),
            3 | 4 => {
                let from = if two % 2 == 0 {
                    ItemStatus::Candidate
                } else {
                    ItemStatus::UnderReview
                };
                let lines = json!([{ "item": item_in(from)?, "quantity": quantity }]);
                ("approve_shopping_items", json!({ "lines": lines }))
            }
            5 => {
                let item = item_in(ItemStatus::Candidate).or(item_in(ItemStatus::Approved))?;
                (
                    "reject_shopping_items",
                    json!({ "items": [item], "reason": "Not needed this season" }),
                )
            }
            6 => {
                let item = item_in(ItemStatus::Approved)?;
                ("withdraw_shopping_item", json!({ "item": item, "reason": "Found one" }))
            }
            7 | 8 => {
                let lines = json!([{ "item": item_in(ItemStatus::Approved)?, "unit_price": "12.5" }]);
                let params = json!({ "supplier": self.supplier, "lines": lines, "currency": "EUR" });
                ("create_purchase_order", params)
            }
            9 | 10 => (
                "place_purchase_order",
                json!({ "order": order_in(PurchaseStatus::Draft)? }),
            ),
            11 => {
                let then = if two % 2 == 0 { "back_to_list" } else { "not_wanted" };
                let order = order_in(PurchaseStatus::Ordered)?;
                (
                    "cancel_purchase_order",
                    json!({ "order": order, "reason": "Too late", "then": then }),
                )
            }
            12 | 13 => {
                let lines =
                    machine.ask(|facts| lines_of_item(facts, item_in(ItemStatus::Ordered).unwrap_or(self.part)));
                let line = pick(&lines, two)?;
                let params = json!({ "item": line.line.item_id, "line": line.line.id, "quantity": quantity,
                                     "reason": "On the quay" });
                (
                    if what % 16 == 12 {
                        "mark_item_installed"
                    } else {
                        "mark_item_missing"
                    },
                    params,
                )
            }
            14 => {
                let marks = machine.ask(|facts| facts.all::<ItemMark>());
                (
                    "take_back_mark",
                    json!({ "mark": pick(&marks, one)?.id, "reason": "Wrong one" }),
                )
            }
            _ => {
                let postings = machine.ask(|facts| facts.all::<Posting>());
                let price = format!("{}.25", two % 20);
                let posting = pick(&postings, one)?.id;
                (
                    "price_posting",
                    json!({ "posting": posting, "unit_price": price, "currency": "EUR" }),
                )
            }
        })
    }

    fn step(&mut self, (who, what, one, two): Try) {
        let machine = &self.machines[who % self.machines.len()];
        if what == 16 {
            let other = &self.machines[(who + 1 + one % 2) % self.machines.len()];
            machine.exchange_with(other);
            return;
        }
        let Some((act, params)) = self.attempt(machine, (what, one, two)) else {
            return;
        };
        let (before, posted) = (statuses(machine), postings(machine));
        self.at_ms += PACE_MS;
        match machine.act_at(self.person, act, &params, self.at_ms) {
            Ok(_) => *self.done.entry(act).or_default() += 1,
            Err(StoreError::Refused(refused)) => assert!(refused.message.ends_with('.'), "{refused}"),
            Err(trouble) => panic!("{act} {params}: {trouble}"),
        }
        for (id, status) in statuses(machine) {
            let from = before.get(&id).copied();
            let is_in_table = LIFE
                .iter()
                .any(|line| (line.from, line.act, line.to) == (from, act, status));
            assert!(
                from == Some(status) || is_in_table,
                "{act} led from {from:?} to {status:?}"
            );
        }
        assert!(postings(machine) == posted || POST.contains(&act), "{act} posted spend");
        hold(machine);
    }
}

fn statuses(machine: &Machine) -> BTreeMap<RowId, ItemStatus> {
    let items = machine.ask(|facts| facts.all::<ShoppingItem>());
    items.into_iter().map(|item| (item.id, item.status)).collect()
}

fn postings(machine: &Machine) -> usize {
    machine.ask(|facts| facts.all::<Posting>()).len()
}

/// What must be true on every workstation at any time, whatever it heard of.
fn hold(machine: &Machine) {
    let standing = spend::standing(machine.ask(|facts| facts.all::<Posting>()));
    for item in machine.ask(|facts| facts.all::<ShoppingItem>()) {
        for line in machine.ask(|facts| lines_of_item(facts, item.id)) {
            let tally = line.tally();
            assert!(tally.cancelled <= tally.ordered, "{tally:?}");
            let posted = standing
                .iter()
                .filter(|posting| posting.posting.line_id == Some(line.line.id));
            let posted: Quantity = posted.map(|posting| posting.quantity).sum();
            let installed =
                machine.ask(|facts| facts.glance_by::<ItemMark>(ItemMark::line_id, &line.line.id.to_value()));
            let installed = domain::buying::lines::standing_marks(installed).into_iter();
            let installed: Quantity = installed
                .filter(|m| m.kind == MarkKind::Installed)
                .map(|m| m.quantity)
                .sum();
            assert_eq!(posted, installed, "what is posted is what was installed");
        }
    }
    assert_tabs(machine);
    machine.spent();
}

/// The list says of each item what the rules say of it.
pub(super) fn assert_tabs(machine: &Machine) {
    let mut tabs: BTreeMap<Tab, Vec<RowId>> = BTreeMap::new();
    for item in machine.ask(|facts| facts.all::<ShoppingItem>()) {
        let lines = machine.ask(|facts| lines_of_item(facts, item.id));
        let state = item_state(item.status, &lines.iter().map(LineStanding::tally).sum());
        tabs.entry(Tab::of(settled(state, &lines))).or_default().push(item.id);
    }
    let reader = machine.writer.readers().reader().unwrap();
    for tab in Tab::ALL {
        let query = ListQuery {
            tab: Some(*tab),
            ..ListQuery::new(ShoppingItem::TABLE)
        };
        let listed = reader.records().list(&query).unwrap();
        let mut listed: Vec<RowId> = listed.rows.iter().map(|row| row.id).collect();
        listed.sort_unstable();
        let mut told = tabs.remove(tab).unwrap_or_default();
        told.sort_unstable();
        assert_eq!(listed, told, "{tab:?}");
    }
}

/// Where an item is ordered twice, one order may be over while the other is awaited.
pub(crate) fn settled(state: ItemState, lines: &[LineStanding]) -> ItemState {
    let is_awaited = lines
        .iter()
        .any(|line| line.is_ordered() && line.tally().outstanding().is_positive());
    match state {
        ItemState::Ordered | ItemState::PartiallyFulfilled if !is_awaited => ItemState::Fulfilled,
        ItemState::Fulfilled | ItemState::Installed | ItemState::Missing if is_awaited => ItemState::PartiallyFulfilled,
        state => state,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn whatever_three_workstations_try_apart_the_books_agree(
        tries in proptest::collection::vec((0_usize..3, 0_usize..17, 0_usize..40, 0_usize..1_000), 90)
    ) {
        let mut fleet = Fleet::begin();
        tries.into_iter().for_each(|attempt| fleet.step(attempt));
        fleet.meet();
        let shown: Vec<_> = fleet.machines.iter().map(|machine| {
            hold(machine);
            (statuses(machine), machine.ask(|facts| facts.all::<OrderLine>()).len(), machine.spent())
        }).collect();
        prop_assert_eq!(&shown[0], &shown[1]);
        prop_assert_eq!(&shown[0], &shown[2]);
        prop_assert!(fleet.done.len() > 2, "{:?}", fleet.done);
    }
}
