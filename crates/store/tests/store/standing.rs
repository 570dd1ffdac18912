//! Where items and orders stand: kept beside the rows, and always where the rules put them, whatever was ordered,
//! marked, delivered, taken back or hidden, here and apart.

use std::collections::BTreeMap;

use domain::buying::delivery::{item_state, order_state};
use domain::buying::{LineStanding, OrderState, Tab, Tally, lines::lines_of_order, lines_of_item};
use domain::schema::{Row, Table};
use domain::tables::{PurchaseOrder, ShoppingItem};
use journal::RowId;
use proptest::prelude::*;
use store::{Compare, Filter, ListQuery, Sort};

use crate::buying::walk::settled;
use crate::fleet::{Machine, close};
use crate::ship::{self, NOON};
use crate::spending::{deed, yard};

const MINUTE_MS: i64 = 60_000;

fn listed(machine: &Machine, query: &ListQuery) -> Vec<RowId> {
    let reader = machine.writer.readers().reader().unwrap();
    let page = reader.records().list(query).unwrap();
    assert_eq!(page.total.rows, page.rows.len());
    page.rows.iter().map(|row| row.id).collect()
}

/// The rows that stand there by the rules, newest first as the whole list has them.
fn told<S: Ord + Copy>(machine: &Machine, table: &'static Table, stand: &BTreeMap<RowId, S>, there: S) -> Vec<RowId> {
    let all = listed(machine, &ListQuery::new(table));
    assert_eq!(all.len(), stand.len());
    all.into_iter().filter(|row| stand[row] == there).collect()
}

impl Machine {
    /// That lists and counts say of each item and order what the rules say of it, in the order of the whole list.
    pub(crate) fn assert_all_stand_where_the_rules_put_them(&self) {
        let mut items: BTreeMap<RowId, Tab> = BTreeMap::new();
        for item in self.ask(|facts| facts.all::<ShoppingItem>()) {
            let lines = self.ask(|facts| lines_of_item(facts, item.id));
            let state = item_state(item.status, &lines.iter().map(LineStanding::tally).sum());
            items.insert(item.id, Tab::of(settled(state, &lines)));
        }
        let counts = |filters: &[Filter]| {
            let reader = self.writer.readers().reader().unwrap();
            reader.records().items_in_tabs(filters).unwrap()
        };
        // A condition that every row meets has them found another way.
        let everything = Filter {
            column: "created_at".to_owned(),
            compare: Compare::AtLeast,
            values: vec![journal::Value::Int(0)],
        };
        for tab in Tab::ALL {
            let of_tab = ListQuery {
                tab: Some(*tab),
                ..ListQuery::new(ShoppingItem::TABLE)
            };
            let told = told(self, ShoppingItem::TABLE, &items, *tab);
            assert_eq!(listed(self, &of_tab), told, "{tab:?}");
            for filters in [Vec::new(), vec![everything.clone()]] {
                assert_eq!(counts(&filters)[tab].rows, told.len(), "{tab:?} {filters:?}");
            }
            let oldest_first = ListQuery {
                sort: vec![Sort {
                    column: "created_at".to_owned(),
                    is_descending: false,
                }],
                ..of_tab.clone()
            };
            let narrowed = ListQuery {
                filters: vec![everything.clone()],
                ..of_tab.clone()
            };
            let turned: Vec<RowId> = told.iter().rev().copied().collect();
            assert_eq!(listed(self, &oldest_first), turned, "{tab:?}");
            assert_eq!(listed(self, &narrowed), told, "{tab:?}");
        }
        let mut orders: BTreeMap<RowId, OrderState> = BTreeMap::new();
        for order in self.ask(|facts| facts.all::<PurchaseOrder>()) {
            let lines = self.ask(|facts| lines_of_order(facts, &order));
            let tallies: Vec<Tally> = lines.iter().map(LineStanding::tally).collect();
            orders.insert(order.id, order_state(order.status, &tallies));
        }
        for state in OrderState::ALL {
            let in_state = ListQuery {
                order_states: vec![*state],
                ..ListQuery::new(PurchaseOrder::TABLE)
            };
            let told = told(self, PurchaseOrder::TABLE, &orders, *state);
            assert_eq!(listed(self, &in_state), told, "{state:?}");
        }
        let all = ListQuery {
            order_states: OrderState::ALL.to_vec(),
            ..ListQuery::new(PurchaseOrder::TABLE)
        };
        assert_eq!(listed(self, &all), listed(self, &ListQuery::new(PurchaseOrder::TABLE)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn what_a_closed_workstation_did_after_its_end_puts_nothing_anywhere(
        together in prop::collection::vec((0_usize..3, deed()), 6..30),
        after in prop::collection::vec((0_usize..3, deed()), 4..16),
        heard in 0_usize..16,
    ) {
        let (first, person) = Machine::founder();
        let yard = yard(&first, person, 3);
        for (step, (at, deed)) in together.into_iter().enumerate() {
            yard.carry_out(&first, NOON + step as i64 * MINUTE_MS, at, deed);
        }
        let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
        second.report(person, "Oil leak");
        second.hand_to(&first);
        let device = second.device();
        let known = first.writer.readers().reader().unwrap().records().frontier().unwrap().get(device);
        let (run, _) = second.run(device, known - 1).unwrap();
        let end = journal::Head { seq: known, hash: run[0].hash };
        let count = after.len();
        for (step, (at, deed)) in after.into_iter().enumerate() {
            yard.carry_out(&second, NOON + (100 + step as i64) * MINUTE_MS, at, deed);
            // What the first one heard of it counted until the end was said.
            if step == heard % count {
                second.hand_to(&first);
                first.assert_spend_is_kept();
            }
        }
        ship::commit(&first.writer, person, close(device, end));
        second.hand_to(&first);
        first.assert_spend_is_kept();
        first.exchange_with(&second);
        second.assert_spend_is_kept();
    }
}
