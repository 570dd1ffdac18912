//! Random counting and committing of the same deliveries on three workstations that meet now and then:
//! whatever arrives in whatever order, all show the same books, what was moved is what was posted, and the
//! sums that SQL makes are those of the rules.

use domain::acts::receiving::{movement_id, posting_id};
use domain::quantity::Quantity;
use domain::receiving::life;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{
    Destination, DiscrepancyKind, Movement, Posting, ReceivingLine, ReceivingSession, SessionStatus, ShoppingItem,
};
use journal::RowId;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use store::{StoreError, audit};

use super::walk::{assert_tabs, pick};
use crate::fleet::Machine;
use crate::ship::NOON;

/// Milliseconds between two attempts, so that each has a moment of its own.
const PACE_MS: i64 = 1_000;

/// Acts by which what a delivery brought changes.
const MOVE: [&str; 4] = [
    "commit_receiving",
    "cancel_receiving",
    "reverse_movement",
    "take_back_installed",
];

/// One attempt: on which machine, what, and which of the records there are.
type Try = (usize, usize, usize, usize);

struct Fleet {
    machines: Vec<Machine>,
    person: RowId,
    places: Vec<RowId>,
    orders: Vec<RowId>,
    at_ms: i64,
    done: BTreeMap<&'static str, usize>,
    /// Rows of deliveries that were signed on two workstations.
    apart: usize,
}

impl Fleet {
    /// Two orders, one of them being received, known to three workstations.
    fn begin() -> Self {
        let (first, person) = Machine::founder();
        let new = |act: &str, params: Json| {
            let done = first.act(person, act, &params).unwrap();
            done.ids.first().copied().unwrap_or(person)
        };
        let places: Vec<RowId> = ["A1", "A2"]
            .map(|code| new("add_location", json!({ "code": code, "name": "Shelf" })))
            .to_vec();
        let supplier = new("add_supplier", json!({ "name": "Jabsco Marine" }));
        let mut orders = Vec::new();
        for (number, price) in [("0634-1129", "12.5"), ("0634-1130", "0.35")] {
            let part = json!({ "number": number, "name": "Impeller kit", "location": places[0], "first_count": "3" });
            let part = new("add_part", part);
            let mut lines = Vec::new();
            for _ in 0..2 {
                let item = new("add_shopping_item", json!({ "part": part, "quantity": "4" }));
                new("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
                lines.push(json!({ "item": item, "unit_price": price }));
            }
            let params = json!({ "supplier": supplier, "lines": lines, "currency": "EUR" });
            let order = new("create_purchase_order", params);
            new("place_purchase_order", json!({ "order": order }));
            orders.push(order);
        }
        new("start_receiving", json!({ "orders": [orders[0]] }));
        let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
        let third = Machine::enrolled(&first, person, "machine 3", "C", 3);
        let fleet = Self {
            machines: vec![first, second, third],
            person,
            places,
            orders,
            at_ms: NOON + 3_600_000,
            done: BTreeMap::new(),
            apart: 0,
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
        use SessionStatus::{Active, Candidate, Review};
        let sessions = machine.ask(|facts| facts.all::<ReceivingSession>());
        let session_in = |statuses: &[SessionStatus]| {
            let of: Vec<RowId> = sessions
                .iter()
                .filter(|session| statuses.contains(&session.status))
                .map(|session| session.id)
                .collect();
            // Few at a time, so that people meet at the same delivery.
            pick(&of, one % 2)
        };
        let rows = machine.ask(|facts| facts.all::<ReceivingLine>());
        let row = || {
            let open = |row: &&ReceivingLine| {
                let of = sessions.iter().find(|session| session.id == row.session_id);
                of.is_some_and(|session| matches!(session.status, Candidate | Active))
            };
            let ids: Vec<RowId> = rows.iter().filter(open).map(|row| row.id).collect();
            pick(&ids, one)
        };
        let quantity = (two % 5).to_string();
        Some(match what {
            0 if two % 3 == 0 => ("start_receiving", json!({ "orders": [pick(&self.orders, one)?] })),
            0..=2 => ("set_delivered", json!({ "line": row()?, "quantity": quantity })),
            3..=5 => ("tick_line", json!({ "line": row()? })),
            6 => ("untick_line", json!({ "line": row()? })),
            7 => {
                let kind = pick(DiscrepancyKind::ALL, one)?;
                (
                    "set_discrepancy",
                    json!({ "line": row()?, "kind": kind, "quantity": (two % 2).to_string() }),
                )
            }
            8 => (
                "set_install_now",
                json!({ "line": row()?, "quantity": (two % 3).to_string() }),
            ),
            9 => (
                "set_storage_location",
                json!({ "line": row()?, "location": pick(&self.places, two)? }),
            ),
            10 => ("set_return_to_list", json!({ "line": row()?, "returns": two % 2 == 0 })),
            11 | 12 => ("move_to_review", json!({ "session": session_in(&[Active])? })),
            13 | 14 => ("commit_receiving", json!({ "session": session_in(&[Review])? })),
            15 if two % 3 == 0 => (
                "cancel_receiving",
                json!({ "session": session_in(&[Active, Review])?, "reason": "Wrong vessel" }),
            ),
            15 => ("back_to_counting", json!({ "session": session_in(&[Review])? })),
            16 => {
                let movements = machine.ask(|facts| facts.all::<Movement>());
                let of: Vec<RowId> = movements
                    .iter()
                    .filter(|moved| moved.receiving_line_id.is_some())
                    .map(|moved| moved.id)
                    .collect();
                (
                    "reverse_movement",
                    json!({ "movement": pick(&of, one)?, "reason": "Wrong box" }),
                )
            }
            _ => {
                let is_any = |row: &&ReceivingLine| row.install_quantity.is_some();
                let ids: Vec<RowId> = rows.iter().filter(is_any).map(|row| row.id).collect();
                (
                    "take_back_installed",
                    json!({ "line": pick(&ids, one)?, "reason": "Not fitted after all" }),
                )
            }
        })
    }

    fn step(&mut self, (who, what, one, two): Try) {
        let machine = &self.machines[who % self.machines.len()];
        if what == 18 {
            let other = &self.machines[(who + 1 + one % 2) % self.machines.len()];
            machine.exchange_with(other);
            hold(machine);
            hold(other);
            return;
        }
        let Some((act, params)) = self.attempt(machine, (what, one, two)) else {
            return;
        };
        let before = statuses(machine);
        self.at_ms += PACE_MS;
        match machine.act_at(self.person, act, &params, self.at_ms) {
            Ok(_) => *self.done.entry(act).or_default() += 1,
            Err(StoreError::Refused(refused)) => assert!(refused.message.ends_with('.'), "{refused}"),
            Err(trouble) => panic!("{act} {params}: {trouble}"),
        }
        for (id, status) in statuses(machine) {
            let from = before.get(&id).copied();
            assert!(
                from == Some(status) || life::leads(from, act, status),
                "{act} led from {from:?} to {status:?}"
            );
        }
        if MOVE.contains(&act) {
            hold(machine);
        }
    }

    /// All know all: whether the books are the same everywhere, and those that the entries make from nothing.
    fn assert_agreed(&mut self) {
        self.meet();
        for machine in &self.machines {
            self.apart += hold(machine);
        }
        let first = Books::of(&self.machines[0]);
        for other in &self.machines[1..] {
            assert_eq!(first, Books::of(other));
        }
        let verified = audit::verify(
            &self.machines[1].place(),
            None,
            &mut |_| {},
            &Arc::new(AtomicBool::new(false)),
        );
        assert_eq!(verified.unwrap().finding, None);
        let fourth = Machine::enrolled(&self.machines[2], self.person, "machine 4", "D", 4);
        hold(&fourth);
        // Letting it in was an act too, of which the digest knows.
        let anew = Books {
            digest: first.digest.clone(),
            ..Books::of(&fourth)
        };
        assert_eq!(first, anew, "replayed from nothing");
    }
}

fn statuses(machine: &Machine) -> BTreeMap<RowId, SessionStatus> {
    let sessions = machine.ask(|facts| facts.all::<ReceivingSession>());
    sessions
        .into_iter()
        .map(|session| (session.id, session.status))
        .collect()
}

/// What a workstation shows of deliveries, stores and spend.
#[derive(Debug, PartialEq)]
struct Books {
    sessions: BTreeMap<RowId, SessionStatus>,
    rows: BTreeMap<RowId, String>,
    stock: Vec<(RowId, Quantity)>,
    spent: (Vec<(String, String)>, String),
    items: BTreeMap<RowId, Quantity>,
    digest: String,
}

impl Books {
    fn of(machine: &Machine) -> Self {
        let rows = machine.ask(|facts| facts.all::<ReceivingLine>());
        let items = machine.ask(|facts| facts.all::<ShoppingItem>());
        let stock = machine.ask(|facts| {
            let mut all = Vec::new();
            for part in facts.all::<domain::tables::Part>()? {
                let mut of_part = facts.stock(part.id)?;
                of_part.sort_by_key(|(place, _)| *place);
                all.extend(of_part);
            }
            Ok(all)
        });
        let reader = machine.writer.readers().reader().unwrap();
        let digest = format!("{:?}", reader.records().digest().unwrap());
        drop(reader);
        Self {
            sessions: statuses(machine),
            rows: rows.into_iter().map(|row| (row.id, format!("{row:?}"))).collect(),
            stock,
            spent: machine.spent(),
            items: items.into_iter().map(|item| (item.id, item.quantity)).collect(),
            digest,
        }
    }
}

/// What must be true on every workstation at any time, whatever it heard of. Says how many rows that
/// came stand in deliveries whose end two people wrote apart.
fn hold(machine: &Machine) -> usize {
    let apart = machine.ask(|facts| {
        let mut apart = 0;
        for row in facts.all::<ReceivingLine>()? {
            let moved = facts.find::<Movement>(movement_id(row.id))?;
            let to_stores = facts.find::<Posting>(posting_id(row.id, Destination::Stores))?;
            assert_eq!(
                moved.as_ref().map(|moved| moved.quantity),
                to_stores.as_ref().map(|posting| posting.quantity),
                "what was moved is what was posted: {row:?}"
            );
            let installed = facts.find::<Posting>(posting_id(row.id, Destination::Installed))?;
            for posting in to_stores.iter().chain(&installed) {
                let price = posting.unit_price.unwrap();
                assert_eq!(price.times(posting.quantity), posting.amount);
            }
            let session = facts.glance::<ReceivingSession>(row.session_id)?;
            let is_contested = !facts.conflict(ReceivingSession::TABLE, session.id)?.is_empty();
            apart += usize::from(is_contested && to_stores.is_some());
            if session.status != SessionStatus::Committed {
                let is_nothing = moved.is_none() && to_stores.is_none() && installed.is_none();
                assert!(is_nothing || is_contested, "{session:?} {row:?}");
            }
        }
        Ok::<usize, Refusal>(apart)
    });
    assert_tabs(machine);
    machine.spent();
    machine.assert_spend_is_kept();
    apart
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn whatever_three_workstations_count_and_commit_apart_the_books_agree(
        tries in proptest::collection::vec((0_usize..3, 0_usize..19, 0_usize..40, 0_usize..1_000), 90)
    ) {
        let mut fleet = Fleet::begin();
        tries.into_iter().for_each(|attempt| fleet.step(attempt));
        fleet.assert_agreed();
        prop_assert!(fleet.done.len() > 3, "{:?}", fleet.done);
    }
}

/// Long walks that reach what the property is about: one delivery signed on several workstations.
#[test]
fn long_walks_commit_the_same_delivery_apart() {
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    let mut state = 5_u64;
    let mut next = |below: u64| {
        // SplitMix64, as in the demo vessel.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below).unwrap()
    };
    let mut apart = 0;
    for _ in 0..3 {
        let mut fleet = Fleet::begin();
        for _ in 0..200 {
            fleet.step((next(3), next(19), next(60), next(1_000)));
        }
        fleet.assert_agreed();
        apart += fleet.apart;
        for (act, times) in &fleet.done {
            *done.entry(act).or_default() += times;
        }
    }
    for act in [
        "commit_receiving",
        "reverse_movement",
        "take_back_installed",
        "cancel_receiving",
    ] {
        assert!(done.contains_key(act), "{act}: {done:?}");
    }
    assert!(apart > 0, "no delivery was signed twice: {done:?}");
}

/// Both count the same row apart, otherwise, and both sign.
#[test]
fn a_delivery_signed_apart_with_other_figures_counts_once() {
    for order in 0..2 {
        let mut fleet = Fleet::begin();
        let session = *statuses(&fleet.machines[0]).keys().next().unwrap();
        let rows = fleet.machines[0].ask(|facts| facts.all::<ReceivingLine>());
        let row = rows[0].id;
        for (at, delivered) in [(0_usize, "3"), (1, "2")] {
            for (act, params) in [
                ("set_delivered", json!({ "line": row, "quantity": delivered })),
                ("set_install_now", json!({ "line": row, "quantity": "1" })),
                ("tick_line", json!({ "line": row })),
                ("move_to_review", json!({ "session": session })),
                ("commit_receiving", json!({ "session": session })),
            ] {
                fleet.at_ms += PACE_MS;
                let done = fleet.machines[at].act_at(fleet.person, act, &params, fleet.at_ms);
                done.unwrap();
            }
        }
        fleet.machines[2].exchange_with(&fleet.machines[order]);
        fleet.machines[2].exchange_with(&fleet.machines[1 - order]);
        fleet.assert_agreed();
        assert_eq!(fleet.apart, fleet.machines.len(), "each shows that it was signed twice");
        let shown = &fleet.machines[2];
        let moved = shown.ask(|facts| facts.find::<Movement>(movement_id(row))).unwrap();
        // One of the two signatures counts, whole: 2 delivered, of which 1 was installed; never 3 + 2.
        assert_eq!(moved.quantity, Quantity::ONE);
        assert_eq!(
            shown.spent(),
            (vec![("EUR".to_owned(), "25".to_owned())], "2".to_owned())
        );
        let conflict = shown.ask(|facts| facts.conflict(ReceivingLine::TABLE, row));
        assert!(!conflict.is_empty(), "a person is asked what was delivered");
    }
}
