/** The same story without a mouse: nothing but keys from sign-in to the signed completion. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Keys } from "../harness/keys.mjs";

const ENGINEER = "Marta Nowak";
const FAULT = "Sewage plant blower trips on start";

let browser;
let host;
let opened;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
  opened = await openPage(browser, host);
});
after(async () => {
  await browser.close();
  await host.stop();
});

test("the story by keyboard alone", async (t) => {
  const chapter = chapters(t);
  const { page } = opened;
  const keys = new Keys(page);

  await chapter("sign in", async () => {
    await page.getByRole("heading", { name: "Who are you?" }).waitFor();
    await keys.tabTo("Find a name");
    await keys.type("nowak");
    await keys.tabTo(ENGINEER);
    await keys.press("Enter");
    await page.getByRole("group", { name: `PIN of ${ENGINEER}` }).waitFor();
    await keys.type("123456");
    await keys.press("Enter");
    await page.getByRole("heading", { name: "Now", exact: true }).waitFor();
  });

  await chapter("report a fault", async () => {
    await keys.tabTo("Report fault");
    await keys.press("Enter");
    await page.getByLabel("What is wrong").waitFor();
    await keys.at("What is wrong");
    await keys.type(FAULT);
    await keys.tabTo("Equipment or space");
    await keys.type("sewage");
    await page
      .getByRole("option", { name: /sewage/i })
      .first()
      .waitFor();
    await keys.press("Enter");
    await keys.tabTo("Medium");
    await keys.press("ArrowRight");
    await keys.press("Control+Enter");
    await page.getByText("Fault reported").waitFor();
    const { rows } = await host.call("fault_list", { text: FAULT, limit: 1 });
    assert.equal(rows[0].severity, "high");
    assert.match(rows[0].equipment.label, /sewage/i);
  });

  await chapter("raise a work order from it", async () => {
    await keys.tabTo("Open the fault");
    await keys.press("Enter");
    await page.getByRole("heading", { name: FAULT }).waitFor();
    await keys.tabTo("Create work order");
    await keys.press("Enter");
    await keys.at("Title");
    await keys.press("Control+Enter");
    await page.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await page.getByText("Work order created").waitFor();
    await keys.tabTo("Open the work order");
    await keys.press("Enter");
    await page.getByText("Not started", { exact: true }).waitFor();
  });

  await chapter("plan a part", async () => {
    await keys.tabTo("Add part");
    await keys.press("Enter");
    await keys.at("Find a part by name, number or barcode");
    // Enter comes before the search has answered: it takes what was typed, nothing else.
    await keys.type("v-belt 6pk");
    await keys.press("Enter");
    await page.getByText("1 part to add").waitFor();
    await page.getByRole("group", { name: /^Quantity of V-belt 6PK/ }).waitFor();
    await keys.press("Control+Enter");
    await page.getByText("Part added").waitFor();
    await keys.press("Escape");
  });

  await chapter("add a note", async () => {
    await keys.tabTo("Add note");
    await keys.press("Enter");
    await keys.at("Note");
    await keys.type("Belt slips when cold. Tension set, runs.");
    await keys.press("Control+Enter");
    await page.getByText("In progress", { exact: true }).waitFor();
    await keys.press("Escape");
  });

  await chapter("complete and sign", async () => {
    const entries = await host.entries();
    await keys.tabTo("Complete");
    await keys.press("Enter");
    await page
      .getByText(/not logged/)
      .first()
      .waitFor();
    await keys.tabTo("Log now");
    await keys.press("Enter");
    await page.getByText("1 of 1 ticked").waitFor();
    await keys.tabTo("V-belt 6PK");
    await keys.press("Space");
    await page.getByText("0 of 1 ticked").waitFor();
    await keys.press("Space");
    await page.getByText("1 of 1 ticked").waitFor();
    await keys.press("Control+Enter");
    await page.getByText(/take 1 .* V-belt 6PK/).waitFor();
    await keys.press("Control+Enter");
    await page.getByText("Usage logged", { exact: true }).waitFor();
    await page.getByText("Outcome").waitFor();
    await keys.tabTo("Resolved");
    await keys.press("Space");
    await keys.tabTo("Completion note");
    await keys.type("Belt tension set to 8 mm at mid span. Three starts without trip.");
    await keys.press("Control+Enter");
    await page.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await page.getByRole("group", { name: `PIN of ${ENGINEER}` }).waitFor();
    await keys.type("123456");
    await keys.press("Control+Enter");
    await page.getByText("Work order completed").waitFor();
    assert.equal(await host.entries(), entries + 2);
    await keys.press("Escape");
    await page.getByText("Completed", { exact: true }).first().waitFor();
  });

  await chapter("bring it back", async () => {
    await keys.tabTo("Return to stores");
    await keys.press("Enter");
    await page.getByText("0 of 1 ticked").waitFor();
    await keys.tabTo("V-belt 6PK");
    await keys.press("Space");
    await page.getByText("1 of 1 ticked").waitFor();
    await keys.press("Control+Enter");
    await page.getByText(/bring 1 .* V-belt 6PK.* back to/).waitFor();
    await keys.press("Control+Enter");
    await page.getByText("Returned to stores", { exact: true }).waitFor();
    await keys.press("Escape");
    const [entry] = await host.newest();
    assert.equal(entry.action, "return_to_stores");
  });

  await chapter("lists by arrows, Enter opens", async () => {
    await keys.tabTo("Work");
    await keys.press("Enter");
    await page.getByRole("grid").waitFor();
    await keys.tabToRow();
    await keys.press("ArrowDown");
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await page.getByText("What happened").waitFor();
  });

  await chapter("focus never got lost, and the page met no fault", () => {
    assert.deepEqual(opened.troubles, []);
  });
});
