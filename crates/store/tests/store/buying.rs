//! Buying on workstations that are apart: both decisions stay on record, a person settles what differs, and
//! spend counts once whatever arrives first. And how much one entry holds.

mod deliveries;
mod largest;
pub(crate) mod walk;

use domain::acts;
use domain::buying::delivery::{item_state, order_state};
use domain::buying::{LineStanding, OrderState, Tab, lines_of_item, spend};
use domain::facts::Facts;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Department, Posting, PurchaseOrder, ShoppingItem};
use domain::time::Instant;
use journal::RowId;
use serde_json::{Value as Json, json};
use store::{Committed, ListQuery, SpendQuery, StoreError};

use crate::fleet::Machine;
use crate::ship::{self, NOON};

impl Machine {
    /// An act by its rules, as the program carries it out.
    fn act(&self, person: RowId, name: &str, params: &Json) -> Result<Committed, StoreError> {
        self.act_at(person, name, params, NOON)
    }

    pub(crate) fn act_at(&self, person: RowId, name: &str, params: &Json, at_ms: i64) -> Result<Committed, StoreError> {
        ship::act(&self.writer, person, name, params, at_ms)
    }

    pub(crate) fn first(&self, person: RowId, name: &str, params: &Json) -> RowId {
        self.act(person, name, params).unwrap().ids[0]
    }

    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Facts<'_>) -> Result<T, Refusal>) -> T {
        let reader = self.writer.readers().reader().unwrap();
        let records = reader.records();
        question(&Facts::new(&records)).unwrap()
    }

    /// The groups of the row between whose values a person must choose.
    fn conflicts(&self, id: RowId) -> Vec<u16> {
        let reader = self.writer.readers().reader().unwrap();
        let found = reader.records().conflicts_of(id).unwrap();
        found.iter().map(|conflict| conflict.group).collect()
    }

    pub(crate) fn spent(&self) -> (Vec<(String, String)>, String) {
        let rows = self.ask(|facts| facts.all::<Posting>());
        let standing = spend::standing(rows);
        let quantity: domain::quantity::Quantity = standing.iter().map(|one| one.quantity).sum();
        let spent = spend::spent(&standing);
        let reader = self.writer.readers().reader().unwrap();
        let added_up = reader.records().spent(&SpendQuery::default()).unwrap();
        assert_eq!(added_up, spent, "what SQL adds up is what the rules add up");
        self.assert_spend_is_kept();
        let amounts = spent.amounts.into_iter();
        (
            amounts.map(|(code, amount)| (code, amount.to_string())).collect(),
            quantity.to_string(),
        )
    }
}

/// Two machines with a part, a supplier, and that many items that were asked for and approved.
struct Apart {
    first: Machine,
    second: Machine,
    person: RowId,
    supplier: RowId,
    items: Vec<RowId>,
}

fn apart(items: usize) -> Apart {
    let (first, person) = Machine::founder();
    let part = first.first(
        person,
        "add_part",
        &json!({ "number": "0634-1129", "name": "Impeller kit" }),
    );
    let supplier = first.first(person, "add_supplier", &json!({ "name": "Jabsco Marine" }));
    let ask = json!({ "part": part, "quantity": "5" });
    let items: Vec<RowId> = (0..items)
        .map(|_| first.first(person, "add_shopping_item", &ask))
        .collect();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    Apart {
        first,
        second,
        person,
        supplier,
        items,
    }
}

impl Apart {
    fn approve(&self, on: &Machine, quantity: &str) {
        self.approve_at(on, quantity, NOON);
    }

    fn approve_at(&self, on: &Machine, quantity: &str, at_ms: i64) {
        let lines: Vec<Json> = self
            .items
            .iter()
            .map(|item| json!({ "item": item, "quantity": quantity }))
            .collect();
        let params = json!({ "lines": lines });
        on.act_at(self.person, "approve_shopping_items", &params, at_ms)
            .unwrap();
    }

    fn draft(&self, on: &Machine) -> RowId {
        let lines: Vec<Json> = self
            .items
            .iter()
            .map(|item| json!({ "item": item, "unit_price": "10" }))
            .collect();
        let params = json!({ "supplier": self.supplier, "lines": lines, "currency": "EUR" });
        on.first(self.person, "create_purchase_order", &params)
    }

    fn meet(&self) {
        self.first.exchange_with(&self.second);
        self.first.exchange_with(&self.second);
    }
}

#[test]
fn approved_here_and_rejected_there_both_stand_and_a_person_settles() {
    let scene = apart(1);
    let item = scene.items[0];
    scene.approve_at(&scene.first, "4", NOON + 60_000);
    let reject = json!({ "items": [item], "reason": "Two are in the port locker" });
    scene
        .second
        .act(scene.person, "reject_shopping_items", &reject)
        .unwrap();
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        assert_eq!(machine.conflicts(item), [ShoppingItem::status.number]);
        let order = json!({ "supplier": scene.supplier, "lines": [{ "item": item }] });
        let refused = machine.act(scene.person, "create_purchase_order", &order).unwrap_err();
        let said = "Two people decided apart about “Impeller kit”. Settle that first, under Record.";
        assert!(refused.to_string().contains(said), "{refused}");
    }
    let heads = scene.first.ask(|facts| facts.conflict(ShoppingItem::TABLE, item));
    let rejected = heads
        .iter()
        .find(|head| format!("{:?}", head.values).contains("rejected"));
    let keep = json!({ "table": "pms_shopping_list_items", "row": item, "group": ShoppingItem::status.number,
                       "keep": rejected.unwrap().stamp.to_string() });
    scene.first.act(scene.person, "resolve_conflict", &keep).unwrap();
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        assert!(machine.conflicts(item).is_empty());
        let status = machine.ask(|facts| facts.glance::<ShoppingItem>(item)).status;
        assert_eq!(status.word(), "rejected");
    }
}

#[test]
fn one_item_ordered_twice_apart_is_a_conflict_and_both_lines_show() {
    let scene = apart(1);
    let item = scene.items[0];
    scene.approve(&scene.first, "5");
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        let order = scene.draft(machine);
        machine
            .act(scene.person, "place_purchase_order", &json!({ "order": order }))
            .unwrap();
    }
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        assert_eq!(machine.conflicts(item), [ShoppingItem::status.number]);
        let live = machine.ask(|facts| lines_of_item(facts, item));
        assert_eq!(live.iter().filter(|line| line.is_ordered()).count(), 2);
        let numbers: std::collections::BTreeSet<_> = live.iter().map(|line| line.order.number.clone()).collect();
        assert_eq!(numbers.len(), 2, "two workstations never give one number");
    }
}

#[test]
fn one_draft_placed_twice_apart_is_a_conflict_even_at_one_moment() {
    let scene = apart(1);
    scene.approve(&scene.first, "5");
    let order = scene.draft(&scene.first);
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        machine
            .act(scene.person, "place_purchase_order", &json!({ "order": order }))
            .unwrap();
    }
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        assert_eq!(machine.conflicts(order), [PurchaseOrder::status.number]);
    }
}

#[test]
fn a_posting_that_is_taken_back_here_and_priced_there_counts_for_nothing_anywhere() {
    let scene = apart(1);
    let item = scene.items[0];
    scene.approve(&scene.first, "5");
    let order = scene.draft(&scene.first);
    scene
        .first
        .act(scene.person, "place_purchase_order", &json!({ "order": order }))
        .unwrap();
    let installed = json!({ "item": item, "quantity": "2" });
    let ids = scene
        .first
        .act(scene.person, "mark_item_installed", &installed)
        .unwrap()
        .ids;
    let (mark, posting) = (ids[0], ids[1]);
    scene.meet();
    assert_eq!(
        scene.second.spent(),
        (vec![("EUR".to_owned(), "20".to_owned())], "2".to_owned())
    );
    let price = |price: &str, code: &str| json!({ "posting": posting, "unit_price": price, "currency": code });
    // Both give a price: one of them counts, on both.
    scene
        .first
        .act(scene.person, "price_posting", &price("11", "EUR"))
        .unwrap();
    let later = NOON + 60_000;
    scene
        .second
        .act_at(scene.person, "price_posting", &price("12", "USD"), later)
        .unwrap();
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        assert_eq!(
            machine.spent(),
            (vec![("USD".to_owned(), "24".to_owned())], "2".to_owned())
        );
    }
    // Both take it back, and one gives another price meanwhile.
    let back = json!({ "mark": mark, "reason": "Wrong machine" });
    scene.first.act(scene.person, "take_back_mark", &back).unwrap();
    scene
        .second
        .act(scene.person, "price_posting", &price("13", "EUR"))
        .unwrap();
    scene.second.act(scene.person, "take_back_mark", &back).unwrap();
    scene.meet();
    for machine in [&scene.first, &scene.second] {
        assert_eq!(machine.spent(), (Vec::new(), "0".to_owned()));
        let outstanding = machine.ask(|facts| lines_of_item(facts, item))[0].tally().outstanding();
        assert_eq!(outstanding.to_string(), "5");
    }
}

#[test]
fn what_is_awaited_is_listed_and_what_it_will_cost_is_added_up() {
    let scene = apart(3);
    let machine = &scene.first;
    scene.approve(machine, "5");
    let order = scene.draft(machine);
    let committed = |query: &SpendQuery| {
        let reader = machine.writer.readers().reader().unwrap();
        let found = reader.records().committed(query).unwrap();
        found.amounts.get("EUR").map(ToString::to_string)
    };
    // What the list says of each item is what the rules say of it.
    let standing = || -> Vec<usize> {
        let reader = machine.writer.readers().reader().unwrap();
        let listed = |tab: Tab| {
            let query = ListQuery {
                tab: Some(tab),
                ..ListQuery::new(ShoppingItem::TABLE)
            };
            let page = reader.records().list(&query).unwrap();
            for row in &page.rows {
                let item = ShoppingItem::read(row).unwrap();
                let tally = machine
                    .ask(|facts| lines_of_item(facts, item.id))
                    .iter()
                    .map(LineStanding::tally)
                    .sum();
                assert_eq!(Tab::of(item_state(item.status, &tally)), tab);
            }
            assert_eq!(page.total.rows, page.rows.len());
            assert_eq!(reader.records().items_in_tabs(&[]).unwrap()[&tab].rows, page.rows.len());
            page.rows.len()
        };
        Tab::ALL.iter().map(|tab| listed(*tab)).collect()
    };
    let all = SpendQuery::default();
    assert_eq!(
        (committed(&all), standing()),
        (None, vec![0, 3, 0, 0, 0]),
        "a draft is no order"
    );
    machine
        .act(scene.person, "place_purchase_order", &json!({ "order": order }))
        .unwrap();
    assert_eq!(
        (committed(&all).as_deref(), standing()),
        (Some("150"), vec![0, 0, 3, 0, 0])
    );
    let marked = json!({ "item": scene.items[0] });
    let mark = machine.first(scene.person, "mark_item_installed", &marked);
    let some = json!({ "item": scene.items[1], "quantity": "2", "reason": "Not in the box" });
    machine.act(scene.person, "mark_item_missing", &some).unwrap();
    assert_eq!(
        (committed(&all).as_deref(), standing()),
        (Some("80"), vec![0, 0, 1, 1, 1])
    );
    let back = json!({ "mark": mark, "reason": "Wrong machine" });
    machine.act(scene.person, "take_back_mark", &back).unwrap();
    assert_eq!(
        (committed(&all).as_deref(), standing()),
        (Some("130"), vec![0, 0, 2, 1, 0])
    );
    let of_supplier = SpendQuery {
        supplier: Some(scene.supplier),
        department: Some(Department::Engineering),
        from: Some(Instant::from_millis(NOON)),
        ..all.clone()
    };
    assert_eq!(committed(&of_supplier).as_deref(), Some("130"));
    for other in [
        SpendQuery {
            department: Some(Department::Deck),
            ..all.clone()
        },
        SpendQuery {
            supplier: Some(scene.person),
            ..all.clone()
        },
        SpendQuery {
            before: Some(Instant::from_millis(NOON)),
            ..all.clone()
        },
        SpendQuery {
            system: Some("Fuel".to_owned()),
            ..all.clone()
        },
    ] {
        assert_eq!(committed(&other), None, "{other:?}");
    }
    let cancel = json!({ "order": order, "reason": "Too late", "then": "not_wanted" });
    machine.act(scene.person, "cancel_purchase_order", &cancel).unwrap();
    assert_eq!((committed(&all), standing()), (None, vec![0, 0, 0, 0, 3]));
}

#[test]
fn as_many_items_as_one_act_takes_fit_one_entry() {
    let scene = apart(acts::shopping::ITEMS_MAX);
    let items = &scene.items;
    scene
        .first
        .act(scene.person, "start_review", &json!({ "items": items }))
        .unwrap();
    let lines: Vec<Json> = items
        .iter()
        .map(|item| json!({ "item": item, "quantity": "1000000", "supplier": scene.supplier }))
        .collect();
    scene
        .first
        .act(scene.person, "approve_shopping_items", &json!({ "lines": lines }))
        .unwrap();
    let long = "x".repeat(500);
    let fit = 240 * 1_024 / (110 + long.len());
    let reject = |count: usize| json!({ "items": items[..count], "reason": long });
    let refused = scene
        .first
        .act(scene.person, "reject_shopping_items", &reject(fit + 1))
        .unwrap_err();
    assert!(refused.to_string().contains("with a reason this long"), "{refused}");
    scene
        .first
        .act(scene.person, "reject_shopping_items", &reject(fit))
        .unwrap();
    let reader = scene.first.writer.readers().reader().unwrap();
    let device = scene.first.device();
    let records = reader.records();
    let head = records.frontier().unwrap().get(device);
    let entries = records.entries_after(device, head - 3, 3, usize::MAX).unwrap();
    let a_piece = |at: usize, items: usize| entries[at].canonical_bytes().len() / items;
    // Start of review, approval with another supplier, rejection: what the bound of one act rests on.
    assert!(a_piece(0, items.len()) <= 110, "{}", a_piece(0, items.len()));
    assert!(a_piece(1, items.len()) <= 120, "{}", a_piece(1, items.len()));
    assert!(a_piece(2, fit) <= 110 + long.len(), "{}", a_piece(2, fit));
}

#[test]
fn the_largest_order_fits_one_entry() {
    let scene = apart(acts::purchasing::LINES_MAX);
    scene.approve(&scene.first, "5");
    let number = "9".repeat(200);
    let lines: Vec<Json> = scene
        .items
        .iter()
        .map(|item| json!({ "item": item, "unit_price": "999999999.9999", "supplier_number": number }))
        .collect();
    let params = json!({ "supplier": scene.supplier, "lines": lines, "currency": "EUR" });
    let order = scene.first.first(scene.person, "create_purchase_order", &params);
    let place = json!({ "order": order });
    scene.first.act(scene.person, "place_purchase_order", &place).unwrap();
    let cancel = json!({ "order": order, "reason": "ж".repeat(60), "then": "back_to_list" });
    scene.first.act(scene.person, "cancel_purchase_order", &cancel).unwrap();
}

/// What SQL lists is what the rules say of every order that was read.
#[test]
fn orders_are_listed_by_what_came_of_them() {
    let scene = apart(2);
    let machine = &scene.first;
    scene.approve(machine, "5");
    let order = scene.draft(machine);
    let line = |at: usize| machine.ask(|facts| lines_of_item(facts, scene.items[at]))[0].clone();
    let stands = || {
        let of_order = [line(0), line(1)];
        let tallies = of_order.each_ref().map(LineStanding::tally);
        let said = order_state(of_order[0].order.status, &tallies);
        let reader = machine.writer.readers().reader().unwrap();
        let listed = |states: &[OrderState]| {
            let query = ListQuery {
                order_states: states.to_vec(),
                ..ListQuery::new(PurchaseOrder::TABLE)
            };
            reader.records().list(&query).unwrap().total.rows
        };
        let found: Vec<OrderState> = OrderState::ALL
            .iter()
            .copied()
            .filter(|state| listed(&[*state]) == 1)
            .collect();
        assert_eq!(found, [said], "in one state, and in that which the rules name");
        let others: Vec<OrderState> = OrderState::ALL.iter().copied().filter(|state| *state != said).collect();
        assert_eq!((listed(&others), listed(&[said, others[0]]), listed(&[])), (0, 1, 1));
        said
    };
    let act = |name: &str, params: Json| machine.act(scene.person, name, &params).unwrap().ids;
    assert_eq!(stands(), OrderState::Draft);
    act("place_purchase_order", json!({ "order": order }));
    assert_eq!(stands(), OrderState::Ordered);
    let mark = act(
        "mark_item_installed",
        json!({ "item": scene.items[0], "quantity": "5" }),
    )[0];
    assert_eq!(stands(), OrderState::PartiallyReceived);
    act("take_back_mark", json!({ "mark": mark, "reason": "Wrong machine" }));
    assert_eq!(stands(), OrderState::Ordered);
    act(
        "mark_item_missing",
        json!({ "item": scene.items[0], "reason": "Lost at sea" }),
    );
    let cancel = |at: usize| json!({ "line": line(at).line.id, "reason": "Too late", "then": "not_wanted" });
    act("cancel_order_line", cancel(1));
    assert_eq!(stands(), OrderState::Received);
    let other = apart(2);
    other.approve(&other.first, "5");
    let machine = &other.first;
    let order = other.draft(machine);
    machine
        .act(other.person, "place_purchase_order", &json!({ "order": order }))
        .unwrap();
    for item in &other.items {
        let line = machine.ask(|facts| lines_of_item(facts, *item))[0].line.id;
        let cancel = json!({ "line": line, "reason": "Too late", "then": "not_wanted" });
        machine.act(other.person, "cancel_order_line", &cancel).unwrap();
    }
    let reader = machine.writer.readers().reader().unwrap();
    let query = ListQuery {
        order_states: vec![OrderState::Cancelled],
        ..ListQuery::new(PurchaseOrder::TABLE)
    };
    assert_eq!(
        reader.records().list(&query).unwrap().total.rows,
        1,
        "line by line is whole"
    );
}
