/** A vessel that begins with nothing: set up in the window, filled in the window, worked on at once. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { glance, survey } from "../harness/survey.mjs";

const VESSEL = "Θάλασσα Κυανή";
const CHIEF = "欧阳明轩";
const PIN = "482915";
const SECOND = "Ingrid Åkesson";
const SECOND_PIN = "730164";
const FAULT = "Impeller housing drips";

let browser;
let host;
let page;
let person;
let opened;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onEmpty()]);
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
});
after(async () => {
  await browser.close();
  await host.stop();
});

const main = () => page.locator("main");
/** What lies in stores of the impeller. */
const onHand = async () =>
  (await host.call("part_list", { text: "IMP-57", filters: {}, limit: 1 })).rows[0].stock.total;

/** A field of the first start, which is no sheet. */
const setUp = (label) => page.getByLabel(new RegExp(`^\\s*${label}(\\s+required)?\\s*$`));

/** Every list of the window and what it says while it is empty. */
const EMPTY = {
  now: "Nothing is reported as broken",
  "work/faults": "No fault is open",
  "work/orders": "No work order is open",
  equipment: "No equipment yet",
  "equipment/hours": "No counter to read",
  stores: "No parts yet",
  "stores/locations": "No storage places yet",
  "stores/suppliers": "No suppliers yet",
  "stores/labels": "No part is chosen",
  "stores/postings": "Nothing was spent yet",
  "stores/postings?show=committed": "Nothing is committed",
  "stores/postings?show=outstanding": "Nothing is outstanding",
  "stores/postings?show=budgets": "No budgets yet",
};

test("a vessel from nothing", async (t) => {
  const chapter = chapters(t);

  await chapter("the first start says what is missing and which letters do", async (t) => {
    await person.heading("Set up this vessel").waitFor();
    await survey(t, page, "first-start");
    await person.button("Next").click();
    assert.equal(await page.getByText("Fill this in.", { exact: true }).count(), 2);
    await setUp("Vessel name").fill(VESSEL);
    await setUp("Chief engineer’s name").fill(CHIEF);
    for (const wrong of ["", "O", "i", "7", "é"]) {
      await setUp("Workstation letter").fill(wrong);
      await person.button("Next").click();
      await page.getByText("Write one or two letters, without I and O.").waitFor();
    }
    await glance(page, "first-start-wrong");
    await setUp("Workstation letter").fill("k");
    await person.button("Next").click();
  });

  await chapter(
    "the PIN is typed twice, has six digits, and is not one that everybody guesses",
    async (t) => {
      await person.heading("Choose a PIN of at least 6 digits").waitFor();
      await page.keyboard.type("48291");
      assert.equal(await person.button("Next").isDisabled(), true);
      await page.keyboard.type("5");
      await person.button("Next").click();
      await person.heading("Repeat the PIN").waitFor();
      await page.keyboard.type("482916");
      await page.keyboard.press("Enter");
      await page.getByText("The two PINs differ. Enter both again.").waitFor();
      await survey(t, page, "first-start-pin");
      await enterTwice("111111");
      await page.getByText("A PIN of one repeated digit is too easy. Choose another.").waitFor();
      await glance(page, "first-start-easy-pin");
      await enterTwice(PIN);
    },
  );

  await chapter(
    "the secret words are shown once, and the way on opens with the tick",
    async (t) => {
      await person.heading("Write these words down").waitFor({ timeout: 30_000 });
      const secret = await page.locator("ol li b").allInnerTexts();
      assert.ok(secret.length >= 12, `${secret.length} words`);
      assert.equal(await person.button("Begin").isDisabled(), true);
      await survey(t, page, "first-start-words");
      await page.getByText("I have written the words down and checked them").click();
      await person.button("Begin").click();
      await person.heading("Now").waitFor();
      await page.reload();
      await person.heading("Now").waitFor();
      assert.equal(
        await page.getByText(secret[0], { exact: true }).count(),
        0,
        "the words are gone",
      );
      await person.button("Change user").click();
      await person.heading("Who are you?").waitFor();
      assert.equal(await page.getByText("Demo vessel").count(), 0);
      await survey(t, page, "one-person");
      await person.signIn(CHIEF, PIN);
      assert.match(await page.locator("body").innerText(), new RegExp(VESSEL));
    },
  );

  await chapter("every list says that it is empty and what comes next", async () => {
    for (const [path, said] of Object.entries(EMPTY)) {
      await person.goTo(path);
      await main().getByText(said, { exact: true }).waitFor();
      await glance(page, `empty-${path.replace("/", "-")}`);
    }
    for (const path of ["record", "settings/people", "settings/time"]) {
      await person.goTo(path);
      await main().getByText(CHIEF).first().waitFor();
      await glance(page, `empty-${path.replace("/", "-")}`);
    }
  });

  await chapter("a space, and a machine with a counter in it", async () => {
    await person.goTo("equipment");
    await person.openAct("Add equipment");
    await person.field("Name").fill("Engine room");
    await person.field("Code").fill("ER");
    await person.sheet.getByText("Space", { exact: true }).click();
    await person.sheetButton("Add").click();
    await person.sheet.getByText("Equipment added").waitFor();
    await person.sheetButton("Open Engine room").click();
    await person.heading("Engine room").waitFor();

    await person.openAct("Add equipment");
    await person.shows("Stands under", "Engine room");
    await person.field("Name").fill("Αντλία θαλασσινού νερού");
    await person.field("Code").fill("ER");
    await person.sheet.getByText("Machine", { exact: true }).click();
    await person.sheet.getByText("It has a running-hours counter").click();
    await person.sheetButton("Add").click();
    await person.sheet
      .getByText(/ER.*Engine room|already/)
      .first()
      .waitFor();
    await person.field("Code").fill("SWP1");
    await person.sheetButton("Add").click();
    await person.seesDone("Equipment added");
    const tree = await host.call("equipment_tree");
    assert.deepEqual(tree.map(({ code, kind }) => [code, kind]).sort(), [
      ["ER", "space"],
      ["SWP1", "machine"],
    ]);
  });

  await chapter("a storage place, empty, with an empty sheet and no movements", async () => {
    await person.goTo("stores/locations");
    await person.openAct("Add storage place");
    await person.field("Code").fill("A1");
    await person.field("Name").fill("Shelf A1");
    await person.sheetButton("Add").click();
    await person.sheet.getByText("Storage place added").waitFor();
    await person.sheetButton("Open Shelf A1").click();
    await main().getByText("Nothing lies here by the record.").waitFor();
    await glance(page, "empty-place");
    await person.button("Movements").click();
    await main().getByText("No movements yet", { exact: true }).waitFor();
    await glance(page, "empty-movements");
    await page.goBack();
    await person.button("Count this place").click();
    await main().getByText("No part is kept here", { exact: true }).waitFor();
    assert.equal(await person.button("Review").isDisabled(), true);
    await glance(page, "empty-count-sheet");
    await person.button("Close").click();
  });

  await chapter("a part counted into it", async () => {
    await person.goTo("stores");
    await person.openAct("Add part");
    await person.field("Name").fill("Impeller");
    await person.field("Number").fill("IMP-57");
    await person.field("Unit").fill("pcs");
    await person.find("Usual place", "Shelf");
    await person.field("First count").fill("4");
    await person.field("Minimum").fill("2");
    await person.sheetButton("Add").click();
    await person.sheet.getByText("Part added").waitFor();
    await person.sheetButton("Open Impeller").click();
    await person.heading("Impeller").waitFor();
    await main().getByText("Shelf A1").first().waitFor();
    assert.equal(await onHand(), "4");
    for (const said of [
      "On no work order yet.",
      "On no work order.",
      "On no spare-part list.",
      "A level is drawn from the second movement on.",
    ]) {
      await main().getByText(said, { exact: true }).waitFor();
    }
    await glance(page, "part-young");
  });

  await chapter("a part that was never counted, counted in by the sheet of its place", async () => {
    await person.goTo("stores");
    await person.openAct("Add part");
    await person.field("Name").fill("Shaft seal");
    await person.field("Number").fill("SS-40");
    await person.sheetButton("Add").click();
    await person.sheet.getByText("Part added").waitFor();
    await person.sheetButton("Open Shaft seal").click();
    await main().getByText("Nothing was ever counted in.").waitFor();
    await glance(page, "part-never-counted");
    await person.goTo("stores/locations");
    await page.getByRole("treeitem", { name: /Shelf A1/ }).click();
    await person.button("Count this place").click();
    await main().getByText("0 of 1 counted").waitFor();
    await page.getByRole("textbox", { name: "Counted of Impeller" }).fill("4");
    const other = page.getByRole("combobox", { name: "Add a part that lies here" });
    await other.fill("SS-40");
    await page.getByRole("option").filter({ hasText: "Shaft seal" }).first().click();
    await page.getByRole("textbox", { name: "Counted of Shaft seal" }).fill("6");
    await person.button("Review").click();
    await main().getByText("1 difference · 1 as recorded · 0 not counted").waitFor();
    await person.button("Write the count").click();
    await person.field("Reason").fill("First count of the shelf");
    await person.sign("Sign the count", PIN);
    await person.seesDone("Count written");
    const { rows } = await host.call("part_list", { text: "SS-40", filters: {}, limit: 1 });
    assert.equal(rows[0].stock.total, "6");
  });

  await chapter("a supplier", async () => {
    await person.goTo("stores/suppliers");
    await person.openAct("Add supplier");
    await person.field("Name").fill("Ναυτιλιακά Πειραιώς");
    await person.sheetButton("Add").click();
    await person.seesDone("Supplier added");
    await page.getByRole("grid", { name: "Suppliers" }).getByText("Ναυτιλιακά Πειραιώς").waitFor();
  });

  await chapter("the part goes on the machine's spare-part list", async () => {
    await person.goTo("stores");
    await page.getByRole("grid", { name: "Parts" }).getByText("Impeller").click();
    await person.openAct("Add where it fits");
    await person.find("Equipment", "SWP1");
    await person.field("Quantity fitted").fill("1");
    await person.sheetButton("Add").click();
    await person.seesDone("Spare part added");
    await main().getByRole("link", { name: "Αντλία θαλασσινού νερού" }).waitFor();
  });

  await chapter("a second person gets a first PIN, typed twice", async () => {
    await person.goTo("settings/people");
    await person.openAct("Add person");
    await person.field("Name").fill(SECOND);
    await person.field("Rank").fill("2nd engineer");
    await person.select("Role", "Engineer");
    await person.select("Department", "Engineering");
    await person.field("First PIN").fill(SECOND_PIN);
    await person.field("The same PIN again").fill("730165");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("The two PINs differ. Type both again.").waitFor();
    await person.field("The same PIN again").fill(SECOND_PIN);
    await person.sign("Sign and add", PIN);
    await person.seesDone("Person added");
    await main().getByText(SECOND).waitFor();
    assert.doesNotMatch(JSON.stringify(await host.newest(3)), new RegExp(SECOND_PIN));
  });

  await chapter("the new engineer reports, raises, plans, notes and signs", async () => {
    await person.button("Change user").click();
    await person.signIn(SECOND, SECOND_PIN);
    await person.goTo("now");
    await person.openAct("Report fault");
    await person.field("What is wrong").fill(FAULT);
    await person.find("Equipment or space", "SWP1");
    await person.sheetButton("Report").click();
    await person.sheet.getByText("Fault reported").waitFor();
    assert.match(await person.sheet.innerText(), /F-\d{4}-K0001/);
    await person.sheetButton("Open the fault").click();
    await person.heading(FAULT).waitFor();

    await person.openAct("Create work order");
    await person.sign("Sign and create", SECOND_PIN);
    await person.sheet.getByText("Work order created").waitFor();
    assert.match(await person.sheet.innerText(), /WO-\d{4}-K0001/);
    await person.sheetButton("Open the work order").click();
    await main().getByText("Not started", { exact: true }).waitFor();

    await person.openAct("Add part");
    await person.sheet.getByRole("option", { name: /Impeller/ }).click();
    await person.sheetButton("Add to work order").click();
    await person.seesDone("Part added");

    await person.openAct("Add note");
    await person.field("Note").fill("Shaft seal worn. Impeller changed.");
    await page.keyboard.press("Control+Enter");
    await main().getByText("In progress", { exact: true }).waitFor();
    if (await person.sheet.isVisible()) await person.finish();

    await person.openAct("Complete");
    await person.sheet
      .getByText(/not logged/)
      .first()
      .waitFor();
    await person.sheetButton("Log now").click();
    await person.sheet.getByText("1 of 1 ticked").waitFor();
    await person.sheetButton("Next").click();
    await person.sheet.getByText(/take 1 pcs Impeller from A1 Shelf A1/).waitFor();
    await person.sheetButton("Log").click();
    await person.sheet.getByText("Usage logged", { exact: true }).waitFor();
    await person.sheet.getByText("Resolved", { exact: true }).click();
    await person.sheet.getByText("Mark the fault resolved").click();
    await person
      .field("Completion note")
      .fill("Shaft seal and impeller changed. Dry after an hour’s run.");
    await person.sign("Sign and complete", SECOND_PIN);
    await person.seesDone("Work order completed");
    await main().getByText("Completed", { exact: true }).first().waitFor();
    const [entry] = await host.newest();
    assert.deepEqual(
      [entry.action, entry.by, entry.signed_by],
      ["mark_work_order_complete", SECOND, SECOND],
    );
    assert.equal((await host.call("fault_list", { limit: 1 })).rows[0].status, "resolved");
    assert.equal(await onHand(), "3");
  });

  await chapter("what was logged is reversed, and stands as it was", async () => {
    await person.button("Reverse: 1 pcs Impeller").click();
    await person.field("Reason").fill("It was the old one that went back in.");
    const next = person.sheetButton("Next");
    if (await next.isVisible()) await next.click();
    await person.sheetButton("Reverse").click();
    await person.seesDone("Movement reversed");
    await main().getByText("Reversed", { exact: true }).waitFor();
    await main().getByText("Planned, not logged", { exact: true }).waitFor();
    assert.equal(await onHand(), "4");
  });

  await chapter("the whole young record is intact", async () => {
    await person.goTo("record");
    await person.button("Verify the record").click();
    await page.getByText("The record is intact").waitFor();
    await glance(page, "young-record");
    assert.deepEqual(opened.troubles, []);
  });
});

/** Both PIN pads of the first start. */
async function enterTwice(pin) {
  for (const head of ["Choose a PIN of at least 6 digits", "Repeat the PIN"]) {
    await person.heading(head).waitFor();
    await page.keyboard.type(pin);
    await page.keyboard.press("Enter");
  }
}
