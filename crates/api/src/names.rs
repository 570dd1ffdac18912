//! Numbers, codes and names in place of ids, for scripts and people at a terminal.

use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use serde_json::Value as Json;

/// Acts whose `location` is a storage place; elsewhere it is text.
const AT_PLACES: &[&str] = &[
    "add_part",
    "edit_part",
    "edit_location",
    "retire_location",
    "log_part_usage",
    "return_to_stores",
    "adjust_stock",
    "count_location",
    "write_off",
];

/// The table that a field of an act names a row of.
fn table_of(action: &str, field: &str) -> Option<&'static str> {
    // Rows of a list name what they mean by code themselves.
    if action.starts_with("import_") {
        return None;
    }
    Some(match field {
        "fault" => "pms_faults",
        "from" | "to" if action == "transfer_stock" => "pms_locations",
        "work_order" | "follows" | "from" => "pms_work_orders",
        "equipment" => "pms_equipment",
        "parent" if action.contains("location") => "pms_locations",
        "parent" => "pms_equipment",
        "part" => "pms_parts",
        "location" if AT_PLACES.contains(&action) => "pms_locations",
        "supplier" => "pms_suppliers",
        "person" | "assigned_to" | "reported_by" | "done_by" => "pms_crew",
        _ => return None,
    })
}

impl Program {
    /// Puts ids in place of spoken numbers (`WO-2026-E0042`), codes and names of people.
    ///
    /// # Errors
    /// `not_found` or `invalid` when a name fits no row, or several.
    pub fn resolve_names(&self, action: &str, params: &Json) -> Result<Json, Error> {
        let mut resolved = params.clone();
        self.resolve(action, None, &mut resolved)?;
        Ok(resolved)
    }

    fn resolve(&self, action: &str, field: Option<&str>, value: &mut Json) -> Result<(), Error> {
        match value {
            Json::Object(members) => {
                for (name, member) in members.iter_mut() {
                    self.resolve(action, Some(name), member)?;
                }
            }
            Json::Array(items) => {
                for item in items {
                    self.resolve(action, field, item)?;
                }
            }
            Json::String(text) if !text.is_empty() && text.parse::<RowId>().is_err() => {
                if let Some(table) = field.and_then(|field| table_of(action, field)) {
                    let id = if table == "pms_crew" {
                        self.person_named(text)?
                    } else {
                        self.row_named(table, text)?
                    };
                    *text = id.to_string();
                }
            }
            _ => {}
        }
        Ok(())
    }
}
