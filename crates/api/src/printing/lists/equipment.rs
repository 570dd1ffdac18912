//! The tree of machines and spaces, and their counters.

use super::tree::{self, Counts, Node};
use super::{Listed, cells, counted, refuse_too_long};
use crate::printing::Stop;
use crate::printing::names::coded;
use crate::views::View;
use crate::views::equipment::{self, Counter, EquipmentNode};
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn tree(view: &View<'_>, text: &str, retired: bool) -> Result<Listed, Stop> {
    let nodes = equipment::tree(view)?.into_iter();
    let nodes: Vec<Node> = nodes.filter(|node| retired || !node.is_retired).map(node).collect();
    let rows = tree::rows(&nodes, text, Counts::Under);
    refuse_too_long(rows.len() as u64)?;
    Ok(Listed {
        title: "Equipment",
        narrowed: tree::narrowed(text, retired),
        count: counted(rows.len(), "machine or space", "machines and spaces"),
        columns: vec![
            Column::text("Code", 1.0),
            Column::text("Name", 4.0),
            Column::figure("Open faults", 0.8),
            Column::figure("Open work", 0.8),
        ],
        rows,
    })
}

fn node(row: EquipmentNode) -> Node {
    Node {
        id: row.id,
        parent: row.parent_id,
        code: row.code,
        name: row.name,
        is_retired: row.is_retired,
        counts: [row.open_faults, row.open_work_orders],
    }
}

/// Every counter with its last reading, and room to write the next one.
pub(super) fn hours(view: &View<'_>) -> Result<Listed, Stop> {
    let counters = equipment::counters(view)?;
    Ok(Listed {
        title: "Running hours",
        narrowed: Vec::new(),
        count: counted(counters.len(), "counter", "counters"),
        columns: vec![
            Column::text("Equipment", 3.0),
            Column::figure("Last reading", 1.0),
            Column::text("Read", 1.2),
            Column::text("Now", 1.4),
        ],
        rows: counters.iter().map(|counter| reading(view, counter)).collect(),
    })
}

fn reading(view: &View<'_>, counter: &Counter) -> Row {
    let hours = counter.hours.map(|hours| format!("{hours} h")).unwrap_or_default();
    let read = counter.read_at.map(|at| view.ctx.ship.format(at)).unwrap_or_default();
    let old = match (counter.is_old, counter.read_at) {
        (true, Some(_)) => Some("Older than 30 days".to_owned()),
        (true, None) => Some("Never read".to_owned()),
        (false, _) => None,
    };
    cells([
        Cell::from(coded(&counter.equipment.code, &counter.equipment.label)),
        Cell::from(hours),
        Cell::from(read).with_detail(old),
        Cell::default(),
    ])
}
