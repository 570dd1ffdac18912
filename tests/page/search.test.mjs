/** The search over every screen: found, opened, narrowed, commanded, empty, locked; by keys and by mouse. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";

let browser;
let host;
let page;
let person;
let opened;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
  await person.signIn(CHIEF);
});
after(async () => {
  await browser.close();
  await host.stop();
});

const layer = () => page.getByRole("dialog", { name: "Search" });
const field = () => layer().getByRole("combobox", { name: "Search for anything" });
const group = (name) => layer().getByRole("group", { name, exact: true });
const rows = (name) => group(name).getByRole("option");
const marked = () => layer().getByRole("option", { selected: true });

/** Opens the layer by `/` and types. */
async function look(text) {
  await page.locator("main").click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("/");
  await field().waitFor();
  await field().fill(text);
}

test("what is typed is found by kind, and Enter opens the first", async (t) => {
  await person.goTo("now");
  const entries = await host.entries();
  await look("gen 2");
  await rows("Equipment").first().waitFor();
  assert.match(await rows("Equipment").first().innerText(), /651\.02[\s\S]*Generator 2/);
  assert.match(await rows("Faults").first().innerText(), /F-2026-E\d{4}[\s\S]*Open/);
  assert.equal(
    await layer().getByRole("option").getByRole("button").count(),
    0,
    "rows carry no buttons",
  );
  await survey(t, page, "search-found", { gloves: true });
  await page.keyboard.press("Enter");
  await layer().waitFor({ state: "hidden" });
  await person.heading("Generator 2").waitFor();
  assert.equal(await host.entries(), entries, "a search leaves no trace");
});

test("arrows go through the rows, Tab through the kinds, Esc closes and the focus is where it was", async (t) => {
  await person.goTo("work/faults");
  await page.keyboard.press("Control+k");
  await field().fill("pump");
  await rows("Equipment").first().waitFor();
  const first = await marked().innerText();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await marked().innerText(), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await marked().innerText(), first);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await group("Equipment").waitFor({ state: "hidden" });
  await rows("Faults").first().waitFor();
  assert.equal(
    await layer().getByRole("button", { name: "Faults" }).getAttribute("aria-pressed"),
    "true",
  );
  await survey(t, page, "search-kind", { gloves: false });
  await page.keyboard.press("Shift+Tab");
  await rows("Equipment").first().waitFor();
  await page.keyboard.press("Escape");
  await layer().waitFor({ state: "hidden" });
  await person.heading("Work").waitFor();
});

test("a spoken number leads to its record, and a short one to all that carry it", async () => {
  await look("wo-2026-e42");
  await rows("With this number").first().waitFor();
  assert.deepEqual(await rows("With this number").count(), 1);
  await field().fill("e42");
  await rows("With this number").nth(1).waitFor();
  assert.equal(await rows("With this number").count(), 2);
  await rows("With this number").last().click();
  await page.locator("main").getByText("WO-2026-E0042").first().waitFor();
});

test("nothing typed shows what one last worked on; nothing found says so", async (t) => {
  await look("");
  await survey(t, page, "search-empty", { gloves: false });
  await field().fill("xylophone");
  await layer().getByText("Nothing holds “xylophone”").waitFor();
  await survey(t, page, "search-none", { gloves: false });
  await field().fill("impeler");
  await layer().getByText("similar spelling").first().waitFor();
  await page.keyboard.press("Escape");
  await layer().waitFor({ state: "hidden" });
});

test("a command is one line that opens the prefilled form; several things of one name are chosen from", async (t) => {
  await person.goTo("now");
  const entries = await host.entries();
  await look("new fault generator 2 leaks oil");
  await rows("New").first().waitFor();
  assert.equal(await rows("New").count(), 1);
  assert.equal(await rows("New").innerText(), "Report a fault on Generator 2: leaks oil\n651.02");
  await page.keyboard.press("Enter");
  await person.sheet.waitFor();
  await person.settled();
  assert.equal(await person.field("What is wrong").inputValue(), "leaks oil");
  await person.shows("Equipment or space", "Generator 2");
  await person.sheet.focus();
  await page.keyboard.press("Escape");
  await person.sheet.waitFor({ state: "hidden" });

  await look("new fault bilge pump leaks");
  await rows("Which one?").first().waitFor();
  assert.deepEqual(await rows("Which one?").locator(".title").allInnerTexts(), [
    "Report a fault on Bilge pump 1: leaks",
    "Report a fault on Bilge pump 2: leaks",
    "None of these: bilge pump leaks",
  ]);
  await survey(t, page, "search-command", { gloves: false });
  await field().fill("stock impeller");
  await rows("New").filter({ hasText: "Look for stock: impeller" }).waitFor();
  await page.keyboard.press("Enter");
  await person.heading("Stores").waitFor();
  assert.equal(await page.getByRole("textbox", { name: /Find a part/ }).inputValue(), "impeller");
  assert.equal(await host.entries(), entries, "a command that is not carried out leaves no trace");
});

test("a word of the vessel that stands for two things asks which", async (t) => {
  await look("boat");
  const which = group("“boat” stands for several things. Which one?");
  await which.getByRole("option", { name: "Rescue boat" }).waitFor();
  await survey(t, page, "search-meaning", { gloves: false });
  await which.getByRole("option", { name: "Tender" }).click();
  assert.equal(await field().inputValue(), "Tender");
  await page.keyboard.press("Escape");
});

test("the lock screen answers once the vessel opened search, and pages wait for the sign-in", async (t) => {
  await person.goTo("settings/words");
  await person.openAct("Open or close");
  await person.sheet.getByText("Everybody may search on the lock screen").click();
  await person.sheetButton("Next").click();
  await person.sheet.getByText("You are about to").waitFor();
  await page.keyboard.press("Control+Enter");
  await person.enterPin();
  await page.keyboard.press("Control+Enter");
  await person.seesDone("Search on the lock screen set");
  await person.button("Change user").click();
  await person.heading("Who are you?").waitFor();
  await page.keyboard.press("Control+k");
  await field().fill("emergency fire pump");
  await rows("Equipment").first().waitFor();
  await layer().getByText("Sign in to open what you choose.").waitFor();
  await survey(t, page, "search-locked", { gloves: false });
  await page.keyboard.press("Enter");
  await page.getByText("Sign in to open: 813.02").waitFor();
  await person.signIn(CHIEF);
  await person.heading("Emergency fire pump").waitFor();
  assert.deepEqual(opened.troubles.splice(0), []);
});
