//! Movements of several workstations in any order of arrival: sums and pairs are those of the reference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::counts::{self, Moved};
use domain::devices::Closed;
use domain::plan::keyed_id;
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{Location, Movement, Part};
use journal::{Change, DeviceNumber, Entry, RowId, Stamp, State, Value};
use proptest::prelude::*;
use store::{Place, Writer, audit};

use super::{At, pairs, q, records};
use crate::history::{History, insert, text};
use crate::merging::replica;
use crate::reference::Reference;
use crate::ship::NOON;

const QUANTITIES: [&str; 8] = ["1", "2", "-1", "-3", "0.5", "-0.25", "0.0001", "-12.75"];

fn added(table: &domain::schema::Table, row: RowId, values: &[(u16, Value)]) -> Change {
    insert(table, row, values.to_vec())
}

/// Two parts and two places, from the first workstation.
fn furnish(history: &mut History) -> [At; 4] {
    let device = history.authors[0].device;
    let row = |k: u32| RowId::new(device, 2, k).unwrap();
    let mut changes = Vec::new();
    for k in [0, 1] {
        let values = [
            (1, text("F-1")),
            (2, text("Filter")),
            (5, text("pcs")),
            (7, text("deck")),
            (12, Value::Bool(false)),
        ];
        changes.push(added(Part::TABLE, row(k), &values));
    }
    for k in [2, 3] {
        let values = [
            (1, text("S-1")),
            (2, text("Shelf")),
            (4, text("deck")),
            (5, Value::Bool(false)),
        ];
        changes.push(added(Location::TABLE, row(k), &values));
    }
    history.write(0, "add_part", changes, Vec::new());
    [(0, 2), (0, 3), (1, 2), (1, 3)].map(|(part, place)| (row(part), row(place)))
}

fn movement(at: At, kind: &str, quantity: &str) -> Vec<(u16, Value)> {
    vec![
        (1, Value::Id(at.0)),
        (2, Value::Id(at.1)),
        (3, text(kind)),
        (4, text(quantity)),
    ]
}

/// Takes, counts, or takes something back.
fn act(history: &mut History, at: usize, places: &[At]) {
    let place = *history.dice.pick(places);
    if !history.authors[at].replica.model.has_row(place.0) {
        return history.hear(at);
    }
    let seq = history.authors[at].chain.len() as u64 + 1;
    let fresh = RowId::new(history.authors[at].device, seq, 0).unwrap();
    let quantity = *history.dice.pick(&QUANTITIES);
    let (action, row, values) = match history.dice.roll(6) {
        0..3 => ("log_part_usage", fresh, movement(place, "used", quantity)),
        3..5 => {
            let mut values = movement(place, "adjusted", quantity);
            values.push((9, text("7")));
            ("adjust_stock", fresh, values)
        }
        _ => {
            let state = history.authors[at].replica.model.state();
            // Nobody takes a reversal back.
            let made: Vec<RowId> = shown(&state).filter(|row| row.author().is_some()).collect();
            if made.is_empty() {
                return history.hear(at);
            }
            let of = *history.dice.pick(&made);
            let values = taken_back(&state, of);
            ("reverse_movement", keyed_id(Movement::TABLE, &[of]), values)
        }
    };
    let change = added(Movement::TABLE, row, &values);
    history.write(at, action, vec![change], Vec::new());
}

fn value(state: &State, row: RowId, column: u16) -> Value {
    let cells = &state.rows[&(Movement::TABLE.number, row)].cells;
    let values = cells.values().flat_map(|cell| &cell.values);
    values
        .into_iter()
        .find(|(number, _)| *number == column)
        .unwrap()
        .1
        .clone()
}

fn id(value: Value) -> RowId {
    value.as_id().unwrap()
}

fn taken_back(state: &State, of: RowId) -> Vec<(u16, Value)> {
    let quantity = Quantity::ZERO - q(value(state, of, 4).as_text().unwrap());
    let at = (id(value(state, of, 1)), id(value(state, of, 2)));
    let mut values = movement(at, "reversed", &quantity.to_string());
    values.push((8, Value::Id(of)));
    values
}

/// Issues an act again that is void here, its own one or somebody else's.
fn issue_again(history: &mut History, at: usize) {
    let void: Vec<Stamp> = history.authors[at].replica.model.state().void.into_iter().collect();
    if void.is_empty() {
        return history.hear(at);
    }
    let stamp = *history.dice.pick(&void);
    let entry = history.entry(stamp).clone();
    if !entry
        .changes
        .iter()
        .all(|change| change.table == Movement::TABLE.number)
    {
        return history.hear(at);
    }
    history.issuing_again = Some(stamp);
    history.write(at, &entry.action, entry.changes, Vec::new());
}

/// What the shown movements of the reference add up to, and how many they are.
fn summed(state: &State) -> BTreeMap<At, (Quantity, u64)> {
    let mut sums: BTreeMap<At, (Quantity, u64)> = BTreeMap::new();
    for row in shown(state) {
        let at = (id(value(state, row, 1)), id(value(state, row, 2)));
        let sum = sums.entry(at).or_default();
        sum.0 = sum.0 + q(value(state, row, 4).as_text().unwrap());
        sum.1 += 1;
    }
    sums
}

fn shown(state: &State) -> impl Iterator<Item = RowId> {
    let rows = state
        .rows
        .iter()
        .filter(|((table, _), row)| *table == Movement::TABLE.number && !row.hidden);
    rows.map(|((_, row), _)| *row)
}

/// The open pairs, from what each entry's author had heard.
fn apart(state: &State, entries: &BTreeMap<Stamp, Entry>) -> BTreeSet<(RowId, RowId)> {
    let mut frontiers: BTreeMap<Stamp, BTreeMap<DeviceNumber, u64>> = BTreeMap::new();
    for (stamp, entry) in entries {
        let before = Stamp {
            device: stamp.device,
            seq: stamp.seq - 1,
        };
        let mut frontier = frontiers.get(&before).cloned().unwrap_or_default();
        frontier.extend(entry.seen.iter().map(|seen| (seen.device, seen.seq)));
        frontier.insert(stamp.device, stamp.seq);
        frontiers.insert(*stamp, frontier);
    }
    let aside: BTreeSet<Stamp> = state.held.iter().chain(&state.void).copied().collect();
    let made = |row: RowId| -> Vec<(Stamp, Option<Stamp>)> {
        let of = entries
            .values()
            .filter(|entry| entry.changes.iter().any(|change| change.row == row));
        of.map(|entry| (entry.stamp(), entry.reissue_of))
            .filter(|(stamp, _)| !aside.contains(stamp))
            .collect()
    };
    let ends = ends(state, entries);
    let mut by_place: BTreeMap<At, Vec<RowId>> = BTreeMap::new();
    for row in shown(state) {
        let at = (id(value(state, row, 1)), id(value(state, row, 2)));
        by_place.entry(at).or_default().push(row);
    }
    let mut pairs = BTreeSet::new();
    for rows in by_place.values() {
        let made: Vec<Vec<(Stamp, Option<Stamp>)>> = rows.iter().map(|row| made(*row)).collect();
        let movements: Vec<Moved> = rows
            .iter()
            .map(|row| Moved {
                id: *row,
                is_count: value(state, *row, 9) != Value::Null,
                reverses: value(state, *row, 8).as_id(),
            })
            .collect();
        let saw = |a: usize, b: usize| {
            // What an entry knew is said by the last one before it that has arrived.
            let knew = |by: Stamp, of: Stamp| {
                let begin = Stamp { seq: 0, ..by };
                let known = frontiers.range(begin..=by).next_back();
                known.is_some_and(|(_, frontier)| frontier.get(&of.device).is_some_and(|seq| *seq >= of.seq))
            };
            let has = |(by, again): &(Stamp, Option<Stamp>), (of, of_again): &(Stamp, Option<Stamp>)| {
                let Some(void) = again else { return knew(*by, *of) };
                if let Some(other) = of_again
                    && (other.device, of.device) == (void.device, by.device)
                {
                    return other.seq <= void.seq;
                }
                let is_first = entries.get(void).is_none_or(|entry| entry.reissue_of.is_none());
                let end = ends.get(&void.device).filter(|end| is_first && void.seq > **end);
                end.is_some_and(|end| {
                    let end = Stamp { seq: *end, ..*void };
                    of.device == end.device && of.seq <= end.seq || knew(end, *of)
                })
            };
            let any = made[a].iter().any(|by| made[b].iter().any(|of| has(by, of)));
            Ok::<_, std::convert::Infallible>(any)
        };
        for (count, other) in counts::apart(&movements, saw).unwrap() {
            pairs.insert(ordered((rows[count], rows[other])));
        }
    }
    pairs
}

/// The last entries of closed devices that count.
fn ends(state: &State, entries: &BTreeMap<Stamp, Entry>) -> BTreeMap<DeviceNumber, u64> {
    let mut ends: BTreeMap<DeviceNumber, u64> = BTreeMap::new();
    let heard = entries.values().filter(|entry| !state.held.contains(&entry.stamp()));
    for (device, last_seq) in heard.flat_map(|entry| entry.changes.iter().filter_map(Closed::by)) {
        let end = ends.entry(device).or_insert(last_seq);
        *end = (*end).min(last_seq);
    }
    ends
}

/// Of two counts either may be named first: that hangs on the order in which they are looked at.
fn ordered((one, other): (RowId, RowId)) -> (RowId, RowId) {
    (one.min(other), one.max(other))
}

fn compare(
    writer: &Writer,
    place: &Place,
    state: &State,
    arrived: &[Entry],
    places: &[At],
) -> Result<(), TestCaseError> {
    let mut kept = BTreeMap::new();
    for part in [places[0].0, places[2].0] {
        let stock = records(writer, |records| records.stock_of(part).unwrap());
        let total: Quantity = stock.iter().map(|place| place.on_hand).sum();
        let below = stock.iter().filter(|place| place.on_hand < Quantity::ZERO).count();
        let whole = records(writer, |records| records.stock_of_parts([part]).unwrap())[&part];
        prop_assert_eq!((whole.total, whole.places_below_zero), (total, below as u64));
        kept.extend(
            stock
                .into_iter()
                .map(|place| ((part, place.location), (place.on_hand, place.movements))),
        );
    }
    prop_assert_eq!(kept, summed(state));
    let entries = arrived.iter().map(|entry| (entry.stamp(), entry.clone())).collect();
    let named: BTreeSet<_> = pairs(place).into_iter().map(ordered).collect();
    prop_assert_eq!(named, apart(state, &entries));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_of_the_ledger_is_its_sum_and_names_the_counts_made_apart(
        seed in any::<u64>(), workstations in 2_usize..5, is_hard in 0..4, has_closures in any::<bool>(),
    ) {
        let is_hard = is_hard == 0;
        let begun = if is_hard { History::hard } else { History::new };
        let mut history = begun(seed, workstations);
        let places = furnish(&mut history);
        for _ in 0..80 {
            let at = history.dice.roll(workstations);
            match history.dice.roll(40) {
                0..12 => history.hear(at),
                12..16 if has_closures => issue_again(&mut history, at),
                36..39 if is_hard => history.act(at),
                39 if has_closures => {
                    let seq = history.authors[at].chain.len() as u64 + 1;
                    let fresh = RowId::new(history.authors[at].device, seq, 0).unwrap();
                    history.close(at, fresh);
                }
                _ => act(&mut history, at, &places),
            }
        }
        let arrivals = history.arrivals();
        let (_folder, place, writer) = replica(&history, seed);
        let mut model = Reference::new(history.vessel, None);
        let mut at = 0;
        while at < arrivals.len() {
            let batch = &arrivals[at..arrivals.len().min(at + 1 + history.dice.roll(12))];
            writer.apply(batch, NOON).unwrap();
            for entry in batch {
                model.apply(entry.clone());
            }
            at += batch.len();
            compare(&writer, &place, &model.model.state(), &arrivals[..at], &places)?;
        }
        let cancel = Arc::default();
        let report = audit::verify(&place, None, &mut |_| {}, &cancel).unwrap();
        prop_assert_eq!(report.finding, None);
        prop_assert_eq!(writer.check_sums(NOON, &cancel).unwrap().stock, []);
    }
}
