/** Every act of equipment, stores, people and ship's time: by mouse, and once each by keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { DEMO_PIN } from "../harness/host.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { glance } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const DAY_MS = 86_400_000;

let host;
let page;
let person;
let keys;
let opened;

seatOnDemo(CHIEF, (seat) => ({ host, page, person, keys, opened } = seat));

const main = () => page.locator("main");
/** The newest entry is this act, by the chief. */
async function wrote(action) {
  const [entry] = await host.newest();
  assert.deepEqual([entry.action, entry.by], [action, CHIEF]);
}
test("equipment", async (t) => {
  const chapter = chapters(t);

  await chapter("a space by mouse and a machine in it by keys", async () => {
    await person.goTo("equipment");
    await person.openAct("Add equipment");
    await person.field("Name").fill("Crane hold");
    await person.field("Code").fill("TG-1");
    await person.sheet.getByText("Space", { exact: true }).click();
    await person.sheetButton("Add").click();
    await person.sheet.getByText("Equipment added").waitFor();
    await person.sheetButton("Open Crane hold").click();
    await person.heading("Crane hold").waitFor();
    await wrote("add_equipment");

    await person.openByKeys("Alt+a");
    await keys.at("Name");
    await keys.type("Hold crane");
    await keys.tabTo("Code");
    await keys.type("TG-1-C");
    await person.commitByKeys("Equipment added");
    await main().getByRole("link", { name: "Hold crane" }).click();
    await person.heading("Hold crane").waitFor();
  });

  await chapter("edited by mouse and by keys", async () => {
    await person.openAct("Edit");
    await person.field("Maker").fill("Opacmare");
    await person.sheetButton("Save").click();
    await person.seesDone("Equipment changed");
    await main().getByText("Opacmare").first().waitFor();
    await wrote("edit_equipment");

    await person.openByKeys("Alt+e");
    await keys.tabTo("It has a running-hours counter");
    await keys.press("Space");
    await person.commitByKeys("Equipment changed");
    await main().getByText("The counter was never read").waitFor();
  });

  await chapter("moved by mouse, and back by keys", async () => {
    await person.openAct("Move");
    await person.sheetButton("Remove Crane hold").click();
    await person.sheetButton("Move").click();
    await person.seesDone("Equipment moved");
    assert.equal(await main().getByRole("link", { name: "Crane hold" }).count(), 0);
    await wrote("move_equipment");

    await person.openByKeys("Alt+m");
    await keys.tabTo("Stands under");
    await keys.type("crane hold");
    await page.getByRole("option", { name: /Crane hold/ }).waitFor();
    await keys.press("Enter");
    await person.shows("Stands under", "Crane hold");
    await person.commitByKeys("Equipment moved");
    await main().getByRole("link", { name: "Crane hold" }).waitFor();
  });

  await chapter("a machine cannot stand under itself, and the sheet says so", async () => {
    const entries = await host.entries();
    await main().getByRole("link", { name: "Crane hold" }).click();
    await person.heading("Crane hold").waitFor();
    await person.openAct("Move");
    await person.find("Stands under", "hold crane", "Hold crane");
    await person.sheetButton("Move").click();
    await person.sheet
      .getByText("Crane hold cannot stand under itself. Choose another place.")
      .waitFor();
    assert.equal(await host.entries(), entries);
    await keys.at("Stands under");
    await page.keyboard.press("Escape");
    await person.sheetButton("Close without saving").click();
    await person.sheet.waitFor({ state: "hidden" });
    await main().getByRole("link", { name: "Hold crane" }).click();
    await person.heading("Hold crane").waitFor();
  });

  await chapter(
    "a part put on the spare-part list by mouse and by keys, and taken off",
    async () => {
      await person.openAct("Add spare part");
      await person.find("Part", "impeller");
      await person.field("Quantity fitted").fill("2");
      await person.sheetButton("Add").click();
      await person.seesDone("Spare part added");
      await wrote("link_part");

      await keys.tabTo("Add spare part");
      await keys.press("Enter");
      await keys.tabTo("Part");
      await keys.type("v-belt");
      await page
        .getByRole("option", { name: /V-belt/i })
        .first()
        .waitFor();
      await keys.press("Enter");
      await page.waitForFunction(() => !document.querySelector('[role="listbox"]'));
      await person.commitByKeys("Spare part added");

      const lines = main().getByRole("list", { name: "Spare parts" }).getByRole("listitem");
      await lines.nth(1).waitFor();
      assert.equal(await lines.count(), 2);
      await glance(page, "spare-parts");
      const remove = main().getByRole("button", { name: /from the spare-part list$/ });
      await remove.first().click();
      await person.sheetButton("Remove").click();
      await person.seesDone("Spare part removed");
      await wrote("unlink_part");
      await remove.nth(1).waitFor({ state: "detached" });
      await remove.first().focus();
      await page.keyboard.press("Enter");
      await person.sheet.waitFor();
      await person.settled();
      await person.commitByKeys("Spare part removed");
      await main().getByText("No part is on its spare-part list.").waitFor();
    },
  );

  await chapter("retired with a reason by mouse and taken back by keys", async () => {
    await person.openAct("Retire");
    await person.giveReason("Landed with the tender in Antibes");
    await person.sheetButton("Retire").click();
    await person.seesDone("Equipment retired");
    await main().getByText("Retired: Landed with the tender in Antibes").first().waitFor();
    assert.equal(await main().getByRole("button", { name: "Report fault" }).count(), 0);
    await glance(page, "equipment-retired");
    await wrote("retire_equipment");

    await person.openByKeys("Alt+r");
    await keys.at("Reason");
    await keys.type("Back on board");
    await person.commitByKeys("Back in service");
    await main().getByRole("button", { name: "Edit", exact: true }).waitFor();
    await wrote("retire_equipment");
  });
});

test("running hours: a grid for the keys, and a doubtful figure is asked once", async () => {
  const grid = await host.call("running_hours_grid");
  const [first, second] = grid.filter((row) => row.hours !== null);
  const entries = await host.entries();
  await person.goTo("equipment/hours");
  const reading = (row) =>
    page.getByRole("textbox", { name: `New reading of ${row.equipment.label}, hours` });

  await reading(first).fill("3");
  await page.keyboard.press("Enter");
  await main()
    .getByText(/is lower than the last reading/)
    .waitFor();
  await glance(page, "hours-doubt");
  await page.keyboard.press("Control+Enter");
  await main().getByText("One figure needs a look before it is recorded.").waitFor();
  assert.equal(await host.entries(), entries, "nothing is written while a figure is in doubt");

  await person.button("Correct it").click();
  await keys.type(String(Number(first.hours) + 1).replace(".", ","));
  await reading(second).fill("4");
  await page.keyboard.press("Enter");
  await person.button("The figure is right").click();
  await main().locator(".chip", { hasText: "confirmed" }).waitFor();
  await page.keyboard.press("Control+Enter");
  await main().getByText("2 readings recorded.").waitFor();
  assert.equal(await host.entries(), entries + 1, "one act, asked once");
  await wrote("record_running_hours");
  const after = await host.call("running_hours_grid");
  const hours = (row) => after.find((line) => line.equipment.id === row.equipment.id).hours;
  assert.deepEqual([hours(first), hours(second)], [String(Number(first.hours) + 1), "4"]);

  await reading(first).fill("a lot");
  await page.keyboard.press("Control+Enter");
  await main()
    .getByText(/Write a number/)
    .waitFor();
  await person.button("Clear all").click();
  assert.equal(await host.entries(), entries + 1);
});

test("stores", async (t) => {
  const chapter = chapters(t);

  await chapter("a storage place by mouse, and one inside it by keys", async () => {
    await person.goTo("stores/locations");
    await person.openAct("Add storage place");
    await person.field("Code").fill("ZZ1");
    await person.field("Name").fill("Lazarette locker");
    await person.sheetButton("Add").click();
    await person.sheet.getByText("Storage place added").waitFor();
    await person.sheetButton("Open Lazarette locker").click();
    await person.heading("Lazarette locker").waitFor();
    await wrote("add_location");

    await person.openByKeys("Alt+a");
    await keys.at("Code");
    await keys.type("ZZ1-1");
    await keys.tabTo("Name");
    await keys.type("Drawer 1");
    await keys.tabTo("Stands in");
    await keys.type("lazarette");
    await page.getByRole("option", { name: /Lazarette locker/ }).waitFor();
    await keys.press("Enter");
    await person.shows("Stands in", "Lazarette locker");
    await person.commitByKeys("Storage place added");
    const places = await host.call("location_list");
    const of = (code) => places.find(({ location }) => location.code === code).location;
    assert.equal(of("ZZ1-1").parent_id, of("ZZ1").id);
  });

  await chapter("a place edited, retired and used again", async () => {
    await person.openAct("Edit");
    await person.field("Name").fill("Lazarette locker, port");
    await person.sheetButton("Save").click();
    await person.seesDone("Storage place changed");
    await wrote("edit_location");
    await person.heading("Lazarette locker, port").waitFor();

    await person.openByKeys("Alt+r");
    await person.giveReason("Turned into a dive locker");
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText("1 storage place is still in Lazarette locker, port.").waitFor();
    const places = await host.call("location_list");
    const place = (code) => places.find(({ location }) => location.code === code).location.id;
    const other = places.find(({ location }) => !location.code.startsWith("ZZ")).location.id;
    const params = { location: place("ZZ1-1"), parent: other };
    await host.call("action_commit", { action: "edit_location", params });
    await person.commitByKeys("Storage place retired");
    await main().getByText("Retired: Turned into a dive locker").first().waitFor();
    await wrote("retire_location");

    await person.openAct("Use again");
    await person.giveReason("Dive gear went to the garage");
    await person.sheetButton("Use again").click();
    await person.seesDone("Storage place is in use again");
    await main().getByRole("button", { name: "Edit", exact: true }).waitFor();
  });

  await chapter("a part added by keys with its first count, edited by mouse", async () => {
    await person.goTo("stores");
    await person.openByKeys("Alt+a");
    await keys.at("Name");
    await keys.type("Crane slewing seal");
    await keys.tabTo("Number");
    await keys.type("OPC-4411");
    await keys.tabTo("Unit");
    await page.keyboard.press("Control+a");
    await keys.type("pcs");
    await keys.tabTo("Usual place");
    await keys.type("lazarette");
    await page.getByRole("option", { name: /Lazarette locker, port/ }).waitFor();
    await keys.press("Enter");
    await keys.tabTo("First count");
    await keys.type("2");
    await keys.press("Control+Enter");
    await person.sheet.getByText("Part added").waitFor();
    await wrote("add_part");
    await person.sheetButton("Open Crane slewing seal").click();
    await person.heading("Crane slewing seal").waitFor();

    await person.openAct("Edit");
    await person.field("Minimum").fill("3");
    await person.sheetButton("Save").click();
    await person.seesDone("Part changed");
    await main().getByText("Low", { exact: true }).first().waitFor();
    await wrote("edit_part");
    await glance(page, "part-low");
  });

  await chapter("the part's page puts it on a machine's list", async () => {
    await person.openAct("Add where it fits");
    await person.find("Equipment", "hold crane", "Hold crane");
    await person.sheetButton("Add").click();
    await person.seesDone("Spare part added");
    await main().getByRole("link", { name: "Hold crane" }).waitFor();
  });

  await chapter("a part retired after what it warns of, and kept again by keys", async () => {
    await person.openAct("Retire");
    await person.sheet.getByText(/still in stores by the record/).waitFor();
    await person.giveReason("Replaced by a sealed bearing");
    await person.sheetButton("Retire").click();
    await person.seesDone("Part retired");
    await main().getByText("Retired: Replaced by a sealed bearing").first().waitFor();
    await wrote("retire_part");

    await person.openByKeys("Alt+r");
    await person.giveReason("The old crane came back");
    await person.commitByKeys("Part is kept again");
    await main().getByRole("button", { name: "Edit", exact: true }).waitFor();
  });
});

test("people and the ship's clocks", async (t) => {
  const chapter = chapters(t);
  const acts = (name) => main().getByRole("button", { name: `Acts for ${name}`, exact: true });

  await chapter("a person added by keys, signed with the PIN", async () => {
    await person.goTo("settings/people");
    await person.openByKeys("Alt+a");
    await keys.at("Name");
    await keys.type("Zoë Brekke");
    await keys.tabTo("Rank");
    await keys.type("3rd engineer");
    for (const [label, letter] of [
      ["Role", "engineer"],
      ["Department", "engineering"],
    ]) {
      await keys.tabTo(label);
      await keys.press("Enter");
      await keys.type(letter);
      await keys.press("Enter");
    }
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await person.enterPin();
    await keys.press("Control+Enter");
    await person.sheet.getByText("Person added").waitFor();
    await keys.press("Escape");
    await main().getByText("none yet").waitFor();
    await wrote("add_crew");
    await glance(page, "person-without-pin");
  });

  await chapter("her first PIN, typed twice; digits stand in no entry", async () => {
    await acts("Zoë Brekke").click();
    await page.getByRole("menuitem", { name: "Choose PIN" }).click();
    await person.field("New PIN").fill("904417");
    await person.field("The same PIN again").fill("904418");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("The two PINs differ. Type both again.").waitFor();
    await person.field("The same PIN again").fill("904417");
    await person.sign("Set PIN");
    await person.seesDone("PIN set");
    await wrote("choose_pin");
    assert.doesNotMatch(JSON.stringify(await host.newest(5)), /904417/);
    await person.button("Change user").click();
    await person.signIn("Zoë Brekke", "904417");
    await person.button("Change user").click();
    await person.signIn(CHIEF, DEMO_PIN);
  });

  await chapter("her role changes by mouse, and she leaves by keys", async () => {
    await person.goTo("settings/people");
    await acts("Zoë Brekke").click();
    await page.getByRole("menuitem", { name: "Set role" }).click();
    await person.sheet.waitFor();
    await person.settled();
    await person.select("Role", "ETO");
    await person.sign("Sign and set");
    await person.seesDone("Role set");
    await main()
      .getByRole("row", { name: /Zoë Brekke/ })
      .getByText("ETO")
      .waitFor();
    await wrote("set_role");

    await acts("Zoë Brekke").focus();
    await keys.press("Enter");
    await keys.type("s");
    await keys.press("Enter");
    await person.sheet.waitFor();
    await person.settled();
    await keys.tabTo("Serves at present");
    await keys.press("Space");
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await person.enterPin();
    await keys.press("Control+Enter");
    await person.sheet.getByText("Role set").waitFor();
    await keys.press("Escape");
    await person.button("Change user").click();
    await person.heading("Who are you?").waitFor();
    assert.equal(await page.getByText("Zoë Brekke").count(), 0, "who left has no tile");
    await person.signIn(CHIEF);
  });

  await chapter("ship's time an hour on by mouse, half an hour back by keys", async () => {
    await person.goTo("settings/time");
    const [before] = await host.call("ship_time_list");
    await person.openAct("Set ship’s time");
    await person.sheetButton("One hour on").click();
    await person.sheetButton("Next").click();
    await person.sheet.getByText("You are about to").waitFor();
    await glance(page, "ship-time-preview");
    await person.sheetButton("Set").click();
    await person.seesDone("Ship’s time set");
    await wrote("set_ship_time");
    const [after] = await host.call("ship_time_list");
    assert.equal(after.offset_minutes, before.offset_minutes + 60);
    assert.ok(Math.abs(Date.parse(after.from_at) - Date.now()) < DAY_MS);

    await person.openByKeys("Alt+s");
    await keys.tabTo("The clocks show");
    await keys.press("ArrowDown");
    await keys.press("ArrowDown");
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await person.commitByKeys("Ship’s time set");
    const lines = await host.call("ship_time_list");
    assert.ok(lines.some((line) => line.offset_minutes === before.offset_minutes + 30));
  });
});

test("the record shows every one of these acts in plain words", async () => {
  const newest = await host.newest(60);
  const written = new Set(newest.map((entry) => entry.action));
  const expected = [
    "add_equipment",
    "edit_equipment",
    "move_equipment",
    "retire_equipment",
    "link_part",
    "unlink_part",
    "record_running_hours",
    "add_location",
    "edit_location",
    "retire_location",
    "add_part",
    "edit_part",
    "retire_part",
    "add_crew",
    "choose_pin",
    "set_role",
    "set_ship_time",
  ];
  assert.deepEqual(
    expected.filter((action) => !written.has(action)),
    [],
  );
  await person.goTo("record");
  for (const words of ["Set ship’s time", "Set role", "Choose PIN"]) {
    await page.getByRole("grid").getByText(words).first().waitFor();
  }
  for (const action of expected) {
    const { entry } = newest.find((line) => line.action === action);
    await person.goTo(`record/${entry.device}/${entry.seq}`);
    await main().getByText(CHIEF).first().waitFor();
    const said = await main().innerText();
    assert.doesNotMatch(said, /\b[a-z]+_[a-z_]+\b/, `${action} in plain words`);
    assert.doesNotMatch(said, /[0-9a-f]{8}-[0-9a-f]{4}-8/, `${action} without ids`);
  }
  await person.goTo("record");
  await person.button("Verify the record").click();
  await page.getByText("The record is intact").waitFor({ timeout: 60_000 });
  assert.deepEqual(opened.troubles, []);
});
