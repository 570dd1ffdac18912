//! Everybody of the vessel.

use super::{Listed, cells, counted};
use crate::printing::Stop;
use crate::printing::names::name;
use crate::views::View;
use crate::views::people::{self, CrewLine};
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn crew(view: &View<'_>) -> Result<Listed, Stop> {
    let everybody = people::list(view)?;
    let mut rows = Vec::new();
    for (heading, serves) in [("Serving at present", true), ("Not serving at present", false)] {
        let mut group = everybody.iter().filter(|line| line.is_active == serves).peekable();
        if group.peek().is_some() {
            rows.push(Row::Heading(heading.to_owned()));
            rows.extend(group.map(person));
        }
    }
    Ok(Listed {
        title: "People",
        narrowed: Vec::new(),
        count: counted(everybody.len(), "person", "people"),
        columns: vec![
            Column::text("Name", 2.4),
            Column::text("Role", 1.4),
            Column::text("Department", 1.2),
            Column::text("PIN", 0.8),
        ],
        rows,
    })
}

fn person(line: &CrewLine) -> Row {
    cells([
        Cell::from(line.name.as_str()).with_detail(Some(line.rank.clone())),
        Cell::from(name(line.role.word())),
        Cell::from(name(line.department.word())),
        Cell::from(if line.has_pin { "chosen" } else { "none yet" }),
    ])
}
