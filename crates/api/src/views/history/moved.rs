//! What an entry moved in stores, in one sentence.

use super::ColumnChange;
use domain::RowId;

const MOVEMENTS: &str = "pms_inventory_transactions";
/// Movements that one sentence names; a count sheet holds hundreds.
const NAMED_MAX: usize = 6;

/// One movement as the entry wrote it.
struct Moved<'a> {
    part: &'a str,
    place: &'a str,
    quantity: &'a str,
    counted: Option<&'a str>,
}

impl Moved<'_> {
    /// "2 × 0634-1129 Impeller kit"; the verb of the sentence says in which direction.
    fn amount(&self) -> String {
        format!("{} × {}", self.quantity.trim_start_matches('-'), self.part)
    }

    /// "5 × … (−2)": what was counted, and what that changed.
    fn count(&self) -> String {
        let difference = match self.quantity.strip_prefix('-') {
            Some(less) => format!("−{less}"),
            None if self.quantity == "0" => "as recorded".to_owned(),
            None => format!("+{}", self.quantity),
        };
        format!("{} × {} ({difference})", self.counted.unwrap_or("?"), self.part)
    }
}

/// The sentence of an act on stock; none for an entry that moved nothing.
pub(super) fn told(action: &str, changes: &[ColumnChange]) -> Option<String> {
    let mut moved = movements(changes);
    let more = match moved.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    moved.truncate(NAMED_MAX);
    let first = moved.first()?;
    let amounts = || listed(&moved, Moved::amount);
    let reason = changes
        .iter()
        .find(|change| change.table == MOVEMENTS && change.column == "reason")
        .map_or_else(String::new, |change| format!(": {}", change.after));
    Some(match action {
        "log_part_usage" => format!("Took {}{more}{}", by_place(&moved, "from"), after_completion(changes)),
        "return_to_stores" => format!("Brought back {}{more}", by_place(&moved, "to")),
        "transfer_stock" => {
            let to = moved.last().map_or(first.place, |arrived| arrived.place);
            format!("Carried {} from {} to {to}", first.amount(), first.place)
        }
        "write_off" => format!("Wrote off {} at {}{reason}", amounts(), first.place),
        "adjust_stock" | "count_location" => {
            format!(
                "Counted at {}: {}{more}{reason}",
                first.place,
                listed(&moved, Moved::count)
            )
        }
        "reverse_movement" => format!("Reversed {} at {}{reason}", first.amount(), first.place),
        _ => return None,
    })
}

fn after_completion(changes: &[ColumnChange]) -> &'static str {
    let is_after = |change: &&ColumnChange| change.column == "is_after_completion" && change.after == "yes";
    if changes.iter().any(|change| is_after(&change)) {
        ", after completion"
    } else {
        ""
    }
}

/// Every place once, in the order of the sheet.
fn by_place(moved: &[Moved<'_>], way: &str) -> String {
    let mut places: Vec<&str> = Vec::new();
    for one in moved {
        if !places.contains(&one.place) {
            places.push(one.place);
        }
    }
    let of_place = |place: &&str| {
        let there = moved.iter().filter(|one| one.place == *place);
        let amounts: Vec<String> = there.map(Moved::amount).collect();
        format!("{} {way} {place}", amounts.join(", "))
    };
    places.iter().map(of_place).collect::<Vec<_>>().join("; ")
}

fn listed<'a>(moved: &[Moved<'a>], say: impl Fn(&Moved<'a>) -> String) -> String {
    moved.iter().map(say).collect::<Vec<_>>().join(", ")
}

fn movements(changes: &[ColumnChange]) -> Vec<Moved<'_>> {
    let mut rows: Vec<RowId> = Vec::new();
    for change in changes.iter().filter(|change| change.table == MOVEMENTS) {
        if !rows.contains(&change.row) {
            rows.push(change.row);
        }
    }
    rows.into_iter()
        .filter_map(|row| {
            let written = |column: &str| {
                let mut of_row = changes.iter().filter(|change| change.row == row);
                of_row
                    .find(|change| change.column == column)
                    .map(|change| change.after.as_str())
            };
            Some(Moved {
                part: written("part_id")?,
                place: written("location_id")?,
                quantity: written("quantity")?,
                counted: written("counted"),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUMP: &str = "0634-1129 Impeller kit";
    const SEAL: &str = "S-1 Shaft seal";

    /// Part, place, quantity, what was counted, and why.
    type Told<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, Option<&'a str>);

    /// Movements as an entry wrote them.
    fn movements_of(rows: &[Told<'_>]) -> Vec<ColumnChange> {
        let mut changes = Vec::new();
        for (k, (part, place, quantity, counted, reason)) in rows.iter().enumerate() {
            let row = RowId::natural(18, &[&[u8::try_from(k).unwrap()]]);
            let columns = [
                ("part_id", Some(*part)),
                ("location_id", Some(*place)),
                ("quantity", Some(*quantity)),
                ("counted", *counted),
                ("reason", *reason),
            ];
            for (column, after) in columns {
                changes.extend(after.map(|after| ColumnChange {
                    table: MOVEMENTS.to_owned(),
                    row,
                    record: part.to_string(),
                    column: column.to_owned(),
                    before: None,
                    after: after.to_owned(),
                    is_new: true,
                }));
            }
        }
        changes
    }

    #[test]
    fn what_was_taken_stands_by_place() {
        let changes = movements_of(&[
            (PUMP, "A-2 Shelf 2", "-1", None, None),
            (SEAL, "B-1 Box 1", "-2.5", None, None),
            (SEAL, "A-2 Shelf 2", "-1", None, None),
        ]);
        let said = "Took 1 × 0634-1129 Impeller kit, 1 × S-1 Shaft seal from A-2 Shelf 2; \
            2.5 × S-1 Shaft seal from B-1 Box 1";
        assert_eq!(told("log_part_usage", &changes).as_deref(), Some(said));
    }

    #[test]
    fn a_usage_after_completion_says_so() {
        let mut changes = movements_of(&[(PUMP, "A-2 Shelf 2", "-1", None, None)]);
        changes.push(ColumnChange {
            table: "pms_part_usage".to_owned(),
            row: RowId::natural(21, &[b"u"]),
            record: PUMP.to_owned(),
            column: "is_after_completion".to_owned(),
            before: None,
            after: "yes".to_owned(),
            is_new: true,
        });
        let said = "Took 1 × 0634-1129 Impeller kit from A-2 Shelf 2, after completion";
        assert_eq!(told("log_part_usage", &changes).as_deref(), Some(said));
    }

    #[test]
    fn counts_losses_transfers_and_reversals_say_how_much_and_why() {
        let one =
            |quantity: &'static str, counted| movements_of(&[(PUMP, "A-2", quantity, counted, Some("Spring count"))]);
        let said = |action: &str, changes: &[ColumnChange]| told(action, changes).unwrap();
        assert_eq!(
            said("adjust_stock", &one("-2", Some("3"))),
            "Counted at A-2: 3 × 0634-1129 Impeller kit (−2): Spring count"
        );
        assert_eq!(
            said("write_off", &one("-2", None)),
            "Wrote off 2 × 0634-1129 Impeller kit at A-2: Spring count"
        );
        assert_eq!(
            said("reverse_movement", &one("2", None)),
            "Reversed 2 × 0634-1129 Impeller kit at A-2: Spring count"
        );
        let carried = movements_of(&[(PUMP, "A-2", "-2", None, None), (PUMP, "B-1", "2", None, None)]);
        assert_eq!(
            said("transfer_stock", &carried),
            "Carried 2 × 0634-1129 Impeller kit from A-2 to B-1"
        );
        assert_eq!(told("log_part_usage", &[]), None);
    }

    #[test]
    fn a_long_sheet_names_six_and_counts_the_rest() {
        let changes = movements_of(&[(SEAL, "B-1", "0", Some("4"), None); 9]);
        let said = told("count_location", &changes).unwrap();
        assert_eq!(said.matches("Shaft seal").count(), 6);
        assert!(said.ends_with("4 × S-1 Shaft seal (as recorded) and 3 more"), "{said}");
    }
}
