/** The sheet of every act, opened where the window offers it, and held to every rule. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";

let host;
let page;
let person;
let opened;
/** Records of the demo vessel, found once. */
const at = {};

seatOnDemo(CHIEF, async (seat) => {
  ({ host, page, person, opened } = seat);
  await findRecords();
});

async function findRecords() {
  const first = async (command, filters = {}) =>
    (await host.call(command, { limit: 1, filters })).rows[0];
  const list = (command, filters) => host.call(command, { limit: 200, filters });
  const free = (await list("fault_list", { status: ["open"] })).rows.find(
    (row) => row.open_work_orders === 0,
  );
  at.fault = `work/faults/${free.id}`;
  const dripping = (await list("fault_list")).rows.find(({ title }) =>
    title.startsWith("Water dripping"),
  );
  at.photographed = `work/faults/${dripping.id}`;
  at.resolved = `work/faults/${(await first("fault_list", { status: ["resolved"] })).id}`;
  at.candidate = `work/orders/${(await first("work_order_list", { status: ["candidate"] })).id}`;
  at.completed = `work/orders/${(await first("work_order_list", { status: ["completed"] })).id}`;
  const active = (await list("work_order_list", { status: ["active"] })).rows;
  const pages = await Promise.all(active.map(({ id }) => host.call("work_order_page", { id })));
  const planned = pages.find((one) => one.parts.length > 0);
  at.active = `work/orders/${planned.work_order.id}`;
  at.partName = planned.parts[0].part.label;
  at.ticked = `work/orders/${pages.find((one) => one.checklist.length > 0)?.work_order.id}`;
  at.equipment = `equipment/${free.equipment.id}`;
  const spare = await host.call("equipment_page", { id: free.equipment.id });
  at.spareName = spare.spare_parts[0]?.part.label;
  at.part = `stores/parts/${(await first("part_list")).id}`;
  const stocked = (await list("part_list", { stock_status: ["in_stock"] })).rows[0];
  at.stocked = `stores/parts/${stocked.id}`;
  at.placeName = (await host.call("part_page", { id: stocked.id })).places[0].location.label;
  const { groups } = await host.call("handover_page", {});
  const entries = groups.flatMap(({ lines }) => lines);
  at.entry = `handover/entries/${entries.find(({ entry }) => !entry.is_signed_over).entry.id}`;
  at.signed = `handover/signed/${(await host.call("handover_signed_list", {})).rows[0].id}`;
  const { rows: manuals } = await host.call("document_list", {});
  const coded = manuals.find(({ document }) => /engine/i.test(document.title)) ?? manuals[0];
  at.manual = `manuals/${coded.document.id}`;
  at.old = `manuals/${manuals.find(({ document }) => document.status === "superseded").document.id}`;
  const { mappings, pins } = await host.call("document_page", { id: coded.document.id });
  at.mapped = mappings[0].mapping.code;
  at.pinned = `work/orders/${pins[0].order.id}`;
  at.pinnedPage = pins[0].pin.page;
  const supplier = (await list("supplier_list")).rows.find((row) => !row.supplier.is_retired);
  const postings = (await host.call("posting_list", { limit: 200 })).rows;
  at.posting = `stores/postings/${postings.find((line) => !line.is_taken_back).id}`;
  at.supplier = `stores/suppliers/${supplier.supplier.id}`;
  at.draft = `stores/orders/${(await first("order_list", { state: ["draft"] })).id}`;
  const placed = await first("order_list", { state: ["partially_received"] });
  at.placed = `stores/orders/${placed.id}`;
  const left = await first("delivery_list", { section: ["to_look_through"] });
  at.delivery = `stores/deliveries/${left.id}`;
  const delivery = async (status) => (await first("delivery_list", { status: [status] })).id;
  const rowsOf = async (id) => (await host.call("delivery_page", { id })).rows;
  const nameOf = ({ part, description }) => part?.name ?? description;
  const [counted, committed] = [await delivery("active"), await delivery("committed")];
  at.counted = `stores/deliveries/${counted}`;
  at.prepared = `stores/deliveries/${await delivery("candidate")}`;
  at.committed = `stores/deliveries/${committed}`;
  at.reviewed = `stores/deliveries/${await delivery("review")}`;
  const rows = await rowsOf(counted);
  at.unknownRow = nameOf(rows.find((row) => row.is_unknown));
  at.knownRow = nameOf(rows.find((row) => !row.is_unknown && !row.is_ignored));
  at.installedRow = nameOf((await rowsOf(committed)).find((row) => row.installed !== "0"));
  const { lines } = await host.call("order_page", { id: placed.id });
  at.awaitedName = lines.find(({ offers }) => offers.length > 0).part.label;
  const items = async (tab) =>
    (await list("shopping_list", { tab: [tab], department: ["engineering"] })).rows;
  const asked = await items("candidate");
  const item = (one) => `stores/shopping?item=${one.id}`;
  at.asked = item(asked.find((one) => !one.is_candidate_part));
  at.unverified = item(asked.find((one) => one.is_candidate_part));
  at.awaited = item((await items("awaiting_receipt"))[0]);
}

/** An act under "More" of one row of a delivery. */
async function onRowOf(name, label) {
  await person.button(`Acts on ${name}`).click();
  await page.getByRole("menuitem", { name: label }).first().click();
}

const onRow = (title, label) => ({
  title,
  path: () => at.counted,
  open: () => onRowOf(at.knownRow, label),
});

/** An act by its button on a page. */
const act = (title, path, button = title) => ({ title, path, open: () => person.openAct(button) });

const SHEETS = {
  report_fault: act("Report fault", () => "now"),
  edit_fault: act("Edit fault", () => at.fault, "Edit"),
  resolve_fault: act("Resolve fault", () => at.fault, "Resolve"),
  reopen_fault: act("Reopen fault", () => at.resolved, "Reopen"),
  create_work_order_from_fault: act(
    "Create work order from fault",
    () => at.fault,
    "Create work order",
  ),
  create_work_order: act("Create work order", () => "now"),
  edit_work_order: act("Edit work order", () => at.active, "Edit"),
  assign_work_order: act("Assign work order", () => at.active, "Assign"),
  start_work_order: act("Start work order", () => at.candidate, "Start"),
  cancel_work_order: act("Cancel work order", () => at.active),
  add_note_to_work_order: act("Add note", () => at.active),
  add_part_to_work_order: act("Add part", () => at.active),
  change_part_line: {
    title: "Change part line",
    path: () => at.active,
    open: () => person.button(`Change ${at.partName}`).first().click(),
  },
  add_checklist_item: act("Add checklist item", () => at.active, "Add lines"),
  copy_checklist: act("Copy checklist", () => at.active, "Copy from earlier"),
  mark_work_order_complete: act("Complete work order", () => at.active, "Complete"),
  correct_work_order: act("Correct completed work order", () => at.completed, "Add correction"),
  add_to_handover: act("Add to handover", () => "handover"),
  edit_handover_entry: act("Edit handover entry", () => at.entry, "Edit"),
  close_handover_entry: act("Mark entry done", () => at.entry, "Mark done"),
  withdraw_handover_entry: act("Withdraw entry", () => at.entry, "Withdraw"),
  sign_over_handover: act("Sign over", () => "handover"),
  acknowledge_handover: act("Take over", () => at.signed),
  set_ship_time: act("Set ship’s time", () => "settings/time"),
  add_equipment: act("Add equipment", () => "equipment"),
  edit_equipment: act("Edit equipment", () => at.equipment, "Edit"),
  move_equipment: act("Move equipment", () => at.equipment, "Move"),
  retire_equipment: act("Retire equipment", () => at.equipment, "Retire"),
  link_part: act("Add to spare-part list", () => at.equipment, "Add spare part"),
  unlink_part: {
    title: "Remove from spare-part list",
    path: () => at.equipment,
    open: () => person.button(`Remove ${at.spareName} from the spare-part list`).click(),
  },
  add_part: act("Add part", () => "stores"),
  edit_part: act("Edit part", () => at.part, "Edit"),
  retire_part: act("Retire part", () => at.part, "Retire"),
  add_location: act("Add storage place", () => "stores/locations"),
  edit_location: {
    ...act("Edit storage place", () => "stores/locations"),
    open: () => onFirstPlace("Edit"),
  },
  retire_location: {
    ...act("Retire storage place", () => "stores/locations"),
    open: () => onFirstPlace("Retire"),
  },
  attach_file: act("Attach photos and papers", () => at.fault, "Attach"),
  withdraw_attachment: {
    title: "Withdraw a file",
    path: () => at.photographed,
    open: () =>
      person
        .button(/^Withdraw /)
        .first()
        .click(),
  },
  log_part_usage: act("Log parts used", () => at.active, "Log usage"),
  adjust_stock: onFirstStock("Correct stock by a count", "Count"),
  transfer_stock: onFirstStock("Transfer stock", "Transfer"),
  write_off: onFirstStock("Write off", "Write off"),
  add_supplier: act("Add supplier", () => "stores/suppliers"),
  edit_supplier: act("Edit supplier", () => at.supplier, "Edit"),
  retire_supplier: act("Retire supplier", () => at.supplier, "Retire"),
  create_purchase_order: act("New purchase order", () => "stores/orders", "New order"),
  edit_purchase_order: act("Change a draft", () => at.draft, "Edit"),
  place_purchase_order: act("Place the order", () => at.draft, "Place order"),
  start_receiving: act("Receive a delivery", () => "stores/deliveries"),
  cancel_receiving: act("Cancel a delivery", () => at.delivery, "Cancel"),
  begin_counting: act("Begin counting", () => at.prepared),
  add_receiving_line: act("Add a row", () => at.counted, "Add row"),
  set_discrepancy: onRow("What is wrong with a row", "Something is wrong"),
  set_install_now: onRow("Install straight away", "Install now"),
  set_storage_location: onRow("Where a row is stored", "Storage place"),
  set_line_note: onRow("Word on a row", "Note"),
  resolve_unknown_line: {
    title: "What a row is",
    path: () => at.counted,
    open: () => person.button(`Say what it is: ${at.unknownRow}`).click(),
  },
  commit_receiving: act("Commit a delivery", () => at.reviewed, "Sign and commit"),
  take_back_installed: {
    title: "Take back what was installed",
    path: () => at.committed,
    open: () => onRowOf(at.installedRow, "Take back"),
  },
  take_over_session: act("Take a delivery over", () => at.delivery, "Take over"),
  cancel_purchase_order: act("Cancel the order", () => at.placed, "Cancel order"),
  cancel_order_line: {
    title: "Cancel on the order",
    path: () => at.placed,
    open: async () => {
      await person.button(`Acts on ${at.awaitedName}`).click();
      await page.getByRole("menuitem", { name: "Cancel" }).click();
    },
  },
  attach_order_document: act("Attach papers to the order", () => at.placed, "Attach"),
  set_budget: act("Set a budget", () => "stores/postings?show=budgets", "Set budget"),
  price_posting: act("Price of a posting", () => at.posting, "Give price"),
  add_document: act("Add manuals", () => "manuals"),
  edit_document: act("Edit manual", () => at.manual, "Edit"),
  supersede_document: act("A newer manual", () => at.manual, "A newer one took its place"),
  retire_document: act("Retire manual", () => at.manual, "Retire"),
  link_document: act("Equipment of a manual", () => at.manual, "Link equipment"),
  confirm_mapping: {
    title: "Confirm fault codes",
    path: () => at.manual,
    open: async () => {
      await person.button("Choose all that are shown").click();
      await page.getByRole("button", { name: /^Confirm \d+ codes$/ }).click();
    },
  },
  correct_mapping: act("Where a fault code stands", () => at.manual, "Correct a code"),
  withdraw_mapping: {
    title: "Withdraw a code’s place",
    path: () => at.manual,
    open: async () => {
      await person.button(`Acts for ${at.mapped}`).click();
      await page.getByRole("menuitem", { name: "Withdraw" }).click();
    },
  },
  pin_page: {
    title: "Pin a page",
    path: () => `${at.manual}/read`,
    open: () => person.openAct("Pin to work order"),
  },
  unpin_page: {
    title: "Take a page off",
    path: () => at.pinned,
    open: async () => {
      await person.button(`Acts for page ${at.pinnedPage}`).click();
      await page.getByRole("menuitem", { name: "Take off" }).click();
    },
  },
  add_shopping_item: act(
    "Add to the shopping list",
    () => "stores/shopping",
    "Add to shopping list",
  ),
  edit_shopping_item: act("Change an item", () => at.asked, "Edit"),
  withdraw_shopping_item: act("Take off the shopping list", () => at.asked, "Withdraw"),
  start_review: act("Review items", () => at.asked, "Take up for review"),
  approve_shopping_items: act("Approve items", () => at.asked, "Approve"),
  reject_shopping_items: act("Reject items", () => at.asked, "Reject"),
  promote_candidate_part: act("Verify a part", () => at.unverified, "Verify part"),
  mark_item_missing: act("Mark as missing", () => at.awaited, "Missing"),
  mark_item_installed: act("Mark as installed", () => at.awaited, "Installed"),
  take_back_mark: {
    title: "Take a mark back",
    path: () => at.awaited,
    open: async () => {
      await person.button("More on this mark").first().click();
      await page.getByRole("menuitem", { name: "Take back" }).click();
    },
  },
  edit_synonyms: act("Own word", () => "settings/words", "Add word"),
  set_open_search: act("Search on the lock screen", () => "settings/words", "Open or close"),
  add_crew: act("Add person", () => "settings/people"),
  set_role: {
    ...act("Set role", () => "settings/people"),
    open: () => onPerson("Jānis Bērziņš", "Set role"),
  },
  invite_workstation: act("Invite a workstation", () => "settings/workstations"),
  choose_pin: {
    ...act("Choose PIN", () => "settings/people"),
    open: () => onPerson(CHIEF, "Choose PIN"),
  },
};

/** An act on what lies at one place, by "More" beside its figure. */
function onFirstStock(title, name) {
  const open = async () => {
    await person.button(`Stock acts for ${at.placeName}`).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  return { title, path: () => at.stocked, open };
}

async function onFirstPlace(button) {
  await page.getByRole("treeitem").first().click();
  await person.openAct(button);
}

/** By "More" in the person's row; a PIN is chosen by its owner alone. */
async function onPerson(name, button) {
  await person.button(`Acts for ${name}`).click();
  await page.getByRole("menuitem", { name: button }).click();
}

for (const [action, { title, path, open }] of Object.entries(SHEETS)) {
  test(`sheet ${action}`, async (t) => {
    const entries = await host.entries();
    await person.goTo(path());
    await open();
    await person.sheet.waitFor();
    await person.settled();
    assert.equal(await person.sheet.getByRole("heading").first().innerText(), title);
    await survey(t, page, `sheet-${action}`);
    await person.sheet.focus();
    await page.keyboard.press("Escape");
    await person.sheet.waitFor({ state: "hidden" });
    assert.equal(await host.entries(), entries, "opening and closing left a trace");
    assert.deepEqual(opened.troubles.splice(0), []);
  });
}

test("a tick is one act, carried out at once, with who and when beside it", async (t) => {
  await person.goTo(at.ticked);
  const entries = await host.entries();
  const tick = page.locator("main").getByRole("checkbox", { checked: false }).first();
  await tick.locator("xpath=ancestor::label").click();
  await page.waitForFunction(() => document.querySelectorAll("main input:checked").length > 0);
  await page.locator("main").getByText(new RegExp(CHIEF)).first().waitFor();
  await survey(t, page, "checklist-ticked");
  assert.equal(await host.entries(), entries + 1);
});

test("the hours grid takes a reading, doubts a lower one once, and writes it", async (t) => {
  await person.goTo("equipment/hours");
  const entries = await host.entries();
  const fields = page.getByRole("textbox", { name: /^New reading of / });
  await fields.first().fill("1");
  await page.keyboard.press("Enter");
  await person.button("Record 1 reading").click();
  await page.getByText("One figure needs a look before it is recorded.").waitFor();
  assert.equal(await host.entries(), entries);
  await survey(t, page, "hours-doubt");
  await page
    .getByRole("button", { name: /The figure is right/ })
    .or(page.getByText("The figure is right"))
    .first()
    .click();
  await person.button("Record 1 reading").click();
  await page.getByText("1 reading recorded.").waitFor();
  assert.equal(await host.entries(), entries + 1);
});

test("every act of the program has its sheet here, or its own place on a page", async () => {
  const acts = (await host.call("action_list")).map(({ name }) => name);
  const elsewhere = ["tick_checklist", "record_running_hours"];
  // A count has its own page (counting.test.mjs); these need a movement first (story-by-mouse.test.mjs).
  elsewhere.push("count_location", "return_to_stores", "reverse_movement");
  // These are done where a delivery is counted, or need something counted first: receiving.test.mjs.
  elsewhere.push("tick_line", "untick_line", "set_delivered", "set_return_to_list");
  elsewhere.push("move_to_review", "back_to_counting");
  // Lists are brought in on a page of their own: lists.test.mjs.
  elsewhere.push(...acts.filter((name) => name.startsWith("import_")));
  // These need a second workstation or a shore: workstations.test.mjs and conflicts.test.mjs.
  const betweenMachines = ["connect_shore", "confirm_device", "close_device", "resolve_conflict"];
  betweenMachines.push("confirm_over_delivery");
  // At the terminal only, until they have a form.
  const listed = new URL("../../ui/src/frame/without-screen.json", import.meta.url);
  const withoutScreen = JSON.parse(readFileSync(listed, "utf8"));
  const placed = [...Object.keys(SHEETS), ...elsewhere, ...betweenMachines, ...withoutScreen];
  const missing = acts.filter((name) => !placed.includes(name));
  assert.deepEqual(missing, []);
});
