/** Suppliers: added, found, edited, retired and used again, by mouse and by keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const NAME = "Ναυτιλιακά Ανταλλακτικά Πειραιώς 比雷埃夫斯船舶备件有限公司 and Sons, Marine Spares";

let host;
let page;
let person;
let keys;
let opened;

seatOnDemo(CHIEF, (seat) => ({ host, page, person, keys, opened } = seat));

const main = () => page.locator("main");
const rows = () => page.getByRole("grid", { name: "Suppliers" }).locator("[data-key]");
const stored = async (text) => (await host.call("supplier_list", { text, filters: {} })).rows;

test("suppliers", async (t) => {
  const chapter = chapters(t);

  await chapter("one is added by keys", async () => {
    await person.goTo("stores/suppliers");
    await person.openByKeys("Alt+a");
    await keys.at("Name");
    await keys.type(NAME);
    await keys.tabTo("Code");
    await keys.type("PIR");
    await keys.tabTo("Contact");
    await keys.type("Eleni Ioannou");
    await keys.tabTo("Our account number");
    await keys.type("AUR-771");
    await keys.press("Control+Enter");
    await person.sheet.getByText("Supplier added").waitFor();
    await keys.press("Escape");
    const [{ supplier }] = await stored("PIR");
    assert.deepEqual(
      [supplier.name, supplier.contact, supplier.account_number],
      [NAME, "Eleni Ioannou", "AUR-771"],
    );
  });

  await chapter("is found by its contact and opened", async (t) => {
    await page.getByRole("textbox", { name: /Find a supplier/ }).fill("ioannou");
    // The head of the list is a row of its own.
    const one = page.getByRole("grid", { name: "Suppliers" }).and(page.locator('[aria-rowcount="2"]'));
    await one.waitFor();
    assert.equal(await rows().filter({ hasText: NAME }).count(), 1);
    await survey(t, page, "supplier-list");
    await rows().first().click();
    await person.heading(NAME).waitFor();
    await survey(t, page, "supplier-page");
  });

  await chapter("is edited by mouse; an emptied field empties the record", async () => {
    await person.openAct("Edit");
    await person.field("Contact").fill("");
    await person.field("E-mail").fill("spares@piraeus.example");
    await person.sheetButton("Save").click();
    await person.seesDone("Supplier changed");
    await main().getByText("spares@piraeus.example").first().waitFor();
    const [{ supplier }] = await stored("PIR");
    assert.deepEqual([supplier.contact, supplier.email], [null, "spares@piraeus.example"]);
  });

  await chapter("is retired by keys, stays findable, and is used again", async () => {
    await person.openByKeys("Alt+r");
    await person.giveReason("Closed their branch here");
    await person.commitByKeys("Supplier retired");
    await main().getByText("Retired: Closed their branch here").first().waitFor();
    await person.goTo("stores/suppliers");
    await person.button("Clear").click();
    await person.settled();
    assert.equal(await rows().filter({ hasText: NAME }).count(), 0);
    await main().getByText("Show retired").click();
    await rows().filter({ hasText: NAME }).click();
    await person.openAct("Use again");
    await person.giveReason("They opened again");
    await person.sheetButton("Use again").click();
    await person.seesDone("Supplier is in use again");
    assert.equal((await stored("PIR"))[0].supplier.is_retired, false);
  });
});

test("crew read suppliers and change none", async () => {
  await person.button("Change user").click();
  await person.signIn("Rodel Villanueva");
  await person.goTo("stores/suppliers");
  await rows().first().waitFor();
  assert.equal(await main().getByRole("button", { name: "Add supplier" }).count(), 0);
  await rows().first().click();
  await main().getByRole("heading", { level: 1 }).waitFor();
  await person.settled();
  assert.equal(await main().getByRole("button", { name: "Edit", exact: true }).count(), 0);
  assert.deepEqual(opened.troubles, []);
});
