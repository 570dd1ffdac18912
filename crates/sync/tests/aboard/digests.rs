//! Two workstations compare what their tables show; what no entry made is found and rebuilt.

use domain::schema::Row;
use domain::tables::Fault;
use sync::LinkState;

use crate::machine::Machine;

#[test]
fn a_row_changed_behind_the_gate_of_either_workstation_is_named_there_and_rebuilt() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    let code = first.invite(person, "Bridge");
    let peer = second.enrol(&address.to_string(), code).unwrap().peer;
    let row = first.report(person, "Leak at the seal");
    let agree = || {
        let once = second.once(peer);
        assert_eq!((once.status.failure, once.status.state), (None, LinkState::UpToDate));
        assert_eq!(first.sums(), second.sums());
    };
    agree();
    for (damaged, other) in [(&first, &second), (&second, &first)] {
        let sql = "UPDATE pms_faults SET title = 'Nothing' WHERE title = 'Leak at the seal'";
        assert_eq!(damaged.behind_the_gate(sql), 1);
        let number = Fault::TABLE.number;
        damaged.behind_the_gate(&format!("DELETE FROM digests WHERE table_number = {number}"));
        let before = other.mended();
        agree();
        assert_eq!(damaged.mended(), [format!("pms_faults {row}, title")]);
        assert_eq!(other.mended(), before);
        assert_eq!(damaged.faults(), ["Leak at the seal"]);
    }
}
