//! Every word that domain writes for people, in one place.

/// The act as it stands after "may not" or "you are about to".
#[must_use]
pub fn act(name: &str) -> String {
    let phrase = match name {
        "report_fault" => "report a fault",
        "edit_fault" => "change a fault",
        "resolve_fault" => "mark a fault resolved",
        "reopen_fault" => "open a fault again",
        "create_work_order_from_fault" | "create_work_order" => "create a work order",
        "edit_work_order" => "change a work order",
        "assign_work_order" => "assign a work order",
        "start_work_order" => "start a work order",
        "cancel_work_order" => "cancel a work order",
        "add_note_to_work_order" => "add a note to this work order",
        "add_part_to_work_order" => "plan parts for a work order",
        "change_part_line" => "change a planned part",
        "add_checklist_item" => "add to a checklist",
        "copy_checklist" => "copy a checklist",
        "tick_checklist" => "tick this checklist",
        "mark_work_order_complete" => "complete this work order",
        "correct_work_order" => "correct this completion",
        "record_running_hours" => "record running hours",
        "set_ship_time" => "set the ship's time",
        "add_equipment" => "add equipment",
        "edit_equipment" => "change equipment",
        "move_equipment" => "move equipment",
        "retire_equipment" => "retire equipment",
        "add_part" => "add a part",
        "edit_part" => "change a part",
        "retire_part" => "retire a part",
        "link_part" => "add to a spare-part list",
        "unlink_part" => "take a part off a spare-part list",
        "add_location" => "add a storage place",
        "edit_location" => "change a storage place",
        "retire_location" => "retire a storage place",
        "log_part_usage" => "log what was taken from stores",
        "return_to_stores" => "bring parts back to stores",
        "adjust_stock" => "count a part at this place",
        "count_location" => "count this storage place",
        "transfer_stock" => "carry parts to another place",
        "write_off" => "write parts off at this place",
        "reverse_movement" => "reverse this movement",
        "add_supplier" => "add a supplier",
        "edit_supplier" => "change a supplier",
        "retire_supplier" => "retire a supplier",
        "edit_synonyms" => "change the vessel's own words",
        "set_open_search" => "open or close search on lock screens",
        "add_crew" => "add a person",
        "set_role" => "change a person's role",
        "choose_pin" => "choose a PIN",
        "import_equipment" => "import equipment",
        "import_spare_parts" => "import spare-part lists",
        "import_parts" => "import parts",
        "import_suppliers" => "import suppliers",
        "import_people" => "import people",
        "import_locations" => "import storage places",
        "import_running_hours" => "import running hours",
        "attach_file" => "attach a file to this record",
        "withdraw_attachment" => "withdraw this file",
        "add_document" => "add a manual",
        "edit_document" => "change what is said of a manual",
        "supersede_document" => "put a newer manual in the place of one",
        "retire_document" => "retire a manual",
        "link_document" => "say which equipment a manual describes",
        "confirm_mapping" => "confirm where fault codes stand in a manual",
        "correct_mapping" => "correct where a fault code stands in a manual",
        "withdraw_mapping" => "withdraw where a fault code stands in a manual",
        "pin_page" => "pin a page to this work order",
        "unpin_page" => "take a pinned page off this work order",
        "connect_shore" => "connect the vessel with the shore",
        "invite_workstation" => "let a workstation join",
        "confirm_device" => "confirm a workstation",
        "close_device" => "close a workstation",
        "resolve_conflict" => "settle two values",
        "add_to_handover" => "add to the handover",
        "edit_handover_entry" => "change this handover entry",
        "close_handover_entry" => "mark this handover entry done",
        "withdraw_handover_entry" => "withdraw this handover entry",
        "sign_over_handover" => "sign a handover over",
        "acknowledge_handover" => "take a handover over",
        "add_shopping_item" => "put something on the shopping list",
        "edit_shopping_item" => "change this shopping list item",
        "withdraw_shopping_item" => "take this item off the shopping list",
        "start_review" => "take shopping list items up for review",
        "approve_shopping_items" => "approve these shopping list items",
        "reject_shopping_items" => "reject these shopping list items",
        "promote_candidate_part" => "verify this candidate part",
        "create_purchase_order" => "put it on a purchase order",
        "edit_purchase_order" => "change this purchase order",
        "place_purchase_order" => "place this purchase order",
        "cancel_order_line" => "cancel it on an order",
        "cancel_purchase_order" => "cancel this purchase order",
        "attach_order_document" => "attach papers to this purchase order",
        "mark_item_missing" => "mark it as missing",
        "mark_item_installed" => "mark it as installed",
        "take_back_mark" => "take back what was marked",
        "price_posting" => "give the price of a posting",
        "set_budget" => "set a budget",
        "start_receiving" => "receive a delivery",
        "begin_counting" => "begin counting a delivery",
        "add_receiving_line" => "add a row to a delivery",
        "set_delivered" => "write down how much was delivered",
        "tick_line" => "tick a row of a delivery",
        "untick_line" => "take a tick off a row",
        "set_line_note" => "write a word on a row",
        "set_discrepancy" => "say what is wrong with a row",
        "resolve_unknown_line" => "say what an unknown row is",
        "set_install_now" => "say what is installed straight away",
        "set_storage_location" => "say where a row is stored",
        "set_return_to_list" => "ask anew for what is wrong with a row",
        "move_to_review" => "look through what a delivery will change",
        "back_to_counting" => "go back to counting",
        "commit_receiving" => "commit a delivery",
        "cancel_receiving" => "cancel a delivery",
        "take_over_session" => "take over a delivery",
        "take_back_installed" => "take back what was installed from a delivery",
        "confirm_over_delivery" => "say that more came than was ordered",
        other => return other.replace('_', " "),
    };
    phrase.to_owned()
}

/// The act as it stands in a history: "Reported", "Started".
#[must_use]
pub fn done(name: &str) -> String {
    let phrase = match name {
        "found_vessel" => "Began the record",
        "introduce_workstation" => "Introduced a workstation",
        "report_fault" => "Reported",
        "create_work_order" => "Created",
        "start_work_order" => "Started",
        "add_note_to_work_order" => "Added a note",
        "add_checklist_item" => "Added to the checklist",
        "copy_checklist" => "Copied the checklist of an earlier work order",
        "correct_work_order" => "Corrected the completion",
        "record_running_hours" => "Recorded running hours",
        "set_ship_time" => "Set the ship's clocks",
        "add_equipment" | "add_part" | "add_location" | "add_supplier" => "Added",
        "log_part_usage" => "Took parts from stores",
        "return_to_stores" => "Brought parts back to stores",
        "adjust_stock" => "Counted",
        "count_location" => "Counted the place",
        "transfer_stock" => "Carried to another place",
        "write_off" => "Wrote off",
        "reverse_movement" => "Reversed a movement",
        "link_part" => "Put on the spare-part list",
        "unlink_part" => "Taken off the spare-part list",
        "edit_synonyms" => "Changed the vessel's own words",
        "set_open_search" => "Opened or closed search on lock screens",
        "add_crew" => "Added a person",
        "choose_pin" => "Chose a PIN",
        "import_equipment" => "Imported equipment",
        "import_spare_parts" => "Imported spare-part lists",
        "import_parts" => "Imported parts",
        "import_suppliers" => "Imported suppliers",
        "import_people" => "Imported people",
        "import_locations" => "Imported storage places",
        "import_running_hours" => "Imported running hours",
        "attach_file" => "Attached",
        "withdraw_attachment" => "Withdrew",
        "add_document" => "Added a manual",
        "edit_document" => "Changed what is said of the manual",
        "supersede_document" => "Put a newer manual in its place",
        "retire_document" => "Retired the manual",
        "link_document" => "Said which equipment it describes",
        "confirm_mapping" => "Confirmed where fault codes stand",
        "correct_mapping" => "Corrected where a fault code stands",
        "withdraw_mapping" => "Withdrew where a fault code stands",
        "pin_page" => "Pinned a page",
        "unpin_page" => "Took a pinned page off",
        "connect_shore" => "Connected the vessel with the shore",
        "invite_workstation" => "Let a workstation join",
        "confirm_device" => "Confirmed a workstation",
        "close_device" => "Closed a workstation",
        "resolve_conflict" => "Settled two values",
        "add_shopping_item" => "Asked for",
        "edit_shopping_item" => "Changed what was asked for",
        "withdraw_shopping_item" => "Taken off the shopping list",
        "start_review" => "Took up for review",
        "approve_shopping_items" => "Approved",
        "reject_shopping_items" => "Rejected",
        "promote_candidate_part" => "Verified the part",
        "create_purchase_order" => "Put on an order",
        "edit_purchase_order" => "Changed the order",
        "place_purchase_order" => "Placed the order",
        "cancel_order_line" => "Cancelled on the order",
        "cancel_purchase_order" => "Cancelled the order",
        "attach_order_document" => "Attached papers",
        "mark_item_missing" => "Marked as missing",
        "mark_item_installed" => "Marked as installed",
        "take_back_mark" => "Took a mark back",
        "price_posting" => "Gave the price",
        "set_budget" => "Set the budget",
        "start_receiving" => "Opened a delivery",
        "begin_counting" => "Began counting",
        "add_receiving_line" => "Added a row",
        "set_delivered" => "Counted",
        "tick_line" => "Ticked",
        "untick_line" => "Took the tick off",
        "set_line_note" => "Wrote on a row",
        "set_discrepancy" => "Said what is wrong",
        "resolve_unknown_line" => "Said what a row is",
        "set_install_now" => "Said what is installed straight away",
        "set_storage_location" => "Said where it is stored",
        "set_return_to_list" => "Said whether it is asked for anew",
        "move_to_review" => "Turned to looking through",
        "back_to_counting" => "Went back to counting",
        "commit_receiving" => "Committed the delivery",
        "cancel_receiving" => "Cancelled the delivery",
        "take_over_session" => "Took the delivery over",
        "take_back_installed" => "Took back what was installed",
        "confirm_over_delivery" => "Said that more came than was ordered",
        "add_to_handover" => "Added to the handover",
        "sign_over_handover" => "Signed the handover over",
        "acknowledge_handover" => "Took the handover over",
        other => return field_label(other),
    };
    phrase.to_owned()
}

/// "This fault", for a sentence about a record of that table.
#[must_use]
pub fn this_record(table: &str) -> &'static str {
    match table {
        "pms_faults" => "This fault",
        "pms_work_orders" => "This work order",
        "pms_work_order_notes" => "This note",
        "pms_work_order_parts" => "This planned part",
        "pms_work_order_checklist" => "This checklist line",
        "pms_equipment" => "This equipment",
        "pms_equipment_parts" => "This line of the spare-part list",
        "pms_parts" => "This part",
        "pms_locations" => "This storage place",
        "pms_inventory_transactions" => "This movement",
        "pms_part_usage" => "This usage",
        "pms_suppliers" => "This supplier",
        "pms_attachments" => "This file",
        "pms_synonyms" => "This word",
        "pms_documents" => "This manual",
        "pms_document_equipment" => "This link between manual and equipment",
        "pms_pinned_pages" => "This pinned page",
        "pms_fault_code_sections" => "This place of a fault code",
        "pms_vessels" => "The vessel",
        "pms_crew" => "This person",
        "pms_ship_time" => "The ship's clocks",
        "pms_handover" => "This handover entry",
        "pms_handover_signatures" => "This signature under a handover",
        "pms_shopping_list_items" => "This shopping list item",
        "pms_purchase_orders" => "This purchase order",
        "pms_purchase_order_lines" => "This line of an order",
        "pms_shopping_list_marks" => "This mark on an item",
        "pms_finance_transactions" => "This posting",
        "pms_budgets" => "This budget",
        "pms_receiving_sessions" => "This delivery",
        "pms_receiving_lines" => "This row of a delivery",
        "pms_receiving_discrepancies" => "What is wrong with a row",
        _ => "This record",
    }
}

/// A field's name as people read it: `due_on` → "Due on", `parent_id` → "Parent".
#[must_use]
pub fn field_label(field: &str) -> String {
    let name = field.rsplit('.').next().unwrap_or(field);
    let plain = name.strip_suffix("_id").unwrap_or(name).replace('_', " ");
    let mut letters = plain.chars();
    letters.next().map_or_else(
        || "The form".to_owned(),
        |first| first.to_uppercase().collect::<String>() + letters.as_str(),
    )
}

/// "1 note", "3 notes".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// "3,000": digits in groups of three.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// How long ago, roughly, in words.
#[must_use]
pub fn age(hours: f64) -> String {
    if hours < 1.0 {
        "less than an hour old".to_owned()
    } else if hours < 48.0 {
        format!("{} old", count(hours as usize, "hour", "hours"))
    } else {
        format!("{} old", count((hours / 24.0) as usize, "day", "days"))
    }
}

/// How a work order's state reads.
#[must_use]
pub const fn work_order_status(status: crate::tables::WorkOrderStatus) -> &'static str {
    use crate::tables::WorkOrderStatus as S;
    match status {
        S::Candidate => "not started",
        S::Active => "in progress",
        S::Completed => "completed",
        S::Cancelled => "cancelled",
    }
}

/// How the state of a shopping list item reads.
#[must_use]
pub const fn item_status(status: crate::tables::ItemStatus) -> &'static str {
    use crate::tables::ItemStatus as S;
    match status {
        S::Candidate => "asked for",
        S::UnderReview => "under review",
        S::Approved => "approved",
        S::Rejected => "rejected",
        S::Ordered => "ordered",
        S::Cancelled => "cancelled",
    }
}

/// How the state of a delivery reads.
#[must_use]
pub const fn session_status(status: crate::tables::SessionStatus) -> &'static str {
    use crate::tables::SessionStatus as S;
    match status {
        S::Candidate => "not counted yet",
        S::Active => "being counted",
        S::Review => "being looked through",
        S::Committed => "committed",
        S::Cancelled => "cancelled",
    }
}

/// How what is wrong with units of a delivery reads.
#[must_use]
pub const fn discrepancy(kind: crate::tables::DiscrepancyKind) -> &'static str {
    use crate::tables::DiscrepancyKind as K;
    match kind {
        K::Missing => "missing",
        K::Damaged => "damaged",
        K::Incorrect => "incorrect",
    }
}

/// How a category of handover entries reads.
#[must_use]
pub const fn handover_category(category: crate::tables::HandoverCategory) -> &'static str {
    use crate::tables::HandoverCategory as C;
    match category {
        C::Urgent => "urgent",
        C::InProgress => "in progress",
        C::Completed => "completed",
        C::Watch => "keep an eye on",
        C::Fyi => "for information",
    }
}

/// How a kind of movement reads.
#[must_use]
pub const fn movement_kind(kind: crate::tables::MovementKind) -> &'static str {
    use crate::tables::MovementKind as K;
    match kind {
        K::Initial => "first count",
        K::Used => "used",
        K::Returned => "brought back",
        K::Adjusted => "counted",
        K::Transferred => "carried to another place",
        K::WrittenOff => "written off",
        K::Reversed => "reversed",
        K::Received => "received",
    }
}

/// A stored word as people read it: `false_alarm` → "false alarm".
#[must_use]
pub fn plain(word: &str) -> String {
    word.replace('_', " ")
}
