//! A delivery to take along to the quay: what is expected, with room to write down what came.

use super::delivery::{RowOnPaper, facts, gathered};
use super::desk::{BOXES, foot, page_of, vessel};
use crate::views::View;
use domain::RowId;
use domain::part_code;
use domain::receiving::is_open;
use domain::refusal::Refusal;
use domain::words;
use paper::sheet::{Code, Part, Sheet};
use paper::{Cell, Column};

/// Empty rows for what nobody announced.
const MORE_ROWS: usize = 6;
/// An empty box for a tick by hand.
const BOX: &str = "□";

pub(super) fn sheet(view: &View<'_>, id: RowId) -> Result<Sheet, Refusal> {
    let (session, rows) = gathered(view, id)?;
    if !is_open(session.status) {
        let state = words::plain(session.status.word());
        let message = format!(
            "{} is {state}, there is nothing to count. Print its record.",
            session.number
        );
        return Err(Refusal::state(message));
    }
    let mut lines: Vec<Vec<Cell>> = rows.iter().map(line).collect();
    let first = rows.iter().map(|row| row.row.line.position).max().unwrap_or(0) + 1;
    lines.extend((0..MORE_ROWS).map(|_| blank()));
    let columns = vec![
        Column::figure("No.", 0.35),
        Column::text("What", 2.8),
        Column::figure("Expected", 0.9),
        Column::text("Here", 0.45),
        Column::text("Delivered", 1.0),
        Column::text("Damaged, incorrect, missing", 1.9),
    ];
    let blanks = ["Counted by", "Date and time"];
    Ok(Sheet {
        vessel: vessel(view)?,
        head: format!("Counting sheet {}", session.number),
        title: "Counting sheet".to_owned(),
        lead: Vec::new(),
        parts: vec![
            Part::Code(Code {
                text: part_code::encode_delivery(id),
                name: session.number.clone(),
                facts: vec![
                    "Scan the code at the workstation to go on with this delivery.".to_owned(),
                    "This paper receives nothing: each row is ticked at the workstation.".to_owned(),
                ],
            }),
            Part::Facts(facts(view, &session, &rows)?),
            Part::Heading(words::count(rows.len(), "row", "rows")),
            Part::Form(columns, lines),
            Part::Remark(format!("Rows from {first} on are for what nobody announced.")),
            Part::Blanks(blanks.map(str::to_owned).into()),
        ],
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    })
}

fn line(of: &RowOnPaper) -> Vec<Cell> {
    let line = &of.row.line;
    let expected = line.expected.map(|quantity| of.amount(quantity));
    // What a person counted already is not printed: a second count that knows the first one is none.
    vec![
        Cell::from(line.position.to_string()),
        Cell::from(of.name()).with_detail(Some(of.detail())),
        Cell::from(expected.unwrap_or_else(|| "–".to_owned())),
        Cell::from(BOX),
        Cell::default(),
        Cell::default(),
    ]
}

/// A row to write on.
fn blank() -> Vec<Cell> {
    vec![
        Cell::default(),
        Cell::default(),
        Cell::default(),
        Cell::from(BOX),
        Cell::default(),
        Cell::default(),
    ]
}
