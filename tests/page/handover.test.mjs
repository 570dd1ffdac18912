/** Handing over at one workstation and taking over at another, by two people who never meet. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Keys } from "../harness/keys.mjs";
import { CHIEF, MATE, Pair, PIN } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { glance, survey } from "../harness/survey.mjs";

const FAULT = "Bilge pump 2 draws no suction";
const BUNKERS = "Bunkering on Friday, 07:00, starboard side";
const REASON = "Die Bodenventile standen offen, сначала закрыть.";

let browser;
let pair;
let page;
let person;
let keys;
let troubles;
let folder;
let fault;

/** The page of one of the two workstations. */
async function seat(host) {
  await page?.close();
  ({ page, troubles } = await openPage(browser, host));
  person = new Person(page);
  keys = new Keys(page);
}

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "handover-"));
  [browser, pair] = await Promise.all([openBrowser(), Pair.start()]);
  fault = (await pair.first.act("report_fault", { title: FAULT, severity: "high" }, PIN)).ids[0];
  await pair.meet();
  await pair.part();
  await seat(pair.first);
});
after(async () => {
  await browser?.close();
  await pair?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const entry = (title) => page.locator("main li").filter({ hasText: title });
const said = (text) => page.getByText(text, { exact: true });

test("handover", async (t) => {
  const chapter = chapters(t);

  await chapter("an empty handover says that nothing is put there by the program", async (t) => {
    await person.goTo("handover");
    await said("Nothing to hand over yet").waitFor();
    await survey(t, page, "handover-empty");
    await person.goTo("handover/signed");
    await said("Nothing was signed over yet").waitFor();
    await glance(page, "handover-signed-empty");
  });

  await chapter("from the page of a fault, prefilled", async () => {
    await person.goTo(`work/faults/${fault}`);
    await person.openAct("Add to handover");
    await person.shows("What to know", FAULT);
    await person.field("Category").getByText("In progress").waitFor();
    await person.sheetButton("Add").click();
    await person.seesDone("Added to the handover");
    await person.goTo("handover");
    await entry(FAULT).getByText("open, high").waitFor();
  });

  await chapter("from nothing, by keyboard", async () => {
    await keys.press("Alt+a");
    await keys.at("What to know");
    await keys.type(BUNKERS);
    await keys.tabTo("Category");
    await keys.press("Enter");
    await page.getByRole("option", { name: /^For information/ }).waitFor();
    await keys.press("End");
    await keys.press("Enter");
    await person.commitByKeys("Added to the handover");
    await entry(BUNKERS).waitFor();
    const { groups } = await pair.first.call("handover_page", {});
    assert.deepEqual(
      groups.map(({ category }) => category),
      ["in_progress", "fyi"],
    );
  });

  await chapter("a similar entry is shown, and leads back or on", async () => {
    await keys.press("Alt+a");
    await keys.at("What to know");
    await keys.type(BUNKERS);
    await person.select("Category", "For information");
    await keys.press("Control+Enter");
    await person.sheetButton("Add anyway").waitFor();
    await person.sheetButton("Go back").click();
    await page.keyboard.press("Escape");
    await person.sheetButton("Close without saving").click();
    await person.sheet.waitFor({ state: "hidden" });
    assert.equal((await pair.first.call("handover_page", {})).open, 2);
  });

  await chapter("signed over by keyboard and PIN, with what is signed in words", async (t) => {
    await keys.press("Alt+s");
    await said("Everything up to")
      .or(person.sheet.getByText(/^Everything up to/))
      .waitFor();
    await survey(t, page, "sheet-sign-over-filled", { gloves: false });
    await keys.press("Control+Enter");
    await person.sheet.getByText(`in progress: “${FAULT}” (open) – F-`, { exact: false }).waitFor();
    await keys.press("Control+Enter");
    await person.enterPin(PIN);
    await keys.press("Control+Enter");
    await person.seesDone("Handed over");
    await entry(BUNKERS).getByText("Signed over", { exact: false }).waitFor();
  });

  await chapter("days later at the other workstation: not accepted, because …", async (t) => {
    await pair.meet();
    await pair.part();
    await pair.second.signIn(MATE, PIN);
    await pair.second.act("edit_fault", { fault, severity: "low" }, PIN);
    await seat(pair.second);
    await person.goTo("handover/signed");
    await page.getByRole("row").nth(1).click();
    await said("Nobody has taken over yet").waitFor();
    await entry(FAULT).getByText("Now: open, low").waitFor();
    await survey(t, page, "handover-signed");
    await person.openAct("Take over");
    await person.sheet.getByText("No, not accepted", { exact: true }).click();
    await person.sheetButton("Next").click();
    await person.field("Not accepted, because").fill(REASON);
    await person.sign("Sign", PIN);
    await person.seesDone("Signed");
    await said("Not accepted").waitFor();
  });

  await chapter("then accepted, and the pack written", async () => {
    await keys.press("Alt+t");
    await person.sheet.getByText("Yes, I take over", { exact: true }).click();
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await person.enterPin(PIN);
    await keys.press("Control+Enter");
    await person.seesDone("Signed");
    await said("Took over").waitFor();
    const file = path.join(folder, "watch.pdf");
    await person.button("Write the pack as PDF").click();
    await page.getByLabel("Write to").fill(file);
    await person.button("Write").click();
    await page.getByText(/^1 page written/).waitFor();
    assert.equal(readFileSync(file).subarray(0, 5).toString(), "%PDF-");
  });

  await chapter("the one who handed over reads who took over", async () => {
    await pair.meet();
    await seat(pair.first);
    await person.goTo("handover");
    await page.getByText(`taken over by ${MATE}; not accepted by ${MATE}`).waitFor();
    await entry(BUNKERS)
      .getByRole("button", { name: `More about ${BUNKERS}` })
      .click();
    await page.getByRole("menuitem", { name: "Mark done" }).click();
    await person.sheetButton("Mark done").click();
    await person.seesDone("Entry done");
    await entry(BUNKERS).waitFor({ state: "detached" });
    await person.goTo("now");
    await page.getByRole("heading", { name: "Handover of your department" }).waitFor();
    await page.locator("main").getByRole("link", { name: FAULT }).last().waitFor();
    assert.deepEqual(troubles.splice(0), []);
  });
});
