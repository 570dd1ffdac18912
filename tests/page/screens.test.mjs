/** Every screen of the window on the demo vessel: reached, looked at, and held to every rule. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seatOnDemo } from "../harness/seat.mjs";
import { met, survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";

let host;
let opened;
let person;

seatOnDemo(CHIEF, (seat) => ({ host, opened, person } = seat));

const first = async (command, filters = {}) => {
  const { rows } = await host.call(command, { limit: 1, filters });
  assert.ok(rows[0], `the demo vessel has a ${command} ${JSON.stringify(filters)}`);
  return rows[0];
};
async function placeWithStock() {
  const { places } = await host.call("part_page", { id: (await first("part_list")).id });
  return places[0].location.id;
}
async function firstEntry() {
  return (await host.call("handover_page", {})).groups[0].lines[0].entry.id;
}
async function withAppendix() {
  const { rows } = await host.call("handover_signed_list", {});
  return rows.find((line) => line.with_appendix && line.answers.length > 1).id;
}
const faultIn = async (status) =>
  `work/faults/${(await first("fault_list", { status: [status] })).id}`;
const orderIn = async (status) =>
  `work/orders/${(await first("work_order_list", { status: [status] })).id}`;

/** Name → where it lies, and what its heading says. */
const SCREENS = {
  now: { path: async () => "now", heading: "Now" },
  "fault-list": { path: async () => "work/faults", heading: "Work" },
  "fault-open": { path: () => faultIn("open") },
  "fault-resolved": { path: () => faultIn("resolved") },
  "work-order-list": { path: async () => "work/orders", heading: "Work" },
  "work-order-candidate": { path: () => orderIn("candidate") },
  "work-order-active": { path: () => orderIn("active") },
  "work-order-completed": { path: () => orderIn("completed") },
  "work-order-cancelled": { path: () => orderIn("cancelled") },
  "equipment-tree": { path: async () => "equipment", heading: "Equipment" },
  "equipment-page": {
    path: async () => `equipment/${(await first("fault_list", { status: ["open"] })).equipment.id}`,
  },
  "running-hours": { path: async () => "equipment/hours", heading: "Running hours" },
  "part-list": { path: async () => "stores", heading: "Stores" },
  "part-page": { path: async () => `stores/parts/${(await first("part_list")).id}` },
  "part-movements": {
    path: async () => `stores/parts/${(await first("part_list")).id}/movements`,
  },
  "place-movements": { path: async () => `stores/locations/${await placeWithStock()}/movements` },
  "count-sheet": { path: async () => `stores/locations/${await placeWithStock()}/count` },
  "supplier-list": { path: async () => "stores/suppliers", heading: "Stores" },
  "posting-list": { path: async () => "stores/postings", heading: "Spend" },
  budgets: { path: async () => "stores/postings?show=budgets", heading: "Spend" },
  "posting-page": {
    path: async () =>
      `stores/postings/${(await host.call("posting_list", { limit: 1 })).rows[0].id}`,
  },
  locations: { path: async () => "stores/locations", heading: "Stores" },
  handover: { path: async () => "handover", heading: "Handover" },
  "handover-entry": { path: async () => `handover/entries/${await firstEntry()}` },
  "handover-signed-list": { path: async () => "handover/signed", heading: "Handover" },
  "handover-signed-page": { path: async () => `handover/signed/${await withAppendix()}` },
  "record-list": { path: async () => "record", heading: "Record" },
  "record-entry": {
    path: async () => {
      const { entry } = (await host.newest())[0];
      return `record/${entry.device}/${entry.seq}`;
    },
  },
  "settings-workstation": { path: async () => "settings", heading: "Settings" },
  "settings-people": { path: async () => "settings/people", heading: "Settings" },
  "settings-ship-time": { path: async () => "settings/time", heading: "Settings" },
  "settings-sync": { path: async () => "settings/sync", heading: "Settings" },
  "settings-workstations": { path: async () => "settings/workstations", heading: "Settings" },
  "settings-exchanges": { path: async () => "settings/exchanges", heading: "Settings" },
  "settings-lists": { path: async () => "settings/lists", heading: "Settings" },
  "settings-words": { path: async () => "settings/words", heading: "Settings" },
  "settings-about": { path: async () => "settings/about", heading: "Settings" },
};

for (const [name, { path, heading }] of Object.entries(SCREENS)) {
  test(`screen ${name}`, async (t) => {
    await person.goTo(await path());
    const title = opened.page.locator("main").getByRole("heading").first();
    await title.waitFor();
    if (heading) assert.equal(await title.innerText(), heading);
    await survey(t, opened.page, name);
    // What a phone called its photo is a name, and stands as it is.
    const words = (await opened.page.locator("main").innerText()).replaceAll(/\bIMG_\d+\b/g, "");
    assert.doesNotMatch(words, /[0-9a-f]{8}-[0-9a-f]{4}-8/, "a UUID is on screen");
    assert.doesNotMatch(words, /\b\w+_\w+\b/, "a raw enumeration is on screen");
    assert.deepEqual(opened.troubles.splice(0), []);
  });
}

test("an address that does not exist says so and leads on", async (t) => {
  await person.goTo("nowhere/at/all");
  await opened.page.getByText("This page does not exist").waitFor();
  await survey(t, opened.page, "not-found");
});

test("the open tree of equipment", async (t) => {
  await person.goTo("equipment");
  const first = opened.page.getByRole("treeitem").first();
  // A click would leave for the machine's own page.
  await first.focus();
  await opened.page.keyboard.press("ArrowRight");
  await opened.page.locator('[role="treeitem"][aria-level="2"]').first().waitFor();
  await survey(t, opened.page, "equipment-tree-open");
});

test("a chosen storage place", async (t) => {
  await person.goTo("stores/locations");
  await opened.page.getByRole("treeitem").first().click();
  await person.settled();
  await survey(t, opened.page, "location-chosen");
});

test("the record is verified with progress and found intact", async (t) => {
  await person.goTo("record");
  await person.button("Verify the record").click();
  await opened.page.getByText("The record is intact").waitFor({ timeout: 60_000 });
  await survey(t, opened.page, "record-verified");
});

test("the menus: brilliance, More, a filter", async (t) => {
  await person.goTo(await orderIn("active"));
  await person.button("Brilliance").click();
  await survey(t, opened.page, "menu-brilliance", { gloves: false });
  await opened.page.keyboard.press("Escape");
  await person.button("More").click();
  await survey(t, opened.page, "menu-more", { gloves: false });
  await opened.page.keyboard.press("Escape");
  await person.goTo("work/faults");
  await opened.page.getByRole("combobox", { name: "Severity" }).click();
  await survey(t, opened.page, "menu-filter", { gloves: false });
  await opened.page.keyboard.press("Escape");
});

test("every kind of thing and state was measured", () => {
  for (const kind of ["texts", "icons", "controls", "focusable", "selected", "disabled"]) {
    assert.ok((met[kind] ?? 0) > 0, `contrast met no ${kind}`);
  }
});
