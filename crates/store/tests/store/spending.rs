//! Figures of spend: kept beside the rows and always what the rows say, whatever was done in whatever order,
//! here and apart; groups add up to the whole; and what somebody changed by hand is named and written anew.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::buying::figures::{Figures, SpendBy, SpendFigure};
use domain::buying::spend::Spent;
use domain::money::Money;
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{Department, Movement, MovementKind, Posting, ReceivingLine};
use domain::time::{Instant, ShipTime};
use journal::RowId;
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use store::audit::{self, Finding};
use store::{ListQuery, PostingQuery, SpendQuery};

use crate::fleet::Machine;
use crate::ship::NOON;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn plus(sum: &mut Spent, more: &Spent) {
    sum.unpriced += more.unpriced;
    for (code, amount) in &more.amounts {
        let so_far = sum.amounts.entry(code.clone()).or_insert(Money::ZERO);
        *so_far = so_far.plus(*amount).unwrap();
    }
}

fn total<'f>(groups: impl Iterator<Item = &'f Figures>) -> Figures {
    groups.fold(Figures::default(), |mut sum, group| {
        plus(&mut sum.outstanding, &group.outstanding);
        plus(&mut sum.committed, &group.committed);
        plus(&mut sum.actual, &group.actual);
        sum
    })
}

impl Machine {
    /// The figures, held against the rows added up one by one, and against every way to group them.
    pub(crate) fn spend(&self, query: &SpendQuery) -> Figures {
        let ship = ShipTime::default();
        let reader = self.writer.readers().reader().unwrap();
        let records = reader.records();
        let whole = records.spend(query, None, &ship).unwrap();
        assert_eq!(whole.figures.actual, records.spent(query).unwrap(), "{query:?}");
        assert_eq!(whole.figures.committed, records.committed(query).unwrap(), "{query:?}");
        for by in SpendBy::ALL {
            let grouped = records.spend(query, Some(*by), &ship).unwrap();
            assert_eq!(grouped.figures, whole.figures, "{by:?} {query:?}");
            assert_eq!(total(grouped.groups.values()), whole.figures, "{by:?} {query:?}");
        }
        let window = PostingQuery {
            spend: query.clone(),
            limit: 500,
            ..PostingQuery::default()
        };
        for (figure, spent) in [
            (SpendFigure::Outstanding, &whole.figures.outstanding),
            (SpendFigure::Committed, &whole.figures.committed),
        ] {
            let (found, rows) = records.spend_sources(figure, &window).unwrap();
            assert_eq!(found.rows, rows.len());
            assert_eq!(rows.is_empty(), *spent == Spent::default(), "{figure:?}");
        }
        let unpriced = PostingQuery {
            is_unpriced: true,
            ..window
        };
        assert_eq!(
            records.postings(&unpriced).unwrap().total.rows,
            whole.figures.actual.unpriced
        );
        whole.figures
    }

    /// That everything kept as counted follows from the rows.
    pub(crate) fn assert_spend_is_kept(&self) {
        let never = Arc::new(AtomicBool::new(false));
        assert_eq!(self.writer.check_sums(NOON, &never).unwrap().spend, []);
        self.assert_all_stand_where_the_rules_put_them();
        self.spend(&SpendQuery::default());
    }
}

/// One thing that a person does about an item of the list; what its state does not allow is refused, and
/// counts for nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    Approve,
    Reject,
    Draft {
        price: Option<i64>,
        is_foreign: bool,
    },
    Place,
    Install(i64),
    Miss(i64),
    TakeBack,
    Price(i64),
    CancelLine(bool),
    CancelOrder,
    Deck,
    /// The order comes: so many of each of its lines, and one of them is installed at once.
    Deliver(i64, bool),
    /// What came into stores last is taken out again.
    Reverse,
    /// What was installed straight from a delivery is taken back.
    Uninstall,
}

pub(crate) fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => Just(Deed::Approve),
        1 => Just(Deed::Reject),
        4 => (prop::option::of(1_i64..100_000), any::<bool>())
            .prop_map(|(price, is_foreign)| Deed::Draft { price, is_foreign }),
        4 => Just(Deed::Place),
        4 => (1_i64..4).prop_map(Deed::Install),
        1 => (1_i64..3).prop_map(Deed::Miss),
        2 => Just(Deed::TakeBack),
        3 => (1_i64..100_000).prop_map(Deed::Price),
        1 => any::<bool>().prop_map(Deed::CancelLine),
        1 => Just(Deed::CancelOrder),
        1 => Just(Deed::Deck),
        4 => (1_i64..8, any::<bool>()).prop_map(|(quantity, is_installed)| Deed::Deliver(quantity, is_installed)),
        2 => Just(Deed::Reverse),
        2 => Just(Deed::Uninstall),
    ]
}

/// What there is to be bought, and from whom.
pub(crate) struct Yard {
    pub(crate) person: RowId,
    suppliers: [RowId; 2],
    items: Vec<RowId>,
    shelf: RowId,
}

pub(crate) fn yard(machine: &Machine, person: RowId, items: usize) -> Yard {
    let system = json!({ "code": "731.01", "name": "Fuel separator", "system": "Fuel", "department": "engineering" });
    let equipment = machine.first(person, "add_equipment", &system);
    let part = machine.first(
        person,
        "add_part",
        &json!({ "number": "0634-1129", "name": "Impeller kit" }),
    );
    let suppliers =
        ["Jabsco Marine", "Alfa Laval"].map(|name| machine.first(person, "add_supplier", &json!({ "name": name })));
    let ask =
        |at: usize| json!({ "part": part, "quantity": "5", "equipment": at.is_multiple_of(2).then_some(equipment) });
    let shelf = json!({ "code": "A3", "name": "Store A / shelf 3" });
    Yard {
        person,
        shelf: machine.first(person, "add_location", &shelf),
        suppliers,
        items: (0..items)
            .map(|at| machine.first(person, "add_shopping_item", &ask(at)))
            .collect(),
    }
}

impl Yard {
    fn latest(&self, machine: &Machine, table: &'static str, column: &str, item: RowId) -> Option<RowId> {
        let table = domain::tables::TABLES.iter().find(|known| known.name == table).unwrap();
        let reader = machine.writer.readers().reader().unwrap();
        let query = ListQuery::new(table).with(column, journal::Value::Id(item));
        reader.records().list(&query).unwrap().rows.first().map(|row| row.id)
    }

    fn order_of(&self, machine: &Machine, item: RowId) -> Option<RowId> {
        let line = self.latest(machine, "pms_purchase_order_lines", "item_id", item)?;
        let line = machine.ask(|facts| facts.glance::<domain::tables::OrderLine>(line));
        Some(line.order_id)
    }

    pub(crate) fn carry_out(&self, machine: &Machine, at_ms: i64, at: usize, deed: Deed) {
        let item = self.items[at % self.items.len()];
        let cents = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        let (act, params) = match deed {
            Deed::Approve => ("approve_shopping_items", json!({ "lines": [{ "item": item }] })),
            Deed::Reject => (
                "reject_shopping_items",
                json!({ "items": [item], "reason": "Two are in the port locker" }),
            ),
            Deed::Draft { price, is_foreign } => {
                let line = json!({ "item": item, "unit_price": price.map(cents) });
                let supplier = self.suppliers[usize::from(is_foreign)];
                let currency = price.map(|_| if is_foreign { "USD" } else { "EUR" });
                (
                    "create_purchase_order",
                    json!({ "supplier": supplier, "lines": [line], "currency": currency }),
                )
            }
            Deed::Place => ("place_purchase_order", json!({ "order": self.order_of(machine, item) })),
            Deed::Install(quantity) => (
                "mark_item_installed",
                json!({ "item": item, "quantity": quantity.to_string() }),
            ),
            Deed::Miss(quantity) => (
                "mark_item_missing",
                json!({ "item": item, "quantity": quantity.to_string(), "reason": "Not in the box" }),
            ),
            Deed::TakeBack => {
                let mark = self.latest(machine, "pms_shopping_list_marks", "item_id", item);
                ("take_back_mark", json!({ "mark": mark, "reason": "Wrong machine" }))
            }
            Deed::Price(price) => {
                let posting = self.latest(machine, Posting::TABLE.name, "item_id", item);
                (
                    "price_posting",
                    json!({ "posting": posting, "unit_price": cents(price), "currency": "GBP" }),
                )
            }
            Deed::CancelLine(again) => {
                let line = self.latest(machine, "pms_purchase_order_lines", "item_id", item);
                let then = if again { "back_to_list" } else { "not_wanted" };
                (
                    "cancel_order_line",
                    json!({ "line": line, "quantity": "1", "reason": "Too late", "then": then }),
                )
            }
            Deed::CancelOrder => (
                "cancel_purchase_order",
                json!({ "order": self.order_of(machine, item), "reason": "Too late", "then": "not_wanted" }),
            ),
            Deed::Deck => ("edit_shopping_item", json!({ "item": item, "department": "deck" })),
            Deed::Deliver(quantity, is_installed) => {
                self.deliver(machine, at_ms, item, quantity, is_installed);
                return;
            }
            Deed::Reverse => {
                let movements = machine.ask(|facts| facts.all::<Movement>());
                let came = movements.iter().find(|moved| moved.kind == MovementKind::Received);
                let params = json!({ "movement": came.map(|moved| moved.id), "reason": "Wrong box" });
                ("reverse_movement", params)
            }
            Deed::Uninstall => {
                let rows = machine.ask(|facts| facts.all::<ReceivingLine>());
                let installed = rows.get(at % rows.len().max(1)).map(|row| row.id);
                (
                    "take_back_installed",
                    json!({ "line": installed, "reason": "Not fitted after all" }),
                )
            }
        };
        // Many are refused: an item that nobody ordered cannot be marked.
        let _ = machine.act_at(self.person, act, &params, at_ms);
    }

    fn deliver(&self, machine: &Machine, at_ms: i64, item: RowId, quantity: i64, is_installed: bool) {
        let act = |name: &str, params: &Json| machine.act_at(self.person, name, params, at_ms);
        let Some(order) = self.order_of(machine, item) else {
            return;
        };
        let Ok(started) = act("start_receiving", &json!({ "orders": [order] })) else {
            return;
        };
        let session = started.ids[0];
        let rows = machine.ask(|facts| facts.by::<ReceivingLine>(ReceivingLine::session_id, session));
        for row in &rows {
            let line = row.id;
            act("set_storage_location", &json!({ "line": line, "location": self.shelf })).unwrap();
            if row.delivered != Quantity::whole(quantity) {
                let came = json!({ "line": line, "quantity": quantity.to_string() });
                act("set_delivered", &came).unwrap();
            }
            if is_installed {
                act("set_install_now", &json!({ "line": line, "quantity": "1" })).unwrap();
            }
            act("tick_line", &json!({ "line": line })).unwrap();
        }
        // Nothing is awaited of the order, so there is no row to tick.
        if !rows.is_empty() {
            act("move_to_review", &json!({ "session": session })).unwrap();
            act("commit_receiving", &json!({ "session": session })).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_of_spend_is_what_the_rows_say_here_and_after_meeting_apart(
        together in prop::collection::vec((0_usize..4, deed()), 8..40),
        apart in prop::collection::vec((0_usize..4, deed(), any::<bool>()), 0..12),
    ) {
        let (first, person) = Machine::founder();
        let yard = yard(&first, person, 4);
        for (step, (at, deed)) in together.into_iter().enumerate() {
            yard.carry_out(&first, NOON + step as i64 * 9 * DAY_MS, at, deed);
        }
        first.assert_spend_is_kept();
        let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
        for (step, (at, deed, is_here)) in apart.into_iter().enumerate() {
            let machine = if is_here { &first } else { &second };
            yard.carry_out(machine, NOON + 400 * DAY_MS + step as i64 * 60_000, at, deed);
        }
        first.exchange_with(&second);
        first.exchange_with(&second);
        for machine in [&first, &second] {
            machine.assert_spend_is_kept();
            for query in [
                SpendQuery { department: Some(Department::Deck), ..SpendQuery::default() },
                SpendQuery { supplier: Some(yard.suppliers[1]), ..SpendQuery::default() },
                SpendQuery { system: Some("Fuel".to_owned()), ..SpendQuery::default() },
                SpendQuery {
                    from: Some(Instant::from_millis(NOON + 40 * DAY_MS)),
                    before: Some(Instant::from_millis(NOON + 200 * DAY_MS)),
                    ..SpendQuery::default()
                },
            ] {
                machine.spend(&query);
            }
        }
        let all = SpendQuery::default();
        prop_assert_eq!(first.spend(&all), second.spend(&all));
    }
}

#[test]
fn what_is_bought_goes_from_outstanding_over_committed_to_actual_and_stands_in_one_at_a_time() {
    let (machine, person) = Machine::founder();
    let yard = yard(&machine, person, 1);
    let all = SpendQuery::default();
    let shown = || {
        let figures = machine.spend(&all);
        let one = |spent: &Spent| match spent.amounts.get("EUR") {
            Some(amount) => amount.to_string(),
            None => format!("{} unpriced", spent.unpriced),
        };
        [one(&figures.outstanding), one(&figures.committed), one(&figures.actual)]
    };
    let none = "0 unpriced";
    assert_eq!(
        shown(),
        [none, none, none],
        "what nobody approved is no spend of any kind"
    );
    yard.carry_out(&machine, NOON, 0, Deed::Approve);
    assert_eq!(shown(), ["1 unpriced", none, none]);
    let price = Some(12_50);
    yard.carry_out(
        &machine,
        NOON,
        0,
        Deed::Draft {
            price,
            is_foreign: false,
        },
    );
    assert_eq!(shown(), ["62.5", none, none]);
    yard.carry_out(&machine, NOON, 0, Deed::Place);
    assert_eq!(shown(), [none, "62.5", none]);
    yard.carry_out(&machine, NOON, 0, Deed::Install(2));
    assert_eq!(shown(), [none, "37.5", "25"]);
    yard.carry_out(&machine, NOON, 0, Deed::TakeBack);
    assert_eq!(shown(), [none, "62.5", none]);
    yard.carry_out(&machine, NOON, 0, Deed::CancelOrder);
    assert_eq!(shown(), [none, none, none]);
    machine.assert_spend_is_kept();
}

#[test]
fn a_count_that_somebody_changed_is_named_by_the_audit_and_by_the_check_and_written_anew() {
    let (machine, person) = Machine::founder();
    let yard = yard(&machine, person, 1);
    let price = Some(10_00);
    for deed in [
        Deed::Approve,
        Deed::Draft {
            price,
            is_foreign: false,
        },
        Deed::Place,
        Deed::Install(2),
    ] {
        yard.carry_out(&machine, NOON, 0, deed);
    }
    let before = machine.spend(&SpendQuery::default());
    let never = Arc::new(AtomicBool::new(false));
    for sql in [
        "UPDATE spend_counted SET whole = whole + 1 WHERE figure = 3",
        "DELETE FROM spend_counted WHERE figure = 2",
        "INSERT INTO spend_counted (source_id, figure, at, department) \
         SELECT id, 1, created_at, 'deck' FROM pms_shopping_list_items",
        "UPDATE standings SET standing = 5 WHERE standing <= 5",
        "DELETE FROM standings WHERE standing > 10",
        "INSERT INTO standings (row_id, standing, created_at, place) \
         SELECT id, 1, created_at, 1 FROM pms_suppliers LIMIT 1",
    ] {
        let database = machine.place().database();
        assert_eq!(Connection::open(database).unwrap().execute(sql, []).unwrap(), 1);
        let finding = audit::verify(&machine.place(), None, &mut |_| {}, &never)
            .unwrap()
            .finding;
        let Some(Finding::Spend(found)) = finding else {
            panic!("{sql}: {finding:?}")
        };
        assert_eq!(machine.writer.check_sums(NOON, &never).unwrap().spend, [found], "{sql}");
        let finding = audit::verify(&machine.place(), None, &mut |_| {}, &never)
            .unwrap()
            .finding;
        assert_eq!(finding, None, "{sql}");
        assert_eq!(machine.spend(&SpendQuery::default()), before);
    }
}
