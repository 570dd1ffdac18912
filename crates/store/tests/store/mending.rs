//! Rows of any history are found right as long as they are, and put right when they are not.

use domain::schema::Row;
use domain::tables::{self, Equipment};
use proptest::prelude::*;
use store::Verdict;
use store::audit::verify;

use crate::history::History;
use crate::merging::{compare, replica};
use crate::reference::Reference;
use crate::ship::NOON;
use crate::sums::behind_the_gate;

const DAMAGE: [&str; 6] = [
    "DELETE FROM heads WHERE group_number % 2 = 0",
    "UPDATE heads SET stamps = 'unreadable' WHERE group_number % 2 = 1",
    "DELETE FROM conflicts",
    "DELETE FROM hidden_rows",
    "DELETE FROM pms_work_order_notes WHERE rowid % 2 = 0",
    "DELETE FROM digests WHERE table_number % 2 = 0",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_damaged_is_rebuilt_as_the_reference_has_it_and_nothing_else(
        seed in any::<u64>(), workstations in 2_usize..5, is_hard in any::<bool>(),
    ) {
        let begun = if is_hard { History::hard } else { History::new };
        let mut history = begun(seed, workstations).live(90);
        let arrivals = history.arrivals();
        let (_folder, place, writer) = replica(&history, seed);
        let mut model = Reference::new(history.vessel, None);
        for entry in &arrivals {
            model.apply(entry.clone());
        }
        let verdicts = writer.apply(&arrivals, NOON).unwrap();
        prop_assert!(verdicts.contains(&Verdict::Applied));
        let never = std::sync::Arc::default();
        let everything: Vec<(u16, u16)> = tables::TABLES.iter().map(|table| (table.number, table.columns[0].number)).collect();
        prop_assert_eq!(writer.mend(&everything, NOON, &never).unwrap(), []);
        let forged = behind_the_gate(&place, "UPDATE pms_equipment SET created_at = 1");
        for sql in DAMAGE {
            behind_the_gate(&place, sql);
        }
        let mended = writer.mend(&everything, NOON, &never).unwrap();
        let named = mended.iter().filter(|row| row.table == Equipment::TABLE.number && row.column.is_none());
        prop_assert_eq!(named.count(), forged);
        compare(&writer, &place, &model, &arrivals)?;
        prop_assert_eq!(verify(&place, None, &mut |_| {}, &never).unwrap().finding, None);
        prop_assert_eq!(writer.mend(&everything, NOON, &never).unwrap(), []);
    }
}
