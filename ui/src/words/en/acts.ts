/**
 * Act names: `title` heads the sheet, `button` stands on the page, `commit` on the last button,
 * and `done` heads the done step.
 */
export interface ActWords {
  title: string;
  button: string;
  commit: string;
  done: string;
}

const act = (title: string, button: string, commit: string, done: string): ActWords => ({
  title,
  button,
  commit,
  done,
});

export const acts = {
  report_fault: act("Report fault", "Report fault", "Report", "Fault reported"),
  edit_fault: act("Edit fault", "Edit", "Save", "Fault changed"),
  resolve_fault: act("Resolve fault", "Resolve", "Resolve", "Fault resolved"),
  reopen_fault: act("Reopen fault", "Reopen", "Reopen", "Fault open again"),
  create_work_order_from_fault: act(
    "Create work order from fault",
    "Create work order",
    "Sign and create",
    "Work order created",
  ),
  create_work_order: act(
    "Create work order",
    "Create work order",
    "Sign and create",
    "Work order created",
  ),
  edit_work_order: act("Edit work order", "Edit", "Save", "Work order changed"),
  assign_work_order: act("Assign work order", "Assign", "Assign", "Work order assigned"),
  start_work_order: act("Start work order", "Start", "Start", "Work order started"),
  cancel_work_order: act(
    "Cancel work order",
    "Cancel work order",
    "Cancel work order",
    "Work order cancelled",
  ),
  add_note_to_work_order: act("Add note", "Add note", "Add note", "Note added"),
  add_part_to_work_order: act("Add part", "Add part", "Add to work order", "Part added"),
  change_part_line: act("Change part line", "Change", "Save", "Part line changed"),
  log_part_usage: act("Log parts used", "Log usage", "Log", "Usage logged"),
  return_to_stores: act("Return to stores", "Return to stores", "Return", "Returned to stores"),
  add_checklist_item: act("Add checklist item", "Add item", "Add", "Checklist item added"),
  copy_checklist: act("Copy checklist", "Copy from earlier work", "Copy", "Checklist copied"),
  tick_checklist: act("Tick checklist item", "Tick", "Tick", "Item ticked"),
  mark_work_order_complete: act(
    "Complete work order",
    "Complete",
    "Sign and complete",
    "Work order completed",
  ),
  correct_work_order: act(
    "Correct completed work order",
    "Add correction",
    "Sign correction",
    "Correction added",
  ),
  record_running_hours: act("Record running hours", "Record hours", "Record", "Hours recorded"),
  set_ship_time: act("Set ship’s time", "Set ship’s time", "Set", "Ship’s time set"),
  add_equipment: act("Add equipment", "Add equipment", "Add", "Equipment added"),
  edit_equipment: act("Edit equipment", "Edit", "Save", "Equipment changed"),
  move_equipment: act("Move equipment", "Move", "Move", "Equipment moved"),
  retire_equipment: act("Retire equipment", "Retire", "Retire", "Equipment retired"),
  add_part: act("Add part", "Add part", "Add", "Part added"),
  edit_part: act("Edit part", "Edit", "Save", "Part changed"),
  retire_part: act("Retire part", "Retire", "Retire", "Part retired"),
  link_part: act("Add to spare-part list", "Add spare part", "Add", "Spare part added"),
  unlink_part: act("Remove from spare-part list", "Remove", "Remove", "Spare part removed"),
  add_location: act("Add storage place", "Add storage place", "Add", "Storage place added"),
  edit_location: act("Edit storage place", "Edit", "Save", "Storage place changed"),
  retire_location: act("Retire storage place", "Retire", "Retire", "Storage place retired"),
  adjust_stock: act("Correct stock by a count", "Count", "Sign and write", "Count written"),
  count_location: act("Write the count", "Write the count", "Sign the count", "Count written"),
  transfer_stock: act("Transfer stock", "Transfer", "Transfer", "Stock transferred"),
  write_off: act("Write off", "Write off", "Sign and write off", "Written off"),
  reverse_movement: act("Reverse movement", "Reverse", "Reverse", "Movement reversed"),
  add_supplier: act("Add supplier", "Add supplier", "Add", "Supplier added"),
  edit_supplier: act("Edit supplier", "Edit", "Save", "Supplier changed"),
  retire_supplier: act("Retire supplier", "Retire", "Retire", "Supplier retired"),
  add_crew: act("Add person", "Add person", "Sign and add", "Person added"),
  set_role: act("Set role", "Set role", "Sign and set", "Role set"),
  choose_pin: act("Choose PIN", "Choose PIN", "Set PIN", "PIN set"),
  connect_shore: act(
    "Connect with the shore",
    "Connect with the shore",
    "Sign and connect",
    "Connected with the shore",
  ),
  invite_workstation: act(
    "Invite a workstation",
    "Invite a workstation",
    "Sign and show the code",
    "The code is ready",
  ),
  confirm_device: act(
    "Confirm workstation",
    "Confirm",
    "Sign and confirm",
    "Workstation confirmed",
  ),
  close_device: act(
    "Close workstation",
    "Close this workstation",
    "Sign and close",
    "Workstation closed",
  ),
  resolve_conflict: act("Settle conflict", "Settle", "Keep this one", "Settled"),
} as const satisfies Record<string, ActWords>;
