/** Papers: a work order's card and record, lists as they are shown, the record of a period. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { seatOnDemo } from "../harness/seat.mjs";
import { glance, survey } from "../harness/survey.mjs";

const CHIEF = "Marta Nowak";
const LISTS = {
  faults: "work/faults",
  orders: "work/orders",
  equipment: "equipment",
  parts: "stores",
  suppliers: "stores/suppliers",
  handover: "handover",
  people: "settings/people",
  record: "record",
};

let host;
let opened;
let page;
let person;
let keys;
let folder;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, opened, page, person, keys } = seat);
  folder = await mkdtemp(path.join(os.tmpdir(), "printing-"));
});
after(() => rm(folder, { recursive: true }));

const file = (name) => path.join(folder, name);
const said = (text) => page.locator("main, .popup").getByText(text);
const field = () => page.getByRole("textbox", { name: "Write to" });
const opening = async (name) =>
  (await readFile(file(name))).subarray(0, 5).toString();

async function writtenByKeys(name) {
  await field().waitFor();
  await keys.type(file(name));
  await keys.press("Enter");
  await said(/ pages? written$/).waitFor();
  assert.equal(await opening(name), "%PDF-");
}

test("a work order's card by mouse, its record by keys", async (t) => {
  const { rows } = await host.call("work_order_list", {
    filters: { status: ["active"] },
    limit: 1,
  });
  const before = await host.entries();
  await person.goTo(`work/orders/${rows[0].id}`);
  await person.button("More").click();
  await page.getByRole("menuitem", { name: "Print card …" }).click();
  await person.heading("Print card").waitFor();
  await field().fill(path.join(folder, "stick", "card.pdf"));
  await person.button("Write").click();
  await said("There is no folder").waitFor();
  await survey(t, page, "print-card");
  await field().fill(file("card.pdf"));
  await person.button("Write").click();
  await said(/^\d pages? written$/).waitFor();
  await glance(page, "print-card-done");
  assert.equal(await opening("card.pdf"), "%PDF-");

  await person.button("More").focus();
  await keys.press("Enter");
  await keys.press("End");
  await keys.press("Enter");
  await person.heading("Print record").waitFor();
  await writtenByKeys("record.pdf");
  await keys.press("Control+p");
  await person.heading("Print card").waitFor();
  await keys.press("Escape");
  await person.heading("Print card").waitFor({ state: "hidden" });
  assert.equal(await host.entries(), before, "printing is no act");
  assert.deepEqual(
    opened.troubles.splice(0).filter((trouble) => !trouble.includes("422")),
    [],
  );
});

test("each list as it is shown, by Ctrl+P", async (t) => {
  for (const [name, place] of Object.entries(LISTS)) {
    await person.goTo(place);
    await person.button("Print this list …").waitFor();
    await keys.press("Control+p");
    await field().waitFor();
    if (name === "faults")
      await survey(t, page, "print-list", { gloves: false });
    else await glance(page, `print-${name}`);
    await writtenByKeys(`${name}.pdf`);
    await keys.press("Escape");
  }
  assert.deepEqual(opened.troubles.splice(0), []);
});

test("the record of a period, from day to day", async (t) => {
  await person.goTo("record");
  await person.button("Print a period …").click();
  const box = page.getByRole("dialog", { name: "Print a period …" });
  await box.getByLabel("From").fill("2020-01-01");
  await survey(t, page, "print-period", { gloves: false });
  await field().fill(file("period.pdf"));
  await keys.press("Enter");
  await said(/ pages written$/).waitFor({ timeout: 60_000 });
  assert.ok(existsSync(file("period.pdf")));
  assert.deepEqual(opened.troubles.splice(0), []);
});
