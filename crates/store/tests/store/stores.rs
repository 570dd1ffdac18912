//! What is kept of the ledger of stores: always its sum, whatever arrives in whatever order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::labels::{StockStatus, stock_status};
use domain::plan::{Plan, Values, keyed_id};
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{Department, Location, Movement, MovementKind, Part};
use journal::RowId;
use rusqlite::Connection;
use store::audit::{self, Finding};
use store::{ListQuery, MovementsQuery, Place, Records, StockQuery, Writer};

use crate::fleet::Machine;
use crate::ship::{self, NOON, Ship};

/// A part at a place.
type At = (RowId, RowId);

fn q(text: &str) -> Quantity {
    text.parse().unwrap()
}

fn part(number: &str) -> Plan {
    let mut plan = Plan::new("add_part");
    plan.insert::<Part>(
        Values::new()
            .set(Part::number, &number.to_owned())
            .set(Part::name, &"Filter".to_owned())
            .set(Part::unit, &"pcs".to_owned())
            .set(Part::department, &Department::Engineering)
            .set(Part::is_retired, &false),
    );
    plan
}

fn location(code: &str) -> Plan {
    let mut plan = Plan::new("add_location");
    plan.insert::<Location>(
        Values::new()
            .set(Location::code, &code.to_owned())
            .set(Location::name, &"Shelf".to_owned())
            .set(Location::department, &Department::Engineering)
            .set(Location::is_retired, &false),
    );
    plan
}

fn moving(at: At, kind: MovementKind, quantity: &str, counted: Option<&str>) -> Plan {
    let mut plan = Plan::new("adjust_stock");
    add(&mut plan, at, kind, quantity, counted);
    plan
}

fn add(plan: &mut Plan, (part, location): At, kind: MovementKind, quantity: &str, counted: Option<&str>) {
    plan.insert::<Movement>(
        Values::new()
            .set(Movement::part_id, &part)
            .set(Movement::location_id, &location)
            .set(Movement::kind, &kind)
            .set(Movement::quantity, &q(quantity))
            .set(Movement::counted, &counted.map(q)),
    );
}

fn used(at: At, quantity: &str) -> Plan {
    moving(at, MovementKind::Used, quantity, None)
}

fn counted(at: At, difference: &str, counted: &str) -> Plan {
    moving(at, MovementKind::Adjusted, difference, Some(counted))
}

fn reversal((part, location): At, of: RowId, quantity: &str) -> Plan {
    let mut plan = Plan::new("reverse_movement");
    plan.insert_natural::<Movement>(
        keyed_id(Movement::TABLE, &[of]),
        Values::new()
            .set(Movement::part_id, &part)
            .set(Movement::location_id, &location)
            .set(Movement::kind, &MovementKind::Reversed)
            .set(Movement::quantity, &q(quantity))
            .set(Movement::reverses_id, &Some(of)),
    );
    plan
}

fn records<T>(writer: &Writer, ask: impl FnOnce(&Records<'_>) -> T) -> T {
    ask(&writer.readers().reader().unwrap().records())
}

fn on_hand(writer: &Writer, (part, location): At) -> String {
    let places = records(writer, |records| records.stock_of(part).unwrap());
    let place = places.into_iter().find(|place| place.location == location);
    place.map_or_else(|| "nothing".to_owned(), |place| place.on_hand.to_string())
}

/// The open pairs as they lie in the file.
fn pairs(place: &Place) -> BTreeSet<(RowId, RowId)> {
    let connection = Connection::open(place.database()).unwrap();
    let mut prepared = connection
        .prepare("SELECT count_id, other_id FROM counts_apart")
        .unwrap();
    let id = |bytes: [u8; 16]| RowId::from_bytes(bytes).unwrap();
    let pairs = prepared.query_map([], |row| Ok((id(row.get(0)?), id(row.get(1)?))));
    pairs.unwrap().map(Result::unwrap).collect()
}

mod any_order;
mod issued_again;

/// Two workstations that hold the same, a part and a place.
fn two() -> (Machine, Machine, RowId, At) {
    let (first, person) = Machine::founder();
    let part = ship::commit(&first.writer, person, part("F-1")).ids[0];
    let place = ship::commit(&first.writer, person, location("S-1")).ids[0];
    ship::commit(&first.writer, person, counted((part, place), "10", "10"));
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    (first, second, person, (part, place))
}

fn is_doubtful(machine: &Machine, (part, location): At) -> bool {
    records(&machine.writer, |records| {
        records.is_counted_apart(part, location).unwrap()
    })
}

#[test]
fn a_count_and_a_usage_made_apart_both_count_and_are_shown_until_a_person_counts_again() {
    let (first, second, person, at) = two();
    ship::commit(&second.writer, person, used(at, "-2"));
    ship::commit(&first.writer, person, counted(at, "-2", "8"));
    assert!(!is_doubtful(&first, at) && !is_doubtful(&second, at));
    first.exchange_with(&second);
    for machine in [&first, &second] {
        assert_eq!(on_hand(&machine.writer, at), "6");
        assert!(is_doubtful(machine, at));
    }
    ship::commit(&second.writer, person, counted(at, "2", "8"));
    assert!(!is_doubtful(&second, at));
    first.exchange_with(&second);
    assert_eq!(on_hand(&first.writer, at), "8");
    assert!(!is_doubtful(&first, at));
}

#[test]
fn reversing_one_of_two_counts_made_apart_settles_them() {
    let (first, second, person, at) = two();
    ship::commit(&second.writer, person, counted(at, "-3", "7"));
    let count = ship::commit(&first.writer, person, counted(at, "-3", "7")).ids[0];
    first.exchange_with(&second);
    assert_eq!(on_hand(&second.writer, at), "4");
    assert!(is_doubtful(&first, at) && is_doubtful(&second, at));
    ship::commit(&first.writer, person, reversal(at, count, "3"));
    assert!(!is_doubtful(&first, at));
    first.exchange_with(&second);
    assert_eq!(on_hand(&second.writer, at), "7");
    assert!(!is_doubtful(&second, at));
}

#[test]
fn taking_back_the_count_that_settled_two_others_leaves_them_open_again() {
    let (first, second, person, at) = two();
    ship::commit(&second.writer, person, used(at, "-2"));
    ship::commit(&first.writer, person, counted(at, "-2", "8"));
    first.exchange_with(&second);
    let again = ship::commit(&first.writer, person, counted(at, "2", "8")).ids[0];
    first.exchange_with(&second);
    assert!(!is_doubtful(&first, at) && !is_doubtful(&second, at));
    ship::commit(&first.writer, person, reversal(at, again, "-2"));
    first.exchange_with(&second);
    for machine in [&first, &second] {
        assert_eq!(on_hand(&machine.writer, at), "6");
        assert!(is_doubtful(machine, at));
    }
}

#[test]
fn a_sum_that_somebody_changed_is_named_by_the_audit_and_by_the_check_and_written_anew() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let part = ship::commit(&writer, ship.person, part("F-1")).ids[0];
    let place = ship::commit(&writer, ship.person, location("S-1")).ids[0];
    let at = (part, place);
    ship::commit(&writer, ship.person, counted(at, "10", "10"));
    ship::commit(&writer, ship.person, used(at, "-2.5"));
    let never = Arc::new(AtomicBool::new(false));
    let finding = || audit::verify(&ship.place(), None, &mut |_| {}, &never).unwrap().finding;
    for (sql, said) in [
        (
            "UPDATE stock_at_places SET on_hand = on_hand + 10000".to_owned(),
            format!("part {part} at place {place}: 8.5 is kept as on hand, and the movements add up to 7.5"),
        ),
        (
            "DELETE FROM stock_of_parts".to_owned(),
            format!("part {part}: 0 is kept as on hand, and the movements add up to 7.5"),
        ),
        (
            "UPDATE stock_of_parts SET places_below_zero = 1".to_owned(),
            format!("part {part}: 7.5 is kept as on hand, and the movements add up to 7.5"),
        ),
        (
            "INSERT INTO counts_apart SELECT part_id, location_id, id, id FROM pms_inventory_transactions".to_owned(),
            format!("part {part} at place {place}: the counts kept as made apart are not those of the entries"),
        ),
    ] {
        Connection::open(ship.place().database())
            .unwrap()
            .execute(&sql, [])
            .unwrap();
        let Some(Finding::Stock(found)) = finding() else {
            panic!("{sql}: {:?}", finding())
        };
        assert_eq!(found.to_string(), said, "{sql}");
        assert_eq!(writer.check_sums(NOON, &never).unwrap().stock, [found]);
        assert_eq!(finding(), None, "{sql}");
        assert_eq!(on_hand(&writer, at), "7.5");
    }
}

#[test]
fn movements_come_newest_first_each_with_the_sum_after_it() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let part = ship::commit(&writer, ship.person, part("F-1")).ids[0];
    let [one, other] = ["S-1", "S-2"].map(|code| ship::commit(&writer, ship.person, location(code)).ids[0]);
    for (place, plan) in [
        (one, "5"),
        (other, "2"),
        (one, "-6"),
        (one, "-1"),
        (one, "3"),
        (one, "-4"),
    ] {
        ship::commit(&writer, ship.person, used((part, place), plan));
    }
    let lines = |query: MovementsQuery| {
        let (total, lines) = records(&writer, |records| records.movements(&query).unwrap());
        let lines = lines.into_iter().map(|line| {
            let quantity = Movement::read(&line.row).unwrap().quantity;
            format!(
                "{quantity} {}{}",
                line.sum,
                if line.crossed_zero { " below" } else { "" }
            )
        });
        (total, lines.collect::<Vec<_>>())
    };
    let of_part = MovementsQuery {
        part: Some(part),
        limit: 100,
        ..MovementsQuery::default()
    };
    let all = ["-4 -1 below", "3 3", "-1 0", "-6 1 below", "2 7", "5 5"];
    assert_eq!(lines(of_part), (6, all.map(str::to_owned).to_vec()));
    let page = MovementsQuery {
        offset: 3,
        limit: 2,
        ..of_part
    };
    assert_eq!(
        lines(page),
        (6, all[3..5].iter().map(|line| (*line).to_owned()).collect())
    );
    let at_one = MovementsQuery {
        location: Some(one),
        ..of_part
    };
    let there = ["-4 -3 below", "3 1", "-1 -2", "-6 -1 below", "5 5"];
    assert_eq!(lines(at_one), (5, there.map(str::to_owned).to_vec()));
    let first = records(&writer, |records| records.first_negative(part, one).unwrap()).unwrap();
    assert_eq!(Movement::read(&first.row).unwrap().quantity, q("-4"));
    assert!(records(&writer, |records| records.first_negative(part, other).unwrap()).is_none());
}

#[test]
fn the_level_over_time_ends_with_what_is_there_now() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let part = ship::commit(&writer, ship.person, part("F-1")).ids[0];
    let place = ship::commit(&writer, ship.person, location("S-1")).ids[0];
    let mut at_ms = NOON;
    let mut commit = |plan: Plan| {
        at_ms += 60_000;
        writer.commit(&ship.who(), at_ms, None, |_| Ok(plan)).unwrap();
    };
    for _ in 0..7 {
        commit(used((part, place), "1.5"));
    }
    let levels = |most| {
        let levels = records(&writer, |records| records.levels(part, most).unwrap());
        levels
            .into_iter()
            .map(|(_, level)| level.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(levels(500), ["1.5", "3", "4.5", "6", "7.5", "9", "10.5"]);
    assert_eq!(levels(3), ["1.5", "6", "10.5"]);
    assert_eq!(levels(1), ["10.5"]);
    // Both halves of a transfer are one moment: what is on the way is still aboard.
    let mut carried = moving((part, place), MovementKind::Transferred, "-4", None);
    add(&mut carried, (part, place), MovementKind::Transferred, "4", None);
    commit(carried);
    assert_eq!(levels(500)[6..], ["10.5", "10.5"]);
}

#[test]
fn a_list_by_status_says_what_the_rule_says() {
    let ship = Ship::founded();
    let writer = ship.writer();
    let places = ["S-1", "S-2"].map(|code| ship::commit(&writer, ship.person, location(code)).ids[0]);
    let levels = [None, Some("0.5"), Some("3"), Some("10")];
    let quantities: [&[&str]; 6] = [&[], &["3"], &["0.5"], &["11"], &["-1"], &["12", "-1"]];
    let mut parts = Vec::new();
    let commit = |batch: &mut store::Batch<'_>, plan: Plan| batch.commit(&ship.who(), NOON, |_| Ok(plan));
    let all = |batch: &mut store::Batch<'_>| {
        for (at, quantities) in (0..64 * quantities.len()).map(|at| (at % 64, quantities[at / 64])) {
            let mut plan = Plan::new("add_part");
            let level = |at: usize| levels[at % 4].map(q);
            plan.insert::<Part>(
                Values::new()
                    .set(Part::number, &format!("F-{at}"))
                    .set(Part::name, &"Filter".to_owned())
                    .set(Part::unit, &"pcs".to_owned())
                    .set(Part::department, &Department::Engineering)
                    .set(Part::minimum, &level(at))
                    .set(Part::critical, &level(at / 4))
                    .set(Part::maximum, &level(at / 16))
                    .set(Part::is_retired, &false),
            );
            let part = commit(batch, plan)?.ids[0];
            for (place, quantity) in places.iter().zip(quantities) {
                commit(batch, used((part, *place), quantity))?;
            }
            parts.push(part);
        }
        Ok(())
    };
    writer.batch(all).unwrap();
    let mut said: BTreeMap<StockStatus, BTreeSet<RowId>> = BTreeMap::new();
    records(&writer, |records| {
        let sums = records.stock_of_parts(parts.iter().copied()).unwrap();
        for id in &parts {
            let part = Part::read(&records.row(Part::TABLE, *id).unwrap().unwrap()).unwrap();
            let status = stock_status(&part, sums[id].total, sums[id].places_below_zero > 0);
            said.entry(status).or_default().insert(*id);
        }
    });
    assert_eq!(
        said.len(),
        StockStatus::ALL.len(),
        "every status is there: {:?}",
        said.keys()
    );
    for (status, expected) in &said {
        let mut query = ListQuery::new(Part::TABLE);
        query.stock = Some(StockQuery {
            statuses: vec![*status],
            ..StockQuery::default()
        });
        let page = records(&writer, |records| records.list(&query).unwrap());
        let listed: BTreeSet<RowId> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!((&listed, page.total.rows), (expected, expected.len()), "{status:?}");
    }
}
