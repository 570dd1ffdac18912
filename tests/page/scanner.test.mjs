/** A scanner at the page, with real keys: what is found, what is unknown, and what must not happen. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Host } from "../harness/host.mjs";
import { HAND_MS, Keys } from "../harness/keys.mjs";
import { Person } from "../harness/person.mjs";
import { Scanner } from "../harness/scanner.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const EAN = "4006381333931";
const UNKNOWN = "9990000000017";

let browser;
let host;
let page;
let person;
let keys;
let scanner;
let opened;
/** Two parts of the demo vessel; the first one has a barcode. */
let parts;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
  await host.signIn(CHIEF);
  parts = (await host.call("part_list", { limit: 3, filters: {} })).rows;
  await host.act("edit_part", { part: parts[0].id, barcode: EAN });
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
  keys = new Keys(page);
  scanner = await Scanner.on(page);
  await page.evaluate(() => {
    window.tones = [];
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (at) {
      window.tones.push(Math.round(this.frequency.value));
      return start.call(this, at);
    };
  });
});
after(async () => {
  await browser.close();
  await host.stop();
});

const panel = () => page.getByRole("region", { name: "Scanned codes" });
const row = (text) => panel().getByRole("listitem").filter({ hasText: text });
const tones = () => page.evaluate(() => window.tones.splice(0));
const dismiss = (code) => person.button(`Dismiss ${code}`).first().click();

test("a scan on any page shows the part with its stock and leads to it", async (t) => {
  await person.goTo("now");
  await scanner.scan(EAN);
  await row(parts[0].name).waitFor();
  assert.match(await row(parts[0].name).innerText(), /in stores/);
  assert.deepEqual(await tones(), [880]);
  await survey(t, page, "scan-found");
  await row(parts[0].name).getByRole("link", { name: parts[0].name }).click();
  await person.heading(parts[0].name).waitFor();
  await dismiss(EAN);
});

test("a part is found by its number too, however the letters are written", async () => {
  await scanner.scan(parts[1].number.toLowerCase());
  await row(parts[1].name).waitFor();
  await person.button("Clear found").click();
});

test("a scan never lands in the field that has focus, and presses no button", async () => {
  const entries = await host.entries();
  await person.goTo("now");
  await person.openAct("Report fault");
  await person.field("What is wrong").click();
  await keys.type("Pump is lou");
  await scanner.scan(EAN);
  await row(parts[0].name).waitFor();
  assert.equal(await person.field("What is wrong").inputValue(), "Pump is lou");
  await keys.type("d");
  assert.equal(await person.field("What is wrong").inputValue(), "Pump is loud");
  await keys.tabTo("Report");
  await scanner.scan(EAN, "Tab");
  await page.waitForTimeout(HAND_MS);
  assert.equal(await keys.focused(), "Report", "Tab of the scanner moved no focus");
  assert.equal(await host.entries(), entries, "Enter of the scanner sent no form");
  await person.sheetButton("Cancel").click();
  await person.sheetButton("Close without saving").click();
  await person.button("Clear found").click();
});

test("what a person types and ends with Enter is theirs", async () => {
  await person.goTo("stores");
  const find = page.getByRole("textbox", { name: "Find a part by name, number or maker" });
  await find.click();
  await page.keyboard.type("impeller", { delay: 90 });
  await page.waitForTimeout(HAND_MS);
  await keys.press("Enter");
  assert.equal(await find.inputValue(), "impeller");
  assert.equal(await panel().getByRole("listitem").count(), 0);
  await find.fill("");
});

test("an unknown code stays in sight on every page until a person dismisses it", async (t) => {
  await tones();
  await scanner.scan(UNKNOWN);
  await row(UNKNOWN).getByText("No part has this code").waitFor();
  assert.deepEqual(await tones(), [330, 247]);
  await person.goTo("work/faults");
  await scanner.scan(EAN);
  await row(parts[0].name).waitFor();
  await person.button("Clear found").click();
  assert.equal(await row(UNKNOWN).count(), 1);
  await survey(t, page, "scan-unknown");
});

test("an unknown code becomes the barcode of a part, and the row says so", async () => {
  await row(UNKNOWN).getByRole("button", { name: "Set as barcode of a part" }).click();
  const which = panel().getByRole("combobox", { name: "Which part has this barcode?" });
  await which.fill(parts[2].number);
  await page.getByRole("option").filter({ hasText: parts[2].name }).first().click();
  await person.sheet.waitFor();
  await person.shows("Barcode", UNKNOWN);
  await person.sheetButton("Save").click();
  await person.seesDone("Part changed");
  await row(UNKNOWN).getByRole("link", { name: parts[2].name }).waitFor();
  await person.button("Clear found").click();
});

test("an unknown code begins a new part with this barcode", async () => {
  await scanner.scan("5012345678900");
  await row("5012345678900").getByRole("button", { name: "Add part with this barcode" }).click();
  await person.sheet.waitFor();
  await person.shows("Barcode", "5012345678900");
  await person.field("Name").fill("Cabin key card");
  await person.field("Number").fill("CKC-1");
  await person.sheetButton("Add").click();
  await person.seesDone("Part added");
  await row("5012345678900").getByRole("link", { name: "Cabin key card" }).waitFor();
  await person.button("Clear found").click();
});

test("two hundred scans behind each other are all read, none is dropped", async () => {
  await page.route("**/ipc/part_find", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await route.continue();
  });
  const codes = Array.from({ length: 200 }, (_, index) => `77${String(index).padStart(6, "0")}`);
  await scanner.scanAll(codes);
  await panel().getByText("200 codes are unknown").waitFor({ timeout: 60_000 });
  const read = await panel().getByRole("listitem").locator(".code").allInnerTexts();
  assert.deepEqual(read.toReversed(), codes);
  await page.unroute("**/ipc/part_find");
  await page.reload();
  await panel().getByText("200 codes are unknown").waitFor();
  await person.button("Dismiss all unknown").click();
  await panel().waitFor({ state: "hidden" });
});

test("a code typed by hand is found, by keys alone", async () => {
  await person.goTo("now");
  await keys.press("F9");
  await keys.at("Type a code");
  await keys.type(parts[1].number);
  await keys.press("Enter");
  await row(parts[1].name).waitFor();
  await keys.tabTo(parts[1].name);
  await keys.press("Enter");
  await person.heading(parts[1].name).waitFor();
  await person.button("Clear found").click();
  await panel().getByRole("button", { name: "Close", exact: true }).click();
  await panel().waitFor({ state: "hidden" });
});

test("the sound can be switched off and stays off", async () => {
  await person.goTo("settings");
  await page.getByText("Sound when a code is scanned").click();
  await page.reload();
  await person.settled();
  const box = page.getByRole("checkbox", { name: /Sound when a code is scanned/ });
  assert.equal(await box.isChecked(), false);
  await page.evaluate(() => {
    window.tones = [];
    OscillatorNode.prototype.start = () => window.tones.push("sound");
  });
  await scanner.scan(EAN);
  await row(parts[0].name).waitFor();
  assert.deepEqual(await tones(), []);
  assert.deepEqual(opened.troubles, []);
});
