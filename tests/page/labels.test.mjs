/** Labels: from the address of the page to a file that is a PDF, with all that is said on the way. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Marta Nowak";

let host;
let opened;
let person;
let folder;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, opened, person } = seat);
  folder = await mkdtemp(path.join(os.tmpdir(), "labels-"));
});
after(() => rm(folder, { recursive: true }));

const firstPart = async () => (await host.call("part_list", { limit: 1 })).rows[0];
const field = (label) =>
  opened.page.locator("main").getByRole("textbox", { name: label, exact: true });
const said = (text) => opened.page.locator("main").getByText(text);

test("labels of one part are counted, made, and said", async (t) => {
  const part = await firstPart();
  const before = await host.entries();
  await person.goTo(`stores/parts/${part.id}`);
  await person.button("Labels …").click();
  await person.heading("Labels").waitFor();
  await said(part.name).waitFor();
  await said("1 label on 1 page").waitFor();
  await field(`Labels of ${part.name}`).fill("25");
  await field("Labels already gone from the first sheet").fill("23");
  await said("25 labels on 2 pages").waitFor();
  await survey(t, opened.page, "labels");

  const file = path.join(folder, "labels.pdf");
  await field("Save as").fill(file);
  await person.button("Make labels").click();
  await said("25 labels on 2 pages. Print at 100 %").waitFor();
  assert.equal((await readFile(file)).subarray(0, 5).toString(), "%PDF-");
  assert.equal(await host.entries(), before, "printing is no act");
  await survey(t, opened.page, "labels-made");
  assert.deepEqual(opened.troubles.splice(0), []);
});

test("what is wrong stands beside its field, and nothing is made", async () => {
  const part = await firstPart();
  await person.goTo("now");
  await person.goTo(`stores/labels?part=${part.id}`);
  await person.button("Make labels").click();
  await said("Say where to save the file.").waitFor();
  await field("Save as").fill(path.join(folder, "stick", "labels.pdf"));
  await person.button("Make labels").click();
  await said("There is no folder").waitFor();
  await field("Labels already gone from the first sheet").fill("24");
  await said("A whole number from 0 to 23.").waitFor();
  assert.ok(await person.button("Make labels").isDisabled());
  await opened.page.getByRole("combobox", { name: "Printed on" }).click();
  await opened.page.getByRole("option", { name: "Roll, 62 mm" }).click();
  assert.ok(!(await person.button("Make labels").isDisabled()));
  await field(`Labels of ${part.name}`).fill("0");
  await said("No label is wanted.").waitFor();
  assert.deepEqual(opened.troubles.splice(0), []);
});

test("characters that no font holds are named", async (t) => {
  await host.signIn(CHIEF);
  const { ids } = await host.act("add_part", {
    number: "泵-1",
    name: "泵轴 pump shaft",
  });
  await person.goTo(`stores/labels?part=${ids[0]}`);
  await field("Save as").fill(path.join(folder, "pump"));
  await person.button("Make labels").click();
  await said("These characters are a box on the labels: 泵 轴").waitFor();
  await said(path.join(folder, "pump.pdf")).waitFor();
  await survey(t, opened.page, "labels-unprintable");
});

test("labels of everything at a place", async (t) => {
  const places = await host.call("location_list");
  const place = places.find((node) => node.parts > 1);
  const rows = await host.call("location_stock", {
    location: place.location.id,
  });
  await person.goTo(`stores/locations?at=${place.location.id}`);
  await person.button("Labels of all parts here …").click();
  await person.heading("Labels").waitFor();
  await said(`${rows.length} labels on ${Math.ceil(rows.length / 24)} page`).waitFor();
  await field("Labels of each part").fill("2");
  await person.button("Set for all").click();
  await said(`${2 * rows.length} labels on`).waitFor();
  await survey(t, opened.page, "labels-of-a-place");
});

test("labels of the parts that the list shows", async () => {
  await person.goTo("stores");
  await opened.page.getByLabel("Find a part by name, number or maker").fill("gasket");
  const { total } = await host.call("part_list", {
    text: "gasket",
    limit: 1,
    filters: { is_retired: ["false"] },
  });
  assert.ok(total > 1);
  // The head of the list is a row of its own.
  await opened.page.locator(`[role="grid"][aria-rowcount="${total + 1}"]`).waitFor();
  await person.button("Labels of the parts shown …").click();
  await said(`${total} labels on`).waitFor();
});

test("labels of nothing lead to where parts are chosen", async (t) => {
  await opened.page.reload();
  await person.goTo("stores/labels");
  await said("No part is chosen").waitFor();
  await survey(t, opened.page, "labels-of-nothing");
  await person.button("To the parts").click();
  await person.heading("Stores").waitFor();
});
